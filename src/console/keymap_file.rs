//! Keymap files: TOML sections of `"action.name" = ["g 2", "f1"]`, laid one over the other.
//!
//! A later file replaces the keys of the actions it names; `[]` takes them away. All problems are found together.

use std::collections::BTreeMap;

use super::action::{Action, ActionSpec};
use super::generic::SECTIONS;
use super::key::{Code, Key};
use super::keymap::{Bound, Keymap};
use super::notation;
use super::pane::PaneSpec;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The keymap every console starts from.
pub const DEFAULT: (&str, &str) = ("default.toml", include_str!("../../keymaps/default.toml"));
/// The differences for those who know vi.
pub const VIM: (&str, &str) = ("vim.toml", include_str!("../../keymaps/vim.toml"));

/// Strokes that never arrive, or that somebody else takes: terminals, tmux and screen prefixes, flow control,
/// job control, and the four that are other keys in disguise.
const FORBIDDEN: &[&str] = &[
    "ctrl-a", "ctrl-b", "ctrl-s", "ctrl-q", "ctrl-z", "ctrl-\\", "ctrl-i", "ctrl-m", "ctrl-h",
    "ctrl-[",
];
/// Sections where characters are typed, so that a bare one cannot be a command.
const TYPED: &[&str] = &["form", "text", "overlay"];

/// One section of a keymap, and what may be bound in it.
struct Section {
    name: &'static str,
    actions: Vec<&'static ActionSpec>,
}

