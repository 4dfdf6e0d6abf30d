//! The first line and the last: what a file says of itself.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::trouble::{NotRead, resend};
use crate::kernel::area::County;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::phrase;

/// The only version there is of any layout.
const VERSION: &str = "1";

/// What a correction says in place of sender, receiver and so on.
const CORRECTION: &str = "correction of ";

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The type: `POLI`.
    pub kind: String,
    /// Who sent it; empty in a correction.
    pub sender: String,
    /// The month it is about; none in a correction, which is about its batch's.
    pub period: Option<Month>,
    /// The sender's number of it; of a correction, the batch it corrects.
    pub batch: String,
    /// Whether it corrects lines of a batch.
    pub corrects: bool,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    pub(super) count: i64,
    pub(super) total: Fen,
    /// Empty in a correction.
    pub(super) sha256: String,
}

fn wrong_head(code: &str, why: crate::kernel::text::Phrase) -> NotRead {
    resend(code, why)
}

/// Reads the first line of a file of this type for this county.
pub(super) fn head(fields: &[&str], kind: &str, county: &County) -> Result<Head, NotRead> {
    let ["H", found, version, rest @ ..] = fields else {
        return Err(wrong_head(
            "PN-4323",
            phrase!(
                "首行不是表头（应为 H,类型,版本,…）",
                "the first line is no header (H,type,version,…)"
            ),
        ));
    };
    if *found != kind {
        return Err(wrong_head(
            "PN-4324",
            phrase!(
                "文件类型是“{found}”，本次应为“{kind}”",
                "the file is of type '{found}', not '{kind}'",
                found = shortened(found),
                kind = kind
            ),
        ));
    }
    if *version != VERSION {
        return Err(wrong_head(
            "PN-4325",
            phrase!(
                "文件版本是“{found}”，只接受版本{due}",
                "the file is of version '{found}'; only {due} is taken",
                found = shortened(version),
                due = VERSION
            ),
        ));
    }
    let head = behind_the_version(kind, county, rest)?;
    let whole = |head: &Head| is_number(&head.batch) && (head.corrects || is_number(&head.sender));
    head.filter(whole).ok_or_else(|| {
        wrong_head(
            "PN-4327",
            phrase!(
                "表头应为 H,类型,版本,发送单位,接收单位,年月,批次号,生成时间",
                "the header must be H,type,version,sender,receiver,period,batch_no,created_ts"
            ),
        )
    })
}

/// What stands behind the version; none if it is nothing that may.
fn behind_the_version(kind: &str, county: &County, rest: &[&str]) -> Result<Option<Head>, NotRead> {
    Ok(match rest {
        [of] => of.strip_prefix(CORRECTION).map(|batch| Head {
            kind: kind.to_owned(),
            sender: String::new(),
            period: None,
            batch: batch.trim().to_owned(),
            corrects: true,
        }),
        [sender, receiver, period, batch, created] => {
            if *receiver != county.as_str() {
                return Err(wrong_head(
                    "PN-4326",
                    phrase!(
                        "文件的收件单位是“{found}”，不是本县{county}",
                        "the file is for '{found}', not for this county, {county}",
                        found = shortened(receiver),
                        county = county.as_str()
                    ),
                ));
            }
            let made = NaiveDateTime::parse_from_str(created, "%Y%m%dT%H%M%S");
            month(period).filter(|_| made.is_ok()).map(|period| Head {
                kind: kind.to_owned(),
                sender: (*sender).to_owned(),
                period: Some(period),
                batch: (*batch).to_owned(),
                corrects: false,
            })
        }
        _ => None,
    })
}

/// The first line of a file.
pub fn head_line(head: &Head, county: &County, created: &str) -> Vec<String> {
    let own = |text: &str| text.to_owned();
    let mut line = vec![own("H"), head.kind.clone(), own(VERSION)];
    if head.corrects {
        line.push(format!("{CORRECTION}{}", head.batch));
    } else {
        let period = head.period.map(|it| it.yyyymm().to_string());
        line.extend([
            head.sender.clone(),
            own(county.as_str()),
            period.unwrap_or_default(),
            head.batch.clone(),
            own(created),
        ]);
    }
    line
}

/// A sender or a batch: something, not long, and nothing a screen would choke on.
fn is_number(text: &str) -> bool {
    (1..=40).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// A month as files carry it: `201203`.
pub(super) fn month(text: &str) -> Option<Month> {
    let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let number: i64 = text.parse().ok().filter(|_| digits)?;
    Month::try_from(number).ok()
}

fn shortened(text: &str) -> String {
    text.chars().take(20).collect()
}

/// Reads the last line.
pub(super) fn tail(fields: &[&str], corrects: bool) -> Result<Tail, NotRead> {
    let read = match fields {
        ["T", count, total, sha256] if sha256.len() == if corrects { 0 } else { 64 } => {
            let digits = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
            count
                .parse()
                .ok()
                .filter(|_| digits)
                .zip(Fen::from_file(total).ok())
                .map(|(count, total)| Tail {
                    count,
                    total,
                    sha256: (*sha256).to_owned(),
                })
        }
        _ => None,
    };
    read.ok_or_else(|| {
        resend(
            "PN-4332",
            phrase!(
                "末行应为 T,条数,金额合计,校验值；文件可能被截断",
                "the last line must be T,count,total_amount,sha256; the file may be cut off"
            ),
        )
    })
}
