//! The runner: one effect per operation id, nothing half-written, and every end has its verdict.

use futures_util::future::join_all;
use jingban::database::runner::carry_out;
use jingban::database::{Db, Fault, Verdict, resolve};
use jingban::record;

use crate::cluster;
use crate::dump::dump_all;
use crate::engines::both;
use crate::fuse::fuse_every_statement;
use crate::proxy::{Break, breaking_line};
use crate::stage::{Count, Counted, desk, leaked, set};

record! {
    struct Trail { act: String, object: String, reason: Option<String>, operation_id: String }
}

record! {
    struct Number { n: i64 }
}

async fn trail(db: &Db) -> Vec<Trail> {
    let text =
        leaked("select act, object, reason, operation_id from audit_entries order by county, seq");
    db.rows(&text, &[]).await.unwrap()
}

async fn number(db: &Db, text: &str) -> i64 {
    db.one::<Number>(&leaked(text), &[]).await.unwrap().n
}

#[tokio::test]
async fn one_operation_id_eight_times_at_once_has_one_effect() {
    both(async |db: Db| {
        set(&db).await;
        let (desk, change) = (desk(), Count::by("a", 5));
        let all = join_all((0..8).map(|_| carry_out(&db, &desk, "op-1", &change))).await;
        let all: Vec<_> = all.into_iter().map(Result::unwrap).collect();
        assert_eq!(all.iter().filter(|done| !done.repeated).count(), 1);
        assert!(
            all.iter()
                .all(|done| done.outcome == Counted { from: 0, to: 5 })
        );
        assert!(
            all.iter()
                .all(|done| done.topics == all[0].topics && done.topics.len() == 1)
        );
        assert_eq!(number(&db, "select count(*) as n from operations").await, 1);
        (
            number(&db, "select n from test_counters").await,
            trail(&db).await,
        )
    })
    .await;
}

#[tokio::test]
async fn eight_operations_at_once_all_count() {
    both(async |db: Db| {
        set(&db).await;
        let (desk, change) = (desk(), Count::by("a", 1));
        carry_out(&db, &desk, "op-first", &change).await.unwrap();
        let ops: Vec<String> = (0..8).map(|n| format!("op-{n}")).collect();
        let all = join_all(ops.iter().map(|op| carry_out(&db, &desk, op, &change))).await;
        assert!(all.iter().all(Result::is_ok), "{all:?}");
        assert_eq!(
            number(&db, "select count(*) as n from audit_entries").await,
            9
        );
        number(&db, "select n from test_counters").await
    })
    .await;
}

#[tokio::test]
async fn an_operation_id_of_another_act_or_operator_is_a_mistake() {
    both(async |db: Db| {
        set(&db).await;
        let desk = desk();
        carry_out(&db, &desk, "op-1", &Count::by("a", 5))
            .await
            .unwrap();
        let other = jingban::kernel::desk::Desk {
            operator: "lihua".to_owned(),
            ..desk
        };
        let ended = carry_out(&db, &other, "op-1", &Count::by("a", 5)).await;
        let Err(Verdict::Fault(Fault::Misuse(told))) = ended else {
            panic!("{ended:?}")
        };
        told
    })
    .await;
}

