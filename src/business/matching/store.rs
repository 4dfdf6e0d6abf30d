//! Cases as they are read: those of an area, one with both sides and its chain, those of a person.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rules::deciding::{no_case, overtaken};
use super::rules::effects::days_left;
use super::{CaseHand, CaseState, DeathDate, Level, MatchCase, deaths};
use crate::business::organisation::HolidayTable;
use crate::business::outside::OutsideRecord;
use crate::database::request::Query;
use crate::database::{Db, Fault, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::calendar::Holidays;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

/// So many cases are listed.
pub const LISTED_MAX: i64 = 2000;

/// The columns of a case.
macro_rules! case {
    ($rest:literal) => {
        concat!(
            "select c.case_no, c.period, c.insurance_no, p.name as person_name, c.village, c.exchange_id, c.line_no,
                c.source, c.level, c.tells, c.reason, c.event_date, c.state, c.check_by, c.found_on, c.evidence_type,
                c.evidence_ref, c.decided_date, c.decided_by, d.name as decider_name, c.approved_by,
                a.name as approver_name, p.participation, p.contribution_state, c.version
            from match_cases c
            join persons p on p.county = $1 and p.insurance_no = c.insurance_no
            left join operators d on d.operator = c.decided_by
            left join operators a on a.operator = c.approved_by
            where c.county = $1",
            $rest
        )
    };
}

statements! {
    /// The cases of an area in one state, the surest and oldest first.
    LISTED = sql!(case!(
        " and c.state = $2 and c.village between $3 and $4 order by c.level, c.case_no limit $5"
    ));
    /// How many there are of each state and level in an area.
    COUNTED = sql!(
        "select c.state, c.level, count(*) as n
        from match_cases c
        where c.county = $1 and c.state in ('OPEN', 'CONFIRMED', 'DENIED') and c.village between $2 and $3
        group by c.state, c.level order by c.state, c.level"
    );
    /// One case.
    ONE = sql!(case!(" and c.case_no = $2 and c.village between $3 and $4 order by c.case_no"));
    /// Cases of the JSON list `$2`, held for a change.
    HELD = sql!(
        sqlite "select case_no as no, version as n from match_cases
            where county = $1 and case_no in (select value from json_each($2)) order by case_no",
        postgres "select case_no as no, version as n from match_cases
            where county = $1 and case_no = any (array(select jsonb_array_elements_text(cast($2 as jsonb))))
            order by case_no for update"
    );
    /// The same whole.
    NAMED = sql!(
        sqlite case!(" and c.case_no in (select value from json_each($2)) and c.village between $3 and $4
            order by c.case_no"),
        postgres case!(" and c.case_no = any (array(select jsonb_array_elements_text(cast($2 as jsonb))))
            and c.village between $3 and $4 order by c.case_no")
    );
    /// The last hand of each.
    LAST_HANDS = sql!(
        sqlite "select case_no as no, max(seq) as n from match_hands
            where county = $1 and case_no in (select value from json_each($2)) group by case_no order by case_no",
        postgres "select case_no as no, max(seq) as n from match_hands
            where county = $1 and case_no = any (array(select jsonb_array_elements_text(cast($2 as jsonb))))
            group by case_no order by case_no"
    );
    /// The cases of somebody.
    OF_PERSON = sql!(case!(
        " and c.insurance_no = $2 and c.village between $3 and $4 order by c.case_no limit $5"
    ));
    /// What was done to a case.
    HANDS = sql!(
        "select h.seq, h.act, h.to_state, h.operator, coalesce(o.name, h.operator) as name, h.post, h.evidence_type,
            h.evidence_ref, h.event_date, h.reason, h.remark, h.business_date, h.at
        from match_hands h left join operators o on o.operator = h.operator
        where h.county = $1 and h.case_no = $2 order by h.seq"
    );
    /// The person of a case.
    PERSON = sql!(
        "select p.name, p.citizen_id, p.birth_date, p.village, coalesce(a.name, p.village) as village_name, p.died_on
        from persons p
        left join areas a on a.code = p.village and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3)
        where p.county = $1 and p.insurance_no = $2 order by p.insurance_no"
    );
    /// The record of a case.
    RECORD = sql!(
        "select line_no, citizen_id, name, birth_date, village, event, event_date, until_date, document, detail
        from outside_records where county = $1 and exchange_id = $2 and line_no = $3 order by line_no"
    );
    /// The last run of the comparison.
    LAST_RUN = sql!(
        "select seq, found, level_a, level_b, level_c, level_d, lines, holds, operator, business_date
        from match_runs where county = $1 order by month desc, seq desc limit 1"
    );
}

record! {
    /// How many cases there are of a state and level.
    pub struct Count {
        /// The state.
        pub state: CaseState,
        /// The level.
        pub level: Level,
        /// How many.
        pub n: i64,
    }
}

record! {
    /// A run of the comparison.
    pub struct Run {
        /// Which of its month.
        pub seq: i64,
        /// The new cases.
        pub found: i64,
        /// Of level A.
        pub level_a: i64,
        /// Of level B.
        pub level_b: i64,
        /// Of level C.
        pub level_c: i64,
        /// Of level D.
        pub level_d: i64,
        /// Lines proposed.
        pub lines: i64,
        /// Months held.
        pub holds: i64,
        /// Who ran it.
        pub operator: String,
        /// The business date.
        pub business_date: NaiveDate,
    }
}

record! {
    /// The person of a case.
    pub struct Person {
        /// The name as registered.
        pub name: String,
        /// The citizen id.
        pub citizen_id: String,
        /// Born.
        pub birth_date: NaiveDate,
        /// The village.
        pub village: AreaCode,
        /// Its name.
        pub village_name: String,
        /// Died, as registered.
        pub died_on: Option<NaiveDate>,
    }
}

record! { struct Numbered { no: String, n: i64 } }

/// The first and the last code a desk may see in an area; none of what lies outside its own. A case is personal detail:
/// whoever looks after the system has none.
pub(super) fn seen(desk: &Desk) -> Option<(String, String)> {
    let may = !matches!(desk.post, Post::Guest | Post::CSys);
    let prefix = desk.area.prefix();
    may.then(|| (format!("{prefix:0<12}"), format!("{prefix:9<12}")))
}

/// A case with what is left of its field check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The case.
    pub case: MatchCase,
    /// Working days left, negative when late; none where nobody checks by a day.
    pub left: Option<i64>,
}

/// The cases of the desk's area in a state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CasesIn {
    /// The state.
    pub state: CaseState,
}