/// Reads keymap files, given by name and text, the first being the base. On failure, every problem there is.
pub fn load(
    files: &[(&str, &str)],
    panes: &[&'static PaneSpec],
    globals: &'static [ActionSpec],
) -> Result<Keymap, Vec<Phrase>> {
    let sections = sections(panes, globals);
    let mut problems = Vec::new();
    let mut bound: BTreeMap<(&'static str, Action), Vec<Vec<Key>>> = BTreeMap::new();
    for (file, text) in files {
        match text.parse::<toml::Table>() {
            Ok(table) => read(file, &table, &sections, &mut bound, &mut problems),
            Err(error) => problems.push(phrase!(
                "键位文件 {file} 无法读取：{error}",
                "keymap {file} cannot be read: {error}",
                file = file,
                error = error
            )),
        }
    }
    let keymap = assemble(&sections, panes, &bound, &mut problems);
    if problems.is_empty() {
        Ok(keymap)
    } else {
        Err(problems)
    }
}

fn sections(panes: &[&'static PaneSpec], globals: &'static [ActionSpec]) -> Vec<Section> {
    let mut sections: Vec<Section> = SECTIONS
        .iter()
        .map(|(name, _, actions)| Section {
            name,
            actions: actions.iter().collect(),
        })
        .collect();
    if let Some(global) = sections.first_mut() {
        global.actions.extend(globals);
    }
    for pane in panes {
        sections.push(Section {
            name: pane.name,
            actions: pane.actions.iter().collect(),
        });
    }
    sections
}

fn read(
    file: &str,
    table: &toml::Table,
    sections: &[Section],
    bound: &mut BTreeMap<(&'static str, Action), Vec<Vec<Key>>>,
    problems: &mut Vec<Phrase>,
) {
    for (name, entries) in table {
        let (Some(section), Some(entries)) = (
            sections.iter().find(|section| section.name == name),
            entries.as_table(),
        ) else {
            problems.push(phrase!(
                "{file}：没有名为 [{name}] 的功能",
                "{file}: there is no screen or section [{name}]",
                file = file,
                name = name
            ));
            continue;
        };
        for (action, keys) in entries {
            let place = format!("{file} [{name}] {action}");
            let Some(spec) = section.actions.iter().find(|spec| spec.action.0 == action) else {
                problems.push(phrase!(
                    "{place}：没有这个操作",
                    "{place}: no such action",
                    place = place
                ));
                continue;
            };
            let sequences = keys_in(&place, section.name, keys, problems);
            bound.insert((section.name, spec.action), sequences);
        }
    }
}

/// The sequences of one line, those in order; problems with the others.
fn keys_in(
    place: &str,
    section: &str,
    keys: &toml::Value,
    problems: &mut Vec<Phrase>,
) -> Vec<Vec<Key>> {
    let Some(list) = keys.as_array() else {
        problems.push(phrase!(
            "{place}：应为按键列表，如 [\"g 2\", \"f1\"]",
            "{place}: must be a list of keys, like [\"g 2\", \"f1\"]",
            place = place
        ));
        return Vec::new();
    };
    let mut sequences = Vec::new();
    for item in list {
        let text = item.as_str().unwrap_or_default();
        match notation::sequence(text) {
            Ok(strokes) => match unusable(section, &strokes) {
                None => sequences.push(strokes),
                Some(why) => problems.push(phrase!(
                    "{place}：按键“{text}”不可用，{why}",
                    "{place}: \"{text}\" cannot be used: {why}",
                    place = place,
                    text = text,
                    why = why
                )),
            },
            Err(word) => problems.push(phrase!(
                "{place}：不认识的按键“{word}”",
                "{place}: \"{word}\" is no key",
                place = place,
                word = word
            )),
        }
    }
    sequences
}

/// Why a sequence cannot be bound in a section, if it cannot.
fn unusable(section: &str, strokes: &[Key]) -> Option<Phrase> {
    let never = strokes.iter().any(|key| {
        matches!(key.code, Code::F(0 | 11 | 13..))
            || FORBIDDEN
                .iter()
                .any(|text| notation::key(text) == Some(*key))
    });
    if never {
        return Some(phrase!(
            "终端或 tmux 会截留此键",
            "terminals or tmux keep it for themselves"
        ));
    }
    let first = strokes.first().filter(|key| !key.ctrl && !key.alt)?;
    let Code::Char(c) = first.code else {
        return None;
    };
    if TYPED.contains(&section) {
        return Some(phrase!("此处正在输入文字", "characters are typed here"));
    }
    c.is_ascii_digit()
        .then(|| phrase!("直接输入数字即为查询", "a digit begins a look-up"))
}

fn assemble(
    sections: &[Section],
    panes: &[&'static PaneSpec],
    bound: &BTreeMap<(&'static str, Action), Vec<Vec<Key>>>,
    problems: &mut Vec<Phrase>,
) -> Keymap {
    let mut keymap = Keymap::default();
    for section in sections {
        let mut lines: Vec<(Bound, Vec<Key>)> = Vec::new();
        for spec in &section.actions {
            match bound.get(&(section.name, spec.action)) {
                Some(keys) => lines.extend(
                    keys.iter()
                        .map(|keys| (Bound::Act(spec.action), keys.clone())),
                ),
                None if is_borrowed(section.name, spec.action) => {}
                None => problems.push(phrase!(
                    "[{section}] {action} 没有键位；如确实不设，请写 []",
                    "[{section}] {action} has no keys; write [] if that is meant",
                    section = section.name,
                    action = spec.action.0
                )),
            }
        }
        if section.name == "global" {
            lines.extend(panes.iter().filter_map(|pane| {
                let keys = vec![
                    Key::plain(Code::Char('g')),
                    Key::plain(Code::Char(pane.go?)),
                ];
                Some((Bound::Open(pane.name), keys))
            }));
        }
        let sequences = distinct(section.name, &lines, problems);
        keymap.contexts.insert(section.name, sequences);
        keymap.sequences.insert(section.name, lines);
    }
    keymap
}

/// Whether a pane lists a generic action again: its keys are those of the generic section.
fn is_borrowed(section: &str, action: Action) -> bool {
    SECTIONS
        .iter()
        .any(|(name, _, specs)| *name != section && specs.iter().any(|spec| spec.action == action))
}

/// The sequences of one section in order; no two alike, none the beginning of another.
fn distinct(
    section: &str,
    lines: &[(Bound, Vec<Key>)],
    problems: &mut Vec<Phrase>,
) -> BTreeMap<Vec<Key>, Bound> {
    let mut sequences: BTreeMap<Vec<Key>, Bound> = BTreeMap::new();
    for (to, keys) in lines {
        if let Some(other) = sequences.insert(keys.clone(), *to) {
            problems.push(phrase!(
                "[{section}] 按键“{keys}”重复：{one} 与 {other}",
                "[{section}] \"{keys}\" is given twice: to {one} and to {other}",
                section = section,
                keys = notation::shown(keys),
                one = name(other),
                other = name(*to)
            ));
        }
    }
    for ((short, one), (long, other)) in sequences.iter().zip(sequences.iter().skip(1)) {
        if long.starts_with(short) {
            problems.push(phrase!(
                "[{section}] 按键“{short}”（{one}）挡住了“{long}”（{other}）",
                "[{section}] \"{short}\" ({one}) stands in the way of \"{long}\" ({other})",
                section = section,
                short = notation::shown(short),
                long = notation::shown(long),
                one = name(*one),
                other = name(*other)
            ));
        }
    }
    sequences
}

fn name(bound: Bound) -> &'static str {
    match bound {
        Bound::Act(action) => action.0,
        Bound::Open(pane) => pane,
    }
}

/// The base without the screens' sections, for tests of the console, which knows no screens.
#[cfg(test)]
pub(super) fn generic_base() -> String {
    let mut table: toml::Table = DEFAULT.1.parse().unwrap();
    table.retain(|name, _| SECTIONS.iter().any(|(section, ..)| *section == name));
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> String {
        let base = generic_base();
        let files = [("base", base.as_str()), ("own.toml", text)];
        let problems = load(&files, &[], &[]).unwrap_err();
        let lines: Vec<&str> = problems.iter().map(|problem| problem.zh.as_str()).collect();
        lines.join("\n")
    }

    #[test]
    fn all_problems_are_told_together() {
        let told = problems(
            r#"
[global]
"app.help"   = ["f11", "1", "ctrl-b", "pagedown"]
"app.reload" = ["g"]
"app.quit"   = ["esc"]
"app.fly"    = ["v"]
"app.back"   = "f12"
[form]
"form.next" = ["n"]
[nowhere]
"#,
        );
        for problem in [
            "按键“f11”不可用，终端或 tmux 会截留此键",
            "按键“1”不可用，直接输入数字即为查询",
            "按键“ctrl-b”不可用",
            "不认识的按键“pagedown”",
            "[global] 按键“g”（app.reload）挡住了“g b”",
            "[global] 按键“Esc”重复：",
            "own.toml [global] app.fly：没有这个操作",
            "own.toml [global] app.back：应为按键列表",
            "按键“n”不可用，此处正在输入文字",
            "没有名为 [nowhere] 的功能",
        ] {
            assert!(told.contains(problem), "{problem} is missing from\n{told}");
        }
    }

    #[test]
    fn an_action_without_keys_must_say_so() {
        let base = generic_base();
        let without = base.replace("\"app.quit\" = [\"q q\"]", "");
        assert_ne!(without, base);
        assert!(load(&[("own", &without)], &[], &[]).is_err());
        let empty = base.replace("[\"q q\"]", "[]");
        assert!(load(&[("own", &empty)], &[], &[]).is_ok());
    }
}
