//! The rules of registration. Pure: what may be shown to whom, and which number comes next.

use crate::kernel::area::County;
use crate::kernel::clause::Clause;
use crate::kernel::insurance_no::InsuranceNo;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::{phrase, text};

/// The statute that binds the agency to keep personal data to itself: Social Insurance Law, arts. 81 and 92.
pub const CONFIDENTIALITY: Clause = Clause::of("SIL");

/// The posts that may see an id, an account or a telephone whole, each time with a reason that is kept.
pub const MAY_REVEAL: &[Post] = &[
    Post::TClk,
    Post::TRev,
    Post::TDir,
    Post::CReg,
    Post::CCol,
    Post::CAct,
    Post::CBen,
    Post::CVer,
    Post::CPay,
    Post::CRev,
    Post::CDir,
    Post::CAud,
    Post::MAud,
];

/// The shortest reason that says anything, in characters.
const REASON_MIN: usize = 2;

/// Whether a reason is one.
pub fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().chars().count() >= REASON_MIN {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-1101",
        CONFIDENTIALITY,
        phrase!(
            "查看完整信息须填写事由",
            "seeing the full data needs a reason"
        ),
        phrase!(
            "请填写不少于两个字的事由，例如“核对银行退票”",
            "write why, in two characters or more"
        ),
    )
    .blaming("reason"))
}

/// Whether this post may see whole what is masked.
pub fn may_see_whole(post: Post) -> Result<(), Refusal> {
    if !MAY_REVEAL.contains(&post) {
        return Err(Refusal::new(
            "PN-1102",
            CONFIDENTIALITY,
            phrase!(
                "{post}无权查看完整证件号码",
                "a {post} may not see full ids",
                post = post.title()
            ),
            phrase!(
                "请由业务岗或稽核岗查看",
                "ask a business post or the audit post"
            ),
        ));
    }
    Ok(())
}

/// Whether this post may see the whole id of somebody who was (or was not) found in its area, for this reason.
pub fn may_reveal(post: Post, found: bool, reason: &str) -> Result<(), Refusal> {
    may_see_whole(post)?;
    if !found {
        return Err(not_here());
    }
    check_reason(reason)
}

/// The person is not in the area of this desk, or nobody has the number: both read alike, so that nothing leaks.
pub fn not_here() -> Refusal {
    Refusal::new(
        "PN-1103",
        Clause::of("10.1"),
        phrase!(
            "本辖区没有此保险编号",
            "nobody in this area has that number"
        ),
        phrase!(
            "请核对编号；跨县区人员请转中心核查",
            "check the number; for another county ask the city centre"
        ),
    )
}

/// The number after the last one given in a county and year (`domain.md` 1.5): contiguous, never used again.
pub fn next_number(county: &County, year: i64, last_serial: i64) -> Result<InsuranceNo, Refusal> {
    let exhausted = || {
        Refusal::new(
            "PN-1104",
            Clause::of("N2.1-c"),
            phrase!(
                "{county} {year} 年的保险编号已用完",
                "{county} has no number left for {year}",
                county = county,
                year = year
            ),
            text!(
                "请联系信息岗处理 P.insno.format",
                "ask IT about P.insno.format"
            )
            .into(),
        )
    };
    let year2 = u8::try_from(year.rem_euclid(100)).map_err(|_| exhausted())?;
    let serial = last_serial
        .checked_add(1)
        .and_then(|next| u32::try_from(next).ok())
        .ok_or_else(exhausted)?;
    InsuranceNo::issue(county, year2, serial).map_err(|_| exhausted())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_is_the_worked_one() {
        let county: County = "371323".parse().unwrap();
        assert_eq!(
            next_number(&county, 2012, 1233).unwrap().as_str(),
            "3713231200012344"
        );
        assert_eq!(
            next_number(&county, 2012, 9_999_999).unwrap_err().code,
            "PN-1104"
        );
    }

    #[test]
    fn a_reveal_needs_a_post_a_person_in_the_area_and_a_reason() {
        assert_eq!(may_reveal(Post::CVer, true, "核对退票"), Ok(()));
        assert_eq!(
            may_reveal(Post::CSys, true, "核对退票").unwrap_err().code,
            "PN-1102"
        );
        assert_eq!(
            may_reveal(Post::CVer, false, "核对退票").unwrap_err().code,
            "PN-1103"
        );
        assert_eq!(
            may_reveal(Post::CVer, true, " 。").unwrap_err().fields,
            ["reason"]
        );
        for post in Post::ALL {
            if let Err(refusal) = may_reveal(*post, true, "核对退票") {
                assert!(!refusal.why.zh.is_empty() && !refusal.remedy.en.is_empty());
            }
        }
    }
}
