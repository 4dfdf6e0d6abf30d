//! The demonstration county: files a trainer can edit, loaded into an empty database by the businesses' own layouts.
//!
//! Everything is read and judged before anything is written, and all of it is written in one transaction.
//! Deliberately absent: knowledge of any table. What a file becomes is said by the business it belongs to.

pub mod county;
mod reset;
mod source;

pub use county::{DEMONSTRATION, PRODUCTION, Place, TRAINING, mark, marked};
pub use reset::{copies, reset};
pub use source::Source;

use chrono::{DateTime, Utc};

use crate::business::descriptor::Business;
use crate::business::organisation::move_table::write_moves;
use crate::business::organisation::policy_file::policies_from_toml;
use crate::database::audit::append::append;
use crate::database::request::Entry;
use crate::database::{Db, Fault, Tx};
use crate::exchange::layout::{Layout, TableRows};
use crate::exchange::table_file::{self, FileTrouble, TROUBLES_MAX, TableFile};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{phrase, record, sql, statements};

/// How far a long work has come: what is being written, how much of it is done, how much there is.
pub type Progress<'a> = &'a mut (dyn FnMut(&str, usize, usize) + Send);

/// Who loads, from where and when; the audit trail keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loader {
    /// The operator: on a server the login role, else the name of the user of the machine.
    pub operator: String,
    /// Host and terminal.
    pub client: String,
    /// System time.
    pub at: DateTime<Utc>,
}

impl Loader {
    /// The desk that answers for what is loaded into a place.
    pub fn desk(&self, place: &Place) -> Result<Desk, Fault> {
        let area: AreaCode = place
            .county
            .as_str()
            .parse()
            .map_err(|_| Fault::inconsistent("county", place.county.as_str()))?;
        Ok(Desk {
            operator: self.operator.clone(),
            name: self.operator.clone(),
            post: Post::CSys,
            area,
            county: place.county.clone(),
            client: self.client.clone(),
            at: self.at,
            business_date: place.business_date,
            demonstration: true,
        })
    }
}

/// Why a demonstration could not be loaded. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The files are wrong: everything that is, up to a limit.
    Files(Vec<FileTrouble>),
    /// The database is not one to load into, or not one to replace.
    Refused(Box<Refusal>),
    /// The database failed.
    Fault(Fault),
}

impl From<Fault> for LoadError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl LoadError {
    /// What to tell the user, sentence by sentence.
    pub fn told(&self) -> Vec<Phrase> {
        match self {
            Self::Files(troubles) => troubles.iter().map(FileTrouble::phrase).collect(),
            Self::Refused(refusal) => vec![refusal.told()],
            Self::Fault(fault) => vec![fault.told()],
        }
    }
}

/// What was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Rows by table, in the order they were written.
    pub tables: Vec<(&'static str, u64)>,
}

impl Loaded {
    async fn write(&mut self, tx: &mut Tx, table: &TableRows) -> Result<(), Fault> {
        let rows = tx
            .insert_many(table.table, table.columns, &table.rows)
            .await?;
        self.tables.push((table.table, rows));
        Ok(())
    }

    /// The tables and their rows, for the audit trail.
    fn to_json(&self) -> String {
        let tables: Vec<_> = self
            .tables
            .iter()
            .map(|(table, rows)| format!("\"{table}\":{rows}"))
            .collect();
        format!("{{{}}}", tables.join(","))
    }

    /// How many rows went into a table.
    pub fn rows(&self, table: &str) -> u64 {
        let of_table = self.tables.iter().filter(|(name, _)| *name == table);
        of_table.map(|(_, rows)| *rows).sum()
    }
}

record! {
    struct Count { found: i64 }
}

statements! {
    /// Whether anybody works with this database already.
    USED = sql!("select (select count(*) from (select 1 from persons limit 1) somebody) + (select count(*) from operators) + (select count(*) from settings) as found");
}

/// The files that a database needs whoever its people are.
const GROUND: &[&str] = &["holidays.csv", "holiday_years.csv"];

/// Loads a source into an empty, migrated database: all of it or nothing.
pub async fn load(
    db: &Db,
    by: &Loader,
    source: &Source,
    businesses: &[&Business],
    progress: Progress<'_>,
) -> Result<Loaded, LoadError> {
    let layouts = businesses.iter().flat_map(|business| business.tables);
    let layouts: Vec<Layout> = layouts.copied().collect();
    load_layouts(db, by, source, &layouts, progress).await
}

