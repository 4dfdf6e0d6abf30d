//! The holds nobody has decided: what the director must see to before the month is applied for.

use chrono::NaiveDate;

use super::words::{column, number, outside, reason};
use crate::business::stop_payment::Hold;
use crate::business::stop_payment::holds::Undecided;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::effect::Effect;
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::month::Month;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

const OPEN: Action = Action("table.open");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "stop_holds",
    title: text!("暂缓待决", "Holds to decide"),
    path: "4.2",
    mnemonic: "zhdj",
    go: None,
    actions: &[ActionSpec {
        action: OPEN,
        label: text!("看人员", "person"),
        help: text!("打开光标所在人员的页面", "opens the page of the person"),
        needs: &[Need::Selection],
        danger: None,
        hint: Some(10),
    }],
    open: |_| Box::new(Holds::new()),
};

const COLUMNS: &[Column] = &[
    column("name", text!("姓名", "name"), 8, 0, 0),
    column("village", text!("村居", "village"), 10, 0, 0),
    column("month", text!("月份", "month"), 7, 0, 0),
    column("reason", text!("原因", "reason"), 12, 2, 0),
    column("since", text!("暂缓日期", "since"), 10, 0, 1),
    number("days", text!("天数", "days"), 4, 0),
    column("source", text!("依据案卷", "case"), 21, 1, 0),
];

struct Holds {
    table: Table,
    found: Slot<Vec<Hold>>,
    today: Option<NaiveDate>,
    looked: bool,
}

impl Holds {
    fn new() -> Self {
        Self {
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取暂缓", "reading the holds"),
            ),
            found: Slot::default(),
            today: None,
            looked: false,
        }
    }
}

/// Money of the present month or an earlier one cannot wait any longer.
fn row(it: &Hold, today: NaiveDate) -> TableRow {
    let days = today.signed_duration_since(it.opened_on).num_days();
    TableRow {
        id: format!("{}|{}", it.insurance_no, it.seq),
        cells: vec![
            outside(&it.name),
            outside(&it.village_name),
            Cell::Month(it.month),
            Cell::Said(reason(&it.reason)),
            Cell::Day(it.opened_on),
            Cell::Count(days),
            outside(&it.source_ref),
        ],
        tone: if it.month <= Month::of(today) {
            Tone::Bad
        } else {
            Tone::Warning
        },
    }
}

impl Pane for Holds {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("hold", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.desk.business_date);
        cx.ask(&mut self.found, Undecided);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let id = self.table.current().map(|row| row.id.clone());
        if let (OPEN, Some((number, _))) = (action, id.as_deref().and_then(|id| id.split_once('|')))
        {
            cx.wish(Wish::Open("person", number.to_owned()));
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        let (Some(found), Some(today)) = (self.found.ready(), self.today) else {
            return;
        };
        self.table.empty = phrase!("没有待决的暂缓", "no hold waits for a decision");
        self.table
            .set_rows(found.iter().map(|it| row(it, today)).collect());
        if !self.looked && !found.is_empty() {
            self.looked = true;
            cx.effect(Effect::Looked("holds".to_owned()));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let found = self.found.ready().map_or(&[][..], Vec::as_slice);
        phrase!(
            "{n}人：属实的列入停发核定表，不实的解除并补发",
            "{n}: what is so goes on a stop form, what is not is released and paid",
            n = found.len()
        )
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
