//! `jingban keys`: every key from the keymap files and the specs of the screens.

use super::out::Out;
use super::tmux::Tmux;
use super::trouble::Trouble;
use crate::config::Config;
use crate::console::key_table::key_table;
use crate::console::keymap::Keymap;
use crate::console::keymap_file::VIM;
use crate::desk::house;
use crate::desk::panes::with_tabs;
use crate::kernel::text::{Lang, Phrase};
use crate::{phrase, text};

/// The keymap that holds: the default, with the one asked for laid over it.
pub fn keymap(config: &Config) -> Result<Keymap, Vec<Phrase>> {
    let mut files = Vec::new();
    match config.keymap.as_deref() {
        None => {}
        Some(name) if name.as_os_str() == "vim" => files.push((VIM.0.to_owned(), VIM.1.to_owned())),
        Some(file) => {
            let shown = file.display().to_string();
            let path = config.around.config_folder.join(file);
            match std::fs::read_to_string(&path) {
                Ok(text) => files.push((shown, text)),
                Err(why) => return Err(vec![unreadable(&shown, &why)]),
            }
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    house::keymap(&files)
}

fn unreadable(file: &str, why: &std::io::Error) -> Phrase {
    phrase!(
        "键位文件 {file} 不能读取：{why}",
        "the keymap {file} cannot be read: {why}",
        file = file,
        why = why
    )
}

/// The key table as the READMEs have it between their markers.
pub fn readme_table(lang: Lang) -> String {
    keymap(&Config::default()).map_or_else(
        |_| String::new(),
        |keymap| key_table(&keymap, &with_tabs(), &[], lang, true),
    )
}

/// Prints the key table, or only says whether the keymap files are in order.
pub fn run(check: bool, markdown: bool, config: &Config, out: Out) -> Result<(), Trouble> {
    let keymap = keymap(config).map_err(Trouble::Failed)?;
    if check {
        let tmux = if config.around.tmux {
            Tmux::running()
        } else {
            Tmux::default()
        };
        let conflicts = tmux.conflicts(&keymap);
        if !conflicts.is_empty() {
            return Err(Trouble::Failed(conflicts));
        }
        let said = text!("键位文件无误", "the keymap files are in order");
        out.whole(said.in_lang(out.lang));
        if let Some(slow) = tmux.slow() {
            out.aside(&slow);
        }
    } else {
        out.whole(&key_table(&keymap, &with_tabs(), &[], out.lang, markdown));
    }
    Ok(())
}
