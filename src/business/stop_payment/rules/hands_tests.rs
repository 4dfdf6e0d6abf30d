//! Whose hand is next on a form, and that it is never the same person's.

use proptest::prelude::*;

use super::super::fixtures::{desk, form, line};
use super::*;
use crate::business::stop_payment::Line;

/// The chain of 5.5: who, in which post, where, and what it becomes.
const CHAIN: &[(&str, Post, &str, FormState)] = &[
    (
        "zhanghua",
        Post::VCo,
        "371323100201",
        FormState::VillageSigned,
    ),
    (
        "liqiang",
        Post::TClk,
        "371323100000",
        FormState::StationChecked,
    ),
    (
        "niushulin",
        Post::TDir,
        "371323100000",
        FormState::TownshipSigned,
    ),
    (
        "wangfang",
        Post::CVer,
        "371323000000",
        FormState::CountyChecked,
    ),
    (
        "liujianguo",
        Post::CRev,
        "371323000000",
        FormState::Reviewed,
    ),
    (
        "zhaoguoqiang",
        Post::CDir,
        "371323000000",
        FormState::Approved,
    ),
];

fn terms() -> Terms {
    Terms {
        due: Ok("2012-03-10".parse().ok()),
        acts_for: None,
    }
}

/// What the store does with a step.
fn apply(whole: &mut Whole, step: &Step, desk: &Desk) {
    whole.hands.push(Hand {
        seq: i64::try_from(whole.hands.len()).unwrap() + 1,
        act: step.act,
        from_state: whole.form.state,
        to_state: step.to,
        operator: desk.operator.clone(),
        name: desk.name.clone(),
        post: desk.post,
        acts_for: step.acts_for.clone(),
        reason: None,
        days_late: step.days_late,
        business_date: desk.business_date,
        at: desk.at,
    });
    for line in &mut whole.lines {
        line.signed = match (step.act, step.to) {
            (HandAct::Sign, _) => line.signed || line.maker == desk.operator,
            (HandAct::Return | HandAct::Withdraw, FormState::Draft) => false,
            _ => line.signed,
        };
    }
    whole.form.state = step.to;
}

fn go(whole: &mut Whole, way: Way, reason: &str, desk: &Desk) -> Result<(), String> {
    let step = step(whole, way, reason, &terms(), desk).map_err(|refusal| refusal.code)?;
    apply(whole, &step, desk);
    Ok(())
}

/// A form taken as many steps along the chain.
fn after(steps: usize, lines: Vec<Line>) -> Whole {
    let mut whole = form(FormState::Draft, lines);
    for (operator, post, area, state) in CHAIN.iter().take(steps) {
        go(&mut whole, Way::On, "", &desk(operator, *post, area)).unwrap();
        assert_eq!(whole.form.state, *state);
    }
    whole
}

fn his() -> Vec<Line> {
    vec![line(1, "zhanghua", Post::VCo)]
}

#[test]
fn a_form_goes_through_six_hands_of_six_posts() {
    let whole = after(6, his());
    let acts: Vec<HandAct> = whole.hands.iter().map(|hand| hand.act).collect();
    assert_eq!(
        acts,
        [
            HandAct::Sign,
            HandAct::Check,
            HandAct::Submit,
            HandAct::Check,
            HandAct::Review,
            HandAct::Approve,
        ]
    );
    assert_eq!(whole.hands.last().unwrap().days_late, Some(0));
    for (at, (.., state)) in CHAIN.iter().enumerate() {
        for (other, (operator, post, area, _)) in CHAIN.iter().enumerate() {
            let mut whole = after(at, his());
            let gone = go(&mut whole, Way::On, "", &desk(operator, *post, area));
            assert_eq!(
                gone.is_ok(),
                at == other,
                "{operator} to {state:?}: {gone:?}"
            );
        }
    }
}

#[test]
fn a_nil_form_passes_the_village_empty() {
    let mut whole = form(FormState::Draft, Vec::new());
    let village = desk("zhanghua", Post::VCo, "371323100201");
    assert_eq!(
        go(&mut whole, Way::On, "", &village),
        Err("PN-4516".to_owned())
    );
    let station = desk("liqiang", Post::TClk, "371323100000");
    go(&mut whole, Way::On, "", &station).unwrap();
    assert_eq!(whole.form.state, FormState::StationChecked);
    whole.form.state = FormState::Draft;
    whole.hands.clear();
    whole.form.opened_by = "liqiang".to_owned();
    assert_eq!(
        go(&mut whole, Way::On, "", &station),
        Err("PN-4512".to_owned())
    );
}

#[test]
fn every_coordinator_signs_his_lines_before_the_station_checks() {
    let mut whole = form(
        FormState::Draft,
        vec![
            line(1, "zhanghua", Post::VCo),
            line(2, "lishuying", Post::VCo),
        ],
    );
    let station = desk("liqiang", Post::TClk, "371323100000");
    let one = desk("zhanghua", Post::VCo, "371323100201");
    go(&mut whole, Way::On, "", &one).unwrap();
    assert_eq!(whole.form.state, FormState::Draft);
    assert_eq!(go(&mut whole, Way::On, "", &one), Err("PN-4516".to_owned()));
    assert_eq!(
        go(&mut whole, Way::On, "", &station),
        Err("PN-4517".to_owned())
    );
    let other = desk("lishuying", Post::VCo, "371323100204");
    go(&mut whole, Way::On, "", &other).unwrap();
    assert_eq!(whole.form.state, FormState::VillageSigned);
    go(&mut whole, Way::On, "", &station).unwrap();
}

