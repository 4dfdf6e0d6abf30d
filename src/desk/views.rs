//! Saved views in the database: an operator's own, and those that are shared with his post in his county.
//!
//! Whatever is done to one is an act with an entry, a private one's too: whether others see a view is known only once
//! its row is locked, and one door is simpler than two that each would have to ask. Of a view that nobody else sees
//! the trail does not keep the filter: a name may stand in it. An auditor changes nothing, and keeps no views.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::view_rules::{self as rules, Known};
use crate::console::views::{Arrangement, Deed, Keep, View, ViewDoors, ViewKey, Views};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Db, Fault, Query, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

statements! {
    /// The views an operator may take: his own, and those shared with his post. A thousand are more than anybody reads.
    LISTED = sql!("select v.pane as pane, v.operator as operator, coalesce(o.name, v.operator) as owner_name, v.name as name, v.sort_column, v.falls, v.filter, v.shared_with is not null as shared, false as another from saved_views v left join operators o on o.operator = v.operator where v.county = $1 and v.operator = $2 and v.name <> '' union all select v.pane, v.operator, coalesce(o.name, v.operator), v.name, v.sort_column, v.falls, v.filter, true, true from saved_views v left join operators o on o.operator = v.operator where v.county = $1 and v.shared_with = $3 and v.operator <> $2 order by pane, another, name, operator limit 1000");
    /// With which views the tables of an operator open.
    OPENING = sql!("select pane, opens_owner, opens_name from saved_views where county = $1 and operator = $2 and name = '' order by pane");
    /// One view.
    ONE = sql!(lock "select sort_column, falls, filter, shared_with from saved_views where county = $1 and operator = $2 and pane = $3 and name = $4");
    /// Keeps a view in the place of the one before; whether it is shared stays as it was.
    SAVE = sql!("insert into saved_views (county, operator, pane, name, sort_column, falls, filter, shared_with, opens_owner, opens_name, saved_at) values ($1, $2, $3, $4, $5, $6, $7, null, null, null, $8) on conflict (county, operator, pane, name) do update set sort_column = excluded.sort_column, falls = excluded.falls, filter = excluded.filter, saved_at = excluded.saved_at");
    /// Shares a view with a post, or with nobody.
    SHARE = sql!("update saved_views set shared_with = $5, saved_at = $6 where county = $1 and operator = $2 and pane = $3 and name = $4");
    /// Calls a view by another name.
    RENAME = sql!("update saved_views set name = $5, saved_at = $6 where county = $1 and operator = $2 and pane = $3 and name = $4");
    /// Throws a view away.
    DELETE = sql!("delete from saved_views where county = $1 and operator = $2 and pane = $3 and name = $4");
    /// A table opens with a view from now on.
    OPEN = sql!("insert into saved_views (county, operator, pane, name, sort_column, falls, filter, shared_with, opens_owner, opens_name, saved_at) values ($1, $2, $3, '', null, false, '', null, $4, $5, $6) on conflict (county, operator, pane, name) do update set opens_owner = excluded.opens_owner, opens_name = excluded.opens_name, saved_at = excluded.saved_at");
    /// A table no longer opens with a view, if it did.
    CLOSE = sql!("delete from saved_views where county = $1 and operator = $2 and pane = $3 and name = '' and opens_owner = $4 and opens_name = $5");
    /// A table opens with its operator's view under its new name, if it did under the old one.
    FOLLOW = sql!("update saved_views set opens_name = $5, saved_at = $6 where county = $1 and operator = $2 and pane = $3 and name = '' and opens_owner = $2 and opens_name = $4");
}

record! {
    struct Listed {
        pane: String,
        operator: String,
        owner_name: String,
        name: String,
        sort_column: Option<String>,
        falls: bool,
        filter: String,
        shared: bool,
    }
}

record! {
    struct Opening { pane: String, opens_owner: String, opens_name: String }
}

record! {
    struct One {
        sort_column: Option<String>,
        falls: bool,
        filter: String,
        shared_with: Option<String>,
    }
}

/// What a view is kept under.
fn key(table: String, owner: String, name: String) -> ViewKey {
    ViewKey { table, owner, name }
}

fn look(sort_column: Option<String>, falls: bool, filter: String) -> Arrangement {
    Arrangement {
        sort: sort_column.map(|column| (column, falls)),
        filter,
    }
}

/// The views whoever asks may take.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ViewList;

