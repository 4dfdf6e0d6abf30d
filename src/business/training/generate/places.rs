//! The counties of the city, and townships and villages enough for their people (`domain.md` 10.2).

use chrono::{Datelike, NaiveDate};

use super::sheets::{File, Sheets};
use crate::binds;
use crate::kernel::area::{self, AreaCode};
use crate::kernel::month::Month;

/// A county-level unit: code, name, share of the people in thousandths, and the divisions on its people's ids.
struct Unit {
    code: u32,
    name: &'static str,
    share: u32,
    divisions: [u32; 2],
}

const fn unit(code: u32, name: &'static str, share: u32, divisions: [u32; 2]) -> Unit {
    Unit {
        code,
        name,
        share,
        divisions,
    }
}

const UNITS: &[Unit] = &[
    unit(371_302, "兰山区", 70, [372_801, 371_302]),
    unit(371_311, "罗庄区", 52, [372_801, 371_311]),
    unit(371_312, "河东区", 58, [372_801, 371_312]),
    unit(371_321, "沂南县", 87, [372_832, 371_321]),
    unit(371_322, "郯城县", 92, [372_822, 371_322]),
    unit(371_323, "沂水县", 104, [372_827, 371_323]),
    unit(371_324, "苍山县", 121, [372_823, 371_324]),
    unit(371_325, "费县", 83, [372_831, 371_325]),
    unit(371_326, "平邑县", 95, [372_830, 371_326]),
    unit(371_327, "莒南县", 92, [372_824, 371_327]),
    unit(371_328, "蒙阴县", 52, [372_829, 371_328]),
    unit(371_329, "临沭县", 60, [372_833, 371_329]),
    unit(371_371, "高新技术产业开发区", 10, [372_801, 371_302]),
    unit(371_372, "经济技术开发区", 13, [372_801, 371_312]),
    unit(371_373, "临港经济开发区", 11, [372_824, 371_327]),
];

/// People in a village of the registry, about.
const VILLAGE: u32 = 350;
/// Villages in a township, about.
const VILLAGES: u32 = 40;

/// A county while it is being made.
pub(super) struct County {
    unit: &'static Unit,
    area: AreaCode,
    digits: String,
    /// How many people it gets.
    pub(super) persons: u32,
    townships: u32,
    /// Villages in each of its townships.
    villages: u32,
}

/// The counties with their shares of the people; the last takes what rounding leaves.
pub(super) fn counties(persons: u32) -> Vec<County> {
    let mut left = persons;
    let mut counties = Vec::with_capacity(UNITS.len());
    for (at, unit) in UNITS.iter().enumerate() {
        let share = u64::from(persons) * u64::from(unit.share) / 1_000;
        let share = u32::try_from(share).unwrap_or(u32::MAX);
        let last = at + 1 == UNITS.len();
        let persons = if last { left } else { share.min(left) };
        left -= persons;
        let digits = unit.code.to_string();
        let Ok(area) = digits.parse() else {
            continue;
        };
        let wanted = (persons / VILLAGE).max(1);
        let townships = wanted.div_ceil(VILLAGES).clamp(1, 30);
        counties.push(County {
            unit,
            area,
            digits,
            persons,
            townships,
            villages: wanted.div_ceil(townships).clamp(1, 799),
        });
    }
    counties
}

/// The city's own area.
pub(super) fn of_city(sheets: &mut Sheets) {
    let city = format!("{}000000", area::CITY);
    add(sheets, city, "临沂市".to_owned(), "CITY");
}

fn add(sheets: &mut Sheets, code: String, name: String, level: &str) {
    let since = Month::new(2001, 1).map(Month::first_day);
    let never: Option<NaiveDate> = None;
    let nobody: Option<String> = None;
    sheets.add(File::Areas, binds![code, since, name, level, never, nobody]);
}

/// A name of two characters and an ending, by number; 11 × 25 × 11 of them before one comes again.
fn village_name(number: u32) -> String {
    const FIRST: &str = "大小东西南北前后上下中";
    const SECOND: &str = "王李张刘孙赵柳杨桃杏石河泉岭沟井寺桥槐枣松湖峪坡塘";
    const LAST: &str = "庄子家官泉岭沟峪埠店洼";
    let of = |text: &str, at: u32| {
        let letters: Vec<char> = text.chars().collect();
        let at = usize::try_from(at).unwrap_or(0) % letters.len().max(1);
        letters.get(at).copied().unwrap_or('村')
    };
    [
        of(FIRST, number),
        of(SECOND, number / 11),
        of(LAST, number / 275),
        '村',
    ]
    .iter()
    .collect()
}

impl County {
    /// Its code.
    pub(super) fn code(&self) -> area::County {
        self.area.county()
    }

    /// Its area.
    pub(super) fn area(&self) -> AreaCode {
        self.area.clone()
    }

    /// Its name.
    pub(super) fn name(&self) -> &'static str {
        self.unit.name
    }

    /// Its six digits.
    pub(super) fn digits(&self) -> &str {
        &self.digits
    }

    /// The division on the id of somebody born in a year: that of the old prefecture until about 1984.
    pub(super) fn division(&self, born: i32) -> u32 {
        let [old, new] = self.unit.divisions;
        if born < 1_984 { old } else { new }
    }

    /// How many villages it has.
    pub(super) fn villages(&self) -> u32 {
        self.townships * self.villages
    }

    /// The code of its n-th village.
    pub(super) fn village(&self, number: u32) -> String {
        let township = 100 + number / self.villages % self.townships;
        let village = 201 + number % self.villages;
        format!("{}{township:03}{village:03}", self.digits)
    }

    /// The name of its n-th village.
    pub(super) fn village_name(&self, number: u32) -> String {
        village_name(number.wrapping_add(self.unit.code))
    }

    /// Its first township.
    pub(super) fn township(&self) -> String {
        format!("{}100000", self.digits)
    }

    /// Itself, its townships and its villages.
    pub(super) fn areas(&self, sheets: &mut Sheets) {
        let county = format!("{}000000", self.digits);
        add(sheets, county, self.unit.name.to_owned(), "COUNTY");
        for township in 0..self.townships {
            let code = format!("{}{:03}000", self.digits, 100 + township);
            let name = village_name(township * 7 + self.unit.share);
            add(sheets, code, name.replace('村', "镇"), "TOWNSHIP");
        }
        for number in 0..self.villages() {
            let name = self.village_name(number);
            add(sheets, self.village(number), name, "VILLAGE");
        }
    }

    /// How many live in its villages, enrolled or not.
    pub(super) fn populations(&self, sheets: &mut Sheets, today: NaiveDate) {
        let enrolled = i64::from(self.persons / self.villages());
        for number in 0..self.villages() {
            let persons = enrolled * 2 + i64::from(number % 37) + 20;
            sheets.add(
                File::Populations,
                binds![
                    self.digits(),
                    i64::from(today.year()),
                    self.village(number),
                    persons / 3,
                    persons,
                ],
            );
        }
    }
}
