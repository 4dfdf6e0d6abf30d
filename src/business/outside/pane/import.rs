//! Bringing a file in: where it lies, a dry run that writes nothing, and then the staging of just that file.

use super::wrong::field_cell;
use crate::business::outside::Plan;
use crate::business::outside::examine::{Examine, Order};
use crate::business::outside::stage::StageFile;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::exchange::outside::{Watch, list_of};
use crate::kernel::clause::Clause;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::shown::Shown;
use crate::kernel::text::Text;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");
const STAGE: Action = Action("outside_import.stage");

const EXAMINED: Need = Need::State(
    "examined",
    text!(
        "请先按回车试读，无误后再导入",
        "do the dry run first, with Enter"
    ),
);

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "outside_import",
    title: text!("导入名单文件", "Import a list"),
    path: "8.2",
    mnemonic: "drwj",
    go: None,
    actions: &[
        ActionSpec {
            action: SUBMIT,
            label: text!("试读", "dry run"),
            help: text!(
                "试读文件并列出结果，不写入任何数据",
                "reads the file and tells what would happen; writes nothing"
            ),
            needs: &[Need::Post(&[Post::CVer])],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: STAGE,
            label: text!("导入", "import"),
            help: text!(
                "导入刚试读的文件，交复核岗复核",
                "brings in the file that was just read; the reviewer looks at it next"
            ),
            needs: &[Need::Post(&[Post::CVer]), EXAMINED],
            danger: None,
            hint: Some(11),
        },
    ],
    open: |argument| Box::new(Import::of(argument)),
};

const KINDS: &[(&str, Text)] = &[
    ("POLI", text!("公安户籍信息", "public security")),
    ("CIVI", text!("民政殡葬低保信息", "civil affairs")),
    ("FAMP", text!("计生人口信息", "family planning")),
    ("OTHP", text!("其他养老保险信息", "other pension schemes")),
    ("JUST", text!("司法服刑信息", "justice")),
];

static FIELDS: &[FieldSpec] = &[
    FieldSpec::text(
        "kind",
        text!("文件种类", "kind"),
        text!(
            "POLI、CIVI、FAMP、OTHP、JUST，F4选择",
            "POLI, CIVI, FAMP, OTHP or JUST; F4 lists them"
        ),
        Clause::of("11.1"),
    )
    .required()
    .sized(6, 4)
    .choosing(KINDS)
    .checked_by(is_kind),
    FieldSpec {
        limit: 400,
        width: 56,
        ..FieldSpec::text(
            "path",
            text!("文件", "file"),
            text!(
                "本机上的路径，如 /srv/POLI_371323_201203_001.csv",
                "its path on this machine: /srv/POLI_371323_201203_001.csv"
            ),
            Clause::of("11.1"),
        )
        .required()
        .as_typed()
    },
    FieldSpec::text(
        "confirmed",
        text!("确认条数", "count"),
        text!(
            "只用于更正文件：核对后的条数",
            "for a correction alone: its count, once checked"
        ),
        Clause::of("11.1"),
    )
    .sized(8, 8)
    .checked_by(is_count),
];

fn wrong(code: &str, why: crate::kernel::text::Phrase) -> Refusal {
    let remedy = phrase!("请更正后再试", "put it right and try again");
    Refusal::new(code, Clause::of("11.1"), why, remedy)
}

fn is_kind(typed: &str) -> Result<(), Refusal> {
    let known = list_of(&typed.to_ascii_uppercase());
    known.map(drop).ok_or_else(|| {
        wrong(
            "PN-4371",
            phrase!(
                "没有“{it}”这种文件",
                "there is no file of kind '{it}'",
                it = typed
            ),
        )
    })
}

fn is_count(typed: &str) -> Result<(), Refusal> {
    let known = typed.parse::<u32>();
    known.map(drop).map_err(|_| {
        wrong(
            "PN-4372",
            phrase!("“{it}”不是条数", "'{it}' is no count", it = typed),
        )
    })
}

const fn column(id: &'static str, title: Text, width: u16, grows: u16, right: bool) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right,
        spare: 0,
    }
}

const COLUMNS: &[Column] = &[
    column("line", text!("行", "line"), 7, 0, true),
    column("field", text!("栏", "field"), 14, 0, false),
    column("value", text!("内容", "value"), 20, 1, false),
    column("code", text!("代码", "code"), 7, 0, false),
    column("reason", text!("原因", "reason"), 24, 2, false),
];

struct Import {
    form: Form,
    table: Table,
    examined: Slot<Result<Plan, Refusal>>,
    staged: Slot<Plan>,
    watch: Watch,
    /// What the dry run was asked of.
    asked: Vec<String>,
}

