//! `jingban import`, `jingban export`, `jingban exchange`: lists of other agencies, through the same door as the screen.

use std::time::Duration;

use chrono::NaiveDate;

use super::args::{Exchange as Asked, Export, Import};
use super::out::Out;
use super::seat::{Seat, operation};
use super::trouble::Trouble;
use crate::business::outside::decide::DecideFile;
use crate::business::outside::examine::{Examine, Order};
use crate::business::outside::send::{Part, SendOrder, Sending, Sent};
use crate::business::outside::stage::StageFile;
use crate::business::outside::store::{ExchangeOf, Exchanges};
use crate::business::outside::{Exchange, FileVerdict, Plan, rules};
use crate::config::Config;
use crate::database::Query as _;
use crate::database::request::AnyChange as _;
use crate::database::runner::carry_out;
use crate::exchange::outside::{Encoding, Watch};
use crate::kernel::shown::Shown;
use crate::phrase;

/// Brings a file in, or tells what that would do.
pub async fn import(
    import: Import,
    date: Option<NaiveDate>,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    let mut seat = Seat::named(config, out).await?;
    seat.move_date(date, out).await?;
    let watch = Watch::default();
    let order = Order {
        kind: import.kind.to_ascii_uppercase(),
        path: import.file,
        confirmed: import.count,
    };
    let plan = if import.dry_run {
        let question = Examine {
            order,
            watch: watch.clone(),
        };
        let read = question.find(&seat.db, &seat.desk);
        watched(read, &watch, out).await??
    } else {
        let change = StageFile {
            order,
            seen: None,
            watch: watch.clone(),
        };
        let op = operation();
        let read = carry_out(&seat.db, &seat.desk, &op, &change);
        watched(read, &watch, out).await?.outcome
    };
    tell(&plan, import.dry_run, out);
    Ok(())
}

/// Waits for a reading, and shows how far it is.
async fn watched<T>(reading: impl Future<Output = T>, watch: &Watch, out: Out) -> T {
    let mut reading = std::pin::pin!(reading);
    loop {
        let step = Duration::from_secs(1);
        match tokio::time::timeout(step, reading.as_mut()).await {
            Ok(ended) => return ended,
            Err(_) => out.progress(
                "outside",
                usize::try_from(watch.percent()).unwrap_or(0),
                100,
            ),
        }
    }
}

fn tell(plan: &Plan, dry_run: bool, out: Out) {
    if out.json {
        out.json(plan);
        return;
    }
    out.line(&plan.told);
    for bad in &plan.errors {
        for it in &bad.troubles {
            out.line(&phrase!(
                "    第{line}行 {column} {value} {code} {why}",
                "    line {line} {column} {value} {code} {why}",
                line = bad.line,
                column = Shown::new(&it.column),
                value = Shown::new(&it.masked),
                code = it.code,
                why = it.why
            ));
        }
    }
    out.line(&if dry_run {
        phrase!("试读完毕，未写入", "dry run; nothing was written")
    } else {
        phrase!(
            "已导入，待复核岗复核",
            "imported; the reviewer looks at it next"
        )
    });
}

/// Writes part of a file that came.
pub async fn export(
    export: Export,
    date: Option<NaiveDate>,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    let mut seat = Seat::named(config, out).await?;
    seat.move_date(date, out).await?;
    let part = if export.what == "errors" {
        Part::Errors(out.lang)
    } else {
        Part::Records(export.encoding.as_deref().and_then(Encoding::of))
    };
    let act = Sending(SendOrder {
        exchange_id: export.exchange,
        part,
        to: export.file,
    });
    let done = act.carry_out(&seat.db, &seat.desk, &operation()).await?;
    let file: Sent = done.outcome.into_answer()?;
    if out.json {
        out.json(&file);
    } else {
        out.line(&phrase!(
            "已写出{n}条：{to} {hash}",
            "{n} lines written to {to} {hash}",
            n = file.count,
            to = file.to,
            hash = file.sha256
        ));
    }
    Ok(())
}

/// Lists the files, or decides on one.
pub async fn decide(
    asked: Asked,
    date: Option<NaiveDate>,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    let mut seat = Seat::named(config, out).await?;
    seat.move_date(date, out).await?;
    let (exchange_id, verdict, reason) = match asked {
        Asked::List => return list(&seat, out).await,
        Asked::Accept { exchange } => (exchange, FileVerdict::Accept, String::new()),
        Asked::Reject { exchange, reason } => (exchange, FileVerdict::Reject, reason),
    };
    let wanted = ExchangeOf {
        exchange_id: exchange_id.clone(),
    };
    let found = wanted.find(&seat.db, &seat.desk).await?;
    let found = found.ok_or_else(rules::no_file)?;
    let change = DecideFile {
        exchange_id,
        version: found.exchange.version,
        verdict,
        reason,
    };
    let done = carry_out(&seat.db, &seat.desk, &operation(), &change).await?;
    if out.json {
        out.json(&done.outcome);
    } else {
        out.line(&done.outcome.told);
    }
    Ok(())
}

async fn list(seat: &Seat, out: Out) -> Result<(), Trouble> {
    let found = Exchanges.find(&seat.db, &seat.desk).await?;
    if out.json {
        out.json(&found);
        return Ok(());
    }
    for it in &found {
        line(it, out);
    }
    out.line(&phrase!("共{n}个文件", "{n} files", n = found.len()));
    Ok(())
}

fn line(it: &Exchange, out: Out) {
    out.line(&phrase!(
        "{id} {state} {file} 条数{lines} 有误{bad} {maker}导入",
        "{id} {state} {file}: {lines} details, {bad} wrong, by {maker}",
        id = it.exchange_id,
        state = it.state.title(),
        file = Shown::new(&it.file_name),
        lines = it.lines,
        bad = it.bad,
        maker = it.maker_name
    ));
}
