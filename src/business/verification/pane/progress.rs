//! How far the month has come, by village, township and county, against the 10th. Every number opens its rows.

use chrono::NaiveDate;

use crate::business::verification::argument;
use crate::business::verification::issue::{IssueLists, Issued};
use crate::business::verification::progress::{LastList, Progress, ProgressOf, Sum};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::area::{AreaCode, Level};
use crate::kernel::calendar::local_time;
use crate::kernel::deadline::{Countdown, Urgency};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const ISSUE: Action = Action("verification.issue");
const LAST: Action = Action("verification.last");
const ANNUAL: Action = Action("verification.annual");
const EXCEPTIONS: Action = Action("verification.exceptions");

const fn spec(
    action: Action,
    label: Text,
    help: Text,
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

/// The pane; its argument is an area.
pub const SPEC: PaneSpec = PaneSpec {
    name: "verification",
    title: text!("认证进度", "Verification"),
    path: "3",
    mnemonic: "rz",
    go: Some('3'),
    actions: &[
        spec(
            OPEN,
            text!("明细", "open"),
            text!(
                "打开光标所在乡镇或村的名册",
                "opens the township or the list under the cursor"
            ),
            &[Need::Selection],
            10,
        ),
        spec(
            LAST,
            text!("续办", "last list"),
            text!(
                "打开本人上次填报的名册",
                "opens the list you worked on last"
            ),
            &[],
            11,
        ),
        spec(
            ISSUE,
            text!("生成名册", "issue"),
            text!(
                "按当前待遇领取人员生成当月名册；已生成的补入新增人员",
                "issues the month's lists, or puts later awards on those still open"
            ),
            &[Need::Post(&[Post::CVer])],
            12,
        ),
        spec(
            ANNUAL,
            text!("年度认证", "annual"),
            text!(
                "列出年度认证即将到期和已逾期的人员",
                "lists whose annual verification runs out, or has"
            ),
            &[],
            13,
        ),
        spec(
            EXCEPTIONS,
            text!("异常", "exceptions"),
            text!(
                "列出光标所在辖区的死亡、服刑、失联等异常人员",
                "lists who is dead, imprisoned, missing or otherwise not plainly alive in the area under the cursor"
            ),
            &[Need::Selection],
            11,
        ),
    ],
    open: |area| Box::new(Board::of(area)),
};

const fn column(
    id: &'static str,
    title: Text,
    width: u16,
    grows: u16,
    right: bool,
    spare: u8,
) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right,
        spare,
    }
}

const COLUMNS: &[Column] = &[
    column("area", text!("辖区", "area"), 12, 2, false, 0),
    column("due", text!("应核", "due"), 6, 0, true, 0),
    column("done", text!("已核", "done"), 6, 0, true, 0),
    column("open", text!("未核", "open"), 6, 0, true, 0),
    column("entered", text!("已填", "entered"), 7, 0, true, 2),
    column("dead", text!("死亡", "dead"), 4, 0, true, 0),
    column("jail", text!("服刑", "jail"), 4, 0, true, 1),
    column("lost", text!("失联", "lost"), 4, 0, true, 1),
    column("else", text!("其他", "else"), 4, 0, true, 1),
    column("state", text!("状态", "state"), 12, 1, false, 0),
    column(
        "responsible",
        text!("责任人", "responsible"),
        8,
        0,
        false,
        0,
    ),
    column("telephone", text!("电话", "telephone"), 12, 0, false, 3),
];

struct Board {
    area: Option<AreaCode>,
    month: Option<Month>,
    table: Table,
    progress: Slot<Progress>,
    last: Slot<Option<AreaCode>>,
    issued: Slot<Issued>,
}

/// The day by which a row is judged, and today.
type Judged = (Option<NaiveDate>, Urgency);

