//! A pane without a console: it loads, its questions are answered one after the other, and its body is read out as lines.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::trouble::Trouble;
use crate::console::effect::Effect;
use crate::console::pane::{Cx, Pane, Tickets};
use crate::database::Db;
use crate::database::request::Payload;
use crate::kernel::desk::Desk;

/// What a pane was answered: the answers by the names of their questions.
pub type Answers = BTreeMap<&'static str, Value>;

/// Loads a pane and answers its questions until it has none left. What it would change stays undone.
pub async fn settle(pane: &mut dyn Pane, db: &Db, desk: &Desk) -> Result<Answers, Trouble> {
    let mut tickets = Tickets::of_session("command".to_owned());
    let mut effects = Vec::new();
    let mut answers = Answers::new();
    pane.load(&mut Cx::new(desk, &mut effects, &mut tickets));
    let mut due: VecDeque<Effect> = effects.into();
    while let Some(effect) = due.pop_front() {
        let Effect::Ask(ticket, query) = effect else {
            continue;
        };
        let text = query.find(db, desk).await?.to_json();
        answers.insert(
            query.name(),
            serde_json::from_str(&text).unwrap_or_default(),
        );
        let mut answer = Some(Ok(Payload::Recorded(text)));
        pane.slots(&mut |slot| {
            if slot.awaits(ticket)
                && let Some(answer) = answer.take()
            {
                slot.fill(answer);
            }
        });
        let mut more = Vec::new();
        pane.settled(&mut Cx::new(desk, &mut more, &mut tickets));
        due.extend(more);
    }
    Ok(answers)
}
