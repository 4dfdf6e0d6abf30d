//! The look-up: digits typed or scanned anywhere come here; one box finds anybody by anything.

use super::search::{Found, HITS_MAX, Search};
use crate::business::descriptor::Hit;
use crate::console::action::{Action, ActionSpec};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Move, Table, TableRow};
use crate::kernel::clause::Clause;
use crate::kernel::shown::Shown;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// Enter: show the person under the cursor.
const OPEN: Action = Action("table.open");
/// Look up a whole file.
const FILE: Action = Action("lookup.file");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "lookup",
    title: text!("查询", "Look-up"),
    path: "2",
    mnemonic: "cx",
    go: Some('2'),
    actions: &[
        ActionSpec {
            action: OPEN,
            label: text!("打开", "open"),
            help: text!(
                "打开光标所在人员的页面",
                "shows the person under the cursor"
            ),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: FILE,
            label: text!("按文件查", "by file"),
            help: text!(
                "读入一个号码文件，成批查询",
                "looks up a whole file of numbers"
            ),
            needs: &[],
            danger: None,
            hint: Some(40),
        },
    ],
    open: |typed| Box::new(Lookup::with(typed)),
};

static BOX: &[FieldSpec] = &[FieldSpec {
    name: "lookup",
    label: text!("查找", "find"),
    help: text!(
        "保险编号、身份证号(18、15位或后四位)、姓名、拼音、首字母、电话、卡号、账号、村居均可",
        "insurance number, citizen id (18, 15 or last four), name, pinyin, initials, telephone, card, account, village"
    ),
    clause: Clause::of("N3.2"),
    width: 40,
    secret: false,
    narrow: true,
    check: |_| Ok(()),
    choices: &[],
    limit: 60,
    required: false,
}];

