//! The comparison with outside lists, on both engines: who is found at which level, what comes of it, and what does not.

use chrono::NaiveDate;
use jingban::business::BUSINESSES;
use jingban::business::descriptor::{Cause, Paid};
use jingban::business::matching::answer::{AnswerCase, ReopenCase};
use jingban::business::matching::deaths::AcceptDeathDate;
use jingban::business::matching::decide::{CasesDecided, DecideCases};
use jingban::business::matching::find::{Matched, RunMatching};
use jingban::business::matching::rules::deciding::{Answer, Decision, Finding};
use jingban::business::matching::rules::effects::tells;
use jingban::business::matching::store::{CaseOf, CasesIn, WholeCase};
use jingban::business::matching::{CaseAct, CaseState, DeathSource, Evidence, Level, MatchCase};
use jingban::database::request::Query as _;
use jingban::database::runner::carry_out;
use jingban::database::{Change, Db, Engine, Verdict};
use jingban::exchange::outside::lists::LISTS;
use jingban::exchange::outside::{FieldKind, Goes};
use jingban::kernel::area::AreaCode;
use jingban::kernel::citizen_id::CitizenId;
use jingban::kernel::desk::Desk;
use jingban::kernel::name::normalise;
use jingban::kernel::post::Post;
use jingban::{command, record};

use crate::county::{both_with_county, desk};
use crate::stage::{leaked, raw};

record! {
    struct Person {
        insurance_no: String,
        citizen_id: String,
        name: String,
        birth_date: NaiveDate,
        village: AreaCode,
    }
}

record! { struct Number { n: i64 } }

/// What a list says of somebody.
#[derive(Clone, Default)]
struct Says<'a> {
    list: &'a str,
    event: &'a str,
    id: Option<String>,
    name: String,
    born: Option<NaiveDate>,
    village: Option<String>,
    day: Option<&'a str>,
}

fn verifier() -> Desk {
    Desk {
        operator: "wangfang".to_owned(),
        post: Post::CVer,
        ..desk()
    }
}

fn reviewer() -> Desk {
    Desk {
        operator: "mayan".to_owned(),
        post: Post::CRev,
        ..desk()
    }
}

fn op() -> String {
    format!("matching-{}", fastrand::u64(..))
}

async fn done<C: Change>(db: &Db, desk: &Desk, change: &C) -> C::Outcome {
    carry_out(db, desk, &op(), change).await.unwrap().outcome
}

async fn refused<C: Change>(db: &Db, desk: &Desk, change: &C) -> String {
    match carry_out(db, desk, &op(), change).await {
        Err(Verdict::Refused(why)) => why.code,
        other => panic!("{:?}", other.map(|done| done.outcome)),
    }
}

/// People in payment who share their name with nobody, in the order of their numbers.
async fn people(db: &Db) -> Vec<Person> {
    let text = "select p.insurance_no, p.citizen_id, p.name, p.birth_date, p.village from persons p
        where p.participation = 1 and p.contribution_state = 3 and p.died_on is null and length(p.name) = 3
            and not exists (select 1 from persons o where o.name_key = p.name_key and o.insurance_no <> p.insurance_no)
        order by p.insurance_no limit 40";
    db.rows(&leaked(text), &[]).await.unwrap()
}

fn quoted(text: Option<&str>) -> String {
    text.map_or_else(
        || "null".to_owned(),
        |it| format!("'{}'", it.replace('\'', "''")),
    )
}

