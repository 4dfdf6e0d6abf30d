//! The month's verification on both engines: what must hold whatever is entered and whoever signs.

use jingban::business::BUSINESSES;
use jingban::business::descriptor::DeadlineSpec;
use jingban::business::organisation::sign_in::AsOperator;
use jingban::business::verification::enter::{ConfirmList, MarkItems};
use jingban::business::verification::issue::IssueLists;
use jingban::business::verification::progress::{Progress, ProgressOf, Sum};
use jingban::business::verification::rules::signing::Way;
use jingban::business::verification::sign::{MoveList, Moved};
use jingban::business::verification::store::{ListOf, VillageList};
use jingban::business::verification::{Evidence, ListState, Mark, Mode, Outcome};
use jingban::command::doctor;
use jingban::database::request::Query as _;
use jingban::database::request::Verdict;
use jingban::database::runner::carry_out;
use jingban::database::{Db, audit};
use jingban::kernel::desk::Desk;
use jingban::kernel::month::Month;
use jingban::kernel::post::Post;

use crate::county::{both_with_county, desk};
use crate::dump::dump_all;
use crate::stage::raw;

const HUAZHUANG: &str = "371323100201";

fn march() -> Month {
    "2012-03".parse().unwrap()
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
    let op = format!(
        "{operator}-{day}-{}",
        audit::heads(db).await.unwrap()[0].seq
    );
    let seated = carry_out(db, &guest, &op, &sits).await.unwrap();
    Desk {
        business_date: day.parse().unwrap(),
        ..seated.outcome.desk(&guest)
    }
}

async fn list(db: &Db, village: &str) -> VillageList {
    let village = village.parse().unwrap();
    let month = march();
    ListOf { month, village }
        .find(db, &desk())
        .await
        .unwrap()
        .unwrap()
}

async fn enter(
    db: &Db,
    desk: &Desk,
    sheet: &VillageList,
    at: usize,
    mark: Mark,
) -> Result<(), Verdict> {
    let item = &sheet.items[at];
    let change = MarkItems {
        month: march(),
        village: sheet.list.village.clone(),
        people: vec![(item.insurance_no.clone(), item.version)],
        mark,
    };
    let op = format!("mark-{}-{}", item.insurance_no, item.version);
    carry_out(db, desk, &op, &change).await.map(drop)
}

async fn confirm(db: &Db, desk: &Desk, village: &str) {
    let list = list(db, village).await.list;
    let change = ConfirmList {
        month: march(),
        village: list.village,
        version: list.version,
    };
    carry_out(
        db,
        desk,
        &format!("confirm-{village}-{}", list.version),
        &change,
    )
    .await
    .unwrap();
}

async fn step(db: &Db, operator: &str, day: &str, village: &str) -> Result<Moved, Verdict> {
    let desk = seat(db, operator, day).await;
    let list = list(db, village).await.list;
    let change = MoveList {
        month: march(),
        village: list.village,
        version: list.version,
        way: Way::On,
        reason: String::new(),
    };
    let op = format!("move-{village}-{}-{operator}", list.version);
    carry_out(db, &desk, &op, &change)
        .await
        .map(|done| done.outcome)
}

async fn progress(db: &Db, desk: &Desk, area: &str) -> Progress {
    let area = area.parse().unwrap();
    let month = march();
    ProgressOf { month, area }.find(db, desk).await.unwrap()
}

fn added(parts: &[Sum]) -> [i64; 4] {
    let add = |of: fn(&Sum) -> i64| parts.iter().map(of).sum();
    [
        add(|it| it.due),
        add(|it| it.done),
        add(|it| it.late),
        add(Sum::open),
    ]
}

/// A mark with everything any outcome asks for.
fn full(outcome: Outcome, evidence: Evidence) -> Mark {
    Mark {
        outcome,
        evidence: Some(evidence),
        evidence_ref: Some("沂水证〔2012〕1号".to_owned()),
        event_date: "2012-03-02".parse().ok(),
        seen_date: "2012-03-02".parse().ok(),
        remark: Some("已核实".to_owned()),
    }
}

#[tokio::test]
async fn done_and_open_make_up_what_is_due_at_every_level() {
    both_with_county(async |db: Db| {
        for day in ["2012-03-08", "2012-03-12"] {
            step(&db, "niushulin", day, "371323100204").await.ok();
            let city = Desk {
                post: Post::MDir,
                area: "371300".parse().unwrap(),
                ..desk()
            };
            let counties = progress(&db, &city, "371300").await.parts;
            let townships = progress(&db, &desk(), "371323").await.parts;
            let mut villages = Vec::new();
            for township in &townships {
                let parts = progress(&db, &desk(), township.code.as_str()).await.parts;
                assert_eq!(added(&parts), added(std::slice::from_ref(township)));
                villages.extend(parts);
            }
            let [due, done, late, open] = added(&counties);
            assert_eq!(
                (added(&townships), added(&villages)),
                ([due, done, late, open], [due, done, late, open])
            );
            assert_eq!(done + late + open, due);
            assert_eq!((due, villages.len()), (1317, 12));
            let elsewhere = progress(&db, &seat(&db, "zhanghua", day).await, "371323")
                .await
                .parts;
            assert_eq!(elsewhere.len(), 1, "a coordinator sees his village alone");
        }
    })
    .await;
}

