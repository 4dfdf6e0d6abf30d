//! A field as it came, as a value; and back.

use chrono::NaiveDate;

use super::frame::month;
use super::table::{Field, FieldKind};
use super::trouble::CellTrouble;
use crate::database::value::Value;
use crate::kernel::area::AreaCode;
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::money::Fen;
use crate::kernel::name::{half_width, normalise};
use crate::kernel::shown::masked_number;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The longest name.
const NAME_MAX: usize = 50;

/// How much of a wrong value is told.
const TOLD_MAX: usize = 40;

/// The value of a field; or what is wrong with it.
pub fn value(field: &Field, cell: &str) -> Result<Value, CellTrouble> {
    let plain = cell.trim();
    if plain.is_empty() {
        return if field.required {
            Err(trouble(
                field,
                cell,
                "PN-4301",
                phrase!("不能为空", "must not be empty"),
            ))
        } else {
            Ok(nothing(field.kind))
        };
    }
    of_kind(field, plain).map_err(|(code, why)| trouble(field, cell, code, why))
}

fn trouble(field: &Field, cell: &str, code: &str, why: Phrase) -> CellTrouble {
    CellTrouble {
        column: field.name.to_owned(),
        masked: masked(cell),
        code: code.to_owned(),
        why,
    }
}

/// A wrong value as it may be shown: ids masked, cut short.
pub fn masked(cell: &str) -> String {
    let short: String = cell.chars().take(TOLD_MAX).collect();
    let digits = short.chars().filter(char::is_ascii_digit).count();
    let whole = masked_number(short.trim());
    // What is nearly an id is masked like one.
    if whole == short.trim() && digits >= 12 {
        let length = short.chars().count();
        let hide = |(at, c)| if at >= 6 && at + 4 < length { '*' } else { c };
        return short.chars().enumerate().map(hide).collect();
    }
    whole
}

fn of_kind(field: &Field, plain: &str) -> Result<Value, (&'static str, Phrase)> {
    let ascii = half_width(plain);
    Ok(match field.kind {
        FieldKind::Text(longest) => text(plain, longest)?.into(),
        FieldKind::Name => {
            let name = text(plain, NAME_MAX)?;
            if normalise(name).is_empty() {
                return Err(("PN-4301", phrase!("不能为空", "must not be empty")));
            }
            name.into()
        }
        FieldKind::CitizenId => citizen_id(&ascii)?.into(),
        FieldKind::Date => date(&ascii)?.into(),
        FieldKind::Month => month(&ascii)
            .ok_or_else(|| {
                (
                    "PN-4305",
                    phrase!("不是年月，应形如 201203", "no month such as 201203"),
                )
            })?
            .into(),
        FieldKind::Amount => Fen::from_file(&ascii)
            .map_err(|_| {
                (
                    "PN-4306",
                    phrase!("不是金额，应形如 55.00", "no amount such as 55.00"),
                )
            })?
            .into(),
        FieldKind::Area => {
            let code = ascii.parse::<AreaCode>().ok().filter(|_| ascii.len() == 12);
            let wrong = || {
                (
                    "PN-4309",
                    phrase!("不是12位区划代码", "no area code of 12 digits"),
                )
            };
            (&code.ok_or_else(wrong)?).into()
        }
        FieldKind::Code(words) => {
            let known = words.iter().find(|(word, _)| *word == ascii);
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let wrong = || {
                (
                    "PN-4308",
                    phrase!(
                        "不是规定的代码（{all}）",
                        "none of {all}",
                        all = all.join(" ")
                    ),
                )
            };
            known.ok_or_else(wrong)?.0.into()
        }
    })
}

fn text(plain: &str, longest: usize) -> Result<&str, (&'static str, Phrase)> {
    if plain.chars().any(char::is_control) {
        return Err((
            "PN-4303",
            phrase!("含有控制字符", "holds a control character"),
        ));
    }
    let found = plain.chars().count();
    if found > longest {
        return Err((
            "PN-4302",
            phrase!(
                "{found}个字，最多{longest}个字",
                "{found} characters, at most {longest}",
                found = found,
                longest = longest
            ),
        ));
    }
    Ok(plain)
}

