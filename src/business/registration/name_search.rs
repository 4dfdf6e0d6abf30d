//! What somebody types to find a name: hanzi, pinyin, initials, or any mixture (张l, zhanglh, l华).
//!
//! The typed text becomes one or more plans, each a range of one index and patterns that narrow it; what comes
//! back is held against the plan once more, character by character.

use super::readings::{begins_syllable, is_syllable, read_characters};

/// Plans tried at most: a string of letters can be cut into syllables in several ways.
const PLANS_MAX: usize = 6;

/// One character of the name, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The hanzi itself.
    Hanzi(char),
    /// A whole syllable: `zhang`.
    Whole(String),
    /// The beginning of a syllable: `zh`, `l`.
    Begun(String),
}

/// Which index leads, and the text its keys begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// By the characters of the name.
    Name(String),
    /// By syllables.
    Syllables(String),
    /// By initials.
    Initials(String),
}

/// One way to understand what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The units, in order.
    pub units: Vec<Unit>,
    /// The index range.
    pub lead: Lead,
    /// `LIKE` over the name: `_` where the character is not known.
    pub name_like: String,
    /// `LIKE` over the syllables.
    pub syllables_like: String,
    /// `LIKE` over the initials: `_` where the syllable is not known.
    pub initials_like: String,
}

/// Whether a text can be a name or part of one: only hanzi, letters, spaces, apostrophes and middle dots.
pub fn can_be_name(typed: &str) -> bool {
    let mut any = false;
    typed.chars().all(|c| {
        any |= c.is_alphabetic();
        c.is_alphabetic() || matches!(c, ' ' | '\'' | '·')
    }) && any
}

/// Every way to understand the typed text, the likeliest first; none if it cannot be a name.
pub fn plans(typed: &str) -> Vec<Plan> {
    let mut cuts = vec![Vec::new()];
    for piece in pieces(&typed.to_lowercase()) {
        let ways = match piece {
            Piece::Hanzi(c) => vec![vec![Unit::Hanzi(c)]],
            Piece::Letters(letters) => cut(&letters),
        };
        cuts = cuts
            .iter()
            .flat_map(|head: &Vec<Unit>| {
                ways.iter()
                    .map(|way| [head.as_slice(), way.as_slice()].concat())
            })
            .take(PLANS_MAX)
            .collect();
    }
    cuts.into_iter()
        .filter(|units| !units.is_empty())
        .map(plan)
        .collect()
}

/// Whether a name, read this way, is what was typed; a prefix is enough.
pub fn agrees(units: &[Unit], name_key: &str, syllables: &str) -> bool {
    let characters: Vec<char> = read_characters(name_key).collect();
    let spoken: Vec<&str> = syllables.split(' ').collect();
    units.len() <= spoken.len()
        && units.iter().enumerate().all(|(at, unit)| match unit {
            Unit::Hanzi(c) => characters.get(at) == Some(c),
            Unit::Whole(syllable) => spoken.get(at) == Some(&syllable.as_str()),
            Unit::Begun(start) => spoken
                .get(at)
                .is_some_and(|syllable| syllable.starts_with(start)),
        })
}

enum Piece {
    Hanzi(char),
    Letters(String),
}

/// Runs of letters, and single hanzi; spaces and apostrophes only part syllables.
fn pieces(typed: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut letters = String::new();
    for c in typed.chars() {
        if c.is_ascii_alphabetic() {
            letters.push(c);
            continue;
        }
        if !letters.is_empty() {
            pieces.push(Piece::Letters(std::mem::take(&mut letters)));
        }
        if c.is_alphabetic() {
            pieces.push(Piece::Hanzi(c));
        }
    }
    if !letters.is_empty() {
        pieces.push(Piece::Letters(letters));
    }
    pieces
}

/// The ways to cut letters into syllables and initials, longest syllables first.
fn cut(letters: &str) -> Vec<Vec<Unit>> {
    let mut ways = Vec::new();
    cut_rest(letters, &mut Vec::new(), &mut ways);
    ways.sort_by_key(Vec::len);
    ways.truncate(PLANS_MAX);
    ways
}

fn cut_rest(rest: &str, so_far: &mut Vec<Unit>, ways: &mut Vec<Vec<Unit>>) {
    if rest.is_empty() {
        ways.push(so_far.clone());
        return;
    }
    if so_far.len() >= 6 || ways.len() >= 64 {
        return;
    }
    for length in (1..=rest.len().min(6)).rev() {
        let (head, tail) = rest.split_at(length);
        let initial = length == 1 || matches!(head, "zh" | "ch" | "sh");
        // One letter (a, e, o) is a syllable and may as well be the initial of a longer one: 爱 as `a`.
        let unit = if is_syllable(head) && length > 1 {
            // The last syllable may still be growing: zhan is on its way to zhang.
            if tail.is_empty() {
                Unit::Begun(head.to_owned())
            } else {
                Unit::Whole(head.to_owned())
            }
        } else if begins_syllable(head) && (tail.is_empty() || initial) {
            Unit::Begun(head.to_owned())
        } else {
            continue;
        };
        so_far.push(unit);
        cut_rest(tail, so_far, ways);
        so_far.pop();
    }
}

