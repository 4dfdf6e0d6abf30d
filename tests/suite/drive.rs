//! Everything the program asks of a county, driven by what the businesses say of themselves; nothing here names one.

use std::collections::BTreeSet;
use std::path::Path;

use jingban::business::BUSINESSES;
use jingban::business::descriptor::Fits;
use jingban::command::doctor;
use jingban::command::seat::guest_desk;
use jingban::console::draft::{Draft, DraftKey, Note};
use jingban::console::effect::Effect;
use jingban::console::pane::{Cx, PaneSpec, Tickets};
use jingban::database::request::{AnyQuery, Payload};
use jingban::database::{Db, audit, resolve};
use jingban::desk::demonstration::{self, Source};
use jingban::desk::documents::DocumentsOf;
use jingban::desk::lookup_file::FileSearch;
use jingban::desk::search::{Search, keys, tidy};
use jingban::desk::why::Why;
use jingban::desk::{
    deadlines, demonstration::marked, drafts, log, log_in, panes, today, views, worklist,
};
use jingban::kernel::desk::Desk;
use jingban::kernel::month::Month;
use jingban::kernel::text::Lang;
use jingban::paper::text::printed;
use serde::Serialize;
use serde_json::Value;

use crate::county::loader;

/// Questions and their answers, in the order they were asked.
#[derive(Serialize)]
pub(crate) struct Answers(pub(crate) Vec<(String, Value)>);

/// People of the demonstration county whose record is out of the common.
pub(crate) const PEOPLE: &[&str] = &[
    "3713231200012344", // the worked example
    "3713231100001371", // suspended and resumed
    "3713231100000045", // died in March
    "3713231100000414", // an open dispute over the citizen id
    "3713231100016574", // one that was settled
    "3713231100001306", // 王䶮
    "3713231100007313", // 刘𠮷祥
    "3713231100011078", // one name and one birthday, twice
    "3713231100011682",
    "3713231100000326", // known by 15 digits
    "3713231100000088", // an id that ends in X
    "3713231299999995", // nobody
];

/// What people type into the search box.
pub(crate) const TYPED: &[&str] = &[
    "3713231200012344",
    "371323120001",
    "372801195203150024",
    "41152419170116448x",
    "372801391116270",
    "372801520315002",
    "0024",
    "448X",
    "15058189208",
    "1505818",
    "L20120129",
    "6223190097796026613",
    "371323100201",
    "上华庄",
    "王秀英",
    "王䶮",
    "李䶮",
    "刘𠮷",
    "张𠮷",
    "张l",
    "张",
    "wangxiuying",
    "wxy",
    "shandefu",
    "sdf",
    "单d",
    "ouyang",
    "阿依古丽·买买提",
    "刘桂兰",
    "３７１３２３ １２ ０００１２３４４",
    "nobody at all",
    "3713231200012345",
];

/// Asks everything there is to ask, at this desk; `folder` is for files, and the same for both engines.
pub(crate) async fn ask_everything(db: &Db, desk: &Desk, folder: &Path) -> Answers {
    let mut answers = Answers(Vec::new());
    answers.questions(db, desk, folder).await;
    answers.screens(db, desk).await;
    answers.descriptors(db, desk).await;
    answers.house(db, desk).await;
    answers
}

/// Asks again what an act, or another desk, may have changed.
pub(crate) async fn ask_again(db: &Db, desk: &Desk, folder: &Path) -> Answers {
    let mut answers = Answers(Vec::new());
    answers.questions(db, desk, folder).await;
    answers.house(db, desk).await;
    answers
}

impl Answers {
    /// What was typed into the search box and found nobody.
    pub(crate) fn found_nobody(&self) -> Vec<&str> {
        let searches = self
            .0
            .iter()
            .filter(|(asked, _)| asked.starts_with("desk.search {"));
        let empty = searches.filter(|(_, found)| found["hits"].as_array().unwrap().is_empty());
        let mut typed: Vec<&str> = empty
            .map(|(_, found)| found["text"].as_str().unwrap())
            .collect();
        typed.retain(|text| TYPED.contains(text));
        typed
    }

