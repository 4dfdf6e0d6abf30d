//! What is said in which language: Chinese stands in `text!` and `phrase!` beside its English, or in a table that is
//! named here; a sentence stands nowhere else; and both halves say the same.

use std::collections::BTreeSet;

use super::house::{File, program};
use super::source::{Kind, Token};

/// The files where Chinese may stand outside the two macros, and why.
const TABLES: &[(&str, &str)] = &[
    (
        "src/kernel/post.rs",
        "each post with both its names in one row",
    ),
    (
        "src/kernel/moves.rs",
        "each operation with both its names in one row",
    ),
    (
        "src/kernel/month.rs",
        "a month as people write it: 2012年3月",
    ),
    (
        "src/desk/banner.rs",
        "a day of the month is counted one way in Chinese and another in English",
    ),
    (
        "src/business/registration/readings.rs",
        "how hanzi of names are read",
    ),
    (
        "src/business/benefit/nouns.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/business/organisation/posts.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/business/verification/nouns.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/business/stop_payment/matters.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/business/stop_payment/nouns.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/business/matching/nouns.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/business/statistics/nouns.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/business/outside/nouns.rs",
        "each noun with its word and both its names in one row",
    ),
    (
        "src/console/runtime/record/disguise.rs",
        "what stands for the name of a real person in a recording",
    ),
    (
        "src/business/training/generate/benefits.rs",
        "evidence on invented records",
    ),
    ("src/business/training/generate/names.rs", "invented names"),
    (
        "src/business/training/generate/people.rs",
        "invented addresses",
    ),
    (
        "src/business/training/generate/places.rs",
        "invented villages in the city's divisions",
    ),
];

/// The macros that hold both languages.
const BOTH: &[&str] = &["text!", "phrase!"];

/// What makes words for a screen or a terminal out of a string.
const SHOWS: &[&str] = &[
    "Phrase::verbatim",
    "Shown::new",
    "Shown::from",
    "Run::outside",
    "Cell::outside",
    ".line",
    ".aside",
    "Phrase",
];

/// What a string may stand in on its way to what shows it.
const PASSES_ON: &[&str] = &["", "format!", "Some", "concat!"];

/// Texts whose halves break a rule on purpose, by file: examples to type, and what must be ASCII.
const ON_PURPOSE: &[&str] = &["src/console/runtime/locale.rs", "src/desk/lookup.rs"];

fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// Whether a text has words of English: two small letters together, once values and escapes are taken out.
fn has_words(text: &str) -> bool {
    let mut plain = String::new();
    let mut inside = 0_usize;
    for c in text.chars() {
        match c {
            '{' => inside += 1,
            '}' => inside = inside.saturating_sub(1),
            _ if inside == 0 => plain.push(c),
            _ => {}
        }
    }
    let plain = plain
        .replace("\\n", " ")
        .replace("\\t", " ")
        .replace("\\u", " ");
    let letters: Vec<bool> = plain.chars().map(|c| c.is_ascii_lowercase()).collect();
    letters.windows(2).any(|two| two[0] && two[1])
}

/// The Chinese of a file that stands where it may not.
fn stray_chinese(file: &File) -> Vec<&Token> {
    file.code()
        .filter(|it| it.kind == Kind::Quoted && !it.within(BOTH) && it.text.chars().any(is_hanzi))
        .collect()
}

/// The English of a file that is shown without its Chinese.
fn stray_english(file: &File) -> Vec<&Token> {
    file.code()
        .filter(|it| it.kind == Kind::Quoted && !it.within(BOTH))
        .filter(|it| is_shown(it) && has_words(&it.text))
        .collect()
}

/// Whether what stands around a string shows it.
fn is_shown(token: &Token) -> bool {
    let mut calls = token.calls.iter().rev().map(String::as_str);
    let shows = calls.find(|call| !PASSES_ON.contains(call));
    shows.is_some_and(|call| SHOWS.contains(&call))
}

fn places(file: &File, tokens: &[&Token]) -> Vec<String> {
    tokens
        .iter()
        .map(|it| format!("{}:{}: {}", file.path, it.line, it.text))
        .collect()
}

#[test]
fn chinese_stands_beside_its_english_or_in_a_named_table() {
    let named: BTreeSet<&str> = TABLES.iter().map(|(path, _)| *path).collect();
    let mut needed = BTreeSet::new();
    let mut stray = Vec::new();
    for file in program() {
        let found = stray_chinese(file);
        if !found.is_empty() {
            needed.insert(file.path.as_str());
        }
        if !named.contains(file.path.as_str()) {
            stray.extend(places(file, &found));
        }
    }
    assert!(
        stray.is_empty(),
        "outside text! and phrase!:\n{}",
        stray.join("\n")
    );
    let idle: Vec<_> = named.difference(&needed).collect();
    assert!(
        idle.is_empty(),
        "these need not be named any more: {idle:?}"
    );
}

