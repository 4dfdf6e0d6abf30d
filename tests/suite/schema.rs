//! What the catalogues of both engines say: the rules by which the schema can be distributed one day.

use std::collections::BTreeMap;

use jingban::database::{Db, Engine};
use jingban::record;
use serde::Serialize;

use crate::cluster;
use crate::dump::tables;
use crate::engines::both;
use crate::stage::leaked;

/// Small, read-mostly tables that every node would hold whole; every other table belongs to counties.
const REFERENCE: &[&str] = &[
    "settings",
    "areas",
    "operators",
    "assignments",
    "credentials",
    "post_changes",
    "certificates",
    "policies",
    "holidays",
    "holiday_years",
    "moves",
    "registry",
];

record! {
    struct ColumnRow { table_name: String, column_name: String, required: bool }
}

record! {
    struct KeyRow {
        table_name: String,
        key_name: String,
        is_primary: bool,
        is_unique: bool,
        place: i64,
        column_name: Option<String>,
    }
}

record! {
    struct Named { name: String }
}

/// One key or index: its columns in order; an expression is `(…)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Key {
    table: String,
    primary: bool,
    unique: bool,
    columns: Vec<String>,
}

async fn column_rows(db: &Db) -> Vec<ColumnRow> {
    let text = match db.engine() {
        Engine::Sqlite => {
            "select t.name as table_name, c.name as column_name, c.\"notnull\" = 1 as required
             from sqlite_master t, pragma_table_info(t.name) c
             where t.type = 'table' and t.name <> '_sqlx_migrations' order by 1, 2"
        }
        Engine::Postgres => {
            "select cast(table_name as text) as table_name, cast(column_name as text) as column_name,
                is_nullable = 'NO' as required
             from information_schema.columns
             where table_schema = 'public' and table_name <> '_sqlx_migrations' order by 1, 2"
        }
    };
    db.rows(&leaked(text), &[]).await.unwrap()
}

async fn keys(db: &Db) -> Vec<Key> {
    let text = match db.engine() {
        Engine::Sqlite => {
            "select t.name as table_name, i.name as key_name, i.origin = 'pk' as is_primary,
                i.\"unique\" = 1 as is_unique, c.seqno as place, c.name as column_name
             from sqlite_master t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
             where t.type = 'table' and t.name <> '_sqlx_migrations'
             union all
             -- A single integer key is the row's own number and has no index.
             select t.name, t.name || ' rowid', true, true, c.pk, c.name
             from sqlite_master t, pragma_table_info(t.name) c
             where t.type = 'table' and t.name <> '_sqlx_migrations' and c.pk > 0 and not exists (
                select 1 from pragma_index_list(t.name) i where i.origin = 'pk')
             order by 1, 2, 5"
        }
        Engine::Postgres => {
            "select cast(t.relname as text) as table_name, cast(x.relname as text) as key_name,
                i.indisprimary as is_primary, i.indisunique as is_unique, k.place as place,
                cast(a.attname as text) as column_name
             from pg_index i
             join pg_class t on t.oid = i.indrelid
             join pg_namespace n on n.oid = t.relnamespace
             join pg_class x on x.oid = i.indexrelid
             cross join lateral unnest(i.indkey) with ordinality k(attnum, place)
             left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum and k.attnum > 0
             where n.nspname = 'public' and t.relname <> '_sqlx_migrations' order by 1, 2, 5"
        }
    };
    let rows: Vec<KeyRow> = db.rows(&leaked(text), &[]).await.unwrap();
    let mut keys: BTreeMap<String, Key> = BTreeMap::new();
    for row in rows {
        let key = keys.entry(row.key_name).or_insert_with(|| Key {
            table: row.table_name,
            primary: row.is_primary,
            unique: row.is_unique,
            columns: Vec::new(),
        });
        key.columns
            .push(row.column_name.unwrap_or_else(|| "(…)".to_owned()));
    }
    let mut keys: Vec<Key> = keys.into_values().collect();
    keys.sort();
    keys
}

fn of_counties(table: &str) -> bool {
    !REFERENCE.contains(&table)
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    both(async |db: Db| column_rows(&db).await).await;
}

#[tokio::test]
async fn both_engines_have_the_same_keys_and_indexes() {
    both(async |db: Db| keys(&db).await).await;
}

