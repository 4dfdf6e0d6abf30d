//! Guards: whether an action may be taken now, and if not, why not in both languages.

use super::action::{ActionSpec, Need, NotNow, Situation};
use crate::kernel::post::Post;
use crate::kernel::text::{Lang, Phrase};
use crate::phrase;

/// Whether the action may be taken in this situation. The first need that fails speaks.
pub fn permitted(spec: &ActionSpec, situation: &Situation<'_>) -> Result<(), NotNow> {
    match spec.needs.iter().find_map(|need| failing(*need, situation)) {
        Some(why) => Err(NotNow { why, clause: None }),
        None => Ok(()),
    }
}

fn failing(need: Need, situation: &Situation<'_>) -> Option<Phrase> {
    match need {
        Need::Post(posts) if !posts.contains(&situation.desk.post) => Some(phrase!(
            "此操作由{posts}办理，您当前的岗位是{post}",
            "this is for {posts}; you sit here as {post}",
            posts = named(posts),
            post = named(&[situation.desk.post])
        )),
        Need::Selection if situation.selected == 0 => Some(phrase!(
            "请先选定记录：将光标移到该行，或标记若干行",
            "choose a record first: move the cursor onto it, or mark some"
        )),
        Need::Demonstration if !situation.desk.demonstration => Some(phrase!(
            "此操作仅限演示库使用",
            "this works in a demonstration database only"
        )),
        Need::State(state, why) if !(situation.holds)(state) => Some(why.into()),
        Need::Post(_) | Need::Selection | Need::Demonstration | Need::State(..) => None,
    }
}

/// Posts by name and code: 认证岗 C-VER、业务复核岗 C-REV.
fn named(posts: &[Post]) -> Phrase {
    let list = |lang: Lang, between: &str| {
        let names: Vec<String> = posts
            .iter()
            .map(|post| format!("{} {}", post.title().in_lang(lang), post.code()))
            .collect();
        names.join(between)
    };
    Phrase {
        zh: list(Lang::Zh, "、"),
        en: list(Lang::En, ", "),
    }
}
