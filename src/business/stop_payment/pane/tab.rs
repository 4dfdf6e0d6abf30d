//! A person's stops as a tab of the person page: what waits, what is held, what is claimed back, and the forms so far.

use super::tab_words::told;
use super::words::{column, outside, reason};
use crate::business::descriptor::TabSpec;
use crate::business::stop_payment::list::PersonLine;
use crate::business::stop_payment::person::{Stops, StopsOf};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Rows, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::{phrase, text};

const OPEN: Action = Action("table.open");

/// The tab.
pub const TAB: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "stops",
        title: text!("停发", "Stops"),
        path: "",
        mnemonic: "",
        go: None,
        actions: &[ActionSpec {
            action: OPEN,
            label: text!("看核定表", "form"),
            help: text!("打开光标所在的核定表", "opens the form under the cursor"),
            needs: &[Need::Selection],
            danger: None,
            hint: Some(10),
        }],
        open,
    },
    order: 55,
};

const COLUMNS: &[Column] = &[
    column("month", text!("月份", "month"), 8, 0, 0),
    column("kind", text!("表种", "kind"), 8, 0, 0),
    column("reason", text!("原因", "reason"), 12, 2, 0),
    column("happened", text!("发生日期", "happened"), 10, 0, 1),
    column("from", text!("起始月", "from"), 8, 0, 0),
    column("back", text!("多发、补发", "back"), 12, 0, 0),
    column("state", text!("状态", "state"), 10, 0, 0),
    column("form", text!("表号", "form"), 25, 0, 2),
];

struct Held {
    insurance_no: String,
    found: Slot<Stops>,
    table: Table,
}

fn open(insurance_no: &str) -> Box<dyn Pane> {
    let empty = phrase!(
        "没有列入过停发或恢复核定表",
        "never on a stop or resume form"
    );
    Box::new(Held {
        insurance_no: insurance_no.to_owned(),
        found: Slot::default(),
        table: Table::new(COLUMNS.to_vec(), empty),
    })
}

fn row(it: &PersonLine) -> TableRow {
    let sum = it.back_basic_fen.checked_add(it.back_account_fen);
    let back = if it.back_months == 0 {
        Cell::Nothing
    } else {
        Cell::Said(phrase!(
            "{n}月 {sum}",
            "{n}m {sum}",
            n = it.back_months,
            sum = sum.unwrap_or_default()
        ))
    };
    TableRow {
        id: it.form_no.clone(),
        cells: vec![
            Cell::Month(it.month),
            Cell::Fixed(it.kind.title()),
            Cell::Said(reason(&it.reason)),
            it.event_date.map_or(Cell::Nothing, Cell::Day),
            Cell::Month(it.from_month),
            back,
            Cell::Fixed(it.state.title()),
            outside(&it.form_no),
        ],
        tone: if it.pending {
            Tone::Warning
        } else {
            Tone::Plain
        },
    }
}

impl Pane for Held {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("person", &self.insurance_no),
            Topic::of("stop_form", ""),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let insurance_no = self.insurance_no.clone();
        cx.ask(&mut self.found, StopsOf { insurance_no });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let (OPEN, Some(row)) = (action, self.table.current()) {
            cx.wish(Wish::Open("stop_form", row.id.clone()));
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(found) = self.found.ready() {
            self.table.set_rows(found.lines.iter().map(row).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn argument(&self) -> String {
        self.insurance_no.clone()
    }

    fn body(&self) -> Body<'_> {
        let lines = self.found.ready().map(told).unwrap_or_default();
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(lines)),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}
