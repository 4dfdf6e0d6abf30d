//! Who may sign what and when, hand by hand.

use proptest::prelude::*;

use super::*;
use crate::business::verification::Outcome;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn desk(operator: &str, post: Post, area: &str) -> Desk {
    Desk {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post,
        area: area.parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
        business_date: day("2012-03-08"),
        demonstration: true,
    }
}

fn coordinator() -> Desk {
    desk("zhanghua", Post::VCo, "371323100201")
}

fn item(seq: i64, part: i64, outcome: Option<Outcome>) -> Item {
    Item {
        insurance_no: format!("37132311{seq:08}"),
        seq,
        part,
        joined: false,
        name: format!("第{seq}人"),
        citizen_id: String::new(),
        birth_date: day("1950-10-02"),
        died_on: None,
        account_tail: None,
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

fn facts(state: ListState, mode: Mode, confirmed: bool, items: Vec<Item>) -> ListFacts {
    let due = items.iter().filter(|item| item.part == 1).count();
    ListFacts {
        list: List {
            month: "2012-03".parse().unwrap(),
            village: "371323100201".parse().unwrap(),
            list_no: "RZ-371323-100201-201203".to_owned(),
            mode,
            state,
            confirmed,
            due: i64::try_from(due).unwrap(),
            suspended: 0,
            marked: 0,
            signed_on: None,
            days_late: None,
            issued_on: day("2012-03-01"),
            version: 1,
        },
        items,
        hands: Vec::new(),
    }
}

fn terms() -> Terms {
    Terms {
        due: Ok(Some(day("2012-03-10"))),
        acts_for: None,
        township: "沂水镇".to_owned(),
    }
}

fn hand(facts: &mut ListFacts, operator: &str, to: ListState) {
    let from = facts.list.state;
    facts.hands.push(Hand {
        seq: i64::try_from(facts.hands.len()).unwrap() + 1,
        act: act(Way::On, to),
        from_state: from,
        to_state: to,
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post: Post::TClk,
        acts_for: None,
        acts_for_name: None,
        reason: None,
        days_late: None,
        business_date: day("2012-03-08"),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
    });
    facts.list.state = to;
}

/// The chain of 5.2: who, in which post, where, and what it becomes.
const CHAIN: &[(&str, Post, &str, ListState)] = &[
    (
        "zhanghua",
        Post::VCo,
        "371323100201",
        ListState::VillageSigned,
    ),
    (
        "zhangmin",
        Post::TClk,
        "371323100000",
        ListState::StationChecked,
    ),
    (
        "wangjianmin",
        Post::TDir,
        "371323100000",
        ListState::StationSigned,
    ),
    (
        "wangfang",
        Post::CVer,
        "371323000000",
        ListState::CountyAccepted,
    ),
];

#[test]
fn every_hand_is_another_post_and_another_person() {
    let mut list = facts(
        ListState::Issued,
        Mode::Exception,
        true,
        vec![item(1, 1, Some(Outcome::Alive))],
    );
    for (operator, post, area, to) in CHAIN {
        for (_, other, place, _) in CHAIN.iter().filter(|(_, other, ..)| other != post) {
            let refused =
                step(&list, Way::On, "", &terms(), &desk("nobody", *other, place)).unwrap_err();
            assert_eq!(refused.code, "PN-0501", "{other} in the place of {post}");
        }
        let earlier: Vec<String> = list
            .hands
            .iter()
            .map(|hand| hand.operator.clone())
            .collect();
        for before in earlier {
            let refused =
                step(&list, Way::On, "", &terms(), &desk(&before, *post, area)).unwrap_err();
            assert_eq!(
                (refused.code.as_str(), refused.clause.0),
                ("PN-4105", "4.7")
            );
        }
        let made = step(&list, Way::On, "", &terms(), &desk(operator, *post, area)).unwrap();
        assert_eq!(made.to, *to);
        hand(&mut list, operator, *to);
    }
    let end = step(
        &list,
        Way::On,
        "",
        &terms(),
        &desk("gaopeng", Post::CVer, "371323"),
    )
    .unwrap_err();
    assert_eq!(end.code, "PN-4107");
    let back = step(
        &list,
        Way::Back,
        "错",
        &terms(),
        &desk("gaopeng", Post::CVer, "371323"),
    )
    .unwrap_err();
    assert_eq!(back.code, "PN-4107", "what the county has accepted stays");
}

#[test]
fn whoever_entered_on_behalf_does_not_check() {
    let mut entered = item(1, 1, Some(Outcome::Alive));
    entered.marked_by = Some("zhangmin".to_owned());
    let list = facts(
        ListState::VillageSigned,
        Mode::Exception,
        true,
        vec![entered],
    );
    let at = "371323100000";
    let refused = step(
        &list,
        Way::On,
        "",
        &terms(),
        &desk("zhangmin", Post::TClk, at),
    )
    .unwrap_err();
    assert_eq!(refused.code, "PN-4105");
    assert!(
        step(
            &list,
            Way::On,
            "",
            &terms(),
            &desk("liqiang", Post::TClk, at)
        )
        .is_ok()
    );
}

#[test]
fn a_return_goes_one_step_back_with_a_reason_and_its_hand_may_sign_afterwards() {
    let mut list = facts(
        ListState::Issued,
        Mode::Exception,
        true,
        vec![item(1, 1, Some(Outcome::Alive))],
    );
    hand(&mut list, "zhanghua", ListState::VillageSigned);
    let clerk = desk("zhangmin", Post::TClk, "371323100000");
    assert_eq!(
        step(&list, Way::Back, " ", &terms(), &clerk)
            .unwrap_err()
            .code,
        "PN-4103"
    );
    let back = step(&list, Way::Back, "3号应填死亡", &terms(), &clerk).unwrap();
    assert_eq!((back.to, back.act), (ListState::Issued, HandAct::Return));
    assert!(step(&list, Way::On, "", &terms(), &clerk).is_ok());
    let signed_again = facts(
        ListState::Issued,
        Mode::Exception,
        true,
        vec![item(1, 1, Some(Outcome::Alive))],
    );
    let again = ListFacts {
        hands: list.hands,
        ..signed_again
    };
    assert!(
        step(&again, Way::On, "", &terms(), &coordinator()).is_ok(),
        "the same step may be done again"
    );
}

#[test]
fn the_reviewer_signs_for_the_director_only_by_a_substitution() {
    let list = facts(
        ListState::StationChecked,
        Mode::Exception,
        true,
        vec![item(1, 1, Some(Outcome::Alive))],
    );
    let reviewer = desk("sunli", Post::TRev, "371323100000");
    let refused = step(&list, Way::On, "", &terms(), &reviewer).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.clause.0),
        ("PN-4108", "5.2")
    );
    let substituting = Terms {
        acts_for: Some("wangjianmin".to_owned()),
        ..terms()
    };
    let made = step(&list, Way::On, "", &substituting, &reviewer).unwrap();
    assert_eq!(made.acts_for.as_deref(), Some("wangjianmin"));
}

