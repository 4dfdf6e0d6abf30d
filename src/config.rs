//! Where the database is, which language, which keys, which colours: the environment and the config file, read once.
//!
//! Deliberately absent: any secret. Passwords come from `.pgpass` or a prompt and never pass through here.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};
use serde::Deserialize;

use crate::kernel::text::{Lang, Phrase};
use crate::phrase;

/// What the process was started with, besides its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `LC_ALL`, `LC_CTYPE` and `LANG`.
    pub locale: [Option<String>; 3],
    /// Whether `NO_COLOR` asks for a screen without colour.
    pub no_color: bool,
    /// Whether this runs in a tmux.
    pub tmux: bool,
    /// The user of the machine.
    pub user: String,
    /// Host and terminal, as the audit trail keeps them.
    pub client: String,
    /// The folder of the config file.
    pub config_folder: PathBuf,
    /// The folder of the demonstration database.
    pub data_folder: PathBuf,
    /// The user's documents, or where there are none the home folder.
    pub documents: PathBuf,
}

/// The config file, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    db: Option<String>,
    language: Option<String>,
    keymap: Option<PathBuf>,
    theme: Option<String>,
    ascii: Option<bool>,
    operator: Option<String>,
    font: Option<PathBuf>,
    export_dir: Option<PathBuf>,
}

/// What holds for this run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The address of the database; none means the demonstration in the user's data folder.
    pub db: Option<String>,
    /// The language.
    pub lang: Lang,
    /// A keymap laid over the default one: `vim`, or a file.
    pub keymap: Option<PathBuf>,
    /// The name of the theme, if one is asked for.
    pub theme: Option<String>,
    /// Whether boxes are drawn in ASCII; none asks the terminal.
    pub ascii: Option<bool>,
    /// Who signs in where `--as` is not given.
    pub operator: Option<String>,
    /// The font that PDF forms are set in; none looks where systems keep them.
    pub font: Option<PathBuf>,
    /// Where exported tables go; none means the user's documents.
    pub export_dir: Option<PathBuf>,
    /// The environment this comes from.
    pub around: Surroundings,
}

fn variable(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place that reads the environment"
    )]
    let value = std::env::var(name);
    value.ok().filter(|value| !value.is_empty())
}

/// Where people look for their files: the documents folder where there is one, else the home folder.
fn documents() -> PathBuf {
    UserDirs::new().map_or_else(
        || PathBuf::from("."),
        |user| {
            let documents = user.document_dir().filter(|folder| folder.is_dir());
            documents.unwrap_or(user.home_dir()).to_owned()
        },
    )
}

impl Surroundings {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        let folders = ProjectDirs::from("", "", "jingban");
        let folder = |pick: fn(&ProjectDirs) -> &Path| {
            folders
                .as_ref()
                .map_or_else(|| PathBuf::from("."), |it| pick(it).to_owned())
        };
        let user = variable("USER").or_else(|| variable("LOGNAME"));
        let user = user.unwrap_or_else(|| "-".to_owned());
        let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
        let host = variable("HOSTNAME").unwrap_or_else(|| host.trim().to_owned());
        let terminal = variable("SSH_TTY").or_else(|| variable("TTY"));
        let client = format!("{user}@{host} {}", terminal.as_deref().unwrap_or("local"));
        Self {
            locale: ["LC_ALL", "LC_CTYPE", "LANG"].map(variable),
            no_color: variable("NO_COLOR").is_some(),
            tmux: variable("TMUX").is_some(),
            user,
            client,
            config_folder: folder(ProjectDirs::config_dir),
            data_folder: folder(ProjectDirs::data_dir),
            documents: documents(),
        }
    }

    /// The language the locale asks for: English where it begins with `en`, else Chinese.
    pub fn lang(&self) -> Lang {
        let [all, _, lang] = &self.locale;
        let named = all.as_deref().or(lang.as_deref()).unwrap_or_default();
        if named.starts_with("en") {
            Lang::En
        } else {
            Lang::Zh
        }
    }

    /// The config file.
    pub fn config_file(&self) -> PathBuf {
        self.config_folder.join("config.toml")
    }

    /// The demonstration database that is opened when no other is named.
    pub fn demonstration(&self) -> PathBuf {
        self.data_folder.join("demonstration.db")
    }
}

