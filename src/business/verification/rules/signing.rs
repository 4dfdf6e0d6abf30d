//! Who may work on a list, confirm it and sign it next; what is missing, and what is late (5.2, 4.8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::evidence::{complete, dead_already, sorted};
use crate::business::verification::{Hand, HandAct, Item, List, ListState, Mark, Mode};
use crate::kernel::area::AreaCode;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::moves::{needs_substitution, permitted};
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The kind of object, as the table of moves calls it.
pub const OBJECT: &str = "verification_lists";

/// On or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// To the next hand.
    On,
    /// One step back, with a reason.
    Back,
}

/// A list and all that has been done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFacts {
    /// The list.
    pub list: List,
    /// Its items, by their place.
    pub items: Vec<Item>,
    /// The hands it went through.
    pub hands: Vec<Hand>,
}

/// What a list lacks before it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lack {
    /// Somebody in payment has no outcome.
    Outcome(i64, String),
    /// The list has not been confirmed as a whole.
    Confirmation,
}

/// What signing rests on besides the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The last day in time; why it cannot be told, where it cannot.
    pub due: Result<Option<NaiveDate>, Refusal>,
    /// Who is substituted for by this desk today, if anybody.
    pub acts_for: Option<String>,
    /// The township's name, to which lateness is put down.
    pub township: String,
}

/// Who may enter outcomes: the village's coordinator, or a handler of its station on his behalf; while it is open.
pub fn may_enter(list: &List, desk: &Desk) -> Result<(), Refusal> {
    in_area(&list.village, desk)?;
    if !matches!(desk.post, Post::VCo | Post::TClk) {
        let moves = crate::kernel::moves::Operation::VerificationList;
        return Err(crate::kernel::moves::may_not_as(
            desk.post,
            moves,
            crate::kernel::moves::Letter::M,
        ));
    }
    if list.state == ListState::Issued {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4101",
        Clause::of("5.2"),
        phrase!(
            "名册已是“{state}”，不能再填报",
            "the list is '{state}' and takes no more entries",
            state = list.state.title()
        ),
        phrase!(
            "确需更改的，由下一环节退回后再填",
            "to change it, have the next hand send it back"
        ),
    ))
}

/// What is to be entered, person by person; all that may be, or why not.
///
/// One person worked on replaces what is there; in bulk what is there stays.
pub fn mark(
    facts: &ListFacts,
    mark: &Mark,
    people: &[String],
    desk: &Desk,
) -> Result<Vec<String>, Refusal> {
    may_enter(&facts.list, desk)?;
    complete(mark, facts.list.mode, desk.business_date)?;
    let items: Vec<&Item> = facts
        .items
        .iter()
        .filter(|item| people.contains(&item.insurance_no))
        .collect();
    let found = sorted(
        mark,
        &items,
        people.len() == 1,
        facts.list.month.first_day(),
    );
    if let ([], Some((_, refusal))) = (found.change.as_slice(), found.refuse.first()) {
        return Err(refusal.clone());
    }
    if found.change.is_empty() {
        return Err(nothing_to_do());
    }
    Ok(found
        .change
        .iter()
        .map(|item| item.insurance_no.clone())
        .collect())
}

/// Who is confirmed with the list as a whole: everybody in payment who has no outcome of his own (5.1).
pub fn confirm(facts: &ListFacts, desk: &Desk) -> Result<Vec<String>, Refusal> {
    may_enter(&facts.list, desk)?;
    if facts.list.mode == Mode::Full {
        return Err(Refusal::new(
            "PN-4102",
            Clause::of("5.1"),
            phrase!(
                "本县实行逐人认证，名册不能整册确认",
                "this county verifies person by person; a list is not confirmed as a whole"
            ),
            phrase!(
                "请逐人填报结果和依据",
                "enter an outcome and its evidence for everybody"
            ),
        ));
    }
    let open: Vec<&Item> = facts
        .items
        .iter()
        .filter(|item| item.part == 1 && item.outcome.is_none())
        .collect();
    let month_begins = facts.list.month.first_day();
    if let Some(item) = open
        .iter()
        .find(|item| item.died_on.is_some_and(|died| died < month_begins))
    {
        return Err(dead_already(item));
    }
    if facts.list.confirmed && open.is_empty() {
        return Err(nothing_to_do());
    }
    Ok(open.iter().map(|item| item.insurance_no.clone()).collect())
}

