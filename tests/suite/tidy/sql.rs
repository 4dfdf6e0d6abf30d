//! Statements: never put together from values, unchecked text only where it is listed, migrations in pairs.

use std::collections::BTreeSet;

use super::house::{File, files_under, program, suite};
use super::source::Kind;

/// Names that the code may use only in the files listed with them.
const CONFINED: &[(&str, &[&str])] = &[
    // It lets escape sequences through; Spans are made from Shown.
    ("set_symbol", &[]),
    // SQL that is put together: the table and column names of `insert_many`; what the tests plant.
    (
        "AssertSqlSafe",
        &[
            "src/database/tx.rs",
            "tests/suite/cluster.rs",
            "tests/suite/commands/upgrade.rs",
            "tests/suite/doctor.rs",
            "tests/suite/measures/texts.rs",
        ],
    ),
    (
        "raw_sql",
        &[
            "tests/suite/cluster.rs",
            "tests/suite/commands/upgrade.rs",
            "tests/suite/doctor.rs",
            "tests/suite/measures/texts.rs",
        ],
    ),
];

/// What a statement begins with.
const SQL_VERBS: &[&str] = &[
    "select", "insert", "update", "delete", "with", "create", "alter", "drop", "grant", "revoke",
    "lock", "pragma", "attach", "vacuum", "copy", "truncate", "notify", "listen", "set",
];

/// Whether a string begins as a statement does.
fn is_statement(text: &str) -> bool {
    let verb = text.split_whitespace().next().unwrap_or_default();
    SQL_VERBS.contains(&verb.to_lowercase().as_str()) && text.trim().contains(' ')
}

/// Where a file's code puts a statement together.
fn put_together(file: &File) -> Vec<String> {
    file.code()
        .filter(|it| it.kind == Kind::Quoted && is_statement(&it.text))
        .filter(|it| it.within(&["format!", "write!", "writeln!", ".push_str"]))
        .filter(|it| !it.within(&["text!", "phrase!"]))
        .map(|it| format!("{}:{}: {}", file.path, it.line, it.text))
        .collect()
}

#[test]
fn statements_are_never_put_together() {
    let found: Vec<String> = program()
        .iter()
        .filter(|file| file.path != "src/database/tx.rs")
        .flat_map(put_together)
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let planted = "fn f() { g(&format!(\"select * from {table}\")); h(sql!(\"select 1 from t\")); format!(\"update\"); }";
    assert_eq!(
        put_together(&File::planted("src/desk/x.rs", planted)).len(),
        1
    );
}

#[test]
fn dangerous_names_stay_where_they_are_listed() {
    let uses = |name: &str, file: &File| file.tokens.iter().any(|it| it.is(name));
    for (name, allowed) in CONFINED {
        let found: BTreeSet<&str> = program()
            .iter()
            .chain(suite())
            .filter(|file| uses(name, file))
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(found, allowed.iter().copied().collect(), "{name}");
    }
    let planted = File::planted(
        "src/console/view/pen.rs",
        "fn f(cell: &mut Cell) { cell.set_symbol(\"x\"); }",
    );
    assert!(uses("set_symbol", &planted));
}

/// The names of the migrations of an engine.
fn migrations(engine: &str) -> Vec<String> {
    files_under(&format!("src/database/migrations/{engine}"))
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect()
}

/// What is wrong with two lists of migrations: a number without its pair, or out of its turn.
fn unpaired(one: &[String], other: &[String]) -> Vec<String> {
    let alone = one
        .iter()
        .filter(|it| !other.contains(it))
        .chain(other.iter().filter(|it| !one.contains(it)));
    let turn = one
        .iter()
        .enumerate()
        .filter(|(at, name)| !name.starts_with(&format!("{:04}_", at + 1)));
    alone.chain(turn.map(|(_, name)| name)).cloned().collect()
}

#[test]
fn migrations_come_in_pairs_and_in_turn() {
    let (sqlite, postgres) = (migrations("sqlite"), migrations("postgres"));
    assert!(sqlite.len() >= 5);
    assert_eq!(unpaired(&sqlite, &postgres), [""; 0]);
    let names = |it: &[&str]| -> Vec<String> { it.iter().map(|&name| name.to_owned()).collect() };
    assert_eq!(
        unpaired(
            &names(&["0001_a.sql", "0002_b.sql"]),
            &names(&["0001_a.sql"])
        ),
        ["0002_b.sql"]
    );
    assert_eq!(
        unpaired(&names(&["0002_b.sql"]), &names(&["0002_b.sql"])),
        ["0002_b.sql"]
    );
}
