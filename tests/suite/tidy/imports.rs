//! Who may import whom: the six rules of the house, read from every path in the code.
//!
//! 1. `kernel` imports std, chrono, `rust_decimal`, serde. Nothing of ours.
//! 2. `rules.rs` imports `kernel` and its own `mod.rs`. No clock, no I/O.
//! 3. `database` and `paper` import `kernel`; `exchange` imports `kernel` and the request types of `database`. Only
//!    `database` knows sqlx.
//! 4. `console` imports `kernel` and the request types of `database`; ratatui only under `console/view` and, as
//!    `tui_textarea`, in `console/field.rs`; crossterm only under `console/runtime`, and only there does anything spawn,
//!    sleep, read a clock or open a terminal.
//! 5. A business imports the layers below, and of an earlier business only what its `mod.rs` offers. Panes never import
//!    panes.
//! 6. `desk` knows businesses only through their descriptors. `command` and `main` stand on top; nothing imports them.

use super::house::{File, program};
use super::paths::{Named, paths};

/// The businesses, in the order of the notice: the later may use the earlier.
const ORDER: &[&str] = &[
    "organisation",
    "registration",
    "contribution",
    "account",
    "benefit",
    "outside",
    "verification",
    "stop_payment",
    "matching",
    "transfer",
    "fund",
    "inspection",
    "archive",
    "service",
    "statistics",
    "evaluation",
    "training",
];

/// The macros, which stand at the root wherever they are written, and where that is.
const MACROS: &[(&str, &[&str])] = &[
    ("text", &["kernel", "text"]),
    ("phrase", &["kernel", "text"]),
    ("sql", &["database", "sql"]),
    ("statements", &["database", "sql"]),
    ("record", &["database", "row"]),
    ("binds", &["database", "value"]),
    ("layouts", &["exchange", "layout"]),
];

/// What `kernel` and the rules may import from outside.
const PURE: &[&str] = &["std", "core", "chrono", "rust_decimal", "serde"];

/// Clocks, waiting, threads, files, the network: what only a rim may touch.
const IMPURE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "chrono::Utc::now",
    "chrono::Local",
    "tokio::fs",
    "tokio::io",
    "tokio::net",
    "tokio::process",
    "tokio::runtime",
    "tokio::signal",
    "tokio::spawn",
    "tokio::task",
    "tokio::time",
    "fastrand",
];

/// The request types of `database`: what can be asked and done, what is bound, and how it failed.
const REQUEST_TYPES: &[&str] = &[
    "request", "value", "fault", "Query", "Change", "Verdict", "Fault",
];

/// What the rim of the console has of `database` besides: the database it performs the effects on.
const RIM: &[&str] = &["Db", "tx", "operation", "resolve", "Resolved"];

/// What `desk` knows of a business without its descriptor: its ground, as `desk/mod.rs` says.
const GROUND: &[&str] = &["organisation"];

/// The number of the rule that a file breaks by naming a path; `None` if it may.
fn broken(file: &File, named: &Named) -> Option<u8> {
    let module: Vec<&str> = file.module.iter().map(String::as_str).collect();
    let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["crate", to @ ..] => {
            let home = MACROS.iter().find(|(name, _)| to == [*name]);
            ours(&module, home.map_or(to, |(_, home)| home))
        }
        _ => foreign(&module, &path),
    }
}

/// Whether a module is a file of rules.
fn is_rules(module: &[&str]) -> bool {
    matches!(module, ["business", _, "rules", ..])
}

/// Whether a module is a pane of a business.
fn is_pane(module: &[&str]) -> bool {
    matches!(module, ["business", _, name, ..] if name.starts_with("pane"))
}

/// The rule a path to a crate from outside breaks.
fn foreign(module: &[&str], path: &[&str]) -> Option<u8> {
    let at = |parts: &[&str]| module.starts_with(parts);
    let impure = IMPURE
        .iter()
        .any(|it| path.starts_with(&it.split("::").collect::<Vec<_>>()));
    let first = *path.first()?;
    let pure = PURE.contains(&first) && !impure;
    match first {
        _ if at(&["kernel"]) && !pure => Some(1),
        _ if is_rules(module) && !pure => Some(2),
        "sqlx" if !at(&["database"]) => Some(3),
        "ratatui" if !at(&["console", "view"]) => Some(4),
        "tui_textarea" if !at(&["console", "field"]) => Some(4),
        "crossterm" if !at(&["console", "runtime"]) => Some(4),
        _ if impure && at(&["console"]) && !at(&["console", "runtime"]) => Some(4),
        _ => None,
    }
}

