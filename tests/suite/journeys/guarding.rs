//! What a post may not do: why not, by which clause, on the screen and in the help.

use super::{LANGS, Story};

#[tokio::test]
async fn what_a_post_may_not_do_is_told_with_the_post_that_may_and_the_clause() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        story.keys("= c s enter f6").await;
        story.show();
        story.keys("f7").await;
        story.show();
        story.keys("f1").await;
        story.show();
        story.keys("esc").await;
        assert_eq!(story.stands(), "policy");
        story.end("what_a_post_may_not_do").await;
    }
}

#[tokio::test]
async fn whoever_has_no_need_of_it_sees_no_whole_id() {
    for lang in LANGS {
        let mut story = Story::of("handan", lang).await;
        story.scan("3713231200012344").await;
        story.keys("f6").await;
        story.show();
        story.end("no_whole_id").await;
    }
}
