//! The figures of a report: frozen where it was submitted, counted where it was not.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::counting::tallies;
use super::rules::figures::{Figures, add, at_level, of_villages, summed, total};
use super::rules::filing::not_there;
use super::rules::specs::report_of;
use super::window::{Asked, Window};
use super::{Filed, ReportSpec, ReportState, Source};
use crate::database::request::Query;
use crate::database::{Db, Fault};
use crate::kernel::area::{AreaCode, County, Level};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

/// So many versions are listed.
pub const FILED_MAX: i64 = 500;

/// The columns of a report's version.
macro_rules! filed {
    ($rest:literal) => {
        concat!(
            "select r.report, r.period, r.unit, r.version, r.state, r.maker, coalesce(m.name, r.maker) as maker_name,
                r.made_on, r.checker, c.name as checker_name, r.approver, a.name as approver_name, r.submitted_on,
                r.days_late, r.note, r.value_hash, r.row_version
            from reports r left join operators m on m.operator = r.maker
            left join operators c on c.operator = r.checker left join operators a on a.operator = r.approver
            where r.county = $1",
            $rest
        )
    };
}
pub(super) use filed;

statements! {
    /// The people of the villages of the year.
    POPULATIONS = sql!(
        "select village, persons as amount from village_populations
        where county = $1 and year = $2 and village between $3 and $4 order by village"
    );
    /// The month's verification in its villages: who is due, who is on a list the station signed in time.
    VERIFIED = sql!(
        "select village, due, case when days_late = 0 then due else 0 end as done from verification_lists
        where county = $1 and month = $2 and village between $3 and $4 order by village"
    );
    /// What was found overpaid on days of the month, in its villages.
    FOUND = sql!(
        "select p.village, count(*) as cases, cast(sum(r.basic_fen + r.account_fen) as bigint) as fen
        from recovery_cases r join persons p on p.county = $1 and p.insurance_no = r.insurance_no
        where r.county = $1 and r.found_on between $2 and $3 and p.village between $4 and $5
        group by p.village order by p.village"
    );
    /// The version of a unit's report that holds: the last one submitted.
    HOLDS = sql!(filed!(
        " and r.report = $2 and r.period = $3 and r.unit = $4 and r.state = 'SUBMITTED' order by r.version desc limit 1"
    ));
    /// The version that is under way.
    UNDER_WAY = sql!(filed!(
        " and r.report = $2 and r.period = $3 and r.unit = $4 and r.state in ('DRAFT', 'CHECKED')
            order by r.version desc limit 1"
    ));
    /// The versions of a unit's reports, the newest month first.
    FILED = sql!(filed!(" and r.unit = $2 order by r.period desc, r.report, r.version desc limit $3"));
    /// The values of a version in the parts of an area.
    VALUES = sql!(
        "select area, column_id, value from report_values
        where county = $1 and report = $2 and period = $3 and unit = $4 and version = $5 and digits = $6
            and area between $7 and $8
        order by area, column_id"
    );
    /// The names of the divisions inside an area.
    NAMES = sql!(
        "select code, name from areas
        where code between $1 and $2 and valid_from <= $3 and (valid_to is null or valid_to >= $3) order by code"
    );
    /// The divisions of a level inside an area.
    DIVISIONS = sql!(
        "select code, name from areas
        where level = $1 and code between $2 and $3 and valid_from <= $4 and (valid_to is null or valid_to >= $4)
        order by code"
    );
}

record! { struct Amount { village: AreaCode, amount: i64 } }
record! { struct Verified { village: AreaCode, due: i64, done: i64 } }
record! { struct FoundThere { village: AreaCode, cases: i64, fen: i64 } }
record! { struct Kept { area: AreaCode, column_id: String, value: i64 } }
record! {
    /// A division's name.
    pub(super) struct Named {
        /// Its code.
        pub(super) code: AreaCode,
        /// Its name.
        pub(super) name: String,
    }
}

/// Whether a desk sees figures: everybody who has signed in, of his own area.
pub(super) fn may_read(desk: &Desk) -> bool {
    desk.post != Post::Guest
}

