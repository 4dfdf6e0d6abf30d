//! Figures: what villages have, summed up to townships, county and city; rates made anew at every level; identities.

use std::collections::BTreeMap;

use super::fact::Fact;
use crate::business::statistics::{ColumnSpec, IdentitySpec, ReportSpec, Source, Tally, Worth};
use crate::kernel::area::{AreaCode, Level};
use crate::kernel::money::Fen;

/// The values of each area, column by column; a rate has none of its own.
pub type Figures = BTreeMap<AreaCode, Vec<i64>>;

/// Where a column stands.
pub fn places(report: &ReportSpec, id: &str) -> Option<usize> {
    report.columns.iter().position(|it| it.id == id)
}

/// The value of a column; 0 where there is none.
pub fn value(report: &ReportSpec, values: &[i64], id: &str) -> i64 {
    let at = places(report, id);
    at.and_then(|at| values.get(at)).copied().unwrap_or(0)
}

/// What was counted in villages, as figures of the villages.
pub fn of_villages(report: &ReportSpec, tallies: &[Tally]) -> Figures {
    let mut figures = Figures::new();
    for tally in tallies {
        let fact = Fact::of(tally.code);
        let values = figures
            .entry(tally.village.clone())
            .or_insert_with(|| vec![0; report.columns.len()]);
        for (column, value) in report.columns.iter().zip(values) {
            if let (Source::People(counts), Some(fact)) = (column.source, fact)
                && counts(&fact)
            {
                *value = value.saturating_add(tally.people);
            }
        }
    }
    figures
}

/// Adds what another source knows of a village to a column.
pub fn add(report: &ReportSpec, figures: &mut Figures, village: &AreaCode, id: &str, amount: i64) {
    let values = figures
        .entry(village.clone())
        .or_insert_with(|| vec![0; report.columns.len()]);
    if let Some(value) = places(report, id).and_then(|at| values.get_mut(at)) {
        *value = value.saturating_add(amount);
    }
}

/// The area a level above; none above the city.
pub fn parent(area: &AreaCode) -> Option<AreaCode> {
    let digits = match area.level() {
        Level::Village => 9,
        Level::Township => 6,
        Level::County => return crate::kernel::area::CITY.parse().ok(),
        Level::City => return None,
    };
    area.as_str().get(..digits)?.parse().ok()
}

/// The area itself or the one above it at a level.
pub fn at_level(area: &AreaCode, level: Level) -> AreaCode {
    let mut at = area.clone();
    while at.level() != level {
        match parent(&at) {
            Some(above) => at = above,
            None => break,
        }
    }
    at
}

/// The figures of villages summed at a level.
pub fn summed(villages: &Figures, level: Level) -> Figures {
    let mut sums = Figures::new();
    for (village, values) in villages {
        let sum = sums
            .entry(at_level(village, level))
            .or_insert_with(|| vec![0; values.len()]);
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum = sum.saturating_add(*value);
        }
    }
    sums
}

/// The sum of all.
pub fn total<'a>(report: &ReportSpec, all: impl IntoIterator<Item = &'a Vec<i64>>) -> Vec<i64> {
    let mut total = vec![0_i64; report.columns.len()];
    for values in all {
        for (sum, value) in total.iter_mut().zip(values) {
            *sum = sum.saturating_add(*value);
        }
    }
    total
}

/// A share in millionths; none where there is nothing to share (9.2: not applicable).
pub fn share(of: i64, by: i64) -> Option<i64> {
    if by == 0 {
        return None;
    }
    i64::try_from(
        i128::from(of)
            .saturating_mul(1_000_000)
            .checked_div(i128::from(by))?,
    )
    .ok()
}

/// What a column says of an area.
pub fn worth(report: &ReportSpec, column: &ColumnSpec, values: &[i64]) -> Worth {
    let own = value(report, values, column.id);
    match column.source {
        Source::Rate(of, by) => {
            Worth::Rate(share(value(report, values, of), value(report, values, by)))
        }
        Source::FoundFen | Source::NothingFen => Worth::Money(Fen(own)),
        Source::People(_)
        | Source::Population
        | Source::Due
        | Source::Done
        | Source::Found
        | Source::Nothing => Worth::Count(own),
    }
}

