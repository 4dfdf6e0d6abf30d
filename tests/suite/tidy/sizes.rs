//! How long the files are. A file is at most 500 lines without its tests; a longer one stands in the table below with its
//! reason, and leaves it when it has become shorter: the table only shrinks.

use std::collections::BTreeSet;

use super::house::{File, program, suite};

/// The longest a file may be, without its tests.
const LINES_MAX: usize = 500;

/// Longer files, and why.
const LONG: &[(&str, &str)] = &[(
    "src/business/registration/store.rs",
    "every key of the one search box, with its statement beside its question",
)];

/// What is wrong with the sizes: files too long and not listed, or listed and not long.
fn faults(files: &[&File], listed: &[(&str, &str)]) -> Vec<String> {
    let long: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.lines() > LINES_MAX)
        .map(|file| file.path.as_str())
        .collect();
    let listed: BTreeSet<&str> = listed.iter().map(|(path, _)| *path).collect();
    let over = long
        .difference(&listed)
        .map(|path| format!("{path} is longer than {LINES_MAX} lines"));
    let idle = listed
        .difference(&long)
        .map(|path| format!("{path} is no longer long: take it from the table"));
    over.chain(idle).collect()
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let files: Vec<&File> = program().iter().chain(suite()).collect();
    let mut lines: Vec<usize> = files
        .iter()
        .filter(|file| !file.test)
        .map(|file| file.lines())
        .collect();
    lines.sort_unstable();
    let at = |percent: usize| lines[(lines.len() - 1) * percent / 100];
    println!(
        "{} files: median {}, p90 {}, longest {} lines",
        lines.len(),
        at(50),
        at(90),
        at(100)
    );
    let found = faults(&files, LONG);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(at(50) <= 150, "the median file has {} lines", at(50));
}

#[test]
fn a_long_file_is_seen_and_its_tests_are_not_counted() {
    let body = "fn f() {}\n".repeat(500);
    let tests = format!("{body}#[cfg(test)]\nmod tests {{\n{body}}}\n");
    let fits = File::planted("src/desk/x.rs", &tests);
    let long = File::planted("src/desk/y.rs", &format!("{body}fn g() {{}}\n"));
    assert_eq!((fits.lines(), long.lines()), (500, 501));
    assert_eq!(faults(&[&fits, &long], &[]).len(), 1);
    assert_eq!(
        faults(&[&fits, &long], &[("src/desk/y.rs", "why")]),
        [""; 0]
    );
    assert_eq!(faults(&[&fits], &[("src/desk/x.rs", "why")]).len(), 1);
}
