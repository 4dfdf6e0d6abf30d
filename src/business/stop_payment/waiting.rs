//! What of the forms waits for which post, for Today and the countdown; and what lines, holds and cases mean for the why
//! line. None of it stops anybody: only an approved line does.

use super::list::{FormRow, LinesOf, PersonLine, missing as done, unsigned, waiting};
use super::recovery::RecoveriesOf;
use super::{FormKind, FormState, Reason, holds};
use crate::business::descriptor::{Cause, Missing, Paid, WorkItem};
use crate::database::request::{Ending, Query as _, Topic};
use crate::database::{Db, Fault};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::kernel::text::{Phrase, Text};
use crate::{phrase, text};

/// What a post does with a form that waits for it.
const fn task(state: FormState) -> Text {
    match state {
        FormState::Draft => text!("填报核定表", "complete forms"),
        FormState::VillageSigned => text!("核对核定表", "check forms"),
        FormState::StationChecked => text!("报送核定表", "submit forms"),
        FormState::TownshipSigned => text!("核对报送的核定表", "check submitted forms"),
        FormState::CountyChecked => text!("复核核定表", "review forms"),
        FormState::Reviewed => text!("批准核定表", "approve forms"),
        FormState::Approved => text!("已批准", "approved"),
    }
}

/// How many townships have an approved form of the month in the desk's area.
pub(super) fn missing<'a>(db: &'a Db, desk: &'a Desk, month: Month) -> Ending<'a, Missing> {
    Box::pin(async move { Ok(done(db, desk, month).await?) })
}

/// The forms that wait for this desk, the longest waiting first; for the director also the holds nobody has decided.
pub(super) fn work<'a>(db: &'a Db, desk: &'a Desk) -> Ending<'a, Vec<WorkItem>> {
    Box::pin(async move { Ok(work_of(db, desk).await?) })
}

async fn work_of(db: &Db, desk: &Desk) -> Result<Vec<WorkItem>, Fault> {
    let (forms, others) = mine(db, desk).await?;
    Ok(forms.iter().map(item).chain(others).collect())
}

/// The forms that wait for this desk, the longest waiting first; and what else does.
pub(super) async fn mine(db: &Db, desk: &Desk) -> Result<(Vec<FormRow>, Vec<WorkItem>), Fault> {
    if !POSTS.contains(&desk.post) {
        return Ok((Vec::new(), Vec::new()));
    }
    // A coordinator signs his own lines, not those of the next village.
    let lines = unsigned(db, desk).await?;
    let mut forms = waiting(db, desk).await?;
    forms.retain(|form| {
        let turn = form.next() == Some(desk.post) || stands_in(form, desk.post);
        turn && (desk.post != Post::VCo || lines.contains(&form.form_no))
    });
    forms.sort_by_key(FormRow::since);
    let mut others = Vec::new();
    if desk.post == Post::CDir {
        let undecided = holds::Undecided.find(db, desk).await?;
        let oldest = undecided.iter().map(|it| it.opened_on).min();
        others.extend(oldest.map(|since| WorkItem {
            title: phrase!(
                "暂缓待决：{n}人",
                "holds to decide: {n}",
                n = undecided.len()
            ),
            since,
            opens: ("stop_holds".to_owned(), String::new()),
            topic: Topic::of("hold", ""),
        }));
    }
    Ok((forms, others))
}

/// The posts a form waits for.
const POSTS: &[Post] = &[
    Post::VCo,
    Post::TClk,
    Post::TDir,
    Post::TRev,
    Post::CVer,
    Post::CRev,
    Post::CDir,
];

/// The reviewer sees what waits for his director: he may stand in for him.
fn stands_in(form: &FormRow, post: Post) -> bool {
    post == Post::TRev && form.next() == Some(Post::TDir)
}

/// A form as a matter that waits.
pub(super) fn item(form: &FormRow) -> WorkItem {
    WorkItem {
        title: phrase!(
            "{what}：{month} {township} {kind}{n}人",
            "{what}: {month} {township}, {kind}, {n}",
            what = task(form.state),
            month = form.month,
            township = form.township_name,
            kind = form.kind.title(),
            n = form.lines
        ),
        since: form.since(),
        opens: ("stop_form".to_owned(), form.form_no.clone()),
        topic: Topic::of("stop_form", &form.form_no),
    }
}

/// What lines, holds and cases say about somebody's month.
pub(super) fn causes<'a>(
    db: &'a Db,
    desk: &'a Desk,
    insurance_no: &'a str,
    month: Month,
) -> Ending<'a, Vec<Cause>> {
    Box::pin(async move { Ok(causes_of(db, desk, insurance_no, month).await?) })
}

