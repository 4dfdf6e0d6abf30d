//! `awards.csv`, `benefit_events.csv` and `payments.csv`: benefits as the demonstration data and an old system carry them.

use crate::database::value::Value;
use crate::exchange::layout::{ColumnKind, Layout, LayoutColumn, RowTrouble, TableRows};

/// The rows of `awards.csv` are the rows of the table `awards`, amounts in yuan.
pub const AWARDS: Layout = Layout {
    file: "awards.csv",
    columns: &[
        must("county", ColumnKind::Text),
        must("insurance_no", ColumnKind::InsuranceNo),
        must("start_month", ColumnKind::Month),
        must("balance_yuan", ColumnKind::Yuan),
        must("divisor", ColumnKind::Int),
        must("account_pension_yuan", ColumnKind::Yuan),
        must("approved_on", ColumnKind::Day),
        maybe("verified_on", ColumnKind::Day),
        must("maker", ColumnKind::Text),
        must("checker", ColumnKind::Text),
    ],
    becomes: |rows| becomes("awards", AWARD_COLUMNS, rows),
};

const AWARD_COLUMNS: &[&str] = &[
    "county",
    "insurance_no",
    "start_month",
    "balance_fen",
    "divisor",
    "account_pension_fen",
    "approved_on",
    "verified_on",
    "maker",
    "checker",
];

/// The rows of `benefit_events.csv` are the rows of the table `benefit_events`.
pub const BENEFIT_EVENTS: Layout = Layout {
    file: "benefit_events.csv",
    columns: &[
        must("county", ColumnKind::Text),
        must("insurance_no", ColumnKind::InsuranceNo),
        must("seq", ColumnKind::Int),
        must("kind", ColumnKind::Text),
        must("reason", ColumnKind::Text),
        must("event_date", ColumnKind::Day),
        must("from_month", ColumnKind::Month),
        must("recorded_on", ColumnKind::Day),
        must("evidence", ColumnKind::Text),
        maybe("document_no", ColumnKind::Text),
        must("maker", ColumnKind::Text),
        must("checker", ColumnKind::Text),
    ],
    becomes: |rows| becomes("benefit_events", EVENT_COLUMNS, rows),
};

const EVENT_COLUMNS: &[&str] = &[
    "county",
    "insurance_no",
    "seq",
    "kind",
    "reason",
    "event_date",
    "from_month",
    "recorded_on",
    "evidence",
    "document_no",
    "maker",
    "checker",
];

/// The rows of `payments.csv` are the rows of the table `payments`, amounts in yuan.
pub const PAYMENTS: Layout = Layout {
    file: "payments.csv",
    columns: &[
        must("county", ColumnKind::Text),
        must("month", ColumnKind::Month),
        must("insurance_no", ColumnKind::InsuranceNo),
        must("basic_central_yuan", ColumnKind::Yuan),
        must("basic_local_yuan", ColumnKind::Yuan),
        must("account_yuan", ColumnKind::Yuan),
        must("arrears_basic_yuan", ColumnKind::Yuan),
        must("arrears_account_yuan", ColumnKind::Yuan),
        must("state", ColumnKind::Text),
        maybe("credited_on", ColumnKind::Day),
        maybe("bank_code", ColumnKind::Text),
        maybe("account_tail", ColumnKind::Text),
    ],
    becomes: |rows| becomes("payments", PAYMENT_COLUMNS, rows),
};

const PAYMENT_COLUMNS: &[&str] = &[
    "county",
    "month",
    "insurance_no",
    "basic_central_fen",
    "basic_local_fen",
    "account_fen",
    "arrears_basic_fen",
    "arrears_account_fen",
    "state",
    "credited_on",
    "bank_code",
    "account_tail",
];

/// A column that is never empty.
const fn must(name: &'static str, kind: ColumnKind) -> LayoutColumn {
    LayoutColumn {
        name,
        kind,
        maybe: false,
    }
}

/// A column that may be empty.
const fn maybe(name: &'static str, kind: ColumnKind) -> LayoutColumn {
    LayoutColumn {
        name,
        kind,
        maybe: true,
    }
}

/// The rows as they are, for one table.
#[expect(
    clippy::unnecessary_wraps,
    reason = "every layout may refuse a row; these keep the rows as they are"
)]
fn becomes(
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<Vec<TableRows>, RowTrouble> {
    Ok(vec![TableRows {
        table,
        columns,
        rows,
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_tables_name_the_same_columns_in_the_same_order() {
        for (layout, columns) in [
            (AWARDS, AWARD_COLUMNS),
            (BENEFIT_EVENTS, EVENT_COLUMNS),
            (PAYMENTS, PAYMENT_COLUMNS),
        ] {
            let in_file: Vec<String> = layout
                .columns
                .iter()
                .map(|column| column.name.replace("_yuan", "_fen"))
                .collect();
            assert_eq!(in_file, columns, "{}", layout.file);
            let table = (layout.becomes)(vec![]).unwrap().remove(0);
            assert_eq!(format!("{}.csv", table.table), layout.file);
        }
    }
}
