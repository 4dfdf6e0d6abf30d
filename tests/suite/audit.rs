//! The audit trail: its bytes are pinned, and ten kinds of tampering are found.

use jingban::database::audit::chain::Fields;
use jingban::database::audit::verify::Wrong;
use jingban::database::audit::{Anchor, GENESIS, Report, Stored, heads, verify};
use jingban::database::runner::carry_out;
use jingban::database::value::Value;
use jingban::database::{Db, Engine};
use jingban::{binds, record};
use sha2::{Digest as _, Sha256};

use crate::engines::both;
use crate::stage::{Count, desk, leaked, raw, set};

record! {
    struct Line { line: String }
}

record! {
    struct Hash { hash: String }
}

/// Five acts, the third a bulk act of three rows, and then a refusal.
async fn act(db: &Db) {
    set(db).await;
    for (n, change) in [
        Count::by("甲", 3),
        Count::by("甲", 4),
        Count::by("乙", 3).stepwise(),
        Count::by("甲", 5),
        Count::by("乙", 1),
    ]
    .iter()
    .enumerate()
    {
        carry_out(db, &desk(), &format!("op-{n}"), change)
            .await
            .unwrap();
    }
    carry_out(db, &desk(), "op-9", &Count::by("甲", -1))
        .await
        .unwrap_err();
}

fn sha256(text: &str) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    Sha256::digest(text)
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[tokio::test]
async fn the_same_acts_leave_the_same_bytes_on_both_engines() {
    both(async |db: Db| {
        act(&db).await;
        let text = "select county || '|' || cast(seq as text) || '|' || cast(at_ms as text) || '|'
            || operator || '|' || post || '|' || client || '|' || cast(business_date as text) || '|'
            || act || '|' || object || '|' || coalesce(row_before, '-') || '|'
            || coalesce(row_after, '-') || '|' || coalesce(reason, '-') || '|' || operation_id
            || '|' || prev || '|' || hash as line from audit_entries order by county, seq";
        let lines: Vec<Line> = db.rows(&leaked(text), &[]).await.unwrap();
        assert_eq!(lines.len(), 6);
        lines
    })
    .await;
}

#[tokio::test]
async fn the_hash_is_the_one_computed_by_hand() {
    let zeros = GENESIS;
    let bytes = format!(
        "6:3713231:113:13311685234568:wangfang5:C-VER14:10.0.0.7 pts/310:2012-03-0810:test.count\
         11:counter:甲-7:{{\"n\":3}}-4:op-064:{zeros}"
    );
    let by_hand = sha256(&bytes);
    // printf '%s' "$bytes" | sha256sum
    assert_eq!(
        by_hand,
        "c1ab2e4a2aeb35b0ab2b32b00b333e47b63bd4677b554c0ea57ec02f86823066"
    );
    let told = both(async |db: Db| {
        act(&db).await;
        let text = leaked("select hash from audit_entries where seq = 1");
        db.one::<Hash>(&text, &[]).await.unwrap()
    })
    .await;
    assert_eq!(told["hash"], by_hand.as_str());
}

#[tokio::test]
async fn the_rows_of_a_bulk_act_are_bound_into_its_entry() {
    let rows = "1:14:乙#1-1:11:24:乙#2-1:21:34:乙#3-1:3".replace("4:乙#", "5:乙#");
    let promised = format!(
        "{{\"rows_sha256\":\"{}\",\"rows\":3,\"after\":{{\"n\":3}}}}",
        sha256(&rows)
    );
    let told = both(async |db: Db| {
        act(&db).await;
        let text = leaked("select row_after as line from audit_entries where seq = 3");
        db.one::<Line>(&text, &[]).await.unwrap()
    })
    .await;
    assert_eq!(told["line"], promised.as_str());
}

#[tokio::test]
async fn an_untouched_trail_is_sound() {
    both(async |db: Db| {
        act(&db).await;
        let anchors = heads(&db).await.unwrap();
        let report = verify(&db, None, &anchors).await.unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!((report.entries, report.rows), (6, 3));
        assert_eq!(report.heads, anchors);
        let county = desk().county;
        assert_eq!(verify(&db, Some(&county), &anchors).await.unwrap(), report);
        report
    })
    .await;
}

