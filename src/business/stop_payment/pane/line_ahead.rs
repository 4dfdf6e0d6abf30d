//! What a line will say, told while it is typed: who it is, from which month, what was overpaid, or why not.

use super::words::{beside, line, reason};
use crate::business::stop_payment::foresee::{Ahead, Foreseen};
use crate::business::stop_payment::{Class, FormKind};
use crate::console::body::{Line, Run, Tone};
use crate::kernel::money::Fen;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// So many months are named one by one.
const NAMED_MAX: usize = 4;

/// Who it is and where they stand.
pub(super) fn about(found: &Foreseen, kind: FormKind) -> Vec<Line> {
    let Some(who) = &found.who else {
        return vec![line(
            Tone::Bad,
            phrase!(
                "本辖区没有此保险编号",
                "nobody in this area has that number"
            ),
        )];
    };
    let class = who
        .class()
        .map_or(text!("状态不明", "state unknown"), Class::title);
    let mut lines = vec![Line(vec![
        Run::toned(Tone::Strong, phrase!("{name}", "{name}", name = who.name)),
        Run::plain(phrase!(
            "  {id}  {village}  {class}",
            "  {id}  {village}  {class}",
            id = who.citizen_id,
            village = who.village_name,
            class = class
        )),
    ])];
    let kept = found.kept.iter().map(|(code, since)| {
        phrase!(
            "{reason}，自{month}",
            "{reason} since {month}",
            reason = reason(code),
            month = since
        )
    });
    let kept = kept.reduce(|all, it| phrase!("{all}；{it}", "{all}; {it}", all = all, it = it));
    match (kept, kind) {
        (Some(kept), _) => lines.push(line(
            Tone::Warning,
            phrase!("暂停中：{kept}", "kept back: {kept}", kept = kept),
        )),
        (None, FormKind::Resume) => lines.push(line(
            Tone::Warning,
            phrase!("没有暂停或暂缓的待遇", "nothing is kept back"),
        )),
        (None, FormKind::Stop) => {}
    }
    lines
}

/// What the line will say.
pub(super) fn follows(found: &Foreseen, kind: FormKind) -> Vec<Line> {
    match &found.line {
        None => Vec::new(),
        Some(Err(refusal)) => vec![line(Tone::Warning, (*refusal.why).clone())],
        Some(Ok(ahead)) => told(ahead, kind),
    }
}

/// From which month, how much a month, and the months overpaid or in arrears by book.
pub(super) fn told(ahead: &Ahead, kind: FormKind) -> Vec<Line> {
    let monthly = ahead.basic_fen.checked_add(ahead.account_fen);
    let monthly = monthly.unwrap_or_default();
    let from = match kind {
        FormKind::Stop => phrase!(
            "自{month}起停发，月{sum}元（基础{basic}，账户{account}）",
            "stopped from {month}: {sum} yuan a month (basic {basic}, account {account})",
            month = ahead.from_month,
            sum = monthly,
            basic = ahead.basic_fen,
            account = ahead.account_fen
        ),
        FormKind::Resume => phrase!(
            "自{month}起应发，月{sum}元（基础{basic}，账户{account}）",
            "due from {month}: {sum} yuan a month (basic {basic}, account {account})",
            month = ahead.from_month,
            sum = monthly,
            basic = ahead.basic_fen,
            account = ahead.account_fen
        ),
    };
    let paid = ahead.last_paid.map_or_else(Phrase::default, |month| {
        phrase!("，最后发放{month}", ", last paid {month}", month = month)
    });
    vec![line(Tone::Strong, beside(&from, &paid)), back(ahead, kind)]
}

fn back(ahead: &Ahead, kind: FormKind) -> Line {
    let title = match kind {
        FormKind::Stop => text!("多发", "overpaid"),
        FormKind::Resume => text!("补发", "arrears"),
    };
    if ahead.back.is_empty() {
        return line(Tone::Quiet, none(title));
    }
    let basic = Fen::total(ahead.back.iter().map(|it| it.basic_fen));
    let account = Fen::total(ahead.back.iter().map(|it| it.account_fen));
    let (basic, account) = (basic.unwrap_or_default(), account.unwrap_or_default());
    let sum = basic.checked_add(account).unwrap_or_default();
    let months = ahead.back.iter().take(NAMED_MAX);
    let months = months.map(|it| Phrase::verbatim(it.month.to_string()));
    let months = months.reduce(|all, it| phrase!("{all}、{it}", "{all}, {it}", all = all, it = it));
    let months = months.unwrap_or_default();
    let more = if ahead.back.len() > NAMED_MAX {
        text!("等", " and more")
    } else {
        text!("", "")
    };
    let said = phrase!(
        "{title}{n}个月共{sum}元（基础{basic}，账户{account}）：{months}{more}",
        "{title} {n} months, {sum} yuan (basic {basic}, account {account}): {months}{more}",
        title = title,
        n = ahead.back.len(),
        sum = sum,
        basic = basic,
        account = account,
        months = months,
        more = more
    );
    line(
        match kind {
            FormKind::Stop => Tone::Bad,
            FormKind::Resume => Tone::Plain,
        },
        said,
    )
}

fn none(title: Text) -> Phrase {
    phrase!("没有{title}", "no {title}", title = title)
}
