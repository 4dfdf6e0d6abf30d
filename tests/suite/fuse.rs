//! The fuse: a change fails at each of its statements in turn, and leaves nothing half-written.

use jingban::database::runner::carry_out;
use jingban::database::{Change, Db, Fault, Verdict};
use jingban::kernel::desk::Desk;

use crate::dump::dump_all;

/// Carries a change out with the fuse at its first statement, its second, and so on, until it gets through.
///
/// Every failure must leave the database as it was. Returns the number of statements, the commit among them.
/// The change is carried out at the end.
pub(crate) async fn fuse_every_statement<C: Change>(db: &Db, desk: &Desk, change: &C) -> u32 {
    let before = dump_all(db).await;
    let op = format!("fuse-{}", fastrand::u64(..));
    for at in 1..10_000 {
        db.set_fuse(Some(at));
        let ended = carry_out(db, desk, &op, change).await;
        db.set_fuse(None);
        match ended {
            Err(Verdict::Fault(Fault::Fuse(blown))) => {
                assert_eq!(blown, at);
                assert_eq!(
                    before,
                    dump_all(db).await,
                    "{} broke at statement {at}",
                    C::NAME
                );
            }
            Ok(done) => {
                assert!(
                    !done.repeated,
                    "{} had left its operation id behind",
                    C::NAME
                );
                assert_ne!(before, dump_all(db).await, "{} did nothing", C::NAME);
                return at - 1;
            }
            Err(other) => panic!("{} at statement {at}: {other:?}", C::NAME),
        }
    }
    panic!("{} does not end", C::NAME)
}
