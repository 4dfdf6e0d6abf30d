//! A village's list: as a table, or one by one. Outcomes are letters; the hands sign from here.

use super::list_actions::{
    BULK, CONFIRM, EDIT, ENTRY, LETTERS, PERSON, RETURN, RETURNED, RUN, SIGN,
};
use super::list_rows::{COLUMNS, card, head, letters, missing, row};
use crate::business::verification::enter::{ConfirmList, Entered, MarkItems};
use crate::business::verification::rules::evidence::{sorted, stands_alone};
use crate::business::verification::rules::signing::{OBJECT, Way, lacks};
use crate::business::verification::sign::{MoveList, Moved};
use crate::business::verification::store::{ListOf, VillageList};
use crate::business::verification::{Item, ListState, Mark, Mode, Outcome, argument};
use crate::console::action::Action;
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::effect::Effect;
use crate::console::field::TextField;
use crate::console::overlay::{Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::Table;
use crate::database::request::{Topic, Verdict};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::month::Month;
use crate::kernel::moves::permitted;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

/// A list, opened.
pub(super) struct Sheet {
    argument: String,
    key: Option<(Month, AreaCode)>,
    post: Post,
    table: Table,
    found: Slot<Option<VillageList>>,
    entered: Slot<Entered>,
    moved: Slot<Moved>,
    running: bool,
    /// The person whose outcome is being entered one by one: the next one follows when it is.
    stepping: Option<String>,
    looked: bool,
    /// The person to stand at when the list arrives.
    wanted: Option<String>,
}

impl Sheet {
    pub(super) fn of(argument: &str) -> Self {
        let read = argument::read(argument);
        let wanted = read.as_ref().and_then(|(.., more)| more.first().copied());
        Self {
            wanted: wanted.map(str::to_owned),
            argument: read.as_ref().map_or_else(
                || argument.to_owned(),
                |(month, village, _)| argument::of(*month, village),
            ),
            key: read.map(|(month, village, _)| (month, village)),
            post: Post::Guest,
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取名册", "reading the list"),
            ),
            found: Slot::default(),
            entered: Slot::default(),
            moved: Slot::default(),
            running: false,
            stepping: None,
            looked: false,
        }
    }

    fn sheet(&self) -> Option<&VillageList> {
        self.found.ready()?.as_ref()
    }

    fn item(&self) -> Option<&Item> {
        let id = &self.table.current()?.id;
        self.sheet()?
            .items
            .iter()
            .find(|item| item.insurance_no == *id)
    }

    /// The people an outcome is meant for: those marked, else the one under the cursor.
    fn chosen(&self) -> Vec<&Item> {
        let ids: Vec<&str> = self
            .table
            .selected()
            .iter()
            .map(|row| row.id.as_str())
            .collect();
        let items = self.sheet().into_iter().flat_map(|sheet| &sheet.items);
        items
            .filter(|item| ids.contains(&item.insurance_no.as_str()))
            .collect()
    }

    fn enter(&mut self, outcome: Outcome, cx: &mut Cx<'_>) {
        let Some(sheet) = self.sheet() else { return };
        let chosen = self.chosen();
        let alone = stands_alone(outcome, sheet.list.mode);
        match chosen.as_slice() {
            [] => {}
            [item] if alone => {
                let (no, version) = (item.insurance_no.clone(), item.version);
                self.stepping = self.running.then(|| no.clone());
                self.send(vec![(no, version)], outcome, cx);
            }
            [_, ..] if alone => cx.wish(Wish::Perform(BULK)),
            people => {
                let people: Vec<&str> = people
                    .iter()
                    .map(|item| item.insurance_no.as_str())
                    .collect();
                let argument = format!("{}|{}|{}", self.argument, people.join("+"), outcome.word());
                cx.wish(Wish::Open("verification_item", argument));
            }
        }
    }

    fn send(&mut self, people: Vec<(String, i64)>, outcome: Outcome, cx: &mut Cx<'_>) {
        if let Some((month, village)) = self.key.clone() {
            cx.act(
                &mut self.entered,
                MarkItems {
                    month,
                    village,
                    people,
                    mark: Mark::bare(outcome),
                },
            );
        }
    }

    fn bulk(&mut self, cx: &mut Cx<'_>) {
        let people = self
            .chosen()
            .iter()
            .map(|item| (item.insurance_no.clone(), item.version))
            .collect();
        self.table.unmark_all();
        self.send(people, Outcome::Alive, cx);
    }

    fn step(&mut self, way: Way, reason: &str, cx: &mut Cx<'_>) {
        let (Some((month, village)), Some(sheet)) = (self.key.clone(), self.sheet()) else {
            return;
        };
        let version = sheet.list.version;
        cx.act(
            &mut self.moved,
            MoveList {
                month,
                village,
                version,
                way,
                reason: reason.to_owned(),
            },
        );
    }

    fn edit(&self, cx: &mut Cx<'_>) {
        if let Some(item) = self.item() {
            let outcome = item.outcome.unwrap_or(Outcome::Alive).word();
            let argument = format!("{}|{}|{outcome}", self.argument, item.insurance_no);
            cx.wish(Wish::Open("verification_item", argument));
        }
    }

    /// After an outcome entered one by one, the next person without one.
    fn go_on(&mut self) {
        let Some(from) = self.stepping.take() else {
            return;
        };
        let Some(sheet) = self.found.ready().and_then(Option::as_ref) else {
            return;
        };
        let at = sheet
            .items
            .iter()
            .position(|item| item.insurance_no == from)
            .unwrap_or(0);
        let (before, after) = sheet.items.split_at(at);
        let is_open =
            |item: &&Item| item.part == 1 && item.outcome.is_none() && item.insurance_no != from;
        if let Some(next) = after.iter().chain(before).find(is_open) {
            self.table.go_to(&next.insurance_no);
        } else {
            self.running = false;
        }
    }

    /// What confirming or a bulk entry would do: how many change, stay, may not.
    fn preview(&self, items: &[&Item]) -> (usize, Phrase) {
        let Some(sheet) = self.sheet() else {
            return (0, Phrase::default());
        };
        let found = sorted(
            &Mark::bare(Outcome::Alive),
            items,
            false,
            sheet.list.month.first_day(),
        );
        let mut said = phrase!(
            "填“健在”{n}人，已有结果不动{skip}人，不得填{refuse}人。",
            "{n} will be 'alive', {skip} keep what they have, {refuse} may not. ",
            n = found.change.len(),
            skip = found.skip.len(),
            refuse = found.refuse.len()
        );
        if let Some((_, refusal)) = found.refuse.first() {
            said = said.then(&refusal.why).then(&phrase!("。", ". "));
        }
        (found.change.len(), said)
    }

    /// Whether this desk's post has the next step, or may send the list back.
    fn may(&self, way: Way) -> bool {
        let Some(sheet) = self.sheet() else {
            return false;
        };
        let state = sheet.list.state;
        let to = match way {
            Way::On => state.next(),
            Way::Back => state.previous(),
        };
        to.is_some_and(|to| permitted(OBJECT, (state.word(), to.word()), self.post).is_ok())
    }
}

