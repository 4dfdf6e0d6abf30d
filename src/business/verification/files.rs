//! `verification_lists.csv`, `verification_items.csv`, `verification_hands.csv`: a month of lists of the demonstration.

use crate::exchange::layout::Layout;
use crate::layouts;

layouts! {
    /// A village's list.
    LISTS "verification_lists.csv" => "verification_lists" [
        column "county" Text, column "month" Month, column "village" Area, column "list_no" Text, column "mode" Text,
        column "state" Text, column "confirmed" Bool, column "due" Int, column "suspended" Int, column "marked" Int,
        column "dead" Int, column "imprisoned" Int, column "missing" Int, column "others" Int, maybe "signed_on" Day,
        maybe "days_late" Int, maybe "touched_by" Text, maybe "touched_at" Time, column "issued_on" Day,
        column "issued_by" Text, column "version" Int,
    ];
    /// Somebody on it.
    ITEMS "verification_items.csv" => "verification_items" [
        column "county" Text, column "month" Month, column "insurance_no" InsuranceNo, column "village" Area,
        column "seq" Int, column "part" Int, column "joined" Bool, maybe "outcome" Text, maybe "evidence_type" Text,
        maybe "evidence_ref" Text, maybe "event_date" Day, maybe "seen_date" Day, maybe "remark" Text,
        maybe "marked_by" Text, column "proxy" Bool, maybe "marked_at" Time, column "version" Int,
    ];
    /// A hand it went through.
    HANDS "verification_hands.csv" => "verification_hands" [
        column "county" Text, column "month" Month, column "village" Area, column "seq" Int, column "act" Text,
        column "from_state" Text, column "to_state" Text, column "operator" Text, column "post" Text,
        maybe "acts_for" Text, maybe "reason" Text, maybe "days_late" Int, column "business_date" Day, column "at" Time,
    ];
}

/// The files of this business, in the order they are read.
pub const LAYOUTS: &[Layout] = &[LISTS, ITEMS, HANDS];
