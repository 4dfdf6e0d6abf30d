//! Every act there is, carried out in the demonstration county one after the other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jingban::business::matching::answer::{AnswerCase, ReopenCase};
use jingban::business::matching::deaths::AcceptDeathDate;
use jingban::business::matching::decide::DecideCases;
use jingban::business::matching::find::RunMatching;
use jingban::business::matching::rules::deciding::{Answer, Decision, Finding};
use jingban::business::matching::store::CasesIn;
use jingban::business::matching::{CaseState, DeathSource};
use jingban::business::organisation::policy_change::{DecidePolicy, ProposePolicy};
use jingban::business::organisation::policy_store::ParameterList;
use jingban::business::organisation::post_change::{DecidePost, ProposePost, RegisterCertificate};
use jingban::business::organisation::posts_store::PostChanges;
use jingban::business::organisation::sign_in::{AsOperator, LogIn, MoveDate};
use jingban::business::organisation::{
    PolicyRecord, PolicyState, PolicyVerdict, PostChange, PostKind, Wanted,
};
use jingban::business::outside::FileVerdict;
use jingban::business::outside::decide::DecideFile;
use jingban::business::outside::examine::Order;
use jingban::business::outside::send::{SendFile, Sent};
use jingban::business::outside::stage::StageFile;
use jingban::business::registration::reveal::Reveal;
use jingban::business::statistics::FileStep;
use jingban::business::statistics::file::DraftReport;
use jingban::business::statistics::moving::MoveReport;
use jingban::business::verification::enter::{ConfirmList, MarkItems};
use jingban::business::verification::issue::IssueLists;
use jingban::business::verification::rules::signing::Way;
use jingban::business::verification::sign::MoveList;
use jingban::business::verification::store::{ListOf, VillageList};
use jingban::business::verification::{Evidence, Item, Mark, Outcome};
use jingban::console::export::{Export, Exported, Format, Whole};
use jingban::console::table::{Cell, Column};
use jingban::console::views::{Arrangement, Deed, Keep, ViewKey};
use jingban::database::Db;
use jingban::database::audit;
use jingban::database::request::{AnyChange, Query as _, Topic};
use jingban::database::runner::carry_out;
use jingban::desk::export::{TableExport, exporter};
use jingban::desk::looks::Look;
use jingban::desk::printed::{Print, PrintedFile};
use jingban::desk::views::KeepView;
use jingban::exchange::outside::Watch;
use jingban::kernel::desk::Desk;
use jingban::kernel::month::Month;
use jingban::kernel::post::Post;
use jingban::kernel::text::{Lang, Phrase};
use jingban::text;

use crate::county::{both_with_county, both_with_hamlet, desk};
use crate::drive::PEOPLE;
use crate::fuse::fuse_every_statement;
use crate::sources;
use crate::stopping::stop;

/// The parameter that is argued about.
const PARAMETER: &str = "P.missing.months";

/// Whoever has not signed in yet.
fn guest() -> Desk {
    Desk {
        operator: "guest".to_owned(),
        name: String::new(),
        post: Post::Guest,
        ..desk()
    }
}

/// Sits down as an operator.
pub(crate) async fn seat(db: &Db, operator: &str) -> Desk {
    let change = AsOperator {
        operator: operator.to_owned(),
    };
    let op = format!("seat-{operator}");
    let seated = carry_out(db, &guest(), &op, &change).await.unwrap();
    seated.outcome.desk(&guest())
}

fn proposal(value: &str) -> ProposePolicy {
    ProposePolicy {
        parameter: PARAMETER.to_owned(),
        scope: "371323".parse().ok(),
        effective_from: "2012-04-01".parse().unwrap(),
        value: value.to_owned(),
        document_no: "沂人社〔2012〕9号".to_owned(),
        source: "沂人社〔2012〕9号".to_owned(),
        reason: "县政府会议纪要，由𠮷䶮转达".to_owned(),
    }
}

/// The proposal that waits.
async fn waiting(db: &Db, desk: &Desk) -> PolicyRecord {
    let lines = ParameterList.find(db, desk).await.unwrap();
    let line = lines.into_iter().find(|line| line.id == PARAMETER).unwrap();
    line.pending.into_iter().next().unwrap()
}

