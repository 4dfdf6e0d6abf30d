//! Grades, subsidies, who owes which year, and the window (`domain.md` 2.1 to 2.4). Pure.
//!
//! What is in force is policy, read by the day asked: these rules take the policy's text and never hold an amount
//! themselves, save the legal floor of the subsidy, which is national law.

use chrono::{Datelike, NaiveDate};

use crate::kernel::clause::Clause;
use crate::kernel::money::Fen;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// The grades in force, from the text of `P.grades`: yuan a year, parted by commas or spaces.
///
/// None if the text holds anything else, no grade at all, or a grade that is not above zero.
pub fn grades(policy: &str) -> Option<Vec<i64>> {
    let grades: Option<Vec<i64>> = parts(policy)
        .map(|part| part.parse().ok().filter(|grade| *grade > 0))
        .collect();
    grades.filter(|grades| !grades.is_empty())
}

/// The subsidy of each grade, in yuan a year; a grade between two rows takes the row below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubsidyTable(Vec<(i64, i64)>);

impl SubsidyTable {
    /// Reads the text of `P.subsidy.table`: `100=30,200=35,300=40,400=45,500=50` (`:` serves as well as `=`).
    ///
    /// The last row holds for every higher grade. None if the text holds anything else, or a grade twice.
    pub fn parse(policy: &str) -> Option<Self> {
        let rows: Option<Vec<(i64, i64)>> = parts(policy)
            .map(|part| {
                let (grade, subsidy) = part.split_once(['=', ':'])?;
                let grade = grade.parse().ok().filter(|grade| *grade > 0)?;
                let subsidy = subsidy.parse().ok().filter(|subsidy| *subsidy >= 0)?;
                Some((grade, subsidy))
            })
            .collect();
        let mut rows = rows.filter(|rows| !rows.is_empty())?;
        rows.sort_unstable();
        let twice = rows
            .iter()
            .zip(rows.iter().skip(1))
            .any(|(a, b)| a.0 == b.0);
        (!twice).then_some(Self(rows))
    }

    /// The subsidy of a year's payment in this grade; none below the lowest row.
    pub fn subsidy(&self, grade_yuan: i64) -> Option<Fen> {
        self.0
            .iter()
            .rev()
            .find(|(from, _)| *from <= grade_yuan)
            .map(|(_, subsidy)| Fen::yuan(*subsidy))
    }

    /// Refuses a table that pays less than the law asks on that day for any of the grades in force.
    pub fn above_floor(&self, grades: &[i64], on: NaiveDate) -> Result<(), Refusal> {
        let below = grades.iter().copied().find(|grade| {
            self.subsidy(*grade)
                .is_none_or(|subsidy| subsidy < legal_floor(*grade, on))
        });
        let Some(grade) = below else { return Ok(()) };
        let floor = legal_floor(grade, on);
        let clause = Clause::of(if on < merged_from() { "G09" } else { "G14" });
        Err(Refusal::new(
            "CT-0101",
            clause,
            phrase!(
                "{grade}元档次的缴费补贴低于国家规定的最低标准每年{floor}元",
                "the subsidy of the {grade} yuan grade is below the national floor of {floor} yuan a year",
                grade = grade,
                floor = floor
            ),
            phrase!(
                "请提高该档次补贴标准后重新提交",
                "raise the subsidy of this grade and submit it again"
            ),
        )
        .blaming("value"))
    }
}

/// The least subsidy the law allows for a grade on a day: 30 yuan; from the national merger 60 from grade 500 on.
pub fn legal_floor(grade_yuan: i64, on: NaiveDate) -> Fen {
    if on >= merged_from() && grade_yuan >= 500 {
        Fen::yuan(60)
    } else {
        Fen::yuan(30)
    }
}

/// The day of 国发〔2014〕8号.
fn merged_from() -> NaiveDate {
    NaiveDate::from_ymd_opt(2014, 2, 21).unwrap_or(NaiveDate::MAX)
}

