//! A file of numbers somebody was handed: one per line, in whichever encoding, with whatever stands beside them.

use std::path::Path;

use crate::kernel::name::half_width;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The largest file that is read, in bytes.
const BYTES_MAX: u64 = 8 * 1024 * 1024;

/// The first field of every line that has one, with its line number: half-width, without spaces and quotes.
pub async fn read(path: &Path) -> Result<Vec<(usize, String)>, Phrase> {
    let shown = path.display();
    let missing = |_| {
        phrase!(
            "读不到文件 {shown}，请核对路径",
            "cannot read {shown}; check the path",
            shown = shown
        )
    };
    let size = tokio::fs::metadata(path).await.map_err(missing)?.len();
    if size > BYTES_MAX {
        return Err(phrase!(
            "文件超过 8 MB，请拆分后再查",
            "the file is larger than 8 MB: split it"
        ));
    }
    let bytes = tokio::fs::read(path).await.map_err(missing)?;
    numbers(&bytes).ok_or_else(|| {
        phrase!(
            "{shown} 既不是 UTF-8 也不是 GB18030 文本",
            "{shown} is neither UTF-8 nor GB18030 text",
            shown = shown
        )
    })
}

/// The numbers of a file's bytes; none if they are no text.
pub fn numbers(bytes: &[u8]) -> Option<Vec<(usize, String)>> {
    let text = decoded(bytes)?;
    let first = |line: &str| -> String {
        let field = line.split([',', '\t', ';']).next().unwrap_or_default();
        half_width(field)
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\''))
            .collect()
    };
    let lines = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at.saturating_add(1), first(line)));
    Some(lines.filter(|(_, number)| !number.is_empty()).collect())
}

/// UTF-8 (a BOM is accepted), else GB18030; nothing is guessed where neither fits.
fn decoded(bytes: &[u8]) -> Option<String> {
    if bytes.contains(&0) {
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let (text, broken) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!broken).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_either_encoding_with_their_lines() {
        let utf8 = "\u{FEFF}3713231200012344,王秀英\r\n\r\n３７２８０１１９５２０３１５００２４\t\n\"0024\"\n";
        let expected = [
            (1, "3713231200012344"),
            (3, "372801195203150024"),
            (4, "0024"),
        ];
        let found = numbers(utf8.as_bytes()).unwrap();
        assert_eq!(
            found
                .iter()
                .map(|(at, no)| (*at, no.as_str()))
                .collect::<Vec<_>>(),
            expected
        );
        let (gb, ..) = encoding_rs::GB18030.encode("3713231200012344,王秀英𠮷\n");
        assert_eq!(numbers(&gb).unwrap(), [(1, "3713231200012344".to_owned())]);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(numbers(b"37\x00"), None);
        assert_eq!(numbers(b"\xFF\xFF\xFF"), None);
    }
}
