//! The deadlines of the month: every business's, each with its day by the parameters and its countdown.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::search::as_fault;
use crate::business::BUSINESSES;
use crate::business::descriptor::{DeadlineSpec, Missing};
use crate::business::organisation::policy_store::policies;
use crate::business::organisation::store::HolidayTable;
use crate::console::body::Tone;
use crate::console::pane::Cx;
use crate::console::slot::{AnySlot, Slot};
use crate::database::{Db, Fault, Query};
use crate::kernel::calendar::{Holidays, local_time};
use crate::kernel::deadline::{Countdown, Urgency};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;

/// The deadlines of the month of the business date, and those of the year that are near, with what is done and due.
#[derive(Debug, Serialize)]
pub struct Deadlines;

/// The same without the counts, which take longer in a large county than the days themselves.
#[derive(Debug, Serialize)]
pub struct Days;

/// The deadlines as they come: first the days, then what is counted to them.
#[derive(Debug)]
pub struct Reckoning {
    days: Slot<Calendar>,
    counted: Slot<Calendar>,
}

impl Default for Reckoning {
    fn default() -> Self {
        Self {
            days: Slot::default(),
            counted: Slot::aside(),
        }
    }
}

impl Reckoning {
    /// Asks anew; what is shown stays until it is counted again.
    pub fn load(&mut self, cx: &mut Cx<'_>) {
        if self.ready().is_none() {
            cx.ask(&mut self.days, Days);
        }
        cx.ask(&mut self.counted, Deadlines);
    }

    /// Shows its slots.
    pub fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.days);
        each(&mut self.counted);
    }

    /// What has come so far.
    pub fn ready(&self) -> Option<&Calendar> {
        self.counted.ready().or(self.days.ready())
    }
}

/// The days deadlines fall on, with what their countdown needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The holidays that are known.
    pub holidays: Holidays,
    /// The deadlines, by day.
    pub lines: Vec<Due>,
}

/// A deadline with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Its id, which leads to its spec.
    pub id: String,
    /// Its last day in time, or why that cannot be told.
    pub day: Result<NaiveDate, Refusal>,
    /// What is done and what is due, where a business counts it.
    pub missing: Option<Missing>,
}

impl Due {
    /// What the deadline is.
    pub fn spec(&self) -> Option<&'static DeadlineSpec> {
        specs().find(|spec| spec.id == self.id)
    }
}

/// Every deadline of every business.
pub fn specs() -> impl Iterator<Item = &'static DeadlineSpec> {
    BUSINESSES.iter().flat_map(|business| business.deadlines)
}

impl Query for Days {
    const NAME: &'static str = "desk.days";
    type Answer = Calendar;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Calendar, Fault> {
        calendar(db, desk, false).await
    }
}

impl Query for Deadlines {
    const NAME: &'static str = "desk.deadlines";
    type Answer = Calendar;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Calendar, Fault> {
        calendar(db, desk, true).await
    }
}

async fn calendar(db: &Db, desk: &Desk, counted: bool) -> Result<Calendar, Fault> {
    let policies = policies(db, desk).await?;
    let holidays = HolidayTable.find(db, desk).await?;
    let month = Month::of(desk.business_date);
    let mut lines = Vec::new();
    for spec in specs() {
        let day = match spec.day(month, desk, &policies, &holidays) {
            Ok(None) => continue,
            Ok(Some(day)) => Ok(day),
            Err(refusal) => Err(refusal),
        };
        let missing = match spec.missing.filter(|_| counted) {
            Some(count) => Some(count(db, desk, month).await.map_err(as_fault)?),
            None => None,
        };
        lines.push(Due {
            id: spec.id.to_owned(),
            day,
            missing,
        });
    }
    lines.sort_by_key(|line| (line.day.as_ref().ok().copied(), line.id.clone()));
    Ok(Calendar { holidays, lines })
}

/// The moment a desk lives in: its business date at the time of day in Asia/Shanghai.
pub fn moment(desk: &Desk) -> NaiveDateTime {
    desk.business_date.and_time(local_time(desk.at).time())
}

impl Calendar {
    /// Where a deadline stands at the desk's clocks.
    pub fn countdown(&self, due: &Due, desk: &Desk) -> Option<Countdown> {
        let day = due.day.as_ref().ok()?;
        let done = due.missing.and_then(|missing| missing.finished);
        Some(Countdown::at(*day, moment(desk), done, &self.holidays))
    }
}

/// How a deadline is shown: its tone, which a word or a mark always accompanies.
pub fn tone(urgency: Urgency) -> Tone {
    match urgency {
        Urgency::Done => Tone::Good,
        Urgency::Far => Tone::Plain,
        Urgency::Near => Tone::Warning,
        Urgency::DueToday | Urgency::Late => Tone::Bad,
    }
}

/// Done of due, in percent with one decimal: `87.4%`.
pub fn share(missing: Missing) -> Phrase {
    let permille = missing
        .done
        .saturating_mul(1000)
        .checked_div(missing.due)
        .unwrap_or(1000);
    Phrase::verbatim(format!("{}.{}%", permille / 10, permille % 10))
}

/// The same where there is little room: whole percent, and 100 only where all is done.
pub fn share_in_short(missing: Missing) -> Phrase {
    let hundredths = missing
        .done
        .saturating_mul(100)
        .checked_div(missing.due)
        .unwrap_or(100);
    Phrase::verbatim(format!("{hundredths}%"))
}
