//! Accepting or rejecting a staged file: another person than the one who brought it in.

use serde::{Deserialize, Serialize};

use super::store::exchange;
use super::{Exchange, ExchangeState, FileVerdict, rules};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

statements! {
    /// The file as it stands.
    STANDS = sql!(exchange!(" and e.exchange_id = $2"));
    /// Its next state; whoever was faster has changed the version.
    DECIDED = sql!(
        "update exchanges set state = $4, checker = $5, checked_at = $6, reason = $7, version = version + 1
        where county = $1 and exchange_id = $2 and version = $3"
    );
}

/// Accepts or rejects a staged file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecideFile {
    /// Its number.
    pub exchange_id: String,
    /// The version that was looked at.
    pub version: i64,
    /// What is decided.
    pub verdict: FileVerdict,
    /// Why it is rejected.
    pub reason: String,
}

/// A file was decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDecided {
    /// Its number.
    pub exchange_id: String,
    /// Its state.
    pub state: ExchangeState,
    /// What was done.
    pub told: Phrase,
}

impl Change for DecideFile {
    const NAME: &'static str = "outside.decide";
    type Facts = Option<Exchange>;
    type Outcome = FileDecided;

    fn object(&self) -> String {
        format!("exchange:{}", self.exchange_id)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Self::Facts, Fault> {
        let found: Option<Exchange> = tx
            .row(&STANDS, &binds![&desk.county, &self.exchange_id])
            .await?;
        match found {
            Some(it) if it.version != self.version => Err(overtaken(&it)),
            found => Ok(found),
        }
    }

    fn decide(&self, found: &Self::Facts, desk: &Desk) -> Result<FileDecided, Refusal> {
        let state = rules::decide(found.as_ref(), self.verdict, &self.reason, desk)?;
        let taken = found.as_ref().map_or(0, |it| it.taken);
        Ok(FileDecided {
            exchange_id: self.exchange_id.clone(),
            state,
            told: phrase!(
                "{id} {state}，{n}条",
                "{id} {state}, {n} records",
                id = self.exchange_id,
                state = state.title(),
                n = taken
            ),
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        found: &Self::Facts,
        out: &FileDecided,
    ) -> Result<Entry, Fault> {
        let reason = Some(self.reason.trim().to_owned()).filter(|it| !it.is_empty());
        let values = binds![
            &desk.county,
            &self.exchange_id,
            self.version,
            out.state.word(),
            &desk.operator,
            desk.at,
            reason.clone()
        ];
        tx.run_version(&DECIDED, &values, &Fault::faster()).await?;
        let kept = |state: ExchangeState| {
            let it = found.as_ref()?;
            let kept = serde_json::json!({
                "state": state.word(), "sha256": it.sha256, "lines": it.lines, "taken": it.taken, "bad": it.bad,
            });
            Some(kept.to_string())
        };
        Ok(Entry {
            object: self.object(),
            before: kept(ExchangeState::Staged),
            after: kept(out.state),
            reason,
            topics: vec![Topic::of("exchange", "")],
            ..Entry::default()
        })
    }
}

/// Somebody else was faster.
fn overtaken(it: &Exchange) -> Fault {
    Fault::Stale(phrase!(
        "该文件刚被{who}办理，现为“{state}”；本次操作未生效，请刷新后核对",
        "{who} has just acted on the file: it is '{state}' now; nothing was written. Reload and look",
        who = it.checker_name.as_deref().unwrap_or(&it.maker_name),
        state = it.state.title()
    ))
}
