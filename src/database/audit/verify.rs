//! Verifying the trail: finds edits, removals, insertions, swaps and truncation, and with anchors rewriting too.
//!
//! It reads what is stored page by page and changes nothing, so it may run while operators work. It goes on after
//! a break, so that one edit is one finding and not a finding for every entry behind it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::chain::{Anchor, GENESIS};
use super::rows::RowReader;
use super::stored::Stored;
use crate::database::fault::Fault;
use crate::database::tx::Db;
use crate::kernel::area::County;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};

/// Entries read at once.
const PAGE: i64 = 4_000;

/// Findings kept per county; more are only counted.
const KEPT: usize = 200;

record! {
    struct Named { county: String }
}

record! {
    struct Head { seq: i64, hash: String }
}

statements! {
    /// Every county that has left anything in the trail.
    COUNTIES = sql!(
        "select county from chain_heads union select county from audit_entries
         union select county from audit_rows order by county"
    );
    /// The head of a county's chain.
    HEAD = sql!("select seq, hash from chain_heads where county = $1");
    /// A page of entries.
    ENTRIES_AFTER = sql!(
        "select county, seq, at_ms, operator, post, client,
            cast(business_date as text) as business_date, act, object, row_before, row_after,
            reason, operation_id, prev, hash
         from audit_entries where county = $1 and seq > $2 order by seq limit $3"
    );
    /// The heads of all chains, to be kept as anchors.
    HEADS = sql!("select county, seq, hash from chain_heads order by county");
}

/// What is wrong at one place of the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Wrong {
    /// The entry's fields do not have the hash that is stored with them.
    Edited,
    /// The entry does not follow the one before it.
    Unlinked,
    /// Entries are missing just before this one.
    Missing,
    /// The head names a later entry than the last there is: the tail was cut off.
    Truncated,
    /// The head is not the last entry's, though its number is, or names an earlier one, or is gone.
    Head,
    /// The rows of a bulk act are not those it was hashed with.
    Rows,
    /// Rows stand in the trail that belong to no bulk act.
    StrayRows,
    /// The chain ends before an anchored entry.
    AnchorGone,
    /// The anchored entry has another hash: history before it was rewritten.
    AnchorDiffers,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// The county's six digits.
    pub county: String,
    /// The entry's number.
    pub seq: i64,
    /// What is wrong there.
    pub wrong: Wrong,
}

impl Broken {
    /// The finding as an auditor reads it.
    pub fn told(&self) -> Phrase {
        let what = match self.wrong {
            Wrong::Edited => phrase!("内容被改动", "its content was edited"),
            Wrong::Unlinked => phrase!("与前一条不衔接", "it does not follow the entry before it"),
            Wrong::Missing => phrase!("之前有缺号", "entries before it are missing"),
            Wrong::Truncated => phrase!("之后的记录被截去", "the entries after it were cut off"),
            Wrong::Head => phrase!(
                "与链头登记不符",
                "it is not what the head of the chain says"
            ),
            Wrong::Rows => phrase!("批量明细被改动", "the rows of its bulk act were changed"),
            Wrong::StrayRows => phrase!("有不属于任何批量操作的明细", "rows belong to no bulk act"),
            Wrong::AnchorGone => phrase!("锚定的记录已不存在", "the anchored entry is gone"),
            Wrong::AnchorDiffers => phrase!(
                "与锚定的摘要不符，此前的历史被改写",
                "it is not the anchored one: history before it was rewritten"
            ),
        };
        phrase!(
            "{county} 审计日志第{seq}条：{what}",
            "{county} audit entry {seq}: {what}",
            county = self.county,
            seq = self.seq,
            what = what
        )
    }
}

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Entries read.
    pub entries: i64,
    /// Rows of bulk acts read.
    pub rows: i64,
    /// The last entry of every chain read: what an anchor would say now.
    pub heads: Vec<Anchor>,
    /// The findings, at most 200 of a county.
    pub broken: Vec<Broken>,
    /// How many findings there were.
    pub found: i64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.found == 0
    }
}

record! {
    struct HeadRow { county: String, seq: i64, hash: String }
}

/// The heads of all chains, for anchoring outside the database.
pub async fn heads(db: &Db) -> Result<Vec<Anchor>, Fault> {
    let heads: Vec<HeadRow> = db.rows(&HEADS, &[]).await?;
    let anchor = |head: HeadRow| Anchor {
        county: head.county,
        seq: head.seq,
        hash: head.hash,
    };
    Ok(heads.into_iter().map(anchor).collect())
}

