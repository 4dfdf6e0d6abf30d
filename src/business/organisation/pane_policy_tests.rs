//! The parameters pane: what its guards let through, and what it shows.

use super::*;
use crate::business::organisation::policies::tests::row;
use crate::console::effect::Effect;
use crate::console::pane::Tickets;
use crate::database::request::Payload;
use crate::kernel::desk::Desk;
use crate::kernel::text::Lang;

const MONTHS: &str = "P.missing.months";

fn desk(operator: &str, post: Post) -> Desk {
    Desk {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: "2012-03-08T01:00:00Z".parse().unwrap(),
        business_date: "2012-03-08".parse().unwrap(),
        demonstration: true,
    }
}

/// The pane at this desk, with one parameter and what waits of it.
fn opened(desk: &Desk, pending: Vec<PolicyRecord>) -> Parameters {
    let mut pane = Parameters::at("");
    let in_force = row(MONTHS, "", "2009-12-01", "6");
    let mut rows = vec![in_force.clone()];
    rows.extend(pending.clone());
    let line = ParameterLine {
        id: MONTHS.to_owned(),
        in_force: Some(in_force),
        pending,
        rows,
    };
    let (mut effects, mut tickets) = (Vec::new(), Tickets::of_session("t".to_owned()));
    let mut cx = Cx::new(desk, &mut effects, &mut tickets);
    pane.load(&mut cx);
    pane.list.fill(Ok(Payload::Live(Box::new(vec![line]))));
    pane.settled(&mut cx);
    pane
}

fn proposed(scope: &str) -> PolicyRecord {
    PolicyRecord {
        state: PolicyState::Proposed,
        checker: None,
        checker_name: None,
        checked_at: None,
        version: 1,
        ..row(MONTHS, scope, "2012-04-01", "9")
    }
}

#[test]
fn the_guards_know_whose_and_for_whom_a_proposal_waits() {
    let states = |desk: &Desk, scope: &str| {
        let pane = opened(desk, vec![proposed(scope)]);
        ["pending", "anothers", "mine"].map(|state| pane.holds(state))
    };
    let director = desk("zhaoguoqiang", Post::CDir);
    let city = desk("fanhongtao", Post::MDir);
    assert_eq!(states(&director, "371323"), [true, true, false]);
    assert_eq!(states(&director, ""), [false, false, false]);
    assert_eq!(states(&city, ""), [true, true, false]);
    assert_eq!(states(&city, "371323"), [false, false, false]);
    assert_eq!(
        states(&desk("liujianguo", Post::CRev), ""),
        [true, false, true]
    );
    assert_eq!(
        states(&desk("mayan", Post::CRev), ""),
        [false, false, false]
    );
    assert!(!opened(&director, vec![]).holds("pending"));
}

#[test]
fn approving_sends_the_version_that_was_seen_and_says_what_is_at_stake() {
    let director = desk("zhaoguoqiang", Post::CDir);
    let mut pane = opened(&director, vec![proposed("371323")]);
    let (count, said) = pane.at_stake(APPROVE).unwrap();
    assert_eq!(count, 1);
    assert!(said.zh.contains("由“6”改为“9”") && said.en.contains("2012-04-01"));
    let (mut effects, mut tickets) = (Vec::new(), Tickets::of_session("t".to_owned()));
    pane.on(APPROVE, &mut Cx::new(&director, &mut effects, &mut tickets));
    let [Effect::Do(_, _, change)] = effects.as_slice() else {
        panic!("no act: {effects:?}")
    };
    let sent = change.to_json();
    assert!(
        sent.contains("\"version\":1") && sent.contains("Approve"),
        "{sent}"
    );
}

#[test]
fn a_rejection_asks_for_its_reason_first() {
    let director = desk("zhaoguoqiang", Post::CDir);
    let mut pane = opened(&director, vec![proposed("371323")]);
    let (mut effects, mut tickets) = (Vec::new(), Tickets::of_session("t".to_owned()));
    let mut cx = Cx::new(&director, &mut effects, &mut tickets);
    pane.on(REJECT, &mut cx);
    let [Wish::Raise(Overlay::Prompt(prompt))] = cx.wishes.as_slice() else {
        panic!("no prompt")
    };
    assert!((prompt.check)("").is_err() && (prompt.check)("数字有误").is_ok());
    assert_eq!(prompt.action, REJECTED);
    cx.answer = Some("数字有误".to_owned());
    pane.on(REJECTED, &mut cx);
    assert!(
        effects.iter().any(
            |it| matches!(it, Effect::Do(_, _, change) if change.to_json().contains("数字有误"))
        )
    );
}

#[test]
fn every_row_has_its_cells_and_the_detail_names_the_hands() {
    let pane = opened(&desk("shijun", Post::CAud), vec![proposed("371323")]);
    let shown = pane.table.current().unwrap();
    assert_eq!(
        (shown.cells.len(), shown.tone),
        (COLUMNS.len(), Tone::Warning)
    );
    let detail: String = pane
        .detail()
        .iter()
        .flat_map(|line| &line.0)
        .map(|run| run.words.in_lang(Lang::Zh).as_str().to_owned())
        .collect();
    assert!(
        detail.contains("刘建国提出，赵国强审批") && detail.contains("待审批"),
        "{detail}"
    );
    let none = ParameterLine {
        id: MONTHS.to_owned(),
        in_force: None,
        pending: vec![],
        rows: vec![],
    };
    let bad = table_row(&none);
    assert_eq!((bad.cells.len(), bad.tone), (COLUMNS.len(), Tone::Bad));
}