/// Proposes a change of posts and has it decided; the maker takes back what is withdrawn.
async fn change_post(
    db: &Db,
    act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange),
    wanted: Wanted,
    verdict: PolicyVerdict,
) {
    let (maker, head) = (seat(db, "sunwenbo").await, seat(db, "zhaoguoqiang").await);
    let propose = ProposePost { wanted };
    act(&maker, &propose).await;
    let changes = PostChanges.find(db, &head).await.unwrap();
    let of = |it: &&PostChange| {
        it.state == PolicyState::Proposed && it.operator == propose.wanted.operator
    };
    let row = changes.iter().find(of).unwrap();
    let (decider, reason) = match verdict {
        PolicyVerdict::Approve => (&head, ""),
        PolicyVerdict::Reject => (&head, "文号与原件不符"),
        PolicyVerdict::Withdraw => (&maker, "日期有误，由𠮷䶮重报"),
    };
    act(decider, &DecidePost::on(row, verdict, reason)).await;
}

/// A post is given and taken again, and the director's place is taken for some days; a certificate is registered.
async fn staff(db: &Db, act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let archive = Wanted {
        kind: PostKind::Appoint,
        operator: "hezhenhai".to_owned(),
        post: Post::CArc,
        area: "371323000000".parse().unwrap(),
        valid_from: "2012-03-08".parse().unwrap(),
        valid_to: None,
        document_no: "沂人社〔2012〕11号".to_owned(),
        reason: "档案移交期间增配一人".to_owned(),
    };
    for verdict in [
        PolicyVerdict::Reject,
        PolicyVerdict::Withdraw,
        PolicyVerdict::Approve,
    ] {
        change_post(db, act, archive.clone(), verdict).await;
    }
    let leaves = Wanted {
        kind: PostKind::End,
        valid_from: "2012-03-31".parse().unwrap(),
        ..archive.clone()
    };
    change_post(db, act, leaves, PolicyVerdict::Approve).await;
    let stands_in = Wanted {
        kind: PostKind::Substitute,
        operator: "wangjianmin".to_owned(),
        post: Post::TDir,
        area: "371323100000".parse().unwrap(),
        valid_to: "2012-03-12".parse().ok(),
        ..archive
    };
    change_post(db, act, stands_in, PolicyVerdict::Approve).await;
    let certificate = RegisterCertificate {
        holder: "hezhenhai".to_owned(),
        post: Post::CSta,
        certificate_no: "鲁人社证〔2012〕0102号".to_owned(),
        issuer: "山东省人力资源和社会保障厅".to_owned(),
        issued_on: "2012-03-01".parse().unwrap(),
        expires_on: None,
        hours: 40,
    };
    act(&seat(db, "sunwenbo").await, &certificate).await;
}

/// The list of 上华庄村 as it stands.
async fn list(db: &Db, desk: &Desk) -> VillageList {
    let month = "2012-03".parse().unwrap();
    let village = "371323100201".parse().unwrap();
    let found = ListOf { month, village }.find(db, desk).await.unwrap();
    found.unwrap()
}

/// An outcome for somebody on the list of 上华庄村.
fn marked(sheet: &VillageList, item: &Item, mark: Mark) -> MarkItems {
    MarkItems {
        month: sheet.list.month,
        village: sheet.list.village.clone(),
        people: vec![(item.insurance_no.clone(), item.version)],
        mark,
    }
}

/// The list of 上华庄村 through all its hands, once sent back; the reviewer signs in the director's place.
async fn verify(db: &Db, act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let village = seat(db, "zhanghua").await;
    let sheet = list(db, &village).await;
    let seen = Mark {
        evidence: Some(Evidence::HomeVisit),
        seen_date: "2012-03-05".parse().ok(),
        ..Mark::bare(Outcome::Alive)
    };
    let dead = Mark {
        evidence: Some(Evidence::DeathCertificate),
        evidence_ref: Some("沂水医证〔2012〕0117号，𠮷䶮".to_owned()),
        event_date: "2012-03-02".parse().ok(),
        ..Mark::bare(Outcome::Dead)
    };
    for (item, mark) in sheet.items.iter().zip([seen, dead]) {
        act(&village, &marked(&sheet, item, mark)).await;
    }
    let sheet = list(db, &village).await;
    let confirm = ConfirmList {
        month: sheet.list.month,
        village: sheet.list.village.clone(),
        version: sheet.list.version,
    };
    act(&village, &confirm).await;
    for (operator, way, reason) in [
        ("zhanghua", Way::On, ""),
        ("liqiang", Way::Back, "2号证明未附"),
        ("zhanghua", Way::On, ""),
        ("liqiang", Way::On, ""),
        ("wangjianmin", Way::On, ""),
        ("wangfang", Way::On, ""),
    ] {
        let desk = seat(db, operator).await;
        let sheet = list(db, &desk).await;
        let step = MoveList {
            month: sheet.list.month,
            village: sheet.list.village,
            version: sheet.list.version,
            way,
            reason: reason.to_owned(),
        };
        act(&desk, &step).await;
        if way == Way::Back {
            let sheet = list(db, &village).await;
            let version = sheet.list.version;
            act(
                &village,
                &ConfirmList {
                    version,
                    ..confirm.clone()
                },
            )
            .await;
        }
    }
}

