//! Reading a file of rows by its layout: UTF-8, a header line, commas, quotes as in RFC 4180.
//!
//! Every bad cell is told with its line, up to a limit, so that a file is mended in one go.
//! Deliberately absent: GB18030, trailers and hashes, which belong to the counterparts' files, not to tables.

use std::str::from_utf8;

use chrono::{DateTime, NaiveDate, Utc};
use csv::{ReaderBuilder, StringRecord};
use serde::{Deserialize, Serialize};

use super::layout::{ColumnKind, Layout, LayoutColumn, RowTrouble, TableRows};
use crate::database::value::Value;
use crate::kernel::area::AreaCode;
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::insurance_no::InsuranceNo;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::name::half_width;
use crate::kernel::text::Phrase;
use crate::phrase;

/// How many troubles of one file are told; whoever has more has the wrong file.
pub const TROUBLES_MAX: usize = 100;

/// What is wrong with a cell or a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTrouble {
    /// The file.
    pub file: String,
    /// The line, from 1; a record that spans lines is told by its first. 0 is the file as a whole.
    pub line: u64,
    /// The column; empty for the line as a whole.
    pub column: String,
    /// What is wrong.
    pub why: Phrase,
}

impl FileTrouble {
    /// The trouble as one sentence.
    pub fn phrase(&self) -> Phrase {
        match (self.line, self.column.is_empty()) {
            (0, _) => phrase!("{f}：{w}", "{f}: {w}", f = self.file, w = self.why),
            (line, true) => phrase!(
                "{f}第{n}行：{w}",
                "{f}, line {n}: {w}",
                f = self.file,
                n = line,
                w = self.why
            ),
            (line, false) => phrase!(
                "{f}第{n}行“{c}”列：{w}",
                "{f}, line {n}, column {c}: {w}",
                f = self.file,
                n = line,
                c = self.column,
                w = self.why
            ),
        }
    }
}

/// The rows of a file, typed, in the order of the layout's columns.
pub struct TableFile {
    file: String,
    lines: Vec<u64>,
    rows: Vec<Vec<Value>>,
}

/// The first troubles of a file.
struct Troubles<'a> {
    file: &'a str,
    found: Vec<FileTrouble>,
}

impl Troubles<'_> {
    fn add(&mut self, line: u64, column: &str, why: Phrase) {
        if self.found.len() < TROUBLES_MAX {
            self.found.push(FileTrouble {
                file: self.file.to_owned(),
                line,
                column: column.to_owned(),
                why,
            });
        }
    }

    fn is_full(&self) -> bool {
        self.found.len() >= TROUBLES_MAX
    }
}

