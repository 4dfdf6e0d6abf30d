//! The stop-payment form by keys alone: lines by hand and by proposal, six hands, what is sent back, refused and late.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use jingban::command::doctor;
use jingban::console::runtime::Sim;
use jingban::database::{Db, audit};
use jingban::desk::house;
use jingban::kernel::desk::Desk;
use jingban::kernel::text::Lang;

use super::{LANGS, Story};
use crate::county::desk;
use crate::demo;
use crate::stage::raw;

/// Died on 27 January and not on any form yet.
const DEAD: &str = "3713231100000414";

/// Every console has a session of its own.
static SESSIONS: AtomicU64 = AtomicU64::new(0);

/// An operator at a console of his own over this database, on a day of 2012.
async fn at(db: &Db, operator: &str, (month, day): (u32, u32), lang: Lang) -> Story {
    let desk = Desk {
        business_date: NaiveDate::from_ymd_opt(2012, month, day).unwrap(),
        ..demo::desk_of(db, operator).await
    };
    let keymap = house::keymap(&[]).unwrap();
    let session = SESSIONS.fetch_add(1, Ordering::Relaxed);
    let app = house::app(desk, keymap, lang, format!("{operator}{session}"));
    Story::with(Sim::begin(app, db.clone(), demo::calm()).await).await
}

/// Opens the second form of the first township: the one that is a draft.
async fn opens(story: &mut Story) {
    story.keys("g 4 down enter").await;
    assert_eq!(story.stands(), "stop_form", "{}", story.screen());
}

/// Does this desk's step by typing how many stand on the list.
async fn signs(story: &mut Story, count: &str) {
    story.keys("f7").await;
    story.types(count).await;
    story.keys("enter").await;
    story.show();
}

/// The draft of the demonstration through some hands, each at his own desk, without a word.
async fn through(db: &Db, hands: &[(&str, &str)], day: (u32, u32), way: &str, lang: Lang) {
    for (operator, count) in hands {
        let mut story = at(db, operator, day, lang).await;
        story.keys(way).await;
        assert_eq!(story.stands(), "stop_form", "{}", story.screen());
        story.keys("f7").await;
        story.types(count).await;
        story.keys("enter").await;
        let screen = story.screen();
        let done = screen.contains("，现为“") || screen.contains(": now '");
        assert!(done, "{operator}: {screen}");
    }
}

#[tokio::test]
async fn a_line_is_entered_and_six_hands_sign_until_it_is_approved_by_its_count() {
    Box::pin(six_hands()).await;
}

pub(super) async fn six_hands() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut village = at(&db, "zhanghua", (3, 9), lang).await;
        village.keys("g 4").await;
        village.show();
        village.keys("down enter").await;
        village.show();
        village.keys("f6").await;
        village.types(DEAD).await;
        village.show();
        village.keys("tab").await;
        village.types("t01").await;
        village.keys("tab").await;
        village.types("0127").await;
        village.keys("enter").await;
        village.show();
        village.types("e09").await;
        village.keys("tab").await;
        village.types("沂水殡证〔2012〕0301号").await;
        village.keys("tab").await;
        village.types("其子").await;
        village.show();
        village.keys("enter").await;
        village.show();
        village.keys("f7").await;
        village.show();
        village.types("2").await;
        village.keys("enter").await;
        village.show();
        village.end("stop_village").await;

        let mut station = at(&db, "liqiang", (3, 9), lang).await;
        opens(&mut station).await;
        signs(&mut station, "3").await;
        station.end("stop_checked").await;
        let hands = [("niushulin", "3"), ("wangfang", "3"), ("liujianguo", "3")];
        through(&db, &hands, (3, 9), "g 4 down enter", lang).await;

        let mut head = at(&db, "zhaoguoqiang", (3, 9), lang).await;
        head.keys("tab").await;
        head.show();
        head.keys("enter").await;
        head.show();
        head.keys("a a").await;
        head.show();
        head.types("2").await;
        head.keys("enter").await;
        head.show();
        head.keys("esc a a").await;
        head.types("3").await;
        head.keys("enter").await;
        head.show();
        head.keys("tab").await;
        head.show();
        head.keys("f3 g 4").await;
        head.show();
        head.scan(DEAD).await;
        head.keys("left left").await;
        head.show();
        head.end("stop_approved").await;

        let verified = audit::verify(&db, None, &[]).await.unwrap();
        assert_eq!(verified.found, 0, "{:?}", verified.broken);
        for check in doctor::checks() {
            let found = (check.count)(&db, &desk()).await.unwrap();
            assert_eq!(found.count, 0, "{}: {:?}", check.id, found.examples);
        }
    }
}

