//! An audit entry as it is stored, and the hash that pins it.

use super::chain::Fields;
use crate::record;

record! {
    /// One stored entry, every field as text is kept.
    pub struct Stored {
        /// The county's six digits.
        pub county: String,
        /// Its number in the county's chain, from 1, without gaps.
        pub seq: i64,
        /// System time in milliseconds since 1970.
        pub at_ms: i64,
        /// Who.
        pub operator: String,
        /// In which post.
        pub post: String,
        /// From where.
        pub client: String,
        /// Business day, `2012-03-08`.
        pub business_date: String,
        /// What was done: `policy.propose`.
        pub act: String,
        /// To what.
        pub object: String,
        /// The object before.
        pub row_before: Option<String>,
        /// The object after; for a bulk act, with the hash of its rows.
        pub row_after: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// The operation it belongs to.
        pub operation_id: String,
        /// The hash of the entry before.
        pub prev: String,
        /// The hash of this entry, as stored.
        pub hash: String,
    }
}

impl Stored {
    /// The hash its fields have. The order is pinned for ever.
    pub fn hashed(&self) -> String {
        Fields::default()
            .text(&self.county)
            .number(self.seq)
            .number(self.at_ms)
            .text(&self.operator)
            .text(&self.post)
            .text(&self.client)
            .text(&self.business_date)
            .text(&self.act)
            .text(&self.object)
            .maybe(self.row_before.as_deref())
            .maybe(self.row_after.as_deref())
            .maybe(self.reason.as_deref())
            .text(&self.operation_id)
            .text(&self.prev)
            .finish()
    }
}
