//! The disguise of a recording: one invented person for each real one, the same everywhere in it.
//!
//! Numbers keep their length, their region and date of birth, and pass their check; names keep their length. The
//! invention is drawn anew for every recording, so that two recordings cannot be held against each other.
//! What somebody types in pinyin stays as typed.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, RandomState};

use serde_json::Value;

use super::Kept;
use crate::console::key::{Code, Key, half_width};
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::insurance_no::InsuranceNo;

/// Fields that hold a person's name.
const NAMES: &[&str] = &[
    "name",
    "maker_name",
    "checker_name",
    "account_holder",
    "claimant_name",
    "coordinator",
];
/// Fields that hold a password; a demonstration shows its own.
const SECRETS: &[&str] = &["password"];
/// Fields that hold the code of a division, which is nobody's number.
const PLACES: &[&str] = &["area", "village", "county", "code", "successor"];
/// Characters invented names are made of.
const CHARACTERS: [char; 16] = [
    '安', '平', '和', '顺', '福', '泰', '康', '宁', '永', '吉', '祥', '瑞', '嘉', '庆', '丰', '乐',
];
/// The shortest run of digits that is somebody's number.
const NUMBER_MIN: usize = 11;
/// The digits of a citizen id that are shown when it is masked, at its end.
const TAIL: usize = 4;
/// The digits shown before the stars: the region.
const REGION: usize = 6;
/// What stands for the digits between.
const STARS: &str = "********";

/// What stands for what.
#[derive(Default)]
pub struct Disguise {
    draw: RandomState,
    numbers: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    /// Numbers as far as they had been typed when they were first searched for.
    begun: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    /// Masked ids whose whole number was never seen.
    masks: BTreeMap<String, String>,
}

impl Disguise {
    /// A recording in disguise, a line of JSON each.
    pub fn lines(mut self, mut kept: Vec<Kept>) -> String {
        let values: Vec<Value> = kept.iter().map(json).collect();
        for value in &values {
            self.learn(value, "");
        }
        self.type_anew(&mut kept);
        let mut lines = String::new();
        for mut value in kept.iter().map(json) {
            self.cover(&mut value, "");
            lines.push_str(&value.to_string());
            lines.push('\n');
        }
        lines
    }

    /// Any other text in the same disguise, such as the screen that was seen.
    pub fn text(&self, text: &str) -> String {
        self.covered(text)
    }

