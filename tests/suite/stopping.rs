//! Forms of the stop-payment business as every test drives them: opened, filled, carried through all hands.

use jingban::business::stop_payment::approve::ApproveForm;
use jingban::business::stop_payment::draft::OpenForm;
use jingban::business::stop_payment::enter::{AddLine, EditLine, RemoveLine};
use jingban::business::stop_payment::proposals::ProposalsOf;
use jingban::business::stop_payment::rules::hands::Way;
use jingban::business::stop_payment::sign::MoveForm;
use jingban::business::stop_payment::store::{FormOf, FormSeen};
use jingban::business::stop_payment::take::TakeProposals;
use jingban::business::stop_payment::{Entered, Evidence, FormKind};
use jingban::database::Db;
use jingban::database::request::{AnyChange, Query as _};
use jingban::kernel::area::AreaCode;
use jingban::kernel::desk::Desk;

use crate::acts::seat;

/// The form that is a draft in the demonstration.
pub(crate) const DRAFT: &str = "STOP-371323-100-201203-02";

/// 沂水镇.
pub(crate) fn township() -> AreaCode {
    "371323100000".parse().unwrap()
}

/// A form as a desk sees it.
pub(crate) async fn form(db: &Db, desk: &Desk, form_no: &str) -> FormSeen {
    let form_no = form_no.to_owned();
    let found = FormOf { form_no }.find(db, desk).await.unwrap();
    found.unwrap()
}

/// A reason on a paper.
pub(crate) fn entered(reason: &str, day: &str, evidence: Evidence) -> Entered {
    Entered {
        reason: reason.to_owned(),
        event_date: day.parse().ok(),
        evidence: Some(evidence),
        evidence_ref: Some("沂水证〔2012〕7号，𠮷䶮".to_owned()),
        reporter: Some("村民𠮷䶮".to_owned()),
        remark: Some("已核实，由𠮷䶮经手".to_owned()),
        back_pay: None,
    }
}

/// Somebody put on a form.
pub(crate) fn line(form_no: &str, insurance_no: &str, entered: Entered) -> AddLine {
    AddLine {
        form_no: form_no.to_owned(),
        insurance_no: insurance_no.to_owned(),
        entered,
    }
}

/// A step of a form as it stands.
pub(crate) fn step(seen: &FormSeen, way: Way, reason: &str) -> MoveForm {
    MoveForm {
        form_no: seen.whole.form.form_no.clone(),
        version: seen.whole.form.version,
        way,
        reason: reason.to_owned(),
    }
}

/// The approval of a form as it stands.
pub(crate) fn approval(seen: &FormSeen) -> ApproveForm {
    ApproveForm {
        form_no: seen.whole.form.form_no.clone(),
        version: seen.whole.form.version,
        hash: seen.hash.clone(),
        count: seen.whole.lines.len(),
    }
}

/// A form through some hands.
async fn through(
    db: &Db,
    act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange),
    form_no: &str,
    hands: &[(&str, Way, &str)],
) {
    for (operator, way, reason) in hands {
        let desk = seat(db, operator).await;
        let seen = form(db, &desk, form_no).await;
        act(&desk, &step(&seen, *way, reason)).await;
    }
    let head = seat(db, "zhaoguoqiang").await;
    let seen = form(db, &head, form_no).await;
    act(&head, &approval(&seen)).await;
}

/// The draft of the demonstration with a death learnt of late, a suspension and what the lists propose, through all hands,
/// once sent back and once taken back; then the suspension is resumed by the form that mirrors it.
pub(crate) async fn stop(db: &Db, act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let (village, handler) = (seat(db, "zhanghua").await, seat(db, "zhangmin").await);
    let (dead, unseen, moved) = ("3713231100000414", "3713231100000326", "3713231100001371");
    let late = entered("T01", "2012-01-27", Evidence::Cremation);
    act(&village, &line(DRAFT, dead, late)).await;
    let not_seen = entered("S01", "", Evidence::Report);
    act(&village, &line(DRAFT, unseen, not_seen.clone())).await;
    let another = entered("S05", "", Evidence::Comparison);
    act(&handler, &line(DRAFT, moved, another)).await;
    let edit = EditLine {
        form_no: DRAFT.to_owned(),
        version: form(db, &village, DRAFT).await.whole.form.version,
        insurance_no: unseen.to_owned(),
        entered: not_seen,
    };
    act(&village, &edit).await;
    let remove = RemoveLine {
        form_no: DRAFT.to_owned(),
        version: form(db, &handler, DRAFT).await.whole.form.version,
        insurance_no: moved.to_owned(),
    };
    act(&handler, &remove).await;
    let township = township();
    let proposed = ProposalsOf {
        township: township.clone(),
    };
    let proposed = proposed.find(db, &handler).await.unwrap();
    let take = TakeProposals {
        form_no: DRAFT.to_owned(),
        picks: proposed
            .into_iter()
            .map(|it| (it.insurance_no, it.source_ref))
            .collect(),
    };
    act(&handler, &take).await;
    let hands = [
        ("zhanghua", Way::On, ""),
        ("liqiang", Way::Return, "2号证明未附，由𠮷䶮补"),
        ("zhanghua", Way::On, ""),
        ("liqiang", Way::On, ""),
        ("wangjianmin", Way::On, ""),
        ("wangfang", Way::On, ""),
        ("wangfang", Way::Withdraw, ""),
        ("wangfang", Way::On, ""),
        ("liujianguo", Way::On, ""),
    ];
    through(db, act, DRAFT, &hands).await;
    let open = OpenForm {
        kind: FormKind::Resume,
        month: "2012-03".parse().unwrap(),
        township,
    };
    act(&village, &open).await;
    let resume = "RESUME-371323-100-201203-01";
    let seen = entered("S01", "2012-03-08", Evidence::Seen);
    act(&village, &line(resume, unseen, seen)).await;
    let hands = ["zhanghua", "liqiang", "niushulin", "wangfang", "liujianguo"];
    let hands = hands.map(|operator| (operator, Way::On, ""));
    through(db, act, resume, &hands).await;
}
