//! The businesses, one folder per chapter of the notice; the later may use the earlier, never back.

pub mod benefit;
pub mod contribution;
pub mod descriptor;
pub mod duties;
pub mod matching;
pub mod organisation;
pub mod outside;
pub mod registration;
pub mod statistics;
pub mod stop_payment;
pub mod training;
pub mod verification;

use descriptor::Business;

/// Every business that is built, in the order of the notice.
pub const BUSINESSES: &[&Business] = &[
    &organisation::BUSINESS,
    &registration::BUSINESS,
    &contribution::BUSINESS,
    &benefit::BUSINESS,
    &outside::BUSINESS,
    &verification::BUSINESS,
    &stop_payment::BUSINESS,
    &matching::BUSINESS,
    &statistics::BUSINESS,
];
