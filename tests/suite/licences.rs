//! Licences: everything the program is built from may be used as it is used here.

use std::collections::BTreeSet;
use std::process::Command;

use spdx::{Expression, LicenseReq};

/// Licences that ask for no more than their text.
const ALLOWED: &[&str] = &[
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// File-level copyleft, fine for what is used unmodified: crate by crate.
const UNMODIFIED: &[(&str, &str)] = &[("MPL-2.0", "nucleo-matcher"), ("MPL-2.0", "option-ext")];

/// A crate that is compiled into the program, its tests or its build.
struct Package {
    name: String,
    licence: Option<String>,
}

/// A line of `cargo tree`: `csv v1.4.0|Unlicense/MIT (*)`.
fn package(line: &str) -> Package {
    let (named, licence) = line.split_once('|').unwrap();
    let licence = licence.trim_end_matches("(*)").trim();
    Package {
        name: named.split(' ').next().unwrap().to_owned(),
        licence: (!licence.is_empty()).then(|| licence.to_owned()),
    }
}

/// Why a package may not be used, if it may not.
fn objection(package: &Package) -> Option<String> {
    let named = &package.name;
    let Some(written) = package.licence.as_deref() else {
        return Some(format!("{named} names no licence"));
    };
    let Ok(expression) = Expression::parse_mode(written, spdx::ParseMode::LAX) else {
        return Some(format!("{named}: '{written}' is no licence expression"));
    };
    let may = |asked: &LicenseReq| {
        let Some(id) = asked.license.id() else {
            return false;
        };
        ALLOWED.contains(&id.name)
            || UNMODIFIED
                .iter()
                .any(|(licence, name)| *licence == id.name && *name == package.name)
    };
    (!expression.evaluate(may)).then(|| format!("{named}: {written}"))
}

#[test]
fn every_dependency_may_be_used() {
    let told = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--target", "all", "--prefix", "none"])
        .args(["--edges", "normal,build,dev", "--format", "{p}|{l}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let listed = String::from_utf8(told.stdout).unwrap();
    let packages: Vec<Package> = listed.lines().map(package).collect();
    assert!(packages.len() > 100, "{} dependencies", packages.len());
    let objections: BTreeSet<String> = packages.iter().filter_map(objection).collect();
    assert!(objections.is_empty(), "{objections:#?}");
    for (_, name) in UNMODIFIED {
        assert!(
            packages.iter().any(|package| package.name == *name),
            "{name} is excepted and not used"
        );
    }
}

#[test]
fn what_asks_for_more_is_refused() {
    for line in [
        "copyleft v1|GPL-3.0-only",
        "lesser v1|LGPL-3.0-or-later (*)",
        "both v1|MIT AND GPL-2.0-only",
        "another v1|MPL-2.0",
        "silent v1|",
        "own v1|LicenseRef-Own",
        "nonsense v1|do what you like",
    ] {
        assert!(objection(&package(line)).is_some(), "{line}");
    }
    for line in [
        "free v1|MIT/Apache-2.0",
        "either v1|GPL-3.0-only OR MIT (*)",
        "option-ext v1|MPL-2.0",
    ] {
        assert_eq!(objection(&package(line)), None);
    }
}

#[test]
fn the_texts_of_our_own_licence_are_there() {
    for (file, words) in [
        (
            "LICENSE-MIT",
            "Permission is hereby granted, free of charge",
        ),
        ("LICENSE-APACHE", "Version 2.0, January 2004"),
    ] {
        let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(words), "{file}");
    }
}
