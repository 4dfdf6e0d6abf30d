//! Key sequences through the state machine, with a small pane of its own and no business.

use std::cell::RefCell;

use chrono::{DateTime, NaiveDate};
use serde::Serialize;

use super::*;
use crate::console::action::{Action, Danger, Need};
use crate::console::body::{Body, Line};
use crate::console::form::{FieldSpec, Form};
use crate::console::frame::Frame;
use crate::console::key::Code;
use crate::console::pane::{Cx, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::console::{key_table, keymap_file, notation};
use crate::database::request::{Done, Payload, Query, Topic, Verdict};
use crate::database::{Db, Fault};
use crate::kernel::clause::Clause;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::{phrase, text};

thread_local! {
    /// What panes were told to do, in order.
    static DONE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn done() -> Vec<String> {
    DONE.with_borrow_mut(std::mem::take)
}

fn note(what: String) {
    DONE.with_borrow_mut(|done| done.push(what));
}

#[derive(Debug, Serialize)]
struct Count;

impl Query for Count {
    const NAME: &'static str = "test.count";
    type Answer = i64;
    async fn find(&self, _: &Db, _: &Desk) -> Result<i64, Fault> {
        Ok(0)
    }
}

/// A list with a cursor.
struct List {
    table: Table,
    count: Slot<i64>,
}

impl Pane for List {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("village", "")]
    }
    fn load(&mut self, cx: &mut Cx<'_>) {
        note("load".to_owned());
        cx.ask(&mut self.count, Count);
    }
    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        note(format!(
            "{} {}",
            action.0,
            cx.answer.clone().unwrap_or_default()
        ));
        if action == Action("list.fail") {
            cx.wish(Wish::Complain(phrase!("出错", "wrong")));
        }
    }
    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.count);
    }
    fn settled(&mut self, _: &mut Cx<'_>) {
        note(format!("settled {:?}", self.count.ready()));
    }
    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }
    fn holds(&self, state: &str) -> bool {
        state == "open"
    }
    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}

fn list(_: &str) -> Box<dyn Pane> {
    let column = Column {
        id: "village",
        title: text!("村", "Village"),
        width: 10,
        grows: 1,
        right: false,
        spare: 0,
    };
    let mut table = Table::new(vec![column], phrase!("无", "none"));
    let row = |id: &str| TableRow {
        id: id.to_owned(),
        cells: vec![Cell::Outside(id.into())],
        tone: Tone::Plain,
    };
    table.set_rows(vec![row("上华庄"), row("下华庄"), row("大店")]);
    Box::new(List {
        table,
        count: Slot::default(),
    })
}

/// A form of two fields.
struct Entry {
    form: Form,
    argument: String,
}

const FIELDS: &[FieldSpec] = &[
    FieldSpec::text(
        "number",
        text!("编号", "Number"),
        text!("保险编号，共十六位", "the insurance number, sixteen digits"),
        Clause::of("N2.1-c"),
    )
    .required(),
    FieldSpec::text(
        "cause",
        text!("原因", "Cause"),
        text!("停发原因", "why"),
        Clause::of("D"),
    )
    .checked_by(short)
    .choosing(&[
        ("1", text!("死亡", "dead")),
        ("2", text!("服刑", "in prison")),
    ]),
];

fn short(text: &str) -> Result<(), Refusal> {
    if text.len() == 1 {
        return Ok(());
    }
    let (why, remedy) = (
        phrase!("应为一位", "one digit"),
        phrase!("请重填", "type it again"),
    );
    Err(Refusal::new("CS-0001", Clause::of("D"), why, remedy))
}

impl Pane for Entry {
    fn load(&mut self, _: &mut Cx<'_>) {}
    fn on(&mut self, action: Action, _: &mut Cx<'_>) {
        note(format!("{} {}", action.0, self.form.value("number")));
    }
    fn slots(&mut self, _: &mut dyn FnMut(&mut dyn AnySlot)) {}
    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }
    fn leaving(&mut self, _: &mut Cx<'_>) {
        note(format!("draft {}", self.form.value("number")));
    }
    fn argument(&self) -> String {
        self.argument.clone()
    }
    fn body(&self) -> Body<'_> {
        Body::Form(&self.form)
    }
}

fn entry(argument: &str) -> Box<dyn Pane> {
    let mut form = Form::new(FIELDS, |_| Ok(()));
    form.fields[0].text.set(argument);
    Box::new(Entry {
        form,
        argument: argument.to_owned(),
    })
}

