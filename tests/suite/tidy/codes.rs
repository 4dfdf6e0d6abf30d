//! A code names one thing: whoever reads PN-4301 aloud on the telephone must mean the same as whoever looks it up.

use std::collections::{BTreeMap, BTreeSet};

use super::house::{File, program};
use super::source::Kind;

/// Where a file belongs: its business, or its layer.
fn folder(path: &str) -> String {
    let depth = if path.starts_with("src/business/") {
        3
    } else {
        2
    };
    path.split('/').take(depth).collect::<Vec<_>>().join("/")
}

fn is_code(text: &str) -> bool {
    let number = text.strip_prefix("PN-").or(text.strip_prefix("CM-"));
    number.is_some_and(|it| it.len() == 4 && it.bytes().all(|b| b.is_ascii_digit()))
}

/// The codes that more than one folder gives, with their folders.
fn shared<'a>(files: impl Iterator<Item = &'a File>) -> BTreeMap<String, BTreeSet<String>> {
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let texts = file.code().filter(|token| token.kind == Kind::Quoted);
        for code in texts.map(|token| token.text.as_str()) {
            if is_code(code) {
                let folders = given.entry(code.to_owned()).or_default();
                folders.insert(folder(&file.path));
            }
        }
    }
    given.retain(|_, folders| folders.len() > 1);
    given
}

#[test]
fn a_code_is_given_in_one_place_of_the_house() {
    let found = shared(program().iter());
    assert!(found.is_empty(), "{found:#?}");
    let planted = [
        File::planted("src/business/benefit/a.rs", "const A: &str = \"PN-9999\";"),
        File::planted("src/exchange/b.rs", "const B: &str = \"PN-9999\";"),
    ];
    assert_eq!(shared(planted.iter()).len(), 1);
}
