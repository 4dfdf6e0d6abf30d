//! Who may change posts, and to what: proposed by IT on a document, decided by the director, never about oneself. Pure.

use chrono::NaiveDate;

use crate::business::organisation::{
    Certificate, Known, PolicyState, PolicyVerdict, PostChange, PostDone, PostFacts, PostKind,
    Seat, Wanted,
};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::sod;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The posts of accounting, statistics and information management: they need a certificate (10.3).
pub const CERTIFIED: &[Post] = &[Post::CAcc, Post::CCsh, Post::CSta, Post::CSys];

/// So many days before it expires a certificate is spoken of.
pub const EXPIRES_SOON_DAYS: i64 = 60;

/// Whether somebody holds a certificate for a post on a day; a post that needs none counts as certified.
pub fn certified(certificates: &[Certificate], post: Post, day: NaiveDate) -> bool {
    let holds = |it: &Certificate| it.post == post && it.issued_on <= day && day <= it.expires_on;
    !CERTIFIED.contains(&post) || certificates.iter().any(holds)
}

/// Whether a change of posts may be proposed, and what it would do (4.7, 10.1, 10.3).
pub fn propose_post(wanted: &Wanted, facts: &PostFacts, desk: &Desk) -> Result<PostDone, Refusal> {
    made_by(Post::CSys, desk)?;
    for (field, text) in [
        ("document_no", &wanted.document_no),
        ("reason", &wanted.reason),
    ] {
        if text.trim().is_empty() {
            return Err(wrong(
                "PN-2501",
                "N2.5-d",
                phrase!(
                    "岗位变动须写明文号和事由",
                    "a change of posts needs a document number and a reason"
                ),
                phrase!("请填写任免文件文号和事由", "give both"),
            )
            .blaming(field));
        }
    }
    if let Some(pending) = facts
        .earlier
        .iter()
        .find(|it| it.state == PolicyState::Proposed)
    {
        return Err(wrong(
            "PN-2502",
            "N2.5-d",
            phrase!(
                "该人该岗位已有{maker}提出的待审变动",
                "a change of that post, by {maker}, waits already",
                maker = pending.maker_name
            ),
            phrase!(
                "请待其办结或撤回后再提",
                "wait until it is decided or withdrawn"
            ),
        )
        .blaming("operator"));
    }
    let acts_for = fits(wanted, facts, desk)?;
    let uncertified = uncertified(wanted, facts)?;
    let revision = facts
        .earlier
        .iter()
        .map(|it| it.revision)
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let name = facts.person.as_ref().map_or("", |it| it.name.as_str());
    let told = phrase!(
        "已提出{name}{kind}“{post}”，待负责人审批",
        "proposed: {kind} {name}, {post}; it waits for the director",
        name = name,
        kind = wanted.kind.title(),
        post = wanted.post.title()
    );
    Ok(PostDone {
        revision,
        state: PolicyState::Proposed,
        acts_for,
        uncertified,
        told: warned(told, uncertified),
    })
}

/// Whether a proposed change may be approved, rejected or withdrawn by this desk. What has changed meanwhile counts.
pub fn decide_post(
    row: Option<&PostChange>,
    wanted: &Wanted,
    facts: &PostFacts,
    (verdict, reason): (PolicyVerdict, &str),
    desk: &Desk,
) -> Result<PostDone, Refusal> {
    let row = row
        .filter(|row| row.state == PolicyState::Proposed)
        .ok_or_else(|| {
            wrong(
                "PN-2503",
                "N2.5-d",
                phrase!("没有这项待审的岗位变动", "no such change of posts waits"),
                phrase!("请刷新后核对", "reload and look again"),
            )
        })?;
    if verdict == PolicyVerdict::Withdraw {
        made_by(Post::CSys, desk)?;
        if row.maker != desk.operator {
            return Err(wrong(
                "PN-2504",
                "N2.5-d",
                phrase!(
                    "只能撤回本人提出的变动",
                    "only its maker withdraws a change"
                ),
                phrase!(
                    "请由{maker}撤回，或由负责人退回",
                    "{maker} withdraws it, or the director rejects it",
                    maker = row.maker_name
                ),
            ));
        }
    } else {
        made_by(Post::CDir, desk)?;
        sod::checker_is_another(&row.maker, &desk.operator)?;
        not_oneself(&row.operator, desk)?;
    }
    if verdict != PolicyVerdict::Approve {
        super::policy::reason_given(reason)?;
    }
    let (acts_for, uncertified) = if verdict == PolicyVerdict::Approve {
        let acts_for = fits(wanted, facts, desk)?;
        same_place(row, acts_for.as_deref())?;
        (acts_for, uncertified(wanted, facts)?)
    } else {
        (row.acts_for.clone(), false)
    };
    let state = verdict.state();
    let told = phrase!(
        "{name}{kind}“{post}”：{state}",
        "{kind} {name}, {post}: {state}",
        name = row.name,
        kind = row.kind.title(),
        post = row.post.title(),
        state = state.title()
    );
    Ok(PostDone {
        revision: row.revision,
        state,
        acts_for,
        uncertified,
        told: warned(told, uncertified),
    })
}

