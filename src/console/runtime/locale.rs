//! Whether the terminal says it reads UTF-8; told in ASCII where it does not, since nothing else would be read.

use crate::kernel::text::Text;
use crate::text;

/// Both languages in ASCII: on such a terminal no hanzi can be told.
const NOT_UTF_8: Text = text!(
    "jingban: zhong duan bu shi UTF-8, han zi hui luan ma. Qing she zhi LANG=zh_CN.UTF-8. \
     The terminal is not UTF-8; set LANG=zh_CN.UTF-8",
    "jingban: the terminal is not UTF-8, Chinese text will be unreadable; set LANG=en_US.UTF-8"
);

/// The warning for these values of `LC_ALL`, `LC_CTYPE` and `LANG`, if one is due; the first that is set counts.
pub fn locale_warning(
    lc_all: Option<&str>,
    lc_ctype: Option<&str>,
    lang: Option<&str>,
) -> Option<Text> {
    let named = [lc_all, lc_ctype, lang]
        .into_iter()
        .flatten()
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    let name = named.to_ascii_lowercase().replace('-', "");
    (!name.contains("utf8")).then_some(NOT_UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_set_counts() {
        assert_eq!(locale_warning(None, None, Some("zh_CN.UTF-8")), None);
        assert_eq!(
            locale_warning(Some(""), Some("C.utf8"), Some("zh_CN.GBK")),
            None
        );
        assert!(locale_warning(Some("zh_CN.GB18030"), None, Some("zh_CN.UTF-8")).is_some());
        assert!(locale_warning(None, None, None).is_some());
    }

    #[test]
    fn the_warning_can_be_read_without_utf_8() {
        assert!(NOT_UTF_8.zh.is_ascii() && NOT_UTF_8.en.is_ascii());
    }
}