#[tokio::test]
async fn a_form_is_sent_back_with_a_reason_and_a_signature_is_taken_back() {
    back().await;
}

pub(super) async fn back() {
    for lang in LANGS {
        let db = demo::db().await;
        through(&db, &[("zhanghua", "1")], (3, 9), "g 4 down enter", lang).await;
        let mut station = at(&db, "liqiang", (3, 9), lang).await;
        opens(&mut station).await;
        station.keys("f8 enter").await;
        station.show();
        station.types("1号死亡证明未附，请补").await;
        station.keys("enter").await;
        station.show();
        station.keys("s w").await;
        station.show();
        station.end("stop_returned").await;
        let hands = [("zhanghua", "1"), ("liqiang", "2")];
        through(&db, &hands, (3, 9), "g 4 down enter", lang).await;
        let mut director = at(&db, "niushulin", (3, 9), lang).await;
        opens(&mut director).await;
        let mut station = at(&db, "liqiang", (3, 9), lang).await;
        opens(&mut station).await;
        station.keys("s w").await;
        station.show();
        station.end("stop_withdrawn").await;
        // What was looked at is no longer so: by whom and when is told, and nothing is written.
        director.keys("f7").await;
        director.types("2").await;
        director.keys("enter").await;
        director.show();
        director.keys("esc f5 f7").await;
        director.show();
        director.end("stop_stale").await;
    }
}

#[tokio::test]
async fn nobody_stands_on_two_lines_and_what_is_missing_is_told_at_its_field() {
    refused().await;
}

pub(super) async fn refused() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut clerk = at(&db, "zhangmin", (3, 9), lang).await;
        opens(&mut clerk).await;
        clerk.keys("f6").await;
        clerk.types("3713231100000254").await;
        clerk.keys("tab").await;
        clerk.types("s99").await;
        clerk.keys("enter").await;
        clerk.show();
        clerk.keys("ctrl-u").await;
        clerk.types(DEAD).await;
        clerk.keys("enter").await;
        clerk.show();
        clerk.types("出境务工，去向待查").await;
        clerk.keys("enter").await;
        clerk.show();
        // A draft waits where it was left.
        clerk.keys("f6").await;
        clerk.types("37132311").await;
        clerk.keys("f12 f6").await;
        clerk.show();
        clerk.keys("alt-z").await;
        clerk.types("discard").await;
        clerk.keys("enter f12").await;
        clerk.keys("end enter").await;
        clerk.show();
        clerk.keys("f12 d d").await;
        clerk.show();
        clerk.types("1").await;
        clerk.keys("enter").await;
        clerk.show();
        clerk.end("stop_refused").await;
    }
}

#[tokio::test]
async fn what_is_proposed_is_taken_in_at_once_and_who_cannot_be_is_told() {
    proposed().await;
}

