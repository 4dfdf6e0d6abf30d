//! The duties of the notice: each one claimed is met by a screen, a rule and tests that are really there.

use std::collections::BTreeSet;

use jingban::business::BUSINESSES;
use jingban::business::descriptor::Duty;
use jingban::business::duties::DUTIES;
use jingban::command::words;
use jingban::desk::panes;
use jingban::kernel::clause::REGISTER;
use jingban::kernel::text::Lang;

use crate::tidy::named::{is_proof, items};

/// The duties of each chapter: their prefix, their clause, and a letter for each, the part of the clause it rests on
/// (`.`: the clause has no parts).
const CHAPTERS: &[(&str, &str, &str)] = &[
    ("REG", "N2.1", "abcd"),
    ("CON", "N2.2", "abcd"),
    ("BEN", "N2.3", "abcc"),
    ("VER", "N2.3", "ddefg"),
    ("ACC", "N2.4", "aabbcd"),
    ("FND", "N2.5", "aabcdefghh"),
    ("ARC", "N2.6", "abccc"),
    ("STA", "N2.7", "aab"),
    ("ORG", "N3.1", "."),
    ("INF", "N3.2", ".."),
    ("SVC", "N3.3", "..."),
    ("EVA", "N3.4", "."),
    ("TRN", "N3.5", ".."),
];

fn claimed() -> impl Iterator<Item = &'static Duty> {
    BUSINESSES.iter().flat_map(|business| business.duties)
}

#[test]
fn the_table_holds_the_fifty_duties_of_the_notice() {
    let mut expected = Vec::new();
    for (chapter, clause, parts) in CHAPTERS {
        for (at, part) in parts.chars().enumerate() {
            let part = if part == '.' {
                String::new()
            } else {
                format!("-{part}")
            };
            expected.push((format!("{chapter}-{}", at + 1), format!("{clause}{part}")));
        }
    }
    let listed: Vec<(String, String)> = DUTIES
        .iter()
        .map(|(id, clause, _)| ((*id).to_owned(), (*clause).to_owned()))
        .collect();
    assert_eq!(listed, expected);
    assert_eq!(listed.len(), 50);
    for (id, clause, _) in DUTIES {
        let known = REGISTER.iter().any(|(known, _)| known == clause);
        assert!(known, "{id}: {clause} is not in the register");
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
        assert!(items().contains(duty.rule), "{}: {}", duty.id, duty.rule);
        assert!(!duty.tests.is_empty(), "{} has no test", duty.id);
        for test in duty.tests {
            assert!(is_proof(test), "{}: there is no test {test}", duty.id);
        }
    }
}
