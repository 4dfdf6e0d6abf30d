//! What the panes of this business are opened with: `2012-03|371323100201`, and perhaps more after another bar.

use crate::kernel::area::AreaCode;
use crate::kernel::month::Month;

/// The argument of a list.
pub(super) fn of(month: Month, village: &AreaCode) -> String {
    format!("{month}|{village}")
}

/// A list, and what follows it.
pub(super) fn read(argument: &str) -> Option<(Month, AreaCode, Vec<&str>)> {
    let mut parts = argument.split('|');
    let month = parts.next()?.parse().ok()?;
    let village = parts.next()?.parse().ok()?;
    Some((month, village, parts.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_reads_back() {
        let (month, village) = ("2012-03".parse().unwrap(), "371323100201".parse().unwrap());
        let argument = of(month, &village);
        assert_eq!(read(&argument), Some((month, village.clone(), vec![])));
        let more = read("2012-03|371323100201|3713231100000045|V2").unwrap();
        assert_eq!(more.2, ["3713231100000045", "V2"]);
        assert_eq!(read("王秀英"), None);
    }
}
