//! The log of a person: what was done about them and who looked, from the audit trail.

use chrono::{DateTime, NaiveDate};
use serde::Serialize;

use crate::business::descriptor::TabSpec;
use crate::console::action::Action;
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::database::{Db, Fault, Query};
use crate::kernel::calendar::local_time;
use crate::kernel::desk::Desk;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{binds, phrase, record, sql, statements, text};

/// The tab.
pub const TAB: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "person_log",
        title: text!("日志", "Log"),
        path: "",
        mnemonic: "",
        go: None,
        actions: &[],
        open: |insurance_no| Box::new(Log::of(insurance_no)),
    },
    order: 90,
};

statements! {
    /// Entries about an object, and bulk entries one of whose rows it is, newest first.
    ABOUT = sql!("select e.seq, e.at_ms, e.operator, e.post, e.client, e.business_date, e.act, e.reason from audit_entries e where e.county = $1 and e.object = $2 union all select e.seq, e.at_ms, e.operator, e.post, e.client, e.business_date, e.act, e.reason from audit_rows r join audit_entries e on e.county = r.county and e.seq = r.seq where r.county = $1 and r.key = $2 order by seq desc limit 500");
}

record! {
    /// An entry of the trail, as a person's log shows it.
    pub struct Logged {
        /// Its number in the county's chain.
        pub seq: i64,
        /// When, in milliseconds since 1970.
        pub at_ms: i64,
        /// Who.
        pub operator: String,
        /// In which post.
        pub post: String,
        /// From where.
        pub client: String,
        /// On which business day.
        pub business_date: NaiveDate,
        /// What.
        pub act: String,
        /// Why.
        pub reason: Option<String>,
    }
}

/// What was done about a person, and who looked.
#[derive(Debug, Serialize)]
pub struct LogOf {
    /// The lifelong number.
    pub insurance_no: String,
}

impl Query for LogOf {
    const NAME: &'static str = "desk.log";
    type Answer = Vec<Logged>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Logged>, Fault> {
        db.rows(
            &ABOUT,
            &binds![&desk.county, format!("person:{}", self.insurance_no)],
        )
        .await
    }
}

/// What acts are called where people read them.
const ACTS: &[(&str, Text)] = &[
    ("person.look", text!("查看", "looked")),
    ("person.reveal", text!("查看完整信息", "saw the full data")),
    (
        "person.reveal:refused",
        text!("查看完整信息（未准）", "full data refused"),
    ),
];

fn act_name(act: &str) -> Phrase {
    ACTS.iter()
        .find(|(known, _)| *known == act)
        .map_or_else(|| Phrase::verbatim(act), |(_, name)| (*name).into())
}

const COLUMNS: &[Column] = &[
    Column {
        id: "time",
        title: text!("时间", "time"),
        width: 16,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "business_day",
        title: text!("业务日期", "business day"),
        width: 10,
        grows: 0,
        right: false,
        spare: 3,
    },
    Column {
        id: "operator",
        title: text!("操作员", "operator"),
        width: 12,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "post",
        title: text!("岗位", "post"),
        width: 6,
        grows: 0,
        right: false,
        spare: 1,
    },
    Column {
        id: "act",
        title: text!("事项", "act"),
        width: 18,
        grows: 1,
        right: false,
        spare: 0,
    },
    Column {
        id: "reason",
        title: text!("事由", "reason"),
        width: 14,
        grows: 2,
        right: false,
        spare: 0,
    },
    Column {
        id: "client",
        title: text!("终端", "client"),
        width: 12,
        grows: 0,
        right: false,
        spare: 4,
    },
];

struct Log {
    insurance_no: String,
    found: Slot<Vec<Logged>>,
    table: Table,
}

impl Log {
    fn of(insurance_no: &str) -> Self {
        let empty = phrase!("还没有记录", "nothing yet");
        Self {
            insurance_no: insurance_no.to_owned(),
            found: Slot::default(),
            table: Table::new(COLUMNS.to_vec(), empty),
        }
    }
}

fn row(entry: &Logged) -> TableRow {
    let time = DateTime::from_timestamp_millis(entry.at_ms).map(local_time);
    let time = time.map_or_else(String::new, |time| {
        time.format("%Y-%m-%d %H:%M").to_string()
    });
    TableRow {
        id: entry.seq.to_string(),
        cells: vec![
            Cell::Outside(Shown::new(&time)),
            Cell::Day(entry.business_date),
            Cell::Outside(Shown::new(&entry.operator)),
            Cell::Outside(Shown::new(&entry.post)),
            Cell::Said(act_name(&entry.act)),
            entry
                .reason
                .as_deref()
                .map_or(Cell::Nothing, |reason| Cell::Outside(Shown::new(reason))),
            Cell::Outside(Shown::new(&entry.client)),
        ],
        tone: Tone::Plain,
    }
}

impl Pane for Log {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("trail", &self.insurance_no)]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(
            &mut self.found,
            LogOf {
                insurance_no: self.insurance_no.clone(),
            },
        );
    }

    fn on(&mut self, _: Action, _: &mut Cx<'_>) {}

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(entries) = self.found.ready() {
            self.table.set_rows(entries.iter().map(row).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
