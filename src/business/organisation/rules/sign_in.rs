//! Who may sit down at a desk, and who may move the date. Pure.

use chrono::NaiveDate;

use crate::business::organisation::{Known, Seat, SignInFacts, SignedIn};
use crate::kernel::area::Level;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The first day a demonstration may be moved to: the scheme begins (epoch E1).
const FIRST_DAY: (i32, u32, u32) = (2009, 12, 1);
/// The last one.
const LAST_DAY: (i32, u32, u32) = (2049, 12, 31);

/// Whether somebody may sign in by password, and to which post (N2.5-d, IC07).
pub fn log_in(facts: &SignInFacts, wanted: Option<Post>, desk: &Desk) -> Result<SignedIn, Refusal> {
    match &facts.known {
        Some(known) if facts.opened => seated(known, wanted, desk),
        // The same words for both: nobody shall learn from here who has an account.
        Some(_) | None => Err(internal_control(
            "PN-2101",
            phrase!("操作员或口令不正确", "operator or password is wrong"),
            phrase!(
                "请核对后重新输入；遗忘口令的，由信息岗凭身份证件重置",
                "check both and type them again; a forgotten password is reset by IT against an identity card"
            ),
        )
        .blaming("operator")
        .blaming("password")),
    }
}

/// Whether somebody may sit down without a password: in a demonstration only (D).
pub fn sit_down(
    demonstration: bool,
    known: Option<&Known>,
    desk: &Desk,
) -> Result<SignedIn, Refusal> {
    if !demonstration {
        return Err(only_in_a_demonstration());
    }
    let known = known.ok_or_else(|| {
        internal_control(
            "PN-2105",
            phrase!("没有这个操作员", "there is no such operator"),
            phrase!(
                "请从操作员名单中选择",
                "choose one from the list of operators"
            ),
        )
        .blaming("operator")
    })?;
    seated(known, None, desk)
}

/// The post of today, for somebody whose identity is proved.
fn seated(known: &Known, wanted: Option<Post>, desk: &Desk) -> Result<SignedIn, Refusal> {
    if known.locked {
        return Err(internal_control(
            "PN-2102",
            phrase!(
                "账号{who}已锁定",
                "account {who} is locked",
                who = known.operator
            ),
            phrase!(
                "请由信息岗核实本人身份后解锁",
                "have IT verify who you are and unlock it"
            ),
        )
        .blaming("operator"));
    }
    let today = desk.business_date;
    let mut held: Vec<Seat> = known
        .seats
        .iter()
        .filter(|seat| seat.holds_on(today))
        .cloned()
        .collect();
    let at = held
        .iter()
        .position(|seat| wanted.is_none_or(|post| seat.post == post));
    let Some(at) = at else {
        return Err(no_post(known, wanted, today));
    };
    let seat = held.remove(at);
    // The city's own people work in the county whose books are open; everybody else in that of their area.
    let county = match seat.area.level() {
        Level::City => desk.county.clone(),
        Level::County | Level::Township | Level::Village => seat.area.county(),
    };
    Ok(SignedIn {
        operator: known.operator.clone(),
        name: known.name.clone(),
        post: seat.post,
        area: seat.area,
        county,
        others: held,
    })
}

/// The refusal for somebody without the post today: ended, not begun, or never given.
fn no_post(known: &Known, wanted: Option<Post>, today: NaiveDate) -> Refusal {
    let of_that = |seat: &&Seat| wanted.is_none_or(|post| seat.post == post);
    let ended = known
        .seats
        .iter()
        .filter(of_that)
        .filter_map(|seat| seat.valid_to)
        .filter(|last| *last < today)
        .max();
    let begins = known
        .seats
        .iter()
        .filter(of_that)
        .map(|seat| seat.valid_from)
        .filter(|from| *from > today)
        .min();
    let (code, why) = match (ended, begins) {
        (_, Some(from)) => (
            "PN-2104",
            phrase!(
                "{name}的任职自{from}起生效，今日（{today}）尚无岗位",
                "{name}'s post begins on {from}; today ({today}) there is none",
                name = known.name,
                from = from,
                today = today,
            ),
        ),
        (Some(last), None) => (
            "PN-2104",
            phrase!(
                "{name}的任职已于{last}届满，今日（{today}）无岗位",
                "{name}'s post ended on {last}; today ({today}) there is none",
                name = known.name,
                last = last,
                today = today,
            ),
        ),
        (None, None) => (
            "PN-2103",
            phrase!(
                "{name}今日（{today}）未任该岗位",
                "{name} does not hold that post today ({today})",
                name = known.name,
                today = today,
            ),
        ),
    };
    Refusal::new(
        code,
        Clause::of("N2.5-d"),
        why,
        phrase!(
            "请由信息岗凭任职文件登记岗位，经负责人复核后再登录",
            "have IT enter the post by its document and the director check it, then sign in"
        ),
    )
    .blaming("operator")
}

/// Whether the business date may be moved: in a demonstration, within the days of the scheme (D).
pub fn date_may_move(demonstration: bool, to: NaiveDate, desk: &Desk) -> Result<(), Refusal> {
    if !demonstration || !desk.demonstration {
        return Err(only_in_a_demonstration());
    }
    let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let (first, last) = (day(FIRST_DAY), day(LAST_DAY));
    if (first..=last).contains(&to) {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-2302",
        Clause::of("D"),
        phrase!(
            "{to}不在制度实施期内",
            "{to} is not a day of the scheme",
            to = to
        ),
        phrase!(
            "请输入{first}至{last}之间的日期",
            "give a day from {first} to {last}",
            first = first,
            last = last,
        ),
    )
    .blaming("to"))
}

fn only_in_a_demonstration() -> Refusal {
    Refusal::new(
        "PN-2301",
        Clause::of("D"),
        phrase!(
            "本库不是演示库，不得免口令登录，也不得移动业务日期",
            "this is no demonstration: nobody sits down without a password and no date is moved"
        ),
        phrase!(
            "请用本人口令登录；培训请使用演示库（jingban demo reset）",
            "sign in by password; for training use a demonstration (jingban demo reset)"
        ),
    )
}

fn internal_control(code: &str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of("IC07"), why, remedy)
}