/// A search box over rows, as a look-up is.
struct Finder {
    form: Form,
    table: Table,
    found: Slot<i64>,
}

impl Pane for Finder {
    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(&mut self.found, Count);
    }
    fn on(&mut self, action: Action, _: &mut Cx<'_>) {
        note(format!(
            "{} waits {}",
            action.0,
            self.found.waiting().is_some()
        ));
    }
    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }
    fn edited(&mut self, cx: &mut Cx<'_>) {
        self.load(cx);
    }
    fn focus(&mut self) -> Focus<'_> {
        Focus::Search(&mut self.form, &mut self.table)
    }
    fn body(&self) -> Body<'_> {
        Body::Form(&self.form)
    }
}

const FINDER: PaneSpec = PaneSpec {
    actions: &[ActionSpec {
        needs: &[Need::Selection],
        ..act("table.open", text!("打开", "Open"))
    }],
    open: |argument| {
        let mut form = Form::new(FIELDS, |_| Ok(()));
        form.fill("number", argument);
        Box::new(Finder {
            form,
            table: Table::default(),
            found: Slot::default(),
        })
    },
    ..ENTRY
};

const fn act(name: &'static str, label: Text) -> ActionSpec {
    ActionSpec {
        action: Action(name),
        label,
        help: text!("测试用", "for the test"),
        needs: &[],
        danger: None,
        hint: Some(1),
    }
}

const SIGN: ActionSpec = ActionSpec {
    needs: &[
        Need::Post(&[Post::CVer, Post::CRev]),
        Need::State("open", text!("尚未开放", "not open")),
    ],
    ..act("list.sign", text!("签字", "Sign"))
};
const PAY: ActionSpec = ActionSpec {
    danger: Some(Danger::Count),
    ..act("list.pay", text!("发放", "Pay out"))
};
const ACTIONS: &[ActionSpec] = &[SIGN, PAY, act("list.fail", text!("出错", "Fail"))];

const LIST: PaneSpec = PaneSpec {
    name: "list",
    title: text!("村表", "Villages"),
    path: "1",
    mnemonic: "cb",
    go: Some('1'),
    actions: ACTIONS,
    open: list,
};
const FEWER: PaneSpec = PaneSpec {
    actions: &[PAY, ACTIONS[2]],
    ..LIST
};
const ENTRY: PaneSpec = PaneSpec {
    name: "entry",
    title: text!("查询", "Look up"),
    path: "3.2",
    mnemonic: "cx",
    go: Some('2'),
    actions: &[],
    open: entry,
};

struct Still;

impl Banner for Still {
    fn watches(&self) -> Vec<Topic> {
        Vec::new()
    }
    fn load(&mut self, _: &mut Cx<'_>) {}
    fn slots(&mut self, _: &mut dyn FnMut(&mut dyn AnySlot)) {}
    fn line(&self, _: &Desk) -> Line {
        Line::default()
    }
}

const KEYS: &str = r#"
[list]
"list.sign" = ["s"]
"list.pay"  = ["x p"]
"list.fail" = ["z"]
[entry]
"#;
const FEWER_KEYS: &str = r#"
[list]
"list.pay"  = ["x p"]
"list.fail" = ["z"]
"#;

fn procedure(pane: &str) -> &'static [Step] {
    const STEPS: &[Step] = &[(text!("先看", "look first"), Clause::of("D"))];
    if pane == "list" { STEPS } else { &[] }
}

fn desk() -> Desk {
    Desk {
        operator: "wangfang".to_owned(),
        name: "王芳".to_owned(),
        post: Post::CVer,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: DateTime::UNIX_EPOCH,
        business_date: NaiveDate::from_ymd_opt(2012, 3, 8).unwrap(),
        demonstration: true,
    }
}

fn app_of(panes: Vec<&'static PaneSpec>, keys: &str, desk: Desk) -> App {
    let base = keymap_file::generic_base();
    let keymap = keymap_file::load(&[("base", &base), ("test", keys)], &panes, &[]).unwrap();
    let mut app = App::new(AppParts {
        desk,
        panes,
        globals: &[],
        first: "list",
        door: None,
        lock: None,
        lookup: "entry",
        banner: Box::new(Still),
        keymap,
        lang: Lang::Zh,
        session: "s1".to_owned(),
        product: text!("经办台", "Console"),
        place: |desk| Phrase::verbatim(desk.county.as_str()),
        procedure,
        draft: None,
    });
    app.start(&mut Vec::new());
    done();
    app.take_dirty();
    app
}

