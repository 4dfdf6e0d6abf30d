//! The foot of a form: the line under the cursor, whole, and whose hand was last.

use super::form_sums::waits_for_signature;
use super::words::{basis, hand, line};
use crate::business::stop_payment::places::{Village, name_of};
use crate::business::stop_payment::{FormKind, Line as FormLine, Whole};
use crate::console::body::{Line, Tone};
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// Who signed so far, in a line: 李强核对、牛树林报送.
pub(super) fn signed(whole: &Whole) -> Line {
    let Some(last) = whole.hands.last() else {
        return line(
            Tone::Quiet,
            phrase!(
                "{day}开表，尚未签办",
                "opened {day}, no hand yet",
                day = whole.form.opened_on
            ),
        );
    };
    let tone = match (last.days_late, last.act.is_back()) {
        (Some(1..), _) => Tone::Bad,
        (_, true) => Tone::Warning,
        (_, false) => Tone::Quiet,
    };
    line(tone, hand(last))
}

/// The line under the cursor, whole.
pub(super) fn detail(it: &FormLine, kind: FormKind, villages: &[Village]) -> Vec<Line> {
    let mut parts = vec![
        Phrase::verbatim(name_of(villages, &it.village).to_owned()),
        basis(it.event_date, it.evidence_type, it.evidence_ref.as_deref()),
    ];
    parts.extend(
        it.last_paid
            .map(|month| phrase!("最后发放{month}", "last paid {month}", month = month)),
    );
    parts.extend(it.account_tail.as_ref().map(|tail| {
        phrase!(
            "账号尾号{tail}",
            "account ends {tail}",
            tail = Shown::new(tail)
        )
    }));
    let texts = [
        (text!("报告人", "reported by"), it.reporter.as_ref()),
        (text!("备注", "remark"), it.remark.as_ref()),
    ];
    for (label, text) in texts {
        parts.extend(text.map(|text| {
            phrase!(
                "{label}：{text}",
                "{label}: {text}",
                label = label,
                text = Shown::new(text)
            )
        }));
    }
    let paid_back = match (kind, it.back_pay) {
        (FormKind::Resume, Some(true)) => Some(phrase!("补发", "paid back")),
        (FormKind::Resume, Some(false)) => Some(phrase!("不补发", "not paid back")),
        (FormKind::Stop | FormKind::Resume, _) => None,
    };
    parts.extend(paid_back);
    parts.push(phrase!(
        "{source}（{post}）",
        "{source} ({post})",
        source = it.source.title(),
        post = it.maker_post.title()
    ));
    if waits_for_signature(it) {
        parts.push(phrase!("协理员未签字", "not signed by the coordinator"));
    }
    let parts = parts.into_iter().filter(|it| *it != Phrase::default());
    let said = parts.reduce(|all, it| phrase!("{all}；{it}", "{all}; {it}", all = all, it = it));
    vec![line(Tone::Quiet, said.unwrap_or_default())]
}
