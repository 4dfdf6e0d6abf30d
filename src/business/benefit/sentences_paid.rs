//! The sentences of the why line for months that are due: paid, to be paid, returned, forgotten, and what comes next.

use chrono::NaiveDate;

use super::rules::{Verification, stops_after};
use super::sentences::{Said, when};
use super::why::Asked;
use super::{Award, Payment, PaymentState};
use crate::kernel::text::Phrase;
use crate::phrase;

pub(super) fn returned(asked: &Asked<'_>) -> Said {
    let amount = asked.standing.payment.as_ref().and_then(Payment::total);
    (
        phrase!(
            "{when}养老金{amount}元被银行退回，待重新发放",
            "the bank returned the {amount} yuan of {when}; to be paid again",
            when = when(asked),
            amount = amount.unwrap_or_default()
        ),
        phrase!(
            "请与本人核对银行账户，办理账户变更后列入重发",
            "check the bank account with the person, register the change, then it is paid again"
        ),
    )
}

pub(super) fn unpaid(asked: &Asked<'_>, award: &Award) -> Said {
    (
        phrase!(
            "{when}应发：{amount}，但没有发放记录",
            "due for {when}: {amount}; but no payment is on record",
            when = when(asked),
            amount = amount(asked, award)
        ),
        phrase!(
            "请待遇发放岗核查该月发放名单，确属漏发的予以补发",
            "the payment post checks that month's list; what was missed is paid as arrears"
        ),
    )
}

pub(super) fn last_month(asked: &Asked<'_>, award: &Award, died_on: NaiveDate) -> Said {
    (
        phrase!(
            "参保人于{day}死亡，死亡当月待遇照发：{amount}",
            "died on {day}; the month of death is paid in full: {amount}",
            day = died_on,
            amount = amount(asked, award)
        ),
        phrase!(
            "自{stop}起停发：请乡镇（街道）人社所填报停止发放人员核定表，并办理注销登记",
            "stops from {stop}: the township station files the stop-payment form, then cancel the registration",
            stop = stops_after(died_on)
        ),
    )
}

pub(super) fn overdue(asked: &Asked<'_>, award: &Award, since: NaiveDate) -> Said {
    let (why, _) = paid(asked, award, Verification::Overdue(since));
    let late = phrase!(
        "；资格认证已逾期（应于{since}前完成）",
        "; the annual verification is overdue (due by {since})",
        since = since
    );
    (
        Phrase {
            zh: why.zh + &late.zh,
            en: why.en + &late.en,
        },
        phrase!(
            "请村（居）协理员尽快上门认证；未经停发核定不得自行停发",
            "the coordinator verifies on site soon; without an approved stop form payment goes on"
        ),
    )
}

pub(super) fn paid(asked: &Asked<'_>, award: &Award, checked: Verification) -> Said {
    let payment = asked.standing.payment.as_ref();
    let state = payment.map(|payment| (payment.state, payment.credited_on));
    let (when, amount) = (when(asked), amount(asked, award));
    let why = match state {
        Some((PaymentState::Credited, Some(day))) => phrase!(
            "{when}发放：{amount}，已于{day}入账",
            "paid for {when}: {amount}, credited on {day}",
            when = when,
            amount = amount,
            day = day
        ),
        Some((PaymentState::Credited, None)) => phrase!(
            "{when}发放：{amount}，已入账",
            "paid for {when}: {amount}, credited",
            when = when,
            amount = amount
        ),
        Some((PaymentState::Pending | PaymentState::Returned, _)) => phrase!(
            "{when}发放：{amount}，已列入发放名单，待银行入账",
            "to be paid for {when}: {amount}, on the list, not yet credited",
            when = when,
            amount = amount
        ),
        None => phrase!(
            "{when}应发：{amount}",
            "due for {when}: {amount}",
            when = when,
            amount = amount
        ),
    };
    let next = match checked {
        Verification::Valid(day) => phrase!(
            "资格认证有效期至{day}，请在到期前完成下次认证",
            "the annual verification holds until {day}; renew it by then",
            day = day
        ),
        Verification::Grace(day) | Verification::Overdue(day) => phrase!(
            "资格认证已到期，请在{day}前完成认证，以免影响发放",
            "the annual verification has run out; renew it by {day} so that payment is not affected",
            day = day
        ),
    };
    (why, next)
}

/// What a month comes to: as paid, or as it will be by the award and the rate in force.
fn amount(asked: &Asked<'_>, award: &Award) -> Phrase {
    let payment = asked.standing.payment.as_ref();
    let paid = payment.and_then(|payment| {
        Some((
            payment.basic()?,
            payment.account_fen,
            payment.arrears()?,
            payment.total()?,
        ))
    });
    if let Some((basic, account, arrears, total)) = paid.filter(|paid| paid.2.0 != 0) {
        return phrase!(
            "基础养老金{basic}元，个人账户养老金{account}元，补发{arrears}元，合计{total}元",
            "basic pension {basic}, account pension {account}, arrears {arrears}, {total} yuan in all",
            basic = basic,
            account = account,
            arrears = arrears,
            total = total
        );
    }
    let (basic, account, total) = paid.map_or_else(
        || {
            let (basic, account) = (asked.standing.terms.basic, award.account_pension_fen);
            (
                basic,
                account,
                basic.checked_add(account).unwrap_or_default(),
            )
        },
        |(basic, account, _, total)| (basic, account, total),
    );
    phrase!(
        "基础养老金{basic}元，个人账户养老金{account}元，合计{total}元",
        "basic pension {basic}, account pension {account}, {total} yuan in all",
        basic = basic,
        account = account,
        total = total
    )
}
