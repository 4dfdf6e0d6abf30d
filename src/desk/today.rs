//! Today: the month's deadlines with their countdown, and the matters that wait for my post.

use serde::{Deserialize, Serialize};

use super::deadlines::{Calendar, Due, Reckoning, share, tone};
use super::search::as_fault;
use super::{drafts, panes};
use crate::business::BUSINESSES;
use crate::business::descriptor::WorkItem;
use crate::console::action::{Action, ActionSpec};
use crate::console::body::{Body, Rows, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::database::{Db, Fault, Query};
use crate::kernel::desk::Desk;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

const OTHER: Action = Action("today.other");
const OPEN: Action = Action("table.open");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "today",
    title: text!("今日", "Today"),
    path: "1",
    mnemonic: "jr",
    go: Some('1'),
    actions: &[
        ActionSpec {
            action: OPEN,
            label: text!("办理", "open"),
            help: text!(
                "打开光标所在的待办事项；在期限上显示其依据",
                "opens the matter under the cursor; on a deadline, its clause"
            ),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: OTHER,
            label: text!("期限/待办", "deadlines/work"),
            help: text!(
                "在本月期限与我的待办之间切换",
                "goes between the deadlines and my work"
            ),
            needs: &[],
            danger: None,
            hint: Some(20),
        },
    ],
    open: |_| Box::new(Today::new()),
};

const DEADLINE_COLUMNS: &[Column] = &[
    Column {
        id: "deadline",
        title: text!("本月期限", "deadline"),
        width: 24,
        grows: 2,
        right: false,
        spare: 0,
    },
    Column {
        id: "due",
        title: text!("截止", "due"),
        width: 10,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "time_left",
        title: text!("倒计时", "time left"),
        width: 16,
        grows: 0,
        right: false,
        spare: 0,
    },
    Column {
        id: "done",
        title: text!("已办", "done"),
        width: 7,
        grows: 0,
        right: true,
        spare: 2,
    },
    Column {
        id: "responsible",
        title: text!("责任", "responsible"),
        width: 14,
        grows: 2,
        right: false,
        spare: 1,
    },
];

const WORK_COLUMNS: &[Column] = &[
    Column {
        id: "my_work",
        title: text!("我的待办", "my work"),
        width: 40,
        grows: 1,
        right: false,
        spare: 0,
    },
    Column {
        id: "since",
        title: text!("起始", "since"),
        width: 10,
        grows: 0,
        right: false,
        spare: 0,
    },
];

/// The matters that wait for this desk, oldest first.
#[derive(Debug, Serialize)]
pub struct Work;

/// A list of matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting(pub Vec<WorkItem>);

impl Query for Work {
    const NAME: &'static str = "desk.work";
    type Answer = Waiting;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Waiting, Fault> {
        let mut items = Vec::new();
        for source in BUSINESSES.iter().flat_map(|business| business.work) {
            items.extend((source.find)(db, desk).await.map_err(as_fault)?);
        }
        items.sort_by_key(|item| item.since);
        // What the operator was in the middle of comes first.
        let mut mine = drafts::work(db, desk).await?;
        mine.append(&mut items);
        Ok(Waiting(mine))
    }
}

struct Today {
    calendar: Reckoning,
    work: Slot<Waiting>,
    deadlines: Table,
    mine: Table,
    on_work: bool,
}

impl Today {
    fn new() -> Self {
        let none = phrase!("没有期限", "no deadlines");
        let idle = phrase!("没有等待本岗位办理的事项", "nothing waits for this post");
        let mut today = Self {
            calendar: Reckoning::default(),
            work: Slot::default(),
            deadlines: Table::new(DEADLINE_COLUMNS.to_vec(), none),
            mine: Table::new(WORK_COLUMNS.to_vec(), idle),
            on_work: false,
        };
        today.turn_to(false);
        today
    }

    /// The keys work in my work, or in the deadlines.
    fn turn_to(&mut self, on_work: bool) {
        self.on_work = on_work;
        self.mine.rests = !on_work;
        self.deadlines.rests = on_work;
    }

