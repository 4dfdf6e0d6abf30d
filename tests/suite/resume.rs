//! A line that was cut: the next session offers the screen, the filter and the row, and tells what has changed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jingban::console::draft::Note;
use jingban::console::msg::Msg;
use jingban::console::runtime::{Sim, SimOptions};
use jingban::database::Db;
use jingban::database::request::AnyQuery;
use jingban::desk::drafts::keep;
use jingban::desk::house;
use jingban::kernel::text::Lang;
use jingban::record;

use crate::demo;
use crate::place::Place;
use crate::pty::{Terminal, pause};
use crate::stage::leaked;

static SESSIONS: AtomicUsize = AtomicUsize::new(0);

async fn at(db: &Db, operator: &str, lang: Lang) -> Sim {
    let session = format!("resume-{}", SESSIONS.fetch_add(1, Ordering::Relaxed));
    let keymap = house::keymap(&[]).unwrap();
    let app = house::app(demo::desk_of(db, operator).await, keymap, lang, session);
    Sim::begin(app, db.clone(), demo::calm()).await
}

/// On the list of 上华庄村, filtered, on its second row; then the line goes.
async fn cut(db: &Db, lang: Lang) {
    let mut sim = at(db, "zhanghua", lang).await;
    sim.keys("g 3 enter /").await;
    sim.type_text("刘").await;
    sim.keys("enter home down").await;
    assert!(
        sim.screen().contains(">     49  刘世振"),
        "{}",
        sim.screen()
    );
    sim.tell(Msg::HungUp);
    sim.settle().await;
    assert!(sim.seen().quit);
}

#[tokio::test]
async fn the_next_log_in_offers_the_screen_the_filter_and_the_row() {
    for (lang, offers, same, changed) in [
        (
            Lang::Zh,
            "当时在“认证名册”",
            "内容无变动",
            "此后变动1行、新增0行、移出0行",
        ),
        (
            Lang::En,
            "on 'Verification list'",
            "nothing has changed",
            "since then 1 rows changed",
        ),
    ] {
        let db = demo::db().await;
        cut(&db, lang).await;
        let mut sim = at(&db, "zhanghua", lang).await;
        assert!(sim.screen().contains(offers), "{}", sim.screen());
        sim.keys("alt-r").await;
        let screen = sim.screen();
        assert!(
            screen.contains(">     49  刘世振") && screen.contains(same),
            "{screen}"
        );
        // Once taken it is offered no more, when its session has ended.
        sim.keys("f3 q q").await;
        assert!(sim.seen().quit);
        let mut again = at(&db, "zhanghua", lang).await;
        assert!(!again.screen().contains(offers), "{}", again.screen());
        again.keys("alt-r").await;
        assert_eq!(again.machine().standing().unwrap().0, "today");

        cut(&db, lang).await;
        let mut other = at(&db, "zhangmin", lang).await;
        assert!(
            !other.screen().contains(offers),
            "another's is nobody's: {}",
            other.screen()
        );
        other.keys("g 3 enter down a").await;
        let mut sim = at(&db, "zhanghua", lang).await;
        sim.keys("g z").await;
        let screen = sim.screen();
        assert!(
            screen.contains(">     49  刘世振") && screen.contains(changed),
            "{screen}"
        );
    }
}

#[tokio::test]
async fn a_form_comes_back_with_its_draft() {
    let db = demo::db().await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    sim.keys("g 3 enter down u tab tab tab tab").await;
    sim.type_text("外出务工").await;
    sim.tell(Msg::HungUp);
    sim.settle().await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    sim.keys("alt-r").await;
    let screen = sim.screen();
    assert!(
        screen.contains("认证填报") && screen.contains("[外出务工"),
        "{screen}"
    );
}

#[tokio::test]
async fn who_leaves_by_choice_is_offered_nothing() {
    let db = demo::db().await;
    cut(&db, Lang::Zh).await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    sim.keys("esc q q").await;
    assert!(sim.seen().quit);
    sim.settle().await;
    let sim = at(&db, "zhanghua", Lang::Zh).await;
    assert!(!sim.screen().contains("当时在"), "{}", sim.screen());
}

#[tokio::test]
async fn behind_the_lock_it_is_the_screen_below_that_is_kept() {
    let db = demo::db().await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    sim.keys("g 3 enter").await;
    sim.minutes(11).await;
    sim.tell(Msg::HungUp);
    sim.settle().await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    sim.keys("alt-r").await;
    assert_eq!(sim.machine().standing().unwrap().0, "verification_list");
}

/// How often anything was kept or forgotten.
static WRITES: AtomicUsize = AtomicUsize::new(0);

fn counted(notes: Vec<Note>) -> Box<dyn AnyQuery> {
    WRITES.fetch_add(1, Ordering::Relaxed);
    keep(notes)
}

record! { struct Kept { fields: String } }

/// How long what is kept of a place is, in characters.
async fn weight(db: &Db) -> usize {
    let text = leaked("select fields from drafts where pane = 'place'");
    let kept: Kept = db.one(&text, &[]).await.unwrap();
    kept.fields.len()
}

