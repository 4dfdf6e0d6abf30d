//! Reading a file whole where nothing waits for it, and what staging it would do.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Original, Plan, Same, rules};
use crate::database::request::Query;
use crate::database::{Db, Fault, Tx};
use crate::exchange::outside::{Found, NotRead, OutsideLayout, Row, Source, Watch, list_of, read};
use crate::kernel::area::County;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};

/// So many bad lines are told with a plan.
const TOLD_MAX: usize = 100;

statements! {
    /// Files with these bytes, or of this name, that were not rejected.
    SAME = sql!(
        "select exchange_id, sha256, state from exchanges
        where county = $1 and state <> 'REJECTED' and (sha256 = $2 or file_name = $3) order by exchange_id"
    );
    /// The batch a correction is about.
    ORIGINAL = sql!(
        "select exchange_id, period, bad from exchanges
        where county = $1 and kind = $2 and batch = $3 and corrects is null and state <> 'REJECTED'
        order by made_at desc limit 1"
    );
    /// How many files of a type and month there are.
    NUMBERED = sql!("select count(*) as files from exchanges where county = $1 and kind = $2 and period = $3");
}

record! { struct Numbered { files: i64 } }

/// What is asked of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// What it must be: `POLI`.
    pub kind: String,
    /// Where it lies, on the machine the console runs on.
    pub path: PathBuf,
    /// Of a correction: how many lines its maker says it has.
    pub confirmed: Option<i64>,
}

/// What staging a file would do; it writes nothing.
#[derive(Clone, Debug, Serialize)]
pub struct Examine {
    /// The file.
    pub order: Order,
    /// How far the reading is.
    #[serde(skip)]
    pub watch: Watch,
}

impl Query for Examine {
    const NAME: &'static str = "outside.examine";
    type Answer = Result<Plan, Refusal>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        let found = whole(&self.order, desk, &self.watch).await?;
        let mut tx = db.begin().await?;
        let facts = facts(&mut tx, desk, &self.order, found).await?;
        tx.rollback().await?;
        Ok(plan(&self.order, &facts, desk))
    }
}

/// What is known of a file and of what came before.
pub struct Facts {
    pub(super) found: Result<Found, Refusal>,
    same: Vec<Same>,
    original: Option<Original>,
    /// How many of its type and month there are.
    files: i64,
}

/// The layout of an order.
pub(super) fn layout(kind: &str) -> Result<&'static OutsideLayout, Refusal> {
    list_of(kind).ok_or_else(|| {
        Refusal::new(
            "PN-4328",
            Clause::of("11.1"),
            phrase!(
                "没有“{kind}”这种文件",
                "there is no file of type '{kind}'",
                kind = kind
            ),
            phrase!(
                "可导入：POLI、CIVI、FAMP、OTHP、JUST",
                "there are POLI, CIVI, FAMP, OTHP and JUST"
            ),
        )
        .blaming("kind")
    })
}

/// Stops a reading nobody waits for any longer.
struct StopsWithMe(Watch);

