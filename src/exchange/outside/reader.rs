//! Reads a file from its first line to its last, detail by detail, and judges it whole.

use std::borrow::Cow;
use std::io::{BufReader, Read, Seek, SeekFrom};

use sha2::{Digest as _, Sha256};

use super::cells::{masked, value};
use super::encoding::{
    BOM, Encoding, Survey, hexadecimal, looks_like_utf8, mixed, survey, unreadable,
};
use super::frame::{Head, Tail, head, tail};
use super::lines::{Records, fields, joined};
use super::table::{FieldKind, OutsideLayout};
use super::trouble::{BadLine, CellTrouble, NotRead, fatal, resend};
use super::watch::Watch;
use crate::database::value::Value;
use crate::kernel::area::County;
use crate::kernel::money::Fen;
use crate::phrase;

/// So many bad lines are listed; a file with more is no list with some mistakes.
pub const BAD_MAX: usize = 10_000;

/// What is asked of a file.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// What it must be.
    pub layout: &'static OutsideLayout,
    /// For whom it must be.
    pub county: &'a County,
    /// Who watches.
    pub watch: &'a Watch,
}

/// A detail that is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: i64,
    /// Its values, in the order of the layout.
    pub values: Vec<Value>,
}

/// What a whole file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its first line.
    pub head: Head,
    /// SHA-256 over all of it.
    pub sha256: String,
    /// How it is written.
    pub encoding: Encoding,
    /// Its details.
    pub count: i64,
    /// Those that are taken.
    pub good: i64,
    /// Those that are not.
    pub bad: Vec<BadLine>,
    /// The sum of its amounts.
    pub total: Fen,
}

/// Reads a file; each detail that can be taken is handed over as it comes.
///
/// Whether the file as a whole may be taken is known only at the end: until then nothing handed over counts.
pub fn read<F: Read + Seek>(
    mut file: F,
    source: Source<'_>,
    each: &mut dyn FnMut(Row) -> Result<(), NotRead>,
) -> Result<Found, NotRead> {
    let survey = survey(&mut file, source.watch)?;
    file.seek(SeekFrom::Start(0))
        .map_err(|why| unreadable(&why))?;
    source.watch.begin(survey.bytes);
    let mut reading = Reading::of(source, &survey);
    let mut records = Records::of(BufReader::with_capacity(64 * 1024, file));
    while let Some((line, record)) = records.read_next()? {
        if source.watch.is_stopped() {
            return Err(NotRead::Stopped);
        }
        source.watch.advance(record.len());
        if let Some(row) = reading.record(line, record)? {
            each(row)?;
        }
    }
    reading.judged(survey)
}

/// A file, half read.
struct Reading<'a> {
    source: Source<'a>,
    encoding: Encoding,
    bom: bool,
    hash: Sha256,
    /// The same without the mark at the beginning: some count it in, some do not.
    bare: Sha256,
    head: Option<Head>,
    tail: Option<Tail>,
    count: i64,
    good: i64,
    bad: Vec<BadLine>,
    total: Option<Fen>,
    /// Lines of other characters, and those among them that are written in UTF-8 where the file is not.
    other: (u64, u64, i64),
}

impl<'a> Reading<'a> {
    fn of(source: Source<'a>, survey: &Survey) -> Self {
        Self {
            source,
            encoding: survey.encoding,
            bom: survey.bom,
            hash: Sha256::new(),
            bare: Sha256::new(),
            head: None,
            tail: None,
            count: 0,
            good: 0,
            bad: Vec::new(),
            total: Some(Fen(0)),
            other: (0, 0, 0),
        }
    }

