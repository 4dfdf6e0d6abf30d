//! `jingban demo generate`: a synthetic city of any size in a database of either engine that holds nobody.

use std::path::Path;

use super::out::Out;
use super::seat::{loader, not_written};
use super::trouble::Trouble;
use crate::business::BUSINESSES;
use crate::business::training::generate::{Order, generate};
use crate::config::Config;
use crate::database::{Db, Missing, Server};
use crate::desk::demonstration::{Loader, Source, county, lay_ground};
use crate::phrase;

/// Fills the database that is named, chunk by chunk, with its progress shown.
pub async fn run(
    persons: u32,
    seed: u64,
    months: u16,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    let source = Source::Carried;
    let order = Order {
        persons,
        seed,
        months,
        business_date: county::read(&source)?.business_date,
    };
    let db = opened(config).await?;
    let by = Loader {
        operator: config.operator.clone().unwrap_or(loader(config).operator),
        ..loader(config)
    };
    let rows = fill(&db, &by, &source, order, out).await;
    // A chunk that was given up is off the disk before the program is.
    db.close().await;
    told(persons, rows?, out);
    Ok(())
}

/// Opens the database, and makes its tables where it has none yet.
async fn opened(config: &Config) -> Result<Db, Trouble> {
    let Some(url) = &config.db else {
        return Err(Trouble::Misused(phrase!(
            "请用 --db 指定一个空的数据库：sqlite:路径，或 postgres://主机/库名",
            "name an empty database by --db: sqlite:PATH, or postgres://HOST/NAME"
        )));
    };
    let db = if let Some(path) = url.strip_prefix("sqlite:").map(Path::new) {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|why| not_written(folder, &why))?;
        }
        Db::open_sqlite(path, Missing::Create).await?
    } else {
        let server: Server = url.parse()?;
        let server = match &config.operator {
            Some(operator) => server.with_user(operator),
            None => server,
        };
        Db::open_postgres(&server).await?
    };
    if db.schema_version().await? == 0 {
        db.migrate().await?;
    }
    db.check_schema().await?;
    Ok(db)
}

/// Lays the ground and writes the people; how many rows went in for them.
async fn fill(
    db: &Db,
    by: &Loader,
    source: &Source,
    order: Order,
    out: Out,
) -> Result<u64, Trouble> {
    let desk = by.desk(&county::read(source)?)?;
    lay_ground(db, by, source, BUSINESSES).await?;
    let mut written = 0;
    let mut progress = |what: &str, done, due| {
        written = done;
        out.progress(what, done, due);
    };
    let rows = tokio::select! {
        rows = generate(db, &desk, order, BUSINESSES, &mut progress) => Some(rows?),
        _ = tokio::signal::ctrl_c() => None,
    };
    let Some(rows) = rows else {
        return Err(Trouble::Failed(vec![phrase!(
            "已中断：写入 {written} 人，未满 {persons} 人，该库不完整。请删除后重新生成",
            "interrupted: {written} of {persons} people were written, the city is not whole. Delete the database and start again",
            written = written,
            persons = order.persons
        )]));
    };
    db.survey().await?;
    Ok(rows)
}

fn told(persons: u32, rows: u64, out: Out) {
    if out.json {
        out.json(&serde_json::json!({ "persons": persons, "rows": rows }));
    } else {
        out.line(&phrase!(
            "已生成 {persons} 人，写入 {rows} 行",
            "{persons} people generated, {rows} rows written",
            persons = persons,
            rows = rows
        ));
    }
}
