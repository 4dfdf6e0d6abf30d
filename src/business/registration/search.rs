//! The keys people are found by: one box takes them all, and says which ones what was typed can be.

use super::name_search::can_be_name;
use super::store::{Key, by_key, by_keys, by_name};
use crate::business::descriptor::{Fits, SearchKey};
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::insurance_no::InsuranceNo;
use crate::text;

fn digits(typed: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit())
}

/// An insurance number, or its first six digits and more.
fn number(typed: &str) -> Fits {
    if !digits(typed, 6..=16) || typed.len() == 15 {
        return Fits::No;
    }
    match InsuranceNo::parse(typed) {
        Err(wrong) if typed.len() == 16 => Fits::Wrong(wrong.refusal("insurance_no")),
        Ok(_) | Err(_) => Fits::Yes,
    }
}

/// A citizen id of 18 or 15 characters.
fn citizen_id(typed: &str) -> Fits {
    let body = typed.strip_suffix(['x', 'X']).unwrap_or(typed);
    if !(digits(body, 15..=18) && matches!(typed.len(), 15 | 18)) {
        return Fits::No;
    }
    match CitizenId::parse(typed) {
        Ok(_) => Fits::Yes,
        Err(wrong) => Fits::Wrong(wrong.refusal("citizen_id")),
    }
}

/// The last four of a citizen id, the last of which may be X.
fn tail(typed: &str) -> Fits {
    let body = typed.strip_suffix(['x', 'X']).unwrap_or(typed);
    (typed.len() == 4 && digits(body, 3..=4)).into()
}

/// The ways to find people that registration knows, tried in this order.
pub const KEYS: &[SearchKey] = &[
    SearchKey {
        title: text!("保险编号", "insurance number"),
        fits: number,
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_key(db, desk, Key::Number, typed, limit).await?) })
        },
        many: Some(|db, desk, texts| {
            Box::pin(async move { Ok(by_keys(db, desk, Key::Number, texts).await?) })
        }),
    },
    SearchKey {
        title: text!("身份证号", "citizen id"),
        fits: citizen_id,
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_key(db, desk, Key::Id, typed, limit).await?) })
        },
        many: Some(|db, desk, texts| {
            Box::pin(async move { Ok(by_keys(db, desk, Key::Id, texts).await?) })
        }),
    },
    SearchKey {
        title: text!("身份证后四位", "last four of the id"),
        fits: tail,
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_key(db, desk, Key::Tail, typed, limit).await?) })
        },
        many: None,
    },
    SearchKey {
        title: text!("电话", "telephone"),
        fits: |typed| (digits(typed, 5..=12) && typed.starts_with(['0', '1'])).into(),
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_key(db, desk, Key::Phone, typed, limit).await?) })
        },
        many: None,
    },
    SearchKey {
        title: text!("社保卡号", "social-security card"),
        fits: |typed| {
            (typed.len() == 9
                && typed.chars().all(|c| c.is_ascii_alphanumeric())
                && typed.contains(|c: char| c.is_ascii_digit()))
            .into()
        },
        find: |db, desk, typed, limit| {
            Box::pin(
                async move { Ok(by_key(db, desk, Key::Card, &typed.to_uppercase(), limit).await?) },
            )
        },
        many: None,
    },
    SearchKey {
        title: text!("银行账号", "bank account"),
        fits: |typed| digits(typed, 12..=32).into(),
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_key(db, desk, Key::Account, typed, limit).await?) })
        },
        many: None,
    },
    SearchKey {
        title: text!("村居代码", "village code"),
        fits: |typed| digits(typed, 12..=12).into(),
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_key(db, desk, Key::Village, typed, limit).await?) })
        },
        many: None,
    },
    SearchKey {
        title: text!("姓名、拼音", "name, pinyin"),
        fits: |typed| can_be_name(typed).into(),
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_name(db, desk, typed, limit).await?) })
        },
        many: None,
    },
    SearchKey {
        title: text!("村居", "village"),
        fits: |typed| {
            (typed.chars().count() >= 2
                && typed.chars().all(|c| c.is_alphabetic() && !c.is_ascii()))
            .into()
        },
        find: |db, desk, typed, limit| {
            Box::pin(async move { Ok(by_key(db, desk, Key::VillageName, typed, limit).await?) })
        },
        many: None,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn fitting(typed: &str) -> Vec<&'static str> {
        KEYS.iter()
            .filter(|key| (key.fits)(typed) == Fits::Yes)
            .map(|key| key.title.en)
            .collect()
    }

    #[test]
    fn what_is_typed_says_which_key_it_can_be() {
        assert_eq!(
            fitting("3713231200012344"),
            ["insurance number", "bank account"]
        );
        assert_eq!(
            fitting("372801195203150024"),
            ["citizen id", "bank account"]
        );
        assert_eq!(fitting("372801520315002"), ["citizen id", "bank account"]);
        assert_eq!(fitting("0024"), ["last four of the id"]);
        assert_eq!(fitting("005x"), ["last four of the id"]);
        assert_eq!(fitting("13905390001"), ["insurance number", "telephone"]);
        assert_eq!(fitting("张l"), ["name, pinyin"]);
        assert_eq!(fitting("上华庄"), ["name, pinyin", "village"]);
    }

    #[test]
    fn a_wrong_check_digit_is_told_with_the_right_one() {
        let Fits::Wrong(refusal) = number("3713231200012345") else {
            panic!("must be wrong")
        };
        assert!(refusal.why.zh.contains('4'), "{:?}", refusal.why);
        assert!(matches!(citizen_id("372801195203150025"), Fits::Wrong(_)));
        assert!(matches!(citizen_id("372825196202293010"), Fits::Wrong(_)));
    }
}
