//! A form as it is read: its head, its lines, its hands, and the hash of what is to be approved.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::frozen;
use super::{DEADLINE, Form, FormKind, Line, Whole};
use crate::business::organisation::{HolidayTable, policies};
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::desk::Desk;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

/// The columns of a form.
macro_rules! form {
    () => {
        "select form_no, kind, month, township, seq, state, opened_by, opened_on, approved_on, days_late, list_hash, version
        from stop_forms where county = $1 and form_no = $2"
    };
}

statements! {
    /// One form.
    FORM = sql!(form!());
    /// The same, held against everybody else until the end of the transaction.
    LOCKED = sql!(lock form!());
    /// Its lines with the people they are about.
    LINES = sql!(
        "select l.seq, l.insurance_no, p.name, p.citizen_id, l.village, l.reason, l.event_date, l.evidence_type,
            l.evidence_ref, substr(p.bank_account, length(p.bank_account) - 3) as account_tail, l.from_month, l.last_paid,
            l.basic_fen, l.account_fen, l.back_pay, l.back_months, l.back_basic_fen, l.back_account_fen, l.reporter,
            l.remark, l.maker, l.maker_post, l.source, l.signed
        from stop_lines l
        join persons p on p.county = $1 and p.insurance_no = l.insurance_no
        where l.county = $1 and l.form_no = $2
        order by l.seq"
    );
    /// The hands it went through.
    HANDS = sql!(
        "select h.seq, h.act, h.from_state, h.to_state, h.operator, coalesce(o.name, h.operator) as name, h.post,
            h.acts_for, h.reason, h.days_late, h.business_date, h.at
        from stop_hands h left join operators o on o.operator = h.operator
        where h.county = $1 and h.form_no = $2
        order by h.seq"
    );
    /// The name of a division on a day.
    PLACE = sql!(
        "select name from areas
        where code = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)
        order by valid_from desc limit 1"
    );
}

record! {
    struct Named { name: String }
}

/// A form, whole; none where there is none, or none that this desk may see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormOf {
    /// Its number.
    pub form_no: String,
}

/// What is shown of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormSeen {
    /// The form, its lines by place, its hands.
    pub whole: Whole,
    /// The township's name.
    pub township_name: String,
    /// The last day in time; none for a resume form; why it cannot be told, where it cannot.
    pub due: Result<Option<NaiveDate>, Refusal>,
    /// The hash of the lines as they stand: what an approval names.
    pub hash: String,
}

/// The lines with their citizen ids masked.
fn masked(mut lines: Vec<Line>) -> Vec<Line> {
    for line in &mut lines {
        let id = CitizenId::parse(&line.citizen_id);
        line.citizen_id = id.map_or_else(|_| String::new(), |id| id.masked());
    }
    lines
}

/// Whether a desk may look at a township's forms: whoever holds it or lies in it.
pub(super) fn may_see(desk: &Desk, township: &AreaCode) -> bool {
    desk.area.holds(township) || township.holds(&desk.area)
}

impl Query for FormOf {
    const NAME: &'static str = "stop_payment.form";
    type Answer = Option<FormSeen>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        let key = binds![&desk.county, &self.form_no];
        let Some(form) = db.row::<Form>(&FORM, &key).await? else {
            return Ok(None);
        };
        if !may_see(desk, &form.township) {
            return Ok(None);
        }
        let holidays = HolidayTable.find(db, desk).await?;
        let policies = policies(db, desk).await?;
        let place = binds![&form.township, desk.business_date];
        let named: Option<Named> = db.row(&PLACE, &place).await?;
        let whole = Whole {
            lines: masked(db.rows(&LINES, &key).await?),
            hands: db.rows(&HANDS, &key).await?,
            form,
        };
        Ok(Some(FormSeen {
            township_name: named.map(|it| it.name).unwrap_or_default(),
            due: match whole.form.kind {
                FormKind::Stop => DEADLINE.day(whole.form.month, desk, &policies, &holidays),
                FormKind::Resume => Ok(None),
            },
            hash: frozen::hash(&whole.lines),
            whole,
        }))
    }
}

/// A form and all about it, held until the end of the transaction; a fault where there is none.
pub(super) async fn hold(tx: &mut Tx, desk: &Desk, form_no: &str) -> Result<Whole, Fault> {
    let key = binds![&desk.county, form_no];
    Ok(Whole {
        form: tx.one(&LOCKED, &key).await?,
        lines: masked(tx.rows(&LINES, &key).await?),
        hands: tx.rows(&HANDS, &key).await?,
    })
}

/// The name of a township.
pub(super) async fn township_of(
    tx: &mut Tx,
    desk: &Desk,
    township: &AreaCode,
) -> Result<String, Fault> {
    let found: Option<Named> = tx
        .row(&PLACE, &binds![township, desk.business_date])
        .await?;
    Ok(found.map_or_else(|| township.as_str().to_owned(), |it| it.name))
}
