//! The verification post decides: one case, or many that rest on the same evidence; each is reported on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rules::deciding::{Decided, Decision, Finding, at_once, decide};
use super::store::{Held, hold};
use super::{CaseAct, CaseState, Evidence, MatchCase, hands};
use crate::business::stop_payment::confirmed;
use crate::database::request::{Entry, EntryRow, Topic};
use crate::database::value::Value;
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

/// Cases of the JSON list `$2` as decided; of a false hit the list's own day is not its day.
macro_rules! decided {
    ($cases:literal) => {
        concat!(
            "update match_cases
            set state = $3, reason = $4, evidence_type = $5, evidence_ref = $6,
                decided_date = case when $3 = 'CONFIRMED' then coalesce($7, event_date) else $7 end, decided_by = $8,
                version = version + 1
            where county = $1 and state = 'OPEN' and case_no ",
            $cases
        )
    };
}

statements! {
    /// Cases as decided.
    DECIDED = sql!(
        sqlite decided!("in (select value from json_each($2))"),
        postgres decided!("= any (array(select jsonb_array_elements_text(cast($2 as jsonb))))")
    );
}

/// Decides cases.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecideCases {
    /// Their numbers, each with the version that was looked at.
    pub cases: Vec<(String, i64)>,
    /// What is decided, alike for all.
    pub decision: Decision,
}

/// What became of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesDecided {
    /// Those decided.
    pub done: Vec<String>,
    /// Those that were not, and why not.
    pub refused: Vec<(String, Refusal)>,
    /// The whole in a sentence.
    pub told: Phrase,
}

/// Cases that are decided, each as it stands and what it comes to; and those that are not, with the reason.
type Parted<'a> = (
    Vec<(&'a Held, &'a MatchCase, Decided)>,
    Vec<(String, Refusal)>,
);

impl DecideCases {
    fn sorted<'a>(&self, facts: &'a [Held], desk: &Desk) -> Parted<'a> {
        let mut done = Vec::new();
        let mut refused = Vec::new();
        for held in facts {
            let decided = held
                .standing()
                .and_then(|case| Ok((case, decide(case, &self.decision, desk)?)));
            match decided {
                Ok((case, decided)) => done.push((held, case, decided)),
                Err(why) => refused.push((held.case_no.clone(), why)),
            }
        }
        (done, refused)
    }
}

impl Change for DecideCases {
    const NAME: &'static str = "matching.decide";
    type Facts = Vec<Held>;
    type Outcome = CasesDecided;

    fn object(&self) -> String {
        match self.cases.as_slice() {
            [(one, _)] => format!("match:{one}"),
            _ => "match:*".to_owned(),
        }
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Vec<Held>, Fault> {
        match at_once(self.cases.len()) {
            Ok(()) => hold(tx, desk, &self.cases).await,
            Err(_) => Ok(Vec::new()),
        }
    }

    fn decide(&self, facts: &Vec<Held>, desk: &Desk) -> Result<CasesDecided, Refusal> {
        at_once(self.cases.len())?;
        let (done, refused) = self.sorted(facts, desk);
        // Nothing is left to report on: the refusal itself is the answer.
        if let (true, Some((_, why))) = (done.is_empty(), refused.first()) {
            return Err(why.clone());
        }
        let what = state_of(self.decision.finding);
        let told = phrase!(
            "{n}件转为“{what}”，{left}件未办",
            "{n} cases now '{what}', {left} left alone",
            n = done.len(),
            what = what.title(),
            left = refused.len()
        );
        Ok(CasesDecided {
            done: done.iter().map(|(held, ..)| held.case_no.clone()).collect(),
            refused,
            told,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &Vec<Held>,
        _: &CasesDecided,
    ) -> Result<Entry, Fault> {
        let (done, _) = self.sorted(facts, desk);
        let decision = &self.decision;
        let mut alike: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
        let mut kept: Vec<Vec<Value>> = Vec::with_capacity(done.len());
        let mut rows = Vec::with_capacity(done.len());
        for (held, case, decided) in &done {
            let reason = decided.reason.or(case.reason.as_deref());
            alike.entry(reason).or_default().push(&held.case_no);
            let hand = hands::Hand {
                evidence: decision.evidence,
                evidence_ref: Some(&decision.evidence_ref),
                event_date: decided.event_date,
                reason: decided.reason,
                remark: Some(&decision.remark),
                ..hands::Hand::of(act_of(decision.finding), decided.to)
            };
            kept.push(hands::row(desk, &held.case_no, held.next, &hand));
            rows.push(EntryRow {
                key: held.case_no.clone(),
                before: Some(format!("\"{}\"", case.state.word())),
                after: Some(format!("\"{}\"", decided.to.word())),
            });
        }
        if decision.finding == Finding::True {
            for (held, case, _) in &done {
                confirmed(tx, desk, &case.insurance_no, &held.case_no).await?;
            }
        }
        for (reason, cases) in alike {
            write(tx, desk, decision, reason, &cases).await?;
        }
        tx.insert_many("match_hands", hands::COLUMNS, &kept).await?;
        let after =
            serde_json::to_string(decision).map_err(|why| Fault::Misuse(why.to_string()))?;
        Ok(Entry {
            object: self.object(),
            after: Some(after),
            rows,
            topics: vec![Topic::of("matching", ""), Topic::of("person", "")],
            ..Entry::default()
        })
    }
}

const fn act_of(finding: Finding) -> CaseAct {
    match finding {
        Finding::True => CaseAct::Confirm,
        Finding::False => CaseAct::Deny,
    }
}

const fn state_of(finding: Finding) -> CaseState {
    match finding {
        Finding::True => CaseState::Confirmed,
        Finding::False => CaseState::Denied,
    }
}

/// Writes the decision on cases that propose the same reason.
async fn write(
    tx: &mut Tx,
    desk: &Desk,
    decision: &Decision,
    reason: Option<&str>,
    cases: &[&str],
) -> Result<(), Fault> {
    let list = serde_json::to_string(cases).map_err(|why| Fault::Misuse(why.to_string()))?;
    let values = binds![
        &desk.county,
        list,
        state_of(decision.finding).word(),
        reason,
        decision.evidence.map(Evidence::word),
        decision.evidence_ref.trim(),
        decision.event_date,
        &desk.operator
    ];
    let touched = tx.run(&DECIDED, &values).await?;
    if usize::try_from(touched) == Ok(cases.len()) {
        return Ok(());
    }
    Err(Fault::Stale(Fault::faster()))
}
