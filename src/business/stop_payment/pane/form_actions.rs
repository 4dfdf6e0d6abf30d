//! What can be done on a form: lines, proposals, the hands, the approval by its count.

use super::form::Sheet;
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::pane::PaneSpec;
use crate::kernel::post::Post;
use crate::kernel::text::Text;
use crate::text;

pub(super) const EDIT: Action = Action("table.open");
pub(super) const ADD: Action = Action("stop_form.add");
pub(super) const REMOVE: Action = Action("stop_form.remove");
pub(super) const TAKE: Action = Action("stop_form.take");
pub(super) const SIGN: Action = Action("stop_form.sign");
pub(super) const RETURN: Action = Action("stop_form.return");
/// A reason was given for a return.
pub(super) const RETURNED: Action = Action("stop_form.returned");
pub(super) const WITHDRAW: Action = Action("stop_form.withdraw");
pub(super) const APPROVE: Action = Action("stop_form.approve");
pub(super) const OTHER: Action = Action("stop_form.other");
pub(super) const PERSON: Action = Action("stop_form.person");

const MAKERS: Need = Need::Post(&[Post::VCo, Post::TClk]);
const HANDS: Need = Need::Post(&[
    Post::VCo,
    Post::TClk,
    Post::TDir,
    Post::TRev,
    Post::CVer,
    Post::CRev,
]);
const SENDERS: Need = Need::Post(&[
    Post::TClk,
    Post::TDir,
    Post::TRev,
    Post::CVer,
    Post::CRev,
    Post::CDir,
]);
const DRAFT: Need = Need::State(
    "draft",
    text!(
        "核定表已签办，不能再增减人员；确需更改的逐级退回",
        "the form is signed and takes no more changes; it can be sent back step by step"
    ),
);
const STOPS: Need = Need::State(
    "stops",
    text!(
        "恢复发放核定表没有建议人员",
        "nobody is proposed for a resume form"
    ),
);
const LINES: Need = Need::State(
    "lines",
    text!("请先按Tab回到人员表", "go back to the lines first (Tab)"),
);
const TURN: Need = Need::State(
    "turn",
    text!("核定表目前不在您的环节", "the form is not at your step now"),
);
const REVIEWED: Need = Need::State(
    "reviewed",
    text!(
        "核定表尚未复核，不能批准",
        "the form is not reviewed yet and cannot be approved"
    ),
);
const BACK: Need = Need::State(
    "back",
    text!(
        "核定表不在您可以退回的环节",
        "the form is not at a step you can send it back from"
    ),
);
const MINE: Need = Need::State(
    "mine",
    text!(
        "最近的签办不是您的，不能撤回",
        "the last hand was not yours; there is nothing to take back"
    ),
);

const fn spec(
    action: Action,
    (label, help): (Text, Text),
    needs: &'static [Need],
    danger: Option<Danger>,
    hint: Option<u8>,
) -> ActionSpec {
    ActionSpec {
        action,
        label,
        help,
        needs,
        danger,
        hint,
    }
}

/// The pane; its argument is the number of a form.
pub const SPEC: PaneSpec = PaneSpec {
    name: "stop_form",
    title: text!("核定表", "Form"),
    path: "4.1",
    mnemonic: "hdb",
    go: None,
    actions: &[
        spec(
            SIGN,
            (
                text!("签办", "sign"),
                text!(
                    "办结本环节：村签字、所核对、所长报送、县核对、县复核",
                    "does this step: the village signs, the station checks and submits, the county checks and reviews"
                ),
            ),
            &[HANDS, TURN],
            Some(Danger::List),
            Some(10),
        ),
        spec(
            APPROVE,
            (
                text!("批准", "approve"),
                text!(
                    "批准所见的人员表，须键入人数；自各人所列月份起停发或恢复",
                    "approves the very list you see, by typing its count; it takes effect from each line's month"
                ),
            ),
            &[Need::Post(&[Post::CDir]), REVIEWED],
            Some(Danger::List),
            Some(10),
        ),
        spec(
            ADD,
            (
                text!("增加", "add"),
                text!(
                    "按保险编号填报一人：原因、日期、依据",
                    "puts somebody on the form: reason, day, evidence"
                ),
            ),
            &[MAKERS, DRAFT],
            None,
            Some(11),
        ),
        spec(
            TAKE,
            (
                text!("建议", "proposals"),
                text!(
                    "列出认证结果和比对结果建议停发的人员，成批列入",
                    "lists who is proposed by verification and comparison, to be taken in at once"
                ),
            ),
            &[Need::Post(&[Post::TClk]), STOPS, DRAFT],
            None,
            Some(12),
        ),
        spec(
            EDIT,
            (
                text!("更正", "edit"),
                text!(
                    "更正光标所在人员的填报内容",
                    "changes what was entered about the person under the cursor"
                ),
            ),
            &[MAKERS, DRAFT, LINES, Need::Selection],
            None,
            Some(14),
        ),
        spec(
            REMOVE,
            (
                text!("删除", "remove"),
                text!(
                    "将光标所在人员从表内删除；由建议列入的退回建议",
                    "takes the person off the form; what was proposed waits again"
                ),
            ),
            &[MAKERS, DRAFT, LINES, Need::Selection],
            Some(Danger::Count),
            None,
        ),
        spec(
            RETURN,
            (
                text!("退回", "return"),
                text!(
                    "退回上一环节，须写明理由",
                    "sends the form one step back, with a reason"
                ),
            ),
            &[SENDERS, BACK],
            None,
            Some(12),
        ),
        spec(
            WITHDRAW,
            (
                text!("撤回", "withdraw"),
                text!(
                    "下一环节办理前，撤回本人刚签办的",
                    "takes your own signature back while the next hand has not acted"
                ),
            ),
            &[HANDS, MINE],
            None,
            Some(15),
        ),
        spec(
            OTHER,
            (
                text!("签办记录", "hands"),
                text!(
                    "在人员和签办记录之间切换",
                    "shows the hands in place of the lines, or back"
                ),
            ),
            &[],
            None,
            Some(13),
        ),
        spec(
            PERSON,
            (
                text!("看人员", "person"),
                text!("打开光标所在人员的页面", "opens the page of the person"),
            ),
            &[LINES, Need::Selection],
            None,
            Some(17),
        ),
    ],
    open: |form_no| Box::new(Sheet::of(form_no)),
};
