//! Every path that a file's code names, made whole: `use` lines, paths inside the code, and what an alias, `self` or
//! `super` stands for.

use std::collections::{BTreeMap, BTreeSet};

use super::house::{File, root};
use super::source::{Kind, Token};

/// A path, and where it stands. Ours begin with `crate`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    /// Its line.
    pub(crate) line: usize,
    /// Its segments: `crate`, `kernel`, `money`, `Fen`.
    pub(crate) path: Vec<String>,
}

impl Named {
    /// The path as it is written.
    pub(crate) fn text(&self) -> String {
        self.path.join("::")
    }
}

/// Every path of a file's code. A `*` is what a glob ends with.
pub(crate) fn paths(file: &File) -> BTreeSet<Named> {
    let code: Vec<Token> = file.code().cloned().collect();
    let mut uses = Vec::new();
    let mut inside = Vec::new();
    let mut at = 0;
    while at < code.len() {
        if code[at].is("use") && !code.get(at + 1).is_some_and(|next| next.is("<")) {
            at = tree(&code, at + 1, &[], &mut uses);
        } else if let Some((path, length)) = path_at(&code, at) {
            inside.push((at, path));
            at += length;
        } else {
            at += 1;
        }
    }
    let mut aliases: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for (line, module, path, alias) in uses {
        if let Some(path) = whole(&path, &here(file, &module), &BTreeMap::new()).pop() {
            aliases.entry(alias).or_default().push(path.clone());
            named.insert(Named { line, path });
        }
    }
    for (at, path) in inside {
        let token = &code[at];
        for path in whole(&path, &here(file, &token.module), &aliases) {
            named.insert(Named {
                line: token.line,
                path,
            });
        }
    }
    named
}

/// The module a token stands in.
fn here(file: &File, inline: &[String]) -> Vec<String> {
    [file.module.as_slice(), inline].concat()
}

/// A path of two or more segments that begins here, and its length in tokens.
fn path_at(code: &[Token], at: usize) -> Option<(Vec<String>, usize)> {
    let before = at.checked_sub(1).map(|at| &code[at]);
    let follows = before.is_some_and(|it| it.kind == Kind::Path || it.is(".") || it.is("'"));
    if !code[at].is_name() || follows {
        return None;
    }
    let mut path = vec![code[at].text.clone()];
    let mut length = 1;
    while let [path_sign, name, ..] = &code[at + length..]
        && path_sign.kind == Kind::Path
        && name.is_name()
    {
        path.push(name.text.clone());
        length += 2;
    }
    (path.len() > 1).then_some((path, length))
}

/// A `use` line's path: its line, the inline module around it, its segments, and the name it brings.
type Use = (usize, Vec<String>, Vec<String>, String);

/// Reads one tree of a `use` line; where it ends.
fn tree(code: &[Token], mut at: usize, prefix: &[String], out: &mut Vec<Use>) -> usize {
    let mut path = prefix.to_vec();
    loop {
        if code[at].is("{") {
            at += 1;
            while !code[at].is("}") {
                at = tree(code, at, &path, out);
                at += usize::from(code[at].is(","));
            }
            return at + 1;
        }
        if code[at].kind != Kind::Path {
            path.push(code[at].text.clone());
            at += 1;
            if code[at].kind != Kind::Path {
                break;
            }
        }
        at += 1;
    }
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let mut alias = path.last().cloned().unwrap_or_default();
    if code.get(at).is_some_and(|next| next.is("as")) {
        alias.clone_from(&code[at + 1].text);
        at += 2;
    }
    let token = &code[at - 1];
    out.push((token.line, token.module.to_vec(), path, alias));
    at
}

/// What a path stands for, seen from a module; nothing where it is a type's own (`Self::new`, `Vec::new`).
fn whole(
    path: &[String],
    module: &[String],
    aliases: &BTreeMap<String, Vec<Vec<String>>>,
) -> Vec<Vec<String>> {
    let first = path[0].as_str();
    let ours = |module: &[String], rest: &[String]| {
        let start = ["crate".to_owned()];
        vec![[&start, module, rest].concat()]
    };
    if first == "crate" {
        return vec![path.to_vec()];
    }
    if first == "self" {
        return ours(module, &path[1..]);
    }
    let ups = path.iter().take_while(|it| *it == "super").count();
    if ups > 0 {
        return ours(&module[..module.len().saturating_sub(ups)], &path[ups..]);
    }
    if let Some(meant) = aliases.get(first) {
        return meant
            .iter()
            .map(|meant| [meant, &path[1..]].concat())
            .collect();
    }
    if foreign().contains(first) {
        return vec![path.to_vec()];
    }
    if first.starts_with(|c: char| c.is_ascii_lowercase()) {
        return ours(module, path);
    }
    Vec::new()
}

/// The names of the crates this one may name: the standard ones and those of `Cargo.toml`.
fn foreign() -> &'static BTreeSet<String> {
    static CRATES: std::sync::OnceLock<BTreeSet<String>> = std::sync::OnceLock::new();
    CRATES.get_or_init(|| {
        let text = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        let named = manifest["dependencies"].as_table().unwrap().keys();
        named
            .map(|name| name.replace('-', "_"))
            .chain(["std", "core", "alloc", "jingban"].map(str::to_owned))
            .collect()
    })
}

#[test]
fn paths_are_read_wherever_they_stand() {
    let file = File::planted(
        "src/console/app/screen.rs",
        "use crate::database::{Fault, request::{self, Query as Q}};\nuse super::super::pane;\n\
         mod deep { use super::x::Y; }\nuse sqlx as s;\n\
         fn f() -> s::Result<Q> { crate::desk::today::run(); request::Topic::of(); pane::go();\n\
         drop(Vec::new()); \"crate::command::x\"; it.crate_name; self::z::run(); layers::go() }",
    );
    let found: Vec<String> = paths(&file).iter().map(Named::text).collect();
    for expected in [
        "crate::database::Fault",
        "crate::database::request",
        "crate::database::request::Query",
        "crate::console::pane",
        "crate::console::app::screen::x::Y",
        "sqlx",
        "sqlx::Result",
        "crate::desk::today::run",
        "crate::database::request::Topic::of",
        "crate::console::pane::go",
        "crate::console::app::screen::z::run",
        "crate::console::app::screen::layers::go",
    ] {
        assert!(
            found.iter().any(|it| it == expected),
            "{expected}: {found:#?}"
        );
    }
    assert_eq!(found.len(), 12, "{found:#?}");
}
