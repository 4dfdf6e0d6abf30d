//! The city circular's ranking over the metrics that are built: M4 and M5 (9.2).

use std::cmp::Reverse;

use super::figures::share;
use crate::business::statistics::{Flag, Ranked, Standing};

const WHOLE: i64 = 1_000_000;

/// A metric in millionths and what is to be said of it: missing data score 0, nothing to do scores 1.
pub fn metric(of: i64, by: i64, known: bool) -> (i64, Flag) {
    if !known {
        return (0, Flag::Missing);
    }
    match share(of, by) {
        None => (WHOLE, Flag::NotApplicable),
        Some(share) => (share.clamp(0, WHOLE), Flag::Plain),
    }
}

/// A standing with its metrics and score.
fn scored(standing: &Standing, (m4, m5): (i64, i64)) -> Ranked {
    let (verified, verified_flag) = metric(standing.done, standing.due, standing.lists > 0);
    let (punctual, punctual_flag) = metric(standing.in_time, standing.steps, standing.steps > 0);
    let score = m4
        .saturating_mul(verified)
        .saturating_add(m5.saturating_mul(punctual));
    Ranked {
        standing: standing.clone(),
        verified,
        verified_flag,
        punctual,
        punctual_flag,
        score,
        rank: 0,
        before: None,
    }
}

/// Everybody's place, the best first; equal scores by the division's code.
fn placed(standings: &[Standing], weights: (i64, i64)) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = standings.iter().map(|it| scored(it, weights)).collect();
    all.sort_by_key(|it| (Reverse(it.score), it.standing.code.as_str().to_owned()));
    for (ranked, rank) in all.iter_mut().zip(1_i64..) {
        ranked.rank = rank;
    }
    all
}

/// The ranking of a month, beside the month before. Weights are those of M4 and M5.
pub fn ranking(now: &[Standing], before: &[Standing], weights: (i64, i64)) -> Vec<Ranked> {
    let earlier = placed(before, weights);
    let mut all = placed(now, weights);
    for ranked in &mut all {
        let same = earlier
            .iter()
            .find(|it| it.standing.code == ranked.standing.code);
        ranked.before = same
            .filter(|it| it.verified_flag != Flag::Missing)
            .map(|it| it.rank);
    }
    all
}

/// The mean of a figure.
pub fn mean(all: &[Ranked], of: fn(&Ranked) -> i64) -> Option<i64> {
    let sum = all.iter().map(of).fold(0_i64, i64::saturating_add);
    sum.checked_div(i64::try_from(all.len()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(code: &str, figures: [i64; 5]) -> Standing {
        let [lists, due, done, steps, in_time] = figures;
        Standing {
            code: code.parse().unwrap(),
            name: code.to_owned(),
            lists,
            due,
            done,
            steps,
            in_time,
        }
    }

    #[test]
    fn missing_data_score_nothing_and_nothing_to_do_scores_all() {
        assert_eq!(metric(0, 0, false), (0, Flag::Missing));
        assert_eq!(metric(0, 0, true), (WHOLE, Flag::NotApplicable));
        assert_eq!(metric(3, 4, true), (750_000, Flag::Plain));
        assert_eq!(metric(5, 4, true), (WHOLE, Flag::Plain));
    }

    #[test]
    fn the_best_stand_first_equals_by_code_and_the_change_is_told() {
        let now = [
            standing("371323102", [2, 100, 100, 2, 2]),
            standing("371323101", [2, 100, 100, 2, 2]),
            standing("371323100", [2, 100, 50, 2, 1]),
            standing("371323103", [0, 0, 0, 2, 0]),
        ];
        let before = [
            standing("371323100", [2, 100, 100, 2, 2]),
            standing("371323101", [2, 100, 90, 2, 2]),
            standing("371323103", [0, 0, 0, 2, 0]),
        ];
        let all = ranking(&now, &before, (15, 10));
        let told: Vec<(&str, i64, Option<i64>)> = all
            .iter()
            .map(|it| (it.standing.name.as_str(), it.rank, it.before))
            .collect();
        assert_eq!(
            told,
            [
                ("371323101", 1, Some(2)),
                ("371323102", 2, None),
                ("371323100", 3, Some(1)),
                ("371323103", 4, None),
            ]
        );
        assert_eq!(all[0].score, 25 * WHOLE);
        assert_eq!(mean(&all, |it| it.verified), Some(625_000));
        assert_eq!(mean(&[], |it| it.verified), None);
    }
}
