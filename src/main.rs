//! The program: arguments become one command.

fn main() {}
