//! Posts changed by IT and the director, each at a desk of their own; the reviewer in the director's place; certificates.

use jingban::console::runtime::Sim;
use jingban::database::Db;
use jingban::desk::house;
use jingban::kernel::text::Lang;

use super::{LANGS, Story};
use crate::demo;
use crate::stage::raw;

/// An operator at a console of his own over this database; `visit` tells apart the times he comes.
async fn at(db: &Db, operator: &str, visit: &str, lang: Lang) -> Story {
    let desk = demo::desk_of(db, operator).await;
    let app = house::app(
        desk,
        house::keymap(&[]).unwrap(),
        lang,
        format!("{operator}{visit}"),
    );
    Story::with(Sim::begin(app, db.clone(), demo::calm()).await).await
}

/// Fills the form in, field after field; an empty one is passed over.
async fn propose(story: &mut Story, fields: [&str; 8]) {
    story.keys("f3 = 1 . 3 enter f6").await;
    for (place, text) in fields.iter().enumerate() {
        story.types(text).await;
        if place + 1 < fields.len() {
            story.keys("tab").await;
        }
    }
    story.show();
    story.keys("enter").await;
    story.show();
}

/// Opens the change that waits, from the work of today, and approves it.
async fn approve(story: &mut Story) {
    story.keys("tab").await;
    story.show();
    story.keys("enter f7").await;
    story.show();
    story.types("approve").await;
    story.keys("enter").await;
    story.show();
}

const ARCHIVIST: [&str; 8] = [
    "appoint",
    "hezhenhai",
    "C-ARC",
    "371323000000",
    "2012-03-08",
    "",
    "沂人社〔2012〕11号",
    "档案移交期间增配一人",
];

const STATISTICIAN: [&str; 8] = [
    "appoint",
    "hezhenhai",
    "C-STA",
    "371323000000",
    "2012-03-08",
    "",
    "沂人社〔2012〕12号",
    "统计岗增配一人",
];

const STAND_IN: [&str; 8] = [
    "substitute",
    "wangjianmin",
    "T-DIR",
    "371323100000",
    "2012-03-08",
    "2012-03-12",
    "沂人社〔2012〕13号",
    "牛树林参加市局会议",
];

#[tokio::test]
async fn it_appoints_and_the_director_approves() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut it = at(&db, "sunwenbo", "", lang).await;
        propose(&mut it, ARCHIVIST).await;
        it.end("post_proposed").await;
        let mut head = at(&db, "zhaoguoqiang", "", lang).await;
        approve(&mut head).await;
        head.end("post_approved").await;
        // Whoever was appointed sits down in the new post.
        let seated = demo::desk_of(&db, "hezhenhai").await;
        assert_eq!(seated.post.to_string(), "C-ARC");
    }
}

#[tokio::test]
async fn a_change_is_sent_back_or_taken_back_with_a_reason_and_never_by_the_one_it_is_about() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut it = at(&db, "sunwenbo", "", lang).await;
        let mut own = ARCHIVIST;
        own[1] = "sunwenbo";
        propose(&mut it, own).await;
        it.keys("alt-z").await;
        it.types("discard").await;
        it.keys("enter").await;
        it.end("post_own").await;
        let mut it = at(&db, "sunwenbo", "again", lang).await;
        propose(&mut it, ARCHIVIST).await;
        let mut head = at(&db, "zhaoguoqiang", "", lang).await;
        head.keys("= 1 . 3 enter f8").await;
        head.types("文号与原件不符").await;
        head.keys("enter").await;
        head.show();
        propose(&mut it, ARCHIVIST).await;
        it.keys("f9").await;
        it.types("改报").await;
        it.keys("enter").await;
        it.show();
        it.end("post_sent_back").await;
    }
}

#[tokio::test]
async fn a_post_without_its_certificate_is_warned_of_or_refused() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut it = at(&db, "sunwenbo", "", lang).await;
        propose(&mut it, STATISTICIAN).await;
        it.keys("f9").await;
        it.types("先取证").await;
        it.keys("enter").await;
        raw(
            &db,
            &["update policies set value = 'BLOCK' where parameter = 'P.cert.enforce'"],
        )
        .await;
        propose(&mut it, STATISTICIAN).await;
        it.end("post_uncertified").await;

        let mut it = at(&db, "sunwenbo", "certificate", lang).await;
        it.keys("= 1 . 4 enter").await;
        it.show();
        it.keys("= 1 . 4 . 1 enter").await;
        it.types("hezhenhai").await;
        it.keys("tab").await;
        it.types("C-STA").await;
        for text in [
            "鲁人社证〔2012〕0102号",
            "山东省人力资源和社会保障厅",
            "2012-03-01",
            "",
            "40",
        ] {
            it.keys("tab").await;
            it.types(text).await;
        }
        it.show();
        it.keys("enter").await;
        it.show();
        // What was refused before is still in the form.
        it.keys("f3 = 1 . 3 enter f6").await;
        it.show();
        it.keys("enter").await;
        it.show();
        it.end("post_certified").await;
    }
}

#[tokio::test]
async fn the_reviewer_signs_in_the_directors_place_while_it_lasts() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut reviewer = at(&db, "wangjianmin", "before", lang).await;
        reviewer.keys("g 3").await;
        reviewer.show();
        reviewer.keys("down down down enter f7").await;
        reviewer.types("105").await;
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.end("substitute_before").await;
        let mut it = at(&db, "sunwenbo", "", lang).await;
        propose(&mut it, STAND_IN).await;
        it.end("substitute_proposed").await;
        let mut head = at(&db, "zhaoguoqiang", "", lang).await;
        approve(&mut head).await;
        let mut reviewer = at(&db, "wangjianmin", "", lang).await;
        reviewer.keys("g 3").await;
        reviewer.keys("down down down enter f7").await;
        reviewer.types("105").await;
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.end("substitute_signs").await;
    }
}
