//! `jingban demo`: the demonstration built anew, once or for every place of a class.

use std::path::Path;

use super::args::Demo;
use super::generate;
use super::out::Out;
use super::seat::{build, loader, path_of};
use super::trouble::Trouble;
use crate::business::BUSINESSES;
use crate::config::Config;
use crate::desk::demonstration::{Source, copies};
use crate::phrase;

/// Carries out what is asked of the demonstration.
pub async fn run(demo: Demo, config: &Config, out: Out) -> Result<(), Trouble> {
    match demo {
        Demo::Reset {
            from,
            copies,
            folder,
        } => {
            let source = from.map_or(Source::Carried, Source::Folder);
            match (copies, folder) {
                (Some(count), Some(folder)) => class(count, &folder, &source, config, out).await,
                _ => one(&source, config, out).await,
            }
        }
        Demo::Generate {
            persons,
            seed,
            months,
        } => generate::run(persons, seed, months, config, out).await,
    }
}

async fn one(source: &Source, config: &Config, out: Out) -> Result<(), Trouble> {
    let path = path_of(config).ok_or_else(|| {
        Trouble::Misused(phrase!(
            "演示库只能建为内嵌数据库。请用 --db sqlite:路径",
            "a demonstration is an embedded database. Use --db sqlite:PATH"
        ))
    })?;
    build(&path, source, config, out).await?;
    if out.json {
        out.json(&shown(&path));
    } else {
        told(&path, out);
    }
    Ok(())
}

async fn class(
    count: u16,
    folder: &Path,
    source: &Source,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    let mut progress = |what: &str, done, due| out.progress(what, done, due);
    let loader = loader(config);
    let made = copies(count, folder, &loader, source, BUSINESSES, &mut progress).await?;
    if out.json {
        out.json(&made.iter().map(|path| shown(path)).collect::<Vec<_>>());
    } else {
        for path in &made {
            told(path, out);
        }
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn told(path: &Path, out: Out) {
    out.line(&phrase!(
        "已建好演示库 {path}",
        "the demonstration stands in {path}",
        path = path.display()
    ));
}
