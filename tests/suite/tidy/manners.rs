//! Manners: every file says what it holds, names say what things are, nothing is left for later, nothing speaks of the
//! place where it was written.

use std::fs;
use std::path::{Path, PathBuf};

use super::house::{File, files_under, program, root, suite};
use super::source::Token;

/// Words that name nothing, in a file's or an item's name.
const EMPTY_WORDS: &[&str] = &[
    "manager", "helper", "util", "utils", "common", "misc", "handler", "data", "info", "process",
];

/// What introduces a name of ours.
const INTRODUCES: &[&str] = &[
    "mod",
    "struct",
    "enum",
    "trait",
    "type",
    "fn",
    "macro_rules",
];

/// The words of a name: `ParameterLine` and `parameter_line` alike.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c == '_' || c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut()
            && c != '_'
        {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

/// The names of a file that name nothing: its own and those of its items.
fn empty_names(file: &File) -> Vec<String> {
    let tokens: Vec<&Token> = file.tokens.iter().filter(|it| !it.is("!")).collect();
    let of_items = tokens
        .windows(2)
        // What a test is called is a sentence.
        .filter(|it| !(it[0].is("fn") && (file.test || it[0].test)))
        .filter(|it| {
            INTRODUCES.contains(&it[0].text.as_str()) && it[0].is_name() && it[1].is_name()
        })
        .map(|it| it[1].text.clone());
    let of_file = file.path.split(['/', '.']).map(str::to_owned);
    of_items
        .chain(of_file)
        .filter(|name| {
            name.starts_with("do_")
                || words(name)
                    .iter()
                    .any(|it| EMPTY_WORDS.contains(&it.as_str()))
        })
        .map(|name| format!("{}: {name}", file.path))
        .collect()
}

#[test]
fn no_name_is_an_empty_word() {
    let found: Vec<String> = program()
        .iter()
        .chain(suite())
        .flat_map(empty_names)
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let bad = File::planted(
        "src/desk/utils.rs",
        "struct PaneManager; fn do_it() {} fn handle() {} mod database {} type UserInfo = u8; fn redo() {}",
    );
    let seen = empty_names(&bad);
    assert_eq!(seen.len(), 4, "{seen:?}");
}

/// What of a file's code chooses a colour or a mode of the terminal.
fn painted(file: &File) -> Vec<String> {
    let chooses = [
        "Color",
        "Modifier",
        "add_modifier",
        "fg",
        "bg",
        "bold",
        "reversed",
    ];
    let named = file.code().filter(|it| chooses.contains(&it.text.as_str()));
    named
        .map(|it| format!("{}: {}", file.path, it.text))
        .collect()
}

#[test]
fn colours_are_chosen_by_the_theme_alone() {
    let own = ["theme.rs", "stroke.rs", "contrast.rs", "tests.rs"];
    let found: Vec<String> = program()
        .iter()
        .filter(|file| file.path.starts_with("src/console/view/"))
        .filter(|file| !own.iter().any(|it| file.path.ends_with(it)))
        .flat_map(painted)
        .collect();
    assert!(found.is_empty(), "no contrast is measured for {found:?}");
    let bad = File::planted(
        "src/console/view/form.rs",
        "fn ink() { style.fg(Color::Blue) }",
    );
    assert_eq!(painted(&bad).len(), 2);
}

/// Whether a file opens with a sentence that says what it holds.
fn has_head(text: &str) -> bool {
    text.lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "))
        .is_some_and(|said| said.len() > 10)
}

#[test]
fn every_file_opens_with_what_it_holds() {
    let mute: Vec<&str> = program()
        .iter()
        .chain(suite())
        .filter(|file| !has_head(&file.text))
        .map(|file| file.path.as_str())
        .collect();
    assert!(mute.is_empty(), "no `//!` line: {mute:?}");
    assert!(has_head("//! Money, in whole fen.\n"));
    assert!(!has_head("use std::fs;\n//! Money, in whole fen.\n"));
    assert!(!has_head("//!\n"));
}

/// The text files of the repository that people read.
fn written() -> Vec<PathBuf> {
    let folders = ["src", "tests", "keymaps", "demo-data"];
    let at_root = [
        "README.md",
        "README.zh-CN.md",
        "Cargo.toml",
        "clippy.toml",
        "rustfmt.toml",
    ];
    let mut files: Vec<PathBuf> = folders.iter().flat_map(|it| files_under(it)).collect();
    files.extend(at_root.iter().map(PathBuf::from));
    files
}

/// What must not stand in a line: marks of work left over, and of the place where it was written.
fn leftover(line: &str) -> Option<&'static str> {
    // Spelled in pieces, because this file is read too.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["XX", "X:"], ["HA", "CK:"]];
    let places = [
        ["/ho", "me/"],
        ["/ro", "ot/"],
        ["/wo", "rk/"],
        ["/Us", "ers/"],
        ["C:", "\\"],
        ["file:", "///"],
    ];
    let remarks = [
        ["as an ", "ai "],
        ["assis", "tant"],
        ["as reque", "sted"],
        ["per the br", "ief"],
        ["work", "tree"],
        ["regis", "try.npm"],
        ["cra", "tes.io"],
        ["issue", " #"],
        ["pull req", "uest"],
        ["merge req", "uest"],
    ];
    let small = line.to_lowercase();
    if marks.iter().any(|it| line.contains(&it.concat())) {
        Some("work left over")
    } else if places.iter().any(|it| line.contains(&it.concat())) {
        Some("a place on somebody's machine")
    } else if remarks.iter().any(|it| small.contains(&it.concat())) {
        Some("a remark about how it was made")
    } else if numbered(line) {
        Some("the number of an issue")
    } else {
        None
    }
}

/// Whether a comment names an issue by its number.
fn numbered(line: &str) -> bool {
    let comment = line.split_once("//").map_or("", |(_, comment)| comment);
    comment
        .split(['(', ' '])
        .filter_map(|word| word.strip_prefix('#'))
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The endings of files that an editor, a merge or an unreviewed snapshot leaves behind.
const LEFT_BEHIND: &[&str] = &[".new", ".orig", ".rej", ".bak", ".swp", "~"];

fn is_left_behind(path: &Path) -> bool {
    let name = path.to_str().unwrap();
    LEFT_BEHIND.iter().any(|ending| name.ends_with(ending))
}

#[test]
fn no_file_is_left_behind() {
    let found: Vec<PathBuf> = written()
        .into_iter()
        .filter(|path| is_left_behind(path))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(is_left_behind(Path::new("tests/suite/a.snap.new")));
    assert!(!is_left_behind(Path::new("tests/suite/a.snap")));
}

#[test]
fn nothing_is_left_over_and_nothing_tells_of_the_workshop() {
    let mut found = Vec::new();
    for path in written() {
        let Ok(text) = fs::read_to_string(root().join(&path)) else {
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            if let Some(why) = leftover(line) {
                found.push(format!("{}:{}: {why}: {line}", path.display(), at + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert_eq!(leftover("    // TO\u{44}O: later"), Some("work left over"));
    assert!(leftover("let path = \"/ho\u{6d}e/me/x\";").is_some());
    assert!(leftover("// see (\u{23}12)").is_some());
    assert!(leftover("#[test] // a plain line, 1. and 2.").is_none());
}