impl Board {
    fn of(area: &str) -> Self {
        Self {
            area: area.parse().ok(),
            month: None,
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取认证进度", "reading the progress"),
            ),
            progress: Slot::default(),
            last: Slot::default(),
            issued: Slot::default(),
        }
    }

    fn fill(&mut self, desk: &Desk) {
        let Some(progress) = self.progress.ready() else {
            return;
        };
        let judged = judged(progress, desk);
        self.table.empty = phrase!(
            "本月名册尚未生成；由县认证岗生成（F7）",
            "no lists of this month yet; the county's verification post issues them (F7)"
        );
        let rows = progress.parts.iter().map(|sum| row(sum, judged)).collect();
        self.table.set_rows(rows);
        self.table.total = (progress.parts.len() > 1).then(|| total(&progress.parts, judged));
    }

    /// Why the last day cannot be told, where it cannot.
    fn trouble(&self) -> Option<Line> {
        let refusal = self.progress.ready()?.due.as_ref().err()?;
        Some(Line(vec![Run::toned(Tone::Bad, refusal.told())]))
    }
}

/// How pressing the day is.
fn judged(progress: &Progress, desk: &Desk) -> Judged {
    let due = progress.due.clone().ok().flatten();
    let now = desk.business_date.and_time(local_time(desk.at).time());
    let urgency = due.map_or(Urgency::Far, |due| {
        Countdown::at(due, now, None, &progress.holidays).urgency
    });
    (due, urgency)
}

/// Where a part stands, with a mark and a word beside the tone.
fn standing(sum: &Sum, (_, urgency): Judged) -> (Phrase, Tone) {
    let state = sum.state.map_or_else(
        || {
            phrase!(
                "已签{n}/{all}册",
                "{n}/{all} signed",
                n = sum.signed,
                all = sum.lists
            )
        },
        |state| state.title().into(),
    );
    match (sum.open(), sum.late, urgency) {
        (0, 0, _) => (state, Tone::Good),
        (0, _, _) => (
            phrase!("!! 逾期签{state}", "!! late, {state}", state = state),
            Tone::Bad,
        ),
        (_, _, Urgency::Late) => (
            phrase!("!! 逾期{state}", "!! late {state}", state = state),
            Tone::Bad,
        ),
        (_, _, Urgency::DueToday) => (
            phrase!("!! 今日{state}", "!! today {state}", state = state),
            Tone::Bad,
        ),
        (_, _, Urgency::Near) if sum.untouched > 0 => (
            phrase!("! {n}册未开始", "! {n} not started", n = sum.untouched),
            Tone::Warning,
        ),
        (_, _, Urgency::Near) => (
            phrase!("! {state}", "! {state}", state = state),
            Tone::Warning,
        ),
        (_, _, Urgency::Far | Urgency::Done) => (state, Tone::Plain),
    }
}

fn counts(sum: &Sum) -> Vec<Cell> {
    [
        sum.due,
        sum.done.saturating_add(sum.late),
        sum.open(),
        sum.marked,
        sum.dead,
        sum.imprisoned,
        sum.missing,
        sum.others,
    ]
    .map(Cell::Count)
    .to_vec()
}

fn row(sum: &Sum, judged: Judged) -> TableRow {
    let (said, tone) = standing(sum, judged);
    let outside = |text: Option<&String>, none: Text| {
        text.map_or(Cell::Fixed(none), |text| Cell::Outside(Shown::new(text)))
    };
    let mut cells = vec![Cell::Outside(Shown::new(&sum.name))];
    cells.extend(counts(sum));
    cells.push(Cell::Said(said));
    cells.push(outside(
        sum.responsible.as_ref(),
        text!("!! 空缺", "!! nobody"),
    ));
    cells.push(outside(sum.phone.as_ref(), text!("", "")));
    TableRow {
        id: sum.code.as_str().to_owned(),
        cells,
        tone,
    }
}