/// Lays the ground for a synthetic city: the marks, the policies, the moves and the holidays of a source.
pub async fn lay_ground(
    db: &Db,
    by: &Loader,
    source: &Source,
    businesses: &[&Business],
) -> Result<Loaded, LoadError> {
    let layouts = businesses.iter().flat_map(|business| business.tables);
    let layouts: Vec<Layout> = layouts
        .filter(|layout| GROUND.contains(&layout.file))
        .copied()
        .collect();
    load_layouts(db, by, source, &layouts, &mut |_, _, _| {}).await
}

async fn load_layouts(
    db: &Db,
    by: &Loader,
    source: &Source,
    layouts: &[Layout],
    progress: Progress<'_>,
) -> Result<Loaded, LoadError> {
    let used: Count = db.one(&USED, &[]).await?;
    if used.found > 0 {
        return Err(LoadError::Refused(Box::new(not_empty())));
    }
    let place = county::read(source)?;
    let policies = read_policies(source)?;
    let files = read_all(source, layouts)?;
    let due = files.iter().map(|(_, file)| file.len()).sum();
    let mut done = 0;
    let mut loaded = Loaded::default();
    let mut tx = db.begin().await?;
    mark(&mut tx, DEMONSTRATION, &place).await?;
    write_moves(&mut tx).await?;
    loaded.write(&mut tx, &policies).await?;
    for (layout, file) in files {
        progress(layout.file, done, due);
        done += file.len();
        let tables = file
            .become_rows(layout)
            .map_err(|trouble| LoadError::Files(vec![trouble]))?;
        for table in &tables {
            loaded.write(&mut tx, table).await?;
        }
    }
    let entry = Entry {
        object: format!("demonstration:{}", place.county),
        after: Some(loaded.to_json()),
        ..Entry::default()
    };
    let desk = by.desk(&place)?;
    append(
        &mut tx,
        &desk,
        "demonstration",
        "demonstration.load",
        &entry,
    )
    .await?;
    tx.commit().await?;
    progress("", due, due);
    Ok(loaded)
}

/// The rows of `policies`, judged by the registry.
fn read_policies(source: &Source) -> Result<TableRows, LoadError> {
    const FILE: &str = "policy.toml";
    let text = source
        .text(FILE)
        .map_err(|trouble| LoadError::Files(vec![trouble]))?;
    policies_from_toml(&text).map_err(|troubles| {
        let told = troubles.into_iter().take(TROUBLES_MAX);
        let in_file = told.map(|trouble| FileTrouble {
            file: FILE.to_owned(),
            line: u64::try_from(trouble.line).unwrap_or(0),
            column: String::new(),
            why: trouble.why,
        });
        LoadError::Files(in_file.collect())
    })
}

/// Reads every file, so that all that is wrong is told together.
fn read_all<'a>(
    source: &Source,
    layouts: &'a [Layout],
) -> Result<Vec<(&'a Layout, TableFile)>, LoadError> {
    let mut files = Vec::with_capacity(layouts.len());
    let mut troubles = Vec::new();
    for layout in layouts {
        let read = source
            .bytes(layout.file)
            .map_err(|trouble| vec![trouble])
            .and_then(|bytes| table_file::read(layout, layout.file, &bytes));
        match read {
            Ok(file) => files.push((layout, file)),
            Err(more) => troubles.extend(more),
        }
    }
    troubles.truncate(TROUBLES_MAX);
    if troubles.is_empty() {
        Ok(files)
    } else {
        Err(LoadError::Files(troubles))
    }
}

fn not_empty() -> Refusal {
    Refusal::new(
        "DM-0101",
        Clause::of("N3.5"),
        phrase!(
            "数据库中已有数据，不能装入演示数据",
            "the database holds something already; no demonstration is loaded into it"
        ),
        phrase!(
            "请换用新的数据库文件，或运行 jingban demo reset 重建演示库。",
            "Take a new database file, or run jingban demo reset to build the demonstration anew."
        ),
    )
}

#[cfg(test)]
mod tests;
