//! The house in order: who imports whom, and how files, names and texts are written.

mod files;
mod imports;
mod paths;
