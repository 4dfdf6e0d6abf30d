//! The person's benefits as a tab of the person page: the award, the payments by book, and what happened to it.

use super::rules::{Verification, verification};
use super::store::{Benefits, BenefitsOf};
use super::{Event, Payment, Reason};
use crate::business::descriptor::TabSpec;
use crate::console::action::{Action, ActionSpec};
use crate::console::body::{Body, Fact, Line, Rows, Run, Tone, Words};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::{Topic, Verdict};
use crate::kernel::money::Fen;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// Moves the keys from the payments to the events and back.
pub const NEXT_PART: Action = Action("benefits.next_part");

/// The tab.
pub const TAB: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "benefits",
        title: text!("待遇", "Benefits"),
        path: "",
        mnemonic: "",
        go: None,
        actions: ACTIONS,
        open,
    },
    order: 40,
};

const ACTIONS: &[ActionSpec] = &[ActionSpec {
    action: NEXT_PART,
    label: text!("换到下一表", "next table"),
    help: text!(
        "在发放记录与暂停、停发记录之间切换",
        "switches between the payments and the suspensions and stops"
    ),
    needs: &[],
    danger: None,
    hint: Some(40),
}];

/// Identity, title, width, share of the rest, whether numbers, and how soon it may go on a narrow screen.
type ColumnRow = (&'static str, Text, u16, u16, bool, u8);

const PAYMENT_COLUMNS: &[ColumnRow] = &[
    ("month", text!("月份", "month"), 8, 0, false, 0),
    ("central", text!("中央基础", "central"), 8, 0, true, 0),
    ("local", text!("地方基础", "local"), 8, 0, true, 1),
    ("account", text!("个人账户", "account"), 8, 0, true, 0),
    ("arrears", text!("补发", "arrears"), 8, 0, true, 0),
    ("total", text!("合计", "total"), 9, 0, true, 0),
    ("state", text!("状态", "state"), 8, 0, false, 0),
    ("credited", text!("入账日期", "credited"), 10, 0, false, 0),
    ("bank", text!("银行", "bank"), 6, 0, false, 3),
    (
        "account_no",
        text!("账号尾号", "account no."),
        11,
        1,
        false,
        4,
    ),
];

const EVENT_COLUMNS: &[ColumnRow] = &[
    ("event", text!("业务", "event"), 9, 0, false, 0),
    ("reason", text!("原因", "reason"), 22, 1, false, 0),
    ("from", text!("起始月份", "from"), 8, 0, false, 0),
    ("happened", text!("发生日期", "happened"), 10, 0, false, 0),
    ("recorded", text!("登记日期", "recorded"), 10, 0, false, 2),
    ("evidence", text!("依据", "evidence"), 12, 0, false, 1),
    ("document", text!("文号", "document"), 16, 1, false, 3),
];

/// Which table the keys work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Payments,
    Events,
}

/// The tab, opened.
struct BenefitsTab {
    insurance_no: String,
    found: Slot<Benefits>,
    payments: Table,
    events: Table,
    part: Part,
}

fn open(insurance_no: &str) -> Box<dyn Pane> {
    Box::new(BenefitsTab {
        insurance_no: insurance_no.to_owned(),
        found: Slot::default(),
        payments: table(
            PAYMENT_COLUMNS,
            phrase!("没有发放记录", "nothing has been paid yet"),
        ),
        events: table(
            EVENT_COLUMNS,
            phrase!(
                "没有暂停、暂缓或停发记录",
                "never suspended, held or stopped"
            ),
        ),
        part: Part::Payments,
    })
}

fn table(columns: &[ColumnRow], empty: Phrase) -> Table {
    let columns = columns
        .iter()
        .map(|(id, title, width, grows, right, spare)| Column {
            id,
            title: *title,
            width: *width,
            grows: *grows,
            right: *right,
            spare: *spare,
        })
        .collect();
    Table::new(columns, empty)
}

