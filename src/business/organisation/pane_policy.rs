//! The parameters (政策参数): what holds today in this county, from when, on what ground, and what waits for approval.

use super::policies::{Decided, PolicyRecord, PolicyState, PolicyVerdict, scope_title};
use super::policy_change::DecidePolicy;
use super::policy_store::{ParameterLine, ParameterList};
use super::rules;
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::field::TextField;
use crate::console::overlay::{Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::area::County;
use crate::kernel::policy::parameter;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const PROPOSE: Action = Action("policy.propose");
const APPROVE: Action = Action("policy.approve");
const REJECT: Action = Action("policy.reject");
const WITHDRAW: Action = Action("policy.withdraw");
/// A reason was given for a rejection.
const REJECTED: Action = Action("policy.rejected");
/// A reason was given for a withdrawal.
const WITHDRAWN: Action = Action("policy.withdrawn");

/// Something waits that this desk may decide by its scope.
const PENDING: Need = Need::State(
    "pending",
    text!(
        "该参数没有由本岗审批的待审变更",
        "no change of this parameter waits for this post"
    ),
);
/// What waits was proposed by somebody else.
const ANOTHERS: Need = Need::State(
    "anothers",
    text!(
        "该项变更由您本人提出，须由他人审批（4.7）",
        "you proposed this yourself; somebody else decides it (4.7)"
    ),
);
/// What waits was proposed by this operator.
const MINE: Need = Need::State(
    "mine",
    text!(
        "该参数没有您提出的待审变更，只能撤回本人所提事项",
        "you have proposed no change of this parameter; only its maker withdraws one"
    ),
);

const fn spec(
    action: Action,
    (label, help): (Text, Text),
    needs: &'static [Need],
    danger: Option<Danger>,
    hint: u8,
) -> ActionSpec {
    ActionSpec {
        action,
        label,
        help,
        needs,
        danger,
        hint: Some(hint),
    }
}

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "policy",
    title: text!("政策参数", "Policy parameters"),
    path: "9.1",
    mnemonic: "cs",
    go: None,
    actions: &[
        spec(
            PROPOSE,
            (
                text!("提出变更", "propose"),
                text!(
                    "依据文件对光标所在参数提出变更，交负责人审批",
                    "propose another value of the parameter under the cursor; the director decides"
                ),
            ),
            &[Need::Post(&[Post::CRev]), Need::Selection],
            None,
            10,
        ),
        spec(
            APPROVE,
            (
                text!("批准", "approve"),
                text!(
                    "批准待审变更，自执行日期起适用",
                    "approve the change that waits; it holds from its date on"
                ),
            ),
            &[
                Need::Post(&[Post::CDir, Post::MDir]),
                Need::Selection,
                PENDING,
                ANOTHERS,
            ],
            Some(Danger::Word("approve")),
            11,
        ),
        spec(
            REJECT,
            (
                text!("退回", "reject"),
                text!(
                    "退回待审变更并写明理由，原值继续适用",
                    "reject the change that waits, with a reason; the old value stays"
                ),
            ),
            &[
                Need::Post(&[Post::CDir, Post::MDir]),
                Need::Selection,
                PENDING,
                ANOTHERS,
            ],
            Some(Danger::Word("reject")),
            12,
        ),
        spec(
            WITHDRAW,
            (
                text!("撤回", "withdraw"),
                text!(
                    "撤回本人提出、尚未审批的变更，并写明理由",
                    "take back your own change while it waits, with a reason"
                ),
            ),
            &[Need::Post(&[Post::CRev]), Need::Selection, MINE],
            None,
            13,
        ),
    ],
    open: |wanted| Box::new(Parameters::at(wanted)),
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
    column("parameter", text!("参数", "parameter"), 24, 0, 1),
    column(
        "what_it_governs",
        text!("名称", "what it governs"),
        18,
        3,
        0,
    ),
    column("value", text!("现行值", "value"), 12, 1, 0),
    column("from", text!("执行日期", "from"), 10, 0, 0),
    column("scope", text!("范围", "scope"), 14, 0, 4),
    column("source", text!("依据", "source"), 10, 1, 2),
    column("confidence", text!("可靠程度", "confidence"), 8, 0, 3),
    column("pending", text!("待审变更", "pending"), 10, 1, 0),
];

