//! Changes of posts (岗位变动): appointments, endings and substitutions, proposed by IT and decided by the director.

use super::policies::{PolicyState, PolicyVerdict};
use super::post_change::DecidePost;
use super::posts::{PostChange, PostDone, PostKind};
use super::posts_store::PostChanges;
use super::rules;
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::field::TextField;
use crate::console::overlay::{Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const PROPOSE: Action = Action("posts.propose");
const APPROVE: Action = Action("posts.approve");
const REJECT: Action = Action("posts.reject");
const WITHDRAW: Action = Action("posts.withdraw");
/// A reason was given for a rejection.
const REJECTED: Action = Action("posts.rejected");
/// A reason was given for a withdrawal.
const WITHDRAWN: Action = Action("posts.withdrawn");

const PENDING: Need = Need::State(
    "pending",
    text!("该项变动已办结", "this change has been decided"),
);
const ANOTHERS: Need = Need::State(
    "anothers",
    text!(
        "该项变动由您本人提出或涉及您本人，须由他人审批（4.7）",
        "you proposed this yourself or it is about you; somebody else decides it (4.7)"
    ),
);
const MINE: Need = Need::State(
    "mine",
    text!(
        "只能撤回本人提出的变动",
        "only its maker withdraws a change"
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
    name: "posts",
    title: text!("岗位变动", "Changes of posts"),
    path: "1.3",
    mnemonic: "gw",
    go: None,
    actions: &[
        spec(
            PROPOSE,
            (
                text!("提出", "propose"),
                text!(
                    "依据文件提出任职、免职或代理",
                    "propose an appointment, an ending or a substitution by a document"
                ),
            ),
            &[Need::Post(&[Post::CSys])],
            None,
            10,
        ),
        spec(
            APPROVE,
            (
                text!("批准", "approve"),
                text!(
                    "批准该项变动，自所填日期起生效",
                    "approve the change; it holds from its date on"
                ),
            ),
            &[
                Need::Post(&[Post::CDir]),
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
                text!("退回该项变动并写明理由", "reject the change, with a reason"),
            ),
            &[
                Need::Post(&[Post::CDir]),
                Need::Selection,
                PENDING,
                ANOTHERS,
            ],
            None,
            12,
        ),
        spec(
            WITHDRAW,
            (
                text!("撤回", "withdraw"),
                text!(
                    "撤回本人提出的变动并写明理由",
                    "take back your own proposal, with a reason"
                ),
            ),
            &[Need::Post(&[Post::CSys]), Need::Selection, PENDING, MINE],
            None,
            13,
        ),
    ],
    open: |wanted| Box::new(Changes::at(wanted)),
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
    column("change", text!("事项", "change"), 8, 0, 0),
    column("name", text!("姓名", "name"), 8, 0, 0),
    column("post", text!("岗位", "post"), 12, 1, 0),
    column("division", text!("机构", "division"), 10, 1, 0),
    column("from", text!("起", "from"), 10, 0, 0),
    column("until", text!("止", "until"), 10, 0, 0),
    column("by", text!("提出", "by"), 8, 0, 2),
];

struct Changes {
    table: Table,
    list: Slot<Vec<PostChange>>,
    decided: Slot<PostDone>,
    wanted: String,
    operator: String,
}

impl Changes {
    fn at(wanted: &str) -> Self {
        Self {
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取岗位变动", "reading the changes of posts"),
            ),
            list: Slot::default(),
            decided: Slot::default(),
            wanted: wanted.to_owned(),
            operator: String::new(),
        }
    }

    fn row(&self) -> Option<&PostChange> {
        let id = &self.table.current()?.id;
        self.list.ready()?.iter().find(|row| row.id() == *id)
    }

    fn decide(&mut self, verdict: PolicyVerdict, reason: &str, cx: &mut Cx<'_>) {
        if let Some(change) = self.row().map(|row| DecidePost::on(row, verdict, reason)) {
            cx.act(&mut self.decided, change);
        }
    }
}

/// A change in a sentence.
fn told(row: &PostChange) -> Phrase {
    let last = row.valid_to.map_or_else(Phrase::default, |day| {
        phrase!("至{day}", " to {day}", day = day)
    });
    let place = row
        .acts_for_name
        .as_ref()
        .map_or_else(Phrase::default, |whom| {
            phrase!("（代{whom}）", " (for {whom})", whom = *whom)
        });
    phrase!(
        "{name}{kind}“{post}”{place}，{area}，{from}{last}，{document}，{reason}；{maker}提出",
        "{kind} {name}: {post}{place}, {area}, from {from}{last}, {document}, {reason}; by {maker}",
        name = row.name,
        kind = row.kind.title(),
        post = row.post.title(),
        place = place,
        area = row.area_name,
        from = row.valid_from,
        last = last,
        document = row.document_no,
        reason = row.reason,
        maker = row.maker_name,
    )
}

fn table_row(row: &PostChange) -> TableRow {
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    let (state, tone) = match row.state {
        PolicyState::Proposed => (
            phrase!("! {it}", "! {it}", it = row.state.title()),
            Tone::Warning,
        ),
        PolicyState::Approved => (row.state.title().into(), Tone::Plain),
        PolicyState::Rejected | PolicyState::Withdrawn => (row.state.title().into(), Tone::Quiet),
    };
    TableRow {
        id: row.id(),
        cells: vec![
            Cell::Said(state),
            Cell::Fixed(row.kind.title()),
            outside(&row.name),
            Cell::Fixed(row.post.title()),
            outside(&row.area_name),
            Cell::Day(row.valid_from),
            row.valid_to.map_or(Cell::Nothing, Cell::Day),
            outside(&row.maker_name),
        ],
        tone,
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

impl Pane for Changes {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("operator", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.operator.clone_from(&cx.desk.operator);
        cx.ask(&mut self.list, PostChanges);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let reason = cx.answer.clone().unwrap_or_default();
        match action {
            PROPOSE => cx.wish(Wish::Open("post_change", String::new())),
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
        self.table.empty = phrase!("没有岗位变动记录", "no change of posts on record");
        if let Some(list) = self.list.ready() {
            // What was just proposed is what its maker looks for.
            let before: Vec<&str> = self
                .table
                .rows()
                .iter()
                .map(|row| row.id.as_str())
                .collect();
            let fresh =
                |it: &&PostChange| it.maker == self.operator && !before.contains(&it.id().as_str());
            if let Some(row) = list.iter().find(fresh).filter(|_| !before.is_empty()) {
                self.wanted = row.id();
            }
            self.table.set_rows(list.iter().map(table_row).collect());
            if !self.wanted.is_empty() {
                self.table.go_to(&self.wanted);
                self.wanted.clear();
            }
        }
        if let Some(Ok(done)) = self.decided.take() {
            cx.wish(Wish::Mention(done.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn at_stake(&self, _: Action) -> Option<(usize, Phrase)> {
        Some((1, phrase!("{it}。", "{it}.", it = told(self.row()?))))
    }

    fn holds(&self, state: &str) -> bool {
        let Some(row) = self.row() else { return false };
        match state {
            "pending" => row.state == PolicyState::Proposed,
            "anothers" => row.maker != self.operator && row.operator != self.operator,
            "mine" => row.maker == self.operator,
            _ => false,
        }
    }

    fn heading(&self) -> Phrase {
        let list = self.list.ready().map_or(&[][..], Vec::as_slice);
        let of = |kind: PostKind| {
            list.iter()
                .filter(|it| it.kind == kind && it.state == PolicyState::Proposed)
                .count()
        };
        phrase!(
            "待审 任职{a} 免职{e} 代理{s}",
            "pending: {a} appointments, {e} endings, {s} substitutions",
            a = of(PostKind::Appoint),
            e = of(PostKind::End),
            s = of(PostKind::Substitute)
        )
    }

    fn argument(&self) -> String {
        self.table
            .current()
            .map_or_else(|| self.wanted.clone(), |row| row.id.clone())
    }

    fn body(&self) -> Body<'_> {
        let detail = self
            .row()
            .map(|row| Line(vec![Run::toned(Tone::Quiet, told(row))]));
        Body::Stack(vec![
            (Rows::Rest, Body::Table(&self.table)),
            (Rows::Just(3), Body::Lines(detail.into_iter().collect())),
        ])
    }
}
