//! Statistics (统计): the business reports as data, filed and frozen; the circular's ranking; charts (N2.7).
//!
//! Built: the report machine of 9.1 with R1 and, of R3, the payee movement (c1 to c7), verification (c15) and recovery
//! found (c16); M4 and M5 of 9.2 over the steps that exist. Deliberately absent: what rests on businesses that are not
//! built (transfers, payment runs, the fund, accounts) and with it R2, R4, R5 and the other metrics.

mod argument;
pub mod checks;
pub mod circular;
pub mod counting;
pub mod file;
pub mod moving;
mod nouns;
pub mod pane;
pub mod paper;
pub mod people;
pub mod procedures;
pub mod rules;
pub mod series;
pub mod store;
mod waiting;
pub mod window;

use crate::business::descriptor::{Business, DeadlineSpec, Duty, WorkSource};
use crate::database::request::AnyQuery;
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::month::Month;
use crate::text;

pub use nouns::{
    ColumnSpec, FileStep, Filed, Flag, IdentitySpec, Ranked, ReportSpec, ReportState, Source,
    Standing, Tally, Worth,
};

/// The day by which a monthly report is submitted, counted in the month after. It stands in no countdown: STA-1.
const DUE: DeadlineSpec = DeadlineSpec {
    id: "report",
    title: text!("业务月报报送", "monthly reports"),
    short: text!("月报", "report"),
    responsible: text!("统计岗、机构负责人", "statistics, director"),
    clause: Clause::of("N2.7-a"),
    parameter: "P.stat.month_due",
    missing: None,
};

/// Statistics, described.
pub const BUSINESS: Business = Business {
    name: "statistics",
    title: text!("统计", "Statistics"),
    panes: &[
        pane::list::SPEC,
        pane::report::SPEC,
        pane::ranking::SPEC,
        pane::charts::SPEC,
        pane::people::SPEC,
    ],
    tabs: &[],
    keys: &[],
    causes: &[],
    documents: &[],
    deadlines: &[],
    work: &[WorkSource {
        find: waiting::work,
        units: None,
    }],
    checks: checks::CHECKS,
    tables: &[],
    whole: &[],
    reports: &[paper::R1, paper::R3],
    procedures: procedures::PROCEDURES,
    duties: DUTIES,
    statements: &[
        counting::STATEMENTS,
        window::STATEMENTS,
        store::STATEMENTS,
        file::STATEMENTS,
        moving::STATEMENTS,
        people::STATEMENTS,
        circular::STATEMENTS,
        checks::STATEMENTS,
    ],
    samples,
};

/// The duties that are met here.
const DUTIES: &[Duty] = &[
    Duty {
        id: "STA-2",
        clause: Clause::of("N2.7-a"),
        screen: "=9 statistics; =9.2 report; jingban report R1, R3; jingban doctor (statistics.identities)",
        rule: "business::statistics::rules::filing::step",
        tests: &[
            "business::statistics::rules::filing::tests::a_broken_identity_goes_only_with_the_reviewers_note",
            "business::statistics::rules::figures::tests::the_worked_check_set_holds_and_any_slip_breaks_it",
            "suite::statistics::what_was_submitted_stays_and_a_correction_is_another_version",
        ],
    },
    Duty {
        id: "STA-3",
        clause: Clause::of("N2.7-b"),
        screen: "=9.3 ranking; =9.4 charts",
        rule: "business::statistics::rules::ranking::ranking",
        tests: &[
            "business::statistics::rules::ranking::tests::the_best_stand_first_equals_by_code_and_the_change_is_told",
            "suite::statistics::townships_are_ranked_by_what_their_lists_and_forms_say",
        ],
    },
];

/// Worked examples against the demonstration county: February and March 2012, every report, every column's people.
fn samples() -> Vec<Box<dyn AnyQuery>> {
    let mut samples: Vec<Box<dyn AnyQuery>> = vec![Box::new(store::FiledOf)];
    let areas = ["371300", "371323", "371323100", "371323100201"];
    let areas: Vec<AreaCode> = areas.iter().filter_map(|it| it.parse().ok()).collect();
    for month in [2, 3].iter().filter_map(|it| Month::new(2012, *it)) {
        for report in rules::specs::REPORTS {
            for area in &areas {
                samples.push(Box::new(store::FiguresOf {
                    report: report.id.to_owned(),
                    month,
                    area: area.clone(),
                    drafted: true,
                }));
            }
            for (column, area) in report.columns.iter().zip(areas.iter().cycle()) {
                samples.push(Box::new(people::PeopleBehind {
                    report: report.id.to_owned(),
                    column: column.id.to_owned(),
                    month,
                    area: area.clone(),
                }));
            }
        }
        samples.push(Box::new(circular::CircularOf { month }));
        samples.push(Box::new(circular::TowardsOf { month }));
        samples.push(Box::new(series::PayeesOver { last: month }));
    }
    samples
}