/// What a list lacks before the village signs it.
pub fn lacks(list: &List, items: &[Item]) -> Vec<Lack> {
    let open: Vec<&Item> = items
        .iter()
        .filter(|item| item.part == 1 && item.outcome.is_none())
        .collect();
    let mut lacks = Vec::new();
    if let Some(first) = open.first() {
        let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
        lacks.push(Lack::Outcome(count, first.name.clone()));
    }
    if list.mode == Mode::Exception && !list.confirmed {
        lacks.push(Lack::Confirmation);
    }
    lacks
}

impl Lack {
    /// What is missing, in words.
    pub fn told(&self) -> Phrase {
        match self {
            Self::Outcome(count, first) => phrase!(
                "{n}人未填结果（{first}等）",
                "{n} without an outcome ({first}…)",
                n = *count,
                first = *first
            ),
            Self::Confirmation => phrase!("名册未整册确认", "list not confirmed"),
        }
    }
}

/// Where a list goes from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The state after.
    pub to: ListState,
    /// What is done.
    pub act: HandAct,
    /// In whose place.
    pub acts_for: Option<String>,
    /// By how many days the station's signature is late; none for every other hand.
    pub days_late: Option<i64>,
}

/// The next hand, or a return: by whom, and on what conditions (5.2).
pub fn step(
    facts: &ListFacts,
    way: Way,
    reason: &str,
    terms: &Terms,
    desk: &Desk,
) -> Result<Step, Refusal> {
    let list = &facts.list;
    in_area(&list.village, desk)?;
    let to = match way {
        Way::On => list.state.next(),
        Way::Back => list.state.previous(),
    };
    let to = to.ok_or_else(|| at_the_end(list.state, way))?;
    let row = permitted(OBJECT, (list.state.word(), to.word()), desk.post)?;
    let acts_for = if needs_substitution(row, desk.post) {
        Some(terms.acts_for.clone().ok_or_else(no_substitution)?)
    } else {
        None
    };
    hands_apart(facts, to, way, desk)?;
    if way == Way::Back && reason.trim().is_empty() {
        return Err(Refusal::new(
            "PN-4103",
            Clause::of("5.2"),
            phrase!("退回须写明理由", "a return needs a reason"),
            phrase!("请写明需要更正的内容", "say what has to be put right"),
        )
        .blaming("reason"));
    }
    if way == Way::On && list.state == ListState::Issued {
        complete_list(list, &facts.items)?;
    }
    let days_late = match (way, to) {
        (Way::On, ListState::StationSigned) => Some(days_late(terms, desk.business_date)?),
        _ => None,
    };
    Ok(Step {
        to,
        act: act(way, to),
        acts_for,
        days_late,
    })
}

const fn act(way: Way, to: ListState) -> HandAct {
    match (way, to) {
        (Way::Back, _) => HandAct::Return,
        (Way::On, ListState::StationChecked) => HandAct::Check,
        (Way::On, ListState::CountyAccepted) => HandAct::Accept,
        (Way::On, ListState::Issued | ListState::VillageSigned | ListState::StationSigned) => {
            HandAct::Sign
        }
    }
}

/// A list is never signed while anything is missing (5.2).
fn complete_list(list: &List, items: &[Item]) -> Result<(), Refusal> {
    let lacks = lacks(list, items);
    let Some((first, rest)) = lacks.split_first() else {
        return Ok(());
    };
    let missing = rest.iter().fold(first.told(), |told, lack| {
        phrase!(
            "{told}；{next}",
            "{told}; {next}",
            told = told,
            next = lack.told()
        )
    });
    Err(Refusal::new(
        "PN-4104",
        Clause::of("5.2"),
        phrase!(
            "名册尚不能签字：{missing}",
            "the list cannot be signed yet: {missing}",
            missing = missing
        ),
        phrase!("补齐后再签", "complete it, then sign"),
    ))
}

