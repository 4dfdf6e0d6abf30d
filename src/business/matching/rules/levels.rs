//! How surely a record is about somebody: levels A to D of 5.4, with names compared as 5.6 has it.

use crate::business::matching::{Candidate, Level};
use crate::kernel::name::{Likeness, likeness};

/// The level of a hit; none where nothing but chance links the two.
///
/// A name in which the counterpart could not write a rare character (`?`, `*`) counts as the same, one level lower: A
/// falls to B. A 15-digit id with another name is nobody's: those numbers were given twice.
pub fn level(it: &Candidate) -> Option<Level> {
    let names = likeness(&it.told_name, &it.name_key);
    match it.told_id.as_deref() {
        Some(id) if id == it.citizen_id => Some(if names == Likeness::Same {
            Level::A
        } else {
            Level::B
        }),
        Some(id) if (is_fifteen_of(id, &it.citizen_id) || it.former) && alike(names) => {
            Some(Level::B)
        }
        _ => by_name(it, names),
    }
}

/// The levels that rest on the name: the id is missing, or is another.
///
/// Where the list names no village at all, the whole birth date stands in for the township.
fn by_name(it: &Candidate, names: Likeness) -> Option<Level> {
    let born = it.told_born.as_deref()?;
    if names != Likeness::Same {
        return None;
    }
    let same_day = born == it.born;
    let same_year = born.get(..4).is_some_and(|year| it.born.starts_with(year));
    let Some(village) = it.told_village.as_deref() else {
        return same_day.then_some(Level::D);
    };
    if same_day && village == it.village.as_str() {
        return Some(Level::C);
    }
    let township = village.get(..9)?;
    (same_year && it.village.as_str().starts_with(township)).then_some(Level::D)
}

fn alike(names: Likeness) -> bool {
    matches!(names, Likeness::Same | Likeness::Marked)
}

/// Whether a 15-digit id is the earlier form of an 18-digit one: the century put in, the check digit left out (1.4).
pub fn is_fifteen_of(fifteen: &str, eighteen: &str) -> bool {
    let parts = (
        fifteen.get(..6),
        fifteen.get(6..),
        eighteen.get(..6),
        eighteen.get(8..17),
    );
    let (Some(area), Some(rest), Some(their_area), Some(their_rest)) = parts else {
        return false;
    };
    fifteen.len() == 15
        && eighteen.len() == 18
        && area == their_area
        && rest == their_rest
        && eighteen.get(6..8) == Some(century(fifteen))
}

/// Sequences 996 to 999 were kept for people born in the 1800s.
fn century(fifteen: &str) -> &'static str {
    match fifteen.get(12..15) {
        Some("996" | "997" | "998" | "999") => "18",
        _ => "19",
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::candidate;
    use super::*;
    use crate::kernel::name::normalise;

    #[test]
    fn level_a_is_the_same_id_and_the_same_name_however_it_is_spaced() {
        let mut it = candidate();
        assert_eq!(level(&it), Some(Level::A));
        it.told_name = normalise(" 王　秀 英 ");
        assert_eq!(level(&it), Some(Level::A));
        it.name_key = normalise("阿依古丽·买买提");
        for dot in ['•', '‧', '・', '．'] {
            it.told_name = normalise(&format!("阿依古丽{dot}买买提"));
            assert_eq!(level(&it), Some(Level::A), "{dot}");
        }
    }

    #[test]
    fn level_b_is_the_same_id_with_another_name() {
        let mut it = candidate();
        it.told_name = "王秀芝".to_owned();
        assert_eq!(level(&it), Some(Level::B));
        it.name_key = "王䶮英".to_owned();
        for mark in ["王?英", "王*英"] {
            it.told_name = mark.to_owned();
            assert_eq!(level(&it), Some(Level::B), "a rare character not written");
        }
    }

    #[test]
    fn level_b_is_the_fifteen_digit_form_with_the_same_name() {
        let mut it = candidate();
        it.told_id = Some("372801520315002".to_owned());
        assert_eq!(level(&it), Some(Level::B));
        it.told_born = None;
        it.told_name = "王秀芝".to_owned();
        assert_eq!(level(&it), None, "those numbers were given twice");
        it.told_id = Some("372801520315003".to_owned());
        it.told_name = "王秀英".to_owned();
        assert_eq!(level(&it), None);
        it.former = true;
        assert_eq!(level(&it), Some(Level::B), "an id the person had before");
    }

    #[test]
    fn the_century_of_the_reserved_sequences_is_the_nineteenth() {
        assert!(is_fifteen_of("372801520315002", "372801195203150024"));
        assert!(!is_fifteen_of("372801520315002", "372801185203150024"));
        assert!(is_fifteen_of("372801520315996", "372801185203159960"));
        assert!(!is_fifteen_of("372801520315996", "372801195203159960"));
        assert!(!is_fifteen_of("", "372801195203150024"));
    }

    #[test]
    fn level_c_is_name_birth_date_and_village_with_the_id_missing_or_another() {
        let mut it = candidate();
        it.told_village = Some("371323100201".to_owned());
        for id in [None, Some("372801195203150999".to_owned())] {
            it.told_id = id;
            assert_eq!(level(&it), Some(Level::C));
        }
        it.told_name = "王?英".to_owned();
        assert_eq!(level(&it), None, "without an id the name must be whole");
    }

    #[test]
    fn level_d_is_name_birth_year_and_township() {
        let mut it = candidate();
        it.told_id = None;
        it.told_village = Some("371323100999".to_owned());
        assert_eq!(
            level(&it),
            Some(Level::D),
            "another village of the township"
        );
        it.told_born = Some("19521201".to_owned());
        it.told_village = Some("371323100201".to_owned());
        assert_eq!(level(&it), Some(Level::D), "another day of the year");
        it.told_village = Some("371323101201".to_owned());
        assert_eq!(level(&it), None, "another township");
        it.told_village = Some("371323100201".to_owned());
        it.told_born = Some("19531201".to_owned());
        assert_eq!(level(&it), None, "another year");
        it.told_born = None;
        assert_eq!(level(&it), None);
    }

    #[test]
    fn a_list_without_villages_is_a_work_list_item_by_the_whole_birth_date() {
        let mut it = candidate();
        it.told_id = None;
        it.told_village = None;
        assert_eq!(level(&it), Some(Level::D));
        it.told_born = Some("19521201".to_owned());
        assert_eq!(level(&it), None);
    }
}
