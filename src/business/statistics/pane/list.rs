//! The reports month by month, and how far each has come.

use crate::business::statistics::argument;
use crate::business::statistics::rules::specs::REPORTS;
use crate::business::statistics::store::{FiledOf, newest};
use crate::business::statistics::{Filed, ReportSpec, ReportState};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::area::AreaCode;
use crate::kernel::month::Month;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const RANKING: Action = Action("statistics.ranking");
const CHARTS: Action = Action("statistics.charts");

/// So many months are listed.
const MONTHS: i32 = 13;

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

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "statistics",
    title: text!("统计报表", "Statistics"),
    path: "9",
    mnemonic: "tj",
    go: Some('9'),
    actions: &[
        spec(
            OPEN,
            (
                text!("打开", "open"),
                text!("查看该月的报表", "shows the report of the month"),
            ),
            &[Need::Selection],
            10,
        ),
        spec(
            RANKING,
            (
                text!("通报排名", "ranking"),
                text!(
                    "按认证完成率和按期完成率排列乡镇或县",
                    "ranks townships or counties by verification and punctuality"
                ),
            ),
            &[],
            11,
        ),
        spec(
            CHARTS,
            (
                text!("图表", "charts"),
                text!(
                    "各月领取人数和各乡镇认证进度的图",
                    "draws payees over the months and progress to the 10th"
                ),
            ),
            &[],
            12,
        ),
    ],
    open: |wanted| Box::new(List::at(wanted)),
};

const fn column(id: &'static str, title: Text, width: u16, grows: u16, spare: u8) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare,
    }
}

const COLUMNS: &[Column] = &[
    column("month", text!("年月", "month"), 8, 0, 0),
    column("report", text!("报表", "report"), 6, 0, 0),
    column("title", text!("名称", "title"), 16, 1, 0),
    column("state", text!("状态", "state"), 16, 1, 0),
    column("version", text!("版次", "version"), 7, 0, 0),
    column("day", text!("报送日期", "submitted"), 10, 0, 0),
    column("late", text!("逾期", "late"), 6, 0, 0),
    column("by", text!("编制", "by"), 8, 0, 1),
];

struct List {
    table: Table,
    found: Slot<Vec<Filed>>,
    wanted: String,
}

impl List {
    fn at(wanted: &str) -> Self {
        Self {
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取报表", "reading the reports"),
            ),
            found: Slot::default(),
            wanted: wanted.to_owned(),
        }
    }
}

fn row(
    report: &ReportSpec,
    month: Month,
    area: &AreaCode,
    filed: &[Filed],
    over: bool,
) -> TableRow {
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    let latest = newest(filed, report.id, month, |_| true);
    let (state, tone) = match latest.map(|it| it.state) {
        None if over => (phrase!("! 未编制", "! not drafted"), Tone::Warning),
        None => (phrase!("本月进行中", "month not over"), Tone::Quiet),
        Some(it @ (ReportState::Draft | ReportState::Checked | ReportState::Returned)) => {
            (phrase!("! {it}", "! {it}", it = it.title()), Tone::Warning)
        }
        Some(it @ ReportState::Submitted) => (it.title().into(), Tone::Good),
    };
    let late = latest.and_then(|it| it.days_late).filter(|days| *days > 0);
    TableRow {
        id: argument::of(report.id, month, area),
        cells: vec![
            Cell::Month(month),
            outside(report.id),
            Cell::Fixed(report.title),
            Cell::Said(state),
            latest.map_or(Cell::Nothing, |it| Cell::Count(it.version)),
            latest
                .and_then(|it| it.submitted_on)
                .map_or(Cell::Nothing, Cell::Day),
            late.map_or(Cell::Nothing, |days| {
                Cell::Said(phrase!("!! {n}天", "!! {n}d", n = days))
            }),
            latest.map_or(Cell::Nothing, |it| outside(&it.maker_name)),
        ],
        tone,
    }
}

impl Pane for List {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("report", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(&mut self.found, FiledOf);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OPEN => {
                if let Some(row) = self.table.current() {
                    cx.wish(Wish::Open("report", row.id.clone()));
                }
            }
            RANKING => cx.wish(Wish::Open("ranking", String::new())),
            CHARTS => cx.wish(Wish::Open("charts", String::new())),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        let Some(filed) = self.found.ready() else {
            return;
        };
        let now = Month::of(cx.desk.business_date);
        let months = (0..MONTHS).filter_map(|back| now.plus_months(back.saturating_neg()));
        let rows = months.flat_map(|month| {
            let area = &cx.desk.area;
            let over = month < now;
            REPORTS
                .iter()
                .map(move |report| row(report, month, area, filed, over))
        });
        self.table.set_rows(rows.collect());
        if !self.wanted.is_empty() {
            self.table.go_to(&self.wanted);
            self.wanted.clear();
        }
    }

    fn hurries(&self, action: Action) -> bool {
        matches!(action, RANKING | CHARTS)
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let filed = self.found.ready().map_or(&[][..], Vec::as_slice);
        let waiting = filed.iter().filter(|it| it.state.waits()).count();
        phrase!("在办{n}", "{n} under way", n = waiting)
    }

    fn argument(&self) -> String {
        self.table
            .current()
            .map_or_else(String::new, |row| row.id.clone())
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