#[test]
fn lateness_is_counted_from_the_day_and_never_hidden() {
    let list = facts(
        ListState::StationChecked,
        Mode::Exception,
        true,
        vec![item(1, 1, Some(Outcome::Alive))],
    );
    let late = |today: &str, due: &str| {
        let director = Desk {
            business_date: day(today),
            ..desk("wangjianmin", Post::TDir, "371323100000")
        };
        let terms = Terms {
            due: Ok(Some(day(due))),
            ..terms()
        };
        step(&list, Way::On, "", &terms, &director)
            .unwrap()
            .days_late
    };
    assert_eq!(late("2012-03-09", "2012-03-10"), Some(0));
    assert_eq!(late("2012-03-10", "2012-03-10"), Some(0));
    assert_eq!(late("2012-03-11", "2012-03-10"), Some(1));
    assert_eq!(late("2012-03-09", "2012-03-08"), Some(1));
}

#[test]
fn another_village_is_not_ones_own() {
    let list = facts(
        ListState::Issued,
        Mode::Exception,
        false,
        vec![item(1, 1, None)],
    );
    let elsewhere = desk("liuchangqing", Post::VCo, "371323100202");
    let one = [list.items[0].insurance_no.clone()];
    let bare = Mark::bare(Outcome::Alive);
    for refused in [
        mark(&list, &bare, &one, &elsewhere).unwrap_err(),
        confirm(&list, &elsewhere).unwrap_err(),
        step(&list, Way::On, "", &terms(), &elsewhere).unwrap_err(),
    ] {
        assert_eq!(
            (refused.code.as_str(), refused.clause.0),
            ("PN-4106", "10.1")
        );
    }
    let county = desk("wangfang", Post::CVer, "371323000000");
    assert_eq!(
        mark(&list, &bare, &one, &county).unwrap_err().code,
        "PN-0501"
    );
}

