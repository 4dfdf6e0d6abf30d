//! How names are read aloud: every reading of a name, as syllables and as initials.
//!
//! Surnames are indexed under all their readings (单 is shan, dan and chan), because a clerk types what he
//! hears. Characters no dictionary knows (𠮷) read as themselves.

use std::collections::BTreeSet;
use std::ops::Bound::{Included, Unbounded};
use std::sync::OnceLock;

use pinyin::ToPinyin as _;

/// One way to read a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `zhang li hua`.
    pub syllables: String,
    /// `zlh`.
    pub initials: String,
}

/// Readings a name may have at most; more are left out.
const READINGS_MAX: usize = 8;

/// Characters that are read in more than one way when they stand first: surnames.
const SURNAMES: &[(char, &[&str])] = &[
    ('单', &["shan", "dan", "chan"]),
    ('曾', &["zeng", "ceng"]),
    ('解', &["xie", "jie"]),
    ('仇', &["qiu", "chou"]),
    ('查', &["zha", "cha"]),
    ('朴', &["piao", "pu"]),
    ('任', &["ren"]),
    ('区', &["ou", "qu"]),
    ('盖', &["ge", "gai"]),
    ('乐', &["yue", "le"]),
    ('翟', &["zhai", "di"]),
    ('缪', &["miao", "mou"]),
    ('覃', &["qin", "tan"]),
    ('黑', &["he", "hei"]),
    ('种', &["chong", "zhong"]),
    ('牟', &["mu", "mou"]),
    ('召', &["shao", "zhao"]),
    ('折', &["she", "zhe"]),
    ('尉', &["yu", "wei"]),
    ('万', &["wan", "mo"]),
    ('长', &["zhang", "chang"]),
    ('宓', &["mi", "fu"]),
    ('冼', &["xian"]),
    ('秘', &["bi", "mi"]),
    ('隗', &["wei", "kui"]),
    ('员', &["yun", "yuan"]),
    ('贠', &["yun"]),
    ('逄', &["pang"]),
    ('郇', &["xun", "huan"]),
    ('阚', &["kan"]),
    ('谌', &["chen", "shen"]),
    ('殷', &["yin"]),
    ('洗', &["xian", "xi"]),
    ('晟', &["cheng", "sheng"]),
    ('句', &["gou", "ju"]),
    ('过', &["guo"]),
    ('哈', &["ha"]),
    ('纪', &["ji"]),
    ('宁', &["ning"]),
    ('葛', &["ge"]),
    ('车', &["che"]),
    ('龟', &["gui"]),
    ('祭', &["zhai", "ji"]),
    ('卜', &["bu", "bo"]),
    ('柏', &["bai", "bo"]),
    ('薄', &["bo", "bao"]),
    ('都', &["du", "dou"]),
    ('繁', &["po", "fan"]),
    ('会', &["gui", "hui"]),
    ('角', &["jue", "jiao"]),
    ('佴', &["nai", "er"]),
    ('能', &["nai", "neng"]),
    ('不', &["fou", "bu"]),
    ('适', &["kuo", "shi"]),
    ('石', &["shi"]),
    ('孙', &["sun"]),
];

/// Characters of given names that people really read in more than one way.
const GIVEN: &[(char, &[&str])] = &[
    ('乐', &["le", "yue"]),
    ('长', &["chang", "zhang"]),
    ('茜', &["qian", "xi"]),
    ('晟', &["sheng", "cheng"]),
    ('朝', &["chao", "zhao"]),
    ('行', &["xing", "hang"]),
    ('重', &["zhong", "chong"]),
    ('传', &["chuan", "zhuan"]),
    ('曾', &["zeng", "ceng"]),
    ('柏', &["bai", "bo"]),
    ('娜', &["na", "nuo"]),
    ('俞', &["yu", "shu"]),
];

