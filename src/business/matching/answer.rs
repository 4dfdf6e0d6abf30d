//! The reviewer agrees with a decision or sends it back; a false hit that was none is taken up again.

use serde::{Deserialize, Serialize};

use super::effects::{Of, proposed_already};
use super::rules::dates::{counts, unsettled};
use super::rules::deciding::{Answer, answer, reopen};
use super::rules::effects::again;
use super::store::{Held, hold};
use super::{CaseAct, CaseState, DeathDate, MatchCase, Tells, deaths, hands};
use crate::business::stop_payment::coming_month;
use crate::database::request::{Entry, Topic};
use crate::database::value::Value;
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};
use chrono::NaiveDate;

statements! {
    /// The case agreed to; whoever was faster has changed the version.
    AGREED = sql!(
        "update match_cases set state = $4, approved_by = $5, version = version + 1
        where county = $1 and case_no = $2 and version = $3"
    );
    /// The case open again: who had decided it stays in its chain.
    OPENED = sql!(
        "update match_cases
        set state = 'OPEN', evidence_type = null, evidence_ref = null, decided_date = null, decided_by = null,
            approved_by = null, version = version + 1
        where county = $1 and case_no = $2 and version = $3"
    );
}

/// Agrees with what was decided, or sends it back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnswerCase {
    /// Its number.
    pub case_no: String,
    /// The version that was looked at.
    pub version: i64,
    /// What is said.
    pub answer: Answer,
    /// Why it is sent back.
    pub why: String,
}

/// Takes a false hit up again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReopenCase {
    /// Its number.
    pub case_no: String,
    /// The version that was looked at.
    pub version: i64,
    /// Why.
    pub why: String,
}

/// A case has moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMoved {
    /// Its state.
    pub state: CaseState,
    /// The day that counts, of a death.
    pub day: Option<NaiveDate>,
    /// What was done.
    pub told: Phrase,
}

/// What an answer rests on.
pub struct AnswerFacts {
    held: Held,
    dates: Vec<DeathDate>,
}

/// The day what was decided counts from: of a death, the one of the most trusted source.
fn day(case: &MatchCase, dates: &[DeathDate]) -> Result<Option<NaiveDate>, Refusal> {
    let stops = case.reason.as_deref() == Some("T01");
    if case.tells == Tells::Death && stops && case.state == CaseState::Confirmed {
        return counts(dates).map(Some).ok_or_else(unsettled);
    }
    Ok(case.decided_date.or(case.event_date))
}

impl Change for AnswerCase {
    const NAME: &'static str = "matching.answer";
    type Facts = AnswerFacts;
    type Outcome = CaseMoved;

