//! The fast path: `=3.2` and `=cx 张三` from anywhere.

use super::key::half_width;
use super::pane::PaneSpec;

/// The pane that a number path or mnemonic names, and the argument after it. A leading `=` and full-width
/// digits and letters are taken as meant.
pub fn destination(panes: &[&'static PaneSpec], typed: &str) -> Option<(&'static str, String)> {
    let typed = typed.trim().trim_start_matches(['=', '＝']).trim_start();
    let (word, argument) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let word: String = word.chars().map(half_width).collect();
    if word.is_empty() {
        return None;
    }
    panes
        .iter()
        .find(|pane| pane.path == word || pane.mnemonic.eq_ignore_ascii_case(&word))
        .map(|pane| (pane.name, argument.trim().to_owned()))
}
