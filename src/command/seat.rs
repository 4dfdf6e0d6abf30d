//! Opening the database a command works on, and sitting down at it.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, SubsecRound as _, Utc};

use super::out::Out;
use super::trouble::Trouble;
use crate::business::BUSINESSES;
use crate::business::organisation::sign_in::{AsOperator, LogIn, MoveDate};
use crate::config::Config;
use crate::database::runner::carry_out;
use crate::database::{Db, Engine, Fault, Server};
use crate::desk::demonstration::{DEMONSTRATION, LoadError, Loader, Source, reset};
use crate::kernel::area::{AreaCode, County};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// Every setting.
    SETTINGS = sql!("select name, value from settings order by name");
    /// The day it is where the scheme is.
    TODAY = sql!(
        sqlite "select date('now', '+8 hours') as today",
        postgres "select (now() at time zone 'Asia/Shanghai')::date as today"
    );
    /// Who shows people in a demonstration when nobody is named: the head of the agency.
    HEAD = sql!("select min(operator) as operator from assignments where post = 'C-DIR' and area = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)");
}

record! {
    struct Setting { name: String, value: String }
}

record! {
    struct Today { today: NaiveDate }
}

record! {
    struct Head { operator: Option<String> }
}

/// A database, and who sits at it.
pub struct Seat {
    /// The database.
    pub db: Db,
    /// The desk: the guest's until somebody has sat down.
    pub desk: Desk,
}

/// System time, in whole microseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where time enters a command"
)]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// A new operation id.
pub fn operation() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Who loads demonstrations on this machine.
pub fn loader(config: &Config) -> Loader {
    Loader {
        operator: config.around.user.clone(),
        client: config.around.client.clone(),
        at: now(),
    }
}

/// The path of the database, where it is embedded.
pub fn path_of(config: &Config) -> Option<PathBuf> {
    match config.db.as_deref() {
        None => Some(config.around.demonstration()),
        Some(url) => url.strip_prefix("sqlite:").map(PathBuf::from),
    }
}

/// Opens the database; the demonstration is built at its first start, with its progress shown.
pub async fn open(config: &Config, out: Out) -> Result<Db, Trouble> {
    let first = config.around.demonstration();
    if config.db.is_none() && !first.exists() {
        out.aside(&phrase!(
            "首次启动，正在建立演示库 {path}",
            "first start: building the demonstration {path}",
            path = first.display()
        ));
        build(&first, &Source::Carried, config, out).await?;
    }
    let db = connected(config).await?;
    db.check_schema().await?;
    Ok(db)
}

/// The database as it is, whatever the version of its schema.
pub async fn connected(config: &Config) -> Result<Db, Trouble> {
    let url = match &config.db {
        None => format!("sqlite:{}", config.around.demonstration().display()),
        Some(url) => url.clone(),
    };
    if url.starts_with("sqlite:") {
        return Ok(Db::open(&url).await?);
    }
    let server: Result<Server, Fault> = url.parse();
    let server = server.map_err(|wrong| Trouble::Misused(wrong.told()))?;
    let server = match &config.operator {
        Some(operator) => server.with_user(operator),
        None => server,
    };
    Ok(Db::open_postgres(&server).await?)
}

/// Builds a demonstration, in the place of the one that is there.
pub async fn build(path: &Path, source: &Source, config: &Config, out: Out) -> Result<(), Trouble> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|why| not_written(folder, &why))?;
    }
    let mut progress = |what: &str, done, due| out.progress(what, done, due);
    reset(path, &loader(config), source, BUSINESSES, &mut progress).await?;
    Ok(())
}

/// That a file or folder cannot be written.
pub fn not_written(path: &Path, why: &std::io::Error) -> Trouble {
    Trouble::Failed(vec![phrase!(
        "不能写入 {path}：{why}。请核对路径、权限和磁盘空间",
        "{path} cannot be written: {why}. Check the path, who owns it, and the space left",
        path = path.display(),
        why = why
    )])
}

impl From<LoadError> for Trouble {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Refused(refusal) => (*refusal).into(),
            LoadError::Fault(fault) => fault.into(),
            files @ LoadError::Files(_) => Self::Failed(files.told()),
        }
    }
}

impl Seat {
    /// Opens the database and stands before it as a guest.
    pub async fn guest(config: &Config, out: Out) -> Result<Self, Trouble> {
        let db = open(config, out).await?;
        let desk = guest_desk(&db, &config.around.client).await?;
        Ok(Self { db, desk })
    }

    /// Opens the database and sits down: as the operator named, or in a demonstration as its head.
    pub async fn taken(config: &Config, out: Out) -> Result<Self, Trouble> {
        let mut seat = Self::guest(config, out).await?;
        let operator = match &config.operator {
            Some(operator) => operator.clone(),
            None => seat.head(out).await?,
        };
        seat.sit_down(&operator, out).await?;
        Ok(seat)
    }

