//! The stop-payment form on both engines: what must hold whoever signs, and what an approval does.

use futures_util::future::join_all;
use jingban::business::organisation::sign_in::AsOperator;
use jingban::business::stop_payment::approve::Approved;
use jingban::business::stop_payment::draft::OpenForm;
use jingban::business::stop_payment::list::{FormsOf, LinesOf, TownshipForms};
use jingban::business::stop_payment::recovery::{Recoveries, RecoveriesOf};
use jingban::business::stop_payment::rules::hands::Way;
use jingban::business::stop_payment::take::TakeProposals;
use jingban::business::stop_payment::{
    Evidence, FormKind, FormState, REASONS, ReasonKind, RecoveryCause, RecoveryState, Wanted,
    confirmed, propose,
};
use jingban::command::doctor;
use jingban::database::request::{Change, Query as _, Verdict};
use jingban::database::runner::carry_out;
use jingban::database::{Db, audit};
use jingban::kernel::desk::Desk;
use jingban::kernel::money::Fen;
use jingban::kernel::month::Month;
use jingban::kernel::post::Post;
use jingban::record;

use crate::county::{both_places_with_county, both_with_county, desk};
use crate::stage::{leaked, raw};
use crate::stopping::{DRAFT, approval, entered, form, line, step, township};

const TODAY: &str = "2012-03-08";

record! { struct Standing { participation: i64 } }
record! { struct Happened { kind: String, from_month: Month } }
record! { struct Number { insurance_no: String } }

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// An operator's desk on a day.
async fn seat(db: &Db, operator: &str, day: &str) -> Desk {
    let guest = Desk {
        operator: "guest".to_owned(),
        post: Post::Guest,
        ..desk()
    };
    let sits = AsOperator {
        operator: operator.to_owned(),
    };
    let seated = carry_out(db, &guest, &op(db, operator).await, &sits).await;
    Desk {
        business_date: day.parse().unwrap(),
        ..seated.unwrap().outcome.desk(&guest)
    }
}

/// An operation nobody has carried out yet.
async fn op(db: &Db, who: &str) -> String {
    format!("{who}-{}", audit::heads(db).await.unwrap()[0].seq)
}

async fn act<C: Change>(db: &Db, desk: &Desk, change: &C) -> Result<C::Outcome, Verdict> {
    let op = op(db, &desk.operator).await;
    let done = carry_out(db, desk, &op, change).await;
    done.map(|done| done.outcome)
}

