//! Every rule of the organisation by example, and every refusal told fully.

use super::*;
use crate::business::organisation::policies::tests::row;
use crate::business::organisation::{
    Known, PolicyRecord, PolicyState, PolicyVerdict, Seat, SignInFacts,
};
use crate::kernel::desk::Desk;
use crate::kernel::parameter::Confidence;
use crate::kernel::policy::PolicyRow;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;

fn desk(operator: &str, post: Post) -> Desk {
    Desk {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
        business_date: "2012-03-08".parse().unwrap(),
        demonstration: true,
    }
}

/// The refusal of an act, told in both languages and with its clause.
fn refused<T: std::fmt::Debug>(outcome: Result<T, Refusal>, code: &str, clause: &str) -> Refusal {
    let refusal = outcome.unwrap_err();
    for said in [&refusal.why, &refusal.remedy] {
        assert!(!said.zh.is_empty() && !said.en.is_empty(), "{refusal:?}");
    }
    assert_eq!((refusal.code.as_str(), refusal.clause.id()), (code, clause));
    refusal
}

fn seat(post: Post, area: &str, from: &str, to: Option<&str>) -> Seat {
    Seat {
        post,
        area: area.parse().unwrap(),
        valid_from: from.parse().unwrap(),
        valid_to: to.map(|to| to.parse().unwrap()),
    }
}

fn known(seats: Vec<Seat>) -> SignInFacts {
    let known = Known {
        operator: "wangfang".to_owned(),
        name: "王芳".to_owned(),
        locked: false,
        seats,
    };
    SignInFacts {
        known: Some(known),
        opened: true,
    }
}

fn wang_fang() -> SignInFacts {
    known(vec![
        seat(Post::CVer, "371323", "2011-10-10", None),
        seat(Post::CReg, "371323", "2011-06-01", Some("2011-10-09")),
    ])
}

#[test]
fn the_post_of_today_is_taken() {
    let guest = desk("-", Post::Guest);
    let seated = log_in(&wang_fang(), None, &guest).unwrap();
    assert_eq!((seated.post, seated.name.as_str()), (Post::CVer, "王芳"));
    assert!(seated.others.is_empty());
    let before = Desk {
        business_date: "2011-10-09".parse().unwrap(),
        ..guest.clone()
    };
    assert_eq!(
        log_in(&wang_fang(), None, &before).unwrap().post,
        Post::CReg
    );
    let at_desk = seated.desk(&guest);
    assert_eq!(
        (at_desk.operator.as_str(), at_desk.post),
        ("wangfang", Post::CVer)
    );
    assert_eq!(at_desk.at, guest.at);
}

#[test]
fn of_several_posts_one_is_chosen_and_the_others_are_offered() {
    let facts = known(vec![
        seat(Post::TClk, "371323100", "2011-06-01", None),
        seat(Post::TArc, "371323100", "2011-06-01", None),
    ]);
    let seated = log_in(&facts, Some(Post::TArc), &desk("-", Post::Guest)).unwrap();
    assert_eq!(seated.post, Post::TArc);
    assert_eq!(
        seated
            .others
            .iter()
            .map(|seat| seat.post)
            .collect::<Vec<_>>(),
        [Post::TClk]
    );
    assert_eq!(seated.county.as_str(), "371323");
}

#[test]
fn the_city_works_in_the_county_that_is_open() {
    let facts = known(vec![seat(Post::MDir, "371300", "2011-06-01", None)]);
    let seated = log_in(&facts, None, &desk("-", Post::Guest)).unwrap();
    assert_eq!(
        (seated.county.as_str(), seated.area.as_str()),
        ("371323", "371300000000")
    );
}

#[test]
fn an_unknown_operator_and_a_wrong_password_read_the_same() {
    let guest = desk("-", Post::Guest);
    let nobody = SignInFacts {
        known: None,
        opened: false,
    };
    let wrong = SignInFacts {
        opened: false,
        ..wang_fang()
    };
    let one = refused(log_in(&nobody, None, &guest), "PN-2101", "IC07");
    assert_eq!(
        one,
        refused(log_in(&wrong, None, &guest), "PN-2101", "IC07")
    );
}

#[test]
fn a_locked_account_is_told_only_to_who_knows_the_password() {
    let guest = desk("-", Post::Guest);
    let mut facts = wang_fang();
    facts.known.as_mut().unwrap().locked = true;
    refused(log_in(&facts, None, &guest), "PN-2102", "IC07");
    facts.opened = false;
    refused(log_in(&facts, None, &guest), "PN-2101", "IC07");
}