/// Every reading of a normalised name, the usual one first.
pub fn readings(name_key: &str) -> Vec<Reading> {
    let mut spoken: Vec<Vec<String>> = vec![Vec::new()];
    for (at, c) in read_characters(name_key).enumerate() {
        let choices = choices(c, at == 0);
        let mut longer = Vec::new();
        for head in &spoken {
            for choice in &choices {
                if longer.len() < READINGS_MAX {
                    let mut next = head.clone();
                    next.push(choice.clone());
                    longer.push(next);
                }
            }
        }
        spoken = longer;
    }
    spoken
        .into_iter()
        .filter(|syllables| !syllables.is_empty())
        .map(|syllables| Reading {
            initials: syllables
                .iter()
                .filter_map(|syllable| syllable.chars().next())
                .collect(),
            syllables: syllables.join(" "),
        })
        .collect()
}

/// The characters of a name that are read: without middle dots and spaces.
pub fn read_characters(name_key: &str) -> impl Iterator<Item = char> + '_ {
    name_key.chars().filter(|c| !matches!(c, '·' | ' '))
}

fn choices(c: char, first: bool) -> Vec<String> {
    let table = if first { SURNAMES } else { GIVEN };
    if let Some((_, known)) = table.iter().find(|(listed, _)| *listed == c) {
        return known.iter().map(|reading| (*reading).to_owned()).collect();
    }
    vec![c.to_pinyin().map_or_else(
        || c.to_lowercase().to_string(),
        |found| typed(found.plain()),
    )]
}

/// A syllable as it is typed: ü is v.
fn typed(syllable: &str) -> String {
    syllable.replace('ü', "v")
}

/// Whether the letters are a whole syllable of Mandarin.
pub fn is_syllable(letters: &str) -> bool {
    all_syllables().contains(letters)
}

/// Whether some syllable begins with the letters.
pub fn begins_syllable(letters: &str) -> bool {
    let next = all_syllables()
        .range::<str, _>((Included(letters), Unbounded))
        .next();
    !letters.is_empty() && next.is_some_and(|syllable| syllable.starts_with(letters))
}

fn all_syllables() -> &'static BTreeSet<String> {
    static ALL: OnceLock<BTreeSet<String>> = OnceLock::new();
    ALL.get_or_init(|| {
        ('\u{4E00}'..='\u{9FFF}')
            .filter_map(|c| c.to_pinyin())
            .map(|found| typed(found.plain()))
            .filter(|syllable| syllable.chars().any(|c| "aeiouv".contains(c)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str) -> Vec<String> {
        readings(name)
            .into_iter()
            .map(|reading| reading.syllables)
            .collect()
    }

    #[test]
    fn a_name_is_read_by_syllable_and_by_initial() {
        let found = readings("张丽华");
        assert_eq!(
            found,
            [Reading {
                syllables: "zhang li hua".into(),
                initials: "zlh".into()
            }]
        );
    }

    #[test]
    fn a_surname_is_found_under_all_its_readings() {
        assert_eq!(said("单福"), ["shan fu", "dan fu", "chan fu"]);
        assert_eq!(said("曾国"), ["zeng guo", "ceng guo"]);
        assert_eq!(said("解放"), ["xie fang", "jie fang"]);
        assert_eq!(said("仇英"), ["qiu ying", "chou ying"]);
        assert_eq!(said("查良"), ["zha liang", "cha liang"]);
    }

    #[test]
    fn dots_are_not_read_and_unknown_characters_read_as_themselves() {
        assert_eq!(said("买买提·吐尔逊").len(), 1);
        assert!(
            said("王𠮷")
                .first()
                .is_some_and(|reading| reading.starts_with("wang "))
        );
        assert_eq!(said("吕布"), ["lv bu"]);
    }

    #[test]
    fn syllables_are_known_whole_and_begun() {
        assert!(
            is_syllable("zhang") && is_syllable("lv") && !is_syllable("zh") && !is_syllable("")
        );
        assert!(begins_syllable("zh") && begins_syllable("zhan") && !begins_syllable("zx"));
    }
}
