//! The real program without a screen, tried as a user tries it: what it answers, refuses and cannot use.

use std::fs;

use serde_json::Value;

use crate::place::{Ended, Place};

mod changes;
mod files;
mod outside;
mod upgrade;

/// Every command that only answers, and a word of its answer in each language.
#[rustfmt::skip]
const ANSWERS: &[(&str, &str, &str)] = &[
    ("lookup 3713231200012344", "本月不发", "not paid this month"),
    ("lookup zhanglihua", "[概况]", "[Overview]"),
    ("lookup 张l", "人，请补充条件", "say more to mean one"),
    ("policy list", "报送用款申请截止日：10", "day of the fund-use application: 10"),
    ("audit verify", "发现问题 0 处", "0 findings"),
    ("doctor", "不符合 0 项", ", 0 not met"),
    ("keys", "F12, Ctrl-G", "F12, Ctrl-G"),
    ("keys --check", "键位文件无误", "the keymap files are in order"),
    ("keys --markdown", "| `F1`, `?`, `Alt-H` | 帮助 |", "| `F1`, `?`, `Alt-H` | Help |"),
    ("duties", "VER-2〔N2.3-d〕每月10日前完成核实", "VER-2 [N2.3-d]"),
    ("completions bash", "_jingban()", "_jingban()"),
    ("completions zsh", "#compdef jingban", "#compdef jingban"),
    ("man", ".TH jingban 1", ".TH jingban 1"),
    ("report F22 --period 2012-03 --area 371323100201", "F22_371323100201_201203.txt 3页", "F22_371323100201_201203.txt 3 pages"),
    ("report f22 --period 2012-03 --area 371323100 --format pdf --out paper", "共4个文件", "4 files"),
    ("report F20 --period 2012-03 --area 371323100", "共2个文件", "2 files"),
    ("report f20 --period 2012-02 --area 371323101 --format pdf --out paper", "F20_STOP-371323-101-201202-01.pdf 1页", "F20_STOP-371323-101-201202-01.pdf 1 page"),
    ("backup copy.db", "完整性检查通过", "its integrity was checked"),
];

/// Arguments that cannot be used, and what is said of them.
#[rustfmt::skip]
const MISUSES: &[(&str, &str, &str)] = &[
    ("lookup", "缺少参数：<KEY>", "missing: <KEY>"),
    ("frobnicate", "没有命令“frobnicate”", "there is no command 'frobnicate'"),
    ("policy", "命令不完整", "the command is not complete"),
    ("doctor --fast", "没有参数“--fast”", "there is no argument '--fast'"),
    ("doctor --date 2012-13-01", "“2012-13-01”不合规定", "cannot be '2012-13-01'"),
    ("demo reset --copies 0 class", "“0”不合规定", "cannot be '0'"),
    ("demo reset --copies 3", "缺少参数：<DIR>", "missing: <DIR>"),
    ("policy approve P.int.rate", "未指定操作员", "nobody is named"),
    ("--db nonsense doctor", "应为 sqlite:路径，或 postgres:", "must read sqlite:PATH, or postgres:"),
    ("--db postgres://u:p@h/n doctor", "不得写口令", "a password may not stand"),
    ("report F22 --period soon", "不是月份", "is no month"),
    ("report F99 --period 2012-03", "现有：F22", "There are: F22"),
    ("", "经办台需要在终端上运行", "the console needs a terminal"),
];

/// What is refused: the code of the rule, its clause, and what is said of it.
#[rustfmt::skip]
const REFUSALS: &[(&str, &str, &str, &str, &str)] = &[
    ("lookup 3713231200012345", "PN-0203", "N2.1-c",
        "按前15位应为4，录入为5", "should be 4 by the 15 digits before it, not 5"),
    ("lookup 372801195203150025", "PN-0103", "GBID",
        "按前17位应为4，录入为5", "should be 4 by the 17 digits before it, not 5"),
    ("lookup nobodyatall", "CM-0103", "N3.2", "本辖区未查到“nobodyatall”", "nobody found for 'nobodyatall'"),
    ("--as nobody lookup 0024", "PN-2105", "IC07", "没有这个操作员", "there is no such operator"),
    ("--as wangfang --date 1999-12-31 lookup 0024", "PN-2302", "D",
        "1999-12-31不在制度实施期内", "1999-12-31 is not a day of the scheme"),
    ("--as zhanghua report F22 --period 2012-03 --area 371323100202", "CM-0104", "10.1",
        "不在您的辖区", "not in yours"),
    ("--as wangfang policy approve P.int.rate", "CM-0102", "4.8", "没有待审批的变更", "waits for a decision"),
];

