//! Every place of the database that holds text, held against the schema itself: something hostile is written into each,
//! or it is said why not.

use std::collections::BTreeMap;

use jingban::database::Db;
use jingban::record;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection};

use super::payloads::payloads;
use crate::demo;
use crate::place::Place;
use crate::stage::leaked;

/// What is done with the texts of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Any text: a payload is written into it.
    Free,
    /// The same, with a number behind it: no two rows may have the same.
    Distinct,
    /// The same where this holds.
    Where(&'static str),
    /// A text of a fixed length: a payload is cut or filled to it.
    Sized(usize),
    /// A text of JSON: a payload is written into it as one of its strings.
    Json,
    /// A constraint of its table lets nothing but days or codes in; the test reads it.
    Checked,
    /// The program reads it as a code, a time or a number; any other text is a fault, and is told as one below.
    Read,
    /// What rows are found by: referred to or joined by the program, which finds none by another.
    Key,
    /// Never shown on any screen or paper, for this reason.
    Unseen(&'static str),
}
use Use::{Checked, Distinct, Free, Json, Key, Read, Sized, Unseen, Where};

const SEARCHED: Use = Unseen("what a search compares; the name beside it is shown");
const CHAINED: Use =
    Unseen("a hash of the trail: sixty-four hexadecimal digits under a constraint");

/// Every column of text, table by table.
const TABLES: &[(&str, &[(&str, Use)])] = &[
    (
        "annual_verifications",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("verified_on", Checked),
            ("evidence_type", Sized(3)),
            ("evidence_ref", Free),
            ("recorded_on", Checked),
            ("maker", Free),
            ("checker", Free),
        ],
    ),
    (
        "areas",
        &[
            ("code", Key),
            ("valid_from", Checked),
            ("name", Free),
            ("level", Checked),
            ("valid_to", Checked),
            ("successor", Sized(12)),
        ],
    ),
    (
        "assignments",
        &[
            ("operator", Key),
            ("post", Read),
            ("area", Key),
            ("valid_from", Checked),
            ("valid_to", Checked),
            ("maker", Free),
            ("checker", Free),
            ("document_no", Free),
        ],
    ),
    (
        "audit_entries",
        &[
            ("county", Key),
            ("operator", Free),
            ("post", Free),
            ("client", Free),
            ("business_date", Checked),
            ("act", Free),
            (
                "object",
                Where("act <> 'person.look' and object not like 'person:%'"),
            ),
            ("row_before", Free),
            ("row_after", Free),
            ("reason", Free),
            ("operation_id", Free),
            ("prev", CHAINED),
            ("hash", CHAINED),
        ],
    ),
    (
        "audit_rows",
        &[
            ("county", Key),
            ("key", Free),
            ("row_before", Json),
            ("row_after", Json),
        ],
    ),
    (
        "awards",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("approved_on", Checked),
            ("verified_on", Checked),
            ("maker", Free),
            ("checker", Free),
        ],
    ),
    (
        "benefit_events",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("kind", Checked),
            ("reason", Read),
            ("event_date", Checked),
            ("recorded_on", Checked),
            ("evidence", Free),
            ("document_no", Free),
            ("maker", Free),
            ("checker", Free),
        ],
    ),
    (
        "certificates",
        &[
            ("holder", Key),
            ("post", Read),
            ("certificate_no", Distinct),
            ("issuer", Free),
            ("issued_on", Checked),
            ("expires_on", Checked),
        ],
    ),
    ("chain_heads", &[("county", Key), ("hash", CHAINED)]),
    (
        "contributions",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("kind", Checked),
            ("subsidy_state", Checked),
            ("paid_on", Checked),
            ("bank_code", Free),
            ("receipt_no", Distinct),
            ("posted_on", Checked),
        ],
    ),
    (
        "credentials",
        &[
            ("operator", Key),
            (
                "phc",
                Unseen("the hash of a password: no statement shows it"),
            ),
        ],
    ),
    (
        "death_dates",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("day", Checked),
            ("source", Checked),
            ("told_by", Free),
            ("remark", Free),
            ("operator", Free),
            ("business_date", Checked),
            ("at", Read),
        ],
    ),
    (
        "drafts",
        &[
            ("county", Key),
            ("operator", Key),
            ("pane", Key),
            ("argument", Key),
            ("fields", Json),
            ("at_field", Free),
            ("saved_at", Read),
            ("basis", Free),
        ],
    ),
    (
        "exchange_errors",
        &[
            ("county", Key),
            ("exchange_id", Key),
            ("column_name", Free),
            ("masked", Free),
            ("code", Free),
            ("reason_zh", Free),
            ("reason_en", Free),
            (
                "original",
                Unseen("goes into the file for whoever corrects it"),
            ),
        ],
    ),
    (
        "exchanges",
        &[
            ("county", Key),
            ("exchange_id", Key),
            ("direction", Checked),
            ("kind", Read),
            ("file_name", Free),
            (
                "sha256",
                Unseen("a hash of sixty-four digits under a constraint"),
            ),
            ("encoding", Checked),
            ("sender", Free),
            ("batch", Free),
            ("corrects", Key),
            ("state", Checked),
            ("maker", Free),
            ("made_at", Read),
            ("business_date", Checked),
            ("checker", Where("checker is not null")),
            ("checked_at", Read),
            ("reason", Free),
        ],
    ),
    (
        "holds",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("reason", Checked),
            ("source", Free),
            ("source_ref", Free),
            ("opened_by", Free),
            ("opened_on", Checked),
            ("decision", Checked),
            ("decided_by", Where("decision is not null")),
            ("decided_on", Checked),
            ("decided_ref", Where("decision is not null")),
        ],
    ),
    ("holiday_years", &[("source", Free)]),
    (
        "holidays",
        &[("day", Checked), ("kind", Checked), ("name", Free)],
    ),
    (
        "id_disputes",
        &[
            ("county", Key),
            ("citizen_id", Distinct),
            ("insurance_no", Key),
            ("claimant_name", Free),
            ("opened_on", Checked),
            ("certificate_no", Free),
            ("settled_on", Checked),
            ("maker", Free),
            ("checker", Free),
        ],
    ),
    (
        "id_history",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("former_id", Distinct),
            ("kind", Checked),
            ("recorded_on", Checked),
        ],
    ),
    ("insurance_serials", &[("county", Key)]),
    (
        "insurance_voids",
        &[
            ("county", Key),
            ("insurance_no", Distinct),
            ("reason", Free),
            ("voided_on", Checked),
            ("maker", Free),
            ("checker", Free),
        ],
    ),
    ("months", &[("county", Key), ("applied_on", Checked)]),
    (
        "match_cases",
        &[
            ("county", Key),
            ("case_no", Key),
            ("insurance_no", Key),
            ("village", Key),
            ("exchange_id", Key),
            ("source", Read),
            (
                "record_key",
                Unseen("what makes a record the same when it is sent again"),
            ),
            ("level", Checked),
            ("tells", Checked),
            ("reason", Free),
            ("event_date", Checked),
            ("state", Checked),
            ("check_by", Checked),
            ("found_on", Checked),
            ("evidence_type", Read),
            ("evidence_ref", Where("evidence_ref is not null")),
            ("decided_date", Checked),
            ("decided_by", Where("decided_by is not null")),
            ("approved_by", Where("approved_by is not null")),
        ],
    ),
    (
        "match_hands",
        &[
            ("county", Key),
            ("case_no", Key),
            ("act", Checked),
            ("to_state", Read),
            ("operator", Free),
            ("post", Read),
            ("evidence_type", Read),
            ("evidence_ref", Free),
            ("event_date", Checked),
            ("reason", Free),
            ("remark", Free),
            ("business_date", Checked),
            ("at", Read),
        ],
    ),
    (
        "match_runs",
        &[
            ("county", Key),
            ("operator", Free),
            ("business_date", Checked),
            ("at", Read),
        ],
    ),
    ("match_serials", &[("county", Key)]),
    (
        "moves",
        &[
            ("object", Read),
            ("operation", Read),
            ("from_state", Read),
            ("to_state", Read),
            ("letter", Checked),
            ("post", Read),
        ],
    ),
    (
        "name_readings",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("syllables", SEARCHED),
            ("initials", SEARCHED),
            ("name_key", SEARCHED),
        ],
    ),
    (
        "operations",
        &[
            ("county", Key),
            ("operation_id", Distinct),
            ("act", Free),
            ("operator", Free),
            ("at", Checked),
            (
                "outcome",
                Unseen("read back as the type it was written from"),
            ),
        ],
    ),
    (
        "operators",
        &[("operator", Key), ("name", Free), ("phone", Free)],
    ),
    (
        "outside_records",
        &[
            ("county", Key),
            ("exchange_id", Key),
            ("source", Read),
            ("citizen_id", Free),
            ("name", Free),
            ("match_name", SEARCHED),
            ("birth_date", Checked),
            ("village", Free),
            ("event", Free),
            ("event_date", Checked),
            ("until_date", Checked),
            ("document", Free),
            ("detail", Json),
        ],
    ),
    (
        "payments",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("state", Checked),
            ("credited_on", Checked),
            ("bank_code", Free),
            ("account_tail", Free),
        ],
    ),
    (
        "person_changes",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("changed_on", Checked),
            ("item", Free),
            ("old_value", Free),
            ("new_value", Free),
            ("evidence", Free),
            ("maker", Free),
            ("checker", Free),
        ],
    ),
    (
        "persons",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("citizen_id", Sized(18)),
            ("id_tail", Sized(4)),
            ("name", Free),
            ("name_key", SEARCHED),
            ("sex", Checked),
            ("birth_date", Checked),
            ("ethnicity", Free),
            ("hukou_type", Checked),
            ("scheme_line", Checked),
            ("village", Key),
            ("household_no", Free),
            ("address", Free),
            ("phone", Free),
            ("bank_code", Free),
            ("bank_account", Free),
            ("account_holder", Free),
            ("card_no", Free),
            ("enrolled_on", Checked),
            ("died_on", Checked),
        ],
    ),
    (
        "policies",
        &[
            ("parameter", Read),
            ("scope", Read),
            ("effective_from", Checked),
            ("value", Where("state <> 'APPROVED'")),
            ("source", Free),
            ("confidence", Checked),
            ("document_no", Free),
            ("state", Checked),
            ("maker", Free),
            ("made_at", Read),
            ("checker", Where("checker is not null")),
            ("checked_at", Read),
        ],
    ),
    (
        "post_changes",
        &[
            ("operator", Distinct),
            ("post", Read),
            ("area", Key),
            ("kind", Checked),
            ("valid_from", Checked),
            ("valid_to", Checked),
            ("acts_for", Where("acts_for is not null")),
            ("document_no", Free),
            ("reason", Free),
            ("state", Checked),
            ("maker", Free),
            ("made_at", Read),
            ("checker", Where("checker is not null")),
            ("checked_at", Read),
        ],
    ),
    (
        "recovery_cases",
        &[
            ("county", Key),
            ("case_no", Key),
            ("insurance_no", Key),
            ("cause", Checked),
            ("state", Checked),
            ("form_no", Key),
            ("liable", Free),
            ("found_on", Checked),
            ("due_on", Checked),
            ("maker", Free),
            ("checker", Free),
        ],
    ),
    (
        "recovery_months",
        &[("county", Key), ("case_no", Key), ("insurance_no", Key)],
    ),
    (
        "registry",
        &[("citizen_id", Key), ("county", Key), ("insurance_no", Key)],
    ),
    (
        "report_values",
        &[
            ("county", Key),
            ("report", Key),
            ("unit", Key),
            ("area", Key),
            ("column_id", Key),
        ],
    ),
    (
        "reports",
        &[
            ("county", Key),
            ("report", Key),
            ("unit", Key),
            ("state", Checked),
            ("maker", Free),
            ("made_on", Checked),
            ("checker", Where("checker is not null")),
            ("approver", Where("approver is not null")),
            ("submitted_on", Checked),
            ("note", Where("note is not null")),
            (
                "value_hash",
                Unseen("a hash of sixty-four digits under a constraint"),
            ),
        ],
    ),
    (
        "saved_views",
        &[
            ("county", Key),
            ("operator", Key),
            ("pane", Key),
            ("name", Distinct),
            ("sort_column", Free),
            ("filter", Free),
            ("shared_with", Key),
            ("opens_owner", Key),
            ("opens_name", Key),
            ("saved_at", Read),
        ],
    ),
    (
        "settings",
        &[("name", Key), ("value", Where("name like 'password.%'"))],
    ),
    (
        "special_groups",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("group_code", Distinct),
            ("valid_from", Checked),
            ("valid_to", Checked),
        ],
    ),
    (
        "stop_forms",
        &[
            ("county", Key),
            ("form_no", Key),
            ("kind", Checked),
            ("township", Key),
            ("state", Checked),
            ("opened_by", Free),
            ("opened_on", Checked),
            ("approved_on", Checked),
            ("list_hash", Sized(64)),
        ],
    ),
    (
        "stop_hands",
        &[
            ("county", Key),
            ("form_no", Key),
            ("act", Checked),
            ("from_state", Read),
            ("to_state", Read),
            ("operator", Free),
            ("post", Read),
            ("acts_for", Free),
            ("reason", Free),
            ("business_date", Checked),
            ("at", Read),
        ],
    ),
    (
        "stop_lines",
        &[
            ("county", Key),
            ("form_no", Key),
            ("insurance_no", Key),
            ("village", Key),
            ("reason", Sized(3)),
            ("event_date", Checked),
            ("evidence_type", Sized(3)),
            ("evidence_ref", Free),
            ("reporter", Free),
            ("remark", Free),
            ("maker", Free),
            ("maker_post", Read),
            ("source", Checked),
        ],
    ),
    (
        "stop_proposals",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("township", Key),
            ("village", Key),
            ("reason", Sized(3)),
            ("event_date", Checked),
            ("evidence_type", Sized(3)),
            ("evidence_ref", Free),
            ("source", Checked),
            ("source_ref", Distinct),
            ("proposed_by", Free),
            ("confirmed_by", Free),
            ("proposed_on", Checked),
            ("state", Checked),
            ("form_no", Key),
        ],
    ),
    (
        "verification_hands",
        &[
            ("county", Key),
            ("village", Key),
            ("act", Checked),
            ("from_state", Read),
            ("to_state", Read),
            ("operator", Free),
            ("post", Read),
            ("acts_for", Free),
            ("reason", Free),
            ("business_date", Checked),
            ("at", Read),
        ],
    ),
    (
        "verification_items",
        &[
            ("county", Key),
            ("insurance_no", Key),
            ("village", Key),
            ("outcome", Checked),
            ("evidence_type", Sized(3)),
            ("evidence_ref", Where("outcome is not null")),
            ("event_date", Checked),
            ("seen_date", Checked),
            ("remark", Where("outcome is not null")),
            ("marked_by", Where("outcome is not null")),
            ("marked_at", Read),
        ],
    ),
    (
        "verification_lists",
        &[
            ("county", Key),
            ("village", Key),
            ("list_no", Free),
            ("mode", Checked),
            ("state", Checked),
            ("signed_on", Checked),
            ("touched_by", Free),
            ("touched_at", Read),
            ("issued_on", Checked),
            ("issued_by", Free),
        ],
    ),
    ("village_populations", &[("county", Key), ("village", Key)]),
];

