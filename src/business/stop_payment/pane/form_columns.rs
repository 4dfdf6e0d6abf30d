//! The columns of a form: of its lines, and of the hands it went through.

use super::words::{column, number};
use crate::console::table::Column;
use crate::text;

/// The columns of the lines.
pub(super) const LINES: &[Column] = &[
    number("no", text!("序", "no."), 3, 0),
    column("name", text!("姓名", "name"), 8, 1, 0),
    column("citizen_id", text!("证件号码", "citizen id"), 18, 0, 0),
    column("village", text!("村居", "village"), 10, 0, 2),
    column("reason", text!("原因", "reason"), 12, 2, 0),
    column("event", text!("发生日期", "happened"), 10, 0, 1),
    column("from", text!("起始月", "from"), 7, 0, 0),
    column("back", text!("多发、补发", "back"), 12, 0, 0),
    number("monthly", text!("月金额", "a month"), 8, 0),
    column("source", text!("来源", "source"), 8, 0, 3),
];

/// The columns of the hands.
pub(super) const HANDS: &[Column] = &[
    number("no", text!("序", "no."), 3, 0),
    column("day", text!("日期", "day"), 10, 0, 0),
    column("time", text!("时间", "time"), 5, 0, 1),
    column("name", text!("签办人", "by"), 8, 0, 0),
    column("post", text!("岗位", "post"), 14, 0, 0),
    column("act", text!("办理", "act"), 9, 0, 0),
    column("state", text!("办后状态", "state after"), 10, 0, 0),
    column("reason", text!("理由、代理等", "reason, late"), 14, 2, 0),
];
