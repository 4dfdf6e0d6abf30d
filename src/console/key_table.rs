//! The key table of the README and of `jingban keys`, from the specs and the keymap.

use super::action::ActionSpec;
use super::generic::SECTIONS;
use super::keymap::{Bound, Keymap};
use super::pane::PaneSpec;
use crate::kernel::text::{Lang, Text};
use crate::text;

/// Every key, section by section: as Markdown, or as lines for a terminal.
pub fn key_table(
    keymap: &Keymap,
    panes: &[&'static PaneSpec],
    globals: &'static [ActionSpec],
    lang: Lang,
    markdown: bool,
) -> String {
    let mut sections = vec![screens(keymap, panes, lang)];
    for (name, title, specs) in SECTIONS {
        let more = if *name == "global" { globals } else { &[] };
        let specs = specs.iter().chain(more);
        sections.push((*title, rows(keymap, name, specs, lang)));
    }
    for pane in panes {
        sections.push((
            pane.title,
            rows(keymap, pane.name, pane.actions.iter(), lang),
        ));
    }
    let mut table = String::new();
    for (title, rows) in sections.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        table.push_str(&section(title.in_lang(lang), &rows, lang, markdown));
    }
    table
}

/// Keys, label and help of one line.
type Row = (String, &'static str, String);

fn screens(keymap: &Keymap, panes: &[&'static PaneSpec], lang: Lang) -> (Text, Vec<Row>) {
    let rows = panes
        .iter()
        .filter(|pane| !pane.path.is_empty())
        .map(|pane| {
            let mut keys = keymap.keys_of(&["global"], Bound::Open(pane.name), false);
            keys.push(format!("={}", pane.path));
            if !pane.mnemonic.is_empty() {
                keys.push(format!("={}", pane.mnemonic));
            }
            (keys.join(", "), pane.title.in_lang(lang), String::new())
        })
        .collect();
    (text!("功能", "Screens"), rows)
}

fn rows<'a>(
    keymap: &Keymap,
    section: &str,
    specs: impl Iterator<Item = &'a ActionSpec>,
    lang: Lang,
) -> Vec<Row> {
    specs
        .filter_map(|spec| {
            let keys = keymap.keys_of(&[section], Bound::Act(spec.action), false);
            let row = (
                keys.join(", "),
                spec.label.in_lang(lang),
                spec.help.in_lang(lang).to_owned(),
            );
            (!keys.is_empty()).then_some(row)
        })
        .collect()
}

fn section(title: &str, rows: &[Row], lang: Lang, markdown: bool) -> String {
    let mut lines = Vec::new();
    if markdown {
        let heads = [
            text!("按键", "Keys"),
            text!("操作", "Action"),
            text!("说明", "What it does"),
        ];
        let heads = heads.map(|head| head.in_lang(lang));
        lines.push(format!("### {title}\n"));
        lines.push(format!("| {} |", heads.join(" | ")));
        lines.push("| --- | --- | --- |".to_owned());
    } else {
        lines.push(title.to_owned());
    }
    for (keys, label, help) in rows {
        lines.push(if markdown {
            format!("| {} | {label} | {help} |", escaped(keys))
        } else {
            format!("  {keys:<24} {label}  {help}")
        });
    }
    lines.push("\n".to_owned());
    lines.join("\n")
}

/// Keys as code, safe in a Markdown table.
fn escaped(keys: &str) -> String {
    let each: Vec<String> = keys
        .split(", ")
        .map(|key| format!("`{}`", key.replace('|', "\\|")))
        .collect();
    each.join(", ")
}