#[test]
fn without_a_post_today_nobody_sits_down() {
    let guest = desk("-", Post::Guest);
    refused(log_in(&known(vec![]), None, &guest), "PN-2103", "N2.5-d");
    refused(
        log_in(&wang_fang(), Some(Post::CAcc), &guest),
        "PN-2103",
        "N2.5-d",
    );
    let ended = known(vec![seat(
        Post::CVer,
        "371323",
        "2011-06-01",
        Some("2012-03-07"),
    )]);
    let refusal = refused(log_in(&ended, None, &guest), "PN-2104", "N2.5-d");
    assert!(refusal.why.zh.contains("2012-03-07") && refusal.why.en.contains("2012-03-07"));
    let later = known(vec![seat(Post::CVer, "371323", "2012-03-09", None)]);
    assert!(
        refused(log_in(&later, None, &guest), "PN-2104", "N2.5-d")
            .why
            .zh
            .contains("2012-03-09")
    );
    let last_day = known(vec![seat(
        Post::CVer,
        "371323",
        "2011-06-01",
        Some("2012-03-08"),
    )]);
    assert!(log_in(&last_day, None, &guest).is_ok());
}

#[test]
fn without_a_password_only_in_a_demonstration() {
    let guest = desk("-", Post::Guest);
    let facts = wang_fang();
    assert!(sit_down(true, facts.known.as_ref(), &guest).is_ok());
    refused(
        sit_down(false, facts.known.as_ref(), &guest),
        "PN-2301",
        "D",
    );
    refused(sit_down(true, None, &guest), "PN-2105", "IC07");
}

#[test]
fn the_date_moves_only_in_a_demonstration_and_within_the_scheme() {
    let mut at = desk("shijun", Post::CAud);
    let day = |text: &str| text.parse().unwrap();
    assert!(date_may_move(true, day("2012-04-01"), &at).is_ok());
    assert!(date_may_move(true, day("2009-12-01"), &at).is_ok());
    refused(date_may_move(true, day("2009-11-30"), &at), "PN-2302", "D");
    refused(date_may_move(true, day("2050-01-01"), &at), "PN-2302", "D");
    refused(date_may_move(false, day("2012-04-01"), &at), "PN-2301", "D");
    at.demonstration = false;
    refused(date_may_move(true, day("2012-04-01"), &at), "PN-2301", "D");
}

const MONTHS: &str = "P.missing.months";

fn wanted(scope: &str, from: &str, value: &str) -> PolicyRow {
    PolicyRow {
        parameter: MONTHS.to_owned(),
        scope: scope.parse().ok(),
        effective_from: from.parse().unwrap(),
        value: value.to_owned(),
        source: "沂人社〔2012〕9号".to_owned(),
        confidence: Confidence::C,
        document_no: "沂人社〔2012〕9号".to_owned(),
    }
}

fn reviewer() -> Desk {
    desk("liujianguo", Post::CRev)
}

fn proposed(scope: &str) -> PolicyRecord {
    PolicyRecord {
        state: PolicyState::Proposed,
        checker: None,
        checker_name: None,
        checked_at: None,
        version: 1,
        ..row(MONTHS, scope, "2012-04-01", "9")
    }
}

fn try_it(
    change: impl FnOnce(&mut PolicyRow),
) -> Result<crate::business::organisation::Proposed, Refusal> {
    let mut row = wanted("371323", "2012-04-01", "9");
    change(&mut row);
    propose(&row, "县政府会议纪要", &[], &reviewer())
}

#[test]
fn a_proposal_says_what_changes_and_from_when() {
    let rows = [
        row(MONTHS, "371323", "2012-01-01", "6"),
        row(MONTHS, "371323", "2012-04-01", "7"),
    ];
    let out = propose(
        &wanted("371323", "2012-04-01", "9"),
        "纪要",
        &rows,
        &reviewer(),
    )
    .unwrap();
    assert_eq!(
        (out.revision, out.before.as_deref(), out.retroactive),
        (2, Some("7"), false)
    );
    assert!(out.told.zh.contains("2012-04-01") && out.told.en.contains("2012-04-01"));
}

#[test]
fn a_day_in_the_past_is_allowed_and_flagged() {
    let past = propose(
        &wanted("371323", "2012-03-07", "9"),
        "纪要",
        &[],
        &reviewer(),
    )
    .unwrap();
    assert!(past.retroactive && past.told.zh.contains("补发或追回"));
    let today = propose(
        &wanted("371323", "2012-03-08", "9"),
        "纪要",
        &[],
        &reviewer(),
    )
    .unwrap();
    assert!(!today.retroactive);
}

#[test]
fn every_proposal_that_may_not_be_is_refused() {
    assert!(try_it(|_| ()).is_ok());
    refused(
        try_it(|row| row.parameter = "P.nothing".to_owned()),
        "PN-0701",
        "AppA",
    );
    refused(
        try_it(|row| row.value = "soon".to_owned()),
        "PN-0703",
        "AppA",
    );
    refused(
        try_it(|row| row.document_no = " ".to_owned()),
        "PN-0706",
        "AppA",
    );
    refused(
        try_it(|row| row.scope = "371302".parse().ok()),
        "PN-2202",
        "AppA",
    );
    refused(try_it(|row| row.source = String::new()), "PN-2203", "AppA");
    let row = wanted("371323", "2012-04-01", "9");
    refused(propose(&row, " ", &[], &reviewer()), "PN-2204", "AppA");
    for post in [
        Post::CDir,
        Post::MDir,
        Post::CSys,
        Post::CAud,
        Post::CVer,
        Post::Guest,
    ] {
        refused(
            propose(&row, "纪要", &[], &desk("x", post)),
            "PN-0501",
            "N2.5-d",
        );
    }
    let same = [self::row(MONTHS, "371323", "2012-01-01", "9")];
    refused(propose(&row, "纪要", &same, &reviewer()), "PN-2206", "AppA");
}

