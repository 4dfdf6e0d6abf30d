//! A person's stops as a tab of the person page: what waits, what is held, what is claimed back, and the forms so far.

use super::words::{column, line, outside, reason};
use crate::business::descriptor::TabSpec;
use crate::business::stop_payment::list::PersonLine;
use crate::business::stop_payment::person::{Stops, StopsOf};
use crate::business::stop_payment::{FormKind, Hold, Recovery, RecoveryMonth};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Tone};
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

/// The line that waits, in words.
fn pending(it: &PersonLine) -> Line {
    let what = match it.kind {
        FormKind::Stop => phrase!(
            "自{month}起停发（{reason}）",
            "to be stopped from {month} ({reason})",
            month = it.from_month,
            reason = reason(&it.reason)
        ),
        FormKind::Resume => phrase!(
            "自{month}起恢复（{reason}已消除）",
            "to be resumed from {month} ({reason} is over)",
            month = it.from_month,
            reason = reason(&it.reason)
        ),
    };
    line(
        Tone::Warning,
        phrase!(
            "待批：{form} 第{seq}行，{state}，{what}",
            "waits: {form} line {seq}, {state}, {what}",
            form = it.form_no,
            seq = it.seq,
            state = it.state.title(),
            what = what
        ),
    )
}

fn hold(it: &Hold) -> Line {
    let (tone, decided) = match (it.decision, it.decided_on) {
        (Some(decision), Some(day)) => (
            Tone::Quiet,
            phrase!("{day}{it}", "{it} {day}", day = day, it = decision.title()),
        ),
        (Some(decision), None) => (Tone::Quiet, decision.title().into()),
        (None, _) => (Tone::Warning, phrase!("待决", "not decided")),
    };
    line(
        tone,
        phrase!(
            "暂缓{month}：{reason}，{source}，{day}起，{decided}",
            "hold of {month}: {reason}, {source}, since {day}, {decided}",
            month = it.month,
            reason = reason(&it.reason),
            source = it.source_ref,
            day = it.opened_on,
            decided = decided
        ),
    )
}

/// A case, with its months by book.
fn recovery(it: &Recovery, months: &[RecoveryMonth]) -> Vec<Line> {
    let sum = it.basic_fen.checked_add(it.account_fen).unwrap_or_default();
    let liable = it.liable.clone().map_or_else(
        || phrase!("责任人待查", "nobody known to be liable yet"),
        |who| phrase!("责任人{who}", "{who} is liable", who = who),
    );
    let head = phrase!(
        "追回{case}：{cause}，{state}，{n}个月{sum}元，{liable}，{due}前退还",
        "recovery {case}: {cause}, {state}, {n} months, {sum} yuan, {liable}, due {due}",
        case = it.case_no,
        cause = it.cause.title(),
        state = it.state.title(),
        n = it.months,
        sum = sum,
        liable = liable,
        due = it.due_on
    );
    let of = months.iter().filter(|month| month.case_no == it.case_no);
    let by_month = of.map(|month| {
        phrase!(
            "{month}基础{basic}账户{account}",
            "{month} basic {basic} account {account}",
            month = month.month,
            basic = month.basic_fen,
            account = month.account_fen
        )
    });
    let by_month =
        by_month.reduce(|all, it| phrase!("{all}；{it}", "{all}; {it}", all = all, it = it));
    let mut lines = vec![line(Tone::Bad, head)];
    lines.extend(by_month.map(|it| line(Tone::Quiet, phrase!("  {it}", "  {it}", it = it))));
    lines
}

fn told(found: &Stops) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(found.lines.iter().filter(|it| it.pending).map(pending));
    lines.extend(found.holds.iter().map(hold));
    let recoveries = &found.recoveries;
    for case in &recoveries.cases {
        lines.extend(recovery(case, &recoveries.months));
    }
    if lines.is_empty() {
        lines.push(line(
            Tone::Quiet,
            phrase!(
                "没有待批、暂缓或追回事项",
                "nothing waits, is held or claimed back"
            ),
        ));
    }
    lines
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