/// The part of an area that a desk may see: the smaller of the two, if one holds the other.
pub(super) fn seen(area: &AreaCode, desk: &Desk) -> Option<AreaCode> {
    if !may_read(desk) {
        None
    } else if desk.area.holds(area) {
        Some(area.clone())
    } else {
        area.holds(&desk.area).then(|| desk.area.clone())
    }
}

/// The level of an area's parts.
pub(super) const fn part_level(level: Level) -> Level {
    match level {
        Level::City => Level::County,
        Level::County => Level::Township,
        Level::Township | Level::Village => Level::Village,
    }
}

/// How many digits a level's codes have.
pub(super) const fn digits(level: Level) -> i64 {
    match level {
        Level::City => 4,
        Level::County => 6,
        Level::Township => 9,
        Level::Village => 12,
    }
}

/// The figures of a report in the villages of an area of one county, counted now.
pub(super) async fn counted(
    asked: &mut Asked<'_>,
    desk: &Desk,
    report: &ReportSpec,
    month: Month,
    (county, area): (&County, &AreaCode),
) -> Result<Figures, Fault> {
    let window = Window::of(asked, desk, county, month).await?;
    let tallies = tallies(asked, county, area, &window, report.whole).await?;
    let mut figures = of_villages(report, &tallies);
    let (first, last) = area.codes();
    for column in report.columns {
        match column.source {
            Source::Population => {
                let year = i64::from(month.first_day().year());
                let values = binds![county, year, &first, &last];
                let found: Vec<Amount> = asked.rows(&POPULATIONS, &values).await?;
                for it in found {
                    add(report, &mut figures, &it.village, column.id, it.amount);
                }
            }
            Source::Due => {
                let values = binds![county, month, &first, &last];
                let found: Vec<Verified> = asked.rows(&VERIFIED, &values).await?;
                for it in found {
                    add(report, &mut figures, &it.village, "c15.due", it.due);
                    add(report, &mut figures, &it.village, "c15.done", it.done);
                }
            }
            Source::Found => {
                let days = (month.first_day(), month.last_day());
                let values = binds![county, days.0, days.1, &first, &last];
                let found: Vec<FoundThere> = asked.rows(&FOUND, &values).await?;
                for it in found {
                    add(report, &mut figures, &it.village, "c16.cases", it.cases);
                    add(report, &mut figures, &it.village, "c16.found", it.fen);
                }
            }
            // Filled with their neighbours, from facts, or by nothing.
            Source::People(_)
            | Source::Done
            | Source::FoundFen
            | Source::Nothing
            | Source::NothingFen
            | Source::Rate(..) => {}
        }
    }
    Ok(figures)
}

/// The values that a version keeps, at a level inside an area.
async fn kept(
    db: &Db,
    county: &County,
    report: &ReportSpec,
    filed: &Filed,
    (area, level): (&AreaCode, Level),
) -> Result<Figures, Fault> {
    let (first, last) = area.codes();
    let values = binds![
        county,
        &filed.report,
        filed.period,
        &filed.unit,
        filed.version,
        digits(level),
        first,
        last
    ];
    let rows: Vec<Kept> = db.rows(&VALUES, &values).await?;
    let mut figures = Figures::new();
    for row in rows {
        add(report, &mut figures, &row.area, &row.column_id, row.value);
    }
    Ok(figures)
}

/// The version of a report that tells the figures of an area: the one under way, where that is asked for; else the one
/// submitted, by the unit itself or by its county.
async fn version_of(
    db: &Db,
    asked: &FiguresOf,
    (county, area): (&County, &AreaCode),
) -> Result<Option<Filed>, Fault> {
    let own = match area.level() {
        Level::Village => at_level(area, Level::Township),
        Level::City | Level::County | Level::Township => area.clone(),
    };
    let whole = at_level(area, Level::County);
    let key = |unit: &AreaCode| binds![county, &asked.report, asked.month, unit];
    if asked.drafted
        && let Some(found) = db.row(&UNDER_WAY, &key(&own)).await?
    {
        return Ok(Some(found));
    }
    let found: Option<Filed> = db.row(&HOLDS, &key(&own)).await?;
    if found.is_some() || own == whole {
        return Ok(found);
    }
    db.row(&HOLDS, &key(&whole)).await
}

