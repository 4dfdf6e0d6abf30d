//! The sheets the generator writes on: one per file it knows, its rows going out in the layout's own order.

use crate::business::descriptor::Business;
use crate::database::value::Value;
use crate::database::{Fault, Tx};
use crate::exchange::layout::Layout;
use crate::exchange::table_file::nothing;

/// A file the generator writes, with the columns it gives values for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    Areas,
    Populations,
    Operators,
    Assignments,
    Persons,
    Serials,
    FormerIds,
    Contributions,
    Awards,
    Events,
    Payments,
}

const FILES: &[(File, &str, &[&str])] = &[
    (
        File::Areas,
        "areas.csv",
        &[
            "code",
            "valid_from",
            "name",
            "level",
            "valid_to",
            "successor",
        ],
    ),
    (
        File::Populations,
        "village_populations.csv",
        &["county", "year", "village", "households", "persons"],
    ),
    (
        File::Operators,
        "operators.csv",
        &["operator", "name", "phone", "password"],
    ),
    (
        File::Assignments,
        "assignments.csv",
        &[
            "operator",
            "post",
            "area",
            "valid_from",
            "valid_to",
            "maker",
            "checker",
            "document_no",
        ],
    ),
    (
        File::Persons,
        "persons.csv",
        &[
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
        ],
    ),
    (
        File::Serials,
        "insurance_serials.csv",
        &["county", "year", "last_serial"],
    ),
    (
        File::FormerIds,
        "former_ids.csv",
        &["county", "insurance_no", "former_id", "kind", "recorded_on"],
    ),
    (
        File::Contributions,
        "contributions.csv",
        &[
            "county",
            "scheme_year",
            "insurance_no",
            "kind",
            "grade_yuan",
            "personal_yuan",
            "gov_paid_yuan",
            "collective_yuan",
            "subsidy_yuan",
            "subsidy_state",
            "paid_on",
            "bank_code",
            "receipt_no",
            "posted_on",
        ],
    ),
    (
        File::Awards,
        "awards.csv",
        &[
            "county",
            "insurance_no",
            "start_month",
            "balance_yuan",
            "divisor",
            "account_pension_yuan",
            "approved_on",
            "verified_on",
            "maker",
            "checker",
        ],
    ),
    (
        File::Events,
        "benefit_events.csv",
        &[
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
        ],
    ),
    (
        File::Payments,
        "payments.csv",
        &[
            "county",
            "month",
            "insurance_no",
            "basic_central_yuan",
            "basic_local_yuan",
            "account_yuan",
            "arrears_basic_yuan",
            "arrears_account_yuan",
            "state",
            "credited_on",
            "bank_code",
            "account_tail",
        ],
    ),
];

/// One file's rows, waiting to be written.
struct Sheet {
    file: File,
    layout: Layout,
    /// For each of the layout's columns, which of the generator's it is; none where it gives nothing.
    places: Option<Vec<Option<usize>>>,
    rows: Vec<Vec<Value>>,
}

/// All sheets, in the order in which the database takes them.
pub(super) struct Sheets(Vec<Sheet>);

impl Sheets {
    /// The sheets of the files that these businesses read and the generator knows.
    pub(super) fn of(businesses: &[&Business]) -> Result<Self, Fault> {
        let layouts = businesses.iter().flat_map(|business| business.tables);
        let mut sheets = Vec::new();
        for layout in layouts {
            let Some((file, _, ours)) = FILES.iter().find(|(_, name, _)| *name == layout.file)
            else {
                continue;
            };
            sheets.push(Sheet {
                file: *file,
                layout: *layout,
                places: places(layout, ours)?,
                rows: Vec::new(),
            });
        }
        Ok(Self(sheets))
    }

    /// Puts a row on a file's sheet; a file that no business reads is left out.
    pub(super) fn add<const N: usize>(&mut self, file: File, row: [Value; N]) {
        let Some(sheet) = self.0.iter_mut().find(|sheet| sheet.file == file) else {
            return;
        };
        let ordered = match &sheet.places {
            None => {
                // Derived columns will be appended.
                let mut ordered = Vec::with_capacity(N + 8);
                ordered.extend(row);
                ordered
            }
            Some(places) => {
                let columns = sheet.layout.columns.iter().zip(places);
                columns
                    .map(|(column, place)| {
                        let ours = place.and_then(|place| row.get(place));
                        ours.cloned().unwrap_or_else(|| nothing(column.kind))
                    })
                    .collect()
            }
        };
        sheet.rows.push(ordered);
    }

    /// Writes all rows and clears the sheets; how many rows went into tables.
    pub(super) async fn write(&mut self, tx: &mut Tx) -> Result<u64, Fault> {
        let mut written = 0_u64;
        for sheet in &mut self.0 {
            if sheet.rows.is_empty() {
                continue;
            }
            let rows = std::mem::take(&mut sheet.rows);
            let tables = (sheet.layout.becomes)(rows).map_err(|trouble| {
                Fault::Misuse(format!(
                    "a generated row of {}: {} {}",
                    sheet.layout.file, trouble.column, trouble.why.en
                ))
            })?;
            for table in tables {
                let rows = tx
                    .insert_many(table.table, table.columns, &table.rows)
                    .await?;
                written = written.saturating_add(rows);
            }
        }
        Ok(written)
    }
}

/// Where each column comes from; none where the two orders are the same.
fn places(layout: &Layout, ours: &[&str]) -> Result<Option<Vec<Option<usize>>>, Fault> {
    if layout
        .columns
        .iter()
        .map(|column| column.name)
        .eq(ours.iter().copied())
    {
        return Ok(None);
    }
    let places = layout.columns.iter().map(|column| {
        match ours.iter().position(|name| *name == column.name) {
            None if !column.maybe => Err(Fault::Misuse(format!(
                "the generator does not know column {} of {}",
                column.name, layout.file
            ))),
            place => Ok(place),
        }
    });
    places.collect::<Result<_, _>>().map(Some)
}