/// A list that was accepted, whatever it says; written beside the program, as it is not the import that is tried here.
async fn accepted(db: &Db, number: &str, says: &[Says<'_>]) {
    let (at, date) = match db.engine() {
        Engine::Sqlite => ("'2012-03-06T00:00:00Z'", ""),
        Engine::Postgres => ("timestamptz '2012-03-06T00:00:00Z'", "date "),
    };
    let day =
        |it: Option<String>| it.map_or_else(|| "null".to_owned(), |it| format!("{date}'{it}'"));
    let n = says.len();
    let mut statements = vec![format!(
        "insert into exchanges (county, exchange_id, direction, kind, file_name, sha256, encoding, sender, period, batch,
            lines, taken, bad, total, state, maker, made_at, business_date, checker, checked_at, version)
        values ('371323', '{number}', 'IN', '{kind}', '{number}.csv', '{hash:0>64}', 'UTF-8', 'x', 201203, '{number}', {n}, {n},
            0, 0, 'ACCEPTED', 'wangfang', {at}, {date}'2012-03-06', 'mayan', {at}, 2)",
        kind = &number[..4],
        hash = number,
    )];
    for (at, it) in says.iter().enumerate() {
        statements.push(format!(
            "insert into outside_records (county, exchange_id, line_no, source, citizen_id, name, match_name, birth_date,
                village, event, event_date, until_date, document, detail)
            values ('371323', '{number}', {line}, '{list}', {id}, '{name}', '{key}', {born}, {village}, '{event}', {day},
                null, null, '{{}}')",
            line = at + 2,
            list = it.list,
            id = quoted(it.id.as_deref()),
            name = it.name,
            key = normalise(&it.name),
            born = day(it.born.map(|born| born.to_string())),
            village = quoted(it.village.as_deref()),
            event = it.event,
            day = day(it.day.map(str::to_owned)),
        ));
    }
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    raw(db, &statements).await;
}

fn dead<'a>(person: &Person, day: &'a str) -> Says<'a> {
    Says {
        list: "POLI",
        event: "DEAD",
        id: Some(person.citizen_id.clone()),
        name: person.name.clone(),
        day: Some(day),
        ..Says::default()
    }
}

async fn compare(db: &Db) -> Matched {
    let month = "2012-03".parse().unwrap();
    done(db, &verifier(), &RunMatching { month }).await
}

async fn cases(db: &Db, state: CaseState) -> Vec<MatchCase> {
    let found = CasesIn { state }.find(db, &verifier()).await.unwrap();
    found.cases.into_iter().map(|it| it.case).collect()
}

async fn whole(db: &Db, case_no: &str) -> WholeCase {
    let case_no = case_no.to_owned();
    let found = CaseOf { case_no }.find(db, &verifier()).await.unwrap();
    found.unwrap()
}

async fn count(db: &Db, text: &str) -> i64 {
    db.one::<Number>(&leaked(text), &[]).await.unwrap().n
}

/// How many people are paid, suspended or stopped, and how much has happened to pensions.
async fn pensions(db: &Db) -> (i64, i64) {
    let paid =
        "select count(*) as n from persons where participation = 1 and contribution_state = 3";
    let events = "select count(*) as n from benefit_events";
    (count(db, paid).await, count(db, events).await)
}

record! { struct Held { insurance_no: String, month: i64 } }

/// Whose month waits undecided.
async fn held(db: &Db) -> Vec<(String, i64)> {
    let text = "select insurance_no, month from holds where decision is null and source = 'MATCH' order by 1, 2";
    let rows: Vec<Held> = db.rows(&leaked(text), &[]).await.unwrap();
    rows.into_iter()
        .map(|it| (it.insurance_no, it.month))
        .collect()
}

/// What the why line has to say of somebody in March beside what the award and the payments say.
async fn told_why(db: &Db, person: &Person) -> Vec<Cause> {
    let (mut causes, verifier) = (Vec::new(), verifier());
    for business in BUSINESSES {
        for source in business.causes {
            if ["matching", "stop_payment"].contains(&business.name) {
                let month = "2012-03".parse().unwrap();
                let of = (source.find)(db, &verifier, &person.insurance_no, month).await;
                causes.extend(of.unwrap());
            }
        }
    }
    causes
}

fn decision(finding: Finding, evidence: Evidence) -> Decision {
    Decision {
        finding,
        reason: String::new(),
        evidence: Some(evidence),
        evidence_ref: "沂公证〔2012〕7号".to_owned(),
        event_date: None,
        remark: "张华3月8日核实".to_owned(),
    }
}