/// The parts of an area of one county with their figures, and the version they are kept in.
async fn parts_in(
    db: &Db,
    desk: &Desk,
    report: &ReportSpec,
    asked: &FiguresOf,
    (county, area, level): (&County, &AreaCode, Level),
) -> Result<(Figures, Option<Filed>), Fault> {
    if let Some(filed) = version_of(db, asked, (county, area)).await? {
        let figures = kept(db, county, report, &filed, (area, level)).await?;
        return Ok((figures, Some(filed)));
    }
    let mut line = Asked::Db(db);
    let villages = counted(&mut line, desk, report, asked.month, (county, area)).await?;
    Ok((summed(&villages, level), None))
}

/// A part of an area with its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// Its values, column by column.
    pub values: Vec<i64>,
}

/// A report's figures in an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The area.
    pub area: AreaCode,
    /// Its name.
    pub name: String,
    /// The parts, by code.
    pub parts: Vec<Part>,
    /// Their sum.
    pub values: Vec<i64>,
    /// The version they are kept in; none where they are counted now.
    pub kept: Option<Filed>,
}

/// The figures of a report in an area the desk may see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FiguresOf {
    /// Which report.
    pub report: String,
    /// The month.
    pub month: Month,
    /// The area.
    pub area: AreaCode,
    /// Whether a version under way is meant, where there is one.
    pub drafted: bool,
}

impl Query for FiguresOf {
    const NAME: &'static str = "statistics.figures";
    type Answer = Result<Shown, Refusal>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        let (Some(report), Some(area)) = (report_of(&self.report), seen(&self.area, desk)) else {
            return Ok(Err(not_there()));
        };
        let level = part_level(area.level());
        let day = self.month.last_day();
        let mut figures = Figures::new();
        let mut version = None;
        if area.level() == Level::City {
            // A county at a time: no statement crosses counties.
            for county in divisions(db, desk, "COUNTY", &area).await? {
                let within = (&county.code.county(), &county.code, level);
                let (of_county, _) = parts_in(db, desk, report, self, within).await?;
                figures.extend(of_county);
            }
        } else {
            let within = (&area.county(), &area, level);
            (figures, version) = parts_in(db, desk, report, self, within).await?;
        }
        let (first, last) = area.codes();
        let names: Vec<Named> = db.rows(&NAMES, &binds![first, last, day]).await?;
        let names: BTreeMap<&AreaCode, &String> =
            names.iter().map(|it| (&it.code, &it.name)).collect();
        let title = |code: &AreaCode| {
            let name = names.get(code).map(|it| (*it).clone());
            name.unwrap_or_else(|| code.as_str().to_owned())
        };
        let values = total(report, figures.values());
        let parts = figures.into_iter().map(|(code, values)| Part {
            name: title(&code),
            code,
            values,
        });
        let parts = parts.collect();
        Ok(Ok(Shown {
            name: title(&area),
            area,
            parts,
            values,
            kept: version,
        }))
    }
}

/// The divisions of a level inside an area on the desk's day.
pub(super) async fn divisions(
    db: &Db,
    desk: &Desk,
    level: &str,
    area: &AreaCode,
) -> Result<Vec<Named>, Fault> {
    let (first, last) = area.codes();
    db.rows(&DIVISIONS, &binds![level, first, last, desk.business_date])
        .await
}

/// The versions of the reports of the desk's own unit, the newest month first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FiledOf;

impl Query for FiledOf {
    const NAME: &'static str = "statistics.filed";
    type Answer = Vec<Filed>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Filed>, Fault> {
        if !may_read(desk) {
            return Ok(Vec::new());
        }
        let unit = match desk.area.level() {
            Level::Village => at_level(&desk.area, Level::Township),
            Level::City | Level::County | Level::Township => desk.area.clone(),
        };
        db.rows(&FILED, &binds![&desk.county, &unit, FILED_MAX])
            .await
    }
}

/// The newest version of a unit's report, of those that count for `wanted`.
pub(super) fn newest<'a>(
    filed: &'a [Filed],
    report: &str,
    month: Month,
    wanted: fn(ReportState) -> bool,
) -> Option<&'a Filed> {
    filed
        .iter()
        .filter(|it| it.report == report && it.period == month && wanted(it.state))
        .max_by_key(|it| it.version)
}
