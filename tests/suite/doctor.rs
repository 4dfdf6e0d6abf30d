//! Every check of the doctor counts a fault planted for it, and finds nothing in a county where none is.
//!
//! Faults are planted as somebody with the database file, or the superuser's password, would: around every guard.

use std::collections::BTreeSet;

use jingban::business::descriptor::Check;
use jingban::command::doctor;
use jingban::database::Db;
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::acts::carry_all_out;
use crate::county::{both_places_with_county, both_with_county, desk};
use crate::engines::Place;
use crate::stage::raw;

/// A fault, and how many of it there are.
struct Planted {
    check: &'static str,
    by: &'static [&'static str],
    count: i64,
}

const fn planted(check: &'static str, by: &'static [&'static str], count: i64) -> Planted {
    Planted { check, by, count }
}

/// An accepted list with one record, and a case of it that two people decided.
const LIST: &str = "insert into exchanges (county, exchange_id, direction, kind, file_name, sha256, encoding, sender, period,
        batch, lines, taken, bad, total, state, maker, made_at, business_date, checker, checked_at, version)
    values ('371323', 'POLI-1', 'IN', 'POLI', 'x', '0000000000000000000000000000000000000000000000000000000000000000',
        'UTF-8', 'x', 201203, 'x', 1, 1, 0, 0, 'ACCEPTED', 'wangfang', '2012-03-08T00:00:00Z', '2012-03-08', 'mayan',
        '2012-03-08T00:00:00Z', 2)";
const RECORD: &str = "insert into outside_records (county, exchange_id, line_no, source, citizen_id, name, match_name, event,
        event_date, detail)
    values ('371323', 'POLI-1', 2, 'POLI', '372827195010029950', 'x', 'x', 'DEAD', '2012-03-02', '{}')";
const CASE: &str = "insert into match_cases (county, case_no, period, insurance_no, village, exchange_id, line_no, source,
        record_key, level, tells, reason, event_date, state, check_by, found_on, evidence_type, evidence_ref, decided_by, approved_by,
        version)
    values ('371323', 'BD-1', 201203, '3713231100000045', '371323100201', 'POLI-1', 2, 'POLI', 'x', 'B', 'DEATH', 'S04', '2012-03-02',
        'APPROVED', '2012-03-15', '2012-03-08', 'E07', 'x', 'wangfang', 'mayan', 3)";
const DECIDED: &str = "insert into match_hands (county, case_no, seq, act, to_state, operator, post, business_date, at) values
    ('371323', 'BD-1', 1, 'find', 'OPEN', 'wangfang', 'C-VER', '2012-03-08', '2012-03-08T00:00:00Z'),
    ('371323', 'BD-1', 2, 'confirm', 'CONFIRMED', 'wangfang', 'C-VER', '2012-03-08', '2012-03-08T00:00:00Z'),
    ('371323', 'BD-1', 3, 'approve', 'APPROVED', 'mayan', 'C-REV', '2012-03-08', '2012-03-08T00:00:00Z')";