/// Reads the bytes of a file by its layout, or tells everything that is wrong with it.
pub fn read(layout: &Layout, file: &str, bytes: &[u8]) -> Result<TableFile, Vec<FileTrouble>> {
    let mut troubles = Troubles {
        file,
        found: Vec::new(),
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match from_utf8(bytes) {
        Ok(text) => text,
        Err(wrong) => {
            let before = bytes.get(..wrong.valid_up_to()).unwrap_or_default();
            troubles.add(line_of(before), "", not_utf8());
            return Err(troubles.found);
        }
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(Ok(header)) = records.next() else {
        troubles.add(
            0,
            "",
            phrase!("文件为空，缺少表头行", "the file is empty: no header line"),
        );
        return Err(troubles.found);
    };
    let places = places(layout, &header, &mut troubles);
    if !troubles.found.is_empty() {
        return Err(troubles.found);
    }
    let mut read = TableFile {
        file: file.to_owned(),
        lines: Vec::new(),
        rows: Vec::new(),
    };
    for record in records {
        let Ok(record) = record else { continue };
        let line = line_of_record(text, &record);
        let row = typed_row(layout, &places, &record, line, &mut troubles);
        if troubles.is_full() {
            break;
        }
        read.lines.push(line);
        read.rows.push(row);
    }
    if troubles.found.is_empty() {
        Ok(read)
    } else {
        Err(troubles.found)
    }
}

impl TableFile {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What the rows become in the database; a row that cannot is told by its line.
    pub fn become_rows(self, layout: &Layout) -> Result<Vec<TableRows>, FileTrouble> {
        let Self { file, lines, rows } = self;
        (layout.becomes)(rows).map_err(|RowTrouble { row, column, why }| FileTrouble {
            file,
            line: lines.get(row).copied().unwrap_or(0),
            column: column.to_owned(),
            why,
        })
    }
}

fn line_of(before: &[u8]) -> u64 {
    let breaks = before.split(|byte| *byte == b'\n').count();
    u64::try_from(breaks).unwrap_or(0)
}

/// The line a record begins on. The reader tells where it looked for it: line ends may come before.
fn line_of_record(text: &str, record: &StringRecord) -> u64 {
    let Some(looked) = record.position() else {
        return 0;
    };
    let from = usize::try_from(looked.byte()).unwrap_or(usize::MAX);
    let ahead = text.as_bytes().iter().skip(from);
    let ends = ahead
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|byte| **byte == b'\n');
    looked
        .line()
        .saturating_add(u64::try_from(ends.count()).unwrap_or(0))
}

fn not_utf8() -> Phrase {
    phrase!(
        "不是 UTF-8 编码，请以 UTF-8 另存后再导入",
        "not UTF-8; save the file as UTF-8 and import it again"
    )
}

/// Where each column of the layout stands in the file.
fn places(layout: &Layout, header: &StringRecord, troubles: &mut Troubles<'_>) -> Vec<usize> {
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    for (at, name) in names.iter().enumerate() {
        if !layout.columns.iter().any(|column| column.name == *name) {
            troubles.add(1, name, phrase!("不应有此列", "there is no such column"));
        } else if names.iter().take(at).any(|earlier| earlier == name) {
            troubles.add(1, name, phrase!("此列重复", "the column stands twice"));
        }
    }
    let mut places = Vec::with_capacity(layout.columns.len());
    for column in layout.columns {
        match names.iter().position(|name| *name == column.name) {
            Some(at) => places.push(at),
            None => troubles.add(1, column.name, phrase!("缺少此列", "the column is missing")),
        }
    }
    places
}

fn typed_row(
    layout: &Layout,
    places: &[usize],
    record: &StringRecord,
    line: u64,
    troubles: &mut Troubles<'_>,
) -> Vec<Value> {
    if record.len() != places.len() {
        let why = phrase!(
            "应有{due}列，实有{found}列",
            "{due} cells are due, {found} are there",
            due = places.len(),
            found = record.len()
        );
        troubles.add(line, "", why);
        return Vec::new();
    }
    let mut row = Vec::with_capacity(places.len() + 8);
    for (column, place) in layout.columns.iter().zip(places) {
        match typed(*column, record.get(*place).unwrap_or_default()) {
            Ok(value) => row.push(value),
            Err(why) => troubles.add(line, column.name, why),
        }
    }
    row
}

/// The value of a cell.
pub fn typed(column: LayoutColumn, cell: &str) -> Result<Value, Phrase> {
    let plain = cell.trim();
    if plain.is_empty() {
        return if column.maybe {
            Ok(nothing(column.kind))
        } else {
            Err(phrase!("不能为空", "must not be empty"))
        };
    }
    if column.kind == ColumnKind::Text {
        return if plain.chars().any(char::is_control) {
            Err(phrase!("含有控制字符", "holds a control character"))
        } else {
            Ok(plain.into())
        };
    }
    let plain = half_width(plain);
    let plain = plain.as_str();
    Ok(match column.kind {
        ColumnKind::Text => plain.into(),
        ColumnKind::Int => whole_number(plain)?.into(),
        ColumnKind::Yuan => plain.parse::<Fen>().map_err(Phrase::from)?.into(),
        ColumnKind::Day => day(plain)?.into(),
        ColumnKind::Time => moment(plain)?.into(),
        ColumnKind::Month => plain.parse::<Month>().map_err(Phrase::from)?.into(),
        ColumnKind::Bool => truth(plain)?.into(),
        ColumnKind::CitizenId => CitizenId::parse(plain)
            .map_err(|why| why.phrase())?
            .as_str()
            .into(),
        ColumnKind::InsuranceNo => InsuranceNo::parse(plain)
            .map_err(|why| why.phrase())?
            .as_str()
            .into(),
        ColumnKind::Area => (&area(plain)?).into(),
    })
}

/// The NULL of a kind.
pub fn nothing(kind: ColumnKind) -> Value {
    match kind {
        ColumnKind::Text | ColumnKind::CitizenId | ColumnKind::InsuranceNo | ColumnKind::Area => {
            Value::Text(None)
        }
        ColumnKind::Int | ColumnKind::Yuan | ColumnKind::Month => Value::Int(None),
        ColumnKind::Day => Value::Date(None),
        ColumnKind::Time => Value::Time(None),
        ColumnKind::Bool => Value::Bool(None),
    }
}

fn moment(plain: &str) -> Result<DateTime<Utc>, Phrase> {
    plain.parse().map_err(|_| {
        phrase!(
            "“{cell}”不是时刻，应形如 2012-03-05T08:30:00+08:00",
            "'{cell}' is no moment such as 2012-03-05T08:30:00+08:00",
            cell = plain
        )
    })
}

fn whole_number(plain: &str) -> Result<i64, Phrase> {
    plain.parse().map_err(|_| {
        phrase!(
            "“{cell}”不是整数",
            "'{cell}' is no whole number",
            cell = plain
        )
    })
}

fn day(plain: &str) -> Result<NaiveDate, Phrase> {
    let read = NaiveDate::parse_from_str(plain, "%Y-%m-%d").ok();
    read.filter(|_| plain.len() == 10).ok_or_else(|| {
        phrase!(
            "“{cell}”不是有效日期，应写作 2012-03-08",
            "'{cell}' is no day; write 2012-03-08",
            cell = plain
        )
    })
}

fn truth(plain: &str) -> Result<bool, Phrase> {
    plain.parse().map_err(|_| {
        phrase!(
            "“{cell}”应为 true 或 false",
            "'{cell}' must be true or false",
            cell = plain
        )
    })
}

fn area(plain: &str) -> Result<AreaCode, Phrase> {
    let read = plain.parse::<AreaCode>().ok();
    read.filter(|_| plain.len() == 12).ok_or_else(|| {
        phrase!(
            "“{cell}”不是12位区划代码",
            "'{cell}' is no area code of 12 digits",
            cell = plain
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::layout::{column, maybe};
    use super::*;
    use crate::text;

    const PEOPLE: Layout = Layout {
        file: "people.csv",
        columns: &[
            column("no", ColumnKind::InsuranceNo),
            column("id", ColumnKind::CitizenId),
            column("name", ColumnKind::Text),
            maybe("paid", ColumnKind::Yuan),
            maybe("on", ColumnKind::Day),
            maybe("month", ColumnKind::Month),
            maybe("village", ColumnKind::Area),
            maybe("times", ColumnKind::Int),
            maybe("well", ColumnKind::Bool),
        ],
        becomes: people,
    };

    fn people(rows: Vec<Vec<Value>>) -> Result<Vec<TableRows>, RowTrouble> {
        let named = |row: &Vec<Value>| row.get(2) == Some(&Value::from("无名"));
        if let Some(row) = rows.iter().position(named) {
            let why = text!("没有姓名", "has no name").into();
            return Err(RowTrouble {
                row,
                column: "name",
                why,
            });
        }
        Ok(vec![TableRows {
            table: "people",
            columns: &[
                "no", "id", "name", "paid", "on", "month", "village", "times", "well",
            ],
            rows,
        }])
    }

    const HEADER: &str = "no,id,name,paid,on,month,village,times,well\n";
    const WANG: &str = "3713231200012344,372801195203150024,王秀英,";

    fn whole(text: &str) -> Result<TableFile, Vec<FileTrouble>> {
        read(&PEOPLE, "people.csv", text.as_bytes())
    }

    fn told(text: &str) -> Vec<(u64, String, String)> {
        let found = whole(text).err().unwrap_or_default();
        let short = |t: FileTrouble| (t.line, t.column, t.why.en);
        found.into_iter().map(short).collect()
    }

    #[test]
    fn cells_become_values_of_their_kind() {
        let text = format!(
            "\u{FEFF}{HEADER}{WANG}\"1,055.00\",2012-03-08,2012-03,371323100201,７,true\r\n"
        );
        let read = whole(&text).unwrap();
        assert_eq!((read.len(), read.is_empty()), (1, false));
        let tables = read.become_rows(&PEOPLE).ok().unwrap();
        let day = NaiveDate::from_ymd_opt(2012, 3, 8);
        assert_eq!(
            tables[0].rows,
            [[
                Value::from("3713231200012344"),
                Value::from("372801195203150024"),
                Value::from("王秀英"),
                Value::Int(Some(105_500)),
                Value::Date(day),
                Value::Int(Some(201_203)),
                Value::from("371323100201"),
                Value::Int(Some(7)),
                Value::Bool(Some(true)),
            ]]
        );
    }

    #[test]
    fn an_empty_cell_is_a_null_that_knows_its_kind() {
        let read = whole(&format!("{HEADER}{WANG},,,,,\n")).unwrap();
        assert_eq!(
            read.rows[0][3..],
            [
                Value::Int(None),
                Value::Date(None),
                Value::Int(None),
                Value::Text(None),
                Value::Int(None),
                Value::Bool(None),
            ]
        );
        assert_eq!(
            told(&format!(
                "{HEADER}3713231200012344,372801195203150024,  ,,,,,,\n"
            )),
            [(2, "name".into(), "must not be empty".into())]
        );
    }

    #[test]
    fn columns_may_stand_in_any_order_but_all_and_only_these() {
        let text = "name,id,no,well,times,village,month,on,paid\n王,372801195203150024,3713231200012344,,,,,,55\n";
        assert_eq!(
            whole(text).unwrap().rows[0][2..4],
            [Value::from("王"), Value::Int(Some(5_500))]
        );
        assert_eq!(
            told("no,id,name,paid,on,month,village,times,sex,no\n"),
            [
                (1, "sex".into(), "there is no such column".into()),
                (1, "no".into(), "the column stands twice".into()),
                (1, "well".into(), "the column is missing".into()),
            ]
        );
        assert_eq!(told("")[0].0, 0);
    }

    #[test]
    fn every_bad_cell_is_told_with_its_line() {
        let bad =
            "3713231200012345,372825196202293010,王,12.345,2012-02-30,2012-13,371323,1.5,yes\n";
        let found = told(&format!("{HEADER}{WANG},,,,,\n{bad}{WANG}\n"));
        let places: Vec<(u64, &str)> = found.iter().map(|t| (t.0, t.1.as_str())).collect();
        assert_eq!(
            places,
            [
                (3, "no"),
                (3, "id"),
                (3, "paid"),
                (3, "on"),
                (3, "month"),
                (3, "village"),
                (3, "times"),
                (3, "well"),
                (4, ""),
            ]
        );
        assert_eq!(
            told(&format!("{HEADER}{}", bad.repeat(50))).len(),
            TROUBLES_MAX
        );
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused_with_their_line() {
        let mut bytes = format!("{HEADER}{WANG},,,,,\n").into_bytes();
        bytes.extend(b"\xCD\xF5\xD0\xE3\xD3\xA2");
        let found = read(&PEOPLE, "people.csv", &bytes).err().unwrap();
        assert_eq!((found.len(), found[0].line), (1, 3));
    }

    #[test]
    fn a_row_the_business_refuses_is_told_by_its_line() {
        let nameless = WANG.replace("王秀英", "无名");
        let text = format!("{HEADER}{WANG},,,,,\n\n{nameless},,,,,\n");
        let trouble = whole(&text).unwrap().become_rows(&PEOPLE).err().unwrap();
        let told = "people.csv, line 4, column name: has no name";
        assert_eq!(trouble.phrase().en, told);
        let windows = whole(&text.replace('\n', "\r\n")).unwrap();
        let trouble = windows.become_rows(&PEOPLE).err().unwrap();
        assert_eq!(trouble.phrase().en, told);
    }

    #[test]
    fn a_moment_has_its_zone() {
        let at = moment("2012-03-05T08:30:00+08:00").unwrap();
        assert_eq!(at.to_rfc3339(), "2012-03-05T00:30:00+00:00");
        assert!(moment("2012-03-05 08:30").is_err());
    }

    #[test]
    fn quotes_carry_commas_and_rare_characters_pass() {
        let text = format!("{HEADER}3713231200012344,372801195203150024,\"𠮷,\"\"䶮\",,,,,,\n");
        assert_eq!(whole(&text).unwrap().rows[0][2], Value::from("𠮷,\"䶮"));
    }
}
