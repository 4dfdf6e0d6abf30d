//! A detail of a file as a record in the database, and back.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::OutsideRecord;
use crate::database::value::Value;
use crate::exchange::outside::cells::{nothing, value, written};
use crate::exchange::outside::{Field, FieldKind, Goes, OutsideLayout, Row};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::name::normalise;

/// The columns of a record, in the order of [`row`].
pub(super) const COLUMNS: &[&str] = &[
    "county",
    "exchange_id",
    "line_no",
    "source",
    "citizen_id",
    "name",
    "match_name",
    "birth_date",
    "village",
    "event",
    "event_date",
    "until_date",
    "document",
    "detail",
];

/// A detail as the values of a record.
pub(super) fn row(layout: &OutsideLayout, desk: &Desk, exchange_id: &str, row: &Row) -> Vec<Value> {
    let of = |goes: Goes| layout.place(goes).and_then(|at| row.values.get(at));
    let text = |goes: Goes| of(goes).cloned().unwrap_or(Value::Text(None));
    let name = text(Goes::Name);
    let key = match &name {
        Value::Text(Some(name)) => normalise(name),
        Value::Text(None) | Value::Int(_) | Value::Date(_) | Value::Time(_) | Value::Bool(_) => {
            String::new()
        }
    };
    vec![
        (&desk.county).into(),
        exchange_id.into(),
        row.line.into(),
        layout.kind.into(),
        text(Goes::CitizenId),
        name,
        key.into(),
        day(of(Goes::BirthDate), Month::first_day),
        text(Goes::Village),
        text(Goes::Event),
        day(of(Goes::EventDate), Month::first_day),
        day(of(Goes::Until), Month::last_day),
        text(Goes::Document),
        detail(layout, row).into(),
    ]
}

/// A day; of a month its first or its last.
fn day(value: Option<&Value>, of_month: fn(Month) -> NaiveDate) -> Value {
    match value {
        Some(Value::Int(Some(number))) => Value::Date(Month::try_from(*number).ok().map(of_month)),
        Some(Value::Date(day)) => Value::Date(*day),
        Some(Value::Int(None) | Value::Text(_) | Value::Time(_) | Value::Bool(_)) | None => {
            Value::Date(None)
        }
    }
}

/// The fields that have no column of their own, as a file carries them; empty ones are left out.
fn detail(layout: &OutsideLayout, row: &Row) -> String {
    let fields = layout.fields.iter().zip(&row.values);
    let rest = fields.filter(|(field, _)| field.goes == Goes::Detail);
    let texts = rest.map(|(field, value)| (field.name, written(field.kind, value)));
    let kept = texts.filter(|(_, text)| !text.is_empty());
    let object: Map<String, Json> = kept
        .map(|(name, text)| (name.to_owned(), Json::String(text)))
        .collect();
    Json::Object(object).to_string()
}

/// A record as the values of a detail; the same that were read.
pub(super) fn values(layout: &OutsideLayout, record: &OutsideRecord) -> Vec<Value> {
    let detail: Map<String, Json> = serde_json::from_str(&record.detail).unwrap_or_default();
    let of = |field: &Field| match field.goes {
        Goes::CitizenId => Value::Text(record.citizen_id.clone()),
        Goes::Name => record.name.as_str().into(),
        Goes::BirthDate => Value::Date(record.birth_date),
        Goes::Village => Value::Text(record.village.clone()),
        Goes::Event => record.event.as_str().into(),
        Goes::EventDate => back(field.kind, record.event_date),
        Goes::Until => back(field.kind, record.until_date),
        Goes::Document => Value::Text(record.document.clone()),
        Goes::Detail => {
            let text = detail.get(field.name).and_then(Json::as_str);
            let read = text.map(|text| value(field, text));
            read.and_then(Result::ok).unwrap_or(nothing(field.kind))
        }
    };
    layout.fields.iter().map(of).collect()
}

fn back(kind: FieldKind, day: Option<NaiveDate>) -> Value {
    match kind {
        FieldKind::Month => Value::Int(day.map(|day| Month::of(day).yyyymm())),
        FieldKind::Text(_)
        | FieldKind::Name
        | FieldKind::CitizenId
        | FieldKind::Date
        | FieldKind::Amount
        | FieldKind::Area
        | FieldKind::Code(_) => Value::Date(day),
    }
}
