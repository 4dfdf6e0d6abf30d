//! The month's comparison: every record of every accepted list against the whole stock of people, in one question; what is
//! found becomes cases, in one act. Running it again opens nothing twice.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::effects::Of;
use super::rules::dates::of_list;
use super::rules::deciding::may_run;
use super::rules::effects::{Effect, check_by, concerns, effect, tells};
use super::rules::levels::level;
use super::{Candidate, CaseAct, CaseState, Level, Tells, hands};
use crate::business::organisation::{holidays_in, policies_in};
use crate::business::stop_payment::coming_month;
use crate::database::request::{Entry, EntryRow, Topic};
use crate::database::value::Value;
use crate::database::{Change, Fault, Tx};
use crate::kernel::calendar::Holidays;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};
use chrono::NaiveDate;

/// So many links of a record and a person are looked at in one run; what is left waits for the next.
pub const AT_MOST: i64 = 50_000;

statements! {
    /// The row whose lock keeps two runs apart.
    SERIAL = sql!(
        "insert into match_serials (county, period, last_serial) values ($1, $2, 0) on conflict do nothing"
    );
    /// The last number given.
    LAST = sql!(lock "select last_serial as n from match_serials where county = $1 and period = $2");
    /// It has gone on.
    GONE_ON = sql!("update match_serials set last_serial = $3 where county = $1 and period = $2");
    /// Which run of the month this is.
    RUNS = sql!("select count(*) as n from match_runs where county = $1 and month = $2");
    /// The run.
    RUN = sql!(
        "insert into match_runs (county, month, seq, found, level_a, level_b, level_c, level_d, lines, holds, operator,
            business_date, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    /// Records that tell something, beside everybody they may be about who has no case of that record yet.
    ///
    /// `told` is what the accepted lists tell that bears on anybody; `linked` goes by the id, today's, its 15-digit form or
    /// a former one; `named` goes by the name, and only for records that no id links. The rules judge each link once more.
    CANDIDATES = sql!(
        "with told as materialized (
            select x.exchange_id, x.line_no, x.source, x.event, x.event_date, x.citizen_id, x.match_name, x.village, x.born,
                replace(replace(x.match_name, '?', '_'), '*', '_') as likeness,
                x.source || '|' || x.event || '|' || coalesce(x.citizen_id, '') || '|' || x.match_name || '|'
                    || coalesce(x.born, '') || '|' || coalesce(cast(x.event_date as text), '') as record_key
            from (select r.exchange_id, r.line_no, r.source, r.event, r.event_date, r.citizen_id, r.match_name, r.village,
                    coalesce(replace(cast(r.birth_date as text), '-', ''), case length(r.citizen_id)
                        when 18 then substr(r.citizen_id, 7, 8) when 15 then '19' || substr(r.citizen_id, 7, 6) end) as born
                from exchanges e
                join outside_records r on r.county = $1 and r.exchange_id = e.exchange_id
                where e.county = $1 and e.state = 'ACCEPTED' and e.direction = 'IN'
                    and r.source || ' ' || r.event in ('POLI DEAD', 'POLI CANCELLED', 'POLI MOVED_OUT', 'POLI ID_CHANGED',
                        'CIVI CREMATED', 'CIVI BURIED', 'FAMP DEAD', 'OTHP DRAWING', 'OTHP ACTIVE', 'JUST SENTENCED',
                        'JUST DETAINED', 'JUST RELEASED', 'JUST PAROLED')) x),
        linked as materialized (
            select t.exchange_id, t.line_no, p.insurance_no, 0 as former
            from told t join persons p on p.county = $1 and p.citizen_id = t.citizen_id
            union all
            select t.exchange_id, t.line_no, p.insurance_no, 0
            from told t
            join persons p on p.county = $1
                and p.citizen_id >= substr(t.citizen_id, 1, 6) || case when substr(t.citizen_id, 13) >= '996' then '18'
                    else '19' end || substr(t.citizen_id, 7)
                and p.citizen_id <= substr(t.citizen_id, 1, 6) || case when substr(t.citizen_id, 13) >= '996' then '18'
                    else '19' end || substr(t.citizen_id, 7) || 'X'
            where length(t.citizen_id) = 15 and p.name_key like t.likeness
            union all
            select t.exchange_id, t.line_no, p.insurance_no, 1
            from told t
            join id_history h on h.county = $1 and h.former_id = t.citizen_id
            join persons p on p.county = $1 and p.insurance_no = h.insurance_no
            where p.name_key like t.likeness),
        named as (
            select t.exchange_id, t.line_no, p.insurance_no, 0 as former
            from told t
            join persons p on p.county = $1 and p.name_key = t.match_name
            where t.born is not null
                and not exists (select l.insurance_no from linked l
                    where l.exchange_id = t.exchange_id and l.line_no = t.line_no)
                and case when t.village is null then replace(cast(p.birth_date as text), '-', '') = t.born
                    else substr(cast(p.birth_date as text), 1, 4) = substr(t.born, 1, 4)
                        and substr(p.village, 1, 9) = substr(t.village, 1, 9) end),
        links as (
            select a.exchange_id, a.line_no, a.insurance_no, max(a.former) as former
            from (select exchange_id, line_no, insurance_no, former from linked
                union all select exchange_id, line_no, insurance_no, former from named) a
            group by a.exchange_id, a.line_no, a.insurance_no)
        select t.exchange_id, t.line_no, t.source, t.event, t.event_date, t.record_key, t.citizen_id as told_id,
            t.match_name as told_name, t.born as told_born, t.village as told_village, p.insurance_no, p.citizen_id,
            p.name_key, replace(cast(p.birth_date as text), '-', '') as born, p.village, l.former = 1 as former,
            exists (select d.case_no from match_cases d where d.county = $1 and d.insurance_no = p.insurance_no
                and d.tells = 'DEATH' and d.level = 'A' and d.state in ('OPEN', 'CONFIRMED', 'APPROVED'))
                or exists (select e.seq from benefit_events e where e.county = $1 and e.insurance_no = p.insurance_no
                    and e.kind = 'STOP') as proposed,
            p.participation, p.contribution_state
        from links l
        join told t on t.exchange_id = l.exchange_id and t.line_no = l.line_no
        join persons p on p.county = $1 and p.insurance_no = l.insurance_no
        where p.participation <> 4
            and not exists (select c.case_no from match_cases c
                where c.county = $1 and c.insurance_no = p.insurance_no and c.record_key = t.record_key)
        order by p.insurance_no, t.exchange_id, t.line_no limit $2"
    );
}

