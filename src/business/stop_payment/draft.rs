//! Opening a form: the township's first of the month, or a further one once the last is approved.

use serde::{Deserialize, Serialize};

use super::rules::hands;
use super::{FormKind, FormState};
use crate::business::benefit::take_effect;
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// The form of a township that waits, and how many there are of the month.
    STANDS = sql!(
        "select (select w.form_no from stop_forms w
                where w.county = $1 and w.kind = $2 and w.township = $3 and w.state <> 'APPROVED') as waiting,
            coalesce(max(f.seq), 0) as last
        from stop_forms f where f.county = $1 and f.month = $4 and f.kind = $2 and f.township = $3"
    );
    /// A form.
    OPENED = sql!(
        "insert into stop_forms (county, form_no, kind, month, township, seq, state, opened_by, opened_on, approved_on,
            days_late, list_hash, version)
        values ($1, $2, $3, $4, $5, $6, 'DRAFT', $7, $8, null, null, null, 1)
        on conflict do nothing"
    );
}

record! {
    /// What there is already.
    pub struct Stands { waiting: Option<String>, last: i64 }
}

/// Opens a form of a township.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenForm {
    /// Which of the two.
    pub kind: FormKind,
    /// The month.
    pub month: Month,
    /// The township.
    pub township: AreaCode,
}

/// A form was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Its number.
    pub form_no: String,
    /// Which it is of the month.
    pub seq: i64,
    /// What was done.
    pub told: Phrase,
}

impl OpenForm {
    /// The number of the township's form of the month: STOP-371323-100-201203-01.
    fn number(&self, seq: i64) -> String {
        let code = self.township.as_str();
        format!(
            "{}-{}-{}-{}-{seq:02}",
            self.kind.prefix(),
            code.get(..6).unwrap_or_default(),
            code.get(6..9).unwrap_or_default(),
            self.month.yyyymm()
        )
    }
}

impl Change for OpenForm {
    const NAME: &'static str = "stop_payment.open";
    type Facts = Stands;
    type Outcome = Opened;

    fn object(&self) -> String {
        format!("stop_payment:{}:{}", self.month, self.township)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Stands, Fault> {
        let key = binds![&desk.county, self.kind.word(), &self.township, self.month];
        tx.one(&STANDS, &key).await
    }

    fn decide(&self, found: &Stands, desk: &Desk) -> Result<Opened, Refusal> {
        hands::open(&self.township, self.month, found.waiting.as_deref(), desk)?;
        let seq = found.last.saturating_add(1);
        let form_no = self.number(seq);
        Ok(Opened {
            told: phrase!("已开表{form_no}", "{form_no} is open", form_no = form_no),
            form_no,
            seq,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        _: &Stands,
        out: &Opened,
    ) -> Result<Entry, Fault> {
        let values = binds![
            &desk.county,
            &out.form_no,
            self.kind.word(),
            self.month,
            &self.township,
            out.seq,
            &desk.operator,
            desk.business_date
        ];
        // Somebody else may have opened one in the same moment.
        tx.run_version(&OPENED, &values, &Fault::faster()).await?;
        let rows = take_effect(tx, desk).await?;
        Ok(Entry {
            object: format!("stop_form:{}", out.form_no),
            after: Some(FormState::Draft.word().to_owned()),
            rows,
            topics: vec![Topic::of("stop_form", ""), Topic::of("deadline", "")],
            ..Entry::default()
        })
    }
}
