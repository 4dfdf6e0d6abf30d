//! What a hit of every level leads to, and what it does not.

use super::super::fixtures::candidate;
use super::*;
use crate::kernel::calendar::DayKind;

fn coming() -> Month {
    "2012-03".parse().unwrap()
}

fn of(level: Level, tells: Tells) -> Effect {
    effect(level, &candidate(), tells, coming())
}

#[test]
fn a_death_of_level_a_proposes_a_line_and_holds_the_month_after_the_month_of_death() {
    let due = Effect {
        reason: Some("T01"),
        line_now: true,
        hold_now: true,
        field_check: false,
    };
    assert_eq!(of(Level::A, Tells::Death), due);
    let mut it = candidate();
    it.event_date = "2012-03-01".parse().ok();
    let this_month = effect(Level::A, &it, Tells::Death, coming());
    assert_eq!(
        this_month,
        Effect {
            hold_now: false,
            ..due
        },
        "the month of death is due"
    );
    it.event_date = None;
    let undated = effect(Level::A, &it, Tells::Death, coming());
    assert!(!undated.line_now && !undated.hold_now);
    let mut again = candidate();
    again.proposed = true;
    let second = effect(Level::A, &again, Tells::Death, coming());
    assert!(
        !second.line_now && !second.hold_now,
        "one line for one death"
    );
}

#[test]
fn level_b_proposes_a_hold_and_holds_nothing_by_itself() {
    let it = of(Level::B, Tells::Death);
    assert_eq!(it.reason, Some("S04"));
    assert!(!it.line_now && !it.hold_now && it.field_check);
    assert_eq!(of(Level::B, Tells::OtherPension).reason, Some("S05"));
    assert_eq!(of(Level::B, Tells::Sentence).reason, None);
}

#[test]
fn levels_c_and_d_are_items_of_the_work_list_and_nothing_else() {
    for level in [Level::C, Level::D] {
        for tells in Tells::ALL {
            let it = of(level, *tells);
            assert_eq!(it.reason, None);
            assert!(!it.line_now && !it.hold_now && !it.field_check);
        }
    }
}

#[test]
fn nothing_but_a_death_of_level_a_does_anything_by_itself() {
    for level in Level::ALL {
        for tells in Tells::ALL {
            let it = of(*level, *tells);
            let due = (*level, *tells) == (Level::A, Tells::Death);
            assert_eq!(
                (it.line_now, it.hold_now),
                (due, due),
                "{level:?} {tells:?}"
            );
        }
    }
}

#[test]
fn what_is_proposed_is_among_what_may_be_proposed() {
    for level in Level::ALL {
        for tells in Tells::ALL {
            let reason = proposed(*level, *tells);
            assert!(reason.is_none_or(|it| reasons(*tells).contains(&it)));
        }
    }
}

#[test]
fn whoever_is_not_in_payment_has_nothing_to_stop() {
    let mut it = candidate();
    (it.participation, it.contribution_state) = (1, 1);
    let found = effect(Level::A, &it, Tells::Death, coming());
    assert_eq!(found.reason, None);
    assert!(!found.line_now && !found.hold_now);
    (it.participation, it.contribution_state) = (2, 3);
    let suspended = effect(Level::A, &it, Tells::Death, coming());
    assert!(
        suspended.line_now && !suspended.hold_now,
        "no money to hold"
    );
}

#[test]
fn lists_tell_what_bears_on_a_pension_and_whom_it_concerns() {
    use Class::{ActiveContributor, PausedContributor, Recipient, SuspendedRecipient, Terminated};
    assert_eq!(tells("CIVI", "CREMATED"), Some(Tells::Death));
    assert_eq!(tells("CIVI", "LOWINC_ON"), None);
    assert_eq!(tells("POLI", "NORMAL"), None);
    assert_eq!(tells("FAMP", "ONE_CHILD"), None);
    for it in Tells::ALL {
        assert!(!concerns(*it, Terminated));
    }
    assert!(concerns(Tells::Death, ActiveContributor));
    assert!(concerns(Tells::DualEnrolment, PausedContributor));
    assert!(!concerns(Tells::DualEnrolment, Recipient));
    assert!(concerns(Tells::Release, SuspendedRecipient) && !concerns(Tells::Release, Recipient));
    assert!(concerns(Tells::Sentence, Recipient) && !concerns(Tells::Sentence, SuspendedRecipient));
}

/// 3 April 2012 and the days around it: the festival of 2 to 4 April, with 31 March and 1 April worked.
fn calendar() -> Holidays {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    Holidays::of_rows([
        (day("2012-03-31"), DayKind::Workday),
        (day("2012-04-01"), DayKind::Workday),
        (day("2012-04-02"), DayKind::Holiday),
        (day("2012-04-03"), DayKind::Holiday),
        (day("2012-04-04"), DayKind::Holiday),
    ])
}

#[test]
fn a_field_check_has_five_working_days_of_the_holiday_table() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let holidays = calendar();
    let due = check_by(day("2012-03-29"), 5, &holidays).unwrap();
    assert_eq!(due, day("2012-04-06"), "30, 31 March, 1, 5 and 6 April");
    assert_eq!(days_left(day("2012-03-29"), due, &holidays), Some(5));
    assert_eq!(days_left(day("2012-04-03"), due, &holidays), Some(2));
    assert_eq!(days_left(due, due, &holidays), Some(0));
    assert_eq!(days_left(day("2012-04-09"), due, &holidays), Some(-1));
}
