//! Guards: whether an action may be taken now, and if not, why not in both languages.

use super::action::{ActionSpec, Need, NotNow, Situation};
use crate::kernel::clause::Clause;
use crate::kernel::post::Post;
use crate::kernel::text::{Lang, Phrase};
use crate::{phrase, text};

/// So many posts are named at most.
const NAMED_MAX: usize = 4;

/// Whether the action may be taken in this situation. The first need that fails speaks.
pub fn permitted(spec: &ActionSpec, situation: &Situation<'_>) -> Result<(), NotNow> {
    let failed = spec
        .needs
        .iter()
        .find_map(|need| Some((failing(*need, situation)?, clause(*need))));
    match failed {
        Some((why, clause)) => Err(NotNow { why, clause }),
        None => Ok(()),
    }
}

/// The clause behind a need: posts are told apart by the matrix.
fn clause(need: Need) -> Option<Clause> {
    matches!(need, Need::Post(_)).then_some(Clause::of("4.8"))
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

/// Posts by name and code: 认证岗（C-VER）、业务复核岗（C-REV）; of many, the first.
fn named(posts: &[Post]) -> Phrase {
    let list = |lang: Lang, between: &str, (open, close): (&str, &str)| {
        let names: Vec<String> = posts
            .iter()
            .take(NAMED_MAX)
            .map(|post| format!("{}{open}{}{close}", post.title().in_lang(lang), post.code()))
            .collect();
        names.join(between)
    };
    let more = if posts.len() > NAMED_MAX {
        text!("等岗位", " and other posts")
    } else {
        text!("", "")
    };
    Phrase {
        zh: list(Lang::Zh, "、", ("（", "）")) + more.zh,
        en: list(Lang::En, ", ", (" (", ")")) + more.en,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};

    use super::*;
    use crate::console::action::Action;
    use crate::kernel::desk::Desk;

    fn refused(needs: &'static [Need], selected: usize, demonstration: bool) -> Option<Phrase> {
        let desk = Desk {
            operator: "wangfang".to_owned(),
            name: "王芳".to_owned(),
            post: Post::CVer,
            area: "371323".parse().unwrap(),
            county: "371323".parse().unwrap(),
            client: "test".to_owned(),
            at: DateTime::UNIX_EPOCH,
            business_date: NaiveDate::default(),
            demonstration,
        };
        let spec = ActionSpec {
            action: Action("list.sign"),
            label: text!("签字", "Sign"),
            help: text!("签字", "Sign"),
            needs,
            danger: None,
            hint: None,
        };
        let situation = Situation {
            desk: &desk,
            selected,
            holds: &|state| state == "open",
        };
        permitted(&spec, &situation)
            .err()
            .map(|not_now| not_now.why)
    }

    #[test]
    fn each_need_speaks_for_itself_and_the_first_one_first() {
        const CLOSED: Need = Need::State("closed", text!("尚未关账", "books are open"));
        assert_eq!(refused(&[], 0, false), None);
        assert_eq!(
            refused(
                &[
                    Need::Post(&[Post::CVer]),
                    Need::State("open", text!("", ""))
                ],
                0,
                false
            ),
            None
        );
        assert_eq!(refused(&[Need::Selection], 1, false), None);
        assert_eq!(refused(&[Need::Demonstration], 0, true), None);
        let why = refused(&[Need::Post(&[Post::CRev]), CLOSED], 0, false).unwrap();
        assert_eq!(
            why.zh,
            "此操作由业务复核岗（C-REV）办理，您当前的岗位是认证岗（C-VER）"
        );
        assert_eq!(
            why.en,
            "this is for business review (C-REV); you sit here as verification (C-VER)"
        );
        assert_eq!(
            refused(&[CLOSED], 1, true).map(|why| why.zh),
            Some("尚未关账".to_owned())
        );
        assert!(refused(&[Need::Selection], 0, true).is_some());
        assert!(refused(&[Need::Demonstration], 1, false).is_some());
    }
}
