//! What proposes a line: outcomes of finished verification lists, and what later businesses put here. A proposal stops
//! nobody; the township's handler takes it into the form.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rules::proposed::{Found, Waits, reason};
use super::store::may_see;
use super::{Evidence, Outcome, Proposal, Reported, Source};
use crate::business::organisation::{policies, policies_in};
use crate::business::verification::{reported, reported_in};
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::policy::Policies;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

/// So many are shown or taken at once.
pub const SHOWN_MAX: i64 = 5_000;

statements! {
    /// What waits for a township's handler.
    OPEN = sql!(
        "select s.insurance_no, p.name, s.village, s.reason, s.event_date, s.evidence_type, s.evidence_ref, s.source,
            s.source_ref, s.proposed_by, s.confirmed_by, s.proposed_on, s.state = 'OPEN' as stored
        from stop_proposals s
        join persons p on p.county = $1 and p.insurance_no = s.insurance_no
        where s.county = $1 and s.township = $2 and s.state = 'OPEN'
        order by s.proposed_on, s.insurance_no, s.seq limit $3"
    );
    /// Which outcomes of a township's lists are known here already, whatever became of them.
    KNOWN = sql!(
        "select insurance_no, source_ref from stop_proposals
        where county = $1 and township = $2 and source = 'VERIFICATION' and proposed_on >= $3
        order by insurance_no, source_ref limit $4"
    );
    /// Who of a township stands on a form that waits.
    PENDING = sql!(
        "select l.insurance_no from stop_forms f
        join stop_lines l on l.county = $1 and l.form_no = f.form_no
        where f.county = $1 and f.township = $2 and f.state <> 'APPROVED'
        order by l.insurance_no"
    );
    /// A proposal; whatever is known already is not proposed again.
    PROPOSED = sql!(
        "insert into stop_proposals (county, insurance_no, seq, township, village, reason, event_date, evidence_type,
            evidence_ref, source, source_ref, proposed_by, confirmed_by, proposed_on, state, form_no)
        values ($1, $2, (select coalesce(max(s.seq), 0) + 1 from stop_proposals s
                where s.county = $1 and s.insurance_no = $2),
            $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'OPEN', null)
        on conflict do nothing"
    );
    /// Who has confirmed what proposes a line, taken into a form or not.
    CONFIRMED = sql!(
        "update stop_proposals set confirmed_by = $4
        where county = $1 and insurance_no = $2 and source_ref = $3 and state <> 'DROPPED'"
    );
    /// A proposal taken back by what proposed it, while nobody has taken it.
    DROPPED = sql!(
        "update stop_proposals set state = 'DROPPED'
        where county = $1 and insurance_no = $2 and source_ref = $3 and state = 'OPEN'"
    );
}

record! {
    struct Known { insurance_no: String, source_ref: String }
}

record! {
    struct Pending { insurance_no: String }
}

/// Who is proposed in a township, the longest waiting first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProposalsOf {
    /// The township.
    pub township: AreaCode,
}

/// What was found of a township's proposals, before it is put together.
struct Parts {
    open: Vec<Proposal>,
    reported: Vec<Reported>,
    known: Vec<Known>,
    pending: Vec<Pending>,
}

/// Lists of the month before may be signed late; what is older is no proposal any more.
fn since(desk: &Desk) -> Month {
    Month::of(desk.business_date).previous()
}

fn waits(policies: &Policies, desk: &Desk) -> Result<Waits, Refusal> {
    let int = |parameter| policies.int(parameter, &desk.county, desk.business_date);
    let months = |months: i64| u32::try_from(months).unwrap_or(u32::MAX);
    let valid = int("P.verify.annual_validity_months")?;
    let grace = int("P.verify.grace_months")?;
    Ok(Waits {
        missing: months(int("P.missing.months")?),
        verified: months(valid.saturating_add(grace)),
    })
}

/// An outcome as a proposal, where it proposes anything.
fn proposal(of: Reported, waits: Waits, today: NaiveDate) -> Option<Proposal> {
    let code = reason(
        Found {
            outcome: of.outcome,
            suspended: of.part == 2,
            seen: of.seen_date,
            verified: of.verified_on,
        },
        waits,
        today,
    )?;
    let event_date = match of.outcome {
        Outcome::Missing => of.seen_date,
        Outcome::Alive
        | Outcome::Dead
        | Outcome::Imprisoned
        | Outcome::MovedOut
        | Outcome::OtherPension
        | Outcome::NotReached
        | Outcome::Disputed => of.event_date,
    };
    Some(Proposal {
        insurance_no: of.insurance_no,
        name: of.name,
        village: of.village,
        reason: code.to_owned(),
        event_date,
        evidence_type: of.evidence_type,
        evidence_ref: of.evidence_ref,
        source: Source::Verification,
        source_ref: of.list_no,
        proposed_by: of.marked_by,
        confirmed_by: None,
        proposed_on: of.signed_on,
        stored: false,
    })
}

