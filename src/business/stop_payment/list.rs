//! The forms of an area and month, the townships that have none yet, the lines of one person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{FormKind, FormState};
use crate::business::descriptor::Missing;
use crate::database::{Db, Fault, Query};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::post::Post;
use crate::{binds, record, sql, statements};

/// So many forms are shown.
const SHOWN_MAX: i64 = 500;

/// The columns of a form in a list, with what stands on it.
macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "select f.form_no, f.kind, f.month, f.township, coalesce(a.name, f.township) as township_name, f.seq, f.state,
                f.opened_on, f.approved_on, f.days_late, f.version,
                (select count(*) from stop_lines l where l.county = $1 and l.form_no = f.form_no) as lines,
                cast((select coalesce(sum(l.basic_fen + l.account_fen), 0) from stop_lines l
                    where l.county = $1 and l.form_no = f.form_no) as bigint) as monthly_fen,
                cast((select coalesce(sum(l.back_basic_fen + l.back_account_fen), 0) from stop_lines l
                    where l.county = $1 and l.form_no = f.form_no) as bigint) as back_fen,
                (select count(*) from stop_lines l where l.county = $1 and l.form_no = f.form_no
                    and l.maker_post = 'V-CO' and not l.signed) as unsigned,
                h.act as last_act, coalesce(o.name, h.operator) as last_name, h.business_date as last_on
            from stop_forms f
            left join areas a on a.code = f.township and a.valid_to is null
            left join stop_hands h on h.county = $1 and h.form_no = f.form_no
                and h.seq = (select max(m.seq) from stop_hands m where m.county = $1 and m.form_no = f.form_no)
            left join operators o on o.operator = h.operator
            where f.county = $1",
            $rest
        )
    };
}

statements! {
    /// The forms of a month in an area.
    OF_MONTH = sql!(rows!(
        " and f.month = $2 and f.township between $3 and $4 order by f.township, f.kind desc, f.seq limit $5"
    ));
    /// The forms that wait in an area, whatever their month.
    WAITING = sql!(rows!(
        " and f.state <> 'APPROVED' and f.township between $2 and $3 order by f.opened_on, f.form_no limit $4"
    ));
    /// The forms on which lines of an operator wait for his own signature.
    UNSIGNED = sql!(
        "select distinct form_no from stop_lines
        where county = $1 and pending and maker = $2 and maker_post = 'V-CO' and not signed
        order by form_no limit $3"
    );
    /// The townships of an area with the stop form of the month that has come furthest.
    TOWNSHIPS = sql!(
        "select a.code as township, a.name, max(case when f.state = 'APPROVED' then 1 else 0 end) = 1 as approved,
            max(f.approved_on) as approved_on, min(case when f.state <> 'APPROVED' then f.form_no end) as waiting
        from areas a
        left join stop_forms f on f.county = $1 and f.month = $2 and f.kind = 'STOP' and f.township = a.code
        where a.level = 'TOWNSHIP' and a.code between $3 and $4 and a.valid_from <= $5
            and (a.valid_to is null or a.valid_to >= $5)
        group by a.code, a.name
        order by a.code limit $6"
    );
    /// The lines of somebody, the newest first.
    OF_PERSON = sql!(
        "select l.form_no, f.kind, f.month, f.state, f.approved_on, l.seq, l.reason, l.event_date, l.from_month,
            l.back_months, l.back_basic_fen, l.back_account_fen, l.pending
        from stop_lines l
        join stop_forms f on f.county = $1 and f.form_no = l.form_no
        where l.county = $1 and l.insurance_no = $2
        order by f.month desc, l.form_no desc limit $3"
    );
}

/// The first and the last code inside an area; a village sees the forms of its township.
pub(super) fn codes_of(area: &AreaCode) -> (String, String) {
    let prefix = area.prefix();
    (format!("{prefix:0<12}"), format!("{prefix:9<12}"))
}

/// The same for townships: a coordinator's is his village's.
fn townships_of(area: &AreaCode) -> (String, String) {
    let prefix = area.prefix();
    let prefix = prefix.get(..9).unwrap_or(prefix);
    (format!("{prefix:0<12}"), format!("{prefix:9<12}"))
}

record! {
    /// A form in a list.
    pub struct FormRow {
        /// Its number.
        pub form_no: String,
        /// Which of the two forms it is.
        pub kind: FormKind,
        /// The month.
        pub month: Month,
        /// The township.
        pub township: AreaCode,
        /// The township's name.
        pub township_name: String,
        /// Which of the township's of this kind and month.
        pub seq: i64,
        /// How far it has come.
        pub state: FormState,
        /// When it was opened.
        pub opened_on: NaiveDate,
        /// The day of the approval.
        pub approved_on: Option<NaiveDate>,
        /// By how many days that was late.
        pub days_late: Option<i64>,
        /// For others' edits.
        pub version: i64,
        /// How many lines.
        pub lines: i64,
        /// What they stop or resume a month, in fen.
        pub monthly_fen: Fen,
        /// What was overpaid, or is in arrears, in fen.
        pub back_fen: Fen,
        /// How many lines of coordinators wait for their signature.
        pub unsigned: i64,
        /// What the last hand did.
        pub last_act: Option<super::HandAct>,
        /// Whose it was.
        pub last_name: Option<String>,
        /// When.
        pub last_on: Option<NaiveDate>,
    }
}

