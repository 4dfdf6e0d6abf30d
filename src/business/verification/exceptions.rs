//! Whom the month's verification found otherwise than alive, in an area: the rows behind the numbers of the progress.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::progress::seen;
use super::{Evidence, ListState, Outcome};
use crate::database::{Db, Fault, Query};
use crate::kernel::area::AreaCode;
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements};

statements! {
    /// The outcomes other than alive on the lists of an area, the deaths first.
    EXCEPTIONS = sql!(
        "select i.village, coalesce(a.name, i.village) as village_name, i.insurance_no, i.seq, p.name, p.citizen_id, p.phone,
            i.outcome, i.evidence_type, i.evidence_ref, i.event_date, i.seen_date, i.remark, l.state
        from verification_items i
        join persons p on p.county = i.county and p.insurance_no = i.insurance_no
        join verification_lists l on l.county = i.county and l.month = i.month and l.village = i.village
        left join areas a on a.code = i.village and a.valid_from <= $6 and (a.valid_to is null or a.valid_to >= $6)
        where i.county between $1 and $2 and i.month = $3 and i.village between $4 and $5 and i.outcome <> 'V1'
            and i.part = 1
        order by i.outcome, i.village, i.seq limit $7"
    );
}

/// So many people are listed at most.
pub const EXCEPTIONS_MAX: i64 = 2000;

record! {
    /// Somebody found otherwise than alive.
    pub struct Exception {
        /// The village of the list.
        pub village: AreaCode,
        /// Its name.
        pub village_name: String,
        /// The insurance number.
        pub insurance_no: String,
        /// The place on the list.
        pub seq: i64,
        /// The name.
        pub name: String,
        /// The citizen id, masked.
        pub citizen_id: String,
        /// Telephone.
        pub phone: Option<String>,
        /// What was found.
        pub outcome: Outcome,
        /// The kind of evidence.
        pub evidence_type: Option<Evidence>,
        /// Where it lies.
        pub evidence_ref: Option<String>,
        /// When it happened.
        pub event_date: Option<NaiveDate>,
        /// When the person was seen.
        pub seen_date: Option<NaiveDate>,
        /// The remark.
        pub remark: Option<String>,
        /// How far the list has come.
        pub state: ListState,
    }
}

/// The exceptions of a month in an area; of what lies outside the desk's own there are none.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExceptionsOf {
    /// The month.
    pub month: Month,
    /// A city, a county, a township or a village.
    pub area: AreaCode,
}

impl Query for ExceptionsOf {
    const NAME: &'static str = "verification.exceptions";
    type Answer = Vec<Exception>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Exception>, Fault> {
        let Some(area) = seen(&self.area, desk) else {
            return Ok(Vec::new());
        };
        let (first, last) = area.codes();
        let county = |code: &str| code.get(..6).unwrap_or_default().to_owned();
        let values = binds![
            county(&first),
            county(&last),
            self.month,
            first,
            last,
            desk.business_date,
            EXCEPTIONS_MAX
        ];
        let mut found: Vec<Exception> = db.rows(&EXCEPTIONS, &values).await?;
        for person in &mut found {
            let id = CitizenId::parse(&person.citizen_id);
            person.citizen_id = id.map_or_else(|_| String::new(), |id| id.masked());
        }
        Ok(found)
    }
}
