//! What a case leads to: a proposed line, a held month, or their being taken back; each is a hand of its chain. The doors
//! of the stop-payment form are all that is called: nothing here stops anybody.

use chrono::NaiveDate;

use super::{CaseAct, CaseState, Evidence, MatchCase, hands};
use crate::business::stop_payment::{
    HoldWanted, Reason, ReasonKind, Wanted, coming_month, hold, propose, release, withdraw,
};
use crate::database::value::Value;
use crate::database::{Fault, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements};

statements! {
    /// Other cases by which the death of somebody is on its way.
    OTHERS = sql!(
        "select count(*) as n from match_cases
        where county = $1 and insurance_no = $2 and case_no <> $3 and tells = 'DEATH' and level = 'A'
            and state in ('OPEN', 'CONFIRMED', 'APPROVED')"
    );
    /// Stops that were approved for somebody.
    STOPS = sql!(
        "select count(evidence) as n from benefit_events where county = $1 and insurance_no = $2 and kind = 'STOP'"
    );
}

record! { struct Others { n: i64 } }

/// The suspicion of a death, whose evidence is pending (3.6).
const SUSPECTED: &str = "S04";

/// A death (3.6).
const DEAD: &str = "T01";

/// Who asks for a hold.
const SOURCE: &str = "MATCH";

/// Whether the death of the case's person is on its way by another case.
pub(super) async fn proposed_already(
    tx: &mut Tx,
    desk: &Desk,
    case: &MatchCase,
) -> Result<bool, Fault> {
    let values = binds![&desk.county, &case.insurance_no, &case.case_no];
    let others: Others = tx.one(&OTHERS, &values).await?;
    Ok(others.n > 0 || stopped(tx, desk, &case.insurance_no).await?)
}

/// Whether a stop has been approved for somebody: there is nothing further to propose.
async fn stopped(tx: &mut Tx, desk: &Desk, insurance_no: &str) -> Result<bool, Fault> {
    let stops: Others = tx.one(&STOPS, &binds![&desk.county, insurance_no]).await?;
    Ok(stops.n > 0)
}

/// A case whose effects are worked out, and the hands they leave.
pub(super) struct Of<'a> {
    pub(super) case_no: &'a str,
    pub(super) insurance_no: &'a str,
    pub(super) village: &'a AreaCode,
    pub(super) state: CaseState,
    pub(super) rows: &'a mut Vec<Vec<Value>>,
    pub(super) next: i64,
}

impl Of<'_> {
    fn keep(&mut self, desk: &Desk, act: CaseAct, reason: Option<&str>, day: Option<NaiveDate>) {
        let hand = hands::Hand {
            reason,
            event_date: day,
            ..hands::Hand::of(act, self.state)
        };
        self.rows
            .push(hands::row(desk, self.case_no, self.next, &hand));
        self.next = self.next.saturating_add(1);
    }

    fn wanted(
        &self,
        (reason, day): (&str, Option<NaiveDate>),
        (evidence, number): (Evidence, &str),
        proposed_by: &str,
    ) -> Wanted {
        Wanted {
            insurance_no: self.insurance_no.to_owned(),
            village: self.village.clone(),
            reason: reason.to_owned(),
            event_date: day,
            evidence: Some(evidence),
            evidence_ref: Some(number.to_owned()),
            source_ref: self.case_no.to_owned(),
            proposed_by: proposed_by.to_owned(),
        }
    }

    /// Holds a month; one that waits for the same reason is enough.
    pub(super) async fn month(
        &mut self,
        tx: &mut Tx,
        desk: &Desk,
        reason: &str,
        month: Month,
    ) -> Result<(), Fault> {
        let wanted = HoldWanted {
            insurance_no: self.insurance_no.to_owned(),
            month,
            reason: reason.to_owned(),
            source: SOURCE.to_owned(),
            source_ref: self.case_no.to_owned(),
        };
        if hold(tx, desk, &wanted).await? {
            self.keep(desk, CaseAct::Hold, Some(reason), Some(month.first_day()));
        }
        Ok(())
    }

    /// A death of level A, as it is found: the line, and where the rule says so the month.
    pub(super) async fn found(
        &mut self,
        tx: &mut Tx,
        desk: &Desk,
        day: Option<NaiveDate>,
        list: &str,
        holds: Option<Month>,
    ) -> Result<(), Fault> {
        let evidence = (Evidence::Comparison, list);
        let wanted = self.wanted((DEAD, day), evidence, &desk.operator);
        if propose(tx, desk, &wanted).await? {
            self.keep(desk, CaseAct::Propose, Some(DEAD), day);
        }
        match holds {
            Some(month) => self.month(tx, desk, SUSPECTED, month).await,
            None => Ok(()),
        }
    }

    /// A case that is so: its line, on the evidence it was decided on; or, of what is only suspected, the month.
    pub(super) async fn approved(
        &mut self,
        tx: &mut Tx,
        desk: &Desk,
        case: &MatchCase,
        day: Option<NaiveDate>,
    ) -> Result<(), Fault> {
        let Some(reason) = case.reason.as_deref().filter(|_| case.has_pension()) else {
            return Ok(());
        };
        if stopped(tx, desk, self.insurance_no).await? {
            return Ok(());
        }
        if Reason::of(reason).is_some_and(|it| it.kind == ReasonKind::Hold) {
            let month = coming_month(tx, desk).await?;
            return self.month(tx, desk, reason, month).await;
        }
        // What was proposed when it was found rested on the list alone; nobody has taken it yet if it goes.
        withdraw(tx, desk, self.insurance_no, self.case_no).await?;
        // Whoever confirmed the case may not check the form: the door takes the confirmer from the desk.
        let confirmer = Desk {
            operator: case.decided_by.clone().unwrap_or_default(),
            ..desk.clone()
        };
        let evidence = (
            case.evidence_type.unwrap_or(Evidence::Comparison),
            case.evidence_ref.as_deref().unwrap_or(self.case_no),
        );
        let wanted = self.wanted((reason, day), evidence, &desk.operator);
        if propose(tx, &confirmer, &wanted).await? {
            self.keep(desk, CaseAct::Propose, Some(reason), day);
        }
        Ok(())
    }

    /// A false hit: what was proposed is taken back, what was held released.
    pub(super) async fn undone(&mut self, tx: &mut Tx, desk: &Desk) -> Result<(), Fault> {
        if withdraw(tx, desk, self.insurance_no, self.case_no).await? {
            self.keep(desk, CaseAct::Retract, None, None);
        }
        if release(tx, desk, self.insurance_no, self.case_no).await? {
            self.keep(desk, CaseAct::Release, None, None);
        }
        Ok(())
    }
}
