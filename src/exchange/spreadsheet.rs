//! Tables for other programs: CSV and xlsx in which nothing is ever a formula and no number loses a digit.

use csv::{Terminator, WriterBuilder};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::kernel::text::{Lang, Text};
use crate::text;

/// What makes a spreadsheet take a text for a formula, in both widths.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Digits a spreadsheet's number keeps: it computes in doubles.
const DIGITS_MAX: usize = 15;

/// Characters of a mark above a page; a workbook holds 255, and a sign may take two.
const MARK_MAX: usize = 120;

/// The names of the sheets.
const DATA: Text = text!("数据", "Data");
const ORIGIN: Text = text!("出处", "Provenance");

/// What stands between a label and its value, and before the next label.
const IS: Text = text!("：", ": ");
const NEXT: Text = text!("；", "; ");

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// Words, digits that count nothing, days: whatever is not computed with.
    Text(String),
    /// A number of ours, exact, with a point and no grouping: `-1234.50`.
    Number(String),
}

/// A table, and where it comes from.
#[derive(Clone, Debug)]
pub struct Spreadsheet {
    /// The language of the sheet names.
    pub lang: Lang,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// The titles, with the width each column wants in cells of a terminal.
    pub columns: Vec<(String, u16)>,
    /// The rows.
    pub rows: Vec<Vec<Field>>,
    /// Who made it of what: labels and values.
    pub origin: Vec<(String, String)>,
    /// What stands above every printed page; empty for nothing.
    pub mark: String,
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// Somebody stopped it.
    Stopped,
    /// The table does not fit into such a file.
    Unfit(String),
}

/// Whether the work has been stopped meanwhile; asked row by row.
pub type Stopped<'a> = &'a dyn Fn() -> bool;

impl Spreadsheet {
    /// The table as UTF-8 CSV with a mark at the beginning, as spreadsheets want it; the last line says where it is from.
    pub fn csv(&self, stopped: Stopped<'_>) -> Result<Vec<u8>, NotMade> {
        let mut lines = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(b"\xEF\xBB\xBF".to_vec());
        let unfit = |error: csv::Error| NotMade::Unfit(error.to_string());
        let titles = self.columns.iter().map(|(title, _)| inert(title));
        lines.write_record(titles).map_err(unfit)?;
        for row in &self.rows {
            if stopped() {
                return Err(NotMade::Stopped);
            }
            let row = row.iter().map(|field| match field {
                Field::Text(text) => inert(text),
                Field::Number(exact) => exact.clone(),
            });
            lines.write_record(row).map_err(unfit)?;
        }
        lines
            .write_record([inert(&self.origin_line())])
            .map_err(unfit)?;
        lines
            .into_inner()
            .map_err(|error| NotMade::Unfit(error.to_string()))
    }

    fn origin_line(&self) -> String {
        let [is, next] = [IS, NEXT].map(|text| text.in_lang(self.lang));
        let origin = self.origin.iter();
        let origin: Vec<String> = origin
            .map(|(what, value)| format!("{what}{is}{value}"))
            .collect();
        origin.join(next)
    }

    /// The table as a workbook; its second sheet says where it is from.
    pub fn xlsx(&self, stopped: Stopped<'_>) -> Result<Vec<u8>, NotMade> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_timestamp(self.made)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        self.table(book.add_worksheet(), stopped)?;
        self.provenance(book.add_worksheet())?;
        if stopped() {
            return Err(NotMade::Stopped);
        }
        Ok(book.save_to_buffer()?)
    }

    fn table(&self, sheet: &mut Worksheet, stopped: Stopped<'_>) -> Result<(), NotMade> {
        let (strong, formats) = (Format::new().set_bold(), Formats::new());
        sheet.set_name(DATA.in_lang(self.lang))?;
        sheet.set_freeze_panes(1, 0)?;
        if !self.mark.is_empty() {
            // In a header `&` begins a command; two of them are the sign itself.
            let mark: String = self.mark.chars().take(MARK_MAX).collect();
            sheet.set_header(format!("&C{}", mark.replace('&', "&&")));
        }
        for ((title, width), at) in self.columns.iter().zip(0..) {
            sheet.write_string_with_format(0, at, title, &strong)?;
            sheet.set_column_width(at, width.saturating_add(2))?;
        }
        for (row, down) in self.rows.iter().zip(1..) {
            if stopped() {
                return Err(NotMade::Stopped);
            }
            for (field, at) in row.iter().zip(0..) {
                formats.write(sheet, (down, at), field)?;
            }
        }
        Ok(())
    }

