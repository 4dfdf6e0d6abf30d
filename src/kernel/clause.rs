//! The clauses that refusals, fields and duties rest on: of the notice (N…), of statutes, and our own design decisions.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::text::{Phrase, Text};
use crate::{phrase, text};

/// The id of a clause, as `domain.md` and `obligations.md` write it: `N2.1-c`, `GBID`, `IC07`, `D`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Clause(pub Cow<'static, str>);

impl Clause {
    /// A clause known to the program.
    pub const fn of(id: &'static str) -> Self {
        Self(Cow::Borrowed(id))
    }

    /// What the clause says, in a line; its bare id where the register does not hold it.
    pub fn title(&self) -> Phrase {
        REGISTER.iter().find(|(id, _)| *id == self.0).map_or_else(
            || Phrase::verbatim(self.0.clone().into_owned()),
            |(_, text)| (*text).into(),
        )
    }

    /// The id and what it says: `N2.1-c 保险编号不得重号、漏编`.
    pub fn cite(&self) -> Phrase {
        phrase!(
            "〔{id}〕{title}",
            "[{id}] {title}",
            id = self.0,
            title = self.title()
        )
    }
}

/// The clause register: id and gist. Source: the notice, and the instruments of `domain.md` 0.2.
pub const REGISTER: &[(&str, Text)] = &[(
    "N2.1-c",
    text!(
        "同一参保人保险编号必须一致，不得重号、漏编",
        "one insurance number per person; none given twice, none skipped"
    ),
)];
