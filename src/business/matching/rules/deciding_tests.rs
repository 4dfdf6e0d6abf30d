//! Who may decide a case, and on what.

use super::super::fixtures::{case, desk};
use super::*;
use crate::kernel::post::Post;

fn decision(evidence: Evidence) -> Decision {
    Decision {
        finding: Finding::True,
        reason: String::new(),
        evidence: Some(evidence),
        evidence_ref: "沂公证〔2012〕7号".to_owned(),
        event_date: None,
        remark: String::new(),
    }
}

fn verifier() -> Desk {
    desk("wangfang", Post::CVer)
}

fn code(case: &MatchCase, decision: &Decision) -> String {
    decide(case, decision, &verifier()).unwrap_err().code
}

#[test]
fn a_death_of_level_a_rests_on_a_certificate_or_on_the_list_and_the_coordinator() {
    let mut it = case(Level::A, Tells::Death, CaseState::Open);
    it.reason = Some("T01".to_owned());
    for evidence in [
        Evidence::Police,
        Evidence::DeathCertificate,
        Evidence::Cremation,
        Evidence::Judgment,
    ] {
        let decided = decide(&it, &decision(evidence), &verifier()).unwrap();
        assert_eq!(decided.to, CaseState::Confirmed);
        assert_eq!(decided.reason, Some("T01"));
        assert_eq!(decided.event_date, it.event_date);
    }
    let mut by_list = decision(Evidence::Comparison);
    assert_eq!(code(&it, &by_list), "PN-4411");
    by_list.remark = "上华庄村张华3月8日核实".to_owned();
    assert!(decide(&it, &by_list, &verifier()).is_ok());
    assert_eq!(code(&it, &decision(Evidence::Report)), "PN-4403");
}

#[test]
fn below_level_a_the_list_alone_proves_nothing() {
    for level in [Level::B, Level::C, Level::D] {
        for tells in Tells::ALL {
            let mut by_list = decision(Evidence::Comparison);
            by_list.remark = "张华核实".to_owned();
            let it = case(level, *tells, CaseState::Open);
            assert_eq!(code(&it, &by_list), "PN-4403", "{level:?} {tells:?}");
        }
    }
    let mut suspected = case(Level::B, Tells::Death, CaseState::Open);
    suspected.reason = Some("S04".to_owned());
    let decided = decide(&suspected, &decision(Evidence::Report), &verifier()).unwrap();
    assert_eq!(
        decided.reason,
        Some("S04"),
        "the coordinator's report holds"
    );
    let mut stopped = decision(Evidence::Report);
    stopped.reason = "T01".to_owned();
    assert_eq!(code(&suspected, &stopped), "PN-4403", "and does not stop");
}

#[test]
fn every_level_can_be_decided_once_somebody_has_looked() {
    for level in Level::ALL {
        let it = case(*level, Tells::Death, CaseState::Open);
        let decided = decide(&it, &decision(Evidence::Police), &verifier()).unwrap();
        assert_eq!(decided.reason, Some("T01"));
    }
}

#[test]
fn a_decision_needs_evidence_its_number_a_fitting_reason_and_a_day_that_has_come() {
    let mut it = case(Level::A, Tells::Sentence, CaseState::Open);
    let good = decision(Evidence::Judgment);
    assert_eq!(decide(&it, &good, &verifier()).unwrap().reason, Some("S02"));
    let bare = Decision {
        evidence: None,
        ..good.clone()
    };
    assert_eq!(code(&it, &bare), "PN-4402");
    let unnumbered = Decision {
        evidence_ref: " ".to_owned(),
        ..good.clone()
    };
    assert_eq!(code(&it, &unnumbered), "PN-4407");
    let unfitting = Decision {
        reason: "T01".to_owned(),
        ..good.clone()
    };
    assert_eq!(code(&it, &unfitting), "PN-4404");
    let future = Decision {
        event_date: "2012-03-09".parse().ok(),
        ..good.clone()
    };
    assert_eq!(code(&it, &future), "PN-4405");
    it.event_date = None;
    assert_eq!(code(&it, &good), "PN-4405");
}

#[test]
fn a_false_hit_rests_on_more_than_the_list() {
    let it = case(Level::A, Tells::Death, CaseState::Open);
    let seen = Decision {
        finding: Finding::False,
        ..decision(Evidence::Seen)
    };
    let decided = decide(&it, &seen, &verifier()).unwrap();
    assert_eq!((decided.to, decided.reason), (CaseState::Denied, None));
    let by_list = Decision {
        finding: Finding::False,
        ..decision(Evidence::Comparison)
    };
    assert_eq!(code(&it, &by_list), "PN-4406");
}

#[test]
fn the_verification_post_decides_the_reviewer_approves_and_never_one_person() {
    let open = case(Level::A, Tells::Death, CaseState::Open);
    let good = decision(Evidence::Police);
    let wrong = decide(&open, &good, &desk("mayan", Post::CRev)).unwrap_err();
    assert_eq!(wrong.code, "PN-0501");
    let reviewer = desk("mayan", Post::CRev);
    let confirmed = case(Level::A, Tells::Death, CaseState::Confirmed);
    let denied = case(Level::A, Tells::Death, CaseState::Denied);
    let by = |it: &MatchCase, desk: &Desk| answer(it, Answer::Approve, "", desk);
    assert_eq!(by(&confirmed, &reviewer), Ok(CaseState::Approved));
    assert_eq!(by(&denied, &reviewer), Ok(CaseState::FalseHit));
    let same = desk("wangfang", Post::CRev);
    assert_eq!(by(&confirmed, &same).unwrap_err().code, "PN-0504");
    assert_eq!(by(&denied, &same).unwrap_err().code, "PN-0504");
    assert_eq!(by(&confirmed, &verifier()).unwrap_err().code, "PN-0501");
    assert!(by(&open, &reviewer).is_err(), "nobody has decided");
    let back = |why| answer(&confirmed, Answer::Return, why, &reviewer);
    assert_eq!(back("").unwrap_err().code, "PN-4408");
    assert_eq!(back("证明与户口簿不符"), Ok(CaseState::Open));
}

#[test]
fn a_false_hit_that_was_none_is_taken_up_again_with_a_reason() {
    let closed = case(Level::A, Tells::Death, CaseState::FalseHit);
    assert_eq!(
        reopen(&closed, "", &verifier()).unwrap_err().code,
        "PN-4408"
    );
    assert_eq!(
        reopen(&closed, "查明确已死亡", &verifier()),
        Ok(CaseState::Open)
    );
    let approved = case(Level::A, Tells::Death, CaseState::Approved);
    assert!(reopen(&approved, "查明健在", &verifier()).is_err());
    assert!(reopen(&closed, "查明", &desk("mayan", Post::CRev)).is_err());
}

#[test]
fn the_comparison_is_run_by_the_verification_post_for_the_present_month() {
    let month: Month = "2012-03".parse().unwrap();
    assert!(may_run(month, &verifier()).is_ok());
    assert_eq!(
        may_run(month.next(), &verifier()).unwrap_err().code,
        "PN-4401"
    );
    assert_eq!(
        may_run(month, &desk("mayan", Post::CRev)).unwrap_err().code,
        "PN-0501"
    );
    assert!(at_once(0).is_err() && at_once(AT_ONCE + 1).is_err() && at_once(1).is_ok());
}