    fn object(&self) -> String {
        format!("match:{}", self.case_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<AnswerFacts, Fault> {
        let held = one(tx, desk, &self.case_no, self.version).await?;
        let person = held.case.as_ref().map(|it| it.insurance_no.clone());
        let dates = match person {
            Some(person) => deaths::told_in(tx, desk, &person).await?.0,
            None => Vec::new(),
        };
        Ok(AnswerFacts { held, dates })
    }

    fn decide(&self, facts: &AnswerFacts, desk: &Desk) -> Result<CaseMoved, Refusal> {
        let case = facts.held.standing()?;
        let state = answer(case, self.answer, &self.why, desk)?;
        let day = match state {
            CaseState::Approved => day(case, &facts.dates)?,
            CaseState::Open | CaseState::Confirmed | CaseState::Denied | CaseState::FalseHit => {
                None
            }
        };
        Ok(moved(case, state, day))
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &AnswerFacts,
        out: &CaseMoved,
    ) -> Result<Entry, Fault> {
        let case = case_of(&facts.held)?;
        let at = binds![&desk.county, &self.case_no, self.version];
        let act = if out.state == CaseState::Open {
            tx.run_version(&OPENED, &at, &Fault::faster()).await?;
            CaseAct::Return
        } else {
            let agreed = binds![
                &desk.county,
                &self.case_no,
                self.version,
                out.state.word(),
                &desk.operator
            ];
            tx.run_version(&AGREED, &agreed, &Fault::faster()).await?;
            CaseAct::Approve
        };
        let mut rows = vec![hand(desk, &facts.held, act, out, &self.why)];
        let mut of = effects_of(&facts.held, case, out, &mut rows);
        match out.state {
            CaseState::Approved => of.approved(tx, desk, case, out.day).await?,
            CaseState::FalseHit => of.undone(tx, desk).await?,
            CaseState::Open | CaseState::Confirmed | CaseState::Denied => {}
        }
        tx.insert_many("match_hands", hands::COLUMNS, &rows).await?;
        Ok(entry(self.object(), case, out, &self.why))
    }
}

impl Change for ReopenCase {
    const NAME: &'static str = "matching.reopen";
    type Facts = Held;
    type Outcome = CaseMoved;

    fn object(&self) -> String {
        format!("match:{}", self.case_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Held, Fault> {
        one(tx, desk, &self.case_no, self.version).await
    }

    fn decide(&self, held: &Held, desk: &Desk) -> Result<CaseMoved, Refusal> {
        let case = held.standing()?;
        let state = reopen(case, &self.why, desk)?;
        Ok(moved(case, state, None))
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        held: &Held,
        out: &CaseMoved,
    ) -> Result<Entry, Fault> {
        let case = case_of(held)?;
        let at = binds![&desk.county, &self.case_no, self.version];
        tx.run_version(&OPENED, &at, &Fault::faster()).await?;
        let mut rows = vec![hand(desk, held, CaseAct::Reopen, out, &self.why)];
        let coming = coming_month(tx, desk).await?;
        let again = again(case, coming);
        if again.line_now && !proposed_already(tx, desk, case).await? {
            let mut of = effects_of(held, case, out, &mut rows);
            let holds = Some(coming).filter(|_| again.hold_now);
            of.found(tx, desk, case.event_date, &case.exchange_id, holds)
                .await?;
        }
        tx.insert_many("match_hands", hands::COLUMNS, &rows).await?;
        Ok(entry(self.object(), case, out, &self.why))
    }
}

async fn one(tx: &mut Tx, desk: &Desk, case_no: &str, version: i64) -> Result<Held, Fault> {
    let found = hold(tx, desk, &[(case_no.to_owned(), version)]).await?;
    let missing = || Fault::inconsistent("match_cases", case_no);
    found.into_iter().next().ok_or_else(missing)
}

fn case_of(held: &Held) -> Result<&MatchCase, Fault> {
    let missing = || Fault::inconsistent("match_cases", &held.case_no);
    held.case.as_ref().ok_or_else(missing)
}

fn moved(case: &MatchCase, state: CaseState, day: Option<NaiveDate>) -> CaseMoved {
    CaseMoved {
        state,
        day,
        told: phrase!(
            "{no} {name}现为“{state}”",
            "{no} {name}: now '{state}'",
            no = case.case_no,
            name = case.person_name,
            state = state.title()
        ),
    }
}

/// The hand.
fn hand(desk: &Desk, held: &Held, act: CaseAct, out: &CaseMoved, why: &str) -> Vec<Value> {
    let hand = hands::Hand {
        event_date: out.day,
        remark: Some(why),
        ..hands::Hand::of(act, out.state)
    };
    hands::row(desk, &held.case_no, held.next, &hand)
}

/// The effects of a case that has moved, whose hands follow that of the move.
fn effects_of<'a>(
    held: &'a Held,
    case: &'a MatchCase,
    out: &CaseMoved,
    rows: &'a mut Vec<Vec<Value>>,
) -> Of<'a> {
    Of {
        case_no: &held.case_no,
        insurance_no: &case.insurance_no,
        village: &case.village,
        state: out.state,
        rows,
        next: held.next.saturating_add(1),
    }
}

fn entry(object: String, case: &MatchCase, out: &CaseMoved, why: &str) -> Entry {
    let state = |state: CaseState| Some(format!("\"{}\"", state.word()));
    Entry {
        object,
        before: state(case.state),
        after: state(out.state),
        reason: Some(why.trim().to_owned()).filter(|it| !it.is_empty()),
        topics: vec![
            Topic::of("matching", ""),
            Topic::of("person", &case.insurance_no),
        ],
        ..Entry::default()
    }
}
