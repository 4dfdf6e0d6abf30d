//! Every sentence a user can see, in Chinese and in English at once.
//!
//! A text that lacks one language does not compile, and a phrase whose two languages do not use the
//! same values does not compile either (`format!` refuses an argument that is never used).
//! Deliberately absent: a dictionary of keys, plural machinery, a fallback from one language to the
//! other.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

/// The language a screen is shown in. Chinese is what users see first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Chinese, simplified.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language the toggle leads to.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

/// A fixed text in both languages: `text!("批准", "Approve")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Text {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    pub const fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A sentence with values in it, kept in both languages so that the screen can switch while it
/// stands: `phrase!("第{line}行", "line {line}", line = 3)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phrase {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Phrase {
    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The same text in both languages: a name, a number, a file path.
    pub fn verbatim(text: impl Into<String>) -> Self {
        let zh = text.into();
        Self { en: zh.clone(), zh }
    }

    /// Two sentences, one after the other.
    #[must_use]
    pub fn then(&self, next: &Phrase) -> Self {
        Self {
            zh: format!("{}{}", self.zh, next.zh),
            en: format!("{} {}", self.en, next.en),
        }
    }

    /// The sentence with a capital letter, to follow another.
    #[must_use]
    pub fn capital(&self) -> Self {
        let mut rest = self.en.chars();
        let first = rest.next().into_iter().flat_map(char::to_uppercase);
        Self {
            zh: self.zh.clone(),
            en: first.chain(rest.clone()).collect(),
        }
    }

    /// The sentence without the stop at its end, to be built into a longer one.
    #[must_use]
    pub fn without_stop(&self) -> Self {
        Self {
            zh: self.zh.trim_end_matches('。').to_owned(),
            en: self.en.trim_end_matches('.').to_owned(),
        }
    }
}

impl From<Text> for Phrase {
    fn from(text: Text) -> Self {
        Self {
            zh: text.zh.to_owned(),
            en: text.en.to_owned(),
        }
    }
}

/// A value that can stand in a phrase: the same for both languages unless it is itself a text.
pub trait Say {
    /// The value as it reads in one language.
    fn say(&self, lang: Lang) -> String;
}

impl<T: Display + ?Sized> Say for T {
    fn say(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Say for Text {
    fn say(&self, lang: Lang) -> String {
        self.in_lang(lang).to_owned()
    }
}

impl Say for Phrase {
    fn say(&self, lang: Lang) -> String {
        self.in_lang(lang).to_owned()
    }
}

impl Say for Box<Phrase> {
    fn say(&self, lang: Lang) -> String {
        self.in_lang(lang).to_owned()
    }
}

/// A [`Text`]: both languages, or it does not compile.
#[macro_export]
macro_rules! text {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::kernel::text::Text { zh: $zh, en: $en }
    };
}

/// A [`Phrase`]: both languages with the same named values, or it does not compile.
#[macro_export]
macro_rules! phrase {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::kernel::text::Phrase {
            zh: format!($zh $(, $name = $crate::kernel::text::Say::say(&$value, $crate::kernel::text::Lang::Zh))*),
            en: format!($en $(, $name = $crate::kernel::text::Say::say(&$value, $crate::kernel::text::Lang::En))*),
        }
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_phrase_says_its_values_in_each_language() {
        let what = text!("村", "village");
        let said = phrase!("第{n}个{what}", "{what} no. {n}", n = 3, what = what);
        assert_eq!(said.zh, "第3个村");
        assert_eq!(said.en, "village no. 3");
    }
}
