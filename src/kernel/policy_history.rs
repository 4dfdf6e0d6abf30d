//! The dated history of policy: what was in force before the set `LY-2012`, and what is known to
//! come after it.

use super::parameter::Confidence::{A, C, L};
use super::parameter::{Confidence, START};

/// A value with the day it began: what was, and what is already known to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The parameter's id.
    pub parameter: &'static str,
    /// Year, month and day.
    pub from: (i32, u32, u32),
    /// The value.
    pub value: &'static str,
    /// How sure we are of it.
    pub confidence: Confidence,
    /// The instrument.
    pub source: &'static str,
}

const fn dated(
    parameter: &'static str,
    from: (i32, u32, u32),
    value: &'static str,
    (confidence, source): (Confidence, &'static str),
) -> Dated {
    Dated {
        parameter,
        from,
        value,
        confidence,
        source,
    }
}

const FLOOR: &str = "P.basic.rate.BP_CENTRAL";
const RATE: &str = "P.int.rate";

/// What was and what is known to come; it replaces the default of its parameters.
///
/// The rates are those in force on 1 January of the year (`P.int.rate_ref = JAN_1`), by
/// [`super::rates`].
pub const HISTORY: &[Dated] = &[
    dated("P.grades", START, "100,200,300,400,500", (C, "G09")),
    dated(
        "P.grades",
        (2011, 7, 1),
        "100,200,300,400,500,600,700,800,900,1000",
        (A, "G11"),
    ),
    dated(
        "P.grades",
        (2013, 8, 1),
        "100,300,500,600,800,1000,1500,2000,2500,3000,4000,5000",
        (L, "SD13"),
    ),
    dated("P.subsidy.table", START, "100=30", (C, "G09")),
    dated(
        "P.subsidy.table",
        (2011, 7, 1),
        "100=30,200=35,300=40,400=45,500=50",
        (A, "G11"),
    ),
    dated(
        "P.subsidy.table",
        (2013, 8, 1),
        "100=30,300=30,500=60,600=60,800=80",
        (L, "SD13"),
    ),
    dated(FLOOR, (2009, 9, 1), "55.00", (C, "G09")),
    dated(FLOOR, (2014, 7, 1), "70.00", (C, "G14")),
    dated(FLOOR, (2018, 1, 1), "88.00", (C, "A")),
    dated(FLOOR, (2020, 7, 1), "93.00", (C, "A")),
    dated(FLOOR, (2022, 1, 1), "98.00", (L, "A")),
    dated(FLOOR, (2023, 1, 1), "103.00", (L, "A")),
    dated(FLOOR, (2024, 1, 1), "123.00", (L, "A")),
    dated(FLOOR, (2025, 1, 1), "143.00", (L, "A")),
    dated(FLOOR, (2026, 1, 1), "163.00", (L, "A")),
    dated("P.aid.cap", START, "OFF", (C, "G09")),
    dated("P.aid.cap", (2014, 2, 21), "HIGHEST_GRADE", (C, "G14")),
    dated("P.inherit.scope", START, "EXCLUDE_GOV_SUBSIDY", (C, "G09")),
    dated("P.inherit.scope", (2014, 7, 1), "ALL", (A, "G14")),
    dated("P.bridge.mode", START, "LOCAL_HOLD", (A, "D")),
    dated("P.bridge.mode", (2014, 7, 1), "LK14", (C, "LK14")),
    dated("P.transfer.in_payment", START, "LOCAL_RULE", (A, "D")),
    dated(
        "P.transfer.in_payment",
        (2014, 2, 21),
        "FORBIDDEN",
        (C, "G14"),
    ),
    dated(RATE, (2009, 1, 1), "2.25", (C, "G09")),
    dated(RATE, (2010, 1, 1), "2.25", (C, "G09")),
    dated(RATE, (2011, 1, 1), "2.75", (C, "G09")),
    dated(RATE, (2012, 1, 1), "3.50", (C, "G09")),
    dated(RATE, (2013, 1, 1), "3.00", (C, "G09")),
    dated(RATE, (2014, 1, 1), "3.00", (C, "G09")),
    dated(RATE, (2015, 1, 1), "2.75", (C, "G09")),
    dated(RATE, (2016, 1, 1), "1.50", (C, "G09")),
];
