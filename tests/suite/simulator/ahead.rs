//! Keys that are held: nothing else may happen while they wait, none may vanish, and none may wait for nothing.

use std::collections::BTreeMap;

use jingban::console::effect::Effect;
use jingban::console::key::{Code, Key};
use jingban::console::msg::Msg;
use jingban::kernel::text::Lang;

use super::glance::Glance;
use super::line::Line;
use super::model::Model;

/// What the model knew before a message: a key that is held has not been heard.
pub(super) struct Before {
    strokes: Vec<Key>,
    lines: BTreeMap<usize, Line>,
    lang: Lang,
    /// The message is a key or a paste that has to wait behind others.
    queues: bool,
}

impl Before {
    pub(super) fn of(model: &Model, msg: &Msg) -> Self {
        Self {
            strokes: model.strokes.clone(),
            lines: model.lines.clone(),
            lang: model.lang,
            queues: match msg {
                Msg::Struck(key) => !is_way_out(*key),
                Msg::Pasted(_) => true,
                _ => false,
            },
        }
    }
}

/// Esc throws away what is held, Ctrl-C stops what it waits for.
fn is_way_out(key: Key) -> bool {
    key == Key::plain(Code::Esc) || (key.ctrl && matches!(key.code, Code::Char('c' | 'g')))
}

impl Model {
    /// Whether keys were held or heard by this message; then nothing of what was foretold holds, but this.
    pub(super) fn judge_ahead(
        &mut self,
        was: &Glance,
        is: &Glance,
        effects: &[Effect],
    ) -> Result<bool, String> {
        let before = self.before.take();
        let queues = before.as_ref().is_some_and(|it| it.queues);
        if queues && was.held > 0 && is.held == was.held {
            return Err("a key was struck behind others, and is neither heard nor held".to_owned());
        }
        if is.held > was.held {
            if was.stack != is.stack || was.window != is.window || !effects.is_empty() {
                return Err(format!(
                    "a key is held, and still it did something: {effects:?}"
                ));
            }
            if let Some(before) = before {
                (self.lines, self.lang) = (before.lines, before.lang);
                self.strokes = if is.pending {
                    before.strokes
                } else {
                    Vec::new()
                };
            }
            return Ok(true);
        }
        if is.held == was.held {
            return Ok(false);
        }
        // As many steps as there were keys: what came is taken, and watched again from here on.
        self.is_tainted |= effects.iter().any(|it| matches!(it, Effect::Cancel(_)));
        (self.lang, self.unsure) = (is.lang, is.pending);
        self.strokes.clear();
        self.lines.clear();
        self.account(effects)?;
        self.judge_search(is)?;
        Ok(true)
    }
}