    /// The deadlines as they stand at the desk's clocks.
    fn count_down(&mut self, desk: &Desk) {
        if let Some(calendar) = self.calendar.ready() {
            let rows = calendar
                .lines
                .iter()
                .filter_map(|due| deadline_row(calendar, due, desk));
            self.deadlines.set_rows(rows.collect());
        }
    }

    fn item(&self) -> Option<&WorkItem> {
        let at: usize = self.mine.current()?.id.parse().ok()?;
        self.work.ready()?.0.get(at)
    }

    fn clause(&self) -> Option<Phrase> {
        let id = &self.deadlines.current()?.id;
        let due = self
            .calendar
            .ready()?
            .lines
            .iter()
            .find(|due| due.id == *id)?;
        Some(due.spec()?.clause.cite())
    }
}

fn deadline_row(calendar: &Calendar, due: &Due, desk: &Desk) -> Option<TableRow> {
    let spec = due.spec()?;
    let countdown = calendar.countdown(due, desk);
    let left = match (&countdown, &due.day) {
        (Some(countdown), _) => Cell::Said(countdown.phrase()),
        (None, Err(refusal)) => Cell::Said((*refusal.why).clone()),
        (None, Ok(_)) => Cell::Nothing,
    };
    Some(TableRow {
        id: due.id.clone(),
        cells: vec![
            Cell::Fixed(spec.title),
            countdown
                .as_ref()
                .map_or(Cell::Nothing, |countdown| Cell::Day(countdown.due)),
            left,
            due.missing
                .map_or(Cell::Nothing, |missing| Cell::Said(share(missing))),
            Cell::Fixed(spec.responsible),
        ],
        tone: countdown.map_or(Tone::Bad, |countdown| tone(countdown.urgency)),
    })
}

fn work_row((at, item): (usize, &WorkItem)) -> TableRow {
    TableRow {
        id: at.to_string(),
        cells: vec![Cell::Said(item.title.clone()), Cell::Day(item.since)],
        tone: Tone::Plain,
    }
}

impl Pane for Today {
    fn watches(&self) -> Vec<Topic> {
        let mut topics = ["policy", "deadline", "draft"]
            .map(|kind| Topic::of(kind, ""))
            .to_vec();
        topics.extend(
            self.work
                .ready()
                .into_iter()
                .flat_map(|work| &work.0)
                .map(|item| item.topic.clone()),
        );
        topics
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.calendar.load(cx);
        cx.ask(&mut self.work, Work);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OTHER => self.turn_to(!self.on_work),
            OPEN if self.on_work => {
                if let Some((pane, item)) = self
                    .item()
                    .and_then(|item| Some((panes::named(&item.opens.0)?, item)))
                {
                    cx.wish(Wish::Open(pane.name, item.opens.1.clone()));
                }
            }
            OPEN => {
                if let Some(clause) = self.clause() {
                    cx.wish(Wish::Mention(clause));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        self.calendar.slots(each);
        each(&mut self.work);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.count_down(cx.desk);
        if let Some(work) = self.work.ready() {
            self.mine
                .set_rows(work.0.iter().enumerate().map(work_row).collect());
        }
    }

    fn minute(&mut self, desk: &Desk) -> bool {
        self.count_down(desk);
        self.deadlines.count() > 0
    }

    fn part(&self) -> String {
        if self.on_work { "work" } else { "deadlines" }.to_owned()
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(if self.on_work {
            &mut self.mine
        } else {
            &mut self.deadlines
        })
    }

    fn body(&self) -> Body<'_> {
        let rows = u16::try_from(self.deadlines.count())
            .unwrap_or(8)
            .clamp(3, 9)
            .saturating_add(2);
        Body::Stack(vec![
            (Rows::Just(rows), Body::Table(&self.deadlines)),
            (Rows::Rest, Body::Table(&self.mine)),
        ])
    }
}
