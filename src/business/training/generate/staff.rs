//! The few operators a generated county has: enough to open every desk once.

use super::Calendar;
use super::places::County;
use super::sheets::{File, Sheets};
use crate::binds;
use crate::kernel::area;
use crate::kernel::post::Post;

/// Posts of a county, with the word its operators' ids begin with.
const COUNTY: &[(&str, Post)] = &[
    ("reg", Post::CReg),
    ("ben", Post::CBen),
    ("rev", Post::CRev),
    ("ver", Post::CVer),
    ("pay", Post::CPay),
    ("aud", Post::CAud),
    ("sys", Post::CSys),
    ("dir", Post::CDir),
];

/// Posts of the first township.
const TOWNSHIP: &[(&str, Post)] = &[("clk", Post::TClk), ("tdir", Post::TDir)];

/// Posts of the city.
const CITY: &[(&str, Post)] = &[
    ("msta", Post::MSta),
    ("maud", Post::MAud),
    ("mdir", Post::MDir),
];

/// The operator of a post in a county.
pub(super) fn operator(word: &str, county: &County) -> String {
    format!("{word}{}", county.digits())
}

/// The city's operators.
pub(super) fn of_city(sheets: &mut Sheets, calendar: &Calendar) {
    let city = format!("{}000000", area::CITY);
    for (at, (id, post)) in CITY.iter().enumerate() {
        // Two others make and check: the next, and the one after.
        let other = |step: usize| CITY.get((at + step) % CITY.len()).map_or("", |(id, _)| id);
        let by = (other(1), other(2));
        add(sheets, (*id).to_owned(), *post, &city, by, calendar);
    }
}

/// A county's operators.
pub(super) fn of_county(sheets: &mut Sheets, county: &County, calendar: &Calendar) {
    let whole = format!("{}000000", county.digits());
    let places = [
        (COUNTY, whole.as_str()),
        (TOWNSHIP, &county.township()),
        (&[("vco", Post::VCo)], &county.village(0)),
    ];
    for (posts, area) in places {
        for (word, post) in posts {
            let by = ("msta", "mdir");
            add(sheets, operator(word, county), *post, area, by, calendar);
        }
    }
}

fn add(
    sheets: &mut Sheets,
    id: String,
    post: Post,
    area: &str,
    (maker, checker): (&str, &str),
    calendar: &Calendar,
) {
    let nothing: Option<String> = None;
    let for_ever: Option<chrono::NaiveDate> = None;
    let since = calendar.first.first_day();
    sheets.add(
        File::Operators,
        binds![&id, post.title().zh, nothing, format!("{id}-2012")],
    );
    sheets.add(
        File::Assignments,
        binds![id, post, area, since, for_ever, maker, checker, "GEN-1"],
    );
}
