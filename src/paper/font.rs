//! The Chinese font a PDF is set in: the one the configuration names, else one the system has.
//!
//! None is shipped: fonts with all the characters of names are large, and a site has its own.

use std::path::{Path, PathBuf};

use crate::kernel::clause::Clause;
use crate::kernel::refusal::Refusal;
use crate::phrase;

/// Where systems keep Chinese fonts, the best first.
const PLACES: &[&str] = &[
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/System/Library/Fonts/PingFang.ttc",
];

/// The files that are looked for: the configured one alone, where there is one.
pub fn candidates(configured: Option<&Path>) -> Vec<PathBuf> {
    configured.map_or_else(
        || PLACES.iter().map(PathBuf::from).collect(),
        |path| vec![path.to_owned()],
    )
}

/// The refusal where none of these files is a font.
pub fn missing(configured: Option<&Path>) -> Refusal {
    let why = configured.map_or_else(
        || {
            phrase!(
                "本机没有中文字体，不能生成PDF",
                "this machine has no Chinese font, so no PDF can be made"
            )
        },
        |path| {
            phrase!(
                "配置的字体文件{path}不存在或不是字体",
                "the configured font {path} is not there, or is no font",
                path = path.display()
            )
        },
    );
    Refusal::new(
        "PP-0101",
        Clause::of("D"),
        why,
        phrase!(
            "请安装软件包 fonts-wqy-zenhei 或 fonts-noto-cjk，或在 config.toml 中以 font 指定字体文件；也可改用 --format txt",
            "install the package fonts-wqy-zenhei or fonts-noto-cjk, or name a file as font in config.toml; --format txt needs none"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configured_font_goes_alone_and_a_missing_one_names_the_package() {
        let mine = Path::new("/srv/fonts/songti.ttf");
        assert_eq!(candidates(Some(mine)), [mine]);
        assert!(candidates(None).len() > 5);
        let refused = missing(None);
        assert!(
            refused.remedy.zh.contains("fonts-wqy-zenhei")
                && refused.remedy.en.contains("config.toml")
        );
        assert!(missing(Some(mine)).why.zh.contains("/srv/fonts/songti.ttf"));
    }
}
