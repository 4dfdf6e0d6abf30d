//! Who may put whom on a form, for what reason and on what evidence; what stands on the line (3.6, 5.3, 5.5).

use chrono::{Months, NaiveDate};

use super::months::{MonthPaid, When, overpaid, stop_from, sums};
use crate::business::stop_payment::{
    Class, Entered, Event, Evidence, FormState, Line, Payment, PaymentState, Reason, ReasonKind,
    Whole,
};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::moves::{Letter, Operation, may_not_as};
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

/// What is known of somebody who is to be put on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The lifelong number.
    pub insurance_no: String,
    /// The name.
    pub name: String,
    /// The village.
    pub village: AreaCode,
    /// The class; none for an illegal pair of states.
    pub class: Option<Class>,
    /// The number of the form on which a line of theirs waits.
    pub pending: Option<String>,
    /// From which month a stop of theirs stands, if one does.
    pub stopped: Option<Month>,
    /// The account pension a month, by the last award.
    pub account: Fen,
    /// The first month of the last award.
    pub start: Option<Month>,
    /// What was paid, in any order.
    pub payments: Vec<Payment>,
    /// What has happened to the benefit, as recorded.
    pub events: Vec<Event>,
    /// What of theirs waits for a decision: the reason, the month.
    pub holds: Vec<(String, Month)>,
}

/// What the policy says of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The first month whose run is not yet applied.
    pub open: Month,
    /// `P.missing.months`.
    pub missing_months: u32,
    /// Whether `P.detention` suspends.
    pub detention_suspends: bool,
}

/// What the program puts on a line by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The first month that is not due any more; on a resume form the first that is due again.
    pub from_month: Month,
    /// The last month credited.
    pub last_paid: Option<Month>,
    /// The basic pension a month, in fen.
    pub basic: Fen,
    /// The account pension a month, in fen.
    pub account: Fen,
    /// What was overpaid, month by month; on a resume form what is in arrears.
    pub back: Vec<MonthPaid>,
    /// The sums of those months by book, in fen: basic, account.
    pub sums: (Fen, Fen),
}

/// What each reason may rest on; a reason that is not named may rest on anything.
const EVIDENCE: &[(&str, &[Evidence])] = &[
    (
        "T01",
        &[
            Evidence::Police,
            Evidence::DeathCertificate,
            Evidence::Cremation,
            Evidence::Judgment,
            Evidence::Comparison,
        ],
    ),
    ("S02", &[Evidence::Judgment, Evidence::Comparison]),
    ("S03", &[Evidence::Report]),
    ("S05", &[Evidence::Comparison, Evidence::Report]),
    ("S07", &[Evidence::Police, Evidence::Comparison]),
];

/// The reasons that are told in the remark, because their code tells nothing.
const TOLD: &[&str] = &["S99", "T99"];

/// Whether this desk may write on the form: the coordinator for his village, the handler for his township; while it is a draft.
pub fn may_write(whole: &Whole, village: &AreaCode, desk: &Desk) -> Result<(), Refusal> {
    if !matches!(desk.post, Post::VCo | Post::TClk) {
        return Err(may_not_as(desk.post, Operation::StopForm, Letter::M));
    }
    if !desk.area.holds(village) || !whole.form.township.holds(village) {
        return Err(Refusal::new(
            "PN-4501",
            Clause::of("10.1"),
            phrase!(
                "该人不在您的辖区或本表所属乡镇内",
                "that person is not in your area, or not of the form's township"
            ),
            phrase!(
                "请由其所在乡镇填报",
                "leave it to the township the person lives in"
            ),
        ));
    }
    if whole.form.state == FormState::Draft {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4502",
        Clause::of("5.5"),
        phrase!(
            "核定表已是“{state}”，不能再增减人员",
            "the form is '{state}' and takes no more changes",
            state = whole.form.state.title()
        ),
        phrase!(
            "请逐级退回到填报中，或批准后另开一表",
            "have it sent back step by step, or open a further form once it is approved"
        ),
    ))
}

/// Whether this desk may take proposals into a form: the township's handler, who is the maker of what he takes (5.4).
pub fn may_take(desk: &Desk) -> Result<(), Refusal> {
    if desk.post == Post::TClk {
        return Ok(());
    }
    Err(may_not_as(desk.post, Operation::StopForm, Letter::M))
}

