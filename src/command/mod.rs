//! The same questions and changes as the console, without a screen.
//!
//! Each command is small: it reads its arguments, asks or acts through the one door, and prints through [`out::Out`].

pub mod args;
pub mod audit;
pub mod backup;
pub mod checks;
pub mod console;
pub mod demo;
pub mod doctor;
pub mod duties;
pub mod generate;
pub mod keys;
pub mod linear;
pub mod lookup;
pub mod out;
pub mod outside;
pub mod policy;
pub mod report;
pub mod seat;
pub mod server;
pub mod shell;
mod tmux;
pub mod trouble;
pub mod words;

use std::ffi::OsString;

use clap::FromArgMatches as _;

use crate::business::BUSINESSES;
use crate::config::{Config, Surroundings, lang_in, lang_of};
use crate::database::{self, Sql};
use crate::desk;
use crate::kernel::text::Lang;
use args::{Act, Args, Audit};
use out::Out;
use trouble::Trouble;

/// The statements of this folder, list by list.
pub const STATEMENTS: &[&[Sql]] = &[checks::STATEMENTS, doctor::STATEMENTS, seat::STATEMENTS];

/// Every statement of the program, wherever it stands.
pub fn statements() -> impl Iterator<Item = &'static Sql> {
    let businesses = BUSINESSES.iter().flat_map(|business| business.statements);
    let others = [database::STATEMENTS, desk::STATEMENTS, STATEMENTS];
    let others = others.into_iter().flatten();
    others.chain(businesses).copied().flatten()
}

/// Runs the command that these arguments name; its exit code: 0 done, 1 refused or failed, 2 misused.
pub async fn run(arguments: Vec<OsString>) -> u8 {
    let around = Surroundings::read();
    let (config, wrong) = match Config::read(around.clone()) {
        Ok(config) => (config, None),
        Err(why) => (Config::bare(around), Some(why)),
    };
    let lang = lang_in(&arguments).unwrap_or(config.lang);
    let json = arguments.iter().any(|word| word == "--json");
    let parsed = words::command(lang).try_get_matches_from(arguments);
    let args = match parsed.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => return misparsed(&error, Out { lang, json }),
    };
    let config = laid_over(config, &args, lang);
    let out = Out { lang, json };
    let ended = match wrong {
        Some(why) => Err(Trouble::Misused(why)),
        None => perform(args, &config, out).await,
    };
    match ended {
        Ok(()) => 0,
        Err(trouble) => {
            out.complain(&trouble);
            trouble.code()
        }
    }
}

/// The configuration with what the arguments say of it.
fn laid_over(config: Config, args: &Args, lang: Lang) -> Config {
    let given = &args.everywhere;
    Config {
        db: given.db.clone().or(config.db),
        operator: given.operator.clone().or(config.operator),
        lang: given.lang.as_deref().and_then(lang_of).unwrap_or(lang),
        ..config
    }
}

fn misparsed(error: &clap::Error, out: Out) -> u8 {
    if error.use_stderr() {
        let trouble = Trouble::Misused(words::misuse(error));
        out.complain(&trouble);
        trouble.code()
    } else {
        out.text(&error.render().to_string());
        0
    }
}

async fn perform(args: Args, config: &Config, out: Out) -> Result<(), Trouble> {
    let date = args.everywhere.date;
    match args.act {
        None if args.everywhere.linear => {
            console::run_in_lines(config, &args.everywhere, out).await
        }
        None => console::run(config, &args.everywhere, out).await,
        Some(Act::Lookup { key }) => lookup::run(&key, date, config, out).await,
        Some(Act::Demo(demo)) => demo::run(demo, config, out).await,
        Some(Act::Policy(policy)) => policy::run(policy, date, config, out).await,
        Some(Act::Audit(Audit::Verify)) => audit::verify(config, out).await,
        Some(Act::Doctor) => doctor::run(config, out).await,
        Some(Act::Keys { check, markdown }) => keys::run(check, markdown, config, out),
        Some(Act::Report {
            id,
            period,
            area,
            format,
            out: folder,
        }) => {
            let order = report::Order {
                id,
                period,
                area,
                format,
                folder,
            };
            report::run(&order, date, config, out).await
        }
        Some(Act::Import(import)) => outside::import(import, date, config, out).await,
        Some(Act::Export(export)) => outside::export(export, date, config, out).await,
        Some(Act::Exchange(exchange)) => outside::decide(exchange, date, config, out).await,
        Some(Act::Duties) => {
            duties::run(out);
            Ok(())
        }
        Some(Act::Backup { file }) => backup::run(&file, config, out).await,
        Some(Act::Server(args::Server::Migrate)) => server::migrate(config, out).await,
        Some(Act::Completions { shell }) => {
            shell::completions(shell, out);
            Ok(())
        }
        Some(Act::Man) => shell::man(out),
    }
}
