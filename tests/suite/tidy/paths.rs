//! Every path in a file's code, whole: `use` trees opened, `super` resolved, comments and strings left out.

use std::collections::BTreeSet;

/// The code of a text: comments gone, what stands in quotes gone.
pub(super) fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        if rest.starts_with(&['/', '/']) {
            at += until(rest, &['\n']);
        } else if rest.starts_with(&['/', '*']) {
            at += until(rest, &['*', '/']) + 2;
        } else if let Some(length) = raw_string(rest) {
            code.push_str("\"\"");
            at += length;
        } else if rest[0] == '"' {
            code.push_str("\"\"");
            at += quoted(rest);
        } else if rest[0] == '\'' && is_char(rest) {
            code.push_str("''");
            at += quoted(rest);
        } else {
            code.push(rest[0]);
            at += 1;
        }
    }
    code
}

fn until(rest: &[char], end: &[char]) -> usize {
    rest.windows(end.len())
        .position(|window| window == end)
        .unwrap_or(rest.len())
}

/// The length of `r"…"` or `r#"…"#`, if one begins here.
fn raw_string(rest: &[char]) -> Option<usize> {
    let hashes = rest.get(1..)?.iter().take_while(|c| **c == '#').count();
    if rest[0] != 'r' || rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let mut end = vec!['"'];
    end.extend(std::iter::repeat_n('#', hashes));
    let body = &rest[2 + hashes..];
    Some(2 + hashes + until(body, &end) + end.len())
}

/// The length of what stands in quotes, with them.
fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != rest[0] {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Whether a character begins here, not a lifetime.
fn is_char(rest: &[char]) -> bool {
    rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'')
}

/// A word, a `::`, or anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Sep,
    Open,
    Close,
    Comma,
    Other,
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
        match c {
            c if is_word(&c) => {
                let mut word = c.to_string();
                while let Some(next) = chars.next_if(is_word) {
                    word.push(next);
                }
                tokens.push(Token::Word(word));
            }
            ':' if chars.next_if_eq(&':').is_some() => tokens.push(Token::Sep),
            '{' => tokens.push(Token::Open),
            '}' => tokens.push(Token::Close),
            ',' => tokens.push(Token::Comma),
            c if c.is_whitespace() => {}
            _ => tokens.push(Token::Other),
        }
    }
    tokens
}

/// Every path of more than one segment in a module's text, from its root on: `jingban::kernel::post::Post`.
pub(super) fn paths(module: &str, text: &str) -> BTreeSet<String> {
    let tokens = tokens(&code_of(text));
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = matches!(tokens[at], Token::Word(_))
            && (at == 0 || tokens[at - 1] != Token::Sep)
            && tokens.get(at + 1) == Some(&Token::Sep);
        if begins {
            at = tree(&tokens, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found.iter().map(|path| rooted(module, path)).collect()
}

/// Reads a path or a `use` tree from here on; returns where it ends.
fn tree(
    tokens: &[Token],
    mut at: usize,
    before: &[String],
    found: &mut BTreeSet<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => path.push(word.clone()),
            Some(Token::Open) => {
                at += 1;
                while tokens.get(at).is_some_and(|it| *it != Token::Close) {
                    at = match &tokens[at] {
                        Token::Word(word) if word == "as" => at + 2,
                        Token::Word(_) => tree(tokens, at, &path, found),
                        Token::Sep | Token::Open | Token::Close | Token::Comma | Token::Other => {
                            at + 1
                        }
                    };
                }
                return at + 1;
            }
            _ => {
                found.insert(path);
                return at;
            }
        }
        if tokens.get(at + 1) != Some(&Token::Sep) {
            found.insert(path);
            return at + 1;
        }
        at += 2;
    }
}

/// The path from the root of the crate on, or as it stands if it begins with another crate.
fn rooted(module: &str, path: &[String]) -> String {
    let mut base: Vec<&str> = Vec::new();
    let mut rest = path;
    match path[0].as_str() {
        "crate" => {
            base.push("jingban");
            rest = &path[1..];
        }
        "self" | "super" => {
            base = module.split("::").collect();
            while let Some(first) = rest.first() {
                match first.as_str() {
                    "super" => drop(base.pop()),
                    "self" => {}
                    _ => break,
                }
                rest = &rest[1..];
            }
        }
        _ => {}
    }
    base.extend(rest.iter().map(String::as_str));
    base.join("::")
}

#[test]
fn paths_are_read_whole() {
    let text = r##"
//! crate::not::this
use crate::kernel::{post::Post, text::{Lang, Phrase}};
use super::store::{self, Found as F};
const A: &str = "crate::nor::this"; /* crate::nor::that */
fn f<'a>(it: &'a str) -> char { let _ = r#"crate::nor"#; crate::database::Db::open(it); '"' }
fn g() { sqlx::query("x") }
"##;
    let found = paths("jingban::business::benefit::pane", text);
    let expected = [
        "jingban::business::benefit::store::Found",
        "jingban::business::benefit::store::self",
        "jingban::database::Db::open",
        "jingban::kernel::post::Post",
        "jingban::kernel::text::Lang",
        "jingban::kernel::text::Phrase",
        "sqlx::query",
    ];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
}
