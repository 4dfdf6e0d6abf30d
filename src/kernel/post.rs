//! Posts: what a person may be at the agency, its stations and its villages (`domain.md` 10.1).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::area::Level;
use super::text::Text;
use crate::text;

/// The four families of posts that exclude each other (IC07), and those outside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Family {
    /// Handling of people's matters.
    Business,
    /// Money and books.
    Finance,
    /// Data and machines.
    Data,
    /// Audit and inspection.
    Audit,
    /// Direction, which approves and handles nothing.
    Direction,
    /// Outside the agency: finance department, bank.
    Outside,
}

macro_rules! posts {
    ($($variant:ident $code:literal $level:ident $family:ident $zh:literal $en:literal;)+) => {
        /// A post, by the code the post matrix uses.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Post {
            $(#[doc = $en] #[serde(rename = $code)] $variant,)+
        }

        impl Post {
            /// Every post.
            pub const ALL: &'static [Post] = &[$(Post::$variant),+];

            /// The code: `C-VER`.
            pub const fn code(self) -> &'static str {
                match self { $(Post::$variant => $code),+ }
            }

            /// The post's name.
            pub const fn title(self) -> Text {
                match self { $(Post::$variant => text!($zh, $en)),+ }
            }

            /// The level of the areas the post is held in.
            pub const fn level(self) -> Level {
                match self { $(Post::$variant => Level::$level),+ }
            }

            /// The family that excludes the others.
            pub const fn family(self) -> Family {
                match self { $(Post::$variant => Family::$family),+ }
            }
        }
    };
}

posts! {
    VCo "V-CO" Village Business "协理员" "village coordinator";
    TClk "T-CLK" Township Business "乡镇经办岗" "township handler";
    TRev "T-REV" Township Business "乡镇复核岗" "township reviewer";
    TDir "T-DIR" Township Business "乡镇所长" "township director";
    TArc "T-ARC" Township Business "乡镇档案岗" "township archive";
    CReg "C-REG" County Business "参保登记岗" "enrolment";
    CCol "C-COL" County Business "征缴岗" "collection";
    CAct "C-ACT" County Business "个人账户岗" "accounts";
    CBen "C-BEN" County Business "待遇核定岗" "benefit";
    CRev "C-REV" County Business "业务复核岗" "business review";
    CVer "C-VER" County Business "认证岗" "verification";
    CPay "C-PAY" County Business "待遇发放岗" "payment";
    CAcc "C-ACC" County Finance "会计岗" "accountant";
    CCsh "C-CSH" County Finance "出纳岗" "cashier";
    CAud "C-AUD" County Audit "稽核岗" "audit";
    CArc "C-ARC" County Business "档案岗" "archive";
    CSta "C-STA" County Data "统计岗" "statistics";
    CSys "C-SYS" County Data "信息岗" "IT";
    CDir "C-DIR" County Direction "经办机构负责人" "agency director";
    HApp "H-APP" County Outside "人社局审批岗" "HRSS bureau approval";
    FChk "F-CHK" County Outside "财政审核岗" "finance check";
    FDsb "F-DSB" County Outside "财政拨付岗" "finance disbursement";
    BOpr "B-OPR" County Outside "银行经办岗" "bank operator";
    MSta "M-STA" City Data "市级统计岗" "city statistics";
    MAud "M-AUD" City Audit "市级稽核岗" "city audit";
    MDir "M-DIR" City Direction "市级机构负责人" "city director";
}

/// Why a text is no post code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPost;

impl FromStr for Post {
    type Err = NotAPost;

    fn from_str(code: &str) -> Result<Self, NotAPost> {
        Self::ALL
            .iter()
            .copied()
            .find(|post| post.code() == code)
            .ok_or(NotAPost)
    }
}

impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
