//! The documents of a person: every form he stands on and every paper it rests on, whichever business holds it.

use serde::Serialize;

use super::panes;
use super::search::as_fault;
use crate::business::BUSINESSES;
use crate::business::descriptor::{Document, TabSpec};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::database::{Db, Fault, Query};
use crate::kernel::desk::Desk;
use crate::kernel::shown::Shown;
use crate::kernel::text::Text;
use crate::{phrase, text};

const OPEN: Action = Action("table.open");

/// The tab.
pub const TAB: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "person_documents",
        title: text!("材料", "Documents"),
        path: "",
        mnemonic: "",
        go: None,
        actions: &[ActionSpec {
            action: OPEN,
            label: text!("打开", "open"),
            help: text!("打开光标所在的表册", "opens the form under the cursor"),
            needs: &[Need::Selection],
            danger: None,
            hint: Some(10),
        }],
        open: |insurance_no| Box::new(Documents::of(insurance_no)),
    },
    order: 80,
};

/// Every document about a person, the latest first.
#[derive(Debug, Serialize)]
pub struct DocumentsOf {
    /// The lifelong number.
    pub insurance_no: String,
}

impl Query for DocumentsOf {
    const NAME: &'static str = "desk.documents";
    type Answer = Vec<Document>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Document>, Fault> {
        let mut all = Vec::new();
        for source in BUSINESSES.iter().flat_map(|business| business.documents) {
            let found = (source.find)(db, desk, &self.insurance_no).await;
            all.extend(found.map_err(as_fault)?);
        }
        all.sort_by_key(|document| std::cmp::Reverse(document.day));
        Ok(all)
    }
}

const fn column(id: &'static str, title: Text, width: u16, grows: u16, spare: u8) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare,
    }
}

const COLUMNS: &[Column] = &[
    column("day", text!("日期", "day"), 10, 0, 0),
    column("type", text!("类型", "type"), 4, 0, 0),
    column("document", text!("材料", "document"), 26, 2, 0),
    column("number", text!("编号", "number"), 16, 1, 0),
    column("state", text!("状态", "state"), 10, 0, 1),
];

struct Documents {
    insurance_no: String,
    found: Slot<Vec<Document>>,
    table: Table,
}

impl Documents {
    fn of(insurance_no: &str) -> Self {
        let empty = phrase!("没有表册和材料", "no form and no paper");
        Self {
            insurance_no: insurance_no.to_owned(),
            found: Slot::default(),
            table: Table::new(COLUMNS.to_vec(), empty),
        }
    }

    fn current(&self) -> Option<&Document> {
        let at: usize = self.table.current()?.id.parse().ok()?;
        self.found.ready()?.get(at)
    }
}

fn row((at, document): (usize, &Document)) -> TableRow {
    TableRow {
        id: at.to_string(),
        cells: vec![
            Cell::Day(document.day),
            Cell::Outside(Shown::new(&document.code)),
            Cell::Said(document.title.clone()),
            Cell::Outside(Shown::new(&document.number)),
            Cell::Said(document.state.clone()),
        ],
        tone: Tone::Plain,
    }
}

impl Pane for Documents {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("person", &self.insurance_no)]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let insurance_no = self.insurance_no.clone();
        cx.ask(&mut self.found, DocumentsOf { insurance_no });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if action != OPEN {
            return;
        }
        let opens = self.current().and_then(|it| it.opens.clone());
        let pane = opens.and_then(|(name, argument)| Some((panes::named(&name)?, argument)));
        match pane {
            Some((pane, argument)) => cx.wish(Wish::Open(pane.name, argument)),
            None => cx.wish(Wish::Mention(phrase!(
                "该材料为纸质件，按编号查阅",
                "that is a paper: look it up by its number"
            ))),
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(documents) = self.found.ready() {
            self.table
                .set_rows(documents.iter().enumerate().map(row).collect());
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