/// A console whose list has not been answered yet.
fn asking() -> App {
    app_of(vec![&LIST, &ENTRY], KEYS, desk())
}

fn app() -> App {
    let mut app = asking();
    answer_all(&mut app);
    done();
    app.take_dirty();
    app
}

/// Every question under way is answered.
fn answer_all(app: &mut App) {
    let asked: Vec<Ticket> = app.sent.keys().copied().collect();
    for ticket in asked {
        let answer = Ok(Payload::Live(Box::new(0_i64)));
        app.update(Msg::Answered(ticket, answer), &mut Vec::new());
    }
}

/// Strikes keys written as in a keymap, one after the other.
fn strike(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in notation::sequence(keys).unwrap() {
        app.update(Msg::Struck(key), &mut effects);
    }
    effects
}

fn message(app: &App) -> String {
    app.frame()
        .message
        .map(|(_, said)| said.zh)
        .unwrap_or_default()
}

fn open_pane(app: &App) -> String {
    app.standing()
        .map(|(name, argument)| format!("{name} {argument}"))
        .unwrap_or_default()
}

fn flushed(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Flush))
}

#[test]
fn a_guard_says_who_may() {
    let mut app = app();
    strike(&mut app, "s");
    assert_eq!(done(), ["list.sign "]);
    let mut clerk = app_of(
        vec![&LIST, &ENTRY],
        KEYS,
        Desk {
            post: Post::TClk,
            ..desk()
        },
    );
    answer_all(&mut clerk);
    done();
    let effects = strike(&mut clerk, "s");
    assert_eq!(
        message(&clerk),
        "此操作由认证岗（C-VER）、业务复核岗（C-REV）办理，您当前的岗位是乡镇经办岗（T-CLK）〔4.8〕岗位权限表：各岗位经办、复核、审批权限"
    );
    assert!(flushed(&effects) && done().is_empty());
}

#[test]
fn only_the_typed_count_confirms_and_type_ahead_is_thrown_away() {
    let mut app = app();
    strike(&mut app, "space space");
    assert!(
        flushed(&strike(&mut app, "x p")),
        "the question was not foreseen"
    );
    for keys in ["enter", "y enter", "3 enter"] {
        assert!(flushed(&strike(&mut app, keys)));
        assert!(done().is_empty(), "{keys} confirms nothing");
    }
    app.update(Msg::Pasted("2".to_owned()), &mut Vec::new());
    strike(&mut app, "enter");
    assert!(done().is_empty(), "a paste confirms nothing");
    strike(&mut app, "２ enter");
    assert_eq!(done(), ["list.pay "]);
    strike(&mut app, "x p 2 esc");
    assert!(app.frame().overlay.is_none() && done().is_empty());
}

#[test]
fn a_confirmation_falls_when_what_it_counted_changes() {
    let mut app = app();
    strike(&mut app, "space space x p");
    if let Focus::Table(table) = app.focus() {
        table.unmark_all();
    }
    strike(&mut app, "2 enter");
    assert!(done().is_empty() && message(&app).contains("数据有变化"));
}

#[test]
fn the_number_is_the_command() {
    for keys in ["3 7", "３ ７"] {
        let mut app = app();
        strike(&mut app, keys);
        assert_eq!(open_pane(&app), "entry 3");
        if let Focus::Form(form) = app.focus() {
            assert_eq!(
                form.value("number"),
                "37",
                "the rest is typed into its field"
            );
        }
        strike(&mut app, "enter");
        assert_eq!(done().last().map(String::as_str), Some("form.submit 37"));
    }
    let mut app = app();
    app.update(
        Msg::Pasted(" 37132319470101123X\n".to_owned()),
        &mut Vec::new(),
    );
    assert_eq!(open_pane(&app), "entry 37132319470101123X");
}

#[test]
fn a_paste_into_a_field_is_one_line() {
    let mut app = app();
    strike(&mut app, "g 2");
    app.update(Msg::Pasted("３７\t1\n".to_owned()), &mut Vec::new());
    strike(&mut app, "enter");
    assert_eq!(done(), ["form.submit 371"]);
}

