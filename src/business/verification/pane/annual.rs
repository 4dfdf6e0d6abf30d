//! Whose annual verification runs out in the coming months, is in its grace, or is overdue.

use chrono::{Months, NaiveDate};

use crate::business::verification::progress::{ANNUALS_MAX, AnnualDue, Annuals, RunningOut};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");

/// So many months ahead are shown.
const AHEAD: u32 = 3;

/// The pane.
pub const SPEC: PaneSpec = PaneSpec {
    name: "verification_annual",
    title: text!("年度认证到期", "Annual verification due"),
    path: "3.3",
    mnemonic: "nd",
    go: None,
    actions: &[ActionSpec {
        action: OPEN,
        label: text!("看人员", "person"),
        help: text!("打开光标所在人员的页面", "opens the page of the person"),
        needs: &[Need::Selection],
        danger: None,
        hint: Some(10),
    }],
    open: |_| Box::new(Due::new()),
};

const fn column(id: &'static str, title: Text, width: u16, grows: u16, spare: u8) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare,
    }
}

const COLUMNS: &[Column] = &[
    column("name", text!("姓名", "name"), 10, 1, 0),
    column("citizen_id", text!("证件号码", "citizen id"), 18, 0, 1),
    column("village", text!("村居", "village"), 14, 1, 0),
    column("last", text!("上次认证", "last"), 10, 0, 0),
    column("holds_until", text!("到期", "holds until"), 11, 0, 0),
    column("state", text!("状态", "state"), 12, 0, 0),
    column("telephone", text!("电话", "telephone"), 12, 0, 2),
];

struct Due {
    table: Table,
    found: Slot<Annuals>,
    today: Option<NaiveDate>,
}

impl Due {
    fn new() -> Self {
        Self {
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取年度认证", "reading the annual verifications"),
            ),
            found: Slot::default(),
            today: None,
        }
    }
}

/// Until when the last verification holds, and where it stands on a day.
fn standing(person: &RunningOut, annuals: &Annuals, today: NaiveDate) -> (NaiveDate, Text, Tone) {
    let after = |months: u32| {
        person
            .verified_on
            .checked_add_months(Months::new(months))
            .unwrap_or(NaiveDate::MAX)
    };
    let valid = after(annuals.validity_months);
    let grace = after(annuals.validity_months.saturating_add(annuals.grace_months));
    if today <= valid {
        (valid, text!("即将到期", "runs out"), Tone::Plain)
    } else if today <= grace {
        (valid, text!("! 宽限期内", "! in grace"), Tone::Warning)
    } else {
        (valid, text!("!! 已逾期", "!! overdue"), Tone::Bad)
    }
}

fn row(person: &RunningOut, annuals: &Annuals, today: NaiveDate) -> TableRow {
    let (valid, state, tone) = standing(person, annuals, today);
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    TableRow {
        id: person.insurance_no.clone(),
        cells: vec![
            outside(&person.name),
            outside(&person.citizen_id),
            outside(&person.village_name),
            Cell::Day(person.verified_on),
            Cell::Day(valid),
            Cell::Fixed(state),
            person.phone.as_deref().map_or(Cell::Nothing, outside),
        ],
        tone,
    }
}

impl Pane for Due {
    fn watches(&self) -> Vec<Topic> {
        vec![
            Topic::of("verification", ""),
            Topic::of("policy", ""),
            Topic::of("date", ""),
        ]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.desk.business_date);
        cx.ask(&mut self.found, AnnualDue { months: AHEAD });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let (OPEN, Some(row)) = (action, self.table.current()) {
            cx.wish(Wish::Open("person", row.id.clone()));
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _: &mut Cx<'_>) {
        let (Some(annuals), Some(today)) = (self.found.ready(), self.today) else {
            return;
        };
        self.table.empty = phrase!(
            "今后三个月内没有到期人员",
            "nobody's runs out within three months"
        );
        self.table.set_rows(
            annuals
                .people
                .iter()
                .map(|person| row(person, annuals, today))
                .collect(),
        );
        let full = i64::try_from(annuals.people.len()).is_ok_and(|n| n >= ANNUALS_MAX);
        self.table.more = full.then(|| {
            phrase!(
                "只列最早的{n}人",
                "only the {n} oldest are listed",
                n = ANNUALS_MAX
            )
        });
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let (Some(annuals), Some(today)) = (self.found.ready(), self.today) else {
            return Phrase::default();
        };
        let of = |wanted: Tone| {
            annuals
                .people
                .iter()
                .filter(|it| standing(it, annuals, today).2 == wanted)
                .count()
        };
        phrase!(
            "逾期{late} 宽限{grace} 三个月内到期{soon}",
            "{late} overdue, {grace} in grace, {soon} run out within three months",
            late = of(Tone::Bad),
            grace = of(Tone::Warning),
            soon = of(Tone::Plain)
        )
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_holds_two_months_are_grace_and_then_it_is_overdue() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let person = RunningOut {
            insurance_no: "3713231100000045".to_owned(),
            name: "王富学".to_owned(),
            citizen_id: String::new(),
            phone: None,
            village_name: "上华庄村".to_owned(),
            verified_on: day("2011-03-08"),
        };
        let annuals = Annuals {
            people: Vec::new(),
            validity_months: 12,
            grace_months: 2,
        };
        let on = |text: &str| standing(&person, &annuals, day(text));
        assert_eq!(on("2012-03-08").0, day("2012-03-08"));
        let tones = ["2012-03-08", "2012-03-09", "2012-05-08", "2012-05-09"].map(|text| on(text).2);
        assert_eq!(
            tones,
            [Tone::Plain, Tone::Warning, Tone::Warning, Tone::Bad]
        );
    }
}
