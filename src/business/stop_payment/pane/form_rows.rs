//! How a form's head, its lines and its hands read.

use chrono::NaiveDate;

use super::words::{basis, beside, column, hand, joined, line, number, outside, reason};
use crate::business::stop_payment::places::{Village, name_of};
use crate::business::stop_payment::store::FormSeen;
use crate::business::stop_payment::{FormKind, FormState, Hand, Line as FormLine, Whole};
use crate::console::body::{Line, Run, Tone};
use crate::console::table::{Cell, Column, TableRow};
use crate::kernel::calendar::local_time;
use crate::kernel::money::Fen;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// The columns of the lines.
pub(super) const LINES: &[Column] = &[
    number("no", text!("序", "no."), 3, 0),
    column("name", text!("姓名", "name"), 8, 1, 0),
    column("citizen_id", text!("证件号码", "citizen id"), 18, 0, 0),
    column("village", text!("村居", "village"), 10, 0, 2),
    column("reason", text!("原因", "reason"), 12, 2, 0),
    column("event", text!("发生日期", "happened"), 10, 0, 1),
    column("from", text!("起始月", "from"), 7, 0, 0),
    column("back", text!("多发、补发", "back"), 12, 0, 0),
    number("monthly", text!("月金额", "a month"), 8, 0),
    column("source", text!("来源", "source"), 8, 0, 3),
];

/// The columns of the hands.
pub(super) const HANDS: &[Column] = &[
    number("no", text!("序", "no."), 3, 0),
    column("day", text!("日期", "day"), 10, 0, 0),
    column("time", text!("时间", "time"), 5, 0, 1),
    column("name", text!("签办人", "by"), 8, 0, 0),
    column("post", text!("岗位", "post"), 14, 0, 0),
    column("act", text!("办理", "act"), 9, 0, 0),
    column("state", text!("办后状态", "state after"), 10, 0, 0),
    column("reason", text!("理由、代理等", "reason, late"), 14, 2, 0),
];

/// How many months, and how much: 2月 140.00; none where nothing is.
fn back(it: &FormLine) -> Cell {
    if it.back_months == 0 {
        return Cell::Nothing;
    }
    Cell::Said(phrase!(
        "{n}月 {sum}",
        "{n}m {sum}",
        n = it.back_months,
        sum = it.back().unwrap_or_default()
    ))
}

/// Somebody on the form as a row.
pub(super) fn row(it: &FormLine, villages: &[Village]) -> TableRow {
    TableRow {
        id: it.insurance_no.clone(),
        cells: vec![
            Cell::Count(it.seq),
            outside(&it.name),
            outside(&it.citizen_id),
            outside(name_of(villages, &it.village)),
            Cell::Said(reason(&it.reason)),
            it.event_date.map_or(Cell::Nothing, Cell::Day),
            Cell::Month(it.from_month),
            back(it),
            it.monthly().map_or(Cell::Nothing, Cell::Money),
            Cell::Fixed(it.source.title()),
        ],
        tone: if waits_for_signature(it) {
            Tone::Warning
        } else {
            Tone::Plain
        },
    }
}

/// Whether the coordinator who entered it has yet to sign.
pub(super) fn waits_for_signature(it: &FormLine) -> bool {
    it.maker_post == Post::VCo && !it.signed
}

/// What the lines come to.
pub(super) fn total(whole: &Whole) -> Option<TableRow> {
    let months: i64 = whole
        .lines
        .iter()
        .map(|it| it.back_months)
        .fold(0, i64::saturating_add);
    let (monthly, sum) = sums(whole)?;
    let back = if months == 0 {
        Cell::Nothing
    } else {
        Cell::Said(phrase!("{n}月 {sum}", "{n}m {sum}", n = months, sum = sum))
    };
    let mut cells = vec![Cell::Nothing; LINES.len()];
    let named = [
        (1, Cell::Fixed(text!("合计", "total"))),
        (7, back),
        (8, Cell::Money(monthly)),
    ];
    for (at, cell) in named {
        if let Some(place) = cells.get_mut(at) {
            *place = cell;
        }
    }
    (!whole.lines.is_empty()).then_some(TableRow {
        id: String::new(),
        cells,
        tone: Tone::Strong,
    })
}

/// What is stopped or resumed a month, and what is claimed back or paid back; none if it cannot be held.
pub(super) fn sums(whole: &Whole) -> Option<(Fen, Fen)> {
    let sum = |of: fn(&FormLine) -> Option<Fen>| {
        let parts: Option<Vec<Fen>> = whole.lines.iter().map(of).collect();
        parts.and_then(Fen::total)
    };
    Some((sum(FormLine::monthly)?, sum(FormLine::back)?))
}

/// A hand as a row.
pub(super) fn hand_row(it: &Hand) -> TableRow {
    let late = it.days_late.filter(|days| *days > 0);
    let whom = it.acts_for.as_ref();
    let parts = [
        whom.map(|whom| phrase!("代{whom}", "for {whom}", whom = *whom)),
        it.reason.clone().map(Phrase::verbatim),
        late.map(|n| phrase!("逾期{n}天", "{n}d late", n = n)),
    ];
    TableRow {
        id: it.seq.to_string(),
        cells: vec![
            Cell::Count(it.seq),
            Cell::Day(it.business_date),
            Cell::Said(Phrase::verbatim(
                local_time(it.at).format("%H:%M").to_string(),
            )),
            outside(&it.name),
            Cell::Fixed(it.post.title()),
            Cell::Fixed(it.act.title()),
            Cell::Fixed(it.to_state.title()),
            Cell::Said(joined(parts.into_iter().flatten())),
        ],
        tone: match (late.is_some(), it.act.is_back()) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Warning,
            (false, false) => Tone::Plain,
        },
    }
}

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

/// What a form in this state becomes by the next hand, for its confirmation.
pub(super) fn becomes(state: FormState, by: Post) -> Option<FormState> {
    match (state, by) {
        (FormState::Draft, Post::TClk) => Some(FormState::StationChecked),
        _ => state.next(),
    }
}
