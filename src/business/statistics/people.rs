//! Who stands behind a number: the list that every column of a report opens.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::counting::{Behind, behind};
use super::rules::specs::report_of;
use super::store::seen;
use super::window::{Asked, Window};
use super::{ColumnSpec, ReportSpec, Source};
use crate::database::request::Query;
use crate::database::{Db, Fault};
use crate::kernel::area::{AreaCode, Level};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::shown::masked_number;
use crate::{binds, sql, statements};

/// So many people are listed at most.
pub const PEOPLE_MAX: i64 = 500;

statements! {
    /// Who is due on the month's lists, or done in time.
    VERIFIED = sql!(
        "select p.insurance_no, p.name, p.citizen_id, p.birth_date, coalesce(v.name, i.village) as village_name,
            count(*) over () as total
        from verification_lists l
        join verification_items i on i.county = $1 and i.month = $2 and i.village = l.village and i.part = 1
        join persons p on p.county = $1 and p.insurance_no = i.insurance_no
        left join areas v on v.code = i.village and v.valid_to is null
        where l.county = $1 and l.month = $2 and l.village between $3 and $4 and ($5 = 0 or l.days_late = 0)
        order by p.insurance_no limit $6"
    );
    /// Of whom a recovery case was found on days of the month.
    FOUND = sql!(
        "select p.insurance_no, p.name, p.citizen_id, p.birth_date, coalesce(v.name, p.village) as village_name,
            count(*) over () as total
        from recovery_cases r
        join persons p on p.county = $1 and p.insurance_no = r.insurance_no
        left join areas v on v.code = p.village and v.valid_to is null
        where r.county = $1 and r.found_on between $2 and $3 and p.village between $4 and $5
        order by p.insurance_no, r.case_no limit $6"
    );
}

/// The people behind a column of a report in an area: as they are counted now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PeopleBehind {
    /// Which report.
    pub report: String,
    /// Which column.
    pub column: String,
    /// The month.
    pub month: Month,
    /// The area, inside one county.
    pub area: AreaCode,
}

/// Somebody behind a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Someone {
    /// The lifelong number.
    pub insurance_no: String,
    /// The name as registered.
    pub name: String,
    /// The citizen id, masked.
    pub citizen_id: String,
    /// Born.
    pub birth_date: NaiveDate,
    /// The village's name.
    pub village_name: String,
}

/// The people behind a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// The first of them.
    pub people: Vec<Someone>,
    /// How many they are.
    pub total: i64,
}

/// The column whose people a column opens: a rate opens those of its numerator; none where no people stand behind it.
pub fn opens(report: &'static ReportSpec, column: &str) -> Option<&'static ColumnSpec> {
    let named = |id: &str| report.columns.iter().find(|it| it.id == id);
    let column = named(column)?;
    match column.source {
        Source::Rate(of, _) => named(of),
        Source::Population | Source::Nothing | Source::NothingFen => None,
        Source::People(_) | Source::Due | Source::Done | Source::Found | Source::FoundFen => {
            Some(column)
        }
    }
}

impl Query for PeopleBehind {
    const NAME: &'static str = "statistics.people";
    type Answer = People;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<People, Fault> {
        let report = report_of(&self.report);
        let column = report.and_then(|it| opens(it, &self.column));
        let seen = seen(&self.area, desk).filter(|it| it.level() != Level::City);
        let may = desk.post != Post::CSys;
        let (Some(report), Some(column), Some(area), true) = (report, column, seen, may) else {
            return Ok(People {
                people: Vec::new(),
                total: 0,
            });
        };
        let county = area.county();
        let (first, last) = area.codes();
        let days = (self.month.first_day(), self.month.last_day());
        let found: Vec<Behind> = match column.source {
            Source::People(meant) => {
                let mut asked = Asked::Db(db);
                let window = Window::of(&mut asked, desk, &county, self.month).await?;
                let which = (report.whole, meant);
                behind(&mut asked, &county, &area, &window, which, PEOPLE_MAX).await?
            }
            Source::Due | Source::Done => {
                let in_time = i64::from(matches!(column.source, Source::Done));
                let values = binds![&county, self.month, first, last, in_time, PEOPLE_MAX];
                db.rows(&VERIFIED, &values).await?
            }
            Source::Found | Source::FoundFen => {
                let values = binds![&county, days.0, days.1, first, last, PEOPLE_MAX];
                db.rows(&FOUND, &values).await?
            }
            Source::Population | Source::Nothing | Source::NothingFen | Source::Rate(..) => {
                Vec::new()
            }
        };
        Ok(People {
            total: found.first().map_or(0, |it| it.total),
            people: found.into_iter().map(someone).collect(),
        })
    }
}

fn someone(it: Behind) -> Someone {
    Someone {
        insurance_no: it.insurance_no,
        name: it.name,
        citizen_id: masked_number(&it.citizen_id),
        birth_date: it.birth_date,
        village_name: it.village_name,
    }
}
