//! The worklist: what waits for a post one by one, and many taken on together, each with what became of it.

use jingban::console::runtime::Sim;
use jingban::database::Db;
use jingban::desk::house;
use jingban::kernel::text::Lang;

use super::{LANGS, Story};
use crate::demo;

/// Somebody at the worklist, at a console of his own over this database.
async fn at(db: &Db, operator: &str, lang: Lang, session: &str) -> Story {
    let desk = demo::desk_of(db, operator).await;
    let keymap = house::keymap(&[]).unwrap();
    let app = house::app(desk, keymap, lang, session.to_owned());
    let mut story = Story::with(Sim::begin(app, db.clone(), demo::calm()).await).await;
    story.keys("f3 = 1 . 1 enter").await;
    story
}

#[tokio::test]
async fn lists_are_accepted_together_and_the_one_another_took_says_so() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut first = at(&db, "wangfang", lang, "first").await;
        first.show();
        let mut faster = at(&db, "wangfang", lang, "faster").await;
        faster.keys("f7").await;
        faster.types("1").await;
        faster.keys("enter").await;
        first.keys("space space f7").await;
        first.show();
        first.types("2").await;
        first.keys("enter").await;
        first.show();
        first.keys("enter").await;
        first.show();
        first.end("worklist").await;
    }
}

#[tokio::test]
async fn what_has_to_be_read_is_opened_and_not_taken_on() {
    let db = demo::db().await;
    let mut story = at(&db, "zhanghua", Lang::Zh, "first").await;
    story.keys("f7").await;
    story.show();
    assert!(story.told.contains("须打开逐项办理"), "{}", story.told);
}
