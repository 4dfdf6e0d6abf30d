//! How far the month has come: by village, township and county; what waits for whom; the annual dates that run out.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{DEADLINE, ListState, Mode, Outcome};
use crate::business::descriptor::Missing;
use crate::business::organisation::{HolidayTable, policies};
use crate::database::{Db, Fault, Query};
use crate::kernel::area::{AreaCode, Level};
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

statements! {
    /// The lists of an area, summed by the first `$6` digits of their villages, with who answers for each part.
    SUMS = sql!(
        "select s.code, coalesce(a.name, s.code) as name, s.lists, s.signed, s.due, s.done, s.late, s.marked, s.untouched,
            s.dead, s.imprisoned, s.missing, s.others, s.state, o.name as responsible, o.phone
        from (select substr(substr(village, 1, cast($6 as integer)) || '000000', 1, 12) as code, count(*) as lists, count(signed_on) as signed,
                cast(sum(due) as bigint) as due,
                cast(sum(case when signed_on is not null and days_late = 0 then due else 0 end) as bigint) as done,
                cast(sum(case when days_late > 0 then due else 0 end) as bigint) as late,
                cast(sum(marked) as bigint) as marked,
                count(case when marked = 0 and state = 'ISSUED' then 1 end) as untouched,
                cast(sum(dead) as bigint) as dead, cast(sum(imprisoned) as bigint) as imprisoned,
                cast(sum(missing) as bigint) as missing, cast(sum(others) as bigint) as others,
                case when min(state) = max(state) then min(state) end as state
            from verification_lists
            where county between $1 and $2 and month = $3 and village between $4 and $5
            group by 1) s
        left join areas a on a.code = s.code and a.valid_from <= $7 and (a.valid_to is null or a.valid_to >= $7)
        left join (select area, min(operator) as operator from assignments
            where post = $8 and valid_from <= $7 and (valid_to is null or valid_to >= $7) group by area) r
            on r.area = s.code
        left join operators o on o.operator = r.operator
        order by s.code"
    );
    /// Due and done of a month in the villages of a desk, and when the last was done.
    DONE = sql!(
        "select cast(coalesce(sum(due), 0) as bigint) as due,
            cast(coalesce(sum(case when signed_on is not null then due else 0 end), 0) as bigint) as done,
            max(signed_on) as last_signed
        from verification_lists
        where county = $1 and month = $2 and village between $3 and $4"
    );
    /// The lists that wait in a state, by township.
    WAITING = sql!(
        "select min(l.village) as village, coalesce(min(t.name), '') as township, coalesce(min(v.name), '') as first,
            count(*) as lists, min(l.issued_on) as since
        from verification_lists l
        left join areas v on v.code = l.village and v.valid_to is null
        left join areas t on t.code = substr(l.village, 1, 9) || '000' and t.valid_to is null
        where l.county = $1 and l.month = $2 and l.village between $3 and $4 and l.state = $5
        group by substr(l.village, 1, 9)
        order by 1"
    );
    /// The list this operator worked on last.
    LAST = sql!(
        "select village from verification_lists
        where county = $1 and month = $2 and touched_by = $3 and village between $4 and $5
        order by touched_at desc limit 1"
    );
    /// What was found about somebody, month by month, the latest first.
    HISTORY = sql!(
        "select i.month, i.village, i.part, i.outcome, i.evidence_type, i.evidence_ref, i.event_date, i.seen_date,
            i.remark, o.name as marker_name, i.proxy, l.state, l.mode
        from verification_items i
        join verification_lists l on l.county = $1 and l.month = i.month and l.village = i.village
        left join operators o on o.operator = i.marked_by
        where i.county = $1 and i.insurance_no = $2
        order by i.month desc"
    );
    /// The formal verifications of somebody, the latest first.
    ANNUAL_OF = sql!(
        "select v.verified_on, v.evidence_type, v.evidence_ref, v.recorded_on, o.name as maker_name
        from annual_verifications v left join operators o on o.operator = v.maker
        where v.county = $1 and v.insurance_no = $2
        order by v.verified_on desc"
    );
    /// People in payment whose formal verification lies before a day, the oldest first.
    RUNNING_OUT = sql!(
        "select p.insurance_no, p.name, p.citizen_id, p.phone, coalesce(a.name, p.village) as village_name, w.verified_on
        from (select insurance_no, max(coalesce(verified_on, approved_on)) as verified_on
            from awards where county = $1 group by insurance_no) w
        join persons p on p.county = $1 and p.insurance_no = w.insurance_no
        left join areas a on a.code = p.village and a.valid_to is null
        where p.county = $1 and p.village between $2 and $3 and p.participation = 1 and p.contribution_state = 3
            and w.verified_on < $4
        order by w.verified_on, p.insurance_no limit $5"
    );
}

