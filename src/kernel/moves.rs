//! ONE table of moves: who may bring what from which state to which, in which of the three
//! capacities.
//!
//! It is the post matrix of `domain.md` 4.8 and the state machines built so far, together. The
//! guards of the screens, the checks of the runner and the grants and triggers of PostgreSQL all
//! come from it. A row without states is a right of the matrix whose state machine is not built
//! yet. Deliberately absent: the four-eyes rules between persons; those are in [`super::sod`].

use serde::{Deserialize, Serialize};

use super::clause::Clause;
use super::post::Post;
use super::refusal::Refusal;
use super::text::{Phrase, Text};
use crate::{phrase, text};

/// The capacity in which a post acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Letter {
    /// M: may make.
    M,
    /// C: may check.
    C,
    /// A: may approve.
    A,
}

impl Letter {
    /// The letter as the matrix writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::M => "M",
            Self::C => "C",
            Self::A => "A",
        }
    }

    /// The capacity in words.
    pub const fn title(self) -> Text {
        match self {
            Self::M => text!("经办", "make"),
            Self::C => text!("复核", "check"),
            Self::A => text!("审批", "approve"),
        }
    }
}

macro_rules! operations {
    ($($variant:ident $id:literal $zh:literal $en:literal;)+) => {
        /// An operation of the post matrix.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Operation {
            $(#[doc = $en] #[serde(rename = $id)] $variant,)+
        }

        impl Operation {
            /// Every operation, in the order of the matrix.
            pub const ALL: &'static [Operation] = &[$(Operation::$variant),+];

            /// The stable id.
            pub const fn id(self) -> &'static str {
                match self { $(Operation::$variant => $id),+ }
            }

            /// The operation in words.
            pub const fn title(self) -> Text {
                match self { $(Operation::$variant => text!($zh, $en)),+ }
            }
        }
    };
}

operations! {
    Enrolment "enrolment" "参保、变更、注销登记" "enrolment, change, cancellation";
    BankAccountChange "bank_account_change" "银行账户变更" "bank-account change";
    CollectionPlan "collection_plan" "征缴计划、扣款文件" "collection plan, deduction file";
    ReceiptMatching "receipt_matching" "到账匹配" "bank receipt matching";
    AccountPosting "account_posting" "个人账户记账、冲销" "account posting, reversal";
    Award "award" "待遇核定" "benefit award";
    VerificationList "verification_list" "资格认证名单" "verification list";
    StopForm "stop_form" "停止（恢复）发放核定表" "stop / resume form";
    OutsideList "outside_list" "外部比对数据导入" "outside lists (import)";
    MatchCase "match_case" "比对疑点核查" "match case";
    PaymentRun "payment_run" "待遇发放计算" "payment run computation";
    FundApplication "fund_application" "用款申请" "fund-use application";
    PaymentFile "payment_file" "发放文件制作、放行" "payment file create / release";
    Journal "journal" "会计记账" "journal";
    BankReconciliation "bank_reconciliation" "银行对账" "bank reconciliation";
    Recovery "recovery" "多发待遇追回" "recovery case";
    Policy "policy" "政策参数变更" "parameter change";
    Archive "archive" "档案立卷、移交" "archive unit, handover";
    Report "report" "统计报表报送" "report submit";
}

/// A row of the table: one act on one kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The kind of object, by the name of its table; empty where no state machine is built yet.
    pub object: &'static str,
    /// The state before; empty for the act that creates the object.
    pub from: &'static str,
    /// The state after.
    pub to: &'static str,
    /// What the act is called: `sign`, `return`.
    pub act: &'static str,
    /// The operation of the matrix it belongs to.
    pub operation: Operation,
    /// The capacity it is done in.
    pub letter: Letter,
    /// The posts that may.
    pub posts: &'static [Post],
}

/// A right of the matrix without states.
const fn right(
    operation: Operation,
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    Move {
        object: "",
        from: "",
        to: "",
        act,
        operation,
        letter,
        posts,
    }
}

/// A move of a parameter value: proposed by one, decided by another.
const fn policy(
    (from, to): (&'static str, &'static str),
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    Move {
        object: "policies",
        from,
        to,
        act,
        operation: Operation::Policy,
        letter,
        posts,
    }
}