/// Verifies the chain of one county, or of all, against itself and against the anchors given.
pub async fn verify(db: &Db, county: Option<&County>, anchors: &[Anchor]) -> Result<Report, Fault> {
    let counties = match county {
        Some(county) => BTreeSet::from([county.as_str().to_owned()]),
        None => counties(db, anchors).await?,
    };
    let mut report = Report::default();
    for county in counties {
        let anchors = anchors.iter().filter(|anchor| anchor.county == county);
        let anchors: Vec<&Anchor> = anchors.collect();
        let walk = Walk::new(&county).through(db, &anchors).await?;
        report.entries = report.entries.saturating_add(walk.entries);
        report.rows = report.rows.saturating_add(walk.rows.read());
        report.found = report.found.saturating_add(walk.found);
        report.broken.extend(walk.broken);
        if walk.seq > 0 {
            report.heads.push(Anchor {
                county,
                seq: walk.seq,
                hash: walk.hash,
            });
        }
    }
    Ok(report)
}

/// Every county that the trail or an anchor names.
async fn counties(db: &Db, anchors: &[Anchor]) -> Result<BTreeSet<String>, Fault> {
    let named: Vec<Named> = db.rows(&COUNTIES, &[]).await?;
    let anchored = anchors.iter().map(|anchor| anchor.county.clone());
    Ok(named
        .into_iter()
        .map(|it| it.county)
        .chain(anchored)
        .collect())
}

/// One county's chain, as far as it has been read.
struct Walk {
    county: String,
    /// The last entry read.
    seq: i64,
    /// The hash stored with it.
    hash: String,
    entries: i64,
    rows: RowReader,
    broken: Vec<Broken>,
    found: i64,
}

impl Walk {
    fn new(county: &str) -> Self {
        Self {
            county: county.to_owned(),
            seq: 0,
            hash: GENESIS.to_owned(),
            entries: 0,
            rows: RowReader::of(county),
            broken: Vec::new(),
            found: 0,
        }
    }

    fn blame(&mut self, seq: i64, wrong: Wrong) {
        self.found = self.found.saturating_add(1);
        if self.broken.len() < KEPT {
            self.broken.push(Broken {
                county: self.county.clone(),
                seq,
                wrong,
            });
        }
    }

    async fn through(mut self, db: &Db, anchors: &[&Anchor]) -> Result<Self, Fault> {
        loop {
            // Read before the page: an empty page then proves that this head is the last entry's.
            let head: Option<Head> = db.row(&HEAD, &binds![self.county.as_str()]).await?;
            let binds = binds![self.county.as_str(), self.seq, PAGE];
            let page: Vec<Stored> = db.rows(&ENTRIES_AFTER, &binds).await?;
            let Some(last) = page.last() else {
                self.close(head.as_ref(), anchors);
                break;
            };
            self.rows.aim(last.seq);
            for entry in &page {
                self.step(db, entry, anchors).await?;
            }
        }
        if let Some(seq) = self.rows.stray_after(db, self.seq).await? {
            self.blame(seq, Wrong::StrayRows);
        }
        Ok(self)
    }

    /// Judges the next entry.
    async fn step(&mut self, db: &Db, entry: &Stored, anchors: &[&Anchor]) -> Result<(), Fault> {
        self.entries = self.entries.saturating_add(1);
        if entry.seq != self.seq.saturating_add(1) {
            self.blame(entry.seq, Wrong::Missing);
        } else if entry.prev != self.hash {
            self.blame(entry.seq, Wrong::Unlinked);
        }
        if entry.hashed() != entry.hash {
            self.blame(entry.seq, Wrong::Edited);
        }
        let rows = self
            .rows
            .judge(db, entry.seq, entry.row_after.as_deref())
            .await?;
        if let Some(seq) = rows.stray {
            self.blame(seq, Wrong::StrayRows);
        }
        if !rows.agree {
            self.blame(entry.seq, Wrong::Rows);
        }
        let differs = |anchor: &&Anchor| anchor.seq == entry.seq && anchor.hash != entry.hash;
        if anchors.iter().any(differs) {
            self.blame(entry.seq, Wrong::AnchorDiffers);
        }
        self.seq = entry.seq;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }

    /// Judges the end of the chain against its head and the anchors.
    fn close(&mut self, head: Option<&Head>, anchors: &[&Anchor]) {
        match head {
            Some(head) if head.seq > self.seq => self.blame(self.seq, Wrong::Truncated),
            Some(head) if head.seq == self.seq && head.hash == self.hash => {}
            None if self.seq == 0 => {}
            _ => self.blame(self.seq, Wrong::Head),
        }
        for anchor in anchors {
            if anchor.seq > self.seq {
                self.blame(anchor.seq, Wrong::AnchorGone);
            }
        }
    }
}
