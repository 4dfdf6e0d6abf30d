//! The shipped keymaps, and the key tables of the READMEs made from them.

use std::fs;
use std::path::Path;

use jingban::command::keys::readme_table;
use jingban::console::generic::SECTIONS;
use jingban::console::keymap_file::{DEFAULT, VIM};
use jingban::desk::{house, panes};
use jingban::kernel::text::Lang;

use crate::place::Place;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_file_of_the_folder_is_shipped_and_makes_a_keymap_with_every_screen() {
    let folder = fs::read_dir(repository().join("keymaps")).unwrap();
    let mut files: Vec<String> = folder
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, [DEFAULT.0, VIM.0]);
    for overlays in [&[][..], &[VIM]] {
        let problems = house::keymap(overlays).err().unwrap_or_default();
        assert!(problems.is_empty(), "{problems:#?}");
    }
}

#[test]
fn every_action_of_every_screen_has_keys_or_is_said_to_have_none() {
    let table: toml::Table = DEFAULT.1.parse().unwrap();
    let generic = SECTIONS.iter().map(|(name, _, actions)| (*name, *actions));
    let screens = panes::with_tabs();
    let screens = screens.iter().map(|pane| (pane.name, pane.actions));
    let mut seen = 0;
    for (section, actions) in generic.chain(screens) {
        for spec in actions {
            // A generic action that a screen lists again has the keys of its own section.
            let home = spec.action.0.split('.').next().unwrap();
            let home = if home == "app" { "global" } else { home };
            let keys = table.get(home).and_then(|it| it.get(spec.action.0));
            assert!(
                keys.is_some_and(toml::Value::is_array),
                "{section}: default.toml says nothing of [{home}] {}",
                spec.action.0
            );
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn the_key_tables_of_the_readmes_are_those_of_the_program() {
    for (file, lang, code) in [
        ("README.md", Lang::En, "en"),
        ("README.zh-CN.md", Lang::Zh, "zh"),
    ] {
        let text = fs::read_to_string(repository().join(file)).unwrap();
        let table = text
            .split_once("<!-- keys -->\n")
            .and_then(|(_, rest)| rest.split_once("<!-- /keys -->"))
            .map(|(table, _)| table.trim());
        assert!(
            table == Some(readme_table(lang).trim()),
            "{file} does not have today's key table between <!-- keys --> and <!-- /keys -->. Renew it:\n\
             cargo run -q -- --lang {code} keys --markdown > target/keys.md &&\n\
             sed -i -e '/<!-- keys -->/,/<!-- \\/keys -->/{{//!d}}' -e '/<!-- keys -->/r target/keys.md' {file}"
        );
    }
}

#[test]
fn the_check_asks_the_tmux_it_runs_in() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::empty();
    let folder = place.file("bin");
    fs::create_dir(&folder).unwrap();
    let tmux = folder.join("tmux");
    let path = folder.display().to_string();
    let check = |prefix: &str, escape: &str| {
        let script = format!(
            "#!/bin/sh\ncase \"$3\" in prefix) echo {prefix};; escape-time) echo {escape};; *) echo None;; esac\n"
        );
        fs::write(&tmux, script).unwrap();
        fs::set_permissions(&tmux, fs::Permissions::from_mode(0o755)).unwrap();
        let inside = [("PATH", path.as_str()), ("TMUX", "/tmp/tmux,1,0")];
        place.run_in(&["keys", "--check"], &inside)
    };
    let fine = check("C-b", "10");
    assert!(fine.code == 0 && fine.complained.is_empty(), "{fine:?}");
    let slow = check("C-b", "500");
    assert!(
        slow.code == 0 && slow.complained.contains("escape-time"),
        "{slow:?}"
    );
    let taken = check("C-g", "10");
    assert!(
        taken.code != 0 && taken.complained.contains("Ctrl-G"),
        "{taken:?}"
    );
    let outside = place.run_in(&["keys", "--check"], &[("PATH", path.as_str())]);
    assert_eq!(outside.code, 0, "out of tmux nothing is asked: {outside:?}");
}
