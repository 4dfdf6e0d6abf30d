//! The why line: why somebody is paid or not paid this month, by which clause, and what would change it.

use serde::{Deserialize, Serialize};

use super::search::as_fault;
use crate::business::BUSINESSES;
use crate::business::descriptor::{Cause, Paid};
use crate::console::body::{Line, Run, Tone};
use crate::database::{Db, Fault, Query};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// Why somebody is paid or not in the month of the business date.
#[derive(Debug, Serialize)]
pub struct Why {
    /// The lifelong number.
    pub insurance_no: String,
}

/// All causes, weightiest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Causes(pub Vec<Cause>);

impl Query for Why {
    const NAME: &'static str = "desk.why";
    type Answer = Causes;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Causes, Fault> {
        let month = Month::of(desk.business_date);
        let mut causes = Vec::new();
        for source in BUSINESSES.iter().flat_map(|business| business.causes) {
            causes.extend(
                (source.find)(db, desk, &self.insurance_no, month)
                    .await
                    .map_err(as_fault)?,
            );
        }
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.weight));
        Ok(Causes(causes))
    }
}

impl Causes {
    /// The line: the weightiest cause, its clause, and what comes next.
    pub fn line(&self) -> Line {
        let Some(cause) = self.0.first() else {
            return Line::default();
        };
        let (tone, word) = match cause.paid {
            Paid::Yes => (Tone::Good, text!("本月发放", "paid this month")),
            Paid::No => (Tone::Warning, text!("本月不发", "not paid this month")),
            Paid::Held => (Tone::Warning, text!("本月缓发", "held this month")),
        };
        Line(vec![
            Run::toned(tone, word),
            Run::plain(Phrase::verbatim(" ")),
            Run::plain(cause.why.clone()),
            Run::toned(
                Tone::Quiet,
                phrase!(" 〔{id}〕", " [{id}]", id = cause.clause.0),
            ),
            Run::plain(Phrase::verbatim(" ")),
            Run::plain(cause.next.clone()),
        ])
    }
}
