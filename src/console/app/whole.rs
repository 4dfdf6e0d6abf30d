//! Letting out whole what the screen shows masked: offered to the posts that may, with a reason, confirmed by the count.

use super::super::effect::Effect;
use super::super::export::{Format, Whole, WholeDoors};
use super::super::field::TextField;
use super::super::generic as g;
use super::super::overlay::{Confirm, Overlay, Prompt};
use super::super::pane::Focus;
use super::super::table::Table;
use super::{App, stop_type_ahead};
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The longest reason that is typed.
const REASON_LIMIT: usize = 60;

/// What has been asked for so far.
#[derive(Default)]
pub(super) struct Unmasking {
    name: String,
    reason: String,
    count: usize,
}

impl App {
    /// What may leave whole from here; nothing where nothing is masked, or the post may not.
    fn whole_doors(&mut self) -> Option<WholeDoors> {
        let doors = self.exporter.as_ref()?.whole?;
        (doors.may)(self.desk.post).ok()?;
        let (Focus::Table(table) | Focus::Search(_, table)) = self.focus() else {
            return None;
        };
        let hides = |table: &Table| {
            let columns = table.columns.iter();
            columns
                .map(|column| column.id)
                .any(|id| doors.columns.contains(&id))
        };
        hides(table).then_some(doors)
    }

    /// What the window of an export says of whole numbers; nothing where they are not offered.
    pub(super) fn whole_offered(&mut self) -> Phrase {
        if self.whole_doors().is_none() {
            return Phrase::default();
        }
        let keys = self.keymap.keys_of(
            &["overlay"],
            super::super::keymap::Bound::Act(g::OVERLAY_WHOLE),
            false,
        );
        phrase!(
            "。{keys}：导出完整证件号码和账号，须写明事由，留痕",
            ". {keys}: with whole ids and accounts, for a reason that the trail keeps",
            keys = keys.join("/")
        )
    }

    /// From the window of an export on to the reason for whole numbers.
    pub(super) fn raise_whole(&mut self, effects: &mut Vec<Effect>) {
        let (doors, count) = (self.whole_doors(), self.rows_here());
        let (Some(doors), Some(Overlay::Prompt(prompt))) = (doors, &mut self.overlay) else {
            effects.push(Effect::Ring);
            return;
        };
        if prompt.action != g::EXPORTED {
            effects.push(Effect::Ring);
            return;
        }
        let name = prompt.text.text().trim().to_owned();
        if let Err(refusal) = Format::of(&name) {
            prompt.error = Some(refusal);
            self.dirty = true;
            stop_type_ahead(effects);
            return;
        }
        *self.unmasking = Unmasking {
            name,
            count,
            ..Unmasking::default()
        };
        self.stand(Overlay::Prompt(Prompt {
            title: phrase!("导出完整号码：事由", "Export whole numbers: the reason"),
            hint: phrase!(
                "共 {count} 行。事由记入审计日志和导出文件，例如“移交公安核对”",
                "{count} rows. The reason goes into the trail and into the file: 'handed to the police to check'",
                count = count
            ),
            text: TextField::limited(REASON_LIMIT),
            check: doors.reason,
            action: g::WHOLE_REASON,
            error: None,
        }));
    }

    /// The reason was typed: the count is to be typed too.
    pub(super) fn confirm_whole(&mut self, reason: &str, effects: &mut Vec<Effect>) {
        reason.clone_into(&mut self.unmasking.reason);
        let Unmasking { name, count, .. } = &*self.unmasking;
        let question = phrase!(
            "把 {count} 行的完整证件号码和账号导出到 {name}，不脱敏。事由：{reason}",
            "The whole ids and accounts of {count} rows go into {name}, unmasked. Reason: {reason}",
            count = count,
            name = Shown::new(name),
            reason = Shown::new(reason)
        );
        let confirm = Confirm {
            question,
            word: count.to_string(),
            ..Confirm::of(g::EXPORTED_WHOLE)
        };
        self.raise(Overlay::Confirm(confirm), effects);
    }

    /// The count was typed. What has changed meanwhile does not leave.
    pub(super) fn export_whole(&mut self, effects: &mut Vec<Effect>) {
        let Unmasking {
            name,
            reason,
            count,
        } = std::mem::take(&mut *self.unmasking);
        if self.rows_here() != count {
            self.complain(
                phrase!(
                    "确认期间数据有变化，未导出，请核对后重新操作",
                    "records changed while the question stood; nothing left, look again"
                ),
                effects,
            );
            return;
        }
        self.export(&name, Some(Whole { reason, count }), effects);
    }

    /// The rows shown in the focused table.
    fn rows_here(&mut self) -> usize {
        match self.focus() {
            Focus::Table(table) | Focus::Search(_, table) => table.count(),
            Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => 0,
        }
    }
}