#[test]
fn too_small_a_screen_takes_no_action() {
    let mut app = app();
    app.update(Msg::Resized(79, 24), &mut Vec::new());
    assert!(app.take_dirty() && app.frame().too_small.is_some());
    strike(&mut app, "s 3 x p");
    assert!(done().is_empty() && open_pane(&app) == "list ");
    assert!(matches!(
        strike(&mut app, "q q").as_slice(),
        [.., Effect::Quit]
    ));
    app.update(Msg::Resized(80, 24), &mut Vec::new());
    assert!(app.frame().too_small.is_none());
}

#[test]
fn what_changes_nothing_draws_nothing() {
    let mut app = app();
    for keys in ["up", "home", "w", "f12", "-"] {
        strike(&mut app, keys);
        assert!(!app.take_dirty(), "{keys}");
    }
    let day = NaiveDate::from_ymd_opt(2012, 3, 8).unwrap();
    app.update(Msg::Ticked(DateTime::UNIX_EPOCH, day), &mut Vec::new());
    let tomorrow = day.succ_opt().unwrap();
    app.update(Msg::Ticked(DateTime::UNIX_EPOCH, tomorrow), &mut Vec::new());
    assert_eq!(
        app.desk().business_date,
        day,
        "a demonstration stays on its day"
    );
    app.update(Msg::Resized(80, 24), &mut Vec::new());
    app.update(Msg::Changed(vec![Topic::of("person", "")]), &mut Vec::new());
    assert!(!app.take_dirty());
    strike(&mut app, "down");
    assert!(app.take_dirty());
}

#[test]
fn only_the_latest_answer_arrives() {
    let mut app = asking();
    let answer = |count: i64| Ok(Payload::Live(Box::new(count)));
    strike(&mut app, "f5");
    done();
    app.take_dirty();
    app.update(Msg::Answered(Ticket(1), answer(9)), &mut Vec::new());
    app.update(Msg::Answered(Ticket(77), answer(9)), &mut Vec::new());
    assert!(
        done().is_empty() && !app.take_dirty(),
        "stale and unknown tickets are ignored"
    );
    app.update(Msg::Answered(Ticket(2), answer(7)), &mut Vec::new());
    assert_eq!(done(), ["settled Some(7)"]);
    app.update(Msg::Answered(Ticket(2), answer(8)), &mut Vec::new());
    assert!(done().is_empty(), "nor the same one twice");
}

#[test]
fn a_slow_question_shows_and_can_be_stopped() {
    let mut app = asking();
    app.update(Msg::Lingered(Ticket(1)), &mut Vec::new());
    assert_eq!(message(&app), "正在查询（Ctrl-C 中止）");
    let effects = strike(&mut app, "ctrl-c");
    assert!(matches!(effects.first(), Some(Effect::Cancel(Ticket(1)))));
    assert_eq!(message(&app), "已取消");
}

#[test]
fn errors_stay_and_mentions_go() {
    let mut app = app();
    strike(&mut app, "z down down");
    assert_eq!(message(&app), "出错");
    strike(&mut app, "esc");
    assert_eq!(message(&app), "");
    strike(&mut app, "+");
    assert_eq!(message(&app), "已标记全部 3 行");
    strike(&mut app, "up");
    assert_eq!(message(&app), "");
}

#[test]
fn an_outcome_is_told_even_if_its_pane_has_gone() {
    let mut app = app();
    app.keep_account(&[Effect::Cancel(Ticket(1))]);
    app.sent.insert(Ticket(40), Sent::default());
    let refusal = short("ab").unwrap_err();
    let mut effects = Vec::new();
    app.update(
        Msg::Ended(Ticket(40), Err(Verdict::Refused(refusal))),
        &mut effects,
    );
    assert!(flushed(&effects) && message(&app).starts_with("CS-0001 应为一位"));
    app.sent.insert(Ticket(41), Sent::default());
    let ended = Done {
        outcome: Payload::Recorded("1".to_owned()),
        topics: vec![Topic::of("village", "3")],
        repeated: false,
    };
    done();
    app.update(Msg::Ended(Ticket(41), Ok(ended)), &mut effects);
    assert_eq!(done(), ["load"], "what it touched is read again");
    assert_eq!(
        message(&app),
        "",
        "the next successful act takes the error away"
    );
}

