//! `jingban report ID`: forms and reports on paper, a file for each, their hashes in the trail.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::out::Out;
use super::seat::{Seat, not_written, operation};
use super::trouble::Trouble;
use crate::business::BUSINESSES;
use crate::business::descriptor::Report;
use crate::config::Config;
use crate::database::runner::carry_out;
use crate::desk::printed::{Print, PrintedFile, sha256};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Lang;
use crate::paper::sheet::Sheet;
use crate::paper::{font, pdf, text};
use crate::phrase;

/// What shall be printed.
#[derive(Clone, Debug)]
pub struct Order {
    /// Which form or report.
    pub id: String,
    /// The month.
    pub period: String,
    /// Where; none: the operator's own area.
    pub area: Option<String>,
    /// `txt` or `pdf`.
    pub format: String,
    /// The folder of the files.
    pub folder: Option<PathBuf>,
}

/// Every form and report there is.
fn reports() -> impl Iterator<Item = &'static Report> {
    BUSINESSES.iter().flat_map(|business| business.reports)
}

/// Prints what is asked for. Files are written aside, the trail is told their hashes, and then they get their names.
pub async fn run(
    order: &Order,
    date: Option<NaiveDate>,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    let report = reports()
        .find(|it| it.id.eq_ignore_ascii_case(&order.id))
        .ok_or_else(|| unknown(&order.id))?;
    let month: Month = order.period.parse().map_err(|_| no_month(&order.period))?;
    let mut seat = Seat::named(config, out).await?;
    seat.move_date(date, out).await?;
    let area = match &order.area {
        None => seat.desk.area.clone(),
        Some(code) => code.parse::<AreaCode>().map_err(|_| no_area(code))?,
    };
    let sheets = (report.make)(&seat.db, &seat.desk, month, &area).await?;
    if sheets.is_empty() {
        return Err(nothing(report, month).into());
    }
    let font = if order.format == "pdf" {
        Some(found_font(config.font.as_deref())?)
    } else {
        None
    };
    let folder = order.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    std::fs::create_dir_all(&folder).map_err(|why| not_written(&folder, &why))?;
    let mut files = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let (bytes, pages) = printed(sheet, out.lang, font.as_deref())?;
        let told = PrintedFile {
            name: format!("{}_{}.{}", sheet.code, sheet.name, order.format),
            pages,
            sha256: sha256(&bytes),
        };
        write_aside(&folder, &told.name, &bytes)?;
        files.push(told);
    }
    let print = Print {
        report: report.id.to_owned(),
        period: month.to_string(),
        files,
    };
    carry_out(&seat.db, &seat.desk, &operation(), &print).await?;
    for file in &print.files {
        put_in_place(&folder, &file.name)?;
    }
    told(&print, &folder, out);
    Ok(())
}

fn told(print: &Print, folder: &Path, out: Out) {
    if out.json {
        out.json(&print.files);
        return;
    }
    for file in &print.files {
        out.line(&phrase!(
            "{path} {pages}页 {hash}",
            "{path} {pages} pages {hash}",
            path = folder.join(&file.name).display(),
            pages = file.pages,
            hash = file.sha256
        ));
    }
    out.line(&phrase!("共{n}个文件", "{n} files", n = print.files.len()));
}

/// A sheet as the bytes of its file, and its pages.
fn printed(sheet: &Sheet, lang: Lang, font: Option<&[u8]>) -> Result<(Vec<u8>, usize), Trouble> {
    let Some(font) = font else {
        let printed = text::printed(sheet, lang);
        let pages = text::page_count(&printed);
        return Ok((printed.into_bytes(), pages));
    };
    let made = pdf::printed(sheet, lang, font.to_vec()).map_err(|why| {
        Trouble::Failed(vec![phrase!(
            "PDF未能生成：{why}。请核对字体文件",
            "the PDF could not be made: {why}. Check the font",
            why = why
        )])
    })?;
    Ok((made.bytes, made.pages))
}

/// The first font that can be read.
fn found_font(configured: Option<&Path>) -> Result<Vec<u8>, Trouble> {
    let mut read = font::candidates(configured)
        .into_iter()
        .filter_map(|path| std::fs::read(path).ok());
    read.next().ok_or_else(|| font::missing(configured).into())
}

fn aside(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{name}.part"))
}

/// Writes a file under another name, and waits until it is on the disk.
fn write_aside(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
    use std::io::Write as _;
    let path = aside(folder, name);
    let written = std::fs::File::create(&path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|why| not_written(&path, &why))
}

/// Gives a file its name, once the trail knows of it.
fn put_in_place(folder: &Path, name: &str) -> Result<(), Trouble> {
    let path = folder.join(name);
    std::fs::rename(aside(folder, name), &path).map_err(|why| not_written(&path, &why))
}

fn unknown(id: &str) -> Trouble {
    let known: Vec<&str> = reports().map(|report| report.id).collect();
    Trouble::Misused(phrase!(
        "没有代号为“{id}”的表册。现有：{known}",
        "there is no report '{id}'. There are: {known}",
        id = id,
        known = known.join(", ")
    ))
}

fn no_month(typed: &str) -> Trouble {
    Trouble::Misused(phrase!(
        "“{typed}”不是月份，应形如 2012-03",
        "'{typed}' is no month such as 2012-03",
        typed = typed
    ))
}

fn no_area(typed: &str) -> Trouble {
    Trouble::Misused(phrase!(
        "“{typed}”不是区划代码，应为6、9或12位数字",
        "'{typed}' is no code of a division: 6, 9 or 12 digits",
        typed = typed
    ))
}

fn nothing(report: &Report, month: Month) -> Refusal {
    Refusal::new(
        "CM-0104",
        Clause::of("10.1"),
        phrase!(
            "该辖区没有{month}的“{title}”，或不在您的辖区",
            "no '{title}' of {month} in that area, or it is not in yours",
            month = month,
            title = report.title
        ),
        phrase!(
            "请核对月份和辖区代码",
            "check the month and the area's code"
        ),
    )
}