impl Query for ViewList {
    const NAME: &'static str = "desk.views";
    type Answer = Views;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Views, Fault> {
        let values = binds![&desk.county, &desk.operator, desk.post];
        let listed: Vec<Listed> = db.rows(&LISTED, &values).await?;
        let opening: Vec<Opening> = db
            .rows(&OPENING, &binds![&desk.county, &desk.operator])
            .await?;
        let view = |it: Listed| View {
            key: key(it.pane, it.operator, it.name),
            owner_name: it.owner_name,
            look: look(it.sort_column, it.falls, it.filter),
            shared: it.shared,
        };
        let opens = |it: Opening| key(it.pane, it.opens_owner, it.opens_name);
        Ok(Views {
            list: listed.into_iter().map(view).collect(),
            opening: opening.into_iter().map(opens).collect(),
        })
    }
}

/// Something is done with a view.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepView {
    /// What, with which.
    pub keep: Keep,
}

impl Change for KeepView {
    const NAME: &'static str = "desk.view";
    type Facts = Known;
    type Outcome = Keep;

    fn object(&self) -> String {
        let ViewKey { table, owner, name } = &self.keep.key;
        format!("view:{table}:{owner}:{name}")
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Known, Fault> {
        let key = &self.keep.key;
        let target = one(tx, desk, key).await?;
        let taken = match &self.keep.deed {
            Deed::Rename(name) => {
                let name = name.clone();
                one(
                    tx,
                    desk,
                    &ViewKey {
                        name,
                        ..key.clone()
                    },
                )
                .await?
                .is_some()
            }
            Deed::Save(_) | Deed::Share(_) | Deed::Open(_) | Deed::Delete => false,
        };
        let found = target.map(|it| (look(it.sort_column, it.falls, it.filter), it.shared_with));
        Ok(Known { found, taken })
    }

    fn decide(&self, known: &Known, desk: &Desk) -> Result<Keep, Refusal> {
        rules::may_do(&self.keep, known, desk)?;
        Ok(self.keep.clone())
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        known: &Known,
        _: &Keep,
    ) -> Result<Entry, Fault> {
        write(tx, desk, &self.keep).await?;
        let (before, after) = rules::before_and_after(&self.keep, known, desk);
        Ok(Entry {
            object: self.object(),
            before,
            after,
            topics: vec![Topic::of("view", &self.keep.key.table)],
            ..Entry::default()
        })
    }
}

async fn one(tx: &mut Tx, desk: &Desk, key: &ViewKey) -> Result<Option<One>, Fault> {
    let ViewKey { table, owner, name } = key;
    tx.row(&ONE, &binds![&desk.county, owner, table, name])
        .await
}

/// Writes what was decided.
async fn write(tx: &mut Tx, desk: &Desk, keep: &Keep) -> Result<(), Fault> {
    let ViewKey { table, owner, name } = &keep.key;
    let (county, me, at): (_, _, DateTime<Utc>) = (&desk.county, &desk.operator, desk.at);
    match &keep.deed {
        Deed::Save(look) => {
            let (column, falls) = look.sort.clone().unzip();
            let falls = falls.unwrap_or(false);
            let values = binds![county, me, table, name, column, falls, &look.filter, at];
            tx.run_one(&SAVE, &values).await
        }
        Deed::Share(shares) => {
            let post = shares.then_some(desk.post);
            let values = binds![county, me, table, name, post, at];
            tx.run_one(&SHARE, &values).await
        }
        Deed::Rename(new) => {
            let values = binds![county, me, table, name, new, at];
            tx.run_one(&RENAME, &values).await?;
            tx.run(&FOLLOW, &values).await.map(drop)
        }
        Deed::Open(true) => {
            let values = binds![county, me, table, owner, name, at];
            tx.run_one(&OPEN, &values).await
        }
        Deed::Open(false) => {
            let values = binds![county, me, table, owner, name];
            tx.run(&CLOSE, &values).await.map(drop)
        }
        Deed::Delete => {
            let values = binds![county, me, table, name];
            tx.run_one(&DELETE, &values).await?;
            let values = binds![county, me, table, owner, name];
            tx.run(&CLOSE, &values).await.map(drop)
        }
    }
}

/// Where the console finds and keeps views.
pub const DOORS: ViewDoors = ViewDoors {
    find: || Box::new(ViewList),
    keep: |keep| Box::new(KeepView { keep }),
    may: rules::may_keep,
    named: rules::named,
};