    /// The names of the questions that were asked.
    pub(crate) fn asked(&self) -> BTreeSet<&str> {
        self.0
            .iter()
            .filter_map(|(asked, _)| asked.split(' ').next())
            .collect()
    }

    fn keep<T: Serialize>(&mut self, question: &str, answer: &T) {
        let answer = serde_json::to_value(answer).unwrap();
        assert!(answer.get("Err").is_none(), "{question}: {answer}");
        self.0.push((question.to_owned(), answer));
    }

    async fn ask(&mut self, db: &Db, desk: &Desk, query: &dyn AnyQuery) -> Payload {
        let answer = query.find(db, desk).await;
        let asked = format!("{} {}", query.name(), query.to_json());
        let answer = answer.unwrap_or_else(|verdict| panic!("{asked}: {verdict:?}"));
        let json: Value = serde_json::from_str(&answer.to_json()).unwrap();
        self.0.push((asked, json));
        answer
    }

    /// The worked examples of the businesses, and the desk's own questions.
    async fn questions(&mut self, db: &Db, desk: &Desk, folder: &Path) {
        for sample in BUSINESSES.iter().flat_map(|business| (business.samples)()) {
            self.ask(db, desk, &*sample).await;
        }
        for typed in TYPED {
            let text = (*typed).to_owned();
            self.ask(db, desk, &Search { text }).await;
        }
        for insurance_no in PEOPLE.iter().map(|no| (*no).to_owned()) {
            let why = Why {
                insurance_no: insurance_no.clone(),
            };
            self.ask(db, desk, &why).await;
            let documents = DocumentsOf {
                insurance_no: insurance_no.clone(),
            };
            self.ask(db, desk, &documents).await;
            self.ask(db, desk, &log::LogOf { insurance_no }).await;
        }
        self.ask(db, desk, &today::Work).await;
        self.ask(db, desk, &worklist::Units).await;
        self.ask(db, desk, &deadlines::Days).await;
        self.ask(db, desk, &deadlines::Deadlines).await;
        let key = DraftKey {
            county: desk.county.clone(),
            operator: desk.operator.clone(),
            pane: "policy_change".to_owned(),
            argument: "P.int.rate".to_owned(),
        };
        let draft = Draft {
            fields: vec![("reason".to_owned(), "𠮷䶮\u{1b}[2J".to_owned())],
            at: "reason".to_owned(),
            caret: 1,
            basis: "3+4".to_owned(),
        };
        for draft in [Some(draft.clone()), Some(draft), None] {
            let note = Note {
                key: key.clone(),
                draft,
            };
            self.ask(db, desk, &drafts::KeepDrafts { notes: vec![note] })
                .await;
            self.ask(db, desk, &drafts::DraftOf { key: key.clone() })
                .await;
        }
        self.ask(db, desk, &views::ViewList).await;
        self.ask(db, desk, &log_in::DemonstrationOperators).await;
        let path = folder.join("numbers.txt");
        std::fs::write(&path, TYPED.join("\n")).unwrap();
        self.ask(db, desk, &FileSearch { path }).await;
    }

    /// Every screen and every tab of the person page, opened as an operator opens it.
    async fn screens(&mut self, db: &Db, desk: &Desk) {
        for spec in panes::all() {
            for argument in ["", PEOPLE[0], "王"] {
                self.screen(db, desk, spec, argument).await;
            }
        }
        let tabs = BUSINESSES.iter().flat_map(|business| business.tabs);
        for tab in tabs.chain([&log::TAB]) {
            for person in PEOPLE {
                self.screen(db, desk, &tab.pane, person).await;
            }
        }
    }

