//! `county.toml`, and the marks that tell a demonstration from the real thing: the settings.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{LoadError, Source};
use crate::database::{Db, Fault, Tx};
use crate::exchange::table_file::FileTrouble;
use crate::kernel::area::County;
use crate::phrase;
use crate::{binds, record, sql, statements};

/// `environment` of a database that shows, and holds nobody's data.
pub const DEMONSTRATION: &str = "demonstration";
/// `environment` of a sandbox in a class.
pub const TRAINING: &str = "training";
/// `environment` of the real thing.
pub const PRODUCTION: &str = "production";

/// What `county.toml` says: where and when the demonstration takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The county whose books are opened first.
    pub county: County,
    /// The day it is there, until somebody moves it.
    pub business_date: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    county: String,
    business_date: String,
}

/// Reads `county.toml` of a source.
pub fn read(source: &Source) -> Result<Place, LoadError> {
    const FILE: &str = "county.toml";
    let written: Written = source
        .toml(FILE)
        .map_err(|trouble| LoadError::Files(vec![trouble]))?;
    let trouble = |column: &str, value: &str| {
        LoadError::Files(vec![FileTrouble {
            file: FILE.to_owned(),
            line: 0,
            column: column.to_owned(),
            why: phrase!("“{v}”不合规定", "'{v}' is not acceptable", v = value),
        }])
    };
    Ok(Place {
        county: written
            .county
            .parse()
            .map_err(|_| trouble("county", &written.county))?,
        business_date: written
            .business_date
            .parse()
            .map_err(|_| trouble("business_date", &written.business_date))?,
    })
}

record! {
    struct Setting { value: String }
}

statements! {
    /// A setting.
    SETTING = sql!("select value from settings where name = $1");
}

/// Writes the settings that mark a database as what it is.
pub async fn mark(tx: &mut Tx, environment: &str, place: &Place) -> Result<(), Fault> {
    let settings = [
        ("environment", environment.to_owned()),
        ("county", place.county.to_string()),
        ("business_date", place.business_date.to_string()),
    ];
    let rows: Vec<_> = settings
        .into_iter()
        .map(|(name, value)| binds![name, value].to_vec())
        .collect();
    tx.insert_many("settings", &["name", "value"], &rows)
        .await
        .map(|_| ())
}

/// The environment a database is marked with; none where it bears no mark.
pub async fn marked(db: &Db) -> Result<Option<String>, Fault> {
    let found: Option<Setting> = db.row(&SETTING, &binds!["environment"]).await?;
    Ok(found.map(|setting| setting.value))
}
