//! The written procedures of the comparison, shown by F1 in each step (N3.3).

use crate::console::app::Step;
use crate::kernel::clause::Clause;
use crate::text;

/// The procedures, by the screen where the work is done.
pub const PROCEDURES: &[(&str, &[Step])] = &[
    ("matching", COMPARE),
    ("match_case", DECIDE),
    ("match_decide", DECIDE),
];

const COMPARE: &[Step] = &[
    (
        text!(
            "每月名单经复核接收后，由县认证岗运行比对；重复运行不会重复立案",
            "once the month's lists are accepted, the verification post runs the comparison; again and again opens nothing twice"
        ),
        Clause::of("N2.3-e"),
    ),
    (
        text!(
            "A级死亡自动建议停发；死亡月份早于发放月份的，当月暂缓发放",
            "a death of level A proposes a line at once; if the month of death is earlier than the coming one, that is held"
        ),
        Clause::of("5.4"),
    ),
    (
        text!(
            "B级只建议暂缓，由协理员在规定工作日内实地核查",
            "level B proposes no more than a hold; the coordinator checks on site within the working days"
        ),
        Clause::of("5.4"),
    ),
    (
        text!(
            "C级、D级列入待办，核查期间照常发放",
            "levels C and D are items of the work list; payment goes on"
        ),
        Clause::of("5.4"),
    ),
];

const DECIDE: &[Step] = &[
    (
        text!(
            "对照本人登记与名单记录，不同之处有标记",
            "compare the person with the record; what differs is marked"
        ),
        Clause::of("5.4"),
    ),
    (
        text!(
            "认证岗填写依据后认定属实或误报，B级以下不得仅凭名单认定",
            "the verification post decides on evidence; below level A the list alone is not enough"
        ),
        Clause::of("5.3"),
    ),
    (
        text!(
            "复核岗复核，与核查人不得为同一人；同意后只提出停发建议，由乡镇填入核定表",
            "another, the reviewer, agrees; that only proposes a line, which the township takes into the form"
        ),
        Clause::of("4.7"),
    ),
    (
        text!(
            "误报经复核后结案，同一记录再次送来不再立案；发现有误可重新核查",
            "a false hit is closed once agreed; the same record opens no case again; if that was wrong, take it up again"
        ),
        Clause::of("5.4"),
    ),
    (
        text!(
            "死亡日期不一致的，按公安或医学证明、火化日期、协理员报告的顺序采用",
            "of several dates of death, the police's or a medical certificate's counts first, then the cremation's, then a report's"
        ),
        Clause::of("5.4"),
    ),
];
