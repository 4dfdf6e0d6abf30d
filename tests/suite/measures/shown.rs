//! What hostile texts become wherever they are shown: on every screen and window, line by line, on paper, in the words
//! of a command and of a fault. The painter's own sequences are all that is written, and every cell is as wide as counted.

use std::collections::BTreeSet;

use jingban::business::matching::find::RunMatching;
use jingban::business::outside::FileVerdict;
use jingban::business::outside::decide::DecideFile;
use jingban::business::outside::examine::Order;
use jingban::business::outside::stage::StageFile;
use jingban::console::linear::Reader;
use jingban::console::runtime::Sim;
use jingban::console::view::{Look, Painter, Theme, dump};
use jingban::database::runner::carry_out;
use jingban::database::{Db, Missing};
use jingban::desk::panes;
use jingban::exchange::outside::Watch;
use jingban::kernel::text::Lang;
use unicode_width::UnicodeWidthChar as _;

use super::payloads::{HIDDEN, foreign, payloads};
use super::texts::{plant, plant_faults};
use crate::county::on_server;
use crate::demo;
use crate::place::Place;
use crate::stage::leaked;

/// Who sees what: the posts between them see every screen.
const OPERATORS: &[&str] = &["zhanghua", "mayan", "sunwenbo", "zhaoguoqiang", "wangfang"];
/// Whose page is opened, with every tab.
const PEOPLE: &[&str] = &[
    "3713231200012344",
    "3713231100001371",
    "3713231100000414",
    "3713231100000045",
];
/// What is struck on every screen: its rows, its first row opened, its help, its choices, its forms.
const STROKES: &[&str] = &[
    "down", "enter", "esc", "f1", "esc", "f4", "esc", "f8", "esc", "f6", "esc", "alt-v", "esc",
];

/// The first control or hidden character in a text that has no sequence of anybody's.
fn hidden(text: &str) -> Option<String> {
    let bad = |c: char| (c.is_control() && c != '\n') || HIDDEN.contains(&c);
    let at = text.find(bad)?;
    Some(text[at..].chars().take(24).collect())
}

/// The first style whose contrast nobody has measured: reversed or on a ground of its own, and something besides; on a
/// light ground a colour that is bold.
fn unmeasured(painted: &str, theme: Theme) -> Option<BTreeSet<u16>> {
    let mut style = BTreeSet::new();
    for sequence in painted.split("\x1b[").skip(1) {
        let codes = sequence.split_once('m').map(|(codes, _)| codes);
        let is_style = |it: &&str| it.bytes().all(|it| it.is_ascii_digit() || it == b';');
        let Some(codes) = codes.filter(is_style) else {
            continue;
        };
        for code in codes.split(';') {
            match code.parse().unwrap_or(0) {
                0 => style.clear(),
                code => drop(style.insert(code)),
            }
        }
        let any = |known: &[std::ops::RangeInclusive<u16>]| {
            style
                .iter()
                .any(|it| known.iter().any(|of| of.contains(it)))
        };
        let coloured = any(&[30..=37, 90..=97]);
        let faint = theme == Theme::Light && coloured && style.contains(&1);
        let reversed = style.contains(&7) && style.len() > 1;
        if any(&[40..=49, 100..=107]) || faint || reversed {
            return Some(style);
        }
    }
    None
}

/// A row without what takes no cell: the terminal of the tests keeps only some of a pile of accents.
fn cells(row: &str) -> String {
    let row = row.trim_end().chars();
    row.filter(|c| c.width() != Some(0)).collect()
}

/// A console whose every screen is looked at.
struct Eye {
    sim: Sim,
    reader: Reader,
    /// The screens on which something was shown as a mark.
    marked: BTreeSet<String>,
    looks: usize,
}

impl Eye {
    async fn of(db: &Db, operator: &str, lang: Lang, size: (u16, u16)) -> Self {
        let app = demo::app(demo::desk_of(db, operator).await, lang);
        let mut sim = Sim::begin(app, db.clone(), demo::calm()).await;
        sim.resize(size.0, size.1).await;
        let mut eye = Self {
            sim,
            reader: Reader::default(),
            marked: BTreeSet::new(),
            looks: 0,
        };
        eye.look();
        eye
    }

