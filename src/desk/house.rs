//! The console put together: every screen, every key, the countdown. Live, simulated and tested it is this one.

use super::banner::CountdownLine;
use super::drafts::draft_of;
use super::panes;
use super::views::DOORS;
use crate::business::BUSINESSES;
use crate::console::app::{App, AppParts, Step};
use crate::console::keymap::Keymap;
use crate::console::keymap_file;
use crate::kernel::birthplace::TODAY;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::text::{Lang, Phrase};
use crate::{phrase, text};

/// The keys: the base, and the files laid over it, each by name and text. On failure, every problem there is.
pub fn keymap(overlays: &[(&str, &str)]) -> Result<Keymap, Vec<Phrase>> {
    let mut files = vec![keymap_file::DEFAULT];
    files.extend(overlays);
    keymap_file::load(&files, &panes::with_tabs(), &[])
}

/// The console for a desk: a guest finds the door, anybody else today.
pub fn app(desk: Desk, keymap: Keymap, lang: Lang, session: String) -> App {
    App::new(AppParts {
        desk,
        panes: panes::all(),
        globals: &[],
        first: "today",
        door: Some("login"),
        lock: Some("lock"),
        lookup: "lookup",
        banner: Box::new(CountdownLine::default()),
        keymap,
        lang,
        session,
        product: text!("居保经办台", "jingban"),
        place,
        procedure,
        draft: Some(draft_of),
    })
    .viewing(DOORS)
}

/// The written procedure of a screen or tab, from whichever business has written it.
fn procedure(name: &str) -> &'static [Step] {
    let mut written = BUSINESSES.iter().flat_map(|business| business.procedures);
    written
        .find(|(screen, _)| *screen == name)
        .map_or(&[], |(_, steps)| *steps)
}

/// Where the desk is: the county's code and the name it is known by.
fn place(desk: &Desk) -> Phrase {
    if desk.post == Post::Guest {
        return Phrase::default();
    }
    let code = desk.county.as_str();
    let known = TODAY.iter().find(|(prefix, _)| *prefix == code);
    known.map_or_else(
        || Phrase::verbatim(code),
        |(_, name)| phrase!("{code} {name}", "{code} {name}", code = code, name = *name),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::generic;
    use crate::console::keymap::Bound;

    #[test]
    fn the_shipped_keymaps_hold_together() {
        let vim = keymap(&[keymap_file::VIM]).unwrap();
        let down = vim.keys_of(&["table"], Bound::Act(generic::TABLE_DOWN), false);
        assert_eq!(down, ["j", "Down"]);
    }

    #[test]
    fn every_procedure_belongs_to_a_screen() {
        let tabs = BUSINESSES.iter().flat_map(|business| business.tabs);
        let names: Vec<&str> = tabs
            .map(|tab| tab.pane.name)
            .chain(panes::all().iter().map(|pane| pane.name))
            .collect();
        let written = BUSINESSES.iter().flat_map(|business| business.procedures);
        let mut count = 0;
        for (screen, steps) in written {
            assert!(names.contains(screen), "{screen} is no screen");
            assert_eq!(procedure(screen).len(), steps.len(), "{screen} has two");
            count += 1;
        }
        assert!(count >= 6 && procedure("nowhere").is_empty());
    }

    #[test]
    fn every_function_key_has_a_path_of_letters() {
        let keymap = keymap(&[]).unwrap();
        let generic = generic::SECTIONS.iter();
        let generic = generic.map(|(name, _, actions)| (*name, *actions));
        let panes = panes::with_tabs();
        let panes = panes.iter().map(|pane| (pane.name, pane.actions));
        let mut seen = 0;
        for (section, actions) in generic.chain(panes) {
            for spec in actions {
                let keys = keymap.keys_of(&[section], Bound::Act(spec.action), false);
                let (function, others): (Vec<_>, Vec<_>) =
                    keys.iter().partition(|keys| keys.starts_with('F'));
                seen += function.len();
                assert!(function.is_empty() || !others.is_empty(), "{spec:?}");
            }
        }
        assert!(seen > 10, "{seen} function keys");
    }
}