#[test]
fn a_second_proposal_is_refused_with_who_and_when() {
    let rows = [proposed("371323")];
    let other = wanted("371323", "2012-05-01", "12");
    let refusal = refused(
        propose(&other, "纪要", &rows, &reviewer()),
        "PN-2205",
        "N2.5-d",
    );
    for said in [&refusal.why.zh, &refusal.why.en] {
        assert!(
            said.contains("刘建国") && said.contains("2012-03-01 09:30"),
            "{said}"
        );
    }
    let city = wanted("", "2012-05-01", "12");
    assert!(
        propose(&city, "纪要", &rows, &reviewer()).is_ok(),
        "another scope is free"
    );
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    assert_eq!(day_of("2012-02-29"), Ok("2012-02-29".parse().unwrap()));
    for typed in ["2011-02-29", "2012-3-1", "明天", "", "2012-13-01"] {
        let refusal = refused(day_of(typed), "PN-2201", "AppA");
        assert_eq!(refusal.fields, ["effective_from"]);
    }
}

fn decided(row: &PolicyRecord, verdict: PolicyVerdict, desk: &Desk) -> Result<bool, Refusal> {
    decide(Some(row), verdict, "理由", desk).map(|out| {
        assert_eq!(out.state, verdict.state());
        assert!(!out.told.zh.is_empty() && !out.told.en.is_empty());
        out.retroactive
    })
}

#[test]
fn the_county_director_decides_for_the_county_and_the_city_director_for_all() {
    let (county, city) = (
        desk("zhaoguoqiang", Post::CDir),
        desk("fanhongtao", Post::MDir),
    );
    for verdict in [PolicyVerdict::Approve, PolicyVerdict::Reject] {
        assert_eq!(decided(&proposed("371323"), verdict, &county), Ok(false));
        assert_eq!(decided(&proposed(""), verdict, &city), Ok(false));
        let refusal = refused(
            decided(&proposed(""), verdict, &county),
            "PN-0501",
            "N2.5-d",
        );
        assert!(refusal.remedy.zh.contains("M-DIR"));
        let refusal = refused(
            decided(&proposed("371323"), verdict, &city),
            "PN-0501",
            "N2.5-d",
        );
        assert!(refusal.remedy.en.contains("C-DIR"));
        refused(
            decided(&proposed("371302"), verdict, &county),
            "PN-0501",
            "N2.5-d",
        );
        refused(
            decided(&proposed("371323"), verdict, &desk("mayan", Post::CRev)),
            "PN-0501",
            "N2.5-d",
        );
    }
    let past = PolicyRecord {
        effective_from: "2012-01-01".parse().unwrap(),
        ..proposed("371323")
    };
    assert_eq!(decided(&past, PolicyVerdict::Approve, &county), Ok(true));
    assert_eq!(decided(&past, PolicyVerdict::Reject, &county), Ok(false));
}

#[test]
fn nobody_decides_what_he_proposed_himself() {
    let maker = desk("liujianguo", Post::CDir);
    for verdict in [PolicyVerdict::Approve, PolicyVerdict::Reject] {
        refused(
            decided(&proposed("371323"), verdict, &maker),
            "PN-0504",
            "4.7",
        );
    }
}

#[test]
fn only_its_maker_withdraws() {
    let withdraw = PolicyVerdict::Withdraw;
    assert_eq!(
        decided(&proposed("371323"), withdraw, &reviewer()),
        Ok(false)
    );
    refused(
        decided(&proposed("371323"), withdraw, &desk("mayan", Post::CRev)),
        "PN-2209",
        "4.7",
    );
    refused(
        decided(
            &proposed("371323"),
            withdraw,
            &desk("zhaoguoqiang", Post::CDir),
        ),
        "PN-0501",
        "N2.5-d",
    );
}

#[test]
fn what_is_gone_or_decided_is_not_decided_again_and_a_no_needs_a_reason() {
    let director = desk("zhaoguoqiang", Post::CDir);
    refused(
        decide(None, PolicyVerdict::Approve, "", &director),
        "PN-2207",
        "AppA",
    );
    let done = row(MONTHS, "371323", "2012-04-01", "9");
    let refusal = refused(
        decided(&done, PolicyVerdict::Reject, &director),
        "PN-2208",
        "AppA",
    );
    assert!(refusal.why.zh.contains("赵国强") && refusal.why.en.contains("2012-03-02 09:30"));
    let waiting = proposed("371323");
    refused(
        decide(Some(&waiting), PolicyVerdict::Reject, " ", &director),
        "PN-2204",
        "AppA",
    );
    refused(
        decide(Some(&waiting), PolicyVerdict::Withdraw, "", &reviewer()),
        "PN-2204",
        "AppA",
    );
    assert!(decide(Some(&waiting), PolicyVerdict::Approve, "", &director).is_ok());
}
