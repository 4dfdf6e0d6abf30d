//! The stop-payment form and the resume form on paper (F20, F21, `domain.md` 8.1): one for each form of a township.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::list::codes_of;
use super::store::{FormOf, FormSeen};
use super::{FormKind, Hand, Line, Reason};
use crate::business::descriptor::Report;
use crate::database::request::Ending;
use crate::database::{Db, Fault, Query};
use crate::kernel::area::AreaCode;
use crate::kernel::calendar::local_time;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::text::{Phrase, Text};
use crate::paper::sheet::{Sheet, SheetColumn, SheetPart};
use crate::{binds, phrase, record, sql, statements, text};

statements! {
    /// The forms of a kind of an area in a month.
    FORMS = sql!(
        "select form_no from stop_forms
        where county = $1 and month = $2 and kind = $3 and township between $4 and $5 order by form_no limit 500"
    );
    /// The villages of an area by name, as they are called today.
    VILLAGES = sql!(
        "select code, name from areas
        where code between $1 and $2 and level = 'VILLAGE' and valid_from <= $3 and (valid_to is null or valid_to >= $3)
        order by code limit 5000"
    );
}

record! {
    struct Numbered { form_no: String }
}

record! {
    struct Village { code: AreaCode, name: String }
}

/// The stop-payment form.
pub const F20: Report = Report {
    id: "F20",
    title: text!("停止发放人员核定表", "Stop-payment form"),
    clause: Clause::of("5.5"),
    make: |db, desk, month, area| made(db, desk, (FormKind::Stop, month), area),
};

/// The resume form.
pub const F21: Report = Report {
    id: "F21",
    title: text!("恢复发放人员核定表", "Resume form"),
    clause: Clause::of("5.5"),
    make: |db, desk, month, area| made(db, desk, (FormKind::Resume, month), area),
};

const fn column(title: Text, width: u16, right: bool) -> SheetColumn {
    SheetColumn {
        title,
        width,
        right,
    }
}

/// The columns of either; they differ in what the month and the sum mean.
fn columns(kind: FormKind) -> Vec<SheetColumn> {
    let (from, back) = match kind {
        FormKind::Stop => (text!("停发月", "from"), text!("多发", "overpaid")),
        FormKind::Resume => (text!("恢复月", "from"), text!("补发", "arrears")),
    };
    vec![
        column(text!("行", "no."), 3, true),
        column(text!("保险编号", "insurance no."), 16, false),
        column(text!("姓名", "name"), 10, false),
        column(text!("公民身份号码", "citizen id"), 18, false),
        column(text!("账号", "acct"), 4, false),
        column(text!("原因", "reason"), 12, false),
        column(text!("发生日期", "day"), 10, false),
        column(text!("依据、备注", "evidence"), 17, false),
        column(text!("末次月", "last"), 7, false),
        column(from, 7, false),
        column(text!("月金额", "monthly"), 8, true),
        column(back, 9, true),
    ]
}

fn made<'a>(
    db: &'a Db,
    desk: &'a Desk,
    what: (FormKind, Month),
    area: &'a AreaCode,
) -> Ending<'a, Vec<Sheet>> {
    Box::pin(async move { Ok(sheets(db, desk, what, area).await?) })
}

async fn sheets(
    db: &Db,
    desk: &Desk,
    (kind, month): (FormKind, Month),
    area: &AreaCode,
) -> Result<Vec<Sheet>, Fault> {
    let area = if desk.area.holds(area) {
        area
    } else {
        &desk.area
    };
    let (first, last) = codes_of(area);
    let day = desk.business_date;
    let key = binds![&desk.county, month, kind.word(), &first, &last];
    let forms: Vec<Numbered> = db.rows(&FORMS, &key).await?;
    let villages: Vec<Village> = db.rows(&VILLAGES, &binds![first, last, day]).await?;
    let names: BTreeMap<&str, &str> = villages
        .iter()
        .map(|it| (it.code.as_str(), it.name.as_str()))
        .collect();
    let mut sheets = Vec::with_capacity(forms.len());
    for Numbered { form_no } in forms {
        // A form is read whole for each sheet: one form is one file.
        let found = FormOf { form_no }.find(db, desk).await?;
        sheets.extend(found.map(|seen| sheet(&seen, &names, desk)));
    }
    Ok(sheets)
}

fn sheet(seen: &FormSeen, names: &BTreeMap<&str, &str>, desk: &Desk) -> Sheet {
    let form = &seen.whole.form;
    let (code, title) = match form.kind {
        FormKind::Stop => (F20.id, F20.title),
        FormKind::Resume => (F21.id, F21.title),
    };
    Sheet {
        code,
        name: form.form_no.clone(),
        title,
        heads: heads(seen),
        columns: columns(form.kind),
        parts: parts(seen, names),
        foot: foot(seen),
        signatures: vec![
            text!("协理员", "coordinator"),
            text!("人社所经办", "station"),
            text!("人社所所长", "station director"),
            text!("县认证岗", "county check"),
            text!("县复核岗", "county review"),
            text!("经办机构负责人", "director"),
        ],
        made: phrase!(
            "{who} {day} {time}打印",
            "printed by {who} {day} {time}",
            who = desk.name,
            day = desk.business_date,
            time = local_time(desk.at).format("%H:%M")
        ),
        demonstration: desk.demonstration,
    }
}

fn plain(text: impl Into<String>) -> Phrase {
    Phrase::verbatim(text.into())
}

