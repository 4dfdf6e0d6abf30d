//! The dates of somebody's death, from wherever they are told; and accepting one of them (5.4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rules::dates::{may_accept, of_evidence, of_list};
use super::rules::deciding::may_decide;
use super::{DeathDate, DeathSource, Evidence};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Db, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// What lists, evidence and verification say; a case that was no hit says nothing.
    TOLD = sql!(
        "select c.event_date as day, c.source as list, null as evidence, c.case_no as told_by
        from match_cases c
        where c.county = $1 and c.insurance_no = $2 and c.tells = 'DEATH' and c.state <> 'FALSE_HIT'
            and c.event_date is not null
        union all
        select c.decided_date, null, c.evidence_type, c.case_no
        from match_cases c
        where c.county = $1 and c.insurance_no = $2 and c.tells = 'DEATH' and c.state in ('CONFIRMED', 'APPROVED')
            and c.decided_date is not null and c.evidence_type <> 'E11'
        union all
        select i.event_date, null, i.evidence_type, 'RZ-' || i.village || '-' || cast(i.month as text)
        from verification_items i
        where i.county = $1 and i.insurance_no = $2 and coalesce(i.outcome, '') = 'V2' and i.event_date is not null
        order by 1, 4, 2"
    );
    /// The one accepted last.
    ACCEPTED = sql!(
        "select day, source, seq from death_dates where county = $1 and insurance_no = $2 order by seq desc limit 1"
    );
    /// Another is accepted.
    ACCEPT = sql!(
        "insert into death_dates (county, insurance_no, seq, day, source, told_by, remark, operator, business_date, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    /// The person is held.
    PERSON = sql!(
        lock "select p.insurance_no as person from persons p where p.county = $1 and p.insurance_no = $2"
    );
}

record! {
    struct Source {
        day: NaiveDate,
        list: Option<String>,
        evidence: Option<Evidence>,
        told_by: String,
    }
}

record! { struct Accepted { day: NaiveDate, source: DeathSource, seq: i64 } }

record! { struct Known { person: String } }

/// Every date that is told, the accepted one marked.
fn dates(told: Vec<Source>, accepted: Option<&Accepted>) -> Vec<DeathDate> {
    let mut dates: Vec<DeathDate> = Vec::new();
    for it in told {
        let by_list = it.list.as_deref().map(of_list);
        let by_evidence = it.evidence.map(of_evidence);
        let source = by_list.or(by_evidence).unwrap_or(DeathSource::Report);
        let known = |date: &DeathDate| {
            date.day == it.day && date.source == source && date.told_by == it.told_by
        };
        if !dates.iter().any(known) {
            dates.push(DeathDate {
                day: it.day,
                source,
                told_by: it.told_by,
                accepted: accepted.is_some_and(|a| a.day == it.day && a.source == source),
            });
        }
    }
    dates.sort_by(|a, b| (a.source, a.day, &a.told_by).cmp(&(b.source, b.day, &b.told_by)));
    dates
}

/// The dates told of somebody, for the screen.
pub(super) async fn told_of(
    db: &Db,
    desk: &Desk,
    insurance_no: &str,
) -> Result<Vec<DeathDate>, Fault> {
    let of = binds![&desk.county, insurance_no];
    let told = db.rows(&TOLD, &of).await?;
    let accepted: Option<Accepted> = db.row(&ACCEPTED, &of).await?;
    Ok(dates(told, accepted.as_ref()))
}

/// The same inside an act.
pub(super) async fn told_in(
    tx: &mut Tx,
    desk: &Desk,
    insurance_no: &str,
) -> Result<(Vec<DeathDate>, i64), Fault> {
    let of = binds![&desk.county, insurance_no];
    let told = tx.rows(&TOLD, &of).await?;
    let accepted: Option<Accepted> = tx.row(&ACCEPTED, &of).await?;
    let seq = accepted.as_ref().map_or(0, |it| it.seq);
    Ok((dates(told, accepted.as_ref()), seq))
}

/// Accepts one of the dates told of somebody's death.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AcceptDeathDate {
    /// The person.
    pub insurance_no: String,
    /// The day.
    pub day: NaiveDate,
    /// Who tells it.
    pub source: DeathSource,
    /// What is to be said about it.
    pub remark: String,
}

/// A date was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateAccepted {
    /// The day.
    pub day: NaiveDate,
    /// What was done.
    pub told: Phrase,
}

impl Change for AcceptDeathDate {
    const NAME: &'static str = "matching.accept_death_date";
    type Facts = (Vec<DeathDate>, i64);
    type Outcome = DateAccepted;

    fn object(&self) -> String {
        format!("person:{}", self.insurance_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Self::Facts, Fault> {
        let of = binds![&desk.county, &self.insurance_no];
        let _person: Option<Known> = tx.row(&PERSON, &of).await?;
        told_in(tx, desk, &self.insurance_no).await
    }

    fn decide(&self, (dates, _): &Self::Facts, desk: &Desk) -> Result<DateAccepted, Refusal> {
        may_decide(desk)?;
        may_accept(dates, self.day, self.source)?;
        Ok(DateAccepted {
            day: self.day,
            told: phrase!(
                "死亡日期采用{day}（{source}）",
                "{day} ({source}) is the date of death in use",
                day = self.day,
                source = self.source.title()
            ),
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        (dates, seq): &Self::Facts,
        _: &DateAccepted,
    ) -> Result<Entry, Fault> {
        let told_by = dates
            .iter()
            .find(|it| it.day == self.day && it.source == self.source)
            .map_or("", |it| it.told_by.as_str());
        let remark = Some(self.remark.trim().to_owned()).filter(|it| !it.is_empty());
        let values = binds![
            &desk.county,
            &self.insurance_no,
            seq.saturating_add(1),
            self.day,
            self.source.word(),
            told_by,
            remark.clone(),
            &desk.operator,
            desk.business_date,
            desk.at
        ];
        tx.run_one(&ACCEPT, &values).await?;
        let before = dates.iter().find(|it| it.accepted);
        let after = serde_json::json!({ "day": self.day, "source": self.source.word(), "told_by": told_by });
        Ok(Entry {
            object: self.object(),
            before: before.map(|it| {
                serde_json::json!({ "day": it.day, "source": it.source.word() }).to_string()
            }),
            after: Some(after.to_string()),
            reason: remark,
            topics: vec![
                Topic::of("matching", ""),
                Topic::of("person", &self.insurance_no),
            ],
            ..Entry::default()
        })
    }
}