/// Nobody acts twice on one list, whoever entered its outcomes included; the same step may be done again after a return.
fn hands_apart(facts: &ListFacts, to: ListState, way: Way, desk: &Desk) -> Result<(), Refusal> {
    let from = facts.list.state;
    // A return belongs to the hand that would have signed on.
    let mine = match way {
        Way::On => Some((from, to)),
        Way::Back => from.next().map(|next| (from, next)),
    };
    let earlier = facts.hands.iter().find(|hand| {
        hand.operator == desk.operator
            && hand.act != HandAct::Return
            && Some((hand.from_state, hand.to_state)) != mine
    });
    let entered = from != ListState::Issued
        && facts
            .items
            .iter()
            .any(|item| item.marked_by.as_deref() == Some(desk.operator.as_str()));
    let before = match (earlier, entered) {
        (Some(hand), _) => phrase!("{act}", "{act}", act = hand.act.title()),
        (None, true) => phrase!("填报", "entered outcomes"),
        (None, false) => return Ok(()),
    };
    Err(Refusal::new(
        "PN-4105",
        Clause::of("4.7"),
        phrase!(
            "您已在本名册上{before}过，同一名册不得由同一人办理两个环节",
            "you have already acted on this list ({before}); nobody acts twice on one list",
            before = before
        ),
        phrase!(
            "请交由同岗位的其他人员办理",
            "leave it to another person in the post"
        ),
    ))
}

/// By how many days a signature of today comes late.
fn days_late(terms: &Terms, today: NaiveDate) -> Result<i64, Refusal> {
    let due = terms.due.clone()?;
    Ok(due.map_or(0, |due| today.signed_duration_since(due).num_days().max(0)))
}

fn in_area(village: &AreaCode, desk: &Desk) -> Result<(), Refusal> {
    if desk.area.holds(village) {
        return Ok(());
    }
    Err(Refusal::new(
        "PN-4106",
        Clause::of("10.1"),
        phrase!("该村不在您的辖区内", "that village is not in your area"),
        phrase!(
            "请由该村所在乡镇办理",
            "leave it to the station it belongs to"
        ),
    ))
}

fn at_the_end(state: ListState, way: Way) -> Refusal {
    let why = match way {
        Way::On => phrase!(
            "名册已是“{state}”，没有下一环节",
            "the list is '{state}'; no hand follows",
            state = state.title()
        ),
        Way::Back => phrase!(
            "名册已是“{state}”，不能退回",
            "the list is '{state}' and cannot be sent back",
            state = state.title()
        ),
    };
    Refusal::new(
        "PN-4107",
        Clause::of("5.2"),
        why,
        phrase!("请刷新后核对", "reload and look again"),
    )
}

fn no_substitution() -> Refusal {
    Refusal::new(
        "PN-4108",
        Clause::of("5.2"),
        phrase!(
            "复核岗代所长签字须有当日有效的代理授权",
            "the reviewer signs for the director only by a substitution that holds today"
        ),
        phrase!(
            "请由信息岗凭文件登记代理期限，经负责人批准",
            "have IT enter the substitution by its document and the director approve it"
        ),
    )
}

fn nothing_to_do() -> Refusal {
    Refusal::new(
        "PN-4109",
        Clause::of("5.2"),
        phrase!(
            "所选人员均已有结果，没有需要填报的",
            "everybody chosen has an outcome already"
        ),
        phrase!(
            "需要更改的，请逐人更改",
            "to change one, work on that person alone"
        ),
    )
}

/// Whether lists may be issued by this desk for this month: by the county's verification post, from its first day on (5.2).
pub fn issue(month: Month, people: i64, desk: &Desk) -> Result<(), Refusal> {
    permitted(OBJECT, ("", ListState::Issued.word()), desk.post)?;
    if month != Month::of(desk.business_date) {
        return Err(Refusal::new(
            "PN-4110",
            Clause::of("5.2"),
            phrase!(
                "只能生成当月名册",
                "lists are issued for the present month only"
            ),
            phrase!(
                "请于当月1日起生成",
                "issue them from the first of their month on"
            ),
        ));
    }
    if people == 0 {
        return Err(Refusal::new(
            "PN-4111",
            Clause::of("5.2"),
            phrase!(
                "{month}名册均已生成，没有需要补入的人员",
                "all lists of {month} are out, and nobody is to join them",
                month = month
            ),
            phrase!("请直接查看进度", "look at the progress"),
        ));
    }
    Ok(())
}

#[cfg(test)]
#[path = "signing_tests.rs"]
mod tests;
