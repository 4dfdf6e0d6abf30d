//! Tables: sorted, filtered, marked; and the cursor stays on its record whatever comes.

use super::{LANGS, Story};
use crate::stage::raw;

#[tokio::test]
async fn a_table_is_sorted_filtered_and_marked_and_the_cursor_keeps_its_record() {
    for lang in LANGS {
        let mut story = Story::of("mayan", lang).await;
        story.keys("= j g enter").await;
        story.show();
        story.keys("> ^").await;
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
        raw(
            story.sim.db(),
            &["update operators set name = '阿' || name where operator = 'aaa'"],
        )
        .await;
        story.keys("f5").await;
        story.show();
        story.keys("esc").await;
        story.show();
        story.end("a_table").await;
    }
}
