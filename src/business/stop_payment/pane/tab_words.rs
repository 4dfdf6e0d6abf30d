//! What waits, is held or is claimed back of somebody, in lines.

use super::words::{line, reason};
use crate::business::stop_payment::list::PersonLine;
use crate::business::stop_payment::person::Stops;
use crate::business::stop_payment::{FormKind, Hold, Recovery, RecoveryMonth};
use crate::console::body::{Line, Tone};
use crate::phrase;

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

/// Whatever stands beside the forms so far.
pub(super) fn told(found: &Stops) -> Vec<Line> {
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