/// The language of a code: `zh`, `en`.
pub fn lang_of(code: &str) -> Option<Lang> {
    match code {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The language named among the arguments, before they are parsed: help must already be in it.
pub fn lang_in(arguments: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    let apart = pairs
        .filter(|(name, _)| **name == "--lang")
        .map(|(_, code)| *code);
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    apart.chain(joined).find_map(lang_of)
}

impl Config {
    /// Reads the config file, where there is one; what it must not hold is told with its place.
    pub fn read(around: Surroundings) -> Result<Self, Phrase> {
        let file = around.config_file();
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(why) => return Err(wrong(&file, &why.to_string())),
        };
        Self::of(around, &text).map_err(|why| wrong(&file, &why))
    }

    /// The configuration these words make.
    fn of(around: Surroundings, text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|why| {
            // The message alone: the whole error quotes the line, and a line may hold a secret by mistake.
            let line = why.span().and_then(|span| text.get(..span.start));
            let line = line.map_or(0, |before| before.split('\n').count());
            format!("{line}: {}", why.message())
        })?;
        let lang = match written.language.as_deref() {
            None => around.lang(),
            Some(code) => lang_of(code).ok_or_else(|| format!("language = zh | en, {code}?"))?,
        };
        Ok(Self {
            db: written.db,
            lang,
            keymap: written.keymap,
            theme: written.theme,
            ascii: written.ascii,
            operator: written.operator,
            font: written.font,
            export_dir: written.export_dir,
            around,
        })
    }

    /// Where exported tables go unless another folder is typed.
    pub fn exports(&self) -> PathBuf {
        let documents = || self.around.documents.clone();
        self.export_dir.clone().unwrap_or_else(documents)
    }

    /// The same configuration without the file: what holds while the file is told to be wrong.
    pub fn bare(around: Surroundings) -> Self {
        Self {
            lang: around.lang(),
            around,
            ..Self::default()
        }
    }
}

fn wrong(file: &Path, why: &str) -> Phrase {
    phrase!(
        "配置文件 {file} 有误：{why}。请改正后再试",
        "the config file {file} is wrong: {why}. Mend it and try again",
        file = file.display(),
        why = why
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(lc_all: Option<&str>, lang: Option<&str>) -> Surroundings {
        Surroundings {
            locale: [lc_all.map(str::to_owned), None, lang.map(str::to_owned)],
            ..Surroundings::default()
        }
    }

    #[test]
    fn english_is_spoken_only_where_the_locale_begins_with_en() {
        assert_eq!(around(None, None).lang(), Lang::Zh);
        assert_eq!(around(None, Some("en_US.UTF-8")).lang(), Lang::En);
        assert_eq!(
            around(Some("zh_CN.UTF-8"), Some("en_US.UTF-8")).lang(),
            Lang::Zh
        );
        assert_eq!(around(Some("C.UTF-8"), None).lang(), Lang::Zh);
    }

    #[test]
    fn the_file_goes_before_the_locale_and_an_argument_before_both() {
        let config = Config::of(around(None, Some("zh_CN.UTF-8")), "language = \"en\"").unwrap();
        assert_eq!(config.lang, Lang::En);
        let words =
            |words: &[&str]| -> Vec<OsString> { words.iter().map(OsString::from).collect() };
        assert_eq!(
            lang_in(&words(&["jingban", "--lang", "zh"])),
            Some(Lang::Zh)
        );
        assert_eq!(
            lang_in(&words(&["jingban", "keys", "--lang=en"])),
            Some(Lang::En)
        );
        assert_eq!(lang_in(&words(&["jingban", "--lang", "fr"])), None);
    }

    #[test]
    fn exports_go_to_the_documents_unless_the_file_names_a_folder() {
        let around = Surroundings {
            documents: PathBuf::from("/srv/documents"),
            ..around(None, None)
        };
        let silent = Config::of(around.clone(), "").unwrap();
        assert_eq!(silent.exports(), PathBuf::from("/srv/documents"));
        let told = Config::of(around, "export_dir = \"/srv/exports\"").unwrap();
        assert_eq!(told.exports(), PathBuf::from("/srv/exports"));
    }

    #[test]
    fn a_name_nobody_knows_is_told_with_its_line_and_nothing_is_repeated() {
        let text = "theme = \"dark\"\npassword = \"hunter2\"\n";
        let why = Config::of(around(None, None), text).unwrap_err();
        assert!(why.starts_with("2:") && !why.contains("hunter2"), "{why}");
    }
}