/// A move of an enrolment case (`domain.md` 1.3).
const fn enrolment(
    (from, to): (&'static str, &'static str),
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    Move {
        object: "enrolment_cases",
        from,
        to,
        act,
        operation: Operation::Enrolment,
        letter,
        posts,
    }
}

/// A move of a village's monthly verification list (`domain.md` 5.2).
const fn list(
    (from, to): (&'static str, &'static str),
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    let operation = Operation::VerificationList;
    Move {
        object: "verification_lists",
        from,
        to,
        act,
        operation,
        letter,
        posts,
    }
}

/// A move of a township's stop form, or of the resume form that mirrors it (`domain.md` 5.5).
const fn form(
    (from, to): (&'static str, &'static str),
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    Move {
        object: "stop_forms",
        from,
        to,
        act,
        operation: Operation::StopForm,
        letter,
        posts,
    }
}

/// A move of a file of another agency (`domain.md` 11.1).
const fn exchange(
    (from, to): (&'static str, &'static str),
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    Move {
        object: "exchanges",
        from,
        to,
        act,
        operation: Operation::OutsideList,
        letter,
        posts,
    }
}

/// A move of a case of the comparison with outside lists (`domain.md` 5.4).
const fn hit(
    (from, to): (&'static str, &'static str),
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    Move {
        object: "match_cases",
        from,
        to,
        act,
        operation: Operation::MatchCase,
        letter,
        posts,
    }
}

/// A move of a business report (`domain.md` 9.1).
const fn report(
    (from, to): (&'static str, &'static str),
    act: &'static str,
    letter: Letter,
    posts: &'static [Post],
) -> Move {
    Move {
        object: "reports",
        from,
        to,
        act,
        operation: Operation::Report,
        letter,
        posts,
    }
}

use Letter::{A, C, M};
use Operation as O;
use Post::{
    CAcc, CAct, CArc, CAud, CBen, CCol, CCsh, CDir, CPay, CReg, CRev, CSta, CVer, MDir, TArc, TClk,
    TDir, TRev, VCo,
};

/// The township column of the matrix: director, or reviewer in his place.
const STATION: &[Post] = &[TDir, TRev];

