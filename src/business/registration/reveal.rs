//! The reveal: an id, an account and a telephone shown whole, committed with its reason before anybody sees it.

use serde::{Deserialize, Serialize};

use super::rules::may_reveal;
use super::store::{Secrets, secrets_of};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;

/// Show what is masked about one person.
#[derive(Debug, Serialize)]
pub struct Reveal {
    /// The lifelong number.
    pub insurance_no: String,
    /// Why.
    pub reason: String,
}

/// What was masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// 18 digits.
    pub citizen_id: String,
    /// Account, if there is one.
    pub bank_account: Option<String>,
    /// Telephone, if there is one.
    pub phone: Option<String>,
}

impl Change for Reveal {
    const NAME: &'static str = "person.reveal";
    type Facts = Option<Secrets>;
    type Outcome = Revealed;

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Option<Secrets>, Fault> {
        secrets_of(tx, desk, &self.insurance_no).await
    }

    fn decide(&self, facts: &Option<Secrets>, desk: &Desk) -> Result<Revealed, Refusal> {
        may_reveal(desk.post, facts.is_some(), &self.reason)?;
        let Some(secrets) = facts.clone() else {
            return Err(super::rules::not_here());
        };
        Ok(Revealed {
            citizen_id: secrets.citizen_id,
            bank_account: secrets.bank_account,
            phone: secrets.phone,
        })
    }

    async fn record(
        &self,
        _: &mut Tx,
        _: &Desk,
        _: &Self::Facts,
        _: &Revealed,
    ) -> Result<Entry, Fault> {
        // The trail says who saw whom and why; what was seen stays out of it.
        Ok(Entry {
            object: format!("person:{}", self.insurance_no),
            reason: Some(self.reason.trim().to_owned()),
            topics: vec![Topic::of("trail", &self.insurance_no)],
            ..Entry::default()
        })
    }
}
