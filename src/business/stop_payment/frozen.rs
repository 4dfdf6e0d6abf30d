//! The hash of a form's lines: what is approved is this very list.

use sha2::{Digest as _, Sha256};

use super::Line;
use crate::exchange::outside::encoding::hexadecimal;

/// The hash of the lines in their order: whom, why, on what, from when, how much. Names and masked ids are not in it.
pub(super) fn hash(lines: &[Line]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        let day = line.event_date.map(|it| it.to_string());
        let numbers = [
            line.seq,
            line.from_month.yyyymm(),
            line.basic_fen.0,
            line.account_fen.0,
            line.back_months,
            line.back_basic_fen.0,
            line.back_account_fen.0,
        ];
        let texts = [
            Some(line.insurance_no.as_str()),
            Some(line.reason.as_str()),
            day.as_deref(),
            line.evidence_type.map(super::Evidence::word),
            line.evidence_ref.as_deref(),
            line.back_pay.map(|it| if it { "1" } else { "0" }),
            line.remark.as_deref(),
            Some(line.maker.as_str()),
        ];
        for number in numbers {
            hash.update(number.to_be_bytes());
        }
        // A length before each text: two texts never run into one another.
        for text in texts {
            let length = text.map_or(-1, |it| i64::try_from(it.len()).unwrap_or(i64::MAX));
            hash.update(length.to_be_bytes());
            hash.update(text.unwrap_or_default());
        }
    }
    hexadecimal(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::stop_payment::rules::fixtures::line;
    use crate::kernel::money::Fen;
    use crate::kernel::post::Post;

    type Change = fn(&mut Line);

    #[test]
    fn whatever_is_approved_is_in_the_hash() {
        let one = line(1, "zhanghua", Post::VCo);
        let two = line(2, "liqiang", Post::TClk);
        let both = hash(&[one.clone(), two.clone()]);
        assert_eq!(both.len(), 64);
        assert_ne!(both, hash(&[two.clone(), one.clone()]));
        assert_ne!(both, hash(std::slice::from_ref(&one)));
        let changes: &[Change] = &[
            |it| it.reason = "T02".to_owned(),
            |it| it.event_date = None,
            |it| it.evidence_ref = Some("1".to_owned()),
            |it| it.from_month = it.from_month.next(),
            |it| it.back_basic_fen = Fen(1),
            |it| it.back_pay = Some(false),
            |it| it.remark = Some(String::new()),
            |it| it.insurance_no.push('0'),
        ];
        for change in changes {
            let mut other = two.clone();
            change(&mut other);
            assert_ne!(both, hash(&[one.clone(), other]));
        }
        let mut renamed = two;
        renamed.name.push('某');
        assert_eq!(both, hash(&[one, renamed]));
    }
}
