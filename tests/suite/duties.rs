//! The duties of the notice: each one claimed is met by a screen, a rule and tests that are really there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jingban::business::BUSINESSES;
use jingban::business::descriptor::Duty;
use jingban::business::duties::DUTIES;
use jingban::command::words;
use jingban::desk::panes;
use jingban::kernel::clause::REGISTER;
use jingban::kernel::text::Lang;

use crate::sources::{file_of_module, root, text_of};

/// How many duties each chapter of the notice has.
const CHAPTERS: &[(&str, usize)] = &[
    ("REG", 4),
    ("CON", 4),
    ("BEN", 4),
    ("VER", 5),
    ("ACC", 6),
    ("FND", 10),
    ("ARC", 5),
    ("STA", 3),
    ("ORG", 1),
    ("INF", 2),
    ("SVC", 3),
    ("EVA", 1),
    ("TRN", 2),
];

fn claimed() -> impl Iterator<Item = &'static Duty> {
    BUSINESSES.iter().flat_map(|business| business.duties)
}

#[test]
fn the_table_holds_the_fifty_duties_of_the_notice() {
    let mut expected = Vec::new();
    for (chapter, count) in CHAPTERS {
        expected.extend((1..=*count).map(|n| format!("{chapter}-{n}")));
    }
    let ids: Vec<&str> = DUTIES.iter().map(|(id, ..)| *id).collect();
    assert_eq!(ids, expected);
    assert_eq!(ids.len(), 50);
    for (id, clause, _) in DUTIES {
        assert!(
            REGISTER.iter().any(|(known, _)| known == clause),
            "{id}: {clause} is not in the register"
        );
    }
}

#[test]
fn every_claim_belongs_to_a_duty_and_cites_its_clause() {
    let mut seen = BTreeSet::new();
    for duty in claimed() {
        let told = DUTIES.iter().find(|(id, ..)| *id == duty.id);
        let (_, clause, _) = told.unwrap_or_else(|| panic!("{} is no duty", duty.id));
        assert_eq!(duty.clause.id(), *clause, "{}", duty.id);
        assert!(seen.insert(duty.id), "{} is claimed twice", duty.id);
    }
    for id in ["REG-3", "ORG-1", "INF-1", "SVC-1"] {
        assert!(seen.contains(id), "{id} is claimed by nobody");
    }
}

#[test]
fn every_claim_is_done_at_a_screen_or_by_a_command_that_exists() {
    let commands: BTreeSet<String> = words::command(Lang::En)
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    for duty in claimed() {
        for place in duty.screen.split("; ") {
            let first = place.split(' ').next().unwrap();
            let exists = match first.strip_prefix('=') {
                Some(path) => panes::all().iter().any(|pane| pane.path == path),
                None if first == "jingban" => commands.contains(place.split(' ').nth(1).unwrap()),
                None => panes::named(first).is_some() || is_action(first),
            };
            assert!(exists, "{}: there is no {place}", duty.id);
        }
    }
}

fn is_action(name: &str) -> bool {
    let generic = jingban::console::generic::SECTIONS.iter();
    let generic = generic.flat_map(|(_, _, actions)| actions.iter());
    let panes = panes::with_tabs();
    let own = panes.iter().flat_map(|pane| pane.actions);
    generic.chain(own).any(|spec| spec.action.0 == name)
}

#[test]
fn every_claim_rests_on_a_rule_and_on_tests_that_exist() {
    for duty in claimed() {
        let missing = absent_code(duty.rule);
        assert!(missing.is_none(), "{}: rule {missing:?}", duty.id);
        assert!(!duty.tests.is_empty(), "{} has no test", duty.id);
        for test in duty.tests {
            let missing = absent_test(test);
            assert!(missing.is_none(), "{}: test {missing:?}", duty.id);
        }
    }
}

#[test]
fn a_rule_or_test_that_is_not_there_is_noticed() {
    assert!(absent_code("business::registration::numbers::allocate").is_none());
    assert!(absent_code("business::registration::numbers::invent").is_some());
    assert!(absent_code("business::nobody").is_some());
    let own = "suite::duties::a_rule_or_test_that_is_not_there_is_noticed";
    assert!(absent_test(own).is_none());
    assert!(absent_test("suite::duties::claimed").is_some(), "no test");
    assert!(absent_test("suite::nowhere::at_all").is_some());
    assert!(absent_test("kernel::insurance_no").is_none());
    assert!(absent_test("kernel::clause::tests::none").is_some());
}

/// The path itself, if it names neither a module nor a function or constant in one.
fn absent_code(path: &str) -> Option<String> {
    let file = |path: &str| file_of_module(&root().join("src"), path);
    if file(path).is_some() {
        return None;
    }
    let (module, item) = path.rsplit_once("::")?;
    let found = file(module).is_some_and(|file| {
        let text = text_of(&file);
        ["fn", "const", "struct", "enum"]
            .iter()
            .any(|kind| text.contains(&format!("{kind} {item}")))
    });
    (!found).then(|| path.to_owned())
}

/// The path itself, if it names no test: `suite::…` in the suite, anything else among the unit tests.
/// A module counts if it has tests of its own.
fn absent_test(path: &str) -> Option<String> {
    let (base, path_in) = match path.strip_prefix("suite::") {
        Some(rest) => (root().join("tests/suite"), rest),
        None => (root().join("src"), path),
    };
    let whole = |file: PathBuf| text_of(&file).contains("#[test]");
    if file_of_module(&base, path_in).is_some_and(whole) {
        return None;
    }
    let Some((module, name)) = path_in.rsplit_once("::") else {
        return Some(path.to_owned());
    };
    let files = [module, module.trim_end_matches("::tests")].map(|it| test_files(&base, it));
    let found = files
        .iter()
        .flatten()
        .any(|file| is_test(&text_of(file), name));
    (!found).then(|| path.to_owned())
}

/// The files the tests of a module may stand in: its own, or one beside it.
fn test_files(base: &Path, module: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = file_of_module(base, module).into_iter().collect();
    let beside = module.replace("::", "/");
    for name in [format!("{beside}_tests.rs"), format!("{beside}/tests.rs")] {
        files.extend(Some(base.join(name)).filter(|file| file.exists()));
    }
    files
}

/// Whether a text holds a test function of this name.
fn is_test(text: &str, name: &str) -> bool {
    let head = format!("fn {name}(");
    text.match_indices(&head).any(|(at, _)| {
        let before = text[..at].trim_end_matches("async ").trim_end();
        before
            .rsplit('\n')
            .take_while(|line| line.trim_start().starts_with("#["))
            .any(|line| line.contains("test"))
    })
}
