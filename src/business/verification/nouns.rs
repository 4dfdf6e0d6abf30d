//! The nouns of verification: outcomes and evidence, a village's list, its items, the hands it went through.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::area::AreaCode;
use crate::kernel::calendar::local_time;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{phrase, record, words};

words! {
    /// What was found about somebody in payment (5.3).
    Outcome {
        /// Alive and entitled.
        Alive = "V1" "健在" "alive";
        /// Dead.
        Dead = "V2" "死亡" "dead";
        /// Serving a sentence.
        Imprisoned = "V3" "服刑" "imprisoned";
        /// Whereabouts unknown.
        Missing = "V4" "下落不明" "missing";
        /// Moved out of the county.
        MovedOut = "V5" "户籍迁出" "moved out";
        /// Draws another pension.
        OtherPension = "V6" "重复领取" "other pension";
        /// Not reached this month.
        NotReached = "V7" "本月未见" "not reached";
        /// Disputed.
        Disputed = "V8" "有异议" "disputed";
    }
}

words! {
    /// What an outcome rests on (5.3).
    Evidence {
        /// Seen in person.
        Seen = "E01" "当面核实" "seen in person";
        /// Visited at home.
        HomeVisit = "E02" "入户核实" "home visit";
        /// Identity card and a photograph with a dated newspaper.
        DatedPhoto = "E03" "身份证及带日期照片" "id card, dated photo";
        /// Fingerprint or face at a terminal.
        Terminal = "E04" "指纹人脸终端" "biometric terminal";
        /// A letter of the agency where the person stays.
        Elsewhere = "E05" "异地协助认证函" "letter from elsewhere";
        /// A consulate's certificate.
        Consulate = "E06" "驻外使领馆证明" "consulate certificate";
        /// A certificate of the police.
        Police = "E07" "公安机关证明" "police certificate";
        /// The medical certificate of death.
        DeathCertificate = "E08" "居民死亡医学证明" "death certificate";
        /// The certificate of cremation.
        Cremation = "E09" "火化证明" "cremation certificate";
        /// A judgment.
        Judgment = "E10" "法院判决书" "court judgment";
        /// A hit of the comparison with outside lists.
        Comparison = "E11" "部门数据比对" "data-match hit";
        /// A report from the village.
        Report = "E12" "村民反映" "villager's report";
        /// The person's own verification by face.
        SelfService = "E13" "生物特征自助认证" "biometric self-service";
    }
}

words! {
    /// How far a list has come.
    ListState {
        /// With the village.
        Issued = "ISSUED" "核实中" "open";
        /// Signed by the coordinator.
        VillageSigned = "VILLAGE_SIGNED" "村已签" "village signed";
        /// Checked by the station's handler.
        StationChecked = "STATION_CHECKED" "所已核" "station checked";
        /// Signed by the station's director: done.
        StationSigned = "STATION_SIGNED" "所已签" "station signed";
        /// Accepted by the county.
        CountyAccepted = "COUNTY_ACCEPTED" "县已收" "accepted";
    }
}

words! {
    /// How a month is verified (`P.verify.monthly_mode`).
    Mode {
        /// The coordinator confirms the list as a whole and marks only what has changed.
        Exception = "EXCEPTION" "整册确认" "by exception";
        /// Everybody is ticked, with evidence.
        Full = "FULL" "逐人认证" "person by person";
    }
}

words! {
    /// What a hand did to a list.
    HandAct {
        /// Signed.
        Sign = "sign" "签字" "signed";
        /// Checked.
        Check = "check" "复核" "checked";
        /// Accepted.
        Accept = "accept" "接收" "accepted";
        /// Sent back one step.
        Return = "return" "退回" "returned";
    }
}

impl ListState {
    /// The state a further hand brings a list to.
    pub fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|it| *it == self)?;
        Self::ALL.get(at.checked_add(1)?).copied()
    }

    /// The state a return brings it to; what the county has accepted stays.
    pub fn previous(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|it| *it == self)?;
        let before = at.checked_sub(1).filter(|_| self != Self::CountyAccepted)?;
        Self::ALL.get(before).copied()
    }

    /// Whether the station's director has signed: the list counts as done.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::StationSigned | Self::CountyAccepted)
    }
}

record! {
    /// A village's list of one month.
    pub struct List {
        /// The month.
        pub month: Month,
        /// The village.
        pub village: AreaCode,
        /// Its number.
        pub list_no: String,
        /// How it is verified.
        pub mode: Mode,
        /// How far it has come.
        pub state: ListState,
        /// Whether the coordinator has confirmed it as a whole.
        pub confirmed: bool,
        /// How many are in payment: its first part.
        pub due: i64,
        /// How many are suspended: its second part.
        pub suspended: i64,
        /// How many of the first part have an outcome.
        pub marked: i64,
        /// The business date of the station's signature.
        pub signed_on: Option<NaiveDate>,
        /// By how many days that was late.
        pub days_late: Option<i64>,
        /// When it went out.
        pub issued_on: NaiveDate,
        /// For others' edits.
        pub version: i64,
    }
}

