//! A person's verification as a tab of the person page: what was found month by month, and formally year by year.

use super::list_rows::outcome_words;
use crate::business::descriptor::TabSpec;
use crate::business::verification::progress::{Annual, History, HistoryOf, MonthFound};
use crate::console::action::Action;
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// The tab.
pub const TAB: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "verified",
        title: text!("认证", "Verification"),
        path: "",
        mnemonic: "",
        go: None,
        actions: &[],
        open,
    },
    order: 50,
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
    column("month", text!("月份", "month"), 8, 0, 0),
    column("outcome", text!("结果", "outcome"), 14, 0, 0),
    column(
        "evidence_day_remark",
        text!("依据、日期、备注", "evidence, day, remark"),
        20,
        1,
        0,
    ),
    column("by", text!("填报", "by"), 10, 0, 1),
    column("list", text!("名册状态", "list"), 14, 0, 0),
];

struct Verified {
    insurance_no: String,
    found: Slot<History>,
    table: Table,
}

fn open(insurance_no: &str) -> Box<dyn Pane> {
    let empty = phrase!("没有认证名册记录", "never on a verification list");
    Box::new(Verified {
        insurance_no: insurance_no.to_owned(),
        found: Slot::default(),
        table: Table::new(COLUMNS.to_vec(), empty),
    })
}

fn row(found: &MonthFound) -> TableRow {
    let mut grounds = String::new();
    let days = [found.event_date, found.seen_date]
        .into_iter()
        .flatten()
        .map(|day| day.to_string());
    let texts = [&found.evidence_ref, &found.remark]
        .into_iter()
        .flatten()
        .cloned();
    for part in days.chain(texts) {
        if !grounds.is_empty() {
            grounds.push(' ');
        }
        grounds.push_str(&part);
    }
    let kind = found.evidence_type.map_or_else(Phrase::default, |it| {
        phrase!(
            "{code}{title} ",
            "{code} {title} ",
            code = it.word(),
            title = it.title()
        )
    });
    let by = match (&found.marker_name, found.proxy) {
        (Some(name), true) => Cell::Said(phrase!("{name}代", "{name}, proxy", name = *name)),
        (Some(name), false) => Cell::Outside(Shown::new(name)),
        (None, _) => Cell::Nothing,
    };
    TableRow {
        id: found.month.to_string(),
        cells: vec![
            Cell::Month(found.month),
            Cell::Said(outcome_words(found.outcome)),
            Cell::Said(kind.then(&Phrase::verbatim(grounds))),
            by,
            Cell::Fixed(found.state.title()),
        ],
        tone: if found.outcome.is_none() {
            Tone::Quiet
        } else {
            Tone::Plain
        },
    }
}

/// The latest formal verification, in words.
fn annual(annual: Option<&Annual>) -> Line {
    let Some(annual) = annual else {
        return Line(vec![Run::toned(
            Tone::Quiet,
            text!(
                "系统中没有年度认证记录",
                "no annual verification on record here"
            ),
        )]);
    };
    Line(vec![
        Run::toned(
            Tone::Strong,
            phrase!(
                "年度认证 {day}",
                "annual verification {day}",
                day = annual.verified_on
            ),
        ),
        Run::plain(phrase!(
            "  {code}{title} {at}  {who}填报，{recorded}登记",
            "  {code} {title} {at}  by {who}, recorded {recorded}",
            code = annual.evidence_type.word(),
            title = annual.evidence_type.title(),
            at = annual.evidence_ref.as_deref().unwrap_or(""),
            who = annual.maker_name.as_deref().unwrap_or(""),
            recorded = annual.recorded_on
        )),
    ])
}

impl Pane for Verified {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("person", &self.insurance_no)]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let insurance_no = self.insurance_no.clone();
        cx.ask(&mut self.found, HistoryOf { insurance_no });
    }

    fn on(&mut self, _: Action, _: &mut Cx<'_>) {}

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(found) = self.found.ready() {
            self.table.set_rows(found.months.iter().map(row).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn argument(&self) -> String {
        self.insurance_no.clone()
    }

    fn body(&self) -> Body<'_> {
        let latest = self.found.ready().and_then(|found| found.annual.first());
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(vec![annual(latest)])),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}