#[tokio::test]
async fn no_outcome_changes_any_entitlement() {
    both_with_county(async |db: Db| {
        let of_benefits = async || {
            let whole = dump_all(&db).await;
            let tables = ["persons ", "awards ", "benefit_events ", "payments "];
            let kept = whole
                .lines()
                .filter(|line| tables.iter().any(|it| line.starts_with(it)));
            kept.map(str::to_owned).collect::<Vec<String>>()
        };
        let before = of_benefits().await;
        let coordinator = seat(&db, "zhanghua", "2012-03-08").await;
        let sheet = list(&db, HUAZHUANG).await;
        for (at, (outcome, evidence)) in [
            (Outcome::Dead, Evidence::Cremation),
            (Outcome::Imprisoned, Evidence::Judgment),
            (Outcome::Missing, Evidence::Report),
            (Outcome::MovedOut, Evidence::Police),
            (Outcome::OtherPension, Evidence::Comparison),
            (Outcome::NotReached, Evidence::Report),
            (Outcome::Disputed, Evidence::Report),
            (Outcome::Alive, Evidence::Seen),
        ]
        .into_iter()
        .enumerate()
        {
            enter(&db, &coordinator, &sheet, at + 2, full(outcome, evidence))
                .await
                .unwrap();
        }
        confirm(&db, &coordinator, HUAZHUANG).await;
        for operator in ["zhanghua", "liqiang", "niushulin"] {
            step(&db, operator, "2012-03-09", HUAZHUANG).await.unwrap();
        }
        assert_eq!(of_benefits().await, before);
        step(&db, "wangfang", "2012-03-09", HUAZHUANG)
            .await
            .unwrap();
        let after = of_benefits().await;
        let changed: Vec<&String> = after.iter().filter(|line| !before.contains(line)).collect();
        assert_eq!(changed.len(), 1, "one annual date is renewed: {changed:?}");
        assert!(changed[0].starts_with("awards ") && changed[0].contains("[2012-03-02]"));
        let list = list(&db, HUAZHUANG).await.list;
        (list.marked, list.state)
    })
    .await;
}

#[tokio::test]
async fn a_late_list_says_whose_it_is() {
    both_with_county(async |db: Db| {
        let village = "371323100202";
        let coordinator = seat(&db, "liuchangqing", "2012-03-09").await;
        confirm(&db, &coordinator, village).await;
        for (operator, day) in [("liuchangqing", "2012-03-09"), ("liqiang", "2012-03-10")] {
            step(&db, operator, day, village).await.unwrap();
        }
        let moved = step(&db, "niushulin", "2012-03-11", village).await.unwrap();
        assert_eq!(
            (moved.state, moved.days_late),
            (ListState::StationSigned, Some(1))
        );
        assert!(
            moved.told.zh.contains("逾期1天，责任单位沂水镇"),
            "{:?}",
            moved.told
        );
        let township = progress(&db, &desk(), "371323").await.parts.remove(0);
        assert_eq!((township.late, township.open()), (97, 217));
        let twice = step(&db, "niushulin", "2012-03-11", village)
            .await
            .unwrap_err();
        assert!(matches!(twice, Verdict::Refused(refusal) if refusal.code == "PN-0501"));
        moved
    })
    .await;
}

/// The verification's deadline.
fn deadline() -> &'static DeadlineSpec {
    let mut all = BUSINESSES.iter().flat_map(|business| business.deadlines);
    all.find(|spec| spec.id == "verify").unwrap()
}

#[tokio::test]
async fn another_day_of_the_parameter_moves_countdown_and_lateness() {
    both_with_county(async |db: Db| {
        assert_eq!(deadline().parameter, "P.cal.verify_day");
        let due = async || {
            progress(&db, &desk(), "371323")
                .await
                .due
                .unwrap()
                .unwrap()
                .to_string()
        };
        assert_eq!(due().await, "2012-03-10");
        raw(
            &db,
            &["update policies set value = '7' where parameter = 'P.cal.verify_day'"],
        )
        .await;
        assert_eq!(due().await, "2012-03-07");
        let shown = jingban::desk::deadlines::Deadlines
            .find(&db, &desk())
            .await
            .unwrap();
        let line = shown.lines.iter().find(|line| line.id == "verify").unwrap();
        assert_eq!(shown.countdown(line, &desk()).unwrap().days_late, 1);
        let moved = step(&db, "niushulin", "2012-03-09", "371323100204")
            .await
            .unwrap();
        assert_eq!(moved.days_late, Some(2));
        moved
    })
    .await;
}

