//! The written procedures of verification, shown by F1 in each step (N3.3).

use crate::console::app::Step;
use crate::kernel::clause::Clause;
use crate::text;

/// The procedures, by the screen or tab where the work is done.
pub const PROCEDURES: &[(&str, &[Step])] = &[
    ("verification", MONTH),
    ("verification_list", LIST),
    ("verification_item", OUTCOME),
    ("verification_entry", PAPER),
    ("verification_annual", ANNUAL),
    ("verification_exceptions", OUTCOME),
    ("verified", ANNUAL),
];

const MONTH: &[Step] = &[
    (
        text!(
            "每月1日，县认证岗按待遇领取人员分村生成名册",
            "on the 1st the county's verification post issues a list for every village"
        ),
        Clause::of("5.2"),
    ),
    (
        text!(
            "5日前，协理员核实并填报，村签字",
            "by the 5th the coordinator verifies, enters and signs"
        ),
        Clause::of("4.1"),
    ),
    (
        text!(
            "8日前，人社所经办人复核，所长签发",
            "by the 8th the station's handler checks, its director signs"
        ),
        Clause::of("4.1"),
    ),
    (
        text!(
            "10日前全部完成核实，县认证岗接收；逾期的记入责任乡镇",
            "by the 10th everything is done and the county accepts; a late township is recorded by name"
        ),
        Clause::of("N2.3-d"),
    ),
    (
        text!(
            "死亡、服刑等结果只是提出，停发须经停止发放人员核定表批准",
            "an outcome only proposes; a stop takes effect by an approved line of the stop-payment form"
        ),
        Clause::of("5.3"),
    ),
];

const LIST: &[Step] = &[
    (
        text!(
            "协理员逐人了解生存和享受资格情况，按结果填字母",
            "the coordinator finds out about everybody and enters a letter each"
        ),
        Clause::of("5.2"),
    ),
    (
        text!(
            "有变化的逐人填写依据、日期；其余人员整册确认",
            "changes get their evidence and day; everybody else is confirmed with the list"
        ),
        Clause::of("5.1"),
    ),
    (
        text!(
            "缺项补齐后，村签字；人社所复核、所长签发；县接收",
            "complete, the village signs; the station checks and signs; the county accepts"
        ),
        Clause::of("5.2"),
    ),
    (
        text!(
            "同一名册不得由同一人办理两个环节；代填的由另一经办人复核",
            "nobody acts twice on one list; what was entered on behalf is checked by another handler"
        ),
        Clause::of("4.7"),
    ),
    (
        text!(
            "发现问题的退回上一环节，并写明理由",
            "what is wrong goes one step back, with a reason"
        ),
        Clause::of("5.2"),
    ),
];

const OUTCOME: &[Step] = &[
    (
        text!(
            "死亡：死亡日期和死亡医学证明、火化证明、公安证明或判决书之一；以比对结果认定的由协理员核实",
            "dead: the day, and a death or cremation certificate, a police certificate or a judgment; a comparison is confirmed by the coordinator"
        ),
        Clause::of("5.3"),
    ),
    (
        text!(
            "服刑：判决日期和判决书或比对结果",
            "imprisoned: the judgment's day, and the judgment or a comparison"
        ),
        Clause::of("5.3"),
    ),
    (
        text!(
            "下落不明：最后见到日期和村民反映材料",
            "missing: the day last seen, and a report from the village"
        ),
        Clause::of("5.3"),
    ),
    (
        text!(
            "健在并填见面日期和认证方式的，县接收后更新年度认证日期",
            "alive, with the day seen and how: the annual date is renewed when the county accepts"
        ),
        Clause::of("5.1"),
    ),
    (
        text!(
            "本月未见、有异议的，在备注写明情况",
            "not reached or disputed: say why in the remark"
        ),
        Clause::of("5.3"),
    ),
];

const PAPER: &[Step] = &[
    (
        text!(
            "乡镇经办人按协理员签字的纸质名册代为录入，系统标明代填",
            "the station's handler enters the coordinator's signed paper list; it is marked as on behalf"
        ),
        Clause::of("5.2"),
    ),
    (
        text!(
            "按序号和字母逐条录入；需要依据的随即填写",
            "number and letter, line by line; what needs evidence is asked at once"
        ),
        Clause::of("5.2"),
    ),
    (
        text!(
            "录入后与纸表核对人数，由协理员签字确认",
            "compare the counts with the paper; the coordinator signs"
        ),
        Clause::of("5.2"),
    ),
    (
        text!(
            "录入人不得再复核本名册",
            "whoever entered a list does not check it"
        ),
        Clause::of("4.7"),
    ),
];

const ANNUAL: &[Step] = &[
    (
        text!(
            "每人每年至少当面或以同等方式认证一次",
            "everybody is verified at least once a year, in person or the like"
        ),
        Clause::of("5.1"),
    ),
    (
        text!(
            "到期前通知本人；行动不便的入户认证，在外居住的请居住地协助",
            "tell people before it runs out; visit those who cannot come, ask the agency where others stay"
        ),
        Clause::of("RG14"),
    ),
    (
        text!(
            "宽限期满仍未认证的，拟列入核定表；不得自动停发",
            "past the grace it is proposed for the stop-payment form; nothing stops by itself"
        ),
        Clause::of("5.3"),
    ),
];