/// One fault for every check. Where it takes other words on the other engine, they stand in `ELSEWHERE`.
#[rustfmt::skip]
const PLANTED: &[Planted] = &[
    planted("I7.told", &[
        "insert into operations (county, operation_id, act, operator, at, outcome) values
         ('371323', 'x-1', 'person.look', 'li', '2012-03-08T00:00:00Z', '{}'),
         ('371323', 'x-2', 'person.look', 'li', '2012-03-08T00:00:00Z', '{}')",
    ], 2),
    planted("I7.claimed", &["delete from operations where act = 'person.look'"], 2),
    planted("I7.finished", &[
        "insert into operations (county, operation_id, act, operator, at, outcome)
         values ('371323', 'x-1', 'person.look', 'li', '2012-03-08T00:00:00Z', null)",
    ], 1),
    planted("I8", &["update audit_entries set reason = '无' where seq in (3, 5)"], 2),
    planted("database.schema", &["delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)"], 1),
    planted("database.settings", &[
        "delete from settings where name = 'county'",
        "update settings set value = 'play' where name = 'environment'",
    ], 2),
    planted("database.references", &["delete from registry where insurance_no = '3713231200012344'"], 1),
    planted("organisation.families", &[
        "insert into assignments (operator, post, area, valid_from, valid_to, maker, checker, document_no)
         values ('wangfang', 'C-AUD', '371323000000', '2012-01-01', null, 'sunwenbo', 'zhaoguoqiang', 'x')",
    ], 1),
    planted("organisation.assignments", &[
        "update assignments set maker = operator where operator = 'wangfang'",
        "update assignments set checker = operator where operator = 'mayan'",
    ], 3),
    planted("organisation.substitutions", &[
        "update post_changes set valid_to = '2012-03-31' where operator = 'wangjianmin'",
        "update assignments set valid_to = '2012-03-07' where operator = 'wangjianmin'",
    ], 1),
    planted("organisation.certificates", &[
        "update policies set value = 'BLOCK' where parameter = 'P.cert.enforce'",
        "update certificates set expires_on = '2012-03-07' where holder = 'tianjing'",
    ], 2),
    planted("organisation.policies", &["delete from policies where parameter in ('P.cal.verify_day', 'P.cal.roll')"], 2),
    planted("organisation.moves", &[
        "delete from moves where object = 'policies' and to_state = 'APPROVED'",
        "insert into moves (object, operation, from_state, to_state, letter, post) values ('policies', 'x', 'A', 'B', 'M', 'C-SYS')",
    ], 3),
    planted("organisation.coordinators", &[
        "update assignments set valid_to = '2012-03-07' where post = 'V-CO' and area in ('371323100201', '371323102203')",
    ], 2),
    planted("organisation.areas", &["delete from areas where code = '371323100000'"], 4),
    planted("registration.serials", &["update persons set serial = 500 where serial_year = 2012 and serial = 501"], 2),
    planted("registration.numbers", &[
        "update persons set id_tail = '0000' where insurance_no = '3713231200012344'",
        "update persons set birth_date = '1950-01-01' where insurance_no = '3713231100000414'",
    ], 2),
    planted("registration.registry", &[
        "delete from registry where insurance_no in ('3713231200012344', '3713231100000414')",
        "insert into registry (citizen_id, county, insurance_no) values ('372801195203150999', '371323', '3713231299999995')",
    ], 3),
    planted("registration.readings", &["delete from name_readings where insurance_no = '3713231100001306'"], 1),
    planted("registration.villages", &["update persons set village = '371323100999' where insurance_no in ('3713231200012344', '3713231100000414')"], 2),
    planted("registration.deaths", &[
        "update persons set died_on = '2012-03-09' where insurance_no = '3713231200012344'",
        "update persons set died_on = '1900-01-01' where insurance_no = '3713231100000414'",
    ], 2),
    planted("contribution.grade", &["update contributions set personal_fen = personal_fen - 1 where insurance_no = '3713231100016574'"], 2),
    planted("contribution.makeup", &["update contributions set subsidy_fen = 3000, subsidy_state = 'ACCRUED' where insurance_no = '3713231200012344'"], 1),
    planted("contribution.subsidy", &[
        "update contributions set subsidy_state = null where insurance_no = '3713231100016574' and scheme_year = 2011",
        "update contributions set subsidy_state = 'POSTED' where insurance_no = '3713231200012344'",
    ], 2),
    planted("contribution.once", &[
        "insert into contributions select * from contributions where insurance_no = '3713231100016574'",
    ], 2),
    planted("contribution.person", &["update contributions set insurance_no = '3713231299999995' where insurance_no = '3713231100016574'"], 2),
    planted("I6.stop", &[
        // His stop stands from April.
        "insert into payments select county, 201204, insurance_no, basic_central_fen, basic_local_fen, account_fen,
            arrears_basic_fen, arrears_account_fen, 'PENDING', null, bank_code, account_tail
         from payments where insurance_no = '3713231100000045' and month = 201202",
    ], 1),
    planted("I6.death", &["update persons set died_on = '2011-12-31' where insurance_no = '3713231100000414'"], 2),
    planted("I6.start", &["update awards set start_month = 201201 where insurance_no = '3713231100000414'"], 6),
    planted("benefit.award", &["delete from awards where insurance_no in ('3713231100000414', '3713231100000029')"], 2),
    planted("benefit.class", &["update persons set participation = 1, contribution_state = 1 where insurance_no = '3713231100000414'"], 1),
    planted("benefit.account_pension", &["update awards set account_pension_fen = account_pension_fen + 1 where insurance_no = '3713231100000414'"], 1),
    planted("benefit.reason", &[
        "update benefit_events set reason = 'X01' where insurance_no = '3713231100000045' and seq = 1",
        "update benefit_events set reason = 'S01' where insurance_no = '3713231100001306' and kind = 'STOP'",
    ], 2),
    planted("benefit.components", &["update payments set account_fen = -1 where insurance_no = '3713231100000414' and month in (201201, 201202)"], 2),
    planted("benefit.credited", &[
        "update payments set credited_on = null where insurance_no = '3713231100000414' and month = 201201",
        "update payments set state = 'PENDING' where insurance_no = '3713231100000414' and month = 201202",
    ], 2),
    planted("verification.counts", &[
        "update verification_lists set dead = dead + 1 where village = '371323100203'",
        "update verification_items set outcome = 'V7', remark = 'x' where village = '371323100204' and seq = 3",
    ], 2),
    planted("verification.complete", &[
        "update verification_items set outcome = null, marked_by = null, marked_at = null where village = '371323100203' and seq = 3",
        "update verification_lists set confirmed = false where village = '371323100204'",
    ], 2),
    planted("verification.hands", &[
        "update verification_hands set operator = 'wangdeshan' where village = '371323100203' and seq = 3",
        "update verification_items set marked_by = 'liqiang' where village = '371323100204' and seq = 3",
    ], 2),
    planted("verification.chain", &[
        "update verification_lists set state = 'STATION_CHECKED', signed_on = null, days_late = null where village = '371323100203'",
        "delete from verification_hands where village = '371323100204' and seq = 1",
    ], 2),
    planted("verification.evidence", &[
        "update verification_items set evidence_ref = null where outcome = 'V2' and village = '371323101203'",
        "update verification_items set remark = null where outcome = 'V7' and village = '371323101203'",
    ], 2),
    planted("verification.annual", &[
        "insert into annual_verifications (county, insurance_no, verified_on, evidence_type, evidence_ref, recorded_on, maker, checker)
         values ('371323', '3713231100000045', '2012-03-07', 'E01', null, '2012-03-08', 'zhanghua', 'wangfang')",
    ], 1),
    planted("outside.counts", &[
        "insert into exchanges (county, exchange_id, direction, kind, file_name, sha256, encoding, sender, period, batch, lines, taken, bad,
            total, state, maker, made_at, business_date, version)
         values ('371323', 'POLI-1', 'IN', 'POLI', 'x', '0000000000000000000000000000000000000000000000000000000000000000',
            'UTF-8', 'x', 201203, 'x', 2, 2, 0, 0, 'STAGED', 'wangfang', '2012-03-08T00:00:00Z', '2012-03-08', 1)",
    ], 1),
    planted("matching.chain", &[
        LIST, RECORD, CASE, DECIDED,
        "update match_hands set to_state = 'OPEN' where seq = 3",
    ], 1),
    planted("matching.founded", &[
        LIST, RECORD, CASE, DECIDED,
        "update exchanges set state = 'STAGED', checker = null, checked_at = null where exchange_id = 'POLI-1'",
    ], 1),
    planted("matching.two_hands", &[
        LIST, RECORD, CASE, DECIDED,
        "update match_hands set operator = 'mayan' where act = 'confirm'",
    ], 1),
    planted("matching.effects", &[
        LIST, RECORD, CASE, DECIDED,
        "insert into match_hands (county, case_no, seq, act, to_state, operator, post, business_date, at)
         values ('371323', 'BD-1', 4, 'hold', 'APPROVED', 'mayan', 'C-REV', '2012-03-08', '2012-03-08T00:00:00Z')",
        "update match_hands set act = 'return', remark = 'x' where seq = 3",
    ], 1),
    planted("stop_payment.chain", &[
        "update stop_forms set state = 'VILLAGE_SIGNED' where form_no = 'STOP-371323-100-201203-02'",
        "delete from stop_hands where form_no = 'STOP-371323-101-201203-01' and seq = 2",
    ], 2),
    planted("stop_payment.hands", &[
        "update stop_hands set operator = 'zhangmin' where form_no = 'STOP-371323-100-201203-01' and seq = 1",
        "update stop_hands set operator = 'mayan' where form_no = 'STOP-371323-101-201203-01' and seq = 3",
    ], 2),
    planted("stop_payment.pending", &[
        "update stop_lines set pending = false where form_no = 'STOP-371323-100-201203-02' and seq = 1",
        "update stop_lines set pending = true where form_no = 'STOP-371323-100-201203-01' and seq = 1",
    ], 2),
    planted("stop_payment.events", &["delete from benefit_events where insurance_no in ('3713231100000045', '3713231100000560')"], 2),
    planted("stop_payment.evidence", &[
        "update stop_lines set evidence_ref = null where insurance_no = '3713231100000045'",
        "update stop_lines set reason = 'S99', remark = null where insurance_no = '3713231100000844'",
    ], 2),
    planted("stop_payment.month", &["update stop_lines set from_month = 201203 where insurance_no = '3713231100000045'"], 1),
    planted("stop_payment.recovery", &[
        "insert into recovery_cases (county, case_no, insurance_no, cause, state, form_no, found_on, due_on, months, basic_fen,
            account_fen, maker, checker, version)
         values ('371323', 'ZH-1', '3713231100000045', 'LATE_DEATH', 'FOUND', 'STOP-371323-100-201203-01', '2012-03-05',
            '2012-04-04', 1, 5500, 0, 'zhangmin', 'zhaoguoqiang', 1)",
        "insert into recovery_cases (county, case_no, insurance_no, cause, state, form_no, found_on, due_on, months, basic_fen,
            account_fen, maker, checker, version)
         values ('371323', 'ZH-2', '3713231100000560', 'LATE_DEATH', 'FOUND', 'STOP-371323-100-201203-01', '2012-03-05',
            '2012-04-04', 1, 5500, 0, 'zhangmin', 'zhaoguoqiang', 1)",
        // A month that was never credited.
        "insert into recovery_months (county, case_no, month, insurance_no, basic_fen, account_fen)
         values ('371323', 'ZH-2', 201203, '3713231100000560', 5500, 0)",
    ], 2),
    planted("stop_payment.holds", &[
        "insert into holds (county, insurance_no, seq, month, reason, source, source_ref, opened_by, opened_on)
         values ('371323', '3713231100000414', 1, 201202, 'S04', 'MATCH', 'BD-1', 'wangfang', '2012-02-01')",
    ], 1),
    planted("stop_payment.proposals", &[
        "insert into stop_proposals (county, insurance_no, seq, township, village, reason, source, source_ref, proposed_by,
            proposed_on, state, form_no)
         values ('371323', '3713231100000414', 1, '371323100000', '371323100201', 'T01', 'MATCH', 'BD-1', 'wangfang',
            '2012-03-01', 'TAKEN', 'STOP-371323-100-201203-01')",
    ], 1),
    planted("stop_payment.confirmer", &[
        "insert into stop_proposals (county, insurance_no, seq, township, village, reason, source, source_ref, proposed_by,
            confirmed_by, proposed_on, state, form_no)
         values ('371323', '3713231100000045', 1, '371323100000', '371323100201', 'T01', 'MATCH', 'BD-1', 'wangfang', 'gaopeng',
            '2012-03-01', 'TAKEN', 'STOP-371323-100-201203-01')",
    ], 1),
    planted("statistics.identities", &[
        "insert into reports (county, report, period, unit, version, state, maker, made_on, checker, approver, submitted_on,
            days_late, value_hash, row_version)
         values ('371323', 'R3', 201202, '371323000000', 1, 'SUBMITTED', 'handan', '2012-03-02', 'mayan', 'zhaoguoqiang',
            '2012-03-05', 0, '0000000000000000000000000000000000000000000000000000000000000000', 3)",
        "insert into report_values (county, report, period, unit, version, digits, area, column_id, value)
         values ('371323', 'R3', 201202, '371323000000', 1, 6, '371323000000', 'c6', 1)",
    ], 2),
    planted("statistics.sums", &[
        "insert into reports (county, report, period, unit, version, state, maker, made_on, value_hash, row_version)
         values ('371323', 'R3', 201202, '371323000000', 1, 'DRAFT', 'handan', '2012-03-02',
            '0000000000000000000000000000000000000000000000000000000000000000', 1)",
        "insert into report_values (county, report, period, unit, version, digits, area, column_id, value) values
            ('371323', 'R3', 201202, '371323000000', 1, 6, '371323000000', 'c1', 5),
            ('371323', 'R3', 201202, '371323000000', 1, 9, '371323100000', 'c1', 3),
            ('371323', 'R3', 201202, '371323000000', 1, 12, '371323100201', 'c1', 3),
            ('371323', 'R3', 201202, '371323000000', 1, 12, '371323101201', 'c1', 1)",
    ], 1),
    planted("statistics.recipients", &[
        "insert into reports (county, report, period, unit, version, state, maker, made_on, checker, approver, submitted_on,
            days_late, value_hash, row_version)
         values ('371323', 'R1', 201202, '371323000000', 1, 'SUBMITTED', 'handan', '2012-03-02', 'mayan', 'zhaoguoqiang',
                '2012-03-05', 0, '0000000000000000000000000000000000000000000000000000000000000000', 3),
            ('371323', 'R3', 201202, '371323000000', 1, 'SUBMITTED', 'handan', '2012-03-02', 'mayan', 'zhaoguoqiang',
                '2012-03-05', 0, '0000000000000000000000000000000000000000000000000000000000000000', 3)",
        "insert into report_values (county, report, period, unit, version, digits, area, column_id, value) values
            ('371323', 'R1', 201202, '371323000000', 1, 6, '371323000000', 'a12', 5),
            ('371323', 'R3', 201202, '371323000000', 1, 6, '371323000000', 'a12', 6)",
    ], 1),
];

