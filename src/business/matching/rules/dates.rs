//! Which date of death counts, where several are told: the police's or a medical certificate's, then the cremation's, then
//! a report's (5.4). All are kept; one is used.

use chrono::NaiveDate;

use crate::business::matching::{DeathDate, DeathSource, Evidence};
use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// Where the date of a list comes from.
pub fn of_list(source: &str) -> DeathSource {
    match source {
        "POLI" => DeathSource::Certificate,
        "CIVI" => DeathSource::Cremation,
        _ => DeathSource::Report,
    }
}

/// Where a date comes from that rests on evidence.
pub const fn of_evidence(evidence: Evidence) -> DeathSource {
    match evidence {
        Evidence::Police | Evidence::DeathCertificate | Evidence::Judgment => {
            DeathSource::Certificate
        }
        Evidence::Cremation => DeathSource::Cremation,
        Evidence::Seen
        | Evidence::HomeVisit
        | Evidence::DatedPhoto
        | Evidence::Terminal
        | Evidence::Elsewhere
        | Evidence::Consulate
        | Evidence::Comparison
        | Evidence::Report
        | Evidence::SelfService => DeathSource::Report,
    }
}

/// The date that counts: the accepted one; else the one day the most trusted source tells. None where that source tells
/// several days, or nobody tells any.
pub fn counts(dates: &[DeathDate]) -> Option<NaiveDate> {
    if let Some(accepted) = dates.iter().find(|it| it.accepted) {
        return Some(accepted.day);
    }
    let best = dates.iter().map(|it| it.source).min()?;
    let mut days = dates.iter().filter(|it| it.source == best);
    let first = days.next()?.day;
    days.all(|it| it.day == first).then_some(first)
}

/// Whether a date may be accepted: somebody tells it, and no more trusted source tells another.
pub fn may_accept(dates: &[DeathDate], day: NaiveDate, source: DeathSource) -> Result<(), Refusal> {
    if !dates.iter().any(|it| it.day == day && it.source == source) {
        return Err(Refusal::new(
            "PN-4421",
            Clause::of("5.4"),
            phrase!(
                "没有来源记载{day}这一死亡日期",
                "nobody tells of a death on {day}",
                day = day
            ),
            phrase!(
                "请从列出的日期中选择",
                "choose one of the dates that are listed"
            ),
        )
        .blaming("day"));
    }
    let better = dates
        .iter()
        .filter(|it| it.source < source && it.day != day)
        .min_by_key(|it| it.source);
    let Some(better) = better else {
        return Ok(());
    };
    Err(Refusal::new(
        "PN-4422",
        Clause::of("5.4"),
        phrase!(
            "{source}记载为{day}，其效力在先，不能采用效力在后的日期",
            "{source} tells {day}, and goes before",
            source = better.source.title(),
            day = better.day
        ),
        phrase!(
            "请采用该日期；该来源有误的，先按误报结案",
            "accept that date, or close its case as a false hit first"
        ),
    )
    .blaming("day"))
}

/// Nobody can say which of several dates counts.
pub fn unsettled() -> Refusal {
    Refusal::new(
        "PN-4423",
        Clause::of("5.4"),
        phrase!(
            "同一来源记载了不同的死亡日期，或没有日期，无从确定停发月份",
            "one source tells several dates of death, or none tells any: the month to stop from is open"
        ),
        phrase!(
            "请由认证岗先采用其中一个日期",
            "have the verification post accept one of the dates first"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(day: &str, source: DeathSource) -> DeathDate {
        DeathDate {
            day: day.parse().unwrap(),
            source,
            told_by: "x".to_owned(),
            accepted: false,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    use DeathSource::{Certificate, Cremation, Report};

    #[test]
    fn the_police_go_before_the_crematorium_and_that_before_a_report() {
        let all = [
            date("2012-03-01", Report),
            date("2012-03-04", Cremation),
            date("2012-03-02", Certificate),
        ];
        assert_eq!(counts(&all), Some(day("2012-03-02")));
        assert_eq!(counts(&all[..2]), Some(day("2012-03-04")));
        assert_eq!(counts(&all[..1]), Some(day("2012-03-01")));
        assert_eq!(counts(&[]), None);
    }

    #[test]
    fn one_source_with_two_days_settles_nothing_until_one_is_accepted() {
        let mut both = [
            date("2012-02-28", Certificate),
            date("2012-03-02", Certificate),
        ];
        assert_eq!(counts(&both), None);
        both[1].accepted = true;
        assert_eq!(counts(&both), Some(day("2012-03-02")));
    }

    #[test]
    fn a_date_is_accepted_only_if_no_better_source_tells_another() {
        let all = [
            date("2012-03-04", Cremation),
            date("2012-03-02", Certificate),
        ];
        assert!(may_accept(&all, day("2012-03-02"), Certificate).is_ok());
        let worse = may_accept(&all, day("2012-03-04"), Cremation).unwrap_err();
        assert_eq!(worse.code, "PN-4422");
        let unknown = may_accept(&all, day("2012-03-03"), Certificate).unwrap_err();
        assert_eq!(unknown.code, "PN-4421");
        let agreed = [
            date("2012-03-02", Cremation),
            date("2012-03-02", Certificate),
        ];
        assert!(may_accept(&agreed, day("2012-03-02"), Cremation).is_ok());
    }

    #[test]
    fn where_a_date_comes_from_follows_from_the_list_or_the_evidence() {
        assert_eq!(of_list("POLI"), Certificate);
        assert_eq!(of_list("CIVI"), Cremation);
        assert_eq!(of_list("FAMP"), Report);
        assert_eq!(of_evidence(Evidence::DeathCertificate), Certificate);
        assert_eq!(of_evidence(Evidence::Cremation), Cremation);
        assert_eq!(of_evidence(Evidence::Report), Report);
    }
}
