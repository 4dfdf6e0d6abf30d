//! Every screen there is: the desk's own and those of the businesses.

use super::{clock, lock, log_in, lookup, lookup_file, person, today, worklist_pane};
use crate::business::BUSINESSES;
use crate::console::pane::PaneSpec;

/// The desk's own screens.
pub const OWN: &[&PaneSpec] = &[
    &log_in::SPEC,
    &lock::SPEC,
    &today::SPEC,
    &worklist_pane::SPEC,
    &lookup::SPEC,
    &person::SPEC,
    &lookup_file::SPEC,
    &clock::SPEC,
];

/// Every screen, the desk's first.
pub fn all() -> Vec<&'static PaneSpec> {
    let business = BUSINESSES.iter().flat_map(|business| business.panes);
    OWN.iter().copied().chain(business).collect()
}

/// The screen of a name.
pub fn named(name: &str) -> Option<&'static PaneSpec> {
    all().into_iter().find(|spec| spec.name == name)
}

/// Every screen and every tab: what a keymap may have a section for.
pub fn with_tabs() -> Vec<&'static PaneSpec> {
    let tabs = BUSINESSES.iter().flat_map(|business| business.tabs);
    let tabs = tabs
        .map(|tab| &tab.pane)
        .filter(|pane| !pane.actions.is_empty());
    all().into_iter().chain(tabs).collect()
}
