//! Who may import whom: the six rules of the house, each by its number.

use jingban::business::BUSINESSES;

use super::paths::paths;
use crate::sources::program;

/// Macros that any layer may call: they stand at the root of the crate and are defined in the lowest.
const MACROS: &[&str] = &[
    "text",
    "phrase",
    "record",
    "binds",
    "sql",
    "statements",
    "layouts",
    "words",
];
/// What of the database the console and the outside files may know: requests, what they carry, how they fail.
const REQUEST_TYPES: &[&str] = &[
    "request", "fault", "Fault", "value", "sql", "Db", "tx", "db",
];
/// Crates that only one place may name, by rule.
const KEPT: &[(&str, &str, u8)] = &[
    ("sqlx", "jingban::database", 3),
    ("ratatui", "jingban::console::view", 4),
    ("tui_textarea", "jingban::console::field", 4),
    ("crossterm", "jingban::console::runtime", 4),
];
/// What the kernel is made of.
const PURE: &[&str] = &["std", "core", "chrono", "rust_decimal", "serde"];

/// The number of the rule that a module breaks by naming a path, if it breaks one.
fn broken(module: &str, path: &str) -> Option<u8> {
    let segments: Vec<&str> = path.split("::").collect();
    let inside = |place: &str| module == place || module.starts_with(&format!("{place}::"));
    if segments[0] != "jingban" {
        return foreign(module, segments[0], &inside);
    }
    let [_, layer, rest @ ..] = segments.as_slice() else {
        return None;
    };
    if rest.is_empty() && MACROS.contains(layer) {
        return None;
    }
    let own = module.split("::").nth(1).unwrap_or_default();
    match (own, *layer) {
        (_, "command") => (own != "command" && module != "jingban").then_some(6),
        ("kernel" | "database" | "paper" | "exchange" | "console", "kernel")
        | ("database", "database")
        | ("paper", "paper")
        | ("exchange", "exchange") => None,
        ("kernel", _) => Some(1),
        ("exchange", "database") => (!REQUEST_TYPES.contains(&rest[0])).then_some(3),
        ("database" | "paper" | "exchange", _) => Some(3),
        ("console", "database") if inside("jingban::console::runtime") => None,
        ("console", "database") => (!REQUEST_TYPES.contains(&rest[0])).then_some(4),
        ("console", layer) => (layer != "console").then_some(4),
        ("business", _) => of_business(module, layer, rest),
        ("desk", "business") => (!AT_THE_DESK.contains(&rest[0])).then_some(6),
        _ => None,
    }
}

/// What the desk may name below it: the list, how a business describes itself, and the ground every desk stands on.
const AT_THE_DESK: &[&str] = &["BUSINESSES", "descriptor", "duties", "organisation"];

fn foreign(module: &str, named: &str, inside: &dyn Fn(&str) -> bool) -> Option<u8> {
    for (kept, place, rule) in KEPT {
        if named == *kept && !inside(place) {
            return Some(*rule);
        }
    }
    if named == "tokio" && inside("jingban::console") && !inside("jingban::console::runtime") {
        return Some(4);
    }
    let is_crate = named.chars().next().is_some_and(char::is_lowercase);
    let known = FOREIGN.contains(&named);
    if is_crate && known && inside("jingban::kernel") && !PURE.contains(&named) {
        return Some(1);
    }
    let impure = ["sqlx", "tokio", "ratatui", "crossterm", "fastrand"].contains(&named);
    (impure && is_rules(module)).then_some(2)
}

/// The crates the program is built from, as code names them.
const FOREIGN: &[&str] = &[
    "argon2",
    "chrono",
    "clap",
    "clap_complete",
    "clap_mangen",
    "crossterm",
    "csv",
    "directories",
    "encoding_rs",
    "fastrand",
    "futures_util",
    "include_dir",
    "nucleo_matcher",
    "pinyin",
    "ratatui",
    "rpassword",
    "rust_decimal",
    "secrecy",
    "serde",
    "serde_json",
    "sha2",
    "sqlx",
    "thiserror",
    "tokio",
    "tokio_util",
    "toml",
    "tui_textarea",
    "unicode_segmentation",
    "unicode_width",
    "uuid",
];

