//! The worked numbers of `domain.md` 3, and entitlement month by month.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn fen(text: &str) -> Fen {
    text.parse().unwrap()
}

fn award(start: &str, approved: &str) -> Award {
    Award {
        start_month: month(start),
        balance_fen: fen("2085.00"),
        divisor: 139,
        account_pension_fen: fen("15.00"),
        approved_on: day(approved),
        verified_on: None,
    }
}

fn event(seq: i64, kind: EventKind, reason: &str, from: &str) -> Event {
    Event {
        seq,
        kind,
        reason: reason.to_owned(),
        event_date: month(from).first_day(),
        from_month: month(from),
        recorded_on: month(from).first_day(),
        evidence: "E12".to_owned(),
        document_no: None,
    }
}

fn in_payment(events: Vec<Event>) -> Standing {
    Standing {
        participation: 1,
        contribution_state: 3,
        birth_date: day("1951-12-01"),
        died_on: None,
        paid_years: 1,
        dispute: false,
        awards: vec![award("2012-01", "2011-12-20")],
        events,
        payment: None,
        terms: Terms::of_2012(),
    }
}

fn rights(standing: &Standing) -> Vec<Right> {
    (1..=6)
        .map(|number| right(standing, Month::new(2012, number).unwrap()))
        .collect()
}

use Right::{Arrears, Due, None as Nothing};

#[test]
fn required_years_follow_the_year_of_turning_60() {
    let terms = Terms::of_2012();
    for (birth, years) in [
        ("1952-03-15", 1),
        ("1958-07-01", 7),
        ("1970-01-01", 15),
        ("1965-12-31", 14),
        ("1966-01-01", 15),
        ("1951-09-01", 0),
        ("1940-01-01", 0),
    ] {
        assert_eq!(required_years(day(birth), &terms), years, "{birth}");
    }
    let counted = Terms {
        count_year_of_60: true,
        ..terms
    };
    assert_eq!(required_years(day("1952-03-15"), &counted), 2);
    assert_eq!(comes_of_age(day("1952-03-15"), &counted), month("2012-03"));
}

#[test]
fn worked_amounts() {
    let basic = Fen::yuan(55);
    let monthly = |balance: &str| {
        let account = account_pension(fen(balance), 139, Rounding::HalfUpFen).unwrap();
        (account, basic.checked_add(account).unwrap())
    };
    assert_eq!(monthly("0.00"), (Fen::ZERO, fen("55.00")));
    assert_eq!(monthly("2085.00"), (fen("15.00"), fen("70.00")));
    assert_eq!(monthly("15678.40"), (fen("112.79"), fen("167.79")));
    assert_eq!(monthly("6460.32"), (fen("46.48"), fen("101.48")));
    let jiao = account_pension(fen("15678.40"), 139, Rounding::CeilJiao);
    assert_eq!(jiao, Some(fen("112.80")));
    assert_eq!(account_pension(fen("1.00"), 0, Rounding::HalfUpFen), None);
}

#[test]
fn entitled_from_the_start_month_to_the_month_of_death() {
    let mut standing = in_payment(vec![]);
    assert_eq!(right(&standing, month("2011-12")), Nothing);
    assert_eq!(rights(&standing), [Due; 6]);
    for died in ["2012-03-01", "2012-03-31"] {
        standing.died_on = Some(day(died));
        assert_eq!(
            rights(&standing),
            [Due, Due, Due, Nothing, Nothing, Nothing]
        );
    }
    assert_eq!(stops_after(day("2012-12-31")), month("2013-01"));
    standing.awards.clear();
    assert_eq!(rights(&standing), [Nothing; 6]);
}

#[test]
fn a_stop_works_from_its_month_and_death_from_the_next_whatever_the_form_says() {
    let stop = event(1, EventKind::Stop, "T03", "2012-04");
    let mut standing = in_payment(vec![stop]);
    assert_eq!(
        rights(&standing),
        [Due, Due, Due, Nothing, Nothing, Nothing]
    );
    standing.died_on = Some(day("2012-02-10"));
    assert_eq!(rights(&standing)[2], Nothing);
}