/// Every move and every right.
#[rustfmt::skip]
pub const MOVES: &[Move] = &[
    enrolment(("", "DRAFT"), "draft", M, &[VCo, TClk]),
    enrolment(("DRAFT", "VILLAGE_SUBMITTED"), "submit", M, &[VCo]),
    enrolment(("VILLAGE_SUBMITTED", "TOWNSHIP_ACCEPTED"), "accept", M, &[TClk]),
    enrolment(("TOWNSHIP_ACCEPTED", "TOWNSHIP_REVIEWED"), "review", C, STATION),
    // The county handler's sign-off changes no state: the reviewer sees it, and approves.
    enrolment(("TOWNSHIP_REVIEWED", "TOWNSHIP_REVIEWED"), "county-check", C, &[CReg]),
    enrolment(("TOWNSHIP_REVIEWED", "APPROVED"), "approve", A, &[CRev]),
    enrolment(("VILLAGE_SUBMITTED", "RETURNED"), "return", M, &[TClk]),
    enrolment(("TOWNSHIP_ACCEPTED", "RETURNED"), "return", C, STATION),
    enrolment(("TOWNSHIP_REVIEWED", "RETURNED"), "return", C, &[CReg]),
    enrolment(("TOWNSHIP_REVIEWED", "RETURNED"), "return", A, &[CRev]),
    enrolment(("RETURNED", "VILLAGE_SUBMITTED"), "submit", M, &[VCo]),
    enrolment(("RETURNED", "TOWNSHIP_ACCEPTED"), "accept", M, &[TClk]),
    enrolment(("RETURNED", "TOWNSHIP_REVIEWED"), "review", C, STATION),
    enrolment(("VILLAGE_SUBMITTED", "REJECTED"), "reject", M, &[TClk]),
    enrolment(("TOWNSHIP_ACCEPTED", "REJECTED"), "reject", C, STATION),
    enrolment(("TOWNSHIP_REVIEWED", "REJECTED"), "reject", A, &[CRev]),
    right(O::BankAccountChange, "enter", M, &[TClk, CReg]),
    right(O::BankAccountChange, "check", C, STATION),
    right(O::BankAccountChange, "approve", A, &[CRev]),
    right(O::CollectionPlan, "make", M, &[CCol]),
    right(O::CollectionPlan, "check", C, &[CRev]),
    right(O::ReceiptMatching, "make", M, &[CCol]),
    right(O::ReceiptMatching, "check", C, &[CAcc]),
    right(O::AccountPosting, "post", M, &[CAct]),
    right(O::AccountPosting, "check", C, &[CRev]),
    right(O::AccountPosting, "approve-reversal", A, &[CDir]),
    right(O::Award, "apply", M, &[TClk]),
    right(O::Award, "review", C, STATION),
    right(O::Award, "compute", M, &[CBen]),
    right(O::Award, "approve", A, &[CRev]),
    list(("", "ISSUED"), "issue", C, &[CVer]),
    list(("ISSUED", "VILLAGE_SIGNED"), "sign", M, &[VCo]),
    list(("VILLAGE_SIGNED", "STATION_CHECKED"), "check", C, &[TClk]),
    list(("STATION_CHECKED", "STATION_SIGNED"), "sign", A, STATION),
    list(("STATION_SIGNED", "COUNTY_ACCEPTED"), "accept", C, &[CVer]),
    list(("VILLAGE_SIGNED", "ISSUED"), "return", C, &[TClk]),
    list(("STATION_CHECKED", "VILLAGE_SIGNED"), "return", A, STATION),
    list(("STATION_SIGNED", "STATION_CHECKED"), "return", C, &[CVer]),
    form(("", "DRAFT"), "draft", M, &[VCo, TClk]),
    form(("DRAFT", "VILLAGE_SIGNED"), "sign", M, &[VCo]),
    // A township without coordinator lines passes the village's signature empty.
    form(("DRAFT", "STATION_CHECKED"), "check", C, &[TClk]),
    form(("VILLAGE_SIGNED", "STATION_CHECKED"), "check", C, &[TClk]),
    form(("STATION_CHECKED", "TOWNSHIP_SIGNED"), "submit", A, STATION),
    form(("TOWNSHIP_SIGNED", "COUNTY_CHECKED"), "check", C, &[CVer]),
    form(("COUNTY_CHECKED", "REVIEWED"), "review", A, &[CRev]),
    form(("REVIEWED", "APPROVED"), "approve", A, &[CDir]),
    form(("APPROVED", "APPLIED_TO_RUN"), "apply", C, &[CVer]),
    form(("VILLAGE_SIGNED", "DRAFT"), "return", C, &[TClk]),
    form(("STATION_CHECKED", "VILLAGE_SIGNED"), "return", A, STATION),
    form(("TOWNSHIP_SIGNED", "STATION_CHECKED"), "return", C, &[CVer]),
    form(("COUNTY_CHECKED", "TOWNSHIP_SIGNED"), "return", A, &[CRev]),
    form(("REVIEWED", "COUNTY_CHECKED"), "return", A, &[CDir]),
    // The last signer may take his signature back while the next hand has not acted.
    form(("VILLAGE_SIGNED", "DRAFT"), "withdraw", M, &[VCo]),
    form(("STATION_CHECKED", "VILLAGE_SIGNED"), "withdraw", C, &[TClk]),
    form(("TOWNSHIP_SIGNED", "STATION_CHECKED"), "withdraw", A, STATION),
    form(("COUNTY_CHECKED", "TOWNSHIP_SIGNED"), "withdraw", C, &[CVer]),
    form(("REVIEWED", "COUNTY_CHECKED"), "withdraw", A, &[CRev]),
    right(O::StopForm, "enter-line", M, &[VCo, TClk]),
    exchange(("", "STAGED"), "import", M, &[CVer]),
    exchange(("STAGED", "ACCEPTED"), "accept", C, &[CRev]),
    exchange(("STAGED", "REJECTED"), "reject", C, &[CRev]),
    hit(("", "OPEN"), "find", M, &[CVer]),
    hit(("OPEN", "CONFIRMED"), "confirm", M, &[CVer]),
    hit(("OPEN", "DENIED"), "deny", M, &[CVer]),
    hit(("CONFIRMED", "APPROVED"), "approve", A, &[CRev]),
    hit(("DENIED", "FALSE_HIT"), "approve", A, &[CRev]),
    hit(("CONFIRMED", "OPEN"), "return", A, &[CRev]),
    hit(("DENIED", "OPEN"), "return", A, &[CRev]),
    // A false hit that was none: the same hands decide it again.
    hit(("FALSE_HIT", "OPEN"), "reopen", M, &[CVer]),
    right(O::PaymentRun, "compute", M, &[CPay]),
    right(O::PaymentRun, "check", C, &[CRev]),
    right(O::FundApplication, "make", M, &[CAcc]),
    right(O::FundApplication, "sign", A, &[CDir]),
    right(O::PaymentFile, "create", M, &[CCsh]),
    right(O::PaymentFile, "release", C, &[CAcc]),
    right(O::Journal, "post", M, &[CAcc]),
    right(O::Journal, "sample", C, &[CAud]),
    right(O::BankReconciliation, "make", M, &[CAcc]),
    right(O::BankReconciliation, "check", C, &[CAud]),
    right(O::Recovery, "open", M, &[TClk, CBen, CVer]),
    right(O::Recovery, "check", C, STATION),
    right(O::Recovery, "approve", A, &[CRev]),
    right(O::Recovery, "write-off", A, &[CDir]),
    policy(("", "PROPOSED"), "propose", M, &[CRev]),
    policy(("PROPOSED", "APPROVED"), "approve", A, &[CDir, MDir]),
    policy(("PROPOSED", "REJECTED"), "reject", A, &[CDir, MDir]),
    policy(("PROPOSED", "WITHDRAWN"), "withdraw", M, &[CRev]),
    right(O::Archive, "file", M, &[VCo, TClk, TArc, CArc]),
    right(O::Archive, "review", A, STATION),
    right(O::Archive, "destroy", A, &[CDir]),
    report(("", "DRAFT"), "draft", M, &[TClk, CSta]),
    report(("DRAFT", "SUBMITTED"), "submit", A, STATION),
    report(("DRAFT", "CHECKED"), "check", C, &[CRev]),
    report(("CHECKED", "SUBMITTED"), "submit", A, &[CDir]),
    report(("DRAFT", "RETURNED"), "return", C, &[CRev]),
    report(("DRAFT", "RETURNED"), "return", A, STATION),
    report(("CHECKED", "RETURNED"), "return", A, &[CDir]),
];