async fn decides(db: &Db, case: &MatchCase, finding: Finding, evidence: Evidence) -> CasesDecided {
    let change = DecideCases {
        cases: vec![(case.case_no.clone(), case.version)],
        decision: decision(finding, evidence),
    };
    done(db, &verifier(), &change).await
}

fn agrees(case: &MatchCase, version: i64) -> AnswerCase {
    AnswerCase {
        case_no: case.case_no.clone(),
        version,
        answer: Answer::Approve,
        why: String::new(),
    }
}

/// A list with a record of every level: of the first nine people, by the id and the name, with another name, by the
/// 15-digit form, with a character that could not be written, by name, birth date and village, by birth year and township,
/// without any village; alive; and dead in March, with a space in the name.
fn of_every_level(them: &[Person]) -> Vec<Says<'static>> {
    let fifteen = CitizenId::parse(&them[2].citizen_id).unwrap().to_fifteen();
    let mut marked: Vec<char> = them[3].name.chars().collect();
    marked[1] = '?';
    let without_id = |person: &Person| Says {
        id: None,
        born: Some(person.birth_date),
        ..dead(person, "2012-02-20")
    };
    let other_village = format!("{}999", &them[5].village.as_str()[..9]);
    vec![
        dead(&them[0], "2012-02-20"),
        Says {
            name: "张冠李".to_owned(),
            ..dead(&them[1], "2012-02-20")
        },
        Says {
            id: fifteen,
            ..dead(&them[2], "2012-02-20")
        },
        Says {
            name: marked.into_iter().collect(),
            ..dead(&them[3], "2012-02-20")
        },
        Says {
            village: Some(them[4].village.to_string()),
            ..without_id(&them[4])
        },
        Says {
            village: Some(other_village),
            ..without_id(&them[5])
        },
        without_id(&them[6]),
        Says {
            event: "NORMAL",
            ..dead(&them[7], "2012-02-20")
        },
        Says {
            name: format!("{}　{}", &them[8].name[..3], &them[8].name[3..]),
            ..dead(&them[8], "2012-03-02")
        },
    ]
}

#[tokio::test]
async fn every_level_finds_whom_it_should_and_stops_nobody() {
    both_with_county(async |db: Db| {
        let them = people(&db).await;
        let before = pensions(&db).await;
        let says = of_every_level(&them);
        accepted(&db, "POLI-201203-900", &says).await;
        let told = compare(&db).await;
        let found = cases(&db, CaseState::Open).await;
        let of = |level: Level| -> Vec<&str> {
            let of_level = found.iter().filter(|it| it.level == level);
            let mut numbers: Vec<&str> = of_level.map(|it| it.insurance_no.as_str()).collect();
            numbers.sort_unstable();
            numbers
        };
        let these = |at: &[usize]| -> Vec<&str> {
            let mut numbers: Vec<&str> = at
                .iter()
                .map(|at| them[*at].insurance_no.as_str())
                .collect();
            numbers.sort_unstable();
            numbers
        };
        assert_eq!(of(Level::A), these(&[0, 8]));
        assert_eq!(of(Level::B), these(&[1, 2, 3]));
        assert_eq!(of(Level::C), these(&[4]));
        assert_eq!(of(Level::D), these(&[5, 6]));
        assert_eq!(
            (told.counts.found, told.counts.lines, told.counts.holds),
            (8, 2, 1)
        );
        let due: Option<NaiveDate> = "2012-03-15".parse().ok();
        for it in &found {
            assert_eq!(it.check_by, due.filter(|_| it.level == Level::B));
        }
        assert_eq!(pensions(&db).await, before, "a match stops nobody");
        let lines = "select count(*) as n from stop_proposals where source = 'MATCH' and reason = 'T01' and state = 'OPEN'";
        assert_eq!(count(&db, lines).await, 2);
        assert_eq!(held(&db).await, [(them[0].insurance_no.clone(), 201_203)]);
        let why = told_why(&db, &them[0]).await;
        assert!(why.iter().any(|it| it.paid == Paid::Held), "{why:?}");
        assert!(told_why(&db, &them[1]).await.iter().all(|it| it.paid == Paid::Yes));
        assert_eq!(
            compare(&db).await.counts.found,
            0,
            "nothing is opened twice"
        );
        told
    })
    .await;
}

