//! The actions every pane has: of the whole console, of overlays, of text, of tables and of forms.
//!
//! Their names are the keys of the generic sections of the keymaps. A pane may list one of them again in its own
//! actions to give it its own label, guard or danger: `form.submit` as 提交复核.

use super::action::{Action, ActionSpec};
use super::field::Edit;
use super::table::Move;
use crate::kernel::text::Text;
use crate::text;

macro_rules! actions {
    ($(#[$about:meta])* $list:ident: $($name:ident $action:literal $hint:expr, $label:expr, $help:expr;)+) => {
        $(#[doc = concat!("`", $action, "`")] pub const $name: Action = Action($action);)+
        $(#[$about])*
        pub const $list: &[ActionSpec] = &[$(spec($name, $hint, $label, $help)),+];
    };
}

const fn spec(action: Action, hint: Option<u8>, label: Text, help: Text) -> ActionSpec {
    ActionSpec {
        action,
        label,
        help,
        needs: &[],
        danger: None,
        hint,
    }
}

actions! {
    /// What works everywhere.
    GLOBAL:
    HELP "app.help" Some(90), text!("帮助", "Help"),
        text!("列出当前可用的操作，可检索，回车即执行", "List what works here now; type to search, Enter runs it");
    PROCEDURE "app.procedure" None, text!("办理流程", "Procedure"),
        text!("查看本项业务的办理流程和依据", "The written procedure of the work here, step by step, with its clauses");
    BASE "app.base" Some(91), text!("返回首屏", "Home"),
        text!("逐层退出，回到首屏；不退出系统", "Leave every screen and stand on the first one; never quits");
    CHOICES "app.choices" Some(92), text!("选择", "Choices"),
        text!("列出本栏可填的内容供选择", "List what this field may hold");
    RELOAD "app.reload" Some(93), text!("刷新", "Reload"),
        text!("重新读取本屏数据", "Read this screen's records again");
    BACK "app.back" Some(94), text!("上一步", "Back"),
        text!("退回上一屏", "Back to the screen before");
    PALETTE "app.palette" Some(95), text!("命令", "Commands"),
        text!("按名称、拼音首字母或编号查找操作和功能", "Find any action or screen by name, initials or number");
    FAST_PATH "app.fast_path" Some(96), text!("直达", "Go to"),
        text!("输入功能编号或代码，直接进入", "Type a screen's number or code and be there");
    RESUME "app.resume" None, text!("回到中断处", "Resume"),
        text!("回到上次连接中断时的界面、筛选和光标，并说明此后的变动", "Back to the screen, filter and row where the line was cut, with what has changed since");
    MESSAGES "app.messages" None, text!("消息记录", "Messages (msgs)"),
        text!("本次登录以来的提示和错误，最近的在前", "What was said since you sat down, the latest first");
    LANGUAGE "app.language" None, text!("切换语言", "Language"),
        text!("在中文和英文之间切换", "Switch between Chinese and English");
    DISMISS "app.dismiss" None, text!("取消", "Dismiss"),
        text!("依次取消：提示、筛选、标记；均无则退回上一屏", "Dismiss the message, the filter, the marks; then go back");
    CANCEL "app.cancel" None, text!("中止", "Stop"),
        text!("中止正在进行的查询或导出，数据库端同时中止", "Stop what is being asked or exported, on the server too");
    COPY "app.copy" None, text!("复制", "Copy"),
        text!("将光标处的内容按屏幕所示送往终端的剪贴板", "Hand what the cursor stands on, as it is shown, to the terminal's clipboard");
    REPAINT "app.repaint" None, text!("重绘屏幕", "Repaint"),
        text!("屏幕显示错乱时重新绘制", "Paint the screen afresh when it is garbled");
    QUIT "app.quit" None, text!("退出系统", "Quit"),
        text!("退出经办台", "Leave the console");
}

actions! {
    /// What works in an overlay.
    OVERLAY:
    ACCEPT "overlay.accept" Some(10), text!("确定", "Accept"),
        text!("执行所选操作，或提交所填内容", "Run what is chosen, or hand in what is typed");
    CLOSE "overlay.close" Some(11), text!("关闭", "Close"),
        text!("关闭本窗口，不作改动", "Close this window and change nothing");
    OVERLAY_PROCEDURE "overlay.procedure" None, text!("办理流程", "Procedure"),
        text!("在帮助中查看本项业务的办理流程和依据", "From the help on to the written procedure of the work here");
    OVERLAY_WHOLE "overlay.whole" None, text!("完整号码", "Whole numbers"),
        text!("在导出窗口中改为导出完整号码：限有权岗位，须写明事由并键入行数", "From the export on to whole ids and accounts: for posts that may, with a reason, confirmed by the count");
    OVERLAY_UP "overlay.up" None, text!("上移", "Up"), text!("光标上移一行", "One row up");
    OVERLAY_DOWN "overlay.down" None, text!("下移", "Down"), text!("光标下移一行", "One row down");
    OVERLAY_PAGE_UP "overlay.page_up" None, text!("上页", "Page up"), text!("向上翻一页", "One page up");
    OVERLAY_PAGE_DOWN "overlay.page_down" None, text!("下页", "Page down"), text!("向下翻一页", "One page down");
}

actions! {
    /// What works wherever text is typed.
    TEXT:
    TEXT_LEFT "text.left" None, text!("左移", "Left"), text!("光标左移一字", "Caret one character left");
    TEXT_RIGHT "text.right" None, text!("右移", "Right"), text!("光标右移一字", "Caret one character right");
    TEXT_WORD_LEFT "text.word_left" None, text!("左移一词", "Word left"), text!("光标左移一词", "Caret one word left");
    TEXT_WORD_RIGHT "text.word_right" None, text!("右移一词", "Word right"), text!("光标右移一词", "Caret one word right");
    TEXT_HOME "text.home" None, text!("至行首", "To start"), text!("光标移至行首", "Caret to the beginning");
    TEXT_END "text.end" None, text!("至行尾", "To end"), text!("光标移至行尾", "Caret to the end");
    TEXT_BACKSPACE "text.backspace" None, text!("删前一字", "Backspace"), text!("删除光标前一字", "Remove the character before the caret");
    TEXT_DELETE "text.delete" None, text!("删后一字", "Delete"), text!("删除光标处一字", "Remove the character at the caret");
    TEXT_DELETE_WORD "text.delete_word" None, text!("删前一词", "Delete word"), text!("删除光标前一词", "Remove the word before the caret");
    TEXT_CLEAR_TO_END "text.clear_to_end" None, text!("删至行尾", "Clear to end"), text!("删除光标之后的内容", "Remove everything from the caret on");
    TEXT_CLEAR "text.clear" None, text!("清空", "Clear"), text!("清空本栏", "Remove everything");
}

actions! {
    /// What works in a table.
    TABLE:
    OPEN "table.open" Some(20), text!("打开", "Open"),
        text!("打开光标所在行；在合计行可查看明细", "Open the row under the cursor; of a total, the rows behind it");
    MARK "table.mark" Some(21), text!("标记", "Mark"),
        text!("标记或取消标记光标所在行", "Mark the row under the cursor, or take its mark away");
    FILTER "table.filter" Some(22), text!("筛选", "Filter"),
        text!("只显示含有所输文字或拼音首字母的行", "Show only rows with this text or these pinyin initials");
    MARK_ALL "table.mark_all" None, text!("全部标记", "Mark all"),
        text!("标记符合筛选条件的全部行，含未显示在屏幕上的", "Mark every row that matches the filter, on this page or not");
    UNMARK_ALL "table.unmark_all" None, text!("取消标记", "Unmark all"),
        text!("取消全部标记", "Take every mark away");
    SORT_NEXT "table.sort_next" None, text!("按下一列排序", "Sort next column"),
        text!("改按右边一列排序", "Sort by the next column to the right");
    SORT_PREVIOUS "table.sort_previous" None, text!("按上一列排序", "Sort previous column"),
        text!("改按左边一列排序", "Sort by the next column to the left");
    SORT_REVERSE "table.sort_reverse" None, text!("倒序", "Reverse"),
        text!("升序、降序互换", "Turn the order round");
    EXPORT "table.export" None, text!("导出", "Export"),
        text!("将本表按屏幕所示导出为 xlsx 或 CSV 文件，留痕", "Write this table, as it is shown, to an xlsx or CSV file; the trail keeps it");
    VIEWS "table.views" None, text!("视图", "Views"),
        text!("套用、保存、共享或删除本表的排序和筛选", "Apply, save, share or delete ways of sorting and filtering this table");
    TABLE_UP "table.up" None, text!("上移", "Up"), text!("光标上移一行", "One row up");
    TABLE_DOWN "table.down" None, text!("下移", "Down"), text!("光标下移一行", "One row down");
    TABLE_PAGE_UP "table.page_up" None, text!("上页", "Page up"), text!("向上翻一页", "One page up");
    TABLE_PAGE_DOWN "table.page_down" None, text!("下页", "Page down"), text!("向下翻一页", "One page down");
    TABLE_FIRST "table.first" None, text!("首行", "First row"), text!("移至首行", "To the first row");
    TABLE_LAST "table.last" None, text!("末行", "Last row"), text!("移至末行", "To the last row");
}

actions! {
    /// What works in a form.
    FORM:
    SUBMIT "form.submit" Some(20), text!("提交", "Submit"),
        text!("核对各栏后提交", "Check every field, then submit");
    NEXT "form.next" Some(21), text!("下一栏", "Next field"),
        text!("核对本栏，移至下一栏", "Check this field and go to the next");
    PREVIOUS "form.previous" None, text!("上一栏", "Previous field"),
        text!("核对本栏，移至上一栏", "Check this field and go to the one before");
    DUPLICATE "form.duplicate" Some(22), text!("同上", "Dup"),
        text!("填入上一笔同一栏的内容", "Fill in what the record before held in this field");
    FIELD_EXIT "form.field_exit" None, text!("清尾下移", "Field exit"),
        text!("删除光标之后的内容，移至下一栏", "Remove everything from the caret on and go to the next field");
    DISCARD "form.discard" None, text!("放弃草稿", "Discard"),
        text!("放弃本表中尚未提交的内容，须确认", "Throw away what was typed here and not submitted, after a confirmation");
}

/// The filter has been typed; the console's own, in no keymap.
pub(super) const FILTERED: Action = Action("table.filtered");
/// The file of an export has been named.
pub(super) const EXPORTED: Action = Action("table.exported");
/// What shall be done with saved views was chosen.
pub(super) const VIEW_CHOSEN: Action = Action("table.view_chosen");
/// A view to be saved has its name.
pub(super) const VIEW_NAMED: Action = Action("table.view_named");
/// The view that is on has another name.
pub(super) const VIEW_RENAMED: Action = Action("table.view_renamed");
/// The reason for letting whole numbers out was typed.
pub(super) const WHOLE_REASON: Action = Action("table.whole_reason");
/// The count of whole numbers to be let out was typed.
pub(super) const EXPORTED_WHOLE: Action = Action("table.exported_whole");
/// What shall be copied was chosen.
pub(super) const COPIED: Action = Action("app.copied");
/// A choice was made for a field.
pub(super) const CHOSEN: Action = Action("form.chosen");
/// A number path or mnemonic was typed.
pub(super) const GO: Action = Action("app.go");
/// Throwing away what was typed was confirmed.
pub(super) const DISCARDED: Action = Action("form.discarded");
/// Quitting was confirmed although a form holds unsaved text.
pub(super) const QUIT_UNSAVED: Action = Action("app.quit_unsaved");

/// The sections of a keymap that are no pane's, in the order a key table lists them.
pub const SECTIONS: &[(&str, Text, &[ActionSpec])] = &[
    ("global", text!("通用", "Everywhere"), GLOBAL),
    ("table", text!("表格", "Tables"), TABLE),
    ("form", text!("表单", "Forms"), FORM),
    ("text", text!("文字输入", "Typing"), TEXT),
    ("overlay", text!("弹出窗口", "Windows"), OVERLAY),
];

/// The edit a text action stands for.
pub(super) fn edit_of(action: Action) -> Option<Edit> {
    Some(match action {
        TEXT_LEFT => Edit::Left,
        TEXT_RIGHT => Edit::Right,
        TEXT_WORD_LEFT => Edit::WordLeft,
        TEXT_WORD_RIGHT => Edit::WordRight,
        TEXT_HOME => Edit::Home,
        TEXT_END => Edit::End,
        TEXT_BACKSPACE => Edit::Backspace,
        TEXT_DELETE => Edit::Delete,
        TEXT_DELETE_WORD => Edit::DeleteWord,
        TEXT_CLEAR_TO_END => Edit::ClearToEnd,
        TEXT_CLEAR => Edit::Clear,
        _ => return None,
    })
}

/// The move an action stands for, in a table or an overlay.
pub(super) fn move_of(action: Action) -> Option<Move> {
    Some(match action {
        TABLE_UP | OVERLAY_UP => Move::Up,
        TABLE_DOWN | OVERLAY_DOWN => Move::Down,
        TABLE_PAGE_UP | OVERLAY_PAGE_UP => Move::PageUp,
        TABLE_PAGE_DOWN | OVERLAY_PAGE_DOWN => Move::PageDown,
        TABLE_FIRST => Move::First,
        TABLE_LAST => Move::Last,
        _ => return None,
    })
}
