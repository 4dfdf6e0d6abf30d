//! Ranked search over rows of words: labels in both languages, pinyin initials, names and keys.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::key::half_width;
use super::spelling;
use crate::kernel::text::Text;

/// What one row is found by.
pub(super) struct Findable {
    words: String,
    /// What must be typed whole to mean this row: its keys, its number path, its mnemonic.
    exact: Vec<String>,
}

impl Findable {
    /// A row with a label, words of its own and what means it exactly.
    pub(super) fn new(label: Text, more: &str, exact: Vec<String>) -> Self {
        let initials = spelling::initials(label.zh);
        let words = format!(
            "{} {} {initials} {more} {}",
            label.zh,
            label.en,
            exact.join(" ")
        );
        Self { words, exact }
    }
}

/// The positions of the rows that match, best first; all of them in their order where nothing is searched for.
pub(super) fn ranked(needle: &str, rows: &[Findable]) -> Vec<usize> {
    let needle: String = needle.trim().chars().map(half_width).collect();
    if needle.is_empty() {
        return (0..rows.len()).collect();
    }
    let pattern = Pattern::new(
        &needle,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Fuzzy,
    );
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let is_meant = row
            .exact
            .iter()
            .any(|whole| whole.eq_ignore_ascii_case(&needle));
        let score = pattern.score(Utf32Str::new(&row.words, &mut buffer), &mut matcher);
        match score {
            _ if is_meant => found.push((u32::MAX, at)),
            Some(score) => found.push((score, at)),
            None => {}
        }
    }
    found.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    found.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn a_row_is_found_by_either_language_initials_or_key() {
        let rows = [
            Findable::new(text!("刷新", "Reload"), "app.reload", vec!["F5".to_owned()]),
            Findable::new(text!("签字", "Sign"), "village.sign", vec!["s".to_owned()]),
        ];
        for needle in ["签", "sign", "qz", "s", "ｓ"] {
            assert_eq!(ranked(needle, &rows).first(), Some(&1), "{needle}");
        }
        assert_eq!(ranked("f5", &rows), [0]);
        assert_eq!(ranked("", &rows), [0, 1]);
        assert!(ranked("拨付", &rows).is_empty());
    }
}
