//! The screen of the worklist: what waits above, what became of what was taken on below.

use super::panes;
use super::worklist::{Became, Listed, TakeOn, Taken, Units};
use crate::business::descriptor::WorkUnit;
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::body::{Body, Rows, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const TAKE: Action = Action("worklist.take");

const ABLE: Need = Need::State(
    "able",
    text!(
        "所选事项须打开逐项办理，不能一并办理",
        "what is selected has to be opened and worked on one by one"
    ),
);

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "worklist",
    title: text!("待办事项", "Worklist"),
    path: "1.1",
    mnemonic: "db",
    go: None,
    actions: &[
        ActionSpec {
            action: OPEN,
            label: text!("打开", "open"),
            help: text!("打开光标所在的事项", "opens the matter under the cursor"),
            needs: &[Need::Selection],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: TAKE,
            label: text!("一并办理", "take on"),
            help: text!(
                "将标记的事项各自办理一步，逐项报告结果",
                "takes the step of every marked matter, and tells of each what became of it"
            ),
            needs: &[Need::Selection, ABLE],
            danger: Some(Danger::Count),
            hint: Some(11),
        },
    ],
    open: |_| Box::new(Worklist::new()),
};

const fn column(id: &'static str, title: Text, width: u16, grows: u16) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare: 0,
    }
}

const WAITING: &[Column] = &[
    column("matter", text!("事项", "matter"), 44, 1),
    column("step", text!("可一并办理", "step"), 10, 0),
    column("since", text!("起始", "since"), 10, 0),
];

const BECAME: &[Column] = &[
    column("matter", text!("办理结果", "what became of it"), 24, 1),
    column("result", text!("结果", "result"), 44, 1),
];

struct Worklist {
    units: Slot<Listed>,
    taken: Slot<Taken>,
    waiting: Table,
    became: Table,
}

impl Worklist {
    fn new() -> Self {
        let idle = phrase!("没有等待本岗位办理的事项", "nothing waits for this post");
        let mut became = Table::new(BECAME.to_vec(), Phrase::default());
        became.rests = true;
        Self {
            units: Slot::default(),
            taken: Slot::default(),
            waiting: Table::new(WAITING.to_vec(), idle),
            became,
        }
    }

    fn unit(&self, id: &str) -> Option<&WorkUnit> {
        let units = &self.units.ready()?.0;
        units.iter().find(|unit| unit.id() == id)
    }

    /// What is marked, or else under the cursor.
    fn chosen(&self) -> Vec<&WorkUnit> {
        let rows = self.waiting.selected();
        rows.iter().filter_map(|row| self.unit(&row.id)).collect()
    }
}

fn waiting_row(unit: &WorkUnit) -> TableRow {
    TableRow {
        id: unit.id(),
        cells: vec![
            Cell::Said(unit.title.clone()),
            unit.step
                .as_ref()
                .map_or(Cell::Nothing, |step| Cell::Said(step.what.clone())),
            Cell::Day(unit.since),
        ],
        tone: Tone::Plain,
    }
}

fn became_row((at, it): (usize, &Became)) -> TableRow {
    let (result, tone) = match &it.refused {
        None => (phrase!("已办", "done"), Tone::Good),
        Some(why) => (
            phrase!("未办：{why}", "not done: {why}", why = *why),
            Tone::Bad,
        ),
    };
    TableRow {
        id: at.to_string(),
        cells: vec![Cell::Said(it.title.clone()), Cell::Said(result)],
        tone,
    }
}

impl Pane for Worklist {
    fn watches(&self) -> Vec<Topic> {
        let mut topics = vec![Topic::of("deadline", "")];
        let listed = self.units.ready().into_iter().flat_map(|it| &it.0);
        topics.extend(listed.map(|unit| unit.topic.clone()));
        topics
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(&mut self.units, Units);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            OPEN => {
                let under = self.waiting.current().and_then(|row| self.unit(&row.id));
                if let Some((pane, unit)) =
                    under.and_then(|unit| Some((panes::named(&unit.opens.0)?, unit)))
                {
                    cx.wish(Wish::Open(pane.name, unit.opens.1.clone()));
                }
            }
            TAKE => {
                let chosen: Vec<WorkUnit> = self.chosen().into_iter().cloned().collect();
                cx.carry(&mut self.taken, Box::new(TakeOn(chosen)));
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.units);
        each(&mut self.taken);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if let Some(listed) = self.units.ready() {
            self.waiting
                .set_rows(listed.0.iter().map(waiting_row).collect());
        }
        if let Some(Ok(taken)) = self.taken.take() {
            let done = taken.0.iter().filter(|it| it.refused.is_none()).count();
            cx.wish(Wish::Mention(phrase!(
                "办理{all}项，已办{done}项，未办{left}项",
                "{all} taken on: {done} done, {left} not",
                all = taken.0.len(),
                done = done,
                left = taken.0.len().saturating_sub(done)
            )));
            self.became
                .set_rows(taken.0.iter().enumerate().map(became_row).collect());
            self.waiting.unmark_all();
        }
    }

    fn holds(&self, state: &str) -> bool {
        let chosen = self.chosen();
        state == "able" && chosen.iter().all(|unit| unit.step.is_some())
    }

    fn at_stake(&self, action: Action) -> Option<(usize, Phrase)> {
        let chosen = self.chosen();
        let first = chosen.first().filter(|_| action == TAKE)?;
        let told = phrase!(
            "一并办理{n}项，首项“{title}”。",
            "{n} matters, the first: '{title}'. ",
            n = chosen.len(),
            title = first.title.clone()
        );
        Some((chosen.len(), told))
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.waiting)
    }

    fn body(&self) -> Body<'_> {
        let mut parts = vec![(Rows::Rest, Body::Table(&self.waiting))];
        if self.became.count() > 0 {
            let rows = u16::try_from(self.became.count()).unwrap_or(8).min(8);
            parts.push((
                Rows::Just(rows.saturating_add(2)),
                Body::Table(&self.became),
            ));
        }
        Body::Stack(parts)
    }
}
