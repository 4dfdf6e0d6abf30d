//! One file: its records, or its wrong lines; the reviewer accepts or rejects it here.

use super::file_rows::{ERRORS, RECORDS, error, head, record};
use crate::business::outside::decide::{DecideFile, FileDecided};
use crate::business::outside::rules::{OBJECT, reason_given};
use crate::business::outside::send::{Part, SendOrder, Sending, Sent};
use crate::business::outside::store::{ExchangeOf, Opened, SHOWN_MAX};
use crate::business::outside::{Exchange, ExchangeState, FileVerdict};
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::body::{Body, Rows};
use crate::console::effect::Effect;
use crate::console::field::TextField;
use crate::console::overlay::{Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::Table;
use crate::database::request::Topic;
use crate::kernel::moves::permitted;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Lang, Phrase, Text};
use crate::{phrase, text};

const OTHER: Action = Action("outside_file.other");
const ACCEPT: Action = Action("outside_file.accept");
const REJECT: Action = Action("outside_file.reject");
const SEND: Action = Action("outside_file.send");
/// A reason was given for a rejection.
const REJECTED: Action = Action("outside_file.rejected");
/// A name was given for the correction.
const SENT: Action = Action("outside_file.sent");

const STAGED: Need = Need::State(
    "staged",
    text!("该文件已办结", "the file has been decided on"),
);
const ANOTHERS: Need = Need::State(
    "anothers",
    text!(
        "该文件由您本人导入，须由他人复核（4.7）",
        "you brought this file in yourself; somebody else reviews it (4.7)"
    ),
);
const WRONG: Need = Need::State(
    "wrong",
    text!("该文件没有有误的行", "no line of the file is wrong"),
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

/// The pane; its argument is the number of an exchange.
pub const SPEC: PaneSpec = PaneSpec {
    name: "outside_file",
    title: text!("名单文件", "Outside file"),
    path: "8.1",
    mnemonic: "wjmx",
    go: None,
    actions: &[
        spec(
            OTHER,
            (
                text!("明细/有误", "records/errors"),
                text!(
                    "在明细和有误的行之间切换",
                    "shows the wrong lines in place of the records, or back"
                ),
            ),
            &[],
            None,
            10,
        ),
        spec(
            ACCEPT,
            (
                text!("接收", "accept"),
                text!(
                    "接收该文件，名单从此可用于比对",
                    "accepts the file; from now on it is compared"
                ),
            ),
            &[Need::Post(&[Post::CRev]), STAGED, ANOTHERS],
            Some(Danger::Word("accept")),
            11,
        ),
        spec(
            REJECT,
            (
                text!("退回", "reject"),
                text!("退回该文件并写明理由", "rejects the file, with a reason"),
            ),
            &[Need::Post(&[Post::CRev]), STAGED, ANOTHERS],
            None,
            12,
        ),
        spec(
            SEND,
            (
                text!("更正文件", "correction"),
                text!(
                    "把有误的行连同原因写成更正文件，交来文单位更正",
                    "writes the wrong lines with their reasons into a file for the sender to correct"
                ),
            ),
            &[Need::Post(&[Post::CVer, Post::CRev]), WRONG],
            None,
            13,
        ),
    ],
    open: |exchange_id| Box::new(OneFile::of(exchange_id)),
};

struct OneFile {
    exchange_id: String,
    operator: String,
    post: Post,
    records: Table,
    errors: Table,
    on_errors: bool,
    found: Slot<Option<Opened>>,
    decided: Slot<FileDecided>,
    sent: Slot<Sent>,
    looked: bool,
}

impl OneFile {
    fn of(exchange_id: &str) -> Self {
        let reading = || phrase!("正在读取文件", "reading the file");
        Self {
            exchange_id: exchange_id.to_owned(),
            operator: String::new(),
            post: Post::Guest,
            records: Table::new(RECORDS.to_vec(), reading()),
            errors: Table::new(ERRORS.to_vec(), reading()),
            on_errors: false,
            found: Slot::default(),
            decided: Slot::default(),
            sent: Slot::default(),
            looked: false,
        }
    }

    fn exchange(&self) -> Option<&Exchange> {
        Some(&self.found.ready()?.as_ref()?.exchange)
    }

    fn decide(&mut self, verdict: FileVerdict, reason: &str, cx: &mut Cx<'_>) {
        let Some(version) = self.exchange().map(|it| it.version) else {
            return;
        };
        let change = DecideFile {
            exchange_id: self.exchange_id.clone(),
            version,
            verdict,
            reason: reason.to_owned(),
        };
        cx.act(&mut self.decided, change);
    }

    fn send(&mut self, to: &str, cx: &mut Cx<'_>) {
        let order = SendOrder {
            exchange_id: self.exchange_id.clone(),
            part: Part::Errors(Lang::Zh),
            to: to.trim().into(),
        };
        cx.carry(&mut self.sent, Box::new(Sending(order)));
    }

    /// `POLI_371323_201203_001_E01.csv`, beside nothing: the folder is the operator's to choose.
    fn name_of_correction(&self) -> String {
        self.exchange().map_or_else(String::new, |it| {
            let name = it.file_name.strip_suffix(".csv").unwrap_or(&it.file_name);
            format!("{name}_E01.csv")
        })
    }
}

/// A line of input that begins with a name.
fn named(name: &str) -> TextField {
    let mut field = TextField::limited(400);
    field.set(name);
    field
}

/// A file needs a name.
fn name_given(typed: &str) -> Result<(), Refusal> {
    if !typed.trim().is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4373",
        crate::kernel::clause::Clause::of("11.1"),
        phrase!("没有文件名", "there is no name"),
        phrase!("请填写文件名或路径", "type a name or a path"),
    ))
}

