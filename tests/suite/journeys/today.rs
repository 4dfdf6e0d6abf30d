//! Today: the deadlines and their countdown, by the business date, which is moved.

use super::{LANGS, Story};
use jingban::kernel::text::Lang;

#[tokio::test]
async fn deadlines_count_down_and_the_day_is_moved() {
    for lang in LANGS {
        let mut story = Story::of("wangfang", lang).await;
        story.show();
        // A key now and then, or the screen would be locked.
        for minutes in [9, 9, 9, 9, 9, 9, 7] {
            story.sim.minutes(minutes).await;
            story.keys("left").await;
        }
        story.struck = vec!["61 minutes later".to_owned()];
        story.show();
        story.keys("down enter").await;
        story.show();
        story.keys("g").await;
        story.show();
        story.keys("esc :").await;
        story
            .types(if lang == Lang::Zh {
                "ywrq"
            } else {
                "business date"
            })
            .await;
        story.keys("enter").await;
        story.show();
        story.keys("ctrl-u").await;
        story.types("2012-02-30").await;
        story.keys("enter").await;
        story.show();
        story.keys("ctrl-u").await;
        story.types("2012-03-10").await;
        story.keys("enter f3").await;
        story.show();
        story.keys("= r q enter ctrl-u").await;
        story.types("2012-03-12").await;
        story.keys("enter f3").await;
        story.show();
        story.end("deadlines_count_down").await;
    }
}

#[tokio::test]
async fn what_waits_is_listed_for_the_post_it_waits_for() {
    for lang in LANGS {
        for operator in ["zhaoguoqiang", "xuhongmei", "shijun"] {
            let mut story = Story::of(operator, lang).await;
            story.keys("tab").await;
            story.show();
            story.end(&format!("today_of_{operator}")).await;
        }
    }
}
