//! The comparison at the keyboard: a list comes in, is accepted, is compared; cases are decided by two people; the auditor
//! looks on.

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

/// Brings a list in by its form, and has the reviewer accept it.
async fn accepted(db: &Db, kind: &str, lang: Lang) {
    let mut maker = at(db, "wangfang", lang).await;
    maker.keys("f3 = 8 enter f6").await;
    maker.types(kind).await;
    maker.keys("tab").await;
    maker
        .types(&format!("demo-data/outside/{kind}_371323_201203_001.csv"))
        .await;
    maker.keys("enter f7").await;
    let mut reviewer = at(db, "mayan", lang).await;
    reviewer.keys("f3 = 8 enter enter f7").await;
    reviewer.types("accept").await;
    reviewer.keys("enter").await;
}

/// Runs the comparison.
async fn compared(story: &mut Story) {
    story.keys("f3 = 8 . 3 enter f8").await;
    story.show();
    story.types("compare").await;
    story.keys("enter").await;
    story.show();
}

#[tokio::test]
async fn a_list_is_compared_and_a_case_decided_by_two_people() {
    for lang in LANGS {
        let db = demo::db().await;
        accepted(&db, "POLI", lang).await;
        accepted(&db, "CIVI", lang).await;
        let mut maker = at(&db, "wangfang", lang).await;
        compared(&mut maker).await;
        maker.keys("enter").await;
        maker.show();
        maker.keys("f6").await;
        maker.types("E11").await;
        maker.keys("tab").await;
        maker.types("公安3月名单").await;
        maker.keys("enter").await;
        maker.show();
        maker.keys("tab tab tab").await;
        maker.types("上华庄村张华3月8日核实").await;
        maker.keys("enter").await;
        maker.show();
        maker.end("matching_confirmed").await;
        let mut reviewer = at(&db, "mayan", lang).await;
        reviewer.keys("tab").await;
        reviewer.show();
        reviewer.keys("f3 = 8 . 3 enter tab enter f8").await;
        reviewer.show();
        reviewer.types("approve").await;
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.end("matching_approved").await;
    }
}