pub(super) async fn proposed() {
    for lang in LANGS {
        let db = demo::db().await;
        raw(
            &db,
            &[
                "insert into stop_proposals (county, insurance_no, seq, township, village, reason, event_date,
                    evidence_type, evidence_ref, source, source_ref, proposed_by, confirmed_by, proposed_on, state,
                    form_no)
                values ('371323', '3713231100011682', 1, '371323102000', '371323102203', 'T01', '2012-03-02', 'E11',
                    'POLI-201203-001', 'MATCH', 'BD-1', 'system', 'wangfang', '2012-03-08', 'OPEN', null)",
            ],
        )
        .await;
        let mut clerk = at(&db, "yuhai", (3, 9), lang).await;
        clerk.keys("g 4 f6").await;
        clerk.show();
        clerk.keys("f9").await;
        clerk.show();
        clerk.keys("+ f7").await;
        clerk.show();
        clerk.types("3").await;
        clerk.keys("enter").await;
        clerk.show();
        clerk.keys("esc f12").await;
        clerk.show();
        clerk.end("stop_proposed").await;
    }
}

#[tokio::test]
async fn a_nil_return_goes_through_all_hands_and_is_late_on_the_twelfth() {
    Box::pin(nil()).await;
}

pub(super) async fn nil() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut clerk = at(&db, "liuyang", (3, 12), lang).await;
        clerk.keys("g 4 n").await;
        clerk.show();
        clerk.end("stop_nil").await;
        let hands = [("wulina", "0"), ("cuizhiyuan", "0")];
        through(&db, &hands, (3, 12), "g 4 down enter", lang).await;
        let hands = [("wangfang", "0"), ("liujianguo", "0")];
        through(&db, &hands, (3, 12), "g 4 down down down enter", lang).await;
        let mut head = at(&db, "zhaoguoqiang", (3, 12), lang).await;
        head.keys("g 4 down down down enter alt-a").await;
        head.show();
        head.types("0").await;
        head.keys("enter").await;
        head.show();
        head.keys("f12").await;
        head.show();
        head.end("stop_late").await;
    }
}

#[tokio::test]
async fn a_township_without_a_form_is_missing_and_earlier_months_are_there() {
    months().await;
}

pub(super) async fn months() {
    for lang in LANGS {
        let db = demo::db().await;
        raw(
            &db,
            &[
                "insert into holds (county, insurance_no, seq, month, reason, source, source_ref, opened_by, opened_on,
                    decision, decided_by, decided_on, decided_ref)
                values ('371323', '3713231100000326', 1, 201204, 'S04', 'MATCH', 'BD-371323-201204-0003', 'wangfang',
                    '2012-04-05', null, null, null, null)",
            ],
        )
        .await;
        let mut head = at(&db, "zhaoguoqiang", (4, 9), lang).await;
        head.keys("g 4").await;
        head.show();
        head.keys("enter").await;
        head.show();
        head.keys("[ [").await;
        head.show();
        head.keys("f9").await;
        head.show();
        head.keys("enter left left").await;
        head.show();
        head.end("stop_months").await;
    }
}

#[tokio::test]
async fn a_suspension_is_resumed_with_its_arrears_told_before_it_is_saved() {
    resumed().await;
}

pub(super) async fn resumed() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut clerk = at(&db, "liqiang", (3, 9), lang).await;
        clerk.keys("g 4 f7 f6").await;
        clerk.types("3713231100000287").await;
        clerk.keys("tab").await;
        clerk.types("s01").await;
        clerk.keys("tab tab").await;
        clerk.types("e01").await;
        clerk.keys("tab").await;
        clerk.types("认证登记表2012年第5号").await;
        clerk.show();
        clerk.keys("enter").await;
        clerk.show();
        clerk.end("stop_resumed").await;
    }
}

#[tokio::test]
async fn an_auditor_reads_masked_ids_and_does_nothing() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut auditor = at(&db, "shijun", (3, 9), lang).await;
        auditor.keys("g 4 down enter").await;
        auditor.show();
        for keys in ["f6", "f7", "f8", "f9", "enter", "a a", "s w", "d d"] {
            auditor.keys(keys).await;
            assert_eq!(auditor.stands(), "stop_form", "{keys}");
        }
        auditor.keys("f6").await;
        auditor.show();
        auditor.end("stop_auditor").await;
    }
}
