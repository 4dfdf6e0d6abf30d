//! Drafts in the database: an operator's own, kept while a form is filled in, offered at the next log-in.
//!
//! Keeping one is no act of business: it has no entry in the trail and no operation id.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::panes;
use crate::business::descriptor::WorkItem;
use crate::console::draft::{Draft, DraftKey, Note};
use crate::database::request::{AnyQuery, Topic};
use crate::database::{Db, Fault, Query};
use crate::kernel::calendar::{local_date, local_time};
use crate::kernel::desk::Desk;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// The draft of one form.
    OF_FORM = sql!("select fields, at_field from drafts where county = $1 and operator = $2 and pane = $3 and argument = $4");
    /// Every draft of an operator, the oldest first.
    OF_OPERATOR = sql!("select pane, argument, saved_at from drafts where county = $1 and operator = $2 order by saved_at, pane, argument");
    /// Keeps a draft in the place of the one before.
    KEEP = sql!("insert into drafts (county, operator, pane, argument, fields, at_field, saved_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (county, operator, pane, argument) do update set fields = excluded.fields, at_field = excluded.at_field, saved_at = excluded.saved_at");
    /// Forgets a draft.
    FORGET = sql!("delete from drafts where county = $1 and operator = $2 and pane = $3 and argument = $4");
}

record! {
    struct Kept { fields: String, at_field: String }
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
    type Answer = Option<Draft>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Option<Draft>, Fault> {
        let values = binds![
            &desk.county,
            &desk.operator,
            &self.key.pane,
            &self.key.argument
        ];
        let kept: Option<Kept> = db.row(&OF_FORM, &values).await?;
        // A draft of a program that kept them otherwise is no draft.
        Ok(kept.and_then(|kept| {
            let fields = serde_json::from_str(&kept.fields).ok()?;
            Some(Draft {
                fields,
                at: kept.at_field,
            })
        }))
    }
}

/// The question for the draft of a form, as the console asks it.
pub fn draft_of(key: DraftKey) -> Box<dyn AnyQuery> {
    Box::new(DraftOf { key })
}

/// Keeps or forgets a draft; asked, not done: it changes nothing that anybody else can see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepDraft {
    /// What is kept or forgotten.
    pub note: Note,
}

impl Query for KeepDraft {
    const NAME: &'static str = "desk.keep_draft";
    type Answer = ();

    async fn find(&self, db: &Db, desk: &Desk) -> Result<(), Fault> {
        let DraftKey { pane, argument } = &self.note.key;
        let mut tx = db.begin().await?;
        if let Some(draft) = &self.note.draft {
            let fields = serde_json::to_string(&draft.fields)
                .map_err(|error| Fault::Misuse(error.to_string()))?;
            let values = binds![
                &desk.county,
                &desk.operator,
                pane,
                argument,
                fields,
                &draft.at,
                desk.at
            ];
            tx.run_one(&KEEP, &values).await?;
        } else {
            tx.run(
                &FORGET,
                &binds![&desk.county, &desk.operator, pane, argument],
            )
            .await?;
        }
        tx.commit().await
    }
}

/// What keeps a note, as the runtime sends it.
pub fn keep(note: Note) -> Box<dyn AnyQuery> {
    Box::new(KeepDraft { note })
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
