//! The desk an act or a question comes from: who, in which post, for which area, at which of the
//! two clocks.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::area::{AreaCode, County};
use super::post::Post;

/// Everything about the asker that a query, a change or a guard may need.
///
/// `at` is the system's time, which nobody can move; `business_date` is the day by which deadlines,
/// lateness and reports are judged (Asia/Shanghai; in a demonstration the moved date).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The operator's id, the name of a login role on PostgreSQL.
    pub operator: String,
    /// The operator's name, as shown.
    pub name: String,
    /// The post held at this log-in.
    pub post: Post,
    /// The area the post is for: a village, a township, a county or the city.
    pub area: AreaCode,
    /// The county whose books are open.
    pub county: County,
    /// Where the act comes from: host and terminal.
    pub client: String,
    /// System time, whole microseconds.
    pub at: DateTime<Utc>,
    /// Business day in Asia/Shanghai.
    pub business_date: NaiveDate,
    /// Whether this is a demonstration or training database.
    pub demonstration: bool,
}