    async fn keys(&mut self, keys: &str) {
        self.sim.keys(keys).await;
        self.look();
    }

    async fn open(&mut self, path: &str) {
        self.sim.keys("esc esc f3 alt-g").await;
        self.sim.type_text(path).await;
        self.keys("enter").await;
    }

    /// Paints the screen as a terminal gets it, and reads it out.
    fn look(&mut self) {
        let (columns, rows) = jingban::console::runtime::Machine::size(self.sim.machine());
        let look = Look {
            theme: Theme::Dark,
            ascii: false,
            practice: true,
        };
        let name = self
            .sim
            .machine()
            .standing()
            .map_or("", |it| it.0)
            .to_owned();
        let frame = self.sim.frame();
        let painted = Painter::new(columns, rows).paint(&frame, look);
        assert_eq!(foreign(painted.as_bytes()), None, "{name}");
        assert_eq!(unmeasured(&painted, look.theme), None, "{name}");
        let theme = Theme::Light;
        let light = Painter::new(columns, rows).paint(&frame, Look { theme, ..look });
        assert_eq!(unmeasured(&light, theme), None, "{name}");
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        terminal.process(painted.as_bytes());
        let drawn = dump(&frame, look, columns, rows);
        let seen = terminal.screen().rows(0, columns);
        for (row, (seen, counted)) in seen.zip(drawn.lines()).enumerate() {
            assert_eq!(cells(&seen), cells(counted), "{name}, row {row}");
        }
        for line in self.reader.read(&frame) {
            assert_eq!(hidden(&line), None, "{name}, read out: {line:?}");
        }
        if drawn.contains("⟨U+") {
            self.marked.insert(name);
        }
        self.looks += 1;
    }
}

/// Every screen, its windows, and the pages of a few people.
async fn walk(db: &Db, operator: &str, lang: Lang, size: (u16, u16)) -> Eye {
    let mut eye = Eye::of(db, operator, lang, size).await;
    for pane in panes::all() {
        if matches!(pane.name, "login" | "lock") || pane.path.is_empty() {
            continue;
        }
        eye.open(pane.path).await;
        for keys in STROKES {
            eye.keys(keys).await;
        }
    }
    for person in PEOPLE {
        eye.sim.keys("esc esc f3").await;
        eye.sim.scan(person).await;
        for _ in 0..8 {
            eye.keys("right").await;
            eye.keys("down").await;
        }
    }
    eye.keys("alt-r").await;
    eye.keys("g m").await;
    eye
}

/// Lists of other agencies: one with wrong lines that waits, and one that was accepted and compared.
async fn lists_that_came(db: &Db) {
    let desk = demo::desk_of(db, "wangfang").await;
    for kind in ["JUST", "POLI"] {
        let change = StageFile {
            order: Order {
                kind: kind.to_owned(),
                path: format!("demo-data/outside/{kind}_371323_201203_001.csv").into(),
                confirmed: None,
            },
            seen: None,
            watch: Watch::default(),
        };
        carry_out(db, &desk, kind, &change).await.unwrap();
    }
    let accept = DecideFile {
        exchange_id: "POLI-201203-001".to_owned(),
        version: 1,
        verdict: FileVerdict::Accept,
        reason: String::new(),
    };
    let reviewer = demo::desk_of(db, "mayan").await;
    carry_out(db, &reviewer, "accepted", &accept).await.unwrap();
    let month = "2012-03".parse().unwrap();
    let run = RunMatching { month };
    let found = carry_out(db, &desk, "compared", &run).await.unwrap();
    assert!(found.outcome.counts.found > 0, "a case is looked at");
}

