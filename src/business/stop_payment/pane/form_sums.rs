//! What a form comes to, who of it waits for a signature, and what it becomes by the next hand.

use crate::business::stop_payment::{FormState, Line as FormLine, Whole};
use crate::kernel::money::Fen;
use crate::kernel::post::Post;

/// What is stopped or resumed a month, and what is claimed back or paid back; none if it cannot be held.
pub(super) fn sums(whole: &Whole) -> Option<(Fen, Fen)> {
    let sum = |of: fn(&FormLine) -> Option<Fen>| {
        let parts: Option<Vec<Fen>> = whole.lines.iter().map(of).collect();
        parts.and_then(Fen::total)
    };
    Some((sum(FormLine::monthly)?, sum(FormLine::back)?))
}

/// Whether the coordinator who entered it has yet to sign.
pub(super) fn waits_for_signature(it: &FormLine) -> bool {
    it.maker_post == Post::VCo && !it.signed
}

/// What a form in this state becomes by the next hand, for its confirmation.
pub(super) fn becomes(state: FormState, by: Post) -> Option<FormState> {
    match (state, by) {
        (FormState::Draft, Post::TClk) => Some(FormState::StationChecked),
        _ => state.next(),
    }
}