impl FormRow {
    /// The post whose hand is next; none once it is approved.
    pub fn next(&self) -> Option<Post> {
        self.state.waits_for(self.unsigned > 0)
    }

    /// Since when it waits where it is.
    pub fn since(&self) -> NaiveDate {
        self.last_on.unwrap_or(self.opened_on)
    }
}

/// The forms of a month in an area.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormsOf {
    /// The month.
    pub month: Month,
    /// The area; what the desk may not see of it is left out.
    pub area: AreaCode,
}

impl Query for FormsOf {
    const NAME: &'static str = "stop_payment.forms";
    type Answer = Vec<FormRow>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<FormRow>, Fault> {
        let (first, last) = if desk.area.holds(&self.area) {
            townships_of(&self.area)
        } else if self.area.holds(&desk.area) {
            townships_of(&desk.area)
        } else {
            return Ok(Vec::new());
        };
        let values = binds![&desk.county, self.month, first, last, SHOWN_MAX];
        db.rows(&OF_MONTH, &values).await
    }
}

/// The forms of the desk's area that wait, the longest waiting first.
pub(super) async fn waiting(db: &Db, desk: &Desk) -> Result<Vec<FormRow>, Fault> {
    let (first, last) = townships_of(&desk.area);
    db.rows(&WAITING, &binds![&desk.county, first, last, SHOWN_MAX])
        .await
}

record! {
    struct Numbered { form_no: String }
}

/// The forms on which lines of this operator wait for his own signature.
pub(super) async fn unsigned(db: &Db, desk: &Desk) -> Result<Vec<String>, Fault> {
    let values = binds![&desk.county, &desk.operator, SHOWN_MAX];
    let rows: Vec<Numbered> = db.rows(&UNSIGNED, &values).await?;
    Ok(rows.into_iter().map(|row| row.form_no).collect())
}

record! {
    /// A township and its stop form of a month.
    pub struct TownshipForm {
        /// The township.
        pub township: AreaCode,
        /// Its name.
        pub name: String,
        /// Whether a form of the month is approved.
        pub approved: bool,
        /// The day of the last approval.
        pub approved_on: Option<NaiveDate>,
        /// The form of the month that waits.
        pub waiting: Option<String>,
    }
}

/// Every township of the desk's area and whether its stop form of a month is approved; a nil form counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TownshipForms {
    /// The month.
    pub month: Month,
}

impl Query for TownshipForms {
    const NAME: &'static str = "stop_payment.townships";
    type Answer = Vec<TownshipForm>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<TownshipForm>, Fault> {
        let (first, last) = townships_of(&desk.area);
        let values = binds![
            &desk.county,
            self.month,
            first,
            last,
            desk.business_date,
            SHOWN_MAX
        ];
        db.rows(&TOWNSHIPS, &values).await
    }
}

/// How many townships have an approved stop form of the month, and how many must.
pub(super) async fn missing(db: &Db, desk: &Desk, month: Month) -> Result<Missing, Fault> {
    let townships = TownshipForms { month }.find(db, desk).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let done: Vec<&TownshipForm> = townships.iter().filter(|it| it.approved).collect();
    let all = !townships.is_empty() && done.len() == townships.len();
    Ok(Missing {
        done: count(done.len()),
        due: count(townships.len()),
        finished: done
            .iter()
            .filter_map(|it| it.approved_on)
            .max()
            .filter(|_| all),
    })
}

record! {
    /// A line of somebody, on whichever form.
    pub struct PersonLine {
        /// The form.
        pub form_no: String,
        /// Which of the two forms it is.
        pub kind: FormKind,
        /// The form's month.
        pub month: Month,
        /// How far the form has come.
        pub state: FormState,
        /// The day of its approval.
        pub approved_on: Option<NaiveDate>,
        /// The place on it.
        pub seq: i64,
        /// The reason's code.
        pub reason: String,
        /// The day of what happened.
        pub event_date: Option<NaiveDate>,
        /// The first month not due, or due again.
        pub from_month: Month,
        /// How many months were overpaid, or are in arrears.
        pub back_months: i64,
        /// What of that is the basic-pension book's.
        pub back_basic_fen: Fen,
        /// What of that is the individual-account book's.
        pub back_account_fen: Fen,
        /// Whether it waits for its approval; at most one of a person's does.
        pub pending: bool,
    }
}

/// The lines of somebody, the newest first; the pending one among them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinesOf {
    /// Whose.
    pub insurance_no: String,
}

impl Query for LinesOf {
    const NAME: &'static str = "stop_payment.lines_of_person";
    type Answer = Vec<PersonLine>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<PersonLine>, Fault> {
        db.rows(
            &OF_PERSON,
            &binds![&desk.county, &self.insurance_no, SHOWN_MAX],
        )
        .await
    }
}
