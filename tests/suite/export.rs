//! Tables that leave the screen: what is in the file, what the trail keeps of it, and when there is none.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use jingban::console::body::Tone;
use jingban::console::export::{Export, Exported, Format};
use jingban::console::key::{Code, Key};
use jingban::console::runtime::{Sim, Weather};
use jingban::console::table::{Cell, Column};
use jingban::database::request::Verdict;
use jingban::database::{Db, Fault};
use jingban::desk::export::exporter;
use jingban::desk::printed::sha256;
use jingban::kernel::desk::Desk;
use jingban::kernel::money::Fen;
use jingban::kernel::post::Post;
use jingban::kernel::shown::Shown;
use jingban::kernel::text::{Lang, Phrase, Text};
use jingban::{record, text};

use crate::county::{both_with_hamlet, desk};
use crate::demo;
use crate::stage::{leaked, raw};

/// What somebody might hope a spreadsheet would run.
const PAYLOADS: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "+1",
    "-2",
    "@SUM(A1:A9)",
    "＝1+1",
    "＠a",
    "\t=1+1",
    "\r=1+1",
    "=HYPERLINK(\"http://x\",\"王芳\")",
];

/// A citizen id: nobody's digits are rounded.
const WHOLE: &str = "372801195203150024";

/// Ctrl-C.
const STOP: Key = Key {
    code: Code::Char('c'),
    ctrl: true,
    alt: false,
};

record! {
    /// What the trail keeps of an export.
    struct Kept {
        operator: String,
        object: String,
        reason: Option<String>,
        key: String,
        said: String,
    }
}

async fn kept(db: &Db) -> Vec<Kept> {
    let text = "select e.operator, e.object, e.reason, r.key, r.row_after as said
        from audit_entries e join audit_rows r on r.county = e.county and r.seq = e.seq
        where e.act = 'desk.export' order by e.seq";
    db.rows(&leaked(text), &[]).await.unwrap()
}

fn hash(path: &Path) -> String {
    sha256(&fs::read(path).unwrap())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// The rows of a CSV as another program reads them.
fn csv(path: &Path) -> Vec<Vec<String>> {
    let bytes = fs::read(path).unwrap();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let rows = reader.records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// The rows of a sheet as another program reads them; there is no formula in it.
fn sheet(path: &Path, at: usize) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let name = book.sheet_names()[at].clone();
    let formulas = book.worksheet_formula(&name).unwrap();
    assert!(
        formulas
            .used_cells()
            .all(|(_, _, formula)| formula.is_empty())
    );
    let range = book.worksheet_range(&name).unwrap();
    let rows = range.rows();
    rows.map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

/// A console from which files go into a folder.
async fn sim(operator: &str, lang: Lang, folder: &Path) -> Sim {
    let db = demo::db().await;
    let desk = demo::desk_of(&db, operator).await;
    let app = demo::app(desk, lang).exporting(exporter(folder.to_owned()));
    Sim::begin(app, db, demo::calm()).await
}

/// Exports what is open under a name.
async fn export(sim: &mut Sim, name: &str) {
    sim.keys("f2 ctrl-u").await;
    sim.type_text(name).await;
    sim.keys("enter").await;
}

fn message(sim: &Sim) -> String {
    let lang = sim.lang();
    let (_, said) = sim.frame().message.unwrap();
    said.in_lang(lang).to_owned()
}

#[tokio::test]
async fn what_stands_on_the_screen_leaves_as_it_stands_and_the_trail_has_its_hash() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = tempfile::tempdir().unwrap();
        let mut sim = sim("mayan", lang, folder.path()).await;
        sim.keys("= j g enter /").await;
        sim.type_text("c-rev").await;
        sim.keys("enter").await;
        for name in ["a.csv", "a.xlsx"] {
            export(&mut sim, name).await;
            let said = message(&sim);
            let path = folder.path().join(name);
            let hash = hash(&path);
            assert!(said.contains(name) && said.contains(&hash[..8]), "{said}");
            let kept = kept(sim.db()).await.pop().unwrap();
            assert_eq!(kept.key, path.display().to_string());
            assert_eq!(kept.said, format!("sha256:{hash} rows:2"));
            assert_eq!(
                (kept.operator.as_str(), kept.reason.as_deref()),
                ("mayan", Some("c-rev"))
            );
            assert_eq!(kept.object, "export:organisation");
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
            sim.keys("esc").await;
        }
        let lines = csv(&folder.path().join("a.csv"));
        let book = sheet(&folder.path().join("a.xlsx"), 0);
        assert_eq!(lines.len(), 4, "titles, two people, where it is from");
        assert_eq!(lines[..3], book[..], "both say the same");
        assert_eq!(lines[0].len(), 8, "columns without room too");
        let title = text!("任职文件", "document").in_lang(lang);
        assert!(
            lines[0].iter().any(|it| it.to_lowercase().contains(title)),
            "{:?}",
            lines[0]
        );
        let origin = &lines[3][0];
        let told = sheet(&folder.path().join("a.xlsx"), 1).concat().concat();
        let demonstration = text!("演示", "DEMO").in_lang(lang);
        for part in [
            "mayan",
            "C-REV",
            "2012-03-08 09:20",
            "371323",
            "c-rev",
            demonstration,
        ] {
            assert!(
                origin.contains(part) && told.contains(part),
                "{part}: {origin}"
            );
        }
    }
}