/// Guards that a fault must get past, and how somebody would on each engine.
const GUARDS: &[(&str, &[&str], &[&str])] = &[
    (
        "I8",
        &["drop trigger audit_entries_stay"],
        &["alter table audit_entries disable trigger all"],
    ),
    (
        "contribution.once",
        &[
            "create table loose as select * from contributions",
            "drop table contributions",
            "alter table loose rename to contributions",
        ],
        &[
            "alter table contributions drop constraint contributions_pkey",
            "alter table contributions drop constraint contributions_county_bank_code_receipt_no_key",
        ],
    ),
];

/// Checks of what PostgreSQL itself makes impossible.
const NEVER_ON_A_SERVER: &[&str] = &["database.references"];

/// Plants a fault around foreign keys and guards.
async fn plant(place: &Place, fault: &Planted) {
    let guards = GUARDS.iter().find(|(check, ..)| *check == fault.check);
    match place {
        Place::File(path) => {
            let options = SqliteConnectOptions::new().filename(path);
            let mut line = options.foreign_keys(false).connect().await.unwrap();
            let around = guards.map_or(&[][..], |(_, sqlite, _)| sqlite);
            for text in around.iter().chain(fault.by) {
                let ran = sqlx::raw_sql(AssertSqlSafe(*text)).execute(&mut line).await;
                ran.unwrap_or_else(|error| panic!("{text}: {error}"));
            }
            line.close().await.unwrap();
        }
        Place::Server(_) => {
            let around = guards.map_or(&[][..], |(_, _, postgres)| postgres);
            let without_keys = ["set local session_replication_role = replica"];
            let all: Vec<&str> = [&without_keys, around, fault.by].concat();
            place.with(async |db: Db| raw(&db, &all).await).await;
        }
    }
}

