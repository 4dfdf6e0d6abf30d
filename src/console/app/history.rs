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
pub(super) struct History(VecDeque<Spoken>);

/// Something said, and where the trail keeps it.
struct Spoken {
    at: DateTime<Utc>,
    tone: Tone,
    said: Phrase,
    filed: Option<Phrase>,
}

impl History {
    /// This was said; the same words once more only move up.
    pub(super) fn add(
        &mut self,
        at: DateTime<Utc>,
        tone: Tone,
        said: &Phrase,
        filed: Option<&Phrase>,
    ) {
        let same = |before: &Spoken| before.said == *said && before.filed.as_ref() == filed;
        self.0.retain(|before| !same(before));
        self.0.push_back(Spoken {
            at,
            tone,
            said: said.clone(),
            filed: filed.cloned(),
        });
        if self.0.len() > KEPT {
            self.0.pop_front();
        }
    }

    /// Another operator sits down: what was said is nobody else's to read.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    fn lines(&self) -> Vec<Line> {
        let line = |it: &Spoken| {
            let time = local_time(it.at).format("%H:%M ").to_string();
            let said = Line(vec![
                Run::toned(Tone::Quiet, Phrase::verbatim(time)),
                Run::toned(it.tone, it.said.clone()),
            ]);
            let filed = it.filed.clone();
            let filed = filed.map(|filed| {
                let below = phrase!("      {filed}", "      {filed}", filed = filed);
                Line(vec![Run::toned(Tone::Strong, below)])
            });
            std::iter::once(said).chain(filed)
        };
        self.0.iter().rev().flat_map(line).collect()
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