/// Whether the person, the post, the area and the days go together; for a substitution, whose place is taken.
fn fits(wanted: &Wanted, facts: &PostFacts, desk: &Desk) -> Result<Option<String>, Refusal> {
    let person = facts.person.as_ref().ok_or_else(|| {
        wrong(
            "PN-2506",
            "N3.1",
            phrase!(
                "没有操作员“{who}”",
                "there is no operator '{who}'",
                who = wanted.operator
            ),
            phrase!("请先登记该操作员", "enter the operator first"),
        )
        .blaming("operator")
    })?;
    if wanted.kind != PostKind::End {
        not_oneself(&wanted.operator, desk)?;
    }
    if person.locked {
        return Err(wrong(
            "PN-2507",
            "N3.1",
            phrase!(
                "{name}的账号已锁定",
                "{name}'s account is locked",
                name = person.name
            ),
            phrase!("请先解锁", "unlock it first"),
        )
        .blaming("operator"));
    }
    if !desk.area.holds(&wanted.area) || !facts.stands {
        return Err(wrong(
            "PN-2508",
            "10.1",
            phrase!(
                "本县没有该机构，或该机构当日已撤并",
                "no such division in this county on that day"
            ),
            phrase!("请核对机构代码", "check its code"),
        )
        .blaming("area"));
    }
    if wanted.post.level() != wanted.area.level() {
        return Err(wrong(
            "PN-2509",
            "10.1",
            phrase!(
                "“{post}”不是该级机构的岗位",
                "'{post}' is no post of a division of that level",
                post = wanted.post.title()
            ),
            phrase!("请核对岗位与机构", "check post and division"),
        )
        .blaming("post"));
    }
    if wanted.valid_to.is_some_and(|last| last < wanted.valid_from) {
        return Err(wrong(
            "PN-2510",
            "N3.1",
            phrase!("截止日期早于起始日期", "the last day lies before the first"),
            phrase!("请核对日期", "check the days"),
        )
        .blaming("valid_to"));
    }
    match wanted.kind {
        PostKind::Appoint => appointed(wanted, person).map(|()| None),
        PostKind::End => ended(wanted, person).map(|()| None),
        PostKind::Substitute => substituted(wanted, person, facts).map(Some),
    }
}

fn overlaps(seat: &Seat, wanted: &Wanted) -> bool {
    seat.valid_to.is_none_or(|last| last >= wanted.valid_from)
        && wanted.valid_to.is_none_or(|last| seat.valid_from <= last)
}

fn appointed(wanted: &Wanted, person: &Known) -> Result<(), Refusal> {
    for seat in person.seats.iter().filter(|seat| overlaps(seat, wanted)) {
        if seat.post == wanted.post && seat.area == wanted.area {
            return Err(wrong(
                "PN-2511",
                "N3.1",
                phrase!(
                    "{name}已任该岗位",
                    "{name} holds that post already",
                    name = person.name
                ),
                phrase!("无需重复任职", "nothing needs to be done"),
            )
            .blaming("post"));
        }
        sod::may_hold_both(seat.post, wanted.post)?;
    }
    Ok(())
}

fn ended(wanted: &Wanted, person: &Known) -> Result<(), Refusal> {
    let holds = |seat: &&Seat| {
        seat.post == wanted.post && seat.area == wanted.area && seat.holds_on(wanted.valid_from)
    };
    if person.seats.iter().any(|seat| holds(&seat)) {
        return Ok(());
    }
    Err(wrong(
        "PN-2512",
        "N3.1",
        phrase!(
            "{name}当日未任该岗位",
            "{name} does not hold that post on that day",
            name = person.name
        ),
        phrase!("请核对岗位、机构和日期", "check post, division and day"),
    )
    .blaming("post"))
}

/// The reviewer of a station in its director's place, from a day to a day (5.2).
fn substituted(wanted: &Wanted, person: &Known, facts: &PostFacts) -> Result<String, Refusal> {
    let last = wanted.valid_to.ok_or_else(|| {
        wrong(
            "PN-2513",
            "5.2",
            phrase!("代理须有截止日期", "a substitution has a last day"),
            phrase!("请填写截止日期", "give it"),
        )
        .blaming("valid_to")
    })?;
    let whole = |known: &Known, post: Post| {
        known.seats.iter().any(|seat| {
            seat.post == post
                && seat.area == wanted.area
                && seat.holds_on(wanted.valid_from)
                && seat.holds_on(last)
        })
    };
    if wanted.post != Post::TDir || !whole(person, Post::TRev) {
        return Err(wrong(
            "PN-2514",
            "5.2",
            phrase!(
                "只能由同一人社所的复核岗代理所长",
                "only the reviewer of the same station stands in for its director"
            ),
            phrase!(
                "请核对代理人在此期间的岗位",
                "check the post the substitute holds in these days"
            ),
        )
        .blaming("operator"));
    }
    let holder = facts
        .holder
        .as_ref()
        .filter(|holder| whole(holder, Post::TDir));
    holder.map(|it| it.operator.clone()).ok_or_else(|| {
        wrong(
            "PN-2515",
            "5.2",
            phrase!(
                "该所在此期间没有所长，不能代理，应另行任命",
                "the station has no director in these days; appoint one instead"
            ),
            phrase!("请提出任职", "propose an appointment"),
        )
        .blaming("area")
    })
}

