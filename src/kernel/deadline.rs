//! Deadlines and their countdown: 24:00 of a day, judged by the business date (`domain.md` 4.1,
//! 4.4).
//!
//! Lateness is computed and shown, never hidden or forgiven. Deliberately absent: what is still
//! missing for a deadline; each business tells that of its own.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::calendar::Holidays;
use super::clause::Clause;
use super::month::Month;
use super::refusal::Refusal;
use super::text::{Phrase, Text};
use crate::{phrase, text};

/// How many working days before its working target a deadline turns amber.
const WARNING_WORKING_DAYS: i32 = 3;

/// How many calendar days before, in a year whose holidays are not loaded: rather early than late.
const WARNING_CALENDAR_DAYS: u64 = 7;

/// The day a deadline falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum DueDay {
    /// A day of every month; the last one where the month is shorter.
    OfMonth(u32),
    /// The last calendar day of every month.
    LastOfMonth,
    /// A day of the month after, as for monthly reports.
    OfNextMonth(u32),
    /// One day of the year: month and day.
    OfYear(u32, u32),
}

/// Something that must be done by 24:00 of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// A stable id: `verify`.
    pub id: &'static str,
    /// The day, where no parameter names another.
    pub day: DueDay,
    /// The parameter that names the day, if one does.
    pub parameter: Option<&'static str>,
    /// What must be done.
    pub text: Text,
    /// Who must have done it.
    pub responsible: Text,
    /// The clause that sets the day.
    pub clause: Clause,
}

/// What happens to a deadline on a day nobody works (`P.cal.roll`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Roll {
    /// The calendar day is the limit. The notice grants no extension.
    #[default]
    None,
    /// The last working day on or before.
    PrevWorkday,
    /// The first working day on or after.
    NextWorkday,
}

impl Roll {
    /// The rule of a parameter's value: `NONE`, `PREV_WORKDAY` or `NEXT_WORKDAY`.
    pub fn of(value: &str) -> Option<Self> {
        match value {
            "NONE" => Some(Self::None),
            "PREV_WORKDAY" => Some(Self::PrevWorkday),
            "NEXT_WORKDAY" => Some(Self::NextWorkday),
            _ => None,
        }
    }
}

/// The parameters by which a deadline's day is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueRule {
    /// `P.cal.roll` of this deadline.
    pub roll: Roll,
    /// `P.deadline.inclusive`: whether the day itself still counts as in time.
    pub inclusive: bool,
}

impl Default for DueRule {
    fn default() -> Self {
        Self {
            roll: Roll::None,
            inclusive: true,
        }
    }
}

impl Deadline {
    /// The last day in time for a month's (or a year's) duty; none if the duty does not fall in the
    /// month.
    pub fn due(
        &self,
        month: Month,
        rule: DueRule,
        holidays: &Holidays,
    ) -> Result<Option<NaiveDate>, Refusal> {
        self.due_on(self.day, month, rule, holidays)
    }

    /// The same with the day a parameter names instead of the usual one.
    pub fn due_on(
        &self,
        day: DueDay,
        month: Month,
        rule: DueRule,
        holidays: &Holidays,
    ) -> Result<Option<NaiveDate>, Refusal> {
        let named = match day {
            DueDay::OfMonth(number) => month.day(number),
            DueDay::LastOfMonth => month.last_day(),
            DueDay::OfNextMonth(number) => month.next().day(number),
            DueDay::OfYear(number, _) if number != month.number() => return Ok(None),
            DueDay::OfYear(_, day) => month.day(day),
        };
        let last = if rule.inclusive {
            named
        } else {
            named.pred_opt().unwrap_or(named)
        };
        match rule.roll {
            Roll::None => Ok(Some(last)),
            Roll::PrevWorkday => holidays.last_working_day_on_or_before(last).map(Some),
            Roll::NextWorkday => holidays.next_working_day_on_or_after(last).map(Some),
        }
    }
}

/// How pressing a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Urgency {
    /// The duty is fulfilled, in time or late.
    Done,
    /// More than three working days away.
    Far,
    /// Three working days or less before the working target: amber.
    Near,
    /// The last day: red.
    DueToday,
    /// Past its day: red, and stays so.
    Late,
}

impl Urgency {
    /// The word beside the colour.
    pub const fn title(self) -> Text {
        match self {
            Self::Done => text!("已完成", "done"),
            Self::Far => text!("未到期", "not yet due"),
            Self::Near => text!("临近", "near"),
            Self::DueToday => text!("今日截止", "due today"),
            Self::Late => text!("逾期", "late"),
        }
    }
}