/// What the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// The cases.
    pub cases: Vec<Listed>,
    /// What waits, by state and level.
    pub counts: Vec<Count>,
    /// The last run.
    pub run: Option<Run>,
}

impl Query for CasesIn {
    const NAME: &'static str = "matching.cases";
    type Answer = Cases;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Cases, Fault> {
        let Some((first, last)) = seen(desk) else {
            return Ok(Cases::default());
        };
        let listed = binds![&desk.county, self.state.word(), &first, &last, LISTED_MAX];
        let found: Vec<MatchCase> = db.rows(&LISTED, &listed).await?;
        let counts = db
            .rows(&COUNTED, &binds![&desk.county, &first, &last])
            .await?;
        let run = db.row(&LAST_RUN, &binds![&desk.county]).await?;
        let holidays = HolidayTable.find(db, desk).await?;
        let cases = found
            .into_iter()
            .map(|case| listed_by(case, desk, &holidays));
        Ok(Cases {
            cases: cases.collect(),
            counts,
            run,
        })
    }
}

fn listed_by(case: MatchCase, desk: &Desk, holidays: &Holidays) -> Listed {
    let open = case.state == CaseState::Open;
    let by = case.check_by.filter(|_| open);
    Listed {
        left: by.and_then(|by| days_left(desk.business_date, by, holidays)),
        case,
    }
}

/// A case whole: the person and the record beside each other, and the chain from hit to effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeCase {
    /// The case.
    pub listed: Listed,
    /// The person.
    pub person: Person,
    /// What the list says.
    pub record: OutsideRecord,
    /// What was done, and what it led to.
    pub hands: Vec<CaseHand>,
    /// Every date of death that is told of the person.
    pub dates: Vec<DeathDate>,
}

