//! The business date of a demonstration, moved by hand, logged, and of nothing else.

use chrono::NaiveDate;

use crate::business::organisation::sign_in::{DateMoved, MoveDate};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "clock",
    title: text!("业务日期", "Business date"),
    path: "9.9",
    mnemonic: "rq",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("改日期", "move the date"),
        help: text!(
            "把演示库的业务日期改到所填日期，留痕",
            "moves the business date of a demonstration; kept in the trail"
        ),
        needs: &[Need::Demonstration],
        danger: None,
        hint: Some(10),
    }],
    open: |_| Box::new(Clock::new()),
};

static FIELDS: &[FieldSpec] = &[FieldSpec {
    required: true,
    check: is_day,
    ..FieldSpec::text(
        "to",
        text!("业务日期", "business date"),
        text!("形如 2012-03-09", "like 2012-03-09"),
        Clause::of("D"),
    )
}];

fn is_day(typed: &str) -> Result<(), Refusal> {
    typed.parse::<NaiveDate>().map(|_| ()).map_err(|_| {
        Refusal::new(
            "PN-1201",
            Clause::of("D"),
            phrase!("“{typed}”不是日期", "“{typed}” is no date", typed = typed),
            phrase!("请按 2012-03-09 的形式填写", "write it like 2012-03-09"),
        )
    })
}

struct Clock {
    form: Form,
    moved: Slot<DateMoved>,
}

impl Clock {
    fn new() -> Self {
        Self {
            form: Form::new(FIELDS, |_| Ok(())),
            moved: Slot::default(),
        }
    }
}

impl Pane for Clock {
    fn load(&mut self, cx: &mut Cx<'_>) {
        // What is being typed is not read again.
        if !self.form.is_touched() {
            self.form.fill("to", &cx.desk.business_date.to_string());
        }
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let (SUBMIT, Ok(to)) = (action, self.form.value("to").parse()) {
            cx.act(&mut self.moved, MoveDate { to });
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.moved);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if let Some(Ok(moved)) = self.moved.take() {
            self.form.saved();
            cx.wish(Wish::Seat(Box::new(Desk {
                business_date: moved.to,
                ..cx.desk.clone()
            })));
            cx.wish(Wish::Mention(phrase!(
                "业务日期已改为 {to}",
                "the business date is {to}",
                to = moved.to
            )));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn body(&self) -> Body<'_> {
        let told = phrase!(
            "期限、逾期和报表按业务日期计算；系统时间不变，审计日志两个时间都记",
            "deadlines, lateness and reports go by it; system time stays, and the trail keeps both"
        );
        Body::Stack(vec![
            (Rows::Fit, Body::Form(&self.form)),
            (
                Rows::Rest,
                Body::Lines(vec![Line(vec![Run::toned(Tone::Quiet, told)])]),
            ),
        ])
    }
}
