//! The lock: nobody has struck a key for ten minutes, and only the operator who sits here may go on.

use secrecy::SecretString;

use super::log_in::{DemonstrationOperators, Listed, TRIES_MAX};
use crate::business::organisation::SignedIn;
use crate::business::organisation::sign_in::LogIn;
use crate::console::action::{Action, ActionSpec};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::effect::Effect;
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::database::Verdict;
use crate::kernel::clause::Clause;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");
const LEAVE: Action = Action("lock.leave");

/// The pane; the console itself lays it over everything.
pub const SPEC: PaneSpec = PaneSpec {
    name: "lock",
    title: text!("已锁定", "Locked"),
    path: "",
    mnemonic: "",
    go: None,
    actions: &[
        ActionSpec {
            action: SUBMIT,
            label: text!("解锁", "unlock"),
            help: text!(
                "口令无误即回到锁定前的界面",
                "with the right password everything stands as it was left"
            ),
            needs: &[],
            danger: None,
            hint: Some(10),
        },
        ActionSpec {
            action: LEAVE,
            label: text!("退出系统", "quit"),
            help: text!(
                "不解锁，直接退出；草稿已保存",
                "leaves without unlocking; drafts are kept"
            ),
            needs: &[],
            danger: None,
            hint: Some(20),
        },
    ],
    open: |_| Box::new(Locked::new()),
};

static FIELDS: &[FieldSpec] = &[FieldSpec::text(
    "password",
    text!("口令", "password"),
    text!(
        "输入时不显示；连续五次错误将退出",
        "not shown; five wrong ones end the session"
    ),
    Clause::of("N2.5-d"),
)
.required()
.secret()];

struct Locked {
    form: Form,
    operators: Slot<Vec<Listed>>,
    signed: Slot<SignedIn>,
    told: Phrase,
    tries: u32,
    whose: (String, String),
}

impl Locked {
    fn new() -> Self {
        Self {
            form: Form::new(FIELDS, |_| Ok(())),
            operators: Slot::default(),
            signed: Slot::default(),
            told: Phrase::default(),
            tries: 0,
            whose: Default::default(),
        }
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        let password = SecretString::from(self.form.value("password").to_owned());
        self.form.fill("password", "");
        self.told = Phrase::default();
        cx.act(&mut self.signed, LogIn::of(&cx.desk.operator, password));
    }

    /// Counts a wrong one; what was wrong stands at the field.
    fn refuse(&mut self, cx: &mut Cx<'_>) {
        self.tries = self.tries.saturating_add(1);
        self.told = phrase!(
            "口令第{n}次有误，满{most}次退出",
            "wrong, try {n} of {most}",
            n = self.tries,
            most = TRIES_MAX
        );
        if self.tries >= TRIES_MAX {
            cx.effect(Effect::Quit);
        }
    }

    /// What is said above the field.
    fn said(&self) -> Vec<Line> {
        let (operator, name) = &self.whose;
        let mut lines = vec![Line(vec![Run::plain(phrase!(
            "十分钟无操作，屏幕已锁定；请 {name}（{operator}）输入口令继续",
            "locked after ten minutes without a key; {name} ({operator}) goes on with the password",
            name = name,
            operator = operator
        ))])];
        let listed = self.operators.ready().into_iter().flatten();
        let mut shown = listed.filter(|listed| listed.operator == *operator);
        if let Some(listed) = shown.next() {
            let told = phrase!(
                "演示环境，口令为 {password}",
                "a demonstration: the password is {password}",
                password = listed.password
            );
            lines.push(Line(vec![Run::toned(Tone::Quiet, told)]));
        }
        lines.push(Line(vec![Run::toned(Tone::Bad, self.told.clone())]));
        lines
    }
}

impl Pane for Locked {
    fn load(&mut self, cx: &mut Cx<'_>) {
        self.whose = (cx.desk.operator.clone(), cx.desk.name.clone());
        cx.ask(&mut self.operators, DemonstrationOperators);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            SUBMIT => self.submit(cx),
            LEAVE => cx.effect(Effect::Quit),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.operators);
        each(&mut self.signed);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        match self.signed.take() {
            Some(Ok(_)) => cx.wish(Wish::Unlock),
            Some(Err(Verdict::Refused(_))) => self.refuse(cx),
            Some(Err(Verdict::Fault(fault))) => self.told = fault.told(),
            Some(Err(Verdict::Stale(_) | Verdict::Unknown(_))) | None => {}
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Just(4), Body::Lines(self.said())),
            (Rows::Rest, Body::Form(&self.form)),
        ])
    }
}
