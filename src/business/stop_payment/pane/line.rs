//! The form of one line: whom, why, since when, on what. Who it is and what follows are told while it is typed.

use super::line_ahead::{about, follows};
use super::line_fields::{entered, form, refill};
use super::words::beside;
use crate::business::stop_payment::enter::{AddLine, EditLine, LineDone};
use crate::business::stop_payment::foresee::{Foresee, Foreseen};
use crate::business::stop_payment::store::{FormOf, FormSeen};
use crate::business::stop_payment::{Entered, FormKind};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows};
use crate::console::form::Form;
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::database::request::Verdict;
use crate::kernel::insurance_no::InsuranceNo;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");

/// The pane; its argument is a form, and for a line that stands on it the person: `STOP-…|3713231100000045`.
pub const SPEC: PaneSpec = PaneSpec {
    name: "stop_line",
    title: text!("核定表填报", "Line"),
    path: "4.1.1",
    mnemonic: "tfrx",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("保存", "save"),
        help: text!(
            "核对依据后列入核定表，返回该表",
            "checks the evidence, puts the line on the form and goes back to it"
        ),
        needs: &[Need::Post(&[Post::VCo, Post::TClk])],
        danger: None,
        hint: Some(10),
    }],
    open: |argument| Box::new(Entry::of(argument)),
};

struct Entry {
    argument: String,
    form_no: String,
    /// Whose line is changed; none for a new one.
    person: Option<String>,
    form: Form,
    found: Slot<Option<FormSeen>>,
    foreseen: Slot<Option<Foreseen>>,
    done: Slot<LineDone>,
    /// What was last asked about.
    asked: Option<(String, Entered)>,
    /// The version of the form a change rests on; none until it was read.
    seen: Option<i64>,
    /// Somebody was faster, and the operator knows: what is read next is what the form rests on.
    overtaken: bool,
    year: i32,
}

impl Entry {
    fn of(argument: &str) -> Self {
        let (form_no, person) = match argument.split_once('|') {
            Some((form_no, person)) => (form_no, Some(person.to_owned())),
            None => (argument, None),
        };
        let resume = form_no.starts_with(FormKind::Resume.prefix());
        Self {
            argument: argument.to_owned(),
            form_no: form_no.to_owned(),
            form: form(person.is_none(), resume),
            person,
            found: Slot::default(),
            foreseen: Slot::aside(),
            done: Slot::default(),
            asked: None,
            seen: None,
            overtaken: false,
            year: 0,
        }
    }

    fn kind(&self) -> FormKind {
        if self.form_no.starts_with(FormKind::Resume.prefix()) {
            FormKind::Resume
        } else {
            FormKind::Stop
        }
    }

    /// Whose line it is; none while the number is not whole.
    fn number(&self) -> Option<String> {
        let typed = || InsuranceNo::parse(self.form.value("insurance_no")).ok();
        let number = self.person.clone();
        number.or_else(|| typed().map(|it| it.to_string()))
    }

    /// Asks what the line would say, where that has changed.
    fn foresee(&mut self, cx: &mut Cx<'_>) {
        let Some(insurance_no) = self.number() else {
            self.foreseen.clear();
            self.asked = None;
            return;
        };
        let asked = (insurance_no, entered(&self.form, self.year));
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        self.asked = Some(asked.clone());
        let (insurance_no, entered) = asked;
        let (form_no, is_new) = (self.form_no.clone(), self.person.is_none());
        cx.ask(
            &mut self.foreseen,
            Foresee {
                form_no,
                insurance_no,
                entered,
                is_new,
            },
        );
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        let Some(insurance_no) = self.number() else {
            return;
        };
        let form_no = self.form_no.clone();
        let entered = entered(&self.form, self.year);
        match (&self.person, self.seen) {
            (None, _) => cx.act(
                &mut self.done,
                AddLine {
                    form_no,
                    insurance_no,
                    entered,
                },
            ),
            (Some(_), Some(version)) => cx.act(
                &mut self.done,
                EditLine {
                    form_no,
                    version,
                    insurance_no,
                    entered,
                },
            ),
            (Some(_), None) => {}
        }
    }

    /// The line as it stands goes into the form, once.
    fn fill(&mut self) {
        let Some(Some(seen)) = self.found.ready() else {
            return;
        };
        self.seen = Some(seen.whole.form.version);
        let lines = &seen.whole.lines;
        let line = lines
            .iter()
            .find(|it| Some(&it.insurance_no) == self.person.as_ref());
        if let Some(line) = line {
            refill(&mut self.form, line);
        }
    }

    fn told(&self) -> Vec<Line> {
        let Some(Some(found)) = self.foreseen.ready() else {
            return Vec::new();
        };
        let mut lines = about(found, self.kind());
        lines.extend(follows(found, self.kind()));
        lines
    }
}

/// What was done, with what follows from it.
fn done(done: &LineDone, kind: FormKind) -> Phrase {
    if done.back_months == 0 {
        return done.told.clone();
    }
    let back = match kind {
        FormKind::Stop => phrase!(
            "；多发{n}个月共{sum}元",
            "; {n} months overpaid, {sum} yuan",
            n = done.back_months,
            sum = done.back_fen
        ),
        FormKind::Resume => phrase!(
            "；补发{n}个月共{sum}元",
            "; {n} months in arrears, {sum} yuan",
            n = done.back_months,
            sum = done.back_fen
        ),
    };
    beside(&done.told, &back)
}

impl Pane for Entry {
    fn load(&mut self, cx: &mut Cx<'_>) {
        self.year = Month::of(cx.desk.business_date).year();
        let form_no = self.form_no.clone();
        cx.ask(&mut self.found, FormOf { form_no });
        // Read again after the difference was shown: from now on it is what the operator has seen.
        if std::mem::take(&mut self.overtaken) {
            self.seen = None;
        }
        self.asked = None;
        self.foresee(cx);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if action == SUBMIT {
            self.submit(cx);
        }
    }

    fn edited(&mut self, cx: &mut Cx<'_>) {
        self.foresee(cx);
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.foreseen);
        each(&mut self.done);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if self.seen.is_none() && self.found.waiting().is_none() && self.found.ready().is_some() {
            self.fill();
        }
        // A refusal is shown at the fields it blames, a faster hand as a difference; the form stays.
        match self.done.take() {
            Some(Ok(outcome)) => {
                self.form.saved();
                cx.wish(Wish::Back);
                cx.wish(Wish::Mention(done(&outcome, self.kind())));
                return;
            }
            Some(Err(Verdict::Refused(refusal))) => self.form.blame(&refusal),
            Some(Err(Verdict::Stale(_))) => self.overtaken = true,
            Some(Err(Verdict::Fault(_) | Verdict::Unknown(_))) | None => {}
        }
        self.foresee(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn keeps_draft(&self) -> bool {
        true
    }

    fn basis(&self) -> String {
        let version = self.seen.filter(|_| self.person.is_some());
        version.map_or_else(String::new, |it| it.to_string())
    }

    fn resume(&mut self, basis: &str) {
        if let Ok(version) = basis.parse() {
            self.seen = Some(version);
        }
    }

    fn heading(&self) -> Phrase {
        Phrase::verbatim(self.form_no.clone())
    }

    fn argument(&self) -> String {
        self.argument.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Form(&self.form)),
            (Rows::Rest, Body::Lines(self.told())),
        ])
    }
}
