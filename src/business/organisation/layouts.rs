//! Files of the organisation: divisions, populations, operators, posts, holidays.
//!
//! Deliberately absent: the policies, which are not rows of a table but a text of their own (`policy_file`).

use super::credential;
use crate::database::value::Value;
use crate::exchange::layout::{ColumnKind, Layout, RowTrouble, TableRows, column, maybe};
use crate::{binds, layouts, text};

/// Operators and their passwords: the hash that opens, and, because only a demonstration is loaded from files,
/// the word itself among the settings, for the list at its log-in.
pub const OPERATORS: Layout = Layout {
    file: "operators.csv",
    columns: &[
        column("operator", ColumnKind::Text),
        column("name", ColumnKind::Text),
        maybe("phone", ColumnKind::Text),
        column("password", ColumnKind::Text),
    ],
    becomes: operators,
};

const OPERATOR_COLUMNS: &[&str] = &["operator", "name", "phone", "locked", "version"];

const CREDENTIAL_COLUMNS: &[&str] = &["operator", "phc"];

fn operators(rows: Vec<Vec<Value>>) -> Result<Vec<TableRows>, RowTrouble> {
    let mut people = Vec::with_capacity(rows.len());
    let mut credentials = Vec::with_capacity(rows.len());
    let mut shown = Vec::with_capacity(rows.len());
    for (at, mut row) in rows.into_iter().enumerate() {
        let trouble = |column| RowTrouble {
            row: at,
            column,
            why: text!(
                "操作员和口令均须填写",
                "operator and password must both be given"
            )
            .into(),
        };
        let password = match row.pop() {
            Some(Value::Text(Some(password))) if !password.is_empty() => password,
            _ => return Err(trouble("password")),
        };
        let Some(Value::Text(Some(operator))) = row.first() else {
            return Err(trouble("operator"));
        };
        let phc =
            credential::of_demonstration(operator, &password).ok_or_else(|| trouble("password"))?;
        credentials.push(binds![operator, phc].to_vec());
        shown.push(binds![format!("password.{operator}"), password].to_vec());
        row.extend(binds![false, 1_i64]);
        people.push(row);
    }
    Ok(vec![
        TableRows {
            table: "operators",
            columns: OPERATOR_COLUMNS,
            rows: people,
        },
        TableRows {
            table: "credentials",
            columns: CREDENTIAL_COLUMNS,
            rows: credentials,
        },
        TableRows {
            table: "settings",
            columns: &["name", "value"],
            rows: shown,
        },
    ])
}

layouts! {
    /// Divisions and their names over time.
    AREAS "areas.csv" => "areas" [
        column "code" Area, column "valid_from" Day, column "name" Text, column "level" Text,
        maybe "valid_to" Day, maybe "successor" Area,
    ];
    /// Who lives in a village, year by year.
    VILLAGE_POPULATIONS "village_populations.csv" => "village_populations" [
        column "county" Text, column "year" Int, column "village" Area, column "households" Int,
        column "persons" Int,
    ];
    /// Who holds which post where; every row has a maker, a checker and a document.
    ASSIGNMENTS "assignments.csv" => "assignments" [
        column "operator" Text, column "post" Text, column "area" Area, column "valid_from" Day,
        maybe "valid_to" Day, column "maker" Text, column "checker" Text, column "document_no" Text,
    ];
    /// Changes of posts: appointments, endings and substitutions, with their hands.
    POST_CHANGES "post_changes.csv" => "post_changes" [
        column "operator" Text, column "post" Text, column "area" Area, column "revision" Int, column "kind" Text,
        column "valid_from" Day, maybe "valid_to" Day, maybe "acts_for" Text, column "document_no" Text,
        column "reason" Text, column "state" Text, column "maker" Text, column "made_at" Time,
        maybe "checker" Text, maybe "checked_at" Time, column "version" Int,
    ];
    /// The certificates of posts that need one.
    CERTIFICATES "certificates.csv" => "certificates" [
        column "holder" Text, column "post" Text, column "certificate_no" Text, column "issuer" Text,
        column "issued_on" Day, column "expires_on" Day, column "hours" Int,
    ];
    /// Days off, and weekends that are worked.
    HOLIDAYS "holidays.csv" => "holidays" [
        column "day" Day, column "kind" Text, column "name" Text,
    ];
    /// The years whose holidays have been announced, and where.
    HOLIDAY_YEARS "holiday_years.csv" => "holiday_years" [
        column "year" Int, column "source" Text,
    ];
}

/// The files of this business, in the order they are read.
pub const LAYOUTS: &[Layout] = &[
    AREAS,
    VILLAGE_POPULATIONS,
    OPERATORS,
    ASSIGNMENTS,
    POST_CHANGES,
    CERTIFICATES,
    HOLIDAYS,
    HOLIDAY_YEARS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::organisation::credential::opens;

    #[test]
    fn a_password_goes_in_as_its_hash_and_is_listed_for_the_demonstration() {
        let row = binds!["wangfang", "王芳", "0539-2261056", "wangfang2012"].to_vec();
        let made = operators(vec![row]).unwrap();
        assert_eq!(
            made.iter().map(|it| it.table).collect::<Vec<_>>(),
            ["operators", "credentials", "settings"]
        );
        for table in &made {
            assert!(
                table
                    .rows
                    .iter()
                    .all(|row| row.len() == table.columns.len())
            );
        }
        assert_eq!(
            made[2].rows,
            [binds!["password.wangfang", "wangfang2012"].to_vec()]
        );
        let Some(Value::Text(Some(phc))) = made[1].rows[0].get(1) else {
            panic!("no hash")
        };
        assert!(opens(phc, "wangfang2012") && !opens(phc, "wangfang2013"));
    }

    #[test]
    fn an_operator_without_a_password_is_told_by_row_and_column() {
        let good = binds!["wangfang", "王芳", None::<String>, "wangfang2012"].to_vec();
        let bad = binds!["mayan", "马燕", None::<String>, ""].to_vec();
        let trouble = operators(vec![good, bad]).err().unwrap();
        assert_eq!((trouble.row, trouble.column), (1, "password"));
    }
}
