//! Long loads: the demonstration county and a synthetic city are written whole, or not at all.

use jingban::business::BUSINESSES;
use jingban::business::training::generate::{Order, generate};
use jingban::database::{Db, Fault};
use jingban::desk::demonstration::{LoadError, load};

use crate::county::{desk, hamlet, loader};
use crate::dump::dump_all;
use crate::engines::both;

/// Breaks a load at its first statement, its second, and so on, until it gets through; how many statements it has.
async fn break_everywhere(db: &Db, load: impl AsyncFn() -> Result<(), Fault>) -> u32 {
    let before = dump_all(db).await;
    for at in 1..10_000 {
        db.set_fuse(Some(at));
        let ended = load().await;
        db.set_fuse(None);
        let now = dump_all(db).await;
        match ended {
            Err(Fault::Fuse(blown)) => {
                assert_eq!(blown, at);
                assert_eq!(before, now, "half-written at statement {at}");
            }
            Ok(()) => {
                assert_ne!(before, now, "nothing was loaded");
                return at - 1;
            }
            Err(other) => panic!("at statement {at}: {other:?}"),
        }
    }
    panic!("the load does not end")
}

#[tokio::test]
async fn a_demonstration_is_never_half_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let source = hamlet(folder.path());
    both(async |db: Db| {
        let statements = break_everywhere(&db, async || {
            let loaded = load(&db, &loader(), &source, BUSINESSES, &mut |_, _, _| {}).await;
            match loaded {
                Ok(_) => Ok(()),
                Err(LoadError::Fault(fault)) => Err(fault),
                Err(other) => panic!("{:?}", other.told()),
            }
        })
        .await;
        assert!(statements > 20, "{statements}");
    })
    .await;
}

#[tokio::test]
async fn a_chunk_of_a_city_is_never_half_written() {
    let order = Order {
        persons: 300,
        seed: 7,
        months: 2,
        business_date: desk().business_date,
    };
    both(async |db: Db| {
        // The first chunk holds the city's own operators too: no other has more statements.
        let statements = break_everywhere(&db, async || {
            let rows = generate(&db, &desk(), order, BUSINESSES, &mut |_, _, _| {}).await?;
            assert!(rows > 300);
            Ok(())
        })
        .await;
        assert!(statements > 10, "{statements}");
    })
    .await;
}
