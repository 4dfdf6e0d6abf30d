//! `jingban doctor`: every check of every business and of the database itself, each with its count and examples.

use serde::Serialize;

use super::checks::CHECKS;
use super::out::Out;
use super::seat::Seat;
use super::trouble::Trouble;
use crate::business::BUSINESSES;
use crate::business::descriptor::{Check, Found};
use crate::config::Config;
use crate::kernel::desk::Desk;
use crate::kernel::text::Text;
use crate::{phrase, record, sql, statements, text};

statements! {
    /// The counties whose books are in this database.
    COUNTIES = sql!("select distinct county from chain_heads order by county");
}

record! { struct Named { county: String } }

/// What a check found in a county.
#[derive(Serialize)]
struct Line {
    county: String,
    check: &'static str,
    title: Text,
    clause: String,
    #[serde(flatten)]
    found: Found,
}

/// Every check there is: the database's own first.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    CHECKS
        .iter()
        .chain(BUSINESSES.iter().flat_map(|business| business.checks))
}

/// Runs every check in every county; anything found ends with exit code 1.
pub async fn run(config: &Config, out: Out) -> Result<(), Trouble> {
    let seat = Seat::guest(config, out).await?;
    let mut lines = Vec::new();
    for desk in desks(&seat).await? {
        for check in checks() {
            let found = (check.count)(&seat.db, &desk).await?;
            lines.push(Line {
                county: desk.county.as_str().to_owned(),
                check: check.id,
                title: check.title,
                clause: check.clause.id().to_owned(),
                found,
            });
        }
    }
    if out.json {
        out.json(&lines);
    } else {
        for line in &lines {
            tell(line, out);
        }
    }
    let wrong = lines.iter().filter(|line| line.found.count > 0).count();
    if !out.json {
        out.line(&phrase!(
            "共检查 {all} 项，不符合 {wrong} 项",
            "{all} checks, {wrong} not met",
            all = lines.len(),
            wrong = wrong
        ));
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(Trouble::Found)
    }
}

/// A desk in every county of the database, and in the one it says it is for.
async fn desks(seat: &Seat) -> Result<Vec<Desk>, Trouble> {
    let named: Vec<Named> = seat.db.rows(&COUNTIES, &[]).await?;
    let counties = named.iter().filter_map(|it| it.county.parse().ok());
    let mut desks = vec![seat.desk.clone()];
    desks.extend(
        counties
            .filter(|county| *county != seat.desk.county)
            .map(|county| Desk {
                county,
                ..seat.desk.clone()
            }),
    );
    Ok(desks)
}

fn tell(line: &Line, out: Out) {
    let mark = if line.found.count == 0 {
        text!("符合", "ok")
    } else {
        text!("不符合", "NOT MET")
    };
    out.line(&phrase!(
        "{county} {mark} {count} {id} {title}〔{clause}〕",
        "{county} {mark} {count} {id} {title} [{clause}]",
        county = line.county,
        mark = mark,
        count = line.found.count,
        id = line.check,
        title = line.title,
        clause = line.clause
    ));
    for example in &line.found.examples {
        out.line(&format!("    {example}"));
    }
}
