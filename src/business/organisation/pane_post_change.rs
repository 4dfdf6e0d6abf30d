//! The form by which a change of posts is proposed: who, which post, where, from when, by which document.

use chrono::NaiveDate;

use super::post_change::ProposePost;
use super::posts::{PostDone, PostKind, Wanted};
use super::rules;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::Body;
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "post_change",
    title: text!("提出岗位变动", "Propose a change of posts"),
    path: "1.3.1",
    mnemonic: "gwbd",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("提交审批", "submit"),
        help: text!(
            "核对各栏后提交，由负责人审批",
            "check every field and submit it to the director"
        ),
        needs: &[Need::Post(&[Post::CSys])],
        danger: None,
        hint: Some(10),
    }],
    open: |_| Box::new(Proposing::new()),
};

const KINDS: &[(&str, Text)] = &[
    ("APPOINT", text!("任职", "appoint")),
    ("END", text!("免职", "end")),
    ("SUBSTITUTE", text!("代理所长", "substitute for a director")),
];

const CLAUSE: Clause = Clause::of("N3.1");

static FIELDS: &[FieldSpec] = &[
    FieldSpec::text(
        "kind",
        text!("事项", "change"),
        text!(
            "APPOINT任职、END免职、SUBSTITUTE代理，F4选择",
            "APPOINT, END or SUBSTITUTE; F4 lists them"
        ),
        CLAUSE,
    )
    .required()
    .sized(12, 12)
    .choosing(KINDS)
    .checked_by(|typed| word::<PostKind>(typed, "kind")),
    FieldSpec::text(
        "operator",
        text!("操作员", "operator"),
        text!(
            "操作员代码，如 zhangmin",
            "the operator's id, zhangmin for example"
        ),
        CLAUSE,
    )
    .required()
    .sized(20, 63),
    FieldSpec::text(
        "post",
        text!("岗位", "post"),
        text!(
            "岗位代码，如 T-CLK；代理填 T-DIR",
            "the post's code: T-CLK; of a substitution T-DIR"
        ),
        CLAUSE,
    )
    .required()
    .sized(6, 6)
    .checked_by(|typed| word::<Post>(typed, "post")),
    FieldSpec::text(
        "area",
        text!("机构", "division"),
        text!("6、9或12位机构代码", "its code: 6, 9 or 12 digits"),
        CLAUSE,
    )
    .required()
    .sized(14, 12)
    .checked_by(|typed| word::<AreaCode>(typed, "area")),
    FieldSpec::text(
        "valid_from",
        text!("起始日期", "from"),
        text!(
            "任职、代理的首日，免职的末日",
            "the first day; of an ending the last"
        ),
        CLAUSE,
    )
    .required()
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "valid_to",
        text!("截止日期", "until"),
        text!(
            "代理必填；长期任职不填",
            "a substitution must have one; a lasting post has none"
        ),
        CLAUSE,
    )
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "document_no",
        text!("文号", "document no."),
        text!("任免文件文号", "the number of the document"),
        Clause::of("N2.5-d"),
    )
    .required()
    .sized(30, 60)
    .as_typed(),
    FieldSpec::text(
        "reason",
        text!("事由", "reason"),
        text!("为何变动", "why it changes"),
        Clause::of("N2.5-d"),
    )
    .required()
    .sized(40, 100)
    .as_typed(),
];

fn word<T: std::str::FromStr>(typed: &str, field: &str) -> Result<(), Refusal> {
    typed
        .to_ascii_uppercase()
        .parse::<T>()
        .map(drop)
        .map_err(|_| unread(typed, field))
}

fn unread(typed: &str, field: &str) -> Refusal {
    Refusal::new(
        "PN-2520",
        CLAUSE,
        phrase!(
            "“{it}”不是可填的代码",
            "'{it}' is no code that can stand here",
            it = typed
        ),
        phrase!(
            "请核对代码，或按F4选择",
            "check the code, or choose with F4"
        ),
    )
    .blaming(field)
}

fn is_day(typed: &str) -> Result<(), Refusal> {
    rules::day_of(typed).map(drop)
}

struct Proposing {
    form: Form,
    proposed: Slot<PostDone>,
}

impl Proposing {
    fn new() -> Self {
        Self {
            form: Form::new(FIELDS, |_| Ok(())),
            proposed: Slot::default(),
        }
    }

    fn wanted(&self) -> Option<Wanted> {
        let value = |name: &str| self.form.value(name);
        let day = |name: &str| value(name).parse::<NaiveDate>().ok();
        Some(Wanted {
            kind: value("kind").to_ascii_uppercase().parse().ok()?,
            operator: value("operator").to_owned(),
            post: value("post").to_ascii_uppercase().parse().ok()?,
            area: value("area").parse().ok()?,
            valid_from: day("valid_from")?,
            valid_to: day("valid_to"),
            document_no: value("document_no").to_owned(),
            reason: value("reason").to_owned(),
        })
    }
}

impl Pane for Proposing {
    fn load(&mut self, _: &mut Cx<'_>) {}

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let (SUBMIT, Some(wanted)) = (action, self.wanted()) {
            cx.act(&mut self.proposed, ProposePost { wanted });
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.proposed);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        // A refusal is shown by the console at the fields it blames; the form stays.
        if let Some(Ok(proposed)) = self.proposed.take() {
            self.form.saved();
            cx.wish(Wish::Back);
            cx.wish(Wish::Mention(proposed.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn keeps_draft(&self) -> bool {
        true
    }

    fn heading(&self) -> Phrase {
        Phrase::default()
    }

    fn body(&self) -> Body<'_> {
        Body::Form(&self.form)
    }
}