impl Pane for OneFile {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("exchange", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.operator.clone_from(&cx.desk.operator);
        self.post = cx.desk.post;
        let exchange_id = self.exchange_id.clone();
        cx.ask(&mut self.found, ExchangeOf { exchange_id });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let answer = cx.answer.clone().unwrap_or_default();
        match action {
            OTHER => self.on_errors = !self.on_errors,
            ACCEPT => self.decide(FileVerdict::Accept, "", cx),
            REJECT => cx.wish(Wish::Raise(Overlay::Prompt(Prompt {
                title: phrase!("退回理由", "why it is rejected"),
                hint: phrase!(
                    "理由随审批记录一并保存",
                    "the reason is kept with the record"
                ),
                text: TextField::default(),
                check: reason_given,
                action: REJECTED,
                error: None,
            }))),
            REJECTED => self.decide(FileVerdict::Reject, &answer, cx),
            SEND => cx.wish(Wish::Raise(Overlay::Prompt(Prompt {
                title: phrase!("更正文件存为", "where the correction goes"),
                hint: phrase!(
                    "填写路径；不覆盖已有文件",
                    "a path; no file is written over"
                ),
                text: named(&self.name_of_correction()),
                check: name_given,
                action: SENT,
                error: None,
            }))),
            SENT => self.send(&answer, cx),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.decided);
        each(&mut self.sent);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.records.empty = phrase!(
            "没有该文件，或不在您的辖区和岗位权限内",
            "no such file, or not within your area and post"
        );
        self.errors.empty = phrase!("没有有误的行", "no line is wrong");
        if let Some(Some(opened)) = self.found.ready() {
            self.records.set_rows(
                opened
                    .records
                    .iter()
                    .map(|it| record(&opened.exchange, it))
                    .collect(),
            );
            let kind = &opened.exchange.kind;
            let errors = opened.errors.iter().map(|it| error(kind, it));
            self.errors.set_rows(errors.collect());
            self.records.more = (opened.exchange.taken > SHOWN_MAX).then(|| {
                phrase!(
                    "只列前{n}条，全部明细请导出",
                    "only the first {n}; export it for all",
                    n = SHOWN_MAX
                )
            });
            if !self.looked && !opened.records.is_empty() {
                self.looked = true;
                cx.effect(Effect::Looked(format!("exchange:{}", self.exchange_id)));
            }
        }
        if let Some(Ok(decided)) = self.decided.take() {
            cx.wish(Wish::Mention(decided.told));
        }
        if let Some(Ok(sent)) = self.sent.take() {
            cx.wish(Wish::Mention(phrase!(
                "已写出{n}条：{to}",
                "{n} lines written to {to}",
                n = sent.count,
                to = sent.to
            )));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(if self.on_errors {
            &mut self.errors
        } else {
            &mut self.records
        })
    }

    fn at_stake(&self, _: Action) -> Option<(usize, Phrase)> {
        let it = self.exchange()?;
        let count = usize::try_from(it.taken).unwrap_or(usize::MAX);
        Some((
            count,
            phrase!(
                "{id}：明细{n}条，有误{bad}条未导入。",
                "{id}: {n} records; {bad} wrong lines were not taken. ",
                id = it.exchange_id,
                n = it.taken,
                bad = it.bad
            ),
        ))
    }

    fn holds(&self, state: &str) -> bool {
        let Some(it) = self.exchange() else {
            return false;
        };
        match state {
            "staged" => it.state == ExchangeState::Staged,
            "anothers" => {
                it.maker != self.operator
                    || permitted(OBJECT, ("STAGED", "ACCEPTED"), self.post).is_err()
            }
            "wrong" => it.bad > 0,
            _ => false,
        }
    }

    fn heading(&self) -> Phrase {
        Phrase::verbatim(self.exchange_id.clone())
    }

    fn argument(&self) -> String {
        self.exchange_id.clone()
    }

    fn body(&self) -> Body<'_> {
        let table = if self.on_errors {
            &self.errors
        } else {
            &self.records
        };
        let head = self.exchange().map_or_else(Vec::new, head);
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(head)),
            (Rows::Rest, Body::Table(table)),
        ])
    }
}
