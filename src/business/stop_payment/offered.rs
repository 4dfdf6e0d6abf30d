//! What is proposed for a form, each with what would become of it: on the form from which month, or why not.

use serde::{Deserialize, Serialize};

use super::foresee::{Ahead, Basis};
use super::people::people;
use super::places::{Village, VillagesOf};
use super::proposals::ProposalsOf;
use super::rules::lines::no_proposal;
use super::store::FormOf;
use super::take::entered;
use super::{FormState, Proposal};
use crate::database::{Db, Fault, Query};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;

/// What is proposed for a form of its township.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfferedTo {
    /// The form.
    pub form_no: String,
}

/// Somebody proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The proposal.
    pub proposal: Proposal,
    /// What its line would say, or why there can be none.
    pub ahead: Result<Ahead, Refusal>,
}

/// What is proposed for a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// How far the form has come.
    pub state: FormState,
    /// The township's name.
    pub township_name: String,
    /// The villages of the township by name.
    pub villages: Vec<Village>,
    /// Who is proposed, the longest waiting first.
    pub offers: Vec<Offer>,
}

impl Query for OfferedTo {
    const NAME: &'static str = "stop_payment.offered";
    type Answer = Option<Offered>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        let form_no = self.form_no.clone();
        let Some(seen) = (FormOf { form_no }).find(db, desk).await? else {
            return Ok(None);
        };
        let township = seen.whole.form.township.clone();
        let villages = VillagesOf {
            township: township.clone(),
        };
        let proposals = ProposalsOf { township }.find(db, desk).await?;
        let mut numbers: Vec<String> = proposals.iter().map(|it| it.insurance_no.clone()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut reader = db;
        let people = people(&mut reader, desk, &numbers).await?;
        let basis = Basis::read(db, desk).await?;
        let offers = proposals.into_iter().map(|proposal| {
            let at =
                people.binary_search_by(|it| it.insurance_no.as_str().cmp(&proposal.insurance_no));
            let person = at.ok().and_then(|at| people.get(at));
            let ahead = person
                .ok_or_else(|| no_proposal(&proposal.insurance_no))
                .and_then(|it| basis.ahead(&seen.whole, it, &entered(&proposal), desk));
            Offer { proposal, ahead }
        });
        Ok(Some(Offered {
            state: seen.whole.form.state,
            township_name: seen.township_name,
            offers: offers.collect(),
            villages: villages.find(db, desk).await?,
        }))
    }
}
