//! Journeys: what an operator does and sees, in both languages. Keys go in; screens and the trail come out.

use jingban::console::linear::{Reader, Stroke, meant};
use jingban::console::runtime::Sim;
use jingban::kernel::text::Lang;
use jingban::record;

use crate::demo;
use crate::stage::leaked;

mod everywhere;
mod finding;
mod guarding;
mod linear;
mod looking;
mod matching;
mod outside;
mod policy;
mod posts;
mod statistics;
mod stop_payment;
mod tables;
mod today;
mod verification;
mod worklist;

/// Both languages.
const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// The woman most journeys meet: she turns sixty this month.
const WANG: &str = "3713231200012344";

record! {
    /// An entry of the trail.
    struct Entry {
        operator: String,
        post: String,
        act: String,
        object: String,
        row_before: Option<String>,
        row_after: Option<String>,
        reason: Option<String>,
    }
}

/// A journey, written down as it goes: what was struck, what was seen, and at the end what the trail keeps of it.
struct Story {
    sim: Sim,
    told: String,
    struck: Vec<String>,
    entries: usize,
    /// Reads the screens out where the journey is gone in lines.
    reader: Option<Reader>,
}

tokio::task_local! {
    /// Set where journeys are gone in lines.
    static LINES: ();
}

impl Story {
    /// At the desk of an operator of the demonstration.
    async fn of(operator: &str, lang: Lang) -> Self {
        Self::with(demo::sim(operator, lang).await).await
    }

    /// With a console that has begun.
    async fn with(sim: Sim) -> Self {
        let entries = trail(&sim).await.len();
        Self {
            sim,
            told: String::new(),
            struck: Vec::new(),
            entries,
            reader: LINES.try_with(|()| Reader::default()).ok(),
        }
    }

    /// Strikes keys: `g 2 enter f12`.
    async fn keys(&mut self, keys: &str) {
        self.struck.push(keys.to_owned());
        if self.reader.is_some() {
            self.line(&format!("\\{keys}")).await;
        } else {
            self.sim.keys(keys).await;
        }
    }

    /// Types a text.
    async fn types(&mut self, text: &str) {
        self.struck.push(format!("“{text}”"));
        if self.reader.is_some() {
            self.line(&format!("\\'{text}")).await;
        } else {
            self.sim.type_text(text).await;
        }
    }

    /// Scans a number: digits and Enter, faster than anything can be answered.
    async fn scan(&mut self, number: &str) {
        self.struck.push(format!("scan {number}"));
        if self.reader.is_some() {
            self.line(&format!("\\'{number}")).await;
            self.line("").await;
        } else {
            self.sim.scan(number).await;
        }
    }

    /// Types a line of linear mode.
    async fn line(&mut self, line: &str) {
        let strokes = meant(line, &self.sim.frame()).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        for stroke in strokes {
            match stroke {
                Stroke::Key(key) => {
                    self.sim.burst(&[key]);
                    self.sim.settle().await;
                }
                Stroke::Text(text) => self.sim.type_text(&text).await,
            }
        }
    }

    /// Writes down what stands on the screen.
    fn show(&mut self) {
        let screen = match &mut self.reader {
            Some(reader) => reader.read(&self.sim.frame()).join("\n") + "\n",
            None => self.screen(),
        };
        assert!(!screen.contains('\u{1b}'), "{screen:?}");
        let struck = std::mem::take(&mut self.struck).join("  ");
        self.told
            .extend(["== ", struck.as_str(), "\n", screen.as_str(), "\n"]);
    }

    /// The screen, of the height and at most the width it must have.
    fn screen(&self) -> String {
        let screen = self.sim.screen();
        assert_eq!(screen.lines().count(), 24, "{screen}");
        screen
    }

    /// The name of the open screen.
    fn stands(&self) -> &'static str {
        self.sim.machine().standing().unwrap().0
    }

    /// Writes down what the trail has kept since the beginning, and compares the whole with what it was before.
    async fn end(mut self, name: &str) {
        self.told.push_str("== trail\n");
        for entry in &trail(&self.sim).await[self.entries..] {
            let who = [&entry.operator, &entry.post, &entry.act, &entry.object];
            let who = who.map(String::as_str).join(" ");
            self.told.extend([who.as_str(), "\n"]);
            let more = [
                ("  - ", &entry.row_before),
                ("  + ", &entry.row_after),
                ("  ? ", &entry.reason),
            ];
            for (mark, value) in more {
                if let Some(value) = value {
                    self.told.extend([mark, value.as_str(), "\n"]);
                }
            }
        }
        let name = if self.reader.is_some() {
            format!("{name}.lines")
        } else {
            name.to_owned()
        };
        let name = format!(
            "{name}.{}",
            if self.sim.lang() == Lang::Zh {
                "zh"
            } else {
                "en"
            }
        );
        insta::with_settings!({
            snapshot_path => "journeys/snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, self.told) });
    }
}

/// The whole trail of the county.
async fn trail(sim: &Sim) -> Vec<Entry> {
    let text = "select operator, post, act, object, row_before, row_after, reason
        from audit_entries order by county, seq";
    sim.db().rows(&leaked(text), &[]).await.unwrap()
}