fn together(parts: Parts, policies: &Policies, desk: &Desk) -> Result<Vec<Proposal>, Fault> {
    let waits = waits(policies, desk);
    let waits = waits.map_err(|refusal| Fault::inconsistent("policies", &refusal.why.en))?;
    let known: BTreeSet<(String, String)> = parts
        .known
        .into_iter()
        .map(|it| (it.insurance_no, it.source_ref))
        .collect();
    let pending: BTreeSet<String> = parts
        .pending
        .into_iter()
        .map(|it| it.insurance_no)
        .collect();
    let fresh = parts
        .reported
        .into_iter()
        .filter(|it| !known.contains(&(it.insurance_no.clone(), it.list_no.clone())))
        .filter_map(|it| proposal(it, waits, desk.business_date));
    let mut all: Vec<Proposal> = parts.open.into_iter().chain(fresh).collect();
    all.retain(|it| !pending.contains(&it.insurance_no));
    all.sort_by(|one, two| {
        let key = |it: &Proposal| {
            (
                it.proposed_on,
                it.insurance_no.clone(),
                it.source_ref.clone(),
            )
        };
        key(one).cmp(&key(two))
    });
    Ok(all)
}

impl Query for ProposalsOf {
    const NAME: &'static str = "stop_payment.proposals";
    type Answer = Vec<Proposal>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Proposal>, Fault> {
        if !may_see(desk, &self.township) {
            return Ok(Vec::new());
        }
        let (county, since) = (&desk.county, since(desk));
        let township = &self.township;
        let known = binds![county, township, since.first_day(), SHOWN_MAX];
        let parts = Parts {
            open: db.rows(&OPEN, &binds![county, township, SHOWN_MAX]).await?,
            known: db.rows(&KNOWN, &known).await?,
            pending: db.rows(&PENDING, &binds![county, township]).await?,
            reported: reported(db, desk, township, since).await?,
        };
        let mut all = together(parts, &policies(db, desk).await?, desk)?;
        all.retain(|it| desk.area.holds(&it.village));
        Ok(all)
    }
}

/// The same inside an act.
pub(super) async fn proposals_in(
    tx: &mut Tx,
    desk: &Desk,
    township: &AreaCode,
) -> Result<Vec<Proposal>, Fault> {
    let (county, since) = (&desk.county, since(desk));
    let known = binds![county, township, since.first_day(), SHOWN_MAX];
    let parts = Parts {
        open: tx.rows(&OPEN, &binds![county, township, SHOWN_MAX]).await?,
        known: tx.rows(&KNOWN, &known).await?,
        pending: tx.rows(&PENDING, &binds![county, township]).await?,
        reported: reported_in(tx, desk, township, since).await?,
    };
    together(parts, &policies_in(tx).await?, desk)
}

/// What a later business asks to be put on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whom.
    pub insurance_no: String,
    /// The village.
    pub village: AreaCode,
    /// The reason's code (3.6).
    pub reason: String,
    /// The day of what happened.
    pub event_date: Option<NaiveDate>,
    /// What it rests on.
    pub evidence: Option<Evidence>,
    /// Its number or where it lies.
    pub evidence_ref: Option<String>,
    /// The case it comes from.
    pub source_ref: String,
    /// Who found it.
    pub proposed_by: String,
}

/// Proposes a line: the door of a confirmed comparison. The desk is the confirmer, who may not check the form later.
/// Whether it is new; what is known already is not proposed again.
pub async fn propose(tx: &mut Tx, desk: &Desk, wanted: &Wanted) -> Result<bool, Fault> {
    let township = format!(
        "{}000",
        wanted.village.as_str().get(..9).unwrap_or_default()
    );
    let confirmed = Some(desk.operator.clone()).filter(|it| *it != wanted.proposed_by);
    let values = binds![
        &desk.county,
        &wanted.insurance_no,
        township,
        &wanted.village,
        &wanted.reason,
        wanted.event_date,
        wanted.evidence.map(Evidence::word),
        wanted.evidence_ref.clone(),
        Source::Match.word(),
        &wanted.source_ref,
        &wanted.proposed_by,
        confirmed,
        desk.business_date
    ];
    Ok(tx.run(&PROPOSED, &values).await? > 0)
}

/// Says who has confirmed what proposes a line, be it on a form already: the desk may not check that form in the county.
pub async fn confirmed(
    tx: &mut Tx,
    desk: &Desk,
    insurance_no: &str,
    source_ref: &str,
) -> Result<(), Fault> {
    let values = binds![&desk.county, insurance_no, source_ref, &desk.operator];
    tx.run(&CONFIRMED, &values).await.map(drop)
}

/// Takes a proposal back, while nobody has taken it; whether there was one.
pub async fn withdraw(
    tx: &mut Tx,
    desk: &Desk,
    insurance_no: &str,
    source_ref: &str,
) -> Result<bool, Fault> {
    let key = binds![&desk.county, insurance_no, source_ref];
    Ok(tx.run(&DROPPED, &key).await? > 0)
}
