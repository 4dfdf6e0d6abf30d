//! Payees over the months: frozen months as they were submitted, the others as they are counted now.

use serde::{Deserialize, Serialize};

use super::circular::charted;
use super::rules::figures::value;
use super::rules::specs::R3;
use super::store::{FiguresOf, may_read};
use crate::database::request::Query;
use crate::database::{Db, Fault};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;

/// So many months are shown.
pub const MONTHS: i32 = 13;

/// Payees at the end of each of the last months.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PayeesOver {
    /// The last month.
    pub last: Month,
}

/// A month's payees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payees {
    /// The month.
    pub month: Month,
    /// In payment.
    pub payees: i64,
    /// Whether the report of the month was submitted.
    pub frozen: bool,
}

impl Query for PayeesOver {
    const NAME: &'static str = "statistics.payees";
    type Answer = Vec<Payees>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Payees>, Fault> {
        let first = self
            .last
            .plus_months(MONTHS.saturating_neg().saturating_add(1));
        let Some(first) = first.filter(|_| may_read(desk)) else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        for month in first.through(self.last) {
            let asked = FiguresOf {
                report: R3.id.to_owned(),
                month,
                area: charted(desk),
                drafted: false,
            };
            if let Ok(shown) = asked.find(db, desk).await? {
                all.push(Payees {
                    month,
                    payees: value(&R3, &shown.values, "c6"),
                    frozen: shown.kept.is_some(),
                });
            }
        }
        Ok(all)
    }
}
