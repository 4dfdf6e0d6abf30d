//! `Business`: how a business describes itself, once. The desk, the commands, `doctor`, `duties`, the demonstration
//! loader and the both-engines test are built from these rows and name no business.

use std::pin::Pin;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::console::app::Step;
use crate::console::pane::PaneSpec;
use crate::database::request::{AnyChange, AnyQuery, Ending, Topic};
use crate::database::sql::Sql;
use crate::database::{Db, Fault, Tx};
use crate::exchange::layout::Layout;
use crate::kernel::area::AreaCode;
use crate::kernel::calendar::Holidays;
use crate::kernel::clause::Clause;
use crate::kernel::deadline::{Deadline, DueDay, DueRule, Roll};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::policy::Policies;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Phrase, Text};
use crate::paper::sheet::Sheet;

/// A business: one chapter of the notice.
pub struct Business {
    /// Its folder's name.
    pub name: &'static str,
    /// Its title.
    pub title: Text,
    /// Its screens.
    pub panes: &'static [PaneSpec],
    /// Its tabs of the person page, in order.
    pub tabs: &'static [TabSpec],
    /// What the one search box finds through it.
    pub keys: &'static [SearchKey],
    /// Its causes for the why line.
    pub causes: &'static [CauseSource],
    /// The documents it holds about a person.
    pub documents: &'static [DocumentSource],
    /// Its deadlines.
    pub deadlines: &'static [DeadlineSpec],
    /// Its matters waiting for a post.
    pub work: &'static [WorkSource],
    /// Its checks of the database.
    pub checks: &'static [Check],
    /// Its tables in the demonstration data, in the order they are loaded.
    pub tables: &'static [Layout],
    /// Where what its tables show masked is found whole.
    pub whole: &'static [WholeSource],
    /// Its forms and reports on paper.
    pub reports: &'static [Report],
    /// Its written procedures, each by the name of the screen or tab where the work is done.
    pub procedures: &'static [(&'static str, &'static [Step])],
    /// Its duties.
    pub duties: &'static [Duty],
    /// Its statements, file by file.
    pub statements: &'static [&'static [Sql]],
    /// A worked example of each of its questions against the demonstration county; both engines must answer alike.
    pub samples: fn() -> Vec<Box<dyn AnyQuery>>,
}

/// A tab of the person page: a pane whose argument is the insurance number.
#[derive(Clone, Copy)]
pub struct TabSpec {
    /// Its pane; `path`, `mnemonic` and `go` are empty.
    pub pane: PaneSpec,
    /// Where it stands among all tabs: smaller first.
    pub order: u16,
}

/// A way to find people through the search box.
#[derive(Clone, Copy)]
pub struct SearchKey {
    /// Its name in the answer: 保险编号, 拼音.
    pub title: Text,
    /// Whether the typed text (half-width, trimmed) can be this key. Pure.
    pub fits: fn(&str) -> Fits,
    /// Finds at most `limit` people, best first.
    pub find: for<'a> fn(&'a Db, &'a Desk, &'a str, i64) -> Ending<'a, Vec<Hit>>,
    /// Finds the people of many whole keys at once, each with the key it was found by; `None` where a key names many.
    pub many: Option<FindMany>,
}

/// Finds people by many keys in few statements.
pub type FindMany = for<'a> fn(&'a Db, &'a Desk, &'a [String]) -> Ending<'a, Vec<(String, Hit)>>;

/// Whether a typed text can be a search key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fits {
    /// It is something else.
    No,
    /// It can be this.
    Yes,
    /// It has this key's form but not its check digit, date or the like.
    Wrong(Refusal),
}

impl From<bool> for Fits {
    fn from(fits: bool) -> Self {
        if fits { Self::Yes } else { Self::No }
    }
}

/// Somebody found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The insurance number: the person's identity in this program.
    pub insurance_no: String,
    /// The name as registered.
    pub name: String,
    /// The citizen id, masked.
    pub citizen_id: String,
    /// Born.
    pub birth_date: NaiveDate,
    /// Village code and name.
    pub village: String,
    /// The derived class, 正常待遇.
    pub class: Phrase,
}

/// Where what tables show masked is found whole, for a file that leaves with it.
#[derive(Clone, Copy)]
pub struct WholeSource {
    /// The identities of the columns that are masked. Rows of such a table are known by the insurance number.
    pub columns: &'static [&'static str],
    /// Whether this post may take them out whole.
    pub may: fn(Post) -> Result<(), Refusal>,
    /// Whether this is a reason to do so.
    pub reason: fn(&str) -> Result<(), Refusal>,
    /// Finds them by one statement, for those of these people whom the desk may see.
    pub find: FindWhole,
}

