//! The sentences of the why line for months that are not paid, or wait: why, and what comes next. No decisions.
//! Those of months that are due are in `sentences_paid`.

use chrono::NaiveDate;

use super::rules::stops_after;
use super::why::Asked;
use super::{Class, Event, EventKind, Payment, PaymentState, Reason};
use crate::kernel::month::Month;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// Why, and what comes next.
pub(super) type Said = (Phrase, Phrase);

/// The month as it is spoken of: 本月, or which.
pub(super) fn when(asked: &Asked<'_>) -> Phrase {
    if asked.month == Month::of(asked.as_of) {
        text!("本月", "this month").into()
    } else {
        Phrase::verbatim(asked.month.to_string())
    }
}

pub(super) fn illegal(asked: &Asked<'_>) -> Said {
    (
        phrase!(
            "登记状态组合（参保{one}，缴费{two}）不合规定，无法判定{when}待遇",
            "the pair of states (participation {one}, contribution {two}) is not legal; {when} cannot be decided",
            one = asked.standing.participation,
            two = asked.standing.contribution_state,
            when = when(asked)
        ),
        phrase!(
            "请信息岗运行 jingban doctor 核对数据，更正登记后再办理待遇",
            "IT: run jingban doctor; correct the registration before anything else"
        ),
    )
}

pub(super) fn died(asked: &Asked<'_>, died_on: NaiveDate, decided: bool) -> Said {
    let why = if asked.award.is_some() {
        phrase!(
            "参保人于{day}死亡，自{stop}起停发，{when}不发放",
            "died on {day}; stopped from {stop}, nothing is paid for {when}",
            day = died_on,
            stop = stops_after(died_on),
            when = when(asked)
        )
    } else {
        phrase!(
            "参保人于{day}死亡，生前未领取待遇，{when}不发放",
            "died on {day} without an award; nothing is paid for {when}",
            day = died_on,
            when = when(asked)
        )
    };
    let next = if decided || asked.award.is_none() {
        phrase!(
            "请办理注销登记，结算个人账户余额；死亡次月起如有多发，应予追回",
            "cancel the registration and settle the account; recover anything paid after the month of death"
        )
    } else {
        phrase!(
            "尚无停发核定：请乡镇（街道）人社所填报停止发放人员核定表，并办理注销登记",
            "no stop is approved yet: the township station files the stop-payment form, then cancel the registration"
        )
    };
    (why, next)
}

/// A suspension, hold or stop that still stands.
pub(super) fn standing_bar(asked: &Asked<'_>, event: &Event) -> Said {
    let (title, next) = named(event);
    let why = match event.kind {
        EventKind::Stop => phrase!(
            "因{title}（{code}），自{from}起停发，{when}不发放",
            "stopped from {from}: {title} ({code}); nothing is paid for {when}",
            title = title,
            code = event.reason,
            from = event.from_month,
            when = when(asked)
        ),
        EventKind::Hold => phrase!(
            "因{title}（{code}），自{from}起暂缓发放，{when}待遇保留待发",
            "held from {from}: {title} ({code}); the money of {when} waits",
            title = title,
            code = event.reason,
            from = event.from_month,
            when = when(asked)
        ),
        EventKind::Suspend | EventKind::Resume | EventKind::Release => phrase!(
            "因{title}（{code}），自{from}起暂停发放，{when}不发放",
            "suspended from {from}: {title} ({code}); nothing is paid for {when}",
            title = title,
            code = event.reason,
            from = event.from_month,
            when = when(asked)
        ),
    };
    (why, next)
}

/// A suspension, hold or stop that is over, for a month it covered.
pub(super) fn lifted(asked: &Asked<'_>, event: &Event, until: Month, paid_back: bool) -> Said {
    let (title, _) = named(event);
    let why = phrase!(
        "{from}至{last}因{title}（{code}）未发放，已自{until}恢复",
        "kept back from {from} to {last}: {title} ({code}); over since {until}",
        from = event.from_month,
        last = until.previous(),
        title = title,
        code = event.reason,
        until = until
    );
    let next = if paid_back {
        phrase!(
            "{when}待遇予以补发，列入恢复发放后的发放计划",
            "{when} is paid as arrears, with the first payment after it was lifted",
            when = when(asked)
        )
    } else {
        phrase!(
            "{when}待遇按规定不予补发；如有异议，凭核定文书申请复核",
            "{when} is not paid back; who objects applies for review with the decision",
            when = when(asked)
        )
    };
    (why, next)
}

