//! The impure rim of the console: the only place that spawns, waits, reads a clock or opens a terminal.

mod alarm;
mod beside;
mod errands;
pub mod linear;
pub mod live;
mod locale;
mod looks;
mod machine;
mod minute;
mod notes;
pub mod record;
mod signals;
pub mod sim;
mod strokes;
mod terminal;

pub use linear::{LinearOptions, run_linear};
pub use live::{Keeper, LiveError, LiveOptions, Looked, run};
pub use locale::locale_warning;
pub use machine::Machine;
pub use record::Recorder;
pub use sim::{Sim, SimOptions, Weather};

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    clippy::wildcard_enum_match_arm,
    clippy::format_push_string,
    reason = "the tests stand outside: they wait for another process and read its screen"
)]
mod tests;
