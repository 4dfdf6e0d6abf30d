//! Records of a file as bytes, one after the other, by RFC 4180: a quoted field may hold line ends.
//!
//! Quotes, commas and line ends are the same bytes in UTF-8 and GB18030, whose longer characters hold none of them.

use std::borrow::Cow;
use std::io::BufRead;

use super::encoding::unreadable;
use super::trouble::{NotRead, resend};
use crate::phrase;

/// The longest record that is read, in bytes: no layout comes near it.
pub const LINE_MAX: usize = 64 * 1024;

/// Reads records.
pub struct Records<R> {
    from: R,
    /// The line the next record begins on.
    next: i64,
    record: Vec<u8>,
}

/// Where a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Begin,
    Plain,
    Quoted,
    /// After a quote within quotes: another one, or the end of the field.
    Quote,
}

impl<R: BufRead> Records<R> {
    /// Reads the records of this.
    pub fn of(from: R) -> Self {
        Self {
            from,
            next: 1,
            record: Vec::new(),
        }
    }

    /// The next record with its line end, and the line it begins on; none at the end.
    ///
    /// A record longer than [`LINE_MAX`] is refused as soon as it is, and no more of it is read.
    pub fn read_next(&mut self) -> Result<Option<(i64, &[u8])>, NotRead> {
        self.record.clear();
        let line = self.next;
        let mut at = At::Begin;
        loop {
            let buffer = self.from.fill_buf().map_err(|why| unreadable(&why))?;
            if buffer.is_empty() {
                if at == At::Quoted {
                    return Err(unclosed(line));
                }
                return Ok((!self.record.is_empty()).then_some((line, &self.record)));
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(buffer.len(), |end| end.saturating_add(1));
            let piece = buffer.get(..taken).unwrap_or_default();
            if self.record.len().saturating_add(taken) > LINE_MAX {
                return Err(if at == At::Quoted {
                    unclosed(line)
                } else {
                    too_long(line)
                });
            }
            at = after(at, piece);
            self.record.extend_from_slice(piece);
            self.from.consume(taken);
            if end.is_some() {
                self.next = self.next.saturating_add(1);
                if at != At::Quoted {
                    return Ok(Some((line, &self.record)));
                }
            }
        }
    }
}

/// Where the byte after a piece stands.
fn after(at: At, piece: &[u8]) -> At {
    // Most records hold no quote at all.
    if at != At::Quoted && at != At::Quote && !piece.contains(&b'"') {
        return match piece.last() {
            Some(b',') => At::Begin,
            Some(_) => At::Plain,
            None => at,
        };
    }
    piece.iter().fold(at, |at, byte| match (at, byte) {
        (At::Quoted, b'"') => At::Quote,
        (At::Quoted, _) | (At::Begin | At::Quote, b'"') => At::Quoted,
        (At::Begin | At::Plain | At::Quote, b',') => At::Begin,
        (At::Begin | At::Plain | At::Quote, _) => At::Plain,
    })
}

/// The fields of a record without its line end; none where quotes stand as RFC 4180 has them not.
pub fn fields(record: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut fields = Vec::with_capacity(12);
    let mut rest = record;
    loop {
        let (field, after) = if let Some(quoted) = rest.strip_prefix('"') {
            let (field, after) = unquoted(quoted)?;
            (field, after)
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let (field, after) = rest.split_at_checked(end)?;
            if field.contains('"') {
                return None;
            }
            (Cow::Borrowed(field), after)
        };
        fields.push(field);
        if after.is_empty() {
            return Some(fields);
        }
        rest = after.strip_prefix(',')?;
    }
}

/// A quoted field after its first quote, and what follows its last.
fn unquoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut from = 0;
    loop {
        let quote = text.get(from..)?.find('"')?.saturating_add(from);
        let after = quote.saturating_add(1);
        let rest = text.get(after..)?;
        if !rest.starts_with('"') {
            let field = text.get(..quote)?;
            let field = if field.contains('"') {
                Cow::Owned(field.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(field)
            };
            return Some((field, rest));
        }
        from = after.saturating_add(1);
    }
}

/// A field as it is written: quoted where it must be.
pub fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains([',', '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}

/// Fields as one line, without a line end.
pub fn joined<T: AsRef<str>>(fields: impl IntoIterator<Item = T>) -> String {
    let mut line = String::new();
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        line.push_str(&quoted(field.as_ref()));
    }
    line
}

fn too_long(line: i64) -> NotRead {
    resend(
        "PN-4343",
        phrase!(
            "第{line}行超过64 KB，不是本系统的文件格式",
            "line {line} is longer than 64 KB: this is no file of the kind",
            line = line
        ),
    )
}

fn unclosed(line: i64) -> NotRead {
    resend(
        "PN-4345",
        phrase!(
            "第{line}行的引号没有结束，文件可能被截断",
            "line {line}: a quote is never closed; the file may be cut off",
            line = line
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<(i64, Vec<u8>)> {
        let mut records = Records::of(std::io::BufReader::with_capacity(3, text));
        let mut found = Vec::new();
        while let Some((line, record)) = records.read_next().unwrap() {
            found.push((line, record.to_vec()));
        }
        found
    }

    #[test]
    fn records_end_outside_quotes_alone() {
        let found = all(b"a,\"b\nc\"\"\n\",d\r\n,\"\"\ne\"f\n\"g\"");
        let lines: Vec<i64> = found.iter().map(|it| it.0).collect();
        assert_eq!(lines, [1, 4, 5, 6]);
        assert_eq!(found[0].1, b"a,\"b\nc\"\"\n\",d\r\n");
        let cut = Records::of(&b"a,\"b\n"[..]).read_next().map(|_| ());
        assert!(matches!(cut, Err(NotRead::Refused(why)) if why.code == "PN-4345"));
    }

    #[test]
    fn fields_are_taken_apart_and_put_together_again() {
        let read =
            |text| fields(text).map(|it| it.into_iter().map(Cow::into_owned).collect::<Vec<_>>());
        assert_eq!(read("a,\"b,\"\"c\",,").unwrap(), ["a", "b,\"c", "", ""]);
        assert_eq!(read("").unwrap(), [""]);
        for wrong in ["a\"b", "\"a\"b", "\"a"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(joined(["a", "b,\"c", "=1+1", ""]), "a,\"b,\"\"c\",=1+1,");
    }

    #[test]
    fn a_line_of_ten_megabytes_is_refused_without_being_read() {
        struct Endless(usize);
        impl std::io::Read for Endless {
            fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
                to.fill(b'x');
                self.0 += to.len();
                assert!(self.0 < 2 * LINE_MAX, "{} bytes were read", self.0);
                Ok(to.len())
            }
        }
        let mut records = Records::of(std::io::BufReader::new(Endless(0)));
        assert!(matches!(records.read_next(), Err(NotRead::Refused(why)) if why.code == "PN-4343"));
    }
}
