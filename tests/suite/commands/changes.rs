//! What commands change: policy by two people, the date of a demonstration; and that the trail tells of it.

use jingban::record;

use crate::place::{Ended, Place};
use crate::stage::{leaked, raw};

record! {
    /// An entry of the trail, as far as these tests read it.
    struct Told {
        operator: String,
        act: String,
        object: String,
    }
}

/// The newest entries of the trail, newest first: who, what, about what.
async fn newest(place: &Place, count: usize) -> Vec<[String; 3]> {
    let db = place.open().await;
    let text =
        format!("select operator, act, object from audit_entries order by seq desc limit {count}");
    let told: Vec<Told> = db.rows(&leaked(&text), &[]).await.unwrap();
    db.close().await;
    told.into_iter()
        .map(|it| [it.operator, it.act, it.object])
        .collect()
}

async fn change(place: &Place, statements: &[&str]) {
    let db = place.open().await;
    raw(&db, statements).await;
    db.close().await;
}

const PROPOSAL: &str = "policy propose P.basic.rate.BP_COUNTY 5.00 --county 371323 --from 2012-04-01 \
    --document 沂人社〔2012〕9号 --source G09 --reason 县级加发";

fn propose(place: &Place) -> Ended {
    place.ask(&format!("--as mayan {PROPOSAL}"))
}

#[tokio::test]
async fn one_proposes_another_approves_and_the_value_holds_from_its_day() {
    let place = Place::demonstration();
    let proposed = propose(&place);
    assert_eq!(proposed.code, 0, "{proposed:?}");
    assert!(proposed.said.contains("待审批"), "{proposed:?}");
    let list = place.ask("--lang en policy list").said;
    assert!(
        list.contains("proposed: 5.00 from 2012-04-01, county 371323, by 马燕"),
        "{list}"
    );
    let approved = place
        .ask("--lang en --as zhaoguoqiang policy approve P.basic.rate.BP_COUNTY --county 371323");
    assert_eq!((approved.code, approved.complained.as_str()), (0, ""));
    assert!(
        approved
            .said
            .contains("approved: P.basic.rate.BP_COUNTY is '5.00' from 2012-04-01 on"),
        "{approved:?}"
    );
    let value = |date: &str| {
        let list = place
            .ask(&format!("--as zhaoguoqiang --date {date} policy list"))
            .said;
        let line = list
            .lines()
            .find(|line| line.starts_with("P.basic.rate.BP_COUNTY"));
        line.unwrap().to_owned()
    };
    assert!(value("2012-03-31").contains("：0.00（2009-12-01起"));
    assert!(value("2012-04-01").contains("：5.00（2012-04-01起，G09）"));
    assert_eq!(place.ask("doctor").code, 0);
    assert_eq!(place.ask("audit verify").code, 0);
}

#[tokio::test]
async fn whoever_proposed_may_not_approve_though_director_by_now() {
    let place = Place::demonstration();
    change(&place, &[
        "update assignments set valid_to = '2012-03-14' where operator in ('mayan', 'zhaoguoqiang')",
        "insert into assignments values
            ('mayan', 'C-DIR', '371323000000', '2012-03-15', null, 'tangshu', 'fanhongtao', '沂人社〔2012〕7号')",
    ]).await;
    assert_eq!(propose(&place).code, 0);
    let approve =
        "--as mayan --date 2012-03-15 policy approve P.basic.rate.BP_COUNTY --county 371323";
    for (lang, word) in [
        ("zh", "不得由同一人办理"),
        ("en", "the same person may not check or approve it"),
    ] {
        let refused = place.ask(&format!("--lang {lang} {approve}"));
        assert_eq!((refused.code, refused.said.as_str()), (1, ""));
        assert!(
            refused.complained.contains("PN-0504") && refused.complained.contains("4.7"),
            "{refused:?}"
        );
        assert!(refused.complained.contains(word), "{refused:?}");
    }
    let told = newest(&place, 1).await;
    assert_eq!(
        told[0][..2],
        ["mayan", "policy.decide:refused"],
        "a refusal leaves its entry too"
    );
    let list = place.ask("policy list").said;
    assert!(list.contains("待审批：5.00"), "it still waits");
}

#[tokio::test]
async fn a_post_without_the_right_is_refused_and_the_maker_alone_withdraws() {
    let place = Place::demonstration();
    let refused = place.ask(&format!("--as wangfang {PROPOSAL}"));
    assert_eq!(refused.code, 1);
    assert!(
        refused.complained.contains("PN-0501") && refused.complained.contains("认证岗（C-VER）"),
        "{refused:?}"
    );
    assert_eq!(propose(&place).code, 0);
    let which = "P.basic.rate.BP_COUNTY --county 371323 --reason 录入有误";
    let other = place.ask(&format!("--as liujianguo policy withdraw {which}"));
    assert_eq!(other.code, 1, "{other:?}");
    assert!(other.complained.contains("只能由本人撤回"), "{other:?}");
    let bare = place.ask("--as mayan policy withdraw P.basic.rate.BP_COUNTY --county 371323");
    assert_eq!(bare.code, 1, "a reason is due: {bare:?}");
    let own = place.ask(&format!("--as mayan policy withdraw {which}"));
    assert_eq!(own.code, 0, "{own:?}");
    assert_eq!(propose(&place).code, 0, "and may propose again");
    let rejected = place.ask(&format!("--as zhaoguoqiang policy reject {which}"));
    assert_eq!(rejected.code, 0, "{rejected:?}");
    assert!(rejected.said.contains("原值继续适用"));
}

#[tokio::test]
async fn the_date_of_a_demonstration_moves_is_kept_in_the_trail_and_stays() {
    let place = Place::demonstration();
    let look = "--as wangfang lookup 3713231200012344";
    assert!(place.ask(look).said.contains("本月尚不发放"));
    let moved = place.ask(&format!("--date 2012-04-02 {look}"));
    assert!(moved.said.contains("尚未核定待遇"), "{moved:?}");
    assert!(
        place.ask(look).said.contains("尚未核定待遇"),
        "until moved again"
    );
    let told = newest(&place, 5).await;
    let dates: Vec<_> = told
        .iter()
        .filter(|it| it[1] == "demonstration.move_date")
        .collect();
    assert_eq!(
        dates,
        [&[
            "wangfang",
            "demonstration.move_date",
            "setting:business_date"
        ]]
    );
}

#[tokio::test]
async fn a_database_of_real_work_takes_no_other_date_no_name_alone_and_is_never_reset() {
    let place = Place::demonstration();
    change(
        &place,
        &["update settings set value = 'production' where name = 'environment'"],
    )
    .await;
    let before = std::fs::read(place.file("county.db")).unwrap();
    let reset = place.ask("--lang en demo reset");
    assert_eq!((reset.code, reset.said.as_str()), (1, ""));
    assert!(
        reset.complained.contains("DM-0102") && reset.complained.contains("is not replaced"),
        "{reset:?}"
    );
    for command in [
        "--as wangfang lookup 0024",
        "--as wangfang --date 2012-04-02 policy list",
    ] {
        let asked = place.ask(command);
        assert_eq!((asked.code, asked.said.as_str()), (1, ""));
        assert!(
            asked.complained.contains("需要输入口令，但当前不在终端上"),
            "{asked:?}"
        );
    }
    let nobody = place.ask("lookup 0024");
    assert_eq!(nobody.code, 2, "nobody looks without a name: {nobody:?}");
    assert!(
        std::fs::read(place.file("county.db")).unwrap() == before,
        "nothing was touched"
    );
}