#[tokio::test]
async fn the_slower_of_two_is_shown_what_the_faster_has_entered() {
    both_with_county(async |db: Db| {
        let faster = seat(&db, "zhanghua", "2012-03-08").await;
        let slower = seat(&db, "zhangmin", "2012-03-08").await;
        let sheet = list(&db, HUAZHUANG).await;
        enter(&db, &faster, &sheet, 1, Mark::bare(Outcome::Alive))
            .await
            .unwrap();
        let change = MarkItems {
            month: march(),
            village: sheet.list.village.clone(),
            people: vec![(sheet.items[1].insurance_no.clone(), sheet.items[1].version)],
            mark: full(Outcome::NotReached, Evidence::Report),
        };
        let late = carry_out(&db, &slower, "slower", &change)
            .await
            .unwrap_err();
        let Verdict::Stale(told) = late else {
            panic!("{late:?}")
        };
        for word in ["刘桂芝", "张华", "V1健在", "V7本月未见"] {
            assert!(told.zh.contains(word), "{}", told.zh);
        }
        let now = list(&db, HUAZHUANG).await;
        assert_eq!(now.items[1].outcome, Some(Outcome::Alive));
        let people = vec![(now.items[1].insurance_no.clone(), now.items[1].version)];
        carry_out(&db, &slower, "again", &MarkItems { people, ..change })
            .await
            .unwrap();
        assert!(
            list(&db, HUAZHUANG).await.items[1].proxy,
            "entered on the coordinator's behalf"
        );
    })
    .await;
}

#[tokio::test]
async fn later_awards_join_with_a_mark_and_must_be_confirmed_too() {
    both_with_county(async |db: Db| {
        let coordinator = seat(&db, "zhanghua", "2012-03-08").await;
        confirm(&db, &coordinator, HUAZHUANG).await;
        let nothing = carry_out(&db, &desk(), "none", &IssueLists { month: march() }).await.unwrap_err();
        assert!(matches!(nothing, Verdict::Refused(refusal) if refusal.code == "PN-4111"));
        raw(
            &db,
            &[
                "update persons set contribution_state = 3 where insurance_no = '3713231100000012'",
                "insert into awards (county, insurance_no, start_month, balance_fen, divisor, account_pension_fen,
                    approved_on, verified_on, maker, checker)
                 values ('371323', '3713231100000012', 201203, 0, 139, 0, '2012-03-05', null, 'a', 'b')",
            ],
        )
        .await;
        let issued = carry_out(&db, &desk(), "joins", &IssueLists { month: march() }).await.unwrap();
        assert_eq!((issued.outcome.done.joining, issued.outcome.done.lists), (1, 0));
        let sheet = list(&db, HUAZHUANG).await;
        assert_eq!((sheet.list.due, sheet.list.confirmed), (113, false));
        let joined = sheet.items.last().unwrap();
        assert!(joined.joined && joined.seq == 116 && joined.outcome.is_none());
    })
    .await;
}

#[tokio::test]
async fn april_is_issued_set_by_set_and_person_by_person_where_the_parameter_says_so() {
    both_with_county(async |db: Db| {
        raw(
            &db,
            &["update policies set value = 'FULL' where parameter = 'P.verify.monthly_mode'"],
        )
        .await;
        let april = Desk {
            business_date: "2012-04-01".parse().unwrap(),
            ..desk()
        };
        let month = "2012-04".parse().unwrap();
        let issued = carry_out(&db, &april, "april", &IssueLists { month })
            .await
            .unwrap();
        let done = issued.outcome.done;
        assert_eq!((done.lists, done.joining, done.waiting), (12, 0, 0));
        let village = HUAZHUANG.parse().unwrap();
        let sheet = ListOf { month, village }
            .find(&db, &april)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (sheet.list.mode, sheet.list.state),
            (Mode::Full, ListState::Issued)
        );
        let seqs: Vec<i64> = sheet.items.iter().map(|item| item.seq).collect();
        assert_eq!(
            seqs,
            (1..=i64::try_from(seqs.len()).unwrap()).collect::<Vec<i64>>()
        );
        assert!(
            sheet.items.is_sorted_by_key(|item| item.part),
            "the suspended stand last"
        );
        for check in doctor::checks() {
            let found = (check.count)(&db, &desk()).await.unwrap();
            assert_eq!(found.count, 0, "{}: {:?}", check.id, found.examples);
        }
        done
    })
    .await;
}
