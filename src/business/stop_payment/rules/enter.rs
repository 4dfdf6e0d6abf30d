//! A line of either form, by the rules of its own.

use super::lines::{self, Computed, Limits, Person};
use super::resume;
use crate::business::stop_payment::{Entered, FormKind, Whole};
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;

/// What a line rests on besides the person: the policy's limits, and the basic pension everybody has in a month.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// What the policy says of reasons.
    pub limits: &'a Limits,
    /// The basic pension everybody has in a month.
    pub rate: &'a dyn Fn(Month) -> Option<Fen>,
}

/// A line for somebody: what the program puts on it, or why there can be none.
pub fn line(
    whole: &Whole,
    person: &Person,
    entered: &Entered,
    ground: Ground<'_>,
    desk: &Desk,
) -> Result<Computed, Refusal> {
    match whole.form.kind {
        FormKind::Stop => lines::line(whole, person, entered, ground.limits, desk),
        FormKind::Resume => {
            let ground = (ground.limits.open, ground.rate);
            resume::line(whole, person, entered, ground, desk)
        }
    }
}

/// The line of somebody as it is entered anew: that they stand on this very form is no obstacle.
pub fn edit(
    whole: &Whole,
    person: &Person,
    entered: &Entered,
    ground: Ground<'_>,
    desk: &Desk,
) -> Result<Computed, Refusal> {
    let mut person = person.clone();
    if person.pending.as_deref() == Some(whole.form.form_no.as_str()) {
        person.pending = None;
    }
    line(whole, &person, entered, ground, desk)
}
