//! The plan of every statement on a large city, on both engines: an index where one is meant.
//!
//! The values bound are those with which the whole program works on the demonstration county. The unit must stay
//! short, so the city is of moderate size; `SQLite` is told that it is a thousand times as large.

use std::collections::BTreeMap;

use jingban::business::BUSINESSES;
use jingban::business::training::generate::{Order, generate};
use jingban::database::row::{Column as _, Record, Row};
use jingban::database::value::Value;
use jingban::database::{Db, Engine, Fault, Sql, Trace};
use jingban::{command, record};

use crate::acts::carry_all_out;
use crate::cluster::cluster;
use crate::county::{desk, on_file};
use crate::drive::{ask_again, ask_everything};
use crate::engines::Place;
use crate::stage::{leaked, raw};

/// Tables that grow with the people, or with what is done. Disputes over an id are few in any county.
const LARGE: &[&str] = &[
    "persons",
    "registry",
    "name_readings",
    "id_history",
    "special_groups",
    "person_changes",
    "contributions",
    "awards",
    "benefit_events",
    "payments",
    "verification_items",
    "annual_verifications",
    "audit_entries",
    "audit_rows",
    "operations",
    "outside_records",
    "exchange_errors",
    "match_cases",
    "match_hands",
];

/// Statements that are meant to read a county whole, besides the checks of the doctor: those of the verifier and of
/// the report of gaps, the count of who has paid this year, the issue of a month's lists, whose annual verification
/// runs out, the comparison of every record with everybody, and what the reports count and who stands behind it. The last
/// one reads a single row, whichever it is.
const WHOLE: &[&str] = &[
    "jingban::database::audit::verify::COUNTIES",
    "jingban::database::audit::rows::STRAY_AFTER",
    "jingban::business::registration::numbers::YEARS",
    "jingban::business::registration::numbers::SERIALS",
    "jingban::business::contribution::window::COLLECTED",
    "jingban::business::verification::issue::CANDIDATES",
    "jingban::business::verification::issue::NEW_LISTS",
    "jingban::business::verification::issue::NEW_ITEMS",
    "jingban::business::verification::progress::RUNNING_OUT",
    "jingban::business::matching::find::CANDIDATES",
    "jingban::business::statistics::counting::EVERYBODY",
    "jingban::business::statistics::counting::AWARDED",
    "jingban::business::statistics::counting::OF_EVERYBODY",
    "jingban::business::statistics::counting::OF_AWARDED",
    "jingban::desk::demonstration::USED",
];

fn is_meant_whole(name: &str) -> bool {
    WHOLE.contains(&name) || name.contains("::checks::")
}

#[tokio::test]
async fn every_statement_finds_its_index_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::File(folder.path().join("city.db"));
    place.with(async |db: Db| build(&db, 3_000).await).await;
    // Nobody has surveyed it: the planner goes by the form of the statements alone.
    judge(&place).await;
    place.with(async |db: Db| pretend(&db).await).await;
    judge(&place).await;
}

#[tokio::test]
async fn every_statement_finds_its_index_on_a_server() {
    let place = Place::Server(cluster().empty().await);
    place
        .with(async |db: Db| {
            build(&db, 30_000).await;
            db.survey().await.unwrap();
        })
        .await;
    judge(&place).await;
}

#[test]
fn what_is_meant_to_read_everything_exists() {
    for name in WHOLE {
        assert!(command::statements().any(|sql| sql.name == *name), "{name}");
    }
}

#[test]
fn a_plan_without_its_index_is_seen() {
    let sqlite = |line: &str| sqlite_reads_whole("select * from persons p where", line);
    assert!(sqlite("SCAN p") && sqlite("SCAN persons USING INDEX persons_by_name"));
    assert!(sqlite("SEARCH p USING INDEX persons_by_name (county=?)"));
    assert!(!sqlite(
        "SEARCH p USING INDEX persons_by_name (county=? AND name_key=?)"
    ));
    assert!(!sqlite("SCAN CONSTANT ROW") && !sqlite("SEARCH v USING INDEX x (county=?)"));
    let postgres = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        postgres_whole_reads(&lines).len()
    };
    assert_eq!(postgres(&["Seq Scan on persons p  (cost=0.00)"]), 1);
    assert_eq!(
        postgres(&[
            "Index Scan using x on persons p  (cost=0.00)",
            "  Filter: x"
        ]),
        1
    );
    let by = |condition| {
        postgres(&[
            "  ->  Index Scan using x on persons p  (cost=0.00)",
            condition,
        ])
    };
    assert_eq!(by("        Index Cond: (county = '371323'::text)"), 1);
    assert_eq!(
        by("        Index Cond: ((county = '371323'::text) AND (phone = '1'::text))"),
        0
    );
    assert_eq!(postgres(&["Seq Scan on areas"]), 0);
}