impl Import {
    fn of(argument: &str) -> Self {
        let mut form = Form::new(FIELDS, |_| Ok(()));
        let (kind, path) = argument.split_once('|').unwrap_or(("", argument));
        form.fill("kind", kind);
        form.fill("path", path);
        Self {
            form,
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("没有有误的行", "no line is wrong"),
            ),
            examined: Slot::default(),
            staged: Slot::default(),
            watch: Watch::default(),
            asked: Vec::new(),
        }
    }

    fn typed(&self) -> Vec<String> {
        let names = ["kind", "path", "confirmed"];
        names
            .iter()
            .map(|name| self.form.value(name).trim().to_owned())
            .collect()
    }

    fn order(&self) -> Order {
        Order {
            kind: self.form.value("kind").trim().to_ascii_uppercase(),
            path: self.form.value("path").trim().into(),
            confirmed: self.form.value("confirmed").trim().parse().ok(),
        }
    }

    /// What the dry run found, while the form still says what it was asked of.
    fn plan(&self) -> Option<&Plan> {
        let plan = self.examined.ready()?.as_ref().ok()?;
        (self.asked == self.typed()).then_some(plan)
    }

    fn examine(&mut self, cx: &mut Cx<'_>) {
        self.watch = Watch::default();
        self.asked = self.typed();
        let (order, watch) = (self.order(), self.watch.clone());
        cx.ask(&mut self.examined, Examine { order, watch });
    }

    fn stage(&mut self, cx: &mut Cx<'_>) {
        let Some(seen) = self.plan().map(|plan| plan.sha256.clone()) else {
            return;
        };
        self.watch = Watch::default();
        let change = StageFile {
            order: self.order(),
            seen: Some(seen),
            watch: self.watch.clone(),
        };
        cx.act(&mut self.staged, change);
    }

    fn told(&self) -> Vec<Line> {
        let waits = self.examined.waiting().is_some() || self.staged.waiting().is_some();
        if waits {
            return vec![Line(vec![Run::toned(
                Tone::Quiet,
                phrase!(
                    "正在读取 {percent}%，Ctrl-C 中止",
                    "reading, {percent}% done; Ctrl-C stops it",
                    percent = self.watch.percent()
                ),
            )])];
        }
        match self.examined.ready() {
            Some(Err(refusal)) => vec![Line(vec![Run::toned(Tone::Bad, refusal.cited())])],
            Some(Ok(plan)) if self.asked == self.typed() => {
                let from = phrase!(
                    "{sender} {period} 批次 {batch}，金额合计 {total}",
                    "{sender} {period}, batch {batch}, sum {total}",
                    sender = Shown::new(&plan.sender),
                    period = plan.period,
                    batch = Shown::new(&plan.batch),
                    total = plan.total
                );
                vec![
                    Line(vec![Run::toned(Tone::Strong, plan.told.clone())]),
                    Line(vec![Run::toned(Tone::Quiet, from)]),
                ]
            }
            Some(Ok(_)) | None => Vec::new(),
        }
    }

    fn rows(&self) -> Vec<TableRow> {
        let plan = self.plan().into_iter();
        let errors = plan.flat_map(|plan| plan.errors.iter().map(move |bad| (plan, bad)));
        let outside = |text: &str| Cell::Outside(Shown::new(text));
        let rows = errors.flat_map(|(plan, bad)| {
            bad.troubles
                .iter()
                .enumerate()
                .map(move |(at, it)| TableRow {
                    id: format!("{}.{at}", bad.line),
                    cells: vec![
                        Cell::Count(bad.line),
                        field_cell(&plan.kind, &it.column),
                        outside(&it.masked),
                        outside(&it.code),
                        Cell::Said(it.why.clone()),
                    ],
                    tone: Tone::Warning,
                })
        });
        rows.collect()
    }
}

impl Pane for Import {
    fn load(&mut self, _: &mut Cx<'_>) {}

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            SUBMIT => self.examine(cx),
            STAGE => self.stage(cx),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.examined);
        each(&mut self.staged);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.table.set_rows(self.rows());
        if let Some(Err(refusal)) = self.examined.ready() {
            self.form.blame(refusal);
        }
        if let Some(Ok(plan)) = self.staged.take() {
            self.form.saved();
            cx.wish(Wish::Back);
            cx.wish(Wish::Mention(phrase!(
                "已导入，待复核：{it}",
                "imported, to be reviewed: {it}",
                it = plan.told
            )));
        }
    }

    fn hurries(&self, action: Action) -> bool {
        action == SUBMIT
    }

    fn holds(&self, state: &str) -> bool {
        state == "examined" && self.plan().is_some()
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn argument(&self) -> String {
        format!("{}|{}", self.form.value("kind"), self.form.value("path"))
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Form(&self.form)),
            (Rows::Fit, Body::Lines(self.told())),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::outside::LISTS;

    #[test]
    fn the_choices_are_the_lists_there_are() {
        let lists: Vec<(&str, Text)> = LISTS.iter().map(|it| (it.kind, it.title)).collect();
        assert_eq!(KINDS, lists);
    }
}