/// One case, whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CaseOf {
    /// Its number.
    pub case_no: String,
}

impl Query for CaseOf {
    const NAME: &'static str = "matching.case";
    type Answer = Option<WholeCase>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Option<WholeCase>, Fault> {
        let Some((first, last)) = seen(desk) else {
            return Ok(None);
        };
        let one = binds![&desk.county, &self.case_no, first, last];
        let Some(case): Option<MatchCase> = db.row(&ONE, &one).await? else {
            return Ok(None);
        };
        let person = binds![&desk.county, &case.insurance_no, desk.business_date];
        let record = binds![&desk.county, &case.exchange_id, case.line_no];
        let missing = || Fault::inconsistent("match_cases", &case.case_no);
        let holidays = HolidayTable.find(db, desk).await?;
        Ok(Some(WholeCase {
            person: db.row(&PERSON, &person).await?.ok_or_else(missing)?,
            record: db.row(&RECORD, &record).await?.ok_or_else(missing)?,
            hands: db
                .rows(&HANDS, &binds![&desk.county, &case.case_no])
                .await?,
            dates: deaths::told_of(db, desk, &case.insurance_no).await?,
            listed: listed_by(case, desk, &holidays),
        }))
    }
}

/// The cases of somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CasesOf {
    /// The lifelong number.
    pub insurance_no: String,
}

impl Query for CasesOf {
    const NAME: &'static str = "matching.of_person";
    type Answer = Vec<MatchCase>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<MatchCase>, Fault> {
        let Some((first, last)) = seen(desk) else {
            return Ok(Vec::new());
        };
        let of = binds![&desk.county, &self.insurance_no, first, last, LISTED_MAX];
        db.rows(&OF_PERSON, &of).await
    }
}

/// Cases that were looked at, as they stand now, held until the act is done.
pub(super) async fn hold(
    tx: &mut Tx,
    desk: &Desk,
    looked_at: &[(String, i64)],
) -> Result<Vec<Held>, Fault> {
    let numbers: Vec<&String> = looked_at.iter().map(|(no, _)| no).collect();
    let numbers = serde_json::to_string(&numbers).map_err(|why| Fault::Misuse(why.to_string()))?;
    let of = binds![&desk.county, &numbers];
    let locked: Vec<Numbered> = tx.rows(&HELD, &of).await?;
    let Some((first, last)) = seen(desk).filter(|_| !locked.is_empty()) else {
        return Ok(looked_at.iter().map(|it| Held::of(it, None, 0)).collect());
    };
    let whole = binds![&desk.county, &numbers, first, last];
    let mut cases: BTreeMap<String, MatchCase> = BTreeMap::new();
    for case in tx.rows::<MatchCase>(&NAMED, &whole).await? {
        cases.insert(case.case_no.clone(), case);
    }
    let hands: Vec<Numbered> = tx.rows(&LAST_HANDS, &of).await?;
    let last_of = |no: &str| hands.iter().find(|it| it.no == no).map_or(0, |it| it.n);
    let held = looked_at
        .iter()
        .map(|it| Held::of(it, cases.remove(&it.0), last_of(&it.0)));
    Ok(held.collect())
}

/// A case as it stands, the version that was looked at, and the place of its next hand.
pub struct Held {
    pub(super) case_no: String,
    pub(super) version: i64,
    pub(super) case: Option<MatchCase>,
    pub(super) next: i64,
}

impl Held {
    fn of((case_no, version): &(String, i64), case: Option<MatchCase>, last: i64) -> Self {
        Self {
            case_no: case_no.clone(),
            version: *version,
            case,
            next: last.saturating_add(1),
        }
    }

    /// The case, if it is the one that was looked at.
    pub(super) fn standing(&self) -> Result<&MatchCase, Refusal> {
        let case = self.case.as_ref().ok_or_else(|| no_case(&self.case_no))?;
        if case.version == self.version {
            return Ok(case);
        }
        Err(overtaken(case))
    }
}