/// Explains every statement with values it was once run with, and fails where a large table is read whole.
async fn judge(place: &Place) {
    let bound = bound().await;
    place
        .with(async |db: Db| {
            let mut judged = 0;
            let mut wrong = Vec::new();
            for sql in command::statements().filter(|sql| !is_meant_whole(sql.name)) {
                for values in bound.get(sql.name).into_iter().flatten().take(3) {
                    let Some(lines) = plan(&db, sql, values).await else {
                        continue;
                    };
                    judged += 1;
                    let whole = match db.engine() {
                        Engine::Sqlite => sqlite_whole_reads(sql.sqlite, &lines),
                        Engine::Postgres => postgres_whole_reads(&lines),
                    };
                    if !whole.is_empty() {
                        wrong.push(format!("{}\n{whole:#?}\n{}", sql.name, lines.join("\n")));
                    }
                }
            }
            assert!(judged > 100, "{judged}");
            assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        })
        .await;
}

/// What the whole program binds to its statements when it works on the demonstration county.
async fn bound() -> BTreeMap<&'static str, Vec<Vec<Value>>> {
    let seen = Trace::default();
    let folder = tempfile::tempdir().unwrap();
    on_file(async |db: Db| {
        let db = db.traced(seen.clone());
        ask_everything(&db, &desk(), folder.path()).await;
        carry_all_out(&db).await;
        ask_again(&db, &desk(), folder.path()).await;
    })
    .await;
    std::mem::take(&mut *seen.lock().unwrap())
}

/// A city; tables that a young city leaves empty get as many rows as it has people.
async fn build(db: &Db, persons: u32) {
    db.migrate().await.unwrap();
    let order = Order {
        persons,
        seed: 1,
        months: 2,
        business_date: desk().business_date,
    };
    let built = generate(db, &desk(), order, BUSINESSES, &mut |_, _, _| {}).await;
    built.unwrap();
    fill(db).await;
}