fn heads(seen: &FormSeen) -> Vec<(Text, Phrase)> {
    let form = &seen.whole.form;
    vec![
        (text!("表号", "form no."), plain(form.form_no.clone())),
        (text!("月份", "month"), plain(form.month.to_string())),
        (text!("乡镇", "township"), plain(seen.township_name.clone())),
        (
            text!("人数", "lines"),
            plain(seen.whole.lines.len().to_string()),
        ),
        (text!("状态", "state"), form.state.title().into()),
        (
            text!("月金额合计", "monthly total"),
            plain(total(seen, Line::monthly)),
        ),
    ]
}

/// A sum over the lines, in yuan.
fn total(seen: &FormSeen, of: fn(&Line) -> Option<Fen>) -> String {
    let sums: Option<Vec<Fen>> = seen.whole.lines.iter().map(of).collect();
    let sum = sums.and_then(Fen::total);
    sum.map(Fen::to_yuan_string).unwrap_or_default()
}

/// The lines, village by village.
fn parts(seen: &FormSeen, names: &BTreeMap<&str, &str>) -> Vec<SheetPart> {
    let mut villages: BTreeMap<&str, Vec<Vec<Phrase>>> = BTreeMap::new();
    for line in &seen.whole.lines {
        let of = villages.entry(line.village.as_str()).or_default();
        of.push(row(line));
    }
    let parts = villages.into_iter().map(|(code, rows)| SheetPart {
        title: Some(phrase!(
            "{name}（{code}）",
            "{name} ({code})",
            name = names.get(code).copied().unwrap_or(code),
            code = code
        )),
        rows,
    });
    let mut parts: Vec<SheetPart> = parts.collect();
    if parts.is_empty() {
        parts.push(SheetPart {
            title: Some(phrase!("本月无人", "nobody this month")),
            rows: Vec::new(),
        });
    }
    parts
}

fn row(line: &Line) -> Vec<Phrase> {
    let day = |day: Option<NaiveDate>| plain(day.map(|it| it.to_string()).unwrap_or_default());
    let reason = Reason::of(&line.reason).map_or_else(
        || plain(line.reason.clone()),
        |it| {
            phrase!(
                "{code}{title}",
                "{code} {title}",
                code = it.code,
                title = it.title
            )
        },
    );
    let money = |fen: Option<Fen>| fen.map(Fen::to_yuan_string).unwrap_or_default();
    let back = if line.back_months > 0 {
        phrase!(
            "{n}个月{sum}",
            "{n}m {sum}",
            n = line.back_months,
            sum = money(line.back())
        )
    } else {
        Phrase::default()
    };
    vec![
        plain(line.seq.to_string()),
        plain(line.insurance_no.clone()),
        plain(line.name.clone()),
        plain(line.citizen_id.clone()),
        plain(line.account_tail.clone().unwrap_or_default()),
        reason,
        day(line.event_date),
        grounds(line),
        plain(line.last_paid.map(|it| it.to_string()).unwrap_or_default()),
        plain(line.from_month.to_string()),
        plain(money(line.monthly())),
        back,
    ]
}

fn grounds(line: &Line) -> Phrase {
    let gap = plain(" ");
    let texts = [&line.evidence_ref, &line.reporter, &line.remark];
    let evidence = line.evidence_type.map(|it| {
        phrase!(
            "{code}{title}",
            "{code} {title}",
            code = it.word(),
            title = it.title()
        )
    });
    evidence
        .into_iter()
        .chain(texts.into_iter().flatten().map(|it| plain(it.clone())))
        .reduce(|all, next| all.then(&gap).then(&next))
        .unwrap_or_default()
}

/// What goes back, the lateness, the hash of what was approved, and the hands that stand.
fn foot(seen: &FormSeen) -> Vec<Phrase> {
    let form = &seen.whole.form;
    let sum = total(seen, Line::back);
    let mut foot = vec![match form.kind {
        FormKind::Stop => phrase!("多发合计{sum}元", "overpaid {sum} yuan in all", sum = sum),
        FormKind::Resume => phrase!("补发合计{sum}元", "arrears {sum} yuan in all", sum = sum),
    }];
    if let Some(days) = form.days_late.filter(|days| *days > 0) {
        foot.push(phrase!(
            "逾期{days}天，责任单位{township}",
            "{days}d late, {township} answers for it",
            days = days,
            township = seen.township_name
        ));
    }
    let hash = form.list_hash.as_deref().and_then(|it| it.get(..16));
    foot.extend(hash.map(|hash| phrase!("名单校验{hash}", "list {hash}", hash = hash)));
    foot.extend(standing(&seen.whole.hands).into_iter().map(signed));
    foot
}

/// The hands that stand: what was sent or taken back is void beyond the state it went back to.
fn standing(hands: &[Hand]) -> Vec<&Hand> {
    let mut standing: Vec<&Hand> = Vec::new();
    for hand in hands {
        if hand.act.is_back() {
            standing.retain(|it| it.to_state <= hand.to_state);
        } else {
            standing.push(hand);
        }
    }
    standing
}

fn signed(hand: &Hand) -> Phrase {
    let place = hand.acts_for.as_ref().map_or_else(Phrase::default, |whom| {
        phrase!("（代{whom}）", " (for {whom})", whom = *whom)
    });
    phrase!(
        "{name}{place}{act}{day}",
        "{name}{place} {act} {day}",
        name = hand.name,
        place = place,
        act = hand.act.title(),
        day = hand.business_date
    )
}
