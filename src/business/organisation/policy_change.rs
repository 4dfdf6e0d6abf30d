//! Changing a parameter: one proposes by a document, another decides.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::policies::{
    Decided, PolicyRecord, PolicyVerdict, Proposed, confidence_word, scope_word,
};
use super::policy_store::rows_for_change;
use super::rules;
use super::sign_in::json;
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::area::County;
use crate::kernel::desk::Desk;
use crate::kernel::parameter::Confidence;
use crate::kernel::policy::PolicyRow;
use crate::kernel::refusal::Refusal;
use crate::{binds, phrase, sql, statements};

statements! {
    /// A proposal.
    PROPOSE = sql!("insert into policies (parameter, scope, effective_from, revision, value, source, confidence, document_no, state, maker, made_at, checker, checked_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, 'PROPOSED', $9, $10, null, null, 1)");
    /// A decision; whoever was faster has changed the version.
    DECIDE = sql!("update policies set state = $6, checker = $7, checked_at = $8, version = version + 1 where parameter = $1 and scope = $2 and effective_from = $3 and revision = $4 and version = $5 and state = 'PROPOSED'");
}

/// Proposes another value of a parameter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProposePolicy {
    /// The parameter's id.
    pub parameter: String,
    /// The county it is for; none: all.
    pub scope: Option<County>,
    /// The first day it shall hold.
    pub effective_from: NaiveDate,
    /// The value, as the parameter's kind writes it.
    pub value: String,
    /// The number of the document that orders it.
    pub document_no: String,
    /// The clause or instrument it rests on.
    pub source: String,
    /// Why.
    pub reason: String,
}

impl ProposePolicy {
    /// The row it would become. What a numbered document orders is certain.
    fn row(&self) -> PolicyRow {
        PolicyRow {
            parameter: self.parameter.trim().to_owned(),
            scope: self.scope.clone(),
            effective_from: self.effective_from,
            value: self.value.trim().to_owned(),
            source: self.source.trim().to_owned(),
            confidence: Confidence::C,
            document_no: self.document_no.trim().to_owned(),
        }
    }
}

/// What a row is called in the trail.
fn object(parameter: &str) -> String {
    format!("policy:{parameter}")
}

impl Change for ProposePolicy {
    const NAME: &'static str = "policy.propose";
    type Facts = Vec<PolicyRecord>;
    type Outcome = Proposed;

    fn object(&self) -> String {
        object(self.parameter.trim())
    }

    async fn gather(&self, tx: &mut Tx, _: &Desk) -> Result<Self::Facts, Fault> {
        rows_for_change(tx, self.parameter.trim()).await
    }

    fn decide(&self, rows: &Self::Facts, desk: &Desk) -> Result<Proposed, Refusal> {
        rules::propose(&self.row(), &self.reason, rows, desk)
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        _: &Self::Facts,
        out: &Proposed,
    ) -> Result<Entry, Fault> {
        let row = self.row();
        let values = binds![
            &row.parameter,
            scope_word(row.scope.as_ref()),
            row.effective_from,
            out.revision,
            &row.value,
            &row.source,
            confidence_word(row.confidence),
            &row.document_no,
            &desk.operator,
            desk.at,
        ];
        tx.run_one(&PROPOSE, &values).await?;
        Ok(Entry {
            object: object(&row.parameter),
            before: out.before.as_ref().map(json).transpose()?,
            after: Some(json(&row)?),
            reason: Some(self.reason.trim().to_owned()),
            topics: vec![Topic::of("policy", &row.parameter)],
            ..Entry::default()
        })
    }
}

/// Approves, rejects or withdraws a proposal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecidePolicy {
    /// The parameter's id.
    pub parameter: String,
    /// The county it is for; none: all.
    pub scope: Option<County>,
    /// The first day it shall hold.
    pub effective_from: NaiveDate,
    /// Its number among the rows of that parameter, scope and day.
    pub revision: i64,
    /// The version that was looked at.
    pub version: i64,
    /// What is done with it.
    pub verdict: PolicyVerdict,
    /// Why; an approval may do without.
    pub reason: String,
}

impl DecidePolicy {
    /// A decision on a proposal as it was shown.
    pub fn on(row: &PolicyRecord, verdict: PolicyVerdict, reason: &str) -> Self {
        Self {
            parameter: row.parameter.clone(),
            scope: row.scope.parse().ok(),
            effective_from: row.effective_from,
            revision: row.revision,
            version: row.version,
            verdict,
            reason: reason.trim().to_owned(),
        }
    }

    fn is_about(&self, row: &PolicyRecord) -> bool {
        row.scope == scope_word(self.scope.as_ref())
            && row.effective_from == self.effective_from
            && row.revision == self.revision
    }
}

/// Somebody else was faster: what became of the proposal meanwhile.
fn overtaken(row: &PolicyRecord) -> Fault {
    Fault::Stale(phrase!(
        "该项变更刚被{who}办理，现为{state}；本次操作未生效，请刷新后核对",
        "{who} has just acted on this change: it is {state} now; nothing was written. Refresh and look again",
        who = row.checker_name.as_deref().unwrap_or(&row.maker_name),
        state = row.state.title(),
    ))
}

impl Change for DecidePolicy {
    const NAME: &'static str = "policy.decide";
    type Facts = Option<PolicyRecord>;
    type Outcome = Decided;

    fn object(&self) -> String {
        object(&self.parameter)
    }

    async fn gather(&self, tx: &mut Tx, _: &Desk) -> Result<Self::Facts, Fault> {
        let rows = rows_for_change(tx, &self.parameter).await?;
        let found = rows.into_iter().find(|row| self.is_about(row));
        match found {
            Some(row) if row.version != self.version => Err(overtaken(&row)),
            found => Ok(found),
        }
    }

    fn decide(&self, row: &Self::Facts, desk: &Desk) -> Result<Decided, Refusal> {
        rules::decide(row.as_ref(), self.verdict, &self.reason, desk)
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        row: &Self::Facts,
        out: &Decided,
    ) -> Result<Entry, Fault> {
        // A maker who takes back has checked nothing.
        let checker = (self.verdict != PolicyVerdict::Withdraw).then(|| desk.operator.clone());
        let values = binds![
            &self.parameter,
            scope_word(self.scope.as_ref()),
            self.effective_from,
            self.revision,
            self.version,
            out.state.word(),
            checker.clone(),
            desk.at,
        ];
        tx.run_version(&DECIDE, &values, &Fault::faster()).await?;
        let after = row.clone().map(|row| PolicyRecord {
            state: out.state,
            checker_name: checker.is_some().then(|| desk.name.clone()),
            checker,
            checked_at: Some(desk.at),
            version: row.version.saturating_add(1),
            ..row
        });
        Ok(Entry {
            object: object(&self.parameter),
            before: row.as_ref().map(json).transpose()?,
            after: after.as_ref().map(json).transpose()?,
            reason: (!self.reason.is_empty()).then(|| self.reason.clone()),
            topics: vec![Topic::of("policy", &self.parameter)],
            ..Entry::default()
        })
    }
}
