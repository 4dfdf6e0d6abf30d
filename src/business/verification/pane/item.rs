//! The form of one person on a list, or of several alike: outcome, evidence, days, remark.

use chrono::NaiveDate;

use crate::business::verification::enter::{Entered, MarkItems};
use crate::business::verification::rules::evidence::{complete, named, requirement};
use crate::business::verification::store::{ListOf, VillageList};
use crate::business::verification::{Evidence, Item, Mark, Outcome, argument};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::database::request::Verdict;
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");

/// The pane; its argument is a list, the people joined by `+`, and an outcome.
pub const SPEC: PaneSpec = PaneSpec {
    name: "verification_item",
    title: text!("认证填报", "Verification entry"),
    path: "3.1.1",
    mnemonic: "tb",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("保存", "save"),
        help: text!(
            "核对依据后保存，返回名册",
            "checks the evidence, saves it and goes back to the list"
        ),
        needs: &[Need::Post(&[Post::VCo, Post::TClk])],
        danger: None,
        hint: Some(10),
    }],
    open: |argument| Box::new(Entry::of(argument)),
};

const OUTCOMES: &[(&str, Text)] = &[
    ("V1", text!("健在", "alive")),
    ("V2", text!("死亡", "dead")),
    ("V3", text!("服刑", "imprisoned")),
    ("V4", text!("下落不明", "missing")),
    ("V5", text!("户籍迁出", "moved out")),
    ("V6", text!("重复领取", "other pension")),
    ("V7", text!("本月未见", "not reached")),
    ("V8", text!("有异议", "disputed")),
];

const EVIDENCE: &[(&str, Text)] = &[
    ("E01", text!("当面核实", "seen in person")),
    ("E02", text!("入户核实", "home visit")),
    ("E03", text!("身份证及带日期照片", "id card, dated photo")),
    ("E04", text!("指纹人脸终端", "biometric terminal")),
    ("E05", text!("异地协助认证函", "letter from elsewhere")),
    ("E06", text!("驻外使领馆证明", "consulate certificate")),
    ("E07", text!("公安机关证明", "police certificate")),
    ("E08", text!("居民死亡医学证明", "death certificate")),
    ("E09", text!("火化证明", "cremation certificate")),
    ("E10", text!("法院判决书", "court judgment")),
    ("E11", text!("部门数据比对", "data-match hit")),
    ("E12", text!("村民反映", "villager's report")),
    ("E13", text!("生物特征自助认证", "biometric self-service")),
];

static FIELDS: &[FieldSpec] = &[
    FieldSpec::text(
        "outcome",
        text!("结果", "outcome"),
        text!("V1至V8，F4选择", "V1 to V8; F4 lists them"),
        Clause::of("5.3"),
    )
    .required()
    .sized(4, 2)
    .choosing(OUTCOMES)
    .checked_by(is_outcome),
    FieldSpec::text(
        "evidence",
        text!("依据种类", "evidence"),
        text!("E01至E13，F4选择", "E01 to E13; F4 lists them"),
        Clause::of("5.3"),
    )
    .sized(4, 3)
    .choosing(EVIDENCE)
    .checked_by(is_evidence),
    FieldSpec::text(
        "evidence_ref",
        text!("编号或来源", "number, source"),
        text!(
            "证明编号、出具单位",
            "the certificate's number and who issued it"
        ),
        Clause::of("5.3"),
    )
    .sized(40, 80)
    .as_typed(),
    FieldSpec::text(
        "event_date",
        text!("发生日期", "happened on"),
        text!(
            "死亡、判决日期，如 2012-03-05 或 0305",
            "day of death or judgment: 2012-03-05, or 0305"
        ),
        Clause::of("5.3"),
    )
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "seen_date",
        text!("见面日期", "seen on"),
        text!(
            "见面或最后见到日期，如 2012-03-05 或 0305",
            "the day seen, or last seen: 2012-03-05, or 0305"
        ),
        Clause::of("5.3"),
    )
    .sized(10, 10)
    .checked_by(is_day),
    FieldSpec::text(
        "remark",
        text!("备注", "remark"),
        text!("情况说明", "what there is to say"),
        Clause::of("5.3"),
    )
    .sized(40, 200)
    .as_typed(),
];

fn wrong(code: &str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of("5.3"), why, remedy)
}

