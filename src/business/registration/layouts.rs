//! Files of people: what a trainer edits, and the rows it becomes, derived columns and search readings included.

use super::readings::{read_characters, readings};
use crate::database::value::Value;
use crate::exchange::layout::{ColumnKind, Layout, RowTrouble, TableRows, column, maybe};
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::insurance_no::InsuranceNo;
use crate::kernel::name::normalise;
use crate::{binds, layouts, text};

/// People. Sex, birth date, serial, readings and the registry follow from what the file says.
pub const PERSONS: Layout = Layout {
    file: "persons.csv",
    columns: &[
        column("county", ColumnKind::Text),
        column("insurance_no", ColumnKind::InsuranceNo),
        column("citizen_id", ColumnKind::CitizenId),
        column("name", ColumnKind::Text),
        column("ethnicity", ColumnKind::Text),
        column("hukou_type", ColumnKind::Text),
        column("scheme_line", ColumnKind::Text),
        column("village", ColumnKind::Area),
        maybe("household_no", ColumnKind::Text),
        maybe("address", ColumnKind::Text),
        maybe("phone", ColumnKind::Text),
        maybe("bank_code", ColumnKind::Text),
        maybe("bank_account", ColumnKind::Text),
        maybe("account_holder", ColumnKind::Text),
        maybe("card_no", ColumnKind::Text),
        maybe("grade_yuan", ColumnKind::Int),
        column("enrolled_on", ColumnKind::Day),
        column("participation", ColumnKind::Int),
        column("contribution_state", ColumnKind::Int),
        maybe("died_on", ColumnKind::Day),
    ],
    becomes: persons,
};

const REGISTRY_COLUMNS: &[&str] = &["citizen_id", "county", "insurance_no"];

const PERSON_COLUMNS: &[&str] = &[
    "county",
    "insurance_no",
    "citizen_id",
    "name",
    "ethnicity",
    "hukou_type",
    "scheme_line",
    "village",
    "household_no",
    "address",
    "phone",
    "bank_code",
    "bank_account",
    "account_holder",
    "card_no",
    "grade_yuan",
    "enrolled_on",
    "participation",
    "contribution_state",
    "died_on",
    "serial_year",
    "serial",
    "id_tail",
    "name_key",
    "sex",
    "birth_date",
    "version",
];

const READING_COLUMNS: &[&str] = &[
    "county",
    "insurance_no",
    "reading",
    "syllables",
    "initials",
    "name_key",
];

fn persons(rows: Vec<Vec<Value>>) -> Result<Vec<TableRows>, RowTrouble> {
    let mut registry = Vec::with_capacity(rows.len());
    let mut people = Vec::with_capacity(rows.len());
    let mut spoken = Vec::with_capacity(rows.len());
    for (at, mut row) in rows.into_iter().enumerate() {
        let trouble = |column| RowTrouble {
            row: at,
            column,
            why: text!("不合规定", "not acceptable").into(),
        };
        let text = |column: usize| match row.get(column) {
            Some(Value::Text(Some(text))) => text.as_str(),
            _ => "",
        };
        let county = text(0).to_owned();
        let number = InsuranceNo::parse(text(1)).map_err(|_| trouble("insurance_no"))?;
        let id = CitizenId::parse(text(2)).map_err(|_| trouble("citizen_id"))?;
        let name_key = normalise(text(3));
        registry.push(binds![id.as_str(), &county, number.as_str()].to_vec());
        let read: String = read_characters(&name_key).collect();
        for (nth, reading) in readings(&name_key).into_iter().enumerate() {
            let nth = i64::try_from(nth).unwrap_or(i64::MAX);
            spoken.push(
                binds![
                    &county,
                    number.as_str(),
                    nth,
                    reading.syllables,
                    reading.initials,
                    &read
                ]
                .to_vec(),
            );
        }
        row.extend(binds![
            2000 + i64::from(number.year2()),
            i64::from(number.serial()),
            id.last_four(),
            name_key,
            id.sex().code().to_string(),
            id.birth_date(),
            1_i64,
        ]);
        people.push(row);
    }
    Ok(vec![
        TableRows {
            table: "registry",
            columns: REGISTRY_COLUMNS,
            rows: registry,
        },
        TableRows {
            table: "persons",
            columns: PERSON_COLUMNS,
            rows: people,
        },
        TableRows {
            table: "name_readings",
            columns: READING_COLUMNS,
            rows: spoken,
        },
    ])
}

layouts! {
    /// Ids people were known by.
    FORMER_IDS "former_ids.csv" => "id_history" [
        column "county" Text, column "insurance_no" InsuranceNo, column "former_id" Text, column "kind" Text,
        column "recorded_on" Day,
    ];
    /// Two people with one citizen id.
    ID_DISPUTES "id_disputes.csv" => "id_disputes" [
        column "county" Text, column "citizen_id" CitizenId, column "insurance_no" InsuranceNo,
        column "claimant_name" Text, column "opened_on" Day, maybe "certificate_no" Text, maybe "settled_on" Day,
        column "maker" Text, maybe "checker" Text,
    ];
    /// Special groups (`domain.md` 1.7).
    SPECIAL_GROUPS "special_groups.csv" => "special_groups" [
        column "county" Text, column "insurance_no" InsuranceNo, column "group_code" Text,
        column "valid_from" Day, maybe "valid_to" Day,
    ];
    /// Changes of particulars (F11).
    PERSON_CHANGES "person_changes.csv" => "person_changes" [
        column "county" Text, column "insurance_no" InsuranceNo, column "seq" Int, column "changed_on" Day,
        column "item" Text, maybe "old_value" Text, maybe "new_value" Text, column "evidence" Text,
        column "maker" Text, column "checker" Text,
    ];
    /// Numbers voided by an operator's error.
    INSURANCE_VOIDS "insurance_voids.csv" => "insurance_voids" [
        column "county" Text, column "insurance_no" InsuranceNo, column "reason" Text, column "voided_on" Day,
        column "maker" Text, column "checker" Text,
    ];
    /// The last serial given in each county and year.
    INSURANCE_SERIALS "insurance_serials.csv" => "insurance_serials" [
        column "county" Text, column "year" Int, column "last_serial" Int,
    ];
}

/// The files of this business, in the order they are read.
pub const LAYOUTS: &[Layout] = &[
    PERSONS,
    FORMER_IDS,
    ID_DISPUTES,
    SPECIAL_GROUPS,
    PERSON_CHANGES,
    INSURANCE_VOIDS,
    INSURANCE_SERIALS,
];