/// Where a deadline stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countdown {
    /// The last day in time.
    pub due: NaiveDate,
    /// The last working day on or before it, by which the work is better done; none while the
    /// year's holidays are not loaded.
    pub target: Option<NaiveDate>,
    /// How pressing it is.
    pub urgency: Urgency,
    /// Whole minutes until 24:00 of the last day; 0 once it has passed.
    pub minutes_left: i64,
    /// Days late: until it was done, or until now.
    pub days_late: i64,
    /// Whether the working target is today or behind us, with days left that nobody works.
    pub past_target: bool,
}

impl Countdown {
    /// Where a deadline stands now (business date and time of day in Asia/Shanghai), done on a day
    /// or not yet.
    ///
    /// It never fails: the limit itself needs no holidays, and a screen must show it in any year.
    pub fn at(
        due: NaiveDate,
        now: NaiveDateTime,
        done: Option<NaiveDate>,
        holidays: &Holidays,
    ) -> Self {
        let today = now.date();
        let target = holidays.last_working_day_on_or_before(due).ok();
        let amber = target
            .and_then(|day| holidays.add_working_days(day, -WARNING_WORKING_DAYS).ok())
            .or_else(|| due.checked_sub_days(Days::new(WARNING_CALENDAR_DAYS)));
        let urgency = match done {
            Some(_) => Urgency::Done,
            None if today > due => Urgency::Late,
            None if today == due => Urgency::DueToday,
            None if amber.is_some_and(|amber| today >= amber) => Urgency::Near,
            None => Urgency::Far,
        };
        Self {
            due,
            target,
            urgency,
            minutes_left: time_left(due, now).num_minutes(),
            days_late: done
                .unwrap_or(today)
                .signed_duration_since(due)
                .num_days()
                .max(0),
            past_target: done.is_none()
                && today <= due
                && target.is_some_and(|target| today >= target),
        }
    }

    /// Days, hours and minutes left.
    pub fn left(&self) -> (i64, i64, i64) {
        (
            self.minutes_left / 1440,
            self.minutes_left / 60 % 24,
            self.minutes_left % 60,
        )
    }

    /// The countdown in a few words: `剩2天06:40`, `逾期3天`, `已完成`.
    pub fn phrase(&self) -> Phrase {
        let (days, hours, minutes) = self.left();
        let clock = format!("{hours:02}:{minutes:02}");
        match (self.urgency, self.days_late) {
            (Urgency::Done, 0) => Urgency::Done.title().into(),
            (Urgency::Done, late) => phrase!("已完成（逾期{n}天）", "done {n}d late", n = late),
            (Urgency::Late, late) => phrase!("逾期{n}天", "{n}d late", n = late),
            (Urgency::DueToday, _) => phrase!("今日截止 剩{t}", "due today {t}", t = clock),
            (Urgency::Far | Urgency::Near, _) => {
                phrase!("剩{n}天{t}", "{n}d {t} left", n = days, t = clock)
            }
        }
    }

    /// The same where room is scarce and a mark stands beside it: `2d 14:40`, `today 13:39`.
    pub fn brief(&self) -> Phrase {
        let (days, hours, minutes) = self.left();
        let clock = format!("{hours:02}:{minutes:02}");
        match self.urgency {
            Urgency::Done | Urgency::Late => self.phrase(),
            Urgency::DueToday => phrase!("今日截止 剩{t}", "today {t}", t = clock),
            Urgency::Far | Urgency::Near => phrase!("剩{n}天{t}", "{n}d {t}", n = days, t = clock),
        }
    }
}

/// The time until 24:00 of a day; none left once it has passed.
fn time_left(due: NaiveDate, now: NaiveDateTime) -> TimeDelta {
    let end = due
        .checked_add_days(Days::new(1))
        .and_then(|next| next.and_hms_opt(0, 0, 0));
    end.map_or(TimeDelta::zero(), |end| {
        end.signed_duration_since(now).max(TimeDelta::zero())
    })
}

