//! What a month has done to everybody, counted by the database: one statement that groups people by village and fact.
//!
//! An award, a suspension or a stop counts in the month it takes effect, never in one that is closed (1.8): what was
//! decided after the month's run had been applied for counts in the next. Columns of a report are sums over facts, and
//! who stands behind a number is found by the same facts.

use chrono::NaiveDate;

use super::Tally;
use super::rules::fact::{CODES, Fact};
use super::window::{Asked, Window};
use crate::database::Fault;
use crate::kernel::area::{AreaCode, County};
use crate::{binds, record, sql, statements};

/// Whether a suspension or a stop `e` had been lifted by a month: `$month`, the day its run was applied for `$cut`, and
/// a condition on the awards approved by then.
macro_rules! lifted {
    ($month:literal, $cut:literal, $approved:literal) => {
        concat!(
            "(exists (select r.seq from benefit_events r
                where r.county = $1 and r.insurance_no = e.insurance_no and r.kind = 'RESUME' and r.reason = e.reason
                    and r.seq > e.seq and r.from_month <= ",
            $month,
            " and r.recorded_on <= ",
            $cut,
            ") or (e.kind = 'STOP' and exists (select n.start_month from awards n
                where n.county = $1 and n.insurance_no = e.insurance_no and n.approved_on > e.recorded_on
                    and n.start_month <= ",
            $month,
            " and ",
            $approved,
            ")))"
        )
    };
}

/// The awards of the month, by person: held before it, fresh in it.
macro_rules! awards {
    () => {
        "(select w.insurance_no,
            max(case when w.start_month < $2 and w.approved_on < $3 then 1 else 0 end) as held,
            max(case when w.start_month < $2 and w.approved_on < $3 then 0 else 1 end) as fresh
        from awards w
        where w.county = $1 and w.start_month <= $2 and w.approved_on <= $4
        group by w.insurance_no)"
    };
}

/// The suspensions and stops of the month, by person: as they stand, and as they stood the month before.
macro_rules! events {
    () => {
        concat!(
            "(select s.insurance_no,
                max(case when s.kind = 'STOP' then s.stands else 0 end) as stopped,
                max(case when s.kind = 'STOP' and s.stands = 1 then
                    case s.reason when 'T01' then 1 when 'T03' then 2 when 'T04' then 3 else 4 end else 0 end) as leaving,
                max(case when s.kind = 'SUSPEND' then s.stands else 0 end) as suspended,
                max(case when s.kind = 'STOP' then s.stood else 0 end) as stopped_before,
                max(case when s.kind = 'SUSPEND' then s.stood else 0 end) as suspended_before
            from (select e.insurance_no, e.kind, e.reason,
                    case when ", lifted!("$2", "$5", "n.approved_on <= $4"), " then 0 else 1 end as stands,
                    case when e.from_month <= $6 and e.recorded_on <= $7 and not ",
            lifted!("$6", "$7", "n.approved_on < $3"),
            " then 1 else 0 end as stood
                from benefit_events e
                where e.county = $1 and e.kind in ('SUSPEND', 'STOP') and e.from_month <= $2 and e.recorded_on <= $5) s
            group by s.insurance_no)"
        )
    };
}

/// Everybody of `$people` with what the month has done to him. Left out is who left on no known day.
macro_rules! facts {
    ($people:expr) => {
        concat!(
            "(select p.insurance_no, p.name, p.citizen_id, p.birth_date, p.village,
                cast((((case when p.enrolled_on >= $3 then 0
                        when e.stopped_before = 1
                            or (a.insurance_no is null and p.participation = 4 and p.died_on < $3) then 4
                        when coalesce(a.held, 0) = 0 then 1
                        when e.suspended_before = 1 then 3 else 2 end * 5
                    + case when e.stopped = 1
                            or (a.insurance_no is null and p.participation = 4 and p.died_on <= $4) then 4
                        when a.insurance_no is null then 1
                        when e.suspended = 1 then 3 else 2 end) * 3
                    + case when a.fresh = 1 then 2 when a.held = 1 then 1 else 0 end) * 5
                    + case when e.stopped = 1 then e.leaving
                        when a.insurance_no is null and p.participation = 4 and p.died_on <= $4 then 1 else 0 end) * 16
                    + case when p.sex = '2' then 8 else 0 end
                    + case when p.scheme_line = 'NRPS' or (p.scheme_line = 'RESIDENT' and p.hukou_type = '20')
                        then 4 else 0 end
                    + case when g.insurance_no is null then 0 else 2 end
                    + case when p.birth_date between $8 and $9 then 1 else 0 end as bigint) as code
            from ", $people, "
            left join ", events!(), " e on e.insurance_no = p.insurance_no
            left join (select distinct s.insurance_no from special_groups s
                where s.county = $1 and s.group_code <> '00' and s.valid_from <= $4
                    and (s.valid_to is null or s.valid_to >= $4)) g on g.insurance_no = p.insurance_no
            where p.county = $1 and p.village between $10 and $11 and p.enrolled_on <= $4
                and not (p.participation = 4 and p.died_on is null
                    and not exists (select x.start_month from awards x
                        where x.county = $1 and x.insurance_no = p.insurance_no)
                    and not exists (select y.seq from benefit_events y
                        where y.county = $1 and y.insurance_no = p.insurance_no and y.kind = 'STOP'))) f"
        )
    };
}

