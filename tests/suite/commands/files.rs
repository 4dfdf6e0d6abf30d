//! Commands and files: backups, classes, edited demonstrations, what the config names, and text from outside.

use std::fs;
use std::path::Path;

use crate::place::Place;
use crate::stage::raw;

use super::json;

#[test]
fn a_backup_can_be_worked_with_and_never_replaces_a_file() {
    let place = Place::demonstration();
    let copy = place.file("copy.db");
    let made = place.tell(&["--json", "backup", copy.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(json(&made)["entries"].as_i64().unwrap() > 0);
    let whole = fs::read(&copy).unwrap();
    let again = place.tell(&["--lang", "en", "backup", copy.to_str().unwrap()]);
    assert_eq!((again.code, again.said.as_str()), (1, ""));
    assert!(
        again.complained.contains("CM-0101") && again.complained.contains("is not written over")
    );
    assert!(
        fs::read(&copy).unwrap() == whole,
        "the file that was there is as it was"
    );
    for command in [
        "audit verify",
        "doctor",
        "--as wangfang lookup 3713231200012344",
    ] {
        let url = format!("sqlite:{}", copy.display());
        let words: Vec<&str> = ["--db", &url]
            .into_iter()
            .chain(command.split(' '))
            .collect();
        assert_eq!(place.run(&words).code, 0, "{command}");
    }
    let nowhere = place.ask("--lang en backup no/such/folder/copy.db");
    assert_eq!(nowhere.code, 1);
    assert!(
        nowhere.complained.contains("cannot be written"),
        "{nowhere:?}"
    );
}

#[test]
fn a_class_gets_equal_demonstrations_from_edited_files() {
    let place = Place::empty();
    let (edited, class) = (place.file("edited"), place.file("class"));
    copy_folder(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/demo-data")),
        &edited,
    );
    let persons = edited.join("persons.csv");
    let text = fs::read_to_string(&persons).unwrap();
    fs::write(&persons, text.replace("王秀英", "欧阳秀英")).unwrap();
    let reset = |words: &[&str]| {
        let folder = edited.to_str().unwrap();
        place.run(&[&["--json", "demo", "reset", "--from", folder], words].concat())
    };
    let made = reset(&["--copies", "2", class.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{made:?}");
    let paths: Vec<String> = serde_json::from_value(json(&made)).unwrap();
    assert_eq!(paths.len(), 2);
    assert!(fs::read(&paths[0]).unwrap() == fs::read(&paths[1]).unwrap());
    let url = format!("sqlite:{}", paths[1]);
    let found = place.run(&[
        "--db",
        &url,
        "--as",
        "wangfang",
        "lookup",
        "3713231200012344",
    ]);
    assert!(found.said.contains("欧阳秀英"), "{found:?}");

    fs::write(&persons, text.replace("王秀英", "王\u{1b}[31m秀英")).unwrap();
    let refused = reset(&["--copies", "2", class.to_str().unwrap()]);
    assert_eq!(refused.code, 1);
    assert!(
        refused.complained.contains("persons.csv") && refused.complained.contains("含有控制字符"),
        "{refused:?}"
    );
    assert!(
        fs::metadata(&paths[0]).is_ok(),
        "what stood there still stands"
    );
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            continue;
        }
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[tokio::test]
async fn text_from_outside_never_reaches_the_terminal_raw() {
    let place = Place::demonstration();
    let db = place.open().await;
    let hostile = "王\u{1b}]52;c;eA==\u{7}\u{9b}2J\u{202e}英\u{200b}\r\n";
    raw(&db, &[
        &format!("update persons set name = '{hostile}', address = '{hostile}' where insurance_no = '3713231200012344'"),
        &format!("update person_changes set old_value = '{hostile}'"),
    ]).await;
    db.close().await;
    let typed = format!("nobody{hostile}");
    for words in [
        &["lookup", "3713231200012344"][..],
        &["lookup", "0024"],
        &["--lang", "en", "lookup", "上华庄村"],
        &["--json", "lookup", "3713231200012344"],
        &["--json", "lookup", "0024"],
        &["lookup", &typed],
        &["--json", "lookup", &typed],
        &["--as", &typed, "lookup", "0024"],
        &["backup", "/no/such/\u{1b}[2J/copy.db"],
        &["fro\u{1b}[2Jb\u{202e}"],
    ] {
        let ended = place.tell(words);
        let raw = |c: char| {
            c != '\n'
                && jingban::kernel::shown::Shown::new(&c.to_string()).as_str() != c.to_string()
        };
        assert!(
            !ended.said.contains(raw) && !ended.complained.contains(raw),
            "{words:?}: {ended:?}"
        );
        assert!(!(ended.said.is_empty() && ended.complained.is_empty()));
    }
    let found = json(&place.tell(&["--json", "--as", "wangfang", "lookup", "3713231200012344"]));
    assert_eq!(
        found["person"]["name"].as_str(),
        Some(hostile),
        "a program gets the name as it stands"
    );
}

#[test]
fn what_the_config_names_wrongly_is_told_with_its_file() {
    let place = Place::empty();
    let folder = place.file("config/jingban");
    fs::create_dir_all(&folder).unwrap();
    let config = |text: &str| fs::write(folder.join("config.toml"), text).unwrap();
    config("keymap = \"mine.toml\"\n");
    let missing = place.run(&["keys", "--check"]);
    assert_eq!(missing.code, 1);
    assert!(missing.complained.contains("mine.toml"), "{missing:?}");
    fs::write(
        folder.join("mine.toml"),
        "[today]\n\"today.nothing\" = [\"x\"]\n\"today.other\" = [\"7\"]\n",
    )
    .unwrap();
    let wrong = place.run(&["--json", "keys", "--check"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.complained.contains("today.nothing"), "{wrong:?}");
    assert!(
        json(&wrong)["failed"].as_array().unwrap().len() >= 2,
        "every problem at once: {wrong:?}"
    );
    config("keymap = \"vim\"\nlanguage = \"en\"\n");
    let vim = place.run(&["keys"]);
    assert!(vim.said.contains("k, Up"), "{vim:?}");
    config("pasword = \"secret2012\"\n");
    let config = place.run(&["doctor"]);
    assert_eq!(config.code, 2);
    assert!(
        config.complained.contains("config.toml") && !config.complained.contains("secret2012"),
        "{config:?}"
    );
}