/// A row of the calendar of a month.
const fn monthly(
    id: &'static str,
    (day, parameter): (DueDay, Option<&'static str>),
    text: Text,
    responsible: Text,
    clause: &'static str,
) -> Deadline {
    Deadline {
        id,
        day,
        parameter,
        text,
        responsible,
        clause: Clause::of(clause),
    }
}

/// The calendar of a month (`domain.md` 4.1) and of the year's collection (2.4), by day.
#[rustfmt::skip]
pub const CALENDAR: &[Deadline] = &[
    monthly("village", (DueDay::OfMonth(5), Some("P.cal.village_day")),
        text!("村级上报生存状况", "villages report life status"),
        text!("村（居）协理员", "village coordinator"), "4.1"),
    monthly("award_cutoff", (DueDay::OfMonth(5), Some("P.cal.award_cutoff_day")),
        text!("待遇核定截止", "award cut-off"), text!("待遇核定岗", "benefit post"), "4.1"),
    monthly("township", (DueDay::OfMonth(8), Some("P.cal.township_day")),
        text!("乡镇汇总签报认证名单和停发名单", "townships sign verification and stop lists"),
        text!("乡镇（街道）人社所所长", "township director"), "4.1"),
    monthly("verify", (DueDay::OfMonth(10), Some("P.cal.verify_day")),
        text!("待遇领取资格核实，报送停止发放人员核定表", "verification finished, stop-payment form submitted"),
        text!("乡镇（街道）人社所、村（居）协理员", "township station, village coordinator"),
        "N2.3-d"),
    monthly("application", (DueDay::OfMonth(10), Some("P.cal.application_day")),
        text!("向同级财政部门报送用款申请", "fund-use application to the finance department"),
        text!("经办机构会计岗、负责人", "agency accountant, director"), "N2.3-a"),
    monthly("funding", (DueDay::OfMonth(15), Some("P.cal.funding_day")),
        text!("基金从财政专户拨入支出户", "money moved to the expenditure account"),
        text!("财政部门", "finance department"), "N2.3-b"),
    monthly("file", (DueDay::OfMonth(17), Some("P.cal.file_day")),
        text!("发放文件送达银行并受理", "payment file accepted by the bank"),
        text!("出纳岗、复核岗", "cashier, reviewer"), "4.1"),
    monthly("credit", (DueDay::OfMonth(20), Some("P.cal.credit_day")),
        text!("养老金存入领取人银行账户", "pensioners' accounts credited"),
        text!("金融机构", "bank"), "N2.3-c"),
    monthly("return", (DueDay::OfMonth(22), Some("P.cal.return_day")),
        text!("回盘处理和退票重发", "return file handled, failures re-issued"),
        text!("待遇发放岗", "payment post"), "4.1"),
    monthly("reconciliation", (DueDay::OfMonth(25), Some("P.cal.recon_day")),
        text!("三方对账并记账", "three-party reconciliation and posting"),
        text!("会计岗、稽核岗", "accountant, audit"), "4.1"),
    monthly("income_account", (DueDay::LastOfMonth, None),
        text!("收入户月末无余额", "income account at zero"),
        text!("出纳岗、会计岗", "cashier, accountant"), "N2.5-g"),
    monthly("collection", (DueDay::OfYear(3, 31), None),
        text!("年度集中缴费", "the year's contributions collected"),
        text!("各县区人力资源和社会保障部门", "county HRSS departments"), "N2.2-a"),
];

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::super::calendar::of_2012::{day, holidays};
    use super::*;

    fn deadline(id: &str) -> &'static Deadline {
        CALENDAR.iter().find(|deadline| deadline.id == id).unwrap()
    }

    fn due(id: &str, month: u32, roll: Roll) -> Option<NaiveDate> {
        let rule = DueRule {
            roll,
            inclusive: true,
        };
        deadline(id)
            .due(Month::new(2012, month).unwrap(), rule, &holidays())
            .unwrap()
    }

    fn at(month: u32, of: u32, hour: u32, minute: u32) -> NaiveDateTime {
        day(month, of).and_hms_opt(hour, minute, 0).unwrap()
    }

    fn count(due: NaiveDate, now: NaiveDateTime, done: Option<NaiveDate>) -> Countdown {
        Countdown::at(due, now, done, &holidays())
    }

    #[test]
    fn without_an_extension_the_calendar_day_is_the_limit() {
        for (id, month, of, before, after) in [
            ("funding", 1, 15, day(1, 13), day(1, 16)),
            ("verify", 3, 10, day(3, 9), day(3, 12)),
            ("funding", 4, 15, day(4, 13), day(4, 16)),
            ("credit", 5, 20, day(5, 18), day(5, 21)),
            ("verify", 6, 10, day(6, 8), day(6, 11)),
            ("funding", 7, 15, day(7, 13), day(7, 16)),
            ("funding", 9, 15, day(9, 14), day(9, 17)),
            ("credit", 10, 20, day(10, 19), day(10, 22)),
            ("application", 11, 10, day(11, 9), day(11, 12)),
            ("funding", 12, 15, day(12, 14), day(12, 17)),
        ] {
            assert_eq!(due(id, month, Roll::None), Some(day(month, of)));
            assert_eq!(due(id, month, Roll::PrevWorkday), Some(before));
            assert_eq!(due(id, month, Roll::NextWorkday), Some(after));
        }
    }

    #[test]
    fn the_end_of_march_is_a_saturday_at_work() {
        for roll in [Roll::None, Roll::PrevWorkday, Roll::NextWorkday] {
            assert_eq!(due("collection", 3, roll), Some(day(3, 31)));
        }
        assert_eq!(due("collection", 4, Roll::None), None);
        assert_eq!(
            count(day(3, 31), at(3, 30, 9, 0), None).target,
            Some(day(3, 31))
        );
    }

    #[test]
    fn the_day_itself_counts_unless_the_parameter_says_no() {
        let march = Month::new(2012, 3).unwrap();
        let rule = DueRule {
            roll: Roll::None,
            inclusive: false,
        };
        assert_eq!(
            deadline("verify").due(march, rule, &holidays()),
            Ok(Some(day(3, 9)))
        );
        let other =
            deadline("verify").due_on(DueDay::OfMonth(12), march, DueRule::default(), &holidays());
        assert_eq!(other, Ok(Some(day(3, 12))));
        let next = DueDay::OfNextMonth(5);
        let report = deadline("verify").due_on(next, march, DueRule::default(), &holidays());
        assert_eq!(report, Ok(Some(day(4, 5))));
        assert_eq!(due("income_account", 2, Roll::None), Some(day(2, 29)));
    }

    #[test]
    fn the_countdown_runs_to_midnight() {
        let left = count(day(3, 10), at(3, 8, 17, 20), None);
        assert_eq!(left.left(), (2, 6, 40));
        assert_eq!(left.phrase(), phrase!("剩2天06:40", "2d 06:40 left"));
        assert_eq!(
            (left.target, left.urgency),
            (Some(day(3, 9)), Urgency::Near)
        );
    }

    #[test]
    fn amber_begins_three_working_days_before_the_target() {
        let urgency = |of| count(day(3, 10), at(3, of, 9, 0), None).urgency;
        assert_eq!(urgency(5), Urgency::Far);
        assert_eq!([6, 7, 8, 9].map(urgency), [Urgency::Near; 4]);
        assert_eq!(urgency(10), Urgency::DueToday);
        assert_eq!(urgency(11), Urgency::Late);
        assert!(!count(day(3, 10), at(3, 8, 9, 0), None).past_target);
        assert!(count(day(3, 10), at(3, 9, 9, 0), None).past_target);
        // Over the spring festival three working days reach back two weeks.
        assert_eq!(
            count(day(1, 30), at(1, 20, 9, 0), None).urgency,
            Urgency::Near
        );
        assert_eq!(
            count(day(1, 30), at(1, 19, 9, 0), None).urgency,
            Urgency::Far
        );
    }

    #[test]
    fn the_verdict_turns_with_the_second() {
        let last = day(3, 10).and_hms_opt(23, 59, 59).unwrap();
        assert_eq!(count(day(3, 10), last, None).urgency, Urgency::DueToday);
        assert_eq!(count(day(3, 10), last, None).left(), (0, 0, 0));
        let late = count(day(3, 10), at(3, 11, 0, 0), None);
        assert_eq!((late.urgency, late.days_late), (Urgency::Late, 1));
        assert_eq!(count(day(3, 10), at(3, 10, 0, 0), None).left(), (1, 0, 0));
    }

    #[test]
    fn late_stays_late() {
        let late = count(day(3, 10), at(4, 2, 9, 0), Some(day(3, 13)));
        assert_eq!((late.urgency, late.days_late), (Urgency::Done, 3));
        assert_eq!(late.phrase(), phrase!("已完成（逾期3天）", "done 3d late"));
        let in_time = count(day(3, 10), at(4, 2, 9, 0), Some(day(3, 10)));
        assert_eq!(
            (in_time.days_late, in_time.phrase()),
            (0, Urgency::Done.title().into())
        );
        assert_eq!(
            count(day(3, 10), at(3, 15, 9, 0), None).phrase().zh,
            "逾期5天"
        );
    }

    #[test]
    fn an_unknown_year_stops_the_rolling_but_not_the_calendar_day() {
        let month = Month::new(2013, 3).unwrap();
        let day = NaiveDate::from_ymd_opt(2013, 3, 10);
        assert_eq!(
            deadline("verify").due(month, DueRule::default(), &holidays()),
            Ok(day)
        );
        let rule = DueRule {
            roll: Roll::PrevWorkday,
            inclusive: true,
        };
        assert!(deadline("verify").due(month, rule, &holidays()).is_err());
        let none = Holidays::default();
        let early = Countdown::at(
            day.unwrap(),
            at(3, 3, 0, 0).with_year(2013).unwrap(),
            None,
            &none,
        );
        assert_eq!((early.target, early.urgency), (None, Urgency::Near));
        assert_eq!(Roll::of("NEXT_WORKDAY"), Some(Roll::NextWorkday));
    }
}
