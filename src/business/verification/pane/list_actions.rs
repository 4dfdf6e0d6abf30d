//! What can be done on a list: outcomes by letter, bulk entry, confirmation, the hands.

use super::list::Sheet;
use crate::business::verification::Outcome;
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::pane::PaneSpec;
use crate::kernel::post::Post;
use crate::kernel::text::Text;
use crate::text;

pub(super) const ALIVE: Action = Action("verification_list.alive");
pub(super) const DEAD: Action = Action("verification_list.dead");
pub(super) const IMPRISONED: Action = Action("verification_list.imprisoned");
pub(super) const MISSING: Action = Action("verification_list.missing");
pub(super) const MOVED_OUT: Action = Action("verification_list.moved_out");
pub(super) const OTHER_PENSION: Action = Action("verification_list.other_pension");
pub(super) const NOT_REACHED: Action = Action("verification_list.not_reached");
pub(super) const DISPUTED: Action = Action("verification_list.disputed");

/// The letters of the outcomes, as keys and on the paper of a coordinator.
pub const LETTERS: &[(Action, char, Outcome)] = &[
    (ALIVE, 'a', Outcome::Alive),
    (DEAD, 'd', Outcome::Dead),
    (IMPRISONED, 'i', Outcome::Imprisoned),
    (MISSING, 'm', Outcome::Missing),
    (MOVED_OUT, 'o', Outcome::MovedOut),
    (OTHER_PENSION, 't', Outcome::OtherPension),
    (NOT_REACHED, 'u', Outcome::NotReached),
    (DISPUTED, 'x', Outcome::Disputed),
];

pub(super) const EDIT: Action = Action("table.open");
pub(super) const BULK: Action = Action("verification_list.bulk");
pub(super) const RUN: Action = Action("verification_list.run");
pub(super) const ENTRY: Action = Action("verification_list.entry");
pub(super) const PERSON: Action = Action("verification_list.person");
pub(super) const CONFIRM: Action = Action("verification_list.confirm");
pub(super) const SIGN: Action = Action("verification_list.sign");
pub(super) const RETURN: Action = Action("verification_list.return");
/// A reason was given for a return.
pub(super) const RETURNED: Action = Action("verification_list.returned");

pub(super) const MAKERS: Need = Need::Post(&[Post::VCo, Post::TClk]);
pub(super) const HANDS: Need =
    Need::Post(&[Post::VCo, Post::TClk, Post::TDir, Post::TRev, Post::CVer]);
