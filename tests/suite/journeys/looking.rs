//! Looking at a person: scanned from anywhere, read tab by tab, and shown whole for a reason.

use std::fs;

use jingban::kernel::text::Lang;

use super::{LANGS, Story, WANG, trail};

#[tokio::test]
async fn a_number_scanned_on_any_screen_is_a_page_read_tab_by_tab() {
    tabs().await;
}

pub(super) async fn tabs() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        for (keys, screen) in [
            ("g 1", "today"),
            ("= c s enter", "policy"),
            ("g 2", "lookup"),
        ] {
            story.keys(keys).await;
            assert_eq!(story.stands(), screen);
            story.scan("3713231100000287").await;
            assert_eq!(story.stands(), "person", "from {screen}");
        }
        story.scan(WANG).await;
        assert_eq!(story.stands(), "person", "from another person");
        story.struck = vec![format!("scan {WANG}")];
        story.show();
        for _ in 0..5 {
            story.keys("right").await;
            story.show();
        }
        story.keys("right").await;
        assert!(
            story.screen().contains("王秀英  3713231200012344"),
            "round again"
        );
        story.end("a_page_read_tab_by_tab").await;
    }
}

#[tokio::test]
async fn whoever_is_not_paid_finds_out_why() {
    why().await;
}

pub(super) async fn why() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        // Suspended, as nobody could verify her; dead; one id claimed by two; paid by a bank that sent it back.
        for number in [
            "3713231100000287",
            "3713231100000045",
            "3713231100000414",
            "3713231100000203",
        ] {
            story.scan(number).await;
            story.show();
            story.keys("right right").await;
            story.show();
            story.keys("tab").await;
        }
        story.keys("right").await;
        story.show();
        story.end("why_not_paid").await;
    }
}

#[tokio::test]
async fn an_id_is_shown_whole_for_a_reason_that_is_kept_first() {
    reveal().await;
}

pub(super) async fn reveal() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        story.scan(WANG).await;
        story.keys("f6 enter").await;
        story.show();
        story.types("核").await;
        story.keys("enter").await;
        assert!(!story.screen().contains("372801195203150024"));
        assert!(
            trail(&story.sim)
                .await
                .iter()
                .all(|it| it.act != "person.reveal")
        );
        story.types("对银行退票").await;
        story.keys("enter").await;
        story.show();
        assert!(story.screen().contains("372801195203150024"));
        story.keys("f12 g 1").await;
        story.scan(WANG).await;
        assert!(
            !story.screen().contains("372801195203150024"),
            "only this once"
        );
        story.end("an_id_shown_whole").await;
    }
}

#[tokio::test]
async fn the_readmes_show_this_very_page() {
    for (file, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let mut story = Story::of("wangfang", lang).await;
        story.scan(WANG).await;
        let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).unwrap();
        let shown = text.split("```\n").nth(1).unwrap();
        assert!(
            shown == story.screen(),
            "the first block of {file} should be:\n{}",
            story.screen()
        );
    }
}
