//! The house as it stands: every file of `src` and of this test binary, with the module it is and its tokens.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::source::{Kind, Token, tokens};

/// A file of the house.
pub(crate) struct File {
    /// Its path from the root: `src/kernel/money.rs`.
    pub(crate) path: String,
    /// Its module: `kernel`, `money`; the tests begin with `suite`.
    pub(crate) module: Vec<String>,
    /// Whether all of it is a test.
    pub(crate) test: bool,
    /// Its text.
    pub(crate) text: String,
    /// Its tokens.
    pub(crate) tokens: Vec<Token>,
}

impl File {
    /// A file that is not there: a planted fault.
    pub(crate) fn planted(path: &str, text: &str) -> Self {
        let plain = path.trim_end_matches(".rs").trim_end_matches("/mod");
        let module = plain.split('/').skip(1).map(str::to_owned).collect();
        Self {
            path: path.to_owned(),
            module,
            test: false,
            text: text.to_owned(),
            tokens: tokens(text),
        }
    }

    /// Its tokens that are no test.
    pub(crate) fn code(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| !self.test && !token.test)
    }

    /// How many lines it has without its tests.
    pub(crate) fn lines(&self) -> usize {
        if self.test {
            return 0;
        }
        let of_tests: usize = self
            .tokens
            .chunk_by(|one, next| one.test == next.test)
            .filter(|run| run[0].test)
            .map(|run| run[run.len() - 1].line - run[0].line + 1)
            .sum();
        self.text.lines().count() - of_tests
    }
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the program, by its module tree.
pub(crate) fn program() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = Vec::new();
        read("src/lib.rs", Vec::new(), false, &mut files);
        read("src/main.rs", vec!["main".to_owned()], false, &mut files);
        files
    })
}

/// Every file of this test binary.
pub(crate) fn suite() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = Vec::new();
        read(
            "tests/suite/main.rs",
            vec!["suite".to_owned()],
            true,
            &mut files,
        );
        files
    })
}

/// Reads a file and every file its `mod` lines name.
fn read(path: &str, module: Vec<String>, is_test: bool, files: &mut Vec<File>) {
    let read_text = fs::read_to_string(root().join(path));
    let text = read_text.unwrap_or_else(|why| panic!("{path}: {why}"));
    let file = File {
        path: path.to_owned(),
        module,
        test: is_test,
        tokens: tokens(&text),
        text,
    };
    let children: Vec<(String, String, bool)> = file
        .tokens
        .windows(3)
        .enumerate()
        .filter(|(_, it)| it[0].is("mod") && it[1].is_name() && it[2].is(";"))
        .map(|(at, it)| {
            let beside = it[1].text.clone();
            let path = file_of(path, &beside, named_path(&file.tokens[..at]));
            (path, beside, is_test || it[1].test)
        })
        .collect();
    let module = file.module.clone();
    files.push(file);
    for (path, name, test) in children {
        let mut module = module.clone();
        module.push(name);
        read(&path, module, test, files);
    }
}

/// The `#[path = "…"]` that the tokens end with, if they do.
fn named_path(before: &[Token]) -> Option<&str> {
    let tail = &before[before.len().saturating_sub(5)..];
    match tail {
        [open, path, equals, name, close]
            if open.is("[") && path.is("path") && equals.is("=") && close.is("]") =>
        {
            (name.kind == Kind::Quoted).then_some(name.text.as_str())
        }
        _ => None,
    }
}

/// Where the module `name` of the file at `path` stands.
fn file_of(path: &str, name: &str, given: Option<&str>) -> String {
    let path = Path::new(path);
    let folder = path.parent().unwrap();
    if let Some(given) = given {
        return folder.join(given).to_str().unwrap().to_owned();
    }
    let stem = path.file_stem().unwrap();
    let inner = if ["lib", "main", "mod"].iter().any(|it| *it == stem) {
        folder.to_owned()
    } else {
        folder.join(stem)
    };
    let flat = inner.join(format!("{name}.rs"));
    let deep = inner.join(name).join("mod.rs");
    let found = if root().join(&flat).exists() {
        flat
    } else {
        deep
    };
    found.to_str().unwrap().to_owned()
}

/// Every file under a folder of the repository, by its path from the root.
pub(crate) fn files_under(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_source_file_is_reached_by_a_mod_line() {
    let reached: BTreeSet<&str> = program()
        .iter()
        .chain(suite())
        .map(|file| file.path.as_str())
        .collect();
    let dead: Vec<PathBuf> = [files_under("src"), files_under("tests")]
        .concat()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .filter(|path| !reached.contains(path.to_str().unwrap()))
        .collect();
    assert!(dead.is_empty(), "nothing names these files: {dead:?}");
}
