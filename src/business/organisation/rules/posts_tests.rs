//! Who may be given which post, by whom, with which certificate.

use super::*;
use crate::kernel::area::AreaCode;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn desk(operator: &str, post: Post) -> Desk {
    Desk {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
        business_date: day("2012-03-08"),
        demonstration: true,
    }
}

fn it() -> Desk {
    desk("sunwenbo", Post::CSys)
}

fn director() -> Desk {
    desk("zhaoguoqiang", Post::CDir)
}

fn known(operator: &str, seats: &[(Post, &str)]) -> Known {
    let seat = |(post, area): &(Post, &str)| Seat {
        post: *post,
        area: area.parse().unwrap(),
        valid_from: day("2011-06-01"),
        valid_to: None,
    };
    Known {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        locked: false,
        seats: seats.iter().map(seat).collect(),
    }
}

fn wanted(kind: PostKind, operator: &str, post: Post, area: &str) -> Wanted {
    Wanted {
        kind,
        operator: operator.to_owned(),
        post,
        area: area.parse::<AreaCode>().unwrap(),
        valid_from: day("2012-03-12"),
        valid_to: (kind == PostKind::Substitute).then(|| day("2012-03-16")),
        document_no: "沂人社〔2012〕12号".to_owned(),
        reason: "人员轮岗".to_owned(),
    }
}

fn facts(person: Known) -> PostFacts {
    PostFacts {
        person: Some(person),
        holder: None,
        stands: true,
        certificates: Vec::new(),
        blocks: false,
        earlier: Vec::new(),
    }
}

fn proposed(wanted: &Wanted, maker: &str) -> PostChange {
    PostChange {
        operator: wanted.operator.clone(),
        name: wanted.operator.clone(),
        post: wanted.post,
        area: wanted.area.clone(),
        area_name: String::new(),
        revision: 1,
        kind: wanted.kind,
        valid_from: wanted.valid_from,
        valid_to: wanted.valid_to,
        acts_for: None,
        acts_for_name: None,
        document_no: wanted.document_no.clone(),
        reason: wanted.reason.clone(),
        state: PolicyState::Proposed,
        maker: maker.to_owned(),
        maker_name: maker.to_owned(),
        made_at: "2012-03-08T01:00:00Z".parse().unwrap(),
        checker: None,
        checker_name: None,
        version: 1,
    }
}

fn certificate(post: Post, expires_on: &str) -> Certificate {
    Certificate {
        holder: "liming".to_owned(),
        post,
        certificate_no: "鲁人社证〔2010〕1号".to_owned(),
        issuer: "省厅".to_owned(),
        issued_on: day("2010-06-10"),
        expires_on: day(expires_on),
        hours: 40,
    }
}

#[test]
fn it_proposes_and_the_director_decides_never_the_same_person_nor_about_himself() {
    let clerk = wanted(PostKind::Appoint, "liming", Post::TClk, "371323100");
    let facts = facts(known("liming", &[]));
    assert!(propose_post(&clerk, &facts, &it()).is_ok());
    for other in [
        director(),
        desk("wangfang", Post::CVer),
        desk("pangwei", Post::CAud),
    ] {
        let refused = propose_post(&clerk, &facts, &other).unwrap_err();
        assert_eq!(
            (refused.code.as_str(), refused.clause.0),
            ("PN-2518", "N2.5-d")
        );
    }
    let about_oneself = wanted(PostKind::Appoint, "sunwenbo", Post::CSta, "371323");
    let refused = propose_post(&about_oneself, &facts, &it()).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.clause.0),
        ("PN-2519", "4.7")
    );
}

