//! The acts and questions of the organisation on a real database, from the demonstration's own files. Tests only.

use std::sync::atomic::{AtomicU64, Ordering};

use super::layouts::LAYOUTS;
use super::move_table::write_moves;
use super::policies::{PolicyState, PolicyVerdict};
use super::policy_change::{DecidePolicy, ProposePolicy};
use super::policy_file::policies_from_toml;
use super::policy_store::{ParameterLine, ParameterList, PoliciesInForce};
use super::sign_in::{AsOperator, LogIn, MoveDate};
use super::store::{AreaTree, FirstOperators, HolidayTable, Operators};
use super::{BUSINESS, SignedIn};
use crate::database::runner::carry_out;
use crate::database::{Change, Db, Query, Verdict};
use crate::exchange::table_file;
use crate::kernel::desk::Desk;
use crate::kernel::policy::Policies;
use crate::kernel::post::Post;
use crate::{binds, record, sql};

record! { struct Told { act: String, object: String, row_after: Option<String>, reason: Option<String> } }

const TRAIL: crate::database::Sql = sql!(
    "select act, object, row_after, reason from audit_entries where county = '371323' order by seq"
);

fn guest() -> Desk {
    Desk {
        operator: "-".to_owned(),
        name: String::new(),
        post: Post::Guest,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
        business_date: "2012-03-08".parse().unwrap(),
        demonstration: true,
    }
}

/// The demonstration's organisation in memory.
async fn county() -> Db {
    let db = Db::open_memory().await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    for layout in LAYOUTS {
        let path = format!("{}/demo-data/{}", env!("CARGO_MANIFEST_DIR"), layout.file);
        let bytes = std::fs::read(path).unwrap();
        let file = table_file::read(layout, layout.file, &bytes).ok().unwrap();
        for table in file.become_rows(layout).unwrap() {
            tx.insert_many(table.table, table.columns, &table.rows)
                .await
                .unwrap();
        }
    }
    let policies =
        policies_from_toml("maker = \"liujianguo\"\nchecker = \"fanhongtao\"\n").unwrap();
    tx.insert_many(policies.table, policies.columns, &policies.rows)
        .await
        .unwrap();
    write_moves(&mut tx).await.unwrap();
    let settings = [binds!["environment", "demonstration"].to_vec()];
    tx.insert_many("settings", &["name", "value"], &settings)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    db
}

/// An act, under an operation id of its own.
async fn act<C: Change>(db: &Db, desk: &Desk, change: &C) -> Result<C::Outcome, Verdict> {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let op = format!("test-{}", LAST.fetch_add(1, Ordering::Relaxed));
    carry_out(db, desk, &op, change)
        .await
        .map(|done| done.outcome)
}

async fn seat(db: &Db, operator: &str) -> Desk {
    let change = AsOperator {
        operator: operator.to_owned(),
    };
    act(db, &guest(), &change).await.unwrap().desk(&guest())
}

fn code(ended: Result<impl std::fmt::Debug, Verdict>) -> String {
    match ended.unwrap_err() {
        Verdict::Refused(refusal) => refusal.code,
        other => format!("{other:?}"),
    }
}

fn proposal(value: &str) -> ProposePolicy {
    ProposePolicy {
        parameter: "P.missing.months".to_owned(),
        scope: "371323".parse().ok(),
        effective_from: "2012-04-01".parse().unwrap(),
        value: value.to_owned(),
        document_no: "沂人社〔2012〕9号".to_owned(),
        source: "沂人社〔2012〕9号".to_owned(),
        reason: "县政府会议纪要".to_owned(),
    }
}

async fn months(db: &Db, desk: &Desk) -> ParameterLine {
    let lines = ParameterList.find(db, desk).await.unwrap();
    lines
        .into_iter()
        .find(|line| line.id == "P.missing.months")
        .unwrap()
}

#[tokio::test]
async fn a_password_opens_the_post_of_today_and_leaves_an_entry_either_way() {
    let db = county().await;
    let log_in = |who: &str, word: &str| LogIn::of(who, word.to_owned().into());
    let seated: SignedIn = act(&db, &guest(), &log_in("wangfang", "wangfang2012"))
        .await
        .unwrap();
    assert_eq!((seated.post, seated.name.as_str()), (Post::CVer, "王芳"));
    assert_eq!(
        code(act(&db, &guest(), &log_in("wangfang", "falsch99")).await),
        "PN-2101"
    );
    assert_eq!(
        code(act(&db, &guest(), &log_in("nobody", "falsch99")).await),
        "PN-2101"
    );
    assert_eq!(
        code(act(&db, &guest(), &log_in("hezhenhai", "hezhenhai2012")).await),
        "PN-2104"
    );
    let trail: Vec<Told> = db.rows(&TRAIL, &[]).await.unwrap();
    assert_eq!(trail.len(), 4);
    let all = format!("{trail:?}");
    assert!(
        trail
            .iter()
            .all(|entry| entry.object.starts_with("operator:")),
        "{all}"
    );
    assert!(
        !all.contains("falsch99") && !all.contains("wangfang2012"),
        "{all}"
    );
}