#[test]
fn no_sentence_is_shown_in_english_alone() {
    let stray: Vec<String> = program()
        .iter()
        .flat_map(|file| places(file, &stray_english(file)))
        .collect();
    assert!(
        stray.is_empty(),
        "shown in one language:\n{}",
        stray.join("\n")
    );
}

#[test]
fn a_planted_sentence_in_one_language_is_seen() {
    let file = File::planted(
        "src/desk/today.rs",
        "fn f() { text!(\"村\", \"village\"); g(\"村\"); Shown::new(\"not found\"); Phrase::verbatim(format!(\"{name} {n:04}\"));
         out.line(&format!(\"{n} rows\")); Phrase { zh: \"…\".to_owned(), en: format!(\"{n} days\") }; key(\"policy\") }",
    );
    let texts = |found: Vec<&Token>| -> Vec<String> {
        found.into_iter().map(|it| it.text.clone()).collect()
    };
    assert_eq!(texts(stray_chinese(&file)), ["村"]);
    assert_eq!(
        texts(stray_english(&file)),
        ["not found", "{n} rows", "{n} days"]
    );
}

/// A text in both languages: where, and its halves.
struct Pair<'a> {
    file: &'a str,
    line: usize,
    zh: &'a str,
    en: &'a str,
}

/// Every `text!` and `phrase!` of a file.
fn pairs(file: &File) -> Vec<Pair<'_>> {
    let code: Vec<&Token> = file.code().collect();
    code.windows(6)
        .filter(|it| (it[0].is("text") || it[0].is("phrase")) && it[1].is("!"))
        .filter(|it| it[3].kind == Kind::Quoted && it[4].is(",") && it[5].kind == Kind::Quoted)
        .map(|it| Pair {
            file: &file.path,
            line: it[0].line,
            zh: &it[3].text,
            en: &it[5].text,
        })
        .collect()
}

/// The values a text has places for, in order of their names: `{line:>3}` is `line`.
fn values(text: &str) -> Vec<&str> {
    let mut values: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split(['}', ':']).next())
        .collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// What is wrong with a pair; `None` if nothing is.
fn fault(pair: &Pair<'_>) -> Option<&'static str> {
    let bare = |text: &str| !text.chars().any(is_hanzi);
    if pair.zh.is_empty() != pair.en.is_empty() {
        Some("one half is empty")
    } else if values(pair.zh) != values(pair.en) {
        Some("the halves have places for different values")
    } else if !bare(pair.en) {
        Some("the English half holds hanzi")
    } else if pair.en.contains(|c| "，。、；：！？（）".contains(c)) {
        Some("the English half holds Chinese stops")
    } else if bare(pair.zh) && has_words(pair.zh) && pair.zh != pair.en {
        Some("the Chinese half is not Chinese")
    } else {
        None
    }
}

#[test]
fn both_halves_of_every_text_say_the_same() {
    let all: Vec<Pair<'_>> = program().iter().flat_map(pairs).collect();
    assert!(all.len() > 1_000, "only {} texts were read", all.len());
    let (meant, faults): (Vec<_>, Vec<_>) = all
        .iter()
        .filter_map(|pair| Some((pair, fault(pair)?)))
        .partition(|(pair, _)| ON_PURPOSE.contains(&pair.file));
    let told: Vec<String> = faults
        .iter()
        .map(|(it, why)| format!("{}:{}: {why}: {} | {}", it.file, it.line, it.zh, it.en))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert_eq!(meant.len(), ON_PURPOSE.len(), "one text each");
}

#[test]
fn planted_halves_that_differ_are_seen() {
    let planted = |text: &str| {
        let file = File::planted("src/desk/today.rs", &format!("const T: Text = {text};"));
        pairs(&file).first().and_then(fault)
    };
    assert_eq!(planted("text!(\"村\", \"village\")"), None);
    assert_eq!(
        planted("phrase!(\"第{n:>2}行\", \"line {n}\", n = 1)"),
        None
    );
    assert_eq!(planted("text!(\"\", \"\")"), None);
    for bad in [
        "text!(\"村\", \"\")",
        "phrase!(\"第{line}行\", \"a line\")",
        "text!(\"村\", \"the 村\")",
        "text!(\"村。\", \"village。\")",
        "text!(\"village\", \"Village\")",
    ] {
        assert!(planted(bad).is_some(), "{bad}");
    }
}
