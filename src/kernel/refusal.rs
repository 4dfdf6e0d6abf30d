//! A refusal: the program says no, names the clause that says no, the fields to blame, and the way
//! out.

use serde::{Deserialize, Serialize};

use super::clause::Clause;
use super::text::Phrase;
use crate::phrase;

/// Why an act may not happen. It is an answer, never an error of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// A stable code that can be read over the telephone: `PN-0103`.
    pub code: String,
    /// The clause it rests on.
    pub clause: Clause,
    /// The form fields to blame, the first of which gets the cursor.
    pub fields: Vec<String>,
    /// What is wrong. Boxed, as refusals travel in the `Result` of almost every rule.
    pub why: Box<Phrase>,
    /// What to do about it.
    pub remedy: Box<Phrase>,
    /// The number of its entry in the county's trail; none where the trail has none, or where nobody knows yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
}

impl Refusal {
    /// A refusal that blames no particular field.
    pub fn new(code: &str, clause: Clause, why: Phrase, remedy: Phrase) -> Self {
        Self {
            code: code.to_owned(),
            clause,
            fields: Vec::new(),
            why: Box::new(why),
            remedy: Box::new(remedy),
            entry: None,
        }
    }

    /// Where the trail keeps it, to be told to whoever is asked about it.
    pub fn filed(&self) -> Option<Phrase> {
        self.entry.map(|entry| {
            phrase!(
                "审计日志第 {entry} 号，查询时请报此号",
                "audit entry {entry}: give this number when you ask about it",
                entry = entry
            )
        })
    }

    /// What is wrong and what to do about it, as two sentences.
    pub fn told(&self) -> Phrase {
        phrase!(
            "{why}。{remedy}。",
            "{why}. {remedy}.",
            why = self.why.without_stop(),
            remedy = self.remedy.without_stop().capital()
        )
    }

    /// The refusal in one line: code, why, what to do, and the clause.
    pub fn cited(&self) -> Phrase {
        phrase!(
            "{code} {told}{clause}",
            "{code} {told} {clause}",
            code = self.code,
            told = self.told(),
            clause = self.clause.cite()
        )
    }

    /// The same refusal, blaming this field too.
    #[must_use]
    pub fn blaming(mut self, field: &str) -> Self {
        self.fields.push(field.to_owned());
        self
    }
}