#[test]
fn a_proposal_is_approved_or_rejected_by_the_director_and_withdrawn_by_its_maker() {
    let clerk = wanted(PostKind::Appoint, "liming", Post::TClk, "371323100");
    let facts = facts(known("liming", &[]));
    let decided = |row: Option<&PostChange>, verdict, reason, desk: &Desk| {
        let done = decide_post(row, &clerk, &facts, (verdict, reason), desk);
        done.map(|it| it.state).map_err(|refusal| refusal.code)
    };
    let row = proposed(&clerk, "sunwenbo");
    let own = proposed(&clerk, "zhaoguoqiang");
    let others = proposed(&clerk, "another");
    let refused = |code: &str| Err(code.to_owned());
    let approve = PolicyVerdict::Approve;
    assert_eq!(
        decided(Some(&row), approve, "", &director()),
        Ok(PolicyState::Approved)
    );
    assert_eq!(
        decided(Some(&own), approve, "", &director()),
        refused("PN-0504")
    );
    assert_eq!(decided(Some(&row), approve, "", &it()), refused("PN-2518"));
    assert_eq!(decided(None, approve, "", &director()), refused("PN-2503"));
    let withdraw = PolicyVerdict::Withdraw;
    assert_eq!(
        decided(Some(&row), withdraw, "有误", &it()),
        Ok(PolicyState::Withdrawn)
    );
    assert_eq!(
        decided(Some(&others), withdraw, "有误", &it()),
        refused("PN-2504")
    );
    assert!(decided(Some(&row), PolicyVerdict::Reject, " ", &director()).is_err());
}

#[test]
fn a_post_fits_its_division_its_days_and_the_other_posts_of_its_holder() {
    let refused =
        |wanted: &Wanted, facts: &PostFacts| propose_post(wanted, facts, &it()).unwrap_err().code;
    let plain = facts(known("liming", &[]));
    let of = |post, area| wanted(PostKind::Appoint, "liming", post, area);
    assert_eq!(refused(&of(Post::TClk, "371323"), &plain), "PN-2509");
    assert_eq!(refused(&of(Post::TClk, "371324100"), &plain), "PN-2508");
    assert_eq!(
        refused(
            &of(Post::TClk, "371323100"),
            &PostFacts {
                stands: false,
                ..plain.clone()
            }
        ),
        "PN-2508"
    );
    assert_eq!(
        refused(
            &of(Post::TClk, "371323100"),
            &PostFacts {
                person: None,
                ..plain.clone()
            }
        ),
        "PN-2506"
    );
    let accountant = facts(known("liming", &[(Post::CAcc, "371323")]));
    assert_eq!(refused(&of(Post::CCsh, "371323"), &accountant), "PN-0503");
    assert_eq!(refused(&of(Post::CAcc, "371323"), &accountant), "PN-2511");
    let backwards = Wanted {
        valid_to: Some(day("2012-03-11")),
        ..of(Post::TClk, "371323100")
    };
    assert_eq!(refused(&backwards, &plain), "PN-2510");
    let unfounded = Wanted {
        document_no: " ".to_owned(),
        ..of(Post::TClk, "371323100")
    };
    assert_eq!(refused(&unfounded, &plain), "PN-2501");
    let pending = of(Post::TClk, "371323100");
    let waiting = PostFacts {
        earlier: vec![proposed(&pending, "sunwenbo")],
        ..plain.clone()
    };
    assert_eq!(refused(&pending, &waiting), "PN-2502");
    let end = wanted(PostKind::End, "liming", Post::TClk, "371323100");
    assert_eq!(refused(&end, &plain), "PN-2512");
    assert!(
        propose_post(
            &end,
            &facts(known("liming", &[(Post::TClk, "371323100")])),
            &it()
        )
        .is_ok()
    );
}

