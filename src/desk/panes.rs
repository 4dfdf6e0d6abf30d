//! Every screen there is: the desk's own and those of the businesses.

use super::{clock, log_in, lookup, lookup_file, person, today};
use crate::business::BUSINESSES;
use crate::console::action::ActionSpec;
use crate::console::pane::PaneSpec;

/// The desk's own screens.
pub const OWN: &[&PaneSpec] = &[
    &log_in::SPEC,
    &today::SPEC,
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

/// The actions of every tab, which a page adds to its own.
pub fn tab_actions() -> Vec<&'static [ActionSpec]> {
    let tabs = BUSINESSES.iter().flat_map(|business| business.tabs);
    tabs.map(|tab| tab.pane.actions)
        .filter(|actions| !actions.is_empty())
        .collect()
}
