//! Everything that stands in a database, as text, to compare before and after.

use jingban::database::{Db, Engine};
use jingban::record;

use crate::stage::leaked;

record! {
    struct Named { name: String }
}

record! {
    struct Line { line: String }
}

/// The tables of a database, without sqlx's own.
pub(crate) async fn tables(db: &Db) -> Vec<String> {
    let text = match db.engine() {
        Engine::Sqlite => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'
             and name <> '_sqlx_migrations' order by name"
        }
        Engine::Postgres => {
            "select cast(table_name as text) as name from information_schema.tables
             where table_schema = 'public' and table_name <> '_sqlx_migrations' order by 1"
        }
    };
    let named: Vec<Named> = db.rows(&leaked(text), &[]).await.unwrap();
    named.into_iter().map(|it| it.name).collect()
}

/// The columns of a table, in order.
pub(crate) async fn columns(db: &Db, table: &str) -> Vec<String> {
    let text = match db.engine() {
        Engine::Sqlite => format!("select name from pragma_table_info('{table}') order by cid"),
        Engine::Postgres => format!(
            "select cast(column_name as text) as name from information_schema.columns
             where table_schema = 'public' and table_name = '{table}' order by ordinal_position"
        ),
    };
    let named: Vec<Named> = db.rows(&leaked(&text), &[]).await.unwrap();
    named.into_iter().map(|it| it.name).collect()
}

/// Every row of every table, in an order of its own.
pub(crate) async fn dump_all(db: &Db) -> String {
    dump_without(db, &[]).await
}

/// The same without some columns.
pub(crate) async fn dump_without(db: &Db, columns_left_out: &[&str]) -> String {
    let mut whole = String::new();
    for table in tables(db).await {
        let fields: Vec<String> = columns(db, &table)
            .await
            .iter()
            .filter(|name| !columns_left_out.contains(&name.as_str()))
            .map(|name| format!("coalesce('[' || cast(\"{name}\" as text) || ']', '-')"))
            .collect();
        let text = format!("select {} as line from {table}", fields.join(" || "));
        let mut lines: Vec<Line> = db.rows(&leaked(&text), &[]).await.unwrap();
        lines.sort_by(|one, two| one.line.cmp(&two.line));
        for line in lines {
            whole.extend([&table, " ", &line.line, "\n"]);
        }
    }
    whole
}