/// How many lines the detail takes.
const DETAIL: u16 = 7;

struct Parameters {
    table: Table,
    list: Slot<Vec<ParameterLine>>,
    decided: Slot<Decided>,
    /// Where the cursor shall stand when the rows have come.
    wanted: String,
    /// Who sits here, for the guards.
    operator: String,
    post: Post,
    county: Option<County>,
}

impl Parameters {
    fn at(wanted: &str) -> Self {
        let empty = phrase!("正在读取政策参数", "reading the parameters");
        Self {
            table: Table::new(COLUMNS.to_vec(), empty),
            list: Slot::default(),
            decided: Slot::default(),
            wanted: wanted.to_owned(),
            operator: String::new(),
            post: Post::Guest,
            county: None,
        }
    }

    fn line(&self) -> Option<&ParameterLine> {
        let id = &self.table.current()?.id;
        self.list.ready()?.iter().find(|line| line.id == *id)
    }

    /// What waits for this desk: a director decides for his own scope, a maker takes back his own.
    fn pending(&self) -> Option<&PolicyRecord> {
        let county = self.county.as_ref().map_or("", County::as_str);
        self.line()?.pending.iter().find(|row| {
            if self.post == Post::MDir {
                row.scope.is_empty()
            } else if self.post == Post::CDir {
                row.scope == county
            } else {
                row.maker == self.operator
            }
        })
    }

    fn decide(&mut self, verdict: PolicyVerdict, reason: &str, cx: &mut Cx<'_>) {
        if let Some(change) = self
            .pending()
            .map(|row| DecidePolicy::on(row, verdict, reason))
        {
            cx.act(&mut self.decided, change);
        }
    }

    /// What holds, what waits and what was, of the parameter under the cursor.
    fn detail(&self) -> Vec<Line> {
        let Some(line) = self.line() else {
            return Vec::new();
        };
        let known = parameter(&line.id);
        let title = known.map_or(Phrase::default(), |it| it.title.into());
        let written = known.map(|it| it.kind.hint()).unwrap_or_default();
        let mut lines = vec![Line(vec![
            Run::toned(Tone::Strong, Shown::new(&line.id)),
            Run::toned(
                Tone::Quiet,
                phrase!(
                    " {title}。填写：{how}",
                    " {title}: written as {how}",
                    title = title,
                    how = written
                ),
            ),
        ])];
        lines.extend(line.pending.iter().map(record_line));
        let decided = line
            .rows
            .iter()
            .rev()
            .filter(|row| row.state != PolicyState::Proposed);
        lines.extend(decided.map(record_line));
        lines.truncate(usize::from(DETAIL));
        lines
    }
}

/// One row of policy in words, with its hands.
fn record_line(row: &PolicyRecord) -> Line {
    let tone = match row.state {
        PolicyState::Proposed => Tone::Warning,
        PolicyState::Approved => Tone::Plain,
        PolicyState::Rejected | PolicyState::Withdrawn => Tone::Quiet,
    };
    let hands = if let Some(checker) = &row.checker_name {
        phrase!(
            "{maker}提出，{checker}审批",
            "by {maker}, decided by {checker}",
            maker = row.maker_name,
            checker = *checker,
        )
    } else {
        phrase!("{maker}提出", "by {maker}", maker = row.maker_name)
    };
    Line(vec![Run::toned(
        tone,
        phrase!(
            "{state} {from}起 “{value}” {scope} {document} {hands}",
            "{state}, from {from}: '{value}', {scope}, {document}, {hands}",
            state = row.state.title(),
            from = row.effective_from,
            value = row.value,
            scope = scope_title(&row.scope),
            document = row.document_no,
            hands = hands,
        ),
    )])
}

