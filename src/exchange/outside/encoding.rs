//! UTF-8 or GB18030: found out from the whole file (BOM, strict UTF-8, GB18030), and turned into text line by line.

use std::borrow::Cow;
use std::io::Read;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::trouble::{NotRead, fatal, resend};
use super::watch::Watch;
use crate::phrase;

/// The mark at the beginning of some UTF-8 files.
pub const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB18030, four-byte characters included.
    Gb18030,
}

impl Encoding {
    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
        }
    }

    /// The encoding of a name, however it is spelt.
    pub fn of(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().replace('-', "").as_str() {
            "utf8" => Some(Self::Utf8),
            "gb18030" | "gbk" => Some(Self::Gb18030),
            _ => None,
        }
    }

    /// Bytes as text; none if they are no text in it.
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Gb18030 => {
                encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)
            }
        }
    }

    /// Text as bytes; none where a character has no place in it.
    pub fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Utf8 => Some(Cow::Borrowed(text.as_bytes())),
            Self::Gb18030 => {
                let (bytes, _, unmappable) = encoding_rs::GB18030.encode(text);
                (!unmappable).then_some(bytes)
            }
        }
    }
}

/// What a first look at all bytes tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// SHA-256 over the whole file, in lower-case hexadecimal digits.
    pub sha256: String,
    /// How it is written.
    pub encoding: Encoding,
    /// Whether it begins with a mark.
    pub bom: bool,
    /// Its length.
    pub bytes: u64,
}

/// Looks at all bytes once: the hash, the encoding, and what can be in no text.
pub fn survey(mut file: impl Read, watch: &Watch) -> Result<Survey, NotRead> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0_u8; 64 * 1024];
    let mut rest = Vec::new();
    let (mut utf8, mut bytes, mut bom) = (true, 0_u64, false);
    loop {
        if watch.is_stopped() {
            return Err(NotRead::Stopped);
        }
        let read = file.read(&mut chunk).map_err(|why| unreadable(&why))?;
        let Some(new) = chunk.get(..read).filter(|new| !new.is_empty()) else {
            break;
        };
        if bytes == 0 {
            bom = new.starts_with(BOM);
            if new.starts_with(b"\xFF\xFE") || new.starts_with(b"\xFE\xFF") {
                return Err(utf16());
            }
        }
        if new.contains(&0) {
            return Err(nul());
        }
        hash.update(new);
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(0));
        watch.advance(read);
        if utf8 {
            rest.extend_from_slice(new);
            utf8 = keeps_to_utf8(&mut rest);
        }
    }
    let encoding = if bom || (utf8 && rest.is_empty()) {
        Encoding::Utf8
    } else {
        Encoding::Gb18030
    };
    Ok(Survey {
        sha256: hexadecimal(&hash.finalize()),
        encoding,
        bom,
        bytes,
    })
}

/// Takes whole characters away; what is left may be the beginning of one.
fn keeps_to_utf8(rest: &mut Vec<u8>) -> bool {
    match std::str::from_utf8(rest) {
        Ok(_) => rest.clear(),
        Err(error) if error.error_len().is_none() => {
            rest.drain(..error.valid_up_to());
        }
        Err(_) => return false,
    }
    true
}

/// Bytes in lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in bytes {
        // Writing into a `String` cannot fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}

/// Whether a line of a GB18030 file is a line of UTF-8: a name in three-byte characters.
pub(super) fn looks_like_utf8(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| (0xE0..=0xEF).contains(byte)) && std::str::from_utf8(bytes).is_ok()
}

pub(super) fn unreadable(why: &std::io::Error) -> NotRead {
    fatal(
        "PN-4347",
        phrase!(
            "读不到文件：{why}",
            "cannot read the file: {why}",
            why = why
        ),
        phrase!("请核对路径和权限", "check the path and who may read there"),
    )
}

fn utf16() -> NotRead {
    resend(
        "PN-4344",
        phrase!(
            "文件是 UTF-16 编码，只接受 UTF-8 和 GB18030",
            "the file is in UTF-16; only UTF-8 and GB18030 are taken"
        ),
    )
}

fn nul() -> NotRead {
    resend(
        "PN-4342",
        phrase!(
            "文件含有空字节，不是文本文件",
            "the file holds a NUL byte: it is no text"
        ),
    )
}

/// Bytes that are no text of the file's encoding, or of another than the rest.
pub(super) fn mixed(line: i64) -> NotRead {
    resend(
        "PN-4341",
        phrase!(
            "第{line}行编码损坏，或文件混用 UTF-8 和 GB18030",
            "line {line}: broken encoding, or UTF-8 and GB18030 mixed in one file",
            line = line
        ),
    )
}