pub(super) const OPEN: Need = Need::State(
    "open",
    text!(
        "名册已签，不能再填报；确需更改的由下一环节退回",
        "the list is signed and takes no more entries; the next hand can send it back"
    ),
);
pub(super) const WHOLE: Need = Need::State(
    "whole",
    text!(
        "本名册须逐人认证，不能整册确认",
        "this list is verified person by person and not confirmed as a whole"
    ),
);
pub(super) const TURN: Need = Need::State(
    "turn",
    text!("名册目前不在您的环节", "the list is not at your step now"),
);
pub(super) const COMPLETE: Need = Need::State(
    "complete",
    text!(
        "名册尚有缺项，见表下“缺”一行，补齐后再签",
        "something is missing, as the line below the table says; complete it, then sign"
    ),
);
pub(super) const BACK: Need = Need::State(
    "back",
    text!(
        "名册不在您可以退回的环节",
        "the list is not at a step you can send it back from"
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

const fn outcome(action: Action, (label, help): (Text, Text), hint: Option<u8>) -> ActionSpec {
    spec(
        action,
        (label, help),
        &[MAKERS, Need::Selection, OPEN],
        None,
        hint,
    )
}

/// The pane; its argument is month and village.
pub const SPEC: PaneSpec = PaneSpec {
    name: "verification_list",
    title: text!("认证名册", "Verification list"),
    path: "3.1",
    mnemonic: "mc",
    go: None,
    actions: &[
        outcome(
            ALIVE,
            (
                text!("健在", "alive"),
                text!(
                    "填“健在”；已标记多行的，预览后一并填报",
                    "enters 'alive'; with several rows marked, for all of them after a preview"
                ),
            ),
            Some(10),
        ),
        outcome(
            DEAD,
            (
                text!("死亡", "dead"),
                text!(
                    "填“死亡”，须填死亡日期和依据",
                    "enters 'dead', with its day and evidence"
                ),
            ),
            Some(11),
        ),
        outcome(
            IMPRISONED,
            (
                text!("服刑", "imprisoned"),
                text!(
                    "填“服刑”，须填判决日期和依据",
                    "enters 'imprisoned', with the judgment's day and evidence"
                ),
            ),
            None,
        ),
        outcome(
            MISSING,
            (
                text!("失联", "missing"),
                text!(
                    "填“下落不明”，须填最后见到日期和依据",
                    "enters 'missing', with the day last seen and evidence"
                ),
            ),
            None,
        ),
        outcome(
            MOVED_OUT,
            (
                text!("迁出", "moved out"),
                text!(
                    "填“户籍迁出”，须填依据",
                    "enters 'moved out', with evidence"
                ),
            ),
            None,
        ),
        outcome(
            OTHER_PENSION,
            (
                text!("重复领取", "other pension"),
                text!(
                    "填“重复领取”，须填依据",
                    "enters 'other pension', with evidence"
                ),
            ),
            None,
        ),
        outcome(
            NOT_REACHED,
            (
                text!("未见", "not reached"),
                text!(
                    "填“本月未见”，须在备注写明情况",
                    "enters 'not reached', with a remark"
                ),
            ),
            Some(12),
        ),
        outcome(
            DISPUTED,
            (
                text!("异议", "disputed"),
                text!(
                    "填“有异议”，须在备注写明情况",
                    "enters 'disputed', with a remark"
                ),
            ),
            None,
        ),
        spec(
            EDIT,
            (
                text!("填依据", "evidence"),
                text!(
                    "打开光标所在人员的填报表：结果、依据、日期、备注",
                    "opens the form of the person: outcome, evidence, days, remark"
                ),
            ),
            &[MAKERS, Need::Selection, OPEN],
            None,
            Some(20),
        ),
        spec(
            BULK,
            (
                text!("批量填健在", "bulk alive"),
                text!(
                    "将标记的人员一并填“健在”，先预览",
                    "enters 'alive' for all that are marked, after a preview"
                ),
            ),
            &[MAKERS, Need::Selection, OPEN],
            Some(Danger::Count),
            None,
        ),
        spec(
            RUN,
            (
                text!("逐人", "one by one"),
                text!(
                    "逐人核实：填一个字母即到下一人；左右键跳过、退回",
                    "one person at a time: a letter and on to the next; arrows skip and go back"
                ),
            ),
            &[Need::Selection],
            None,
            Some(13),
        ),
        spec(
            ENTRY,
            (
                text!("录纸表", "paper list"),
                text!(
                    "按序号和结果字母快速录入协理员的纸质名册",
                    "enters a coordinator's paper list by number and letter"
                ),
            ),
            &[MAKERS, OPEN],
            None,
            Some(14),
        ),
        spec(
            PERSON,
            (
                text!("看人员", "person"),
                text!("打开光标所在人员的页面", "opens the page of the person"),
            ),
            &[Need::Selection],
            None,
            None,
        ),
        spec(
            CONFIRM,
            (
                text!("整册确认", "confirm all"),
                text!(
                    "确认其余人员均健在；不更新年度认证日期",
                    "confirms that everybody else is alive; renews no annual date"
                ),
            ),
            &[MAKERS, OPEN, WHOLE],
            Some(Danger::Count),
            Some(15),
        ),
        spec(
            SIGN,
            (
                text!("签字", "sign"),
                text!(
                    "办结本环节：村签字、所复核、所长签发、县接收",
                    "does this step: the village signs, the station checks and signs, the county accepts"
                ),
            ),
            &[HANDS, TURN, COMPLETE],
            Some(Danger::Count),
            Some(16),
        ),
        spec(
            RETURN,
            (
                text!("退回", "return"),
                text!(
                    "退回上一环节，须写明理由",
                    "sends the list one step back, with a reason"
                ),
            ),
            &[HANDS, BACK],
            None,
            Some(17),
        ),
    ],
    open: |argument| Box::new(Sheet::of(argument)),
};