/// The rule a path to our own code breaks.
fn ours(module: &[&str], to: &[&str]) -> Option<u8> {
    let here = module.first().copied().unwrap_or("lib");
    let there = to.first().copied()?;
    let request = to.get(1).is_some_and(|it| REQUEST_TYPES.contains(it));
    let on_the_rim = module.starts_with(&["console", "runtime"]);
    let rim = on_the_rim && to.get(1).is_some_and(|it| RIM.contains(it));
    match (here, there) {
        ("lib" | "main", _) => None,
        ("business", "business") => business(module, to),
        _ if here == there => None,
        (_, "command" | "main") => Some(6),
        ("command", _) => None,
        (_, "desk") => Some(6),
        ("kernel", _) => Some(1),
        (_, "kernel") => None,
        _ if is_rules(module) => Some(2),
        ("exchange", "database") if request => None,
        ("database" | "paper" | "exchange", _) => Some(3),
        ("console", "database") if request || rim => None,
        ("console", _) => Some(4),
        ("business", "config") => Some(5),
        ("desk", "business") => known_to_the_desk(to),
        ("config", _) => Some(6),
        _ => None,
    }
}

/// The rule a path within `business` breaks.
fn business(module: &[&str], to: &[&str]) -> Option<u8> {
    let place = |name: &&str| ORDER.iter().position(|it| it == name);
    let there = to.get(1).and_then(place);
    match module.get(1) {
        // `business/mod.rs` lists the descriptors.
        None => return None,
        Some(here) if place(here).is_none() => return there.map(|_| 5),
        Some(_) if there.is_none() => return is_rules(module).then_some(2),
        Some(_) => {}
    }
    if is_pane(module) && is_pane(to) && !module.starts_with(&to[..3]) {
        return Some(5);
    }
    let offered = match to.get(2..) {
        Some([name, rest @ ..]) => {
            rest.is_empty() || name.starts_with(|c: char| c.is_ascii_uppercase())
        }
        _ => true,
    };
    let own = module.get(1) == to.get(1);
    let earlier = module.get(1).and_then(place) > there;
    match is_rules(module) {
        true if own && (offered || is_rules(to)) => None,
        true => Some(2),
        false if own || (earlier && offered) => None,
        false => Some(5),
    }
}

/// The rule a path from the desk into `business` breaks.
fn known_to_the_desk(to: &[&str]) -> Option<u8> {
    let known = ["descriptor", "duties", "BUSINESSES"];
    to.get(1)
        .is_some_and(|name| !known.contains(name) && !GROUND.contains(name))
        .then_some(6)
}

