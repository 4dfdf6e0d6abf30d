//! The form by which a parameter's change is proposed.

use super::policies::Proposed;
use super::policy_change::ProposePolicy;
use super::rules;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::kernel::area::County;
use crate::kernel::clause::Clause;
use crate::kernel::parameter::Confidence;
use crate::kernel::policy::{PolicyRow, check_proposal, parameter};
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Text;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");

/// The pane; its argument is the parameter's id.
pub const SPEC: PaneSpec = PaneSpec {
    name: "policy_change",
    title: text!("提出参数变更", "Propose a change of policy"),
    path: "9.1.1",
    mnemonic: "csbg",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("提交审批", "submit"),
        help: text!(
            "核对各栏后提交，由负责人审批",
            "check every field and submit it to the director"
        ),
        needs: &[Need::Post(&[Post::CRev])],
        danger: None,
        hint: Some(10),
    }],
    open: |id| Box::new(Proposing::of(id)),
};

const fn field(
    name: &'static str,
    (label, help): (Text, Text),
    clause: &'static str,
    (width, required): (u16, bool),
    check: fn(&str) -> Result<(), Refusal>,
) -> FieldSpec {
    FieldSpec {
        name,
        label,
        help,
        clause: Clause::of(clause),
        width,
        limit: 200,
        required,
        secret: false,
        narrow: true,
        check,
        choices: &[],
    }
}

static FIELDS: &[FieldSpec] = &[
    field(
        "parameter",
        (
            text!("参数", "parameter"),
            text!("参数登记表中的编号", "its id in the registry"),
        ),
        "AppA",
        (32, true),
        known_parameter,
    ),
    field(
        "scope",
        (
            text!("适用范围", "scope"),
            text!(
                "本县代码；全市统一的留空",
                "your county's code; empty for the whole city"
            ),
        ),
        "AppA",
        (8, false),
        known_county,
    ),
    field(
        "effective_from",
        (
            text!("执行日期", "effective from"),
            text!(
                "文件规定的执行日期，如 2012-04-01；早于今日的，差额另行补发或追回",
                "the day the document sets: 2012-04-01; if it is past, differences are paid or recovered"
            ),
        ),
        "AppA",
        (10, true),
        known_day,
    ),
    field(
        "value",
        (
            text!("新值", "new value"),
            text!("按上方所示格式填写", "written as shown above"),
        ),
        "AppA",
        (40, false),
        |_| Ok(()),
    ),
    field(
        "document_no",
        (
            text!("文号", "document no."),
            text!(
                "批准该变更的文件文号",
                "the number of the document that orders it"
            ),
        ),
        "AppA",
        (30, true),
        |_| Ok(()),
    ),
    field(
        "source",
        (
            text!("依据", "source"),
            text!("文件名称或条款", "the instrument or clause it rests on"),
        ),
        "AppA",
        (40, true),
        |_| Ok(()),
    ),
    field(
        "reason",
        (text!("事由", "reason"), text!("为何变更", "why it changes")),
        "N2.5-d",
        (40, true),
        |_| Ok(()),
    ),
];

fn known_day(typed: &str) -> Result<(), Refusal> {
    rules::day_of(typed).map(drop)
}

fn known_parameter(typed: &str) -> Result<(), Refusal> {
    if parameter(typed).is_some() {
        return Ok(());
    }
    // The kernel's own words for a parameter that does not exist.
    check_proposal(&row(typed, None, "2012-01-01", "", "-"))
}

fn known_county(typed: &str) -> Result<(), Refusal> {
    typed
        .parse::<County>()
        .map(drop)
        .map_err(|_| rules::no_county(typed))
}

fn row(id: &str, scope: Option<County>, from: &str, value: &str, document: &str) -> PolicyRow {
    PolicyRow {
        parameter: id.to_owned(),
        scope,
        effective_from: from.parse().unwrap_or_default(),
        value: value.to_owned(),
        source: String::new(),
        confidence: Confidence::C,
        document_no: document.to_owned(),
    }
}

/// What the kernel says of the whole, before it is sent.
fn cross(form: &Form) -> Result<(), Refusal> {
    check_proposal(&row(
        form.value("parameter"),
        form.value("scope").parse().ok(),
        form.value("effective_from"),
        form.value("value"),
        form.value("document_no"),
    ))
}

struct Proposing {
    form: Form,
    proposed: Slot<Proposed>,
    begun: bool,
}

impl Proposing {
    fn of(id: &str) -> Self {
        let mut form = Form::new(FIELDS, cross);
        form.fill("parameter", id);
        if parameter(id).is_some() {
            // The parameter is known: the caret waits in the next field.
            form.at = 1;
        }
        Self {
            form,
            proposed: Slot::default(),
            begun: false,
        }
    }

