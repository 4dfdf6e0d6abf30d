//! A coordinator's paper list, entered fast: `12d` is the person with number 12, dead; `1-40a` are forty alive.

use super::list_actions::LETTERS;
use super::list_rows::{COLUMNS, row};
use crate::business::verification::enter::{Entered, MarkItems};
use crate::business::verification::rules::evidence::stands_alone;
use crate::business::verification::store::{ListOf, VillageList};
use crate::business::verification::{Item, Mark, Outcome, argument};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::form::{FieldSpec, Form};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::Table;
use crate::database::request::Topic;
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::{phrase, text};

const SUBMIT: Action = Action("form.submit");

/// The pane; its argument is a list.
pub const SPEC: PaneSpec = PaneSpec {
    name: "verification_entry",
    title: text!("纸质名册录入", "Paper list"),
    path: "3.2",
    mnemonic: "lz",
    go: None,
    actions: &[ActionSpec {
        action: SUBMIT,
        label: text!("录入", "enter"),
        help: text!(
            "按序号和字母录入；需要依据的打开填报表",
            "enters number and letter; what needs evidence opens its form"
        ),
        needs: &[Need::Post(&[Post::VCo, Post::TClk])],
        danger: None,
        hint: Some(10),
    }],
    open: |argument| Box::new(Paper::of(argument)),
};

static FIELDS: &[FieldSpec] = &[FieldSpec::text(
    "line",
    text!("序号+字母", "number, letter"),
    text!(
        "如 12d、1-40a；字母见上",
        "12d, or 1-40a; the letters stand above"
    ),
    Clause::of("5.2"),
)
.required()
.sized(16, 12)
.checked_by(is_line)];

fn is_line(typed: &str) -> Result<(), Refusal> {
    read(typed).map(drop).ok_or_else(|| {
        Refusal::new(
            "PN-4214",
            Clause::of("5.2"),
            phrase!(
                "“{it}”不是序号加字母",
                "'{it}' is no number with a letter",
                it = typed
            ),
            phrase!(
                "如 12d 表示12号死亡，1-40a 表示1至40号健在",
                "12d is number 12, dead; 1-40a are 1 to 40, alive"
            ),
        )
        .blaming("line")
    })
}

/// Numbers and outcome of a line: `12d`, `12 d`, `1-40a`.
fn read(typed: &str) -> Option<(i64, i64, Outcome)> {
    let typed = typed.trim().to_ascii_lowercase();
    let letter = typed.chars().last()?;
    let (.., outcome) = LETTERS.iter().find(|(_, it, _)| *it == letter)?;
    let numbers = typed.strip_suffix(letter)?.trim();
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1..=last)
        .contains(&first)
        .then_some((first, last, *outcome))
}

struct Paper {
    argument: String,
    key: Option<(Month, AreaCode)>,
    form: Form,
    table: Table,
    found: Slot<Option<VillageList>>,
    entered: Slot<Entered>,
}

impl Paper {
    fn of(argument: &str) -> Self {
        Self {
            argument: argument.to_owned(),
            key: argument::read(argument).map(|(month, village, _)| (month, village)),
            form: Form::new(FIELDS, |_| Ok(())),
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取名册", "reading the list"),
            ),
            found: Slot::default(),
            entered: Slot::default(),
        }
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        let Some((first, last, outcome)) = read(self.form.value("line")) else {
            return;
        };
        let (Some(Some(sheet)), Some((month, village))) = (self.found.ready(), self.key.clone())
        else {
            return;
        };
        let named: Vec<&Item> = sheet
            .items
            .iter()
            .filter(|item| (first..=last).contains(&item.seq))
            .collect();
        let Some(one) = named.first() else {
            cx.wish(Wish::Complain(phrase!(
                "名册上没有序号{n}",
                "there is no number {n} on the list",
                n = first
            )));
            return;
        };
        self.table.go_to(&one.insurance_no);
        if stands_alone(outcome, sheet.list.mode) {
            let people = named
                .iter()
                .map(|item| (item.insurance_no.clone(), item.version))
                .collect();
            cx.act(
                &mut self.entered,
                MarkItems {
                    month,
                    village,
                    people,
                    mark: Mark::bare(outcome),
                },
            );
        } else {
            let people: Vec<&str> = named
                .iter()
                .map(|item| item.insurance_no.as_str())
                .collect();
            let argument = format!("{}|{}|{}", self.argument, people.join("+"), outcome.word());
            self.form.begin_next();
            cx.wish(Wish::Open("verification_item", argument));
        }
    }

    fn letters() -> Line {
        let said = LETTERS.iter().map(|(_, letter, outcome)| {
            phrase!(
                "{letter}{what} ",
                "{letter} {what}  ",
                letter = letter,
                what = outcome.title()
            )
        });
        Line(said.map(|words| Run::toned(Tone::Quiet, words)).collect())
    }
}

impl Pane for Paper {
    fn watches(&self) -> Vec<Topic> {
        let village = self
            .key
            .as_ref()
            .map_or("", |(_, village)| village.as_str());
        vec![Topic::of("verification", village)]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        if self.key.is_none() {
            let month = Month::of(cx.desk.business_date);
            self.argument = argument::of(month, &cx.desk.area);
            self.key = Some((month, cx.desk.area.clone()));
        }
        if let Some((month, village)) = self.key.clone() {
            cx.ask(&mut self.found, ListOf { month, village });
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
        self.table.empty = phrase!(
            "本月没有该村名册，或不在您的辖区",
            "no list of that village this month, or not in your area"
        );
        if let Some(sheet) = self.found.ready().and_then(Option::as_ref) {
            self.table.set_rows(sheet.items.iter().map(row).collect());
        }
        if let Some(Ok(entered)) = self.entered.take() {
            self.form.begin_next();
            cx.wish(Wish::Mention(entered.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Form(&mut self.form)
    }

    fn argument(&self) -> String {
        self.argument.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(vec![Self::letters()])),
            (Rows::Fit, Body::Form(&self.form)),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_number_or_a_range_and_a_letter() {
        assert_eq!(read("12d"), Some((12, 12, Outcome::Dead)));
        assert_eq!(read(" 7 U "), Some((7, 7, Outcome::NotReached)));
        assert_eq!(read("1-40a"), Some((1, 40, Outcome::Alive)));
        for bad in ["", "d", "12", "0a", "9-3a", "12z", "a12"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
