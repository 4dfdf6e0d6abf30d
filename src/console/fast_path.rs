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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    const PERSON: PaneSpec = PaneSpec {
        name: "person",
        title: text!("查询", "Look up"),
        path: "3.2",
        mnemonic: "cx",
        go: None,
        actions: &[],
        open: |_| panic!("not opened here"),
    };
    /// A pane that is reached through another one only.
    const TAB: PaneSpec = PaneSpec {
        name: "tab",
        path: "",
        mnemonic: "",
        ..PERSON
    };

    #[test]
    fn numbers_and_mnemonics_lead_there() {
        let panes = [&TAB, &PERSON];
        let to = |argument: &str| Some(("person", argument.to_owned()));
        assert_eq!(destination(&panes, "3.2"), to(""));
        assert_eq!(destination(&panes, "＝ＣＸ　张三 "), to("张三"));
        assert_eq!(destination(&panes, "cx 4101 2"), to("4101 2"));
        for nowhere in ["", "=", "3", "3.2.1", "张三"] {
            assert_eq!(destination(&panes, nowhere), None, "{nowhere}");
        }
    }
}
