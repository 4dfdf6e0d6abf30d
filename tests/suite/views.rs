//! Saved views: kept under a name, taken, opened with, shared with a post, changed by their owner only; on both engines.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use jingban::console::pane::Focus;
use jingban::console::runtime::Sim;
use jingban::console::views::{Arrangement, Deed, Keep, ViewKey};
use jingban::database::Db;
use jingban::database::request::Verdict;
use jingban::database::runner::carry_out;
use jingban::desk::views::KeepView;
use jingban::desk::{house, panes};
use jingban::kernel::desk::Desk;
use jingban::kernel::text::Lang;
use jingban::record;

use crate::county::both_with_county;
use crate::demo;
use crate::stage::{leaked, raw};

static SESSIONS: AtomicUsize = AtomicUsize::new(0);

record! {
    /// What the trail keeps of a view.
    struct Kept {
        operator: String,
        act: String,
        object: String,
        row_before: Option<String>,
        row_after: Option<String>,
    }
}

async fn kept(db: &Db) -> Vec<Kept> {
    let text = "select operator, act, object, row_before, row_after from audit_entries
        where act like 'desk.view%' order by seq";
    db.rows(&leaked(text), &[]).await.unwrap()
}

/// Somebody sits down before the people of the agency.
async fn at(db: &Db, operator: &str, lang: Lang) -> Sim {
    let session = format!("views-{}", SESSIONS.fetch_add(1, Ordering::Relaxed));
    let keymap = house::keymap(&[]).unwrap();
    let app = house::app(demo::desk_of(db, operator).await, keymap, lang, session);
    let mut sim = Sim::begin(app, db.clone(), demo::calm()).await;
    sim.keys("= j g enter").await;
    sim
}

/// Chooses in the window what is found by typing.
async fn choose(sim: &mut Sim, what: &str) {
    sim.keys("alt-v").await;
    sim.type_text(what).await;
    sim.keys("enter").await;
}

/// Filters by C-REV, falling by the second column, and saves it under a name.
async fn save(sim: &mut Sim, save_as: &str, name: &str) {
    sim.keys("> > ^ /").await;
    sim.type_text("c-rev").await;
    sim.keys("enter").await;
    choose(sim, save_as).await;
    sim.type_text(name).await;
    sim.keys("enter").await;
}

fn holds(sim: &Sim, words: &str) {
    let screen = sim.screen();
    assert!(screen.contains(words), "{words}: {screen}");
}

fn lacks(sim: &Sim, words: &str) {
    let screen = sim.screen();
    assert!(!screen.contains(words), "{words}: {screen}");
}

/// The people shown, from above.
fn people(sim: &Sim) -> Vec<String> {
    let screen = sim.screen();
    let rows = screen.lines().filter(|line| line.contains("C-REV"));
    rows.map(|row| row.trim_start_matches([' ', '>']).to_owned())
        .collect()
}

#[tokio::test]
async fn a_view_is_saved_taken_opened_with_and_follows_the_column_in_both_languages() {
    Box::pin(both_with_county(async |db: Db| {
        let mut sim = at(&db, "wangfang", Lang::Zh).await;
        save(&mut sim, "另存为", "复核岗").await;
        holds(&sim, "已保存视图“复核岗”");
        holds(&sim, "视图 复核岗");
        let rows = people(&sim);
        assert_eq!(rows.len(), 2, "{}", sim.screen());
        sim.keys("esc").await;
        holds(&sim, "视图 复核岗，已改动");

        // It is nobody's unasked: the table opens as ever.
        let mut sim = at(&db, "wangfang", Lang::En).await;
        lacks(&sim, "view 复核岗");
        choose(&mut sim, "复核岗").await;
        holds(&sim, "view 复核岗");
        assert_eq!(people(&sim).len(), 2);
        sim.keys("g v").await;
        holds(&sim, "Save as");
        holds(&sim, "filter \"c-rev\"");
        sim.keys("esc").await;
        choose(&mut sim, "open with it").await;
        holds(&sim, "opens with view '复核岗' from now on");

        let mut sim = at(&db, "wangfang", Lang::Zh).await;
        holds(&sim, "视图 复核岗");
        assert_eq!(
            people(&sim),
            rows,
            "order and filter are those that were saved"
        );
        sim.keys("g l").await;
        holds(&sim, "view 复核岗");
        lacks(&sim, "changed");
        choose(&mut sim, "take off").await;
        lacks(&sim, "view 复核岗");
        lacks(&sim, "c-rev");

        // Another sees nothing of it.
        let mut other = at(&db, "gaopeng", Lang::Zh).await;
        lacks(&other, "视图");
        other.keys("alt-v").await;
        lacks(&other, "套用");
        kept(&db).await
    }))
    .await;
}