/// Whether own and government-paid part make up a grade in force exactly (2.3).
pub fn makes_a_grade(personal: Fen, gov_paid: Fen, grades: &[i64]) -> bool {
    personal
        .checked_add(gov_paid)
        .is_some_and(|paid| grades.iter().any(|grade| Fen::yuan(*grade) == paid))
}

/// What the year of turning 60 asks (`P.contrib.year_of_60`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearOf60 {
    /// The person may pay, before the award.
    Optional,
    /// The person must pay.
    Required,
    /// Nothing is taken any more.
    Forbidden,
}

/// Whether somebody owes a year's contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Yes.
    Due,
    /// The person may pay but need not.
    Optional,
    /// No, and nothing may be taken.
    NotDue,
}

/// Whether a person owes the year: contributing at any time in it, 16 by its end, 60 after its end (2.3).
pub fn owed(birth: NaiveDate, year: i32, contributing: bool, year_of_60: YearOf60) -> Owed {
    let turns = year.saturating_sub(birth.year());
    if !contributing || !(16..=60).contains(&turns) {
        return Owed::NotDue;
    }
    match (turns, year_of_60) {
        (..=59, _) | (_, YearOf60::Required) => Owed::Due,
        (_, YearOf60::Optional) => Owed::Optional,
        (_, YearOf60::Forbidden) => Owed::NotDue,
    }
}

/// The births of those who are 16 by the end of the year and not yet 60: first and last day.
pub fn births_due(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((
        NaiveDate::from_ymd_opt(year.checked_sub(59)?, 1, 1)?,
        NaiveDate::from_ymd_opt(year.checked_sub(16)?, 12, 31)?,
    ))
}

/// The window of a year's collection, both days included (N2.2-a: January to March).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl Window {
    /// Reads the text of `P.contrib.window`, `01-01..03-31`, for a year.
    pub fn of(policy: &str, year: i32) -> Option<Self> {
        let (first, last) = policy.split_once("..")?;
        let day = |text: &str| {
            let (month, day) = text.trim().split_once('-')?;
            NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
        };
        let window = Self {
            first: day(first)?,
            last: day(last)?,
        };
        (window.first <= window.last).then_some(window)
    }

    /// Whether a payment on that day lies in the window.
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// A share in hundredths of a percent, rounded half up: 760 of 820 are 9268, shown as 92.68 %.
pub fn share(done: i64, due: i64) -> Option<i64> {
    Fen(done).times_ratio(10_000, due).map(|share| share.0)
}

