//! A report of a month: its columns beside last month and last year, or one column by unit; filed from here.

use super::report_head::head;
use super::report_rows::{COLUMNS, Compared, UNITS, column_row, unit_row, unit_total};
use crate::business::statistics::argument;
use crate::business::statistics::file::{DraftReport, ReportMoved};
use crate::business::statistics::moving::MoveReport;
use crate::business::statistics::people::opens;
use crate::business::statistics::rules::figures::broken;
use crate::business::statistics::rules::filing::reason_given;
use crate::business::statistics::rules::specs::report_of;
use crate::business::statistics::store::{FiguresOf, Shown};
use crate::business::statistics::{FileStep, Filed, ReportSpec};
use crate::console::action::Action;
use crate::console::body::{Body, Rows};
use crate::console::field::TextField;
use crate::console::overlay::{Overlay, Prompt};
use crate::console::pane::{Cx, Focus, Pane, Wish};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::Table;
use crate::database::request::Topic;
use crate::kernel::area::{AreaCode, Level};
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

pub use super::report_actions::SPEC;
use super::report_actions::{
    DRAFT, EARLIER, EXCEPTION, LATER, NOTED, ON, OPEN, OTHER, RETURN, RETURNED,
};

type Answer = Result<Shown, Refusal>;

pub(super) struct OneReport {
    report: Option<&'static ReportSpec>,
    month: Option<Month>,
    area: Option<AreaCode>,
    today: Option<Month>,
    columns: Table,
    units: Table,
    /// The column that is shown by unit.
    by_unit: Option<String>,
    now: Slot<Answer>,
    before: Slot<Answer>,
    year: Slot<Answer>,
    held: Slot<Answer>,
    moved: Slot<ReportMoved>,
}

impl OneReport {
    pub(super) fn of(argument: &str) -> Self {
        let reading = || phrase!("正在统计", "counting");
        let read = argument::read(argument);
        Self {
            report: read.as_ref().and_then(|it| report_of(it.0)),
            month: read.as_ref().map(|it| it.1),
            area: read.as_ref().map(|it| it.2.clone()),
            today: None,
            columns: Table::new(COLUMNS.to_vec(), reading()),
            units: Table::new(UNITS.to_vec(), reading()),
            by_unit: read.and_then(|it| it.3.map(str::to_owned)),
            now: Slot::default(),
            before: Slot::default(),
            year: Slot::default(),
            held: Slot::default(),
            moved: Slot::default(),
        }
    }

    fn shown(&self) -> Option<&Shown> {
        self.now.ready()?.as_ref().ok()
    }

    fn filed(&self) -> Option<&Filed> {
        self.shown()?.kept.as_ref()
    }

    /// The version under way of the very area that is shown.
    fn under_way(&self) -> Option<&Filed> {
        self.filed()
            .filter(|it| it.state.waits() && Some(&it.unit) == self.area.as_ref())
    }