/// Whether a post may act in an operation in a capacity.
pub fn may(post: Post, operation: Operation, letter: Letter) -> bool {
    MOVES
        .iter()
        .any(|row| row.operation == operation && row.letter == letter && row.posts.contains(&post))
}

/// Whether a post may act in an operation at all.
pub fn may_at_all(post: Post, operation: Operation) -> bool {
    MOVES
        .iter()
        .any(|row| row.operation == operation && row.posts.contains(&post))
}

/// The moves of a kind of object that lead out of a state.
pub fn moves_from(object: &str, from: &str) -> impl Iterator<Item = &'static Move> {
    MOVES
        .iter()
        .filter(move |row| row.object == object && row.from == from)
}

/// The row for a move by a post, if there is one; or why not.
///
/// A move nobody has is told as such; one that others have names the posts that do.
pub fn permitted(
    object: &str,
    (from, to): (&str, &str),
    post: Post,
) -> Result<&'static Move, Refusal> {
    let mut rows = moves_from(object, from)
        .filter(|row| row.to == to)
        .peekable();
    let Some(first) = rows.peek().copied() else {
        return Err(no_such_move(from, to));
    };
    let mut rows = rows.filter(|row| row.posts.contains(&post));
    rows.next().ok_or_else(|| {
        let others = MOVES.iter().filter(|row| {
            row.object == first.object && row.from == first.from && row.to == first.to
        });
        refused(post, first.operation, &posts_of(others))
    })
}

