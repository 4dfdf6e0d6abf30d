//! What is typed into a form outlives the program: in the real terminal after a kill, and in the simulator.

use std::time::Duration;

use jingban::console::runtime::Sim;
use jingban::desk::house;
use jingban::kernel::text::Lang;
use jingban::record;

use crate::demo;
use crate::place::Place;
use crate::pty::{Terminal, now};
use crate::stage::leaked;

record! {
    struct Kept { operator: String, pane: String, at_field: String }
}

#[test]
fn killed_a_second_after_the_last_key_the_form_opens_at_its_field_with_its_text() {
    for (lang, restored, mine) in [
        ("zh", "已恢复上次未提交的内容", "未提交的草稿：认证填报"),
        (
            "en",
            "what was not submitted last time is back",
            "a draft not submitted: Verification entry",
        ),
    ] {
        let place = Place::demonstration();
        let url = place.url();
        let command = ["--db", &url, "--lang", lang, "--as", "zhanghua"];
        let mut terminal = Terminal::start(&place, &command);
        terminal.wait_for("2012-03-31");
        terminal.strike("g3");
        terminal.wait_for("上华庄村          112");
        terminal.strike("\r");
        terminal.wait_for("杜芳淑");
        terminal.strike("d");
        terminal.wait_for("E08");
        terminal.settle();
        terminal.strike("e08\t沂水医证〔2012〕011");
        terminal.wait_for("〔2012〕011");
        let last_key = now();
        while last_key.elapsed() < Duration::from_millis(1100) {
            terminal.listen(Duration::from_millis(50));
        }
        terminal.signal("KILL");
        drop(terminal);

        let mut again = Terminal::start(&place, &command);
        again.wait_for(mine);
        again.strike("\t\r");
        again.wait_for(restored);
        let shown = again.text();
        assert!(
            shown.contains("[e08 ") && shown.contains("沂水医证〔2012〕011"),
            "{shown}"
        );
        again.strike("7");
        again.wait_for("沂水医证〔2012〕0117");
        again.strike("\t0301\r");
        again.wait_for(if lang == "zh" {
            "已填“死亡”"
        } else {
            "杜芳淑: dead"
        });
        again.strike("qq");
        assert_eq!(again.ended(Duration::from_secs(2)), 0);
        let left = place.ask("--json --as zhanghua lookup 3713231100000029");
        assert_eq!(left.code, 0);
    }
}

/// The drafts in the database of a simulated console.
async fn kept(sim: &Sim) -> Vec<Kept> {
    let text = "select operator, pane, at_field from drafts order by operator, pane";
    sim.db().rows(&leaked(text), &[]).await.unwrap()
}

/// The same operator at a console begun anew over the same database.
async fn anew(sim: Sim, lang: Lang) -> Sim {
    let db = sim.db().clone();
    drop(sim);
    let app = house::app(
        demo::desk_of(&db, "mayan").await,
        house::keymap(&[]).unwrap(),
        lang,
        "anew".to_owned(),
    );
    Sim::begin(app, db, demo::calm()).await
}

#[tokio::test]
async fn a_draft_belongs_to_its_form_until_it_is_submitted_or_discarded() {
    for lang in [Lang::Zh, Lang::En] {
        let mut sim = demo::sim("mayan", lang).await;
        sim.keys("= c s enter /").await;
        sim.type_text("P.missing.months").await;
        sim.keys("enter f6").await;
        assert!(
            kept(&sim).await.is_empty(),
            "an untouched form has no draft"
        );
        sim.keys("tab").await;
        sim.type_text("2012-04-01").await;
        sim.keys("tab").await;
        sim.type_text("9").await;
        let noted = kept(&sim).await;
        assert_eq!(noted.len(), 1);
        assert_eq!(
            (noted[0].pane.as_str(), noted[0].at_field.as_str()),
            ("policy_change", "value")
        );
        // Left, and opened again: it is there, at its field.
        sim.keys("f12 f6").await;
        assert!(
            sim.screen().contains("2012-04-01") && sim.screen().contains("[9"),
            "{}",
            sim.screen()
        );
        // The session ends; the next one offers it among what waits.
        let mut sim = anew(sim, lang).await;
        sim.keys("tab enter").await;
        assert_eq!(sim.machine().standing().unwrap().0, "policy_change");
        sim.type_text("0").await;
        assert!(
            sim.screen().contains("[90"),
            "the caret is where it was: {}",
            sim.screen()
        );
        sim.keys("alt-z").await;
        sim.type_text("discard").await;
        sim.keys("enter").await;
        assert!(kept(&sim).await.is_empty(), "discarded: {}", sim.screen());
        sim.keys("f12").await;
        assert!(!sim.screen().contains(if lang == Lang::Zh {
            "未提交的草稿"
        } else {
            "not submitted"
        }));
    }
}

#[tokio::test]
async fn nobody_finds_the_draft_of_another() {
    let mut sim = demo::sim("mayan", Lang::Zh).await;
    sim.keys("= c s enter f6 tab").await;
    sim.type_text("2012-04-01").await;
    let db = sim.db().clone();
    let app = house::app(
        demo::desk_of(&db, "liujianguo").await,
        house::keymap(&[]).unwrap(),
        Lang::Zh,
        "other".to_owned(),
    );
    let mut other = Sim::begin(app, db, demo::calm()).await;
    other.keys("= c s enter f6").await;
    assert!(!other.screen().contains("2012-04-01"), "{}", other.screen());
    assert_eq!(kept(&sim).await.len(), 1);
}
