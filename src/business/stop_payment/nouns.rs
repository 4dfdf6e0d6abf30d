//! The nouns of the stop-payment form (停止发放人员核定表, 5.5) and of the resume form that mirrors it: a township's form,
//! its lines, the hands it went through.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::business::verification::Evidence;
use crate::kernel::area::AreaCode;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::{record, words};

words! {
    /// Which of the two forms it is.
    FormKind {
        /// It stops, suspends or holds.
        Stop = "STOP" "停止发放" "stop";
        /// It resumes or releases.
        Resume = "RESUME" "恢复发放" "resume";
    }
}

words! {
    /// How far a form has come.
    FormState {
        /// Being written.
        Draft = "DRAFT" "填报中" "draft";
        /// Signed by every coordinator with lines on it.
        VillageSigned = "VILLAGE_SIGNED" "村已签" "village signed";
        /// Its evidence checked by the station's handler.
        StationChecked = "STATION_CHECKED" "所已核" "station checked";
        /// Submitted by the station's director.
        TownshipSigned = "TOWNSHIP_SIGNED" "乡镇已报" "submitted";
        /// Checked by the county's verification post.
        CountyChecked = "COUNTY_CHECKED" "县已核" "county checked";
        /// Approved by the county's reviewer.
        Reviewed = "REVIEWED" "已复核" "reviewed";
        /// Signed by the agency's director: in effect.
        Approved = "APPROVED" "已批准" "approved";
    }
}

words! {
    /// What a hand did to a form.
    HandAct {
        /// Signed.
        Sign = "sign" "签字" "signed";
        /// Checked.
        Check = "check" "核对" "checked";
        /// Submitted to the county.
        Submit = "submit" "报送" "submitted";
        /// Reviewed.
        Review = "review" "复核" "reviewed";
        /// Approved.
        Approve = "approve" "批准" "approved";
        /// Sent back one step.
        Return = "return" "退回" "returned";
        /// Taken back by the last signer.
        Withdraw = "withdraw" "撤回" "withdrew";
    }
}

words! {
    /// Where a line comes from.
    Source {
        /// Entered by hand.
        Hand = "HAND" "手工填报" "entered";
        /// Proposed by an outcome of the month's verification.
        Verification = "VERIFICATION" "认证结果" "verification";
        /// Proposed by a confirmed hit of the comparison with outside lists.
        Match = "MATCH" "比对结果" "data match";
    }
}

impl FormState {
    /// The state a further hand brings a form to.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|it| *it == self)?;
        Self::ALL.get(at.checked_add(1)?).copied()
    }

    /// The post whose hand is next: in a draft the coordinator's while lines of his wait for his signature.
    pub const fn waits_for(self, unsigned: bool) -> Option<Post> {
        Some(match self {
            Self::Draft if unsigned => Post::VCo,
            Self::Draft | Self::VillageSigned => Post::TClk,
            Self::StationChecked => Post::TDir,
            Self::TownshipSigned => Post::CVer,
            Self::CountyChecked => Post::CRev,
            Self::Reviewed => Post::CDir,
            Self::Approved => return None,
        })
    }

    /// The state a return or withdrawal brings it to; what is approved stays.
    pub fn previous(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|it| *it == self)?;
        let before = at.checked_sub(1).filter(|_| self != Self::Approved)?;
        Self::ALL.get(before).copied()
    }
}

impl FormKind {
    /// What its number begins with.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Stop => "STOP",
            Self::Resume => "RESUME",
        }
    }
}

impl Line {
    /// What goes back of both books: overpaid, or on a resume form in arrears; none if it cannot be held.
    pub fn back(&self) -> Option<Fen> {
        self.back_basic_fen.checked_add(self.back_account_fen)
    }

    /// What is stopped or resumed a month; none if it cannot be held.
    pub fn monthly(&self) -> Option<Fen> {
        self.basic_fen.checked_add(self.account_fen)
    }
}

impl HandAct {
    /// Whether it takes a form back rather than on.
    pub const fn is_back(self) -> bool {
        matches!(self, Self::Return | Self::Withdraw)
    }
}