const COLUMNS: &[Column] = &[
    Column {
        id: "insurance_no",
        title: text!("保险编号", "insurance no."),
        width: 16,
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
        id: "citizen_id",
        title: text!("证件号码", "citizen id"),
        width: 18,
        grows: 0,
        right: false,
        spare: 2,
    },
    Column {
        id: "born",
        title: text!("出生日期", "born"),
        width: 10,
        grows: 0,
        right: false,
        spare: 1,
    },
    Column {
        id: "class",
        title: text!("状态", "class"),
        width: 8,
        grows: 3,
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

/// The row of somebody found.
pub(super) fn hit_row(hit: &Hit) -> TableRow {
    TableRow {
        id: hit.insurance_no.clone(),
        cells: vec![
            Cell::Outside(Shown::new(&hit.insurance_no)),
            Cell::Outside(Shown::new(&hit.name)),
            Cell::Outside(Shown::new(&hit.citizen_id)),
            Cell::Day(hit.birth_date),
            Cell::Said(hit.class.clone()),
            Cell::Outside(Shown::new(&hit.village)),
        ],
        tone: Tone::Plain,
    }
}

/// Why Enter opens nobody.
fn unopened(found: Option<&Found>) -> Phrase {
    match found.map(|found| found.hits.len()) {
        None => phrase!(
            "请先输入要查的号码、姓名或拼音",
            "type a number, a name or pinyin first"
        ),
        Some(0) => phrase!(
            "未查到人员，没有打开",
            "nobody was found, so nobody is shown"
        ),
        Some(_) => phrase!(
            "查到不止一人，请选定后按回车",
            "more than one was found: choose, then press Enter"
        ),
    }
}

struct Lookup {
    form: Form,
    table: Table,
    found: Slot<Found>,
    /// Enter was struck before the answer came: open it if it can mean only one person.
    opens: bool,
}

impl Lookup {
    fn with(typed: &str) -> Self {
        let mut form = Form::new(BOX, |_| Ok(()));
        form.fill("lookup", typed);
        let empty = phrase!(
            "输入号码、姓名或拼音即查，例如 3713231200012344、0024、张l",
            "type a number, a name or pinyin: 3713231200012344, 0024, 张l"
        );
        Self {
            form,
            table: Table::new(COLUMNS.to_vec(), empty),
            found: Slot::default(),
            opens: false,
        }
    }

    fn text(&self) -> String {
        self.form.value("lookup").to_owned()
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let text = self.text();
        self.opens = false;
        if text.trim().is_empty() {
            self.found.clear();
            self.forget();
        } else {
            cx.ask(&mut self.found, Search { text });
        }
    }

    /// Nobody is found.
    fn forget(&mut self) {
        self.opens = false;
        self.table.set_rows(Vec::new());
        self.table.more = None;
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        self.opens = self.found.waiting().is_some();
        if !self.opens {
            cx.wish(match self.table.current() {
                Some(row) => Wish::Open("person", row.id.clone()),
                None => Wish::Object(unopened(self.found.ready())),
            });
        }
    }

    /// What the box was understood as, or why it cannot be what it looks like.
    fn told(&self) -> Line {
        let Some(found) = self.found.ready() else {
            return Line::default();
        };
        if let (true, Some(wrong)) = (found.is_refused(), &found.wrong) {
            return Line(vec![
                Run::toned(Tone::Bad, wrong.told()),
                Run::plain(Phrase::verbatim(" ")),
                Run::toned(Tone::Quiet, wrong.clause.cite()),
            ]);
        }
        if found.read_as.is_empty() {
            return Line(vec![Run::toned(
                Tone::Quiet,
                text!("请继续输入", "type more"),
            )]);
        }
        if found.hits.is_empty() {
            return Line(vec![Run::toned(
                Tone::Warning,
                phrase!(
                    "按{keys}，本辖区未查到“{text}”",
                    "nobody in this area found for “{text}” by {keys}",
                    text = found.text,
                    keys = found.keys()
                ),
            )]);
        }
        let (keys, n) = (found.keys(), found.hits.len());
        let told = if found.more {
            phrase!(
                "按{keys}查到 {n} 人以上",
                "more than {n} found by {keys}",
                keys = keys,
                n = n
            )
        } else {
            phrase!(
                "按{keys}查到 {n} 人",
                "{n} found by {keys}",
                keys = keys,
                n = n
            )
        };
        Line(vec![Run::toned(Tone::Quiet, told)])
    }
}

impl Pane for Lookup {
    fn load(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OPEN => self.open(cx),
            FILE => cx.wish(Wish::Open("lookup_file", String::new())),
            _ => {}
        }
    }

    fn edited(&mut self, cx: &mut Cx<'_>) {
        // Who is found by another text is looked at from the first on.
        self.table.go(Move::First);
        self.ask(cx);
    }

    fn leads_on(&self) -> bool {
        self.opens
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        let Some(found) = self.found.ready() else {
            if self.found.failed().is_some() {
                // Rows of another text must not stay: somebody else would be opened.
                self.forget();
            }
            return;
        };
        self.table
            .set_rows(found.hits.iter().map(hit_row).collect());
        self.table.more = found.more.then(|| {
            phrase!(
                "只列出前 {n} 人，请补充条件",
                "only the first {n} are listed; type more",
                n = HITS_MAX
            )
        });
        if self.opens && self.found.waiting().is_none() {
            self.opens = false;
            cx.wish(match found.only() {
                Some(hit) => Wish::Open("person", hit.insurance_no.clone()),
                None => Wish::Object(unopened(Some(found))),
            });
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Search(&mut self.form, &mut self.table)
    }

    fn argument(&self) -> String {
        self.text()
    }

    fn body(&self) -> Body<'_> {
        // One line, so that the rows below stay where they are; only a refusal takes what it needs.
        let refused = self.found.ready().is_some_and(Found::is_refused);
        let told = if refused { Rows::Fit } else { Rows::Just(1) };
        Body::Stack(vec![
            (Rows::Just(1), Body::Form(&self.form)),
            (told, Body::Lines(vec![self.told()])),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}