#[tokio::test]
async fn the_county_leads_every_key_of_county_tables() {
    both(async |db: Db| {
        let wrong: Vec<Key> = keys(&db)
            .await
            .into_iter()
            .filter(|key| of_counties(&key.table))
            .filter(|key| key.columns.first().is_none_or(|first| first != "county"))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

#[tokio::test]
async fn every_table_has_a_primary_key() {
    both(async |db: Db| {
        let keys = keys(&db).await;
        for table in tables(&db).await {
            let keyed = keys.iter().any(|key| key.primary && key.table == table);
            assert!(keyed, "{table}");
        }
    })
    .await;
}

#[tokio::test]
async fn monthly_tables_begin_with_county_and_month() {
    both(async |db: Db| {
        let columns = column_rows(&db).await;
        for key in keys(&db)
            .await
            .iter()
            .filter(|key| key.primary && of_counties(&key.table))
        {
            let monthly = columns
                .iter()
                .any(|column| column.table_name == key.table && column.column_name == "month");
            let right = key.columns.get(1).is_some_and(|second| second == "month");
            assert!(!monthly || right, "{key:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_column_has_a_default() {
    both(async |db: Db| {
        let text = match db.engine() {
            Engine::Sqlite => {
                "select t.name || '.' || c.name as name from sqlite_master t, pragma_table_info(t.name) c
                 where t.type = 'table' and t.name <> '_sqlx_migrations' and c.dflt_value is not null"
            }
            Engine::Postgres => {
                "select t.relname || '.' || a.attname as name from pg_attribute a
                 join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
                 where n.nspname = 'public' and t.relname <> '_sqlx_migrations' and t.relkind in ('r', 'p')
                 and (a.attidentity <> '' or a.atthasdef and a.attgenerated = '')"
            }
        };
        let wrong: Vec<Named> = db.rows(&leaked(text), &[]).await.unwrap();
        assert!(wrong.is_empty(), "{wrong:?}");
    })
    .await;
}

#[tokio::test]
async fn the_embedded_tables_are_strict() {
    both(async |db: Db| {
        if db.engine() == Engine::Sqlite {
            let text = "select name from pragma_table_list where type = 'table' and strict = 0
                and name not like 'sqlite\\_%' escape '\\' and name <> '_sqlx_migrations'";
            let loose: Vec<Named> = db.rows(&leaked(text), &[]).await.unwrap();
            assert!(loose.is_empty(), "{loose:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_central_schema_could_be_distributed() {
    let scratch = cluster::scratch().await;
    for (rule, text) in [
        (
            "functions notify from the client alone",
            "select cast(p.proname as text) as name from pg_proc p
             join pg_namespace n on n.oid = p.pronamespace
             where n.nspname = 'public' and p.prosrc ~* 'pg_notify'",
        ),
        (
            "policies hold no sub-select",
            "select cast(polname as text) as name from pg_policy
             where coalesce(polqual::text, '') || coalesce(polwithcheck::text, '') ~ 'SUBLINK'",
        ),
        (
            "everything has one owner",
            "select cast(o.rolname as text) as name from pg_roles o where o.oid in (
                select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' union select p.proowner from pg_proc p
                join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public')
             order by 1 offset 1",
        ),
        (
            "a foreign key between county tables begins with the county",
            "select cast(c.conname as text) as name from pg_constraint c
             join pg_class f on f.oid = c.confrelid join pg_class t on t.oid = c.conrelid
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
             where c.contype = 'f' and a.attname <> 'county'
             and not cast(f.relname as text) = any (string_to_array($1, ','))",
        ),
        (
            "no foreign key leads from a reference table to a county's",
            "select cast(c.conname as text) as name from pg_constraint c
             join pg_class f on f.oid = c.confrelid join pg_class t on t.oid = c.conrelid
             where c.contype = 'f' and cast(t.relname as text) = any (string_to_array($1, ','))
             and not cast(f.relname as text) = any (string_to_array($1, ','))",
        ),
        (
            "guards of the trail hold for a superuser's replication role too",
            "select cast(g.tgname as text) as name from pg_trigger g join pg_class t on t.oid = g.tgrelid
             where not g.tgisinternal and g.tgenabled <> 'A'
             and t.relname in ('audit_entries', 'audit_rows', 'chain_heads', 'operations')",
        ),
    ] {
        let binds = if text.contains("$1") {
            vec![REFERENCE.join(",").into()]
        } else {
            Vec::new()
        };
        let wrong: Vec<Named> = scratch.db.rows(&leaked(text), &binds).await.unwrap();
        assert!(wrong.is_empty(), "{rule}: {wrong:?}");
    }
}
