//! What was said in the message line: the latest first, with its time, so that nothing that flashed by is lost.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::super::body::{Line, Run, Tone};
use super::super::effect::Effect;
use super::super::overlay::Overlay;
use super::App;
use crate::kernel::calendar::local_time;
use crate::kernel::text::Phrase;
use crate::phrase;

/// How many are kept.
const KEPT: usize = 200;

/// What was said, the oldest first.
#[derive(Default)]
pub(super) struct History(VecDeque<(DateTime<Utc>, Tone, Phrase)>);

impl History {
    /// This was said; the same words once more only move up.
    pub(super) fn add(&mut self, at: DateTime<Utc>, tone: Tone, said: &Phrase) {
        self.0.retain(|(_, _, before)| before != said);
        self.0.push_back((at, tone, said.clone()));
        if self.0.len() > KEPT {
            self.0.pop_front();
        }
    }

    /// Another operator sits down: what was said is nobody else's to read.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    fn lines(&self) -> Vec<Line> {
        let line = |(at, tone, said): &(DateTime<Utc>, Tone, Phrase)| {
            let time = local_time(*at).format("%H:%M ").to_string();
            Line(vec![
                Run::toned(Tone::Quiet, Phrase::verbatim(time)),
                Run::toned(*tone, said.clone()),
            ])
        };
        self.0.iter().rev().map(line).collect()
    }
}

impl App {
    /// Shows what was said since the operator sat down.
    pub(super) fn raise_messages(&mut self, effects: &mut Vec<Effect>) {
        let lines = self.history.lines();
        if lines.is_empty() {
            effects.push(Effect::Ring);
            return;
        }
        let title = phrase!("消息记录", "Messages");
        self.stand(Overlay::Read(title, lines, 0));
    }
}