/// A reason's title and next step; a code that is not in the table is told as such.
fn named(event: &Event) -> Said {
    Reason::of(&event.reason).map_or_else(
        || {
            (
                phrase!("原因代码未登记", "a reason code that is not in the table"),
                phrase!(
                    "请信息岗运行 jingban doctor，按原核定文书更正原因代码",
                    "IT: run jingban doctor; correct the code from the approved form"
                ),
            )
        },
        |reason| (reason.title.into(), reason.next.into()),
    )
}

pub(super) fn dispute(asked: &Asked<'_>) -> Said {
    (
        phrase!(
            "公民身份号码重号争议尚未了结，{when}待遇暂不发放",
            "a dispute about the citizen id is open; payment for {when} is blocked",
            when = when(asked)
        ),
        phrase!(
            "请凭公安机关出具的身份证明，由县级复核岗了结争议后恢复发放",
            "bring the certificate of public security; the county reviewer settles it, then payment resumes"
        ),
    )
}

pub(super) fn overpaid(asked: &Asked<'_>, paid: &Payment) -> Said {
    let amount = paid.total().unwrap_or_default();
    if paid.state == PaymentState::Pending {
        return (
            phrase!(
                "{when}{amount}元已列入发放名单，但该月无领取资格",
                "{amount} yuan stand on the list of {when} without entitlement",
                when = when(asked),
                amount = amount
            ),
            phrase!(
                "请待遇发放岗在送银行前剔除该笔",
                "the payment post takes it off before the file goes to the bank"
            ),
        );
    }
    (
        phrase!(
            "{when}已发放{amount}元，但该月无领取资格，属多发",
            "{amount} yuan were paid for {when} without entitlement",
            when = when(asked),
            amount = amount
        ),
        phrase!(
            "请书面告知并办理追回，退款须通过金融机构缴回",
            "notify in writing and recover it, through the bank only"
        ),
    )
}

pub(super) fn no_award(asked: &Asked<'_>, class: Class) -> Said {
    (
        phrase!(
            "登记状态为{class}，但没有待遇核定记录，{when}不能发放",
            "registered as {class}, but there is no award; {when} cannot be paid",
            class = class.title(),
            when = when(asked)
        ),
        phrase!(
            "请待遇核定岗核对：已核定的补录核定，未核定的更正状态；信息岗运行 jingban doctor",
            "benefit post: enter the award or correct the state; IT: run jingban doctor"
        ),
    )
}

pub(super) fn award_of_contributor(asked: &Asked<'_>, class: Class) -> Said {
    (
        phrase!(
            "已有待遇核定记录，但登记状态为{class}，{when}暂不发放",
            "there is an award, but the state is {class}; payment for {when} waits",
            class = class.title(),
            when = when(asked)
        ),
        phrase!(
            "请待遇核定岗核对并更正登记状态；信息岗运行 jingban doctor",
            "benefit post: check and correct the state; IT: run jingban doctor"
        ),
    )
}

pub(super) fn no_suspension(asked: &Asked<'_>) -> Said {
    (
        phrase!(
            "登记状态为暂停待遇，但没有有效的暂停核定，{when}暂不发放",
            "the state is suspended, but no suspension in force is approved; payment for {when} waits",
            when = when(asked)
        ),
        phrase!(
            "请核对停止发放人员核定表：确应暂停的补录，不应暂停的填报恢复发放核定表；信息岗运行 jingban doctor",
            "compare with the stop-payment form: enter the suspension, or file the resume form; IT: run jingban doctor"
        ),
    )
}

pub(super) fn terminated(asked: &Asked<'_>) -> Said {
    let next = if asked.award.is_some() {
        phrase!(
            "没有停发核定记录：请核对注销登记表，补录停发核定",
            "no stop is on record: compare with the cancellation form and enter it"
        )
    } else {
        phrase!(
            "如重新符合参保条件，可重新登记，沿用原保险编号",
            "who qualifies again may enrol again, under the same insurance number"
        )
    };
    let why = phrase!(
        "已终止参保，{when}不享受待遇",
        "out of the scheme; nothing is paid for {when}",
        when = when(asked)
    );
    (why, next)
}

