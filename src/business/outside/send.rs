//! What leaves again: the bad lines of a file for whoever corrects them, and its records, in either encoding.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::examine::{aside, layout};
use super::store::{errors_after, exchange_of, may_read, records_after};
use super::{ExchangeError, record, rules};
use crate::business::organisation::policies;
use crate::database::request::{AnyChange, Done, Ending, Entry, EntryRow, Payload, Verdict};
use crate::database::runner::carry_out;
use crate::database::value::Value;
use crate::database::{Change, Db, Fault, Tx};
use crate::exchange::outside::cells::written;
use crate::exchange::outside::lines::{fields, joined, quoted};
use crate::exchange::outside::writer::{self, Writer, Written};
use crate::exchange::outside::{Encoding, FieldKind, Head, NotRead, OutsideLayout, Source, Watch};
use crate::kernel::area::County;
use crate::kernel::calendar::local_time;
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::moves::{Letter, Operation, may, may_not};
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Lang;

/// So many rows are read at a time.
const STEP: i64 = 5_000;

/// What of a file leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The lines that were not taken, each with its reason in a language.
    Errors(Lang),
    /// The records that were taken; in the encoding agreed with their sender (`P.if.encoding`), or in another.
    Records(Option<Encoding>),
}

/// A part of a file shall leave.
#[derive(Clone, Debug, Serialize)]
pub struct SendOrder {
    /// The file's number here.
    pub exchange_id: String,
    /// What of it.
    pub part: Part,
    /// Where to.
    pub to: PathBuf,
}

/// A file left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Where it lies.
    pub to: String,
    /// SHA-256 over all of it.
    pub sha256: String,
    /// Its details.
    pub count: i64,
}

/// The entry of the trail: a part of a file leaves with this hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendFile {
    /// The file's number here.
    pub exchange_id: String,
    /// What left.
    pub sent: Sent,
}

impl Change for SendFile {
    const NAME: &'static str = "outside.send";
    type Facts = ();
    type Outcome = Sent;

    fn object(&self) -> String {
        format!("exchange:{}", self.exchange_id)
    }

    async fn gather(&self, _: &mut Tx, _: &Desk) -> Result<(), Fault> {
        Ok(())
    }

    fn decide(&self, (): &(), desk: &Desk) -> Result<Sent, Refusal> {
        may_send(desk)?;
        Ok(self.sent.clone())
    }

    async fn record(&self, _: &mut Tx, _: &Desk, (): &(), sent: &Sent) -> Result<Entry, Fault> {
        Ok(Entry {
            object: self.object(),
            rows: vec![EntryRow {
                key: sent.to.clone(),
                before: None,
                after: Some(format!("sha256:{} rows:{}", sent.sha256, sent.count)),
            }],
            ..Entry::default()
        })
    }
}

/// Whoever brings files in or checks them may hand their content on.
fn may_send(desk: &Desk) -> Result<(), Refusal> {
    let list = Operation::OutsideList;
    let able = may(desk.post, list, Letter::M) || may(desk.post, list, Letter::C);
    if able && may_read(desk) {
        Ok(())
    } else {
        Err(may_not(desk.post, list))
    }
}

/// The act behind the key: the file beside its name, the entry, then the name.
#[derive(Debug)]
pub struct Sending(pub SendOrder);

impl AnyChange for Sending {
    fn name(&self) -> &'static str {
        SendFile::NAME
    }

    fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    fn carry_out<'a>(
        &'a self,
        db: &'a Db,
        desk: &'a Desk,
        op: &'a str,
    ) -> Ending<'a, Done<Payload>> {
        Box::pin(async move {
            let (file, entry) = self.0.draft(db, desk).await?;
            let done = carry_out(db, desk, op, &entry).await?;
            let to = self.0.to.clone();
            let named = aside(move || writer::named(file, &to)).await?;
            named.map_err(not_read)?;
            Ok(Done {
                outcome: Payload::Live(Box::new(done.outcome)),
                topics: done.topics,
                repeated: done.repeated,
            })
        })
    }
}

fn not_read(why: NotRead) -> Verdict {
    match why {
        NotRead::Refused(refusal) => Verdict::Refused(*refusal),
        NotRead::Stopped => Verdict::Fault(Fault::Cancelled),
    }
}

