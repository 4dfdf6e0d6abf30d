//! The rules of saved views. Pure: who keeps them, what they may be called, and what the trail keeps of them.

use serde_json::json;

use crate::console::views::{Arrangement, Deed, Keep};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::post::{Family, Post};
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// Our own decision.
const OURS: Clause = Clause::of("D");

/// The longest name, in characters.
pub const NAME_MAX: usize = 20;

/// What stood there before.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The view, and the post it is shared with.
    pub found: Option<(Arrangement, Option<String>)>,
    /// The owner has another of the name it shall have.
    pub taken: bool,
}

/// Whether a desk may keep views: nobody who has not signed in, and nobody who only reads.
pub fn may_keep(desk: &Desk) -> Result<(), Refusal> {
    if desk.post != Post::Guest && desk.post.family() != Family::Audit {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-0911",
        OURS,
        phrase!(
            "{post}只查阅，不保存视图",
            "{post} only reads and keeps no views",
            post = desk.post.title()
        ),
        phrase!(
            "请用排序键和筛选键，或由业务岗保存",
            "sort and filter by hand, or let a business post keep it"
        ),
    ))
}

/// Whether a text can be the name of a view.
pub fn named(name: &str) -> Result<(), Refusal> {
    let length = name.chars().count();
    if (1..=NAME_MAX).contains(&length) && name.trim() == name && !name.contains(char::is_control) {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-0912",
        OURS,
        phrase!(
            "视图名称应为 1 至 {max} 字",
            "a view is called something of 1 to {max} characters",
            max = NAME_MAX
        ),
        phrase!(
            "请输入简短的名称，例如“未核”",
            "type a short name, such as 'open ones'"
        ),
    ))
}

/// Whether this may be done with the view.
pub fn may_do(keep: &Keep, known: &Known, desk: &Desk) -> Result<(), Refusal> {
    may_keep(desk)?;
    let is_mine = keep.key.owner == desk.operator;
    let post = desk.post.code();
    let is_seen = |shared: &Option<String>| is_mine || shared.as_deref() == Some(post);
    let is_there = known.found.as_ref().is_some_and(|(_, it)| is_seen(it));
    match &keep.deed {
        Deed::Save(_) if is_mine => return named(&keep.key.name),
        Deed::Open(false) => return Ok(()),
        Deed::Save(_) | Deed::Rename(_) | Deed::Share(_) | Deed::Delete if !is_mine => {
            return Err(not_yours());
        }
        Deed::Rename(name) => named(name)?,
        Deed::Save(_) | Deed::Share(_) | Deed::Open(true) | Deed::Delete => {}
    }
    if !is_there {
        return Err(not_there());
    }
    if known.taken {
        return Err(is_taken());
    }
    Ok(())
}

fn not_yours() -> Refusal {
    Refusal::new(
        "PN-0913",
        OURS,
        phrase!(
            "共享的视图只有其所有人可以改动或删除",
            "a shared view is changed or deleted by its owner only"
        ),
        phrase!(
            "请套用后另存为自己的视图",
            "apply it, then save it as one of your own"
        ),
    )
}

fn not_there() -> Refusal {
    Refusal::new(
        "PN-0914",
        OURS,
        phrase!(
            "没有这个视图：可能已改名、删除或不再共享",
            "there is no such view: it may have been renamed, deleted or is no longer shared"
        ),
        phrase!("请重新打开视图窗口", "open the window of views again"),
    )
}

fn is_taken() -> Refusal {
    Refusal::new(
        "PN-0915",
        OURS,
        phrase!(
            "本表已有同名视图",
            "this table has a view of yours with that name"
        ),
        phrase!("请另取名称", "choose another name"),
    )
}

/// A view as the trail keeps it; the filter only where others see it.
fn kept(look: &Arrangement, shared_with: Option<&str>) -> String {
    let sort = look.sort.as_ref();
    let sort = sort.map(|(column, falls)| json!({ "column": column, "falls": falls }));
    let filter = shared_with.map(|_| look.filter.as_str());
    json!({ "sort": sort, "filter": filter, "shared_with": shared_with }).to_string()
}

/// What the trail keeps of the view before and after.
pub fn before_and_after(
    keep: &Keep,
    known: &Known,
    desk: &Desk,
) -> (Option<String>, Option<String>) {
    let stood = known.found.as_ref();
    let before = stood.map(|(look, shared)| kept(look, shared.as_deref()));
    let after = match &keep.deed {
        Deed::Save(look) => {
            let shared = stood.and_then(|(_, shared)| shared.as_deref());
            Some(kept(look, shared))
        }
        Deed::Share(shares) => {
            let post = shares.then_some(desk.post.code());
            stood.map(|(look, _)| kept(look, post))
        }
        Deed::Rename(name) => Some(json!({ "name": name }).to_string()),
        Deed::Open(opens) => return (None, Some(json!({ "opens": opens }).to_string())),
        Deed::Delete => None,
    };
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_plain() {
        let longest = "视".repeat(NAME_MAX);
        for name in ["未核", "a b", longest.as_str()] {
            assert_eq!(named(name), Ok(()), "{name}");
        }
        let long = "视".repeat(NAME_MAX + 1);
        for name in ["", " ", " a", "a\u{1f}b", "a\nb", long.as_str()] {
            assert_eq!(
                named(name).map_err(|it| it.code),
                Err("PN-0912".to_owned()),
                "{name:?}"
            );
        }
    }
}
