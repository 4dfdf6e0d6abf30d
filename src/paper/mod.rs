//! What leaves the screen: forms as 132-column text and as PDF.
//!
//! A form is a [`sheet::Sheet`], whichever business made it; it is laid out once, and printed in either way.

pub mod font;
pub mod layout;
pub mod pdf;
pub mod sheet;
pub mod text;