#[tokio::test]
async fn people_leave_masked_as_they_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut sim = sim("wangfang", Lang::Zh, folder.path()).await;
    sim.keys("g 2").await;
    let key = Key {
        alt: true,
        ..Key::plain(Code::Char('e'))
    };
    sim.burst(&[Key::plain(Code::Char('王')), key]);
    assert!(
        sim.frame().overlay.is_none(),
        "not before what is asked is there"
    );
    sim.settle().await;
    assert!(sim.frame().overlay.is_some());
    sim.keys("esc").await;
    sim.type_text("秀英").await;
    sim.keys("alt-e ctrl-u").await;
    sim.type_text("b.csv").await;
    sim.keys("enter").await;
    let text = fs::read_to_string(folder.path().join("b.csv")).unwrap();
    assert!(
        text.contains("372801********0024") && text.contains("筛选：王秀英"),
        "{text}"
    );
    assert!(!text.contains(WHOLE), "{text}");
}

/// A table of everything that could go wrong in a spreadsheet.
fn hostile(to: PathBuf, lang: Lang) -> Export {
    let column = |title: Text| Column {
        id: title.en,
        title,
        width: 12,
        grows: 0,
        right: false,
        spare: 9,
    };
    let outside = |text: &str| Cell::Outside(Shown::new(text));
    let row = |payload: &&str| {
        vec![
            outside(payload),
            outside(WHOLE),
            Cell::Count(123_456_789_012_345_678),
            Cell::Money(Fen(-123_456)),
        ]
    };
    Export {
        format: Format::of(to.to_str().unwrap()).unwrap(),
        to,
        lang,
        pane: "test",
        title: Phrase::verbatim("=1+1"),
        place: Phrase::verbatim("371323 沂水县"),
        filter: "@SUM(A1)".to_owned(),
        columns: [
            text!("内容", "content"),
            text!("证号", "id"),
            text!("数", "count"),
            text!("金额", "money"),
        ]
        .map(column)
        .to_vec(),
        rows: PAYLOADS.iter().map(row).collect(),
        total: None,
        more: None,
        ids: (1..=PAYLOADS.len()).map(|at| at.to_string()).collect(),
        whole: None,
    }
}

/// Carries an export out.
async fn carry_out(db: &Db, desk: &Desk, op: &str, export: Export) -> Result<Exported, Verdict> {
    let act = (exporter(PathBuf::new()).make)(export);
    let done = act.carry_out(db, desk, op).await?;
    Ok(done.outcome.into_answer().unwrap())
}

#[tokio::test]
async fn nothing_is_computed_and_no_digit_is_lost_on_either_engine() {
    both_with_hamlet(async |db: Db| {
        let folder = tempfile::tempdir().unwrap();
        let mut hashes = Vec::new();
        for (lang, ending) in [
            (Lang::Zh, "csv"),
            (Lang::En, "csv"),
            (Lang::Zh, "xlsx"),
            (Lang::En, "xlsx"),
        ] {
            let path = folder.path().join(format!("{lang:?}.{ending}"));
            let op = format!("{lang:?}{ending}");
            let made = carry_out(&db, &desk(), &op, hostile(path.clone(), lang))
                .await
                .unwrap();
            assert_eq!((made.rows, &made.sha256), (PAYLOADS.len(), &hash(&path)));
            let rows = if ending == "csv" {
                csv(&path)
            } else {
                sheet(&path, 0)
            };
            for (row, payload) in rows[1..].iter().zip(PAYLOADS) {
                let shown = Shown::new(payload);
                let inert = ending == "xlsx"
                    || !shown.as_str().starts_with(payload.chars().next().unwrap());
                let mark = if inert { "" } else { "'" };
                assert_eq!(row[0], format!("{mark}{}", shown.as_str()));
                assert_eq!(
                    (row[1].as_str(), row[2].as_str()),
                    (WHOLE, "123456789012345678")
                );
                assert_eq!(row[3].trim_end_matches('0'), "-1234.56");
            }
            hashes.push(made.sha256);
        }
        assert_eq!(files(folder.path()).len(), 4, "nothing else lies about");
        assert_eq!(kept(&db).await.len(), 4);
        hashes
    })
    .await;
}

