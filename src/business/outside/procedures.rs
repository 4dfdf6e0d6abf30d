//! The written procedures of outside files, shown by F1 in each step (N3.3).

use crate::console::app::Step;
use crate::kernel::clause::Clause;
use crate::text;

/// The procedures, by the screen where the work is done.
pub const PROCEDURES: &[(&str, &[Step])] = &[
    ("outside", IMPORT),
    ("outside_import", IMPORT),
    ("outside_file", REVIEW),
];

const IMPORT: &[Step] = &[
    (
        text!(
            "县认证岗每月收公安、民政、计生等部门的名单文件，存入本机",
            "the county's verification post receives the monthly lists of police, civil affairs, family planning and others"
        ),
        Clause::of("11.1"),
    ),
    (
        text!(
            "先试读：核对单位、年月、条数和有误的行；试读不写入任何数据",
            "dry run first: check sender, month, counts and wrong lines; nothing is written"
        ),
        Clause::of("11.1"),
    ),
    (
        text!(
            "条数、金额或校验值不符的整个文件不收，请来文单位重发",
            "a file whose count, sum or hash does not fit is not taken at all: ask for it again"
        ),
        Clause::of("11.1"),
    ),
    (
        text!(
            "有误的行导出为更正文件，来文单位更正后再导入，并确认条数",
            "wrong lines go out as a correction; corrected, they come back and their count is confirmed"
        ),
        Clause::of("11.1"),
    ),
    (
        text!(
            "导入后由复核岗复核接收，名单方可用于比对",
            "once another, the reviewer, has accepted it, the list is compared"
        ),
        Clause::of("4.7"),
    ),
];

const REVIEW: &[Step] = &[
    (
        text!(
            "核对来文单位、年月、批次号和条数",
            "check the sender, the month, the batch and the counts"
        ),
        Clause::of("11.1"),
    ),
    (
        text!(
            "抽看明细，查看有误的行及原因",
            "look at some records, and at the wrong lines with their reasons"
        ),
        Clause::of("11.1"),
    ),
    (
        text!(
            "无误的接收；有问题的退回并写明理由，导入人不得复核",
            "accept it, or reject it with a reason; never whoever brought it in"
        ),
        Clause::of("4.7"),
    ),
];
