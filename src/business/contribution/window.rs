//! The year's collection window and how far the collection has come (N2.2-a).

use serde::{Deserialize, Serialize};

use super::rules::births_due;
use crate::business::descriptor::{DeadlineSpec, Missing};
use crate::database::request::{Ending, Query};
use crate::database::{Db, Fault};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements, text};

/// The end of the window; late contributions of the year still count as done, but they do not move the day.
pub const DEADLINES: &[DeadlineSpec] = &[DeadlineSpec {
    id: "contribution",
    title: text!("当年保险费集中征缴", "year's contributions"),
    short: text!("征缴", "dues"),
    responsible: text!("征缴岗、人社所", "collection, stations"),
    clause: Clause::of("N2.2-a"),
    parameter: "P.contrib.window",
    missing: Some(missing),
}];

statements! {
    /// Contributors who owe the year (class `ACTIVE_CONTRIBUTOR`, 16 by its end, 60 after its end), and those of them
    /// whose ordinary contribution of the year is posted.
    COLLECTED = sql!(
        "select count(*) as due, count(c.insurance_no) as done
        from persons p
        left join contributions c on c.county = $1 and c.scheme_year = $2
            and c.insurance_no = p.insurance_no and c.kind = 'ORDINARY'
        where p.county = $1 and p.participation = 1 and p.contribution_state = 1
            and p.birth_date >= $3 and p.birth_date <= $4
            and p.enrolled_on <= $5"
    );
}

/// How many who owe a year's contribution have paid it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Collected {
    /// The scheme year.
    pub year: i32,
}

record! {
    /// Due and done of a year.
    struct Progress {
        due: i64,
        done: i64,
    }
}

impl Query for Collected {
    const NAME: &'static str = "contribution.collected";
    type Answer = Missing;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Missing, Fault> {
        let beyond = || Fault::Misuse(format!("scheme year {} does not exist", self.year));
        let (first, last) = births_due(self.year).ok_or_else(beyond)?;
        let year_end = Month::new(self.year, 12).ok_or_else(beyond)?.last_day();
        let values = binds![&desk.county, i64::from(self.year), first, last, year_end];
        let progress: Progress = db.one(&COLLECTED, &values).await?;
        Ok(Missing {
            done: progress.done,
            due: progress.due,
            finished: None,
        })
    }
}

/// What is missing of the year the month lies in.
fn missing<'a>(db: &'a Db, desk: &'a Desk, month: Month) -> Ending<'a, Missing> {
    Box::pin(async move {
        let year = month.year();
        Ok(Collected { year }.find(db, desk).await?)
    })
}