record! { struct Number { n: i64 } }

/// Compares every accepted record with the whole stock of the county.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunMatching {
    /// The month.
    pub month: Month,
}

/// How many cases of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// In all.
    pub found: i64,
    /// Of level A.
    pub a: i64,
    /// Of level B.
    pub b: i64,
    /// Of level C.
    pub c: i64,
    /// Of level D.
    pub d: i64,
    /// Lines proposed at once.
    pub lines: i64,
    /// Months held at once.
    pub holds: i64,
}

/// The comparison has been run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    /// What was found.
    pub counts: Counts,
    /// The same in words.
    pub told: Phrase,
}

/// What a run rests on.
pub struct RunFacts {
    candidates: Vec<Candidate>,
    last: i64,
    runs: i64,
    check_days: i64,
    holidays: Holidays,
    coming: Month,
}

/// A case to be opened.
pub(super) struct NewCase<'a> {
    pub(super) case_no: String,
    pub(super) it: &'a Candidate,
    pub(super) level: Level,
    pub(super) tells: Tells,
    pub(super) effect: Effect,
    pub(super) check_by: Option<NaiveDate>,
}

impl RunMatching {
    /// The cases the candidates open: each record once for each person, the surest first.
    fn cases<'a>(&self, facts: &'a RunFacts, desk: &Desk) -> Result<Vec<NewCase<'a>>, Refusal> {
        let mut seen = BTreeSet::new();
        let mut hits: Vec<(Level, Tells, &Candidate)> = Vec::new();
        for it in &facts.candidates {
            let told = tells(&it.source, &it.event);
            let told = told.filter(|told| it.class().is_some_and(|class| concerns(*told, class)));
            let (Some(told), Some(level)) = (told, level(it)) else {
                continue;
            };
            if seen.insert((&it.insurance_no, &it.record_key)) {
                hits.push((level, told, it));
            }
        }
        // The surest first; of one person's, the most trusted source first.
        hits.sort_by_key(|(level, _, it)| (*level, &it.insurance_no, of_list(&it.source)));
        let mut proposed = BTreeSet::new();
        let due = check_by(desk.business_date, facts.check_days, &facts.holidays);
        let numbers = facts.last.saturating_add(1)..;
        let cases = hits
            .into_iter()
            .zip(numbers)
            .map(|((level, tells, it), n)| {
                let mut effect = effect(level, it, tells, facts.coming);
                if effect.line_now && !proposed.insert(&it.insurance_no) {
                    (effect.line_now, effect.hold_now) = (false, false);
                }
                let check_by = if effect.field_check {
                    Some(due.clone()?)
                } else {
                    None
                };
                Ok(NewCase {
                    case_no: format!("BD-{}-{}-{n:06}", desk.county, self.month.yyyymm()),
                    it,
                    level,
                    tells,
                    effect,
                    check_by,
                })
            });
        cases.collect()
    }
}