/// The parts of a policy's list: commas of either width, the enumeration comma, semicolons and spaces part them.
fn parts(policy: &str) -> impl Iterator<Item = &str> {
    policy
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '、' | '；'))
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRADES_2012: &str = "100,200,300,400,500,600,700,800,900,1000";
    const SUBSIDY_2012: &str = "100=30,200=35,300=40,400=45,500=50";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn table() -> SubsidyTable {
        SubsidyTable::parse(SUBSIDY_2012).unwrap()
    }

    #[test]
    fn the_first_quarter_of_2012_sums_up() {
        let paid = [(500, 100), (100, 200), (80, 300), (60, 500), (20, 1000)];
        let collected = paid.iter().map(|(people, grade)| Fen::yuan(people * grade));
        assert_eq!(Fen::total(collected), Some(Fen(14_400_000)));
        let subsidy = paid.iter().map(|(people, grade)| {
            table()
                .subsidy(*grade)
                .and_then(|one| one.checked_mul(*people))
                .unwrap()
        });
        assert_eq!(Fen::total(subsidy), Some(Fen(2_570_000)));
        let people: i64 = paid.iter().map(|(people, _)| people).sum();
        assert_eq!((people, share(people, 820)), (760, Some(9_268)));
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn a_grade_is_met_exactly_or_not_at_all() {
        let grades = grades(GRADES_2012).unwrap();
        assert_eq!(grades.len(), 10);
        assert!(makes_a_grade(Fen::yuan(100), Fen::ZERO, &grades));
        assert!(makes_a_grade(Fen::yuan(400), Fen::yuan(100), &grades));
        assert!(makes_a_grade(Fen::ZERO, Fen::yuan(100), &grades));
        for wrong in [0, 50, 150, 1_100] {
            assert!(
                !makes_a_grade(Fen::yuan(wrong), Fen::ZERO, &grades),
                "{wrong}"
            );
        }
        assert!(!makes_a_grade(Fen(10_001), Fen::ZERO, &grades));
        assert!(!makes_a_grade(Fen(i64::MAX), Fen(1), &grades));
    }

    #[test]
    fn subsidies_follow_the_table_upwards() {
        let yuan = |grade| table().subsidy(grade).map(|fen| fen.0 / 100);
        assert_eq!([100, 200, 300, 400].map(yuan), [30, 35, 40, 45].map(Some));
        assert_eq!([500, 600, 1_000].map(yuan), [Some(50); 3]);
        assert_eq!(yuan(50), None);
    }

    #[test]
    fn policies_that_make_no_sense_are_not_read() {
        for text in ["", "100,,abc", "100,-5", "0"] {
            assert_eq!(grades(text), None, "{text}");
        }
        assert_eq!(grades("100 200、300"), Some(vec![100, 200, 300]));
        for text in ["", "100", "100=30,100=40", "100=-1", "x=30"] {
            assert_eq!(SubsidyTable::parse(text), None, "{text}");
        }
        assert_eq!(
            SubsidyTable::parse("100:30 200:35"),
            SubsidyTable::parse("200=35,100=30")
        );
    }

    #[test]
    fn a_table_below_the_legal_floor_is_refused() {
        let grades = grades(GRADES_2012).unwrap();
        assert_eq!(table().above_floor(&grades, day("2012-01-01")), Ok(()));
        assert_eq!(table().above_floor(&grades, day("2014-02-20")), Ok(()));
        let refused = table().above_floor(&grades, day("2014-02-21")).unwrap_err();
        assert_eq!(refused.clause, Clause::of("G14"));
        assert!(refused.why.zh.contains("500元档次"));
        let mean = SubsidyTable::parse("100=29").unwrap();
        let refused = mean.above_floor(&grades, day("2012-01-01")).unwrap_err();
        assert_eq!(refused.clause, Clause::of("G09"));
        let late = SubsidyTable::parse("200=35").unwrap();
        assert!(late.above_floor(&grades, day("2012-01-01")).is_err());
    }

    #[test]
    fn a_year_is_owed_from_16_to_the_year_before_60() {
        let born = |birth: &str| owed(day(birth), 2012, true, YearOf60::Optional);
        assert_eq!(born("1996-12-31"), Owed::Due);
        assert_eq!(born("1997-01-01"), Owed::NotDue);
        assert_eq!(born("1953-01-01"), Owed::Due);
        assert_eq!(born("1952-12-31"), Owed::Optional);
        assert_eq!(born("1951-12-31"), Owed::NotDue);
        let wang = day("1952-03-15");
        assert_eq!(owed(wang, 2011, true, YearOf60::Optional), Owed::Due);
        assert_eq!(owed(wang, 2012, true, YearOf60::Required), Owed::Due);
        assert_eq!(owed(wang, 2012, true, YearOf60::Forbidden), Owed::NotDue);
        assert_eq!(owed(wang, 2011, false, YearOf60::Optional), Owed::NotDue);
    }

    #[test]
    fn the_births_due_are_those_who_owe() {
        let (first, last) = births_due(2012).unwrap();
        let owes = |birth: NaiveDate| owed(birth, 2012, true, YearOf60::Forbidden) == Owed::Due;
        assert!(owes(first) && !owes(first.pred_opt().unwrap()));
        assert!(owes(last) && !owes(last.succ_opt().unwrap()));
    }

    #[test]
    fn the_window_is_the_first_quarter() {
        let window = Window::of("01-01..03-31", 2012).unwrap();
        assert!(window.holds(day("2012-01-01")) && window.holds(day("2012-03-31")));
        assert!(!window.holds(day("2012-04-01")) && !window.holds(day("2011-12-31")));
        for text in ["", "01-01", "03-31..01-01", "13-01..13-31"] {
            assert_eq!(Window::of(text, 2012), None, "{text}");
        }
    }
}
