//! The ranking of townships, or of counties, by what is built of the circular's metrics.

use crate::business::statistics::circular::CircularOf;
use crate::business::statistics::paper::percent;
use crate::business::statistics::rules::ranking::mean;
use crate::business::statistics::{Flag, Ranked};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::month::Month;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const EARLIER: Action = Action("ranking.earlier");
const LATER: Action = Action("ranking.later");

const fn spec(
    action: Action,
    (label, help): (Text, Text),
    needs: &'static [Need],
    hint: u8,
) -> ActionSpec {
    ActionSpec {
        action,
        label,
        help,
        needs,
        danger: None,
        hint: Some(hint),
    }
}

/// The pane; its argument is a month.
pub const SPEC: PaneSpec = PaneSpec {
    name: "ranking",
    title: text!("通报排名", "Ranking"),
    path: "9.3",
    mnemonic: "tjp",
    go: None,
    actions: &[
        spec(
            OPEN,
            (
                text!("名册", "lists"),
                text!(
                    "打开光标所在单位的认证进度",
                    "opens the verification of the unit under the cursor"
                ),
            ),
            &[Need::Selection],
            10,
        ),
        spec(
            EARLIER,
            (
                text!("上月", "earlier"),
                text!("看上一个月", "shows the month before"),
            ),
            &[],
            11,
        ),
        spec(
            LATER,
            (
                text!("下月", "later"),
                text!("看下一个月", "shows the month after"),
            ),
            &[],
            12,
        ),
    ],
    open: |month| Box::new(Ranking::of(month)),
};

const fn column(id: &'static str, title: Text, width: u16, grows: u16, right: bool) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right,
        spare: 0,
    }
}

const COLUMNS: &[Column] = &[
    column("rank", text!("名次", "rank"), 4, 0, true),
    column("change", text!("升降", "change"), 6, 0, true),
    column("area", text!("单位", "unit"), 14, 1, false),
    column("due", text!("应认证", "due"), 8, 0, true),
    column("verified", text!("认证完成率", "M4 verified"), 12, 0, true),
    column("punctual", text!("按期完成率", "M5 in time"), 12, 0, true),
    column("score", text!("得分", "score"), 7, 0, true),
];

struct Ranking {
    month: Option<Month>,
    today: Option<Month>,
    table: Table,
    found: Slot<Vec<Ranked>>,
}

impl Ranking {
    fn of(month: &str) -> Self {
        Self {
            month: month.parse().ok(),
            today: None,
            table: Table::new(COLUMNS.to_vec(), phrase!("正在统计", "counting")),
            found: Slot::default(),
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        if let Some(month) = self.month {
            cx.ask(&mut self.found, CircularOf { month });
        }
    }

    fn turn(&mut self, months: i32, cx: &mut Cx<'_>) {
        let turned = self.month.and_then(|it| it.plus_months(months));
        if let Some(month) = turned.filter(|it| self.today.is_none_or(|today| *it <= today)) {
            self.month = Some(month);
            self.ask(cx);
        }
    }
}

/// A metric with what is to be said of it.
fn metric(share: i64, flag: Flag) -> Cell {
    Cell::Said(match flag {
        Flag::Plain => Phrase::verbatim(percent(share)),
        Flag::Missing => phrase!("! 无数据 0%", "! no data 0%"),
        Flag::NotApplicable => phrase!("不适用 100%", "n/a 100%"),
    })
}

/// A score with two places: so many of the weights.
fn score(score: i64) -> Cell {
    let hundredths = score / 10_000;
    let (whole, part) = (hundredths / 100, hundredths % 100);
    Cell::Said(Phrase::verbatim(format!("{whole}.{part:02}")))
}

fn row(it: &Ranked) -> TableRow {
    let moved = it.before.map(|before| before.saturating_sub(it.rank));
    let moved = moved.map_or(Cell::Nothing, |by| {
        Cell::Said(match by {
            0 => phrase!("持平", "same"),
            by => Phrase::verbatim(format!("{by:+}")),
        })
    });
    TableRow {
        id: it.standing.code.as_str().to_owned(),
        cells: vec![
            Cell::Count(it.rank),
            moved,
            Cell::Outside(Shown::new(&it.standing.name)),
            Cell::Count(it.standing.due),
            metric(it.verified, it.verified_flag),
            metric(it.punctual, it.punctual_flag),
            score(it.score),
        ],
        tone: if it.verified_flag == Flag::Missing {
            Tone::Warning
        } else {
            Tone::Plain
        },
    }
}

fn means(all: &[Ranked]) -> Option<TableRow> {
    let verified = mean(all, |it| it.verified)?;
    let punctual = mean(all, |it| it.punctual)?;
    let scored = mean(all, |it| it.score)?;
    Some(TableRow {
        id: String::new(),
        cells: vec![
            Cell::Nothing,
            Cell::Nothing,
            Cell::Fixed(text!("平均", "mean")),
            Cell::Nothing,
            metric(verified, Flag::Plain),
            metric(punctual, Flag::Plain),
            score(scored),
        ],
        tone: Tone::Plain,
    })
}

impl Pane for Ranking {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("verification", ""),
            Topic::of("policy", ""),
            Topic::of("date", ""),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let today = Month::of(cx.desk.business_date);
        self.today = Some(today);
        self.month = self.month.or(Some(today));
        self.ask(cx);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OPEN => {
                if let Some(row) = self.table.current() {
                    cx.wish(Wish::Open("verification", row.id.clone()));
                }
            }
            EARLIER => self.turn(-1, cx),
            LATER => self.turn(1, cx),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        self.table.empty = phrase!("没有数据", "there are no data");
        if let Some(found) = self.found.ready() {
            self.table.set_rows(found.iter().map(row).collect());
            self.table.total = means(found);
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        self.month
            .map_or_else(Phrase::default, |month| phrase!("{m}", "{m}", m = month))
    }

    fn argument(&self) -> String {
        self.month.map_or_else(String::new, |it| it.to_string())
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