record! { struct TextColumn { within: String, name: String, made: String } }

/// Every column of text the schema has, with the statement that made its table.
async fn of_schema(db: &Db) -> Vec<TextColumn> {
    let text = "select t.name as within, c.name as name, t.sql as made
        from sqlite_master t, pragma_table_info(t.name) c
        where t.type = 'table' and upper(c.type) = 'TEXT' and t.name <> '_sqlx_migrations'
        order by t.name, c.cid";
    db.rows(&leaked(text), &[]).await.unwrap()
}

/// Whether the line of a column constrains it to something else than a length.
fn constrains(made: &str, column: &str) -> bool {
    let begins = format!("{column} text");
    let Some(at) = made.find(&format!("\n    {begins}")) else {
        return false;
    };
    let line = made[at + 5..].split(",\n").next().unwrap_or_default();
    line.contains(&format!("check ({column} is date("))
        || line.contains(&format!("check ({column} in ("))
        || line.contains(&format!("check (datetime({column})"))
}

#[tokio::test]
async fn every_column_of_text_is_written_into_or_it_is_said_why_not() {
    let db = demo::db().await;
    let schema = of_schema(&db).await;
    let known: BTreeMap<(&str, &str), Use> = TABLES
        .iter()
        .flat_map(|(table, columns)| columns.iter().map(move |(name, of)| ((*table, *name), *of)))
        .collect();
    let mut wrong = Vec::new();
    for it in &schema {
        let of = known.get(&(it.within.as_str(), it.name.as_str()));
        match of {
            None => wrong.push(format!("{}.{} is new", it.within, it.name)),
            Some(Checked) if !constrains(&it.made, &it.name) => {
                wrong.push(format!("{}.{} is not constrained", it.within, it.name));
            }
            Some(_) => {}
        }
    }
    for (table, column) in known.keys() {
        let is = |it: &TextColumn| it.within == *table && it.name == *column;
        if !schema.iter().any(is) {
            wrong.push(format!("{table}.{column} is gone"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let free = known
        .values()
        .filter(|it| !matches!(it, Checked | Read | Key | Unseen(_)));
    println!(
        "{} columns of text, {} of them hold what somebody wrote",
        known.len(),
        free.count()
    );
}

/// What a column is set to, as a piece of a statement.
fn written(of: Use, at: usize, count: usize) -> Option<String> {
    let one =
        format!("(select text from payloads where n = (victim.rowid * 7 + {at} * 31) % {count})");
    match of {
        Free | Where(_) => Some(one),
        Distinct => Some(format!("{one} || victim.rowid")),
        Sized(length) => {
            // A long one is a number of somebody's, and no two have the same.
            let number = if length < 12 { 0 } else { 6 };
            let filled = format!(
                "substr({one} || '{}', 1, {})",
                "0".repeat(length),
                length - number
            );
            Some(if number > 0 {
                format!("{filled} || printf('%06d', victim.rowid)")
            } else {
                filled
            })
        }
        Json => Some(format!(
            "(select json from payloads where n = (victim.rowid * 7 + {at} * 31) % {count})"
        )),
        Checked | Read | Key | Unseen(_) => None,
    }
}

/// What of a column is written into.
fn which(of: Use) -> &'static str {
    match of {
        Where(condition) => condition,
        Free | Distinct | Sized(_) | Json | Checked | Read | Key | Unseen(_) => "true",
    }
}

async fn run(line: &mut SqliteConnection, text: String) {
    let shown = text.clone();
    let done = sqlx::raw_sql(AssertSqlSafe(text)).execute(line).await;
    done.unwrap_or_else(|error| panic!("{shown}: {error}"));
}

/// A JSON text with a payload in it, of the kind its column holds.
fn json(payload: &str) -> String {
    let field = ("document_no", payload);
    serde_json::to_string(&[field]).unwrap()
}

/// Where somebody was, on a screen there is, with a payload for everything else.
fn place_json(payloads: &[String]) -> String {
    let [one, other, row, ..] = payloads else {
        return String::new();
    };
    let fields = [
        ("pane", "verification_list"),
        ("argument", one),
        ("filter", other),
        ("row", row),
    ];
    serde_json::to_string(&fields).unwrap()
}

/// Writes payloads into every column that holds what somebody wrote: another into each column and row.
pub(super) async fn plant(place: &Place) {
    plant_into(place, |_, _, of| of).await;
}

/// Writes payloads into every column that is read as a code or a time: a fault, wherever it is read.
pub(super) async fn plant_faults(place: &Place) {
    let only_read = |table: &str, column: &str, of| match (table, column, of) {
        // Nobody could sit down.
        ("assignments" | "moves", ..) => Key,
        (_, _, Read) => Free,
        (_, _, _) => Key,
    };
    plant_into(place, only_read).await;
}

async fn plant_into(place: &Place, choose: impl Fn(&str, &str, Use) -> Use) {
    let options = SqliteConnectOptions::new()
        .filename(place.file("county.db"))
        .foreign_keys(false);
    let mut line = options.connect().await.unwrap();
    run(
        &mut line,
        "begin; create temp table payloads (n integer primary key, text text, json text)"
            .to_owned(),
    )
    .await;
    let payloads = payloads();
    for (n, payload) in payloads.iter().enumerate() {
        sqlx::query("insert into payloads values (?1, ?2, ?3)")
            .bind(i64::try_from(n).unwrap())
            .bind(payload)
            .bind(json(payload))
            .execute(&mut line)
            .await
            .unwrap();
    }
    let triggers: Vec<(String, String)> =
        sqlx::query_as("select name, sql from sqlite_master where type = 'trigger'")
            .fetch_all(&mut line)
            .await
            .unwrap();
    for (name, _) in &triggers {
        run(&mut line, format!("drop trigger {name}")).await;
    }
    for (table, columns) in TABLES {
        for (at, (column, of)) in columns.iter().enumerate() {
            let of = choose(table, column, *of);
            let Some(to) = written(of, at, payloads.len()) else {
                continue;
            };
            let filled = format!("{column} is not null and {}", which(of));
            run(
                &mut line,
                format!("update {table} as victim set {column} = {to} where {filled}"),
            )
            .await;
        }
    }
    // Where somebody was is kept as a draft of other fields.
    let place = place_json(&payloads);
    let kept = "update drafts set fields = ?1 where pane = 'place'";
    let kept = sqlx::query(kept).bind(place).execute(&mut line).await;
    kept.unwrap();
    for (_, sql) in triggers {
        run(&mut line, sql).await;
    }
    run(&mut line, "commit".to_owned()).await;
    line.close().await.unwrap();
}
