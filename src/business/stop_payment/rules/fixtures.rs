//! A form, its lines and its hands, for the tests of the rules.

use crate::business::stop_payment::{Form, FormKind, FormState, Line, Source, Whole};
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::post::Post;

pub(in crate::business::stop_payment) fn desk(operator: &str, post: Post, area: &str) -> Desk {
    Desk {
        operator: operator.to_owned(),
        name: operator.to_owned(),
        post,
        area: area.parse().unwrap(),
        county: "371323".parse().unwrap(),
        client: "test".to_owned(),
        at: "2012-03-09T01:00:00Z".parse().unwrap(),
        business_date: "2012-03-09".parse().unwrap(),
        demonstration: true,
    }
}

pub(in crate::business::stop_payment) fn line(seq: i64, maker: &str, maker_post: Post) -> Line {
    Line {
        seq,
        insurance_no: format!("37132311{seq:08}"),
        name: format!("第{seq}人"),
        citizen_id: String::new(),
        village: "371323100201".parse().unwrap(),
        reason: "T01".to_owned(),
        event_date: "2012-02-29".parse().ok(),
        evidence_type: None,
        evidence_ref: None,
        account_tail: None,
        from_month: "2012-03".parse().unwrap(),
        last_paid: "2012-02".parse().ok(),
        basic_fen: Fen(5_500),
        account_fen: Fen(1_500),
        back_pay: None,
        back_months: 0,
        back_basic_fen: Fen::ZERO,
        back_account_fen: Fen::ZERO,
        reporter: None,
        remark: None,
        maker: maker.to_owned(),
        maker_post,
        source: Source::Hand,
        signed: false,
    }
}

pub(in crate::business::stop_payment) fn form(state: FormState, lines: Vec<Line>) -> Whole {
    Whole {
        form: Form {
            kind: FormKind::Stop,
            month: "2012-03".parse().unwrap(),
            township: "371323100000".parse().unwrap(),
            seq: 1,
            form_no: "STOP-371323-100-201203-01".to_owned(),
            state,
            opened_by: "zhanghua".to_owned(),
            opened_on: "2012-03-05".parse().unwrap(),
            approved_on: None,
            days_late: None,
            list_hash: None,
            version: 1,
        },
        lines,
        hands: Vec::new(),
    }
}
