//! The business reports on both engines: identities, continuity, who stands behind a number, what is frozen.

use jingban::business::organisation::sign_in::AsOperator;
use jingban::business::statistics::circular::CircularOf;
use jingban::business::statistics::file::{DraftReport, ReportMoved};
use jingban::business::statistics::moving::MoveReport;
use jingban::business::statistics::people::{PeopleBehind, opens};
use jingban::business::statistics::rules::figures::{broken, total, value};
use jingban::business::statistics::rules::specs::{R1, R3, REPORTS};
use jingban::business::statistics::store::{FiguresOf, Shown};
use jingban::business::statistics::{FileStep, ReportSpec, ReportState, Source};
use jingban::database::request::{Query as _, Verdict};
use jingban::database::runner::carry_out;
use jingban::database::{Db, audit};
use jingban::kernel::desk::Desk;
use jingban::kernel::month::Month;
use jingban::kernel::post::Post;

use crate::county::{both_with_county, desk};
use crate::stage::{leaked, raw};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

async fn figures(db: &Db, report: &ReportSpec, month: Month, area: &str) -> Shown {
    let asked = FiguresOf {
        report: report.id.to_owned(),
        month,
        area: area.parse().unwrap(),
        drafted: false,
    };
    asked.find(db, &desk()).await.unwrap().unwrap()
}

/// An operator's desk on a day.
async fn seat(db: &Db, operator: &str) -> Desk {
    let guest = Desk {
        operator: "guest".to_owned(),
        post: Post::Guest,
        ..desk()
    };
    let sits = AsOperator {
        operator: operator.to_owned(),
    };
    let seq = audit::heads(db).await.unwrap()[0].seq;
    let seated = carry_out(db, &guest, &format!("{operator}-{seq}"), &sits).await;
    seated.unwrap().outcome.desk(&guest)
}

#[tokio::test]
async fn every_month_begins_where_the_last_one_ended_and_its_identities_hold() {
    both_with_county(async |db: Db| {
        let mut told = Vec::new();
        let mut ended: Option<[i64; 3]> = None;
        for month in month("2011-06").through(month("2012-04")) {
            let one = figures(&db, &R1, month, "371323").await;
            let three = figures(&db, &R3, month, "371323").await;
            for (report, shown) in [(&R1, &one), (&R3, &three)] {
                assert_eq!(
                    broken(report, &shown.values),
                    [""; 0],
                    "{} {month}",
                    report.id
                );
                let parts = shown.parts.iter().map(|it| &it.values);
                assert_eq!(total(report, parts), shown.values);
                for part in &shown.parts {
                    assert_eq!(
                        broken(report, &part.values),
                        [""; 0],
                        "{} {month}",
                        part.name
                    );
                }
            }
            let of = |id| value(&R1, &one.values, id);
            let paid = |id| value(&R3, &three.values, id);
            assert_eq!(of("a12"), paid("a12"), "{month}");
            if let Some(ended) = ended {
                assert_eq!(ended[..2], [of("a1"), paid("c1")], "{month}");
            }
            ended = Some([of("a10"), paid("c6"), paid("c7")]);
            told.push((month, one.values, three.values));
        }
        // Nobody is left out: whoever is in payment in March stands on the month's lists, the suspended in part two.
        let march = figures(&db, &R3, month("2012-03"), "371323").await;
        let of = |id| value(&R3, &march.values, id);
        assert_eq!(of("c6"), of("c15.due"));
        assert_eq!((of("c6"), of("c7")), (1_317, 26));
        told
    })
    .await;
}

#[tokio::test]
async fn every_number_opens_the_people_behind_it() {
    both_with_county(async |db: Db| {
        let mut opened = 0;
        for report in REPORTS {
            for area in ["371323", "371323100", "371323101203"] {
                let shown = figures(&db, report, month("2012-03"), area).await;
                for column in report.columns {
                    let Some(behind) = opens(report, column.id) else {
                        continue;
                    };
                    let asked = PeopleBehind {
                        report: report.id.to_owned(),
                        column: column.id.to_owned(),
                        month: month("2012-03"),
                        area: area.parse().unwrap(),
                    };
                    let people = asked.find(&db, &desk()).await.unwrap();
                    let told = value(report, &shown.values, behind.id);
                    if !matches!(behind.source, Source::FoundFen) {
                        assert_eq!(people.total, told, "{} {area}", column.id);
                    }
                    let listed = i64::try_from(people.people.len()).unwrap();
                    assert_eq!(listed, people.total.min(500));
                    assert!(people.people.iter().all(|it| it.citizen_id.contains('*')));
                    opened += 1;
                }
            }
        }
        assert!(opened > 60, "{opened}");
        let blind = Desk {
            post: Post::CSys,
            ..desk()
        };
        let asked = PeopleBehind {
            report: "R3".to_owned(),
            column: "c6".to_owned(),
            month: month("2012-03"),
            area: "371323".parse().unwrap(),
        };
        assert_eq!(asked.find(&db, &blind).await.unwrap().total, 0);
        opened
    })
    .await;
}