#[tokio::test]
async fn a_shared_view_shows_its_owner_who_alone_changes_it_and_the_trail_keeps_what_was_shared() {
    Box::pin(both_with_county(async |db: Db| {
        let mut owner = at(&db, "wangfang", Lang::Zh).await;
        save(&mut owner, "另存为", "复核").await;
        choose(&mut owner, "与同岗共享").await;
        holds(&owner, "已与本县同岗位人员共享");

        let mut other = at(&db, "gaopeng", Lang::Zh).await;
        other.keys("alt-v").await;
        holds(&other, "王芳共享");
        other.keys("enter").await;
        holds(&other, "视图 复核（王芳）");
        other.keys("alt-v").await;
        for mine in ["删除", "改名", "不再共享"] {
            lacks(&other, mine);
        }
        other.keys("esc").await;
        choose(&mut other, "打开时使用").await;
        let other = at(&db, "gaopeng", Lang::En).await;
        holds(&other, "view 复核 (王芳)");
        // Another post does not see it.
        let mut third = at(&db, "mayan", Lang::Zh).await;
        third.keys("alt-v").await;
        lacks(&third, "王芳共享");

        choose(&mut owner, "改名").await;
        owner.keys("ctrl-u").await;
        owner.type_text("两位复核").await;
        owner.keys("enter").await;
        holds(&owner, "视图 两位复核");
        let other = at(&db, "gaopeng", Lang::Zh).await;
        holds(&other, "视图“复核”已改名、删除或不再共享");
        choose(&mut owner, "不再共享").await;
        let mut other = at(&db, "gaopeng", Lang::Zh).await;
        other.keys("alt-v").await;
        lacks(&other, "王芳共享");
        choose(&mut owner, "删除").await;
        lacks(&owner, "视图 两位复核");
        owner.keys("alt-v").await;
        lacks(&owner, "套用");

        let kept = kept(&db).await;
        let shared =
            r#"{"filter":"c-rev","shared_with":"C-VER","sort":{"column":"division","falls":true}}"#;
        let private =
            r#"{"filter":null,"shared_with":null,"sort":{"column":"division","falls":true}}"#;
        assert_eq!(kept[0].object, "view:organisation:wangfang:复核");
        assert_eq!(
            kept[0].row_after.as_deref(),
            Some(private),
            "a private filter is nobody's"
        );
        assert_eq!(kept[1].row_before.as_deref(), Some(private));
        assert_eq!(kept[1].row_after.as_deref(), Some(shared));
        assert_eq!(kept.last().unwrap().row_after, None);
        kept
    }))
    .await;
}