/// A line for somebody: what the program puts on it, or why there can be none.
pub fn line(
    whole: &Whole,
    person: &Person,
    entered: &Entered,
    limits: &Limits,
    desk: &Desk,
) -> Result<Computed, Refusal> {
    may_write(whole, &person.village, desk)?;
    let reason = Reason::of(&entered.reason).ok_or_else(|| unknown(&entered.reason))?;
    allowed(reason, limits)?;
    not_pending(person)?;
    fits_class(reason, person)?;
    founded(reason, entered, limits, desk.business_date)?;
    let when = When {
        event: entered.event_date,
        form: whole.form.month,
        open: limits.open,
    };
    let from = stop_from(reason, when).ok_or_else(no_day)?;
    let late = overpaid(reason, from, &person.payments).ok_or_else(too_much)?;
    let last = person
        .payments
        .iter()
        .filter(|paid| paid.state == PaymentState::Credited)
        .max_by_key(|paid| paid.month);
    let basic = last.map_or(Some(Fen::ZERO), Payment::basic);
    Ok(Computed {
        from_month: from,
        last_paid: last.map(|paid| paid.month),
        basic: basic.ok_or_else(too_much)?,
        account: last.map_or(Fen::ZERO, |paid| paid.account_fen),
        sums: sums(&late).ok_or_else(too_much)?,
        back: late,
    })
}

/// Nobody stands on a form twice.
pub fn not_on(whole: &Whole, person: &Person) -> Result<(), Refusal> {
    let on = |line: &Line| line.insurance_no == person.insurance_no;
    if whole.lines.iter().any(on) {
        return Err(pending(person, &whole.form.form_no));
    }
    Ok(())
}

/// The place of somebody on the form.
pub fn place(whole: &Whole, insurance_no: &str) -> Result<i64, Refusal> {
    let line = whole
        .lines
        .iter()
        .find(|line| line.insurance_no == insurance_no);
    line.map(|line| line.seq).ok_or_else(|| {
        Refusal::new(
            "PN-4534",
            Clause::of("5.5"),
            phrase!(
                "{no}不在本表内",
                "{no} is not on the form",
                no = insurance_no
            ),
            phrase!("请刷新后核对", "reload and look again"),
        )
    })
}

/// There is no such proposal any more.
pub fn no_proposal(insurance_no: &str) -> Refusal {
    Refusal::new(
        "PN-4535",
        Clause::of("5.3"),
        phrase!(
            "{no}的停发建议已不在待处理之列",
            "what was proposed about {no} waits no more",
            no = insurance_no
        ),
        phrase!(
            "可能已由他人列入或已撤销，请刷新后核对",
            "somebody has taken it, or it was taken back: reload and look"
        ),
    )
}

/// The line that is taken off: by the coordinator of the village or a handler of the township; while the form is a draft.
pub fn remove<'a>(whole: &'a Whole, seq: i64, desk: &Desk) -> Result<&'a Line, Refusal> {
    let line = whole.lines.iter().find(|line| line.seq == seq);
    let line = line.ok_or_else(|| {
        Refusal::new(
            "PN-4524",
            Clause::of("5.5"),
            phrase!("表内没有第{seq}行", "the form has no line {seq}", seq = seq),
            phrase!("请刷新后核对", "reload and look again"),
        )
    })?;
    may_write(whole, &line.village, desk)?;
    Ok(line)
}

/// A reason that must keep nothing back, or that policy lets pass, has no line.
fn allowed(reason: &Reason, limits: &Limits) -> Result<(), Refusal> {
    let may = match reason.kind {
        ReasonKind::Suspend | ReasonKind::Hold | ReasonKind::Stop => true,
        ReasonKind::ByPolicy => limits.detention_suspends,
        ReasonKind::None => false,
    };
    if may {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4503",
        reason.clause,
        phrase!(
            "“{code}{title}”不得停发或暂停待遇",
            "'{code} {title}' must not keep a pension back",
            code = reason.code,
            title = reason.title
        ),
        Phrase::from(reason.next),
    )
    .blaming("reason"))
}

/// Nobody stands on two forms that wait.
pub(super) fn not_pending(person: &Person) -> Result<(), Refusal> {
    person
        .pending
        .as_ref()
        .map_or(Ok(()), |form_no| Err(pending(person, form_no)))
}

fn pending(person: &Person, form_no: &str) -> Refusal {
    Refusal::new(
        "PN-4504",
        Clause::of("5.5"),
        phrase!(
            "{name}已列入{form}，尚未批准，不能重复填报",
            "{name} is on {form} already, which is not yet approved",
            name = person.name,
            form = form_no
        ),
        phrase!(
            "请在该表上办理，或先将其从该表删除",
            "work on that form, or take the person off it first"
        ),
    )
    .blaming("insurance_no")
}

