//! Lists of other agencies by commands alone: tried, brought in, corrected, accepted, handed on.

use std::path::{Path, PathBuf};

use super::{Ended, Place, json};

/// A list that came, and the lines of it that were wrong, corrected by hand.
const CAME: &str = "demo-data/outside/JUST_371323_201203_001.csv";
const CORRECTED: &str = "tests/suite/outside_files/JUST_371323_201203_001_E01.csv";

fn file(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(path)
        .display()
        .to_string()
}

/// What is done by somebody in a language, and must go well or not.
fn done(place: &Place, lang: &str, operator: &str, words: &[&str], code: i32) -> Ended {
    let ended = place.tell(&[&["--lang", lang, "--as", operator], words].concat());
    assert_eq!(ended.code, code, "{words:?}: {ended:?}");
    ended
}

#[test]
fn a_list_comes_in_is_corrected_and_counts_once_another_accepts_it() {
    for (lang, told, nothing, staged) in [
        (
            "zh",
            "试读完毕，未写入",
            "共0个文件",
            "已导入，待复核岗复核",
        ),
        (
            "en",
            "dry run; nothing was written",
            "0 files",
            "imported; the reviewer looks at it next",
        ),
    ] {
        let place = Place::demonstration();
        let ver = |words: &[&str], code| done(&place, lang, "wangfang", words, code);
        let tried = ver(&["import", "just", &file(CAME), "--dry-run"], 0);
        assert!(tried.said.contains(told), "{tried:?}");
        assert!(ver(&["exchange", "list"], 0).said.contains(nothing));

        let came = ver(&["import", "JUST", &file(CAME)], 0);
        assert!(came.said.contains(staged), "{came:?}");
        let again = ver(&["import", "JUST", &file(CAME)], 1);
        assert!(again.complained.contains("PN-4351"), "{again:?}");

        let wrong: PathBuf = place.file("JUST_371323_201203_001_E01.csv");
        let to = wrong.display().to_string();
        ver(&["export", "errors", "JUST-201203-001", &to], 0);
        let lines = std::fs::read_to_string(&wrong).unwrap();
        assert!(
            lines.starts_with("H,JUST,1,correction of SF371323-201203-001\r\n"),
            "{lines}"
        );

        let uncounted = ver(&["import", "JUST", &file(CORRECTED)], 1);
        assert!(uncounted.complained.contains("PN-4356"), "{uncounted:?}");
        let count = (std::fs::read_to_string(file(CORRECTED))
            .unwrap()
            .lines()
            .count()
            - 2)
        .to_string();
        ver(&["import", "JUST", &file(CORRECTED), "--count", &count], 0);

        let own = ver(&["exchange", "accept", "JUST-201203-001"], 1);
        assert!(own.complained.contains("PN-"), "{own:?}");
        for exchange in ["JUST-201203-001", "JUST-201203-002"] {
            done(&place, lang, "mayan", &["exchange", "accept", exchange], 0);
        }
        let listed = json(&ver(&["--json", "exchange", "list"], 0));
        let states: Vec<_> = listed
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["state"].as_str().unwrap())
            .collect();
        assert_eq!(states, ["Accepted", "Accepted"], "{listed}");
    }
}

#[test]
fn records_leave_as_agreed_with_their_sender_or_as_asked_for() {
    let place = Place::demonstration();
    let ver = |words: &[&str], code| done(&place, "zh", "wangfang", words, code);
    ver(
        &[
            "import",
            "POLI",
            &file("demo-data/outside/POLI_371323_201203_001.csv"),
        ],
        0,
    );
    for (name, asked, utf8) in [
        ("agreed.csv", None, true),
        ("gb.csv", Some("gb18030"), false),
    ] {
        let to = place.file(name);
        let path = to.display().to_string();
        let mut words = vec!["export", "records", "POLI-201203-001", path.as_str()];
        words.extend(asked.iter().flat_map(|asked| ["--encoding", *asked]));
        ver(&words, 0);
        let bytes = std::fs::read(&to).unwrap();
        assert_eq!(std::str::from_utf8(&bytes).is_ok(), utf8, "{name}");
        let over = ver(&words, 1);
        assert!(
            over.complained.contains("PN-"),
            "never over a file: {over:?}"
        );
    }
}