/// The sum of all parts.
fn total(parts: &[Sum], judged: Judged) -> TableRow {
    let add = |of: fn(&Sum) -> i64| parts.iter().map(of).fold(0, i64::saturating_add);
    let Some(first) = parts.first() else {
        return TableRow {
            id: String::new(),
            cells: Vec::new(),
            tone: Tone::Plain,
        };
    };
    let same = parts.iter().all(|part| part.state == first.state);
    let sum = Sum {
        lists: add(|it| it.lists),
        signed: add(|it| it.signed),
        due: add(|it| it.due),
        done: add(|it| it.done),
        late: add(|it| it.late),
        marked: add(|it| it.marked),
        untouched: add(|it| it.untouched),
        dead: add(|it| it.dead),
        imprisoned: add(|it| it.imprisoned),
        missing: add(|it| it.missing),
        others: add(|it| it.others),
        state: first.state.filter(|_| same),
        ..first.clone()
    };
    let mut total = row(&sum, judged);
    let named = [
        (0, Cell::Fixed(text!("合计", "total"))),
        (10, Cell::Nothing),
        (11, Cell::Nothing),
    ];
    for (at, cell) in named {
        if let Some(place) = total.cells.get_mut(at) {
            *place = cell;
        }
    }
    total
}

impl Pane for Board {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("verification", ""),
            Topic::of("policy", ""),
            Topic::of("date", ""),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let area = self
            .area
            .get_or_insert_with(|| cx.desk.area.clone())
            .clone();
        let month = Month::of(cx.desk.business_date);
        self.month = Some(month);
        cx.ask(&mut self.progress, ProgressOf { month, area });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let month = Month::of(cx.desk.business_date);
        match action {
            OPEN => {
                let code = self
                    .table
                    .current()
                    .and_then(|row| row.id.parse::<AreaCode>().ok());
                match code {
                    Some(village) if village.level() == Level::Village => {
                        cx.wish(Wish::Open(
                            "verification_list",
                            argument::of(month, &village),
                        ));
                    }
                    Some(area) => cx.wish(Wish::Open(SPEC.name, area.as_str().to_owned())),
                    None => {}
                }
            }
            LAST => cx.ask(&mut self.last, LastList { month }),
            ISSUE => cx.act(&mut self.issued, IssueLists { month }),
            EXCEPTIONS => {
                let row = self.table.current();
                if let Some(area) = row.and_then(|row| row.id.parse::<AreaCode>().ok()) {
                    let argument = argument::of(month, &area);
                    cx.wish(Wish::Open("verification_exceptions", argument));
                }
            }
            ANNUAL => cx.wish(Wish::Open("verification_annual", String::new())),
            _ => {}
        }
    }

    fn leads_on(&self) -> bool {
        self.last.waiting().is_some()
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.progress);
        each(&mut self.last);
        each(&mut self.issued);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.fill(cx.desk);
        if let Some(Ok(issued)) = self.issued.take() {
            cx.wish(Wish::Mention(issued.told));
        }
        match self.last.take() {
            Some(Ok(Some(village))) => {
                let month = Month::of(cx.desk.business_date);
                cx.wish(Wish::Open(
                    "verification_list",
                    argument::of(month, &village),
                ));
            }
            Some(Ok(None)) => cx.wish(Wish::Mention(phrase!(
                "本月您还没有填报过名册",
                "you have not worked on a list this month"
            ))),
            Some(Err(_)) | None => {}
        }
    }

    fn minute(&mut self, desk: &Desk) -> bool {
        self.fill(desk);
        self.table.count() > 0
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let (Some(progress), Some(month)) = (self.progress.ready(), self.month) else {
            return Phrase::default();
        };
        let add = |of: fn(&Sum) -> i64| progress.parts.iter().map(of).fold(0, i64::saturating_add);
        phrase!(
            "{month}  已签{signed}/{lists}册  已核{done}/{due}人",
            "{month}  {signed}/{lists} lists, {done}/{due} people done",
            month = month,
            signed = add(|it| it.signed),
            lists = add(|it| it.lists),
            done = add(|it| it.done).saturating_add(add(|it| it.late)),
            due = add(|it| it.due),
        )
    }

    fn argument(&self) -> String {
        self.area
            .as_ref()
            .map_or_else(String::new, |area| area.as_str().to_owned())
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(self.trouble().into_iter().collect())),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}
