//! The fuse: a change fails at each of its statements in turn, and leaves nothing half-written.

use jingban::database::request::AnyChange;
use jingban::database::{Db, Fault, Verdict};
use jingban::kernel::desk::Desk;

use crate::dump::dump_all;

/// Carries a change out with the fuse at its first statement, its second, and so on, until it gets through.
///
/// Every failure must leave the database as it was. Returns the number of statements, the commit among them.
/// The change is carried out at the end.
pub(crate) async fn fuse_every_statement(db: &Db, desk: &Desk, change: &dyn AnyChange) -> u32 {
    let name = change.name();
    let before = dump_all(db).await;
    let op = format!("fuse-{}", fastrand::u64(..));
    for at in 1..10_000 {
        db.set_fuse(Some(at));
        let ended = change.carry_out(db, desk, &op).await;
        db.set_fuse(None);
        match ended {
            Err(Verdict::Fault(Fault::Fuse(blown))) => {
                assert_eq!(blown, at);
                assert_eq!(before, dump_all(db).await, "{name} broke at statement {at}");
            }
            Ok(done) => {
                assert!(!done.repeated, "{name} had left its operation id behind");
                assert_ne!(before, dump_all(db).await, "{name} did nothing");
                return at - 1;
            }
            Err(other) => panic!("{name} at statement {at}: {other:?}"),
        }
    }
    panic!("{name} does not end")
}