record! {
    /// Somebody on a list.
    pub struct Item {
        /// The lifelong number.
        pub insurance_no: String,
        /// The place on the list.
        pub seq: i64,
        /// 1 in payment, 2 suspended.
        pub part: i64,
        /// Whether the award came after the list had gone out.
        pub joined: bool,
        /// The name as registered.
        pub name: String,
        /// The citizen id, masked.
        pub citizen_id: String,
        /// Born.
        pub birth_date: NaiveDate,
        /// Died, as registered.
        pub died_on: Option<NaiveDate>,
        /// The last digits of the account.
        pub account_tail: Option<String>,
        /// The last formal verification.
        pub verified_on: Option<NaiveDate>,
        /// What was found.
        pub outcome: Option<Outcome>,
        /// What it rests on.
        pub evidence_type: Option<Evidence>,
        /// Its number or where it lies.
        pub evidence_ref: Option<String>,
        /// The day of death, judgment, move.
        pub event_date: Option<NaiveDate>,
        /// The day the person was seen, or last seen.
        pub seen_date: Option<NaiveDate>,
        /// A remark.
        pub remark: Option<String>,
        /// Who entered it.
        pub marked_by: Option<String>,
        /// That operator's name.
        pub marker_name: Option<String>,
        /// Whether it was entered on the coordinator's behalf.
        pub proxy: bool,
        /// When.
        pub marked_at: Option<DateTime<Utc>>,
        /// For others' edits.
        pub version: i64,
    }
}

impl Item {
    /// Who entered it: the name, or where it is not known the operator's.
    pub fn marker(&self) -> &str {
        let known = self.marker_name.as_deref().or(self.marked_by.as_deref());
        known.unwrap_or_default()
    }

    /// When it was entered, as a clock shows it; empty while nothing was.
    pub fn marked_time(&self) -> String {
        self.marked_at
            .map_or_else(String::new, |at| local_time(at).format("%H:%M").to_string())
    }

    /// What was entered: the outcome with its evidence and remark; `None` while nothing was.
    pub fn entered(&self) -> Option<Phrase> {
        let outcome = self.outcome?;
        let evidence = self.evidence_type.map(Evidence::word);
        let rest = [
            evidence,
            self.evidence_ref.as_deref(),
            self.remark.as_deref(),
        ];
        let rest: Vec<&str> = rest.into_iter().flatten().collect();
        let plain = phrase!(
            "{code}{title}",
            "{code} {title}",
            code = outcome.word(),
            title = outcome.title()
        );
        Some(if rest.is_empty() {
            plain
        } else {
            phrase!(
                "{plain}（{rest}）",
                "{plain} ({rest})",
                plain = plain,
                rest = rest.join(" ")
            )
        })
    }
}

record! {
    /// A hand a list went through.
    pub struct Hand {
        /// Its place.
        pub seq: i64,
        /// What it did.
        pub act: HandAct,
        /// From which state.
        pub from_state: ListState,
        /// To which.
        pub to_state: ListState,
        /// Whose it was.
        pub operator: String,
        /// That operator's name.
        pub name: String,
        /// In which post.
        pub post: Post,
        /// In whose place, by a substitution.
        pub acts_for: Option<String>,
        /// That operator's name.
        pub acts_for_name: Option<String>,
        /// Why it was sent back.
        pub reason: Option<String>,
        /// By how many days the station's signature was late.
        pub days_late: Option<i64>,
        /// The business date.
        pub business_date: NaiveDate,
        /// System time.
        pub at: DateTime<Utc>,
    }
}

/// What is entered for somebody, or for many alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What was found.
    pub outcome: Outcome,
    /// What it rests on.
    pub evidence: Option<Evidence>,
    /// Its number or where it lies.
    pub evidence_ref: Option<String>,
    /// The day of death, judgment, move.
    pub event_date: Option<NaiveDate>,
    /// The day the person was seen, or last seen.
    pub seen_date: Option<NaiveDate>,
    /// A remark.
    pub remark: Option<String>,
}

impl Mark {
    /// An outcome and nothing else.
    pub const fn bare(outcome: Outcome) -> Self {
        Self {
            outcome,
            evidence: None,
            evidence_ref: None,
            event_date: None,
            seen_date: None,
            remark: None,
        }
    }

    /// Whether it renews the annual date: alive, seen by evidence, on a day.
    pub fn renews(&self) -> bool {
        self.outcome == Outcome::Alive && self.evidence.is_some() && self.seen_date.is_some()
    }
}

/// What becomes of a mark for each of the people it is meant for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted<'a> {
    /// Who gets it.
    pub change: Vec<&'a Item>,
    /// Who has an outcome already that stays.
    pub skip: Vec<&'a Item>,
    /// Who may not get it, and why not.
    pub refuse: Vec<(&'a Item, Refusal)>,
}