record! {
    /// A part of an area and how far it has come.
    pub struct Sum {
        /// Its code: a county, a township or a village.
        pub code: AreaCode,
        /// Its name.
        pub name: String,
        /// Its lists.
        pub lists: i64,
        /// Those the station has signed.
        pub signed: i64,
        /// People in payment on them.
        pub due: i64,
        /// Of those, on lists the station signed in time.
        pub done: i64,
        /// On lists the station signed late.
        pub late: i64,
        /// With an outcome so far.
        pub marked: i64,
        /// Lists nobody has worked on.
        pub untouched: i64,
        /// Dead.
        pub dead: i64,
        /// Imprisoned.
        pub imprisoned: i64,
        /// Missing.
        pub missing: i64,
        /// Other exceptions.
        pub others: i64,
        /// The state, where all its lists have one.
        pub state: Option<ListState>,
        /// Who answers for it.
        pub responsible: Option<String>,
        /// Telephone.
        pub phone: Option<String>,
    }
}

impl Sum {
    /// People on lists the station has not signed.
    pub fn open(&self) -> i64 {
        self.due.saturating_sub(self.done).saturating_sub(self.late)
    }

    /// Outcomes other than alive.
    pub fn exceptions(&self) -> i64 {
        [self.dead, self.imprisoned, self.missing, self.others]
            .into_iter()
            .fold(0, i64::saturating_add)
    }
}

/// How far an area has come in a month, part by part.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProgressOf {
    /// The month.
    pub month: Month,
    /// The area; what the desk may not see of it is left out.
    pub area: AreaCode,
}

/// How far an area has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Its parts.
    pub parts: Vec<Sum>,
    /// The last day in time.
    pub due: Result<Option<NaiveDate>, Refusal>,
    /// The holidays the countdown needs.
    pub holidays: crate::kernel::calendar::Holidays,
}

/// The part of an area that a desk may see: the smaller of the two, if one holds the other.
pub(super) fn seen(area: &AreaCode, desk: &Desk) -> Option<AreaCode> {
    if desk.area.holds(area) {
        Some(area.clone())
    } else {
        area.holds(&desk.area).then(|| desk.area.clone())
    }
}

/// How many digits the parts of an area have, and the post that answers for one.
const fn parts_of(level: Level) -> (i64, &'static str) {
    match level {
        Level::City => (6, "C-DIR"),
        Level::County => (9, "T-DIR"),
        Level::Township | Level::Village => (12, "V-CO"),
    }
}

impl Query for ProgressOf {
    const NAME: &'static str = "verification.progress";
    type Answer = Progress;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Progress, Fault> {
        let holidays = HolidayTable.find(db, desk).await?;
        let due = DEADLINE.day(self.month, desk, &policies(db, desk).await?, &holidays);
        let Some(area) = seen(&self.area, desk) else {
            return Ok(Progress {
                parts: Vec::new(),
                due,
                holidays,
            });
        };
        let (first, last) = area.codes();
        let county = |code: &str| code.get(..6).unwrap_or(code).to_owned();
        let (digits, post) = parts_of(area.level());
        let values = binds![
            county(&first),
            county(&last),
            self.month,
            first,
            last,
            digits,
            desk.business_date,
            post
        ];
        Ok(Progress {
            parts: db.rows(&SUMS, &values).await?,
            due,
            holidays,
        })
    }
}

record! {
    struct Share { due: i64, done: i64, last_signed: Option<NaiveDate> }
}

/// What is done and due of the month in a desk's area.
pub(super) async fn missing(db: &Db, desk: &Desk, month: Month) -> Result<Missing, Fault> {
    let (first, last) = desk.area.codes();
    let share: Share = db
        .one(&DONE, &binds![&desk.county, month, first, last])
        .await?;
    Ok(Missing {
        done: share.done,
        due: share.due,
        finished: share
            .last_signed
            .filter(|_| share.due > 0 && share.done == share.due),
    })
}

record! {
    /// Lists of a township that wait in one state.
    pub struct Waiting {
        /// The first of their villages.
        pub village: AreaCode,
        /// The township's name.
        pub township: String,
        /// The first village's name.
        pub first: String,
        /// How many.
        pub lists: i64,
        /// Since when the oldest is out.
        pub since: NaiveDate,
    }
}

/// The lists of a desk's area that wait in a state, by township.
pub(super) async fn waiting(
    db: &Db,
    desk: &Desk,
    month: Month,
    state: ListState,
) -> Result<Vec<Waiting>, Fault> {
    let (first, last) = desk.area.codes();
    db.rows(
        &WAITING,
        &binds![&desk.county, month, first, last, state.word()],
    )
    .await
}

