//! The impure rim of the console: the only place that spawns, waits, reads a clock or opens a terminal.

mod errands;
pub mod live;
mod locale;
mod looks;
mod machine;
mod minute;
mod signals;
mod strokes;
mod terminal;

pub use live::{LiveError, LiveOptions, Looked, run};
pub use locale::locale_warning;
pub use machine::Machine;
