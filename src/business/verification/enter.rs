//! Entering outcomes: for one person, for many alike, for the rest of a list as a whole.

use serde::{Deserialize, Serialize};

use super::rules::evidence::on_behalf;
use super::rules::signing::{self, ListFacts};
use super::store::hold;
use super::{Evidence, Item, Mark, Outcome};
use crate::database::request::{Entry, EntryRow, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

/// Sets an outcome for the people of the JSON list `$13`.
macro_rules! mark {
    ($people:literal) => {
        concat!(
            "update verification_items
            set outcome = $4, evidence_type = $5, evidence_ref = $6, event_date = $7, seen_date = $8, remark = $9,
                marked_by = $10, proxy = $11, marked_at = $12, version = version + 1
            where county = $1 and month = $2 and village = $3 and insurance_no ",
            $people
        )
    };
}

statements! {
    /// An outcome for some people of a list.
    MARK = sql!(
        sqlite mark!("in (select value from json_each($13))"),
        postgres mark!("= any (array(select jsonb_array_elements_text(cast($13 as jsonb))))")
    );
    /// The counts of a list, after its items.
    RECOUNT = sql!(
        "update verification_lists
        set marked = c.marked, dead = c.dead, imprisoned = c.imprisoned, missing = c.missing, others = c.others,
            confirmed = $4, touched_by = $5, touched_at = $6, version = verification_lists.version + 1
        from (select count(outcome) as marked, count(case when outcome = 'V2' then 1 end) as dead,
                count(case when outcome = 'V3' then 1 end) as imprisoned,
                count(case when outcome = 'V4' then 1 end) as missing,
                count(case when outcome in ('V5', 'V6', 'V7', 'V8') then 1 end) as others
            from verification_items where county = $1 and month = $2 and village = $3 and part = 1) c
        where verification_lists.county = $1 and verification_lists.month = $2 and verification_lists.village = $3"
    );
}

/// Enters one outcome for somebody, or for many alike.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkItems {
    /// The month.
    pub month: Month,
    /// The village.
    pub village: AreaCode,
    /// Whom it is meant for, and the version of each that was looked at.
    pub people: Vec<(String, i64)>,
    /// What is entered.
    pub mark: Mark,
}

/// Confirms everybody who has no outcome yet as alive: the list as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmList {
    /// The month.
    pub month: Month,
    /// The village.
    pub village: AreaCode,
    /// The version that was looked at.
    pub version: i64,
}

/// Outcomes have been entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// For whom.
    pub people: Vec<String>,
    /// What was done.
    pub told: Phrase,
}

/// What somebody faster has entered, beside what was meant.
fn overtaken(item: &Item, mark: &Mark) -> Fault {
    Fault::Stale(phrase!(
        "{name}：{who}{time}已改为{theirs}；您要填的{mine}未保存。请刷新核对后再定",
        "{name}: {who} has entered {theirs} at {time}; your {mine} was not saved. Reload, look, and decide",
        name = item.name,
        who = item.marker(),
        time = item.marked_time(),
        theirs = item.entered().unwrap_or_else(|| phrase!("未填", "nothing")),
        mine = phrase!(
            "{code}{title}",
            "{code} {title}",
            code = mark.outcome.word(),
            title = mark.outcome.title()
        ),
    ))
}

fn json<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Misuse(error.to_string()))
}

