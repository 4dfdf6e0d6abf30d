//! The person: one page with tabs, and one why line. The tabs come from the businesses.

use super::search::{Found, Search};
use super::why::{Causes, Why};
use crate::business::BUSINESSES;
use crate::business::descriptor::TabSpec;
use crate::console::action::{Action, ActionSpec};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::effect::Effect;
use crate::console::pane::{Cx, Focus, Pane, PaneSpec};
use crate::console::slot::{AnySlot, Slot};
use crate::database::request::Topic;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const NEXT: Action = Action("person.next_tab");
const PREVIOUS: Action = Action("person.previous_tab");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "person",
    title: text!("人员", "Person"),
    path: "2.1",
    mnemonic: "ry",
    go: None,
    actions: &[
        ActionSpec {
            action: NEXT,
            label: text!("下一页签", "next tab"),
            help: text!("打开下一个页签", "opens the next tab"),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: PREVIOUS,
            label: text!("上一页签", "previous tab"),
            help: text!("打开上一个页签", "opens the previous tab"),
            needs: &[],
            danger: None,
            hint: None,
        },
    ],
    open: |insurance_no| Box::new(Person::of(insurance_no)),
};

struct Tab {
    spec: &'static TabSpec,
    pane: Box<dyn Pane>,
    /// A tab asks only when it is first opened.
    loaded: bool,
}

struct Person {
    insurance_no: String,
    head: Slot<Found>,
    why: Slot<Causes>,
    tabs: Vec<Tab>,
    at: usize,
    looked: bool,
}

/// Every tab of every business and the desk's own, in order.
fn tabs() -> Vec<&'static TabSpec> {
    let mut tabs: Vec<&TabSpec> = BUSINESSES
        .iter()
        .flat_map(|business| business.tabs)
        .collect();
    tabs.extend([&super::documents::TAB, &super::log::TAB]);
    tabs.sort_by_key(|tab| tab.order);
    tabs
}

impl Person {
    fn of(insurance_no: &str) -> Self {
        let made = |spec: &'static TabSpec| Tab {
            spec,
            pane: (spec.pane.open)(insurance_no),
            loaded: false,
        };
        Self {
            insurance_no: insurance_no.to_owned(),
            head: Slot::default(),
            why: Slot::default(),
            tabs: tabs().into_iter().map(made).collect(),
            at: 0,
            looked: false,
        }
    }

    fn open_tab(&mut self) -> Option<&mut Tab> {
        self.tabs.get_mut(self.at)
    }

    fn turn(&mut self, forward: bool, cx: &mut Cx<'_>) {
        let count = self.tabs.len().max(1);
        let step = if forward { 1 } else { count.saturating_sub(1) };
        self.at = self.at.saturating_add(step).checked_rem(count).unwrap_or(0);
        if let Some(tab) = self.open_tab()
            && !tab.loaded
        {
            tab.loaded = true;
            tab.pane.load(cx);
        }
    }

    fn identity(&self) -> Line {
        let Some(found) = self.head.ready() else {
            return Line::default();
        };
        let Some(hit) = found.only() else {
            return Line(vec![Run::toned(
                Tone::Warning,
                phrase!(
                    "本辖区没有此保险编号",
                    "nobody in this area has that number"
                ),
            )]);
        };
        Line(vec![
            Run::toned(Tone::Strong, Shown::new(&hit.name)),
            Run::plain(phrase!(
                "  {no}  {id}  {born}生  ",
                "  {no}  {id}  born {born}  ",
                no = hit.insurance_no,
                id = hit.citizen_id,
                born = hit.birth_date
            )),
            Run::toned(Tone::Strong, hit.class.clone()),
        ])
    }
}

impl Pane for Person {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("person", &self.insurance_no),
            Topic::of("trail", &self.insurance_no),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(
            &mut self.head,
            Search {
                text: self.insurance_no.clone(),
            },
        );
        cx.ask(
            &mut self.why,
            Why {
                insurance_no: self.insurance_no.clone(),
            },
        );
        for (at, tab) in self.tabs.iter_mut().enumerate() {
            // The open tab is asked anew; the others when they are opened again.
            tab.loaded = at == self.at;
            if tab.loaded {
                tab.pane.load(cx);
            }
        }
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            NEXT => self.turn(true, cx),
            PREVIOUS => self.turn(false, cx),
            other => {
                if let Some(tab) = self.open_tab() {
                    tab.pane.on(other, cx);
                }
            }
        }
    }

    fn hurries(&self, action: Action) -> bool {
        [NEXT, PREVIOUS].contains(&action)
    }

    fn edited(&mut self, cx: &mut Cx<'_>) {
        if let Some(tab) = self.open_tab() {
            tab.pane.edited(cx);
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.head);
        each(&mut self.why);
        for tab in &mut self.tabs {
            tab.pane.slots(each);
        }
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if !self.looked
            && self
                .head
                .ready()
                .is_some_and(|found| found.only().is_some())
        {
            self.looked = true;
            cx.effect(Effect::Looked(format!("person:{}", self.insurance_no)));
        }
        for tab in &mut self.tabs {
            tab.pane.settled(cx);
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        self.tabs
            .get_mut(self.at)
            .map_or(Focus::Nothing, |tab| tab.pane.focus())
    }

    fn part(&self) -> String {
        let Some(tab) = self.tabs.get(self.at) else {
            return String::new();
        };
        let (name, part) = (tab.spec.pane.name, tab.pane.part());
        if part.is_empty() {
            return name.to_owned();
        }
        format!("{name}.{part}")
    }

    fn more_actions(&self) -> &'static [ActionSpec] {
        self.tabs
            .get(self.at)
            .map_or(&[], |tab| tab.spec.pane.actions)
    }

    fn holds(&self, state: &str) -> bool {
        self.tabs
            .get(self.at)
            .is_some_and(|tab| tab.pane.holds(state))
    }

    fn heading(&self) -> Phrase {
        Phrase::verbatim(self.insurance_no.clone())
    }

    fn argument(&self) -> String {
        self.insurance_no.clone()
    }

    fn body(&self) -> Body<'_> {
        let titles: Vec<Text> = self.tabs.iter().map(|tab| tab.spec.pane.title).collect();
        let open = self
            .tabs
            .get(self.at)
            .map_or_else(|| Body::Lines(Vec::new()), |tab| tab.pane.body());
        let why = self.why.ready().map_or_else(Line::default, Causes::line);
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(vec![self.identity()])),
            (Rows::Fit, Body::Lines(vec![why])),
            (Rows::Rest, Body::Tabs(titles, self.at, Box::new(open))),
        ])
    }
}
