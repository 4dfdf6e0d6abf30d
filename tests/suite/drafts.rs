//! What is typed into a form outlives the program: in the real terminal after a kill, and in the simulator.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jingban::console::msg::Msg;
use jingban::console::runtime::Sim;
use jingban::database::{Db, Fault, Verdict};
use jingban::desk::house;
use jingban::kernel::text::Lang;
use jingban::record;

use crate::demo;
use crate::place::Place;
use crate::pty::{Terminal, now};
use crate::stage::leaked;

record! {
    struct Kept { operator: String, pane: String, argument: String, at_field: String }
}

record! {
    struct Entered { evidence_ref: Option<String>, remark: Option<String>, version: i64 }
}

#[test]
fn killed_a_second_after_the_last_key_the_form_opens_at_its_field_with_its_text() {
    for (lang, restored, mine) in [
        ("zh", "未提交的内容；不需要的按", "未提交的草稿：认证填报"),
        (
            "en",
            "what was not submitted at",
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

#[test]
fn the_form_of_a_policy_outlives_the_program_too() {
    let place = Place::demonstration();
    let url = place.url();
    let command = ["--db", &url, "--lang", "zh", "--as", "mayan"];
    let mut terminal = Terminal::start(&place, &command);
    terminal.wait_for("2012-03-31");
    terminal.strike("=9.1.1\r");
    terminal.wait_for("提出参数变更");
    terminal.settle();
    terminal.strike("P.missing.months\t\t20120401\x1b[D");
    terminal.wait_for("20120401");
    let last_key = now();
    while last_key.elapsed() < Duration::from_millis(1100) {
        terminal.listen(Duration::from_millis(50));
    }
    terminal.signal("KILL");
    drop(terminal);
    let mut again = Terminal::start(&place, &command);
    again.wait_for("未提交的草稿：提出参数变更");
    again.strike("\t\r");
    again.wait_for("未提交的内容");
    assert!(
        again.text().contains("P.missing.months"),
        "{}",
        again.text()
    );
    again.strike("9");
    again.wait_for("201204091");
    again.strike("\x1b[24~qq");
    assert_eq!(again.ended(Duration::from_secs(2)), 0);
}

/// The drafts in the database of a simulated console.
async fn kept(sim: &Sim) -> Vec<Kept> {
    let text = "select operator, pane, argument, at_field from drafts where pane <> 'place' order by operator, pane";
    sim.db().rows(&leaked(text), &[]).await.unwrap()
}

/// How many consoles have begun: each makes operation ids of its own.
static SESSIONS: AtomicUsize = AtomicUsize::new(0);

/// An operator at a console begun anew over a database.
async fn at(db: &Db, operator: &str, lang: Lang) -> Sim {
    let app = house::app(
        demo::desk_of(db, operator).await,
        house::keymap(&[]).unwrap(),
        lang,
        format!("session-{}", SESSIONS.fetch_add(1, Ordering::Relaxed)),
    );
    Sim::begin(app, db.clone(), demo::calm()).await
}

/// The same operator at a console begun anew over the same database.
async fn anew(sim: Sim, lang: Lang) -> Sim {
    let db = sim.db().clone();
    drop(sim);
    at(&db, "mayan", lang).await
}

/// Waits until what was typed is kept, and kills the console.
async fn killed(mut sim: Sim) {
    sim.pass(1000).await;
    assert!(!kept(&sim).await.is_empty());
}

/// The second person of the list of 上华庄村, opened to be entered as not reached.
async fn open_second(sim: &mut Sim) {
    sim.keys("g 3 enter down u").await;
    assert_eq!(sim.machine().standing().unwrap().0, "verification_item");
}

/// What the list holds of the second person.
async fn entered(db: &Db) -> Entered {
    let text = "select evidence_ref, remark, version from verification_items
        where month = 201203 and village = '371323100201' and seq = 2";
    db.one(&leaked(text), &[]).await.unwrap()
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
async fn a_draft_opened_again_does_not_write_over_what_another_has_entered() {
    for lang in [Lang::Zh, Lang::En] {
        let db = demo::db().await;
        let mut slower = at(&db, "zhanghua", lang).await;
        open_second(&mut slower).await;
        slower.keys("tab tab tab tab").await;
        slower.type_text("外出务工").await;
        killed(slower).await;

        let mut faster = at(&db, "zhangmin", lang).await;
        open_second(&mut faster).await;
        faster.keys("tab tab tab tab").await;
        faster.type_text("住院，月底回").await;
        faster.keys("enter").await;
        let theirs = entered(&db).await;
        assert_eq!(theirs.remark.as_deref(), Some("住院，月底回"));

        let mut slower = at(&db, "zhanghua", lang).await;
        open_second(&mut slower).await;
        let screen = slower.screen();
        let (changed, refused) = match lang {
            Lang::Zh => ("此后记录有改动", "已改为V7本月未见（住院"),
            Lang::En => ("the record has changed since", "has entered V7 not"),
        };
        assert!(
            screen.contains(changed) && screen.contains("外出务工"),
            "{screen}"
        );
        assert!(
            screen.contains("住院，月底回"),
            "what stands is shown: {screen}"
        );
        slower.keys("enter").await;
        assert!(slower.screen().contains(refused), "{}", slower.screen());
        slower.keys("esc enter").await;
        assert_eq!(
            entered(&db).await.version,
            theirs.version,
            "not by trying again either"
        );
        slower.keys("esc f5 enter").await;
        assert_eq!(
            entered(&db).await.remark.as_deref(),
            Some("外出务工"),
            "once the difference was seen, it is the operator's to decide: {}",
            slower.screen()
        );
        assert!(kept(&slower).await.is_empty());
    }
}

#[tokio::test]
async fn reading_again_unasked_does_not_make_an_old_form_new() {
    let db = demo::db().await;
    let mut slower = at(&db, "zhanghua", Lang::Zh).await;
    open_second(&mut slower).await;
    slower.keys("tab tab tab tab").await;
    slower.type_text("外出务工").await;
    let mut faster = at(&db, "zhangmin", Lang::Zh).await;
    open_second(&mut faster).await;
    faster.keys("tab tab tab tab").await;
    faster.type_text("住院").await;
    faster.keys("enter").await;
    slower.keys("f5 enter").await;
    assert_eq!(entered(&db).await.remark.as_deref(), Some("住院"));
    assert!(slower.screen().contains("已改为"), "{}", slower.screen());
}

#[tokio::test]
async fn a_draft_of_one_field_leaves_the_others_as_they_are_saved() {
    let db = demo::db().await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    open_second(&mut sim).await;
    sim.keys("tab").await;
    sim.type_text("村干部证明").await;
    sim.keys("tab tab tab").await;
    sim.type_text("外出务工").await;
    sim.keys("enter").await;
    open_second(&mut sim).await;
    sim.keys("tab tab tab tab").await;
    sim.type_text("，月底回").await;
    // The caret stands inside the word when the line goes.
    sim.keys("left").await;
    killed(sim).await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    open_second(&mut sim).await;
    let screen = sim.screen();
    assert!(
        screen.contains("村干部证明") && screen.contains("外出务工，月底回"),
        "{screen}"
    );
    assert!(screen.contains("已恢复2012-03-08 09:2"), "{screen}");
    sim.type_text("才").await;
    sim.keys("enter").await;
    let entered = entered(&db).await;
    assert_eq!(entered.evidence_ref.as_deref(), Some("村干部证明"));
    assert_eq!(entered.remark.as_deref(), Some("外出务工，月底才回"));
}

#[tokio::test]
async fn a_form_keeps_one_draft_whatever_is_typed_into_it() {
    let mut sim = demo::sim("mayan", Lang::Zh).await;
    sim.keys("= 9 . 1 . 1 enter").await;
    for part in ["P.", "missing", ".months"] {
        sim.type_text(part).await;
        sim.pass(1000).await;
    }
    let noted = kept(&sim).await;
    assert_eq!(noted.len(), 1, "{}", sim.screen());
    assert_eq!(noted[0].argument, "");
}

#[tokio::test]
async fn what_is_typed_before_the_draft_is_there_is_kept_beside_it() {
    let db = demo::db().await;
    let mut sim = at(&db, "mayan", Lang::Zh).await;
    sim.keys("= 9 . 1 . 1 enter tab tab").await;
    sim.type_text("2012-04-01").await;
    killed(sim).await;
    let mut sim = at(&db, "mayan", Lang::Zh).await;
    sim.keys("= 9 . 1 . 1").await;
    sim.ahead("enter P . x").await;
    let screen = sim.screen();
    assert!(
        screen.contains("P.x") && screen.contains("2012-04-01"),
        "{screen}"
    );
    sim.pass(1000).await;
    let noted = kept(&sim).await;
    assert_eq!((noted.len(), noted[0].at_field.as_str()), (1, "parameter"));
}

#[tokio::test]
async fn a_line_that_goes_with_the_last_key_leaves_its_operators_draft() {
    let db = demo::db().await;
    let mut sim = at(&db, "mayan", Lang::Zh).await;
    sim.keys("= 9 . 1 . 1 enter").await;
    sim.burst(&jingban::console::notation::sequence("P . x").unwrap());
    sim.tell(Msg::HungUp);
    sim.pass(1000).await;
    let noted = kept(&sim).await;
    assert_eq!(noted[0].operator, "mayan");
}

#[tokio::test]
async fn that_drafts_cannot_be_kept_is_said_once_and_the_end_of_it_too() {
    for lang in [Lang::Zh, Lang::En] {
        let (failed, again) = match lang {
            Lang::Zh => ("草稿暂时无法保存", "草稿已恢复保存"),
            Lang::En => ("drafts cannot be kept", "drafts are kept again"),
        };
        let mut sim = demo::sim("mayan", lang).await;
        sim.keys("= 9 . 1 . 1 enter").await;
        let fault = || Verdict::Fault(Fault::DiskFull("full".to_owned()));
        sim.tell(Msg::Noted(Err(fault())));
        assert!(sim.screen().contains(failed), "{}", sim.screen());
        sim.keys("esc").await;
        sim.tell(Msg::Noted(Err(fault())));
        assert!(!sim.screen().contains(failed), "{}", sim.screen());
        sim.tell(Msg::Noted(Ok(())));
        assert!(sim.screen().contains(again), "{}", sim.screen());
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