fn is_outcome(typed: &str) -> Result<(), Refusal> {
    let known = typed.to_ascii_uppercase().parse::<Outcome>();
    known.map(drop).map_err(|_| {
        wrong(
            "PN-4211",
            phrase!(
                "没有结果代码“{it}”",
                "there is no outcome '{it}'",
                it = typed
            ),
            phrase!("请填V1至V8，或按F4选择", "V1 to V8, or choose with F4"),
        )
    })
}

fn is_evidence(typed: &str) -> Result<(), Refusal> {
    let known = typed.to_ascii_uppercase().parse::<Evidence>();
    known.map(drop).map_err(|_| {
        wrong(
            "PN-4212",
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
    day(typed, 2012).map(drop).ok_or_else(|| {
        wrong(
            "PN-4213",
            phrase!("“{it}”不是日期", "'{it}' is no day", it = typed),
            phrase!(
                "请按 2012-03-05、20120305 或 0305 填写",
                "write 2012-03-05, 20120305 or 0305"
            ),
        )
    })
}

/// A day as it is typed: `2012-03-05`, `20120305`, or `0305` of this year.
fn day(typed: &str, year: i32) -> Option<NaiveDate> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    match digits.len() {
        4 => NaiveDate::from_ymd_opt(year, number(0, 2)?, number(2, 4)?),
        8 => NaiveDate::from_ymd_opt(
            i32::try_from(number(0, 4)?).ok()?,
            number(4, 6)?,
            number(6, 8)?,
        ),
        _ => typed.parse().ok(),
    }
}

struct Entry {
    argument: String,
    key: Option<(Month, AreaCode)>,
    people: Vec<String>,
    form: Form,
    found: Slot<Option<VillageList>>,
    entered: Slot<Entered>,
    /// The version of each person's line that the form rests on; none until the list was read.
    seen: Vec<(String, i64)>,
    /// Somebody was faster, and the operator knows: what is read next is what the form rests on.
    overtaken: bool,
}

impl Entry {
    fn of(argument: &str) -> Self {
        let read = argument::read(argument);
        let part = |at: usize| {
            read.as_ref()
                .and_then(|(.., more)| more.get(at).copied())
                .unwrap_or("")
        };
        let mut form = Form::new(FIELDS, |_| Ok(()));
        form.fill("outcome", part(1));
        if !part(1).is_empty() {
            form.at = 1;
        }
        Self {
            argument: argument.to_owned(),
            people: part(0)
                .split('+')
                .filter(|no| !no.is_empty())
                .map(str::to_owned)
                .collect(),
            key: read
                .as_ref()
                .map(|(month, village, _)| (*month, village.clone())),
            form,
            found: Slot::default(),
            entered: Slot::default(),
            seen: Vec::new(),
            overtaken: false,
        }
    }

    fn items(&self) -> Vec<&Item> {
        let items = self
            .found
            .ready()
            .into_iter()
            .flatten()
            .flat_map(|sheet| &sheet.items);
        items
            .filter(|item| self.people.contains(&item.insurance_no))
            .collect()
    }

    /// Puts what is on the list into the form: what somebody has typed stays.
    fn fill(&mut self) {
        let items = self.items();
        let [item] = items.as_slice() else { return };
        let asked = self.form.value("outcome").parse::<Outcome>().ok();
        if item.outcome.is_none() || item.outcome != asked {
            return;
        }
        let day = |day: Option<NaiveDate>| day.map(|it| it.to_string()).unwrap_or_default();
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let values = [
            (
                "evidence",
                item.evidence_type
                    .map(|it| it.word().to_owned())
                    .unwrap_or_default(),
            ),
            ("evidence_ref", text(item.evidence_ref.as_ref())),
            ("event_date", day(item.event_date)),
            ("seen_date", day(item.seen_date)),
            ("remark", text(item.remark.as_ref())),
        ];
        for (name, value) in values {
            self.form.refill(name, &value);
        }
    }

    fn mark(&self, year: i32) -> Option<Mark> {
        let value = |name: &str| self.form.value(name).to_owned();
        let text = |name: &str| Some(value(name)).filter(|it| !it.is_empty());
        Some(Mark {
            outcome: value("outcome").to_ascii_uppercase().parse().ok()?,
            evidence: value("evidence").to_ascii_uppercase().parse().ok(),
            evidence_ref: text("evidence_ref"),
            event_date: day(&value("event_date"), year),
            seen_date: day(&value("seen_date"), year),
            remark: text("remark"),
        })
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        let year = Month::of(cx.desk.business_date).year();
        let (Some(mark), Some(Some(sheet)), Some((month, village))) =
            (self.mark(year), self.found.ready(), self.key.clone())
        else {
            return;
        };
        if let Err(refusal) = complete(&mark, sheet.list.mode, cx.desk.business_date) {
            self.form.blame(&refusal);
            cx.wish(Wish::Complain(refusal.cited()));
            return;
        }
        if self.seen.is_empty() {
            return;
        }
        let people = self.seen.clone();
        cx.act(
            &mut self.entered,
            MarkItems {
                month,
                village,
                people,
                mark,
            },
        );
    }

    /// Who it is about, and what the outcome must rest on.
    fn about(&self) -> Vec<Line> {
        let items = self.items();
        let who = match items.as_slice() {
            [] => Phrase::default(),
            [item] => phrase!(
                "{seq} {name}  {id}  {born}生",
                "{seq} {name}  {id}  born {born}",
                seq = item.seq,
                name = item.name,
                id = item.citizen_id,
                born = item.birth_date
            ),
            [first, ..] => phrase!(
                "{first}等{n}人",
                "{first} and others, {n} in all",
                first = first.name,
                n = items.len()
            ),
        };
        let asked = self
            .form
            .value("outcome")
            .to_ascii_uppercase()
            .parse::<Outcome>()
            .ok()
            .and_then(requirement);
        let rests = asked.map_or_else(Phrase::default, |asked| {
            let proposes = asked.proposes.map_or_else(Phrase::default, |code| {
                phrase!(
                    "；拟列入核定表原因{code}",
                    "; proposes reason {code}",
                    code = code
                )
            });
            if asked.evidence.is_empty() {
                phrase!(
                    "须写明备注{proposes}",
                    "needs a remark{proposes}",
                    proposes = proposes
                )
            } else {
                phrase!(
                    "依据：{list}{proposes}",
                    "rests on: {list}{proposes}",
                    list = named(asked.evidence),
                    proposes = proposes
                )
            }
        });
        let mut lines = vec![
            Line(vec![Run::toned(Tone::Strong, who)]),
            Line(vec![Run::toned(Tone::Quiet, rests)]),
        ];
        if let [item] = items.as_slice()
            && let Some(entered) = item.entered()
        {
            let stands = phrase!(
                "名册现填：{entered}，{who}{time}",
                "on the list now: {entered}, {who} at {time}",
                entered = entered,
                who = item.marker(),
                time = item.marked_time()
            );
            lines.push(Line(vec![Run::toned(Tone::Quiet, stands)]));
        }
        lines
    }
}

impl Pane for Entry {
    fn load(&mut self, cx: &mut Cx<'_>) {
        if let Some((month, village)) = self.key.clone() {
            cx.ask(&mut self.found, ListOf { month, village });
        }
        // Read again after the difference was shown: from now on it is what the operator has seen.
        if std::mem::take(&mut self.overtaken) {
            self.seen.clear();
        }
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if action == SUBMIT {
            self.submit(cx);
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.entered);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        if self.seen.is_empty() && self.found.waiting().is_none() && self.found.ready().is_some() {
            let versions = |item: &&Item| (item.insurance_no.clone(), item.version);
            self.seen = self.items().iter().map(versions).collect();
            self.fill();
        }
        // A refusal is shown at the fields it blames, a faster hand as a difference; the form stays.
        match self.entered.take() {
            Some(Ok(entered)) => {
                self.form.saved();
                cx.wish(Wish::Back);
                cx.wish(Wish::Mention(entered.told));
            }
            Some(Err(Verdict::Stale(_))) => self.overtaken = true,
            Some(Err(Verdict::Refused(_) | Verdict::Fault(_) | Verdict::Unknown(_))) | None => {}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_the_outcomes_and_the_evidence_there_is() {
        let outcomes: Vec<(&str, Text)> = Outcome::ALL
            .iter()
            .map(|it| (it.word(), it.title()))
            .collect();
        assert_eq!(OUTCOMES, outcomes);
        let evidence: Vec<(&str, Text)> = Evidence::ALL
            .iter()
            .map(|it| (it.word(), it.title()))
            .collect();
        assert_eq!(EVIDENCE, evidence);
    }

    #[test]
    fn a_day_is_typed_in_three_ways() {
        let fifth = NaiveDate::from_ymd_opt(2012, 3, 5);
        for typed in ["2012-03-05", "20120305", "0305"] {
            assert_eq!(day(typed, 2012), fifth, "{typed}");
        }
        assert_eq!((day("0230", 2012), day("soon", 2012)), (None, None));
    }
}