impl Drop for StopsWithMe {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Reads a file whole; why not is an answer, being stopped a fault.
pub(super) async fn whole(
    order: &Order,
    desk: &Desk,
    watch: &Watch,
) -> Result<Result<Found, Refusal>, Fault> {
    let layout = match layout(&order.kind) {
        Ok(layout) => layout,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let guard = StopsWithMe(watch.clone());
    let (path, county, watch) = (order.path.clone(), desk.county.clone(), watch.clone());
    let read = aside(move || read_file(&path, layout, &county, &watch, &mut |_| Ok(()))).await?;
    std::mem::forget(guard);
    match read {
        Ok(found) => Ok(Ok(found)),
        Err(NotRead::Refused(refusal)) => Ok(Err(*refusal)),
        Err(NotRead::Stopped) => Err(Fault::Cancelled),
    }
}

/// Reads a file; each detail that is taken is handed over.
pub(super) fn read_file(
    path: &Path,
    layout: &'static OutsideLayout,
    county: &County,
    watch: &Watch,
    each: &mut dyn FnMut(Row) -> Result<(), NotRead>,
) -> Result<Found, NotRead> {
    let source = Source {
        layout,
        county,
        watch,
    };
    let file = std::fs::File::open(path).and_then(|file| {
        let kind = file.metadata()?;
        if kind.is_file() {
            Ok(file)
        } else {
            Err(std::io::ErrorKind::InvalidInput.into())
        }
    });
    let file = file.map_err(|why| {
        NotRead::Refused(Box::new(Refusal::new(
            "PN-4358",
            Clause::of("11.1"),
            phrase!(
                "读不到文件 {path}（{why}）",
                "cannot read {path} ({why})",
                path = path.display(),
                why = why
            ),
            phrase!("请核对路径和权限", "check the path and who may read there"),
        )))
    })?;
    read(file, source, each)
}

/// Does what waits for a disk where nothing else waits for it.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    let broke = |error: tokio::task::JoinError| Fault::Misuse(error.to_string());
    tokio::task::spawn_blocking(work).await.map_err(broke)
}

/// What came before the file.
pub(super) async fn facts(
    tx: &mut Tx,
    desk: &Desk,
    order: &Order,
    found: Result<Found, Refusal>,
) -> Result<Facts, Fault> {
    let mut facts = Facts {
        found,
        same: Vec::new(),
        original: None,
        files: 0,
    };
    let Ok(found) = &facts.found else {
        return Ok(facts);
    };
    let same = binds![&desk.county, &found.sha256, file_name(&order.path)];
    facts.same = tx.rows(&SAME, &same).await?;
    if found.head.corrects {
        let batch = binds![&desk.county, &order.kind, &found.head.batch];
        facts.original = tx.row(&ORIGINAL, &batch).await?;
    }
    let period = found
        .head
        .period
        .or(facts.original.as_ref().map(|it| it.period));
    if let Some(period) = period {
        let numbered = binds![&desk.county, &order.kind, period];
        facts.files = tx.one::<Numbered>(&NUMBERED, &numbered).await?.files;
    }
    Ok(facts)
}

pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// What staging the file does, or why it may not be staged.
pub(super) fn plan(order: &Order, facts: &Facts, desk: &Desk) -> Result<Plan, Refusal> {
    rules::may_stage(desk)?;
    let found = facts.found.as_ref().map_err(Clone::clone)?;
    rules::is_new(&found.sha256, &facts.same)?;
    let original = facts.original.as_ref();
    let (period, corrects) = if let Some(period) = found.head.period {
        rules::is_named_for(&file_name(&order.path), &order.kind, &desk.county, period)?;
        (period, None)
    } else {
        let batch = &found.head.batch;
        let original = rules::corrected(batch, found.count, order.confirmed, original)?;
        (original.period, Some(original.exchange_id.clone()))
    };
    let number = facts.files.saturating_add(1);
    let bad = i64::try_from(found.bad.len()).unwrap_or(i64::MAX);
    let exchange_id = format!("{}-{}-{number:03}", order.kind, period.yyyymm());
    let told = told(&exchange_id, found, bad);
    Ok(Plan {
        exchange_id,
        kind: order.kind.clone(),
        file_name: file_name(&order.path),
        sha256: found.sha256.clone(),
        encoding: found.encoding.word().to_owned(),
        sender: found.head.sender.clone(),
        period,
        batch: found.head.batch.clone(),
        corrects,
        lines: found.count,
        taken: found.good,
        bad,
        total: found.total,
        errors: found.bad.iter().take(TOLD_MAX).cloned().collect(),
        told,
    })
}

fn told(exchange_id: &str, found: &Found, bad: i64) -> Phrase {
    phrase!(
        "{id}：明细{lines}条，可导入{taken}条，有误{bad}条，编码 {encoding}",
        "{id}: {lines} details, {taken} taken, {bad} wrong, {encoding}",
        id = exchange_id,
        lines = found.count,
        taken = found.good,
        bad = bad,
        encoding = found.encoding.word()
    )
}