/// Takes every guard out, as whoever owns the file or the server can.
async fn disarm(db: &Db) {
    let off: &[&str] = match db.engine() {
        Engine::Sqlite => &[
            "drop trigger audit_entries_stay",
            "drop trigger audit_entries_last",
            "drop trigger audit_rows_stay",
            "drop trigger audit_rows_last",
            "drop trigger chain_heads_advance",
            "drop trigger chain_heads_last",
        ],
        Engine::Postgres => &[
            "alter table audit_entries disable trigger all",
            "alter table audit_rows disable trigger all",
            "alter table chain_heads disable trigger all",
        ],
    };
    raw(db, off).await;
}

/// What is found after tampering with the trail of `act`, with the anchors of before.
async fn found(tampering: &[&str]) -> Vec<(i64, Wrong)> {
    let found = both(async |db: Db| {
        act(&db).await;
        let anchors = heads(&db).await.unwrap();
        disarm(&db).await;
        raw(&db, tampering).await;
        tell(&verify(&db, None, &anchors).await.unwrap())
    })
    .await;
    serde_json::from_value(found).unwrap()
}

fn tell(report: &Report) -> Vec<(i64, Wrong)> {
    assert_eq!(usize::try_from(report.found), Ok(report.broken.len()));
    report
        .broken
        .iter()
        .map(|broken| (broken.seq, broken.wrong))
        .collect()
}

