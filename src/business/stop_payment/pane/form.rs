//! A form: its lines, or the hands it went through. Lines are entered, signed on, sent back and approved from here.

use chrono::NaiveDate;

use super::form_actions::{
    ADD, APPROVE, EDIT, OTHER, PERSON, REMOVE, RETURN, RETURNED, SIGN, TAKE, WITHDRAW,
};
use super::form_columns::{HANDS, LINES};
use super::form_foot::{detail, signed};
use super::form_head::{head, mark};
use super::form_rows::{hand_row, row, total};
use super::form_sums::{becomes, sums, waits_for_signature};
use super::words::{beside, failed, line, reason};
use crate::business::stop_payment::approve::{ApproveForm, Approved};
use crate::business::stop_payment::enter::{LineDone, RemoveLine};
use crate::business::stop_payment::places::{Village, VillagesOf};
use crate::business::stop_payment::rules::hands::{OBJECT, Way, last_signer, reason_given};
use crate::business::stop_payment::sign::{MoveForm, Moved};
use crate::business::stop_payment::store::{FormOf, FormSeen};
use crate::business::stop_payment::{FormKind, FormState, HandAct, Line as FormLine};
use crate::console::action::Action;
use crate::console::body::{Body, Rows, Tone};
use crate::console::effect::Effect;
use crate::console::field::TextField;
use crate::console::overlay::{Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::Table;
use crate::database::request::Topic;
use crate::kernel::moves::permitted;
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::phrase;

/// A form, opened.
pub(super) struct Sheet {
    form_no: String,
    operator: String,
    post: Post,
    today: Option<NaiveDate>,
    lines: Table,
    hands: Table,
    on_hands: bool,
    found: Slot<Option<FormSeen>>,
    villages: Slot<Vec<Village>>,
    removed: Slot<LineDone>,
    moved: Slot<Moved>,
    approved: Slot<Approved>,
    looked: bool,
}

impl Sheet {
    pub(super) fn of(form_no: &str) -> Self {
        let reading = || phrase!("正在读取核定表", "reading the form");
        Self {
            form_no: form_no.to_owned(),
            operator: String::new(),
            post: Post::Guest,
            today: None,
            lines: Table::new(LINES.to_vec(), reading()),
            hands: Table::new(HANDS.to_vec(), reading()),
            on_hands: false,
            found: Slot::default(),
            villages: Slot::default(),
            removed: Slot::default(),
            moved: Slot::default(),
            approved: Slot::default(),
            looked: false,
        }
    }

    fn seen(&self) -> Option<&FormSeen> {
        self.found.ready()?.as_ref()
    }

    fn line(&self) -> Option<&FormLine> {
        let id = &self.lines.current()?.id;
        let lines = &self.seen()?.whole.lines;
        lines.iter().find(|it| it.insurance_no == *id)
    }

    fn edit(&self, cx: &mut Cx<'_>) {
        if let Some(it) = self.line() {
            let argument = format!("{}|{}", self.form_no, it.insurance_no);
            cx.wish(Wish::Open("stop_line", argument));
        }
    }

    fn remove(&mut self, cx: &mut Cx<'_>) {
        let (Some(it), Some(seen)) = (self.line(), self.seen()) else {
            return;
        };
        let change = RemoveLine {
            form_no: self.form_no.clone(),
            version: seen.whole.form.version,
            insurance_no: it.insurance_no.clone(),
        };
        cx.act(&mut self.removed, change);
    }

    fn step(&mut self, way: Way, reason: &str, cx: &mut Cx<'_>) {
        let Some(version) = self.seen().map(|it| it.whole.form.version) else {
            return;
        };
        let change = MoveForm {
            form_no: self.form_no.clone(),
            version,
            way,
            reason: reason.to_owned(),
        };
        cx.act(&mut self.moved, change);
    }

    /// The list that was seen is the one that is approved: its version, its hash, its count.
    fn approve(&mut self, cx: &mut Cx<'_>) {
        let Some(seen) = self.seen() else { return };
        let change = ApproveForm {
            form_no: self.form_no.clone(),
            version: seen.whole.form.version,
            hash: seen.hash.clone(),
            count: seen.whole.lines.len(),
        };
        cx.act(&mut self.approved, change);
    }

    /// Whether this desk's post has the next step.
    fn is_my_turn(&self, seen: &FormSeen) -> bool {
        let state = seen.whole.form.state;
        let next = becomes(state, self.post).filter(|to| *to != FormState::Approved);
        next.is_some_and(|to| permitted(OBJECT, (state.word(), to.word()), self.post).is_ok())
    }

    /// Whether this desk's post may send the form back.
    fn may_return(&self, seen: &FormSeen) -> bool {
        let state = seen.whole.form.state;
        let back = state.previous();
        let row = back.and_then(|to| permitted(OBJECT, (state.word(), to.word()), self.post).ok());
        row.is_some_and(|row| row.act == HandAct::Return.word())
    }

    /// Those a signature is put under: of a coordinator his own, of everybody else all.
    fn under(&self, seen: &FormSeen) -> usize {
        let mine = |it: &&FormLine| it.maker == self.operator && waits_for_signature(it);
        if self.post == Post::VCo {
            seen.whole.lines.iter().filter(mine).count()
        } else {
            seen.whole.lines.len()
        }
    }

    /// What a hand or the approval does, for its confirmation. The list's mark changes with any of its lines.
    fn told(&self, seen: &FormSeen, to: FormState) -> Phrase {
        let whole = &seen.whole;
        let (monthly, sum) = sums(whole).unwrap_or_default();
        let mut told = phrase!(
            "{form}：签后为“{state}”。月金额{monthly}元，清单码{mark}。",
            "{form}: becomes '{state}'. {monthly} yuan a month, list {mark}. ",
            form = self.form_no,
            state = to.title(),
            monthly = monthly,
            mark = mark(seen)
        );
        let claimed = whole.lines.iter().filter(|it| it.back_months > 0).count();
        let approves = to == FormState::Approved && whole.form.kind == FormKind::Stop;
        if whole.lines.is_empty() && whole.form.kind == FormKind::Stop {
            told = beside(
                &told,
                &phrase!(
                    "零报告，本月无停发人员。",
                    "A nil return: nobody is stopped this month. "
                ),
            );
        }
        if approves && claimed > 0 {
            told = beside(
                &told,
                &phrase!(
                    "多发{n}人共{sum}元，批准即立追回案。",
                    "{n} overpaid, {sum} yuan: recovery cases follow. ",
                    n = claimed,
                    sum = sum
                ),
            );
        }
        told
    }

    fn fill(&mut self) {
        let villages = self.villages.ready().map_or(&[][..], Vec::as_slice);
        let Some(Some(seen)) = self.found.ready() else {
            return;
        };
        let rows = seen.whole.lines.iter().map(|it| row(it, villages));
        self.lines.set_rows(rows.collect());
        self.lines.total = total(&seen.whole);
        self.lines.empty = match seen.whole.form.kind {
            FormKind::Stop => phrase!(
                "本表没有人员：照此签报即为零报告",
                "nobody is on the form: signed like this it is the nil return"
            ),
            FormKind::Resume => phrase!("本表没有人员", "nobody is on the form"),
        };
        self.hands.empty = phrase!("尚未签办", "no hand yet");
        self.hands
            .set_rows(seen.whole.hands.iter().map(hand_row).collect());
    }
}

impl Pane for Sheet {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("stop_form", &self.form_no),
            Topic::of("policy", ""),
            Topic::of("date", ""),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.operator.clone_from(&cx.desk.operator);
        self.post = cx.desk.post;
        self.today = Some(cx.desk.business_date);
        let form_no = self.form_no.clone();
        cx.ask(&mut self.found, FormOf { form_no });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let answer = cx.answer.clone().unwrap_or_default();
        match action {
            ADD => cx.wish(Wish::Open("stop_line", self.form_no.clone())),
            EDIT => self.edit(cx),
            REMOVE => self.remove(cx),
            TAKE => cx.wish(Wish::Open("stop_proposals", self.form_no.clone())),
            SIGN => self.step(Way::On, "", cx),
            WITHDRAW => self.step(Way::Withdraw, "", cx),
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
            RETURNED => self.step(Way::Return, &answer, cx),
            APPROVE => self.approve(cx),
            OTHER => self.on_hands = !self.on_hands,
            PERSON => {
                if let Some(row) = self.lines.current() {
                    cx.wish(Wish::Open("person", row.id.clone()));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.villages);
        each(&mut self.removed);
        each(&mut self.moved);
        each(&mut self.approved);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        let gone = phrase!(
            "没有该核定表，或不在您的辖区；请从停发核定（=4）选表",
            "no such form, or not in your area; choose one on the month's screen (=4)"
        );
        self.lines.empty = gone.clone();
        self.hands.empty = gone;
        self.fill();
        if let Some(Some(seen)) = self.found.ready() {
            if self.villages.ready().is_none() && self.villages.waiting().is_none() {
                let township = seen.whole.form.township.clone();
                cx.ask(&mut self.villages, VillagesOf { township });
            }
            if !self.looked && !seen.whole.lines.is_empty() {
                self.looked = true;
                cx.effect(Effect::Looked(format!("stop_form:{}", self.form_no)));
            }
        }
        if let Some(Ok(done)) = self.removed.take() {
            cx.wish(Wish::Mention(done.told));
        }
        if let Some(Ok(moved)) = self.moved.take() {
            cx.wish(Wish::Mention(moved.told));
        }
        if let Some(Ok(approved)) = self.approved.take() {
            cx.wish(Wish::Mention(approved.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(if self.on_hands {
            &mut self.hands
        } else {
            &mut self.lines
        })
    }

    fn part(&self) -> String {
        if self.on_hands { "hands" } else { "" }.to_owned()
    }

    fn at_stake(&self, action: Action) -> Option<(usize, Phrase)> {
        let seen = self.seen()?;
        if action == REMOVE {
            let it = self.line()?;
            let who = phrase!(
                "{seq} {name}（{reason}）。",
                "{seq} {name} ({reason}). ",
                seq = it.seq,
                name = it.name,
                reason = reason(&it.reason)
            );
            return Some((1, who));
        }
        let to = becomes(seen.whole.form.state, self.post)?;
        Some((self.under(seen), self.told(seen, to)))
    }

    fn holds(&self, state: &str) -> bool {
        let Some(seen) = self.seen() else {
            return false;
        };
        let form = &seen.whole.form;
        match state {
            "draft" => form.state == FormState::Draft,
            "stops" => form.kind == FormKind::Stop,
            "lines" => !self.on_hands,
            "turn" => self.is_my_turn(seen),
            "reviewed" => form.state == FormState::Reviewed,
            "back" => self.may_return(seen),
            "mine" => {
                let mine = last_signer(&seen.whole).is_some_and(|it| it.operator == self.operator);
                mine && form.state.previous().is_some()
            }
            _ => false,
        }
    }

    fn heading(&self) -> Phrase {
        self.seen().map_or_else(Phrase::default, |seen| {
            phrase!(
                "{kind} {form} {township}",
                "{kind} {form} {township}",
                kind = seen.whole.form.kind.title(),
                form = seen.whole.form.form_no,
                township = seen.township_name
            )
        })
    }

    fn argument(&self) -> String {
        self.form_no.clone()
    }

    fn body(&self) -> Body<'_> {
        if let Some(verdict) = self.found.failed() {
            return Body::Lines(vec![line(Tone::Bad, failed(verdict))]);
        }
        let (Some(seen), Some(today)) = (self.seen(), self.today) else {
            return Body::Table(&self.lines);
        };
        let villages = self.villages.ready().map_or(&[][..], Vec::as_slice);
        let table = if self.on_hands {
            &self.hands
        } else {
            &self.lines
        };
        let mut foot = vec![signed(&seen.whole)];
        if let Some(it) = self.line().filter(|_| !self.on_hands) {
            foot.splice(0..0, detail(it, seen.whole.form.kind, villages));
        }
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(head(seen, today))),
            (Rows::Rest, Body::Table(table)),
            (Rows::Fit, Body::Lines(foot)),
        ])
    }
}
