//! The nouns of the comparison (比对, 5.4): a case, what its list tells, the person beside the record, the hands it went through.

use chrono::{DateTime, NaiveDate, Utc};

use crate::business::registration::Class;
use crate::business::verification::Evidence;
use crate::kernel::area::AreaCode;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::{record, words};

words! {
    /// How surely a record is about somebody (5.4).
    Level {
        /// The 18-digit id and the name are the same.
        A = "A" "A级" "A";
        /// The id is the same and the name is not; or a 15-digit or former id, and the name, are the same.
        B = "B" "B级" "B";
        /// Name, birth date and village are the same.
        C = "C" "C级" "C";
        /// Name, birth year and township are the same.
        D = "D" "D级" "D";
    }
}

words! {
    /// What a record tells that bears on a pension or an insurance.
    Tells {
        /// Dead, cremated, buried.
        Death = "DEATH" "死亡" "death";
        /// Struck from the household register.
        Cancelled = "CANCELLED" "户口注销" "registration cancelled";
        /// The registration moved elsewhere.
        MovedOut = "MOVED_OUT" "户籍迁出" "moved out";
        /// The citizen id was changed.
        IdChanged = "ID_CHANGED" "证件号变更" "id changed";
        /// A sentence begins.
        Sentence = "SENTENCE" "判刑" "sentenced";
        /// Detained before judgment.
        Detention = "DETENTION" "羁押" "detained";
        /// Released or paroled.
        Release = "RELEASE" "刑满释放" "released";
        /// Draws another pension.
        OtherPension = "OTHER_PENSION" "领取其他养老金" "other pension";
        /// Pays into another scheme.
        DualEnrolment = "DUAL_ENROLMENT" "重复参保" "enrolled twice";
    }
}

words! {
    /// How far a case has come.
    CaseState {
        /// Nobody has decided.
        Open = "OPEN" "待核查" "open";
        /// The verification post says it is so; the reviewer has yet to look.
        Confirmed = "CONFIRMED" "属实待复核" "confirmed";
        /// The verification post says it is not so; the reviewer has yet to look.
        Denied = "DENIED" "误报待复核" "denied";
        /// It is so.
        Approved = "APPROVED" "已认定" "approved";
        /// It is not so; the same record never opens a case again.
        FalseHit = "FALSE_HIT" "误报结案" "false hit";
    }
}

words! {
    /// What was done to a case, or what it led to.
    CaseAct {
        /// The comparison found it.
        Find = "find" "比对发现" "found";
        /// The verification post says it is so.
        Confirm = "confirm" "核查属实" "confirmed";
        /// The verification post says it is not so.
        Deny = "deny" "核查为误报" "denied";
        /// The reviewer agrees.
        Approve = "approve" "复核同意" "approved";
        /// The reviewer sends it back.
        Return = "return" "复核退回" "returned";
        /// A false hit that was none is taken up again.
        Reopen = "reopen" "重新核查" "reopened";
        /// A line of the stop-payment form is proposed.
        Propose = "propose" "建议停发" "line proposed";
        /// The coming month waits.
        Hold = "hold" "暂缓发放" "month held";
        /// The coming month waits no more.
        Release = "release" "解除暂缓" "month released";
        /// What was proposed is taken back.
        Retract = "retract" "撤销建议" "line retracted";
    }
}

words! {
    /// Where a date of death comes from, the most trusted first (5.4).
    DeathSource {
        /// The police, or a medical certificate.
        Certificate = "CERTIFICATE" "公安、医学证明" "police or medical certificate";
        /// The crematorium, or civil affairs' register of burials.
        Cremation = "CREMATION" "火化、殡葬" "cremation or burial";
        /// The coordinator, the family planning register or another report.
        Report = "REPORT" "协理员等报告" "report";
    }
}

impl CaseState {
    /// Whether somebody has yet to act.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Open | Self::Confirmed | Self::Denied)
    }
}

