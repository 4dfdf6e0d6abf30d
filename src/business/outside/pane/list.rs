//! The files of other agencies: kind, counts, state, and whose hands they went through.

use crate::business::outside::store::Exchanges;
use crate::business::outside::{Exchange, ExchangeState};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::exchange::outside::list_of;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const IMPORT: Action = Action("outside.import");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "outside",
    title: text!("对外交换", "Outside files"),
    path: "8",
    mnemonic: "dw",
    go: None,
    actions: &[
        ActionSpec {
            action: OPEN,
            label: text!("打开", "open"),
            help: text!(
                "查看该文件的明细和有误的行",
                "shows the file's records and its wrong lines"
            ),
            needs: &[Need::Selection],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: IMPORT,
            label: text!("导入", "import"),
            help: text!(
                "导入其他部门的名单文件，先试读",
                "brings a list of another agency in, after a dry run"
            ),
            needs: &[Need::Post(&[Post::CVer])],
            danger: None,
            hint: Some(11),
        },
    ],
    open: |wanted| Box::new(List::at(wanted)),
};

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
    column("state", text!("状态", "state"), 10, 0, 0),
    column("kind", text!("种类", "kind"), 14, 1, 0),
    column("month", text!("年月", "month"), 8, 0, 0),
    Column {
        right: true,
        ..column("lines", text!("条数", "lines"), 8, 0, 0)
    },
    Column {
        right: true,
        ..column("wrong", text!("有误", "wrong"), 6, 0, 0)
    },
    column("by", text!("导入", "by"), 8, 0, 0),
    column("day", text!("日期", "day"), 10, 0, 1),
    column("reviewer", text!("复核", "reviewer"), 8, 0, 1),
    column("file", text!("文件", "file"), 20, 2, 2),
];

struct List {
    table: Table,
    found: Slot<Vec<Exchange>>,
    wanted: String,
}

impl List {
    fn at(wanted: &str) -> Self {
        Self {
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取文件清单", "reading the list of files"),
            ),
            found: Slot::default(),
            wanted: wanted.to_owned(),
        }
    }
}

fn row(it: &Exchange) -> TableRow {
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    let (state, tone) = match it.state {
        ExchangeState::Staged => (
            phrase!("! {it}", "! {it}", it = it.state.title()),
            Tone::Warning,
        ),
        ExchangeState::Accepted => (it.state.title().into(), Tone::Plain),
        ExchangeState::Rejected => (it.state.title().into(), Tone::Quiet),
    };
    TableRow {
        id: it.exchange_id.clone(),
        cells: vec![
            Cell::Said(state),
            list_of(&it.kind).map_or_else(|| outside(&it.kind), |list| Cell::Fixed(list.title)),
            Cell::Month(it.period),
            Cell::Count(it.lines),
            Cell::Count(it.bad),
            outside(&it.maker_name),
            Cell::Day(it.business_date),
            it.checker_name.as_deref().map_or(Cell::Nothing, outside),
            outside(&it.file_name),
        ],
        tone,
    }
}

impl Pane for List {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("exchange", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(&mut self.found, Exchanges);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            IMPORT => cx.wish(Wish::Open("outside_import", String::new())),
            OPEN => {
                if let Some(row) = self.table.current() {
                    cx.wish(Wish::Open("outside_file", row.id.clone()));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        self.table.empty = phrase!(
            "还没有导入过文件，或不在您的辖区",
            "no file has come yet, or it is not in your area"
        );
        if let Some(found) = self.found.ready() {
            self.table.set_rows(found.iter().map(row).collect());
            if !self.wanted.is_empty() {
                self.table.go_to(&self.wanted);
                self.wanted.clear();
            }
        }
    }

    fn hurries(&self, action: Action) -> bool {
        action == IMPORT
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let found = self.found.ready().map_or(&[][..], Vec::as_slice);
        let waiting = found.iter().filter(|it| it.state.waits()).count();
        phrase!(
            "共{n} 待复核{waiting}",
            "{n} files, {waiting} to review",
            n = found.len(),
            waiting = waiting
        )
    }

    fn argument(&self) -> String {
        self.table
            .current()
            .map_or_else(String::new, |row| row.id.clone())
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
