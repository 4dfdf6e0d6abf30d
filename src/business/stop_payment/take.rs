//! Taking proposals into a form, many at once: each by itself is taken or refused.

use serde::{Deserialize, Serialize};

use super::enter::rate;
use super::people::{limits, people};
use super::proposals::proposals_in;
use super::rules::enter::{self, Ground};
use super::rules::lines::{Computed, Limits, Person, may_take, no_proposal};
use super::store::hold;
use super::written::{self, NewLine};
use super::{Entered, Evidence, Proposal, Whole};
use crate::database::request::{Entry, EntryRow, Topic};
use crate::database::value::Value;
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::policy::Policies;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

/// The proposals of a JSON list `$4` of people and sources are on the form.
macro_rules! taken {
    ($list:literal) => {
        concat!(
            "update stop_proposals set state = 'TAKEN', form_no = $2
            where county = $1 and township = $3 and state = 'OPEN' and exists (select l.source_ref from ",
            $list,
            " l where l.insurance_no = stop_proposals.insurance_no and l.source_ref = stop_proposals.source_ref)"
        )
    };
}

statements! {
    /// Proposals that were put down here before and are on the form now.
    TAKEN = sql!(
        sqlite taken!("(select json_extract(value, '$[0]') as insurance_no, json_extract(value, '$[1]') as source_ref
            from json_each($4))"),
        postgres taken!("(select value ->> 0 as insurance_no, value ->> 1 as source_ref
            from jsonb_array_elements(cast($4 as jsonb)))")
    );
    /// The last number of each person's proposals, of a JSON list of people.
    LAST = sql!(
        sqlite "select insurance_no, max(seq) as last from stop_proposals
            where county = $1 and insurance_no in (select value from json_each($2))
            group by insurance_no order by insurance_no",
        postgres "select insurance_no, max(seq) as last from stop_proposals
            where county = $1 and insurance_no = any (array(select jsonb_array_elements_text(cast($2 as jsonb))))
            group by insurance_no order by insurance_no"
    );
}

crate::record! {
    struct Last { insurance_no: String, last: i64 }
}

/// Takes proposals into a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeProposals {
    /// The form.
    pub form_no: String,
    /// Which: the person, and what proposes it.
    pub picks: Vec<(String, String)>,
}

/// Proposals were taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Who is on the form now: the place, the number.
    pub taken: Vec<(i64, String)>,
    /// Who is not, and why.
    pub refused: Vec<(String, Refusal)>,
    /// What was done.
    pub told: Phrase,
}

/// What a taking is decided by.
pub struct TakeFacts {
    whole: Whole,
    proposals: Vec<Proposal>,
    people: Vec<Person>,
    limits: Limits,
    policies: Policies,
}

/// What a proposal says, as if it had been entered.
pub(super) fn entered(proposal: &Proposal) -> Entered {
    Entered {
        reason: proposal.reason.clone(),
        event_date: proposal.event_date,
        evidence: proposal.evidence_type,
        evidence_ref: proposal.evidence_ref.clone(),
        reporter: None,
        remark: None,
        back_pay: None,
    }
}

impl TakeFacts {
    fn found(&self, pick: &(String, String)) -> Result<(&Proposal, &Person), Refusal> {
        let of = |it: &&Proposal| it.insurance_no == pick.0 && it.source_ref == pick.1;
        let proposal = self.proposals.iter().find(of);
        let at = self
            .people
            .binary_search_by(|person| person.insurance_no.as_str().cmp(&pick.0));
        let person = at.ok().and_then(|at| self.people.get(at));
        proposal.zip(person).ok_or_else(|| no_proposal(&pick.0))
    }

    fn computed(
        &self,
        (proposal, person): (&Proposal, &Person),
        desk: &Desk,
    ) -> Result<Computed, Refusal> {
        let rate = |month| rate(&self.policies, desk, month);
        let ground = Ground {
            limits: &self.limits,
            rate: &rate,
        };
        enter::line(&self.whole, person, &entered(proposal), ground, desk)
    }
}

impl Change for TakeProposals {
    const NAME: &'static str = "stop_payment.take";
    type Facts = TakeFacts;
    type Outcome = Taken;