fn check(id: &str) -> &'static Check {
    doctor::checks().find(|check| check.id == id).unwrap()
}

#[test]
fn every_check_has_a_fault_planted_for_it() {
    let checks: BTreeSet<&str> = doctor::checks().map(|check| check.id).collect();
    let planted: BTreeSet<&str> = PLANTED.iter().map(|fault| fault.check).collect();
    assert_eq!(checks, planted);
    assert!(PLANTED.iter().all(|fault| fault.count > 0));
}

#[tokio::test]
async fn nothing_is_found_in_a_county_where_every_act_was_done() {
    both_with_county(async |db: Db| {
        carry_all_out(&db).await;
        for check in doctor::checks() {
            let found = (check.count)(&db, &desk()).await.unwrap();
            assert_eq!(found.count, 0, "{}: {:?}", check.id, found.examples);
        }
    })
    .await;
}

#[tokio::test]
async fn every_planted_fault_is_counted() {
    let mut wrong = Vec::new();
    for fault in PLANTED {
        let found = both_places_with_county(async |place: Place| {
            if ["I7.claimed", "I8"].contains(&fault.check) {
                place.with(async |db: Db| carry_all_out(&db).await).await;
            }
            plant(&place, fault).await;
            if NEVER_ON_A_SERVER.contains(&fault.check) && matches!(place, Place::Server(_)) {
                return (fault.count, true);
            }
            let found = place
                .with(async |db: Db| (check(fault.check).count)(&db, &desk()).await.unwrap())
                .await;
            (found.count, (1..=10).contains(&found.examples.len()))
        })
        .await;
        if found != json!([fault.count, true]) {
            wrong.push(format!(
                "{}: {} planted, found {found}",
                fault.check, fault.count
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
