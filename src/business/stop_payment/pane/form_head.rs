//! The head of a form: how far it is, what it comes to, whose hand is next, how long there is.

use chrono::NaiveDate;

use super::form_sums::{sums, waits_for_signature};
use super::words::{beside, line};
use crate::business::stop_payment::store::FormSeen;
use crate::business::stop_payment::{FormKind, FormState, Whole};
use crate::console::body::{Line, Run, Tone};
use crate::kernel::text::Phrase;
use crate::phrase;

/// The form in two lines: how far it is, what it comes to, whose hand is next, how long there is.
pub(super) fn head(seen: &FormSeen, today: NaiveDate) -> Vec<Line> {
    let whole = &seen.whole;
    let (monthly, _) = sums(whole).unwrap_or_default();
    let content = match (whole.form.kind, whole.form.state, whole.lines.len()) {
        (FormKind::Resume, _, 0) | (FormKind::Stop, FormState::Draft, 0) => {
            phrase!(" 尚无人员", "  nobody on it yet")
        }
        (FormKind::Stop, _, 0) => phrase!(
            " 零报告：本月无停发人员",
            "  nil return: nobody is stopped this month"
        ),
        (FormKind::Stop, _, n) => phrase!(
            " {n}人 月停发{monthly}元",
            "  {n} lines, {monthly} yuan a month",
            n = n,
            monthly = monthly
        ),
        (FormKind::Resume, _, n) => phrase!(
            " {n}人 月发放{monthly}元",
            "  {n} lines, {monthly} yuan a month",
            n = n,
            monthly = monthly
        ),
    };
    let mark = phrase!(" 清单码{mark}", "; list {mark}", mark = mark(seen));
    vec![
        Line(vec![
            Run::toned(Tone::Strong, whole.form.state.title()),
            Run::plain(beside(&content, &claimed(whole))),
            Run::toned(Tone::Quiet, mark),
        ]),
        due(seen, today),
    ]
}

/// The first digits of the list's hash: who looks at the same list sees the same ones.
pub(super) fn mark(seen: &FormSeen) -> &str {
    seen.hash.get(..8).unwrap_or_default()
}

/// How many were overpaid or are in arrears, and how much that is; nothing where nobody is.
fn claimed(whole: &Whole) -> Phrase {
    let people = whole.lines.iter().filter(|it| it.back_months > 0).count();
    let (_, sum) = sums(whole).unwrap_or_default();
    match (people, whole.form.kind) {
        (0, _) => Phrase::default(),
        (n, FormKind::Stop) => phrase!(
            " 多发{n}人{sum}元",
            "; {n} overpaid, {sum} yuan",
            n = n,
            sum = sum
        ),
        (n, FormKind::Resume) => phrase!(
            " 补发{n}人{sum}元",
            "; {n} in arrears, {sum} yuan",
            n = n,
            sum = sum
        ),
    }
}

/// Whose hand is next and until when; of an approved form when it was approved.
fn due(seen: &FormSeen, today: NaiveDate) -> Line {
    let form = &seen.whole.form;
    let unsigned = seen.whole.lines.iter().any(waits_for_signature);
    let Some(next) = form.state.waits_for(unsigned) else {
        let late = form.days_late.unwrap_or(0);
        let day = form.approved_on.unwrap_or(today);
        return match (form.kind, late) {
            (FormKind::Stop, 1..) => line(
                Tone::Bad,
                phrase!(
                    "{day}批准，逾期{n}天，责任单位{township}",
                    "approved {day}, {n}d late; {township} answers for it",
                    day = day,
                    n = late,
                    township = seen.township_name
                ),
            ),
            (FormKind::Stop, _) => line(
                Tone::Good,
                phrase!("{day}批准，按期", "approved {day}, in time", day = day),
            ),
            (FormKind::Resume, _) => line(
                Tone::Good,
                phrase!("{day}批准", "approved {day}", day = day),
            ),
        };
    };
    let who = phrase!("下一环节：{who}", "next: {who}", who = next.title());
    match &seen.due {
        Ok(None) => line(Tone::Plain, who),
        Err(refusal) => line(Tone::Bad, refusal.told()),
        Ok(Some(day)) => {
            let left = day.signed_duration_since(today).num_days();
            let (tone, said) = match left {
                ..0 => (
                    Tone::Bad,
                    phrase!(
                        "  应于{day}前批准，已逾期{n}天",
                        "  to be approved by {day}, {n}d late",
                        day = day,
                        n = left.saturating_neg()
                    ),
                ),
                0 => (
                    Tone::Bad,
                    phrase!("  今日截止（{day}）", "  due today ({day})", day = day),
                ),
                1..=3 => (
                    Tone::Warning,
                    phrase!(
                        "  {day}前批准，剩{n}天",
                        "  to be approved by {day}, {n}d left",
                        day = day,
                        n = left
                    ),
                ),
                _ => (
                    Tone::Plain,
                    phrase!(
                        "  {day}前批准，剩{n}天",
                        "  to be approved by {day}, {n}d left",
                        day = day,
                        n = left
                    ),
                ),
            };
            Line(vec![Run::plain(who), Run::toned(tone, said)])
        }
    }
}
