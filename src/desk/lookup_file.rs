//! A whole file of numbers looked up into one table: who they are, and which lines are nobody.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

use super::search::{as_fault, keys, tidy};
use crate::business::descriptor::{Fits, Hit};
use crate::console::action::{Action, ActionSpec};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::{Db, Fault, Query};
use crate::exchange::number_file;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");
const OPEN: Action = Action("table.open");
const AGAIN: Action = Action("lookup_file.again");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "lookup_file",
    title: text!("按文件查询", "Look-up by file"),
    path: "2.2",
    mnemonic: "cxwj",
    go: None,
    actions: &[
        ActionSpec {
            action: SUBMIT,
            label: text!("读入", "read"),
            help: text!(
                "读入文件并逐行查询",
                "reads the file and looks every line up"
            ),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: OPEN,
            label: text!("打开", "open"),
            help: text!(
                "打开光标所在人员的页面",
                "shows the person under the cursor"
            ),
            needs: &[],
            danger: None,
            hint: Some(20),
        },
        ActionSpec {
            action: AGAIN,
            label: text!("换文件", "another file"),
            help: text!("回到文件名，另读一个文件", "goes back to the file name"),
            needs: &[],
            danger: None,
            hint: Some(30),
        },
    ],
    open: |path| Box::new(LookupFile::of(path)),
};

static FIELDS: &[FieldSpec] = &[FieldSpec {
    required: true,
    width: 56,
    limit: 400,
    ..FieldSpec::text(
        "path",
        text!("文件", "file"),
        text!(
            "每行一个保险编号或身份证号，其后可有其他栏",
            "one insurance number or citizen id a line; more fields may follow"
        ),
        Clause::of("N3.2"),
    )
}];

/// Looks up a file of numbers.
#[derive(Debug, Serialize)]
pub struct FileSearch {
    /// Where it lies, on the machine the console runs on.
    pub path: PathBuf,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Every line that held something: its number, its text, and who it is or why nobody.
    pub lines: Vec<(usize, String, Result<Hit, Phrase>)>,
    /// Why the file could not be read at all.
    pub unreadable: Option<Phrase>,
}

impl Query for FileSearch {
    const NAME: &'static str = "desk.file_search";
    type Answer = Looked;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Looked, Fault> {
        let numbers = match number_file::read(&self.path).await {
            Ok(numbers) => numbers,
            Err(unreadable) => {
                return Ok(Looked {
                    unreadable: Some(unreadable),
                    ..Looked::default()
                });
            }
        };
        let mut lines: Vec<(usize, String, Result<Hit, Phrase>)> = numbers
            .into_iter()
            .map(|(at, number)| (at, tidy(&number), Err(nobody())))
            .collect();
        for key in keys() {
            let Some(many) = key.many else { continue };
            let mut asked = Vec::new();
            for (_, number, found) in &mut lines {
                match (key.fits)(number) {
                    Fits::Yes if found.is_err() => asked.push(number.clone()),
                    Fits::Wrong(refusal) if found.is_err() => *found = Err((*refusal.why).clone()),
                    Fits::Yes | Fits::Wrong(_) | Fits::No => {}
                }
            }
            for (number, hit) in many(db, desk, &asked).await.map_err(as_fault)? {
                for (_, text, found) in &mut lines {
                    if *text == number {
                        *found = Ok(hit.clone());
                    }
                }
            }
        }
        Ok(Looked {
            lines,
            unreadable: None,
        })
    }
}

fn nobody() -> Phrase {
    text!("本辖区未查到", "nobody in this area").into()
}

const COLUMNS: &[Column] = &[
    Column {
        id: "line",
        title: text!("行", "line"),
        width: 5,
        grows: 0,
        right: true,
        spare: 2,
    },
    Column {
        id: "in_the_file",
        title: text!("文件内容", "in the file"),
        width: 18,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "name",
        title: text!("姓名", "name"),
        width: 10,
        grows: 1,
        right: false,
        spare: 0,
    },
    Column {
        id: "insurance_no",
        title: text!("保险编号", "insurance no."),
        width: 16,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "result",
        title: text!("结果", "result"),
        width: 14,
        grows: 2,
        right: false,
        spare: 0,
    },
    Column {
        id: "village",
        title: text!("村居", "village"),
        width: 22,
        grows: 1,
        right: false,
        spare: 3,
    },
];