/// Whether a post acts in a move only under a dated substitution: the reviewer in the director's
/// place.
pub fn needs_substitution(row: &Move, post: Post) -> bool {
    post == TRev && row.letter == A && matches!(row.operation, O::VerificationList | O::StopForm)
}

/// The refusal for a post without any right in an operation; it names the posts that have one.
pub fn may_not(post: Post, operation: Operation) -> Refusal {
    refused(
        post,
        operation,
        &posts_of(MOVES.iter().filter(|row| row.operation == operation)),
    )
}

/// The refusal for a post without a right in a capacity; it names the posts that have it.
pub fn may_not_as(post: Post, operation: Operation, letter: Letter) -> Refusal {
    let rows = MOVES
        .iter()
        .filter(|row| row.operation == operation && row.letter == letter);
    refused(post, operation, &posts_of(rows))
}

/// The posts of some rows, each once, in the order of the matrix.
fn posts_of<'a>(rows: impl Iterator<Item = &'a Move>) -> Vec<Post> {
    let mut posts: Vec<Post> = rows.flat_map(|row| row.posts.iter().copied()).collect();
    posts.sort_unstable();
    posts.dedup();
    posts
}

fn refused(post: Post, operation: Operation, able: &[Post]) -> Refusal {
    let named = |in_words: fn(Post) -> &'static str, comma: &str| {
        let names: Vec<String> = able
            .iter()
            .map(|post| format!("{post} {}", in_words(*post)))
            .collect();
        names.join(comma)
    };
    let able = Phrase {
        zh: named(|post| post.title().zh, "、"),
        en: named(|post| post.title().en, ", "),
    };
    Refusal::new(
        "PN-0501",
        Clause::of("N2.5-d"),
        phrase!(
            "按岗位权限表（4.8），{title}（{post}）不得办理“{operation}”的此项操作",
            "by the post matrix (4.8), {title} ({post}) may not do this in '{operation}'",
            title = post.title(),
            post = post,
            operation = operation.title(),
        ),
        phrase!(
            "请交由以下岗位办理：{able}。",
            "Posts that may: {able}.",
            able = able
        ),
    )
}