/// Carries out what shall be done with a view of 王芳.
async fn done(db: &Db, desk: &Desk, name: &str, deed: Deed) -> Result<Keep, (String, bool)> {
    let key = ViewKey {
        table: "organisation".to_owned(),
        owner: "wangfang".to_owned(),
        name: name.to_owned(),
    };
    let op = format!("views-op-{}", SESSIONS.fetch_add(1, Ordering::Relaxed));
    let keep = Keep { key, deed };
    match carry_out(db, desk, &op, &KeepView { keep }).await {
        Ok(done) => Ok(done.outcome),
        Err(Verdict::Refused(refusal)) => {
            assert!(!refusal.why.en.is_empty() && !refusal.remedy.zh.is_empty());
            Err((refusal.code, refusal.entry.is_some()))
        }
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_act_refuses_what_the_window_does_not_offer() {
    Box::pin(both_with_county(async |db: Db| {
        let mine = demo::desk_of(&db, "wangfang").await;
        let other = demo::desk_of(&db, "gaopeng").await;
        let reviewer = demo::desk_of(&db, "mayan").await;
        let auditor = demo::desk_of(&db, "shijun").await;
        let refused = |code: &str| Err((code.to_owned(), true));
        let look = Arrangement {
            sort: None,
            filter: "张".to_owned(),
        };
        let save = || Deed::Save(look.clone());
        for name in ["a", "b"] {
            done(&db, &mine, name, save()).await.unwrap();
        }
        assert_eq!(
            done(&db, &other, "a", Deed::Open(true)).await,
            refused("PN-0914")
        );
        done(&db, &mine, "a", Deed::Share(true)).await.unwrap();
        done(&db, &other, "a", Deed::Open(true)).await.unwrap();
        assert_eq!(
            done(&db, &reviewer, "a", Deed::Open(true)).await,
            refused("PN-0914")
        );
        for deed in [
            save(),
            Deed::Rename("c".to_owned()),
            Deed::Share(false),
            Deed::Delete,
        ] {
            assert_eq!(
                done(&db, &other, "a", deed.clone()).await,
                refused("PN-0913")
            );
            assert_eq!(done(&db, &auditor, "a", deed).await, refused("PN-0911"));
        }
        for (name, deed, code) in [
            ("a", Deed::Rename("b".to_owned()), "PN-0915"),
            ("a", Deed::Rename(" ".to_owned()), "PN-0912"),
            ("", save(), "PN-0912"),
            ("gone", Deed::Delete, "PN-0914"),
            ("gone", Deed::Share(true), "PN-0914"),
        ] {
            assert_eq!(done(&db, &mine, name, deed).await, refused(code), "{name}");
        }
        // What is replaced stays shared; what is renamed goes on opening its owner's table.
        done(&db, &mine, "a", Deed::Open(true)).await.unwrap();
        done(&db, &mine, "a", save()).await.unwrap();
        done(&db, &mine, "a", Deed::Rename("c".to_owned()))
            .await
            .unwrap();
        let mut sim = at(&db, "wangfang", Lang::Zh).await;
        holds(&sim, "视图 c");
        sim.keys("alt-v").await;
        holds(&sim, "已共享；打开时使用");
        done(&db, &mine, "c", Deed::Delete).await.unwrap();
        let sim = at(&db, "wangfang", Lang::Zh).await;
        lacks(&sim, "视图");
        kept(&db).await
    }))
    .await;
}

#[tokio::test]
async fn a_column_that_is_gone_is_told_and_the_filter_works() {
    for (lang, told) in [
        (Lang::Zh, "视图“旧”按已不存在的列排序，本次按原次序显示"),
        (Lang::En, "view '旧' sorts by a column that is gone"),
    ] {
        let db = demo::db().await;
        let insert = "insert into saved_views values ('371323', 'wangfang', 'organisation', '旧',
            'wage', 1, 'c-rev', null, null, null, '2012-03-01T00:00:00Z')";
        raw(&db, &[insert]).await;
        let mut sim = at(&db, "wangfang", lang).await;
        choose(&mut sim, "旧").await;
        holds(&sim, told);
        assert_eq!(people(&sim).len(), 2, "{}", sim.screen());
    }
}

#[tokio::test]
async fn an_auditor_keeps_no_views_and_is_told_why() {
    for (lang, told) in [
        (Lang::Zh, "稽核岗只查阅，不保存视图"),
        (Lang::En, "PN-0911 audit only reads and keeps no views"),
    ] {
        let db = demo::db().await;
        let mut sim = at(&db, "shijun", lang).await;
        sim.keys("alt-v").await;
        holds(&sim, told);
    }
}

#[tokio::test]
async fn the_tabs_of_a_person_keep_their_views_apart() {
    let db = demo::db().await;
    let mut sim = at(&db, "wangfang", Lang::Zh).await;
    sim.scan("3713231200012344").await;
    sim.keys("right right").await;
    let tab = sim.machine().standing().unwrap();
    choose(&mut sim, "另存为").await;
    sim.type_text("全部").await;
    sim.keys("enter").await;
    holds(&sim, "视图 全部");
    sim.keys("right").await;
    lacks(&sim, "视图 全部");
    sim.keys("alt-v").await;
    lacks(&sim, "套用");
    sim.keys("esc left").await;
    assert_eq!(sim.machine().standing().unwrap(), tab);
    holds(&sim, "视图 全部");
}

#[test]
fn every_column_is_known_by_a_word_of_its_own_in_its_table() {
    let mut seen = 0;
    for spec in panes::with_tabs() {
        let mut pane = (spec.open)("3713231200012344");
        let (Focus::Table(table) | Focus::Search(_, table)) = pane.focus() else {
            continue;
        };
        let ids: Vec<&str> = table.columns.iter().map(|column| column.id).collect();
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), different.len(), "{}: {ids:?}", spec.name);
        let plain =
            |id: &&str| !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        assert!(ids.iter().all(plain), "{}: {ids:?}", spec.name);
        seen += ids.len();
    }
    assert!(seen > 80, "{seen}");
}
