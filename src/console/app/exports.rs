//! Exporting the table on the screen: the window that asks for the file, the act, and what is said at its end.

use super::super::body::Tone;
use super::super::effect::Effect;
use super::super::export::{Export, Exported, Exporter, Format, Whole};
use super::super::field::TextField;
use super::super::generic as g;
use super::super::overlay::{Overlay, Prompt};
use super::super::pane::Focus;
use super::held::Awaited;
use super::{App, Sent};
use crate::kernel::calendar::local_time;
use crate::kernel::text::{Phrase, Text};
use crate::phrase;

/// The longest path that may be typed: what Linux takes, within reason.
const PATH_LIMIT: usize = 400;

impl App {
    /// The same console, with files going out of it.
    #[must_use]
    pub fn exporting(mut self, exporter: Exporter) -> Self {
        self.exporter = Some(exporter);
        self
    }

    /// F2: the window that asks for the file. The ending of its name chooses the format.
    pub(super) fn raise_export(&mut self, effects: &mut Vec<Effect>) {
        let Some(exporter) = self.exporter.clone() else {
            let said = phrase!(
                "本终端未开放导出，请联系信息岗",
                "nothing is exported from this terminal; ask IT"
            );
            self.object(said, effects);
            return;
        };
        if self.stance.awaited > Awaited::Nothing {
            // What stands there may belong to what was typed before.
            let said = phrase!(
                "正在查询，请待结果显示后再导出",
                "still asking; export when the answer is there"
            );
            self.object(said, effects);
            return;
        }
        if let Some(said) = self.no_export_now() {
            self.object(said, effects);
            return;
        }
        let mut text = TextField::limited(PATH_LIMIT);
        text.set(&self.proposed_name());
        let whole = self.whole_offered();
        self.stand(Overlay::Prompt(Prompt {
            title: phrase!("导出本表", "Export this table"),
            hint: phrase!(
                "按屏幕所示导出：筛选、排序、脱敏不变，含未显示的列。文件名以 .xlsx 或 .csv 结尾，存入 {folder}；也可输入完整路径{whole}",
                "As shown: filtered, sorted, masked, with the columns that had no room. The name ends in .xlsx or .csv; it goes to {folder}, or type a whole path{whole}",
                folder = exporter.folder.display(),
                whole = whole
            ),
            text,
            check: |name| Format::of(name).map(drop),
            action: g::EXPORTED,
            error: None,
        }));
    }

    /// Why nothing can be exported now, if so.
    fn no_export_now(&mut self) -> Option<Phrase> {
        if self.is_locked() {
            return Some(phrase!("请先登录", "sign in first"));
        }
        if self.exported.waiting().is_some() {
            return Some(phrase!(
                "上一次导出尚未完成",
                "the export before is not finished yet"
            ));
        }
        let is_empty = match self.focus() {
            Focus::Table(table) | Focus::Search(_, table) => table.count() == 0,
            Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => true,
        };
        is_empty.then(|| phrase!("表中没有可导出的行", "there are no rows to export"))
    }

    /// The title of the screen and the minute, as a file is best found again.
    fn proposed_name(&self) -> String {
        let title = self.stack.last().map_or(self.product, |it| it.spec.title);
        let title = title.in_lang(self.lang).replace(['/', ' '], "_");
        let minute = local_time(self.desk.at).format("%Y%m%d-%H%M");
        format!("{title}-{minute}.xlsx")
    }

    /// Sends the table out as it stands on the screen now.
    pub(super) fn export(&mut self, name: &str, whole: Option<Whole>, effects: &mut Vec<Effect>) {
        if let Some(said) = self.no_export_now() {
            self.object(said, effects);
            return;
        }
        let (Some(exporter), Ok(format)) = (self.exporter.clone(), Format::of(name)) else {
            return;
        };
        let Some(layer) = self.stack.last_mut() else {
            return;
        };
        let heading = layer.pane.heading();
        let (table, typed) = match layer.pane.focus() {
            Focus::Table(table) => (&*table, None),
            Focus::Search(form, table) => {
                let typed = form.current().map(|field| field.value().to_owned());
                (&*table, typed)
            }
            Focus::Nothing | Focus::Form(_) | Focus::Scroll(_) => return,
        };
        let export = Export {
            to: exporter.folder.join(name.trim()),
            format,
            lang: self.lang,
            pane: layer.spec.name,
            title: titled(layer.spec.title, &heading),
            place: (self.place)(&self.desk),
            filter: typed.unwrap_or_else(|| table.filter().to_owned()),
            columns: table.columns.clone(),
            rows: table.shown().map(|row| row.cells.clone()).collect(),
            total: table.total.as_ref().map(|row| row.cells.clone()),
            more: table.more.clone(),
            ids: table.shown().map(|row| row.id.clone()).collect(),
            whole,
        };
        let ticket = self.tickets.issue();
        let op = self.tickets.operation(ticket);
        self.exported.expect(ticket);
        self.sent.insert(ticket, Sent::export());
        effects.push(Effect::Do(ticket, op, (exporter.make)(export)));
    }

    /// The export has ended: what came of it is said, and stays until it is dismissed.
    pub(super) fn exported(&mut self) {
        let Some(Ok(Exported {
            file,
            rows,
            sha256,
            whole,
        })) = self.exported.take()
        else {
            return;
        };
        let said = phrase!(
            "已导出 {file}：{rows} 行，校验码 {hash}",
            "exported {file}: {rows} rows, hash {hash}",
            file = file,
            rows = rows,
            hash = sha256.get(..8).unwrap_or_default()
        );
        if whole {
            let unmasked = phrase!(
                "{said}；未脱敏，请妥善保管",
                "{said}; UNMASKED, keep it safe",
                said = said
            );
            self.say(Tone::Warning, unmasked, true);
        } else {
            self.say(Tone::Good, said, true);
        }
    }
}

/// The title of a screen, and what stands beside it.
fn titled(title: Text, heading: &Phrase) -> Phrase {
    if *heading == Phrase::default() {
        return title.into();
    }
    phrase!(
        "{title}（{heading}）",
        "{title} ({heading})",
        title = title,
        heading = *heading
    )
}
