//! The statements of policy, and the questions about it.

use serde::{Deserialize, Serialize};

use super::policies::PolicyRecord;
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::area::County;
use crate::kernel::desk::Desk;
use crate::kernel::parameter::PARAMETERS;
use crate::kernel::policy::{Policies, PolicyRow};
use crate::{binds, record, sql, statements};
use chrono::NaiveDate;

/// Rows of policy with the names of their hands.
macro_rules! hands {
    ($where:literal) => {
        concat!(
            "select p.parameter, p.scope, p.effective_from, p.revision, p.value, p.source, p.confidence, ",
            "p.document_no, p.state, p.maker, coalesce(m.name, p.maker) as maker_name, p.made_at, ",
            "p.checker, coalesce(c.name, p.checker) as checker_name, p.checked_at, p.version from policies p ",
            "left join operators m on m.operator = p.maker left join operators c on c.operator = p.checker where ",
            $where,
            " order by p.parameter, p.effective_from, p.scope, p.revision"
        )
    };
}

statements! {
    /// Every row that is in force at some time, the later revision of a day last.
    APPROVED = sql!("select parameter, scope, effective_from, value, source, confidence, document_no from policies where state = 'APPROVED' order by parameter, scope, effective_from, revision");
    /// What concerns a county: its own rows and those for all.
    OF_COUNTY = sql!(hands!("p.scope in ('', $1)"));
    /// All rows of a parameter.
    OF_PARAMETER = sql!(hands!("p.parameter = $1"));
    /// Keeps every other change of this parameter waiting; its rows are read only after this.
    LOCK = sql!(lock "select revision from policies where parameter = $1 order by scope, effective_from, revision");
}

record! {
    struct ApprovedRow {
        parameter: String,
        scope: String,
        effective_from: NaiveDate,
        value: String,
        source: String,
        confidence: String,
        document_no: String,
    }
}

record! {
    struct Locked { revision: i64 }
}

impl ApprovedRow {
    fn policy(self) -> Result<PolicyRow, Fault> {
        let scope = match self.scope.as_str() {
            "" => None,
            code => Some(
                code.parse::<County>()
                    .map_err(|_| Fault::inconsistent("policies.scope", code))?,
            ),
        };
        Ok(PolicyRow {
            confidence: super::policies::confidence_of(&self.confidence),
            parameter: self.parameter,
            scope,
            effective_from: self.effective_from,
            value: self.value,
            source: self.source,
            document_no: self.document_no,
        })
    }
}

/// Every approved row of policy. A reader makes [`Policies`] of them and asks those by day.
#[derive(Debug, Serialize, Deserialize)]
pub struct PoliciesInForce;

impl Query for PoliciesInForce {
    const NAME: &'static str = "policy.in_force";
    type Answer = Vec<PolicyRow>;

    async fn find(&self, db: &Db, _: &Desk) -> Result<Vec<PolicyRow>, Fault> {
        let rows: Vec<ApprovedRow> = db.rows(&APPROVED, &[]).await?;
        rows.into_iter().map(ApprovedRow::policy).collect()
    }
}

/// The policies of a database, for whoever asks outside a transaction.
pub async fn policies(db: &Db, desk: &Desk) -> Result<Policies, Fault> {
    PoliciesInForce.find(db, desk).await.map(Policies::new)
}

/// The policies as a transaction sees them: the door for the rules of later businesses.
pub async fn policies_in(tx: &mut Tx) -> Result<Policies, Fault> {
    let rows: Vec<ApprovedRow> = tx.rows(&APPROVED, &[]).await?;
    let rows: Result<Vec<PolicyRow>, Fault> = rows.into_iter().map(ApprovedRow::policy).collect();
    rows.map(Policies::new)
}

/// All rows of a parameter, once nobody else is changing it.
pub(super) async fn rows_for_change(
    tx: &mut Tx,
    parameter: &str,
) -> Result<Vec<PolicyRecord>, Fault> {
    let values = binds![parameter];
    let _held: Vec<Locked> = tx.rows(&LOCK, &values).await?;
    tx.rows(&OF_PARAMETER, &values).await
}

/// Every parameter as it stands in the desk's county on the business date.
#[derive(Debug, Serialize, Deserialize)]
pub struct ParameterList;

/// One parameter: what holds, what is proposed, what was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterLine {
    /// The parameter's id; its title stands in the registry.
    pub id: String,
    /// The row in force; none is an error in the books, which the doctor counts.
    pub in_force: Option<PolicyRecord>,
    /// What waits for approval, for this county or for all.
    pub pending: Vec<PolicyRecord>,
    /// Every row for this county or for all, whatever became of it, by date.
    pub rows: Vec<PolicyRecord>,
}

impl Query for ParameterList {
    const NAME: &'static str = "policy.list";
    type Answer = Vec<ParameterLine>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<ParameterLine>, Fault> {
        let all: Vec<PolicyRecord> = db.rows(&OF_COUNTY, &binds![&desk.county]).await?;
        Ok(lines(&all, desk.business_date))
    }
}

/// The rows of a county, parameter by parameter, in the order of the registry.
fn lines(all: &[PolicyRecord], day: NaiveDate) -> Vec<ParameterLine> {
    use super::policies::PolicyState::{Approved, Proposed};
    let line = |id: &str| {
        let rows: Vec<PolicyRecord> = all
            .iter()
            .filter(|row| row.parameter == id)
            .cloned()
            .collect();
        let holding = rows
            .iter()
            .filter(|row| row.state == Approved && row.effective_from <= day);
        // As `Policies::as_of`: the county's own row goes before the general one, whatever their dates.
        let in_force =
            holding.max_by_key(|row| (!row.scope.is_empty(), row.effective_from, row.revision));
        ParameterLine {
            id: id.to_owned(),
            in_force: in_force.cloned(),
            pending: rows
                .iter()
                .filter(|row| row.state == Proposed)
                .cloned()
                .collect(),
            rows,
        }
    };
    PARAMETERS
        .iter()
        .map(|parameter| line(parameter.id))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::organisation::PolicyState;
    use crate::business::organisation::policies::tests::row;

    #[test]
    fn a_line_shows_what_the_kernel_would_answer() {
        let day: NaiveDate = "2012-03-08".parse().unwrap();
        let mut all = vec![
            row("P.missing.months", "", "2009-12-01", "6"),
            row("P.missing.months", "371323", "2010-01-01", "9"),
            row("P.missing.months", "", "2012-01-01", "12"),
            row("P.missing.months", "371323", "2012-04-01", "3"),
        ];
        all[3].state = PolicyState::Proposed;
        let line = lines(&all, day)
            .into_iter()
            .find(|line| line.id == "P.missing.months")
            .unwrap();
        assert_eq!(
            line.in_force.as_ref().map(|row| row.value.as_str()),
            Some("9")
        );
        assert_eq!((line.pending.len(), line.rows.len()), (1, 4));
        let approved = all.iter().filter(|row| row.state == PolicyState::Approved);
        let kernel = Policies::new(approved.map(PolicyRecord::to_policy));
        let county: County = "371323".parse().unwrap();
        assert_eq!(kernel.text("P.missing.months", &county, day), Ok("9"));
    }

    #[test]
    fn every_parameter_of_the_registry_has_a_line_even_without_rows() {
        let found = lines(&[], "2012-03-08".parse().unwrap());
        assert_eq!(found.len(), PARAMETERS.len());
        assert!(found.iter().all(|line| line.in_force.is_none()));
    }
}