fn json(ended: &Ended) -> Value {
    let read = serde_json::from_str(&ended.said);
    read.unwrap_or_else(|why| panic!("{why}: {ended:?}"))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn every_command_answers_in_both_languages_and_in_json() {
    let place = Place::demonstration();
    for (command, zh, en) in ANSWERS {
        for (lang, word) in [("zh", zh), ("en", en)] {
            let ended = place.ask(&format!("--as wangfang --lang {lang} {command}"));
            assert_eq!(
                (ended.code, ended.complained.as_str()),
                (0, ""),
                "{ended:?}"
            );
            assert!(
                ended.said.contains(word),
                "{command}: {word}: {}",
                ended.said
            );
            drop(fs::remove_file(place.file("copy.db")));
        }
        let ended = place.ask(&format!("--as wangfang --json {command}"));
        assert_eq!(
            (ended.code, ended.complained.as_str()),
            (0, ""),
            "{ended:?}"
        );
        assert!(!json(&ended).is_null());
        drop(fs::remove_file(place.file("copy.db")));
    }
}

#[test]
fn english_has_chinese_in_it_only_where_the_data_has() {
    let place = Place::demonstration();
    for command in [
        "doctor",
        "duties",
        "keys",
        "man",
        "--help",
        "policy propose --help",
    ] {
        let said = place.ask(&format!("--lang en {command}")).said;
        let found = said.lines().find(|line| line.contains(is_han));
        assert_eq!((found, said.is_empty()), (None, false), "{command}");
    }
}

#[test]
fn what_cannot_be_used_is_told_on_standard_error_with_exit_code_2() {
    let place = Place::empty();
    let run = |command: &str| place.run(&command.split_whitespace().collect::<Vec<_>>());
    for (command, zh, en) in MISUSES {
        for (lang, word) in [("zh", zh), ("en", en)] {
            let command = format!("--lang {lang} {command}");
            let ended = run(&command);
            assert_eq!((ended.code, ended.said.as_str()), (2, ""), "{ended:?}");
            assert!(ended.complained.contains(word), "{command}: {ended:?}");
        }
        let ended = run(&format!("--json {command}"));
        assert!(
            json(&ended)["misused"]["zh"].as_str().unwrap().contains(zh),
            "{ended:?}"
        );
    }
}

#[test]
fn a_refusal_names_its_rule_its_clause_and_the_remedy_with_exit_code_1() {
    let place = Place::demonstration();
    for (command, code, clause, zh, en) in REFUSALS {
        for (lang, word, remedy) in [("zh", zh, "办法："), ("en", en, "what to do: ")] {
            let ended = place.ask(&format!("--lang {lang} {command}"));
            assert_eq!((ended.code, ended.said.as_str()), (1, ""), "{ended:?}");
            for part in [*code, *clause, *word, remedy] {
                assert!(
                    ended.complained.contains(part),
                    "{command}: {part}: {ended:?}"
                );
            }
        }
        let refused = json(&place.ask(&format!("--json {command}")))["verdict"]["Refused"].clone();
        assert_eq!(
            (refused["code"].as_str(), refused["clause"].as_str()),
            (Some(*code), Some(*clause))
        );
    }
}

#[test]
fn a_database_that_is_not_there_is_said_to_be_missing() {
    let place = Place::empty();
    let ended = place.ask("--lang en doctor");
    assert_eq!(ended.code, 1);
    assert!(
        ended.complained.contains("there is no database file")
            && ended.complained.contains("jingban demo reset")
    );
    assert!(
        !place.file("county.db").exists(),
        "and is not made on the way"
    );
}

#[test]
fn help_is_in_the_language_of_the_locale_unless_another_is_asked_for() {
    let place = Place::empty();
    let zh = place.run(&["--help"]);
    let en = place.run(&["--help", "--lang", "en"]);
    assert!(zh.code == 0 && zh.said.contains("用法：") && zh.said.contains("命令"));
    assert!(en.code == 0 && en.said.contains("Usage:") && en.said.is_ascii());
    assert_eq!(place.run(&["--version"]).said, "jingban 0.1.0\n");
}
