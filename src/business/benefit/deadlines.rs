//! The days of paying in every month (N2.3); the verification brings its own. What is still missing of each is told by the businesses that do the work.

use crate::business::descriptor::DeadlineSpec;
use crate::kernel::clause::Clause;
use crate::text;

/// The deadlines of the month, by day.
pub const DEADLINES: &[DeadlineSpec] = &[
    DeadlineSpec {
        id: "application",
        title: text!("用款申请报送财政", "fund-use application"),
        short: text!("用款", "apply"),
        responsible: text!("会计岗、负责人", "accountant, director"),
        clause: Clause::of("N2.3-a"),
        parameter: "P.cal.application_day",
        missing: None,
    },
    DeadlineSpec {
        id: "funding",
        title: text!("资金拨入支出户", "money moved to agency"),
        short: text!("拨付", "fund"),
        responsible: text!("财政部门", "finance department"),
        clause: Clause::of("N2.3-b"),
        parameter: "P.cal.funding_day",
        missing: None,
    },
    DeadlineSpec {
        id: "credit",
        title: text!("养老金存入领取人账户", "pensioners credited"),
        short: text!("发放", "pay"),
        responsible: text!("金融机构", "bank"),
        clause: Clause::of("N2.3-c"),
        parameter: "P.cal.credit_day",
        missing: None,
    },
];
