//! Pinyin: the order Chinese names are sorted in, and the initials they are found by (`zlh` for 张丽华).

use pinyin::{ToPinyin, ToPinyinMulti};

/// A key that sorts as a Chinese directory does: by pinyin, then by the characters themselves.
pub(super) fn order(text: &str) -> String {
    let mut key = String::with_capacity(text.len().saturating_mul(2));
    for c in text.chars() {
        match c.to_pinyin() {
            Some(sound) => key.push_str(sound.plain()),
            None => key.extend(c.to_lowercase()),
        }
        key.push(' ');
    }
    key
}

/// The initials of a text, with its other characters kept: `zlh3` for 张丽华3.
pub(super) fn initials(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(|c| match c.to_pinyin() {
            Some(sound) => sound.first_letter().chars().collect::<Vec<_>>(),
            None => c.to_lowercase().collect(),
        })
        .collect()
}

/// Whether a text can be read with these initials somewhere in it; a character with several readings
/// (单, 曾, 解) may be read in any of them.
pub(super) fn reads_as(text: &str, letters: &str) -> bool {
    let wanted: Vec<char> = letters.chars().collect();
    let heard: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    !wanted.is_empty()
        && heard.windows(wanted.len()).any(|part| {
            part.iter()
                .zip(&wanted)
                .all(|(c, letter)| begins_with(*c, *letter))
        })
}

fn begins_with(c: char, letter: char) -> bool {
    c.to_lowercase().eq(std::iter::once(letter))
        || c.to_pinyin_multi().is_some_and(|sounds| {
            sounds
                .into_iter()
                .any(|sound| sound.first_letter().starts_with(letter))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_sound() {
        let mut names = ["张丽华", "王芳", "刘长青"];
        names.sort_by_key(|name| order(name));
        assert_eq!(names, ["刘长青", "王芳", "张丽华"]);
    }

    #[test]
    fn a_name_of_two_readings_is_found_by_both() {
        assert_eq!(initials("张 丽华3"), "zlh3");
        assert!(reads_as("单雄信", "sxx") && reads_as("单雄信", "dxx"));
        assert!(!reads_as("单雄信", "wxx") && !reads_as("单", ""));
    }
}
