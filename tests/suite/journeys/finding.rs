//! Finding people: by every key of the one box, by a file of numbers, and what a wrong number is told.

use jingban::kernel::text::Lang;

use super::{LANGS, Story};

/// What is typed, by the key it is.
const KEYS: &[&str] = &[
    "3713231200012344",
    "371323110001",
    "372801195203150024",
    "372801520315002",
    "0024",
    "王秀英",
    "wangxiuying",
    "wxy",
    "zhanglihua",
    "张l",
    "zlihua",
    "15140241555",
    "L20123471",
    "371323100201",
    "上华庄村",
    "6228",
    "x",
    "单xg",
    "shanxg",
    "danxg",
    "曾az",
    "zengaz",
    "cengaz",
    "解m",
    "xiema",
    "jiema",
    "仇hf",
    "qiuhf",
    "chouhf",
    "查yl",
    "zhayl",
    "chayl",
    "ｗａｎｇｘｉｕｙｉｎｇ",
    "37132312 0001 2344",
];

#[tokio::test]
async fn people_are_found_by_every_key_of_the_one_box() {
    one_box().await;
}

pub(super) async fn one_box() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        story.keys("g 2").await;
        story.show();
        for key in KEYS {
            story.types(key).await;
            let screen = story.screen();
            let lines: Vec<&str> = screen.lines().map(str::trim).collect();
            // What it was understood as, and the first who was found.
            let (told, first) = (lines[6], lines[8]);
            story.told.extend([*key, "\n  ", told, "\n  ", first, "\n"]);
            story.keys("ctrl-u").await;
        }
        story.struck = vec!["“张l”".to_owned()];
        story.sim.type_text("张l").await;
        story.show();
        story.end("found_by_every_key").await;
    }
}

#[tokio::test]
async fn a_wrong_number_is_refused_by_the_rule_it_breaks() {
    wrong_number().await;
}

pub(super) async fn wrong_number() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        for number in [
            "3713231200012345",   // the check digit of the insurance number
            "372801195203150025", // the check digit of the citizen id
            "372825196202293010", // a day that never was
            "3713231200099999",   // sound, and nobody's
        ] {
            story.scan(number).await;
            assert_eq!(story.stands(), "lookup", "nobody is shown");
            story.show();
            story.keys("f3").await;
        }
        story.end("a_wrong_number").await;
    }
}

#[tokio::test]
async fn a_file_of_numbers_is_looked_up_whole() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        story.keys("g 2 f6").await;
        story.types("tests/suite/journeys/no such file.txt").await;
        story.keys("enter").await;
        story.show();
        story.keys("ctrl-u").await;
        story.types("tests/suite/journeys/numbers.txt").await;
        story.keys("enter").await;
        story.show();
        story.keys("down down down down").await;
        story.show();
        story.keys("up up enter").await;
        assert_eq!(story.stands(), "person");
        story.keys("f12").await;
        assert!(story.screen().contains("numbers.txt"), "back at the list");
        story.end("a_file_of_numbers").await;
    }
}

#[tokio::test]
async fn what_is_typed_stays_while_answers_come() {
    let mut story = Story::of("wangfang", Lang::Zh).await;
    story.keys("g 2").await;
    story.types("王秀英").await;
    assert_eq!(
        story.sim.caret(),
        Some((15, 5)),
        "behind three characters two cells wide"
    );
    story.keys("left").await;
    assert_eq!(story.sim.caret(), Some((13, 5)));
    story.keys("enter").await;
    assert_eq!(story.stands(), "person", "there is one of that name");
}
