//! A candidate, a case and a desk, for the tests of the rules.

use crate::business::matching::{Candidate, CaseState, Level, MatchCase, Tells};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;

pub(super) fn desk(operator: &str, post: Post) -> Desk {
    Desk {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post,
        area: "371323000000".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
        business_date: "2012-03-08".parse().unwrap(),
        demonstration: true,
    }
}

/// 王秀英 in payment, and the police's record of her death.
pub(super) fn candidate() -> Candidate {
    Candidate {
        exchange_id: "POLI-201203-001".to_owned(),
        line_no: 2,
        source: "POLI".to_owned(),
        event: "DEAD".to_owned(),
        event_date: "2012-02-28".parse().ok(),
        record_key: "POLI|DEAD|372801195203150024|王秀英|19520315|2012-02-28".to_owned(),
        told_id: Some("372801195203150024".to_owned()),
        told_name: "王秀英".to_owned(),
        told_born: Some("19520315".to_owned()),
        told_village: None,
        insurance_no: "3713231200012344".to_owned(),
        citizen_id: "372801195203150024".to_owned(),
        name_key: "王秀英".to_owned(),
        born: "19520315".to_owned(),
        village: "371323100201".parse().unwrap(),
        former: false,
        proposed: false,
        participation: 1,
        contribution_state: 3,
    }
}

pub(super) fn case(level: Level, tells: Tells, state: CaseState) -> MatchCase {
    MatchCase {
        case_no: "BD-371323-201203-000001".to_owned(),
        period: "2012-03".parse().unwrap(),
        insurance_no: "3713231200012344".to_owned(),
        person_name: "王秀英".to_owned(),
        village: "371323100201".parse().unwrap(),
        exchange_id: "POLI-201203-001".to_owned(),
        line_no: 2,
        source: "POLI".to_owned(),
        level,
        tells,
        reason: None,
        event_date: "2012-02-28".parse().ok(),
        state,
        check_by: None,
        found_on: "2012-03-08".parse().unwrap(),
        evidence_type: None,
        evidence_ref: None,
        decided_date: None,
        decided_by: (state != CaseState::Open).then(|| "wangfang".to_owned()),
        decider_name: None,
        approved_by: None,
        approver_name: None,
        participation: 1,
        contribution_state: 3,
        version: 1,
    }
}
