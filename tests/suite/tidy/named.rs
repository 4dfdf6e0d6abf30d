//! What stands in the code by name: every test and every item, so that a table which names one can be held to it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::house::{File, program, suite};
use super::source::Token;

/// The path of every test: `kernel::money::tests::…`, `suite::runner::…`.
pub(crate) fn tests() -> &'static BTreeSet<String> {
    static TESTS: OnceLock<BTreeSet<String>> = OnceLock::new();
    TESTS.get_or_init(|| program().iter().chain(suite()).flat_map(tests_of).collect())
}

/// Whether a path is a test, or a module with tests in it.
pub(crate) fn is_proof(path: &str) -> bool {
    let below = format!("{path}::");
    tests()
        .iter()
        .any(|test| test == path || test.starts_with(&below))
}

/// The path of every module and item of the program.
pub(crate) fn items() -> &'static BTreeSet<String> {
    static ITEMS: OnceLock<BTreeSet<String>> = OnceLock::new();
    ITEMS.get_or_init(|| program().iter().flat_map(items_of).collect())
}

fn full(file: &File, token: &Token, name: &str) -> String {
    let parts = [file.module.as_slice(), &token.module, &[name.to_owned()]].concat();
    parts.join("::")
}

/// The tests of a file: what `#[test]` or `#[tokio::test]` stands before.
fn tests_of(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    let mut marked = false;
    let tokens = &file.tokens;
    for at in 1..tokens.len() {
        let (before, token) = (&tokens[at - 1], &tokens[at]);
        let attribute = token.is("test")
            && tokens
                .get(at + 1)
                .is_some_and(|it| it.is("]") || it.is("("));
        marked |= attribute && (before.is("[") || before.is("::"));
        if before.is("fn") && marked {
            found.push(full(file, token, &token.text));
            marked = false;
        }
    }
    found
}

fn items_of(file: &File) -> Vec<String> {
    let introduces = [
        "mod", "struct", "enum", "trait", "type", "fn", "const", "static",
    ];
    let code: Vec<&Token> = file.code().collect();
    let mut found = vec![file.module.join("::")];
    found.extend(
        code.windows(2)
            .filter(|it| {
                introduces.contains(&it[0].text.as_str()) && it[0].is_name() && it[1].is_name()
            })
            .map(|it| full(file, it[1], &it[1].text)),
    );
    found
}

#[test]
fn tests_and_items_are_known_by_their_paths() {
    assert!(is_proof(
        "kernel::text::tests::a_phrase_says_its_values_in_each_language"
    ));
    assert!(is_proof("kernel::insurance_no"));
    assert!(is_proof("suite::tidy::named"));
    assert!(!is_proof("kernel::text::tests::no_such_test") && !is_proof("kernel::te"));
    let it = File::planted(
        "src/kernel/x.rs",
        "const A: u8 = 1; mod tests { #[test] #[ignore] fn one() {} fn two() {} proptest! { #[test] fn three(n in 0..9) {} } #[tokio::test(flavor = \"x\")] async fn four() {} }",
    );
    let tests: Vec<String> = tests_of(&it);
    assert_eq!(
        tests,
        ["one", "three", "four"].map(|name| format!("kernel::x::tests::{name}"))
    );
    assert!(items().contains("business::registration::numbers::allocate"));
    assert!(items().contains("business::organisation::checks"));
    assert!(items_of(&it).contains(&"kernel::x::A".to_owned()));
}