/// A file of this test alone, which is not there yet; both engines say the same of it.
fn whole_file() -> PathBuf {
    let test = std::thread::current()
        .name()
        .unwrap_or_default()
        .replace("::", "-");
    let to = std::env::temp_dir().join(format!("jingban-{}-{test}.csv", std::process::id()));
    drop(fs::remove_file(&to));
    to
}

/// Somebody leaves with a whole id.
fn whole(to: &Path) -> Export {
    let id = Column {
        id: "citizen_id",
        title: text!("证件号码", "citizen id"),
        width: 18,
        grows: 0,
        right: false,
        spare: 0,
    };
    Export {
        to: to.to_owned(),
        format: Format::Csv,
        lang: Lang::Zh,
        pane: "lookup",
        title: Phrase::verbatim("查询"),
        place: Phrase::verbatim("371323"),
        filter: "𠮷䶮".to_owned(),
        columns: vec![id],
        rows: vec![vec![Cell::Nothing]],
        total: None,
        more: None,
        ids: vec![PEOPLE[0].to_owned()],
        whole: Some(Whole {
            reason: "移交公安核对，由𠮷䶮经手".to_owned(),
            count: 1,
        }),
    }
}

/// A view is kept, shared, called otherwise, opened with and thrown away.
async fn views(act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let look = Arrangement {
        sort: Some(("name".to_owned(), true)),
        filter: "𠮷䶮".to_owned(),
    };
    let key = |name: &str| ViewKey {
        table: "organisation".to_owned(),
        owner: desk().operator,
        name: name.to_owned(),
    };
    for (name, deed) in [
        ("乡镇", Deed::Save(look.clone())),
        ("乡镇", Deed::Save(look.clone())),
        ("乡镇", Deed::Share(true)),
        ("乡镇", Deed::Open(true)),
        ("乡镇", Deed::Rename("城区".to_owned())),
        ("城区", Deed::Open(false)),
        ("城区", Deed::Open(true)),
        ("城区", Deed::Delete),
        ("村居", Deed::Save(look)),
    ] {
        let keep = Keep {
            key: key(name),
            deed,
        };
        act(&desk(), &KeepView { keep }).await;
    }
}

/// Lists of other agencies come in, one with bad lines that are corrected; the reviewer decides; a part leaves again;
/// those that count are compared.
async fn outside(db: &Db, act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let (maker, reviewer) = (seat(db, "wangfang").await, seat(db, "liujianguo").await);
    let stage = |kind: &str, path: &str, confirmed| StageFile {
        order: Order {
            kind: kind.to_owned(),
            path: path.into(),
            confirmed,
        },
        seen: None,
        watch: Watch::default(),
    };
    let fixed = "tests/suite/outside_files/JUST_371323_201203_001_E01.csv";
    for (kind, path, confirmed) in [
        ("POLI", "demo-data/outside/POLI_371323_201203_001.csv", None),
        ("JUST", "demo-data/outside/JUST_371323_201203_001.csv", None),
        ("JUST", fixed, Some(2)),
        ("CIVI", "demo-data/outside/CIVI_371323_201203_001.csv", None),
    ] {
        act(&maker, &stage(kind, path, confirmed)).await;
    }
    for (exchange_id, verdict, reason) in [
        ("JUST-201203-001", FileVerdict::Accept, ""),
        ("POLI-201203-001", FileVerdict::Accept, ""),
        ("CIVI-201203-001", FileVerdict::Accept, ""),
        (
            "JUST-201203-002",
            FileVerdict::Reject,
            "更正内容与判决书不符，由𠮷䶮重报",
        ),
    ] {
        let decide = DecideFile {
            exchange_id: exchange_id.to_owned(),
            version: 1,
            verdict,
            reason: reason.to_owned(),
        };
        act(&reviewer, &decide).await;
    }
    let send = SendFile {
        exchange_id: "JUST-201203-001".to_owned(),
        sent: Sent {
            to: "/srv/JUST_371323_201203_001_E01.csv".to_owned(),
            sha256: "00".repeat(32),
            count: 2,
        },
    };
    act(&maker, &send).await;
    compare(db, act).await;
}

