//! `contributions.csv`: contributions as the demonstration data and an old system's export carry them.

use crate::database::value::Value;
use crate::exchange::layout::{ColumnKind, Layout, LayoutColumn, RowTrouble, TableRows};

/// The rows of `contributions.csv` are the rows of the table `contributions`, amounts in yuan.
pub const CONTRIBUTIONS: Layout = Layout {
    file: "contributions.csv",
    columns: &[
        must("county", ColumnKind::Text),
        must("scheme_year", ColumnKind::Int),
        must("insurance_no", ColumnKind::InsuranceNo),
        must("kind", ColumnKind::Text),
        must("grade_yuan", ColumnKind::Int),
        must("personal_yuan", ColumnKind::Yuan),
        must("gov_paid_yuan", ColumnKind::Yuan),
        must("collective_yuan", ColumnKind::Yuan),
        must("subsidy_yuan", ColumnKind::Yuan),
        LayoutColumn {
            name: "subsidy_state",
            kind: ColumnKind::Text,
            maybe: true,
        },
        must("paid_on", ColumnKind::Day),
        must("bank_code", ColumnKind::Text),
        must("receipt_no", ColumnKind::Text),
        must("posted_on", ColumnKind::Day),
    ],
    becomes: contributions,
};

/// A column that is never empty.
const fn must(name: &'static str, kind: ColumnKind) -> LayoutColumn {
    LayoutColumn {
        name,
        kind,
        maybe: false,
    }
}

/// The table's columns, in the order of the file's.
const COLUMNS: &[&str] = &[
    "county",
    "scheme_year",
    "insurance_no",
    "kind",
    "grade_yuan",
    "personal_fen",
    "gov_paid_fen",
    "collective_fen",
    "subsidy_fen",
    "subsidy_state",
    "paid_on",
    "bank_code",
    "receipt_no",
    "posted_on",
];

#[expect(
    clippy::unnecessary_wraps,
    reason = "every layout may refuse a row; this one keeps the row as it is"
)]
fn contributions(rows: Vec<Vec<Value>>) -> Result<Vec<TableRows>, RowTrouble> {
    Ok(vec![TableRows {
        table: "contributions",
        columns: COLUMNS,
        rows,
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_and_table_name_the_same_columns_in_the_same_order() {
        let in_file: Vec<String> = CONTRIBUTIONS
            .columns
            .iter()
            .map(|column| match column.name {
                "grade_yuan" => column.name.to_owned(),
                name => name.replace("_yuan", "_fen"),
            })
            .collect();
        assert_eq!(in_file, COLUMNS);
    }
}
