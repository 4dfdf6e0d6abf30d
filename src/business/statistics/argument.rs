//! What the panes of this business are opened with: `R1|2012-02|371323000000`, and perhaps a column.

use crate::kernel::area::AreaCode;
use crate::kernel::month::Month;

/// The argument of a report.
pub(super) fn of(report: &str, month: Month, area: &AreaCode) -> String {
    format!("{report}|{month}|{area}")
}

/// The argument of the people behind a column.
pub(super) fn behind(report: &str, month: Month, area: &AreaCode, column: &str) -> String {
    format!("{report}|{month}|{area}|{column}")
}

/// A report, a month, an area and perhaps a column.
pub(super) fn read(argument: &str) -> Option<(&str, Month, AreaCode, Option<&str>)> {
    let mut parts = argument.split('|');
    let report = parts.next()?;
    let month = parts.next()?.parse().ok()?;
    let area = parts.next()?.parse().ok()?;
    Some((report, month, area, parts.next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_reads_back() {
        let (month, area): (Month, AreaCode) =
            ("2012-02".parse().unwrap(), "371323".parse().unwrap());
        assert_eq!(
            read(&of("R1", month, &area)),
            Some(("R1", month, area.clone(), None))
        );
        let more = behind("R3", month, &area, "c6");
        assert_eq!(read(&more), Some(("R3", month, area, Some("c6"))));
        assert_eq!(read("R1"), None);
    }
}
