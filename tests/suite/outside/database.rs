//! A file on its way through the database: staged, checked, accepted, sent on; and never half.

use std::path::{Path, PathBuf};

use jingban::business::outside::decide::DecideFile;
use jingban::business::outside::examine::{Examine, Order};
use jingban::business::outside::send::{Part, SendOrder, Sending, Sent};
use jingban::business::outside::stage::StageFile;
use jingban::business::outside::store::{ExchangeOf, Exchanges, Opened};
use jingban::business::outside::{ExchangeState, FileVerdict};
use jingban::database::request::{AnyChange, Query as _};
use jingban::database::runner::carry_out;
use jingban::database::{Db, Fault, Verdict};
use jingban::exchange::outside::{Encoding, Watch};
use jingban::kernel::desk::Desk;
use jingban::kernel::post::Post;
use jingban::kernel::text::Lang;

use crate::county::desk;
use crate::dump::dump_all;
use crate::engines::both;

pub(super) fn maker() -> Desk {
    Desk {
        operator: "wangfang".to_owned(),
        post: Post::CVer,
        ..desk()
    }
}

fn reviewer() -> Desk {
    Desk {
        operator: "mayan".to_owned(),
        post: Post::CRev,
        ..desk()
    }
}

pub(super) fn stage(kind: &str, path: &Path) -> StageFile {
    StageFile {
        order: Order {
            kind: kind.to_owned(),
            path: path.to_owned(),
            confirmed: None,
        },
        seen: None,
        watch: Watch::default(),
    }
}

fn sample(kind: &str) -> PathBuf {
    format!("demo-data/outside/{kind}_371323_201203_001.csv").into()
}

fn op() -> String {
    format!("outside-{}", fastrand::u64(..))
}

/// The code an act is refused by.
async fn refused<C: jingban::database::Change>(db: &Db, desk: &Desk, change: &C) -> String {
    match carry_out(db, desk, &op(), change).await {
        Err(Verdict::Refused(why)) => why.code,
        other => panic!("{:?}", other.map(|done| done.outcome)),
    }
}

async fn opened(db: &Db, exchange_id: &str) -> Opened {
    let exchange_id = exchange_id.to_owned();
    let found = ExchangeOf { exchange_id }
        .find(db, &reviewer())
        .await
        .unwrap();
    found.unwrap()
}

fn verdict(exchange_id: &str, verdict: FileVerdict, reason: &str) -> DecideFile {
    DecideFile {
        exchange_id: exchange_id.to_owned(),
        version: 1,
        verdict,
        reason: reason.to_owned(),
    }
}

async fn send(db: &Db, exchange_id: &str, part: Part, to: &Path) -> Result<Sent, Verdict> {
    let order = SendOrder {
        exchange_id: exchange_id.to_owned(),
        part,
        to: to.to_owned(),
    };
    let done = Sending(order).carry_out(db, &maker(), &op()).await?;
    Ok(done.outcome.into_answer().unwrap())
}

#[tokio::test]
async fn one_stages_another_accepts_and_the_rows_go_round() {
    both(async |db: Db| {
        db.migrate().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let before = dump_all(&db).await;
        let order = stage("POLI", &sample("POLI")).order;
        let watch = Watch::default();
        let plan = Examine { order, watch }
            .find(&db, &maker())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((plan.lines, plan.taken, plan.bad), (15, 15, 0));
        assert_eq!(before, dump_all(&db).await, "a dry run writes nothing");
        let change = stage("POLI", &sample("POLI"));
        assert_eq!(refused(&db, &reviewer(), &change).await, "PN-0501");
        carry_out(&db, &maker(), &op(), &change).await.unwrap();
        let id = "POLI-201203-001";
        let accept = verdict(id, FileVerdict::Accept, "");
        assert_eq!(refused(&db, &maker(), &accept).await, "PN-0501");
        let both_posts = Desk {
            post: Post::CRev,
            ..maker()
        };
        assert_eq!(refused(&db, &both_posts, &accept).await, "PN-0504");
        carry_out(&db, &reviewer(), &op(), &accept).await.unwrap();
        let again = carry_out(&db, &reviewer(), &op(), &accept).await;
        assert!(matches!(again, Err(Verdict::Stale(_))));
        let found = opened(&db, id).await;
        assert_eq!(found.exchange.state, ExchangeState::Accepted);
        assert_eq!(found.records[2].name, "刘𠮷祥");
        assert_eq!(refused(&db, &maker(), &change).await, "PN-4351");
        for (name, encoding) in [("u.csv", Encoding::Utf8), ("g.csv", Encoding::Gb18030)] {
            let to = folder.path().join(name);
            let sent = send(&db, id, Part::Records(Some(encoding)), &to)
                .await
                .unwrap();
            assert_eq!(sent.count, 15);
            let bytes = std::fs::read(&to).unwrap();
            let (read, rows) = super::take("POLI", &bytes).unwrap();
            assert_eq!((read.encoding, rows.len()), (encoding, 15));
            let theirs = super::take("POLI", &std::fs::read(sample("POLI")).unwrap())
                .unwrap()
                .1;
            let values =
                |rows: Vec<super::Row>| rows.into_iter().map(|it| it.values).collect::<Vec<_>>();
            assert_eq!(values(rows), values(theirs));
            let twice = send(&db, id, Part::Records(Some(encoding)), &to).await;
            assert!(matches!(twice, Err(Verdict::Refused(why)) if why.code == "PN-4350"));
        }
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            2,
            "nothing beside them"
        );
        (plan, found)
    })
    .await;
}