/// The list this operator worked on last in a month.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LastList {
    /// The month.
    pub month: Month,
}

record! {
    struct Village { village: AreaCode }
}

impl Query for LastList {
    const NAME: &'static str = "verification.last_list";
    type Answer = Option<AreaCode>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Option<AreaCode>, Fault> {
        let (first, last) = desk.area.codes();
        let values = binds![&desk.county, self.month, &desk.operator, first, last];
        let found: Option<Village> = db.row(&LAST, &values).await?;
        Ok(found.map(|it| it.village))
    }
}

record! {
    /// What was found about somebody in one month.
    pub struct MonthFound {
        /// The month.
        pub month: Month,
        /// On which village's list.
        pub village: AreaCode,
        /// 1 in payment, 2 suspended.
        pub part: i64,
        /// What was found.
        pub outcome: Option<Outcome>,
        /// What it rests on.
        pub evidence_type: Option<super::Evidence>,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// The day of death, judgment, move.
        pub event_date: Option<NaiveDate>,
        /// The day the person was seen.
        pub seen_date: Option<NaiveDate>,
        /// A remark.
        pub remark: Option<String>,
        /// Who entered it.
        pub marker_name: Option<String>,
        /// Whether on the coordinator's behalf.
        pub proxy: bool,
        /// How far the list has come.
        pub state: ListState,
        /// How the month is verified.
        pub mode: Mode,
    }
}

record! {
    /// A formal verification.
    pub struct Annual {
        /// The day the person was seen.
        pub verified_on: NaiveDate,
        /// What it rests on.
        pub evidence_type: super::Evidence,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// When it was recorded.
        pub recorded_on: NaiveDate,
        /// Who entered it.
        pub maker_name: Option<String>,
    }
}

/// The verification of one person, month by month and year by year.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HistoryOf {
    /// The person.
    pub insurance_no: String,
}

/// What has been found about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Month by month, the latest first.
    pub months: Vec<MonthFound>,
    /// The formal verifications, the latest first.
    pub annual: Vec<Annual>,
}

impl Query for HistoryOf {
    const NAME: &'static str = "verification.history";
    type Answer = History;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<History, Fault> {
        let person = binds![&desk.county, &self.insurance_no];
        Ok(History {
            months: db.rows(&HISTORY, &person).await?,
            annual: db.rows(&ANNUAL_OF, &person).await?,
        })
    }
}

record! {
    /// Somebody whose formal verification runs out, or has.
    pub struct RunningOut {
        /// The lifelong number.
        pub insurance_no: String,
        /// The name as registered.
        pub name: String,
        /// The citizen id, masked.
        pub citizen_id: String,
        /// Telephone.
        pub phone: Option<String>,
        /// The village's name.
        pub village_name: String,
        /// The last formal verification, or the approval.
        pub verified_on: NaiveDate,
    }
}

/// Whose formal verification runs out within some months, or has: in the desk's area.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnnualDue {
    /// Months ahead.
    pub months: u32,
}

/// Whose formal verification runs out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annuals {
    /// The people, the oldest date first; at most [`ANNUALS_MAX`].
    pub people: Vec<RunningOut>,
    /// Months a formal verification holds.
    pub validity_months: u32,
    /// Months of grace after that.
    pub grace_months: u32,
}

/// So many people are listed at most.
pub const ANNUALS_MAX: i64 = 2000;

impl Query for AnnualDue {
    const NAME: &'static str = "verification.annual";
    type Answer = Annuals;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Annuals, Fault> {
        let policies = policies(db, desk).await?;
        let int = |parameter| policies.int(parameter, &desk.county, desk.business_date);
        let told = |refusal: Refusal| Fault::inconsistent("policies", &refusal.why.en);
        let months = |value: i64| u32::try_from(value).unwrap_or(0);
        let validity_months = months(int("P.verify.annual_validity_months").map_err(told)?);
        let grace_months = months(int("P.verify.grace_months").map_err(told)?);
        let ahead = desk
            .business_date
            .checked_add_months(Months::new(self.months));
        let before = ahead
            .and_then(|day| day.checked_sub_months(Months::new(validity_months)))
            .unwrap_or_default();
        let (first, last) = desk.area.codes();
        let values = binds![&desk.county, first, last, before, ANNUALS_MAX];
        let mut people: Vec<RunningOut> = db.rows(&RUNNING_OUT, &values).await?;
        for person in &mut people {
            let id = CitizenId::parse(&person.citizen_id);
            person.citizen_id = id.map_or_else(|_| String::new(), |id| id.masked());
        }
        Ok(Annuals {
            people,
            validity_months,
            grace_months,
        })
    }
}
