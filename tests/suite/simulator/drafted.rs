//! What stands in the open form when the storm is over is kept, and nothing else is.

use jingban::console::form::Form;
use jingban::console::runtime::{Machine, Sim};
use jingban::{binds, record, sql};

use super::watched::{Console, Watched};

/// The panes whose forms are kept as drafts.
const DRAFTED: &[&str] = &[
    "policy_change",
    "post_change",
    "certificate",
    "verification_item",
];

record! {
    struct Kept { fields: String }
}

/// Compares the open form with the draft in the database.
pub(super) async fn kept<C: Console>(sim: &Sim<Watched<C>>) -> Result<(), String> {
    let last = sim.machine().last();
    let Some((pane, _)) = last.stack.last().filter(|(name, _)| DRAFTED.contains(name)) else {
        return Ok(());
    };
    // A question for an older draft that nobody answers holds back what would take its place.
    if sim.waits() > 0 {
        return Ok(());
    }
    let frame = sim.frame();
    let touched = frame.body.form().map(Form::touched).unwrap_or_default();
    let standing = serde_json::to_string(&touched).unwrap();
    let operator = &sim.machine().desk().operator;
    let text = sql!("select fields from drafts where operator = $1 and pane = $2");
    let found: Vec<Kept> = sim
        .db()
        .rows(&text, &binds![operator, *pane])
        .await
        .unwrap();
    let is_kept = found.iter().any(|draft| draft.fields == standing);
    if touched.is_empty() || is_kept {
        return Ok(());
    }
    Err(format!("{pane} holds {standing}, the drafts are {found:?}"))
}
