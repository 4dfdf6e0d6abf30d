//! `jingban backup FILE`: a copy of an embedded database, read again before it counts as one.

use std::path::Path;

use super::out::Out;
use super::seat::{is_embedded, not_written, open};
use super::trouble::Trouble;
use crate::config::Config;
use crate::database::backup::{Copied, copy_to};
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// Copies the database while others may work on it.
pub async fn run(file: &Path, config: &Config, out: Out) -> Result<(), Trouble> {
    let db = open(config, out).await?;
    if !is_embedded(&db) {
        return Err(Trouble::Failed(vec![phrase!(
            "中心数据库不由本命令备份。请信息岗使用 pg_basebackup（整库，可恢复到任意时刻）或 pg_dump",
            "this command does not back up a central database. IT: use pg_basebackup (whole, any point in time) or pg_dump"
        )]));
    }
    if file.exists() {
        return Err(exists(file).into());
    }
    if let Some(folder) = file.parent().filter(|it| !it.as_os_str().is_empty()) {
        std::fs::metadata(folder).map_err(|why| not_written(folder, &why))?;
    }
    let copied = copy_to(&db, file).await?;
    if out.json {
        out.json(&copied);
        return Ok(());
    }
    let Copied { bytes, entries, .. } = copied;
    out.line(&phrase!(
        "已备份到 {file}（{bytes} 字节），完整性检查通过，含审计记录 {entries} 条",
        "backed up to {file} ({bytes} bytes); its integrity was checked, it holds {entries} audit entries",
        file = file.display(),
        bytes = bytes,
        entries = entries
    ));
    Ok(())
}

fn exists(file: &Path) -> Refusal {
    Refusal::new(
        "CM-0101",
        Clause::of("D"),
        phrase!(
            "备份文件 {file} 已存在，不予覆盖",
            "{file} exists already and is not written over",
            file = file.display()
        ),
        phrase!(
            "请另指定文件名，或先移走原文件。",
            "Name another file, or move this one away first."
        ),
    )
}