pub(super) fn not_begun(asked: &Asked<'_>, start: Month) -> Said {
    (
        phrase!(
            "待遇已核定，首次发放月份为{start}，{when}尚未开始发放",
            "awarded; the first month is {start}, nothing is paid for {when} yet",
            start = start,
            when = when(asked)
        ),
        phrase!(
            "自{start}起按月发放，请核对银行账户是否有效",
            "paid monthly from {start}; see that the bank account is valid",
            start = start
        ),
    )
}

pub(super) fn not_of_age(asked: &Asked<'_>, of_age: Month, class: Class) -> Said {
    let first = of_age.next();
    let next = if class == Class::PausedContributor {
        phrase!(
            "暂停缴费情形消除后请办理恢复缴费；{of_age}可申请待遇，自{first}起享受",
            "resume contributing once the cause of the pause is over; apply in {of_age}, entitled from {first}",
            of_age = of_age,
            first = first
        )
    } else {
        phrase!(
            "请继续按年缴费；{of_age}可申请待遇，自{first}起享受",
            "go on contributing each year; apply in {of_age}, entitled from {first}",
            of_age = of_age,
            first = first
        )
    };
    let why = phrase!(
        "{of_age}年满{age}周岁，{when}未到领取年龄（{class}）",
        "reaches {age} in {of_age}; not of age in {when} ({class})",
        of_age = of_age,
        age = asked.standing.terms.age,
        when = when(asked),
        class = class.title()
    );
    (why, next)
}

pub(super) fn short_of_years(asked: &Asked<'_>, required: i64) -> Said {
    let paid = asked.standing.paid_years;
    (
        phrase!(
            "已到领取年龄，应缴{required}年，实缴{paid}年，{when}不能享受待遇",
            "of age, but {paid} of {required} years are contributed; nothing is paid for {when}",
            required = required,
            paid = paid,
            when = when(asked)
        ),
        phrase!(
            "请补缴所缺{missing}年；补缴到账后申请待遇，自次月起享受",
            "make up the {missing} missing years; then apply, entitled from the month after they are posted",
            missing = required.saturating_sub(paid)
        ),
    )
}

pub(super) fn not_awarded(asked: &Asked<'_>, of_age: Month) -> Said {
    let first = of_age.next();
    let why = if asked.month == of_age {
        phrase!(
            "{of_age}年满{age}周岁，自次月{first}起享受待遇，{when}尚不发放",
            "reaches {age} in {of_age}; entitled from {first}, not yet for {when}",
            of_age = of_age,
            age = asked.standing.terms.age,
            first = first,
            when = when(asked)
        )
    } else {
        phrase!(
            "已于{of_age}年满{age}周岁，尚未核定待遇，{when}未发放",
            "reached {age} in {of_age}, not awarded yet; nothing is paid for {when}",
            of_age = of_age,
            age = asked.standing.terms.age,
            when = when(asked)
        )
    };
    // Those already of age when the scheme began start by another rule (3.2): no month is promised to them here.
    let next = if i64::from(of_age.year()) < asked.standing.terms.start_year {
        phrase!(
            "请本人持居民身份证、户口簿和银行账户到村（居）或乡镇（街道）人社所申请，首次发放月份由核定确定",
            "apply at the village or township station with id card, household book and bank account; the award sets the first month"
        )
    } else {
        phrase!(
            "请本人持居民身份证、户口簿和银行账户到村（居）或乡镇（街道）人社所申请，核定后自{first}起发放",
            "apply at the village or township station with id card, household book and bank account; paid from {first} once awarded",
            first = first
        )
    };
    (why, next)
}

pub(super) fn without_effect(asked: &Asked<'_>, reason: &Reason) -> Said {
    (
        phrase!(
            "已记录“{title}”（{code}），按规定不影响{when}发放",
            "recorded: {title} ({code}); it does not keep {when} back",
            title = reason.title,
            code = reason.code,
            when = when(asked)
        ),
        reason.next.into(),
    )
}
