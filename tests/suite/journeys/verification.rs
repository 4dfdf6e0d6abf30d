//! The month of 上华庄村 by keys alone: one death, the chain of hands, and what is refused and late on the way.

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

/// An operator at his own console over this database, on a day of March.
async fn at(db: &Db, operator: &str, day: u32, lang: Lang) -> Story {
    let desk = Desk {
        business_date: chrono::NaiveDate::from_ymd_opt(2012, 3, day).unwrap(),
        ..demo::desk_of(db, operator).await
    };
    let keymap = house::keymap(&[]).unwrap();
    let app = house::app(desk, keymap, lang, format!("{operator}{day}"));
    Story::with(Sim::begin(app, db.clone(), demo::calm()).await).await
}

/// Opens the first matter that waits for this desk: a list.
async fn open_work(story: &mut Story) {
    story.keys("tab enter").await;
    assert_eq!(story.stands(), "verification_list", "{}", story.screen());
}

/// Signs, checks or accepts the open list by typing how many stand on it.
async fn sign(story: &mut Story, count: &str) {
    story.keys("f7").await;
    story.show();
    story.types(count).await;
    story.keys("enter").await;
    story.show();
}

#[tokio::test]
async fn a_village_is_verified_signed_and_accepted() {
    Box::pin(village()).await;
}

pub(super) async fn village() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut village = at(&db, "zhanghua", 8, lang).await;
        open_work(&mut village).await;
        village.show();
        village.keys("a down down d").await;
        village.show();
        // The evidence first, then where it lies, and the day; what is missing is told at its field.
        village.types("e08").await;
        village.keys("tab").await;
        village.types("沂水医证〔2012〕0117号").await;
        village.keys("enter").await;
        village.show();
        village.types("0301").await;
        village.keys("enter").await;
        village.show();
        village.keys("f7").await;
        village.show();
        village.keys("f6").await;
        village.show();
        village.types("112").await;
        village.keys("enter").await;
        village.show();
        sign(&mut village, "112").await;
        village.end("verification_village").await;

        let mut station = at(&db, "liqiang", 9, lang).await;
        open_work(&mut station).await;
        sign(&mut station, "112").await;
        station.end("verification_checked").await;
        let mut director = at(&db, "niushulin", 9, lang).await;
        director.keys("tab").await;
        director.show();
        director.keys("g 3 enter").await;
        sign(&mut director, "112").await;
        director.keys("f12").await;
        director.show();
        director.end("verification_signed").await;

        let mut county = at(&db, "wangfang", 9, lang).await;
        county.keys("= 3 enter enter enter").await;
        sign(&mut county, "112").await;
        county.keys("f12 f12").await;
        county.show();
        county.keys("f3").await;
        county.show();
        county.scan("3713231100000045").await;
        county.keys("right right right right").await;
        county.show();
        county.end("verification_accepted").await;

        let verified = audit::verify(&db, None, &[]).await.unwrap();
        assert_eq!(verified.found, 0, "{:?}", verified.broken);
        for check in doctor::checks() {
            let found = (check.count)(&db, &desk()).await.unwrap();
            assert_eq!(found.count, 0, "{}: {:?}", check.id, found.examples);
        }
    }
}

#[tokio::test]
async fn nobody_is_two_hands_of_one_list() {
    two_hands().await;
}

pub(super) async fn two_hands() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut village = at(&db, "lishuying", 8, lang).await;
        village.keys("= 3 . 1 enter f7").await;
        village.show();
        village.end("verification_not_my_turn").await;
        raw(
            &db,
            &["update assignments set post = 'T-DIR', area = '371323100000' where operator = 'liqiang'"],
        )
        .await;
        let mut twice = at(&db, "liqiang", 9, lang).await;
        twice.keys("g 3 down down down enter").await;
        sign(&mut twice, "105").await;
        twice.end("verification_twice").await;
    }
}

#[tokio::test]
async fn a_list_signed_on_the_eleventh_is_late_and_says_whose() {
    Box::pin(late()).await;
}

pub(super) async fn late() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut village = at(&db, "liuchangqing", 11, lang).await;
        village.show();
        open_work(&mut village).await;
        village.keys("f6").await;
        village.types("97").await;
        village.keys("enter").await;
        sign(&mut village, "97").await;
        village.end("verification_late_village").await;
        let mut station = at(&db, "liqiang", 11, lang).await;
        open_work(&mut station).await;
        sign(&mut station, "97").await;
        let mut director = at(&db, "niushulin", 11, lang).await;
        director.keys("g 3 down enter").await;
        sign(&mut director, "97").await;
        director.keys("f12").await;
        director.show();
        director.end("verification_late").await;
    }
}

#[tokio::test]
async fn two_on_one_list_lose_nothing_that_was_typed() {
    two_on_one().await;
}

pub(super) async fn two_on_one() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut clerk = at(&db, "zhangmin", 8, lang).await;
        clerk.keys("g 3 enter down u").await;
        clerk.keys("tab tab tab tab").await;
        clerk.types("外出务工，家属称月底返回").await;
        clerk.show();
        let mut village = at(&db, "zhanghua", 8, lang).await;
        open_work(&mut village).await;
        village.keys("down a").await;
        clerk.keys("enter").await;
        clerk.show();
        clerk.keys("esc f5 enter").await;
        clerk.show();
        clerk.end("verification_stale").await;
    }
}

#[tokio::test]
async fn a_list_is_gone_through_one_by_one_from_paper_and_in_bulk() {
    one_by_one().await;
}

pub(super) async fn one_by_one() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut village = at(&db, "zhanghua", 8, lang).await;
        open_work(&mut village).await;
        village.keys("r a a").await;
        village.show();
        village.keys("u").await;
        village.types("x").await;
        village.keys("f12").await;
        village
            .keys("r home space down space down space down space b b")
            .await;
        village.show();
        village.types("2").await;
        village.keys("enter").await;
        village.show();
        village.end("verification_one_by_one").await;

        let mut clerk = at(&db, "zhangmin", 8, lang).await;
        clerk.keys("g 3 enter e").await;
        clerk.types("10-20a").await;
        clerk.keys("enter").await;
        clerk.types("7d").await;
        clerk.keys("enter").await;
        clerk.show();
        clerk.keys("f12 f12 f8").await;
        clerk.show();
        clerk.end("verification_paper").await;
    }
}

#[tokio::test]
async fn the_numbers_open_their_rows() {
    numbers().await;
}

pub(super) async fn numbers() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut county = at(&db, "wangfang", 8, lang).await;
        county.keys("g 3 down f9").await;
        county.show();
        county.keys("enter").await;
        county.show();
        county.keys("f12 p").await;
        county.show();
        county.end("verification_exceptions").await;
    }
}