/// The accepted lists are compared; of two that tell of one death one is approved, the other closed and taken up again.
async fn compare(db: &Db, act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let (maker, reviewer) = (seat(db, "wangfang").await, seat(db, "liujianguo").await);
    let month = "2012-03".parse().unwrap();
    act(&maker, &RunMatching { month }).await;
    let state = CaseState::Open;
    let found = CasesIn { state }.find(db, &maker).await.unwrap();
    let of = |source: &str| {
        let found = found.cases.iter().map(|it| &it.case);
        found.clone().find(|it| it.source == source).unwrap()
    };
    let (police, cremation) = (of("POLI"), of("CIVI"));
    for (case, finding, evidence) in [
        (police, Finding::True, Evidence::Comparison),
        (cremation, Finding::False, Evidence::Police),
    ] {
        let decision = Decision {
            finding,
            reason: String::new(),
            evidence: Some(evidence),
            evidence_ref: "沂公证〔2012〕7号".to_owned(),
            event_date: None,
            remark: "张华与𠮷䶮3月8日核实".to_owned(),
        };
        let cases = vec![(case.case_no.clone(), 1)];
        act(&maker, &DecideCases { cases, decision }).await;
    }
    let accept = AcceptDeathDate {
        insurance_no: police.insurance_no.clone(),
        day: police.event_date.unwrap(),
        source: DeathSource::Certificate,
        remark: "与户口注销证明核对".to_owned(),
    };
    act(&maker, &accept).await;
    for case in [police, cremation] {
        let answer = AnswerCase {
            case_no: case.case_no.clone(),
            version: 2,
            answer: Answer::Approve,
            why: String::new(),
        };
        act(&reviewer, &answer).await;
    }
    let reopen = ReopenCase {
        case_no: cremation.case_no.clone(),
        version: 3,
        why: "火化证明属实，由𠮷䶮重新核查".to_owned(),
    };
    act(&maker, &reopen).await;
}

/// Last month's reports: one goes its way, one is sent back and drafted anew, a township's is signed by its director.
async fn reports(db: &Db, act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let month: Month = "2012-02".parse().unwrap();
    let draft = |report: &str| DraftReport {
        report: report.to_owned(),
        month,
    };
    let step = |report: &str, unit: &str, row_version, step, note: &str| MoveReport {
        report: report.to_owned(),
        month,
        unit: unit.parse().unwrap(),
        version: 1,
        row_version,
        step,
        note: note.to_owned(),
    };
    let han = seat(db, "handan").await;
    let (reviewer, head) = (seat(db, "liujianguo").await, seat(db, "zhaoguoqiang").await);
    act(&han, &draft("R1")).await;
    act(&reviewer, &step("R1", "371323", 1, FileStep::On, "")).await;
    act(&head, &step("R1", "371323", 2, FileStep::On, "")).await;
    act(&han, &draft("R3")).await;
    let back = step("R3", "371323", 1, FileStep::Return, "c16请由𠮷䶮核对");
    act(&reviewer, &back).await;
    act(&han, &draft("R3")).await;
    let clerk = seat(db, "zhangmin").await;
    let director = seat(db, "niushulin").await;
    act(&clerk, &draft("R1")).await;
    act(&director, &step("R1", "371323100", 1, FileStep::On, "")).await;
}

/// Everybody looked at, and shown whole.
async fn look(act: &mut impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    for person in PEOPLE.iter().filter(|no| !no.ends_with("99999995")) {
        let reveal = Reveal {
            insurance_no: (*person).to_owned(),
            reason: "来电核对身份证号码".to_owned(),
        };
        act(&desk(), &reveal).await;
    }
    let objects: Vec<String> = PEOPLE.iter().map(|no| format!("person:{no}")).collect();
    let one = vec![objects[0].clone()];
    act(&desk(), &Look { objects: one }).await;
    act(&desk(), &Look { objects }).await;
}

