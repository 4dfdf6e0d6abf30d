//! Every act there is, carried out in the demonstration county one after the other.

use std::collections::BTreeSet;

use jingban::business::organisation::policy_change::{DecidePolicy, ProposePolicy};
use jingban::business::organisation::policy_store::ParameterList;
use jingban::business::organisation::sign_in::{AsOperator, LogIn, MoveDate};
use jingban::business::organisation::{PolicyRecord, PolicyVerdict};
use jingban::business::registration::reveal::Reveal;
use jingban::database::Db;
use jingban::database::audit;
use jingban::database::request::{AnyChange, Query as _, Topic};
use jingban::database::runner::carry_out;
use jingban::desk::looks::Look;
use jingban::kernel::desk::Desk;
use jingban::kernel::post::Post;

use crate::county::{both_with_county, both_with_hamlet, desk};
use crate::drive::PEOPLE;
use crate::fuse::fuse_every_statement;
use crate::sources;

/// The parameter that is argued about.
const PARAMETER: &str = "P.missing.months";

/// Whoever has not signed in yet.
fn guest() -> Desk {
    Desk {
        operator: "guest".to_owned(),
        name: String::new(),
        post: Post::Guest,
        ..desk()
    }
}

/// Sits down as an operator.
async fn seat(db: &Db, operator: &str) -> Desk {
    let change = AsOperator {
        operator: operator.to_owned(),
    };
    let op = format!("seat-{operator}");
    let seated = carry_out(db, &guest(), &op, &change).await.unwrap();
    seated.outcome.desk(&guest())
}

fn proposal(value: &str) -> ProposePolicy {
    ProposePolicy {
        parameter: PARAMETER.to_owned(),
        scope: "371323".parse().ok(),
        effective_from: "2012-04-01".parse().unwrap(),
        value: value.to_owned(),
        document_no: "沂人社〔2012〕9号".to_owned(),
        source: "沂人社〔2012〕9号".to_owned(),
        reason: "县政府会议纪要，由𠮷䶮转达".to_owned(),
    }
}

/// The proposal that waits.
async fn waiting(db: &Db, desk: &Desk) -> PolicyRecord {
    let lines = ParameterList.find(db, desk).await.unwrap();
    let line = lines.into_iter().find(|line| line.id == PARAMETER).unwrap();
    line.pending.into_iter().next().unwrap()
}

/// Hands every act to `each`, which must carry it out, because later ones rest on it.
pub(crate) async fn every_act(db: &Db, mut each: impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let (maker, head) = (seat(db, "liujianguo").await, seat(db, "zhaoguoqiang").await);
    let mut act = async |desk: &Desk, change: &dyn AnyChange| each(desk, change).await;
    let password = "wangfang2012".to_owned().into();
    act(&guest(), &LogIn::of("wangfang", password)).await;
    let operator = "wangfang".to_owned();
    act(&guest(), &AsOperator { operator }).await;
    for (value, decider, verdict, reason) in [
        ("9", &head, PolicyVerdict::Reject, "与省文件不符"),
        ("10", &maker, PolicyVerdict::Withdraw, "数字有误"),
        ("12", &head, PolicyVerdict::Approve, ""),
    ] {
        act(&maker, &proposal(value)).await;
        let row = waiting(db, decider).await;
        act(decider, &DecidePolicy::on(&row, verdict, reason)).await;
    }
    for person in PEOPLE.iter().filter(|no| !no.ends_with("99999995")) {
        let reveal = Reveal {
            insurance_no: (*person).to_owned(),
            reason: "来电核对身份证号码".to_owned(),
        };
        act(&desk(), &reveal).await;
    }
    let objects: Vec<String> = PEOPLE.iter().map(|no| format!("person:{no}")).collect();
    let one = vec![objects[0].clone()];
    act(&desk(), &Look { objects: one }).await;
    act(&desk(), &Look { objects }).await;
    let to = "2012-04-01".parse().unwrap();
    act(&head, &MoveDate { to }).await;
}

/// Carries every act out; what came of each, by its name.
pub(crate) async fn carry_all_out(db: &Db) -> Vec<(&'static str, String, Vec<Topic>)> {
    let mut outcomes = Vec::new();
    every_act(db, async |desk: &Desk, change: &dyn AnyChange| {
        let op = format!("act-{}", outcomes.len() + 1);
        let done = change.carry_out(db, desk, &op).await;
        let done = done.unwrap_or_else(|verdict| panic!("{}: {verdict:?}", change.name()));
        outcomes.push((change.name(), done.outcome.to_json(), done.topics));
    })
    .await;
    outcomes
}

#[tokio::test]
async fn every_act_of_the_program_is_driven_here() {
    let named: BTreeSet<String> = sources::names_of("Change").into_iter().collect();
    both_with_county(async |db: Db| {
        let outcomes = carry_all_out(&db).await;
        let driven: BTreeSet<String> = outcomes
            .iter()
            .map(|(name, ..)| (*name).to_owned())
            .collect();
        assert_eq!(driven, named);
        (outcomes, audit::heads(&db).await.unwrap())
    })
    .await;
}

#[tokio::test]
async fn no_act_is_ever_half_written() {
    both_with_hamlet(async |db: Db| {
        let mut counts = Vec::new();
        every_act(&db, async |desk: &Desk, change: &dyn AnyChange| {
            let statements = fuse_every_statement(&db, desk, change).await;
            // On PostgreSQL the other consoles are told besides.
            assert!(statements >= 7, "{} has {statements}", change.name());
            counts.push(change.name());
        })
        .await;
        counts
    })
    .await;
}
