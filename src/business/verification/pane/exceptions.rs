//! Whom the month found otherwise than alive, in the area under the cursor: the rows behind the numbers.

use super::list_rows::{basis, outcome_words};
use crate::business::verification::argument;
use crate::business::verification::exceptions::{EXCEPTIONS_MAX, Exception, ExceptionsOf};
use crate::business::verification::{ListState, Outcome};
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Tone};
use crate::console::effect::Effect;
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::area::AreaCode;
use crate::kernel::month::Month;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");
const PERSON: Action = Action("verification_exceptions.person");

const fn spec(action: Action, label: Text, help: Text, hint: u8) -> ActionSpec {
    ActionSpec {
        action,
        label,
        help,
        needs: &[Need::Selection],
        danger: None,
        hint: Some(hint),
    }
}

/// The pane; its argument is a month and an area.
pub const SPEC: PaneSpec = PaneSpec {
    name: "verification_exceptions",
    title: text!("核实异常人员", "Exceptions"),
    path: "3.4",
    mnemonic: "yc",
    go: None,
    actions: &[
        spec(
            OPEN,
            text!("看名册", "list"),
            text!(
                "打开名册并定位到该人员",
                "opens the list at the person under the cursor"
            ),
            10,
        ),
        spec(
            PERSON,
            text!("看人员", "person"),
            text!("打开光标所在人员的页面", "opens the page of the person"),
            11,
        ),
    ],
    open: |argument| Box::new(Exceptions::of(argument)),
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
    column("outcome", text!("结果", "outcome"), 14, 0, 0),
    column("name", text!("姓名", "name"), 8, 0, 0),
    column("village", text!("村居", "village"), 10, 1, 0),
    column("citizen_id", text!("证件号码", "citizen id"), 18, 0, 2),
    column(
        "evidence_day_remark",
        text!("依据、日期、备注", "evidence, day, remark"),
        16,
        3,
        0,
    ),
    column("list", text!("名册", "list"), 14, 0, 0),
    column("telephone", text!("电话", "telephone"), 12, 0, 3),
];

struct Exceptions {
    argument: String,
    key: Option<(Month, AreaCode)>,
    table: Table,
    found: Slot<Vec<Exception>>,
    looked: bool,
}

impl Exceptions {
    fn of(argument: &str) -> Self {
        Self {
            argument: argument.to_owned(),
            key: argument::read(argument).map(|(month, area, _)| (month, area)),
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取异常人员", "reading the exceptions"),
            ),
            found: Slot::default(),
            looked: false,
        }
    }

    fn row(&self) -> Option<&Exception> {
        let id = &self.table.current()?.id;
        self.found.ready()?.iter().find(|it| it.insurance_no == *id)
    }
}

/// A pension must stop after a death; the rest is looked into.
const fn tone(outcome: Outcome) -> Tone {
    if matches!(outcome, Outcome::Dead) {
        Tone::Bad
    } else {
        Tone::Warning
    }
}

fn row(it: &Exception) -> TableRow {
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    TableRow {
        id: it.insurance_no.clone(),
        cells: vec![
            Cell::Said(outcome_words(Some(it.outcome))),
            outside(&it.name),
            outside(&it.village_name),
            outside(&it.citizen_id),
            Cell::Said(basis(
                it.event_date.or(it.seen_date),
                it.evidence_type,
                [&it.evidence_ref, &it.remark],
            )),
            Cell::Fixed(it.state.title()),
            it.phone.as_deref().map_or(Cell::Nothing, outside),
        ],
        tone: tone(it.outcome),
    }
}

impl Pane for Exceptions {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("verification", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let (month, area) = self
            .key
            .get_or_insert_with(|| (Month::of(cx.desk.business_date), cx.desk.area.clone()))
            .clone();
        self.argument = argument::of(month, &area);
        cx.ask(&mut self.found, ExceptionsOf { month, area });
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let (Some(row), Some((month, _))) = (self.row(), &self.key) else {
            return;
        };
        match action {
            OPEN => {
                let list = argument::of(*month, &row.village);
                let at = format!("{list}|{}", row.insurance_no);
                cx.wish(Wish::Open("verification_list", at));
            }
            PERSON => cx.wish(Wish::Open("person", row.insurance_no.clone())),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        let Some(found) = self.found.ready() else {
            return;
        };
        self.table.empty = phrase!(
            "本月尚无异常人员",
            "nobody has been found otherwise than alive this month"
        );
        self.table.set_rows(found.iter().map(row).collect());
        let full = i64::try_from(found.len()).is_ok_and(|n| n >= EXCEPTIONS_MAX);
        self.table.more = full.then(|| {
            phrase!(
                "只列前{n}人，请按乡镇或村居查看",
                "only the first {n}; look at a township or a village",
                n = EXCEPTIONS_MAX
            )
        });
        if !self.looked && !found.is_empty() {
            self.looked = true;
            if let Some((month, area)) = &self.key {
                cx.effect(Effect::Looked(format!("verification:{month}:{area}")));
            }
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let (Some(found), Some((month, _))) = (self.found.ready(), &self.key) else {
            return Phrase::default();
        };
        let of = |open: bool| {
            found
                .iter()
                .filter(|it| (it.state < ListState::StationSigned) == open)
                .count()
        };
        phrase!(
            "{month}  所已签{signed} 未签{open}",
            "{month}  {signed} on lists the station signed, {open} on others",
            month = *month,
            signed = of(false),
            open = of(true)
        )
    }

    fn argument(&self) -> String {
        self.argument.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Table(&self.table)
    }
}
