//! What the figures mean, how they add up, who files them, how areas are ranked. Pure.

pub mod fact;
pub mod figures;
pub mod filing;
pub mod ranking;
pub mod specs;
