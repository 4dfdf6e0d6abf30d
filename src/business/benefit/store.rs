//! What the tab and the why line read. A person's standing takes six statements, whatever there is to read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Award, Cause, Event, Payment, Standing, Terms, why};
use crate::business::organisation::policies;
use crate::database::request::{Ending, Query};
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements};

statements! {
    /// The person, the scheme years paid, and whether a dispute about the citizen id is open.
    PERSON = sql!(
        "select p.participation, p.contribution_state, p.birth_date, p.died_on,
            (select count(*) from contributions c
                where c.county = $1 and c.insurance_no = p.insurance_no) as paid_years,
            (select count(*) from id_disputes d
                where d.county = $1 and d.citizen_id = p.citizen_id and d.settled_on is null) as disputes
        from persons p
        where p.county = $1 and p.insurance_no = $2
        order by p.insurance_no"
    );
    /// The person's awards, the first first.
    AWARDS = sql!(
        "select start_month, balance_fen, divisor, account_pension_fen, approved_on, verified_on
        from awards
        where county = $1 and insurance_no = $2
        order by start_month"
    );
    /// The person's events, as recorded.
    EVENTS = sql!(
        "select seq, kind, reason, event_date, from_month, recorded_on, evidence, document_no
        from benefit_events
        where county = $1 and insurance_no = $2
        order by seq"
    );
    /// The person's payments, the latest month first.
    PAYMENTS = sql!(
        "select month, basic_central_fen, basic_local_fen, account_fen, arrears_basic_fen, arrears_account_fen,
            state, credited_on, bank_code, account_tail
        from payments
        where county = $1 and insurance_no = $2
        order by month desc"
    );
    /// The person's payment of one month.
    PAYMENT = sql!(
        "select month, basic_central_fen, basic_local_fen, account_fen, arrears_basic_fen, arrears_account_fen,
            state, credited_on, bank_code, account_tail
        from payments
        where county = $1 and month = $2 and insurance_no = $3
        order by month"
    );
}

record! {
    /// What stands in the register about a person.
    struct Registered {
        participation: i64,
        contribution_state: i64,
        birth_date: NaiveDate,
        died_on: Option<NaiveDate>,
        paid_years: i64,
        disputes: i64,
    }
}

/// What is known of a person for the why line of one month; none for nobody of this county.
#[derive(Debug, Serialize, Deserialize)]
pub struct StandingOf {
    /// The person.
    pub insurance_no: String,
    /// The month asked about.
    pub month: Month,
}

impl Query for StandingOf {
    const NAME: &'static str = "benefit.standing";
    type Answer = Option<Standing>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        let (county, number) = (&desk.county, &self.insurance_no);
        let person: Option<Registered> = db.row(&PERSON, &binds![county, number]).await?;
        let Some(person) = person else {
            return Ok(None);
        };
        Ok(Some(Standing {
            participation: person.participation,
            contribution_state: person.contribution_state,
            birth_date: person.birth_date,
            died_on: person.died_on,
            paid_years: person.paid_years,
            dispute: person.disputes > 0,
            awards: db.rows(&AWARDS, &binds![county, number]).await?,
            events: db.rows(&EVENTS, &binds![county, number]).await?,
            payment: db
                .row(&PAYMENT, &binds![county, self.month, number])
                .await?,
            terms: terms(db, desk, self.month).await?,
        }))
    }
}

/// The policy in force for a month, as this county reads it today. A parameter without a row in force is a fault.
async fn terms(db: &Db, desk: &Desk, month: Month) -> Result<Terms, Fault> {
    let policies = policies(db, desk).await?;
    Terms::of(
        &policies,
        &desk.county,
        desk.business_date,
        month.last_day(),
    )
    .map_err(|refusal| Fault::inconsistent("policies", &refusal.why.en))
}

/// Award, events and payments of a person.
#[derive(Debug, Serialize, Deserialize)]
pub struct BenefitsOf {
    /// The person.
    pub insurance_no: String,
}

/// What the tab shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefits {
    /// The awards, the first first.
    pub awards: Vec<Award>,
    /// The events, as recorded.
    pub events: Vec<Event>,
    /// The payments, the latest month first.
    pub payments: Vec<Payment>,
    /// The policy in force this month.
    pub terms: Terms,
    /// The day it was asked.
    pub as_of: NaiveDate,
}

impl Query for BenefitsOf {
    const NAME: &'static str = "benefit.of_person";
    type Answer = Benefits;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Benefits, Fault> {
        let person = binds![&desk.county, &self.insurance_no];
        Ok(Benefits {
            awards: db.rows(&AWARDS, &person).await?,
            events: db.rows(&EVENTS, &person).await?,
            payments: db.rows(&PAYMENTS, &person).await?,
            terms: terms(db, desk, Month::of(desk.business_date)).await?,
            as_of: desk.business_date,
        })
    }
}

/// The causes this business sees for a person's month; none for nobody of this county.
pub(super) fn causes_of<'a>(
    db: &'a Db,
    desk: &'a Desk,
    insurance_no: &'a str,
    month: Month,
) -> Ending<'a, Vec<Cause>> {
    Box::pin(async move {
        let insurance_no = insurance_no.to_owned();
        let standing = StandingOf {
            insurance_no,
            month,
        };
        let found = standing.find(db, desk).await?;
        Ok(found.map_or_else(Vec::new, |standing| {
            why::causes(&standing, month, desk.business_date)
        }))
    })
}
