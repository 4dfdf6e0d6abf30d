//! The rules of the comparison, pure: how sure a hit is, what it leads to, who decides on what evidence, which date of death counts.

pub mod dates;
pub mod deciding;
pub mod effects;
#[cfg(test)]
mod fixtures;
pub mod levels;
