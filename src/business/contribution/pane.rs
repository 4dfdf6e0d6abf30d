//! The person's contributions, scheme year by scheme year, as a tab of the person page.

use super::store::{Contribution, ContributionsOf};
use crate::business::descriptor::TabSpec;
use crate::console::action::Action;
use crate::console::body::{Body, Line, Run, Tone, Words};
use crate::console::pane::{Cx, Focus, Pane, PaneSpec};
use crate::console::slot::{AnySlot, Slot};
use crate::console::table::{Cell, Column, Table, TableRow};
use crate::database::request::{Topic, Verdict};
use crate::kernel::money::Fen;
use crate::kernel::shown::Shown;
use crate::kernel::text::Text;
use crate::{phrase, text};

/// The tab.
pub const TAB: TabSpec = TabSpec {
    pane: PaneSpec {
        name: "contributions",
        title: text!("缴费", "Contributions"),
        path: "",
        mnemonic: "",
        go: None,
        actions: &[],
        open,
    },
    order: 30,
};

/// Identity, title, width, share of the rest, whether numbers, and how soon it may go on a narrow screen.
const COLUMNS: &[(&str, Text, u16, u16, bool, u8)] = &[
    ("year", text!("年度", "year"), 4, 0, false, 0),
    ("kind", text!("类型", "kind"), 8, 0, false, 2),
    ("grade", text!("档次(元)", "grade"), 8, 0, true, 0),
    ("personal", text!("个人缴费", "personal"), 9, 0, true, 0),
    ("gov_paid", text!("政府代缴", "gov. paid"), 9, 0, true, 1),
    (
        "collective",
        text!("集体补助", "collective"),
        10,
        0,
        true,
        3,
    ),
    ("subsidy", text!("政府补贴", "subsidy"), 8, 0, true, 0),
    ("state", text!("补贴状态", "state"), 8, 0, false, 1),
    ("paid_on", text!("缴费日期", "paid on"), 10, 0, false, 0),
    ("posted_on", text!("记账日期", "posted on"), 10, 0, false, 4),
    ("bank", text!("银行", "bank"), 6, 0, false, 5),
    ("receipt", text!("回单号", "receipt"), 12, 1, false, 4),
];

/// The tab, opened.
struct Contributions {
    insurance_no: String,
    found: Slot<Vec<Contribution>>,
    table: Table,
}

fn open(insurance_no: &str) -> Box<dyn Pane> {
    let columns = COLUMNS
        .iter()
        .map(|(id, title, width, grows, right, spare)| Column {
            id,
            title: *title,
            width: *width,
            grows: *grows,
            right: *right,
            spare: *spare,
        })
        .collect();
    let empty = phrase!(
        "没有缴费记录。缴费到账并与银行回单核对后在此显示",
        "no contributions yet; they appear once matched with a bank receipt"
    );
    Box::new(Contributions {
        insurance_no: insurance_no.to_owned(),
        found: Slot::default(),
        table: Table::new(columns, empty),
    })
}

impl Pane for Contributions {
    fn watches(&self) -> Vec<Topic> {
        vec![Topic::of("person", &self.insurance_no)]
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let insurance_no = self.insurance_no.clone();
        cx.ask(&mut self.found, ContributionsOf { insurance_no });
    }

    fn on(&mut self, _action: Action, _cx: &mut Cx<'_>) {}

    fn slots(&mut self, each: &mut dyn FnMut(&mut dyn AnySlot)) {
        each(&mut self.found);
    }

    fn settled(&mut self, _cx: &mut Cx<'_>) {
        if let Some(found) = self.found.ready() {
            self.table.set_rows(found.iter().map(row).collect());
            self.table.total = total(found);
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Table(&mut self.table)
    }

    fn argument(&self) -> String {
        self.insurance_no.clone()
    }

    fn body(&self) -> Body<'_> {
        match (self.found.failed(), self.found.ready()) {
            (Some(verdict), _) => says(told(verdict), Tone::Bad),
            (None, Some(_)) => Body::Table(&self.table),
            (None, None) => says(
                Words::Fixed(text!("正在查询缴费记录", "looking up contributions")),
                Tone::Quiet,
            ),
        }
    }
}

/// One line and nothing else.
fn says(words: Words, tone: Tone) -> Body<'static> {
    Body::Lines(vec![Line(vec![Run { words, tone }])])
}

