//! A form as data: head, columns, rows, counts, signatures. Pure.

use crate::kernel::text::{Phrase, Text};

/// A form, ready to be laid out.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it is called in the archive: `F22`.
    pub code: &'static str,
    /// Which one of its kind, for the name of its file: `371323100201_201203`.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// Its head: labels and values.
    pub heads: Vec<(Text, Phrase)>,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// Its rows, part by part.
    pub parts: Vec<SheetPart>,
    /// What is counted at its foot.
    pub foot: Vec<Phrase>,
    /// Who signs.
    pub signatures: Vec<Text>,
    /// Who made it, and when.
    pub made: Phrase,
    /// Whether it comes from a demonstration: then every page says so.
    pub demonstration: bool,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct SheetColumn {
    /// Its title.
    pub title: Text,
    /// Its width in half-width characters.
    pub width: u16,
    /// Whether it stands on the right.
    pub right: bool,
}

/// Rows under a title of their own.
#[derive(Clone, Debug, Default)]
pub struct SheetPart {
    /// The title; none for the only part.
    pub title: Option<Phrase>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<Phrase>>,
}