/// A county in which somebody has left a draft, a place and views, lists have come, and hostile texts stand everywhere.
async fn planted() -> Place {
    let place = Place::demonstration();
    let db = place.open().await;
    for (operator, keys, text) in [
        ("mayan", "= 9 . 1 . 1 enter", "P."),
        ("zhanghua", "g 3 enter", ""),
    ] {
        let app = demo::app(demo::desk_of(&db, operator).await, Lang::Zh);
        let mut sim = Sim::begin(app, db.clone(), demo::calm()).await;
        sim.keys(keys).await;
        sim.type_text(text).await;
        sim.pass(2_000).await;
    }
    for operator in OPERATORS {
        let app = demo::app(demo::desk_of(&db, operator).await, Lang::Zh);
        let mut sim = Sim::begin(app, db.clone(), demo::calm()).await;
        sim.keys("g 3 > alt-v").await;
        sim.type_text("另存为").await;
        sim.keys("enter").await;
        sim.type_text(operator).await;
        sim.keys("enter").await;
    }
    lists_that_came(&db).await;
    db.close().await;
    plant(&place).await;
    place
}

/// Walks over a county of its own with each of these.
async fn walk_all(turns: &[(&str, Lang, (u16, u16))]) {
    let place = planted().await;
    let (mut marked, mut looks) = (BTreeSet::new(), 0);
    for (at, (operator, lang, size)) in turns.iter().enumerate() {
        let copy = place.file(&format!("{at}.db"));
        std::fs::copy(place.file("county.db"), &copy).unwrap();
        let db = Db::open_sqlite(&copy, Missing::Refuse).await.unwrap();
        let eye = walk(&db, operator, *lang, *size).await;
        assert!(!eye.marked.contains("lock"), "it fell asleep");
        marked.extend(eye.marked);
        looks += eye.looks;
    }
    println!("{looks} screens, marks on {}: {marked:?}", marked.len());
    assert!(marked.len() >= 15, "{marked:?}");
}

const WIDE: (u16, u16) = (200, 60);
const NARROW: (u16, u16) = (80, 24);

#[tokio::test]
async fn no_text_of_the_database_reaches_any_screen_as_it_is() {
    let turns = [
        ("zhanghua", Lang::Zh, WIDE),
        ("mayan", Lang::En, NARROW),
        ("zhaoguoqiang", Lang::Zh, NARROW),
    ];
    walk_all(&turns).await;
}

/// `cargo test --release --test suite every_text_on_every_screen -- --ignored --nocapture`
#[tokio::test]
#[ignore = "long: every post, both languages, three sizes"]
async fn every_text_on_every_screen() {
    let mut turns = Vec::new();
    for operator in OPERATORS {
        for lang in [Lang::Zh, Lang::En] {
            turns.extend([NARROW, (120, 40), WIDE].map(|size| (*operator, lang, size)));
        }
    }
    walk_all(&turns).await;
}

#[tokio::test]
async fn no_fault_tells_what_was_read_as_it_is() {
    let place = Place::demonstration();
    plant_faults(&place).await;
    let db = place.open().await;
    let eye = walk(&db, "zhaoguoqiang", Lang::Zh, (120, 40)).await;
    println!("{} screens, marks on {:?}", eye.looks, eye.marked);
}