/// Who is in payment may be suspended, held or stopped; who is suspended, stopped.
fn fits_class(reason: &Reason, person: &Person) -> Result<(), Refusal> {
    if let Some(month) = person.stopped {
        return Err(Refusal::new(
            "PN-4532",
            Clause::of("1.8"),
            phrase!(
                "{name}已核定自{month}停发，不必再报",
                "{name} is stopped from {month} on already",
                name = person.name,
                month = month
            ),
            phrase!(
                "请核对该人待遇记录",
                "look at what is recorded of the pension"
            ),
        ));
    }
    let fits = match person.class {
        Some(Class::Recipient) => true,
        Some(Class::SuspendedRecipient) => reason.kind == ReasonKind::Stop,
        Some(Class::ActiveContributor | Class::PausedContributor | Class::Terminated) | None => {
            false
        }
    };
    if fits {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4505",
        Clause::of("1.8"),
        phrase!(
            "{name}当前状态为“{class}”，不能按“{title}”填报",
            "{name} is '{class}' and cannot be entered for '{title}'",
            name = person.name,
            class = person
                .class
                .map_or_else(|| phrase!("不明", "unknown"), |it| Phrase::from(it.title())),
            title = reason.title
        ),
        phrase!(
            "请核对人员及其待遇状态",
            "check the person and the state of the pension"
        ),
    ))
}

/// Whether everybody on a form is still in the state in which the form found them; somebody who has left since is named.
pub fn still(whole: &Whole, people: &[Person]) -> Result<(), Refusal> {
    for line in &whole.lines {
        let reason = Reason::of(&line.reason).ok_or_else(|| unknown(&line.reason))?;
        let person = people
            .iter()
            .find(|it| it.insurance_no == line.insurance_no);
        if let Some(person) = person {
            fits_class(reason, person)?;
        }
    }
    Ok(())
}

/// A line rests on evidence that its reason takes, and on a day that has come.
fn founded(
    reason: &Reason,
    entered: &Entered,
    limits: &Limits,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let takes = EVIDENCE
        .iter()
        .find(|(code, _)| *code == reason.code)
        .map(|(_, takes)| *takes);
    let rests = match (takes, entered.evidence) {
        (None, _) => true,
        (Some(takes), Some(has)) => takes.contains(&has),
        (Some(_), None) => false,
    };
    let referred = takes.is_none() || entered.evidence_ref.is_some();
    let remarked = !TOLD.contains(&reason.code) || entered.remark.is_some();
    let (field, why) = if !rests || !referred {
        (
            "evidence",
            phrase!(
                "“{title}”须填规定的依据及其文号",
                "'{title}' needs the evidence it rests on, with its number",
                title = reason.title
            ),
        )
    } else if entered.event_date.is_some_and(|day| day > today) {
        (
            "event_date",
            phrase!("发生日期晚于业务日期", "the day lies in the future"),
        )
    } else if reason.code == "S03" && !long_enough(entered.event_date, limits, today) {
        (
            "event_date",
            phrase!(
                "下落不明不满{n}个月，暂不能暂停",
                "missing for less than {n} months",
                n = limits.missing_months
            ),
        )
    } else if !remarked {
        (
            "remark",
            phrase!(
                "“{title}”须在备注写明情况",
                "'{title}' needs a remark that says why",
                title = reason.title
            ),
        )
    } else {
        return Ok(());
    };
    Err(Refusal::new(
        "PN-4506",
        Clause::of("5.3"),
        why,
        phrase!(
            "补齐或更正后再填",
            "complete or correct it, then enter it again"
        ),
    )
    .blaming(field))
}

/// Whether somebody last seen on a day has been missing long enough (`P.missing.months`).
fn long_enough(seen: Option<NaiveDate>, limits: &Limits, today: NaiveDate) -> bool {
    seen.and_then(|day| day.checked_add_months(Months::new(limits.missing_months)))
        .is_some_and(|since| since <= today)
}

pub(super) fn unknown(code: &str) -> Refusal {
    Refusal::new(
        "PN-4507",
        Clause::of("3.6"),
        phrase!(
            "没有“{code}”这一原因代码",
            "there is no reason '{code}'",
            code = code
        ),
        phrase!(
            "请从S01至S99、T01至T99中选择",
            "choose one of S01 to S99 and T01 to T99"
        ),
    )
    .blaming("reason")
}

pub(super) fn no_day() -> Refusal {
    Refusal::new(
        "PN-4508",
        Clause::of("3.6"),
        phrase!(
            "停发月份由发生日期确定，尚未填写该日期",
            "the month follows from the day it happened, which is missing"
        ),
        phrase!("请填写发生日期", "enter the day"),
    )
    .blaming("event_date")
}

/// A sum of money that cannot be held.
pub fn too_much() -> Refusal {
    Refusal::new(
        "PN-4509",
        Clause::of("3.9"),
        phrase!(
            "多发金额超出可记范围",
            "what was overpaid is more than can be held"
        ),
        phrase!(
            "请先核对该人发放记录",
            "check what was paid to the person first"
        ),
    )
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
