//! `jingban` without a command: the console on this terminal.

use std::fs::{File, OpenOptions};
use std::io::IsTerminal as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use chrono::NaiveDate;

use super::args::Everywhere;
use super::keys::keymap;
use super::out::Out;
use super::seat::{Seat, operation};
use super::trouble::Trouble;
use crate::config::Config;
use crate::console::app::App;
use crate::console::runtime::{
    LinearOptions, LiveError, LiveOptions, Looked, Recorder, locale_warning, run as live,
    run_linear,
};
use crate::console::view::Theme;
use crate::database::Db;
use crate::database::request::AnyChange;
use crate::desk::drafts::keep;
use crate::desk::export::exporter;
use crate::desk::house;
use crate::desk::looks::Look;
use crate::kernel::text::Text;
use crate::{phrase, text};

/// Who writes who looked at what.
const LOOKED: Looked = |objects| Box::new(Look { objects }) as Box<dyn AnyChange>;

/// Opens the console: at its door, or in a demonstration at the desk of the operator named.
pub async fn run(config: &Config, wanted: &Everywhere, out: Out) -> Result<(), Trouble> {
    warned(config, out);
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(Trouble::Misused(phrase!(
            "经办台需要在终端上运行。不用界面请用 --linear 或指定命令，见 jingban --help",
            "the console needs a terminal. Without one use --linear or name a command; see jingban --help"
        )));
    }
    let theme = theme(config)?;
    let (app, db) = begun(config, wanted.date, out).await?;
    let options = LiveOptions {
        theme,
        ascii: config.ascii,
        looked: Some(LOOKED),
        keeper: Some(keep),
    };
    let ended = match &wanted.record {
        None => Box::pin(live(app, db, options)).await,
        Some(path) => {
            let recorder = Recorder::over(app, Box::new(recording(path)?));
            Box::pin(live(recorder, db, options)).await
        }
    };
    ended.map_err(|error| broken(&error))
}

/// The same in lines: for screen readers and scripts, with or without a terminal.
pub async fn run_in_lines(config: &Config, wanted: &Everywhere, out: Out) -> Result<(), Trouble> {
    warned(config, out);
    let (app, db) = begun(config, wanted.date, out).await?;
    let options = LinearOptions {
        looked: Some(LOOKED),
        keeper: Some(keep),
    };
    let ended = run_linear(app, db, options).await;
    ended.map_err(|error| broken(&error))
}

fn warned(config: &Config, out: Out) {
    let [all, kind, lang] = config.around.locale.each_ref().map(Option::as_deref);
    if let Some(warning) = locale_warning(all, kind, lang) {
        out.aside(&warning);
    }
}

/// The console, and the database it stands over.
async fn begun(config: &Config, date: Option<NaiveDate>, out: Out) -> Result<(App, Db), Trouble> {
    let keymap = keymap(config).map_err(Trouble::Failed)?;
    let mut seat = Seat::guest(config, out).await?;
    if let Some(operator) = config
        .operator
        .as_deref()
        .filter(|_| seat.desk.demonstration)
    {
        seat.sit_down(operator, out).await?;
    }
    seat.move_date(date, out).await?;
    let app = house::app(seat.desk, keymap, config.lang, operation());
    let app = app.exporting(exporter(config.exports()));
    Ok((app, seat.db))
}

/// A new file that only its owner may read; an old recording is never written over.
fn recording(path: &Path) -> Result<File, Trouble> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    made.map_err(|error| {
        Trouble::Misused(phrase!(
            "无法新建录制文件 {path}：{error}。请换一个尚不存在的文件名",
            "the recording {path} cannot be made: {error}. Name a file that does not exist yet",
            path = path.display(),
            error = error
        ))
    })
}

/// The theme asked for; without colour where `NO_COLOR` is set.
fn theme(config: &Config) -> Result<Theme, Trouble> {
    match config.theme.as_deref() {
        _ if config.around.no_color => Ok(Theme::Mono),
        None => Ok(Theme::default()),
        Some(name) => Theme::named(name).ok_or_else(|| {
            let known: Vec<&str> = Theme::NAMES.iter().map(|(name, _)| *name).collect();
            Trouble::Misused(phrase!(
                "没有配色 {name}。可用：{known}",
                "there is no theme {name}. There are {known}",
                name = name,
                known = known.join(", ")
            ))
        }),
    }
}

fn broken(error: &LiveError) -> Trouble {
    let what: Text = match error {
        LiveError::Terminal(_) => text!("终端出错", "the terminal failed"),
        LiveError::Broke => text!("程序内部出错", "the program broke"),
    };
    Trouble::Failed(vec![phrase!(
        "{what}：{error}。已提交的操作不受影响，请重新打开经办台",
        "{what}: {error}. What was submitted stands; open the console again",
        what = what,
        error = error
    )])
}
