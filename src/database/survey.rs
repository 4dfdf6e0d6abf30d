//! The survey: an engine plans a question by what it last knew of its tables.

use super::db::Db;
use super::fault::Fault;
use crate::{sql, statements};

statements! {
    /// Counts what stands in the tables, so that questions are planned for that and not for empty ones.
    SURVEY = sql!("analyze");
}

impl Db {
    /// Lets the engine look at its tables once very much has been written.
    pub async fn survey(&self) -> Result<(), Fault> {
        let mut tx = self.begin().await?;
        tx.run(&SURVEY, &[]).await?;
        tx.commit().await
    }
}
