//! The verification list on paper (F22, `domain.md` 8.1): one for each village.

use chrono::NaiveDate;

use super::store::{ListOf, VillageList};
use super::{Evidence, Hand, HandAct, Item, Mode, Outcome};
use crate::business::descriptor::Report;
use crate::database::request::Ending;
use crate::database::{Db, Fault, Query};
use crate::kernel::area::AreaCode;
use crate::kernel::calendar::local_time;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::text::{Phrase, Text};
use crate::paper::sheet::{Sheet, SheetColumn, SheetPart};
use crate::{binds, phrase, record, sql, statements, text};

statements! {
    /// The villages of an area that have a list in a month.
    VILLAGES = sql!(
        "select village from verification_lists
        where county = $1 and month = $2 and village between $3 and $4 order by village"
    );
}

record! {
    struct Village { village: AreaCode }
}

/// The form.
pub const F22: Report = Report {
    id: "F22",
    title: text!("待遇领取资格认证名册", "Verification list"),
    clause: Clause::of("5.2"),
    make: |db, desk, month, area| made(db, desk, month, area),
};

const fn column(title: Text, width: u16, right: bool) -> SheetColumn {
    SheetColumn {
        title,
        width,
        right,
    }
}

const COLUMNS: &[SheetColumn] = &[
    column(text!("序号", "no."), 4, true),
    column(text!("保险编号", "insurance no."), 16, false),
    column(text!("姓名", "name"), 12, false),
    column(text!("公民身份号码", "citizen id"), 18, false),
    column(text!("出生日期", "born"), 10, false),
    column(text!("账号", "acct"), 4, false),
    column(text!("年度认证", "annual"), 10, false),
    column(text!("认证结果", "outcome"), 12, false),
    column(
        text!("依据、日期、备注", "evidence, day, remark"),
        24,
        false,
    ),
    column(text!("协理员确认", "tick"), 12, false),
];

fn made<'a>(
    db: &'a Db,
    desk: &'a Desk,
    month: Month,
    area: &'a AreaCode,
) -> Ending<'a, Vec<Sheet>> {
    Box::pin(async move { Ok(sheets(db, desk, month, area).await?) })
}

async fn sheets(db: &Db, desk: &Desk, month: Month, area: &AreaCode) -> Result<Vec<Sheet>, Fault> {
    let Some(area) = super::progress::seen(area, desk) else {
        return Ok(Vec::new());
    };
    let (first, last) = area.codes();
    let villages: Vec<Village> = db
        .rows(&VILLAGES, &binds![&desk.county, month, first, last])
        .await?;
    let mut sheets = Vec::with_capacity(villages.len());
    for Village { village } in villages {
        // A list is read whole for each form: one form is one file.
        let found = ListOf { month, village }.find(db, desk).await?;
        sheets.extend(found.map(|list| sheet(&list, desk)));
    }
    Ok(sheets)
}