#[test]
fn panes_lie_above_each_other() {
    let mut app = app();
    strike(&mut app, "= c x space 张 enter");
    assert_eq!(open_pane(&app), "entry 张");
    app.update(
        Msg::Changed(vec![Topic::of("village", "1")]),
        &mut Vec::new(),
    );
    assert!(done().is_empty(), "a pane below waits");
    strike(&mut app, "f12");
    assert_eq!(
        (open_pane(&app).as_str(), done()),
        ("list ", vec!["draft 张".to_owned(), "load".to_owned()])
    );
    strike(&mut app, "＝ ３ 。 ２ enter");
    assert_eq!(
        open_pane(&app),
        "entry ",
        "an input method left on does no harm"
    );
    strike(&mut app, "f3 f3 f3");
    assert_eq!(open_pane(&app), "list ");
    strike(&mut app, "= 9 enter");
    assert!(
        matches!(&app.frame().overlay, Some(Overlay::Prompt(prompt)) if prompt.error.is_some())
    );
}

#[test]
fn a_form_checks_on_leave_and_on_submit() {
    let mut app = app();
    strike(&mut app, "g 2 enter");
    assert!(message(&app).contains("编号未填写"));
    strike(&mut app, "5 tab a b tab");
    assert!(message(&app).contains("应为一位"));
    strike(&mut app, "enter");
    assert!(done().is_empty());
    strike(&mut app, "ctrl-u f4 down enter enter");
    assert_eq!(done(), ["form.submit 5"]);
    assert!(strike(&mut app, "alt-h").is_empty());
    let Frame {
        overlay: Some(Overlay::Help(help)),
        ..
    } = app.frame()
    else {
        panic!("F1 helps")
    };
    assert!(
        !help.about.is_empty(),
        "the field's clause and help come first"
    );
}

#[test]
fn unsaved_text_is_not_lost_by_quitting() {
    let mut app = app();
    strike(&mut app, "5 ctrl-p q u i t enter");
    assert!(matches!(app.frame().overlay, Some(Overlay::Confirm(_))));
    assert!(matches!(
        strike(&mut app, "q u i t enter").as_slice(),
        [.., Effect::Quit]
    ));
    assert_eq!(done(), ["draft 5"], "and a draft is kept all the same");
}

#[test]
fn help_lists_what_works_now_and_runs_it() {
    let mut app = app();
    strike(&mut app, "? q z enter");
    assert_eq!(done(), ["list.sign "], "found by the initials of its label");
    strike(&mut app, "f12 : q z enter");
    assert_eq!(done(), ["list.sign "]);
    strike(&mut app, ": c b");
    let Some(Overlay::Palette(palette)) = app.frame().overlay else {
        panic!("the palette stands")
    };
    assert_eq!(
        palette.rows.current().map(|row| row.id.as_str()),
        Some("=list")
    );
}

#[test]
fn the_first_stroke_shows_what_may_follow() {
    let mut app = app();
    strike(&mut app, "g");
    let follow: Vec<String> = app
        .frame()
        .which_key
        .unwrap_or_default()
        .into_iter()
        .map(|hint| hint.keys)
        .collect();
    assert_eq!(follow, ["e", "v", "1", "2", "b", "c", "l", "m", "p", "r"]);
    strike(&mut app, "l");
    assert!(app.frame().which_key.is_none() && app.lang() == Lang::En);
    let effects = strike(&mut app, "g w");
    assert!(matches!(effects.as_slice(), [Effect::Ring]));
}

#[test]
fn hint_bar_help_palette_and_key_table_come_from_the_specs() {
    let seen = |app: &mut App, keymap: &Keymap, panes: &[&'static PaneSpec]| {
        let hints = app.frame().hints.iter().any(|hint| hint.label.zh == "签字");
        let listed = |app: &mut App, keys: &str| {
            strike(app, keys);
            let frame = app.frame();
            let Some(Overlay::Help(search) | Overlay::Palette(search)) = frame.overlay else {
                panic!("{keys} lists")
            };
            let found = search.rows.shown().any(|row| row.id == "list.sign");
            strike(app, "esc");
            found
        };
        let table = key_table::key_table(keymap, panes, &[], Lang::Zh, true);
        [
            hints,
            listed(app, "?"),
            listed(app, ":"),
            table.contains("| `s` | 签字 | 测试用 |"),
        ]
    };
    for (pane, keys, expected) in [(&LIST, KEYS, true), (&FEWER, FEWER_KEYS, false)] {
        let panes = vec![pane, &ENTRY];
        let mut app = app_of(panes.clone(), keys, desk());
        answer_all(&mut app);
        let keymap = app.keymap.clone();
        assert_eq!(seen(&mut app, &keymap, &panes), [expected; 4]);
    }
}

