//! Numbers that are valid and unlike by construction: citizen ids, bank accounts.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::kernel::citizen_id::{CitizenId, Sex};
use crate::kernel::luhn::luhn_digit;

/// Sequence numbers of one sex on one day in one division; 996 and up were kept for centenarians.
const SEQUENCES: u16 = 497;

/// What has been given so far.
#[derive(Default)]
pub(super) struct Numbers {
    ids: HashMap<(u32, i32, bool), u16>,
    accounts: u64,
    cards: u64,
}

impl Numbers {
    /// A new citizen id of a division and sex, born on the day or, where the day is full, soon after.
    pub(super) fn citizen_id(
        &mut self,
        division: u32,
        sex: Sex,
        birth: NaiveDate,
    ) -> Option<CitizenId> {
        let male = sex == Sex::Male;
        for day in birth.iter_days().take(3_660) {
            let key = (division, day.num_days_from_ce(), male);
            let given = self.ids.entry(key).or_default();
            if *given >= SEQUENCES {
                continue;
            }
            *given += 1;
            let sequence = *given * 2 - u16::from(male);
            let fifteen = format!("{division:06}{}{sequence:03}", day.format("%y%m%d"));
            return fifteen.parse().ok();
        }
        None
    }

    /// The number of a social-security card, for the third of the people who hold one already.
    pub(super) fn card(&mut self) -> Option<String> {
        self.cards += 1;
        self.cards
            .is_multiple_of(3)
            .then(|| format!("L{:08}", self.cards))
    }

    /// A new card number of a bank.
    pub(super) fn account(&mut self, bank: &str) -> String {
        self.accounts += 1;
        let body = format!("{bank}{:012}", self.accounts);
        let check = luhn_digit(&body).unwrap_or(0);
        format!("{body}{check}")
    }
}