    fn fill(&mut self) {
        let Some(report) = self.report else {
            return;
        };
        let of = |slot: &Slot<Answer>| slot.ready().and_then(|it| it.as_ref().ok()).cloned();
        let Some(now) = of(&self.now) else {
            if let Some(Err(why)) = self.now.ready() {
                self.columns.empty = why.told();
            }
            return;
        };
        let (before, year) = (of(&self.before), of(&self.year));
        let all = Compared {
            now: &now,
            before: before.as_ref(),
            year: year.as_ref(),
        };
        let rows = report.columns.iter().map(|it| column_row(report, it, &all));
        self.columns.set_rows(rows.collect());
        let by = self.by_unit.as_deref();
        let column = report.columns.iter().find(|it| Some(it.id) == by);
        if let Some(column) = column {
            let rows = now
                .parts
                .iter()
                .map(|it| unit_row(report, column, it, &all));
            self.units.set_rows(rows.collect());
            self.units.total = (now.parts.len() > 1).then(|| unit_total(report, column, &all));
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let (Some(report), Some(month), Some(area)) = (self.report, self.month, self.area.clone())
        else {
            return;
        };
        let asked = |month: Month, drafted: bool| FiguresOf {
            report: report.id.to_owned(),
            month,
            area: area.clone(),
            drafted,
        };
        cx.ask(&mut self.now, asked(month, true));
        cx.ask(&mut self.before, asked(month.previous(), false));
        if let Some(year) = month.plus_months(-12) {
            cx.ask(&mut self.year, asked(year, false));
        }
    }

    fn turn(&mut self, months: i32, cx: &mut Cx<'_>) {
        let turned = self.month.and_then(|it| it.plus_months(months));
        if let Some(month) = turned.filter(|it| self.today.is_none_or(|today| *it <= today)) {
            self.month = Some(month);
            self.held = Slot::default();
            self.ask(cx);
        }
    }

    fn open(&mut self, cx: &mut Cx<'_>) {
        let (Some(report), Some(month), Some(area)) = (self.report, self.month, self.area.clone())
        else {
            return;
        };
        if let Some(column) = self.by_unit.clone() {
            let unit = self.units.current().and_then(|row| row.id.parse().ok());
            let Some(unit) = unit else {
                return;
            };
            let unit: AreaCode = unit;
            if unit.level() == Level::Village {
                Self::people(report, &column, month, &unit, cx);
            } else {
                let argument = argument::behind(report.id, month, &unit, &column);
                cx.wish(Wish::Open(SPEC.name, argument));
            }
            return;
        }
        let column = self.columns.current().map(|row| row.id.clone());
        match column {
            Some(column) if area.level() == Level::City => {
                self.by_unit = Some(column);
                self.fill();
            }
            Some(column) => Self::people(report, &column, month, &area, cx),
            None => {}
        }
    }

    fn people(
        report: &'static ReportSpec,
        column: &str,
        month: Month,
        area: &AreaCode,
        cx: &mut Cx<'_>,
    ) {
        if opens(report, column).is_some() {
            let argument = argument::behind(report.id, month, area, column);
            cx.wish(Wish::Open("report_people", argument));
        } else {
            cx.wish(Wish::Mention(phrase!(
                "{column}不来自人员名单",
                "{column} does not come from people",
                column = column
            )));
        }
    }

    fn other(&mut self) {
        self.by_unit = match self.by_unit.take() {
            Some(_) => None,
            None => self.columns.current().map(|row| row.id.clone()),
        };
        self.fill();
    }

    fn step(&mut self, step: FileStep, note: &str, cx: &mut Cx<'_>) {
        let Some(filed) = self.under_way().cloned() else {
            return;
        };
        let change = MoveReport {
            report: filed.report,
            month: filed.period,
            unit: filed.unit,
            version: filed.version,
            row_version: filed.row_version,
            step,
            note: note.to_owned(),
        };
        cx.act(&mut self.moved, change);
    }
}

fn prompt(title: Phrase, action: Action) -> Overlay {
    Overlay::Prompt(Prompt {
        title,
        hint: phrase!(
            "理由随审批记录一并保存",
            "the reason is kept with the record"
        ),
        text: TextField::default(),
        check: reason_given,
        action,
        error: None,
    })
}

impl Pane for OneReport {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("report", ""), Topic::of("date", "")]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let today = Month::of(cx.desk.business_date);
        self.today = Some(today);
        self.report = self.report.or_else(|| report_of("R1"));
        self.month = self.month.or(Some(today));
        self.area = self.area.take().or_else(|| Some(cx.desk.area.clone()));
        self.ask(cx);
    }

    fn on(&mut self, action: Action, cx: &mut Cx<'_>) {
        let answer = cx.answer.clone().unwrap_or_default();
        match action {
            OPEN => self.open(cx),
            OTHER => self.other(),
            EARLIER => self.turn(-1, cx),
            LATER => self.turn(1, cx),
            DRAFT => {
                if let (Some(report), Some(month)) = (self.report, self.month) {
                    let report = report.id.to_owned();
                    cx.act(&mut self.moved, DraftReport { report, month });
                }
            }
            ON => self.step(FileStep::On, "", cx),
            EXCEPTION => cx.wish(Wish::Raise(prompt(
                phrase!("例外原因", "why it goes with an exception"),
                NOTED,
            ))),
            RETURN => cx.wish(Wish::Raise(prompt(
                phrase!("退回理由", "why it is sent back"),
                RETURNED,
            ))),
            NOTED => self.step(FileStep::On, &answer, cx),
            RETURNED => self.step(FileStep::Return, &answer, cx),
            _ => {}
        }
    }

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.now);
        each(&mut self.before);
        each(&mut self.year);
        each(&mut self.held);
        each(&mut self.moved);
    }

    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.fill();
        let corrects = self.under_way().filter(|it| it.version > 1).cloned();
        if let (Some(filed), true) = (
            corrects,
            self.held.ready().is_none() && self.held.waiting().is_none(),
        ) {
            let asked = FiguresOf {
                report: filed.report,
                month: filed.period,
                area: filed.unit,
                drafted: false,
            };
            cx.ask(&mut self.held, asked);
        }
        if let Some(Ok(moved)) = self.moved.take() {
            cx.wish(Wish::Mention(moved.told));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(if self.by_unit.is_some() {
            &mut self.units
        } else {
            &mut self.columns
        })
    }

    fn part(&self) -> String {
        if self.by_unit.is_some() { "units" } else { "" }.to_owned()
    }

    fn at_stake(&self, _: Action) -> Option<(usize, Phrase)> {
        let filed = self.under_way()?;
        let count = self.report?.columns.len();
        Some((
            count,
            phrase!(
                "{report} {month} 第{n}版，报送后不得改动。",
                "{report} {month}, version {n}; once submitted it never changes. ",
                report = filed.report,
                month = filed.period,
                n = filed.version
            ),
        ))
    }

    fn holds(&self, state: &str) -> bool {
        let broken = || {
            let shown = self.report.zip(self.shown());
            shown.is_some_and(|(report, it)| !broken(report, &it.values).is_empty())
        };
        match state {
            "over" => self
                .month
                .zip(self.today)
                .is_some_and(|(it, today)| it < today),
            "free" => self.under_way().is_none(),
            "waits" => self.under_way().is_some(),
            "broken" => self.under_way().is_some() && broken(),
            _ => false,
        }
    }

    fn heading(&self) -> Phrase {
        let (Some(report), Some(month)) = (self.report, self.month) else {
            return Phrase::default();
        };
        let name = self.shown().map_or_else(String::new, |it| it.name.clone());
        phrase!(
            "{id} {title} {month} {name}",
            "{id} {title} {month} {name}",
            id = report.id,
            title = report.title,
            month = month,
            name = name
        )
    }

    fn argument(&self) -> String {
        let (Some(report), Some(month), Some(area)) = (self.report, self.month, &self.area) else {
            return String::new();
        };
        match &self.by_unit {
            Some(column) => argument::behind(report.id, month, area, column),
            None => argument::of(report.id, month, area),
        }
    }

    fn body(&self) -> Body<'_> {
        let table = if self.by_unit.is_some() {
            &self.units
        } else {
            &self.columns
        };
        let held = self.held.ready().and_then(|it| it.as_ref().ok());
        let lines = self.report.zip(self.shown()).map(|(report, shown)| {
            let column = report
                .columns
                .iter()
                .find(|it| Some(it.id) == self.by_unit.as_deref());
            head(report, shown, held, column)
        });
        Body::Stack(vec![
            (Rows::Fit, Body::Lines(lines.unwrap_or_default())),
            (Rows::Rest, Body::Table(table)),
        ])
    }
}