#[test]
fn a_guest_stands_at_the_door() {
    let guest = Desk {
        post: Post::Guest,
        ..desk()
    };
    let base = keymap_file::generic_base();
    let files = [("base", base.as_str()), ("test", KEYS)];
    let keymap = keymap_file::load(&files, &[&LIST, &ENTRY], &[]).unwrap();
    let mut app = App::new(AppParts {
        desk: guest,
        panes: vec![&LIST, &ENTRY],
        globals: &[],
        first: "list",
        door: Some("entry"),
        lock: None,
        lookup: "entry",
        banner: Box::new(Still),
        keymap,
        lang: Lang::Zh,
        session: "s1".to_owned(),
        product: text!("经办台", "Console"),
        place: |_| Phrase::default(),
        procedure,
        draft: None,
    });
    app.start(&mut Vec::new());
    app.update(Msg::Struck(Key::plain(Code::Char('7'))), &mut Vec::new());
    app.open("list", "", &mut Vec::new());
    assert_eq!(
        (open_pane(&app).as_str(), message(&app).as_str()),
        ("entry ", "请先登录")
    );
    app.with_pane(&mut Vec::new(), None, |_, cx| {
        cx.wish(Wish::Seat(Box::new(desk())));
    });
    assert_eq!(open_pane(&app), "list ");
}

#[test]
fn a_scanner_may_send_enter_before_the_answer_is_there() {
    let mut app = app_of(vec![&LIST, &FINDER], KEYS, desk());
    let effects = strike(&mut app, "3 7 enter");
    assert_eq!(done(), ["table.open waits true"]);
    let cancelled = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Cancel(_)));
    assert!(
        cancelled,
        "the question for 3 alone is given up when 7 follows"
    );
    let hints = app.frame().hints;
    assert!(
        hints.iter().any(|hint| hint.keys == "F1") && hints.iter().all(|hint| hint.keys != "/")
    );
    let latest = app.sent.keys().last().copied().unwrap();
    app.update(
        Msg::Answered(latest, Ok(Payload::Recorded("0".to_owned()))),
        &mut Vec::new(),
    );
    strike(&mut app, "enter");
    assert!(done().is_empty() && message(&app).contains("请先选定记录"));
}

fn rows_digest(table: &Table) -> String {
    let ids: Vec<(&str, bool)> = table
        .shown()
        .map(|row| (row.id.as_str(), table.is_marked(&row.id)))
        .collect();
    format!(
        "{ids:?} {:?} {:?} {}",
        table.cursor(),
        table.sort(),
        table.filter()
    )
}

fn body_digest(body: &Body<'_>) -> String {
    match body {
        Body::Table(table) => rows_digest(table),
        Body::Form(form) => {
            let field = |field: &crate::console::form::Field| {
                format!(
                    "{} {} {:?}",
                    field.text.text(),
                    field.text.caret(),
                    field.error
                )
            };
            format!(
                "{} {:?}",
                form.at,
                form.fields.iter().map(field).collect::<Vec<_>>()
            )
        }
        Body::Facts(_)
        | Body::Lines(_)
        | Body::Stack(_)
        | Body::Beside(_)
        | Body::Tabs(..)
        | Body::Framed(..) => panic!("these panes show none"),
    }
}

fn overlay_digest(overlay: Option<&Overlay>) -> String {
    match overlay {
        None => String::new(),
        Some(Overlay::Help(search) | Overlay::Palette(search)) => {
            format!(
                "{} {} {}",
                search.text.text(),
                search.text.caret(),
                rows_digest(&search.rows)
            )
        }
        Some(Overlay::Confirm(confirm)) => {
            format!(
                "{:?} {} {}",
                confirm.question,
                confirm.text.text(),
                confirm.text.caret()
            )
        }
        Some(Overlay::Choose(choose)) => rows_digest(&choose.rows),
        Some(Overlay::Prompt(prompt)) => {
            format!(
                "{:?} {} {} {:?}",
                prompt.title,
                prompt.text.text(),
                prompt.text.caret(),
                prompt.error
            )
        }
        Some(Overlay::Read(_, lines, at)) => format!("{} {at}", lines.len()),
    }
}

