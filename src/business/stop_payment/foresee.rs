//! What a line would say before it is written: the person as soon as the number is known, the month, what was overpaid.
//!
//! The same rules decide as in the act itself; nothing is written here, and the act decides again.

use serde::{Deserialize, Serialize};

use super::enter::rate;
use super::people::{limits_asked, people};
use super::person::{Who, who};
use super::rules::enter::{self, Ground};
use super::rules::lines::{Computed, Limits, Person, not_on};
use super::rules::resume::kept;
use super::store::FormOf;
use super::{Entered, REASONS, Whole};
use crate::database::{Db, Fault, Query};
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::policy::Policies;
use crate::kernel::refusal::Refusal;

/// What a line for somebody would say.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Foresee {
    /// The form.
    pub form_no: String,
    /// Whom.
    pub insurance_no: String,
    /// What is entered so far.
    pub entered: Entered,
    /// Whether the line is a new one: nobody stands on a form twice.
    pub is_new: bool,
}

/// A month that was overpaid, or is in arrears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackMonth {
    /// The month.
    pub month: Month,
    /// From the basic-pension book, in fen.
    pub basic_fen: Fen,
    /// From the individual-account book, in fen.
    pub account_fen: Fen,
}

/// What the program would put on a line by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    /// The first month that is not due any more, or is due again.
    pub from_month: Month,
    /// The last month credited.
    pub last_paid: Option<Month>,
    /// The basic pension a month, in fen.
    pub basic_fen: Fen,
    /// The account pension a month, in fen.
    pub account_fen: Fen,
    /// What was overpaid, or is in arrears, month by month.
    pub back: Vec<BackMonth>,
}

/// What is known before a line is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foreseen {
    /// Whom the number belongs to; none where nobody of the desk's area has it.
    pub who: Option<Who>,
    /// The reasons for which money of theirs is kept back, each with its first month.
    pub kept: Vec<(String, Month)>,
    /// What the line would say, or why there can be none; none while no reason is entered.
    pub line: Option<Result<Ahead, Refusal>>,
    /// The version of the form this was told of.
    pub version: i64,
}

/// What a line rests on besides the form and the person.
pub(super) struct Basis {
    limits: Limits,
    policies: Policies,
}

impl Basis {
    pub(super) async fn read(db: &Db, desk: &Desk) -> Result<Self, Fault> {
        let (limits, policies) = limits_asked(db, desk).await?;
        Ok(Self { limits, policies })
    }

    /// What a line for somebody would say on a form, or why there can be none.
    pub(super) fn ahead(
        &self,
        whole: &Whole,
        person: &Person,
        entered: &Entered,
        desk: &Desk,
    ) -> Result<Ahead, Refusal> {
        let rate = |month| rate(&self.policies, desk, month);
        let ground = Ground {
            limits: &self.limits,
            rate: &rate,
        };
        let computed = if not_on(whole, person).is_err() {
            enter::edit(whole, person, entered, ground, desk)
        } else {
            enter::line(whole, person, entered, ground, desk)
        };
        computed.map(ahead)
    }
}

fn ahead(computed: Computed) -> Ahead {
    let back = computed.back.into_iter().map(|it| BackMonth {
        month: it.month,
        basic_fen: it.basic,
        account_fen: it.account,
    });
    Ahead {
        from_month: computed.from_month,
        last_paid: computed.last_paid,
        basic_fen: computed.basic,
        account_fen: computed.account,
        back: back.collect(),
    }
}

impl Query for Foresee {
    const NAME: &'static str = "stop_payment.foresee";
    type Answer = Option<Foreseen>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        let form_no = self.form_no.clone();
        let Some(seen) = (FormOf { form_no }).find(db, desk).await? else {
            return Ok(None);
        };
        let numbers = [self.insurance_no.clone()];
        let mut reader = db;
        let person = people(&mut reader, desk, &numbers)
            .await?
            .into_iter()
            .next();
        let of = |person: &Person| {
            let since = |code: &str| Some((code.to_owned(), kept(person, code)?.since));
            let kept = REASONS.iter().filter_map(|it| since(it.code));
            kept.collect()
        };
        let basis = Basis::read(db, desk).await?;
        let asked = person.as_ref().filter(|_| !self.entered.reason.is_empty());
        let line = asked.map(|person| {
            if self.is_new {
                not_on(&seen.whole, person)?;
            }
            basis.ahead(&seen.whole, person, &self.entered, desk)
        });
        let who = who(db, desk, &self.insurance_no).await?;
        Ok(Some(Foreseen {
            kept: who
                .as_ref()
                .and(person.as_ref())
                .map(of)
                .unwrap_or_default(),
            line: line.filter(|_| who.is_some()),
            who,
            version: seen.whole.form.version,
        }))
    }
}
