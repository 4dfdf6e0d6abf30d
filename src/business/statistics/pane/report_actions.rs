//! What can be done with a report.

use super::report::OneReport;
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::pane::PaneSpec;
use crate::kernel::post::Post;
use crate::kernel::text::Text;
use crate::text;

pub(super) const OPEN: Action = Action("table.open");
pub(super) const OTHER: Action = Action("report.other");
pub(super) const EARLIER: Action = Action("report.earlier");
pub(super) const LATER: Action = Action("report.later");
pub(super) const DRAFT: Action = Action("report.draft");
pub(super) const ON: Action = Action("report.on");
pub(super) const EXCEPTION: Action = Action("report.exception");
pub(super) const RETURN: Action = Action("report.return");
/// Why it goes with an exception was given.
pub(super) const NOTED: Action = Action("report.noted");
/// Why it is sent back was given.
pub(super) const RETURNED: Action = Action("report.returned");

const OVER: Need = Need::State("over", text!("该月尚未结束", "the month is not over"));
const FREE: Need = Need::State(
    "free",
    text!("该月已有在办的版本", "a version of the month is under way"),
);
const WAITS: Need = Need::State("waits", text!("没有在办的版本", "no version is under way"));
const BROKEN: Need = Need::State(
    "broken",
    text!(
        "没有在办的版本，或勾稽关系都成立",
        "no version is under way, or its identities hold"
    ),
);

/// Who moves a report on.
const HANDS: Need = Need::Post(&[Post::CRev, Post::CDir, Post::TDir, Post::TRev]);

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

/// The pane; its argument is a report, a month, an area and perhaps a column.
pub const SPEC: PaneSpec = PaneSpec {
    name: "report",
    title: text!("报表", "Report"),
    path: "9.2",
    mnemonic: "tjb",
    go: None,
    actions: &[
        spec(
            OPEN,
            (
                text!("明细", "open"),
                text!(
                    "打开光标所在栏的人员，或光标所在单位的报表",
                    "opens the people behind the column, or the report of the unit"
                ),
            ),
            &[Need::Selection],
            None,
            10,
        ),
        spec(
            OTHER,
            (
                text!("按单位", "by unit"),
                text!(
                    "按单位列出光标所在栏，或回到全部各栏",
                    "shows the column under the cursor by unit, or all columns again"
                ),
            ),
            &[],
            None,
            11,
        ),
        spec(
            DRAFT,
            (
                text!("编制", "draft"),
                text!(
                    "以现有数据编制本单位的报表",
                    "drafts the report of your unit from things as they are now"
                ),
            ),
            &[Need::Post(&[Post::CSta, Post::TClk]), OVER, FREE],
            None,
            12,
        ),
        spec(
            ON,
            (
                text!("复核/报送", "check/submit"),
                text!(
                    "复核报表；负责人报送，报送后不得改动",
                    "checks the report; the director submits it, and it never changes again"
                ),
            ),
            &[HANDS, WAITS],
            Some(Danger::Word("submit")),
            13,
        ),
        spec(
            RETURN,
            (
                text!("退回", "send back"),
                text!("退回报表并写明理由", "sends the report back, with a reason"),
            ),
            &[HANDS, WAITS],
            None,
            14,
        ),
        spec(
            EXCEPTION,
            (
                text!("例外", "exception"),
                text!(
                    "勾稽关系不成立而确须报送的，写明原因后送下一环节",
                    "lets a report with a broken identity go on, with a reason"
                ),
            ),
            &[Need::Post(&[Post::CRev, Post::TDir]), BROKEN],
            None,
            15,
        ),
        spec(
            EARLIER,
            (
                text!("上月", "earlier"),
                text!("看上一个月", "shows the month before"),
            ),
            &[],
            None,
            16,
        ),
        spec(
            LATER,
            (
                text!("下月", "later"),
                text!("看下一个月", "shows the month after"),
            ),
            &[],
            None,
            17,
        ),
    ],
    open: |argument| Box::new(OneReport::of(argument)),
};
