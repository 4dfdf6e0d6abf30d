//! Who may sit down at a desk: the nouns of signing in. The rules are in `rules`, the acts in `sign_in`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::area::{AreaCode, County};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::record;

record! {
    /// A post held somewhere for a time.
    pub struct Seat {
        /// The post.
        pub post: Post,
        /// Where.
        pub area: AreaCode,
        /// The first day.
        pub valid_from: NaiveDate,
        /// The last day; none while it lasts.
        pub valid_to: Option<NaiveDate>,
    }
}

impl Seat {
    /// Whether the post is held on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// An operator who is known, with every post ever held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The operator's id.
    pub operator: String,
    /// The name.
    pub name: String,
    /// Whether the account is locked.
    pub locked: bool,
    /// The posts, of all days.
    pub seats: Vec<Seat>,
}

/// What a log-in is decided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInFacts {
    /// The operator, if there is one.
    pub known: Option<Known>,
    /// Whether the password was right.
    pub opened: bool,
}

/// Somebody has signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The operator's id.
    pub operator: String,
    /// The name, as shown.
    pub name: String,
    /// The post of this sitting.
    pub post: Post,
    /// The area of the post.
    pub area: AreaCode,
    /// The county whose books are open.
    pub county: County,
    /// Other posts the operator holds today and may sit down in instead.
    pub others: Vec<Seat>,
}

impl SignedIn {
    /// The desk this operator sits at from now on.
    #[must_use]
    pub fn desk(&self, before: &Desk) -> Desk {
        Desk {
            operator: self.operator.clone(),
            name: self.name.clone(),
            post: self.post,
            area: self.area.clone(),
            county: self.county.clone(),
            ..before.clone()
        }
    }
}
