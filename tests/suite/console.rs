//! Small journeys through the whole console, as an operator makes them: what it shows, where its caret stands.

use jingban::database::audit::verify;
use jingban::kernel::text::Lang;

use crate::demo;
use crate::stage::raw;

#[tokio::test]
async fn a_journey_is_the_same_console_in_both_languages() {
    for (lang, found, page) in [
        (Lang::Zh, "按姓名、拼音查到 39 人", "本月不发"),
        (Lang::En, "39 found by name, pinyin", "not paid"),
    ] {
        let mut sim = demo::sim("wangfang", lang).await;
        sim.keys("g 2").await;
        sim.type_text("张l").await;
        let screen = sim.screen();
        assert!(screen.contains(found), "{screen}");
        assert_eq!((screen.lines().count(), sim.caret()), (24, Some((12, 5))));
        sim.keys("enter").await;
        let screen = sim.screen();
        assert!(screen.contains(page), "{screen}");
        assert_eq!(sim.seen().looked, ["person:3713231100014335"]);
        assert_eq!(sim.seen().acts[0].ended, Some(Ok(())), "the look is kept");
        let trail = verify(sim.db(), None, &[]).await.unwrap();
        assert!(trail.is_sound());
        sim.keys("f12 f3 q q").await;
        assert!(sim.seen().quit);
    }
}

#[tokio::test]
async fn two_consoles_over_the_county_do_not_meet() {
    let mut one = demo::sim("wangfang", Lang::Zh).await;
    let mut two = demo::door(Lang::Zh).await;
    one.scan("3713231100014335").await;
    assert_eq!(one.seen().looked.len(), 1);
    assert!(two.seen().acts.is_empty() && two.screen().contains("登录"));
    two.minutes(3).await;
    assert!(two.screen().contains("2012-03-08"));
}

#[tokio::test]
async fn a_search_that_fails_leaves_nobody_to_be_opened() {
    let mut sim = demo::sim("wangfang", Lang::Zh).await;
    sim.keys("g 2").await;
    sim.type_text("张l").await;
    assert!(sim.screen().contains("张丽华"));
    raw(sim.db(), &["alter table persons rename to gone"]).await;
    sim.type_text("h").await;
    let screen = sim.screen();
    assert!(
        screen.contains("数据库出错") && !screen.contains("张丽"),
        "{screen}"
    );
    sim.keys("enter").await;
    assert!(sim.seen().looked.is_empty());
}

#[tokio::test]
async fn every_countdown_goes_on_while_nobody_strikes_a_key() {
    let mut sim = demo::sim("wangfang", Lang::Zh).await;
    let count = |screen: &str, left: &str| screen.matches(left).count();
    assert_eq!(count(&sim.screen(), "剩2天14:40"), 3);
    sim.keys("g 2").await;
    sim.minutes(5).await;
    sim.keys("f12").await;
    let screen = sim.screen();
    assert_eq!(count(&screen, "剩2天14:35"), 3, "{screen}");
}

#[tokio::test]
async fn reading_again_takes_nothing_away_that_was_typed() {
    let mut sim = demo::sim("wangfang", Lang::Zh).await;
    sim.keys("= 9 . 9 enter end backspace 9 f5").await;
    assert!(sim.screen().contains("2012-03-09"), "{}", sim.screen());
}

#[tokio::test]
async fn a_caret_stands_only_where_text_is_taken() {
    let mut sim = demo::door(Lang::En).await;
    assert!(sim.caret().is_some());
    sim.keys("f4").await;
    assert_eq!(sim.caret(), None, "{}", sim.screen());
    sim.keys("f4").await;
    assert!(sim.caret().is_some());
}

#[tokio::test]
async fn quitting_while_something_is_asked_rings_no_bell() {
    let mut sim = demo::sim("wangfang", Lang::Zh).await;
    sim.ahead("f5 q q").await;
    assert!(sim.seen().quit);
    assert_eq!((sim.seen().rings, sim.waits()), (0, 0));
}
