//! What stands beside the forms: what proposes a line, what waits for a decision, what was paid beyond a stop.

use chrono::NaiveDate;

use super::Source;
use crate::business::verification::Evidence;
use crate::kernel::area::AreaCode;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::{record, words};

words! {
    /// What became of a proposal.
    ProposalState {
        /// It waits for the township's handler.
        Open = "OPEN" "待处理" "open";
        /// It became a line.
        Taken = "TAKEN" "已列表" "taken";
        /// Whoever proposed it took it back.
        Dropped = "DROPPED" "已撤销" "dropped";
    }
}

words! {
    /// How a hold was decided.
    HoldDecision {
        /// What was suspected is so: a line keeps the money back.
        Confirmed = "CONFIRMED" "属实" "confirmed";
        /// It is not so: the money is paid.
        Released = "RELEASED" "解除" "released";
    }
}

words! {
    /// Why money was paid that was not due (3.9).
    RecoveryCause {
        /// A death reported late.
        LateDeath = "LATE_DEATH" "死亡迟报" "late death report";
        /// Two pensions at once.
        DualBenefit = "DUAL_BENEFIT" "重复领取" "dual benefit";
        /// An award that was wrong or obtained by fraud.
        WrongAward = "WRONG_AWARD" "核定错误或骗取" "wrong award or fraud";
        /// A sentence reported late.
        Imprisoned = "IMPRISONED" "服刑迟报" "imprisonment";
        /// Anything else.
        Other = "OTHER" "其他" "other";
    }
}

words! {
    /// How far a recovery case has come (3.9).
    RecoveryState {
        /// Found; nobody has been told yet.
        Found = "FOUND" "已发现" "found";
        /// Whoever is liable has been told in writing.
        Notified = "NOTIFIED" "已告知" "notified";
        /// It is being repaid.
        Repaying = "REPAYING" "退还中" "repaying";
        /// It is being set off.
        Offsetting = "OFFSETTING" "抵扣中" "offsetting";
        /// It is disputed.
        Disputed = "DISPUTED" "有异议" "disputed";
        /// It was referred to the authorities.
        Referred = "REFERRED" "已移交" "referred";
        /// Everything is back.
        Settled = "SETTLED" "已结清" "settled";
        /// Written off by a document of the competent authority.
        WrittenOff = "WRITTEN_OFF" "已核销" "written off";
    }
}

impl RecoveryCause {
    /// The cause that goes with a reason for stopping.
    pub fn of(reason: &str) -> Self {
        match reason {
            "T01" => Self::LateDeath,
            "T03" => Self::DualBenefit,
            "T05" => Self::WrongAward,
            "S02" => Self::Imprisoned,
            _ => Self::Other,
        }
    }
}

record! {
    /// Somebody who is proposed for a line.
    pub struct Proposal {
        /// The lifelong number.
        pub insurance_no: String,
        /// The name as registered.
        pub name: String,
        /// The village.
        pub village: AreaCode,
        /// The reason's code (3.6).
        pub reason: String,
        /// The day of death, judgment, move; the day last seen.
        pub event_date: Option<NaiveDate>,
        /// What it rests on.
        pub evidence_type: Option<Evidence>,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// What proposes it.
        pub source: Source,
        /// Which list or case that is.
        pub source_ref: String,
        /// Who proposed it.
        pub proposed_by: String,
        /// Who confirmed it, where it needed that.
        pub confirmed_by: Option<String>,
        /// When.
        pub proposed_on: NaiveDate,
        /// Whether it was put down; what a list says is not, until it is taken.
        pub stored: bool,
    }
}

record! {
    /// Money of a month that waits for a decision.
    pub struct Hold {
        /// The lifelong number.
        pub insurance_no: String,
        /// Its place among the person's of the month.
        pub seq: i64,
        /// The name as registered.
        pub name: String,
        /// The village.
        pub village: AreaCode,
        /// The village's name.
        pub village_name: String,
        /// The month whose money waits.
        pub month: Month,
        /// The reason's code: S04, S05 or S06.
        pub reason: String,
        /// What asks for it.
        pub source: String,
        /// Which list or case that is.
        pub source_ref: String,
        /// Since when.
        pub opened_on: NaiveDate,
        /// How it was decided; none while it waits.
        pub decision: Option<HoldDecision>,
        /// When.
        pub decided_on: Option<NaiveDate>,
    }
}

record! {
    /// What was paid beyond a stop and is claimed back.
    pub struct Recovery {
        /// Its number.
        pub case_no: String,
        /// Whose pension it was.
        pub insurance_no: String,
        /// Why it was paid.
        pub cause: RecoveryCause,
        /// How far it has come.
        pub state: RecoveryState,
        /// The form it was found by.
        pub form_no: String,
        /// Who is liable, where that is known.
        pub liable: Option<String>,
        /// When it was found.
        pub found_on: NaiveDate,
        /// Until when it is to be paid back.
        pub due_on: NaiveDate,
        /// How many months.
        pub months: i64,
        /// From the basic-pension book, in fen.
        pub basic_fen: Fen,
        /// From the individual-account book, in fen.
        pub account_fen: Fen,
    }
}

record! {
    /// A month of a recovery case.
    pub struct RecoveryMonth {
        /// The case.
        pub case_no: String,
        /// The month.
        pub month: Month,
        /// From the basic-pension book, in fen.
        pub basic_fen: Fen,
        /// From the individual-account book, in fen.
        pub account_fen: Fen,
    }
}
