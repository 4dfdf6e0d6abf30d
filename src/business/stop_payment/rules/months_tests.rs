//! The worked examples of 3.6 and 3.7.

use super::*;
use crate::business::stop_payment::REASONS;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn from(code: &str, event: &str, open: &str) -> Option<Month> {
    let when = When {
        event: event.parse().ok(),
        form: month("2012-03"),
        open: month(open),
    };
    stop_from(Reason::of(code).unwrap(), when)
}

fn paid(of: &str, state: PaymentState) -> Payment {
    Payment {
        month: month(of),
        basic_central_fen: Fen(5_500),
        basic_local_fen: Fen(0),
        account_fen: Fen(1_500),
        arrears_basic_fen: Fen(0),
        arrears_account_fen: Fen(0),
        state,
        credited_on: None,
        bank_code: None,
        account_tail: None,
    }
}

#[test]
fn the_month_of_death_is_due_in_full_whatever_the_day() {
    for (died, stops) in [
        ("2012-02-29", "2012-03"),
        ("2012-03-01", "2012-04"),
        ("2012-03-31", "2012-04"),
        ("2012-01-27", "2012-02"),
        ("2011-12-31", "2012-01"),
    ] {
        assert_eq!(from("T01", died, "2012-03"), Some(month(stops)), "{died}");
    }
}

#[test]
fn every_rule_of_the_table_gives_its_month() {
    for (code, event, open, stops) in [
        ("S01", "", "2012-03", Some("2012-03")),
        ("S01", "", "2012-04", Some("2012-04")),
        ("S04", "", "2012-02", Some("2012-03")),
        ("S02", "2012-02-10", "2012-03", Some("2012-03")),
        ("T02", "", "2012-03", Some("2012-04")),
        ("T03", "2011-11-01", "2012-03", Some("2011-11")),
        ("T04", "2012-03-05", "2012-03", Some("2012-04")),
        ("T05", "", "2012-03", Some("2012-03")),
        ("T01", "", "2012-03", None),
        ("S09", "2012-03-05", "2012-03", None),
    ] {
        assert_eq!(from(code, event, open), stops.map(month), "{code}");
    }
    for reason in REASONS {
        let stops = from(reason.code, "2012-03-05", "2012-03");
        assert_eq!(
            stops.is_none(),
            reason.from == FromRule::Never,
            "{}",
            reason.code
        );
    }
}

#[test]
fn nothing_takes_effect_in_a_month_that_is_applied() {
    let effect = |stop: &str, open: &str| effect(month(stop), month("2012-03"), month(open));
    assert_eq!(effect("2012-02", "2012-03"), month("2012-03"));
    assert_eq!(effect("2012-02", "2012-04"), month("2012-04"));
    assert_eq!(effect("2012-05", "2012-04"), month("2012-05"));
}

#[test]
fn the_worked_overpayment() {
    // Died on 2012-03-27, reported on 2012-06-08; April and May were paid at 70.00.
    let payments = [
        paid("2012-05", PaymentState::Credited),
        paid("2012-06", PaymentState::Pending),
        paid("2012-04", PaymentState::Credited),
        paid("2012-03", PaymentState::Credited),
    ];
    let death = Reason::of("T01").unwrap();
    let when = When {
        event: "2012-03-27".parse().ok(),
        form: month("2012-06"),
        open: month("2012-06"),
    };
    let stops = stop_from(death, when).unwrap();
    let over = overpaid(death, stops, &payments).unwrap();
    assert_eq!(
        over.iter().map(|it| it.month).collect::<Vec<_>>(),
        [month("2012-04"), month("2012-05")]
    );
    assert_eq!(sums(&over), Some((Fen(11_000), Fen(3_000))));
    let wrong = overpaid(Reason::of("T05").unwrap(), month("2012-06"), &payments).unwrap();
    assert_eq!(sums(&wrong), Some((Fen(16_500), Fen(4_500))));
    let held = overpaid(Reason::of("S04").unwrap(), month("2012-03"), &payments).unwrap();
    assert_eq!(held, []);
}

#[test]
fn late_is_the_day_after_the_tenth() {
    let due = "2012-03-10".parse().ok();
    for (today, days) in [
        ("2012-03-09", 0),
        ("2012-03-10", 0),
        ("2012-03-11", 1),
        ("2012-04-02", 23),
    ] {
        assert_eq!(days_late(due, today.parse().unwrap()), days);
    }
    assert_eq!(days_late(None, "2012-03-31".parse().unwrap()), 0);
}