/// Hands every act to `each`, which must carry it out, because later ones rest on it.
pub(crate) async fn every_act(db: &Db, mut each: impl AsyncFnMut(&Desk, &dyn AnyChange)) {
    let (maker, head) = (seat(db, "liujianguo").await, seat(db, "zhaoguoqiang").await);
    let mut act = async |desk: &Desk, change: &dyn AnyChange| each(desk, change).await;
    let password = "wangfang2012".to_owned().into();
    act(&guest(), &LogIn::of("wangfang", password)).await;
    let operator = "wangfang".to_owned();
    act(&guest(), &AsOperator { operator }).await;
    for (value, decider, verdict, reason) in [
        ("9", &head, PolicyVerdict::Reject, "与省文件不符"),
        ("10", &maker, PolicyVerdict::Withdraw, "数字有误"),
        ("12", &head, PolicyVerdict::Approve, ""),
    ] {
        act(&maker, &proposal(value)).await;
        let row = waiting(db, decider).await;
        act(decider, &DecidePolicy::on(&row, verdict, reason)).await;
    }
    look(&mut act).await;
    staff(db, &mut act).await;
    verify(db, &mut act).await;
    outside(db, &mut act).await;
    stop(db, &mut act).await;
    reports(db, &mut act).await;
    let file = |name: &str| PrintedFile {
        name: name.to_owned(),
        pages: 2,
        sha256: "00".repeat(32),
    };
    let print = Print {
        report: "F22".to_owned(),
        period: "2012-03".to_owned(),
        files: vec![
            file("F22_371323100201_201203.pdf"),
            file("F22_371323100202_201203.pdf"),
        ],
    };
    act(&desk(), &print).await;
    let export = TableExport {
        pane: "organisation".to_owned(),
        filter: "𠮷䶮".to_owned(),
        to: "/srv/机构人员.csv".to_owned(),
        exported: Exported {
            file: "机构人员.csv".to_owned(),
            rows: 47,
            sha256: "00".repeat(32),
            whole: false,
        },
    };
    act(&desk(), &export).await;
    let to = whole_file();
    act(&desk(), &*(exporter(PathBuf::new()).make)(whole(&to))).await;
    drop(fs::remove_file(to));
    views(&mut act).await;
    let to = "2012-04-01".parse().unwrap();
    act(&head, &MoveDate { to }).await;
    let april = Desk {
        business_date: to,
        ..desk()
    };
    let month = "2012-04".parse().unwrap();
    act(&april, &IssueLists { month }).await;
}

/// Carries every act out; what came of each, by its name.
pub(crate) async fn carry_all_out(db: &Db) -> Vec<(&'static str, String, Vec<Topic>)> {
    let mut outcomes = Vec::new();
    every_act(db, async |desk: &Desk, change: &dyn AnyChange| {
        let op = format!("act-{}", outcomes.len() + 1);
        let done = change.carry_out(db, desk, &op).await;
        let done = done.unwrap_or_else(|verdict| panic!("{}: {verdict:?}", change.name()));
        outcomes.push((change.name(), done.outcome.to_json(), done.topics));
    })
    .await;
    outcomes
}

#[tokio::test]
async fn every_act_of_the_program_is_driven_here() {
    let named: BTreeSet<String> = sources::names_of("Change").into_iter().collect();
    both_with_county(async |db: Db| {
        let outcomes = carry_all_out(&db).await;
        let driven: BTreeSet<String> = outcomes
            .iter()
            .map(|(name, ..)| (*name).to_owned())
            .collect();
        assert_eq!(driven, named);
        (outcomes, audit::heads(&db).await.unwrap())
    })
    .await;
}

#[tokio::test]
async fn no_act_is_ever_half_written() {
    both_with_hamlet(async |db: Db| {
        let mut counts = Vec::new();
        every_act(&db, async |desk: &Desk, change: &dyn AnyChange| {
            let statements = fuse_every_statement(&db, desk, change).await;
            // On PostgreSQL the other consoles are told besides.
            assert!(statements >= 7, "{} has {statements}", change.name());
            counts.push(change.name());
        })
        .await;
        counts
    })
    .await;
}
