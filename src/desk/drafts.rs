//! Drafts in the database: an operator's own, kept while a form is filled in, offered at the next log-in.
//!
//! Keeping one is no act of business: it has no entry in the trail and no operation id.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::panes;
use crate::business::descriptor::WorkItem;
use crate::console::draft::{Draft, DraftKey, Kept, Note};
use crate::database::request::{AnyQuery, Topic};
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::calendar::{local_date, local_time};
use crate::kernel::desk::Desk;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// The draft of one form.
    OF_FORM = sql!("select fields, at_field, caret, basis, saved_at from drafts where county = $1 and operator = $2 and pane = $3 and argument = $4");
    /// Every draft of an operator, the oldest first.
    OF_OPERATOR = sql!("select pane, argument, saved_at from drafts where county = $1 and operator = $2 order by saved_at, pane, argument");
    /// Keeps a draft in the place of the one before.
    KEEP = sql!("insert into drafts (county, operator, pane, argument, fields, at_field, caret, basis, saved_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (county, operator, pane, argument) do update set fields = excluded.fields, at_field = excluded.at_field, caret = excluded.caret, basis = excluded.basis, saved_at = excluded.saved_at");
    /// Forgets a draft.
    FORGET = sql!("delete from drafts where county = $1 and operator = $2 and pane = $3 and argument = $4");
}

record! {
    struct Row {
        fields: String,
        at_field: String,
        caret: Option<i64>,
        basis: Option<String>,
        saved_at: DateTime<Utc>,
    }
}

record! {
    struct Mine { pane: String, argument: String, saved_at: DateTime<Utc> }
}

/// The draft of a form, if one was kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftOf {
    /// Whose form.
    pub key: DraftKey,
}

impl Query for DraftOf {
    const NAME: &'static str = "desk.draft";
    type Answer = Option<Kept>;

    async fn find(&self, db: &Db, _: &Desk) -> Result<Option<Kept>, Fault> {
        let DraftKey {
            county,
            operator,
            pane,
            argument,
        } = &self.key;
        let values = binds![county, operator, pane, argument];
        let kept: Option<Row> = db.row(&OF_FORM, &values).await?;
        // A draft of a program that kept them otherwise is no draft.
        Ok(kept.and_then(|kept| {
            let draft = Draft {
                fields: serde_json::from_str(&kept.fields).ok()?,
                at: kept.at_field,
                caret: kept
                    .caret
                    .and_then(|it| usize::try_from(it).ok())
                    .unwrap_or(usize::MAX),
                basis: kept.basis.unwrap_or_default(),
            };
            Some(Kept {
                draft,
                saved_at: kept.saved_at,
            })
        }))
    }
}

/// The question for the draft of a form, as the console asks it.
pub fn draft_of(key: DraftKey) -> Box<dyn AnyQuery> {
    Box::new(DraftOf { key })
}

/// Keeps or forgets drafts; asked, not done: it changes nothing that anybody else can see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepDrafts {
    /// What is kept or forgotten.
    pub notes: Vec<Note>,
}

impl Query for KeepDrafts {
    const NAME: &'static str = "desk.keep_drafts";
    type Answer = ();

    async fn find(&self, db: &Db, desk: &Desk) -> Result<(), Fault> {
        let mut tx = db.begin().await?;
        for note in &self.notes {
            keep_one(&mut tx, note, desk.at).await?;
        }
        tx.commit().await
    }
}

async fn keep_one(tx: &mut Tx, note: &Note, at: DateTime<Utc>) -> Result<(), Fault> {
    let DraftKey {
        county,
        operator,
        pane,
        argument,
    } = &note.key;
    let Some(draft) = &note.draft else {
        let values = binds![county, operator, pane, argument];
        return tx.run(&FORGET, &values).await.map(drop);
    };
    let fields =
        serde_json::to_string(&draft.fields).map_err(|error| Fault::Misuse(error.to_string()))?;
    let caret = i64::try_from(draft.caret).unwrap_or(i64::MAX);
    let values = binds![
        county,
        operator,
        pane,
        argument,
        fields,
        &draft.at,
        caret,
        &draft.basis,
        at
    ];
    tx.run_one(&KEEP, &values).await
}

/// What keeps notes, as the runtime sends it.
pub fn keep(notes: Vec<Note>) -> Box<dyn AnyQuery> {
    Box::new(KeepDrafts { notes })
}

/// The operator's own drafts, as matters that wait.
pub(super) async fn work(db: &Db, desk: &Desk) -> Result<Vec<WorkItem>, Fault> {
    let mine: Vec<Mine> = db
        .rows(&OF_OPERATOR, &binds![&desk.county, &desk.operator])
        .await?;
    let item = |draft: Mine| {
        let pane = panes::named(&draft.pane)?;
        Some(WorkItem {
            title: phrase!(
                "未提交的草稿：{what}（{day} {time}）",
                "a draft not submitted: {what} ({day} {time})",
                what = pane.title,
                day = local_date(draft.saved_at),
                time = local_time(draft.saved_at).format("%H:%M")
            ),
            since: local_date(draft.saved_at),
            opens: (draft.pane, draft.argument),
            topic: Topic::of("draft", ""),
        })
    };
    Ok(mine.into_iter().filter_map(item).collect())
}