#[test]
fn the_reviewer_of_the_station_stands_in_for_its_director_until_a_day() {
    let wanted = wanted(PostKind::Substitute, "wangjianmin", Post::TDir, "371323100");
    let reviewer = known("wangjianmin", &[(Post::TRev, "371323100")]);
    let head = known("niushulin", &[(Post::TDir, "371323100")]);
    let facts = PostFacts {
        holder: Some(head),
        ..facts(reviewer)
    };
    let done = propose_post(&wanted, &facts, &it()).unwrap();
    assert_eq!(done.acts_for.as_deref(), Some("niushulin"));
    // Approved while that director sits there; refused once it is another.
    let decided = |whom: &str| {
        let row = PostChange {
            acts_for: Some(whom.to_owned()),
            ..proposed(&wanted, "sunwenbo")
        };
        let approve = (PolicyVerdict::Approve, "");
        decide_post(Some(&row), &wanted, &facts, approve, &director())
    };
    assert!(decided("niushulin").is_ok());
    assert_eq!(decided("luchangfu").unwrap_err().code, "PN-2521");
    let refused =
        |wanted: &Wanted, facts: &PostFacts| propose_post(wanted, facts, &it()).unwrap_err().code;
    assert_eq!(
        refused(
            &Wanted {
                valid_to: None,
                ..wanted.clone()
            },
            &facts
        ),
        "PN-2513"
    );
    let clerk = PostFacts {
        person: Some(known("wangjianmin", &[(Post::TClk, "371323100")])),
        ..facts.clone()
    };
    assert_eq!(refused(&wanted, &clerk), "PN-2514");
    let elsewhere = PostFacts {
        person: Some(known("wangjianmin", &[(Post::TRev, "371323101")])),
        ..facts.clone()
    };
    assert_eq!(refused(&wanted, &elsewhere), "PN-2514");
    assert_eq!(
        refused(
            &wanted,
            &PostFacts {
                holder: None,
                ..facts
            }
        ),
        "PN-2515"
    );
}

#[test]
fn a_post_that_needs_a_certificate_warns_or_blocks_by_the_parameter() {
    let cashier = wanted(PostKind::Appoint, "liming", Post::CCsh, "371323");
    let plain = facts(known("liming", &[]));
    let warned = propose_post(&cashier, &plain, &it()).unwrap();
    assert!(
        warned.uncertified && warned.told.zh.contains("未持上岗资格证"),
        "{:?}",
        warned.told
    );
    let blocking = PostFacts {
        blocks: true,
        ..plain.clone()
    };
    let refused = propose_post(&cashier, &blocking, &it()).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.clause.0),
        ("PN-2516", "N3.5")
    );
    for (post, expires_on, enough) in [
        (Post::CCsh, "2013-06-09", true),
        (Post::CCsh, "2012-03-12", true),
        (Post::CCsh, "2012-03-11", false),
        (Post::CAcc, "2013-06-09", false),
    ] {
        let held = PostFacts {
            certificates: vec![certificate(post, expires_on)],
            ..blocking.clone()
        };
        assert_eq!(
            propose_post(&cashier, &held, &it()).is_ok(),
            enough,
            "{post} {expires_on}"
        );
    }
    let clerk = wanted(PostKind::Appoint, "liming", Post::TClk, "371323100");
    assert!(
        propose_post(&clerk, &blocking, &it()).is_ok(),
        "others need none"
    );
    assert_eq!(CERTIFIED.len(), 4);
}

#[test]
fn a_certificate_is_registered_by_it_as_it_stands() {
    let good = certificate(Post::CSta, "2013-06-09");
    assert_eq!(register(&good, true, &it()), Ok(()));
    assert!(register(&good, true, &director()).is_err() && register(&good, false, &it()).is_err());
    for bad in [
        Certificate {
            post: Post::TClk,
            ..good.clone()
        },
        Certificate {
            certificate_no: " ".to_owned(),
            ..good.clone()
        },
        Certificate {
            issued_on: day("2012-03-09"),
            ..good.clone()
        },
        Certificate {
            expires_on: good.issued_on,
            ..good.clone()
        },
    ] {
        assert_eq!(register(&bad, true, &it()).unwrap_err().code, "PN-2517");
    }
}
