//! Who may be put on a form, and what stands on the line.

use super::super::fixtures::{desk, form};
use super::*;
use crate::business::stop_payment::REASONS;

fn person() -> Person {
    let payment = |month: &str| Payment {
        month: month.parse().unwrap(),
        basic_central_fen: Fen(5_500),
        basic_local_fen: Fen(500),
        account_fen: Fen(1_500),
        arrears_basic_fen: Fen::ZERO,
        arrears_account_fen: Fen::ZERO,
        state: PaymentState::Credited,
        credited_on: None,
        bank_code: None,
        account_tail: None,
    };
    Person {
        insurance_no: "3713231100000045".to_owned(),
        name: "杜芳淑".to_owned(),
        village: "371323100201".parse().unwrap(),
        class: Some(Class::Recipient),
        pending: None,
        stopped: None,
        account: Fen(1_500),
        start: "2011-07".parse().ok(),
        events: Vec::new(),
        holds: Vec::new(),
        payments: vec![payment("2012-01"), payment("2012-02")],
    }
}

fn entered(code: &str, day: &str, evidence: Option<Evidence>) -> Entered {
    Entered {
        reason: code.to_owned(),
        event_date: day.parse().ok(),
        evidence,
        evidence_ref: evidence.map(|_| "沂水证〔2012〕1号".to_owned()),
        reporter: None,
        remark: None,
        back_pay: None,
    }
}

fn dead(day: &str) -> Entered {
    entered("T01", day, Some(Evidence::Cremation))
}

fn limits() -> Limits {
    Limits {
        open: "2012-03".parse().unwrap(),
        missing_months: 6,
        detention_suspends: false,
    }
}

fn village() -> Desk {
    desk("zhanghua", Post::VCo, "371323100201")
}

fn put(person: &Person, entered: &Entered, desk: &Desk) -> Result<Computed, String> {
    let whole = form(FormState::Draft, Vec::new());
    line(&whole, person, entered, &limits(), desk).map_err(|refusal| refusal.code)
}

#[test]
fn a_line_says_from_when_and_what_was_overpaid() {
    let found = put(&person(), &dead("2011-12-30"), &village()).unwrap();
    assert_eq!(found.from_month, "2012-01".parse().unwrap());
    assert_eq!(found.last_paid, "2012-02".parse().ok());
    assert_eq!((found.basic, found.account), (Fen(6_000), Fen(1_500)));
    assert_eq!(
        (found.back.len(), found.sums),
        (2, (Fen(12_000), Fen(3_000)))
    );
    let found = put(&person(), &dead("2012-02-29"), &village()).unwrap();
    assert_eq!((found.back.len(), found.sums), (0, (Fen::ZERO, Fen::ZERO)));
}

#[test]
fn a_line_rests_on_what_its_reason_takes() {
    for (what, code) in [
        (
            entered("T01", "2012-02-29", Some(Evidence::Report)),
            "PN-4506",
        ),
        (entered("T01", "2012-02-29", None), "PN-4506"),
        (
            Entered {
                evidence_ref: None,
                ..dead("2012-02-29")
            },
            "PN-4506",
        ),
        (dead("2012-03-10"), "PN-4506"),
        (dead(""), "PN-4508"),
        (
            entered("S03", "2011-10-01", Some(Evidence::Report)),
            "PN-4506",
        ),
        (entered("S99", "", None), "PN-4506"),
        (entered("S08", "2012-02-01", None), "PN-4503"),
        (entered("S09", "2012-02-01", None), "PN-4503"),
        (entered("S10", "2012-02-01", None), "PN-4507"),
    ] {
        assert_eq!(
            put(&person(), &what, &village()),
            Err(code.to_owned()),
            "{what:?}"
        );
    }
    put(
        &person(),
        &entered("S03", "2011-09-09", Some(Evidence::Report)),
        &village(),
    )
    .unwrap();
}

#[test]
fn nobody_waits_on_two_forms_and_the_class_fits() {
    let waits = Person {
        pending: Some("STOP-371323-100-201202-01".to_owned()),
        ..person()
    };
    let whole = form(FormState::Draft, Vec::new());
    let refused = line(&whole, &waits, &dead("2012-02-29"), &limits(), &village()).unwrap_err();
    assert_eq!(refused.code, "PN-4504");
    assert!(refused.why.en.contains("STOP-371323-100-201202-01"));
    for reason in REASONS {
        let what = Entered {
            remark: Some("经核实".to_owned()),
            event_date: "2011-09-09".parse().ok(),
            evidence: EVIDENCE
                .iter()
                .find(|it| it.0 == reason.code)
                .map(|it| it.1[0]),
            evidence_ref: Some("1号".to_owned()),
            ..dead("2012-02-29")
        };
        let what = Entered {
            reason: reason.code.to_owned(),
            ..what
        };
        let mut gone = person();
        gone.class = Some(Class::SuspendedRecipient);
        let may = put(&gone, &what, &village()).is_ok();
        assert_eq!(may, reason.kind == ReasonKind::Stop, "{}", reason.code);
        gone.class = Some(Class::Terminated);
        assert!(put(&gone, &what, &village()).is_err());
    }
}

#[test]
fn a_coordinator_writes_for_his_village_while_the_form_is_a_draft() {
    let other = desk("lishuying", Post::VCo, "371323100204");
    assert_eq!(
        put(&person(), &dead("2012-02-29"), &other),
        Err("PN-4501".to_owned())
    );
    let station = desk("zhangmin", Post::TClk, "371323100000");
    assert!(put(&person(), &dead("2012-02-29"), &station).is_ok());
    let county = desk("wangfang", Post::CVer, "371323000000");
    assert!(put(&person(), &dead("2012-02-29"), &county).is_err());
    let signed = form(FormState::VillageSigned, Vec::new());
    let refused = may_write(&signed, &person().village, &station).unwrap_err();
    assert_eq!(refused.code, "PN-4502");
}
