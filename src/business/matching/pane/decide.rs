//! The form by which cases are decided: one, or many on the same evidence. What would happen to each is shown first, what
//! did happen afterwards.

use chrono::NaiveDate;

use crate::business::matching::decide::{CasesDecided, DecideCases};
use crate::business::matching::rules::deciding::{Decision, Finding, decide};
use crate::business::matching::rules::effects::reasons;
use crate::business::matching::store::{Cases, CasesIn};
use crate::business::matching::{CaseState, Evidence, MatchCase};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::field::TextField;
use crate::console::form::{FieldSpec, Form};
use crate::console::overlay::{Confirm, Overlay};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");
/// The count was typed.
const SENT: Action = Action("match_decide.sent");

/// The pane; its argument is `T` or `F`, and the numbers of cases joined by `+`.
pub const SPEC: PaneSpec = PaneSpec {
    name: "match_decide",
    title: text!("比对核查", "Decide cases"),
    path: "8.4.1",
    mnemonic: "bdhc",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("提交", "submit"),
        help: text!(
            "核对依据后提交复核；多件的先预览再确认",
            "checks the evidence and sends it to the reviewer; of many, after a preview"
        ),
        needs: &[Need::Post(&[Post::CVer])],
        danger: None,
        hint: Some(10),
    }],
    open: |argument| Box::new(Deciding::of(argument)),
};

const CLAUSE: Clause = Clause::of("5.4");

const EVIDENCE: &[(&str, Text)] = &[
    ("E01", text!("当面核实", "seen in person")),
    ("E02", text!("入户核实", "home visit")),
    ("E03", text!("身份证及带日期照片", "id card, dated photo")),
    ("E05", text!("异地协助认证函", "letter from elsewhere")),
    ("E07", text!("公安机关证明", "police certificate")),
    ("E08", text!("居民死亡医学证明", "death certificate")),
    ("E09", text!("火化证明", "cremation certificate")),
    ("E10", text!("法院判决书", "court judgment")),
    ("E11", text!("部门数据比对", "data-match hit")),
    ("E12", text!("村民反映", "villager's report")),
];

static FIELDS: &[FieldSpec] = &[
    FieldSpec::text(
        "evidence",
        text!("依据种类", "evidence"),
        text!("E01至E13，F4选择", "E01 to E13; F4 lists them"),
        CLAUSE,
    )
    .required()
    .sized(4, 3)
    .choosing(EVIDENCE)
    .checked_by(is_evidence),
    FieldSpec::text(
        "evidence_ref",
        text!("文号或来源", "number, source"),
        text!(
            "证明编号、出具单位，或核查人和时间",
            "the certificate's number and who issued it, or who checked and when"
        ),
        CLAUSE,
    )
    .required()
    .sized(40, 80)
    .as_typed(),
    FieldSpec::text(
        "event_date",
        text!("发生日期", "happened on"),
        text!(
            "按证明填写，如 2012-03-05；不填用名单日期",
            "as the evidence has it: 2012-03-05; if empty, the list's own"
        ),
        CLAUSE,
    )
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "reason",
        text!("拟按原因", "reason"),
        text!(
            "如 T01、S04；不填用该案件的",
            "like T01 or S04; if empty, the case's own"
        ),
        CLAUSE,
    )
    .sized(4, 3),
    FieldSpec::text(
        "remark",
        text!("备注", "remark"),
        text!(
            "仅凭比对认定死亡的，写明哪位协理员何时核实",
            "of a death by the list alone: which coordinator confirmed it, and when"
        ),
        CLAUSE,
    )
    .sized(40, 200)
    .as_typed(),
];

fn wrong(why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new("PN-4413", CLAUSE, why, remedy)
}

fn is_evidence(typed: &str) -> Result<(), Refusal> {
    let known = typed.to_ascii_uppercase().parse::<Evidence>();
    known.map(drop).map_err(|_| {
        wrong(
            phrase!(
                "没有依据代码“{it}”",
                "there is no evidence '{it}'",
                it = typed
            ),
            phrase!("请填E01至E13，或按F4选择", "E01 to E13, or choose with F4"),
        )
    })
}

fn is_day(typed: &str) -> Result<(), Refusal> {
    day(typed).map(drop).ok_or_else(|| {
        wrong(
            phrase!("“{it}”不是日期", "'{it}' is no day", it = typed),
            phrase!(
                "请按 2012-03-05 或 20120305 填写",
                "write 2012-03-05 or 20120305"
            ),
        )
    })
}

fn day(typed: &str) -> Option<NaiveDate> {
    let compact = NaiveDate::parse_from_str(typed, "%Y%m%d").ok();
    compact.or_else(|| typed.parse().ok())
}

struct Deciding {
    argument: String,
    finding: Finding,
    numbers: Vec<String>,
    form: Form,
    desk: Option<Desk>,
    found: Slot<Cases>,
    decided: Slot<CasesDecided>,
    /// The version of each case the form rests on; none until they were read.
    seen: Vec<(String, i64)>,
}

impl Deciding {
    fn of(argument: &str) -> Self {
        let (finding, numbers) = argument.split_once('|').unwrap_or(("T", argument));
        Self {
            argument: argument.to_owned(),
            finding: if finding == "F" {
                Finding::False
            } else {
                Finding::True
            },
            numbers: numbers
                .split('+')
                .filter(|no| !no.is_empty())
                .map(str::to_owned)
                .collect(),
            form: Form::new(FIELDS, |_| Ok(())),
            desk: None,
            found: Slot::default(),
            decided: Slot::default(),
            seen: Vec::new(),
        }
    }