#[tokio::test]
async fn without_an_entry_there_is_no_file() {
    both_with_hamlet(async |db: Db| {
        let folder = tempfile::tempdir().unwrap();
        let export = || hostile(folder.path().join("a.csv"), Lang::Zh);
        let at_the_door = Desk {
            post: Post::Guest,
            ..desk()
        };
        let refused = carry_out(&db, &at_the_door, "guest", export()).await;
        let Err(Verdict::Refused(refusal)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(refusal.code, "PN-0904");
        let auditor = Desk {
            post: Post::CAud,
            ..desk()
        };
        carry_out(&db, &auditor, "audit", export()).await.unwrap();
        fs::remove_file(folder.path().join("a.csv")).unwrap();
        raw(&db, &["alter table operations rename to operations_gone"]).await;
        let failed = carry_out(&db, &desk(), "fails", export()).await;
        assert!(matches!(failed, Err(Verdict::Fault(_))), "{failed:?}");
        assert!(
            files(folder.path()).is_empty(),
            "{:?}",
            files(folder.path())
        );
        assert_eq!(kept(&db).await.len(), 1, "the auditor's");
        refusal.code
    })
    .await;
}

#[tokio::test]
async fn no_file_is_written_over_and_no_folder_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut sim = sim("mayan", Lang::Zh, folder.path()).await;
    let there = folder.path().join("a.csv");
    fs::write(&there, "old").unwrap();
    sim.keys("= j g enter").await;
    for (name, code) in [("a.csv", "PN-0905"), ("nowhere/a.csv", "PN-0906")] {
        export(&mut sim, name).await;
        assert!(message(&sim).contains(code), "{}", message(&sim));
        assert_eq!(sim.frame().message.unwrap().0, Tone::Bad);
        sim.keys("esc").await;
    }
    export(&mut sim, "a.xls").await;
    assert!(
        sim.screen().contains("文件名请以 .xlsx 或 .csv 结尾"),
        "{}",
        sim.screen()
    );
    assert_eq!(fs::read_to_string(&there).unwrap(), "old");
    assert_eq!(files(folder.path()), [there]);
    assert!(kept(sim.db()).await.is_empty());
}

#[tokio::test]
async fn what_is_stopped_in_time_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut sim = sim("mayan", Lang::En, folder.path()).await;
    sim.keys("= j g enter f2").await;
    sim.burst(&[Key::plain(Code::Enter), STOP]);
    sim.settle().await;
    assert_eq!(message(&sim), Fault::Cancelled.told().en);
    assert!(files(folder.path()).is_empty() && kept(sim.db()).await.is_empty());
    sim.keys("f2 enter").await;
    assert_eq!(
        (files(folder.path()).len(), kept(sim.db()).await.len()),
        (1, 1)
    );
}

#[tokio::test]
async fn in_a_storm_every_file_has_its_entry_and_every_entry_its_file() {
    let mut ends = BTreeSet::new();
    for seed in 0..24 {
        let folder = tempfile::tempdir().unwrap();
        let mut sim = sim("mayan", Lang::Zh, folder.path()).await;
        sim.keys("= j g enter f2").await;
        sim.set_weather(Weather::storm(seed));
        sim.burst(&[Key::plain(Code::Enter)]);
        sim.pass(seed * 7).await;
        if seed % 2 == 0 {
            sim.burst(&[STOP]);
        }
        sim.settle().await;
        let files = files(folder.path());
        let kept = kept(sim.db()).await;
        let named: Vec<PathBuf> = kept.iter().map(|it| PathBuf::from(&it.key)).collect();
        assert_eq!(files, named, "seed {seed}");
        for (file, entry) in files.iter().zip(&kept) {
            assert!(entry.said.contains(&hash(file)), "seed {seed}");
        }
        ends.insert(files.len());
    }
    assert_eq!(ends.len(), 2, "some were written and some were not");
}

#[tokio::test]
async fn what_is_shown_goes_to_the_terminal_and_no_secret_does() {
    let mut sim = demo::sim("wangfang", Lang::Zh).await;
    sim.keys("g 2").await;
    sim.type_text("王秀英").await;
    sim.keys("alt-c").await;
    sim.type_text("********").await;
    sim.keys("enter").await;
    assert_eq!(message(&sim), "已送往终端");
    assert_eq!(sim.seen().copied, ["372801********0024"]);
    let mut door = demo::door(Lang::Zh).await;
    door.type_text("wangfang").await;
    door.keys("alt-c tab").await;
    door.type_text("secret").await;
    door.keys("alt-c").await;
    assert!(door.seen().copied.is_empty(), "{:?}", door.seen().copied);
}
