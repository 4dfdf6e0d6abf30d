//! Who may draft, check and submit a report, and what keeps it back.

use super::*;
use crate::business::statistics::rules::specs::R1;
use crate::kernel::area::AreaCode;
use crate::kernel::post::Post;

fn desk(operator: &str, post: Post, area: &str, day: &str) -> Desk {
    let area: AreaCode = area.parse().unwrap();
    Desk {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post,
        county: "371323".parse().unwrap(),
        area,
        client: String::new(),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
        business_date: day.parse().unwrap(),
        demonstration: true,
    }
}

fn county(operator: &str, post: Post) -> Desk {
    desk(operator, post, "371323", "2012-03-08")
}

fn filed(unit: &str, state: ReportState) -> Filed {
    Filed {
        report: "R1".to_owned(),
        period: "2012-02".parse().unwrap(),
        unit: unit.parse().unwrap(),
        version: 1,
        state,
        maker: "han".to_owned(),
        maker_name: "韩".to_owned(),
        made_on: "2012-03-02".parse().unwrap(),
        checker: (state != ReportState::Draft).then(|| "ma".to_owned()),
        checker_name: None,
        approver: None,
        approver_name: None,
        submitted_on: None,
        days_late: None,
        note: None,
        value_hash: "0".repeat(64),
        row_version: 1,
    }
}

fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
    result.unwrap_err().code
}

#[test]
fn a_month_is_drafted_once_it_is_over_and_one_version_at_a_time() {
    let february: Month = "2012-02".parse().unwrap();
    let han = county("han", Post::CSta);
    assert_eq!(draft(&R1, february, None, &han), Ok(1));
    assert_eq!(code(draft(&R1, february.next(), None, &han)), "PN-4601");
    let last = desk("han", Post::CSta, "371323", "2012-02-29");
    assert_eq!(code(draft(&R1, february, None, &last)), "PN-4601");
    let waiting = filed("371323", ReportState::Checked);
    assert_eq!(code(draft(&R1, february, Some(&waiting), &han)), "PN-4602");
    for ended in [ReportState::Submitted, ReportState::Returned] {
        assert_eq!(
            draft(&R1, february, Some(&filed("371323", ended)), &han),
            Ok(2)
        );
    }
    let clerk = desk("li", Post::TClk, "371323100", "2012-03-08");
    assert_eq!(draft(&R1, february, None, &clerk), Ok(1));
    assert_eq!(
        code(draft(&R1, february, None, &county("ma", Post::CRev))),
        "PN-0501"
    );
}

#[test]
fn a_county_report_is_checked_and_then_approved_by_others() {
    let on = |filed: &Filed, desk: &Desk| step(Some(filed), FileStep::On, "", &[], desk);
    let drafted = filed("371323", ReportState::Draft);
    assert_eq!(
        on(&drafted, &county("ma", Post::CRev)),
        Ok(ReportState::Checked)
    );
    assert_eq!(code(on(&drafted, &county("han", Post::CRev))), "PN-0504");
    let checked = filed("371323", ReportState::Checked);
    assert_eq!(
        on(&checked, &county("zhao", Post::CDir)),
        Ok(ReportState::Submitted)
    );
    assert_eq!(code(on(&checked, &county("ma", Post::CDir))), "PN-0504");
    assert!(on(&drafted, &county("zhao", Post::CDir)).is_err());
    assert!(
        on(
            &filed("371323", ReportState::Submitted),
            &county("zhao", Post::CDir)
        )
        .is_err()
    );
    let back = step(
        Some(&drafted),
        FileStep::Return,
        " ",
        &[],
        &county("ma", Post::CRev),
    );
    assert_eq!(code(back), "PN-4604");
    let back = step(
        Some(&drafted),
        FileStep::Return,
        "a5",
        &[],
        &county("ma", Post::CRev),
    );
    assert_eq!(back, Ok(ReportState::Returned));
}

#[test]
fn a_township_signs_its_own_and_no_others() {
    let drafted = filed("371323100", ReportState::Draft);
    let niu = desk("niu", Post::TDir, "371323100", "2012-03-08");
    assert_eq!(
        step(Some(&drafted), FileStep::On, "", &[], &niu),
        Ok(ReportState::Submitted)
    );
    let cui = desk("cui", Post::TDir, "371323101", "2012-03-08");
    assert_eq!(
        code(step(Some(&drafted), FileStep::On, "", &[], &cui)),
        "PN-4605"
    );
    assert_eq!(code(step(None, FileStep::On, "", &[], &cui)), "PN-4605");
    let of_county = filed("371323", ReportState::Draft);
    assert_eq!(
        code(step(Some(&of_county), FileStep::On, "", &[], &niu)),
        "PN-4605"
    );
}

#[test]
fn a_broken_identity_goes_only_with_the_reviewers_note() {
    let drafted = filed("371323", ReportState::Draft);
    let ma = county("ma", Post::CRev);
    let broken = ["a12 = c6+c7"];
    let refused = step(Some(&drafted), FileStep::On, "", &broken, &ma);
    assert_eq!(code(refused), "PN-4603");
    let noted = step(Some(&drafted), FileStep::On, "系统切换", &broken, &ma);
    assert_eq!(noted, Ok(ReportState::Checked));
    let mut checked = filed("371323", ReportState::Checked);
    let zhao = county("zhao", Post::CDir);
    assert_eq!(
        code(step(Some(&checked), FileStep::On, "", &broken, &zhao)),
        "PN-4603"
    );
    checked.note = Some("系统切换".to_owned());
    assert_eq!(
        step(Some(&checked), FileStep::On, "", &broken, &zhao),
        Ok(ReportState::Submitted)
    );
}

#[test]
fn the_day_after_the_last_is_one_day_late() {
    let due = "2012-03-05".parse().ok();
    assert_eq!(days_late(due, "2012-03-05".parse().unwrap()), 0);
    assert_eq!(days_late(due, "2012-03-08".parse().unwrap()), 3);
    assert_eq!(days_late(None, "2012-03-08".parse().unwrap()), 0);
}