/// Everybody enrolled.
macro_rules! everybody {
    () => {
        facts!(concat!(
            "persons p left join ",
            awards!(),
            " a on a.insurance_no = p.insurance_no"
        ))
    };
}

/// Everybody awarded.
macro_rules! awarded {
    () => {
        facts!(concat!(
            awards!(),
            " a join persons p on p.county = $1 and p.insurance_no = a.insurance_no"
        ))
    };
}

/// People of one village and fact. Who was out and is out says nothing: their numbers are the greatest.
macro_rules! counted {
    ($from:expr) => {
        concat!(
            "select f.village, f.code, count(*) as people from ",
            $from,
            " where f.code < 5760 group by f.village, f.code order by f.village, f.code"
        )
    };
}

/// People whose fact is one of a list, the first of them, and how many they are.
macro_rules! listed {
    ($from:expr, $in:literal) => {
        concat!(
            "select f.insurance_no, f.name, f.citizen_id, f.birth_date, coalesce(v.name, f.village) as village_name,
                count(*) over () as total from ",
            $from,
            " left join areas v on v.code = f.village and v.valid_to is null where f.code in ",
            $in,
            " order by f.insurance_no limit $13"
        )
    };
}

statements! {
    /// What the month has done to everybody enrolled.
    EVERYBODY = sql!(counted!(everybody!()));
    /// What the month has done to everybody awarded.
    AWARDED = sql!(counted!(awarded!()));
    /// The enrolled to whom it has done one of some things.
    OF_EVERYBODY = sql!(
        sqlite listed!(everybody!(), "(select value from json_each($12))"),
        postgres listed!(everybody!(), "(select cast(value as bigint) from jsonb_array_elements_text(cast($12 as jsonb)))")
    );
    /// The awarded to whom it has done one of some things.
    OF_AWARDED = sql!(
        sqlite listed!(awarded!(), "(select value from json_each($12))"),
        postgres listed!(awarded!(), "(select cast(value as bigint) from jsonb_array_elements_text(cast($12 as jsonb)))")
    );
}

record! {
    /// Somebody behind a number, as the database has him.
    pub(super) struct Behind {
        /// The lifelong number.
        pub(super) insurance_no: String,
        /// The name as registered.
        pub(super) name: String,
        /// The citizen id.
        pub(super) citizen_id: String,
        /// Born.
        pub(super) birth_date: NaiveDate,
        /// The village's name.
        pub(super) village_name: String,
        /// How many there are in all.
        pub(super) total: i64,
    }
}

/// What the month has done to the people of an area of one county.
pub(super) async fn tallies(
    asked: &mut Asked<'_>,
    county: &County,
    area: &AreaCode,
    window: &Window,
    whole: bool,
) -> Result<Vec<Tally>, Fault> {
    let sql = if whole { &EVERYBODY } else { &AWARDED };
    asked.rows(sql, &window.values(county, area.codes())).await
}

/// The first people of an area to whom the month has done what a column counts, and how many they are.
pub(super) async fn behind(
    asked: &mut Asked<'_>,
    county: &County,
    area: &AreaCode,
    window: &Window,
    (whole, meant): (bool, fn(&Fact) -> bool),
    limit: i64,
) -> Result<Vec<Behind>, Fault> {
    let codes: Vec<i64> = (0..CODES)
        .filter(|code| Fact::of(*code).is_some_and(|it| meant(&it)))
        .collect();
    let codes = serde_json::to_string(&codes).map_err(|it| Fault::Misuse(it.to_string()))?;
    let sql = if whole { &OF_EVERYBODY } else { &OF_AWARDED };
    let mut values = window.values(county, area.codes()).to_vec();
    values.extend(binds![codes, limit]);
    asked.rows(sql, &values).await
}
