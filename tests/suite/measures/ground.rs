//! What is measured over: the demonstration, or a city that `jingban demo generate` made.

use jingban::database::Db;
use jingban::record;

use crate::place::Place;
use crate::pty::Terminal;
use crate::stage::leaked;

record! {
    /// Somebody who is looked up.
    pub(super) struct Someone { pub(super) number: String, pub(super) name: String }
}

/// A database, an operator who sits at it, and two people of that operator's county.
pub(super) struct Ground {
    pub(super) place: Place,
    pub(super) url: String,
    pub(super) operator: String,
    pub(super) people: [Someone; 2],
    /// What the program is told of the way into a central database.
    secrets: Vec<(&'static str, String)>,
}

impl Ground {
    /// The demonstration.
    pub(super) fn demonstration() -> Self {
        let place = Place::demonstration();
        let someone = |number: &str, name: &str| Someone {
            number: number.to_owned(),
            name: name.to_owned(),
        };
        Self {
            url: place.url(),
            place,
            operator: "wangfang".to_owned(),
            people: [
                someone("3713231200012344", "王秀英"),
                someone("3713231100014335", "张丽"),
            ],
            secrets: Vec::new(),
        }
    }

    /// The city at an address: two people from the middle of its largest county.
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever measures a central database is let in by the environment, as always"
    )]
    pub(super) async fn city(url: &str) -> Self {
        let db = Db::open(url).await.unwrap();
        let text = "select insurance_no as number, name from persons where county =
            (select county from persons group by county order by count(*) desc, county limit 1)
            order by insurance_no limit 2 offset 1000";
        let people: Vec<Someone> = db.rows(&leaked(text), &[]).await.unwrap();
        db.close().await;
        let people: [Someone; 2] = people.try_into().ok().unwrap();
        let secret = |name| Some((name, std::env::var(name).ok()?));
        Self {
            place: Place::empty(),
            url: url.to_owned(),
            operator: format!("ver{}", &people[0].number[..6]),
            people,
            secrets: ["PGPASSWORD", "PGPASSFILE"]
                .into_iter()
                .filter_map(secret)
                .collect(),
        }
    }

    /// The operator's console, in a terminal of a size, when its first screen stands.
    pub(super) fn seated(&self, size: (u16, u16)) -> Terminal {
        let arguments = ["--db", &self.url, "--as", &self.operator];
        let secrets: Vec<(&str, &str)> = self
            .secrets
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let mut terminal = Terminal::start_in(size, &self.place, &arguments, &secrets);
        terminal.wait_for("2012-03-31");
        terminal
    }
}
