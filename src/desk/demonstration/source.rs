//! Where demonstration files come from: a folder a trainer has edited, or the county the program carries.

use std::borrow::Cow;
use std::path::PathBuf;

use include_dir::{Dir, include_dir};

use crate::exchange::table_file::FileTrouble;
use crate::phrase;

static CARRIED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/demo-data");

/// A set of demonstration files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The county the program carries.
    Carried,
    /// A folder with files of the same names.
    Folder(PathBuf),
}

impl Source {
    /// The bytes of a file, or that it is not there.
    pub fn bytes(&self, file: &str) -> Result<Cow<'static, [u8]>, FileTrouble> {
        let read = match self {
            Self::Carried => CARRIED
                .get_file(file)
                .map(|carried| Cow::Borrowed(carried.contents()))
                .ok_or_else(|| phrase!("程序未带此文件", "the program does not carry this file")),
            Self::Folder(folder) => std::fs::read(folder.join(file))
                .map(Cow::Owned)
                .map_err(|why| phrase!("不能读取：{why}", "it cannot be read: {why}", why = why)),
        };
        read.map_err(|why| FileTrouble {
            file: file.to_owned(),
            line: 0,
            column: String::new(),
            why,
        })
    }

    /// The text of a file.
    pub(super) fn text(&self, file: &str) -> Result<String, FileTrouble> {
        String::from_utf8(self.bytes(file)?.into_owned()).map_err(|why| FileTrouble {
            file: file.to_owned(),
            line: 0,
            column: String::new(),
            why: phrase!("不是 UTF-8 编码：{why}", "not UTF-8: {why}", why = why),
        })
    }

    /// A file in TOML, as what it should be.
    pub(super) fn toml<T: serde::de::DeserializeOwned>(
        &self,
        file: &str,
    ) -> Result<T, FileTrouble> {
        let text = self.text(file)?;
        let trouble = |line, why: String| FileTrouble {
            file: file.to_owned(),
            line,
            column: String::new(),
            why: phrase!("内容不合规定：{why}", "not acceptable: {why}", why = why),
        };
        toml::from_str(&text).map_err(|why: toml::de::Error| {
            let before = why.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(0, |before| before.split('\n').count());
            trouble(u64::try_from(line).unwrap_or(0), why.message().to_owned())
        })
    }
}