/// Why the contributions cannot be shown.
fn told(verdict: &Verdict) -> Words {
    Words::Said(match verdict {
        Verdict::Fault(fault) => fault.told(),
        Verdict::Refused(refusal) => refusal.told(),
        Verdict::Stale(difference) => difference.clone(),
        Verdict::Unknown(_) => phrase!("查询结果不明，请按F5重查", "no answer; press F5"),
    })
}

fn row(paid: &Contribution) -> TableRow {
    let year = paid.scheme_year.to_string();
    TableRow {
        id: year.clone(),
        cells: vec![
            Cell::Outside(Shown::new(&year)),
            Cell::Fixed(paid.kind.title()),
            Cell::Count(paid.grade_yuan),
            Cell::Money(paid.personal_fen),
            Cell::Money(paid.gov_paid_fen),
            Cell::Money(paid.collective_fen),
            Cell::Money(paid.subsidy_fen),
            paid.subsidy_state
                .map_or(Cell::Nothing, |state| Cell::Fixed(state.title())),
            Cell::Day(paid.paid_on),
            Cell::Day(paid.posted_on),
            Cell::Outside(Shown::new(&paid.bank_code)),
            Cell::Outside(Shown::new(&paid.receipt_no)),
        ],
        tone: Tone::Plain,
    }
}

/// The sums of all years; none where there are no years, or where a sum cannot be held.
fn total(found: &[Contribution]) -> Option<TableRow> {
    let sum = |part: fn(&Contribution) -> Fen| Fen::total(found.iter().map(part)).map(Cell::Money);
    let years = i64::try_from(found.len()).ok().filter(|years| *years > 0)?;
    let mut cells = vec![
        Cell::Fixed(text!("合计", "sum")),
        Cell::Said(match years {
            1 => phrase!("1个年度", "1 year"),
            _ => phrase!("{n}个年度", "{n} years", n = years),
        }),
        Cell::Nothing,
        sum(|it| it.personal_fen)?,
        sum(|it| it.gov_paid_fen)?,
        sum(|it| it.collective_fen)?,
        sum(|it| it.subsidy_fen)?,
    ];
    cells.resize(COLUMNS.len(), Cell::Nothing);
    Some(TableRow {
        id: String::new(),
        cells,
        tone: Tone::Strong,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::business::contribution::{ContributionKind, SubsidyState};
    use crate::console::slot::Ticket;
    use crate::database::request::Payload;
    use crate::kernel::text::Lang;

    fn paid(year: i64, kind: ContributionKind, subsidy: i64) -> Contribution {
        let day = "2012-03-12".parse().unwrap();
        Contribution {
            scheme_year: year,
            kind,
            grade_yuan: 100,
            personal_fen: Fen::yuan(100),
            gov_paid_fen: Fen::ZERO,
            collective_fen: Fen::ZERO,
            subsidy_fen: Fen::yuan(subsidy),
            subsidy_state: (subsidy > 0).then_some(SubsidyState::Accrued),
            paid_on: day,
            bank_code: "ABC".to_owned(),
            receipt_no: "R-1".to_owned(),
            posted_on: day,
        }
    }

    #[test]
    fn every_row_has_a_cell_for_every_column_and_the_total_sums_up() {
        let found = [
            paid(2012, ContributionKind::Ordinary, 30),
            paid(2011, ContributionKind::Makeup, 0),
        ];
        for one in &found {
            assert_eq!(row(one).cells.len(), COLUMNS.len());
        }
        let total = total(&found).unwrap();
        assert_eq!(total.cells.len(), COLUMNS.len());
        assert_eq!(total.cells[3], Cell::Money(Fen::yuan(200)));
        assert_eq!(total.cells[6], Cell::Money(Fen::yuan(30)));
        assert_eq!(row(&found[1]).cells[7], Cell::Nothing);
        assert!(super::total(&[]).is_none());
    }

    #[test]
    fn before_the_answer_it_looks_and_without_rows_it_says_so() {
        let mut tab = open("3713231200012344");
        assert!(matches!(tab.body(), Body::Lines(_)));
        tab.slots(&mut |slot| {
            slot.fill(Ok(Payload::Live(Box::new(Vec::<Contribution>::new()))));
            assert!(!slot.awaits(Ticket(1)));
        });
        let Body::Table(table) = tab.body() else {
            panic!("no table");
        };
        assert!(table.empty.in_lang(Lang::Zh).starts_with("没有缴费记录"));
    }
}
