//! A refused act is told with the number of its entry in the trail, so that it can be asked about; nothing else is.

use jingban::console::runtime::Sim;
use jingban::database::Db;
use jingban::desk::house;
use jingban::kernel::text::Lang;
use jingban::record;

use crate::county::both_with_county;
use crate::demo;
use crate::stage::{leaked, raw};

record! {
    struct Last { seq: i64, act: String, reason: Option<String> }
}

/// The last entry of the trail.
async fn last(db: &Db) -> Last {
    let text = "select seq, act, reason from audit_entries where county = '371323'
        order by seq desc limit 1";
    db.row(&leaked(text), &[]).await.unwrap().unwrap()
}

/// Saves how the table stands under a name; or, with another key, gives the view that is on another.
async fn named(sim: &mut Sim, what: &str, name: &str) {
    sim.keys("alt-v").await;
    sim.type_text(what).await;
    sim.keys("enter ctrl-u").await;
    sim.type_text(name).await;
    sim.keys("enter").await;
}

#[tokio::test]
async fn help_and_messages_say_which_entry_keeps_a_refusal_and_nothing_of_a_fault() {
    Box::pin(both_with_county(async |db: Db| {
        let mut numbers = Vec::new();
        for (lang, save, rename, says) in [
            (Lang::Zh, "另存为", "改名", "审计日志第 "),
            (Lang::En, "save as", "rename", "audit entry "),
        ] {
            let desk = demo::desk_of(&db, "wangfang").await;
            let session = format!("filed-{lang:?}");
            let app = house::app(desk, house::keymap(&[]).unwrap(), lang, session);
            let mut sim = Sim::begin(app, db.clone(), demo::calm()).await;
            sim.keys("= j g enter").await;
            named(&mut sim, save, "甲").await;
            named(&mut sim, save, "乙").await;
            named(&mut sim, rename, "甲").await;
            let (entry, screen) = (last(&db).await, sim.screen());
            assert!(screen.contains("PN-0915"), "{screen}");
            assert_eq!(entry.act, "desk.view:refused");
            assert!(entry.reason.unwrap().starts_with("PN-0915"));
            let number = format!("{says}{}", entry.seq);
            assert!(
                !screen.contains(&number),
                "the line has room for what to do only"
            );
            sim.keys("f1").await;
            let help = sim.screen();
            for part in ["PN-0915", number.as_str()] {
                assert!(help.contains(part), "{part}: {help}");
            }
            sim.keys("esc esc g m").await;
            assert!(sim.screen().contains(&number), "{}", sim.screen());

            // The database fails: there is no entry to be told.
            let away = "alter table saved_views rename to views_gone";
            let back = "alter table views_gone rename to saved_views";
            raw(&db, &[away]).await;
            sim.keys("esc").await;
            named(&mut sim, save, "丙").await;
            raw(&db, &[back]).await;
            assert!(!sim.screen().contains("PN-0915"), "{}", sim.screen());
            sim.keys("f1").await;
            let help = sim.screen();
            assert!(help.contains("PN-0001") && !help.contains(says), "{help}");
            numbers.push(entry.seq);
        }
        numbers
    }))
    .await;
}