#[test]
fn the_next_hand_returns_with_a_reason_and_the_last_withdraws_without() {
    for at in 1..CHAIN.len() {
        let (next, post, area, _) = CHAIN[at];
        let mut whole = after(at, his());
        let before = whole.form.state.previous().unwrap();
        let next = desk(next, post, area);
        assert_eq!(
            go(&mut whole, Way::Return, " ", &next),
            Err("PN-4520".to_owned())
        );
        assert!(go(&mut whole, Way::Withdraw, "", &next).is_err());
        let mut returned = whole.clone();
        go(&mut returned, Way::Return, "依据不清", &next).unwrap();
        assert_eq!(returned.form.state, before);
        let (last, post, area, state) = CHAIN[at - 1];
        let last = desk(last, post, area);
        assert!(
            go(&mut returned, Way::Withdraw, "", &last).is_err(),
            "it was sent back already"
        );
        assert!(go(&mut whole, Way::Return, "依据不清", &last).is_err());
        go(&mut whole, Way::Withdraw, "", &last).unwrap();
        assert_eq!(whole.form.state, before);
        go(&mut whole, Way::On, "", &last).unwrap();
        assert_eq!(whole.form.state, state);
    }
    let mut approved = after(6, his());
    let head = desk("zhaoguoqiang", Post::CDir, "371323000000");
    assert_eq!(
        go(&mut approved, Way::Withdraw, "", &head),
        Err("PN-4515".to_owned())
    );
    assert_eq!(
        go(&mut approved, Way::Return, "有误", &head),
        Err("PN-4515".to_owned())
    );
}

#[test]
fn the_reviewer_submits_only_by_a_substitution() {
    let whole = after(2, his());
    let reviewer = desk("wangjianmin", Post::TRev, "371323100000");
    let refused = step(&whole, Way::On, "", &terms(), &reviewer).unwrap_err();
    assert_eq!(refused.code, "PN-4521");
    let held = Terms {
        acts_for: Some("niushulin".to_owned()),
        ..terms()
    };
    let done = step(&whole, Way::On, "", &held, &reviewer).unwrap();
    assert_eq!(done.acts_for.as_deref(), Some("niushulin"));
}

#[test]
fn an_approval_after_the_tenth_is_late_and_no_other_hand_is() {
    let whole = after(5, his());
    let head = Desk {
        business_date: "2012-03-12".parse().unwrap(),
        ..desk("zhaoguoqiang", Post::CDir, "371323000000")
    };
    assert_eq!(
        step(&whole, Way::On, "", &terms(), &head)
            .unwrap()
            .days_late,
        Some(2)
    );
    assert!(
        after(5, his())
            .hands
            .iter()
            .all(|hand| hand.days_late.is_none())
    );
}

#[test]
fn only_what_was_looked_at_is_approved() {
    let whole = after(5, his());
    assert!(frozen(&whole, "aa", "aa", 1).is_ok());
    assert_eq!(frozen(&whole, "ab", "aa", 1).unwrap_err().code, "PN-4513");
    assert_eq!(frozen(&whole, "aa", "aa", 2).unwrap_err().code, "PN-4513");
}

#[test]
fn one_form_of_a_township_waits_at_a_time() {
    let township = "371323100000".parse().unwrap();
    let month = "2012-03".parse().unwrap();
    let code =
        |month, waiting, desk: &Desk| open(&township, month, waiting, desk).map_err(|it| it.code);
    let village = desk("zhanghua", Post::VCo, "371323100201");
    assert_eq!(code(month, None, &village), Ok(()));
    assert_eq!(
        code(month, Some("STOP-1"), &village),
        Err("PN-4511".to_owned())
    );
    assert_eq!(
        code("2012-02".parse().unwrap(), None, &village),
        Err("PN-4510".to_owned())
    );
    let elsewhere = desk("liuyang", Post::TClk, "371323101000");
    assert_eq!(code(month, None, &elsewhere), Err("PN-4514".to_owned()));
    let county = desk("wangfang", Post::CVer, "371323000000");
    assert!(code(month, None, &county).is_err());
}

proptest! {
    #[test]
    fn whoever_made_it_or_acted_on_it_never_acts_on_it_again(
        makers in proptest::collection::vec((0..4_usize, any::<bool>()), 0..4),
        tries in proptest::collection::vec((0..4_usize, 0..6_usize, 0..3_usize), 0..60),
    ) {
        // Four people who hold every post of the chain, as no county may: only the rule keeps them apart.
        let people = ["甲", "乙", "丙", "丁", "戊", "己"];
        let lines = makers.iter().enumerate().map(|(at, (who, village))| {
            let post = if *village { Post::VCo } else { Post::TClk };
            line(i64::try_from(at).unwrap() + 1, people[*who], post)
        });
        let mut whole = form(FormState::Draft, lines.collect());
        whole.form.opened_by = people[5].to_owned();
        for (who, hand, way) in tries {
            let (_, post, area, _) = CHAIN[hand];
            let way = [Way::On, Way::Return, Way::Withdraw][way];
            drop(go(&mut whole, way, "有误", &desk(people[who], post, area)));
            let mut by: Vec<(&str, FormState)> = whole
                .hands
                .iter()
                .filter(|hand| !hand.act.is_back())
                .map(|hand| (hand.operator.as_str(), aim(hand)))
                .collect();
            by.sort_unstable();
            by.dedup();
            for (at, (operator, state)) in by.iter().enumerate() {
                prop_assert!(by.iter().skip(at + 1).all(|(other, _)| other != operator));
                let made = whole.lines.iter().any(|line| line.maker == *operator);
                prop_assert!(!made || *state == FormState::VillageSigned);
            }
        }
    }
}