fn sheet(list: &VillageList, desk: &Desk) -> Sheet {
    let head = &list.list;
    let part = |number: i64| {
        list.items
            .iter()
            .filter(move |item| item.part == number)
            .map(row)
            .collect::<Vec<_>>()
    };
    let mut parts = vec![SheetPart {
        title: None,
        rows: part(1),
    }];
    if head.suspended > 0 {
        parts.push(SheetPart {
            title: Some(phrase!(
                "二、暂停待遇人员（不计入应核人数）",
                "Part 2: suspended (not counted as due)"
            )),
            rows: part(2),
        });
    }
    Sheet {
        code: F22.id,
        name: format!("{}_{}", head.village, head.month.yyyymm()),
        title: F22.title,
        heads: heads(list),
        columns: COLUMNS.to_vec(),
        parts,
        foot: foot(list),
        signatures: vec![
            text!("协理员", "coordinator"),
            text!("人社所复核", "checked"),
            text!("人社所所长", "station director"),
            text!("县认证岗", "county"),
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

/// The head of the form.
fn heads(list: &VillageList) -> Vec<(Text, Phrase)> {
    let head = &list.list;
    let who = list.coordinators.first();
    vec![
        (
            text!("名册编号", "list no."),
            Phrase::verbatim(head.list_no.clone()),
        ),
        (
            text!("月份", "month"),
            Phrase::verbatim(head.month.to_string()),
        ),
        (
            text!("乡镇", "township"),
            Phrase::verbatim(list.township_name.clone()),
        ),
        (
            text!("村居", "village"),
            Phrase::verbatim(list.village_name.clone()),
        ),
        (
            text!("应核人数", "due"),
            Phrase::verbatim(head.due.to_string()),
        ),
        (text!("状态", "state"), head.state.title().into()),
        (
            text!("协理员", "coordinator"),
            Phrase::verbatim(who.map_or_else(String::new, |it| it.name.clone())),
        ),
        (text!("方式", "manner"), head.mode.title().into()),
    ]
}

fn row(item: &Item) -> Vec<Phrase> {
    let plain = |text: String| Phrase::verbatim(text);
    let day =
        |day: Option<NaiveDate>| Phrase::verbatim(day.map(|it| it.to_string()).unwrap_or_default());
    let name = if item.joined {
        phrase!("{name}（补入）", "{name} (joined)", name = item.name)
    } else {
        plain(item.name.clone())
    };
    vec![
        plain(item.seq.to_string()),
        plain(item.insurance_no.clone()),
        name,
        plain(item.citizen_id.clone()),
        day(Some(item.birth_date)),
        plain(item.account_tail.clone().unwrap_or_default()),
        day(item.verified_on),
        item.outcome.map_or_else(Phrase::default, outcome),
        grounds(item),
        tick(item),
    ]
}

fn outcome(it: Outcome) -> Phrase {
    phrase!(
        "{code}{title}",
        "{code} {title}",
        code = it.word(),
        title = it.title()
    )
}

fn grounds(item: &Item) -> Phrase {
    let evidence = |it: Evidence| {
        phrase!(
            "{code}{title}",
            "{code} {title}",
            code = it.word(),
            title = it.title()
        )
    };
    let days = [item.event_date, item.seen_date].into_iter().flatten();
    let texts = [&item.evidence_ref, &item.remark].into_iter().flatten();
    let parts = item
        .evidence_type
        .map(evidence)
        .into_iter()
        .chain(days.map(|day| Phrase::verbatim(day.to_string())))
        .chain(texts.map(|text| Phrase::verbatim(text.clone())));
    let gap = Phrase::verbatim(" ");
    parts
        .reduce(|all, next| all.then(&gap).then(&next))
        .unwrap_or_default()
}

/// Who stands for the outcome: the coordinator, or whoever entered it for him.
fn tick(item: &Item) -> Phrase {
    let name = item.marker_name.as_deref().unwrap_or("");
    match (item.outcome, item.proxy) {
        (None, _) => Phrase::verbatim("[  ]"),
        (Some(_), true) => phrase!("√ {name}代", "√ {name}, proxy", name = name),
        (Some(_), false) => phrase!("√ {name}", "√ {name}", name = name),
    }
}

/// Counts by outcome, and the hands that have signed.
fn foot(list: &VillageList) -> Vec<Phrase> {
    let counted = |it: &Outcome| {
        let of = |item: &&Item| item.part == 1 && item.outcome == Some(*it);
        (*it, list.items.iter().filter(of).count())
    };
    let mut foot = vec![phrase!("合计应核{n}人：", "due {n}:", n = list.list.due)];
    let counts = Outcome::ALL
        .iter()
        .map(counted)
        .filter(|(_, count)| *count > 0);
    foot.extend(
        counts.map(|(it, count)| phrase!("{what}{n}", "{what} {n}", what = outcome(it), n = count)),
    );
    let open = list.list.due.saturating_sub(list.list.marked);
    if open > 0 {
        foot.push(phrase!("未填{n}", "open {n}", n = open));
    }
    if list.list.mode == Mode::Exception && list.list.confirmed {
        foot.push(phrase!("已整册确认", "confirmed as a whole"));
    }
    foot.extend(standing(&list.hands).into_iter().map(signed));
    foot
}

/// The signatures that stand: a return voids those beyond the state it goes back to.
fn standing(hands: &[Hand]) -> Vec<&Hand> {
    let mut standing: Vec<&Hand> = Vec::new();
    for hand in hands {
        if hand.act == HandAct::Return {
            standing.retain(|it| it.to_state <= hand.to_state);
        } else {
            standing.push(hand);
        }
    }
    standing
}

fn signed(hand: &Hand) -> Phrase {
    let place = hand
        .acts_for_name
        .as_ref()
        .map_or_else(Phrase::default, |whom| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::verification::ListState::{self, Issued, StationChecked, VillageSigned};
    use crate::kernel::post::Post;

    fn hand(seq: i64, act: HandAct, from: ListState, to: ListState) -> Hand {
        Hand {
            seq,
            act,
            from_state: from,
            to_state: to,
            operator: format!("operator{seq}"),
            name: format!("手{seq}"),
            post: Post::TClk,
            acts_for: None,
            acts_for_name: None,
            reason: None,
            days_late: None,
            business_date: "2012-03-08".parse().unwrap(),
            at: "2012-03-08T01:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_return_voids_the_signatures_beyond_it_and_a_substitute_is_named() {
        let mut hands = vec![
            hand(1, HandAct::Sign, Issued, VillageSigned),
            hand(2, HandAct::Check, VillageSigned, StationChecked),
            hand(3, HandAct::Return, StationChecked, VillageSigned),
            hand(4, HandAct::Check, VillageSigned, StationChecked),
        ];
        let stand =
            |hands: &[Hand]| -> Vec<i64> { standing(hands).into_iter().map(|it| it.seq).collect() };
        assert_eq!(stand(&hands), [1, 4]);
        hands[2].to_state = Issued;
        assert_eq!(stand(&hands), [4]);
        hands[3].acts_for_name = Some("牛树林".to_owned());
        assert_eq!(signed(&hands[3]).zh, "手4（代牛树林）复核2012-03-08");
    }
}