#[tokio::test]
async fn where_somebody_stands_is_kept_without_any_end_and_seldom_while_the_cursor_moves() {
    let db = demo::db().await;
    let options = SimOptions {
        keeper: Some(counted),
        ..demo::calm()
    };
    let desk = demo::desk_of(&db, "zhanghua").await;
    let keymap = house::keymap(&[]).unwrap();
    let app = house::app(desk, keymap, Lang::Zh, "counted".to_owned());
    let mut sim = Sim::begin(app, db.clone(), options).await;
    let writes = || WRITES.load(Ordering::Relaxed);
    assert_eq!(writes(), 0, "the first screen is no place to go back to");
    sim.keys("g 3 enter").await;
    sim.pass(1_000).await;
    assert!((1..=2).contains(&writes()), "{}", writes());
    sim.keys("/").await;
    sim.type_text("刘").await;
    sim.keys("enter").await;
    sim.pass(1_000).await;
    let (before, mut moves) = (writes(), 0);
    for _ in 0..60 {
        sim.keys("down up down").await;
        moves += 3;
        sim.pass(1_000).await;
    }
    let in_a_minute = writes() - before;
    println!(
        "{moves} moves in a minute: {in_a_minute} writes of {} characters",
        weight(&db).await
    );
    assert!((5..=6).contains(&in_a_minute), "{in_a_minute}");
    // Whoever rests writes nothing.
    sim.pass(10_000).await;
    let before = writes();
    sim.minutes(8).await;
    assert_eq!(writes(), before);
    let cursor = |screen: String| {
        screen
            .lines()
            .find(|it| it.starts_with(" > "))
            .map(str::to_owned)
    };
    let stood = cursor(sim.screen()).unwrap();

    // The program is killed: nothing ends.
    drop(sim);
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    assert!(
        sim.screen().contains("上次停在“认证名册”"),
        "{}",
        sim.screen()
    );
    sim.keys("alt-r").await;
    let screen = sim.screen();
    assert_eq!(cursor(screen.clone()), Some(stood));
    assert!(screen.contains("内容无变动"), "{screen}");
    // Back on the first screen there is nothing to go back to.
    sim.pass(1_000).await;
    sim.keys("f3").await;
    sim.pass(1_000).await;
    drop(sim);
    let sim = at(&db, "zhanghua", Lang::Zh).await;
    assert!(!sim.screen().contains("上次停在"), "{}", sim.screen());
}

#[tokio::test]
async fn what_was_offered_and_not_taken_outlives_a_short_visit_elsewhere() {
    let db = demo::db().await;
    cut(&db, Lang::Zh).await;
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    sim.keys("g 2").await;
    sim.pass(1_000).await;
    sim.keys("f3").await;
    sim.pass(1_000).await;
    drop(sim);
    let mut sim = at(&db, "zhanghua", Lang::Zh).await;
    assert!(
        sim.screen().contains("当时在“认证名册”"),
        "{}",
        sim.screen()
    );
    // Who leaves by choice leaves nothing, wherever he was.
    sim.keys("g 3").await;
    sim.pass(1_000).await;
    sim.keys("q q q").await;
    assert!(sim.seen().quit, "{}", sim.screen());
    sim.settle().await;
    let sim = at(&db, "zhanghua", Lang::Zh).await;
    let screen = sim.screen();
    assert!(
        !screen.contains("当时在") && !screen.contains("上次停在"),
        "{screen}"
    );
}

#[test]
fn in_a_real_terminal_a_program_that_is_killed_has_kept_its_place() {
    let place = Place::demonstration();
    let url = place.url();
    let command = ["--db", &url, "--lang", "zh", "--as", "zhanghua"];
    let mut terminal = Terminal::start(&place, &command);
    terminal.wait_for("2012-03-31");
    terminal.step("g3", "上华庄村          112");
    terminal.step("\r", "杜芳淑");
    terminal.step("/", "筛选");
    terminal.step("刘", "");
    terminal.step("\r", "刘世振");
    let shown = terminal.heard.len();
    // Keeping it is not seen.
    while terminal.listen(Duration::from_millis(1_200)) {}
    assert_eq!(terminal.heard.len(), shown);
    terminal.signal("KILL");
    while terminal.runs() {
        pause(Duration::from_millis(10));
    }
    drop(terminal);
    let mut again = Terminal::start(&place, &command);
    again.wait_for("上次停在“认证名册”");
    again.strike("gz");
    again.wait_for("已回到原处");
    let screen = again.text();
    assert!(
        screen.contains("刘世振") && screen.contains("1/5"),
        "{screen}"
    );
    again.strike("\x1b[24~\x1b[24~qq");
    assert_eq!(again.ended(Duration::from_secs(2)), 0);
}

#[test]
fn in_a_real_terminal_each_way_a_line_goes_keeps_the_place() {
    let place = Place::demonstration();
    let url = place.url();
    let command = ["--db", &url, "--lang", "zh", "--as", "zhanghua"];
    for signal in ["HUP", "TERM"] {
        let mut terminal = Terminal::start(&place, &command);
        terminal.wait_for("2012-03-31");
        terminal.strike("g3");
        terminal.wait_for("上华庄村          112");
        terminal.strike("\r");
        terminal.wait_for("杜芳淑");
        terminal.signal(signal);
        assert_eq!(terminal.ended(Duration::from_secs(2)), 0, "{signal}");
        drop(terminal);
        let mut again = Terminal::start(&place, &command);
        again.wait_for("当时在“认证名册”");
        again.strike("gz");
        again.wait_for("已回到原处");
        assert!(again.text().contains("杜芳淑"), "{}", again.text());
        again.strike("\x1b[24~\x1b[24~qq");
        assert_eq!(again.ended(Duration::from_secs(2)), 0);
    }
}
