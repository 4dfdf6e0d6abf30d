//! The circular: where townships or counties stand in a month by the metrics that are built, and how they get there.

use serde::{Deserialize, Serialize};

use super::rules::figures::{at_level, parent};
use super::rules::ranking::ranking;
use super::store::{Named, divisions, may_read};
use super::{Ranked, Standing};
use crate::business::organisation::policies;
use crate::database::request::Query;
use crate::database::{Db, Fault};
use crate::kernel::area::{AreaCode, County, Level};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements};

statements! {
    /// The month's verification lists by township: how many, how many signed in time, due on them, done in time.
    LISTS = sql!(
        "select substr(village, 1, 9) || '000' as township, count(*) as lists,
            count(case when days_late = 0 then 1 end) as signed, cast(sum(due) as bigint) as due,
            cast(sum(case when days_late = 0 then due else 0 end) as bigint) as done
        from verification_lists where county = $1 and month = $2
        group by substr(village, 1, 9) order by 1"
    );
    /// The townships whose first stop form of the month was approved in time.
    FORMS = sql!(
        "select township, count(*) as approved from stop_forms
        where county = $1 and month = $2 and kind = 'STOP' and days_late = 0
        group by township order by township"
    );
}

record! { struct Verified { township: AreaCode, lists: i64, signed: i64, due: i64, done: i64 } }
record! { struct Forms { township: AreaCode, approved: i64 } }

/// Where the townships of a county stand in a month, the best first; for the city, its counties.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CircularOf {
    /// The month.
    pub month: Month,
}

impl Query for CircularOf {
    const NAME: &'static str = "statistics.circular";
    type Answer = Vec<Ranked>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Ranked>, Fault> {
        if !may_read(desk) {
            return Ok(Vec::new());
        }
        let policies = policies(db, desk).await?;
        let pairs = policies.text("P.stat.weights", &desk.county, desk.business_date);
        let weights = pairs.map_err(|why| Fault::inconsistent("P.stat.weights", &why.why.en))?;
        let weights = (weight(weights, "M4"), weight(weights, "M5"));
        let now = standings(db, desk, self.month).await?;
        let before = standings(db, desk, self.month.previous()).await?;
        Ok(ranking(&now, &before, weights))
    }
}

/// The weight of a metric in `M1=10,M2=20`.
fn weight(pairs: &str, id: &str) -> i64 {
    let mut pairs = pairs.split(',').filter_map(|it| it.split_once('='));
    let found = pairs.find(|(key, _)| key.trim() == id);
    found
        .and_then(|(_, it)| it.trim().parse().ok())
        .unwrap_or(0)
}

/// Where the parts of a desk's county, or the counties of its city, stand.
async fn standings(db: &Db, desk: &Desk, month: Month) -> Result<Vec<Standing>, Fault> {
    if desk.area.level() != Level::City {
        return townships(db, desk, &desk.county, month).await;
    }
    let mut all = Vec::new();
    for county in divisions(db, desk, "COUNTY", &desk.area).await? {
        let parts = townships(db, desk, &county.code.county(), month).await?;
        all.push(together(&county, &parts));
    }
    Ok(all)
}

/// A county as the sum of its townships.
fn together(county: &Named, parts: &[Standing]) -> Standing {
    let sum = |of: fn(&Standing) -> i64| parts.iter().map(of).fold(0, i64::saturating_add);
    Standing {
        code: county.code.clone(),
        name: county.name.clone(),
        lists: sum(|it| it.lists),
        due: sum(|it| it.due),
        done: sum(|it| it.done),
        steps: sum(|it| it.steps),
        in_time: sum(|it| it.in_time),
    }
}

/// Where the townships of a county stand.
async fn townships(
    db: &Db,
    desk: &Desk,
    county: &County,
    month: Month,
) -> Result<Vec<Standing>, Fault> {
    let Ok(area) = county.as_str().parse::<AreaCode>() else {
        return Ok(Vec::new());
    };
    let named = divisions(db, desk, "TOWNSHIP", &area).await?;
    let lists: Vec<Verified> = db.rows(&LISTS, &binds![county, month]).await?;
    let forms: Vec<Forms> = db.rows(&FORMS, &binds![county, month]).await?;
    let standing = |it: Named| {
        let list = lists.iter().find(|list| list.township == it.code);
        let form = forms.iter().find(|form| form.township == it.code);
        let count = |of: fn(&Verified) -> i64| list.map_or(0, of);
        let verified = list.is_some_and(|it| it.signed == it.lists);
        let in_time =
            i64::from(verified).saturating_add(i64::from(form.is_some_and(|it| it.approved > 0)));
        Standing {
            lists: count(|it| it.lists),
            due: count(|it| it.due),
            done: count(|it| it.done),
            // The steps that are built: the verification, the stop form.
            steps: 2,
            in_time,
            code: it.code,
            name: it.name,
        }
    };
    Ok(named.into_iter().map(standing).collect())
}

/// How far the parts of the desk's area have come towards the 10th: for the chart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TowardsOf {
    /// The month.
    pub month: Month,
}

impl Query for TowardsOf {
    const NAME: &'static str = "statistics.towards";
    type Answer = Vec<Standing>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Standing>, Fault> {
        if !may_read(desk) {
            return Ok(Vec::new());
        }
        let all = standings(db, desk, self.month).await?;
        let own = |it: &Standing| {
            desk.area.holds(&it.code) || it.code == at_level(&desk.area, Level::Township)
        };
        Ok(all.into_iter().filter(own).collect())
    }
}

/// The area whose chart a desk sees: its own, a village's township.
pub(super) fn charted(desk: &Desk) -> AreaCode {
    match desk.area.level() {
        Level::Village => parent(&desk.area).unwrap_or_else(|| desk.area.clone()),
        Level::City | Level::County | Level::Township => desk.area.clone(),
    }
}
