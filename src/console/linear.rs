//! Linear mode: the console as lines of text, for screen readers, braille rows and scripts. The same state machine,
//! the same screens; only what has changed is said, and a line typed becomes the keys an operator would have struck.

mod bodies;
mod meaning;
mod reading;

pub use bodies::{line, read_out};
pub use meaning::{Stroke, is_secret, meant};
pub use reading::Reader;