async fn causes_of(
    db: &Db,
    desk: &Desk,
    insurance_no: &str,
    month: Month,
) -> Result<Vec<Cause>, Fault> {
    let insurance_no = insurance_no.to_owned();
    let recoveries = RecoveriesOf {
        insurance_no: insurance_no.clone(),
    };
    let recoveries = recoveries.find(db, desk).await?;
    let mut causes = Vec::new();
    for claimed in recoveries.months.iter().filter(|it| it.month == month) {
        let case = recoveries
            .cases
            .iter()
            .find(|it| it.case_no == claimed.case_no);
        causes.extend(case.map(|case| Cause {
            weight: CLAIMED,
            paid: Paid::No,
            why: phrase!(
                "{month}多发{sum}元，已立追回案{case}（{cause}，{state}）",
                "{sum} yuan of {month} were overpaid: case {case} ({cause}, {state})",
                month = month,
                sum = claimed
                    .basic_fen
                    .checked_add(claimed.account_fen)
                    .unwrap_or_default()
                    .to_yuan_string(),
                case = case.case_no,
                cause = case.cause.title(),
                state = case.state.title()
            ),
            clause: Clause::of("3.9"),
            next: phrase!(
                "书面告知责任人，于{due}前经银行退还",
                "tell whoever is liable in writing; to be repaid through the bank by {due}",
                due = case.due_on
            ),
        }));
    }
    let held = holds::of_person(db, desk, &insurance_no).await?;
    let waits = held
        .iter()
        .filter(|it| it.decision.is_none() && it.month == month);
    causes.extend(waits.map(|it| Cause {
        weight: HELD,
        paid: Paid::Held,
        why: phrase!(
            "{month}待遇因“{reason}”暂缓，尚未决定",
            "the pension of {month} waits for '{reason}', which is not decided",
            month = month,
            reason = title(&it.reason)
        ),
        clause: Clause::of("3.6"),
        next: phrase!(
            "属实的办理停发核定，不属实的解除暂缓；用款申请前须决定",
            "if it is so, a stop form; if not, a release; to be decided before the month is applied for"
        ),
    }));
    let lines = LinesOf { insurance_no }.find(db, desk).await?;
    causes.extend(lines.iter().filter(|it| it.pending).map(pending));
    causes.extend(lines.iter().filter_map(|it| arrears(it, month)));
    Ok(causes)
}

/// Heavier than a stop or a death that stands in the books: it says what becomes of the money.
const CLAIMED: u16 = 920;
/// As heavy as a hold by an event.
const HELD: u16 = 621;
/// Heavier than a suspension that is over: the arrears are decided.
const ARREARS: u16 = 701;
/// Lighter than whatever keeps money back, heavier than an outcome of a list.
const PENDING: u16 = 301;

fn title(code: &str) -> Phrase {
    Reason::of(code).map_or_else(
        || Phrase::verbatim(code.to_owned()),
        |it| Phrase::from(it.title),
    )
}

fn pending(line: &PersonLine) -> Cause {
    let reason = title(&line.reason);
    let why = match line.kind {
        FormKind::Stop => phrase!(
            "已列入{form}（{reason}，自{month}起），现为“{state}”，批准前不影响发放",
            "on {form} ({reason}, from {month}), now '{state}'; nothing stops before the approval",
            form = line.form_no,
            reason = reason,
            month = line.from_month,
            state = line.state.title()
        ),
        FormKind::Resume => phrase!(
            "已列入{form}（{reason}已消除），现为“{state}”，批准后恢复",
            "on {form} ({reason} is over), now '{state}'; resumed once approved",
            form = line.form_no,
            reason = reason,
            state = line.state.title()
        ),
    };
    Cause {
        weight: PENDING,
        paid: match line.kind {
            FormKind::Stop => Paid::Yes,
            FormKind::Resume => Paid::No,
        },
        why,
        clause: Clause::of("5.5"),
        next: phrase!(
            "等待核定表后续环节办理",
            "the form's further hands must act"
        ),
    }
}

/// A month kept back that an approved resume form gives back.
fn arrears(line: &PersonLine, month: Month) -> Option<Cause> {
    let approved = line.approved_on?;
    let covers = line.kind == FormKind::Resume
        && line.back_months > 0
        && line.from_month <= month
        && month < Month::of(approved);
    covers.then(|| Cause {
        weight: ARREARS,
        paid: Paid::Held,
        why: phrase!(
            "{form}已核定补发，共{n}个月",
            "{form} gives the month back, {n} months in all",
            form = line.form_no,
            n = line.back_months
        ),
        clause: Clause::of("3.9"),
        next: phrase!("随下一批待遇补发", "paid as arrears with the next run"),
    })
}
