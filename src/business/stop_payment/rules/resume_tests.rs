//! What is resumed from when, and what is in arrears.

use super::super::fixtures::{desk, form};
use super::*;
use crate::business::stop_payment::{Event, Evidence, FormKind, FormState};
use crate::kernel::post::Post;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn event(seq: i64, kind: EventKind, reason: &str, from: &str) -> Event {
    Event {
        seq,
        kind,
        reason: reason.to_owned(),
        event_date: month(from).first_day(),
        from_month: month(from),
        recorded_on: month(from).first_day(),
        evidence: String::new(),
        document_no: None,
    }
}

fn paid(of: &str) -> Payment {
    Payment {
        month: month(of),
        basic_central_fen: Fen(5_500),
        basic_local_fen: Fen(500),
        account_fen: Fen(1_500),
        arrears_basic_fen: Fen::ZERO,
        arrears_account_fen: Fen::ZERO,
        state: PaymentState::Credited,
        credited_on: None,
        bank_code: None,
        account_tail: None,
    }
}

fn suspended(reason: &str) -> Person {
    Person {
        insurance_no: "3713231100000045".to_owned(),
        name: "杜芳淑".to_owned(),
        village: "371323100201".parse().unwrap(),
        class: Some(Class::SuspendedRecipient),
        pending: None,
        stopped: None,
        account: Fen(1_500),
        start: Some(month("2011-07")),
        payments: vec![paid("2011-10"), paid("2011-11")],
        events: vec![event(1, EventKind::Suspend, reason, "2011-12")],
        holds: Vec::new(),
    }
}

fn entered(reason: &str) -> Entered {
    Entered {
        reason: reason.to_owned(),
        event_date: "2012-01-20".parse().ok(),
        evidence: Some(Evidence::Seen),
        evidence_ref: Some("沂水证〔2012〕1号".to_owned()),
        reporter: None,
        remark: None,
        back_pay: None,
    }
}

/// 55.00 for everybody, 70.00 from 2012-02.
fn rate(month: Month) -> Option<Fen> {
    let raised = month >= "2012-02".parse().ok()?;
    Some(Fen(if raised { 7_000 } else { 5_500 }))
}

fn put(person: &Person, entered: &Entered) -> Result<Computed, String> {
    let mut whole = form(FormState::Draft, Vec::new());
    whole.form.kind = FormKind::Resume;
    let desk = desk("zhanghua", Post::VCo, "371323100201");
    line(&whole, person, entered, (month("2012-03"), &rate), &desk).map_err(|it| it.code)
}

fn months(computed: &Computed) -> Vec<String> {
    computed
        .back
        .iter()
        .map(|it| it.month.to_string())
        .collect()
}

#[test]
fn what_is_paid_back_is_due_from_the_first_month_kept_back_at_the_rate_of_each_month() {
    let found = put(&suspended("S01"), &entered("S01")).unwrap();
    assert_eq!(found.from_month, month("2011-12"));
    assert_eq!(months(&found), ["2011-12", "2012-01", "2012-02"]);
    // The person's own add-on of 5.00 stays; everybody's 15.00 more come with February.
    assert_eq!(found.sums, (Fen(6_000 + 6_000 + 7_500), Fen(4_500)));
    assert_eq!((found.basic, found.account), (Fen(7_500), Fen(1_500)));
    assert_eq!(found.last_paid, Some(month("2011-11")));
}

#[test]
fn a_sentence_is_not_paid_back_but_the_months_after_the_release_are_due() {
    let found = put(&suspended("S02"), &entered("S02")).unwrap();
    assert_eq!(found.from_month, month("2012-02"));
    assert_eq!(months(&found), ["2012-02"]);
    let mut without = entered("S02");
    without.event_date = None;
    assert_eq!(put(&suspended("S02"), &without), Err("PN-4508".to_owned()));
}

#[test]
fn what_is_for_the_decision_to_say_must_be_said() {
    let mut said = entered("S99");
    assert_eq!(put(&suspended("S99"), &said), Err("PN-4530".to_owned()));
    said.back_pay = Some(false);
    let found = put(&suspended("S99"), &said).unwrap();
    assert_eq!((found.from_month, found.back.len()), (month("2012-03"), 0));
    said.back_pay = Some(true);
    let found = put(&suspended("S99"), &said).unwrap();
    assert_eq!((found.from_month, found.back.len()), (month("2011-12"), 3));
}

#[test]
fn a_month_that_was_paid_is_not_in_arrears() {
    let mut person = suspended("S03");
    person.payments.push(paid("2012-01"));
    let found = put(&person, &entered("S03")).unwrap();
    assert_eq!(months(&found), ["2011-12", "2012-02"]);
}

#[test]
fn only_what_is_kept_back_for_that_reason_is_resumed() {
    let refused = |person: &Person, code: &str| put(person, &entered(code)).unwrap_err();
    let person = suspended("S01");
    assert_eq!(refused(&person, "S03"), "PN-4529");
    assert_eq!(refused(&person, "T01"), "PN-4529");
    let mut resumed = person.clone();
    resumed
        .events
        .push(event(2, EventKind::Resume, "S01", "2012-02"));
    assert_eq!(refused(&resumed, "S01"), "PN-4529");
    let mut gone = person.clone();
    gone.class = Some(Class::Terminated);
    assert_eq!(refused(&gone, "S01"), "PN-4527");
    let mut waiting = person.clone();
    waiting.pending = Some("RESUME-371323-100-201203-01".to_owned());
    assert_eq!(refused(&waiting, "S01"), "PN-4504");
    let mut bare = entered("S01");
    bare.evidence_ref = None;
    assert_eq!(put(&person, &bare), Err("PN-4528".to_owned()));
}

#[test]
fn a_hold_nobody_decided_is_released_by_a_line_too() {
    let mut person = suspended("S01");
    person.class = Some(Class::Recipient);
    person.events.clear();
    person.holds.push(("S04".to_owned(), month("2012-03")));
    let found = put(&person, &entered("S04")).unwrap();
    assert_eq!((found.from_month, found.back.len()), (month("2012-03"), 0));
    assert_eq!(kept(&person, "S04").map(|it| it.hold), Some(true));
    assert_eq!(kept(&person, "S05"), None);
}