    /// Takes the next record in.
    fn record(&mut self, line: i64, raw: &[u8]) -> Result<Option<Row>, NotRead> {
        let plain = if line == 1 && self.bom {
            raw.strip_prefix(BOM).unwrap_or(raw)
        } else {
            raw
        };
        let text = self.decoded(line, plain)?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if self.tail.is_some() {
            return if text.is_empty() {
                Ok(None)
            } else {
                Err(after_the_end(line))
            };
        }
        let read = fields(text);
        let cells: Vec<&str> = read.iter().flatten().map(Cow::as_ref).collect();
        let first = self.head.is_none();
        if first {
            if text.contains('\r') {
                return Err(returns_alone());
            }
            self.head = Some(head(&cells, self.source.layout.kind, self.source.county)?);
        } else if cells.first() == Some(&"T") {
            self.tail = Some(tail(&cells, self.corrects())?);
            return Ok(None);
        }
        self.hash.update(raw);
        if self.bom {
            self.bare.update(plain);
        }
        if first {
            return Ok(None);
        }
        self.detail(line, text, &cells)
    }

    fn corrects(&self) -> bool {
        self.head.as_ref().is_some_and(|head| head.corrects)
    }

    fn decoded<'b>(&mut self, line: i64, plain: &'b [u8]) -> Result<Cow<'b, str>, NotRead> {
        if self.encoding == Encoding::Gb18030 && !plain.is_ascii() {
            self.other.0 = self.other.0.saturating_add(1);
            if looks_like_utf8(plain) {
                self.other.1 = self.other.1.saturating_add(1);
                self.other.2 = line;
            }
        }
        self.encoding.decode(plain).ok_or_else(|| mixed(line))
    }

    fn detail(&mut self, line: i64, text: &str, cells: &[&str]) -> Result<Option<Row>, NotRead> {
        let is_detail = text == "D" || text.starts_with("D,") || text.starts_with("\"D\",");
        if !is_detail {
            return Err(no_record(line));
        }
        self.count = self.count.saturating_add(1);
        let layout = self.source.layout;
        let due = layout.fields.len();
        let cells = cells.get(1..).unwrap_or_default();
        // A corrected line may still carry the reason it was sent back for.
        let cells = match cells {
            [own @ .., _] if self.corrects() && cells.len() == due.saturating_add(1) => own,
            _ => cells,
        };
        if cells.len() != due {
            self.total = self.total.filter(|_| !has_amount(layout));
            self.set_aside(line, text, &[], vec![misshapen(text, cells.len(), due)])?;
            return Ok(None);
        }
        let mut values = Vec::with_capacity(due);
        let mut troubles = Vec::new();
        for (field, cell) in layout.fields.iter().zip(cells) {
            match value(field, cell) {
                Ok(value) => {
                    if let (FieldKind::Amount, Value::Int(Some(fen))) = (field.kind, &value) {
                        self.total = self.total.and_then(|sum| Fen::total([sum, Fen(*fen)]));
                    }
                    values.push(value);
                }
                Err(trouble) => {
                    // A sum of which a part cannot be read cannot be compared; the hash still is.
                    if matches!(field.kind, FieldKind::Amount) {
                        self.total = None;
                    }
                    troubles.push(trouble);
                }
            }
        }
        if troubles.is_empty() {
            self.good = self.good.saturating_add(1);
            return Ok(Some(Row { line, values }));
        }
        self.set_aside(line, text, cells, troubles)?;
        Ok(None)
    }

    /// Lists a bad line.
    fn set_aside(
        &mut self,
        line: i64,
        text: &str,
        cells: &[&str],
        troubles: Vec<CellTrouble>,
    ) -> Result<(), NotRead> {
        if self.bad.len() >= BAD_MAX {
            return Err(too_many());
        }
        let original = if cells.is_empty() {
            text.strip_prefix("D,").unwrap_or(text).to_owned()
        } else {
            joined(cells)
        };
        self.bad.push(BadLine {
            line,
            original,
            troubles,
        });
        Ok(())
    }

    /// The whole file, judged by its trailer.
    fn judged(mut self, survey: Survey) -> Result<Found, NotRead> {
        let Some(head) = self.head.take() else {
            return Err(empty());
        };
        let (lines, foreign, line) = self.other;
        if foreign > 0 && foreign.saturating_mul(2_000) >= lines {
            return Err(mixed(line));
        }
        let Some(tail) = self.tail.take() else {
            return Err(if self.count == 0 {
                header_only()
            } else {
                cut_off()
            });
        };
        if tail.count != self.count {
            return Err(miscounted(tail.count, self.count));
        }
        if self.count == 0 {
            return Err(header_only());
        }
        if let Some(found) = self.total.filter(|found| *found != tail.total) {
            return Err(missummed(tail.total, found));
        }
        let hashes = [
            hexadecimal(&self.hash.finalize()),
            hexadecimal(&self.bare.finalize()),
        ];
        let told = &tail.sha256;
        let fits = head.corrects || hashes[0] == *told || (self.bom && hashes[1] == *told);
        if !fits {
            return Err(altered());
        }
        Ok(Found {
            head,
            sha256: survey.sha256,
            encoding: survey.encoding,
            count: self.count,
            good: self.good,
            bad: self.bad,
            total: tail.total,
        })
    }
}