#[tokio::test]
async fn a_refusal_changes_nothing_but_leaves_an_entry() {
    both(async |db: Db| {
        set(&db).await;
        let desk = desk();
        let ended = carry_out(&db, &desk, "op-1", &Count::by("a", -1)).await;
        let Err(Verdict::Refused(refusal)) = ended else {
            panic!("{ended:?}")
        };
        assert_eq!(refusal.code, "TS-0001");
        let kept = trail(&db).await;
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].act, "test.count:refused");
        assert_eq!(kept[0].object, "counter:a");
        assert_eq!(kept[0].reason.as_deref(), Some("TS-0001 不得倒数"));
        assert_eq!(number(&db, "select count(*) as n from operations").await, 0);
        assert_eq!(
            number(&db, "select count(*) as n from test_counters").await,
            0
        );
        // The corrected form may use the id again.
        carry_out(&db, &desk, "op-1", &Count::by("a", 1))
            .await
            .unwrap()
            .outcome
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_is_stale_and_changes_nothing() {
    both(async |db: Db| {
        set(&db).await;
        let desk = desk();
        carry_out(&db, &desk, "op-1", &Count::by("a", 1))
            .await
            .unwrap();
        carry_out(&db, &desk, "op-2", &Count::by("a", 1))
            .await
            .unwrap();
        let before = dump_all(&db).await;
        let late = Count {
            seen: Some(1),
            ..Count::by("a", 1)
        };
        let ended = carry_out(&db, &desk, "op-3", &late).await;
        let Err(Verdict::Stale(told)) = ended else {
            panic!("{ended:?}")
        };
        assert_eq!(before, dump_all(&db).await);
        told
    })
    .await;
}

#[tokio::test]
async fn nothing_is_ever_half_written() {
    let statements = both(async |db: Db| {
        set(&db).await;
        let desk = desk();
        let new = fuse_every_statement(&db, &desk, &Count::by("a", 3).stepwise()).await;
        let again = fuse_every_statement(&db, &desk, &Count::by("a", 700).stepwise()).await;
        // On PostgreSQL the other consoles are told, in one statement more.
        let told = u32::from(db.engine() == jingban::database::Engine::Postgres);
        // Many rows go in by chunks, which each engine takes in a size of its own.
        assert!(again >= new + 2, "{new} {again}");
        new - told
    })
    .await;
    // Claim, gather, record, its rows, outcome, head, claim of it, entry, rows, hash, commit.
    assert_eq!(statements, 11);
}

#[tokio::test]
async fn a_refusal_is_all_or_nothing_too() {
    both(async |db: Db| {
        set(&db).await;
        let before = dump_all(&db).await;
        for at in 1..=5 {
            db.set_fuse(Some(at));
            let ended = carry_out(&db, &desk(), "op-1", &Count::by("a", -1)).await;
            assert!(
                matches!(ended, Err(Verdict::Fault(Fault::Fuse(_)))),
                "{at}: {ended:?}"
            );
            assert_eq!(before, dump_all(&db).await);
        }
    })
    .await;
}

#[tokio::test]
async fn an_act_not_carried_out_resolves_to_nothing() {
    both(async |db: Db| {
        set(&db).await;
        assert_eq!(resolve(&db, &desk(), "op-1").await.unwrap(), None);
        carry_out(&db, &desk(), "op-1", &Count::by("a", 5))
            .await
            .unwrap();
        let found = resolve(&db, &desk(), "op-1").await.unwrap().unwrap();
        assert_eq!(
            found.outcome::<Counted>().unwrap(),
            Counted { from: 0, to: 5 }
        );
        found
    })
    .await;
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_unknown_and_resolves() {
    for (when, happened) in [(Break::BeforeCommit, false), (Break::AfterCommit, true)] {
        let scratch = cluster::scratch().await;
        set(&scratch.db).await;
        let name = scratch.server.shown();
        let name = name.rsplit_once('/').unwrap().1;
        let port = breaking_line(cluster::cluster().port(), when);
        let far = Db::open_postgres(&cluster::cluster().server_at(port, name))
            .await
            .unwrap();
        let ended = carry_out(&far, &desk(), "op-1", &Count::by("a", 5)).await;
        assert_eq!(ended, Err(Verdict::Unknown("op-1".to_owned())), "{when:?}");
        let found = resolve(&scratch.db, &desk(), "op-1").await.unwrap();
        assert_eq!(found.is_some(), happened, "{when:?}");
        // Sending it again is safe either way.
        let again = carry_out(&scratch.db, &desk(), "op-1", &Count::by("a", 5))
            .await
            .unwrap();
        assert_eq!(again.repeated, happened);
        assert_eq!(number(&scratch.db, "select n from test_counters").await, 5);
    }
}