    fn provenance(&self, sheet: &mut Worksheet) -> Result<(), NotMade> {
        sheet.set_name(ORIGIN.in_lang(self.lang))?;
        let formats = Formats::new();
        sheet.set_column_width(0, 16)?;
        sheet.set_column_width(1, 60)?;
        for ((what, is), down) in self.origin.iter().zip(0..) {
            sheet.write_string(down, 0, what)?;
            formats.write(sheet, (down, 1), &Field::Text(is.clone()))?;
        }
        Ok(())
    }
}

/// How cells are formatted.
struct Formats {
    text: Format,
    whole: Format,
    money: Format,
}

impl Formats {
    fn new() -> Self {
        let shown = |format| Format::new().set_num_format(format);
        Self {
            // What is edited stays the text it was.
            text: shown("@").set_quote_prefix(),
            whole: shown("#,##0"),
            money: shown("#,##0.00"),
        }
    }

    /// Writes a cell: a number that a double holds whole as a number, all else as a text.
    fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        field: &Field,
    ) -> Result<(), XlsxError> {
        match field {
            Field::Number(exact) if digits(exact) <= DIGITS_MAX => {
                let wrong = |_| XlsxError::ParameterError(exact.clone());
                let value: f64 = exact.parse().map_err(wrong)?;
                let format = if exact.contains('.') {
                    &self.money
                } else {
                    &self.whole
                };
                sheet.write_number_with_format(row, column, value, format)?;
            }
            Field::Number(text) | Field::Text(text) if text.is_empty() => {}
            Field::Number(text) | Field::Text(text) => {
                sheet.write_string_with_format(row, column, text, &self.text)?;
            }
        }
        Ok(())
    }
}

fn digits(exact: &str) -> usize {
    exact.chars().filter(char::is_ascii_digit).count()
}

/// The text with an apostrophe before it where a spreadsheet would compute it.
fn inert(text: &str) -> String {
    let begins = text.trim_start().starts_with(FORMULA);
    if begins || text.starts_with(['\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

impl From<XlsxError> for NotMade {
    fn from(error: XlsxError) -> Self {
        Self::Unfit(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: Vec<Vec<Field>>) -> Spreadsheet {
        Spreadsheet {
            lang: Lang::Zh,
            made: 1_331_169_600,
            columns: vec![("姓名".to_owned(), 8), ("金额".to_owned(), 12)],
            rows,
            mark: String::new(),
            origin: vec![("导出人".to_owned(), "王芳".to_owned())],
        }
    }

    fn text(text: &str) -> Field {
        Field::Text(text.to_owned())
    }

    #[test]
    fn what_would_be_computed_gets_an_apostrophe_and_our_own_numbers_none() {
        for payload in [
            "=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "＠a",
        ] {
            assert_eq!(inert(payload), format!("'{payload}"));
        }
        for plain in ["王芳", "372801********0024", "2012-03-08", "1-2", "'=1", ""] {
            assert_eq!(inert(plain), plain);
        }
        let row = vec![text("=1"), Field::Number("-1234.50".to_owned())];
        let csv = String::from_utf8(sheet(vec![row]).csv(&|| false).unwrap()).unwrap();
        assert_eq!(csv, "\u{feff}姓名,金额\r\n'=1,-1234.50\r\n导出人：王芳\r\n");
    }

    #[test]
    fn the_same_table_is_the_same_bytes() {
        let rows = vec![vec![text("王芳"), Field::Number("0.30".to_owned())]];
        let (one, other) = (sheet(rows.clone()), sheet(rows));
        assert_eq!(one.xlsx(&|| false), other.xlsx(&|| false));
    }

    #[test]
    fn stopped_work_leaves_nothing() {
        let stopped = sheet(vec![vec![text("王芳")]]);
        assert_eq!(stopped.csv(&|| true), Err(NotMade::Stopped));
        assert_eq!(stopped.xlsx(&|| true), Err(NotMade::Stopped));
    }
}
