//! Recordings: a journey replays to the same screen without a database, and nobody real is in it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use jingban::console::app::App;
use jingban::console::key::Code;
use jingban::console::runtime::record::{Disguise, Kept, read, replay};
use jingban::console::runtime::{Recorder, Sim};
use jingban::console::view::{Look, Theme, dump};
use jingban::kernel::citizen_id::CitizenId;
use jingban::kernel::insurance_no::InsuranceNo;
use jingban::kernel::text::Lang;

use crate::demo;

/// What was written, to be looked at afterwards.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Written {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

fn screen(app: &App) -> String {
    let look = Look {
        theme: Theme::default(),
        ascii: false,
        practice: true,
    };
    let (columns, rows) = app.size();
    dump(&app.frame(), look, columns, rows)
}

/// Logs in with a password, scans a number, reads the tabs, reveals the id, and looks a name up.
async fn journey(lang: Lang) -> (String, String) {
    let written = Written::default();
    let app = demo::app(demo::guest(), lang);
    let recorder = Recorder::over(app, Box::new(written.clone()));
    let mut sim = Sim::begin(recorder, demo::db().await, demo::calm()).await;
    sim.type_text("wangfang").await;
    sim.keys("tab").await;
    sim.type_text("wangfang2012").await;
    sim.keys("enter").await;
    sim.scan("3713231200012344").await;
    sim.keys("right right left left f6").await;
    sim.type_text("核对银行退票").await;
    sim.keys("enter g 2").await;
    sim.type_text("372801195203150024").await;
    sim.settle().await;
    let seen = sim.screen();
    drop(sim);
    (written.text(), seen)
}

fn replayed(recording: &str) -> String {
    let kept = read(recording).unwrap();
    let Some(Kept::Began(desk, lang)) = kept.first() else {
        panic!("a recording says first who sat there")
    };
    let mut app = demo::app(desk.clone(), *lang);
    replay(kept, &mut app);
    screen(&app)
}

/// The screen with every letter and digit made alike: the disguise changes who is on it, and nothing else.
fn shape(screen: &str) -> String {
    let alike = |c: char| match c {
        '0'..='9' | 'X' => '0',
        c if ('\u{4e00}'..='\u{9fff}').contains(&c) => '字',
        c => c,
    };
    screen.chars().map(alike).collect()
}

#[tokio::test]
async fn a_recorded_journey_replays_to_the_same_screen() {
    for lang in [Lang::Zh, Lang::En] {
        let (recording, seen) = journey(lang).await;
        let again = replayed(&recording);
        assert!(seen.contains("372801195203150024"), "{seen}");
        assert_eq!(shape(&again), shape(&seen));
        assert_eq!(
            replayed(&recording),
            again,
            "a replay is the same each time"
        );
    }
}

/// The character a line of a recording types.
fn typed(line: &Kept) -> Option<char> {
    if let Kept::Struck(key) = line
        && let Code::Char(c) = key.code
    {
        return Some(c);
    }
    None
}

#[tokio::test]
async fn nobody_real_and_no_password_is_in_a_recording() {
    let (recording, _) = journey(Lang::Zh).await;
    for real in [
        "3713231200012344",
        "372801195203150024",
        "6223190036851248837",
        "15140241555",
        "王秀英",
        "wangfang2012",
    ] {
        assert!(!recording.contains(real), "{real}");
    }
    let struck: String = read(&recording).unwrap().iter().filter_map(typed).collect();
    assert!(
        !struck.contains("3713231200012344") && !struck.contains("2012"),
        "{struck}"
    );
    assert!(struck.starts_with("wangfang************"), "{struck}");
}

#[test]
fn what_is_invented_passes_its_checks_and_is_the_same_everywhere() {
    let mut disguise = Disguise::default();
    let told = serde_json::json!({
        "name": "单淑兰", "insurance_no": "3713231200012344", "citizen_id": "372801195203150024",
        "text": "单淑兰 3713231200012344 与 372801********0024", "village": "371323101001",
        "stranger": "371323********117X",
    });
    disguise.learn(&told, "");
    let covered =
        disguise.text("单淑兰 3713231200012344 372801195203150024 372801********0024 371323101001");
    let words: Vec<&str> = covered.split(' ').collect();
    let [name, number, id, masked, village] = words.as_slice() else {
        panic!("{covered}")
    };
    assert!(*name != "单淑兰" && name.chars().count() == 3);
    assert_ne!(*number, "3713231200012344");
    assert_eq!(
        InsuranceNo::parse(number).unwrap().county_digits(),
        "371323"
    );
    let invented = CitizenId::parse(id).unwrap();
    assert_eq!(invented.birth_date().to_string(), "1952-03-15");
    assert_eq!(
        invented.sex(),
        CitizenId::parse("372801195203150024").unwrap().sex()
    );
    assert_eq!(*masked, invented.masked());
    assert_eq!(*village, "371323101001");
    let stranger = disguise.text("371323********117X");
    assert!(stranger.starts_with("371323********") && !stranger.ends_with("117X"));
    assert_eq!(
        stranger,
        disguise.text("371323********117X"),
        "the same everywhere"
    );
}
