//! The program's own files, for tests that hold a list against what stands in the code.

use std::fs;
use std::path::Path;

/// A file of `src`.
pub(crate) struct SourceFile {
    /// Its module: `jingban::business::benefit::store`.
    pub(crate) module: String,
    /// What stands in it before its tests.
    pub(crate) text: String,
}

/// Every file of the program, without tests.
pub(crate) fn program() -> Vec<SourceFile> {
    let mut files = Vec::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        "jingban",
        &mut files,
    );
    assert!(files.len() > 100, "{} files", files.len());
    files
}

fn read(folder: &Path, module: &str, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.is_dir() {
            read(&path, &format!("{module}::{name}"), files);
        } else if path.extension().is_some_and(|it| it == "rs") && name != "tests" {
            if name.ends_with("_tests") || name.starts_with("trial") {
                continue;
            }
            let module = match name {
                "mod" | "lib" | "main" => module.to_owned(),
                _ => format!("{module}::{name}"),
            };
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap().to_owned();
            files.push(SourceFile { module, text });
        }
    }
}

/// The values of `const NAME` of everything that implements a trait, across the program.
pub(crate) fn names_of(implemented: &str) -> Vec<String> {
    let head = format!("impl {implemented} for ");
    let files = program();
    let bodies = files
        .iter()
        .flat_map(|file| file.text.split(head.as_str()).skip(1));
    let named = bodies.filter_map(|body| {
        let (_, name) = body.split_once("const NAME: &'static str = \"")?;
        name.split('"').next().map(str::to_owned)
    });
    named.collect()
}