#[test]
fn suspensions_end_when_resumed_and_are_paid_back_as_the_reason_says() {
    let spell = |reason: &str| {
        rights(&in_payment(vec![
            event(1, EventKind::Suspend, reason, "2012-02"),
            event(2, EventKind::Resume, reason, "2012-04"),
        ]))
    };
    assert_eq!(spell("S01"), [Due, Arrears, Arrears, Due, Due, Due]);
    assert_eq!(spell("S02"), [Due, Nothing, Nothing, Due, Due, Due]);
    assert_eq!(spell("S08"), [Due; 6], "detention goes on being paid");
    assert_eq!(spell("S09"), [Due; 6], "no withholding");
    let open = in_payment(vec![event(1, EventKind::Suspend, "S01", "2012-05")]);
    assert_eq!(rights(&open), [Due, Due, Due, Due, Nothing, Nothing]);
}

#[test]
fn two_suspensions_must_both_be_lifted_and_a_hold_takes_no_right_away() {
    let standing = in_payment(vec![
        event(1, EventKind::Suspend, "S01", "2012-02"),
        event(2, EventKind::Suspend, "S02", "2012-03"),
        event(3, EventKind::Resume, "S01", "2012-04"),
        event(4, EventKind::Hold, "S06", "2012-01"),
    ]);
    let expected = [Due, Arrears, Nothing, Nothing, Nothing, Nothing];
    assert_eq!(rights(&standing), expected);
    assert!(entitled(&standing, month("2012-02")) && !entitled(&standing, month("2012-03")));
}

#[test]
fn detention_suspends_where_the_policy_says_so() {
    let mut standing = in_payment(vec![event(1, EventKind::Suspend, "S08", "2012-03")]);
    standing.terms.detention_suspends = true;
    assert_eq!(rights(&standing)[1..4], [Due, Nothing, Nothing]);
}

#[test]
fn a_new_award_begins_afresh() {
    let mut standing = in_payment(vec![event(1, EventKind::Stop, "T03", "2012-02")]);
    standing.awards.push(award("2012-05", "2012-04-20"));
    let expected = [Due, Nothing, Nothing, Nothing, Due, Due];
    assert_eq!(rights(&standing), expected);
}

#[test]
fn a_death_reported_late_leaves_two_months_overpaid() {
    let paid = |text: &str, state| Payment {
        month: month(text),
        basic_central_fen: fen("55.00"),
        basic_local_fen: Fen::ZERO,
        account_fen: fen("15.00"),
        arrears_basic_fen: Fen::ZERO,
        arrears_account_fen: Fen::ZERO,
        state,
        credited_on: None,
        bank_code: None,
        account_tail: None,
    };
    let payments = [
        paid("2012-06", PaymentState::Returned),
        paid("2012-05", PaymentState::Credited),
        paid("2012-04", PaymentState::Credited),
        paid("2012-03", PaymentState::Credited),
    ];
    let overpaid = overpaid_after_death(day("2012-03-27"), &payments).unwrap();
    assert_eq!(overpaid.months, [month("2012-04"), month("2012-05")]);
    assert_eq!((overpaid.basic, overpaid.account), (fen("110"), fen("30")));
    assert_eq!(overpaid.total(), Some(fen("140.00")));
    let none = overpaid_after_death(day("2012-06-01"), &payments).unwrap();
    assert_eq!(none, Overpaid::default());
}

#[test]
fn a_verification_holds_a_year_then_has_grace_then_is_overdue() {
    let terms = Terms::of_2012();
    let mut award = award("2012-01", "2011-02-28");
    let on = |award: &Award, text: &str| verification(award, &terms, day(text));
    let valid = Verification::Valid(day("2012-02-28"));
    assert_eq!(on(&award, "2012-02-28"), valid);
    let grace = Verification::Grace(day("2012-04-28"));
    assert_eq!(on(&award, "2012-02-29"), grace);
    assert_eq!(on(&award, "2012-04-28"), grace);
    let overdue = Verification::Overdue(day("2012-04-28"));
    assert_eq!(on(&award, "2012-04-29"), overdue);
    award.verified_on = Some(day("2012-04-29"));
    assert!(matches!(on(&award, "2012-04-29"), Verification::Valid(_)));
}
