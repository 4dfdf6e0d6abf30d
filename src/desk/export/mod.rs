//! A table leaves the system: the file is written beside its name, the trail keeps its hash, and only then it gets the
//! name. What is called off before the entry, or has none, leaves nothing.

mod entry;
mod file;
mod refusals;
mod sheet;
mod whole;
mod work;

use std::path::PathBuf;

use crate::console::export::Exporter;
pub use entry::TableExport;
use file::ExportFile;
pub use whole::WholeExport;

/// Files of the console go into this folder unless another is typed.
pub fn exporter(folder: PathBuf) -> Exporter {
    Exporter {
        folder,
        make: |export| Box::new(ExportFile::of(export)),
        whole: whole::doors(),
    }
}