record! {
    /// A township's form of one month; there may be a further one once the first is approved.
    pub struct Form {
        /// Its number: STOP-{county}-{township}-{YYYYMM}-{seq}, or RESUME-….
        pub form_no: String,
        /// Which of the two forms it is.
        pub kind: FormKind,
        /// The month.
        pub month: Month,
        /// The township.
        pub township: AreaCode,
        /// Which of the township's forms of this kind and month.
        pub seq: i64,
        /// How far it has come.
        pub state: FormState,
        /// Who opened it.
        pub opened_by: String,
        /// When, as a business date.
        pub opened_on: NaiveDate,
        /// The day of the approval.
        pub approved_on: Option<NaiveDate>,
        /// By how many days that was late.
        pub days_late: Option<i64>,
        /// The hash of the lines that were approved.
        pub list_hash: Option<String>,
        /// For others' edits.
        pub version: i64,
    }
}

record! {
    /// Somebody on a form.
    pub struct Line {
        /// The place on the form.
        pub seq: i64,
        /// The lifelong number.
        pub insurance_no: String,
        /// The name as registered.
        pub name: String,
        /// The citizen id, masked.
        pub citizen_id: String,
        /// The village.
        pub village: AreaCode,
        /// The reason's code (3.6).
        pub reason: String,
        /// The day of death, judgment, move; the first day of the other pension.
        pub event_date: Option<NaiveDate>,
        /// What it rests on.
        pub evidence_type: Option<Evidence>,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// The last digits of the account.
        pub account_tail: Option<String>,
        /// The first month that is not due any more; on a resume form the first that is due again.
        pub from_month: Month,
        /// The last month credited.
        pub last_paid: Option<Month>,
        /// The basic pension stopped or resumed, a month, in fen.
        pub basic_fen: Fen,
        /// The account pension stopped or resumed, a month, in fen.
        pub account_fen: Fen,
        /// On a resume form whether the months kept back are paid, where that is for the decision to say.
        pub back_pay: Option<bool>,
        /// How many months were overpaid; on a resume form how many are in arrears.
        pub back_months: i64,
        /// What of that is the basic-pension book's, in fen.
        pub back_basic_fen: Fen,
        /// What of that is the individual-account book's, in fen.
        pub back_account_fen: Fen,
        /// Who reported it.
        pub reporter: Option<String>,
        /// A remark.
        pub remark: Option<String>,
        /// Who entered it.
        pub maker: String,
        /// In which post.
        pub maker_post: Post,
        /// Where it comes from.
        pub source: Source,
        /// Whether the coordinator who entered it has signed.
        pub signed: bool,
    }
}

record! {
    /// A hand a form went through.
    pub struct Hand {
        /// Its place.
        pub seq: i64,
        /// What it did.
        pub act: HandAct,
        /// From which state.
        pub from_state: FormState,
        /// To which; the same while other coordinators have yet to sign.
        pub to_state: FormState,
        /// Whose it was.
        pub operator: String,
        /// That operator's name.
        pub name: String,
        /// In which post.
        pub post: Post,
        /// In whose place, by a substitution.
        pub acts_for: Option<String>,
        /// Why it was sent back.
        pub reason: Option<String>,
        /// By how many days the approval was late.
        pub days_late: Option<i64>,
        /// The business date.
        pub business_date: NaiveDate,
        /// System time.
        pub at: DateTime<Utc>,
    }
}

/// A form and all that has been done to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// The form.
    pub form: Form,
    /// Its lines, by their place.
    pub lines: Vec<Line>,
    /// The hands it went through.
    pub hands: Vec<Hand>,
}

/// What is entered about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The reason's code.
    pub reason: String,
    /// The day of what happened.
    pub event_date: Option<NaiveDate>,
    /// What it rests on.
    pub evidence: Option<Evidence>,
    /// Its number or where it lies.
    pub evidence_ref: Option<String>,
    /// Who reported it.
    pub reporter: Option<String>,
    /// A remark.
    pub remark: Option<String>,
    /// On a resume form whether the months kept back are paid, where that is for the decision to say.
    pub back_pay: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_lead_on_and_back_and_the_approved_one_stays() {
        let mut state = FormState::Draft;
        let mut steps = 0;
        while let Some(next) = state.next() {
            assert_eq!(
                next.previous(),
                (next != FormState::Approved).then_some(state)
            );
            state = next;
            steps += 1;
        }
        assert_eq!((state, steps), (FormState::Approved, 6));
        assert_eq!(FormState::Draft.previous(), None);
    }
}