/// An id of 18 digits as it must be written; one of 15 stays one of 15, which makes it a weaker match (5.4).
fn citizen_id(ascii: &str) -> Result<String, (&'static str, Phrase)> {
    let id = CitizenId::parse(ascii).map_err(|why| ("PN-4307", why.phrase()))?;
    let fifteen = ascii.chars().filter(|c| !c.is_whitespace()).count() == 15;
    Ok(id
        .to_fifteen()
        .filter(|_| fifteen)
        .unwrap_or_else(|| id.as_str().to_owned()))
}

fn date(ascii: &str) -> Result<NaiveDate, (&'static str, Phrase)> {
    let digits = ascii.len() == 8 && ascii.bytes().all(|b| b.is_ascii_digit());
    let read = NaiveDate::parse_from_str(ascii, "%Y%m%d").ok();
    read.filter(|_| digits).ok_or_else(|| {
        (
            "PN-4304",
            phrase!("不是有效日期，应形如 20120308", "no day such as 20120308"),
        )
    })
}

/// The NULL of a kind.
pub fn nothing(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Date => Value::Date(None),
        FieldKind::Month | FieldKind::Amount => Value::Int(None),
        FieldKind::Text(_)
        | FieldKind::Name
        | FieldKind::CitizenId
        | FieldKind::Area
        | FieldKind::Code(_) => Value::Text(None),
    }
}

/// A value as a file carries it.
pub fn written(kind: FieldKind, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone().unwrap_or_default(),
        Value::Date(day) => day.map_or_else(String::new, |day| day.format("%Y%m%d").to_string()),
        Value::Int(number) => match (kind, number) {
            (_, None) => String::new(),
            (FieldKind::Amount, Some(fen)) => Fen(*fen).to_yuan_string(),
            (_, Some(number)) => number.to_string(),
        },
        Value::Time(_) | Value::Bool(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::list_of;
    use super::*;

    fn read(kind: &str, name: &str, cell: &str) -> Result<Value, String> {
        let list = list_of(kind).unwrap();
        let field = list.fields.iter().find(|it| it.name == name).unwrap();
        value(field, cell).map_err(|it| it.code)
    }

    #[test]
    fn ids_are_read_as_they_are_meant() {
        let id = |cell| read("POLI", "citizen_id", cell);
        assert_eq!(
            id("３７２８０１１９５２０３１５００２４").unwrap(),
            "372801195203150024".into()
        );
        assert_eq!(
            id("41152419170116448x").unwrap(),
            "41152419170116448X".into()
        );
        assert_eq!(id("372801520315002").unwrap(), "372801520315002".into());
        assert_eq!(id("372801195203150025").unwrap_err(), "PN-4307");
        assert_eq!(id("").unwrap_err(), "PN-4301");
        assert_eq!(read("CIVI", "citizen_id", "").unwrap(), Value::Text(None));
    }

    #[test]
    fn what_a_field_may_not_hold_has_a_code() {
        for (kind, name, cell, code) in [
            ("POLI", "name", "\u{3000}", "PN-4301"),
            ("POLI", "household_no", "123456789012345678901", "PN-4302"),
            ("POLI", "name", "王\u{1b}[2J", "PN-4303"),
            ("POLI", "birth_date", "19870229", "PN-4304"),
            ("POLI", "birth_date", "1987-2-2", "PN-4304"),
            ("OTHP", "end_month", "201213", "PN-4305"),
            ("OTHP", "monthly_amount", "55", "PN-4306"),
            ("OTHP", "monthly_amount", "1,055.00", "PN-4306"),
            ("POLI", "status", "dead", "PN-4308"),
            ("FAMP", "village_code", "371323", "PN-4309"),
        ] {
            assert_eq!(read(kind, name, cell).unwrap_err(), code, "{name} {cell}");
        }
        assert_eq!(read("POLI", "name", "=1+1").unwrap(), "=1+1".into());
    }

    #[test]
    fn wrong_values_are_told_masked() {
        assert_eq!(masked("372801195203150025"), "372801********0025");
        assert_eq!(masked("37280119520315002"), "372801*******5002");
        assert_eq!(masked("王秀英"), "王秀英");
        assert_eq!(masked(&"x".repeat(90)).len(), TOLD_MAX);
    }
}
