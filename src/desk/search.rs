//! The one search box: what was typed is tried as every key that the businesses know.

use serde::{Deserialize, Serialize};

use crate::business::BUSINESSES;
use crate::business::descriptor::{Fits, Hit, SearchKey};
use crate::database::{Db, Fault, Query, Verdict};
use crate::kernel::desk::Desk;
use crate::kernel::name::half_width;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;

/// People shown for one search; more are said to exist, not loaded.
pub const HITS_MAX: i64 = 100;

/// Finds people by whatever was typed.
#[derive(Debug, Serialize)]
pub struct Search {
    /// As typed.
    pub text: String,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The text that was searched for.
    pub text: String,
    /// The people, best first.
    pub hits: Vec<Hit>,
    /// The keys that found somebody; where nobody was found, those that were tried.
    pub read_as: Vec<Phrase>,
    /// What it cannot be, although it looks like it: a number with a wrong check digit.
    pub wrong: Option<Refusal>,
    /// Whether there are more than are shown.
    pub more: bool,
}

impl Found {
    /// The keys it was read as, listed in each language's manner.
    pub fn keys(&self) -> Phrase {
        let zh: Vec<&str> = self.read_as.iter().map(|key| key.zh.as_str()).collect();
        let en: Vec<&str> = self.read_as.iter().map(|key| key.en.as_str()).collect();
        Phrase {
            zh: zh.join("、"),
            en: en.join(", "),
        }
    }

    /// Whether it found nobody because what was typed breaks a rule of numbers.
    pub fn is_refused(&self) -> bool {
        self.hits.is_empty() && self.wrong.is_some()
    }

    /// The person, if the search can mean nobody else.
    pub fn only(&self) -> Option<&Hit> {
        match self.hits.as_slice() {
            [hit] => Some(hit),
            _ => None,
        }
    }
}

/// The keys of all businesses.
pub fn keys() -> impl Iterator<Item = &'static SearchKey> {
    BUSINESSES.iter().flat_map(|business| business.keys)
}

/// What was typed as the keys read it: half-width, trimmed, digits without spaces.
pub fn tidy(typed: &str) -> String {
    let narrow = half_width(typed);
    let narrow = narrow.trim();
    let digits = narrow.chars().filter(char::is_ascii_digit).count();
    if digits > narrow.chars().filter(|c| c.is_alphabetic()).count() {
        narrow
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect()
    } else {
        narrow.to_owned()
    }
}

impl Query for Search {
    const NAME: &'static str = "desk.search";
    type Answer = Found;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Found, Fault> {
        let text = tidy(&self.text);
        let mut found = Found {
            text: self.text.clone(),
            ..Found::default()
        };
        let mut tried = Vec::new();
        for key in keys() {
            match (key.fits)(&text) {
                Fits::No => {}
                Fits::Wrong(refusal) => found.wrong = found.wrong.or(Some(refusal)),
                Fits::Yes => {
                    let hits = (key.find)(db, desk, &text, HITS_MAX.saturating_add(1)).await;
                    let hits = hits.map_err(as_fault)?;
                    tried.push((key.title.into(), !hits.is_empty()));
                    for hit in hits {
                        if !found
                            .hits
                            .iter()
                            .any(|known| known.insurance_no == hit.insurance_no)
                        {
                            found.hits.push(hit);
                        }
                    }
                }
            }
        }
        let nobody = found.hits.is_empty();
        tried.retain(|(_, finds)| nobody || *finds);
        found.read_as = tried.into_iter().map(|(title, _)| title).collect();
        let most = usize::try_from(HITS_MAX).unwrap_or(usize::MAX);
        found.more = found.hits.len() > most;
        found.hits.truncate(most);
        Ok(found)
    }
}

/// A source's verdict as a fault: questions are never refused or stale.
pub fn as_fault(verdict: Verdict) -> Fault {
    match verdict {
        Verdict::Fault(fault) => fault,
        Verdict::Refused(refusal) => Fault::Misuse(refusal.code),
        Verdict::Stale(_) | Verdict::Unknown(_) => Fault::UnknownCommit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_half_width_and_without_spaces_between_digits() {
        assert_eq!(
            tidy(" ３７１３２３ １２ ０００１２３４４ "),
            "3713231200012344"
        );
        assert_eq!(tidy("37280119520315005ｘ"), "37280119520315005x");
        assert_eq!(tidy("张　l"), "张 l");
        assert_eq!(tidy("zhang li"), "zhang li");
    }
}
