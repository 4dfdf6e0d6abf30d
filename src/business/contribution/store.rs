//! What a person has paid, year by year.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ContributionKind, SubsidyState};
use crate::database::request::Query;
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::{binds, record, sql, statements};

statements! {
    /// A person's contributions, the latest scheme year first.
    OF_PERSON = sql!(
        "select scheme_year, kind, grade_yuan, personal_fen, gov_paid_fen, collective_fen, subsidy_fen,
            subsidy_state, paid_on, bank_code, receipt_no, posted_on
        from contributions
        where county = $1 and insurance_no = $2
        order by scheme_year desc"
    );
}

/// All contributions of a person, the latest scheme year first.
#[derive(Debug, Serialize, Deserialize)]
pub struct ContributionsOf {
    /// The person.
    pub insurance_no: String,
}

record! {
    /// The contribution of one scheme year.
    pub struct Contribution {
        /// The scheme year.
        pub scheme_year: i64,
        /// Of the year itself, or made up.
        pub kind: ContributionKind,
        /// The grade, yuan a year.
        pub grade_yuan: i64,
        /// The person's own part.
        pub personal_fen: Fen,
        /// What the government paid in the person's place (2.5).
        pub gov_paid_fen: Fen,
        /// Collective aid and other support (2.6).
        pub collective_fen: Fen,
        /// The government's subsidy.
        pub subsidy_fen: Fen,
        /// How far the subsidy has come; none where none is owed.
        pub subsidy_state: Option<SubsidyState>,
        /// The value date of the bank receipt.
        pub paid_on: NaiveDate,
        /// The bank.
        pub bank_code: String,
        /// Its receipt.
        pub receipt_no: String,
        /// When it went to the individual account.
        pub posted_on: NaiveDate,
    }
}

impl Query for ContributionsOf {
    const NAME: &'static str = "contribution.of_person";
    type Answer = Vec<Contribution>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        db.rows(&OF_PERSON, &binds![&desk.county, &self.insurance_no])
            .await
    }
}
