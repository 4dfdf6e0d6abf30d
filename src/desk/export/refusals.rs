//! Why a file does not leave.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::database::request::Verdict;
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::phrase;

pub(super) fn failed(to: &Path, why: &io::Error) -> Verdict {
    if why.kind() == ErrorKind::AlreadyExists {
        return Verdict::Refused(is_there(to));
    }
    Verdict::Refused(Refusal::new(
        "PN-0906",
        Clause::of("D"),
        phrase!(
            "未导出：不能写入 {to}（{why}）",
            "not exported: {to} cannot be written ({why})",
            to = to.display(),
            why = why
        ),
        phrase!(
            "请核对文件夹、权限和磁盘空间",
            "check the folder, who may write there, and the space left"
        ),
    ))
}

pub(super) fn is_there(to: &Path) -> Refusal {
    let name = to.file_name().unwrap_or(to.as_os_str());
    Refusal::new(
        "PN-0905",
        Clause::of("D"),
        phrase!(
            "未导出：已有文件 {name}，不予覆盖",
            "not exported: {name} is there already and is not written over",
            name = name.to_string_lossy()
        ),
        phrase!("请另取文件名", "choose another name"),
    )
}

pub(super) fn unfit(why: &str) -> Refusal {
    Refusal::new(
        "PN-0907",
        Clause::of("D"),
        phrase!(
            "未导出：该格式容纳不下本表（{why}）",
            "not exported: the table does not fit this format ({why})",
            why = why
        ),
        phrase!("请改用 .csv，或先筛选", "take .csv, or filter first"),
    )
}
