//! A place to work at: a home folder of its own with a copy of the demonstration county, and the real program.
//!
//! The county is built once by the program itself, and again only when the program has changed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use jingban::database::{Db, Missing};
use tempfile::TempDir;

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_jingban");

/// A home folder, and perhaps a database in it.
pub(crate) struct Place {
    folder: TempDir,
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit code.
    pub(crate) code: i32,
    /// What it said on standard output.
    pub(crate) said: String,
    /// What it said on standard error.
    pub(crate) complained: String,
}

static COUNTY: OnceLock<PathBuf> = OnceLock::new();

/// The file of the county that every place has a copy of.
fn county() -> &'static Path {
    COUNTY.get_or_init(|| {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("county.db");
        let written = |path: &Path| fs::metadata(path).and_then(|it| it.modified()).ok();
        if written(&file) < written(Path::new(PROGRAM)) {
            let built = Place::empty().run(&["--db", &url(&file), "demo", "reset"]);
            assert_eq!(built.code, 0, "{built:?}");
        }
        file
    })
}

fn url(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

impl Place {
    /// A home folder with nothing in it.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// A home folder with a copy of the county.
    pub(crate) fn demonstration() -> Self {
        let place = Self::empty();
        fs::copy(county(), place.file("county.db")).unwrap();
        place
    }

    /// A file in the home folder, there or not.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The address of the copy.
    pub(crate) fn url(&self) -> String {
        url(&self.file("county.db"))
    }

    /// The environment of the program: this home, and nothing of the machine the tests run on.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let home = self.folder.path().display().to_string();
        vec![
            ("HOME", home.clone()),
            ("XDG_DATA_HOME", format!("{home}/data")),
            ("XDG_CONFIG_HOME", format!("{home}/config")),
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "zh_CN.UTF-8".to_owned()),
            ("USER", "tester".to_owned()),
            ("HOSTNAME", "desk".to_owned()),
        ]
    }

    /// Runs the program with these arguments alone, away from any terminal.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Ended {
        self.run_in(arguments, &[])
    }

    /// The same with more in its environment.
    pub(crate) fn run_in<S: AsRef<OsStr>>(
        &self,
        arguments: &[S],
        environment: &[(&str, &str)],
    ) -> Ended {
        let output = Command::new(PROGRAM)
            .args(arguments)
            .env_clear()
            .envs(self.environment())
            .envs(environment.iter().copied())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ended {
            code: output.status.code().unwrap(),
            said: String::from_utf8(output.stdout).unwrap(),
            complained: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command, written with blanks between its words, on the copy of the county.
    pub(crate) fn ask(&self, command: &str) -> Ended {
        let words: Vec<&str> = command.split(' ').collect();
        self.tell(&words)
    }

    /// The same with words that may have blanks in them.
    pub(crate) fn tell(&self, words: &[&str]) -> Ended {
        let url = self.url();
        self.run(&[&["--db", &url], words].concat())
    }

    /// The copy of the county, opened as somebody with the file would open it.
    pub(crate) async fn open(&self) -> Db {
        let file = self.file("county.db");
        Db::open_sqlite(&file, Missing::Refuse).await.unwrap()
    }
}