    fn object(&self) -> String {
        format!("stop_form:{}", self.form_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<TakeFacts, Fault> {
        let whole = hold(tx, desk, &self.form_no).await?;
        let mut numbers: Vec<String> = self.picks.iter().map(|(no, _)| no.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let proposals = proposals_in(tx, desk, &whole.form.township).await?;
        let people = people(tx, desk, &numbers).await?;
        let (limits, policies) = limits(tx, desk).await?;
        Ok(TakeFacts {
            whole,
            proposals,
            people,
            limits,
            policies,
        })
    }

    fn decide(&self, facts: &TakeFacts, desk: &Desk) -> Result<Taken, Refusal> {
        may_take(desk)?;
        let mut seq = written::next_seq(&facts.whole);
        let (mut taken, mut refused): (Vec<(i64, String)>, _) = (Vec::new(), Vec::new());
        for pick in &self.picks {
            let found = facts.found(pick);
            let judged = found.and_then(|found| facts.computed(found, desk));
            let twice = taken.iter().any(|(_, no)| *no == pick.0);
            match judged {
                Ok(_) if twice => {}
                Ok(_) => {
                    taken.push((seq, pick.0.clone()));
                    seq = seq.saturating_add(1);
                }
                Err(refusal) => refused.push((pick.0.clone(), refusal)),
            }
        }
        if let (true, Some((_, refusal))) = (taken.is_empty(), refused.first()) {
            return Err(refusal.clone());
        }
        let told = phrase!(
            "{n}人已列入{form}，{left}人未列入",
            "{n} are on {form}, {left} are not",
            n = taken.len(),
            form = self.form_no,
            left = refused.len()
        );
        Ok(Taken {
            taken,
            refused,
            told,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &TakeFacts,
        out: &Taken,
    ) -> Result<Entry, Fault> {
        let mut chosen: Vec<(i64, &Proposal, &Person, Entered, Computed)> = Vec::new();
        for (seq, number) in &out.taken {
            let pick = self.picks.iter().find(|(no, _)| no == number);
            let found = pick.ok_or_else(|| Fault::Misuse(number.clone()))?;
            let misuse = |refusal: Refusal| Fault::Misuse(refusal.why.en);
            let (proposal, person) = facts.found(found).map_err(misuse)?;
            let computed = facts
                .computed((proposal, person), desk)
                .map_err(|refusal| Fault::Misuse(refusal.why.en))?;
            chosen.push((*seq, proposal, person, entered(proposal), computed));
        }
        let lines: Vec<NewLine<'_>> = chosen
            .iter()
            .map(|(seq, proposal, person, entered, computed)| NewLine {
                seq: *seq,
                person,
                entered,
                computed,
                source: proposal.source,
            })
            .collect();
        written::put(tx, desk, &self.form_no, &lines).await?;
        let proposals: Vec<&Proposal> = chosen.iter().map(|it| it.1).collect();
        self.keep(tx, desk, facts, &proposals).await?;
        let rows = chosen.iter().map(|(_, proposal, _, entered, _)| {
            let after = serde_json::to_string(entered);
            Ok(EntryRow {
                key: proposal.insurance_no.clone(),
                before: None,
                after: Some(after.map_err(|it| Fault::Misuse(it.to_string()))?),
            })
        });
        Ok(Entry {
            object: self.object(),
            rows: rows.collect::<Result<_, Fault>>()?,
            topics: vec![
                Topic::of("stop_form", &self.form_no),
                Topic::of("person", ""),
            ],
            ..Entry::default()
        })
    }
}

impl TakeProposals {
    /// The proposals are taken: those known here change their state, those a list made are put down.
    async fn keep(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &TakeFacts,
        proposals: &[&Proposal],
    ) -> Result<(), Fault> {
        let json =
            |it: Result<String, serde_json::Error>| it.map_err(|it| Fault::Misuse(it.to_string()));
        let township = &facts.whole.form.township;
        let keys: Vec<(&str, &str)> = proposals
            .iter()
            .map(|it| (it.insurance_no.as_str(), it.source_ref.as_str()))
            .collect();
        let keys = json(serde_json::to_string(&keys))?;
        tx.run(&TAKEN, &binds![&desk.county, &self.form_no, township, keys])
            .await?;
        let numbers: Vec<&str> = proposals
            .iter()
            .map(|it| it.insurance_no.as_str())
            .collect();
        let numbers = json(serde_json::to_string(&numbers))?;
        let last: Vec<Last> = tx.rows(&LAST, &binds![&desk.county, numbers]).await?;
        let next = |number: &str| {
            let at = last.binary_search_by(|it| it.insurance_no.as_str().cmp(number));
            let last = at.ok().and_then(|at| last.get(at));
            last.map_or(1, |it| it.last.saturating_add(1))
        };
        let rows: Vec<Vec<Value>> = proposals
            .iter()
            .filter(|it| !it.stored)
            .map(|it| {
                binds![
                    &desk.county,
                    &it.insurance_no,
                    next(&it.insurance_no),
                    township,
                    &it.village,
                    &it.reason,
                    it.event_date,
                    it.evidence_type.map(Evidence::word),
                    it.evidence_ref.clone(),
                    it.source.word(),
                    &it.source_ref,
                    &it.proposed_by,
                    it.confirmed_by.clone(),
                    it.proposed_on,
                    "TAKEN",
                    &self.form_no
                ]
                .to_vec()
            })
            .collect();
        tx.insert_many("stop_proposals", COLUMNS, &rows).await?;
        Ok(())
    }
}

const COLUMNS: &[&str] = &[
    "county",
    "insurance_no",
    "seq",
    "township",
    "village",
    "reason",
    "event_date",
    "evidence_type",
    "evidence_ref",
    "source",
    "source_ref",
    "proposed_by",
    "confirmed_by",
    "proposed_on",
    "state",
    "form_no",
];