    /// Opens the database and sits down as the operator named; an act is never anybody's by default.
    pub async fn named(config: &Config, out: Out) -> Result<Self, Trouble> {
        match config.operator {
            Some(_) => Self::taken(config, out).await,
            None => Err(nobody_named()),
        }
    }

    async fn head(&self, out: Out) -> Result<String, Trouble> {
        if !self.desk.demonstration {
            return Err(nobody_named());
        }
        let binds = binds![self.desk.area.as_str(), self.desk.business_date];
        let head: Head = self.db.one(&HEAD, &binds).await?;
        let operator = head.operator.ok_or_else(nobody_named)?;
        out.aside(&phrase!(
            "未指定操作员，演示库以 {operator} 的身份查看",
            "nobody is named by --as: the demonstration is looked at as {operator}",
            operator = operator
        ));
        Ok(operator)
    }

    /// Sits down: by name alone in a demonstration, by password anywhere else.
    pub async fn sit_down(&mut self, operator: &str, out: Out) -> Result<(), Trouble> {
        let operator = operator.trim().to_owned();
        let signed = if self.desk.demonstration {
            carry_out(&self.db, &self.desk, &operation(), &AsOperator { operator }).await?
        } else {
            let password = password_of(&operator, out)?;
            let change = LogIn::of(&operator, password.into());
            carry_out(&self.db, &self.desk, &operation(), &change).await?
        };
        self.desk = signed.outcome.desk(&self.desk);
        Ok(())
    }

    /// Moves the business date of a demonstration, where `--date` asks for it.
    ///
    /// Whoever sits here sits down anew: the post is the one held on that day.
    pub async fn move_date(&mut self, to: Option<NaiveDate>, out: Out) -> Result<(), Trouble> {
        let Some(to) = to.filter(|to| *to != self.desk.business_date) else {
            return Ok(());
        };
        carry_out(&self.db, &self.desk, &operation(), &MoveDate { to }).await?;
        self.desk.business_date = to;
        if self.desk.post == Post::Guest {
            return Ok(());
        }
        let operator = self.desk.operator.clone();
        self.sit_down(&operator, out).await
    }
}

fn nobody_named() -> Trouble {
    Trouble::Misused(phrase!(
        "未指定操作员。请加 --as 和操作员代码，如 --as wangfang",
        "nobody is named. Add --as and an operator's id, such as --as wangfang"
    ))
}

/// Asks for the password on the terminal; it is never taken from the command line or the environment.
fn password_of(operator: &str, out: Out) -> Result<String, Trouble> {
    let no_terminal = || {
        Trouble::Failed(vec![phrase!(
            "需要输入口令，但当前不在终端上。请在终端上运行",
            "a password must be typed, and this is no terminal. Run it on one"
        )])
    };
    if !std::io::stdin().is_terminal() {
        return Err(no_terminal());
    }
    out.aside(&phrase!(
        "{operator} 的口令：",
        "password of {operator}:",
        operator = operator
    ));
    rpassword::prompt_password("").map_err(|_| no_terminal())
}

/// The desk of somebody who has not signed in yet.
pub async fn guest_desk(db: &Db, client: &str) -> Result<Desk, Trouble> {
    let settings: Vec<Setting> = db.rows(&SETTINGS, &[]).await?;
    let value = |name: &str| {
        settings
            .iter()
            .find(|it| it.name == name)
            .map(|it| it.value.as_str())
    };
    let county: County = value("county")
        .and_then(|it| it.parse().ok())
        .ok_or_else(not_set_up)?;
    let area: AreaCode = area_of(&county)?;
    let demonstration = value("environment") == Some(DEMONSTRATION);
    let moved = value("business_date")
        .filter(|_| demonstration)
        .and_then(|it| it.parse().ok());
    let business_date = match moved {
        Some(day) => day,
        None => db.one::<Today>(&TODAY, &[]).await?.today,
    };
    Ok(Desk {
        operator: "guest".to_owned(),
        name: String::new(),
        post: Post::Guest,
        area,
        county,
        client: client.to_owned(),
        at: now(),
        business_date,
        demonstration,
    })
}

fn area_of(county: &County) -> Result<AreaCode, Trouble> {
    let code = format!("{county}000000");
    Ok(code
        .parse()
        .map_err(|_| Fault::inconsistent("settings.county", county.as_str()))?)
}

fn not_set_up() -> Trouble {
    Trouble::Failed(vec![phrase!(
        "该数据库尚未登记所属县，不能使用。请核对数据库地址，或由信息岗初始化",
        "this database does not say which county it is for. Check its address, or let IT set it up"
    )])
}

/// Whether a database is embedded.
pub fn is_embedded(db: &Db) -> bool {
    db.engine() == Engine::Sqlite
}
