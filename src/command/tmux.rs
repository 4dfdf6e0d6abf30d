//! What the running tmux keeps for itself: its prefix keys, and how long it holds back an Escape.

use std::process::Command;

use crate::console::key::Key;
use crate::console::keymap::Keymap;
use crate::console::notation;
use crate::kernel::text::Phrase;
use crate::phrase;

/// Milliseconds that tmux may hold back an Escape before it is felt.
const ESCAPE_MAX: u32 = 50;

/// The settings of a tmux that matter here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tmux {
    prefixes: Vec<Key>,
    escape: Option<u32>,
}

impl Tmux {
    /// Asks the tmux this process runs in; a setting that it does not tell is none.
    pub(super) fn running() -> Self {
        let told = |arguments: &[&str]| {
            let output = Command::new("tmux").args(arguments).output().ok()?;
            String::from_utf8(output.stdout).ok()
        };
        let prefixes = ["prefix", "prefix2"].map(|name| told(&["show-options", "-gqv", name]));
        Self::of(&prefixes, told(&["show-options", "-sqv", "escape-time"]))
    }

    fn of(prefixes: &[Option<String>], escape: Option<String>) -> Self {
        Self {
            prefixes: prefixes.iter().flatten().filter_map(|it| key(it)).collect(),
            escape: escape.and_then(|it| it.trim().parse().ok()),
        }
    }

    /// The keys of the keymap that never arrive.
    pub(super) fn conflicts(&self, keymap: &Keymap) -> Vec<Phrase> {
        let taken = |prefix: &Key| {
            let keys = keymap.sequences_with(*prefix);
            let prefix = notation::shown(&[*prefix]);
            keys.into_iter().map(move |(context, keys)| {
                phrase!(
                    "tmux 的前缀键 {prefix} 会截留 [{context}] 的 {keys}；请在键位文件中另设，或更换 tmux 前缀键",
                    "the tmux prefix {prefix} takes {keys} of [{context}]: bind it elsewhere, or give tmux another prefix",
                    prefix = prefix,
                    context = context,
                    keys = keys
                )
            })
        };
        self.prefixes.iter().flat_map(taken).collect()
    }

    /// What would make Escape quicker, if it is slow.
    pub(super) fn slow(&self) -> Option<Phrase> {
        let ms = self.escape.filter(|ms| *ms > ESCAPE_MAX)?;
        Some(phrase!(
            "tmux 把 Esc 键延后 {ms} 毫秒；建议在 ~/.tmux.conf 中写入 set -s escape-time 10",
            "tmux holds back Esc for {ms} ms; write set -s escape-time 10 into ~/.tmux.conf",
            ms = ms
        ))
    }
}

/// A key as tmux writes it: `C-b`, `M-x`, `F5`; `None` where there is none.
fn key(written: &str) -> Option<Key> {
    let written = written.trim();
    let (mut rest, mut ours) = (written, String::new());
    loop {
        if let Some(after) = rest.strip_prefix("C-").filter(|it| !it.is_empty()) {
            ours.push_str("ctrl-");
            rest = after;
        } else if let Some(after) = rest.strip_prefix("M-").filter(|it| !it.is_empty()) {
            ours.push_str("alt-");
            rest = after;
        } else {
            break;
        }
    }
    match rest {
        "" | "None" => None,
        "Space" => notation::key(&format!("{ours}space")),
        one if one.chars().count() == 1 => notation::key(&format!("{ours}{one}")),
        named => notation::key(&format!("{ours}{}", named.to_ascii_lowercase())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::house;

    fn tmux(prefix: &str, escape: &str) -> Tmux {
        Tmux::of(
            &[Some(format!("{prefix}\n")), Some("None\n".to_owned()), None],
            Some(escape.to_owned()),
        )
    }

    #[test]
    fn keys_are_read_as_tmux_writes_them() {
        for (theirs, ours) in [
            ("C-b", "ctrl-b"),
            ("M-x", "alt-x"),
            ("C-Space", "ctrl-space"),
            ("F5", "f5"),
            ("`", "`"),
        ] {
            assert_eq!(key(theirs), notation::key(ours), "{theirs}");
            assert!(key(theirs).is_some(), "{theirs}");
        }
        assert_eq!((key("None"), key("")), (None, None));
    }

    #[test]
    fn a_prefix_that_takes_our_keys_is_told_key_by_key() {
        let keymap = house::keymap(&[]).unwrap();
        assert_eq!(tmux("C-b", "10\n").conflicts(&keymap), []);
        let taken = tmux("C-g", "10\n").conflicts(&keymap);
        assert!(taken.len() >= 2, "{taken:?}");
        assert!(taken.iter().all(|it| it.zh.contains("Ctrl-G")), "{taken:?}");
        let begun = tmux("g", "10\n").conflicts(&keymap);
        assert!(begun.iter().any(|it| it.en.contains("g r")), "{begun:?}");
    }

    #[test]
    fn a_slow_escape_is_told_with_its_remedy() {
        assert_eq!(tmux("C-b", "50\n").slow(), None);
        assert!(tmux("C-b", "500\n").slow().unwrap().en.contains("500 ms"));
        assert_eq!(Tmux::of(&[], None).slow(), None);
    }
}