/// All that a frame of these panes shows, as one text.
fn digest(app: &App) -> String {
    let frame = app.frame();
    let (body, overlay) = (body_digest(&frame.body), overlay_digest(frame.overlay));
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}\n{body}\n{overlay}",
        frame.lang,
        frame.menu,
        frame.title,
        frame.message,
        frame.hints,
        frame.which_key,
        frame.too_small
    )
}

#[test]
fn whatever_is_struck_a_frame_not_dirty_is_the_frame_before() {
    const KEYS_STRUCK: &str = "up down pgup pgdn home end left right enter esc tab backtab backspace delete space \
        f1 f3 f4 f5 f8 f9 f10 f12 ctrl-c ctrl-d ctrl-g ctrl-k ctrl-l ctrl-p ctrl-u ctrl-w ctrl-x alt-l \
        g l 1 2 3 7 s x p z q / + - < > ^ = : ? c b 张 １ ： ctrl-left up down enter esc f12";
    let keys = notation::sequence(KEYS_STRUCK).unwrap();
    for seed in 0..40 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut app = asking();
        let mut before = digest(&app);
        for step in 0..400 {
            if random.u8(..) < 64 {
                answer_all(&mut app);
                app.take_dirty();
                before = digest(&app);
            }
            let key = keys[random.usize(..keys.len())];
            app.update(Msg::Struck(key), &mut Vec::new());
            let after = digest(&app);
            assert!(
                app.take_dirty() || before == after,
                "seed {seed} step {step} {key:?}:\n{before}\nbecame\n{after}"
            );
            assert!(!app.stack.is_empty() && app.stack.len() <= 10);
            before = after;
        }
    }
}

#[test]
fn help_leads_on_to_the_written_procedure_where_there_is_one() {
    let mut app = app();
    strike(&mut app, "f1");
    let Some(Overlay::Help(help)) = app.frame().overlay else {
        panic!("no help")
    };
    assert_eq!(help.about.len(), 1);
    strike(&mut app, "f1");
    let Some(Overlay::Read(title, lines, _)) = app.frame().overlay else {
        panic!("no procedure")
    };
    assert_eq!((title.en.as_str(), lines.len()), ("Procedure", 1));
    strike(&mut app, "esc 1 f1");
    let Some(Overlay::Help(help)) = app.frame().overlay else {
        panic!("no help")
    };
    assert!(
        !help
            .about
            .iter()
            .any(|line| format!("{line:?}").contains("procedure"))
    );
    strike(&mut app, "f1");
    assert!(matches!(app.frame().overlay, Some(Overlay::Help(_))));
    strike(&mut app, "esc alt-p");
    assert!(message(&app).contains("没有单独的办理流程"));
}

#[test]
fn keys_struck_before_the_rows_are_held_in_their_order() {
    let mut app = asking();
    strike(&mut app, "s down s ? l enter");
    assert_eq!(
        (app.held(), done().len()),
        (6, 0),
        "nothing is heard before its rows"
    );
    answer_all(&mut app);
    assert_eq!(app.held(), 0);
    let signs = ["list.sign "; 3];
    assert_eq!(done()[1..], signs, "twice by its key, once from the help");
}

#[test]
fn held_keys_are_told_and_dropped_by_escape_and_by_errors() {
    let mut app = asking();
    strike(&mut app, "s s");
    app.update(Msg::Lingered(Ticket(1)), &mut Vec::new());
    assert_eq!(
        message(&app),
        "正在查询（Ctrl-C 中止）；已键入 2 键待办（Esc 放弃）"
    );
    strike(&mut app, "esc");
    assert_eq!(
        (app.held(), message(&app).as_str()),
        (0, "预先键入的 2 键已放弃")
    );
    strike(&mut app, "z s s");
    answer_all(&mut app);
    assert_eq!(
        done(),
        ["settled Some(0)", "list.fail "],
        "an error ends it"
    );
    let mut app = asking();
    strike(&mut app, "s x p 1 enter s");
    answer_all(&mut app);
    assert!(app.frame().overlay.is_some() && app.held() == 0);
    assert_eq!(
        done(),
        ["settled Some(0)", "list.sign "],
        "nothing confirms"
    );
}