struct LookupFile {
    form: Form,
    table: Table,
    looked: Slot<Looked>,
    on_table: bool,
}

impl LookupFile {
    fn of(path: &str) -> Self {
        let mut form = Form::new(FIELDS, |_| Ok(()));
        form.fill("path", path);
        let empty = phrase!("填写文件路径后按回车", "type a path, then Enter");
        Self {
            form,
            table: Table::new(COLUMNS.to_vec(), empty),
            looked: Slot::default(),
            on_table: false,
        }
    }

    /// The line under the cursor.
    fn current(&self) -> Option<&(usize, String, Result<Hit, Phrase>)> {
        let picked = self.table.current()?;
        let lines = &self.looked.ready()?.lines;
        lines.iter().find(|(at, ..)| at.to_string() == picked.id)
    }

    /// Why the line under the cursor is nobody, whole.
    fn why_nobody(&self) -> Vec<Line> {
        match self.current() {
            Some((at, _, Err(why))) => vec![Line(vec![Run::toned(
                Tone::Warning,
                phrase!("第{at}行：{why}", "line {at}: {why}", at = at, why = *why),
            )])],
            Some((.., Ok(_))) | None => Vec::new(),
        }
    }

    fn told(&self) -> Line {
        let Some(looked) = self.looked.ready() else {
            return Line::default();
        };
        if let Some(unreadable) = &looked.unreadable {
            return Line(vec![Run::toned(Tone::Bad, unreadable.clone())]);
        }
        let found = looked
            .lines
            .iter()
            .filter(|(.., found)| found.is_ok())
            .count();
        Line(vec![Run::toned(
            Tone::Quiet,
            phrase!(
                "共 {all} 行，其中 {found} 行查到",
                "{all} lines, {found} found",
                all = looked.lines.len(),
                found = found
            ),
        )])
    }
}

fn row(line: &(usize, String, Result<Hit, Phrase>)) -> TableRow {
    let (at, number, found) = line;
    let hit = found.as_ref().ok();
    let text =
        |text: Option<&String>| text.map_or(Cell::Nothing, |text| Cell::Outside(Shown::new(text)));
    TableRow {
        id: at.to_string(),
        cells: vec![
            Cell::Count(i64::try_from(*at).unwrap_or(i64::MAX)),
            Cell::Outside(Shown::new(&crate::kernel::shown::masked_number(number))),
            text(hit.map(|hit| &hit.name)),
            text(hit.map(|hit| &hit.insurance_no)),
            Cell::Said(
                found
                    .as_ref()
                    .map_or_else(Clone::clone, |hit| hit.class.clone()),
            ),
            text(hit.map(|hit| &hit.village)),
        ],
        tone: if hit.is_some() {
            Tone::Plain
        } else {
            Tone::Warning
        },
    }
}

impl Pane for LookupFile {
    fn load(&mut self, cx: &mut Cx<'_>) {
        let path = self.form.value("path").trim().to_owned();
        if !path.is_empty() {
            cx.ask(&mut self.looked, FileSearch { path: path.into() });
        }
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            SUBMIT => {
                self.form.saved();
                self.load(cx);
            }
            AGAIN => self.on_table = false,
            OPEN => {
                if let Some((.., Ok(hit))) = self.current() {
                    cx.wish(Wish::Open("person", hit.insurance_no.clone()));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.looked);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        if let Some(looked) = self.looked.ready() {
            self.table.set_rows(looked.lines.iter().map(row).collect());
            self.on_table = !looked.lines.is_empty();
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        if self.on_table {
            Focus::Table(&mut self.table)
        } else {
            Focus::Form(&mut self.form)
        }
    }

    fn argument(&self) -> String {
        self.form.value("path").to_owned()
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Just(1), Body::Form(&self.form)),
            (Rows::Just(1), Body::Lines(vec![self.told()])),
            (Rows::Rest, Body::Table(&self.table)),
            (Rows::Fit, Body::Lines(self.why_nobody())),
        ])
    }
}
