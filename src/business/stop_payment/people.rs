//! What a line needs to know of people, of the policy and of the months applied: a few statements, however many people.

use std::collections::BTreeMap;

use super::rules::lines::{Limits, Person};
use super::{Class, Event, EventKind, Payment, PaymentState};
use crate::business::organisation::{policies, policies_in};
use crate::database::row::Record;
use crate::database::value::Value;
use crate::database::{Db, Fault, Sql, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::policy::Policies;
use crate::{binds, record, sql, statements};
use chrono::NaiveDate;

/// People with what a line must know of them, those of `$rest`.
macro_rules! people {
    ($rest:literal) => {
        concat!(
            "select p.insurance_no, p.name, p.village, p.participation, p.contribution_state,
                (select l.form_no from stop_lines l
                    where l.county = $1 and l.insurance_no = p.insurance_no and l.pending) as pending,
                (select max(case when e.kind = 'STOP' and not exists (select r.seq from benefit_events r
                            where r.county = $1 and r.insurance_no = e.insurance_no and r.kind = 'RESUME'
                                and r.reason = e.reason and r.seq > e.seq)
                        and not exists (select a.start_month from awards a
                            where a.county = $1 and a.insurance_no = e.insurance_no and a.start_month > 0
                                and a.approved_on > e.recorded_on) then e.from_month end)
                    from benefit_events e
                    where e.county = $1 and e.insurance_no = p.insurance_no) as stopped,
                (select max(a.account_pension_fen) from awards a
                    where a.county = $1 and a.insurance_no = p.insurance_no
                        and a.start_month = (select max(b.start_month) from awards b
                            where b.county = $1 and b.insurance_no = p.insurance_no)) as account_fen,
                (select max(b.start_month) from awards b
                    where b.county = $1 and b.insurance_no = p.insurance_no) as start_month
            from persons p where p.county = $1 and p.insurance_no ",
            $rest,
            " order by p.insurance_no"
        )
    };
}

/// The columns of a payment, for the people of `$rest`.
macro_rules! payments {
    ($rest:literal) => {
        concat!(
            "select insurance_no, month, basic_central_fen, basic_local_fen, account_fen, arrears_basic_fen,
                arrears_account_fen, state, credited_on
            from payments where county = $1 and insurance_no ",
            $rest,
            " order by insurance_no, month"
        )
    };
}

/// The columns of an event, for the people of `$rest`.
macro_rules! events {
    ($rest:literal) => {
        concat!(
            "select insurance_no, seq, kind, reason, event_date, from_month, recorded_on, evidence, document_no
            from benefit_events where county = $1 and insurance_no ",
            $rest,
            " order by insurance_no, seq"
        )
    };
}

/// The holds nobody has decided, of the people of `$rest`.
macro_rules! holds {
    ($rest:literal) => {
        concat!(
            "select insurance_no, seq, reason, month from holds where decision is null and county = $1 and insurance_no ",
            $rest,
            " order by insurance_no, month, seq"
        )
    };
}

/// A statement over a JSON list `$2` of people.
macro_rules! over_people {
    ($text:ident) => {
        sql!(
            sqlite $text!("in (select value from json_each($2))"),
            postgres $text!("= any (array(select jsonb_array_elements_text(cast($2 as jsonb))))")
        )
    };
}

statements! {
    /// People of a list.
    PEOPLE = over_people!(people);
    /// Their payments.
    PAYMENTS = over_people!(payments);
    /// What has happened to their benefits.
    EVENTS = over_people!(events);
    /// What of theirs waits for a decision.
    HOLDS = over_people!(holds);
    /// The last month whose run was applied for by a day.
    APPLIED = sql!("select max(month) as month from months where county = $1 and applied_on <= $2");
}

record! {
    struct PersonRow {
        insurance_no: String,
        name: String,
        village: AreaCode,
        participation: i64,
        contribution_state: i64,
        pending: Option<String>,
        stopped: Option<Month>,
        account_fen: Option<Fen>,
        start_month: Option<Month>,
    }
}

record! {
    struct PaymentRow {
        insurance_no: String,
        month: Month,
        basic_central_fen: Fen,
        basic_local_fen: Fen,
        account_fen: Fen,
        arrears_basic_fen: Fen,
        arrears_account_fen: Fen,
        state: PaymentState,
        credited_on: Option<NaiveDate>,
    }
}

record! {
    struct EventRow {
        insurance_no: String,
        seq: i64,
        kind: EventKind,
        reason: String,
        event_date: NaiveDate,
        from_month: Month,
        recorded_on: NaiveDate,
        evidence: String,
        document_no: Option<String>,
    }
}

record! {
    struct HoldRow { insurance_no: String, seq: i64, reason: String, month: Month }
}

record! {
    struct Applied { month: Option<Month> }
}

impl From<PaymentRow> for Payment {
    fn from(row: PaymentRow) -> Self {
        Self {
            month: row.month,
            basic_central_fen: row.basic_central_fen,
            basic_local_fen: row.basic_local_fen,
            account_fen: row.account_fen,
            arrears_basic_fen: row.arrears_basic_fen,
            arrears_account_fen: row.arrears_account_fen,
            state: row.state,
            credited_on: row.credited_on,
            bank_code: None,
            account_tail: None,
        }
    }
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        Self {
            seq: row.seq,
            kind: row.kind,
            reason: row.reason,
            event_date: row.event_date,
            from_month: row.from_month,
            recorded_on: row.recorded_on,
            evidence: row.evidence,
            document_no: row.document_no,
        }
    }
}

