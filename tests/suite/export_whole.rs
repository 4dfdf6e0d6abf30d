//! Whole ids and accounts that leave in a file: who may, why, how many; what the file and the trail say of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use jingban::console::export::{Export, Exported, Format, Whole};
use jingban::console::runtime::Sim;
use jingban::console::table::{Cell, Column};
use jingban::database::request::Verdict;
use jingban::database::{Db, Trace};
use jingban::desk::export::exporter;
use jingban::desk::house;
use jingban::desk::printed::sha256;
use jingban::kernel::desk::Desk;
use jingban::kernel::post::Post;
use jingban::kernel::shown::Shown;
use jingban::kernel::text::{Lang, Phrase};
use jingban::{record, text};

use crate::county::{both_with_county, desk};
use crate::demo;
use crate::stage::leaked;

/// 王秀英, and her account.
const WANG: &str = "3713231200012344";
const ID: &str = "372801195203150024";

record! {
    struct Kept { act: String, reason: Option<String>, seq: i64, operator: String }
}

record! {
    struct Line { key: String, said: Option<String> }
}

record! {
    struct Person { insurance_no: String, citizen_id: String, bank_account: Option<String> }
}

async fn kept(db: &Db) -> Vec<Kept> {
    let text = "select act, reason, seq, operator from audit_entries
        where act like 'desk.export%' order by seq";
    db.rows(&leaked(text), &[]).await.unwrap()
}

/// The rows of the last export's entry.
async fn lines(db: &Db) -> Vec<Line> {
    let text = "select r.key, r.row_after as said from audit_rows r
        where r.seq = (select max(seq) from audit_entries where act like 'desk.export%')
        order by r.line";
    db.rows(&leaked(text), &[]).await.unwrap()
}

/// Everybody of 上华庄村.
async fn people(db: &Db) -> BTreeMap<String, Person> {
    let text = "select insurance_no, citizen_id, bank_account from persons
        where village = '371323100201'";
    let people: Vec<Person> = db.rows(&leaked(text), &[]).await.unwrap();
    let by_number = people.into_iter().map(|it| (it.insurance_no.clone(), it));
    by_number.collect()
}

async fn at(db: &Db, operator: &str, lang: Lang, folder: &Path) -> Sim {
    let keymap = house::keymap(&[]).unwrap();
    let desk = demo::desk_of(db, operator).await;
    let session = format!("whole-{}-{lang:?}", folder.display());
    let app = house::app(desk, keymap, lang, session).exporting(exporter(folder.to_owned()));
    Sim::begin(app, db.clone(), demo::calm()).await
}

fn holds(sim: &Sim, words: &str) {
    let screen = sim.screen();
    assert!(screen.contains(words), "{words}: {screen}");
}

/// The cells of the first sheet, and of the second, as another program reads them.
fn sheets(path: &Path) -> [Vec<Vec<Data>>; 2] {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    [0, 1].map(|at| {
        let range = book.worksheet_range(&names[at]).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    })
}

/// The entry of the file, which says all that must be said.
async fn filed(db: &Db, path: &Path, reason: &str) -> Kept {
    let hash = sha256(&fs::read(path).unwrap());
    let entry = kept(db).await.pop().unwrap();
    assert_eq!(entry.act, "desk.export_whole");
    assert_eq!(entry.reason.as_deref(), Some(reason));
    let lines = lines(db).await;
    assert_eq!(
        lines[0].said.as_deref(),
        Some(format!("unmasked sha256:{hash} rows:115 filter:").as_str())
    );
    assert_eq!(lines.len(), 116, "and everybody whose numbers left");
    assert!(
        lines[1..]
            .iter()
            .all(|it| it.key.starts_with("person:37132"))
    );
    entry
}

/// Whether a row has somebody's whole id, and her whole account where she has one; both are texts.
fn is_whole(row: &[Data], people: &BTreeMap<String, Person>) -> bool {
    let Data::String(id) = &row[2] else {
        return false;
    };
    let somebody = people.values().find(|one| one.citizen_id == *id);
    let Some(one) = somebody else { return false };
    match &one.bank_account {
        None => row[4] == Data::Empty,
        Some(account) => row[4] == Data::String(account.clone()),
    }
}

#[tokio::test]
async fn a_post_that_may_takes_whole_numbers_out_with_a_reason_and_their_count() {
    Box::pin(both_with_county(async |db: Db| {
        let mut said = Vec::new();
        for (lang, reason, offers, asks, mark, warns) in [
            (
                Lang::Zh,
                "移交公安核对",
                "F6/Alt-W",
                "不脱敏。事由：移交公安核对",
                "未脱敏，含完整证件号码和账号",
                "未脱敏，请妥善保管",
            ),
            (
                Lang::En,
                "for the police",
                "F6/Alt-W",
                "rows go into a.xlsx, unmasked",
                "UNMASKED: whole ids and accounts",
                "UNMASKED, keep it safe",
            ),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let mut sim = at(&db, "wangfang", lang, folder.path()).await;
            sim.keys("g 3 enter enter enter").await;
            assert_eq!(sim.machine().standing().unwrap().0, "verification_list");
            sim.keys("f2 ctrl-u").await;
            holds(&sim, offers);
            sim.type_text("a.xlsx").await;
            sim.keys("alt-w enter").await;
            // No reason, no file.
            assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
            sim.type_text(reason).await;
            sim.keys("enter").await;
            holds(&sim, asks);
            sim.keys("1 enter").await;
            assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
            sim.type_text("115").await;
            sim.keys("enter").await;
            holds(&sim, warns);

            let path = folder.path().join("a.xlsx");
            let [rows, origin] = sheets(&path);
            let people = people(&db).await;
            let whole = |it: &&Vec<Data>| is_whole(it, &people);
            assert_eq!(rows.len(), 116);
            assert_eq!(rows[1..].iter().filter(whole).count(), 115);
            assert!(rows[1..].iter().any(|row| row[4] != Data::Empty));
            assert!(origin[0][1].to_string().contains(mark), "{:?}", origin[0]);
            assert!(origin[0][1].to_string().contains(reason));
            let entry = filed(&db, &path, reason).await;
            said.push((entry.operator, entry.act));
        }
        said
    }))
    .await;
}

