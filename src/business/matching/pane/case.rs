//! One case: the person and the record beside each other, the chain from hit to effect, and what can be done.

use super::case_rows::{CHAIN, hand, head, said as told, sides};
use crate::business::matching::answer::{AnswerCase, CaseMoved, ReopenCase};
use crate::business::matching::deaths::{AcceptDeathDate, DateAccepted};
use crate::business::matching::rules::deciding::{Answer, said};
use crate::business::matching::store::{CaseOf, WholeCase};
use crate::business::matching::{CaseState, MatchCase};
use crate::console::action::{Action, ActionSpec, Danger, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::effect::Effect;
use crate::console::field::TextField;
use crate::console::overlay::{Choose, Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::post::Post;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const TRUE: Action = Action("match_case.confirm");
const FALSE: Action = Action("match_case.deny");
const APPROVE: Action = Action("match_case.approve");
const RETURN: Action = Action("match_case.return");
const REOPEN: Action = Action("match_case.reopen");
const DATE: Action = Action("match_case.date");
const PERSON: Action = Action("match_case.person");
/// A reason was given for sending it back.
const RETURNED: Action = Action("match_case.returned");
/// A reason was given for taking it up again.
const REOPENED: Action = Action("match_case.reopened");
/// A date of death was chosen.
const CHOSEN: Action = Action("match_case.chosen");

const UNDECIDED: Need = Need::State(
    "open",
    text!("该案件不在待核查状态", "the case is not open"),
);
const DECIDED: Need = Need::State(
    "decided",
    text!("该案件没有待复核的认定", "nothing waits for approval"),
);
const ANOTHERS: Need = Need::State(
    "anothers",
    text!(
        "该案件由您本人核查，须由他人复核（4.7）",
        "you decided this case yourself; somebody else approves it (4.7)"
    ),
);
const CLOSED: Need = Need::State(
    "false",
    text!(
        "只有误报结案的案件可以重新核查",
        "only a false hit is taken up again"
    ),
);
const DATED: Need = Need::State(
    "dated",
    text!("没有可采用的死亡日期", "no date of death is told"),
);

const fn spec(
    action: Action,
    (label, help): (Text, Text),
    needs: &'static [Need],
    danger: Option<Danger>,
    hint: u8,
) -> ActionSpec {
    ActionSpec {
        action,
        label,
        help,
        needs,
        danger,
        hint: Some(hint),
    }
}

const MAKER: Need = Need::Post(&[Post::CVer]);
const CHECKER: Need = Need::Post(&[Post::CRev]);

/// The pane; its argument is the number of a case.
pub const SPEC: PaneSpec = PaneSpec {
    name: "match_case",
    title: text!("比对案件", "Match case"),
    path: "8.4",
    mnemonic: "bdaj",
    go: None,
    actions: &[
        spec(
            TRUE,
            (
                text!("属实", "confirm"),
                text!("认定属实，填写依据", "it is so: give the evidence"),
            ),
            &[MAKER, UNDECIDED],
            None,
            10,
        ),
        spec(
            FALSE,
            (
                text!("误报", "false hit"),
                text!("认定误报，填写依据", "it is not so: give the evidence"),
            ),
            &[MAKER, UNDECIDED],
            None,
            11,
        ),
        spec(
            APPROVE,
            (
                text!("同意", "approve"),
                text!(
                    "同意核查认定：属实的提出停发建议，误报的结案",
                    "agrees: what is so proposes a line, a false hit is closed"
                ),
            ),
            &[CHECKER, DECIDED, ANOTHERS],
            Some(Danger::Word("approve")),
            12,
        ),
        spec(
            RETURN,
            (
                text!("退回", "send back"),
                text!("退回重新核查，写明理由", "sends it back, with a reason"),
            ),
            &[CHECKER, DECIDED, ANOTHERS],
            None,
            13,
        ),
        spec(
            REOPEN,
            (
                text!("重新核查", "reopen"),
                text!(
                    "误报有误的，写明理由后重新核查",
                    "a false hit that was none is taken up again, with a reason"
                ),
            ),
            &[MAKER, CLOSED],
            None,
            14,
        ),
        spec(
            DATE,
            (
                text!("死亡日期", "death date"),
                text!(
                    "从各来源记载的死亡日期中采用一个",
                    "accepts one of the dates of death that are told"
                ),
            ),
            &[MAKER, DATED],
            None,
            15,
        ),
        spec(
            PERSON,
            (
                text!("人员", "person"),
                text!("打开该人", "opens the person"),
            ),
            &[],
            None,
            16,
        ),
    ],
    open: |case_no| Box::new(OneCase::of(case_no)),
};

struct OneCase {
    case_no: String,
    operator: String,
    chain: Table,
    found: Slot<Option<WholeCase>>,
    moved: Slot<CaseMoved>,
    accepted: Slot<DateAccepted>,
    looked: bool,
}

impl OneCase {
    fn of(case_no: &str) -> Self {
        Self {
            case_no: case_no.to_owned(),
            operator: String::new(),
            chain: Table::new(CHAIN.to_vec(), phrase!("正在读取案件", "reading the case")),
            found: Slot::default(),
            moved: Slot::default(),
            accepted: Slot::default(),
            looked: false,
        }
    }

    fn whole(&self) -> Option<&WholeCase> {
        self.found.ready()?.as_ref()
    }

    fn case(&self) -> Option<&MatchCase> {
        Some(&self.whole()?.listed.case)
    }

    fn decide(&self, finding: &str, cx: &mut Cx<'_>) {
        let argument = format!("{finding}|{}", self.case_no);
        cx.wish(Wish::Open("match_decide", argument));
    }

    fn answer(&mut self, answer: Answer, why: &str, cx: &mut Cx<'_>) {
        let Some(version) = self.case().map(|it| it.version) else {
            return;
        };
        let change = AnswerCase {
            case_no: self.case_no.clone(),
            version,
            answer,
            why: why.to_owned(),
        };
        cx.act(&mut self.moved, change);
    }

    fn reopen(&mut self, why: &str, cx: &mut Cx<'_>) {
        let Some(version) = self.case().map(|it| it.version) else {
            return;
        };
        let change = ReopenCase {
            case_no: self.case_no.clone(),
            version,
            why: why.to_owned(),
        };
        cx.act(&mut self.moved, change);
    }

    /// The dates of death to choose from.
    fn choices(&self) -> Table {
        let columns = vec![
            column("day", text!("日期", "day"), 12),
            column("source", text!("来源", "source"), 28),
            column("told_by", text!("依据", "told by"), 28),
        ];
        let mut rows = Table::new(columns, Phrase::default());
        let dates = self.whole().map_or(&[][..], |it| it.dates.as_slice());
        let row = |(at, it): (usize, &crate::business::matching::DeathDate)| TableRow {
            id: at.to_string(),
            cells: vec![
                Cell::Day(it.day),
                Cell::Fixed(it.source.title()),
                Cell::Said(Phrase::verbatim(it.told_by.clone())),
            ],
            tone: Tone::Plain,
        };
        rows.set_rows(dates.iter().enumerate().map(row).collect());
        rows
    }

    fn accept(&mut self, chosen: &str, cx: &mut Cx<'_>) {
        let change = self.whole().and_then(|whole| {
            let date = whole.dates.get(chosen.parse::<usize>().ok()?)?;
            Some(AcceptDeathDate {
                insurance_no: whole.listed.case.insurance_no.clone(),
                day: date.day,
                source: date.source,
                remark: String::new(),
            })
        });
        if let Some(change) = change {
            cx.act(&mut self.accepted, change);
        }
    }
}

const fn column(id: &'static str, title: Text, width: u16) -> Column {
    Column {
        id,
        title,
        width,
        grows: 0,
        right: false,
        spare: 0,
    }
}

fn why(title: Phrase, action: Action) -> Wish {
    Wish::Raise(Overlay::Prompt(Prompt {
        title,
        hint: phrase!("理由随案件一并保存", "the reason is kept with the case"),
        text: TextField::default(),
        check: said,
        action,
        error: None,
    }))
}

impl Pane for OneCase {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("matching", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.operator.clone_from(&cx.desk.operator);
        let case_no = self.case_no.clone();
        cx.ask(&mut self.found, CaseOf { case_no });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let answer = cx.answer.clone().unwrap_or_default();
        match action {
            TRUE => self.decide("T", cx),
            FALSE => self.decide("F", cx),
            APPROVE => self.answer(Answer::Approve, "", cx),
            RETURN => cx.wish(why(phrase!("退回理由", "why it is sent back"), RETURNED)),
            RETURNED => self.answer(Answer::Return, &answer, cx),
            REOPEN => cx.wish(why(
                phrase!("重新核查的理由", "why it is taken up again"),
                REOPENED,
            )),
            REOPENED => self.reopen(&answer, cx),
            DATE => cx.wish(Wish::Raise(Overlay::Choose(Choose {
                title: phrase!("采用的死亡日期", "the date of death to accept"),
                rows: self.choices(),
                action: CHOSEN,
            }))),
            CHOSEN => self.accept(&answer, cx),
            PERSON => {
                if let Some(case) = self.case() {
                    cx.wish(Wish::Open("person", case.insurance_no.clone()));
                }
            }
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
        each(&mut self.moved);
        each(&mut self.accepted);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.chain.empty = phrase!(
            "没有该案件，或不在您的辖区和岗位权限内",
            "no such case, or not within your area and post"
        );
        if let Some(Some(whole)) = self.found.ready() {
            self.chain.set_rows(whole.hands.iter().map(hand).collect());
            if !self.looked {
                self.looked = true;
                let person = &whole.listed.case.insurance_no;
                cx.effect(Effect::Looked(format!("person:{person}")));
            }
        }
        if let Some(Ok(moved)) = self.moved.take() {
            cx.wish(Wish::Mention(moved.told));
        }
        if let Some(Ok(accepted)) = self.accepted.take() {
            cx.wish(Wish::Mention(accepted.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.chain)
    }

    fn at_stake(&self, _: Action) -> Option<(usize, Phrase)> {
        let case = self.case()?;
        let leads = match (case.state, case.reason.as_deref()) {
            (CaseState::Denied, _) => phrase!(
                "误报结案，同一记录不再立案。",
                "is closed as a false hit; the same record opens no case again. "
            ),
            (_, Some(reason)) => phrase!(
                "认定属实，按{reason}提出建议；停发仍须核定表批准。",
                "is so and proposes {reason}; only an approved form stops anything. ",
                reason = reason
            ),
            (_, None) => phrase!(
                "认定属实，不提出停发建议。",
                "is so; there is nothing to stop. "
            ),
        };
        let who = phrase!(
            "{no} {name}：",
            "{no} {name} ",
            no = case.case_no,
            name = case.person_name
        );
        Some((1, who.then(&leads)))
    }

    fn holds(&self, state: &str) -> bool {
        let Some(whole) = self.whole() else {
            return false;
        };
        let case = &whole.listed.case;
        match state {
            "open" => case.state == CaseState::Open,
            "decided" => matches!(case.state, CaseState::Confirmed | CaseState::Denied),
            "anothers" => case.decided_by.as_deref() != Some(self.operator.as_str()),
            "false" => case.state == CaseState::FalseHit,
            "dated" => !whole.dates.is_empty(),
            _ => false,
        }
    }

    fn heading(&self) -> Phrase {
        Phrase::verbatim(self.case_no.clone())
    }

    fn argument(&self) -> String {
        self.case_no.clone()
    }

    fn body(&self) -> Body<'_> {
        let Some(whole) = self.whole() else {
            return Body::Table(&self.chain);
        };
        // What is cut off in a narrow column is told in full below.
        let current = self.chain.current().map(|row| row.id.as_str());
        let hand = whole
            .hands
            .iter()
            .find(|it| current == Some(it.seq.to_string().as_str()));
        let full = hand.map_or_else(String::new, told);
        let line = Line(vec![Run::toned(Tone::Quiet, Shown::new(&full))]);
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(head(whole))),
            (Rows::Fit, Body::Facts(sides(whole))),
            (Rows::Rest, Body::Table(&self.chain)),
            (Rows::Fit, Body::Lines(vec![line])),
        ])
    }
}