/// Fills the tables that a young city leaves empty.
#[expect(clippy::too_many_lines, reason = "a statement for each table")]
async fn fill(db: &Db) {
    let (at, day, earlier) = match db.engine() {
        Engine::Sqlite => ("'2012-03-08T00:00:00Z'", "'2012-03-08'", "'2012-02-08'"),
        Engine::Postgres => (
            "timestamptz '2012-03-08T00:00:00Z'",
            "date '2012-03-08'",
            "date '2012-02-08'",
        ),
    };
    let zeros = "0".repeat(64);
    let numbered = "(select county, insurance_no,
        row_number() over (partition by county order by insurance_no) + 1000 as n from persons) p";
    raw(
        db,
        &[
            &format!(
                "insert into special_groups (county, insurance_no, group_code, valid_from)
                 select county, insurance_no, '20', {day} from persons"
            ),
            &format!(
                "insert into person_changes
                    (county, insurance_no, seq, changed_on, item, evidence, maker, checker)
                 select county, insurance_no, 1, {day}, 'phone', 'x', 'a', 'b' from persons"
            ),
            &format!(
                "insert into id_history (county, insurance_no, former_id, kind, recorded_on)
                 select county, insurance_no, 'x' || citizen_id, 'CORRECTED', {day} from persons"
            ),
            &format!(
                "insert into benefit_events (county, insurance_no, seq, kind, reason, event_date,
                    from_month, recorded_on, evidence, maker, checker)
                 select county, insurance_no, 9, 'RESUME', 'S01', {day}, 201101, {day}, 'x', 'a', 'b'
                 from persons"
            ),
            &format!(
                "insert into verification_lists (county, month, village, list_no, mode, state, confirmed, due,
                    suspended, marked, dead, imprisoned, missing, others, issued_on, issued_by, version)
                 select county, 201203, village, 'x', 'EXCEPTION', 'ISSUED', false, count(*), 0, 0, 0, 0, 0, 0,
                    {day}, 'li', 1
                 from persons where contribution_state = 3 and participation = 1 group by county, village"
            ),
            "insert into verification_items (county, month, insurance_no, village, seq, part, joined, proxy, version)
             select county, 201203, insurance_no, village,
                row_number() over (partition by village order by insurance_no), 1, false, false, 1
             from persons where contribution_state = 3 and participation = 1",
            &format!(
                "insert into annual_verifications (county, insurance_no, verified_on, evidence_type,
                    evidence_ref, recorded_on, maker, checker)
                 select county, insurance_no, {day}, 'E01', null,
                    case when serial % 10 = 0 then {day} else {earlier} end, 'a', 'b' from persons"
            ),
            &format!(
                "insert into exchanges (county, exchange_id, direction, kind, file_name, sha256, encoding, sender, period,
                    batch, lines, taken, bad, total, state, maker, made_at, business_date, version)
                 select county, 'POLI-' || code, 'IN', 'POLI', code, substr('{zeros}' || code, length(code) + 1), 'UTF-8',
                    'x', 201203, code, 1, 1, 0, 0, 'STAGED', 'a', {at}, {day}, 1
                 from (select distinct county, village as code from persons) v"
            ),
            "insert into outside_records (county, exchange_id, line_no, source, citizen_id, name, match_name, event, detail)
             select county, 'POLI-' || village, serial, 'POLI', citizen_id, name, name, 'NORMAL', '{}'
             from (select county, village, citizen_id, name,
                row_number() over (partition by village order by insurance_no) as serial from persons) p",
            &format!(
                "insert into match_cases (county, case_no, period, insurance_no, village, exchange_id, line_no, source, record_key,
                    level, tells, reason, event_date, state, check_by, found_on, evidence_type, evidence_ref, decided_by, approved_by,
                    version)
                 select county, 'BD-' || insurance_no, 201203, insurance_no, village, 'POLI-' || village, serial, 'POLI',
                    insurance_no, 'A', 'DEATH', 'T01', {day}, case when serial = 1 then 'OPEN' else 'FALSE_HIT' end, null, {day},
                    case when serial > 1 then 'E01' end, case when serial > 1 then 'x' end, case when serial > 1 then 'a' end,
                    case when serial > 1 then 'b' end, 1
                 from (select county, insurance_no, village,
                    row_number() over (partition by village order by insurance_no) as serial from persons) p"
            ),
            &format!(
                "insert into match_hands (county, case_no, seq, act, to_state, operator, post, business_date, at)
                 select county, case_no, 1, 'find', 'OPEN', 'a', 'C-VER', {day}, {at} from match_cases"
            ),
            "insert into exchange_errors (county, exchange_id, line, seq, column_name, masked, code, reason_zh, reason_en,
                original)
             select county, 'POLI-' || village, serial, 1, 'x', 'x', 'x', 'x', 'x', 'x'
             from (select county, village,
                row_number() over (partition by village order by insurance_no) as serial from persons) p",
            &format!(
                "insert into operations (county, operation_id, act, operator, at, outcome)
                 select county, insurance_no, 'person.look', 'li', {at}, '{{}}' from persons"
            ),
            &format!(
                "insert into audit_entries (county, seq, at_ms, operator, post, client,
                    business_date, act, object, operation_id, prev, hash)
                 select county, n, 0, 'li', 'C-VER', 'x', {day}, 'person.look',
                    'person:' || insurance_no, insurance_no, '{zeros}', '{zeros}' from {numbered}"
            ),
            &format!(
                "insert into audit_rows (county, seq, line, key)
                 select county, n, 1, 'person:' || insurance_no from {numbered}"
            ),
        ],
    )
    .await;
}

record! {
    struct Surveyed { tbl: String, idx: String, stat: String }
}