#[tokio::test]
async fn whoever_may_not_is_offered_nothing() {
    let db = demo::db().await;
    let folder = tempfile::tempdir().unwrap();
    for (operator, keys) in [("zhanghua", "g 3 enter"), ("wangfang", "= j g enter")] {
        let mut sim = at(&db, operator, Lang::Zh, folder.path()).await;
        sim.keys(keys).await;
        sim.keys("f2").await;
        holds(&sim, "导出本表");
        assert!(!sim.screen().contains("完整证件号码"), "{}", sim.screen());
        sim.keys("alt-w").await;
        holds(&sim, "导出本表");
    }
}

/// 王秀英 as the look-up shows her, on her way out.
fn table(to: &Path, whole: Whole) -> Export {
    let column = |id, title| Column {
        id,
        title,
        width: 18,
        grows: 0,
        right: false,
        spare: 0,
    };
    Export {
        to: to.to_owned(),
        format: Format::of(&to.display().to_string()).unwrap(),
        lang: Lang::Zh,
        pane: "lookup",
        title: Phrase::verbatim("查询"),
        place: Phrase::verbatim("371323"),
        filter: "王秀英".to_owned(),
        columns: vec![
            column("insurance_no", text!("保险编号", "insurance no.")),
            column("citizen_id", text!("证件号码", "citizen id")),
        ],
        rows: vec![vec![
            Cell::Outside(Shown::new(WANG)),
            Cell::Outside(Shown::new("372801********0024")),
        ]],
        total: None,
        more: None,
        ids: vec![WANG.to_owned()],
        whole: Some(whole),
    }
}

fn because(reason: &str, count: usize) -> Whole {
    Whole {
        reason: reason.to_owned(),
        count,
    }
}

async fn carry_out(db: &Db, desk: &Desk, op: &str, export: Export) -> Result<Exported, Verdict> {
    let act = (exporter("/".into()).make)(export);
    let done = act.carry_out(db, desk, op).await?;
    Ok(done.outcome.into_answer().unwrap())
}

#[tokio::test]
async fn the_act_refuses_by_itself_and_each_refusal_has_its_entry() {
    Box::pin(both_with_county(async |db: Db| {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("a.csv");
        let of = |post| Desk { post, ..desk() };
        let village = Desk {
            area: "371323100202".parse().unwrap(),
            ..desk()
        };
        let plain = Export {
            columns: Vec::new(),
            ..table(&to, because("核对退票", 1))
        };
        let mut codes = Vec::new();
        for (desk, export, code) in [
            (
                of(Post::CSta),
                table(&to, because("核对退票", 1)),
                "PN-1102",
            ),
            (of(Post::VCo), table(&to, because("核对退票", 1)), "PN-1102"),
            (
                of(Post::Guest),
                table(&to, because("核对退票", 1)),
                "PN-1102",
            ),
            (of(Post::CVer), table(&to, because(" 。", 1)), "PN-1101"),
            (
                of(Post::CVer),
                table(&to, because("核对退票", 2)),
                "PN-0909",
            ),
            (of(Post::CVer), plain, "PN-0908"),
            (village, table(&to, because("核对退票", 1)), "PN-0910"),
        ] {
            let op = format!("refused-{}", codes.len());
            let Err(Verdict::Refused(refusal)) = carry_out(&db, &desk, &op, export).await else {
                panic!("{code} is not refused");
            };
            assert_eq!(refusal.code, code);
            assert!(!refusal.why.zh.is_empty() && !refusal.remedy.en.is_empty());
            let last = kept(&db).await.pop().unwrap();
            assert_eq!(last.act, "desk.export_whole:refused");
            assert_eq!(Some(last.seq), refusal.entry, "{code}");
            assert!(
                fs::read_dir(folder.path()).unwrap().next().is_none(),
                "{code}"
            );
            codes.push(refusal);
        }
        let auditor = of(Post::CAud);
        let made = carry_out(&db, &auditor, "done", table(&to, because("核对退票", 1)));
        let made = made.await.unwrap();
        assert!(made.whole);
        let text = fs::read_to_string(&to).unwrap();
        assert!(text.contains(&format!("{WANG},{ID}\r\n")), "{text}");
        assert!(
            text.contains("\r\n脱敏：未脱敏，含完整证件号码和账号，依法保密；事由：核对退票；"),
            "{text}"
        );
        codes
    }))
    .await;
}

#[tokio::test]
async fn whole_numbers_are_read_by_one_statement_for_all_rows() {
    Box::pin(both_with_county(async |db: Db| {
        let folder = tempfile::tempdir().unwrap();
        let ids: Vec<String> = people(&db).await.into_keys().take(300).collect();
        let mut export = table(&folder.path().join("a.csv"), because("核对退票", ids.len()));
        export.rows = vec![export.rows[0].clone(); ids.len()];
        export.ids = ids;
        let seen = Trace::default();
        let traced = db.clone().traced(seen.clone());
        carry_out(&traced, &desk(), "many", export).await.unwrap();
        let seen = seen.lock().unwrap();
        let asked: Vec<usize> = seen
            .iter()
            .filter(|(name, _)| name.contains("registration::"))
            .map(|(_, runs)| runs.len())
            .collect();
        assert_eq!(asked, [1]);
        seen.len()
    }))
    .await;
}
