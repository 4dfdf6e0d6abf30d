//! The four days of every month (N2.3). What is still missing of each is told by the businesses that do the work.

use crate::business::descriptor::DeadlineSpec;
use crate::kernel::clause::Clause;
use crate::text;

/// The deadlines of the month, by day.
pub const DEADLINES: &[DeadlineSpec] = &[
    DeadlineSpec {
        id: "verify",
        title: text!(
            "待遇领取资格核实，报送停止发放人员核定表",
            "verification finished, stop-payment form submitted"
        ),
        short: text!("核实", "verify"),
        responsible: text!(
            "乡镇（街道）人社所、村（居）协理员",
            "township station, village coordinator"
        ),
        clause: Clause::of("N2.3-d"),
        parameter: "P.cal.verify_day",
        missing: None,
    },
    DeadlineSpec {
        id: "application",
        title: text!(
            "向同级财政部门报送用款申请",
            "fund-use application to the finance department"
        ),
        short: text!("用款", "apply"),
        responsible: text!("经办机构会计岗、负责人", "agency accountant, director"),
        clause: Clause::of("N2.3-a"),
        parameter: "P.cal.application_day",
        missing: None,
    },
    DeadlineSpec {
        id: "funding",
        title: text!(
            "基金从财政专户拨入支出户",
            "money moved to the expenditure account"
        ),
        short: text!("拨付", "fund"),
        responsible: text!("财政部门", "finance department"),
        clause: Clause::of("N2.3-b"),
        parameter: "P.cal.funding_day",
        missing: None,
    },
    DeadlineSpec {
        id: "credit",
        title: text!("养老金存入领取人银行账户", "pensioners' accounts credited"),
        short: text!("发放", "credit"),
        responsible: text!("金融机构", "bank"),
        clause: Clause::of("N2.3-c"),
        parameter: "P.cal.credit_day",
        missing: None,
    },
];
