//! `jingban lookup KEY`: who is meant; and for one person identity, why line and every tab of the person page.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::linear::{Answers, settle};
use super::out::Out;
use super::seat::{Seat, operation};
use super::trouble::Trouble;
use crate::business::BUSINESSES;
use crate::business::descriptor::{Hit, TabSpec};
use crate::config::Config;
use crate::console::linear::{line, read_out};
use crate::database::Query as _;
use crate::database::runner::carry_out;
use crate::desk::log;
use crate::desk::looks::Look;
use crate::desk::search::{Found, Search};
use crate::desk::why::Why;
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// Finds whoever the key means, and notes in the trail who was looked at before anything is shown.
pub async fn run(
    key: &str,
    date: Option<NaiveDate>,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    let mut seat = Seat::taken(config, out).await?;
    seat.move_date(date, out).await?;
    let text = key.to_owned();
    let found = Search { text }.find(&seat.db, &seat.desk).await?;
    if found.hits.is_empty() {
        return Err(found.wrong.map_or_else(|| nobody(key), Into::into));
    }
    if let Some(hit) = found.only() {
        return person(hit, &seat, out).await;
    }
    if out.json {
        out.json(&found);
    } else {
        list(&found, out);
    }
    Ok(())
}

fn list(found: &Found, out: Out) {
    for hit in &found.hits {
        identity(hit, out);
    }
    let more = if found.more { "+" } else { "" };
    out.line(&phrase!(
        "共 {n}{more} 人，请补充条件",
        "{n}{more} people; say more to mean one",
        n = found.hits.len(),
        more = more
    ));
}

fn identity(hit: &Hit, out: Out) {
    out.line(&phrase!(
        "{no} {name} {id} {born}生 {class} {village}",
        "{no} {name} {id} born {born} {class} {village}",
        no = hit.insurance_no,
        name = hit.name,
        id = hit.citizen_id,
        born = hit.birth_date,
        class = hit.class,
        village = hit.village
    ));
}

async fn person(hit: &Hit, seat: &Seat, out: Out) -> Result<(), Trouble> {
    let insurance_no = hit.insurance_no.clone();
    let look = Look {
        objects: vec![format!("person:{insurance_no}")],
    };
    carry_out(&seat.db, &seat.desk, &operation(), &look).await?;
    let why = Why { insurance_no }.find(&seat.db, &seat.desk).await?;
    let mut answers = Answers::new();
    let mut lines = Vec::new();
    for tab in tabs() {
        let mut pane = (tab.pane.open)(&hit.insurance_no);
        answers.extend(settle(pane.as_mut(), &seat.db, &seat.desk).await?);
        lines.push(String::new());
        lines.push(format!("[{}]", tab.pane.title.in_lang(out.lang)));
        lines.extend(read_out(&pane.body(), out.lang));
    }
    if out.json {
        out.json(
            &json!({ "person": hit, "why": why, "record": named(answers).collect::<Value>() }),
        );
        return Ok(());
    }
    identity(hit, out);
    out.line(&line(&why.line(), out.lang));
    for line in &lines {
        out.line(line);
    }
    Ok(())
}

fn named(answers: Answers) -> impl Iterator<Item = (String, Value)> {
    answers
        .into_iter()
        .map(|(name, answer)| (name.to_owned(), answer))
}

/// The tabs of the person page, in its order.
fn tabs() -> Vec<&'static TabSpec> {
    let mut tabs: Vec<&TabSpec> = BUSINESSES
        .iter()
        .flat_map(|business| business.tabs)
        .collect();
    tabs.push(&log::TAB);
    tabs.sort_by_key(|tab| tab.order);
    tabs
}

fn nobody(key: &str) -> Trouble {
    Refusal::new(
        "CM-0103",
        Clause::of("N3.2"),
        phrase!(
            "本辖区未查到“{key}”",
            "nobody found for '{key}' in this area",
            key = key
        ),
        phrase!(
            "请核对号码，或改用姓名、拼音、电话、村居再查。",
            "Check the number, or try a name, pinyin, a telephone or a village."
        ),
    )
    .into()
}