/// Where people are read: inside an act, or for a question.
pub(super) trait Reader: Send {
    /// The rows of a statement.
    fn read<T: Record + Send>(
        &mut self,
        sql: &Sql,
        values: &[Value],
    ) -> impl Future<Output = Result<Vec<T>, Fault>> + Send;
}

impl Reader for Tx {
    async fn read<T: Record + Send>(
        &mut self,
        sql: &Sql,
        values: &[Value],
    ) -> Result<Vec<T>, Fault> {
        self.rows(sql, values).await
    }
}

impl Reader for &Db {
    async fn read<T: Record + Send>(
        &mut self,
        sql: &Sql,
        values: &[Value],
    ) -> Result<Vec<T>, Fault> {
        self.rows(sql, values).await
    }
}

/// What is known of people, by number; who is not registered here is not in it.
pub(super) async fn people(
    tx: &mut impl Reader,
    desk: &Desk,
    numbers: &[String],
) -> Result<Vec<Person>, Fault> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let list = serde_json::to_string(numbers).map_err(|it| Fault::Misuse(it.to_string()))?;
    let key = binds![&desk.county, list];
    let rows: Vec<PersonRow> = tx.read(&PEOPLE, &key).await?;
    let mut payments: BTreeMap<String, Vec<Payment>> = BTreeMap::new();
    for row in tx.read::<PaymentRow>(&PAYMENTS, &key).await? {
        let of = payments.entry(row.insurance_no.clone()).or_default();
        of.push(row.into());
    }
    let mut events: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for row in tx.read::<EventRow>(&EVENTS, &key).await? {
        let of = events.entry(row.insurance_no.clone()).or_default();
        of.push(row.into());
    }
    let mut holds: BTreeMap<String, Vec<(String, Month)>> = BTreeMap::new();
    for row in tx.read::<HoldRow>(&HOLDS, &key).await? {
        let of = holds.entry(row.insurance_no).or_default();
        of.push((row.reason, row.month));
    }
    let person = |row: PersonRow| Person {
        class: Class::of(row.participation, row.contribution_state),
        payments: payments.remove(&row.insurance_no).unwrap_or_default(),
        events: events.remove(&row.insurance_no).unwrap_or_default(),
        holds: holds.remove(&row.insurance_no).unwrap_or_default(),
        insurance_no: row.insurance_no,
        name: row.name,
        village: row.village,
        pending: row.pending,
        stopped: row.stopped,
        account: row.account_fen.unwrap_or(Fen::ZERO),
        start: row.start_month,
    };
    Ok(rows.into_iter().map(person).collect())
}

/// The first month whose run is not yet applied for; the earliest there is where none was.
pub(super) async fn open_month(tx: &mut impl Reader, desk: &Desk) -> Result<Month, Fault> {
    let key = binds![&desk.county, desk.business_date];
    let applied: Option<Applied> = tx.read(&APPLIED, &key).await?.into_iter().next();
    let month = applied.and_then(|it| it.month);
    Ok(month.map_or(Month::MIN, Month::next))
}

/// The coming month: the first from the present one on that has not been applied for.
pub async fn coming_month(tx: &mut Tx, desk: &Desk) -> Result<Month, Fault> {
    let open = open_month(tx, desk).await?;
    Ok(open.max(Month::of(desk.business_date)))
}

/// What the policy says of reasons today.
pub(super) async fn limits(tx: &mut Tx, desk: &Desk) -> Result<(Limits, Policies), Fault> {
    let policies = policies_in(tx).await?;
    let open = open_month(tx, desk).await?;
    Ok((limits_of(&policies, open, desk)?, policies))
}

/// The same for a question.
pub(super) async fn limits_asked(mut db: &Db, desk: &Desk) -> Result<(Limits, Policies), Fault> {
    let policies = policies(db, desk).await?;
    let open = open_month(&mut db, desk).await?;
    Ok((limits_of(&policies, open, desk)?, policies))
}

fn limits_of(policies: &Policies, open: Month, desk: &Desk) -> Result<Limits, Fault> {
    let missing =
        |refusal: crate::kernel::refusal::Refusal| Fault::inconsistent("policies", &refusal.why.en);
    let (county, day) = (&desk.county, desk.business_date);
    let months = policies
        .int("P.missing.months", county, day)
        .map_err(missing)?;
    let detention = policies.text("P.detention", county, day).map_err(missing)?;
    Ok(Limits {
        open,
        missing_months: u32::try_from(months).unwrap_or(u32::MAX),
        detention_suspends: detention == "SUSPEND",
    })
}
