//! The tab shows what it was answered, and says so where there is nothing.

use super::*;
use crate::business::benefit::{Award, EventKind, PaymentState, Terms};
use crate::database::request::Payload;
use crate::kernel::text::Lang;

fn payment(month: &str, state: PaymentState) -> Payment {
    Payment {
        month: month.parse().unwrap(),
        basic_central_fen: Fen::yuan(55),
        basic_local_fen: Fen::yuan(5),
        account_fen: Fen::yuan(15),
        arrears_basic_fen: Fen::yuan(55),
        arrears_account_fen: Fen::yuan(15),
        state,
        credited_on: None,
        bank_code: None,
        account_tail: Some("0018".to_owned()),
    }
}

fn benefits() -> Benefits {
    Benefits {
        awards: vec![Award {
            start_month: "2012-01".parse().unwrap(),
            balance_fen: Fen::yuan(2_085),
            divisor: 139,
            account_pension_fen: Fen::yuan(15),
            approved_on: "2011-12-20".parse().unwrap(),
            verified_on: None,
        }],
        events: vec![Event {
            seq: 1,
            kind: EventKind::Hold,
            reason: "S06".to_owned(),
            event_date: "2012-02-21".parse().unwrap(),
            from_month: "2012-02".parse().unwrap(),
            recorded_on: "2012-02-22".parse().unwrap(),
            evidence: "E11".to_owned(),
            document_no: None,
        }],
        payments: vec![
            payment("2012-02", PaymentState::Returned),
            payment("2012-01", PaymentState::Credited),
        ],
        terms: Terms {
            basic: Fen::yuan(60),
            ..Terms::of_2012()
        },
        as_of: "2013-01-15".parse().unwrap(),
    }
}

#[test]
fn rows_fit_their_columns_and_only_what_was_credited_is_summed() {
    let found = benefits();
    for paid in &found.payments {
        assert_eq!(payment_row(paid).cells.len(), PAYMENT_COLUMNS.len());
    }
    assert_eq!(event_row(&found.events[0]).cells.len(), EVENT_COLUMNS.len());
    let total = total(&found.payments).unwrap();
    assert_eq!(total.cells.len(), PAYMENT_COLUMNS.len());
    assert_eq!(total.cells[4], Cell::Money(Fen::yuan(70)));
    assert_eq!(total.cells[5], Cell::Money(Fen::yuan(145)));
    assert!(super::total(&found.payments[..1]).is_none());
}

#[test]
fn the_facts_tell_the_monthly_amount_and_when_verification_is_due() {
    let mut found = benefits();
    let value = |found: &Benefits, at: usize| facts(found)[at].value.words.in_lang(Lang::Zh);
    assert_eq!(value(&found, 3).as_str(), "75.00元（基础60.00，账户15.00）");
    assert_eq!(value(&found, 5).as_str(), "! 已到期，2013-02-20前补办");
    found.awards.clear();
    assert_eq!(value(&found, 0).as_str(), "尚未核定");
}

#[test]
fn the_keys_go_from_the_payments_to_the_events_and_back() {
    let desk_effects = &mut Vec::new();
    let mut tickets = crate::console::pane::Tickets::of_session("test".to_owned());
    let desk = crate::kernel::desk::Desk {
        operator: "op".to_owned(),
        name: "op".to_owned(),
        post: crate::kernel::post::Post::CBen,
        area: "371323".parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: chrono::DateTime::UNIX_EPOCH,
        business_date: "2012-03-08".parse().unwrap(),
        demonstration: true,
    };
    let mut cx = Cx::new(&desk, desk_effects, &mut tickets);
    let mut tab = open("3713231200012344");
    assert!(matches!(tab.body(), Body::Lines(_)));
    tab.slots(&mut |slot| slot.fill(Ok(Payload::Live(Box::new(benefits())))));
    tab.settled(&mut cx);
    let focused = |tab: &mut Box<dyn Pane>| {
        let Focus::Table(table) = tab.focus() else {
            panic!("no table in focus");
        };
        table.count()
    };
    assert_eq!(focused(&mut tab), 2);
    tab.on(NEXT_PART, &mut cx);
    assert_eq!(focused(&mut tab), 1);
    tab.on(NEXT_PART, &mut cx);
    assert_eq!(focused(&mut tab), 2);
    assert!(matches!(tab.body(), Body::Stack(parts) if parts.len() == 5));
}