#[test]
fn a_signed_list_takes_no_entry_and_a_full_one_no_confirmation() {
    let signed = facts(
        ListState::VillageSigned,
        Mode::Exception,
        true,
        vec![item(1, 1, None)],
    );
    assert_eq!(
        confirm(&signed, &coordinator()).unwrap_err().code,
        "PN-4101"
    );
    let full = facts(ListState::Issued, Mode::Full, false, vec![item(1, 1, None)]);
    assert_eq!(confirm(&full, &coordinator()).unwrap_err().code, "PN-4102");
}

#[test]
fn the_whole_list_is_not_confirmed_over_somebody_registered_as_dead() {
    let mut gone = item(2, 1, None);
    gone.died_on = Some(day("2012-02-29"));
    let list = facts(
        ListState::Issued,
        Mode::Exception,
        false,
        vec![item(1, 1, None), gone],
    );
    assert_eq!(confirm(&list, &coordinator()).unwrap_err().code, "PN-4206");
}

#[test]
fn lists_are_issued_for_the_present_month_by_the_verification_post() {
    let march: Month = "2012-03".parse().unwrap();
    let county = desk("wangfang", Post::CVer, "371323000000");
    assert_eq!(issue(march, 12, &county), Ok(()));
    assert_eq!(
        issue(march.next(), 12, &county).unwrap_err().code,
        "PN-4110"
    );
    assert_eq!(issue(march, 0, &county).unwrap_err().code, "PN-4111");
    assert_eq!(
        issue(march, 12, &coordinator()).unwrap_err().code,
        "PN-0501"
    );
}

proptest! {
    /// Whatever is on a list: it is signed only when everybody in payment has an outcome, and a list verified by
    /// exception only when it was confirmed as well. The suspended keep nobody waiting.
    #[test]
    fn a_list_is_never_signed_with_anything_missing(
        parts in proptest::collection::vec((1_i64..=2, proptest::option::of(0_usize..8)), 0..30),
        confirmed in any::<bool>(),
        full in any::<bool>(),
    ) {
        let mode = if full { Mode::Full } else { Mode::Exception };
        let items: Vec<Item> = parts.iter().enumerate().map(|(at, (part, outcome))| {
            item(i64::try_from(at).unwrap() + 1, *part, outcome.map(|at| Outcome::ALL[at]))
        }).collect();
        let missing = items.iter().any(|item| item.part == 1 && item.outcome.is_none());
        let list = facts(ListState::Issued, mode, confirmed, items);
        let signed = step(&list, Way::On, "", &terms(), &coordinator());
        prop_assert_eq!(signed.is_ok(), !missing && (full || confirmed));
        prop_assert_eq!(lacks(&list.list, &list.items).is_empty(), signed.is_ok());
    }
}