    /// Meets every number and every name of a value.
    pub fn learn(&mut self, value: &Value, field: &str) {
        match value {
            Value::String(text) if NAMES.contains(&field) => self.meet(text),
            Value::String(text) if !PLACES.contains(&field) => {
                for number in numbers_in(text) {
                    self.invent(&number);
                }
                for mask in masks_in(text) {
                    self.mask(mask);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.learn(value, field)),
            Value::Object(fields) => fields.iter().for_each(|(field, it)| self.learn(it, field)),
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Meets a name.
    fn meet(&mut self, name: &str) {
        let is_name = name.chars().count() > 1 && name.chars().all(|c| !c.is_ascii());
        if !is_name || self.names.contains_key(name) {
            return;
        }
        let mut tries = 0_u32;
        let invented = loop {
            let invented: String = name
                .chars()
                .enumerate()
                .map(|(at, _)| self.drawn(&(name, at, tries), CHARACTERS.len()))
                .filter_map(|at| CHARACTERS.get(at))
                .collect();
            if self.taken.insert(invented.clone()) || tries > 1000 {
                break invented;
            }
            tries += 1;
        };
        self.names.insert(name.to_owned(), invented);
    }

    /// Meets a masked id: its region stays, its last four are drawn.
    fn mask(&mut self, mask: &str) {
        let kept = mask.len().saturating_sub(TAIL);
        let drawn = mask.char_indices().map(|(at, c)| match c {
            _ if at < kept => c,
            _ => char::from_digit(u32::try_from(self.drawn(&(mask, at), 10)).unwrap_or(0), 10)
                .unwrap_or('0'),
        });
        let drawn: String = drawn.collect();
        self.masks.entry(mask.to_owned()).or_insert(drawn);
    }

    /// What stands for a masked id: the mask of the number that stands for its own, where that was seen.
    fn mask_of(&self, mask: &str) -> Option<String> {
        let masked = |number: &str| CitizenId::parse(number).ok().map(|id| id.masked());
        let whole = self
            .numbers
            .iter()
            .find(|(number, _)| masked(number).as_deref() == Some(mask));
        whole
            .and_then(|(_, invented)| masked(invented))
            .or_else(|| self.masks.get(mask).cloned())
    }

    fn drawn<T: std::hash::Hash>(&self, what: &T, below: usize) -> usize {
        let drawn = usize::try_from(self.draw.hash_one(what) >> 1).unwrap_or(0);
        drawn.checked_rem(below).unwrap_or(0)
    }

    /// The number that stands for a number from now on.
    fn invent(&mut self, number: &str) -> String {
        if let Some(known) = self.numbers.get(number) {
            return known.clone();
        }
        let mut tries = 0_u32;
        let invented = loop {
            let invented = self.another(number, tries);
            if self.taken.insert(invented.clone()) || tries > 1000 {
                break invented;
            }
            tries += 1;
        };
        self.numbers.insert(number.to_owned(), invented.clone());
        invented
    }

    /// A number like this one: what identifies is drawn, and a check digit made for it.
    fn another(&self, number: &str, tries: u32) -> String {
        let is_id = CitizenId::parse(number).is_ok();
        let is_insurance_no = InsuranceNo::parse(number).is_ok();
        let kept = match number.len() {
            15 | 18 if is_id => number.len().saturating_sub(TAIL),
            16 if is_insurance_no => 8,
            11 => 3,
            _ => 6.min(number.len() / 3),
        };
        let drawn = number.char_indices().map(|(at, c)| {
            if at < kept {
                return c;
            }
            let by = self.drawn(&(number, at, tries), 10);
            // The last digit of the sequence tells the sex: it stays odd or even.
            let digit = usize::try_from(c.to_digit(10).unwrap_or(0)).unwrap_or(0);
            let tells_sex = is_id && at + 2 == number.len().max(17) && number.len() == 18;
            let turned = if tells_sex {
                (digit + by * 2) % 10
            } else {
                (digit + by) % 10
            };
            u32::try_from(turned)
                .ok()
                .and_then(|it| char::from_digit(it, 10))
                .unwrap_or(c)
        });
        let drawn: String = drawn.collect();
        let checked = |check: char| {
            let body: String = drawn.chars().take(number.len().saturating_sub(1)).collect();
            format!("{body}{check}")
        };
        let fits = |text: &String| {
            (is_id && CitizenId::parse(text).is_ok())
                || (is_insurance_no && InsuranceNo::parse(text).is_ok())
        };
        "0123456789X"
            .chars()
            .map(checked)
            .find(fits)
            .unwrap_or(drawn)
    }

    /// Digits that were typed are typed as the number they became, also where answers came between them.
    fn type_anew(&mut self, kept: &mut [Kept]) {
        let mut run: Vec<usize> = Vec::new();
        let mut typed = String::new();
        let mut runs = Vec::new();
        for (at, line) in kept.iter().enumerate() {
            match line {
                Kept::Struck(key) => match digit(*key) {
                    Some(c) => {
                        run.push(at);
                        typed.push(c);
                    }
                    None => runs.push((std::mem::take(&mut run), std::mem::take(&mut typed))),
                },
                Kept::Pasted(text) => {
                    for number in numbers_in(text) {
                        self.invent(&number);
                    }
                }
                Kept::Began(..)
                | Kept::Started
                | Kept::Resized(..)
                | Kept::Ticked(..)
                | Kept::Answered(..)
                | Kept::Ended(..)
                | Kept::Lingered(..)
                | Kept::Changed(..)
                | Kept::Noted(_)
                | Kept::Stood
                | Kept::HungUp => {}
            }
        }
        runs.push((run, typed));
        for (run, typed) in runs {
            let invented = self.typed_as(&typed);
            for length in TAIL..typed.len() {
                if let (Some(from), Some(to)) = (typed.get(..length), invented.get(..length)) {
                    self.begun.insert(from.to_owned(), to.to_owned());
                }
            }
            for (at, c) in run.into_iter().zip(invented.chars()) {
                if let Some(Kept::Struck(key)) = kept.get_mut(at) {
                    key.code = Code::Char(c);
                }
            }
        }
    }

    /// What is typed instead of these digits.
    fn typed_as(&mut self, typed: &str) -> String {
        if typed.len() >= NUMBER_MIN {
            return self.invent(typed);
        }
        if typed.len() == TAIL
            && let Some(tail) = self.tail(typed)
        {
            self.begun.insert(typed.to_owned(), tail.clone());
            return tail;
        }
        typed.to_owned()
    }

    /// The last four of the id that stands for the one with these last four.
    fn tail(&self, typed: &str) -> Option<String> {
        let whole = self.numbers.iter().find(|(number, _)| {
            CitizenId::parse(number).is_ok() && number.len() == 18 && number.ends_with(typed)
        });
        let masked = || self.masks.iter().find(|(mask, _)| mask.ends_with(typed));
        let (_, invented) = whole.or_else(masked)?;
        invented.get(14..).map(str::to_owned)
    }

    /// Puts everything in a value in disguise.
    fn cover(&self, value: &mut Value, field: &str) {
        match value {
            Value::String(text) if SECRETS.contains(&field) => {
                *text = text.chars().map(|_| super::HIDDEN).collect();
            }
            Value::String(text) => {
                if !PLACES.contains(&field) {
                    *text = self.covered(text);
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|it| self.cover(it, field)),
            Value::Object(fields) => fields
                .iter_mut()
                .for_each(|(name, it)| self.cover(it, name)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn covered(&self, text: &str) -> String {
        if let Some(begun) = self.begun.get(text) {
            return begun.clone();
        }
        let mut covered = text.to_owned();
        for number in numbers_in(text) {
            if let Some(invented) = self.numbers.get(&number) {
                covered = covered.replace(&number, invented);
            }
        }
        for mask in masks_in(text) {
            if let Some(instead) = self.mask_of(mask) {
                covered = covered.replace(mask, &instead);
            }
        }
        for (name, invented) in &self.names {
            covered = covered.replace(name.as_str(), invented);
        }
        covered
    }
}

fn json(kept: &Kept) -> Value {
    serde_json::to_value(kept).unwrap_or_default()
}

/// The digit a key types, also full-width, or the X that ends a citizen id.
fn digit(key: Key) -> Option<char> {
    let Code::Char(c) = key.code else { return None };
    let c = half_width(c).to_ascii_uppercase();
    (!key.ctrl && !key.alt && (c.is_ascii_digit() || c == 'X')).then_some(c)
}

/// The runs of digits in a text that are long enough to be somebody's number.
fn numbers_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        let ends_id = matches!(c, 'X' | 'x') && run.len() == 17;
        if c.is_ascii_digit() || ends_id {
            run.push(c.to_ascii_uppercase());
        } else {
            let whole = std::mem::take(&mut run);
            let is_place = whole.len() == 12 && whole.starts_with("3713");
            if whole.len() >= NUMBER_MIN && !is_place {
                found.push(whole);
            }
        }
    }
    found
}

/// The masked ids in a text: `372801********0024`.
fn masks_in(text: &str) -> Vec<&str> {
    let stars = text.match_indices(STARS);
    let around = stars.filter_map(|(at, _)| {
        let mask = text.get(at.checked_sub(REGION)?..at.checked_add(STARS.len() + TAIL)?)?;
        let is_shown = |c: char| c.is_ascii_digit() || matches!(c, '*' | 'X');
        mask.chars().all(is_shown).then_some(mask)
    });
    around.collect()
}