async fn carried_out(db: &Db, statement: &str) {
    let mut tx = db.begin().await.unwrap();
    tx.run(&leaked(statement), &[]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn no_word_of_a_server_reaches_any_screen_as_it_is() {
    let server = on_server().await;
    let db = Db::open_postgres(&server).await.unwrap();
    for (at, payload) in payloads().iter().step_by(41).enumerate() {
        let quoted = payload.replace('\'', "''");
        let text = format!(
            "create or replace function hostile() returns trigger language plpgsql as $hostile$
             begin raise exception using message = '{quoted}', detail = '{quoted}', hint = '{quoted}', errcode = '{}'; end $hostile$",
            ["P0001", "40001", "23514", "23505", "42501", "53100"][at % 6]
        );
        carried_out(&db, &text).await;
        if at == 0 {
            let text = "create trigger hostile before insert or update on verification_items for each row execute function hostile()";
            carried_out(&db, text).await;
        }
        let mut eye = Eye::of(&db, "zhanghua", Lang::Zh, (120, 40)).await;
        eye.keys("g 3 enter").await;
        eye.keys("a").await;
        assert!(!eye.sim.screen().contains("已填1"), "{}", eye.sim.screen());
        eye.keys("esc g m").await;
    }
}

#[tokio::test]
async fn no_name_of_a_file_and_no_word_typed_is_told_as_it_is() {
    let db = demo::db().await;
    let mut eye = Eye::of(&db, "wangfang", Lang::Zh, (120, 40)).await;
    for payload in payloads().iter().step_by(9) {
        for keys in ["g 2", "g 2 f6", "g 2 f2", "alt-g", ":", "g 3 /"] {
            eye.sim.keys("esc esc esc f3").await;
            eye.keys(keys).await;
            eye.sim.paste(payload).await;
            eye.look();
            eye.keys("enter").await;
        }
    }
    eye.keys("esc esc f3 g m").await;
}

/// Commands with a word of somebody's in each of their places.
fn commands(word: &str) -> Vec<Vec<String>> {
    let lines = [
        "@",
        "lookup @",
        "--json lookup @",
        "--as @ lookup 0024",
        "--lang @ lookup 0024",
        "--date @ doctor",
        "--as wangfang lookup @ @",
        "--as mayan policy propose @ @ --from @ --document @ --reason @",
        "--as mayan policy withdraw @ --reason @",
        "report @",
        "--as wangfang report F22 --period @",
        "--as wangfang report F22 --area @",
        "--as wangfang report F22 --out @",
        "--as wangfang report F22 --format @",
        "backup /nowhere/@",
        "demo reset --from /nowhere/@",
        "demo generate --persons @",
        "keys --@",
        "completions @",
        "--linear --as @",
        "--record /nowhere/@ --linear",
    ];
    let fill = |line: &str| line.split(' ').map(|it| it.replace('@', word)).collect();
    lines.iter().map(|line| fill(line)).collect()
}

#[test]
fn no_command_says_a_word_it_was_given_as_it_was() {
    let place = Place::demonstration();
    let url = place.url();
    let words = [
        "\x1b]52;c;QUJD\x07",
        "王\u{202e}英\u{9b}2J",
        "\x1b[2J\r\u{200b}",
    ];
    for word in words {
        for command in commands(word) {
            let arguments: Vec<&str> = ["--db", &url]
                .into_iter()
                .chain(command.iter().map(String::as_str))
                .collect();
            let ended = place.run(&arguments);
            for said in [&ended.said, &ended.complained] {
                assert_eq!(hidden(said), None, "{command:?}: {said:?}");
            }
        }
        let elsewhere = format!("sqlite:/nowhere/{word}");
        for url in [elsewhere.as_str(), word] {
            let ended = place.run(&["--db", url, "doctor"]);
            assert_eq!(hidden(&ended.complained), None, "{ended:?}");
        }
    }
}

#[tokio::test]
async fn no_command_prints_what_is_in_the_database_as_it_is() {
    let place = planted().await;
    let mut marks = 0;
    for command in [
        "--as wangfang lookup 3713231200012344",
        "--json --as wangfang lookup 3713231200012344",
        "--as wangfang lookup 3713231100000414",
        "--as mayan policy list",
        "--json --as mayan policy list",
        "--as sunwenbo audit verify",
        "--json --as sunwenbo audit verify",
        "--as sunwenbo doctor",
        "--json --as sunwenbo doctor",
        "--lang en --as zhaoguoqiang report F22 --period 2012-03 --format txt",
        "--as wangfang report F21 --period 2012-03 --format txt",
    ] {
        let ended = place.ask(command);
        for said in [&ended.said, &ended.complained] {
            assert_eq!(hidden(&said.replace('\u{c}', "")), None, "{command}");
            marks += usize::from(said.contains("⟨U+") || said.contains("\\u00"));
        }
    }
    for file in std::fs::read_dir(place.file("")).unwrap().flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if file.path().extension().is_some_and(|it| it == "txt") {
            let text = std::fs::read_to_string(file.path()).unwrap();
            assert_eq!(
                hidden(&text.replace(['\u{c}', '\r', '\u{feff}'], "")),
                None,
                "{name}"
            );
            marks += usize::from(text.contains("⟨U+"));
        }
    }
    println!("{marks} of them show marks");
    assert!(marks >= 4, "{marks}");
}
