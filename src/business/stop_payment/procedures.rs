//! The written procedures of the stop-payment form, shown by F1 in each step (N3.3).

use crate::console::app::Step;
use crate::kernel::clause::Clause;
use crate::text;

/// The procedures, by the screen or tab where the work is done.
pub const PROCEDURES: &[(&str, &[Step])] = &[
    ("stop_forms", MONTH),
    ("stop_form", FORM),
    ("stop_line", LINE),
    ("stop_proposals", PROPOSED),
    ("stop_holds", HOLDS),
    ("stops", AFTER),
];

const MONTH: &[Step] = &[
    (
        text!(
            "每月各乡镇（街道）开停止发放人员核定表，没有停发人员的作零报告",
            "every township opens its stop form each month; without anybody on it, it is the nil return"
        ),
        Clause::of("5.5"),
    ),
    (
        text!(
            "8日前，人社所汇总并由所长报送",
            "by the 8th the station has put it together and its director submits it"
        ),
        Clause::of("4.1"),
    ),
    (
        text!(
            "10日前，县认证岗核对、业务复核岗复核、负责人批准；逾期的记入责任乡镇",
            "by the 10th the county checks, reviews and approves; a late township is recorded by name"
        ),
        Clause::of("N2.3-d"),
    ),
    (
        text!(
            "停发只凭批准的核定表；任何比对、名册不得自动停发",
            "a pension stops by an approved form only; no comparison and no list stops it by itself"
        ),
        Clause::of("5.4"),
    ),
];

const FORM: &[Step] = &[
    (
        text!(
            "协理员、经办岗逐人填报原因、日期、依据；协理员填报的由本人签字",
            "coordinators and handlers enter reason, day and evidence; a coordinator signs what he entered"
        ),
        Clause::of("5.5"),
    ),
    (
        text!(
            "经办岗核对依据，所长报送；县认证岗核对，业务复核岗复核",
            "the handler checks the evidence, the director submits; the county checks and reviews"
        ),
        Clause::of("5.5"),
    ),
    (
        text!(
            "负责人逐行核对后键入人数批准；人员有变动的，须重新核对",
            "the agency's director looks at every line and approves by its count; a changed list is looked at again"
        ),
        Clause::of("5.5"),
    ),
    (
        text!(
            "同一表不得由同一人办理两个环节，填报人不得签办",
            "nobody acts twice on one form; whoever entered a line does not sign it on"
        ),
        Clause::of("4.7"),
    ),
    (
        text!(
            "有误的退回上一环节并写明理由；下一环节办理前可以撤回",
            "what is wrong goes one step back with a reason; until the next hand acts, a signature can be taken back"
        ),
        Clause::of("5.5"),
    ),
    (
        text!(
            "批准后打印核定表（jingban report F20），随依据归档",
            "once approved, print the form (jingban report F20) and file it with its evidence"
        ),
        Clause::of("N2.6-b"),
    ),
];

const LINE: &[Step] = &[
    (
        text!(
            "输入或扫描保险编号，核对姓名、村居和当前状态",
            "type or scan the number; check name, village and state"
        ),
        Clause::of("5.5"),
    ),
    (
        text!(
            "死亡：填死亡日期和死亡医学证明、火化证明、公安证明或判决书及其文号；当月照发，次月起停",
            "death: the day, and the certificate with its number; the month of death is paid, the next is not"
        ),
        Clause::of("N2.3-f"),
    ),
    (
        text!(
            "其他原因按规定填依据；S99、T99在备注写明情况",
            "other reasons rest on what they take; S99 and T99 are told in the remark"
        ),
        Clause::of("5.3"),
    ),
    (
        text!(
            "屏下即示停发月份和多发金额；多发的在批准后立案追回",
            "the month and what was overpaid are told below; what was overpaid is claimed back once approved"
        ),
        Clause::of("N2.3-g"),
    ),
];

const PROPOSED: &[Step] = &[
    (
        text!(
            "所已签的认证名册和确认的比对结果在此列出，只是建议",
            "finished verification lists and confirmed matches stand here; they only propose"
        ),
        Clause::of("5.3"),
    ),
    (
        text!(
            "经办岗核对依据后标记、列入；列入人即为填报人",
            "the handler checks, marks and takes them in, and is their maker from then on"
        ),
        Clause::of("5.4"),
    ),
    (
        text!(
            "不能列入的逐人说明原因，按所示办法办理",
            "who cannot be taken in is told with the reason and what to do"
        ),
        Clause::of("5.5"),
    ),
];

const HOLDS: &[Step] = &[
    (
        text!(
            "疑似死亡、重复领取等的当月待遇暂缓，不影响其享受资格",
            "money of a suspected death or dual benefit waits; no right is taken away"
        ),
        Clause::of("N2.3-e"),
    ),
    (
        text!(
            "协理员实地核查：属实的列入停发核定表，不实的解除暂缓并补发",
            "the coordinator looks on site: what is so goes on a stop form, what is not is released and paid"
        ),
        Clause::of("5.4"),
    ),
    (
        text!(
            "用款申请前须逐人决定",
            "every hold is decided before the month is applied for"
        ),
        Clause::of("4.1"),
    ),
];

const AFTER: &[Step] = &[
    (
        text!(
            "停发、恢复均以批准的核定表为准，待批期间照常发放",
            "stops and resumptions rest on approved forms; until then payment goes on"
        ),
        Clause::of("5.5"),
    ),
    (
        text!(
            "多发待遇书面告知责任人，经银行限期退还",
            "what was overpaid is told in writing to whoever is liable, and repaid through the bank"
        ),
        Clause::of("N2.3-g"),
    ),
    (
        text!(
            "暂停原因消除的，由乡镇填报恢复发放核定表",
            "when the reason of a suspension has ended, the township files the resume form"
        ),
        Clause::of("5.5"),
    ),
];