/// Whether the director whose place is to be taken is still the one that was proposed.
fn same_place(row: &PostChange, acts_for: Option<&str>) -> Result<(), Refusal> {
    if row.acts_for.as_deref() == acts_for {
        return Ok(());
    }
    Err(wrong(
        "PN-2521",
        "5.2",
        phrase!(
            "提出之后该所所长已变动，不能按原事项代理",
            "the station's director has changed since this was proposed"
        ),
        phrase!("请退回，由信息岗重新提出", "reject it; IT proposes it anew"),
    ))
}

/// Whether a post is given without the certificate it needs; where the parameter blocks, that is refused (10.3).
fn uncertified(wanted: &Wanted, facts: &PostFacts) -> Result<bool, Refusal> {
    if wanted.kind != PostKind::Appoint
        || certified(&facts.certificates, wanted.post, wanted.valid_from)
    {
        return Ok(false);
    }
    if !facts.blocks {
        return Ok(true);
    }
    Err(wrong(
        "PN-2516",
        "N3.5",
        phrase!(
            "“{post}”须持有效的上岗资格证",
            "'{post}' needs a valid post certificate",
            post = wanted.post.title()
        ),
        phrase!(
            "请先登记其上岗资格证；尚未取得的安排培训考核",
            "register the certificate first; whoever has none is trained"
        ),
    )
    .blaming("post"))
}

/// Whether a certificate may be registered: by IT, for a post that needs one, with days that make sense.
pub fn register(certificate: &Certificate, known: bool, desk: &Desk) -> Result<(), Refusal> {
    made_by(Post::CSys, desk)?;
    let (why, field) = if !known {
        (
            phrase!(
                "没有操作员“{who}”",
                "there is no operator '{who}'",
                who = certificate.holder
            ),
            "holder",
        )
    } else if !CERTIFIED.contains(&certificate.post) {
        (
            phrase!(
                "“{post}”不要求上岗资格证",
                "'{post}' needs no certificate",
                post = certificate.post.title()
            ),
            "post",
        )
    } else if certificate.certificate_no.trim().is_empty() || certificate.issuer.trim().is_empty() {
        (
            phrase!("未填写证书编号或发证机关", "number or issuer is missing"),
            "certificate_no",
        )
    } else if certificate.issued_on > desk.business_date {
        (
            phrase!("发证日期晚于今日", "it is issued on a day to come"),
            "issued_on",
        )
    } else if certificate.expires_on <= certificate.issued_on {
        (
            phrase!("有效期止早于发证日期", "it expires before it is issued"),
            "expires_on",
        )
    } else {
        return Ok(());
    };
    Err(wrong(
        "PN-2517",
        "N3.5",
        why,
        phrase!("请按证书原件填写", "fill it in from the certificate itself"),
    )
    .blaming(field))
}

fn made_by(post: Post, desk: &Desk) -> Result<(), Refusal> {
    if desk.post == post {
        return Ok(());
    }
    Err(wrong(
        "PN-2518",
        "N2.5-d",
        phrase!(
            "岗位变动由{post}（{code}）办理，您当前的岗位是{mine}",
            "this is for {post} ({code}); you sit here as {mine}",
            post = post.title(),
            code = post,
            mine = desk.post.title()
        ),
        phrase!("请交由该岗位办理", "leave it to that post"),
    ))
}

fn not_oneself(operator: &str, desk: &Desk) -> Result<(), Refusal> {
    if operator != desk.operator {
        return Ok(());
    }
    Err(wrong(
        "PN-2519",
        "4.7",
        phrase!(
            "不得经办或审批本人的岗位变动",
            "nobody makes or approves a change of his own post"
        ),
        phrase!("请交由他人办理", "leave it to somebody else"),
    )
    .blaming("operator"))
}

fn warned(told: Phrase, uncertified: bool) -> Phrase {
    if !uncertified {
        return told;
    }
    phrase!(
        "{told}；! 未持上岗资格证，须限期取得",
        "{told}; ! without the post certificate, which is to be obtained",
        told = told
    )
}

fn wrong(code: &str, clause: &'static str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of(clause), why, remedy)
}

#[cfg(test)]
#[path = "posts_tests.rs"]
mod tests;
