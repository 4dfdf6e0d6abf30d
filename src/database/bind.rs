//! Binding values to a native query, and the check that statement and values fit each other.

use super::fault::Fault;
use super::value::Value;

/// Binds the values to a native query; the body is the same text for both engines.
///
/// Times are cut to whole microseconds here, because PostgreSQL would cut them and `SQLite` would not.
macro_rules! bound {
    ($text:expr, $values:expr) => {{
        let mut query = sqlx::query($text);
        for value in $values {
            query = match value {
                Value::Int(it) => query.bind(*it),
                Value::Text(it) => query.bind(it.clone()),
                Value::Date(it) => query.bind(*it),
                Value::Time(it) => query.bind(it.map(|at| at.trunc_subsecs(6))),
                Value::Bool(it) => query.bind(*it),
            };
        }
        query
    }};
}
pub(super) use bound;

/// Refuses a statement whose places and values differ in number: `SQLite` would read a missing one as NULL.
/// Refuses a NUL character too: PostgreSQL cannot store it, `SQLite` would.
pub(super) fn fits(text: &str, values: &[Value]) -> Result<(), Fault> {
    let places = places(text);
    if places != values.len() {
        return Err(Fault::Misuse(format!(
            "has {places} places but {} values: {text}",
            values.len()
        )));
    }
    let nul = |value: &Value| matches!(value, Value::Text(Some(it)) if it.contains('\0'));
    if values.iter().any(nul) {
        return Err(Fault::Misuse(format!("binds a NUL character: {text}")));
    }
    Ok(())
}

/// The highest `$n` of a statement.
fn places(text: &str) -> usize {
    text.split('$')
        .skip(1)
        .filter_map(|after| {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            after.get(..digits)?.parse::<usize>().ok()
        })
        .max()
        .unwrap_or(0)
}
