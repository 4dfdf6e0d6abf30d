//! Who looked at whom: kept in the trail, in batches, after the paint.

use serde::Serialize;

use crate::database::request::{Entry, EntryRow, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;

/// These objects were looked at within the last second.
#[derive(Debug, Serialize)]
pub struct Look {
    /// `person:3713231200012344`, in the order they were seen.
    pub objects: Vec<String>,
}

impl Change for Look {
    const NAME: &'static str = "person.look";
    type Facts = ();
    type Outcome = ();

    async fn gather(&self, _: &mut Tx, _: &Desk) -> Result<(), Fault> {
        Ok(())
    }

    fn decide(&self, (): &(), _: &Desk) -> Result<(), Refusal> {
        Ok(())
    }

    async fn record(&self, _: &mut Tx, desk: &Desk, (): &(), (): &()) -> Result<Entry, Fault> {
        // One object is an entry of its own; several share one, each with its row.
        let topics = self.objects.iter().map(|object| {
            let id = object.split_once(':').map_or(object.as_str(), |(_, id)| id);
            Topic::of("looks", id)
        });
        let topics = topics.collect();
        Ok(match self.objects.as_slice() {
            [one] => Entry {
                object: one.clone(),
                topics,
                ..Entry::default()
            },
            many => Entry {
                object: format!("desk:{}", desk.operator),
                rows: many
                    .iter()
                    .map(|key| EntryRow {
                        key: key.clone(),
                        before: None,
                        after: None,
                    })
                    .collect(),
                topics,
                ..Entry::default()
            },
        })
    }
}
