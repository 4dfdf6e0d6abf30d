//! The simulator: the very program of the console, over the demonstration county, by keys and by seed.

use jingban::database::audit::verify;
use jingban::kernel::text::Lang;

use crate::demo;

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