#[tokio::test]
async fn a_late_stop_counts_in_the_month_that_is_open_never_in_a_closed_one() {
    both_with_county(async |db: Db| {
        let of = async |month: &str, id: &str| {
            let report = if id.starts_with('a') { &R1 } else { &R3 };
            value(report, &figures(&db, report, month.parse().unwrap(), "371323").await.values, id)
        };
        let before = [
            of("2012-01", "c4").await,
            of("2012-02", "c4").await,
            of("2012-03", "c4").await,
            of("2012-03", "a6").await,
        ];
        // Died in December; stopped from January, and approved in March, after both runs were applied for.
        let day = match db.engine() {
            jingban::database::Engine::Sqlite => ("'2011-12-20'", "'2012-03-06'"),
            jingban::database::Engine::Postgres => ("date '2011-12-20'", "date '2012-03-06'"),
        };
        raw(
            &db,
            &[&format!(
                "insert into benefit_events (county, insurance_no, seq, kind, reason, event_date, from_month,
                    recorded_on, evidence, maker, checker)
                 values ('371323', '3713231100000029', 1, 'STOP', 'T01', {}, 201201, {}, 'x', 'a', 'b')",
                day.0, day.1
            )],
        )
        .await;
        let after = [
            of("2012-01", "c4").await,
            of("2012-02", "c4").await,
            of("2012-03", "c4").await,
            of("2012-03", "a6").await,
        ];
        assert_eq!(after, [before[0], before[1], before[2] + 1, before[3] + 1]);
        after
    })
    .await;
}

/// Drafts a report and takes it on by these hands; what the last did.
async fn filed(
    db: &Db,
    report: &str,
    version: i64,
    hands: &[&str],
) -> Result<ReportMoved, Verdict> {
    let han = seat(db, "handan").await;
    let draft = DraftReport {
        report: report.to_owned(),
        month: month("2012-02"),
    };
    let op = format!("draft-{report}-{version}");
    let mut done = carry_out(db, &han, &op, &draft).await.map(|it| it.outcome);
    for (who, row_version) in hands.iter().zip(1..) {
        let step = MoveReport {
            report: report.to_owned(),
            month: month("2012-02"),
            unit: "371323".parse().unwrap(),
            version,
            row_version,
            step: FileStep::On,
            note: String::new(),
        };
        let seat = seat(db, who).await;
        let op = format!("{who}-{report}-{version}");
        done = carry_out(db, &seat, &op, &step).await.map(|it| it.outcome);
    }
    done
}

#[tokio::test]
async fn what_was_submitted_stays_and_a_correction_is_another_version() {
    both_with_county(async |db: Db| {
        let live = figures(&db, &R1, month("2012-02"), "371323").await;
        assert!(live.kept.is_none());
        let done = filed(&db, "R1", 1, &["mayan", "zhaoguoqiang"])
            .await
            .unwrap();
        assert_eq!(
            (done.state, done.days_late),
            (ReportState::Submitted, Some(3))
        );
        let frozen = figures(&db, &R1, month("2012-02"), "371323").await;
        assert_eq!(
            (&frozen.values, frozen.parts.len()),
            (&live.values, live.parts.len())
        );
        // Somebody leaves the books; what was submitted does not change, not even by hand.
        let gone = match db.engine() {
            jingban::database::Engine::Sqlite => "'2012-02-10'",
            jingban::database::Engine::Postgres => "date '2012-02-10'",
        };
        raw(
            &db,
            &[&format!(
                "update persons set participation = 4, contribution_state = 3, died_on = {gone}
                 where insurance_no = '3713231100000012'"
            )],
        )
        .await;
        let still = figures(&db, &R1, month("2012-02"), "371323").await;
        assert_eq!(still.values, frozen.values);
        for text in [
            "update report_values set value = 0",
            "delete from report_values",
            "update reports set note = 'x'",
            "delete from reports",
        ] {
            let mut tx = db.begin().await.unwrap();
            assert!(tx.run(&leaked(text), &[]).await.is_err(), "{text}");
            tx.rollback().await.unwrap();
        }
        // The draft of a correction is seen by whoever asks for it, and holds once it is submitted.
        filed(&db, "R1", 2, &["mayan"]).await.unwrap();
        let held = figures(&db, &R1, month("2012-02"), "371323").await;
        assert_eq!(held.kept.map(|it| it.version), Some(1));
        let asked = FiguresOf {
            report: "R1".to_owned(),
            month: month("2012-02"),
            area: "371323".parse().unwrap(),
            drafted: true,
        };
        let drafted = asked.find(&db, &desk()).await.unwrap().unwrap();
        assert_eq!(drafted.kept.map(|it| it.version), Some(2));
        let by = |id| value(&R1, &drafted.values, id) - value(&R1, &frozen.values, id);
        assert_eq!([by("a5"), by("a10"), by("a11"), by("a1")], [1, -1, -1, 0]);
        let again = filed(&db, "R1", 3, &[]).await.unwrap_err();
        assert!(
            matches!(&again, Verdict::Refused(why) if why.code == "PN-4602"),
            "{again:?}"
        );
        drafted.values
    })
    .await;
}

#[tokio::test]
async fn townships_are_ranked_by_what_their_lists_and_forms_say() {
    both_with_county(async |db: Db| {
        let all = CircularOf {
            month: month("2012-03"),
        };
        let all = all.find(&db, &desk()).await.unwrap();
        let ranks: Vec<i64> = all.iter().map(|it| it.rank).collect();
        assert_eq!(ranks, [1, 2, 3]);
        assert!(all.windows(2).all(|two| two[0].score >= two[1].score));
        let due: i64 = all.iter().map(|it| it.standing.due).sum();
        assert_eq!(due, 1_317);
        for it in &all {
            let share = it.standing.done * 1_000_000 / it.standing.due;
            assert_eq!(it.verified, share, "{}", it.standing.name);
            assert_eq!(it.standing.steps, 2);
        }
        let city = Desk {
            area: "371300".parse().unwrap(),
            post: Post::MSta,
            ..desk()
        };
        let march = CircularOf {
            month: month("2012-03"),
        };
        let counties = march.find(&db, &city).await.unwrap();
        assert_eq!(counties[0].standing.code.as_str(), "371323000000");
        assert_eq!(counties[0].standing.due, 1_317);
        (all, counties)
    })
    .await;
}
