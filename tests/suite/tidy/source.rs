//! A source file as a flat list of tokens: without comments and documentation, each token knowing its line, whether it
//! belongs to a test, the inline module it stands in, and the calls and macros around it.

use std::sync::Arc;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a keyword.
    Name,
    /// `::`, as one.
    Path,
    /// One other sign.
    Sign,
    /// A string, byte string or character; `text` is what stands between the quotes.
    Quoted,
    /// A number.
    Number,
}

/// One token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text.
    pub(crate) text: String,
    /// Its line, from 1.
    pub(crate) line: usize,
    /// Whether it is part of a test.
    pub(crate) test: bool,
    /// The inline modules around it.
    pub(crate) module: Arc<Vec<String>>,
    /// What is called around it, from the outside in: `text!`, `Shown::new`, `.push`; `""` where nothing is.
    pub(crate) calls: Arc<Vec<String>>,
}

impl Token {
    /// Whether it is this name or sign.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Quoted && self.text == text
    }

    /// Whether it is a name.
    pub(crate) fn is_name(&self) -> bool {
        self.kind == Kind::Name
    }

    /// Whether one of these macros or calls stands around it.
    pub(crate) fn within(&self, calls: &[&str]) -> bool {
        self.calls.iter().any(|call| calls.contains(&call.as_str()))
    }
}

/// The tokens of a text; it must be Rust.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let trees: TokenStream = text.parse().expect("the source can be read");
    let mut out = Vec::new();
    let place = Place {
        test: false,
        module: Arc::default(),
        calls: Arc::default(),
    };
    flatten(trees, &place, &mut out);
    out
}

/// Where the reading stands.
#[derive(Clone)]
struct Place {
    test: bool,
    module: Arc<Vec<String>>,
    calls: Arc<Vec<String>>,
}

impl Place {
    fn token(&self, kind: Kind, text: String, line: usize) -> Token {
        Token {
            kind,
            text,
            line,
            test: self.test,
            module: Arc::clone(&self.module),
            calls: Arc::clone(&self.calls),
        }
    }
}

fn flatten(trees: TokenStream, place: &Place, out: &mut Vec<Token>) {
    let trees: Vec<TokenTree> = trees.into_iter().collect();
    // Set by `#[cfg(test)]`, and over at the end of the item behind it.
    let mut for_test = false;
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        if let Some((attribute, length)) = attribute(&trees[at..]) {
            if attribute.starts_with("doc") {
                at += length;
                continue;
            }
            for_test |= attribute.replace(' ', "") == "cfg(test)";
        }
        let mut here = place.clone();
        here.test |= for_test;
        let line = tree.span().start().line;
        match tree {
            TokenTree::Ident(name) => out.push(here.token(Kind::Name, name.to_string(), line)),
            TokenTree::Literal(literal) => out.push(quoted(&literal.to_string(), &here, line)),
            TokenTree::Punct(sign) => {
                let joined = sign.spacing() == Spacing::Joint;
                let next = trees.get(at + 1).map(ToString::to_string);
                if sign.as_char() == ':' && joined && next.as_deref() == Some(":") {
                    at += 1;
                    out.push(here.token(Kind::Path, "::".to_owned(), line));
                } else {
                    out.push(here.token(Kind::Sign, sign.to_string(), line));
                }
                for_test &= sign.as_char() != ';';
            }
            TokenTree::Group(group) => {
                enter(group, &here, line, out);
                for_test &= group.delimiter() != Delimiter::Brace;
            }
        }
        at += 1;
    }
}

/// Reads a group, with what is called or opened in front of it noted for everything inside.
fn enter(group: &Group, place: &Place, line: usize, out: &mut Vec<Token>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    let mut inside = place.clone();
    Arc::make_mut(&mut inside.calls).push(called(out));
    if let [.., keyword, name] = out.as_slice()
        && keyword.is("mod")
        && open == "{"
    {
        Arc::make_mut(&mut inside.module).push(name.text.clone());
    }
    out.push(place.token(Kind::Sign, open.to_owned(), line));
    flatten(group.stream(), &inside, out);
    let end = group.span_close().start().line;
    out.push(place.token(Kind::Sign, close.to_owned(), end));
}

/// What makes a name in front of a group no call: `-> Phrase {`, `impl Pane for Today {`.
const INTRODUCE: &[&str] = &[
    ">", "for", "impl", "struct", "enum", "union", "trait", "mod",
];

/// What the tokens so far call, if a group follows them: `text!`, `Shown::new`, `.push`.
fn called(before: &[Token]) -> String {
    match before {
        [.., name, sign] if sign.is("!") && name.is_name() => format!("{}!", name.text),
        [.., rules, sign, _] if sign.is("!") && rules.is("macro_rules") => rules.text.clone(),
        [.., owner, path, name] if name.is_name() && path.kind == Kind::Path => {
            format!("{}::{}", owner.text, name.text)
        }
        [.., dot, name] if name.is_name() && dot.is(".") => format!(".{}", name.text),
        [.., before, _] if INTRODUCE.iter().any(|it| before.is(it)) => String::new(),
        [.., name] if name.is_name() => name.text.clone(),
        _ => String::new(),
    }
}

/// The text of the attribute that the trees begin with, and how many trees it takes.
fn attribute(trees: &[TokenTree]) -> Option<(String, usize)> {
    let is = |tree: Option<&TokenTree>, sign: char| matches!(tree, Some(TokenTree::Punct(it)) if it.as_char() == sign);
    if !is(trees.first(), '#') {
        return None;
    }
    let inner = usize::from(is(trees.get(1), '!'));
    match trees.get(1 + inner) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some((group.stream().to_string(), 2 + inner))
        }
        _ => None,
    }
}

fn quoted(literal: &str, place: &Place, line: usize) -> Token {
    let body = literal.trim_start_matches(['b', 'r', 'c', '#']);
    match body.chars().next() {
        Some(quote @ ('"' | '\'')) if !literal.starts_with(|c: char| c.is_ascii_digit()) => {
            let body = body.trim_end_matches('#');
            let text = body.trim_start_matches(quote).trim_end_matches(quote);
            place.token(Kind::Quoted, text.to_owned(), line)
        }
        _ => place.token(Kind::Number, literal.to_owned(), line),
    }
}

#[test]
fn comments_and_documentation_are_left_out_and_tests_are_known() {
    let read = tokens(
        "//! head\n/// crate::a::b\n#[doc = \"c\"]\nfn f() { text!(\"村\", \"village\"); } // d\n\
         #[cfg(test)]\nmod tests { fn g() { Shown::new(\"e\") } }\nfn h() {}",
    );
    let quoted: Vec<_> = read.iter().filter(|it| it.kind == Kind::Quoted).collect();
    assert_eq!(quoted.len(), 3);
    assert!(quoted[0].text == "村" && quoted[0].line == 4 && quoted[0].within(&["text!"]));
    assert!(!quoted[0].test && quoted[2].test && quoted[2].within(&["Shown::new"]));
    assert_eq!(*quoted[2].module, ["tests"]);
    assert!(read.iter().any(|it| it.is("h") && !it.test));
    assert!(!read.iter().any(|it| it.is("crate") || it.text == "c"));
}