/// Surveys a file and writes down that every county is a thousand times as large; whoever opens it now believes it.
async fn pretend(db: &Db) {
    db.survey().await.unwrap();
    // Samples would tell it better.
    raw(db, &["delete from sqlite_stat4"]).await;
    let stats = "select tbl, coalesce(idx, '') as idx, stat from sqlite_stat1";
    let stats: Vec<Surveyed> = db.rows(&leaked(stats), &[]).await.unwrap();
    for Surveyed { tbl, idx, stat } in stats {
        // Rows in all, then rows to one county, then to one of what follows in the index.
        let numbers = stat.split(' ').enumerate().map(|(at, number)| {
            let grown = if at < 2 { "000" } else { "" };
            format!("{number}{grown}")
        });
        if LARGE.contains(&tbl.as_str()) && stat.contains(' ') {
            let numbers: Vec<String> = numbers.collect();
            let grown = numbers.join(" ");
            raw(
                db,
                &[&format!(
                    "update sqlite_stat1 set stat = '{grown}'
                     where tbl = '{tbl}' and coalesce(idx, '') = '{idx}'"
                )],
            )
            .await;
        }
    }
}

/// A line of a plan.
struct Line(String);

impl Record for Line {
    fn read(row: &Row) -> Result<Self, Fault> {
        let column = match row {
            Row::Sqlite(_) => "detail",
            Row::Postgres(_) => "QUERY PLAN",
        };
        String::read(row, column).map(Line)
    }
}

/// The lines of a plan; none for what has no plan.
async fn plan(db: &Db, sql: &Sql, values: &[Value]) -> Option<Vec<String>> {
    let (explain, text) = match db.engine() {
        Engine::Sqlite => ("explain query plan", sql.sqlite),
        Engine::Postgres => ("explain", sql.postgres),
    };
    let planned = ["select", "insert", "update", "delete"];
    if !planned.iter().any(|verb| text.starts_with(verb)) {
        return None;
    }
    let explained = leaked(&format!("{explain} {text}"));
    let lines: Vec<Line> = db.rows(&explained, values).await.unwrap();
    Some(lines.into_iter().map(|line| line.0).collect())
}

fn sqlite_whole_reads(text: &str, lines: &[String]) -> Vec<String> {
    let whole = lines.iter().filter(|line| sqlite_reads_whole(text, line));
    whole.cloned().collect()
}

/// `SCAN p`, or `SEARCH p USING INDEX x (county=?)`: all of a table, or all of a county.
fn sqlite_reads_whole(text: &str, line: &str) -> bool {
    let mut words = line.split(' ');
    let (verb, name) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let all = match verb {
        "SCAN" => true,
        "SEARCH" => line.contains("(county=?)"),
        _ => false,
    };
    all && LARGE
        .iter()
        .any(|table| *table == name || is_called(text, table, name))
}

/// Whether a statement calls a table by another name.
fn is_called(text: &str, table: &str, name: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .collect();
    words.windows(2).any(|pair| pair == [table, name])
}

/// `Seq Scan on persons`, and scans of an index without a condition, or by the county alone.
fn postgres_whole_reads(lines: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((kind, on)) = line
            .split_once(" on ")
            .filter(|(kind, _)| kind.contains("Scan"))
        else {
            continue;
        };
        let target = on.split(' ').next().unwrap_or("");
        // A bitmap names the index, whose name begins with its table's.
        let large =
            LARGE.iter().any(|table| target.starts_with(table)) || target.starts_with("readings_");
        let by_heap = kind.contains("Bitmap Heap");
        if large && !by_heap && !is_narrow(kind, &lines[at + 1..]) {
            found.push(line.trim().to_owned());
        }
    }
    found
}

/// Whether the lines below a scan give it a condition that says more than the county.
fn is_narrow(kind: &str, below: &[String]) -> bool {
    let own = below.iter().take_while(|line| !line.contains("->"));
    let condition = own.into_iter().find(|line| line.contains("Index Cond:"));
    let said_more = |line: &String| line.contains(" AND ") || !line.contains("(county = ");
    kind.contains("Index") && condition.is_some_and(said_more)
}
