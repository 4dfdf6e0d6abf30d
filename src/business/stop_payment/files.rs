//! `months.csv`, `stop_forms.csv`, `stop_lines.csv`, `stop_hands.csv`: the months applied for and the forms of the
//! demonstration.

use crate::exchange::layout::Layout;
use crate::layouts;

layouts! {
    /// A month whose run has been applied for.
    MONTHS "months.csv" => "months" [
        column "county" Text, column "month" Month, column "applied_on" Day,
    ];
    /// A township's form.
    FORMS "stop_forms.csv" => "stop_forms" [
        column "county" Text, column "form_no" Text, column "kind" Text, column "month" Month, column "township" Area,
        column "seq" Int, column "state" Text, column "opened_by" Text, column "opened_on" Day,
        maybe "approved_on" Day, maybe "days_late" Int, maybe "list_hash" Text, column "version" Int,
    ];
    /// Somebody on it.
    LINES "stop_lines.csv" => "stop_lines" [
        column "county" Text, column "form_no" Text, column "seq" Int, column "insurance_no" InsuranceNo,
        column "village" Area, column "reason" Text, maybe "event_date" Day, maybe "evidence_type" Text,
        maybe "evidence_ref" Text, column "from_month" Month, maybe "last_paid" Month, column "basic_fen" Int,
        column "account_fen" Int, maybe "back_pay" Bool, column "back_months" Int, column "back_basic_fen" Int,
        column "back_account_fen" Int, maybe "reporter" Text, maybe "remark" Text, column "maker" Text,
        column "maker_post" Text, column "source" Text, column "signed" Bool, column "pending" Bool,
    ];
    /// A hand it went through.
    HANDS "stop_hands.csv" => "stop_hands" [
        column "county" Text, column "form_no" Text, column "seq" Int, column "act" Text, column "from_state" Text,
        column "to_state" Text, column "operator" Text, column "post" Text, maybe "acts_for" Text, maybe "reason" Text,
        maybe "days_late" Int, column "business_date" Day, column "at" Time,
    ];
}

/// The files of this business, in the order they are read.
pub const LAYOUTS: &[Layout] = &[MONTHS, FORMS, LINES, HANDS];
