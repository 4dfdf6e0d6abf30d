//! The cases of the area in one state: level, whose, what a list tells, and how long a field check still has.

use crate::business::matching::find::{Matched, RunMatching};
use crate::business::matching::rules::deciding::AT_ONCE;
use crate::business::matching::store::{Cases, CasesIn, Count, LISTED_MAX, Listed, Run as LastRun};
use crate::business::matching::{CaseState, Level};
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::effect::Effect;
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const STATE: Action = Action("matching.state");
const RUN: Action = Action("matching.run");
const TRUE: Action = Action("matching.confirm");
const FALSE: Action = Action("matching.deny");
const PERSON: Action = Action("matching.person");

const UNDECIDED: Need = Need::State(
    "open",
    text!(
        "只有待核查的案件可以办理，按Tab切换",
        "only open cases are decided; Tab goes to them"
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

/// The pane; its argument is a state.
pub const SPEC: PaneSpec = PaneSpec {
    name: "matching",
    title: text!("部门比对", "Matching"),
    path: "8.3",
    mnemonic: "bd",
    go: None,
    actions: &[
        spec(
            OPEN,
            (
                text!("打开", "open"),
                text!("对照查看该案件", "shows the case with both records"),
            ),
            &[Need::Selection],
            None,
            10,
        ),
        spec(
            STATE,
            (
                text!("换状态", "state"),
                text!("依次显示各状态的案件", "shows the cases of the next state"),
            ),
            &[],
            None,
            11,
        ),
        spec(
            TRUE,
            (
                text!("属实", "confirm"),
                text!(
                    "认定标记的案件属实，填写依据，预览后提交",
                    "the marked cases are so: give the evidence, look, then send"
                ),
            ),
            &[Need::Post(&[Post::CVer]), Need::Selection, UNDECIDED],
            None,
            12,
        ),
        spec(
            FALSE,
            (
                text!("误报", "false hit"),
                text!(
                    "认定标记的案件为误报，填写依据，预览后提交",
                    "the marked cases are no hits: give the evidence, look, then send"
                ),
            ),
            &[Need::Post(&[Post::CVer]), Need::Selection, UNDECIDED],
            None,
            13,
        ),
        spec(
            RUN,
            (
                text!("运行比对", "compare"),
                text!(
                    "以已接收的名单与全部参保人比对；重复运行不会重复立案",
                    "compares the accepted lists with everybody; again and again opens nothing twice"
                ),
            ),
            &[Need::Post(&[Post::CVer])],
            Some(Danger::Word("compare")),
            14,
        ),
        spec(
            PERSON,
            (
                text!("人员", "person"),
                text!("打开该人", "opens the person"),
            ),
            &[Need::Selection],
            None,
            15,
        ),
    ],
    open: |state| Box::new(List::of(state)),
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
    column("level", text!("级别", "level"), 5, 0, 0),
    column("name", text!("姓名", "name"), 8, 1, 0),
    column("person", text!("保险编号", "insurance no."), 16, 0, 1),
    column("list", text!("来源", "list"), 14, 1, 1),
    column("tells", text!("内容", "tells"), 14, 1, 0),
    column("day", text!("日期", "date"), 10, 0, 0),
    column("reason", text!("拟", "reason"), 6, 0, 0),
    column("left", text!("核查剩余", "days left"), 12, 0, 0),
    column("case", text!("案件", "case"), 23, 0, 2),
];

struct List {
    state: CaseState,
    month: Option<Month>,
    table: Table,
    found: Slot<Cases>,
    matched: Slot<Matched>,
    looked: bool,
}

impl List {
    fn of(state: &str) -> Self {
        Self {
            state: state.parse().unwrap_or(CaseState::Open),
            month: None,
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取案件", "reading the cases"),
            ),
            found: Slot::default(),
            matched: Slot::default(),
            looked: false,
        }
    }

    fn next_state(&mut self) {
        let at = CaseState::ALL.iter().position(|it| *it == self.state);
        let next = at.and_then(|at| CaseState::ALL.get(at.saturating_add(1)));
        self.state = next.copied().unwrap_or(CaseState::Open);
        self.table.unmark_all();
    }

    fn listed(&self) -> &[Listed] {
        self.found
            .ready()
            .map_or(&[][..], |found| found.cases.as_slice())
    }

    /// Opens the form for the cases that are marked, else for the one under the cursor.
    fn decide(&self, finding: &str, cx: &mut Cx<'_>) {
        let chosen = self.table.selected();
        let numbers: Vec<&str> = chosen
            .iter()
            .take(AT_ONCE)
            .map(|row| row.id.as_str())
            .collect();
        let argument = format!("{finding}|{}", numbers.join("+"));
        cx.wish(Wish::Open("match_decide", argument));
    }
}

fn outside(text: &str) -> Cell {
    Cell::Outside(Shown::new(text))
}

/// What is left of a field check, as a word with its mark.
pub(super) fn left(left: Option<i64>) -> (Option<Phrase>, Tone) {
    match left {
        None => (None, Tone::Plain),
        Some(days) if days < 0 => (
            Some(phrase!(
                "!! 逾期{n}天",
                "!! {n}d late",
                n = days.saturating_neg()
            )),
            Tone::Bad,
        ),
        Some(days) if days <= 1 => (
            Some(phrase!("! 剩{n}工作日", "! {n} left", n = days)),
            Tone::Warning,
        ),
        Some(days) => (
            Some(phrase!("剩{n}工作日", "{n} left", n = days)),
            Tone::Plain,
        ),
    }
}

fn row(it: &Listed) -> TableRow {
    let case = &it.case;
    let (said, tone) = left(it.left);
    TableRow {
        id: case.case_no.clone(),
        cells: vec![
            Cell::Fixed(case.level.title()),
            outside(&case.person_name),
            outside(&case.insurance_no),
            super::case_rows::list_title(&case.source),
            Cell::Fixed(case.tells.title()),
            case.event_date.map_or(Cell::Nothing, Cell::Day),
            case.reason.as_deref().map_or(Cell::Nothing, outside),
            said.map_or(Cell::Nothing, Cell::Said),
            outside(&case.case_no),
        ],
        tone,
    }
}

/// How many wait, by level, and the last run.
fn summary(found: &Cases) -> Vec<Line> {
    let of = |state: CaseState| -> i64 {
        let counts = found.counts.iter().filter(|it| it.state == state);
        counts.map(|it: &Count| it.n).sum()
    };
    let open = |level: Level| -> i64 {
        let counts = found.counts.iter();
        let counts = counts.filter(|it| it.state == CaseState::Open && it.level == level);
        counts.map(|it| it.n).sum()
    };
    let waiting = phrase!(
        "待核查 A{a} B{b} C{c} D{d}，属实待复核{confirmed}，误报待复核{denied}",
        "open: A {a}, B {b}, C {c}, D {d}; to approve: {confirmed} confirmed, {denied} denied",
        a = open(Level::A),
        b = open(Level::B),
        c = open(Level::C),
        d = open(Level::D),
        confirmed = of(CaseState::Confirmed),
        denied = of(CaseState::Denied)
    );
    let last = found.run.as_ref().map_or_else(
        || phrase!("尚未运行过比对", "the comparison has not been run yet"),
        last_run,
    );
    vec![
        Line(vec![Run::plain(waiting)]),
        Line(vec![Run::toned(Tone::Quiet, last)]),
    ]
}

fn last_run(run: &LastRun) -> Phrase {
    phrase!(
        "最近比对 {day} 新发现{found}件，建议停发{lines}人，暂缓{holds}人",
        "last compared {day}: {found} new, {lines} lines proposed, {holds} months held",
        day = run.business_date,
        found = run.found,
        lines = run.lines,
        holds = run.holds
    )
}

impl Pane for List {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("matching", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.month = Some(Month::of(cx.desk.business_date));
        cx.ask(&mut self.found, CasesIn { state: self.state });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OPEN => {
                if let Some(row) = self.table.current() {
                    cx.wish(Wish::Open("match_case", row.id.clone()));
                }
            }
            STATE => {
                self.next_state();
                self.load(cx);
            }
            RUN => {
                if let Some(month) = self.month {
                    cx.act(&mut self.matched, RunMatching { month });
                }
            }
            TRUE => self.decide("T", cx),
            FALSE => self.decide("F", cx),
            PERSON => {
                let current = self.table.current().map(|row| row.id.as_str());
                let found = self
                    .listed()
                    .iter()
                    .find(|it| current == Some(it.case.case_no.as_str()));
                if let Some(it) = found {
                    cx.wish(Wish::Open("person", it.case.insurance_no.clone()));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.matched);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.table.empty = phrase!(
            "没有“{state}”的案件，或不在您的辖区和岗位权限内",
            "no case is '{state}', or none within your area and post",
            state = self.state.title()
        );
        if let Some(found) = self.found.ready() {
            self.table.set_rows(found.cases.iter().map(row).collect());
            let many = i64::try_from(found.cases.len()).unwrap_or(LISTED_MAX) >= LISTED_MAX;
            self.table.more =
                many.then(|| phrase!("只列前{n}件", "only the first {n}", n = LISTED_MAX));
            if !self.looked && !found.cases.is_empty() {
                self.looked = true;
                cx.effect(Effect::Looked(format!("match:{}", self.state.word())));
            }
        }
        if let Some(Ok(matched)) = self.matched.take() {
            cx.wish(Wish::Mention(matched.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn hurries(&self, action: Action) -> bool {
        action == RUN
    }

    fn at_stake(&self, action: Action) -> Option<(usize, Phrase)> {
        let month = self.month.filter(|_| action == RUN)?;
        Some((
            self.listed().len(),
            phrase!(
                "{month}比对：A级死亡自动建议停发，死亡月份早于发放月份的暂缓当月；其余只立案。",
                "{month}: a death of level A proposes a line, and may hold the coming month; all else is a case. ",
                month = month
            ),
        ))
    }

    fn holds(&self, state: &str) -> bool {
        state == "open" && self.state == CaseState::Open
    }

    fn heading(&self) -> Phrase {
        phrase!(
            "{state} {n}件",
            "{state}: {n}",
            state = self.state.title(),
            n = self.listed().len()
        )
    }

    fn argument(&self) -> String {
        self.state.word().to_owned()
    }

    fn body(&self) -> Body<'_> {
        let head = self.found.ready().map_or_else(Vec::new, summary);
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(head)),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}
