//! Writes a file of the kind: beside its name, read back, compared, and only then under its name.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use super::cells::written;
use super::encoding::{Encoding, hexadecimal};
use super::frame::{Head, head_line};
use super::lines::joined;
use super::reader::{Source, read};
use super::trouble::{NotRead, fatal};
use crate::kernel::area::County;
use crate::kernel::money::Fen;
use crate::phrase;

/// What stands in a file's trailer.
pub struct Written {
    /// SHA-256 over the whole file.
    pub sha256: String,
    /// Its details.
    pub count: i64,
    /// SHA-256 over the details alone, as text.
    details: String,
}

/// Writes details one after the other.
pub struct Writer<W: Write> {
    to: W,
    encoding: Encoding,
    before_the_end: Sha256,
    whole: Sha256,
    details: Sha256,
    count: i64,
    corrects: bool,
}

impl<W: Write> Writer<W> {
    /// Begins with the first line.
    pub fn begin(
        to: W,
        encoding: Encoding,
        head: &Head,
        county: &County,
        created: &str,
    ) -> Result<Self, NotRead> {
        let mut writer = Self {
            to,
            encoding,
            before_the_end: Sha256::new(),
            whole: Sha256::new(),
            details: Sha256::new(),
            count: 0,
            corrects: head.corrects,
        };
        let line = writer.line(&joined(head_line(head, county, created)))?;
        writer.before_the_end.update(&line);
        Ok(writer)
    }

    /// A detail, its fields already joined.
    pub fn detail(&mut self, fields: &str) -> Result<(), NotRead> {
        let line = self.line(&format!("D,{fields}"))?;
        self.before_the_end.update(&line);
        self.details.update(format!("{fields}\n"));
        self.count = self.count.saturating_add(1);
        Ok(())
    }

    /// The last line.
    pub fn end(mut self, total: Fen) -> Result<(W, Written), NotRead> {
        let hash = if self.corrects {
            String::new()
        } else {
            hexadecimal(&self.before_the_end.clone().finalize())
        };
        self.line(&format!(
            "T,{},{},{hash}",
            self.count,
            total.to_yuan_string()
        ))?;
        self.to.flush().map_err(|why| not_written(&why))?;
        let sha256 = hexadecimal(&self.whole.finalize());
        let details = hexadecimal(&self.details.finalize());
        Ok((
            self.to,
            Written {
                sha256,
                count: self.count,
                details,
            },
        ))
    }

    fn line(&mut self, text: &str) -> Result<Vec<u8>, NotRead> {
        let text = format!("{text}\r\n");
        let bytes = self.encoding.encode(&text);
        let bytes = bytes.ok_or_else(|| no_place(self.count.saturating_add(1)))?;
        self.to.write_all(&bytes).map_err(|why| not_written(&why))?;
        self.whole.update(&bytes);
        Ok(bytes.into_owned())
    }
}

/// A new file beside its later name, which only its owner may read.
pub fn aside(to: &Path) -> Result<NamedTempFile, NotRead> {
    let folder = match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    if to.exists() {
        return Err(is_there(to));
    }
    std::fs::create_dir_all(folder).map_err(|why| not_written(&why))?;
    let made = tempfile::Builder::new()
        .prefix(".jingban-")
        .tempfile_in(folder);
    made.map_err(|why| not_written(&why))
}

/// A buffered way into a file.
pub fn into(file: &NamedTempFile) -> Result<BufWriter<File>, NotRead> {
    let file = file
        .as_file()
        .try_clone()
        .map_err(|why| not_written(&why))?;
    Ok(BufWriter::new(file))
}

/// Reads a file back that was just written, and compares it with what was meant: each detail, their number, all bytes.
///
/// The lines of a correction are still wrong: of those the bytes and the number are compared.
pub fn read_back(file: &NamedTempFile, source: Source<'_>, meant: &Written) -> Result<(), NotRead> {
    file.as_file().sync_all().map_err(|why| not_written(&why))?;
    let again = File::open(file.path()).map_err(|why| not_written(&why))?;
    let mut details = Sha256::new();
    let found = read(again, source, &mut |row| {
        let fields = source.layout.fields.iter().zip(&row.values);
        let fields = fields.map(|(field, value)| written(field.kind, value));
        details.update(joined(fields) + "\n");
        Ok(())
    })?;
    let same = found.head.corrects || hexadecimal(&details.finalize()) == meant.details;
    if same && found.sha256 == meant.sha256 && found.count == meant.count {
        return Ok(());
    }
    Err(fatal(
        "PN-4349",
        phrase!(
            "写出的文件读回后与原数据不符",
            "the file, read back, is not what was meant to be written"
        ),
        phrase!(
            "文件未生成；请改用 UTF-8 编码或检查磁盘",
            "there is no file; take UTF-8, or check the disk"
        ),
    ))
}

/// Gives a file its name, never in the place of another.
pub fn named(file: NamedTempFile, to: &Path) -> Result<(), NotRead> {
    match file.persist_noclobber(to) {
        Ok(_) => Ok(()),
        Err(failure) if failure.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(is_there(to))
        }
        Err(failure) => Err(not_written(&failure.error)),
    }
}

fn is_there(to: &Path) -> NotRead {
    let name = to.file_name().unwrap_or(to.as_os_str());
    fatal(
        "PN-4350",
        phrase!(
            "已有文件 {name}，不予覆盖",
            "{name} is there already and is not written over",
            name = name.to_string_lossy()
        ),
        phrase!(
            "请另取文件名或移走原文件",
            "choose another name, or move the old file away"
        ),
    )
}

fn not_written(why: &std::io::Error) -> NotRead {
    fatal(
        "PN-4348",
        phrase!(
            "不能写入文件：{why}",
            "the file cannot be written: {why}",
            why = why
        ),
        phrase!(
            "请核对文件夹、权限和磁盘空间",
            "check the folder, who may write there, and the space left"
        ),
    )
}

fn no_place(line: i64) -> NotRead {
    fatal(
        "PN-4340",
        phrase!(
            "第{line}条有 GB18030 中没有的字符",
            "detail {line} holds a character that GB18030 has no place for",
            line = line
        ),
        phrase!("请改用 UTF-8 编码导出", "export in UTF-8"),
    )
}