/// Writes a mark for these people of the list and counts the list anew.
async fn write(
    tx: &mut Tx,
    desk: &Desk,
    facts: &ListFacts,
    people: &[String],
    mark: &Mark,
    confirmed: bool,
) -> Result<Entry, Fault> {
    let (month, village) = (facts.list.month, &facts.list.village);
    let values = binds![
        &desk.county,
        month,
        village,
        mark.outcome.word(),
        mark.evidence.map(Evidence::word),
        mark.evidence_ref.clone(),
        mark.event_date,
        mark.seen_date,
        mark.remark.clone(),
        &desk.operator,
        on_behalf(desk),
        desk.at,
        json(&people)?,
    ];
    if !people.is_empty() {
        tx.run(&MARK, &values).await?;
    }
    tx.run_one(
        &RECOUNT,
        &binds![
            &desk.county,
            month,
            village,
            confirmed,
            &desk.operator,
            desk.at
        ],
    )
    .await?;
    let after = json(mark)?;
    let changed = facts
        .items
        .iter()
        .filter(|item| people.contains(&item.insurance_no));
    let rows: Result<Vec<EntryRow>, Fault> = changed
        .map(|item| {
            Ok(EntryRow {
                key: item.insurance_no.clone(),
                before: item.outcome.map(|it| json(&it)).transpose()?,
                after: Some(after.clone()),
            })
        })
        .collect();
    let mut topics = vec![Topic::of("verification", village.as_str())];
    if let [one] = people {
        topics.push(Topic::of("person", one));
    }
    Ok(Entry {
        object: format!("verification:{month}:{village}"),
        after: Some(after),
        rows: rows?,
        topics,
        ..Entry::default()
    })
}

impl Change for MarkItems {
    const NAME: &'static str = "verification.mark";
    type Facts = ListFacts;
    type Outcome = Entered;

    fn object(&self) -> String {
        format!("verification:{}:{}", self.month, self.village)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<ListFacts, Fault> {
        let facts = hold(tx, desk, self.month, &self.village).await?;
        let seen = |item: &&Item| {
            self.people
                .iter()
                .any(|(no, version)| *no == item.insurance_no && *version != item.version)
        };
        match facts.items.iter().find(seen) {
            Some(item) => Err(overtaken(item, &self.mark)),
            None => Ok(facts),
        }
    }

    fn decide(&self, facts: &ListFacts, desk: &Desk) -> Result<Entered, Refusal> {
        let meant: Vec<String> = self.people.iter().map(|(no, _)| no.clone()).collect();
        let people = signing::mark(facts, &self.mark, &meant, desk)?;
        let left = meant.len().saturating_sub(people.len());
        let who = facts
            .items
            .iter()
            .find(|item| people.first() == Some(&item.insurance_no));
        let what = self.mark.outcome.title();
        let told = match (people.as_slice(), who) {
            ([_], Some(item)) => phrase!(
                "{seq} {name} 已填“{what}”",
                "{seq} {name}: {what}",
                seq = item.seq,
                name = item.name,
                what = what
            ),
            _ => phrase!(
                "{n}人已填“{what}”，{left}人未动",
                "{n} entered as {what}, {left} left alone",
                n = people.len(),
                what = what,
                left = left
            ),
        };
        Ok(Entered { people, told })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &ListFacts,
        out: &Entered,
    ) -> Result<Entry, Fault> {
        write(
            tx,
            desk,
            facts,
            &out.people,
            &self.mark,
            facts.list.confirmed,
        )
        .await
    }
}

impl Change for ConfirmList {
    const NAME: &'static str = "verification.confirm";
    type Facts = ListFacts;
    type Outcome = Entered;

    fn object(&self) -> String {
        format!("verification:{}:{}", self.month, self.village)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<ListFacts, Fault> {
        let facts = hold(tx, desk, self.month, &self.village).await?;
        if facts.list.version == self.version {
            return Ok(facts);
        }
        Err(Fault::Stale(phrase!(
            "名册刚被他人改动：现已填{marked}人，状态“{state}”。请刷新核对后再确认",
            "somebody has just changed the list: {marked} entered, '{state}'. Reload and look before confirming",
            marked = facts.list.marked,
            state = facts.list.state.title()
        )))
    }

    fn decide(&self, facts: &ListFacts, desk: &Desk) -> Result<Entered, Refusal> {
        let people = signing::confirm(facts, desk)?;
        let told = phrase!(
            "名册已整册确认，{n}人填“健在”",
            "the list is confirmed as a whole: {n} alive",
            n = people.len()
        );
        Ok(Entered { people, told })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &ListFacts,
        out: &Entered,
    ) -> Result<Entry, Fault> {
        write(
            tx,
            desk,
            facts,
            &out.people,
            &Mark::bare(Outcome::Alive),
            true,
        )
        .await
    }
}
