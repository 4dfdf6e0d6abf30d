//! How files, names and texts are written.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{SourceFile, program, root};

/// Lines a file may have, its tests not counted.
const LINES_MAX: usize = 500;
/// Longer files, each with its reason; one that has become shorter must leave this list.
const LONGER: &[(&str, &str)] = &[(
    "jingban::business::registration::store",
    "every key of the one search box, with its statement beside its question",
)];
/// Names that say nothing.
const NAMELESS: &[&str] = &[
    "manager", "helper", "util", "utils", "common", "misc", "handler", "data", "info", "process",
];
/// The only places where a statement's text is made, from names of the program's own.
const MADE_STATEMENTS: &[&str] = &[
    "jingban::database::tx",
    "jingban::database::open",
    "jingban::database::migrate",
    "jingban::database::backup",
    "jingban::database::image",
];

fn breaches(breaks: impl Fn(&SourceFile) -> Option<String>) -> Vec<String> {
    program()
        .iter()
        .filter_map(|file| Some(format!("{}: {}", file.module, breaks(file)?)))
        .collect()
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The Chinese characters of a line.
fn hanzi(text: &str) -> usize {
    text.chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count()
}

#[test]
fn every_file_says_in_its_first_line_what_it_holds() {
    none(&breaches(|file| {
        (!file.text.starts_with("//! ")).then(|| "begins without a sentence".to_owned())
    }));
}

#[test]
fn files_are_small_and_the_long_ones_are_known() {
    let mut lengths = Vec::new();
    let mut found = Vec::new();
    for file in program() {
        let lines = file.text.lines().count();
        lengths.push(lines);
        let excused = LONGER.iter().any(|(module, _)| *module == file.module);
        if (lines > LINES_MAX) != excused {
            found.push(format!("{}: {lines} lines", file.module));
        }
    }
    lengths.sort_unstable();
    let at = |share: usize| lengths[lengths.len() * share / 100];
    println!(
        "{} files, median {}, p90 {}, longest {}",
        lengths.len(),
        at(50),
        at(90),
        lengths.last().unwrap()
    );
    assert!(
        at(50) <= 150 && at(90) <= 350,
        "files grow: median {}, p90 {}",
        at(50),
        at(90)
    );
    none(&found);
}

#[test]
fn no_file_or_type_has_a_name_that_says_nothing() {
    none(&breaches(|file| {
        let name = file.module.rsplit("::").next()?;
        NAMELESS.contains(&name).then(|| "says nothing".to_owned())
    }));
    none(&breaches(|file| {
        let types = file.text.lines().filter_map(|line| {
            let line = line
                .trim_start()
                .trim_start_matches("pub ")
                .trim_start_matches("pub(super) ");
            line.strip_prefix("struct ").or(line.strip_prefix("enum "))
        });
        let named = types.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
        let banned: Vec<&str> = named
            .filter(|name| {
                ["Manager", "Helper", "Util", "Handler", "Info", "Processor"]
                    .iter()
                    .any(|it| name.ends_with(it))
            })
            .collect();
        (!banned.is_empty()).then(|| banned.join(", "))
    }));
}

#[test]
fn no_work_is_left_lying_about() {
    for word in ["TODO", "FIXME", "XXX", "HACK", "dbg!(", "set_symbol("] {
        none(&breaches(|file| {
            let line = file.text.lines().find(|line| line.contains(word))?;
            (!line.trim_start().starts_with("//")).then(|| line.trim().to_owned())
        }));
    }
}

#[test]
fn statements_are_never_put_together_from_values() {
    none(&breaches(|file| {
        let makes = file.text.contains("AssertSqlSafe");
        (makes && !MADE_STATEMENTS.contains(&file.module.as_str()))
            .then(|| "makes the text of a statement".to_owned())
    }));
}

/// Chinese stands beside its English: in `text!`, `phrase!`, a row of words, or a comment; never alone in a literal.
#[test]
fn chinese_never_stands_without_its_english() {
    let beside = |lines: &[&str], at: usize| {
        let from = at.saturating_sub(3);
        let to = (at + 4).min(lines.len());
        lines[from..to].iter().any(|line| {
            let quoted = line.split('"').skip(1).step_by(2);
            quoted
                .into_iter()
                .any(|text| hanzi(text) == 0 && text.chars().any(char::is_alphabetic))
        })
    };
    none(&breaches(|file| {
        if TABLES_OF_CHINESE.contains(&file.module.as_str()) {
            return None;
        }
        let lines: Vec<&str> = file.text.lines().collect();
        let alone = lines.iter().enumerate().find(|(at, line)| {
            let code = line.split("//").next().unwrap_or_default();
            let quoted: usize = code.split('"').skip(1).step_by(2).map(hanzi).sum();
            quoted > 0 && !beside(&lines, *at)
        });
        alone.map(|(at, line)| format!("line {}: {}", at + 1, line.trim()))
    }));
}

/// Tables whose Chinese is no sentence: names of places, surnames and the like.
const TABLES_OF_CHINESE: &[&str] = &[
    "jingban::business::registration::readings",
    "jingban::business::training::generate::names",
    "jingban::business::training::generate::people",
    "jingban::business::training::generate::places",
    "jingban::business::training::generate::staff",
    "jingban::business::training::generate::sheets",
    "jingban::business::training::generate::benefits",
    "jingban::kernel::birthplace",
];

#[test]
fn migrations_come_in_pairs() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = root().join("src/database/migrations").join(engine);
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert_eq!(sqlite, postgres);
    assert!(sqlite.len() >= 5);
}

/// Nothing of the place where it was written stands in the program: no folder of a machine, no registry.
#[test]
fn the_program_speaks_of_itself_alone() {
    let words = [
        ["/ho", "me/"],
        ["/ro", "ot/"],
        ["/wo", "rk/"],
        ["crates", ".io"],
        ["git", "hub.com"],
    ];
    none(&breaches(|file| {
        let found = words.iter().map(|halves| halves.concat());
        found
            .into_iter()
            .find(|word| file.text.contains(word.as_str()))
    }));
}
