//! The hands a list goes through: signed by the village, checked and signed by the station, accepted by the county.

use serde::{Deserialize, Serialize};

use super::rules::signing::{self, ListFacts, Step, Terms, Way};
use super::store::{hold, station_of, township_of};
use super::{DEADLINE, ListState, Mark};
use crate::business::benefit::{Renewal, renew};
use crate::business::organisation::{holidays_in, policies_in, substitution};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

statements! {
    /// The list in its next state; whoever was faster has changed the version.
    MOVED = sql!(
        "update verification_lists
        set state = $5, signed_on = $6, days_late = $7, confirmed = $8, version = version + 1
        where county = $1 and month = $2 and village = $3 and version = $4"
    );
    /// The hand.
    HAND = sql!(
        "insert into verification_hands (county, month, village, seq, act, from_state, to_state, operator, post,
            acts_for, reason, days_late, business_date, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
}

/// Takes a list one step on, or back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveList {
    /// The month.
    pub month: Month,
    /// The village.
    pub village: AreaCode,
    /// The version that was looked at.
    pub version: i64,
    /// On or back.
    pub way: Way,
    /// Why it is sent back.
    pub reason: String,
}

/// A list has moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where it is now.
    pub state: ListState,
    /// By how many days the station's signature was late.
    pub days_late: Option<i64>,
    /// What was done.
    pub told: Phrase,
}

/// Facts of a move.
pub struct MoveFacts {
    facts: ListFacts,
    terms: Terms,
}

impl MoveList {
    fn step(&self, found: &MoveFacts, desk: &Desk) -> Result<Step, Refusal> {
        signing::step(&found.facts, self.way, &self.reason, &found.terms, desk)
    }
}

impl Change for MoveList {
    const NAME: &'static str = "verification.move";
    type Facts = MoveFacts;
    type Outcome = Moved;

    fn object(&self) -> String {
        format!("verification:{}:{}", self.month, self.village)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<MoveFacts, Fault> {
        let facts = hold(tx, desk, self.month, &self.village).await?;
        if facts.list.version != self.version {
            return Err(overtaken(&facts));
        }
        let policies = policies_in(tx).await?;
        let holidays = holidays_in(tx).await?;
        let due = DEADLINE.day(self.month, desk, &policies, &holidays);
        let township = township_of(tx, desk, &self.village).await?;
        let stands_in = match station_of(&self.village) {
            Some(station) => substitution(tx, desk, Post::TDir, &station).await?,
            None => None,
        };
        Ok(MoveFacts {
            facts,
            terms: Terms {
                due,
                acts_for: stands_in.map(|it| it.acts_for),
                township,
            },
        })
    }

    fn decide(&self, found: &MoveFacts, desk: &Desk) -> Result<Moved, Refusal> {
        let step = self.step(found, desk)?;
        let list = &found.facts.list;
        let mut told = phrase!(
            "{no} {act}，现为“{state}”",
            "{no} {act}: now '{state}'",
            no = list.list_no,
            act = step.act.title(),
            state = step.to.title()
        );
        if let Some(days) = step.days_late.filter(|days| *days > 0) {
            told = told.then(&phrase!(
                "；逾期{days}天，责任单位{township}",
                "; {days}d late, {township} answers for it",
                days = days,
                township = found.terms.township
            ));
        }
        Ok(Moved {
            state: step.to,
            days_late: step.days_late,
            told,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        found: &MoveFacts,
        out: &Moved,
    ) -> Result<Entry, Fault> {
        let list = &found.facts.list;
        let step = self
            .step(found, desk)
            .map_err(|refusal| Fault::Misuse(refusal.why.en.clone()))?;
        let (signed_on, days_late) = match (out.state.is_done(), step.days_late) {
            (true, Some(days)) => (Some(desk.business_date), Some(days)),
            (true, None) => (list.signed_on, list.days_late),
            (false, _) => (None, None),
        };
        // Sent back to the village, a list is to be confirmed again.
        let confirmed = list.confirmed && out.state != ListState::Issued;
        let values = binds![
            &desk.county,
            self.month,
            &self.village,
            self.version,
            out.state.word(),
            signed_on,
            days_late,
            confirmed
        ];
        tx.run_version(&MOVED, &values, &Fault::faster()).await?;
        let seq = found
            .facts
            .hands
            .last()
            .map_or(1, |hand| hand.seq.saturating_add(1));
        let reason = Some(self.reason.trim().to_owned()).filter(|it| !it.is_empty());
        let hand = binds![
            &desk.county,
            self.month,
            &self.village,
            seq,
            step.act.word(),
            list.state.word(),
            step.to.word(),
            &desk.operator,
            desk.post,
            step.acts_for.clone(),
            reason.clone(),
            step.days_late,
            desk.business_date,
            desk.at,
        ];
        tx.run_one(&HAND, &hand).await?;
        if out.state == ListState::CountyAccepted {
            renew(tx, desk, &renewals(&found.facts)).await?;
        }
        let state = |state: ListState| Some(state.word().to_owned());
        Ok(Entry {
            object: self.object(),
            before: state(list.state),
            after: state(out.state),
            reason,
            topics: vec![
                Topic::of("verification", self.village.as_str()),
                Topic::of("deadline", ""),
            ],
            ..Entry::default()
        })
    }
}

/// Whose annual date the county's acceptance renews: alive, by evidence, on a day. A list confirmed as a whole renews none.
fn renewals(facts: &ListFacts) -> Vec<Renewal> {
    let items = facts.items.iter().filter_map(|item| {
        let mark = Mark {
            evidence: item.evidence_type,
            seen_date: item.seen_date,
            ..Mark::bare(item.outcome?)
        };
        Some(Renewal {
            insurance_no: item.insurance_no.clone(),
            verified_on: item.seen_date.filter(|_| mark.renews())?,
            evidence_type: item.evidence_type?.word().to_owned(),
            evidence_ref: item.evidence_ref.clone(),
            maker: item.marked_by.clone()?,
        })
    });
    items.collect()
}

/// Somebody else was faster: where the list is now.
fn overtaken(facts: &ListFacts) -> Fault {
    let by = facts
        .hands
        .last()
        .map_or_else(String::new, |hand| hand.name.clone());
    Fault::Stale(phrase!(
        "名册刚被他人办理：现为“{state}”，已填{marked}人，最近签办{by}；本次操作未生效，请刷新后核对",
        "somebody has just acted on the list: now '{state}', {marked} entered, last hand {by}; nothing was written. Reload and look",
        state = facts.list.state.title(),
        marked = facts.list.marked,
        by = by
    ))
}
