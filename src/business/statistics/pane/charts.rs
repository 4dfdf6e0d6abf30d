//! Charts where a picture says more: payees over the months, and how far the townships have come towards the 10th.

use crate::business::statistics::Standing;
use crate::business::statistics::circular::TowardsOf;
use crate::business::statistics::series::{Payees, PayeesOver};
use crate::console::action::{Action, ActionSpec};
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
const OTHER: Action = Action("charts.other");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "charts",
    title: text!("统计图", "Charts"),
    path: "9.4",
    mnemonic: "tjt",
    go: None,
    actions: &[
        ActionSpec {
            action: OPEN,
            label: text!("打开", "open"),
            help: text!(
                "打开光标所在月份的报表，或光标所在单位的认证进度",
                "opens the report of the month, or the verification of the unit"
            ),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: OTHER,
            label: text!("另一图", "other chart"),
            help: text!(
                "在各月领取人数和认证进度之间切换",
                "changes between payees over the months and progress to the 10th"
            ),
            needs: &[],
            danger: None,
            hint: Some(11),
        },
    ],
    open: |_| Box::new(Charts::new()),
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

const PAYEES: &[Column] = &[
    column("month", text!("年月", "month"), 8, 0, false),
    column("payees", text!("领取人数", "payees"), 10, 0, true),
    column("bar", text!("图", "chart"), 42, 0, false),
    column("state", text!("状态", "state"), 10, 1, false),
];

const TOWARDS: &[Column] = &[
    column("area", text!("单位", "unit"), 14, 1, false),
    column("done", text!("已核", "done"), 8, 0, true),
    column("due", text!("应核", "due"), 8, 0, true),
    column("bar", text!("按期认证", "verified in time"), 42, 0, false),
];

struct Charts {
    area: String,
    payees: Table,
    towards: Table,
    on_towards: bool,
    months: Slot<Vec<Payees>>,
    standing: Slot<Vec<Standing>>,
}

impl Charts {
    fn new() -> Self {
        let reading = || phrase!("正在统计", "counting");
        Self {
            area: String::new(),
            payees: Table::new(PAYEES.to_vec(), reading()),
            towards: Table::new(TOWARDS.to_vec(), reading()),
            on_towards: false,
            months: Slot::default(),
            standing: Slot::default(),
        }
    }
}

fn payees(it: &Payees, most: i64) -> TableRow {
    let (said, tone) = if it.frozen {
        (text!("已报送", "submitted"), Tone::Plain)
    } else {
        (text!("现时", "counted now"), Tone::Quiet)
    };
    TableRow {
        id: it.month.to_string(),
        cells: vec![
            Cell::Month(it.month),
            Cell::Count(it.payees),
            Cell::Bar(it.payees, most),
            Cell::Fixed(said),
        ],
        tone,
    }
}

fn towards(it: &Standing) -> TableRow {
    TableRow {
        id: it.code.as_str().to_owned(),
        cells: vec![
            Cell::Outside(Shown::new(&it.name)),
            Cell::Count(it.done),
            Cell::Count(it.due),
            Cell::Bar(it.done, it.due),
        ],
        tone: Tone::Plain,
    }
}

impl Pane for Charts {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("report", ""),
            Topic::of("verification", ""),
            Topic::of("date", ""),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let month = Month::of(cx.desk.business_date);
        cx.desk.area.as_str().clone_into(&mut self.area);
        cx.ask(&mut self.standing, TowardsOf { month });
        cx.ask(&mut self.months, PayeesOver { last: month });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OTHER => self.on_towards = !self.on_towards,
            OPEN if self.on_towards => {
                if let Some(row) = self.towards.current() {
                    cx.wish(Wish::Open("verification", row.id.clone()));
                }
            }
            OPEN => {
                if let Some(row) = self.payees.current() {
                    let argument = format!("R3|{}|{}", row.id, self.area);
                    cx.wish(Wish::Open("report", argument));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.months);
        each(&mut self.standing);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        let nothing = || phrase!("没有数据", "there are no data");
        (self.payees.empty, self.towards.empty) = (nothing(), nothing());
        if let Some(found) = self.months.ready() {
            let most = found.iter().map(|it| it.payees).max().unwrap_or(0);
            self.payees
                .set_rows(found.iter().map(|it| payees(it, most)).collect());
        }
        if let Some(found) = self.standing.ready() {
            self.towards.set_rows(found.iter().map(towards).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(if self.on_towards {
            &mut self.towards
        } else {
            &mut self.payees
        })
    }

    fn part(&self) -> String {
        if self.on_towards { "towards" } else { "" }.to_owned()
    }

    fn heading(&self) -> Phrase {
        if self.on_towards {
            phrase!("本月认证进度", "progress to the 10th")
        } else {
            phrase!("各月领取人数", "payees over the months")
        }
    }

    fn body(&self) -> Body<'_> {
        Body::Table(if self.on_towards {
            &self.towards
        } else {
            &self.payees
        })
    }
}
