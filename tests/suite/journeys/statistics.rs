//! A month's report: drafted, checked, submitted late and frozen; who stands behind a number; ranking and charts.

use jingban::console::runtime::Sim;
use jingban::database::Db;
use jingban::desk::house;
use jingban::kernel::text::Lang;

use super::{LANGS, Story};
use crate::demo;

/// An operator at a console of his own over this database.
async fn at(db: &Db, operator: &str, lang: Lang) -> Story {
    let desk = demo::desk_of(db, operator).await;
    let keymap = house::keymap(&[]).unwrap();
    let app = house::app(desk, keymap, lang, operator.to_owned());
    Story::with(Sim::begin(app, db.clone(), demo::calm()).await).await
}

#[tokio::test]
async fn a_report_is_drafted_checked_and_submitted() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut maker = at(&db, "handan", lang).await;
        maker.keys("f3 = 9 enter").await;
        maker.show();
        maker.keys("down down enter").await;
        maker.show();
        maker.keys("f6").await;
        maker.show();
        maker.end("report_drafted").await;
        let mut reviewer = at(&db, "mayan", lang).await;
        reviewer.keys("f3 = 9 enter down down enter f7").await;
        reviewer.types("submit").await;
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.end("report_checked").await;
        let mut head = at(&db, "zhaoguoqiang", lang).await;
        head.keys("f3 = 9 enter down down enter f7").await;
        head.show();
        head.types("submit").await;
        head.keys("enter").await;
        head.show();
        head.keys("f3").await;
        head.show();
        head.end("report_submitted").await;
    }
}

#[tokio::test]
async fn a_number_opens_its_units_and_its_people() {
    for lang in LANGS {
        let mut story = Story::of("handan", lang).await;
        story.keys("f3 = 9 enter down enter").await;
        story.show();
        story.keys("down down down tab").await;
        story.show();
        story.keys("enter").await;
        story.show();
        story.keys("enter").await;
        story.show();
        story.keys("enter").await;
        story.show();
        story.end("report_people").await;
    }
}

#[tokio::test]
async fn townships_are_ranked_and_drawn() {
    for lang in LANGS {
        let mut story = Story::of("handan", lang).await;
        story.keys("f3 = 9 enter f6").await;
        story.show();
        story.keys("left").await;
        story.show();
        story.keys("f12 f7").await;
        story.show();
        story.keys("tab").await;
        story.show();
        story.end("ranking_and_charts").await;
    }
}
