//! The Luhn check of bank card numbers: a warning only, as passbook numbers do not follow it
//! (`domain.md` 11.2).

use super::text::Phrase;
use crate::phrase;

/// The check digit that completes a card number's body; none if it holds anything but digits.
pub fn luhn_digit(body: &str) -> Option<u32> {
    let mut sum = 0_u32;
    for (at, c) in body.chars().rev().enumerate() {
        let digit = c.to_digit(10)?;
        let doubled = if at % 2 == 0 { digit * 2 } else { digit };
        sum = sum.saturating_add(doubled / 10 + doubled % 10);
    }
    Some((10 - sum % 10) % 10)
}

/// A warning where an account of 16 to 19 digits looks like a card but fails its check digit.
pub fn card_warning(account: &str) -> Option<Phrase> {
    if !(16..=19).contains(&account.len()) {
        return None;
    }
    let (body, last) = account.split_at_checked(account.len().saturating_sub(1))?;
    let expected = luhn_digit(body)?;
    let found = last.chars().next()?.to_digit(10)?;
    (found != expected).then(|| {
        phrase!(
            "银行账号末位按银行卡校验应为{expected}，实为{found}；如系存折账号可忽略",
            "as a card number the account should end in {expected}, not {found}; a passbook need \
             not",
            expected = expected,
            found = found,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_of_the_reference_ends_in_eight() {
        assert_eq!(luhn_digit("622848000000000001"), Some(8));
        assert_eq!(card_warning("6228480000000000018"), None);
    }

    #[test]
    fn a_wrong_digit_is_a_warning_on_cards_alone() {
        let warning = card_warning("6228480000000000017").unwrap();
        assert!(warning.zh.contains('8') && warning.en.contains("end in 8"));
        assert_eq!(card_warning("123456789012"), None);
        assert_eq!(card_warning("62284800000000A0017"), None);
        assert_eq!(card_warning("王王王王王王"), None);
    }
}
