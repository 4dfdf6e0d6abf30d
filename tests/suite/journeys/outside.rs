//! A list of another agency: tried, brought in, looked at by another; its wrong lines sent back.

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

/// Opens the form and tries a file.
async fn tries(story: &mut Story, kind: &str, file: &str) {
    story.keys("f3 = 8 enter f6").await;
    story.types(kind).await;
    story.keys("tab").await;
    story.types(file).await;
    story.keys("enter").await;
    story.show();
}

#[tokio::test]
async fn one_brings_a_list_in_and_the_reviewer_accepts_it() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut maker = at(&db, "wangfang", lang).await;
        tries(
            &mut maker,
            "POLI",
            "demo-data/outside/JUST_371323_201203_001.csv",
        )
        .await;
        tries(
            &mut maker,
            "JUST",
            "demo-data/outside/JUST_371323_201203_001.csv",
        )
        .await;
        maker.keys("f7").await;
        maker.show();
        maker.keys("enter").await;
        maker.show();
        maker.keys("tab").await;
        maker.show();
        maker.keys("a a").await;
        maker.show();
        maker.end("outside_staged").await;
        let mut reviewer = at(&db, "mayan", lang).await;
        reviewer.keys("tab").await;
        reviewer.show();
        reviewer.keys("f3 = 8 enter enter f7").await;
        reviewer.show();
        reviewer.types("accept").await;
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.end("outside_accepted").await;
    }
}

#[tokio::test]
async fn a_list_is_sent_back_with_a_reason_and_its_wrong_lines_leave() {
    for lang in LANGS {
        let folder = tempfile::tempdir().unwrap();
        let db = demo::db().await;
        let mut maker = at(&db, "wangfang", lang).await;
        tries(
            &mut maker,
            "JUST",
            "demo-data/outside/JUST_371323_201203_001.csv",
        )
        .await;
        maker.keys("f7 enter f9 ctrl-u").await;
        let to = folder.path().join("JUST_E01.csv");
        maker.types(&to.display().to_string()).await;
        maker.keys("enter").await;
        let written = std::fs::read_to_string(&to).unwrap();
        assert!(written.starts_with("H,JUST,1,correction of SF371323-201203-001"));
        let mut reviewer = at(&db, "mayan", lang).await;
        reviewer.keys("f3 = 8 enter enter f8").await;
        reviewer.types("与判决书不符").await;
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.end("outside_rejected").await;
    }
}
