//! Staging a file: read once to judge it, a second time into the database, all in one transaction.

use serde::Serialize;

use super::examine::{Facts, Order, aside, facts, layout, plan, read_file, whole};
use super::{Plan, record, rules};
use crate::database::request::{Entry, Topic};
use crate::database::value::Value;
use crate::database::{Change, Fault, Tx};
use crate::exchange::outside::{BadLine, Found, NotRead, OutsideLayout, Row, Watch};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::{binds, sql, statements};

/// So many records go to the database at a time.
const STEP: usize = 5_000;

statements! {
    /// The file.
    STAGED = sql!(
        "insert into exchanges (county, exchange_id, direction, kind, file_name, sha256, encoding, sender, period, batch,
            corrects, lines, taken, bad, total, state, maker, made_at, business_date, version)
        values ($1, $2, 'IN', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'STAGED', $15, $16, $17, 1)"
    );
}

/// Brings a file in; it counts once another has accepted it.
#[derive(Clone, Debug, Serialize)]
pub struct StageFile {
    /// The file.
    pub order: Order,
    /// The hash of the file that was looked at; none where nobody did.
    pub seen: Option<String>,
    /// How far the reading is, and whether it was called off.
    #[serde(skip)]
    pub watch: Watch,
}

impl Change for StageFile {
    const NAME: &'static str = "outside.stage";
    type Facts = Facts;
    type Outcome = Plan;

    fn object(&self) -> String {
        format!("exchange:{}", self.order.kind)
    }

    fn call_off(&self) {
        self.watch.stop();
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Facts, Fault> {
        let found = match rules::may_stage(desk) {
            Ok(()) => whole(&self.order, desk, &self.watch).await?,
            Err(refusal) => Err(refusal),
        };
        facts(tx, desk, &self.order, found).await
    }

    fn decide(&self, facts: &Facts, desk: &Desk) -> Result<Plan, Refusal> {
        let plan = plan(&self.order, facts, desk)?;
        rules::is_the_one_seen(&plan.sha256, self.seen.as_deref())?;
        Ok(plan)
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &Facts,
        plan: &Plan,
    ) -> Result<Entry, Fault> {
        let layout = layout(&self.order.kind).map_err(|why| Fault::Misuse(why.why.en.clone()))?;
        tx.run_one(&STAGED, &head(plan, desk)).await?;
        let read = self.records(tx, desk, layout, &plan.exchange_id).await?;
        // Between the two readings somebody may have changed the file.
        if facts.found.as_ref() != Ok(&read) {
            return Err(Fault::inconsistent("exchanges.sha256", &read.sha256));
        }
        let errors = errors(&read.bad, desk, &plan.exchange_id);
        tx.insert_many("exchange_errors", ERROR_COLUMNS, &errors)
            .await?;
        let after = serde_json::json!({
            "file": plan.file_name, "sha256": plan.sha256, "batch": plan.batch, "period": plan.period,
            "lines": plan.lines, "taken": plan.taken, "bad": plan.bad, "total": plan.total,
            "corrects": plan.corrects, "state": "STAGED",
        });
        Ok(Entry {
            object: format!("exchange:{}", plan.exchange_id),
            after: Some(after.to_string()),
            topics: vec![Topic::of("exchange", "")],
            ..Entry::default()
        })
    }
}

impl StageFile {
    /// Reads the file again, and its records into the database as they come.
    async fn records(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        layout: &'static OutsideLayout,
        exchange_id: &str,
    ) -> Result<Found, Fault> {
        let (send, mut receive) = tokio::sync::mpsc::channel::<Vec<Row>>(2);
        let (path, county) = (self.order.path.clone(), desk.county.clone());
        let watch = self.watch.clone();
        let reading = aside(move || {
            let mut step = Vec::with_capacity(STEP);
            let found = read_file(&path, layout, &county, &watch, &mut |row| {
                step.push(row);
                if step.len() < STEP {
                    return Ok(());
                }
                let full = std::mem::replace(&mut step, Vec::with_capacity(STEP));
                send.blocking_send(full).map_err(|_| NotRead::Stopped)
            })?;
            send.blocking_send(step).map_err(|_| NotRead::Stopped)?;
            Ok::<_, NotRead>(found)
        });
        // Moved in: whoever still reads after a fault hears that nobody listens.
        let writing = async move {
            while let Some(step) = receive.recv().await {
                let rows = step
                    .iter()
                    .map(|row| record::row(layout, desk, exchange_id, row));
                let rows: Vec<Vec<Value>> = rows.collect();
                tx.insert_many("outside_records", record::COLUMNS, &rows)
                    .await?;
            }
            Ok::<_, Fault>(())
        };
        let (read, written) = futures_util::future::join(reading, writing).await;
        written?;
        match read? {
            Ok(found) => Ok(found),
            Err(NotRead::Stopped) => Err(Fault::Cancelled),
            Err(NotRead::Refused(why)) => Err(Fault::inconsistent("exchanges", &why.why.en)),
        }
    }
}

/// The values of the file's row.
fn head(plan: &Plan, desk: &Desk) -> [Value; 17] {
    binds![
        &desk.county,
        &plan.exchange_id,
        &plan.kind,
        &plan.file_name,
        &plan.sha256,
        &plan.encoding,
        &plan.sender,
        plan.period,
        &plan.batch,
        plan.corrects.clone(),
        plan.lines,
        plan.taken,
        plan.bad,
        plan.total,
        &desk.operator,
        desk.at,
        desk.business_date
    ]
}

const ERROR_COLUMNS: &[&str] = &[
    "county",
    "exchange_id",
    "line",
    "seq",
    "column_name",
    "masked",
    "code",
    "reason_zh",
    "reason_en",
    "original",
];

/// A row for each trouble of each bad line.
fn errors(bad: &[BadLine], desk: &Desk, exchange_id: &str) -> Vec<Vec<Value>> {
    let mut rows = Vec::with_capacity(bad.len());
    for line in bad {
        for (trouble, seq) in line.troubles.iter().zip(1_i64..) {
            let row = binds![
                &desk.county,
                exchange_id,
                line.line,
                seq,
                &trouble.column,
                &trouble.masked,
                &trouble.code,
                &trouble.why.zh,
                &trouble.why.en,
                &line.original
            ];
            rows.push(row.to_vec());
        }
    }
    rows
}
