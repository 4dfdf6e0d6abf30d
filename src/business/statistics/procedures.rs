//! The written procedures of statistics, shown by F1 in each step (N3.3).

use crate::console::app::Step;
use crate::kernel::clause::Clause;
use crate::text;

/// The procedures, by the screen where the work is done.
pub const PROCEDURES: &[(&str, &[Step])] = &[
    ("statistics", FILING),
    ("report", FILING),
    ("ranking", CIRCULAR),
    ("charts", CIRCULAR),
];

const FILING: &[Step] = &[
    (
        text!(
            "次月1日起，统计岗编制上月报表；乡镇报表由乡镇经办岗编制",
            "from the 1st on, the statistics post drafts last month's reports; a township's handler its own"
        ),
        Clause::of("4.8"),
    ),
    (
        text!(
            "核对勾稽关系、上月和上年同月的增减，逐栏可查看人员",
            "check the identities and what changed against last month and last year; every column opens its people"
        ),
        Clause::of("9.1"),
    ),
    (
        text!(
            "业务复核岗复核；勾稽不成立的退回，确须报送的注明例外原因",
            "the reviewer checks; with a broken identity it goes back, or on with a written exception"
        ),
        Clause::of("9.1"),
    ),
    (
        text!(
            "5日前由机构负责人报送；报送后不得改动，更正另编新版",
            "by the 5th the director submits; it never changes again, a correction is another version"
        ),
        Clause::of("N2.7-a"),
    ),
];

const CIRCULAR: &[Step] = &[
    (
        text!(
            "按月比对各乡镇、各县的认证完成率和按期完成率",
            "every month townships and counties are compared by verification and punctuality"
        ),
        Clause::of("N2.7-b"),
    ),
    (
        text!(
            "没有数据的得0分并标明；没有应办事项的得满分并标明",
            "missing data score nothing and say so; nothing to do scores all and says so"
        ),
        Clause::of("9.2"),
    ),
];