/// Whether an identity holds.
pub fn held(report: &ReportSpec, identity: &IdentitySpec, values: &[i64]) -> bool {
    let sum = |side: &&[(i64, &str)]| {
        side.iter().fold(0_i64, |sum, (sign, id)| {
            sum.saturating_add(sign.saturating_mul(value(report, values, id)))
        })
    };
    let mut sides = identity.sides.iter().map(sum);
    let first = sides.next();
    sides.all(|side| Some(side) == first)
}

/// The identities that do not hold.
pub fn broken(report: &ReportSpec, values: &[i64]) -> Vec<&'static str> {
    report
        .identities
        .iter()
        .filter(|it| !held(report, it, values))
        .map(|it| it.shown)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::business::statistics::rules::specs::{R1, R3};

    fn given(report: &ReportSpec, values: &[(&str, i64)]) -> Vec<i64> {
        let mut all = vec![0; report.columns.len()];
        for (id, value) in values {
            all[places(report, id).unwrap()] = *value;
        }
        all
    }

    #[test]
    fn the_worked_check_set_holds_and_any_slip_breaks_it() {
        let r1 = given(
            &R1,
            &[
                ("a1", 1000),
                ("a2", 50),
                ("a3", 3),
                ("a4", 0),
                ("a5", 1),
                ("a6", 4),
                ("a7", 5),
                ("a8", 2),
                ("a9", 0),
                ("a10", 1041),
                ("a11", 817),
                ("a12", 224),
                ("a17", 900),
                ("a18", 141),
            ],
        );
        assert_eq!(broken(&R1, &r1), [""; 0]);
        let r3 = given(
            &R3,
            &[
                ("c1", 218),
                ("c2", 8),
                ("c3", 1),
                ("c4", 4),
                ("c5", 1),
                ("c6", 222),
                ("c7", 2),
                ("a12", 224),
            ],
        );
        assert_eq!(broken(&R3, &r3), [""; 0]);
        for (report, values) in [(&R1, &r1), (&R3, &r3)] {
            let named = report
                .identities
                .iter()
                .flat_map(|it| it.sides.iter().copied().flatten());
            for (_, id) in named {
                let mut slipped = values.clone();
                slipped[places(report, id).unwrap()] += 1;
                assert!(!broken(report, &slipped).is_empty(), "{id}");
            }
        }
    }

    #[test]
    fn a_rate_is_made_anew_and_nothing_to_share_is_no_rate() {
        let both = given(&R1, &[("a10", 3), ("a14", 4)]);
        let rate = R1.columns.iter().find(|it| it.id == "a15").unwrap();
        assert_eq!(worth(&R1, rate, &both), Worth::Rate(Some(750_000)));
        assert_eq!(
            worth(&R1, rate, &given(&R1, &[("a10", 3)])),
            Worth::Rate(None)
        );
        let other = given(&R1, &[("a10", 0), ("a14", 4)]);
        let sum = total(&R1, [&both, &other]);
        assert_eq!(worth(&R1, rate, &sum), Worth::Rate(Some(375_000)));
    }

    proptest! {
        #[test]
        fn a_parent_is_the_sum_of_its_children(
            counted in prop::collection::vec((0_u8..4, 0_u8..5, 0_i64..6_000, 0_i64..1_000), 0..200)
        ) {
            let tallies: Vec<Tally> = counted.into_iter().map(|(township, village, code, people)| Tally {
                village: format!("3713231{township:02}2{village:02}").parse().unwrap(),
                code,
                people,
            }).collect();
            for report in [&R1, &R3] {
                let villages = of_villages(report, &tallies);
                let (townships, county) = (summed(&villages, Level::Township), summed(&villages, Level::County));
                for (area, values) in townships.iter().chain(&county) {
                    let inside = villages.iter().filter(|(village, _)| area.holds(village)).map(|(_, it)| it);
                    prop_assert_eq!(values, &total(report, inside));
                }
                let all: Vec<i64> = total(report, villages.values());
                prop_assert_eq!(total(report, townships.values()), all.clone());
                prop_assert_eq!(total(report, county.values()), all);
            }
        }
    }
}
