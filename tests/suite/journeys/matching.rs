//! The comparison at the keyboard: a list comes in, is accepted, is compared; cases are decided by two people; the auditor
//! looks on.

use jingban::business::outside::FileVerdict;
use jingban::business::outside::decide::DecideFile;
use jingban::business::outside::examine::Order;
use jingban::business::outside::stage::StageFile;
use jingban::console::runtime::Sim;
use jingban::database::Db;
use jingban::database::runner::carry_out;
use jingban::desk::house;
use jingban::exchange::outside::Watch;
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

/// A list as it stands once one has brought it in and another accepted it.
async fn accepted(db: &Db, kind: &str) {
    let number = format!("{kind}-201203-001");
    let stage = StageFile {
        order: Order {
            kind: kind.to_owned(),
            path: format!("demo-data/outside/{kind}_371323_201203_001.csv").into(),
            confirmed: None,
        },
        seen: None,
        watch: Watch::default(),
    };
    let maker = demo::desk_of(db, "wangfang").await;
    carry_out(db, &maker, &format!("stage-{kind}"), &stage)
        .await
        .unwrap();
    let accept = DecideFile {
        exchange_id: number,
        version: 1,
        verdict: FileVerdict::Accept,
        reason: String::new(),
    };
    let reviewer = demo::desk_of(db, "liujianguo").await;
    carry_out(db, &reviewer, &format!("accept-{kind}"), &accept)
        .await
        .unwrap();
}

/// Runs the comparison.
async fn compared(story: &mut Story) {
    story.keys("f3 = 8 . 3 enter f8").await;
    story.show();
    story.types("compare").await;
    story.keys("enter").await;
    story.show();
}

/// Fills in the form of a decision that rests on the list and the coordinator's word.
async fn by_the_list(story: &mut Story) {
    story.types("E11").await;
    story.keys("tab").await;
    story.types("公安3月名单").await;
    story.keys("enter").await;
    story.show();
    story.types("上华庄村张华3月8日核实").await;
    story.keys("enter").await;
}

#[tokio::test]
async fn a_list_is_compared_and_a_case_decided_by_two_people() {
    for lang in LANGS {
        let db = demo::db().await;
        let mut maker = at(&db, "wangfang", lang).await;
        maker.keys("f3 = 8 enter f6").await;
        maker.types("POLI").await;
        maker.keys("tab").await;
        maker
            .types("demo-data/outside/POLI_371323_201203_001.csv")
            .await;
        maker.keys("enter f7").await;
        let mut reviewer = at(&db, "mayan", lang).await;
        reviewer.keys("f3 = 8 enter enter f7").await;
        reviewer.types("accept").await;
        reviewer.keys("enter").await;
        compared(&mut maker).await;
        maker.keys("enter").await;
        maker.show();
        maker.keys("f6").await;
        by_the_list(&mut maker).await;
        maker.show();
        maker.end("matching_confirmed").await;
        reviewer.keys("f3 tab").await;
        reviewer.show();
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.keys("enter f8").await;
        reviewer.show();
        reviewer.types("approve").await;
        reviewer.keys("enter").await;
        reviewer.show();
        reviewer.end("matching_approved").await;
    }
}

#[tokio::test]
async fn many_cases_are_confirmed_after_a_preview_and_each_is_reported_on() {
    for lang in LANGS {
        let db = demo::db().await;
        accepted(&db, "POLI").await;
        accepted(&db, "CIVI").await;
        accepted(&db, "JUST").await;
        let mut maker = at(&db, "wangfang", lang).await;
        compared(&mut maker).await;
        maker.keys("+ f6").await;
        maker.show();
        maker.types("E09").await;
        maker.keys("tab").await;
        maker.types("沂水殡仪馆3月火化登记").await;
        maker.keys("enter").await;
        maker.show();
        maker.types("2").await;
        maker.keys("enter").await;
        maker.show();
        maker.end("matching_many").await;
    }
}

#[tokio::test]
async fn a_false_hit_is_closed_by_two_and_taken_up_again() {
    for lang in LANGS {
        let db = demo::db().await;
        accepted(&db, "POLI").await;
        let mut maker = at(&db, "wangfang", lang).await;
        compared(&mut maker).await;
        maker.keys("f7").await;
        maker.types("E01").await;
        maker.keys("tab").await;
        maker.types("张华3月8日当面核实健在").await;
        maker.keys("enter").await;
        maker.show();
        let mut reviewer = at(&db, "mayan", lang).await;
        reviewer.keys("f3 = 8 . 3 enter tab tab enter f8").await;
        reviewer.show();
        reviewer.types("approve").await;
        reviewer.keys("enter").await;
        reviewer.show();
        maker.keys("tab tab tab tab enter n").await;
        maker.types("当面核实的是同名人").await;
        maker.keys("enter").await;
        maker.show();
        maker.end("matching_reopened").await;
    }
}

#[tokio::test]
async fn the_auditor_sees_masked_and_changes_nothing() {
    for lang in LANGS {
        let db = demo::db().await;
        accepted(&db, "POLI").await;
        let mut maker = at(&db, "wangfang", lang).await;
        compared(&mut maker).await;
        let mut system = at(&db, "sunwenbo", lang).await;
        system.keys("f3 = 8 . 3 enter").await;
        system.show();
        system.end("matching_of_no_concern").await;
        let mut auditor = at(&db, "shijun", lang).await;
        auditor.keys("f3 = 8 . 3 enter f8 f6 enter").await;
        auditor.show();
        auditor.keys("f6 f8 d").await;
        auditor.show();
        auditor.end("matching_audited").await;
    }
}