#[tokio::test]
async fn the_guards_hold_until_they_are_taken_out() {
    both(async |db: Db| {
        act(&db).await;
        for text in [
            "update audit_entries set reason = 'x' where seq = 1",
            "delete from audit_entries where seq = 6",
            "update audit_rows set row_after = 'x'",
            "delete from audit_rows",
        ] {
            let mut tx = db.begin().await.unwrap();
            let told = tx.run(&leaked(text), &[]).await.unwrap_err();
            assert!(told.to_string().contains("JB001"), "{text}: {told}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_edit_of_any_field_is_found() {
    for (field, to) in [
        ("at_ms", "1331168523457"),
        ("operator", "'lihua'"),
        ("post", "'C-REV'"),
        ("client", "'10.0.0.8'"),
        ("business_date", "'2012-03-09'"),
        ("act", "'test.other'"),
        ("object", "'counter:丙'"),
        ("row_before", "null"),
        ("row_after", "'{}'"),
        ("reason", "''"),
        ("operation_id", "'op-7'"),
        ("prev", "hash"),
    ] {
        let found = found(&[&format!(
            "update audit_entries set {field} = {to} where seq = 2"
        )])
        .await;
        assert!(found.contains(&(2, Wrong::Edited)), "{field}: {found:?}");
    }
}

#[tokio::test]
async fn an_edited_hash_is_found() {
    let found = found(&["update audit_entries set hash = prev where seq = 2"]).await;
    assert_eq!(found, [(2, Wrong::Edited), (3, Wrong::Unlinked)]);
}

#[tokio::test]
async fn a_removal_in_the_middle_is_found() {
    let found = found(&["delete from audit_entries where seq = 4"]).await;
    assert_eq!(found, [(5, Wrong::Missing)]);
}

#[tokio::test]
async fn a_removed_beginning_is_found() {
    let found = found(&["delete from audit_entries where seq <= 2"]).await;
    assert_eq!(found, [(3, Wrong::Missing)]);
}

#[tokio::test]
async fn a_removed_tail_is_found() {
    let tail = found(&["delete from audit_entries where seq >= 5"]).await;
    assert_eq!(tail, [(4, Wrong::Truncated), (6, Wrong::AnchorGone)]);
}

#[tokio::test]
async fn a_removed_tail_with_its_head_is_found_by_the_anchor() {
    let tail = found(&[
        "delete from audit_entries where seq >= 5",
        "update chain_heads set seq = 4, hash = (select hash from audit_entries where seq = 4)",
    ])
    .await;
    assert_eq!(tail, [(6, Wrong::AnchorGone)]);
}

#[tokio::test]
async fn a_whole_chain_that_vanished_is_found_by_the_anchor() {
    let found = found(&[
        "delete from audit_rows",
        "delete from audit_entries",
        "delete from chain_heads",
    ])
    .await;
    assert_eq!(found, [(6, Wrong::AnchorGone)]);
}

#[tokio::test]
async fn an_inserted_entry_is_found() {
    let copy = "insert into audit_entries select county, 7, at_ms, operator, post, client,
        business_date, act, object, row_before, row_after, reason, operation_id, prev, hash
        from audit_entries where seq = 5";
    let found = found(&[copy]).await;
    assert_eq!(
        found,
        [(7, Wrong::Unlinked), (7, Wrong::Edited), (7, Wrong::Head)]
    );
}

#[tokio::test]
async fn swapped_entries_are_found() {
    let found = found(&[
        "update audit_entries set seq = 100 where seq = 4",
        "update audit_entries set seq = 4 where seq = 5",
        "update audit_entries set seq = 5 where seq = 100",
    ])
    .await;
    assert!(
        found.contains(&(4, Wrong::Edited)) && found.contains(&(5, Wrong::Unlinked)),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_backdated_act_is_found() {
    let found = found(&["update audit_entries set at_ms = at_ms - 86400000 where seq = 6"]).await;
    assert_eq!(found, [(6, Wrong::Edited)]);
}

#[tokio::test]
async fn renumbering_to_hide_a_removal_is_found() {
    let found = found(&[
        "delete from audit_entries where seq = 4",
        "update audit_entries set seq = 4 where seq = 5",
        "update audit_entries set seq = 5 where seq = 6",
        "update chain_heads set seq = 5",
    ])
    .await;
    assert!(
        found.contains(&(4, Wrong::Unlinked)) && found.contains(&(5, Wrong::Edited)),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_changed_head_is_found() {
    let zeros = format!("update chain_heads set hash = '{GENESIS}'");
    assert_eq!(found(&[&zeros]).await, [(6, Wrong::Head)]);
    assert_eq!(
        found(&["update chain_heads set seq = 9"]).await,
        [(6, Wrong::Truncated)]
    );
    assert_eq!(
        found(&["delete from chain_heads"]).await,
        [(6, Wrong::Head)]
    );
}

#[tokio::test]
async fn changed_rows_of_a_bulk_act_are_found() {
    for rows in [
        "update audit_rows set row_after = '4' where line = 3",
        "update audit_rows set key = 'x' where line = 1",
        "update audit_rows set row_before = '' where line = 1",
        "delete from audit_rows where line = 3",
        "delete from audit_rows",
        "update audit_rows set line = 4 where line = 3",
        "insert into audit_rows select county, seq, 4, key, row_before, row_after
            from audit_rows where line = 3",
    ] {
        assert_eq!(found(&[rows]).await, [(3, Wrong::Rows)], "{rows}");
    }
}

#[tokio::test]
async fn rows_of_no_bulk_act_are_found() {
    let stray = "insert into audit_rows select county, 4, 1, key, row_before, row_after
        from audit_rows where line = 3";
    assert_eq!(found(&[stray]).await, [(4, Wrong::StrayRows)]);
}

#[tokio::test]
async fn a_chain_computed_anew_is_found_by_the_anchor_alone() {
    both(async |db: Db| {
        act(&db).await;
        let anchors = heads(&db).await.unwrap();
        disarm(&db).await;
        raw(
            &db,
            &["update audit_entries set operator = 'lihua' where seq = 2"],
        )
        .await;
        recompute(&db).await;
        let blind = verify(&db, None, &[]).await.unwrap();
        assert!(blind.is_sound(), "{blind:?}");
        let report = verify(&db, None, &anchors).await.unwrap();
        let [broken] = report.broken.as_slice() else {
            panic!("{report:?}")
        };
        assert_eq!((broken.seq, broken.wrong), (6, Wrong::AnchorDiffers));
        assert!(broken.told().zh.contains("371323 审计日志第6条"));
    })
    .await;
}

/// Hashes the whole chain again, as somebody who knows this program can.
async fn recompute(db: &Db) {
    let text = "select county, seq, at_ms, operator, post, client,
        cast(business_date as text) as business_date, act, object, row_before, row_after, reason,
        operation_id, prev, hash from audit_entries order by seq";
    let entries: Vec<Stored> = db.rows(&leaked(text), &[]).await.unwrap();
    let mut prev = GENESIS.to_owned();
    let mut tx = db.begin().await.unwrap();
    let set = leaked("update audit_entries set prev = $2, hash = $3 where seq = $1");
    for mut entry in entries {
        entry.prev = prev;
        prev = entry.hashed();
        tx.run_one(&set, &binds![entry.seq, &entry.prev, &prev])
            .await
            .unwrap();
    }
    tx.run_one(&leaked("update chain_heads set hash = $1"), &binds![&prev])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn fields_that_run_into_each_other_have_other_hashes() {
    let one = Fields::default().text("1").text("23").finish();
    let two = Fields::default().text("12").text("3").finish();
    assert_ne!(one, two);
}

const ENTRY_COLUMNS: &[&str] = &[
    "county",
    "seq",
    "at_ms",
    "operator",
    "post",
    "client",
    "business_date",
    "act",
    "object",
    "row_before",
    "row_after",
    "reason",
    "operation_id",
    "prev",
    "hash",
];

/// An entry of the usual size.
fn usual(seq: i64, prev: &str) -> Stored {
    let desk = desk();
    let mut entry = Stored {
        county: desk.county.as_str().to_owned(),
        seq,
        at_ms: desk.at.timestamp_millis() + seq,
        operator: desk.operator,
        post: desk.post.code().to_owned(),
        client: desk.client,
        business_date: desk.business_date.to_string(),
        act: "verification.confirm".to_owned(),
        object: format!("person:{seq:016}"),
        row_before: Some("{\"state\":\"due\",\"month\":201203}".to_owned()),
        row_after: Some("{\"state\":\"confirmed\",\"month\":201203}".to_owned()),
        reason: None,
        operation_id: format!("01890a5d-ac96-774b-bcce-{seq:012}"),
        prev: prev.to_owned(),
        hash: String::new(),
    };
    entry.hash = entry.hashed();
    entry
}

fn entry_binds(entry: Stored) -> Vec<Value> {
    let day = desk().business_date;
    binds![
        entry.county,
        entry.seq,
        entry.at_ms,
        entry.operator,
        entry.post,
        entry.client,
        day,
        entry.act,
        entry.object,
        entry.row_before,
        entry.row_after,
        entry.reason,
        entry.operation_id,
        entry.prev,
        entry.hash,
    ]
    .to_vec()
}

/// Fills a county's chain with entries.
async fn fill(db: &Db, count: i64) {
    let mut prev = GENESIS.to_owned();
    let mut tx = db.begin().await.unwrap();
    for first in (1..=count).step_by(10_000) {
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for seq in first..=(first + 9_999).min(count) {
            let entry = usual(seq, &prev);
            prev.clone_from(&entry.hash);
            rows.push(entry_binds(entry));
        }
        tx.insert_many("audit_entries", ENTRY_COLUMNS, &rows)
            .await
            .unwrap();
    }
    let head = leaked("insert into chain_heads (county, seq, hash) values ('371323', $1, $2)");
    tx.run_one(&head, &binds![count, &prev]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_chain_of_several_pages_is_read_whole() {
    both(async |db: Db| {
        fill(&db, 9_001).await;
        disarm(&db).await;
        let sound = verify(&db, None, &[]).await.unwrap();
        assert!(sound.is_sound(), "{sound:?}");
        assert_eq!(sound.entries, 9_001);
        raw(
            &db,
            &["update audit_entries set object = 'x' where seq in (4000, 4001, 8000)"],
        )
        .await;
        tell(&verify(&db, None, &[]).await.unwrap())
    })
    .await;
}

#[tokio::test]
#[ignore = "a minute: cargo test --release --test suite a_million -- --ignored --nocapture"]
#[expect(clippy::disallowed_methods, reason = "it measures")]
async fn a_million_entries_are_verified_in_ten_seconds() {
    both(async |db: Db| {
        fill(&db, 1_000_000).await;
        let start = std::time::Instant::now();
        let report = verify(
            &db,
            None,
            &[Anchor {
                county: "371323".to_owned(),
                seq: 1_000_000,
                hash: heads(&db).await.unwrap()[0].hash.clone(),
            }],
        )
        .await
        .unwrap();
        let took = start.elapsed();
        println!("{:?}: {took:?}", db.engine());
        assert!(report.is_sound());
        assert!(cfg!(debug_assertions) || took.as_secs() < 10, "{took:?}");
    })
    .await;
}