/// Finds what is masked about many people, inside the act that takes it out.
pub type FindWhole =
    for<'a> fn(
        &'a mut Tx,
        &'a Desk,
        &'a [String],
    ) -> Pin<Box<dyn Future<Output = Result<Vec<Whole>, Fault>> + Send + 'a>>;

/// What is masked about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The insurance number.
    pub person: String,
    /// The values, in the order of [`WholeSource::columns`]; none where there is none.
    pub values: Vec<Option<String>>,
}

/// Where causes of the why line come from.
#[derive(Clone, Copy)]
pub struct CauseSource {
    /// All causes this business sees for the person in the month.
    pub find: for<'a> fn(&'a Db, &'a Desk, &'a str, Month) -> Ending<'a, Vec<Cause>>,
}

/// Where the documents about a person come from.
#[derive(Clone, Copy)]
pub struct DocumentSource {
    /// Every document this business holds about the person, the latest first.
    pub find: for<'a> fn(&'a Db, &'a Desk, &'a str) -> Ending<'a, Vec<Document>>,
}

/// A document about somebody: a form he stands on, or a paper it rests on (8.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its day.
    pub day: NaiveDate,
    /// Its type: `F22`, or of a paper that was shown `E08`.
    pub code: String,
    /// What it is.
    pub title: Phrase,
    /// Its number, or where it lies.
    pub number: String,
    /// How far it has come, or who entered it.
    pub state: Phrase,
    /// The pane that opens it, and its argument.
    pub opens: Option<(String, String)>,
}

/// One cause of being paid or not paid in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The weightiest cause speaks first: greater wins.
    pub weight: u16,
    /// What it means for the month.
    pub paid: Paid,
    /// Why.
    pub why: Phrase,
    /// The clause it rests on.
    pub clause: Clause,
    /// What would change it, or what comes next.
    pub next: Phrase,
}

/// Whether a month is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paid {
    /// Paid, or payable this month.
    Yes,
    /// Not paid.
    No,
    /// Money stays due but waits.
    Held,
}

/// A deadline of the month or the year.
#[derive(Clone)]
pub struct DeadlineSpec {
    /// Its id: `verify`.
    pub id: &'static str,
    /// What must be done by then.
    pub title: Text,
    /// Two hanzi, for the countdown line: 核实.
    pub short: Text,
    /// Who answers for it.
    pub responsible: Text,
    /// The clause that sets it.
    pub clause: Clause,
    /// The policy parameter that holds its day: `P.cal.verify_day`, or `P.contrib.window` for one of the year.
    pub parameter: &'static str,
    /// What is still missing, once its business is built: done and due. `None` says nothing rather than inventing.
    pub missing: Option<FindMissing>,
}

impl DeadlineSpec {
    /// Its last day in time for a month, by the parameters of the desk's county as they hold on its business date
    /// (4.4); none when it does not fall in this part of the year.
    pub fn day(
        &self,
        month: Month,
        desk: &Desk,
        policies: &Policies,
        holidays: &Holidays,
    ) -> Result<Option<NaiveDate>, Refusal> {
        let day = desk.business_date;
        let county = &desk.county;
        let value = policies.text(self.parameter, county, day)?;
        // A window `01-01..03-31` ends on a day of the year; anything else is a day of every month.
        let end_of_window = value.split_once("..").map(|(_, end)| end);
        let (named, month) =
            if let Some((of_year, last)) = end_of_window.and_then(|end| end.split_once('-')) {
                let number = of_year.parse().unwrap_or(1);
                if month.number() > number {
                    return Ok(None);
                }
                let ends = Month::new(month.year(), number).unwrap_or(month);
                (DueDay::OfYear(number, last.parse().unwrap_or(31)), ends)
            } else {
                let number = policies.int(self.parameter, county, day)?;
                (DueDay::OfMonth(u32::try_from(number).unwrap_or(1)), month)
            };
        let roll = policies.choice_for("P.cal.roll", self.id, county, day)?;
        let inclusive = policies.bool("P.deadline.inclusive", county, day)?;
        let rule = DueRule {
            roll: Roll::of(roll).unwrap_or_default(),
            inclusive,
        };
        let deadline = Deadline {
            id: self.id,
            day: named,
            parameter: Some(self.parameter),
            text: self.title,
            responsible: self.responsible,
            clause: self.clause,
        };
        deadline.due(month, rule, holidays)
    }
}