#[test]
fn nobody_imports_what_he_may_not() {
    let breaches: Vec<String> = program()
        .iter()
        .flat_map(|file| paths(file).into_iter().map(move |named| (file, named)))
        .filter_map(|(file, named)| {
            let rule = broken(file, &named)?;
            Some(format!(
                "rule {rule}: {}:{} names {}",
                file.path,
                named.line,
                named.text()
            ))
        })
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// Plants each text where it says, and sees these rules broken by it and no other.
fn planted(cases: &[(&str, &str, &[u8])]) {
    for (path, text, expected) in cases {
        let file = File::planted(path, text);
        let named = paths(&file);
        let found: Vec<u8> = named.iter().filter_map(|it| broken(&file, it)).collect();
        assert_eq!(found, *expected, "{path}: {text}");
    }
}

#[test]
fn rule_1_keeps_the_kernel_pure() {
    let path = "src/kernel/money.rs";
    planted(&[
        (path, "use crate::database::Tx;", &[1]),
        (path, "fn f() { crate::console::app::go() }", &[1]),
        (path, "use crate::sql;", &[1]),
        (path, "use serde_json::Value;", &[1]),
        (path, "use std::fs;", &[1]),
        (path, "use chrono::Utc; fn f() { Utc::now(); }", &[1]),
        (path, "use super::month::Month; use chrono::Utc;", &[]),
        (path, "use crate::{text, kernel::text::Text};", &[]),
    ]);
}

#[test]
fn rule_2_keeps_the_rules_to_the_kernel_and_their_own_business() {
    let path = "src/business/benefit/rules.rs";
    let deep = "src/business/organisation/rules/policy.rs";
    planted(&[
        (path, "use super::store::AwardOf;", &[2]),
        (
            path,
            "fn f() { crate::business::registration::Class::of(1, 1); }",
            &[2],
        ),
        (path, "use crate::database::Fault;", &[2]),
        (path, "use crate::business::descriptor::Cause;", &[2]),
        (path, "use sqlx::Row;", &[2]),
        (path, "use std::time::Instant;", &[2]),
        (deep, "use super::super::policy_store::policies;", &[2]),
        (
            path,
            "use crate::kernel::month::Month; use super::Award; use std::cmp::max;",
            &[],
        ),
        (
            deep,
            "use super::sign_in::known; use super::super::Seat; use crate::phrase;",
            &[],
        ),
    ]);
}

#[test]
fn rule_3_keeps_the_engines_in_the_database() {
    let layout = "src/exchange/layout.rs";
    planted(&[
        (
            "src/database/tx.rs",
            "use crate::exchange::layout::Layout;",
            &[3],
        ),
        ("src/paper/pdf.rs", "use crate::database::Fault;", &[3]),
        (layout, "use crate::database::tx::Tx;", &[3]),
        (layout, "use crate::database::value::Value;", &[]),
        (
            "src/business/benefit/store.rs",
            "fn f(row: sqlx::sqlite::SqliteRow) {}",
            &[3],
        ),
        (
            "src/database/tx.rs",
            "use sqlx::Row; use crate::kernel::money::Fen;",
            &[],
        ),
    ]);
}

#[test]
fn rule_4_keeps_the_console_pure_up_to_its_rim() {
    let path = "src/console/app/screen.rs";
    let pen = "src/console/view/pen.rs";
    let rim = "src/console/runtime/live.rs";
    planted(&[
        (path, "use crate::database::Db;", &[4]),
        (path, "use crate::business::BUSINESSES;", &[4]),
        (path, "use crate::binds;", &[]),
        (path, "fn f() { ratatui::init(); }", &[4]),
        (path, "use crossterm::event::Event;", &[4]),
        (path, "use tui_textarea::TextArea;", &[4]),
        (path, "fn f() { tokio::spawn(g()); }", &[4]),
        (path, "use std::time::Instant;", &[4]),
        ("src/desk/person.rs", "use ratatui::text::Line;", &[4]),
        (pen, "use crossterm::style::Color;", &[4]),
        (pen, "use ratatui::text::Line;", &[]),
        ("src/console/field.rs", "use tui_textarea::TextArea;", &[]),
        (rim, "use crossterm::event; use crate::database::Db;", &[]),
        (rim, "fn f() { tokio::spawn(g()); }", &[]),
        (
            path,
            "use crate::database::request::Topic; use std::time::Duration;",
            &[],
        ),
    ]);
}

#[test]
fn rule_5_lets_a_business_look_back_and_never_forward() {
    let path = "src/business/contribution/store.rs";
    let by_alias = "use crate::business::registration; fn f() { registration::store::find(); }";
    planted(&[
        (path, "use crate::business::benefit::Award;", &[5]),
        (
            path,
            "use crate::business::registration::store::PersonOf;",
            &[5],
        ),
        (path, by_alias, &[5]),
        (
            path,
            "use crate::business::{registration::Class, organisation::policies};",
            &[],
        ),
        (
            path,
            "use super::rules; use crate::business::descriptor::Hit;",
            &[],
        ),
        (path, "use crate::config::Config;", &[5]),
        (
            "src/business/descriptor.rs",
            "use super::benefit::Award;",
            &[5],
        ),
        (
            "src/business/organisation/pane_policy.rs",
            "use super::pane_people::SPEC;",
            &[5],
        ),
        (
            "src/business/benefit/pane.rs",
            "use crate::business::registration::pane::TAB;",
            &[5],
        ),
    ]);
}

#[test]
fn rule_6_keeps_the_top_on_top() {
    let path = "src/desk/today.rs";
    let through = "use crate::business::{BUSINESSES, descriptor::Hit, organisation::SignedIn};";
    let above =
        "use crate::desk::house; use crate::business::organisation::policy_change::Propose;";
    planted(&[
        (path, "use crate::business::benefit::Award;", &[6]),
        (
            path,
            "fn f() { crate::business::registration::Class::of(1, 1); }",
            &[6],
        ),
        (path, "use crate::command::out::Out;", &[6]),
        (path, through, &[]),
        (
            "src/business/benefit/store.rs",
            "fn f() { crate::desk::today::go() }",
            &[6],
        ),
        ("src/config.rs", "use crate::desk::house;", &[6]),
        ("src/config.rs", "use crate::database::Server;", &[6]),
        ("src/console/app.rs", "use crate::command::run;", &[6]),
        ("src/command/policy.rs", above, &[]),
    ]);
}

#[test]
fn the_businesses_stand_in_the_order_of_the_notice() {
    let listed: Vec<usize> = jingban::business::BUSINESSES
        .iter()
        .map(|business| ORDER.iter().position(|it| *it == business.name))
        .map(|place| place.expect("a business has its place in the order"))
        .collect();
    assert!(listed.is_sorted(), "{listed:?}");
}