/// A return needs a reason.
fn reason_given(typed: &str) -> Result<(), Refusal> {
    if !typed.trim().is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4103",
        Clause::of("5.2"),
        phrase!("退回须写明理由", "a return needs a reason"),
        phrase!("请写明需要更正的内容", "say what has to be put right"),
    ))
}

impl Pane for Sheet {
    fn watches(&self) -> Vec<Topic> {
        let village = self
            .key
            .as_ref()
            .map_or("", |(_, village)| village.as_str());
        vec![Topic::of("verification", village), Topic::of("policy", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.post = cx.desk.post;
        if self.key.is_none() {
            // Opened by its number alone: whoever has one village sees its list.
            self.key = Some((Month::of(cx.desk.business_date), cx.desk.area.clone()));
            self.argument = argument::of(Month::of(cx.desk.business_date), &cx.desk.area);
        }
        if let Some((month, village)) = self.key.clone() {
            cx.ask(&mut self.found, ListOf { month, village });
        }
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let reason = cx.answer.clone().unwrap_or_default();
        if let Some((.., outcome)) = LETTERS.iter().find(|(it, ..)| *it == action) {
            self.enter(*outcome, cx);
            return;
        }
        match action {
            EDIT => self.edit(cx),
            BULK => self.bulk(cx),
            RUN => self.running = !self.running,
            ENTRY => cx.wish(Wish::Open("verification_entry", self.argument.clone())),
            PERSON => {
                if let Some(row) = self.table.current() {
                    cx.wish(Wish::Open("person", row.id.clone()));
                }
            }
            CONFIRM => {
                if let (Some((month, village)), Some(sheet)) = (self.key.clone(), self.sheet()) {
                    let version = sheet.list.version;
                    cx.act(
                        &mut self.entered,
                        ConfirmList {
                            month,
                            village,
                            version,
                        },
                    );
                }
            }
            SIGN => self.step(Way::On, "", cx),
            RETURN => cx.wish(Wish::Raise(Overlay::Prompt(Prompt {
                title: phrase!("退回理由", "why it is sent back"),
                hint: phrase!(
                    "理由随签办记录一并保存",
                    "the reason is kept with the record"
                ),
                text: TextField::default(),
                check: reason_given,
                action: RETURNED,
                error: None,
            }))),
            RETURNED => self.step(Way::Back, &reason, cx),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.entered);
        each(&mut self.moved);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.table.empty = phrase!(
            "本月没有该村名册，或不在您的辖区",
            "no list of that village this month, or not in your area"
        );
        if let Some(sheet) = self.found.ready().and_then(Option::as_ref) {
            self.table.set_rows(sheet.items.iter().map(row).collect());
            if let Some(person) = self.wanted.take() {
                self.table.go_to(&person);
            }
            if !self.looked {
                self.looked = true;
                cx.effect(Effect::Looked(format!(
                    "verification:{}:{}",
                    sheet.list.month, sheet.list.village
                )));
            }
        }
        if let Some(Ok(entered)) = self.entered.take() {
            cx.wish(Wish::Mention(entered.told));
            self.go_on();
        }
        if let Some(Ok(moved)) = self.moved.take() {
            cx.wish(Wish::Mention(moved.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn at_stake(&self, action: Action) -> Option<(usize, Phrase)> {
        let sheet = self.sheet()?;
        let due = usize::try_from(sheet.list.due).unwrap_or(0);
        if action == BULK {
            return Some(self.preview(&self.chosen()));
        }
        if action == CONFIRM {
            let open: Vec<&Item> = sheet.items.iter().filter(|item| item.part == 1).collect();
            return Some((due, self.preview(&open).1));
        }
        let next = sheet.list.state.next()?;
        let told = phrase!(
            "{village} {no}：签后为“{state}”。",
            "{village} {no}: becomes '{state}'. ",
            village = sheet.village_name,
            no = sheet.list.list_no,
            state = next.title()
        );
        Some((due, told))
    }

    fn holds(&self, state: &str) -> bool {
        let Some(sheet) = self.sheet() else {
            return false;
        };
        match state {
            "open" => sheet.list.state == ListState::Issued,
            "whole" => sheet.list.mode == Mode::Exception,
            "turn" => self.may(Way::On),
            "complete" => {
                sheet.list.state != ListState::Issued || lacks(&sheet.list, &sheet.items).is_empty()
            }
            "back" => self.may(Way::Back),
            _ => false,
        }
    }

    fn heading(&self) -> Phrase {
        self.sheet().map_or_else(Phrase::default, |sheet| {
            phrase!(
                "{month} {township} {village}",
                "{month} {township} {village}",
                month = sheet.list.month,
                township = sheet.township_name,
                village = sheet.village_name
            )
        })
    }

    fn argument(&self) -> String {
        self.argument.clone()
    }

    fn body(&self) -> Body<'_> {
        if let Some(verdict) = self.found.failed() {
            return Body::Lines(vec![Line(vec![Run::toned(Tone::Bad, failed(verdict))])]);
        }
        let Some(sheet) = self.sheet() else {
            return Body::Table(&self.table);
        };
        let mut parts = vec![(Rows::Fit, Body::Lines(vec![head(sheet)]))];
        if let Some(item) = self.item().filter(|_| self.running) {
            parts.push((Rows::Fit, Body::Facts(card(item, sheet.items.len()))));
            parts.push((Rows::Fit, Body::Lines(vec![letters()])));
        }
        parts.push((Rows::Rest, Body::Table(&self.table)));
        parts.push((Rows::Fit, Body::Lines(vec![missing(sheet)])));
        Body::Stack(parts)
    }
}

/// Why the list cannot be shown.
fn failed(verdict: &Verdict) -> Phrase {
    match verdict {
        Verdict::Fault(fault) => fault.told(),
        Verdict::Refused(refusal) => refusal.told(),
        Verdict::Stale(difference) => difference.clone(),
        Verdict::Unknown(_) => phrase!("查询结果不明，请按F5重查", "no answer; press F5"),
    }
}
