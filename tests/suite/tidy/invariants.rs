//! The numbered invariants of the house: each names tests that are really there.

use super::house::program;
use super::named::is_proof;

/// The numbered lines of the documentation: number and text, continuation lines joined.
fn numbered(documentation: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for line in documentation.lines() {
        let Some(text) = line.strip_prefix("//! ") else {
            continue;
        };
        let number = text
            .split_once(". ")
            .and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
        match (number, found.last_mut()) {
            (Some((number, rest)), _) => found.push((number, rest.to_owned())),
            (None, Some((_, last))) if text.starts_with("   ") => last.push_str(text),
            (None, _) => {}
        }
    }
    found
}

/// What stands between backticks with a path's form.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|it| it.contains("::"))
}

/// What is wrong with the list.
fn faults(documentation: &str) -> Vec<String> {
    let list = numbered(documentation);
    let mut faults = Vec::new();
    for (at, (number, text)) in list.iter().enumerate() {
        if *number != at + 1 {
            faults.push(format!("{number} stands in the place of {}", at + 1));
        }
        if paths(text).next().is_none() {
            faults.push(format!("{number} names no test"));
        }
        let missing = paths(text).filter(|path| !is_proof(path));
        faults.extend(missing.map(|path| format!("{number}: there is no test {path}")));
    }
    faults
}

#[test]
fn every_invariant_of_the_house_is_held_by_tests_that_exist() {
    let lib = program().iter().find(|file| file.path == "src/lib.rs");
    let text = &lib.unwrap().text;
    assert!(numbered(text).len() >= 20);
    assert_eq!(faults(text), Vec::<String>::new());
}

#[test]
fn a_planted_invariant_without_a_test_is_seen() {
    let planted =
        "//! 1. Good:\n//!    `suite::runner`.\n//! 3. Bare.\n//! 3. Gone: `suite::gone`.\n";
    assert_eq!(
        faults(planted),
        [
            "3 stands in the place of 2",
            "3 names no test",
            "3: there is no test suite::gone"
        ]
    );
}