    fn cases(&self) -> Vec<&MatchCase> {
        let found = self.found.ready().into_iter().flat_map(|it| &it.cases);
        found
            .map(|it| &it.case)
            .filter(|it| self.numbers.contains(&it.case_no))
            .collect()
    }

    fn decision(&self) -> Decision {
        let value = |name: &str| self.form.value(name).to_owned();
        Decision {
            finding: self.finding,
            reason: value("reason").to_ascii_uppercase(),
            evidence: value("evidence").to_ascii_uppercase().parse().ok(),
            evidence_ref: value("evidence_ref"),
            event_date: day(&value("event_date")),
            remark: value("remark"),
        }
    }

    /// What would become of each: how many are decided, and who is refused and why.
    fn preview(&self) -> (usize, Vec<(String, Refusal)>) {
        let decision = self.decision();
        let Some(desk) = &self.desk else {
            return (0, Vec::new());
        };
        let mut good = 0_usize;
        let mut refused = Vec::new();
        for case in self.cases() {
            match decide(case, &decision, desk) {
                Ok(_) => good = good.saturating_add(1),
                Err(why) => refused.push((case.person_name.clone(), why)),
            }
        }
        (good, refused)
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        if self.seen.is_empty() {
            return;
        }
        let (good, refused) = self.preview();
        if let (0, Some((_, why))) = (good, refused.first()) {
            self.form.blame(why);
            cx.wish(Wish::Complain(why.cited()));
            return;
        }
        if self.seen.len() == 1 {
            self.send(cx);
            return;
        }
        let mut question = phrase!(
            "将办理{n}件，不予办理{left}件。",
            "{n} will be decided, {left} will not. ",
            n = good,
            left = refused.len()
        );
        if let Some((name, why)) = refused.first() {
            question = question.then(&phrase!(
                "{name}：{why}。",
                "{name}: {why}. ",
                name = name,
                why = why.why
            ));
        }
        cx.wish(Wish::Raise(Overlay::Confirm(Confirm {
            question,
            word: good.to_string(),
            text: TextField::default(),
            action: SENT,
            answer: None,
        })));
    }

    fn send(&mut self, cx: &mut Cx<'_>) {
        let change = DecideCases {
            cases: self.seen.clone(),
            decision: self.decision(),
        };
        cx.act(&mut self.decided, change);
    }

    /// Whom it is about, and what may be proposed.
    fn about(&self) -> Vec<Line> {
        let cases = self.cases();
        let finding = match self.finding {
            Finding::True => CaseState::Confirmed,
            Finding::False => CaseState::Denied,
        };
        let who = match cases.as_slice() {
            [] => Phrase::default(),
            [one] => phrase!(
                "{level} {name} {tells}",
                "{level} {name}: {tells}",
                level = one.level.title(),
                name = one.person_name,
                tells = one.tells.title()
            ),
            [first, ..] => phrase!(
                "{first}等{n}件",
                "{first} and others, {n} cases",
                first = first.person_name,
                n = cases.len()
            ),
        };
        let told = cases.first().map(|it| it.tells);
        let alike = told.filter(|told| cases.iter().all(|it| it.tells == *told));
        let may = alike.map_or(&[][..], reasons);
        let leads = phrase!(
            "提交后为“{state}”，由复核岗复核；可按：{may}",
            "becomes '{state}', which the reviewer looks at; reasons: {may}",
            state = finding.title(),
            may = if may.is_empty() {
                "-".to_owned()
            } else {
                may.join(" ")
            }
        );
        vec![
            Line(vec![Run::toned(Tone::Strong, who)]),
            Line(vec![Run::toned(Tone::Quiet, leads)]),
        ]
    }
}

/// What became of each, where not all were decided.
fn report(decided: &CasesDecided) -> Overlay {
    let mut lines = vec![Line(vec![Run::plain(decided.told.clone())])];
    for (case_no, why) in &decided.refused {
        lines.push(Line(vec![
            Run::toned(
                Tone::Strong,
                phrase!("! {no} ", "! {no} ", no = case_no.as_str()),
            ),
            Run::plain(why.cited()),
        ]));
    }
    Overlay::Read(phrase!("逐件结果", "what became of each"), lines, 0)
}

impl Pane for Deciding {
    fn load(&mut self, cx: &mut Cx<'_>) {
        self.desk = Some(cx.desk.clone());
        let state = CaseState::Open;
        cx.ask(&mut self.found, CasesIn { state });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        match action {
            SUBMIT => self.submit(cx),
            SENT => self.send(cx),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.decided);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if self.seen.is_empty() && self.found.ready().is_some() {
            let versions = |it: &&MatchCase| (it.case_no.clone(), it.version);
            self.seen = self.cases().iter().map(versions).collect();
        }
        if let Some(Ok(decided)) = self.decided.take() {
            self.form.saved();
            cx.wish(Wish::Back);
            if decided.refused.is_empty() {
                cx.wish(Wish::Mention(decided.told));
            } else {
                cx.wish(Wish::Raise(report(&decided)));
            }
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn keeps_draft(&self) -> bool {
        true
    }

    fn basis(&self) -> String {
        let seen = self
            .seen
            .iter()
            .map(|(no, version)| format!("{no}={version}"));
        seen.collect::<Vec<_>>().join("+")
    }

    fn resume(&mut self, basis: &str) {
        let seen = basis.split('+').map(|it| {
            let (no, version) = it.split_once('=')?;
            Some((no.to_owned(), version.parse().ok()?))
        });
        if let Some(seen) = seen.collect() {
            self.seen = seen;
        }
    }

    fn argument(&self) -> String {
        self.argument.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(self.about())),
            (Rows::Rest, Body::Form(&self.form)),
        ])
    }
}
