//! Who is given a post, leaves it, or stands in for somebody; and the certificates some posts ask for. The nouns.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::policies::PolicyState;
use super::seats::Known;
use crate::kernel::area::AreaCode;
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::{record, words};

words! {
    /// What becomes of a post.
    PostKind {
        /// Somebody is given it.
        Appoint = "APPOINT" "任职" "appoint";
        /// Somebody leaves it.
        End = "END" "免职" "end";
        /// Somebody stands in for its holder, for some days.
        Substitute = "SUBSTITUTE" "代理" "stand in";
    }
}

record! {
    /// A change of posts, with its hands.
    pub struct PostChange {
        /// Whom it is about.
        pub operator: String,
        /// That operator's name.
        pub name: String,
        /// The post.
        pub post: Post,
        /// Where.
        pub area: AreaCode,
        /// Where, by name.
        pub area_name: String,
        /// Its number among the changes of that operator, post and area.
        pub revision: i64,
        /// What becomes of it.
        pub kind: PostKind,
        /// The first day; of an ending the last.
        pub valid_from: NaiveDate,
        /// The last day, where there is one.
        pub valid_to: Option<NaiveDate>,
        /// Whose place is taken.
        pub acts_for: Option<String>,
        /// That operator's name.
        pub acts_for_name: Option<String>,
        /// The document that orders it.
        pub document_no: String,
        /// Why.
        pub reason: String,
        /// Where it stands.
        pub state: PolicyState,
        /// Who proposed it.
        pub maker: String,
        /// That operator's name.
        pub maker_name: String,
        /// When.
        pub made_at: DateTime<Utc>,
        /// Who decided it.
        pub checker: Option<String>,
        /// That operator's name.
        pub checker_name: Option<String>,
        /// For others' edits.
        pub version: i64,
    }
}

impl PostChange {
    /// The identity of the change, as a table keeps it.
    pub fn id(&self) -> String {
        format!(
            "{}|{}|{}|{}",
            self.operator, self.post, self.area, self.revision
        )
    }
}

record! {
    /// A post certificate.
    pub struct Certificate {
        /// Whose it is.
        pub holder: String,
        /// For which post.
        pub post: Post,
        /// Its number.
        pub certificate_no: String,
        /// Who issued it.
        pub issuer: String,
        /// When.
        pub issued_on: NaiveDate,
        /// The last day it holds.
        pub expires_on: NaiveDate,
        /// Hours of training behind it.
        pub hours: i64,
    }
}

/// What is wanted of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What becomes of it.
    pub kind: PostKind,
    /// Whom it is about.
    pub operator: String,
    /// The post.
    pub post: Post,
    /// Where.
    pub area: AreaCode,
    /// The first day; of an ending the last.
    pub valid_from: NaiveDate,
    /// The last day, where there is one.
    pub valid_to: Option<NaiveDate>,
    /// The document that orders it.
    pub document_no: String,
    /// Why.
    pub reason: String,
}

/// What a change of posts is decided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostFacts {
    /// Whom it is about, with every post ever held.
    pub person: Option<Known>,
    /// Who holds the post in that area, for a substitution.
    pub holder: Option<Known>,
    /// Whether the area stands on the first day.
    pub stands: bool,
    /// The person's certificates.
    pub certificates: Vec<Certificate>,
    /// Whether a missing certificate refuses (`P.cert.enforce`), or only warns.
    pub blocks: bool,
    /// Earlier changes of that operator, post and area.
    pub earlier: Vec<PostChange>,
}

/// A change of posts has been proposed or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostDone {
    /// Its number.
    pub revision: i64,
    /// Where it stands.
    pub state: PolicyState,
    /// Whose place is taken.
    pub acts_for: Option<String>,
    /// Whether it goes on without the certificate its post asks for.
    pub uncertified: bool,
    /// What was done.
    pub told: Phrase,
}
