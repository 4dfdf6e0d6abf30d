//! A parameter changed by two people, each at a desk of their own.

use jingban::console::runtime::Sim;
use jingban::database::Db;
use jingban::desk::house;
use jingban::kernel::desk::Desk;
use jingban::kernel::text::Lang;

use super::{LANGS, Story};
use crate::demo;
use crate::stage::raw;

/// A console over this database; its session, which names its operations, is no other's.
async fn begun(db: &Db, desk: Desk, session: &str, lang: Lang) -> Story {
    let keymap = house::keymap(&[]).unwrap();
    let app = house::app(desk, keymap, lang, session.to_owned());
    Story::with(Sim::begin(app, db.clone(), demo::calm()).await).await
}

/// Somebody logs in at the door of this database, by password.
async fn log_in(db: &Db, operator: &str, lang: Lang) -> Story {
    let mut story = begun(db, demo::guest(), operator, lang).await;
    story.types(operator).await;
    story.keys("tab").await;
    story.types(&format!("{operator}2012")).await;
    story.show();
    story.keys("enter").await;
    story.show();
    story
}

/// Finds the parameter.
async fn go_to_parameter(story: &mut Story) {
    story.keys("= c s enter /").await;
    story.types("P.basic.rate.BP_COUNTY").await;
    story.keys("enter").await;
}

/// Fills the form in and submits it; the scope is the maker's own county already.
async fn propose(story: &mut Story) {
    go_to_parameter(story).await;
    story.keys("f6").await;
    story.show();
    story.keys("enter").await;
    story.show();
    for text in [
        "2012-04-01",
        "5.00",
        "沂人社〔2012〕9号",
        "沂政发〔2012〕3号",
        "县级加发",
    ] {
        story.types(text).await;
        story.keys("tab").await;
    }
    story.show();
    story.keys("enter").await;
    story.show();
}

#[tokio::test]
async fn one_proposes_and_another_approves() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut maker = log_in(&db, "mayan", lang).await;
        propose(&mut maker).await;
        maker.end("policy_proposed").await;
        let mut checker = log_in(&db, "zhaoguoqiang", lang).await;
        go_to_parameter(&mut checker).await;
        checker.show();
        checker.keys("f7").await;
        checker.show();
        checker.keys("enter").await;
        checker.types("approve").await;
        checker.keys("enter").await;
        checker.show();
        checker.end("policy_approved").await;
    }
}

#[tokio::test]
async fn whoever_proposed_does_not_approve_though_director_by_now() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut maker = log_in(&db, "mayan", lang).await;
        propose(&mut maker).await;
        raw(
            &db,
            &["update assignments set post = 'C-DIR' where operator = 'mayan'"],
        )
        .await;
        let mut story = begun(&db, demo::desk_of(&db, "mayan").await, "later", lang).await;
        go_to_parameter(&mut story).await;
        story.keys("f7").await;
        story.show();
        story.end("policy_not_by_its_maker").await;
    }
}
