//! What each outcome may rest on, row by row of the table.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A mark with everything in it.
fn full(outcome: Outcome, evidence: Evidence) -> Mark {
    Mark {
        outcome,
        evidence: Some(evidence),
        evidence_ref: Some("沂水医证〔2012〕0117号".to_owned()),
        event_date: Some(day("2012-03-02")),
        seen_date: Some(day("2012-03-02")),
        remark: Some("协理员已入户核实".to_owned()),
    }
}

fn item(outcome: Option<Outcome>) -> Item {
    Item {
        insurance_no: "3713231100000045".to_owned(),
        seq: 3,
        part: 1,
        joined: false,
        name: "王富学".to_owned(),
        citizen_id: "372827********9950".to_owned(),
        birth_date: day("1950-10-02"),
        died_on: None,
        account_tail: Some("8645".to_owned()),
        verified_on: None,
        outcome,
        evidence_type: None,
        evidence_ref: None,
        event_date: None,
        seen_date: None,
        remark: None,
        marked_by: outcome.map(|_| "zhanghua".to_owned()),
        marker_name: None,
        proxy: false,
        marked_at: None,
        version: 1,
    }
}

#[test]
fn every_outcome_has_its_row_and_proposes_what_the_table_says() {
    let proposed: Vec<(&str, Option<&str>)> = REQUIREMENTS
        .iter()
        .map(|it| (it.outcome.word(), it.proposes))
        .collect();
    assert_eq!(
        proposed,
        [
            ("V1", None),
            ("V2", Some("T01")),
            ("V3", Some("S02")),
            ("V4", Some("S03")),
            ("V5", Some("S07")),
            ("V6", Some("S05")),
            ("V7", Some("S01")),
            ("V8", None),
        ]
    );
    assert!(
        Outcome::ALL
            .iter()
            .all(|outcome| requirement(*outcome).is_some())
    );
}

#[test]
fn an_outcome_rests_on_the_evidence_of_its_row_and_on_no_other() {
    let today = day("2012-03-08");
    for asked in REQUIREMENTS {
        for evidence in Evidence::ALL {
            let accepted = complete(&full(asked.outcome, *evidence), Mode::Full, today);
            let fits = asked.evidence.is_empty() || asked.evidence.contains(evidence);
            assert_eq!(
                accepted.is_ok(),
                fits,
                "{:?} by {evidence:?}: {accepted:?}",
                asked.outcome
            );
        }
    }
}

#[test]
fn what_is_missing_is_told_by_its_field() {
    let today = day("2012-03-08");
    let field = |mark: &Mark| complete(mark, Mode::Exception, today).unwrap_err().fields;
    let dead = full(Outcome::Dead, Evidence::DeathCertificate);
    assert_eq!(
        field(&Mark {
            evidence: None,
            ..dead.clone()
        }),
        ["evidence"]
    );
    assert_eq!(
        field(&Mark {
            evidence_ref: None,
            ..dead.clone()
        }),
        ["evidence_ref"]
    );
    assert_eq!(
        field(&Mark {
            event_date: None,
            ..dead.clone()
        }),
        ["event_date"]
    );
    assert_eq!(
        field(&Mark {
            event_date: Some(day("2012-03-09")),
            ..dead.clone()
        }),
        ["event_date"]
    );
    let by_comparison = Mark {
        evidence: Some(Evidence::Comparison),
        remark: None,
        ..dead
    };
    assert_eq!(field(&by_comparison), ["remark"]);
    let missing = full(Outcome::Missing, Evidence::Report);
    assert_eq!(
        field(&Mark {
            seen_date: None,
            ..missing
        }),
        ["seen_date"]
    );
    for outcome in [Outcome::NotReached, Outcome::Disputed] {
        assert_eq!(field(&Mark::bare(outcome)), ["remark"]);
    }
}

#[test]
fn alive_stands_alone_only_where_the_list_is_confirmed_as_a_whole() {
    let today = day("2012-03-08");
    let bare = Mark::bare(Outcome::Alive);
    assert_eq!(complete(&bare, Mode::Exception, today), Ok(()));
    assert!(complete(&bare, Mode::Full, today).is_err());
    assert!(!bare.renews() && full(Outcome::Alive, Evidence::Seen).renews());
    assert!(!full(Outcome::Dead, Evidence::Police).renews());
}

#[test]
fn in_bulk_what_is_there_stays_and_the_dead_are_not_alive() {
    let begins = day("2012-03-01");
    let mut gone = item(None);
    gone.died_on = Some(day("2012-02-29"));
    let mut dying = item(None);
    dying.died_on = Some(day("2012-03-01"));
    let (open, said) = (item(None), item(Some(Outcome::Dead)));
    let items = [&gone, &dying, &open, &said];
    let found = sorted(&Mark::bare(Outcome::Alive), &items, false, begins);
    assert_eq!(
        (found.change.len(), found.skip.len(), found.refuse.len()),
        (2, 1, 1)
    );
    assert_eq!(found.refuse[0].1.code, "PN-4206");
    let one = sorted(&Mark::bare(Outcome::Alive), &[&said], true, begins);
    assert_eq!(one.change.len(), 1, "one person worked on is changed");
    let before_birth = Mark {
        event_date: Some(day("1949-01-01")),
        ..full(Outcome::Dead, Evidence::Police)
    };
    assert_eq!(
        sorted(&before_birth, &[&open], true, begins).refuse.len(),
        1
    );
}
