//! The idle lock: nothing is shown to whoever passes, and nothing is lost for whoever comes back.

use jingban::console::runtime::Sim;
use jingban::kernel::text::Lang;
use jingban::record;

use crate::demo;
use crate::stage::leaked;

record! { struct Password { value: String } }
record! { struct Count { n: i64 } }

/// The password a demonstration shows for an operator.
async fn password(sim: &Sim, operator: &str) -> String {
    let text = leaked(&format!(
        "select value from settings where name = 'password.{operator}'"
    ));
    sim.db().one::<Password>(&text, &[]).await.unwrap().value
}

/// How many log-ins the trail holds, let in and refused.
async fn log_ins(sim: &Sim) -> (i64, i64) {
    let count = async |act: &str| {
        let text = leaked(&format!(
            "select count(*) as n from audit_entries where act = '{act}'"
        ));
        sim.db().one::<Count>(&text, &[]).await.unwrap().n
    };
    (
        count("operator.log_in").await,
        count("operator.log_in:refused").await,
    )
}

#[tokio::test]
async fn ten_minutes_without_a_key_blank_the_screen_until_the_password_is_typed() {
    for lang in [Lang::Zh, Lang::En] {
        let (locked, asks) = match lang {
            Lang::Zh => ("屏幕已锁定", "筛选"),
            Lang::En => ("locked after ten minutes", "Filter"),
        };
        let mut sim = demo::sim("zhanghua", lang).await;
        sim.keys("g 3 enter down down /").await;
        sim.type_text("刘").await;
        sim.minutes(9).await;
        assert!(sim.screen().contains("刘桂芝"), "{}", sim.screen());
        sim.keys("left").await;
        sim.minutes(9).await;
        let again = sim.screen();
        assert!(
            again.contains("刘桂芝"),
            "a key begins the ten minutes anew: {again}"
        );
        sim.minutes(3).await;
        let shut = sim.screen();
        assert!(shut.contains(locked) && !shut.contains("刘桂芝"), "{shut}");
        assert!(
            !shut.contains(asks),
            "no window stands above the lock: {shut}"
        );

        // Nothing leads past it.
        sim.keys("esc f12 ctrl-p alt-g f5 f1 esc = : 3 7 enter")
            .await;
        let still = sim.screen();
        assert!(
            still.contains(locked) && !still.contains("刘桂芝"),
            "{still}"
        );
        assert_eq!(sim.machine().standing().unwrap().0, "lock");
        assert!(!sim.seen().quit);

        let (let_in, refused) = log_ins(&sim).await;
        assert!(refused > 0, "the wrong password is in the trail");
        let secret = password(&sim, "zhanghua").await;
        sim.keys("ctrl-u").await;
        sim.type_text(&secret).await;
        sim.keys("enter").await;
        assert_eq!(log_ins(&sim).await, (let_in + 1, refused));
        let after = sim.screen();
        assert!(after.contains("刘桂芝") && after.contains(asks), "{after}");
        assert_eq!(sim.machine().standing().unwrap().0, "verification_list");
    }
}

#[tokio::test]
async fn a_machine_that_slept_for_hours_is_locked_before_the_first_key_is_heard() {
    let mut sim = demo::sim("zhanghua", Lang::Zh).await;
    sim.keys("g 3 enter").await;
    // The lid is shut right behind the last key, before any minute has begun.
    sim.keys("down").await;
    let acts = sim.seen().acts.len();
    sim.sleep(180);
    // A key in the same instant, and one that would be an act.
    sim.ahead("a").await;
    let shut = sim.screen();
    assert!(
        shut.contains("屏幕已锁定") && !shut.contains("杜芳淑"),
        "{shut}"
    );
    assert!(
        shut.contains("[ "),
        "the key is not in the password: {shut}"
    );
    assert_eq!(sim.seen().acts.len(), acts, "{:?}", sim.seen().acts);
    let counted = "剩2天11:39";
    assert!(
        shut.contains(counted),
        "three hours and a moment less are left: {shut}"
    );
    let secret = password(&sim, "zhanghua").await;
    sim.type_text(&secret).await;
    sim.keys("enter").await;
    assert!(sim.screen().contains("杜芳淑"), "{}", sim.screen());

    // Nine minutes are no ten.
    sim.sleep(9);
    sim.keys("down").await;
    assert!(sim.screen().contains("杜芳淑"), "{}", sim.screen());
    // Whatever wakes it, not only a key.
    sim.sleep(11);
    sim.tell(jingban::console::msg::Msg::Resized(100, 30));
    sim.pass(0).await;
    assert!(!sim.screen().contains("杜芳淑"), "{}", sim.screen());
}

#[tokio::test]
async fn after_a_night_it_is_another_day() {
    let db = demo::db().await;
    let mut desk = demo::desk_of(&db, "zhanghua").await;
    desk.demonstration = false;
    let before = desk.business_date;
    let mut sim = Sim::begin(demo::app(desk, Lang::Zh), db, demo::calm()).await;
    sim.sleep(24 * 60);
    sim.keys("down").await;
    assert_eq!(
        sim.machine().desk().business_date,
        before.succ_opt().unwrap()
    );
    let shut = sim.screen();
    assert!(
        shut.contains("2012-03-09") && shut.contains("屏幕已锁定"),
        "{shut}"
    );
}

#[tokio::test]
async fn five_wrong_passwords_end_the_session() {
    let mut sim = demo::sim("zhanghua", Lang::Zh).await;
    sim.minutes(11).await;
    for _ in 0..4 {
        sim.type_text("wrong").await;
        sim.keys("enter").await;
    }
    assert!(
        !sim.seen().quit && sim.screen().contains("第4次"),
        "{}",
        sim.screen()
    );
    sim.type_text("wrong").await;
    sim.keys("enter").await;
    assert!(sim.seen().quit);
}

#[tokio::test]
async fn what_another_changed_meanwhile_is_read_when_the_lock_is_gone() {
    let mut sim = demo::sim("zhanghua", Lang::Zh).await;
    sim.keys("g 3 enter").await;
    sim.minutes(11).await;
    let desk = demo::desk_of(sim.db(), "zhangmin").await;
    let app = demo::app(desk, Lang::Zh);
    let mut other = Sim::begin(app, sim.db().clone(), demo::calm()).await;
    other.keys("g 3 enter a").await;
    sim.tell(jingban::console::msg::Msg::Changed(vec![
        jingban::database::request::Topic::of("verification", ""),
    ]));
    sim.settle().await;
    assert!(!sim.screen().contains("杜芳淑"), "{}", sim.screen());
    let secret = password(&sim, "zhanghua").await;
    sim.type_text(&secret).await;
    sim.keys("enter").await;
    assert!(sim.screen().contains("已填1"), "{}", sim.screen());
}

#[tokio::test]
async fn at_the_door_nothing_is_locked_and_leaving_needs_no_password() {
    let db = demo::db().await;
    let mut door = Sim::begin(demo::app(demo::guest(), Lang::Zh), db, demo::calm()).await;
    door.minutes(30).await;
    assert_eq!(door.machine().standing().unwrap().0, "login");
    let mut sim = demo::sim("zhanghua", Lang::Zh).await;
    sim.minutes(11).await;
    sim.keys("f3").await;
    assert!(sim.seen().quit);
}