fn table_row(line: &ParameterLine) -> TableRow {
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    let title = parameter(&line.id).map_or(Cell::Nothing, |it| Cell::Fixed(it.title));
    let mut cells = vec![outside(&line.id), title];
    if let Some(row) = &line.in_force {
        cells.extend([
            outside(&row.value),
            Cell::Day(row.effective_from),
            Cell::Said(scope_title(&row.scope)),
            outside(&row.source),
            Cell::Fixed(row.to_policy().confidence.title()),
        ]);
    } else {
        cells.push(Cell::Fixed(text!("!! 无现行值", "!! no value")));
        cells.extend(std::iter::repeat_n(Cell::Nothing, 4));
    }
    cells.push(line.pending.first().map_or(Cell::Nothing, |row| {
        Cell::Said(phrase!("! {value}", "! {value}", value = row.value))
    }));
    TableRow {
        id: line.id.clone(),
        cells,
        tone: match (&line.in_force, line.pending.is_empty()) {
            (None, _) => Tone::Bad,
            (Some(_), false) => Tone::Warning,
            (Some(_), true) => Tone::Plain,
        },
    }
}

/// Asks for a reason; the answer comes back as the action.
fn ask_reason(title: Phrase, action: Action, cx: &mut Cx<'_>) {
    cx.wish(Wish::Raise(Overlay::Prompt(Prompt {
        title,
        hint: phrase!(
            "理由随审批记录一并保存",
            "the reason is kept with the record"
        ),
        text: TextField::default(),
        check: rules::reason_given,
        action,
        error: None,
    })));
}

impl Pane for Parameters {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("policy", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.operator.clone_from(&cx.desk.operator);
        self.post = cx.desk.post;
        self.county = Some(cx.desk.county.clone());
        cx.ask(&mut self.list, ParameterList);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let reason = cx.answer.clone().unwrap_or_default();
        match action {
            PROPOSE => {
                if let Some(row) = self.table.current() {
                    cx.wish(Wish::Open("policy_change", row.id.clone()));
                }
            }
            APPROVE => self.decide(PolicyVerdict::Approve, "", cx),
            REJECT => ask_reason(phrase!("退回理由", "why it is rejected"), REJECTED, cx),
            WITHDRAW => ask_reason(phrase!("撤回理由", "why it is withdrawn"), WITHDRAWN, cx),
            REJECTED => self.decide(PolicyVerdict::Reject, &reason, cx),
            WITHDRAWN => self.decide(PolicyVerdict::Withdraw, &reason, cx),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.list);
        each(&mut self.decided);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if let Some(list) = self.list.ready() {
            self.table.set_rows(list.iter().map(table_row).collect());
            if !self.wanted.is_empty() {
                self.table.go_to(&self.wanted);
                self.wanted.clear();
            }
        }
        if let Some(Ok(decided)) = self.decided.take() {
            cx.wish(Wish::Mention(decided.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn at_stake(&self, _: Action) -> Option<(usize, Phrase)> {
        let row = self.pending()?;
        let before = self
            .line()?
            .in_force
            .as_ref()
            .map_or("", |row| row.value.as_str());
        let what = phrase!(
            "{id}：自{from}起由“{before}”改为“{after}”，{scope}，{maker}提出，文号{document}。",
            "{id}: from {from} on '{before}' becomes '{after}', {scope}, by {maker}, {document}.",
            id = row.parameter,
            from = row.effective_from,
            before = before,
            after = row.value,
            scope = scope_title(&row.scope),
            maker = row.maker_name,
            document = row.document_no,
        );
        Some((1, what))
    }

    fn holds(&self, state: &str) -> bool {
        let pending = self.pending();
        match state {
            "pending" => pending.is_some(),
            "anothers" => pending.is_some_and(|row| row.maker != self.operator),
            "mine" => pending.is_some_and(|row| row.maker == self.operator),
            _ => false,
        }
    }

    fn heading(&self) -> Phrase {
        let Some(list) = self.list.ready() else {
            return Phrase::default();
        };
        let pending: usize = list.iter().map(|line| line.pending.len()).sum();
        phrase!(
            "{n}项 待审{pending}项",
            "{n} parameters, {pending} pending",
            n = list.len(),
            pending = pending,
        )
    }

    fn argument(&self) -> String {
        self.table
            .current()
            .map_or_else(|| self.wanted.clone(), |row| row.id.clone())
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Rest, Body::Table(&self.table)),
            (Rows::Just(DETAIL), Body::Lines(self.detail())),
        ])
    }
}

#[cfg(test)]
#[path = "pane_policy_tests.rs"]
mod tests;