fn no_such_move(from: &str, to: &str) -> Refusal {
    Refusal::new(
        "PN-0502",
        Clause::of("4.8"),
        phrase!(
            "当前状态{from}不能转为{to}",
            "there is no way from state {from} to {to}",
            from = from,
            to = to,
        ),
        phrase!(
            "请刷新后查看当前状态，按流程逐级办理。",
            "Refresh to see where it stands, and go step by step.",
        ),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The matrix as `domain.md` 4.8 prints it, without the remarks in brackets and M-DIR of its
    /// last column.
    const MATRIX: &str = "
        enrolment|M|M|C|C||||||A||||
        bank_account_change||M|C|M||||||A||||
        collection_plan|||||M|||||C||||
        receipt_matching|||||M||||||C|||
        account_posting||||||M||||C||||A
        award||M|C||||M|||A||||
        verification_list|M|C|A|||||C||||||
        stop_form|M|MC|A|||||C||A||||A
        outside_list||||||||M||C||||
        match_case||||||||M||A||||
        payment_run|||||||||M|C||||
        fund_application|||||||||||M|||A
        payment_file|||||||||||C|M||
        journal|||||||||||M||C|
        bank_reconciliation|||||||||||M||C|
        recovery||M|C||||M|M||A||||A
        policy||||||||||M||||A
        archive|M|M|A|||||||||||A
        report||M|A|||||||C||||A";

    const COLUMNS: [&[Post]; 14] = [
        &[VCo],
        &[TClk],
        STATION,
        &[CReg],
        &[CCol],
        &[CAct],
        &[CBen],
        &[CVer],
        &[Post::CPay],
        &[CRev],
        &[CAcc],
        &[CCsh],
        &[CAud],
        &[CDir],
    ];

    #[test]
    fn the_table_is_the_matrix_and_nothing_more() {
        let mut expected = BTreeSet::new();
        for line in MATRIX.trim().lines() {
            let mut cells = line.trim().split('|');
            let id = cells.next().unwrap();
            let operation = *O::ALL
                .iter()
                .find(|operation| operation.id() == id)
                .unwrap();
            let cells: Vec<&str> = cells.collect();
            assert_eq!(cells.len(), COLUMNS.len(), "{id}");
            for (posts, letters) in COLUMNS.iter().zip(cells) {
                for letter in [M, C, A]
                    .iter()
                    .filter(|letter| letters.contains(letter.code()))
                {
                    expected.extend(posts.iter().map(|post| (operation, *post, *letter)));
                }
            }
        }
        // The matrix's last column and its last line name these in words.
        let in_words = [
            (O::Policy, MDir, A),
            (O::Archive, CArc, M),
            (O::Report, CSta, M),
        ];
        expected.extend(in_words);
        // The township archive is a post of 10.1; sorting the year's units is what it is there for
        // (8.2).
        expected.insert((O::Archive, TArc, M));
        let found: BTreeSet<_> = MOVES
            .iter()
            .flat_map(|row| {
                row.posts
                    .iter()
                    .map(|post| (row.operation, *post, row.letter))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn audit_and_it_change_nothing_in_business() {
        for operation in O::ALL {
            assert!(!may_at_all(Post::CSys, *operation));
            assert!(!may(CAud, *operation, M) && !may(CAud, *operation, A));
        }
    }

    #[test]
    fn no_move_leads_nowhere_and_ways_in_exist() {
        for row in MOVES {
            assert!(!row.posts.is_empty() && !row.act.is_empty());
            assert_eq!(row.object.is_empty(), row.to.is_empty(), "{row:?}");
            let reached =
                |row: &Move, other: &Move| other.object == row.object && other.to == row.from;
            assert!(
                row.from.is_empty() || MOVES.iter().any(|other| reached(row, other)),
                "{row:?}"
            );
        }
    }

    #[test]
    fn the_chain_of_the_stop_form_has_a_hand_for_every_step() {
        let chain = [
            ("DRAFT", "VILLAGE_SIGNED", VCo),
            ("VILLAGE_SIGNED", "STATION_CHECKED", TClk),
            ("STATION_CHECKED", "TOWNSHIP_SIGNED", TDir),
            ("TOWNSHIP_SIGNED", "COUNTY_CHECKED", CVer),
            ("COUNTY_CHECKED", "REVIEWED", CRev),
            ("REVIEWED", "APPROVED", CDir),
            ("APPROVED", "APPLIED_TO_RUN", CVer),
        ];
        for (from, to, post) in chain {
            assert_eq!(
                permitted("stop_forms", (from, to), post).unwrap().operation,
                O::StopForm
            );
        }
        assert!(permitted("stop_forms", ("DRAFT", "APPROVED"), CDir).is_err());
    }

    #[test]
    fn a_refusal_names_the_clause_and_who_may() {
        let refusal = permitted("stop_forms", ("REVIEWED", "APPROVED"), CRev).unwrap_err();
        assert_eq!(refusal.clause.0, "N2.5-d");
        assert!(refusal.why.zh.contains("4.8") && refusal.why.en.contains("4.8"));
        assert_eq!(
            refusal.remedy.zh,
            "请交由以下岗位办理：C-DIR 经办机构负责人。"
        );
        let refusal = may_not(CAud, O::PaymentRun);
        assert_eq!(
            refusal.remedy.en,
            "Posts that may: C-REV business review, C-PAY payment."
        );
        let refusal = may_not_as(CPay, O::PaymentRun, C);
        assert_eq!(refusal.remedy.zh, "请交由以下岗位办理：C-REV 业务复核岗。");
        assert_eq!(
            permitted("policies", ("APPROVED", "PROPOSED"), CRev)
                .unwrap_err()
                .code,
            "PN-0502"
        );
    }

    #[test]
    fn the_reviewer_signs_only_in_the_directors_place() {
        let row = permitted(
            "verification_lists",
            ("STATION_CHECKED", "STATION_SIGNED"),
            TRev,
        )
        .unwrap();
        assert!(needs_substitution(row, TRev) && !needs_substitution(row, TDir));
        let review = permitted(
            "enrolment_cases",
            ("TOWNSHIP_ACCEPTED", "TOWNSHIP_REVIEWED"),
            TRev,
        );
        assert!(!needs_substitution(review.unwrap(), TRev));
    }
}