#[tokio::test]
async fn a_record_whose_id_is_somebodys_is_never_taken_for_a_namesake() {
    both_with_county(async |db: Db| {
        let them = people(&db).await;
        let twin = &them[0];
        raw(
            &db,
            &[&format!(
                "update persons set name = '{name}', name_key = '{name}', birth_date = (select birth_date from persons
                    where insurance_no = '{twin}'), village = '{village}' where insurance_no = '{other}'",
                name = twin.name,
                twin = twin.insurance_no,
                village = twin.village,
                other = them[1].insurance_no
            )],
        )
        .await;
        let says = Says {
            born: Some(twin.birth_date),
            village: Some(twin.village.to_string()),
            ..dead(twin, "2012-02-20")
        };
        accepted(&db, "POLI-201203-900", &[says]).await;
        compare(&db).await;
        let found = cases(&db, CaseState::Open).await;
        let whom: Vec<&str> = found.iter().map(|it| it.insurance_no.as_str()).collect();
        assert_eq!(whom, [twin.insurance_no.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn a_false_hit_is_remembered_for_the_same_record_and_taken_up_again_when_wrong() {
    both_with_county(async |db: Db| {
        let them = people(&db).await;
        accepted(&db, "POLI-201203-900", &[dead(&them[0], "2012-02-20")]).await;
        compare(&db).await;
        let case = cases(&db, CaseState::Open).await.remove(0);
        decides(&db, &case, Finding::False, Evidence::Seen).await;
        let denied = cases(&db, CaseState::Denied).await.remove(0);
        let own = Desk {
            post: Post::CRev,
            ..verifier()
        };
        assert_eq!(
            refused(&db, &own, &agrees(&denied, denied.version)).await,
            "PN-0504"
        );
        let stale = agrees(&denied, 1);
        assert_eq!(refused(&db, &reviewer(), &stale).await, "PN-4412");
        assert_eq!(held(&db).await.len(), 1);
        let closed = done(&db, &reviewer(), &agrees(&denied, denied.version)).await;
        assert_eq!(closed.state, CaseState::FalseHit);
        assert!(held(&db).await.is_empty(), "the month is released");
        let lines =
            "select count(*) as n from stop_proposals where source = 'MATCH' and state = 'OPEN'";
        assert_eq!(count(&db, lines).await, 0, "and the line taken back");
        // Sent again next month in another file: the same record.
        accepted(&db, "POLI-201203-901", &[dead(&them[0], "2012-02-20")]).await;
        assert_eq!(compare(&db).await.counts.found, 0);
        // The same person, but the list says something else.
        accepted(&db, "POLI-201203-902", &[dead(&them[0], "2012-02-21")]).await;
        let other = compare(&db).await;
        assert_eq!((other.counts.found, other.counts.lines), (1, 1));
        let again = ReopenCase {
            case_no: case.case_no.clone(),
            version: denied.version + 1,
            why: "查明当面核实的是同名人".to_owned(),
        };
        let opened = done(&db, &verifier(), &again).await;
        assert_eq!(opened.state, CaseState::Open);
        let whole = whole(&db, &case.case_no).await;
        let acts: Vec<CaseAct> = whole.hands.iter().map(|it| it.act).collect();
        let decided = [
            CaseAct::Find,
            CaseAct::Deny,
            CaseAct::Approve,
            CaseAct::Reopen,
        ];
        for (act, due) in acts
            .iter()
            .filter(|it| decided.contains(it))
            .zip(decided.iter())
        {
            assert_eq!(act, due);
        }
        assert_eq!(whole.listed.case.decided_by, None);
        whole
    })
    .await;
}

#[tokio::test]
async fn many_are_confirmed_at_once_and_each_is_reported_on() {
    both_with_county(async |db: Db| {
        let them = people(&db).await;
        let mut says: Vec<Says<'_>> = them[..3]
            .iter()
            .map(|it| dead(it, "2012-02-20"))
            .collect();
        says.push(Says {
            name: "张冠李".to_owned(),
            ..dead(&them[3], "2012-02-20")
        });
        accepted(&db, "POLI-201203-900", &says).await;
        compare(&db).await;
        let found = cases(&db, CaseState::Open).await;
        let change = DecideCases {
            cases: found
                .iter()
                .map(|it| (it.case_no.clone(), it.version))
                .chain([("BD-371323-201203-999999".to_owned(), 1)])
                .collect(),
            decision: decision(Finding::True, Evidence::Comparison),
        };
        let decided = done(&db, &verifier(), &change).await;
        assert_eq!(decided.done.len(), 3);
        let codes: Vec<&str> = decided.refused.iter().map(|(_, why)| why.code.as_str()).collect();
        assert_eq!(codes, ["PN-4403", "PN-4410"], "the list alone proves no level B");
        let confirmed = cases(&db, CaseState::Confirmed).await;
        assert_eq!(confirmed.len(), 3);
        assert!(confirmed.iter().all(|it| it.reason.as_deref() == Some("T01")));
        assert_eq!(refused(&db, &verifier(), &change).await, "PN-4412");
        let rows = "select count(*) as n from audit_rows where key like 'BD-%' and row_after = '\"CONFIRMED\"'";
        assert_eq!(count(&db, rows).await, 3);
    })
    .await;
}

#[tokio::test]
async fn the_police_go_before_the_crematorium_and_a_conflict_is_settled_first() {
    both_with_county(async |db: Db| {
        let them = people(&db).await;
        let person = &them[0];
        accepted(&db, "POLI-201203-900", &[dead(person, "2012-02-20")]).await;
        let cremated = Says {
            list: "CIVI",
            event: "CREMATED",
            ..dead(person, "2012-02-23")
        };
        accepted(&db, "CIVI-201203-900", &[cremated]).await;
        accepted(&db, "POLI-201203-901", &[dead(person, "2012-03-01")]).await;
        assert_eq!(compare(&db).await.counts.found, 3);
        let found = cases(&db, CaseState::Open).await;
        let crematorium = found.iter().find(|it| it.source == "CIVI").unwrap();
        decides(&db, crematorium, Finding::True, Evidence::Comparison).await;
        let answer = agrees(crematorium, crematorium.version + 1);
        assert_eq!(refused(&db, &reviewer(), &answer).await, "PN-4423");
        let accept = |day: &str, source| AcceptDeathDate {
            insurance_no: person.insurance_no.clone(),
            day: day.parse().unwrap(),
            source,
            remark: "与医学证明核对".to_owned(),
        };
        let worse = accept("2012-02-23", DeathSource::Cremation);
        assert_eq!(refused(&db, &verifier(), &worse).await, "PN-4422");
        let unknown = accept("2012-02-25", DeathSource::Certificate);
        assert_eq!(refused(&db, &verifier(), &unknown).await, "PN-4421");
        // Two dates of one rank: one of them goes before, once its case is no hit.
        let later = found
            .iter()
            .find(|it| it.event_date == "2012-03-01".parse().ok());
        decides(&db, later.unwrap(), Finding::False, Evidence::Police).await;
        done(&db, &reviewer(), &agrees(later.unwrap(), 2)).await;
        done(
            &db,
            &verifier(),
            &accept("2012-02-20", DeathSource::Certificate),
        )
        .await;
        let approved = done(&db, &reviewer(), &answer).await;
        assert_eq!(approved.day, "2012-02-20".parse().ok());
        let whole = whole(&db, &crematorium.case_no).await;
        assert_eq!(whole.dates.len(), 2, "{:?}", whole.dates);
        assert!(whole.dates[0].accepted && !whole.dates[1].accepted);
        whole
    })
    .await;
}

#[tokio::test]
async fn a_suspicion_that_is_approved_holds_a_month_and_a_death_proposes_a_line() {
    both_with_county(async |db: Db| {
        let them = people(&db).await;
        let before = pensions(&db).await;
        let renamed = |person: &Person| Says {
            name: "张冠李".to_owned(),
            ..dead(person, "2012-02-20")
        };
        accepted(
            &db,
            "POLI-201203-900",
            &[renamed(&them[0]), renamed(&them[1])],
        )
        .await;
        compare(&db).await;
        assert!(
            held(&db).await.is_empty(),
            "level B holds nothing by itself"
        );
        let found = cases(&db, CaseState::Open).await;
        let [suspected, dead] = found.as_slice() else {
            panic!("{found:?}");
        };
        decides(&db, suspected, Finding::True, Evidence::Report).await;
        assert!(held(&db).await.is_empty(), "nor does one person");
        done(&db, &reviewer(), &agrees(suspected, 2)).await;
        assert_eq!(held(&db).await, [(suspected.insurance_no.clone(), 201_203)]);
        let mut certain = decision(Finding::True, Evidence::DeathCertificate);
        certain.reason = "T01".to_owned();
        certain.event_date = "2012-02-19".parse().ok();
        let change = DecideCases {
            cases: vec![(dead.case_no.clone(), 1)],
            decision: certain,
        };
        done(&db, &verifier(), &change).await;
        let lines = "select count(*) as n from stop_proposals where source = 'MATCH'";
        assert_eq!(count(&db, lines).await, 0);
        let answer = agrees(dead, 2);
        assert_eq!(
            refused(&db, &reviewer(), &answer).await,
            "PN-4423",
            "two certificates, two days"
        );
        let accept = AcceptDeathDate {
            insurance_no: dead.insurance_no.clone(),
            day: "2012-02-19".parse().unwrap(),
            source: DeathSource::Certificate,
            remark: String::new(),
        };
        done(&db, &verifier(), &accept).await;
        done(&db, &reviewer(), &answer).await;
        let line =
            "select count(*) as n from stop_proposals where source = 'MATCH' and reason = 'T01'
            and state = 'OPEN' and cast(event_date as text) = '2012-02-19' and evidence_type = 'E08'
            and confirmed_by = 'wangfang' and proposed_by = 'mayan'";
        assert_eq!(count(&db, line).await, 1);
        assert_eq!(pensions(&db).await, before, "a match stops nobody");
    })
    .await;
}

#[tokio::test]
async fn a_month_that_was_applied_for_is_held_no_more() {
    both_with_county(async |db: Db| {
        let them = people(&db).await;
        let date = match db.engine() {
            Engine::Sqlite => "'2012-03-08'",
            Engine::Postgres => "date '2012-03-08'",
        };
        let applied = format!(
            "insert into months (county, month, applied_on) values ('371323', 201203, {date})"
        );
        raw(&db, &[&applied]).await;
        accepted(&db, "POLI-201203-900", &[dead(&them[0], "2012-03-02")]).await;
        compare(&db).await;
        assert_eq!(held(&db).await, [(them[0].insurance_no.clone(), 201_204)]);
    })
    .await;
}

#[test]
fn the_question_asks_for_exactly_what_the_rules_know() {
    let name = "jingban::business::matching::find::CANDIDATES";
    let sql = command::statements().find(|it| it.name == name).unwrap();
    for list in LISTS {
        let events = list.fields.iter().find_map(|field| match field.kind {
            FieldKind::Code(codes) if field.goes == Goes::Event => Some(codes),
            FieldKind::Code(_)
            | FieldKind::Text(_)
            | FieldKind::Name
            | FieldKind::CitizenId
            | FieldKind::Date
            | FieldKind::Month
            | FieldKind::Amount
            | FieldKind::Area => None,
        });
        for (event, _) in events.unwrap() {
            let asked = sql.sqlite.contains(&format!("'{} {event}'", list.kind));
            assert_eq!(
                asked,
                tells(list.kind, event).is_some(),
                "{} {event}",
                list.kind
            );
        }
    }
}