#[tokio::test]
async fn bad_lines_go_out_come_back_corrected_and_are_confirmed_by_count() {
    both(async |db: Db| {
        db.migrate().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let fixed = Path::new("tests/suite/outside_files/JUST_371323_201203_001_E01.csv");
        assert_eq!(
            refused(&db, &maker(), &stage("JUST", fixed)).await,
            "PN-4354"
        );
        carry_out(&db, &maker(), &op(), &stage("JUST", &sample("JUST")))
            .await
            .unwrap();
        let found = opened(&db, "JUST-201203-001").await;
        assert_eq!(
            (found.records.len(), found.errors.len(), found.exchange.bad),
            (2, 2, 2)
        );
        let to = folder.path().join("JUST_371323_201203_001_E01.csv");
        let sent = send(&db, "JUST-201203-001", Part::Errors(Lang::Zh), &to)
            .await
            .unwrap();
        assert_eq!(sent.count, 2);
        let text = std::fs::read_to_string(&to).unwrap();
        assert!(
            text.starts_with(
                "H,JUST,1,correction of SF371323-201203-001\r\nD,372827194106037680,李贞桂,"
            ),
            "{text}"
        );
        assert!(
            text.contains("PN-4304 effective_date 不是有效日期"),
            "{text}"
        );
        assert!(text.ends_with("\r\nT,2,0.00,\r\n"), "{text}");
        let with = |confirmed| StageFile {
            order: Order {
                confirmed,
                ..stage("JUST", fixed).order
            },
            ..stage("JUST", fixed)
        };
        assert_eq!(refused(&db, &maker(), &with(None)).await, "PN-4356");
        assert_eq!(refused(&db, &maker(), &with(Some(3))).await, "PN-4356");
        let done = carry_out(&db, &maker(), &op(), &with(Some(2)))
            .await
            .unwrap();
        assert_eq!(done.outcome.corrects.as_deref(), Some("JUST-201203-001"));
        let list = Exchanges.find(&db, &maker()).await.unwrap();
        assert_eq!(list.len(), 2);
        (found, done.outcome)
    })
    .await;
}

#[tokio::test]
async fn a_rejected_file_may_come_again_and_a_name_that_counts_may_not() {
    both(async |db: Db| {
        db.migrate().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        carry_out(&db, &maker(), &op(), &stage("CIVI", &sample("CIVI")))
            .await
            .unwrap();
        let reject = |why| verdict("CIVI-201203-001", FileVerdict::Reject, why);
        assert_eq!(refused(&db, &reviewer(), &reject(" ")).await, "PN-4362");
        carry_out(&db, &reviewer(), &op(), &reject("不是本月名单"))
            .await
            .unwrap();
        let again = carry_out(&db, &maker(), &op(), &stage("CIVI", &sample("CIVI"))).await;
        assert_eq!(again.unwrap().outcome.exchange_id, "CIVI-201203-002");
        let twin = folder.path().join("CIVI_371323_201203_001.csv");
        let other = super::sealed(
            &[
                "H,CIVI,1,MZ,371323,201203,MZ-2,20120306T083000",
                "D,,王秀英,,CREMATED,20120301,,,",
            ],
            "\n",
            Encoding::Utf8,
        );
        std::fs::write(&twin, other).unwrap();
        assert_eq!(
            refused(&db, &maker(), &stage("CIVI", &twin)).await,
            "PN-4352"
        );
        let mut seen = stage("CIVI", &twin);
        seen.seen = Some("0".repeat(64));
        let other = folder.path().join("CIVI_371323_201203_002.csv");
        std::fs::rename(&twin, &other).unwrap();
        seen.order.path = other.clone();
        assert_eq!(refused(&db, &maker(), &seen).await, "PN-4353");
        std::fs::rename(&other, folder.path().join("二月.csv")).unwrap();
        seen.order.path = folder.path().join("二月.csv");
        assert_eq!(refused(&db, &maker(), &seen).await, "PN-4357");
    })
    .await;
}

#[tokio::test]
async fn what_is_called_off_or_cut_anywhere_leaves_nothing() {
    both(async |db: Db| {
        db.migrate().await.unwrap();
        let before = dump_all(&db).await;
        let change = stage("POLI", &sample("POLI"));
        AnyChange::call_off(&change);
        let ended = carry_out(&db, &maker(), &op(), &change).await;
        assert_eq!(ended.map(|_| ()), Err(Verdict::Fault(Fault::Cancelled)));
        assert_eq!(before, dump_all(&db).await);
        let folder = tempfile::tempdir().unwrap();
        let whole = std::fs::read(sample("JUST")).unwrap();
        let path = folder.path().join("cut.csv");
        for at in (0..whole.len() - 2).step_by(23) {
            std::fs::write(&path, &whole[..at]).unwrap();
            refused(&db, &maker(), &stage("JUST", &path)).await;
        }
        assert!(Exchanges.find(&db, &maker()).await.unwrap().is_empty());
    })
    .await;
}
