//! Signing in, and what only a demonstration may do: sit down without a password, move the date.
//!
//! A refused log-in leaves an entry too; the runner writes it. A password is in no entry, recording or log.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize, Serializer};

use super::credential;
use super::rules;
use super::seats::{Known, Seat, SignInFacts, SignedIn};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};
use chrono::NaiveDate;

/// The longest name a login role can have, in characters.
const ID_LONGEST: usize = 63;

statements! {
    /// An operator and the hash of the password, where this database keeps one.
    OPERATOR = sql!("select o.name, o.locked, c.phc from operators o left join credentials c on c.operator = o.operator where o.operator = $1");
    /// Every post an operator has held.
    SEATS = sql!("select post, area, valid_from, valid_to from assignments where operator = $1 order by valid_from desc, post, area");
    /// A setting.
    SETTING = sql!("select value from settings where name = $1");
    /// Moves the business date.
    SET_DATE = sql!("insert into settings (name, value) values ('business_date', $1) on conflict (name) do update set value = excluded.value");
}

record! {
    struct OperatorRow {
        name: String,
        locked: bool,
        phc: Option<String>,
    }
}

record! {
    struct SettingRow { value: String }
}

/// The operator with every post held, and the hash of the password.
pub(super) async fn known(
    tx: &mut Tx,
    operator: &str,
) -> Result<Option<(Known, Option<String>)>, Fault> {
    let found: Option<OperatorRow> = tx.row(&OPERATOR, &binds![operator]).await?;
    let Some(row) = found else { return Ok(None) };
    let seats: Vec<Seat> = tx.rows(&SEATS, &binds![operator]).await?;
    let known = Known {
        operator: operator.to_owned(),
        name: row.name,
        locked: row.locked,
        seats,
    };
    Ok(Some((known, row.phc)))
}

/// Whether the database says of itself that it is a demonstration; the desk's own word is not enough.
async fn is_demonstration(tx: &mut Tx) -> Result<bool, Fault> {
    let row: Option<SettingRow> = tx.row(&SETTING, &binds!["environment"]).await?;
    Ok(row.is_some_and(|row| row.value == "demonstration"))
}

/// What an operator is called in the trail; whatever was typed, no longer than an id can be.
fn object(operator: &str) -> String {
    format!(
        "operator:{}",
        operator.chars().take(ID_LONGEST).collect::<String>()
    )
}

/// What the trail keeps of a log-in.
fn entry(out: &SignedIn) -> Result<Entry, Fault> {
    Ok(Entry {
        object: object(&out.operator),
        after: Some(json(out)?),
        ..Entry::default()
    })
}

/// A value as the trail keeps it.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Misuse(format!("an entry: {error}")))
}

/// A password never leaves this struct in writing.
fn starred<S: Serializer>(_: &SecretString, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str("***")
}

/// Signs an operator in by password. Embedded databases only; a server asks for the password itself.
#[derive(Debug, Serialize)]
pub struct LogIn {
    /// The operator's id.
    pub operator: String,
    /// The password.
    #[serde(serialize_with = "starred")]
    pub password: SecretString,
    /// Which of several posts held today; none takes the first.
    pub post: Option<Post>,
}

impl LogIn {
    /// A log-in to whichever post the operator holds today.
    pub fn of(operator: &str, password: SecretString) -> Self {
        Self {
            operator: operator.trim().to_owned(),
            password,
            post: None,
        }
    }
}

impl Change for LogIn {
    const NAME: &'static str = "operator.log_in";
    type Facts = SignInFacts;
    type Outcome = SignedIn;

    fn object(&self) -> String {
        object(&self.operator)
    }

    async fn gather(&self, tx: &mut Tx, _: &Desk) -> Result<SignInFacts, Fault> {
        let password = self.password.expose_secret();
        let (known, opened) = match known(tx, &self.operator).await? {
            Some((known, Some(phc))) => (Some(known), credential::opens(&phc, password)),
            other => {
                credential::spend(password);
                (other.map(|(known, _)| known), false)
            }
        };
        Ok(SignInFacts { known, opened })
    }

    fn decide(&self, facts: &SignInFacts, desk: &Desk) -> Result<SignedIn, Refusal> {
        rules::log_in(facts, self.post, desk)
    }

    async fn record(
        &self,
        _: &mut Tx,
        _: &Desk,
        _: &SignInFacts,
        out: &SignedIn,
    ) -> Result<Entry, Fault> {
        entry(out)
    }
}

/// Sits down as an operator without a password; a demonstration only (`--as`).
#[derive(Debug, Serialize, Deserialize)]
pub struct AsOperator {
    /// The operator's id.
    pub operator: String,
}

impl Change for AsOperator {
    const NAME: &'static str = "operator.sit_down";
    type Facts = (bool, Option<Known>);
    type Outcome = SignedIn;

    fn object(&self) -> String {
        object(&self.operator)
    }

    async fn gather(&self, tx: &mut Tx, _: &Desk) -> Result<Self::Facts, Fault> {
        let demonstration = is_demonstration(tx).await?;
        let known = known(tx, &self.operator).await?.map(|(known, _)| known);
        Ok((demonstration, known))
    }

    fn decide(&self, facts: &Self::Facts, desk: &Desk) -> Result<SignedIn, Refusal> {
        rules::sit_down(facts.0, facts.1.as_ref(), desk)
    }

    async fn record(
        &self,
        _: &mut Tx,
        _: &Desk,
        _: &Self::Facts,
        out: &SignedIn,
    ) -> Result<Entry, Fault> {
        entry(out)
    }
}

/// Moves the business date of a demonstration; it stays there until moved again.
#[derive(Debug, Serialize, Deserialize)]
pub struct MoveDate {
    /// The day it becomes.
    pub to: NaiveDate,
}

/// The business date has moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMoved {
    /// The day it was.
    pub from: NaiveDate,
    /// The day it is.
    pub to: NaiveDate,
}

impl Change for MoveDate {
    const NAME: &'static str = "demonstration.move_date";
    type Facts = bool;
    type Outcome = DateMoved;

    fn object(&self) -> String {
        "setting:business_date".to_owned()
    }

    async fn gather(&self, tx: &mut Tx, _: &Desk) -> Result<bool, Fault> {
        is_demonstration(tx).await
    }

    fn decide(&self, facts: &bool, desk: &Desk) -> Result<DateMoved, Refusal> {
        rules::date_may_move(*facts, self.to, desk)?;
        Ok(DateMoved {
            from: desk.business_date,
            to: self.to,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        _: &Desk,
        _: &bool,
        out: &DateMoved,
    ) -> Result<Entry, Fault> {
        tx.run_one(&SET_DATE, &binds![out.to.to_string()]).await?;
        Ok(Entry {
            object: self.object(),
            before: Some(json(&out.from)?),
            after: Some(json(&out.to)?),
            topics: vec![Topic::of("date", "")],
            ..Entry::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_in_no_recording_and_no_log() {
        let change = LogIn::of(" wangfang ", "geheim2012".into());
        let written = format!("{change:?}{}", serde_json::to_string(&change).unwrap());
        assert!(!written.contains("geheim2012"), "{written}");
        assert!(written.contains("\"***\"") && change.operator == "wangfang");
    }
}