record! {
    /// Somebody a record may be about, as the comparison finds them: both sides, and what links them.
    pub struct Candidate {
        /// The file.
        pub exchange_id: String,
        /// Its line.
        pub line_no: i64,
        /// The list.
        pub source: String,
        /// What it says happened.
        pub event: String,
        /// When.
        pub event_date: Option<NaiveDate>,
        /// What makes it the same record when it is sent again.
        pub record_key: String,
        /// The id the list has.
        pub told_id: Option<String>,
        /// The name the list has, made comparable.
        pub told_name: String,
        /// The birth date the list has, or its id tells: yyyymmdd.
        pub told_born: Option<String>,
        /// The village the list has.
        pub told_village: Option<String>,
        /// The person.
        pub insurance_no: String,
        /// The person's id.
        pub citizen_id: String,
        /// The person's name, made comparable.
        pub name_key: String,
        /// Born: yyyymmdd.
        pub born: String,
        /// The person's village.
        pub village: AreaCode,
        /// Whether the list's id is one the person had before.
        pub former: bool,
        /// Whether a stop is on its way already: by another case of the death, or by a line that was approved.
        pub proposed: bool,
        /// The person's participation.
        pub participation: i64,
        /// The person's contribution state.
        pub contribution_state: i64,
    }
}

impl Candidate {
    /// The person's class.
    pub fn class(&self) -> Option<Class> {
        Class::of(self.participation, self.contribution_state)
    }
}

record! {
    /// A case: a record, the person it may be about, and what was decided.
    pub struct MatchCase {
        /// Its number.
        pub case_no: String,
        /// The month whose comparison found it.
        pub period: Month,
        /// The person.
        pub insurance_no: String,
        /// The person's name.
        pub person_name: String,
        /// The person's village when the case was opened: who checks in the field.
        pub village: AreaCode,
        /// The file.
        pub exchange_id: String,
        /// Its line.
        pub line_no: i64,
        /// The list.
        pub source: String,
        /// How sure it is.
        pub level: Level,
        /// What it tells.
        pub tells: Tells,
        /// The reason that is proposed; none where there is nothing to stop.
        pub reason: Option<String>,
        /// The day of what it tells.
        pub event_date: Option<NaiveDate>,
        /// How far it has come.
        pub state: CaseState,
        /// The last day of the field check; only where there is one.
        pub check_by: Option<NaiveDate>,
        /// The business date it was found on.
        pub found_on: NaiveDate,
        /// What the decision rests on.
        pub evidence_type: Option<Evidence>,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// The day as the evidence has it.
        pub decided_date: Option<NaiveDate>,
        /// Who decided.
        pub decided_by: Option<String>,
        /// That operator's name.
        pub decider_name: Option<String>,
        /// Who agreed.
        pub approved_by: Option<String>,
        /// That operator's name.
        pub approver_name: Option<String>,
        /// The person's participation.
        pub participation: i64,
        /// The person's contribution state.
        pub contribution_state: i64,
        /// For others' edits.
        pub version: i64,
    }
}

record! {
    /// What was done to a case, or what it led to.
    pub struct CaseHand {
        /// Its place.
        pub seq: i64,
        /// What it was.
        pub act: CaseAct,
        /// The state after.
        pub to_state: CaseState,
        /// Whose it was.
        pub operator: String,
        /// That operator's name.
        pub name: String,
        /// In which post.
        pub post: Post,
        /// What it rested on.
        pub evidence_type: Option<Evidence>,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// The day as the evidence has it.
        pub event_date: Option<NaiveDate>,
        /// The reason's code that was proposed.
        pub reason: Option<String>,
        /// In the operator's words; of an effect, what came of it.
        pub remark: Option<String>,
        /// The business date.
        pub business_date: NaiveDate,
        /// System time.
        pub at: DateTime<Utc>,
    }
}

record! {
    /// A date of somebody's death, and where it comes from.
    pub struct DeathDate {
        /// The day.
        pub day: NaiveDate,
        /// Where it comes from.
        pub source: DeathSource,
        /// The case or the list that says so.
        pub told_by: String,
        /// Whether it is the one in use.
        pub accepted: bool,
    }
}

impl MatchCase {
    /// Whether the person has a pension, in payment or suspended: whether there is anything to stop.
    pub fn has_pension(&self) -> bool {
        matches!(
            Class::of(self.participation, self.contribution_state),
            Some(Class::Recipient | Class::SuspendedRecipient)
        )
    }
}