fn counted(cases: &[NewCase<'_>]) -> Counts {
    let of = |is: &dyn Fn(&NewCase<'_>) -> bool| {
        i64::try_from(cases.iter().filter(|it| is(it)).count()).unwrap_or(i64::MAX)
    };
    Counts {
        found: of(&|_| true),
        a: of(&|it| it.level == Level::A),
        b: of(&|it| it.level == Level::B),
        c: of(&|it| it.level == Level::C),
        d: of(&|it| it.level == Level::D),
        lines: of(&|it| it.effect.line_now),
        holds: of(&|it| it.effect.hold_now),
    }
}

impl Change for RunMatching {
    const NAME: &'static str = "matching.run";
    type Facts = RunFacts;
    type Outcome = Matched;

    fn object(&self) -> String {
        format!("matching:{}", self.month)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<RunFacts, Fault> {
        let of_month = binds![&desk.county, self.month];
        tx.run(&SERIAL, &of_month).await?;
        let last: Number = tx.one(&LAST, &of_month).await?;
        let runs: Number = tx.one(&RUNS, &of_month).await?;
        let candidates = match may_run(self.month, desk) {
            Ok(()) => tx.rows(&CANDIDATES, &binds![&desk.county, AT_MOST]).await?,
            Err(_) => Vec::new(),
        };
        let policies = policies_in(tx).await?;
        let check_days = policies
            .int("P.match.check_days", &desk.county, desk.business_date)
            .map_err(|why| Fault::inconsistent("policies", &why.why.en))?;
        Ok(RunFacts {
            candidates,
            last: last.n,
            runs: runs.n,
            check_days,
            holidays: holidays_in(tx).await?,
            coming: coming_month(tx, desk).await?,
        })
    }

    fn decide(&self, facts: &RunFacts, desk: &Desk) -> Result<Matched, Refusal> {
        may_run(self.month, desk)?;
        let counts = counted(&self.cases(facts, desk)?);
        let more = i64::try_from(facts.candidates.len()).unwrap_or(i64::MAX) >= AT_MOST;
        let mut told = phrase!(
            "{month}比对完成：新发现{found}件，A级{a}、B级{b}、C级{c}、D级{d}；建议停发{lines}人，暂缓{holds}人",
            "{month} compared: {found} new cases (A {a}, B {b}, C {c}, D {d}); {lines} lines proposed, {holds} months held",
            month = self.month,
            found = counts.found,
            a = counts.a,
            b = counts.b,
            c = counts.c,
            d = counts.d,
            lines = counts.lines,
            holds = counts.holds
        );
        if more {
            told = told.then(&phrase!(
                "；未比对完，请再运行一次",
                "; not all compared yet, run it again"
            ));
        }
        Ok(Matched { counts, told })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &RunFacts,
        out: &Matched,
    ) -> Result<Entry, Fault> {
        let cases = self
            .cases(facts, desk)
            .map_err(|why| Fault::Misuse(why.why.en.clone()))?;
        let rows: Vec<Vec<Value>> = cases.iter().map(|it| row(it, self.month, desk)).collect();
        tx.insert_many("match_cases", COLUMNS, &rows).await?;
        let mut found: Vec<Vec<Value>> = cases.iter().map(|it| hand(it, desk)).collect();
        for case in cases.iter().filter(|case| case.effect.line_now) {
            let mut of = Of {
                case_no: &case.case_no,
                insurance_no: &case.it.insurance_no,
                village: &case.it.village,
                state: CaseState::Open,
                rows: &mut found,
                next: 2,
            };
            let holds = Some(facts.coming).filter(|_| case.effect.hold_now);
            of.found(tx, desk, case.it.event_date, &case.it.exchange_id, holds)
                .await?;
        }
        tx.insert_many("match_hands", hands::COLUMNS, &found)
            .await?;
        let counts = out.counts;
        let last = facts.last.saturating_add(counts.found);
        tx.run_one(&GONE_ON, &binds![&desk.county, self.month, last])
            .await?;
        let run = binds![
            &desk.county,
            self.month,
            facts.runs.saturating_add(1),
            counts.found,
            counts.a,
            counts.b,
            counts.c,
            counts.d,
            counts.lines,
            counts.holds,
            &desk.operator,
            desk.business_date,
            desk.at
        ];
        tx.run_one(&RUN, &run).await?;
        Ok(Entry {
            object: self.object(),
            after: Some(
                serde_json::to_string(&counts).map_err(|why| Fault::Misuse(why.to_string()))?,
            ),
            rows: cases.iter().map(entry_row).collect(),
            topics: vec![Topic::of("matching", ""), Topic::of("person", "")],
            ..Entry::default()
        })
    }
}

/// What the trail keeps of a case that was opened.
fn entry_row(it: &NewCase<'_>) -> EntryRow {
    let after = serde_json::json!({
        "insurance_no": it.it.insurance_no, "exchange": it.it.exchange_id, "line": it.it.line_no,
        "level": it.level.word(), "tells": it.tells.word(), "reason": it.effect.reason,
        "line_now": it.effect.line_now, "hold_now": it.effect.hold_now,
    });
    EntryRow {
        key: it.case_no.clone(),
        before: None,
        after: Some(after.to_string()),
    }
}

const COLUMNS: &[&str] = &[
    "county",
    "case_no",
    "period",
    "insurance_no",
    "village",
    "exchange_id",
    "line_no",
    "source",
    "record_key",
    "level",
    "tells",
    "reason",
    "event_date",
    "state",
    "check_by",
    "found_on",
    "version",
];

fn row(new: &NewCase<'_>, month: Month, desk: &Desk) -> Vec<Value> {
    let it = new.it;
    binds![
        &desk.county,
        &new.case_no,
        month,
        &it.insurance_no,
        &it.village,
        &it.exchange_id,
        it.line_no,
        &it.source,
        &it.record_key,
        new.level.word(),
        new.tells.word(),
        new.effect.reason,
        it.event_date,
        CaseState::Open.word(),
        new.check_by,
        desk.business_date,
        1_i64
    ]
    .to_vec()
}

fn hand(new: &NewCase<'_>, desk: &Desk) -> Vec<Value> {
    let hand = hands::Hand {
        event_date: new.it.event_date,
        reason: new.effect.reason,
        ..hands::Hand::of(CaseAct::Find, CaseState::Open)
    };
    hands::row(desk, &new.case_no, 1, &hand)
}