impl Pane for BenefitsTab {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("person", &self.insurance_no),
            Topic::of("policy", ""),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let insurance_no = self.insurance_no.clone();
        cx.ask(&mut self.found, BenefitsOf { insurance_no });
    }

    fn on(&mut self, action: Action, _cx: &mut Cx<'_>) {
        if action == NEXT_PART {
            self.part = match self.part {
                Part::Payments => Part::Events,
                Part::Events => Part::Payments,
            };
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _cx: &mut Cx<'_>) {
        if let Some(found) = self.found.ready() {
            self.payments
                .set_rows(found.payments.iter().map(payment_row).collect());
            self.payments.total = total(&found.payments);
            self.events
                .set_rows(found.events.iter().map(event_row).collect());
        }
    }

    fn part(&self) -> String {
        match self.part {
            Part::Payments => "payments",
            Part::Events => "events",
        }
        .to_owned()
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(match self.part {
            Part::Payments => &mut self.payments,
            Part::Events => &mut self.events,
        })
    }

    fn argument(&self) -> String {
        self.insurance_no.clone()
    }

    fn body(&self) -> Body<'_> {
        let found = match (self.found.failed(), self.found.ready()) {
            (Some(verdict), _) => return says(told(verdict), Tone::Bad),
            (None, None) => {
                let words = text!("正在查询待遇记录", "looking up benefits");
                return says(words.into(), Tone::Quiet);
            }
            (None, Some(found)) => found,
        };
        let (paid, events) = (Part::Payments, Part::Events);
        let payments = text!("发放记录", "Payments");
        let stops = text!("暂停、暂缓、停发记录", "Suspensions, holds and stops");
        Body::Stack(vec![
            (Rows::Fit, Body::Facts(facts(found))),
            (Rows::Just(1), self.heading(paid, payments)),
            (self.room(paid), Body::Table(&self.payments)),
            (Rows::Just(1), self.heading(events, stops)),
            (self.room(events), Body::Table(&self.events)),
        ])
    }
}

impl BenefitsTab {
    const fn table(&self, part: Part) -> &Table {
        match part {
            Part::Payments => &self.payments,
            Part::Events => &self.events,
        }
    }

    /// The table with the cursor has the most rows; the other shows its titles and at most four records.
    fn room(&self, part: Part) -> Rows {
        if self.part == part {
            return Rows::Rest;
        }
        let records = u16::try_from(self.table(part).count().clamp(1, 4)).unwrap_or(4);
        Rows::Spare(records.saturating_add(1))
    }

    /// The title of a table with its count: on a small screen the table itself may be out of sight.
    fn heading(&self, part: Part, title: Text) -> Body<'static> {
        let mark = if self.part == part { "> " } else { "  " };
        let count = self.table(part).count();
        let count = phrase!("（{n}）", " ({n})", n = count);
        Body::Lines(vec![Line(vec![
            Run::plain(Phrase::verbatim(mark)),
            Run::toned(Tone::Strong, title),
            Run::toned(Tone::Quiet, count),
        ])])
    }
}

/// One line and nothing else.
fn says(words: Words, tone: Tone) -> Body<'static> {
    Body::Lines(vec![Line(vec![Run { words, tone }])])
}

/// Why the benefits cannot be shown.
fn told(verdict: &Verdict) -> Words {
    Words::Said(match verdict {
        Verdict::Fault(fault) => fault.told(),
        Verdict::Refused(refusal) => refusal.told(),
        Verdict::Stale(difference) => difference.clone(),
        Verdict::Unknown(_) => phrase!("查询结果不明，请按F5重查", "no answer; press F5"),
    })
}

/// The award in force, or that there is none.
fn facts(found: &Benefits) -> Vec<Fact> {
    let Some(award) = found.awards.last() else {
        return vec![fact(
            text!("待遇核定", "award"),
            phrase!("尚未核定", "none yet"),
            Tone::Quiet,
        )];
    };
    let account = award.account_pension_fen;
    let basic = found.terms.basic;
    let monthly = phrase!(
        "{sum}元（基础{basic}，账户{account}）",
        "{sum} yuan (basic {basic}, account {account})",
        sum = basic.checked_add(account).unwrap_or_default(),
        basic = basic,
        account = account
    );
    let origin = phrase!(
        "{account}元（储存额{balance}，计发月数{divisor}）",
        "{account} yuan (balance {balance} over {divisor})",
        account = account,
        balance = award.balance_fen,
        divisor = award.divisor
    );
    let verified = award.verified_on.map_or_else(
        || phrase!("核定后尚未认证", "not since the award"),
        |day| Phrase::verbatim(day.to_string()),
    );
    let (due, tone) = match verification(award, &found.terms, found.as_of) {
        Verification::Valid(day) => (phrase!("{day}前完成", "by {day}", day = day), Tone::Plain),
        Verification::Grace(day) => (
            phrase!(
                "! 已到期，{day}前补办",
                "! run out, renew by {day}",
                day = day
            ),
            Tone::Warning,
        ),
        Verification::Overdue(day) => (
            phrase!(
                "!! 逾期（应于{day}前完成）",
                "!! overdue since {day}",
                day = day
            ),
            Tone::Bad,
        ),
    };
    vec![
        fact(
            text!("首次发放", "first month"),
            Phrase::verbatim(award.start_month.to_string()),
            Tone::Plain,
        ),
        fact(
            text!("核定日期", "approved"),
            Phrase::verbatim(award.approved_on.to_string()),
            Tone::Plain,
        ),
        fact(text!("最近认证", "verified"), verified, Tone::Plain),
        wide(text!("月养老金", "monthly"), monthly, Tone::Strong),
        wide(text!("账户养老金", "account part"), origin, Tone::Plain),
        wide(text!("下次认证", "next due"), due, tone),
    ]
}

