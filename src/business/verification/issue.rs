//! Issuing the month's lists: one act for the whole county, one statement for all of its people.

use serde::{Deserialize, Serialize};

use super::rules::signing;
use super::{ListState, mode};
use crate::business::benefit::take_effect;
use crate::business::organisation::policies_in;
use crate::database::request::{Entry, EntryRow, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};

/// People in payment or suspended in the month `$2`, whose item is still missing.
///
/// Of a month that is new the statistics know nothing. Asked person by person, by its whole key, the items answer alike
/// however few the planner takes them for; an anti join walked all the rows of the county for every person.
macro_rules! without_item {
    () => {
        "p.county = $1 and p.contribution_state = 3 and p.participation in (1, 2)
            and exists (select a.start_month from awards a
                where a.county = $1 and a.insurance_no = p.insurance_no and a.start_month <= $2)
            and (select i.seq from verification_items i
                where i.county = $1 and i.month = $2 and i.insurance_no = p.insurance_no) is null"
    };
}

statements! {
    /// What issuing would do: new lists, their people, and who joins a list that is out already.
    CANDIDATES = sql!(concat!(
        "select count(distinct case when c.state is null then c.village end) as lists,
            count(case when c.state is null and c.participation = 1 then 1 end) as people,
            count(case when c.state is null and c.participation = 2 then 1 end) as suspended,
            count(case when c.state = 'ISSUED' then 1 end) as joining,
            count(case when c.state <> 'ISSUED' then 1 end) as waiting
        from (select p.village, p.participation,
                (select l.state from verification_lists l
                    where l.county = $1 and l.month = $2 and l.village = p.village) as state
            from persons p where ", without_item!(), ") c"
    ));
    /// A list for every village that has none yet.
    NEW_LISTS = sql!(concat!(
        "insert into verification_lists (county, month, village, list_no, mode, state, confirmed, due, suspended,
            marked, dead, imprisoned, missing, others, signed_on, days_late, touched_by, touched_at, issued_on,
            issued_by, version)
        select $1, $2, v.village, 'RZ-' || $1 || '-' || substr(v.village, 7, 6) || '-' || cast($2 as text), $3,
            'ISSUED', $4, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, $5, $6, 1
        from (select p.village from persons p where ", without_item!(), " group by p.village) v
        where not exists (select l.village from verification_lists l
            where l.county = $1 and l.month = $2 and l.village = v.village)
        on conflict do nothing"
    ));
    /// Everybody without an item onto the list of the village, after those who are there; the suspended last. How many
    /// are there is what the list says: asked of the items, `PostgreSQL` would wade through those it is inserting.
    NEW_ITEMS = sql!(concat!(
        "insert into verification_items (county, month, insurance_no, village, seq, part, joined, outcome,
            evidence_type, evidence_ref, event_date, seen_date, remark, marked_by, proxy, marked_at, version)
        select $1, $2, p.insurance_no, p.village,
            l.due + l.suspended + row_number() over (partition by p.village order by p.participation, p.insurance_no),
            p.participation, l.due + l.suspended > 0, null, null, null, null, null, null, null, $3, null, 1
        from persons p
        join verification_lists l on l.county = $1 and l.month = $2 and l.village = p.village and l.state = 'ISSUED'
        where ", without_item!(), "
        on conflict do nothing"
    ));
    /// The counts of the lists that are out, after somebody was put on them; who joins must be confirmed too. Counted
    /// once for all, whatever the planner takes the new month for.
    COUNTED = sql!(
        "with c as materialized (
            select village, count(case when part = 1 then 1 end) as due, count(case when part = 2 then 1 end) as suspended
            from verification_items where county = $1 and month = $2 group by village)
        update verification_lists
        set due = c.due, suspended = c.suspended, version = verification_lists.version + 1,
            confirmed = case when c.due > verification_lists.due then $3 else verification_lists.confirmed end
        from c
        where verification_lists.county = $1 and verification_lists.month = $2
            and verification_lists.village = c.village and verification_lists.state = 'ISSUED'
            and (verification_lists.due <> c.due or verification_lists.suspended <> c.suspended)"
    );
}

record! {
    /// What issuing does.
    pub struct Candidates {
        /// New lists.
        pub lists: i64,
        /// People in payment on them.
        pub people: i64,
        /// Suspended people on them.
        pub suspended: i64,
        /// People who join a list that is still open.
        pub joining: i64,
        /// People awarded after their village had signed; they stand on the next month's list.
        pub waiting: i64,
    }
}

/// Issues the month's lists in the whole county, and puts later awards on lists that are still open.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IssueLists {
    /// The month.
    pub month: Month,
}

/// Lists have been issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// What was done.
    pub done: Candidates,
    /// The same in words.
    pub told: Phrase,
}

impl Change for IssueLists {
    const NAME: &'static str = "verification.issue";
    type Facts = (Candidates, super::Mode, Vec<EntryRow>);
    type Outcome = Issued;

    fn object(&self) -> String {
        format!("verification:{}", self.month)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Self::Facts, Fault> {
        let policies = policies_in(tx).await?;
        // Who has left or was suspended by this month stands on no list of it, or in its second part.
        let moved = take_effect(tx, desk).await?;
        let candidates = tx
            .one(&CANDIDATES, &binds![&desk.county, self.month])
            .await?;
        Ok((candidates, mode(&policies, desk)?, moved))
    }

    fn decide(&self, (found, ..): &Self::Facts, desk: &Desk) -> Result<Issued, Refusal> {
        let people = found
            .people
            .saturating_add(found.suspended)
            .saturating_add(found.joining);
        signing::issue(self.month, people, desk)?;
        let mut told = phrase!(
            "已生成{month}名册{lists}册，应核{people}人，另有暂停待遇{suspended}人",
            "{lists} lists of {month} issued: {people} in payment, {suspended} suspended",
            month = self.month,
            lists = found.lists,
            people = found.people,
            suspended = found.suspended
        );
        for (count, said) in [
            (
                found.joining,
                phrase!("；补入{n}人", "; {n} joined", n = found.joining),
            ),
            (
                found.waiting,
                phrase!(
                    "；{n}人所在村已签字，列入下月名册",
                    "; {n} wait for next month, their village having signed",
                    n = found.waiting
                ),
            ),
        ] {
            if count > 0 {
                told = told.then(&said);
            }
        }
        Ok(Issued {
            done: found.clone(),
            told,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        (found, mode, moved): &Self::Facts,
        _: &Issued,
    ) -> Result<Entry, Fault> {
        let month = self.month;
        let lists = binds![
            &desk.county,
            month,
            mode.word(),
            false,
            desk.business_date,
            &desk.operator
        ];
        tx.run(&NEW_LISTS, &lists).await?;
        tx.run(&NEW_ITEMS, &binds![&desk.county, month, false])
            .await?;
        tx.run(&COUNTED, &binds![&desk.county, month, false])
            .await?;
        let after =
            serde_json::to_string(found).map_err(|error| Fault::Misuse(error.to_string()))?;
        Ok(Entry {
            object: self.object(),
            after: Some(after),
            rows: moved.clone(),
            topics: vec![Topic::of("verification", ""), Topic::of("deadline", "")],
            ..Entry::default()
        })
    }
}

impl ListState {
    /// The states in which a list is still with the village or its station.
    pub const OPEN: &'static [Self] = &[Self::Issued, Self::VillageSigned, Self::StationChecked];
}
