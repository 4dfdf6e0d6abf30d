//! The month at a glance: every township's form, the last day in time, and how many holds wait.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::list::{FormRow, FormsOf, TownshipForm, TownshipForms};
use super::{DEADLINE, holds};
use crate::business::organisation::{HolidayTable, policies};
use crate::database::{Db, Fault, Query};
use crate::kernel::calendar::Holidays;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;

/// The forms of a month in the desk's area.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BoardOf {
    /// The month.
    pub month: Month,
}

/// What is shown of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The month.
    pub month: Month,
    /// The forms, by township.
    pub forms: Vec<FormRow>,
    /// Every township that owes a form.
    pub townships: Vec<TownshipForm>,
    /// The last day in time; why it cannot be told, where it cannot.
    pub due: Result<Option<NaiveDate>, Refusal>,
    /// For the countdown.
    pub holidays: Holidays,
    /// How many holds nobody has decided.
    pub undecided: usize,
}

impl Query for BoardOf {
    const NAME: &'static str = "stop_payment.board";
    type Answer = Board;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Board, Fault> {
        let month = self.month;
        let area = desk.area.clone();
        let holidays = HolidayTable.find(db, desk).await?;
        let policies = policies(db, desk).await?;
        Ok(Board {
            month,
            forms: FormsOf { month, area }.find(db, desk).await?,
            townships: TownshipForms { month }.find(db, desk).await?,
            due: DEADLINE.day(month, desk, &policies, &holidays),
            holidays,
            undecided: holds::Undecided.find(db, desk).await?.len(),
        })
    }
}
