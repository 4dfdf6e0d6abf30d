//! Outside files as they are read: the list of them, one with its records, one with its errors.

use serde::{Deserialize, Serialize};

use super::{Exchange, ExchangeError, ExchangeState, OutsideRecord};
use crate::database::request::Query;
use crate::database::{Db, Fault};
use crate::kernel::area::Level;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::{binds, sql, statements};

/// So many rows are shown of a file, and so many files.
pub const SHOWN_MAX: i64 = 500;

/// The columns of an exchange.
macro_rules! exchange {
    ($rest:literal) => {
        concat!(
            "select e.exchange_id, e.kind, e.file_name, e.sha256, e.encoding, e.sender, e.period, e.batch, e.corrects,
                e.lines, e.taken, e.bad, e.total, e.state, e.maker, coalesce(m.name, e.maker) as maker_name,
                e.business_date, e.made_at, e.checker, c.name as checker_name, e.checked_at, e.reason, e.version
            from exchanges e left join operators m on m.operator = e.maker
            left join operators c on c.operator = e.checker
            where e.county = $1",
            $rest
        )
    };
}
pub(super) use exchange;

statements! {
    /// The newest files.
    LISTED = sql!(exchange!(" order by e.made_at desc, e.exchange_id desc limit $2"));
    /// Those another than the asker must look at.
    WAITING = sql!(exchange!(" and e.state = 'STAGED' and e.maker <> $2 order by e.made_at, e.exchange_id"));
    /// One file.
    ONE = sql!(exchange!(" and e.exchange_id = $2"));
    /// Its records after a line.
    RECORDS = sql!(
        "select line_no, citizen_id, name, birth_date, village, event, event_date, until_date, document, detail
        from outside_records where county = $1 and exchange_id = $2 and line_no > $3 order by line_no limit $4"
    );
    /// What is wrong with its lines, after a line.
    ERRORS = sql!(
        "select line, seq, column_name, masked, code, reason_zh, reason_en, original
        from exchange_errors where county = $1 and exchange_id = $2 and line > $3 order by line, seq limit $4"
    );
}

/// Whether a desk sees the files: the county's posts do, their content not the system's.
pub(super) fn may_read(desk: &Desk) -> bool {
    desk.area.level() == Level::County && desk.post != Post::Guest
}

fn may_read_people(desk: &Desk) -> bool {
    may_read(desk) && desk.post != Post::CSys
}

/// The files, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchanges;

impl Query for Exchanges {
    const NAME: &'static str = "outside.exchanges";
    type Answer = Vec<Exchange>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Exchange>, Fault> {
        if !may_read(desk) {
            return Ok(Vec::new());
        }
        db.rows(&LISTED, &binds![&desk.county, SHOWN_MAX]).await
    }
}

/// A file with the beginning of what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The file.
    pub exchange: Exchange,
    /// Its first records.
    pub records: Vec<OutsideRecord>,
    /// What is wrong with the first of its lines that were not taken.
    pub errors: Vec<ExchangeError>,
}

/// One file, opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExchangeOf {
    /// Its number.
    pub exchange_id: String,
}

impl Query for ExchangeOf {
    const NAME: &'static str = "outside.exchange";
    type Answer = Option<Opened>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Option<Opened>, Fault> {
        if !may_read(desk) {
            return Ok(None);
        }
        let Some(exchange) = exchange_of(db, desk, &self.exchange_id).await? else {
            return Ok(None);
        };
        let (records, errors) = if may_read_people(desk) {
            let id = &self.exchange_id;
            (
                records_after(db, desk, id, 0, SHOWN_MAX).await?,
                errors_after(db, desk, id, 0, SHOWN_MAX).await?,
            )
        } else {
            (Vec::new(), Vec::new())
        };
        Ok(Some(Opened {
            exchange,
            records,
            errors,
        }))
    }
}

/// One file's head.
pub(super) async fn exchange_of(
    db: &Db,
    desk: &Desk,
    exchange_id: &str,
) -> Result<Option<Exchange>, Fault> {
    db.row(&ONE, &binds![&desk.county, exchange_id]).await
}

/// A file's records after a line.
pub(super) async fn records_after(
    db: &Db,
    desk: &Desk,
    exchange_id: &str,
    line: i64,
    limit: i64,
) -> Result<Vec<OutsideRecord>, Fault> {
    let values = binds![&desk.county, exchange_id, line, limit];
    db.rows(&RECORDS, &values).await
}

/// What is wrong with a file's lines after a line.
pub(super) async fn errors_after(
    db: &Db,
    desk: &Desk,
    exchange_id: &str,
    line: i64,
    limit: i64,
) -> Result<Vec<ExchangeError>, Fault> {
    let values = binds![&desk.county, exchange_id, line, limit];
    db.rows(&ERRORS, &values).await
}

/// The files that wait for this desk.
pub(super) async fn waiting(db: &Db, desk: &Desk) -> Result<Vec<Exchange>, Fault> {
    db.rows(&WAITING, &binds![&desk.county, &desk.operator])
        .await
}

impl ExchangeState {
    /// Whether somebody must still look at it.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Staged)
    }
}
