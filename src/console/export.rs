//! A table on its way out of the screen, as data. Who writes the file is given to the console from outside.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::table::{Cell, Column};
use crate::database::request::AnyChange;
use crate::kernel::clause::Clause;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Lang, Phrase};
use crate::phrase;

/// A table as the screen showed it, and the file it shall become.
#[derive(Clone, Debug)]
pub struct Export {
    /// The file.
    pub to: PathBuf,
    /// How it is written.
    pub format: Format,
    /// The language of the titles and the words in it.
    pub lang: Lang,
    /// The name of the screen.
    pub pane: &'static str,
    /// The title of the screen, and what stands beside it.
    pub title: Phrase,
    /// The county, as the header names it.
    pub place: Phrase,
    /// What the rows were narrowed by; empty for nothing.
    pub filter: String,
    /// The columns, also those that had no room.
    pub columns: Vec<Column>,
    /// The rows shown, in the order shown.
    pub rows: Vec<Vec<Cell>>,
    /// The total row, where there is one.
    pub total: Option<Vec<Cell>>,
    /// How many more rows exist beyond those loaded, if the question was limited.
    pub more: Option<Phrase>,
    /// The identities of the rows, in the same order.
    pub ids: Vec<String>,
    /// What is masked on the screen leaves whole.
    pub whole: Option<Whole>,
}

/// What was said and typed to let out whole what is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Why.
    pub reason: String,
    /// The rows that were confirmed by typing their count.
    pub count: usize,
}

/// A file that has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Its name.
    pub file: String,
    /// Its rows, without titles, total and provenance.
    pub rows: usize,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Whether it holds whole what the screen shows masked.
    #[serde(default)]
    pub whole: bool,
}

/// Where files go unless another folder is typed, and who makes them.
#[derive(Clone, Debug)]
pub struct Exporter {
    /// The folder.
    pub folder: PathBuf,
    /// Makes the act that writes the file and its entry in the trail; until the entry is written it can be called off.
    pub make: fn(Export) -> Box<dyn AnyChange>,
    /// What may leave whole; `None` where nothing may.
    pub whole: Option<WholeDoors>,
}

/// What is masked on the screen and may leave whole.
#[derive(Clone, Copy, Debug)]
pub struct WholeDoors {
    /// The identities of the columns.
    pub columns: &'static [&'static str],
    /// Which post may take it out. The act asks this again.
    pub may: fn(Post) -> Result<(), Refusal>,
    /// Whether this is a reason.
    pub reason: fn(&str) -> Result<(), Refusal>,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, for any program.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// The format that the ending of a file's name stands for.
    pub fn of(name: &str) -> Result<Self, Refusal> {
        let (stem, ending) = name.trim().rsplit_once('.').unwrap_or_default();
        let is_named = !stem.is_empty() && !stem.ends_with('/');
        match ending.to_ascii_lowercase().as_str() {
            "csv" if is_named => Ok(Self::Csv),
            "xlsx" if is_named => Ok(Self::Xlsx),
            _ => Err(Refusal::new(
                "PN-0903",
                Clause::of("D"),
                phrase!(
                    "不能确定文件格式",
                    "the format cannot be told from this name"
                ),
                phrase!(
                    "文件名请以 .xlsx 或 .csv 结尾",
                    "let the name end in .xlsx or .csv"
                ),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_is_the_format() {
        assert_eq!(Format::of("名册.xlsx"), Ok(Format::Xlsx));
        assert_eq!(Format::of("/tmp/a.b.CSV "), Ok(Format::Csv));
        for wrong in ["", "名册", ".csv", "a/.xlsx", "a.xls", "csv", "a.csv.exe"] {
            assert!(Format::of(wrong).is_err(), "{wrong}");
        }
    }
}
