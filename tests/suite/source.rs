//! The program's own text, as the tests that keep the house in order read it.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file's text.
pub(crate) fn text_of(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The file of a module below a folder: `a::b` is `a/b.rs` or `a/b/mod.rs`.
pub(crate) fn file_of_module(base: &Path, module: &str) -> Option<PathBuf> {
    let path = base.join(module.replace("::", "/"));
    let candidates = [path.with_extension("rs"), path.join("mod.rs")];
    candidates.into_iter().find(|file| file.exists())
}

/// Every Rust file below a folder, in order.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