fn has_amount(layout: &OutsideLayout) -> bool {
    layout
        .fields
        .iter()
        .any(|field| matches!(field.kind, FieldKind::Amount))
}

/// A line whose fields are too few, too many, or not to be told apart.
fn misshapen(text: &str, found: usize, due: usize) -> CellTrouble {
    let (code, why) = if fields(text).is_none() {
        (
            "PN-4311",
            phrase!(
                "引号不合规定（RFC 4180）",
                "quotes stand where RFC 4180 has none"
            ),
        )
    } else {
        (
            "PN-4310",
            phrase!(
                "应有{due}栏，实有{found}栏",
                "{due} fields are due, {found} are there",
                due = due,
                found = found
            ),
        )
    };
    CellTrouble {
        column: String::new(),
        masked: masked(""),
        code: code.to_owned(),
        why,
    }
}

fn empty() -> NotRead {
    resend("PN-4321", phrase!("文件是空的", "the file is empty"))
}

fn header_only() -> NotRead {
    resend(
        "PN-4322",
        phrase!(
            "文件只有表头，没有明细",
            "the file has a header and no detail"
        ),
    )
}

fn cut_off() -> NotRead {
    resend(
        "PN-4331",
        phrase!(
            "没有末行（T），文件不完整",
            "there is no last line (T): the file is cut off"
        ),
    )
}

fn miscounted(told: i64, found: i64) -> NotRead {
    resend(
        "PN-4333",
        phrase!(
            "末行写明{told}条，实有{found}条",
            "the last line tells of {told} details, {found} are there",
            told = told,
            found = found
        ),
    )
}

fn missummed(told: Fen, found: Fen) -> NotRead {
    resend(
        "PN-4334",
        phrase!(
            "末行写明合计{told}元，实为{found}元",
            "the last line tells of {told} yuan, the details make {found}",
            told = told,
            found = found
        ),
    )
}

fn altered() -> NotRead {
    resend(
        "PN-4335",
        phrase!(
            "校验值不符，文件在传送中或传送后被改动",
            "the hash does not fit: the file was changed on its way or since"
        ),
    )
}

fn after_the_end(line: i64) -> NotRead {
    resend(
        "PN-4336",
        phrase!(
            "第{line}行：末行（T）之后还有内容",
            "line {line}: something follows the last line (T)",
            line = line
        ),
    )
}

fn no_record(line: i64) -> NotRead {
    resend(
        "PN-4337",
        phrase!(
            "第{line}行既不是明细（D）也不是末行（T）",
            "line {line} is neither a detail (D) nor the last line (T)",
            line = line
        ),
    )
}

fn returns_alone() -> NotRead {
    resend(
        "PN-4338",
        phrase!(
            "行尾只有回车，没有换行",
            "lines end in a carriage return without a line feed"
        ),
    )
}

fn too_many() -> NotRead {
    fatal(
        "PN-4346",
        phrase!(
            "有误的行超过{n}行，文件格式可能不对",
            "more than {n} lines are wrong; the layout may be another",
            n = BAD_MAX
        ),
        phrase!(
            "文件未导入；请与来文单位核对文件格式",
            "nothing was imported; agree on the layout with the sender"
        ),
    )
}
