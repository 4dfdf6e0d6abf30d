//! Tables: sorted, filtered, marked; and the cursor stays on its record whatever comes.

use jingban::kernel::text::Lang;

use super::{LANGS, Story};
use crate::stage::raw;

#[tokio::test]
async fn a_table_is_sorted_filtered_and_marked_and_the_cursor_keeps_its_record() {
    for lang in LANGS {
        let mut story = Story::of("mayan", lang).await;
        story.keys("= j g enter").await;
        story.show();
        story.keys("> > > > > < ^").await;
        story.show();
        story.keys("down down space").await;
        story.show();
        story.keys("/").await;
        story.types("c-rev").await;
        story.show();
        story.keys("enter + end").await;
        story.show();
        story.keys("esc").await;
        story.show();
        let under_cursor = |story: &Story| {
            let screen = story.screen();
            let row = screen.lines().find(|line| line.starts_with(" >"));
            row.unwrap().to_owned()
        };
        let before = under_cursor(&story);
        // Somebody leaves, somebody has another name now: the cursor and the marks stay on their people.
        let moved = [
            "delete from assignments where operator = 'lvmin'",
            "update operators set name = '阿姨' where operator = 'handan'",
        ];
        raw(story.sim.db(), &moved).await;
        story.keys("f5").await;
        story.show();
        assert_eq!(under_cursor(&story), before);
        story.keys("esc").await;
        story.show();
        story.end("a_table").await;
    }
}

#[tokio::test]
async fn a_view_is_kept_under_a_name_put_on_and_shared_and_a_refusal_names_its_entry() {
    for lang in LANGS {
        let word = |zh: &'static str, en: &'static str| match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        let mut story = Story::of("liujianguo", lang).await;
        story.keys("= j g enter > > ^ /").await;
        story.types("c-rev").await;
        story.keys("enter alt-v").await;
        story.show();
        story.keys("esc").await;
        for name in [word("复核岗", "reviewers"), word("两人", "both")] {
            story.keys("alt-v").await;
            story.types(word("另存为", "save as")).await;
            story.keys("enter").await;
            story.types(name).await;
            story.keys("enter").await;
            story.show();
        }
        story.keys("g v").await;
        story.types(word("与同岗共享", "share")).await;
        story.keys("enter g v").await;
        story.show();
        story.types(word("改名", "rename")).await;
        story.keys("enter ctrl-u").await;
        story.types(word("复核岗", "reviewers")).await;
        story.keys("enter").await;
        story.show();
        story.keys("f1").await;
        story.show();
        story.end("saved_views").await;
    }
}