fn plan(units: Vec<Unit>) -> Plan {
    let mut name_like = String::new();
    let mut initials_like = String::new();
    let mut spoken = Vec::new();
    for unit in &units {
        match unit {
            Unit::Hanzi(c) => {
                name_like.push(*c);
                initials_like.push('_');
                spoken.push("%".to_owned());
            }
            Unit::Whole(syllable) | Unit::Begun(syllable) => {
                name_like.push('_');
                initials_like.extend(syllable.chars().next());
                let open = matches!(unit, Unit::Begun(_));
                spoken.push(if open {
                    format!("{syllable}%")
                } else {
                    syllable.clone()
                });
            }
        }
    }
    Plan {
        lead: lead(&units),
        name_like: format!("{name_like}%"),
        syllables_like: format!("{}%", spoken.join(" ")),
        initials_like: format!("{initials_like}%"),
        units,
    }
}

/// The index that narrows most: hanzi typed first, else whole syllables, else initials.
fn lead(units: &[Unit]) -> Lead {
    let hanzi: String = units
        .iter()
        .map_while(|unit| {
            if let Unit::Hanzi(c) = unit {
                Some(*c)
            } else {
                None
            }
        })
        .collect();
    if !hanzi.is_empty() {
        return Lead::Name(hanzi);
    }
    let initials: String = units
        .iter()
        .map_while(|unit| match unit {
            Unit::Hanzi(_) => None,
            Unit::Whole(text) | Unit::Begun(text) => text.chars().next(),
        })
        .collect();
    let mut syllables = String::new();
    for unit in units {
        match unit {
            Unit::Whole(syllable) => {
                syllables.push_str(syllable);
                syllables.push(' ');
            }
            Unit::Begun(start) => {
                syllables.push_str(start);
                break;
            }
            Unit::Hanzi(_) => {
                break;
            }
        }
    }
    // One letter of a syllable narrows less than two initials do.
    let begun_short = units
        .first()
        .is_some_and(|unit| matches!(unit, Unit::Begun(text) if text.len() <= 2));
    if begun_short && units.len() > 1 {
        Lead::Initials(initials)
    } else {
        Lead::Syllables(syllables)
    }
}

#[cfg(test)]
mod tests {
    use super::super::readings::readings;
    use super::*;

    fn finds(typed: &str, name: &str) -> bool {
        plans(typed).iter().any(|plan| {
            readings(name)
                .iter()
                .any(|reading| agrees(&plan.units, name, &reading.syllables))
        })
    }

    #[test]
    fn one_name_is_found_every_way_it_can_be_typed() {
        for typed in [
            "张丽华",
            "张丽",
            "张",
            "zhanglihua",
            "zhang lihua",
            "ZhangLiHua",
            "zhanglh",
            "zlh",
            "zhlh",
            "张l",
            "张lh",
            "张lihua",
            "z丽",
            "zl",
            "zhang",
            "zhan",
            "zhangli'h",
        ] {
            assert!(finds(typed, "张丽华"), "{typed}");
        }
        for typed in ["曾az", "zengaz", "cengaz", "zaz", "zengaizhen", "za"] {
            assert!(finds(typed, "曾爱贞"), "{typed}");
        }
        for typed in ["lizhang", "zhanghua", "张h", "李", "zhl华华", "x"] {
            assert!(!finds(typed, "张丽华"), "{typed}");
        }
    }

    #[test]
    fn heteronym_surnames_are_found_under_each_reading() {
        for typed in ["shanfu", "danfu", "sf", "df", "单f"] {
            assert!(finds(typed, "单福"), "{typed}");
        }
    }

    #[test]
    fn the_leading_index_is_the_narrowest() {
        let lead = |typed: &str| plans(typed).into_iter().next().map(|plan| plan.lead);
        assert_eq!(lead("张l"), Some(Lead::Name("张".into())));
        assert_eq!(lead("zhanglh"), Some(Lead::Syllables("zhang l".into())));
        assert_eq!(lead("zlh"), Some(Lead::Initials("zlh".into())));
        assert_eq!(lead("zhan"), Some(Lead::Syllables("zhan".into())));
    }

    #[test]
    fn digits_and_signs_are_no_name() {
        assert!(can_be_name("张l") && can_be_name("zhang li") && can_be_name("买买提·吐"));
        assert!(
            !can_be_name("3713") && !can_be_name("") && !can_be_name("a_b") && !can_be_name("%")
        );
    }
}
