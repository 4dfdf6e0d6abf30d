//! `jingban audit verify`: the trail, read from its first entry to its last.

use super::out::Out;
use super::seat::open;
use super::trouble::Trouble;
use crate::config::Config;
use crate::database::audit::verify as verify_trail;
use crate::phrase;

/// Verifies every county's chain; something found ends with exit code 1.
pub async fn verify(config: &Config, out: Out) -> Result<(), Trouble> {
    let db = open(config, out).await?;
    let report = verify_trail(&db, None, &[]).await?;
    if out.json {
        out.json(&report);
    } else {
        for broken in &report.broken {
            out.line(&broken.told());
        }
        for head in &report.heads {
            out.line(&phrase!(
                "{county} 末条 {seq}，摘要 {hash}",
                "{county} ends at {seq} with {hash}",
                county = head.county,
                seq = head.seq,
                hash = head.hash
            ));
        }
        out.line(&phrase!(
            "共核验 {entries} 条记录、{rows} 条批量明细，发现问题 {found} 处",
            "{entries} entries and {rows} rows of bulk acts verified, {found} findings",
            entries = report.entries,
            rows = report.rows,
            found = report.found
        ));
    }
    if report.is_sound() {
        Ok(())
    } else {
        Err(Trouble::Found)
    }
}