/// Whether a module is one of a business's pure rules.
fn is_rules(module: &str) -> bool {
    module.starts_with("jingban::business::") && module.split("::").nth(3) == Some("rules")
}

fn of_business(module: &str, layer: &str, rest: &[&str]) -> Option<u8> {
    let mut own = module.split("::").skip(2);
    let business = own.next()?;
    let is_pane = own.next().is_some_and(|name| name.starts_with("pane"));
    if is_rules(module) {
        let own_nouns = layer == "business"
            && rest[0] == business
            && (rest.get(1) == Some(&"rules") || !is_module(business, rest.get(1)?));
        return (layer != "kernel" && !own_nouns).then_some(2);
    }
    match layer {
        "desk" | "command" => Some(5),
        "business" if rest[0] == business => {
            let pane = rest.get(1).is_some_and(|name| name.starts_with("pane"));
            let another = pane && rest.get(1) != module.split("::").nth(3).as_ref();
            (is_pane && another).then_some(5)
        }
        "business" => {
            let place = |name: &str| BUSINESSES.iter().position(|it| it.name == name);
            let named = place(rest[0])?;
            let comes_after = place(business).is_some_and(|this| named > this);
            let deep = rest.len() > 2 && is_module(rest[0], rest[1]);
            (comes_after || deep).then_some(5)
        }
        _ => None,
    }
}

/// Whether a name below a business is one of its files or folders, not something its `mod.rs` offers.
fn is_module(business: &str, name: &str) -> bool {
    let base = crate::sources::root().join("src/business").join(business);
    base.join(name).is_dir() || base.join(format!("{name}.rs")).exists()
}

#[test]
fn everybody_imports_only_whom_the_house_allows() {
    let mut found = Vec::new();
    for file in program() {
        for path in paths(&file.module, &file.text) {
            if let Some(rule) = broken(&file.module, &path) {
                found.push(format!("rule {rule}: {} names {path}", file.module));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Breaches, each with the rule it breaks.
#[rustfmt::skip]
const BREACHES: &[(&str, &str, u8)] = &[
    ("jingban::kernel::month", "jingban::database::Db", 1),
    ("jingban::kernel::month", "tokio::time::sleep", 1),
    ("jingban::business::benefit::rules", "jingban::database::Tx", 2),
    ("jingban::business::benefit::rules", "jingban::business::benefit::store::AwardsOf", 2),
    ("jingban::business::organisation::rules::policy", "tokio::spawn", 2),
    ("jingban::database::tx", "jingban::console::app::App", 3),
    ("jingban::exchange::layout", "jingban::database::runner::carry_out", 3),
    ("jingban::business::benefit::store", "sqlx::query", 3),
    ("jingban::console::app", "jingban::business::BUSINESSES", 4),
    ("jingban::console::app", "ratatui::Frame", 4),
    ("jingban::console::form", "tui_textarea::TextArea", 4),
    ("jingban::console::app", "crossterm::event::Event", 4),
    ("jingban::console::app", "tokio::time::sleep", 4),
    ("jingban::business::registration::store", "jingban::business::benefit::Award", 5),
    ("jingban::business::benefit::store", "jingban::business::registration::store::PersonOf", 5),
    ("jingban::business::benefit::store", "jingban::desk::today", 5),
    ("jingban::business::organisation::pane_people", "jingban::business::organisation::pane_policy::SPEC", 5),
    ("jingban::desk::today", "jingban::business::benefit::Award", 6),
    ("jingban::desk::today", "jingban::command::run", 6),
];

/// What is allowed.
#[rustfmt::skip]
const ALLOWED: &[(&str, &str)] = &[
    ("jingban::kernel::month", "chrono::NaiveDate"),
    ("jingban::kernel::month", "jingban::text"),
    ("jingban::business::benefit::rules", "jingban::business::benefit::Award"),
    ("jingban::business::benefit::store", "jingban::business::registration::EXAMPLE"),
    ("jingban::console::view::table", "ratatui::buffer::Buffer"),
    ("jingban", "jingban::command::run"),
];

#[test]
fn each_rule_finds_its_breach() {
    for (module, path, rule) in BREACHES {
        assert_eq!(broken(module, path), Some(*rule), "{module} names {path}");
    }
    for (module, path) in ALLOWED {
        assert_eq!(broken(module, path), None, "{module} names {path}");
    }
}