impl SendOrder {
    /// Writes the file, whole, read back, and without its name.
    async fn draft(&self, db: &Db, desk: &Desk) -> Result<(NamedTempFile, SendFile), Verdict> {
        may_send(desk).map_err(Verdict::Refused)?;
        let found = exchange_of(db, desk, &self.exchange_id).await?;
        let Some(exchange) = found else {
            return Err(Verdict::Refused(rules::no_file()));
        };
        let layout = layout(&exchange.kind).map_err(Verdict::Refused)?;
        let (to, county) = (self.to.clone(), desk.county.clone());
        let file = aside(move || writer::aside(&to)).await?.map_err(not_read)?;
        let created = local_time(desk.at).format("%Y%m%dT%H%M%S").to_string();
        let (encoding, corrects) = match self.part {
            Part::Errors(_) => (Encoding::Utf8, true),
            Part::Records(Some(encoding)) => (encoding, false),
            Part::Records(None) => (agreed(db, desk, &exchange.sender).await?, false),
        };
        let head = Head {
            kind: exchange.kind.clone(),
            sender: exchange.sender.clone(),
            period: Some(exchange.period),
            batch: exchange.batch.clone(),
            corrects,
        };
        let to = writer::into(&file).map_err(not_read)?;
        let mut lines = Writer::begin(to, encoding, &head, &county, &created).map_err(not_read)?;
        let total = match self.part {
            Part::Errors(lang) => self.errors(db, desk, lang, &mut lines).await?,
            Part::Records(_) => self.records(db, desk, layout, &mut lines).await?,
        };
        let (_, told) = lines.end(total).map_err(not_read)?;
        let sent = Sent {
            to: self.to.display().to_string(),
            sha256: told.sha256.clone(),
            count: told.count,
        };
        let file = aside(move || compared(file, layout, &county, &told))
            .await?
            .map_err(not_read)?;
        let exchange_id = self.exchange_id.clone();
        Ok((file, SendFile { exchange_id, sent }))
    }

    /// The lines that were not taken, as they came, each with its reasons.
    async fn errors(
        &self,
        db: &Db,
        desk: &Desk,
        lang: Lang,
        to: &mut Writer<BufWriter<File>>,
    ) -> Result<Fen, Verdict> {
        // A line's errors are few, but may stand on both sides of a step: lines are put together over all of them.
        let mut last: Option<(i64, String, Vec<String>)> = None;
        let (mut after, mut more) = (0, true);
        while more {
            let errors = errors_after(db, desk, &self.exchange_id, after, STEP).await?;
            more = i64::try_from(errors.len()).is_ok_and(|n| n >= STEP);
            // The last line of a full step may be cut: it is read again, whole, with the next.
            let cut = errors.last().filter(|_| more).map(|it| it.line);
            for error in errors.iter().filter(|it| Some(it.line) != cut) {
                after = error.line;
                match &mut last {
                    Some((line, _, reasons)) if *line == error.line => {
                        reasons.push(reason(error, lang));
                    }
                    _ => {
                        let new = (
                            error.line,
                            error.original.clone(),
                            vec![reason(error, lang)],
                        );
                        if let Some(done) = last.replace(new) {
                            to.detail(&bad_line(&done)).map_err(not_read)?;
                        }
                    }
                }
            }
        }
        if let Some(done) = last {
            to.detail(&bad_line(&done)).map_err(not_read)?;
        }
        Ok(Fen(0))
    }

    /// The records that were taken; the sum of their amounts.
    async fn records(
        &self,
        db: &Db,
        desk: &Desk,
        layout: &OutsideLayout,
        to: &mut Writer<BufWriter<File>>,
    ) -> Result<Fen, Verdict> {
        let (mut after, mut total) = (0, Fen(0));
        loop {
            let records = records_after(db, desk, &self.exchange_id, after, STEP).await?;
            let Some(last) = records.last() else {
                return Ok(total);
            };
            after = last.line_no;
            for record in &records {
                let values = record::values(layout, record);
                for (field, value) in layout.fields.iter().zip(&values) {
                    if let (FieldKind::Amount, Value::Int(Some(fen))) = (field.kind, value) {
                        total = Fen::total([total, Fen(*fen)]).unwrap_or(total);
                    }
                }
                let fields = layout.fields.iter().zip(&values);
                let fields = fields.map(|(field, value)| written(field.kind, value));
                to.detail(&joined(fields)).map_err(not_read)?;
            }
        }
    }
}

fn reason(error: &ExchangeError, lang: Lang) -> String {
    let why = match lang {
        Lang::Zh => &error.reason_zh,
        Lang::En => &error.reason_en,
    };
    format!("{} {} {why}", error.code, error.column_name)
}

/// A bad line with its reasons behind it. What cannot be taken apart stays in one piece.
fn bad_line((_, original, reasons): &(i64, String, Vec<String>)) -> String {
    let original = if fields(original).is_some() {
        original.clone()
    } else {
        quoted(original).into_owned()
    };
    let reasons = reasons.join("; ");
    format!("{original},{}", quoted(&reasons))
}

/// The encoding agreed with a counterpart (`P.if.encoding`).
async fn agreed(db: &Db, desk: &Desk, party: &str) -> Result<Encoding, Verdict> {
    let policies = policies(db, desk).await?;
    let word = policies.choice_for("P.if.encoding", party, &desk.county, desk.business_date);
    let word = word.map_err(Verdict::Refused)?;
    Encoding::of(word).ok_or_else(|| {
        Verdict::Fault(Fault::inconsistent(
            "policies",
            &format!("P.if.encoding: {word}"),
        ))
    })
}

/// The file once more, compared with what was meant.
fn compared(
    file: NamedTempFile,
    layout: &'static OutsideLayout,
    county: &County,
    meant: &Written,
) -> Result<NamedTempFile, NotRead> {
    let source = Source {
        layout,
        county,
        watch: &Watch::default(),
    };
    writer::read_back(&file, source, meant)?;
    Ok(file)
}
