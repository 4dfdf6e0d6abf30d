//! What works on every screen: the other language, full-width keys, the palette, the fast path, help.

use jingban::desk::panes;
use jingban::kernel::text::Lang;

use super::{LANGS, Story, WANG};

#[tokio::test]
async fn the_language_is_switched_live_on_every_screen() {
    let mut story = Story::of("wangfang", Lang::Zh).await;
    story.keys("g l").await;
    story.show();
    story.scan(WANG).await;
    story.keys("right right g l").await;
    story.show();
    story.keys("g 2").await;
    story.types("张l").await;
    story.keys("alt-l").await;
    story.show();
    story.keys("alt-l alt-g 9 . 9 enter").await;
    story.keys("ctrl-u enter").await;
    story.show();
    story.keys("alt-l").await;
    story.show();
    story.end("the_language_is_switched").await;
}

#[tokio::test]
async fn the_way_to_the_help_stands_whole_on_every_screen() {
    for lang in LANGS {
        let mut story = Story::of("sunwenbo", lang).await;
        for pane in panes::all().iter().filter(|pane| pane.name != "login") {
            story.keys("f3 alt-g").await;
            story.types(pane.path).await;
            story.keys("enter").await;
            let screen = story.screen();
            let hints = screen.lines().last().unwrap_or_default().trim_end();
            let help = hints.ends_with("F1 Help") || hints.ends_with("F1帮助");
            assert!(help, "{}: {screen}", pane.name);
        }
    }
}

#[tokio::test]
async fn an_input_method_left_on_sends_the_same_commands() {
    let mut story = Story::of("wangfang", Lang::Zh).await;
    story.keys("＝").await;
    story.keys("２ enter").await;
    assert_eq!(story.stands(), "lookup", "full-width = and 2");
    story.keys("f3").await;
    story.scan("３７１３２３１２０００１２３４４").await;
    assert_eq!(story.stands(), "person", "a number in full-width digits");
    story.keys("：").await;
    assert!(story.screen().contains("命令"), "full-width colon");
    story.keys("esc ｇ １").await;
    assert_eq!(story.stands(), "today", "full-width g 1");
    story.keys("？").await;
    story.show();
    story.keys("esc ｑ ｑ").await;
    assert!(story.sim.seen().quit);
}

#[tokio::test]
async fn help_lists_what_works_now_and_runs_it() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        story.scan(WANG).await;
        story.keys("f1").await;
        story.show();
        story
            .types(if lang == Lang::Zh { "xyyq" } else { "next tab" })
            .await;
        story.show();
        story.keys("enter").await;
        story.show();
        story.keys("f1").await;
        story.types("F12").await;
        story.show();
        story.keys("enter").await;
        assert_eq!(story.stands(), "lookup", "F12 was run");
        story.end("help_runs_what_it_lists").await;
    }
}

#[tokio::test]
async fn the_palette_and_the_fast_path_lead_anywhere() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        story.keys(":").await;
        story.show();
        story
            .types(if lang == Lang::Zh { "zccs" } else { "policy" })
            .await;
        story.show();
        story.keys("enter").await;
        assert_eq!(story.stands(), "policy");
        story.keys("= 2 enter").await;
        assert_eq!(story.stands(), "lookup");
        story.keys("f3 =").await;
        story.types("ry 3713231200012344").await;
        story.show();
        story.keys("enter").await;
        assert_eq!(story.stands(), "person", "a mnemonic with its argument");
        story.keys("=").await;
        story.types("7.7").await;
        story.keys("enter").await;
        story.show();
        story.end("palette_and_fast_path").await;
    }
}

#[tokio::test]
async fn what_was_said_is_kept_for_whoever_sits_there() {
    for lang in LANGS {
        let mut story = Story::of("zhanghua", lang).await;
        story.keys("g m").await;
        assert_eq!(story.sim.seen().rings, 1, "nothing has been said yet");
        story.keys("g 3 enter a a f7").await;
        story.types("1").await;
        story.keys("esc esc g m").await;
        story.show();
        story.keys("esc :").await;
        story.types("msgs").await;
        story.keys("enter").await;
        story.show();
        story.end("messages").await;
    }
}