/// A fact with a line of its own.
fn wide(label: Text, value: Phrase, tone: Tone) -> Fact {
    Fact {
        wide: true,
        ..fact(label, value, tone)
    }
}

fn fact(label: Text, value: Phrase, tone: Tone) -> Fact {
    Fact {
        label,
        value: Run {
            words: Words::Said(value),
            tone,
        },
        wide: false,
    }
}

fn payment_row(paid: &Payment) -> TableRow {
    let outside = |text: &Option<String>| {
        text.as_deref()
            .map_or(Cell::Nothing, |text| Cell::Outside(Shown::new(text)))
    };
    let sum = |sum: Option<Fen>| sum.map_or(Cell::Nothing, Cell::Money);
    TableRow {
        id: paid.month.to_string(),
        cells: vec![
            Cell::Month(paid.month),
            Cell::Money(paid.basic_central_fen),
            Cell::Money(paid.basic_local_fen),
            Cell::Money(paid.account_fen),
            sum(paid.arrears()),
            sum(paid.total()),
            Cell::Fixed(paid.state.title()),
            paid.credited_on.map_or(Cell::Nothing, Cell::Day),
            outside(&paid.bank_code),
            outside(&paid.account_tail),
        ],
        tone: match paid.state {
            super::PaymentState::Returned => Tone::Warning,
            super::PaymentState::Pending | super::PaymentState::Credited => Tone::Plain,
        },
    }
}

/// What has been credited in all, by book; none where nothing has, or where a sum cannot be held.
fn total(payments: &[Payment]) -> Option<TableRow> {
    let credited: Vec<&Payment> = payments
        .iter()
        .filter(|paid| paid.state == super::PaymentState::Credited)
        .collect();
    if credited.is_empty() {
        return None;
    }
    let sum = |part: fn(&Payment) -> Option<Fen>| {
        let parts: Option<Vec<Fen>> = credited.iter().map(|paid| part(paid)).collect();
        Fen::total(parts?).map(Cell::Money)
    };
    let mut cells = vec![
        Cell::Fixed(text!("已入账", "credited")),
        sum(|paid| Some(paid.basic_central_fen))?,
        sum(|paid| Some(paid.basic_local_fen))?,
        sum(|paid| Some(paid.account_fen))?,
        sum(Payment::arrears)?,
        sum(Payment::total)?,
    ];
    cells.resize(PAYMENT_COLUMNS.len(), Cell::Nothing);
    Some(TableRow {
        id: String::new(),
        cells,
        tone: Tone::Strong,
    })
}

fn event_row(event: &Event) -> TableRow {
    let title: Phrase = Reason::of(&event.reason).map_or_else(
        || phrase!("未登记的代码", "unknown code"),
        |reason| reason.title.into(),
    );
    let reason = phrase!(
        "{code} {title}",
        "{code} {title}",
        code = event.reason,
        title = title
    );
    TableRow {
        id: event.seq.to_string(),
        cells: vec![
            Cell::Fixed(event.kind.title()),
            Cell::Said(reason),
            Cell::Month(event.from_month),
            Cell::Day(event.event_date),
            Cell::Day(event.recorded_on),
            Cell::Outside(Shown::new(&event.evidence)),
            event
                .document_no
                .as_deref()
                .map_or(Cell::Nothing, |text| Cell::Outside(Shown::new(text))),
        ],
        tone: Tone::Plain,
    }
}

#[cfg(test)]
#[path = "pane_tests.rs"]
mod tests;