/// Counts what is done and what is due of a deadline in a month.
pub type FindMissing = for<'a> fn(&'a Db, &'a Desk, Month) -> Ending<'a, Missing>;

/// What is done and what is due of a deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Done so far.
    pub done: i64,
    /// Due in all.
    pub due: i64,
    /// The day on which the last of it was done; none while anything is missing.
    pub finished: Option<NaiveDate>,
}

/// Where matters waiting for a post come from.
#[derive(Clone, Copy)]
pub struct WorkSource {
    /// The matters waiting for this desk, oldest first.
    pub find: for<'a> fn(&'a Db, &'a Desk) -> Ending<'a, Vec<WorkItem>>,
    /// The same one by one, for the worklist; none: as they are.
    pub units: Option<WorkUnits>,
}

/// Matters one by one, and what can be done to many of them together.
#[derive(Clone, Copy)]
pub struct WorkUnits {
    /// The matters, oldest first.
    pub find: for<'a> fn(&'a Db, &'a Desk) -> Ending<'a, Vec<WorkUnit>>,
    /// The act behind a step; none for a step of another source.
    pub act: fn(&WorkStep) -> Option<Box<dyn AnyChange>>,
}

/// A matter waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// What it is.
    pub title: Phrase,
    /// Since when it waits.
    pub since: NaiveDate,
    /// The pane that opens it, and its argument.
    pub opens: (String, String),
    /// What changes with it.
    pub topic: Topic,
}

/// A matter of the worklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkUnit {
    /// What it is.
    pub title: Phrase,
    /// Since when it waits.
    pub since: NaiveDate,
    /// The pane that opens it, and its argument.
    pub opens: (String, String),
    /// What changes with it.
    pub topic: Topic,
    /// What this desk may do to it without opening it; none: it has to be opened.
    pub step: Option<WorkStep>,
}

/// A step that can be taken on many matters together, each by an act of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkStep {
    /// What is done: accept, check.
    pub what: Phrase,
    /// The kind of object, as the table of moves names it.
    pub object: String,
    /// Which.
    pub key: String,
    /// The version that was listed.
    pub version: i64,
}

impl WorkUnit {
    /// Its identity in the list.
    pub fn id(&self) -> String {
        format!("{}|{}", self.opens.0, self.opens.1)
    }
}

impl From<WorkItem> for WorkUnit {
    fn from(item: WorkItem) -> Self {
        Self {
            title: item.title,
            since: item.since,
            opens: item.opens,
            topic: item.topic,
            step: None,
        }
    }
}

/// A check of the database: an invariant, counted.
#[derive(Clone)]
pub struct Check {
    /// Its id: `I8`, `registration.gaps`.
    pub id: &'static str,
    /// What must hold.
    pub title: Text,
    /// The clause or invariant behind it.
    pub clause: Clause,
    /// Counts what breaks it, with at most ten examples.
    pub count: for<'a> fn(&'a Db, &'a Desk) -> Ending<'a, Found>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How many break it; 0 is good.
    pub count: i64,
    /// At most ten, by identity and without personal data.
    pub examples: Vec<String>,
}

/// A form or report that leaves the screen.
#[derive(Clone)]
pub struct Report {
    /// What the archive calls it: `F22`.
    pub id: &'static str,
    /// Its title.
    pub title: Text,
    /// The clause that asks for it.
    pub clause: Clause,
    /// Makes it for a month in an area, one sheet for each of its kind; none where there is nothing to print.
    pub make: for<'a> fn(&'a Db, &'a Desk, Month, &'a AreaCode) -> Ending<'a, Vec<Sheet>>,
}

/// A duty of the notice, and where it lives; what it asks stands in [`super::duties::DUTIES`].
#[derive(Clone)]
pub struct Duty {
    /// The id of `obligations.md`: `REG-3`.
    pub id: &'static str,
    /// Its clause.
    pub clause: Clause,
    /// The screen or command where it is done.
    pub screen: &'static str,
    /// The rule that makes the wrong thing impossible or visible: a path in the code.
    pub rule: &'static str,
    /// The tests that fail when the rule breaks, by path: `suite::insurance_numbers::…`.
    pub tests: &'static [&'static str],
}
