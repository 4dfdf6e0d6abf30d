//! The people behind a number.

use crate::business::statistics::argument;
use crate::business::statistics::people::{PEOPLE_MAX, People, PeopleBehind, Someone, opens};
use crate::business::statistics::rules::specs::report_of;
use crate::console::action::{Action, ActionSpec, Need};
use crate::console::body::{Body, Line, Rows, Run, Tone};
use crate::console::effect::Effect;
use crate::console::pane::{Cx, Focus, Pane, PaneSpec, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::Topic;
use crate::kernel::shown::Shown;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

const OPEN: Action = Action("table.open");

/// The pane; its argument is a report, a month, an area and a column.
pub const SPEC: PaneSpec = PaneSpec {
    name: "report_people",
    title: text!("报表人员", "People behind a number"),
    path: "9.5",
    mnemonic: "tjr",
    go: None,
    actions: &[ActionSpec {
        action: OPEN,
        label: text!("打开", "open"),
        help: text!("打开该人员的页面", "opens the person's page"),
        needs: &[Need::Selection],
        danger: None,
        hint: Some(10),
    }],
    open: |argument| Box::new(Behind::of(argument)),
};

const fn column(id: &'static str, title: Text, width: u16, grows: u16) -> Column {
    Column {
        id,
        title,
        width,
        grows,
        right: false,
        spare: 0,
    }
}

// The ids of masked columns are those under which they are found whole.
const COLUMNS: &[Column] = &[
    column("insurance_no", text!("保险编号", "insurance no."), 16, 0),
    column("name", text!("姓名", "name"), 10, 1),
    column("citizen_id", text!("证件号码", "citizen id"), 18, 0),
    column("born", text!("出生日期", "born"), 10, 0),
    column("village", text!("村居", "village"), 12, 1),
];

struct Behind {
    argument: String,
    table: Table,
    found: Slot<People>,
    looked: bool,
}

impl Behind {
    fn of(argument: &str) -> Self {
        Self {
            argument: argument.to_owned(),
            table: Table::new(
                COLUMNS.to_vec(),
                phrase!("正在读取人员", "reading the people"),
            ),
            found: Slot::default(),
            looked: false,
        }
    }

    /// What the list is about: the column and its definition.
    fn told(&self) -> Line {
        let Some((report, month, area, Some(column))) = argument::read(&self.argument) else {
            return Line::default();
        };
        let column = report_of(report).and_then(|it| opens(it, column));
        let Some(column) = column else {
            return Line::default();
        };
        Line(vec![
            Run::toned(
                Tone::Strong,
                phrase!(
                    "{id} {title}",
                    "{id} {title}",
                    id = column.id,
                    title = column.title
                ),
            ),
            Run::plain(phrase!(
                " {report} {month} {area}：{what}",
                "  {report} {month} {area}: {what}",
                report = report,
                month = month,
                area = area,
                what = column.definition
            )),
        ])
    }
}

fn row(it: &Someone) -> TableRow {
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    TableRow {
        id: it.insurance_no.clone(),
        cells: vec![
            outside(&it.insurance_no),
            outside(&it.name),
            outside(&it.citizen_id),
            Cell::Day(it.birth_date),
            outside(&it.village_name),
        ],
        tone: Tone::Plain,
    }
}

impl Pane for Behind {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let Some((report, month, area, Some(column))) = argument::read(&self.argument) else {
            self.table.empty = phrase!(
                "请在报表中选择一栏打开",
                "open it from a column of a report"
            );
            return;
        };
        let asked = PeopleBehind {
            report: report.to_owned(),
            column: column.to_owned(),
            month,
            area,
        };
        cx.ask(&mut self.found, asked);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        if let (OPEN, Some(row)) = (action, self.table.current()) {
            cx.wish(Wish::Open("person", row.id.clone()));
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
            "没有人员，或不在您的辖区和岗位权限内",
            "nobody, or not within your area and post"
        );
        self.table.set_rows(found.people.iter().map(row).collect());
        self.table.more = (found.total > PEOPLE_MAX).then(|| {
            phrase!(
                "共{n}人，只列前{max}人；请按乡镇、村查看",
                "{n} people, only the first {max}; look by township or village",
                n = found.total,
                max = PEOPLE_MAX
            )
        });
        if !self.looked && !found.people.is_empty() {
            self.looked = true;
            cx.effect(Effect::Looked(format!("report:{}", self.argument)));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn heading(&self) -> Phrase {
        let total = self.found.ready().map_or(0, |it| it.total);
        phrase!("共{n}人", "{n} people", n = total)
    }

    fn argument(&self) -> String {
        self.argument.clone()
    }

    fn body(&self) -> Body<'_> {
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(vec![self.told()])),
            (Rows::Rest, Body::Table(&self.table)),
        ])
    }
}