    async fn screen(&mut self, db: &Db, desk: &Desk, spec: &PaneSpec, argument: &str) {
        let mut pane = (spec.open)(argument);
        let mut tickets = Tickets::of_session("test".to_owned());
        let mut effects = Vec::new();
        pane.load(&mut Cx::new(desk, &mut effects, &mut tickets));
        for _ in 0..10 {
            let mut asked = false;
            for effect in std::mem::take(&mut effects) {
                let Effect::Ask(ticket, query) = effect else {
                    continue;
                };
                asked = true;
                let mut answer = Some(Ok(self.ask(db, desk, &*query).await));
                pane.slots(&mut |slot| {
                    if slot.awaits(ticket) {
                        slot.fill(answer.take().unwrap());
                    }
                });
                pane.settled(&mut Cx::new(desk, &mut effects, &mut tickets));
            }
            if !asked {
                return;
            }
        }
        panic!("{} never stops asking", spec.name);
    }

    /// Search keys one by one, causes, deadlines, matters waiting and checks.
    async fn descriptors(&mut self, db: &Db, desk: &Desk) {
        for key in keys() {
            let mut fitting = Vec::new();
            for typed in TYPED.iter().map(|typed| tidy(typed)) {
                if (key.fits)(&typed) == Fits::Yes {
                    let hits = (key.find)(db, desk, &typed, 3).await;
                    self.keep(&format!("{} {typed}", key.title.en), &hits);
                    fitting.push(typed);
                }
            }
            assert!(!fitting.is_empty(), "nothing is typed for {}", key.title.en);
            if let Some(many) = key.many {
                let found = many(db, desk, &fitting).await;
                self.keep(&format!("{}, many", key.title.en), &found);
            }
        }
        let months: Vec<Month> = [201_107, 201_112, 201_203, 201_204]
            .map(|raw| Month::new(raw / 100, u32::try_from(raw % 100).unwrap()).unwrap())
            .to_vec();
        for business in BUSINESSES {
            for (cause, person) in pairs(business.causes, PEOPLE) {
                for month in &months {
                    let causes = (cause.find)(db, desk, person, *month).await;
                    self.keep(
                        &format!("causes {} {person} {month}", business.name),
                        &causes,
                    );
                }
            }
            for (deadline, month) in pairs(business.deadlines, &months) {
                if let Some(missing) = deadline.missing {
                    let missing = missing(db, desk, *month).await;
                    self.keep(&format!("missing {} {month}", deadline.id), &missing);
                }
            }
            for work in business.work {
                let work = (work.find)(db, desk).await;
                self.keep(&format!("work {}", business.name), &work);
            }
        }
        let month = Month::new(2012, 3).unwrap();
        for report in BUSINESSES.iter().flat_map(|business| business.reports) {
            let sheets = (report.make)(db, desk, month, &desk.area).await.unwrap();
            let printed: Vec<String> = sheets
                .iter()
                .map(|sheet| printed(sheet, Lang::Zh))
                .collect();
            self.keep(report.id, &printed);
        }
        for check in doctor::checks() {
            let found = (check.count)(db, desk).await;
            self.keep(check.id, &found);
        }
    }

    /// What the commands and the database ask for themselves.
    async fn house(&mut self, db: &Db, desk: &Desk) {
        self.keep("version", &db.schema_version().await);
        self.keep("mark", &marked(db).await);
        let guest = guest_desk(db, "test").await.unwrap();
        self.keep("guest", &(guest.county.as_str(), guest.business_date));
        self.keep("verify", &audit::verify(db, None, &[]).await);
        self.keep("heads", &audit::heads(db).await);
        self.keep("resolve", &resolve(db, desk, "no such operation").await);
        let (by, carried) = (loader(), Source::Carried);
        let refused = demonstration::load(db, &by, &carried, &[], &mut |_, _, _| {}).await;
        let refused = refused.unwrap_err();
        self.keep("load", &refused.told());
    }
}

fn pairs<'a, A, B>(all: &'a [A], with: &'a [B]) -> impl Iterator<Item = (&'a A, &'a B)> {
    all.iter()
        .flat_map(move |one| with.iter().map(move |other| (one, other)))
}