/// The clause and code by which something was refused.
fn refused<T: std::fmt::Debug>(ended: Result<T, Verdict>) -> String {
    match ended {
        Err(Verdict::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

/// A form one hand on.
async fn hand(db: &Db, operator: &str, day: &str, form_no: &str) -> Result<FormState, Verdict> {
    let desk = seat(db, operator, day).await;
    let seen = form(db, &desk, form_no).await;
    let moved = act(db, &desk, &step(&seen, Way::On, "")).await;
    moved.map(|moved| moved.state)
}

/// A form of 沂水镇 through all hands on a day.
async fn approve(db: &Db, form_no: &str, day: &str) -> Approved {
    let hands = ["zhanghua", "liqiang", "niushulin", "gaopeng", "liujianguo"];
    for operator in hands {
        hand(db, operator, day, form_no).await.unwrap();
    }
    let head = seat(db, "zhaoguoqiang", day).await;
    let seen = form(db, &head, form_no).await;
    act(db, &head, &approval(&seen)).await.unwrap()
}

async fn participation(db: &Db, insurance_no: &str) -> i64 {
    let text = format!("select participation from persons where insurance_no = '{insurance_no}'");
    let row: Standing = db.one(&leaked(&text), &[]).await.unwrap();
    row.participation
}

async fn recoveries(db: &Db, insurance_no: &str) -> Recoveries {
    let insurance_no = insurance_no.to_owned();
    RecoveriesOf { insurance_no }
        .find(db, &desk())
        .await
        .unwrap()
}

/// The doctor finds nothing on a day.
async fn sound(db: &Db, day: &str) {
    let desk = Desk {
        business_date: day.parse().unwrap(),
        ..desk()
    };
    for check in doctor::checks() {
        let found = (check.count)(db, &desk).await.unwrap();
        assert_eq!(found.count, 0, "{}: {:?}", check.id, found.examples);
    }
}

/// People of 上华庄村 in payment who stand on no form and are not dead.
async fn free(db: &Db) -> Vec<String> {
    let text = "select insurance_no from persons p
        where village = '371323100201' and participation = 1 and contribution_state = 3 and died_on is null
            and not exists (select 1 from stop_lines l where l.insurance_no = p.insurance_no)
            and exists (select 1 from payments y where y.insurance_no = p.insurance_no and y.month = 201202)
        order by insurance_no limit 40";
    let rows: Vec<Number> = db.rows(&leaked(text), &[]).await.unwrap();
    rows.into_iter().map(|row| row.insurance_no).collect()
}

#[tokio::test]
async fn a_death_stops_from_the_month_after_and_what_was_paid_beyond_it_is_a_case() {
    both_with_county(async |db: Db| {
        let village = seat(&db, "zhanghua", TODAY).await;
        let people = free(&db).await;
        let deaths = [
            ("2012-02-29", "2012-03", 4),
            ("2012-03-01", "2012-04", 1),
            ("2012-01-27", "2012-02", 4),
        ];
        for (no, (died, from, _)) in people.iter().zip(deaths) {
            let dead = line(DRAFT, no, entered("T01", died, Evidence::DeathCertificate));
            let done = act(&db, &village, &dead).await.unwrap();
            assert_eq!(done.from_month, Some(month(from)));
        }
        let approved = approve(&db, DRAFT, TODAY).await;
        assert_eq!(
            (approved.lines, approved.days_late, approved.cases),
            (5, 0, 1)
        );
        for (no, (_, _, state)) in people.iter().zip(deaths) {
            assert_eq!(participation(&db, no).await, state, "{no}");
        }
        let found = recoveries(&db, &people[2]).await;
        let case = &found.cases[0];
        assert_eq!(
            (case.state, case.cause),
            (RecoveryState::Found, RecoveryCause::LateDeath)
        );
        assert_eq!((case.months, case.basic_fen), (1, Fen(5_500)));
        assert_eq!(case.due_on, "2012-04-07".parse().unwrap());
        assert_eq!(found.months[0].month, month("2012-02"));
        assert!(recoveries(&db, &people[0]).await.cases.is_empty());
        sound(&db, TODAY).await;
        (approved, found)
    })
    .await;
}

#[tokio::test]
async fn a_death_reported_after_two_payments_of_seventy_yuan_overpaid_140_by_book() {
    let day = "2012-06-08";
    both_with_county(async |db: Db| {
        let no = free(&db).await.remove(0);
        let paid = |month: i64| {
            format!(
                "insert into payments select county, {month}, insurance_no, 5500, 0, 1500, 0, 0, state, credited_on, bank_code,
                    account_tail
                 from payments where insurance_no = '{no}' and month = 201202"
            )
        };
        let applied = |month: i64, day: &str| format!("insert into months values ('371323', {month}, '{day}')");
        let texts = [
            paid(201_203),
            paid(201_204),
            paid(201_205),
            applied(201_203, "2012-03-09"),
            applied(201_204, "2012-04-10"),
            applied(201_205, "2012-05-10"),
        ];
        for text in &texts {
            raw(&db, &[text]).await;
        }
        let village = seat(&db, "zhanghua", day).await;
        let dead = line(DRAFT, &no, entered("T01", "2012-03-27", Evidence::Cremation));
        let done = act(&db, &village, &dead).await.unwrap();
        assert_eq!((done.back_months, done.back_fen), (2, Fen(14_000)));
        let approved = approve(&db, DRAFT, day).await;
        // The form is March's: ninety days after the 10th, and the township is told by its name.
        assert_eq!(approved.days_late, 90);
        assert!(approved.told.zh.contains("逾期90天，责任单位沂水镇"), "{}", approved.told.zh);
        let found = recoveries(&db, &no).await;
        let case = &found.cases[0];
        assert_eq!((case.basic_fen, case.account_fen), (Fen(11_000), Fen(3_000)));
        let months: Vec<Month> = found.months.iter().map(|it| it.month).collect();
        assert_eq!(months, [month("2012-04"), month("2012-05")]);
        let lines = LinesOf { insurance_no: no.clone() }.find(&db, &desk()).await.unwrap();
        assert_eq!((lines[0].from_month, lines[0].pending), (month("2012-04"), false));
        // In the books it takes effect with the first month not applied for.
        let text = format!("select kind, from_month from benefit_events where insurance_no = '{no}'");
        let event: Happened = db.one(&leaked(&text), &[]).await.unwrap();
        assert_eq!((event.kind.as_str(), event.from_month), ("STOP", month("2012-06")));
        for check in ["I6.stop", "I6.death", "stop_payment.recovery"] {
            let check = doctor::checks().find(|it| it.id == check).unwrap();
            let count = (check.count)(&db, &desk()).await.unwrap();
            assert_eq!(count.count, 0, "{}: {:?}", check.id, count.examples);
        }
        // The case gone, the months stand out again.
        raw(&db, &["delete from recovery_months"]).await;
        let check = doctor::checks().find(|it| it.id == "I6.death").unwrap();
        assert_eq!((check.count)(&db, &desk()).await.unwrap().count, 2);
        (approved, found)
    })
    .await;
}

/// Day and evidence for a reason of the table.
fn ground(code: &str) -> (&'static str, Evidence) {
    match code {
        "S02" => ("2012-01-10", Evidence::Judgment),
        "S03" => ("2011-08-01", Evidence::Report),
        "S05" => ("", Evidence::Comparison),
        "S07" => ("", Evidence::Police),
        "T01" => ("2012-02-20", Evidence::Police),
        "T03" => ("2012-02-01", Evidence::Comparison),
        "T04" => ("2012-02-10", Evidence::Elsewhere),
        _ => ("", Evidence::Report),
    }
}

#[tokio::test]
async fn every_reason_of_the_table_becomes_its_event_or_is_refused() {
    both_with_county(async |db: Db| {
        let village = seat(&db, "zhanghua", TODAY).await;
        let people = free(&db).await;
        let mut told = Vec::new();
        for (no, reason) in people.iter().zip(REASONS) {
            let (day, evidence) = ground(reason.code);
            let change = line(DRAFT, no, entered(reason.code, day, evidence));
            let done = act(&db, &village, &change).await;
            if matches!(reason.kind, ReasonKind::ByPolicy | ReasonKind::None) {
                assert_eq!(refused(done), "PN-4503", "{}", reason.code);
            } else {
                done.unwrap();
                told.push((reason, no));
            }
        }
        assert_eq!(told.len(), 14);
        let approved = approve(&db, DRAFT, TODAY).await;
        assert_eq!(approved.lines, 16);
        let mut happened = Vec::new();
        for (reason, no) in told {
            let text =
                format!("select kind, from_month from benefit_events where insurance_no = '{no}'");
            let event: Happened = db.one(&leaked(&text), &[]).await.unwrap();
            let state = participation(&db, no).await;
            let wanted = match reason.kind {
                ReasonKind::Stop => ("STOP", 4),
                ReasonKind::Suspend => ("SUSPEND", 2),
                ReasonKind::Hold => ("HOLD", 1),
                ReasonKind::ByPolicy | ReasonKind::None => unreachable!(),
            };
            // 丧失国籍 stops with the next month, which has not come.
            let wanted = if reason.code == "T02" {
                ("STOP", 1)
            } else {
                wanted
            };
            assert_eq!((event.kind.as_str(), state), wanted, "{}", reason.code);
            happened.push((
                reason.code,
                event.from_month,
                recoveries(&db, no).await.cases,
            ));
        }
        let cause = |code: &str| {
            let of = happened.iter().find(|it| it.0 == code).unwrap();
            of.2.first().map(|case| case.cause)
        };
        assert_eq!(cause("S02"), Some(RecoveryCause::Imprisoned));
        assert_eq!(cause("T03"), Some(RecoveryCause::DualBenefit));
        assert_eq!(cause("T05"), Some(RecoveryCause::WrongAward));
        for code in ["S01", "S04", "S05", "S06", "T01", "T02", "T99"] {
            assert_eq!(cause(code), None, "{code}");
        }
        sound(&db, TODAY).await;
        (approved, happened)
    })
    .await;
}

#[tokio::test]
async fn nobody_stands_on_two_lines_that_wait_and_nobody_acts_twice() {
    both_with_county(async |db: Db| {
        let village = seat(&db, "zhanghua", TODAY).await;
        let waits = "3713231100000254";
        let again = line(
            DRAFT,
            waits,
            entered("T01", "2012-03-05", Evidence::Cremation),
        );
        assert_eq!(refused(act(&db, &village, &again).await), "PN-4504");
        let stopped = line(
            DRAFT,
            "3713231100000045",
            entered("T01", "2012-03-01", Evidence::Cremation),
        );
        assert_eq!(refused(act(&db, &village, &stopped).await), "PN-4532");
        hand(&db, "zhanghua", TODAY, DRAFT).await.unwrap();
        // He opened the form and made a line: another checks.
        assert_eq!(
            refused(hand(&db, "zhangmin", TODAY, DRAFT).await),
            "PN-4512"
        );
        hand(&db, "liqiang", TODAY, DRAFT).await.unwrap();
        // Without a substitution the reviewer submits nothing.
        raw(
            &db,
            &["delete from post_changes where operator = 'wangjianmin'"],
        )
        .await;
        assert_eq!(
            refused(hand(&db, "wangjianmin", TODAY, DRAFT).await),
            "PN-4521"
        );
        hand(&db, "niushulin", TODAY, DRAFT).await.unwrap();
        hand(&db, "gaopeng", TODAY, DRAFT).await.unwrap();
        hand(&db, "mayan", TODAY, DRAFT).await.unwrap();
        // A line takes no change any more.
        let late = line(
            DRAFT,
            &free(&db).await[0],
            entered("T99", "", Evidence::Report),
        );
        assert_eq!(refused(act(&db, &village, &late).await), "PN-4502");
    })
    .await;
}

#[tokio::test]
async fn what_is_approved_is_the_list_that_was_looked_at() {
    both_with_county(async |db: Db| {
        for operator in ["zhanghua", "liqiang", "niushulin", "gaopeng", "mayan"] {
            hand(&db, operator, TODAY, DRAFT).await.unwrap();
        }
        assert_eq!(refused(hand(&db, "zhaoguoqiang", TODAY, DRAFT).await), "PN-4525");
        let head = seat(&db, "zhaoguoqiang", TODAY).await;
        let seen = form(&db, &head, DRAFT).await;
        let mut wrong = approval(&seen);
        wrong.count += 1;
        assert_eq!(refused(act(&db, &head, &wrong).await), "PN-4513");
        let changed = "update stop_lines set evidence_ref = 'x' where form_no = 'STOP-371323-100-201203-02' and seq = 1";
        raw(&db, &[changed]).await;
        assert_eq!(refused(act(&db, &head, &approval(&seen)).await), "PN-4513");
        let seen = form(&db, &head, DRAFT).await;
        act(&db, &head, &approval(&seen)).await.unwrap();
        match act(&db, &head, &approval(&seen)).await {
            Err(Verdict::Stale(told)) => assert!(told.zh.contains("赵国强"), "{}", told.zh),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_is_told_by_whom_and_when() {
    both_places_with_county(async |place| {
        let db = place.open().await;
        for operator in ["zhanghua", "liqiang", "niushulin", "gaopeng"] {
            hand(&db, operator, TODAY, DRAFT).await.unwrap();
        }
        let mut sessions = Vec::new();
        for operator in ["liujianguo", "mayan"] {
            let desk = seat(&db, operator, TODAY).await;
            let seen = form(&db, &desk, DRAFT).await;
            sessions.push((place.open().await, desk, step(&seen, Way::On, "")));
        }
        let both = sessions.iter().map(async |(db, desk, step)| {
            let op = format!("race-{}", desk.operator);
            (desk.name.clone(), carry_out(db, desk, &op, step).await)
        });
        let ended = join_all(both).await;
        let winner = ended.iter().find(|(_, it)| it.is_ok()).unwrap().0.clone();
        let loser = ended.iter().find(|(name, _)| *name != winner).unwrap();
        match &loser.1 {
            Err(Verdict::Stale(told)) => {
                assert!(
                    told.zh.contains(&format!("{winner}于{TODAY}")),
                    "{}",
                    told.zh
                );
                assert!(told.zh.contains("已复核"), "{}", told.zh);
            }
            other => panic!("{other:?}"),
        }
        let seen = form(&db, &desk(), DRAFT).await;
        for (db, ..) in sessions {
            db.close().await;
        }
        db.close().await;
        (seen.whole.form.state, seen.whole.hands.len())
    })
    .await;
}

#[tokio::test]
async fn whoever_confirmed_a_match_does_not_check_the_form_it_proposes() {
    both_with_county(async |db: Db| {
        let confirmer = seat(&db, "wangfang", TODAY).await;
        let wanted = Wanted {
            insurance_no: "3713231100001371".to_owned(),
            village: "371323100202".parse().unwrap(),
            reason: "T01".to_owned(),
            event_date: "2012-03-02".parse().ok(),
            evidence: Some(Evidence::Comparison),
            evidence_ref: Some("POLI-201203-001".to_owned()),
            source_ref: "BD-1".to_owned(),
            proposed_by: "wangfang".to_owned(),
        };
        let mut tx = db.begin().await.unwrap();
        assert!(propose(&mut tx, &confirmer, &wanted).await.unwrap());
        tx.commit().await.unwrap();
        let take = TakeProposals {
            form_no: DRAFT.to_owned(),
            picks: vec![
                (wanted.insurance_no.clone(), wanted.source_ref.clone()),
                ("3713231299999995".to_owned(), "BD-2".to_owned()),
            ],
        };
        let village = seat(&db, "zhanghua", TODAY).await;
        assert!(matches!(
            act(&db, &village, &take).await,
            Err(Verdict::Refused(_))
        ));
        let handler = seat(&db, "zhangmin", TODAY).await;
        let taken = act(&db, &handler, &take).await.unwrap();
        assert_eq!(taken.taken, [(3, wanted.insurance_no)]);
        assert_eq!(taken.refused[0].1.code, "PN-4535");
        // The comparison proposed it by itself; only now, with the line on the form, has she confirmed the case.
        let mut tx = db.begin().await.unwrap();
        confirmed(&mut tx, &confirmer, "3713231100001371", "BD-1")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for operator in ["zhanghua", "liqiang", "niushulin"] {
            hand(&db, operator, TODAY, DRAFT).await.unwrap();
        }
        assert_eq!(
            refused(hand(&db, "wangfang", TODAY, DRAFT).await),
            "PN-4536"
        );
        hand(&db, "gaopeng", TODAY, DRAFT).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_township_without_stops_has_a_nil_form_approved() {
    both_with_county(async |db: Db| {
        let handler = seat(&db, "yuhai", "2012-04-05").await;
        let open = OpenForm {
            kind: FormKind::Stop,
            month: month("2012-04"),
            township: "371323102000".parse().unwrap(),
        };
        let opened = act(&db, &handler, &open).await.unwrap();
        assert_eq!(opened.form_no, "STOP-371323-102-201204-01");
        assert_eq!(refused(act(&db, &handler, &open).await), "PN-4511");
        for operator in ["xieli", "luchangfu", "gaopeng", "mayan"] {
            hand(&db, operator, "2012-04-06", &opened.form_no)
                .await
                .unwrap();
        }
        let head = seat(&db, "zhaoguoqiang", "2012-04-11").await;
        let seen = form(&db, &head, &opened.form_no).await;
        let approved = act(&db, &head, &approval(&seen)).await.unwrap();
        assert_eq!((approved.lines, approved.days_late), (0, 1));
        let forms = TownshipForms {
            month: month("2012-04"),
        }
        .find(&db, &head)
        .await
        .unwrap();
        let done: Vec<bool> = forms.iter().map(|it| it.approved).collect();
        assert_eq!(done, [false, false, true]);
        forms
    })
    .await;
}

#[tokio::test]
async fn the_forms_of_the_demonstration_are_approved_by_the_hash_of_their_lines() {
    both_with_county(async |db: Db| {
        let mut hashes = Vec::new();
        for of in ["2012-02", "2012-03"] {
            let (month, area) = (month(of), township().county().as_str().parse().unwrap());
            let forms = FormsOf { month, area };
            for row in forms.find(&db, &desk()).await.unwrap() {
                let seen = form(&db, &desk(), &row.form_no).await;
                if row.state == FormState::Approved {
                    assert_eq!(
                        seen.whole.form.list_hash.as_ref(),
                        Some(&seen.hash),
                        "{}",
                        row.form_no
                    );
                    hashes.push(seen.hash);
                } else {
                    assert_eq!(row.next(), Some(Post::VCo));
                }
            }
        }
        assert_eq!(hashes.len(), 6);
        hashes
    })
    .await;
}