    /// What the parameter governs and how its value is written.
    fn about(&self) -> Line {
        let Some(known) = parameter(self.form.value("parameter")) else {
            return Line::default();
        };
        Line(vec![
            Run::toned(Tone::Strong, known.title),
            Run::toned(
                Tone::Quiet,
                phrase!(
                    "。新值：{how}",
                    ": written as {how}",
                    how = known.kind.hint()
                ),
            ),
        ])
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        // The form has been checked; a day that cannot be read has been refused there.
        let Ok(effective_from) = rules::day_of(self.form.value("effective_from")) else {
            return;
        };
        let value = |name: &str| self.form.value(name).to_owned();
        let change = ProposePolicy {
            parameter: value("parameter"),
            scope: value("scope").parse().ok(),
            effective_from,
            value: value("value"),
            document_no: value("document_no"),
            source: value("source"),
            reason: value("reason"),
        };
        cx.act(&mut self.proposed, change);
    }
}

impl Pane for Proposing {
    fn load(&mut self, cx: &mut Cx<'_>) {
        let local = parameter(self.form.value("parameter")).is_some_and(|it| it.per_county);
        if local && !self.begun {
            self.form.fill("scope", cx.desk.county.as_str());
        }
        self.begun = true;
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if action == SUBMIT {
            self.submit(cx);
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.proposed);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        // A refusal is shown by the console at the fields it blames; the form stays.
        if let Some(Ok(proposed)) = self.proposed.take() {
            self.form.saved();
            cx.wish(Wish::Back);
            cx.wish(Wish::Mention(proposed.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn keeps_draft(&self) -> bool {
        true
    }

    fn argument(&self) -> String {
        self.form.value("parameter").to_owned()
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(vec![self.about()])),
            (Rows::Rest, Body::Form(&self.form)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::effect::Effect;
    use crate::console::pane::Tickets;
    use crate::database::request::{Payload, Verdict};
    use crate::kernel::desk::Desk;
    use crate::kernel::text::Phrase;

    fn desk() -> Desk {
        Desk {
            operator: "liujianguo".to_owned(),
            name: "刘建国".to_owned(),
            post: Post::CRev,
            area: "371323".parse().unwrap(),
            county: "371323".parse().unwrap(),
            client: "test".to_owned(),
            at: "2012-03-08T01:00:00Z".parse().unwrap(),
            business_date: "2012-03-08".parse().unwrap(),
            demonstration: true,
        }
    }

    fn filled() -> Proposing {
        let mut pane = Proposing::of("P.missing.months");
        for (name, text) in [
            ("scope", "371323"),
            ("effective_from", "2012-04-01"),
            ("value", "9"),
            ("document_no", "沂人社〔2012〕9号"),
            ("source", "会议纪要"),
            ("reason", "统一口径"),
        ] {
            pane.form.fill(name, text);
        }
        pane
    }

    #[test]
    fn the_form_catches_what_the_rules_would_refuse_before_it_is_sent() {
        assert!(filled().form.checked().is_ok());
        for (name, wrong) in [
            ("parameter", "P.nothing"),
            ("scope", "沂水"),
            ("effective_from", "2012-02-30"),
            ("value", "soon"),
            ("document_no", ""),
            ("source", ""),
            ("reason", ""),
        ] {
            let mut pane = filled();
            pane.form.fill(name, wrong);
            let refusal = pane.form.checked().unwrap_err();
            assert!(
                refusal.fields.contains(&name.to_owned()),
                "{name}: {refusal:?}"
            );
        }
    }

    #[test]
    fn it_sends_one_proposal_goes_back_and_says_what_was_done() {
        let (mut effects, mut tickets) = (Vec::new(), Tickets::of_session("t".to_owned()));
        let desk = desk();
        let mut cx = Cx::new(&desk, &mut effects, &mut tickets);
        let mut pane = filled();
        pane.load(&mut cx);
        pane.on(SUBMIT, &mut cx);
        pane.on(SUBMIT, &mut cx);
        let out = Proposed {
            revision: 1,
            before: None,
            retroactive: false,
            told: phrase!("已提出", "proposed"),
        };
        pane.proposed.fill(Ok(Payload::Live(Box::new(out))));
        pane.settled(&mut cx);
        assert!(matches!(
            cx.wishes.as_slice(),
            [Wish::Back, Wish::Mention(_)]
        ));
        let acts: Vec<&Effect> = effects
            .iter()
            .filter(|it| matches!(it, Effect::Do(..)))
            .collect();
        assert_eq!(acts.len(), 1, "{effects:?}");
    }

    #[test]
    fn a_refused_form_stays_with_what_was_typed() {
        let (mut effects, mut tickets) = (Vec::new(), Tickets::of_session("t".to_owned()));
        let desk = desk();
        let mut cx = Cx::new(&desk, &mut effects, &mut tickets);
        let mut pane = filled();
        pane.proposed.fill(Err(Verdict::Stale(Phrase::default())));
        pane.settled(&mut cx);
        assert!(cx.wishes.is_empty() && pane.form.value("value") == "9");
    }
}