#[tokio::test]
async fn one_proposes_another_approves_and_from_its_day_it_holds() {
    let db = county().await;
    let (maker, director) = (
        seat(&db, "liujianguo").await,
        seat(&db, "zhaoguoqiang").await,
    );
    act(&db, &maker, &proposal("9")).await.unwrap();
    assert_eq!(
        code(act(&db, &seat(&db, "mayan").await, &proposal("12")).await),
        "PN-2205"
    );
    let line = months(&db, &director).await;
    let pending = line.pending.first().unwrap();
    assert_eq!(
        (pending.maker_name.as_str(), pending.made_at),
        ("刘建国", maker.at)
    );
    let approve = DecidePolicy::on(pending, PolicyVerdict::Approve, "");
    assert_eq!(
        code(act(&db, &seat(&db, "mayan").await, &approve).await),
        "PN-0501"
    );
    act(&db, &director, &approve).await.unwrap();
    assert!(matches!(
        act(&db, &director, &approve).await,
        Err(Verdict::Stale(_))
    ));
    let policies = Policies::new(PoliciesInForce.find(&db, &director).await.unwrap());
    let value =
        |day: &str| policies.int("P.missing.months", &director.county, day.parse().unwrap());
    assert_eq!((value("2012-03-31"), value("2012-04-01")), (Ok(6), Ok(9)));
    assert_eq!(months(&db, &director).await.in_force.unwrap().value, "6");
}

#[tokio::test]
async fn a_withdrawn_proposal_makes_room_for_the_next() {
    let db = county().await;
    let maker = seat(&db, "liujianguo").await;
    act(&db, &maker, &proposal("9")).await.unwrap();
    let line = months(&db, &maker).await;
    let withdraw = DecidePolicy::on(&line.pending[0], PolicyVerdict::Withdraw, "数字有误");
    act(&db, &maker, &withdraw).await.unwrap();
    act(&db, &maker, &proposal("12")).await.unwrap();
    let states: Vec<_> = months(&db, &maker)
        .await
        .rows
        .iter()
        .map(|row| row.state)
        .collect();
    assert!(states.contains(&PolicyState::Withdrawn) && states.contains(&PolicyState::Proposed));
}

#[tokio::test]
async fn the_date_of_a_demonstration_moves_and_nobody_elses() {
    let db = county().await;
    let desk = seat(&db, "zhaoguoqiang").await;
    let move_date = MoveDate {
        to: "2012-04-01".parse().unwrap(),
    };
    assert_eq!(act(&db, &desk, &move_date).await.unwrap().to, move_date.to);
    let mut tx = db.begin().await.unwrap();
    let real = sql!("update settings set value = 'real' where name = 'environment'");
    tx.run_one(&real, &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(code(act(&db, &desk, &move_date).await), "PN-2301");
    let operator = "wangfang".to_owned();
    assert_eq!(
        code(act(&db, &guest(), &AsOperator { operator }).await),
        "PN-2301"
    );
}

#[tokio::test]
async fn the_demonstration_passes_every_check_and_answers_every_question() {
    let db = county().await;
    for check in BUSINESS.checks {
        let found = (check.count)(&db, &guest()).await.unwrap();
        assert_eq!(found.count, 0, "{}: {:?}", check.id, found.examples);
    }
    for sample in (BUSINESS.samples)() {
        let answer = sample.find(&db, &guest()).await.unwrap();
        assert!(answer.to_json().len() > 2, "{}", sample.name());
    }
    let county = guest().county;
    let tree = AreaTree {
        county: county.clone(),
    }
    .find(&db, &guest())
    .await
    .unwrap();
    let village = tree
        .iter()
        .find(|row| row.code.as_str() == "371323100201")
        .unwrap();
    assert_eq!(
        (village.name.as_str(), village.persons),
        ("上华庄村", Some(690))
    );
    let held = Operators { county }.find(&db, &guest()).await.unwrap();
    assert!(
        held.iter()
            .any(|row| row.name.as_deref() == Some("张华") && row.post == Some(Post::VCo))
    );
    assert!(
        held.iter().all(|row| row.area.as_str() != "371323101205"),
        "a village that is gone"
    );
    assert!(HolidayTable.find(&db, &guest()).await.unwrap().knows(2012));
    let first = FirstOperators.find(&db, &guest()).await.unwrap();
    assert!(first.iter().all(|row| row.operator != "hezhenhai"));
}

#[tokio::test]
async fn every_check_finds_what_breaks_it() {
    let db = county().await;
    let mut tx = db.begin().await.unwrap();
    for broken in [
        sql!("delete from assignments where operator = 'zhanghua'"),
        sql!(
            "insert into assignments (operator, post, area, valid_from, maker, checker, document_no) values ('songyang', 'C-AUD', '371323000000', '2012-01-01', 'sunwenbo', 'songyang', 'x')"
        ),
        sql!("delete from policies where parameter = 'P.missing.months'"),
        sql!("delete from moves where object = 'policies' and post = 'M-DIR'"),
        sql!("update areas set valid_to = '2012-01-01' where code = '371323102000'"),
    ] {
        tx.run(&broken, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
    for (id, example) in [
        ("organisation.families", "songyang C-AUD C-CSH"),
        ("organisation.assignments", "songyang C-AUD"),
        ("organisation.policies", "P.missing.months"),
        (
            "organisation.moves",
            "+ policies policy PROPOSED APPROVED A M-DIR",
        ),
        ("organisation.coordinators", "371323100201"),
        ("organisation.areas", "371323102201"),
    ] {
        let check = BUSINESS.checks.iter().find(|check| check.id == id).unwrap();
        let found = (check.count)(&db, &guest()).await.unwrap();
        assert!(
            found.count > 0 && found.examples.contains(&example.to_owned()),
            "{id}: {found:?}"
        );
    }
}
