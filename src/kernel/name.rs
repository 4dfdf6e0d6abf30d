//! Names as counterparts write them, made comparable; and full-width typing made ASCII (`domain.md`
//! 5.6).
//!
//! Deliberately absent: simplified/traditional conversion, pinyin (look-up builds its own index).
//! The original spelling is always kept for display; only the key for matching is normalised.

use serde::{Deserialize, Serialize};

use super::clause::Clause;
use super::refusal::Refusal;
use crate::phrase;

/// The one middle dot that names of minorities are compared with.
const MIDDLE_DOT: char = '\u{00B7}';

/// The longest name the enrolment form takes, in characters.
pub const LONGEST: usize = 50;

/// A person's name: as written, and the key it is matched by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name {
    /// As the form or the counterpart wrote it.
    pub written: String,
    /// Normalised for comparison.
    pub key: String,
}

/// How far two names agree; the level of a match depends on it (`domain.md` 5.4, 5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Likeness {
    /// Equal once normalised.
    Same,
    /// Equal but for `?` or `*` where the counterpart could not write a rare character: level A
    /// falls to B.
    Marked,
    /// Different.
    Different,
}

impl Name {
    /// A name of 1 to 50 characters once normalised.
    pub fn new(written: &str) -> Result<Self, Refusal> {
        let key = normalise(written);
        let length = key.chars().count();
        if (1..=LONGEST).contains(&length) {
            return Ok(Self {
                written: written.trim().to_owned(),
                key,
            });
        }
        Err(Refusal::new(
            "PN-0801",
            Clause::of("N2.1-b"),
            phrase!(
                "姓名应为1至{longest}个字，现为{length}个字",
                "a name has 1 to {longest} characters, this one {length}",
                longest = LONGEST,
                length = length,
            ),
            phrase!(
                "请按户口簿所载姓名填写。",
                "Write the name as the household book has it."
            ),
        )
        .blaming("name"))
    }

    /// How far this name agrees with another.
    pub fn likeness(&self, other: &Name) -> Likeness {
        likeness(&self.key, &other.key)
    }
}

/// The key of a name: no spaces, one kind of middle dot, full-width ASCII made half-width.
pub fn normalise(name: &str) -> String {
    name.trim()
        .chars()
        .filter_map(|c| match c {
            ' ' | '\u{3000}' => None,
            '\u{00B7}' | '\u{2022}' | '\u{2027}' | '\u{30FB}' | '\u{FF0E}' => Some(MIDDLE_DOT),
            _ => Some(ascii_of(c)),
        })
        .collect()
}

/// How far two normalised names agree.
pub fn likeness(left: &str, right: &str) -> Likeness {
    if left == right {
        return Likeness::Same;
    }
    let mut pairs = left.chars().zip(right.chars());
    let marked = left.chars().count() == right.chars().count()
        && pairs.all(|(a, b)| a == b || is_mark(a, b) || is_mark(b, a));
    if marked {
        Likeness::Marked
    } else {
        Likeness::Different
    }
}

/// Whether the first stands for the second, a character its writer's machine did not have.
fn is_mark(mark: char, real: char) -> bool {
    matches!(mark, '?' | '*') && !real.is_ascii()
}

/// Full-width letters, digits and punctuation as ASCII, for commands and numbers typed with an
/// input method on.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '。' => '.',
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '【' => '[',
            '】' => ']',
            _ => ascii_of(c),
        })
        .collect()
}

/// The ASCII character behind a full-width form (U+FF01 to U+FF5E), or the character itself.
fn ascii_of(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_full_width_letters_do_not_make_another_person() {
        assert_eq!(normalise("  王 秀　英 "), "王秀英");
        assert_eq!(normalise("ＪＯＨＮ　Ｌｉ２"), "JOHNLi2");
    }

    #[test]
    fn every_middle_dot_is_the_same_dot() {
        for dot in ['·', '•', '‧', '・', '．'] {
            assert_eq!(
                normalise(&format!("阿依古丽{dot}买买提")),
                "阿依古丽\u{B7}买买提"
            );
        }
    }

    #[test]
    fn rare_characters_and_traditional_forms_are_kept() {
        for name in ["䶮", "李𠮷", "𫖯", "劉備", "㐂"] {
            assert_eq!(normalise(name), name);
        }
    }

    #[test]
    fn the_original_is_kept_beside_the_key() {
        let name = Name::new(" 王　秀英 ").unwrap();
        assert_eq!(
            (name.written.as_str(), name.key.as_str()),
            ("王　秀英", "王秀英")
        );
        assert!(Name::new("　 ").is_err());
        assert!(Name::new(&"王".repeat(50)).is_ok());
        assert_eq!(Name::new(&"王".repeat(51)).unwrap_err().fields, ["name"]);
    }

    #[test]
    fn a_mark_for_a_rare_character_lowers_the_level_and_no_more() {
        assert_eq!(likeness("李䶮", "李䶮"), Likeness::Same);
        assert_eq!(likeness("李䶮", "李?"), Likeness::Marked);
        assert_eq!(likeness("*吉", "𠮷吉"), Likeness::Marked);
        assert_eq!(likeness("李䶮", "张?"), Likeness::Different);
        assert_eq!(likeness("李䶮", "李??"), Likeness::Different);
        assert_eq!(likeness("李a", "李?"), Likeness::Different);
    }

    #[test]
    fn what_an_input_method_types_reads_as_ascii() {
        assert_eq!(half_width("＝３．２　ｇ１"), "=3.2 g1");
        assert_eq!(half_width("１２３４。５６"), "1234.56");
        assert_eq!(
            half_width("，：；（）！？＊／－＋％＠＃“”‘’【】"),
            ",:;()!?*/-+%@#\"\"''[]"
        );
        assert_eq!(half_width("王秀英·䶮𠮷"), "王秀英·䶮𠮷");
    }
}
