//! Lines entered by hand: put on a form, changed, taken off, while the form is a draft.

use serde::{Deserialize, Serialize};

use super::people::{limits, people};
use super::rules::enter::{self, Ground};
use super::rules::lines::{self, Computed, Limits, Person};
use super::store::hold;
use super::written::{self, NewLine};
use super::{Entered, Evidence, Line, Source, Terms, Whole};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::policy::Policies;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

statements! {
    /// A line in new words; it is to be signed again.
    EDITED = sql!(
        "update stop_lines
        set reason = $4, event_date = $5, evidence_type = $6, evidence_ref = $7, from_month = $8, last_paid = $9,
            basic_fen = $10, account_fen = $11, back_pay = $12, back_months = $13, back_basic_fen = $14,
            back_account_fen = $15, reporter = $16, remark = $17, maker = $18, maker_post = $19, signed = $20
        where county = $1 and form_no = $2 and insurance_no = $3"
    );
    /// A line off the form.
    REMOVED = sql!("delete from stop_lines where county = $1 and form_no = $2 and insurance_no = $3");
    /// What had proposed it waits again.
    PROPOSED_AGAIN = sql!(
        "update stop_proposals set state = 'OPEN', form_no = null
        where county = $1 and form_no = $2 and insurance_no = $3 and state = 'TAKEN'"
    );
}

/// Puts somebody on a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddLine {
    /// The form.
    pub form_no: String,
    /// Whom.
    pub insurance_no: String,
    /// What is entered.
    pub entered: Entered,
}

/// Changes what was entered about somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditLine {
    /// The form.
    pub form_no: String,
    /// The version that was looked at.
    pub version: i64,
    /// About whom.
    pub insurance_no: String,
    /// What is entered now.
    pub entered: Entered,
}

/// Takes somebody off a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveLine {
    /// The form.
    pub form_no: String,
    /// The version that was looked at.
    pub version: i64,
    /// Whom.
    pub insurance_no: String,
}

/// A line was written or taken off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDone {
    /// Its place.
    pub seq: i64,
    /// The first month it touches; none where it was taken off.
    pub from_month: Option<Month>,
    /// How many months were overpaid, or are in arrears.
    pub back_months: i64,
    /// How much that is, in fen.
    pub back_fen: Fen,
    /// What was done.
    pub told: Phrase,
}

/// What a line is decided by.
pub struct LineFacts {
    whole: Whole,
    person: Option<Person>,
    limits: Limits,
    policies: Policies,
}

/// The basic pension everybody has in a month, as the policy of today tells it.
pub(super) fn rate(policies: &Policies, desk: &Desk, month: Month) -> Option<Fen> {
    let terms = Terms::of(policies, &desk.county, desk.business_date, month.last_day());
    terms.ok().map(|terms| terms.basic)
}

async fn gather(
    tx: &mut Tx,
    desk: &Desk,
    form_no: &str,
    insurance_no: &str,
) -> Result<LineFacts, Fault> {
    let whole = hold(tx, desk, form_no).await?;
    let number = [insurance_no.to_owned()];
    let person = people(tx, desk, &number).await?.into_iter().next();
    let (limits, policies) = limits(tx, desk).await?;
    Ok(LineFacts {
        whole,
        person,
        limits,
        policies,
    })
}

impl LineFacts {
    fn person(&self, insurance_no: &str) -> Result<&Person, Refusal> {
        self.person.as_ref().ok_or_else(|| unknown(insurance_no))
    }

    fn line(&self, insurance_no: &str) -> Option<&Line> {
        let of = |line: &&Line| line.insurance_no == insurance_no;
        self.whole.lines.iter().find(of)
    }

    fn computed(
        &self,
        insurance_no: &str,
        entered: &Entered,
        desk: &Desk,
    ) -> Result<Computed, Refusal> {
        let rate = |month| rate(&self.policies, desk, month);
        let ground = Ground {
            limits: &self.limits,
            rate: &rate,
        };
        let person = self.person(insurance_no)?;
        if self.line(insurance_no).is_some() {
            enter::edit(&self.whole, person, entered, ground, desk)
        } else {
            enter::line(&self.whole, person, entered, ground, desk)
        }
    }
}

fn unknown(insurance_no: &str) -> Refusal {
    Refusal::new(
        "PN-4533",
        Clause::of("5.5"),
        phrase!(
            "本县没有{no}这一参保人",
            "nobody of this county has the number {no}",
            no = insurance_no
        ),
        phrase!("请核对保险编号", "check the insurance number"),
    )
    .blaming("insurance_no")
}

fn done(seq: i64, computed: &Computed, told: Phrase) -> Result<LineDone, Refusal> {
    let (basic, account) = computed.sums;
    Ok(LineDone {
        seq,
        from_month: Some(computed.from_month),
        back_months: i64::try_from(computed.back.len()).unwrap_or(i64::MAX),
        back_fen: basic.checked_add(account).ok_or_else(lines::too_much)?,
        told,
    })
}

/// What the trail keeps of a line.
fn entry(
    form_no: &str,
    insurance_no: &str,
    before: Option<String>,
    after: Option<String>,
) -> Entry {
    Entry {
        object: format!("stop_form:{form_no}"),
        before,
        after,
        topics: vec![
            Topic::of("stop_form", form_no),
            Topic::of("person", insurance_no),
        ],
        ..Entry::default()
    }
}

fn json<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Misuse(error.to_string()))
}

fn misuse(refusal: &Refusal) -> Fault {
    Fault::Misuse(refusal.why.en.clone())
}

impl Change for AddLine {
    const NAME: &'static str = "stop_payment.add";
    type Facts = LineFacts;
    type Outcome = LineDone;

    fn object(&self) -> String {
        format!("stop_form:{}", self.form_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<LineFacts, Fault> {
        gather(tx, desk, &self.form_no, &self.insurance_no).await
    }

    fn decide(&self, facts: &LineFacts, desk: &Desk) -> Result<LineDone, Refusal> {
        let person = facts.person(&self.insurance_no)?;
        lines::not_on(&facts.whole, person)?;
        let computed = facts.computed(&self.insurance_no, &self.entered, desk)?;
        let seq = written::next_seq(&facts.whole);
        let told = phrase!(
            "{seq} {name}已列入{form}，{month}起",
            "{seq} {name} is on {form}, from {month}",
            seq = seq,
            name = person.name,
            form = self.form_no,
            month = computed.from_month
        );
        done(seq, &computed, told)
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &LineFacts,
        out: &LineDone,
    ) -> Result<Entry, Fault> {
        let computed = facts.computed(&self.insurance_no, &self.entered, desk);
        let computed = computed.map_err(|it| misuse(&it))?;
        let person = facts.person(&self.insurance_no).map_err(|it| misuse(&it))?;
        let line = NewLine {
            seq: out.seq,
            person,
            entered: &self.entered,
            computed: &computed,
            source: Source::Hand,
        };
        written::put(tx, desk, &self.form_no, &[line]).await?;
        let after = json(&self.entered)?;
        Ok(entry(&self.form_no, &self.insurance_no, None, Some(after)))
    }
}

impl Change for EditLine {
    const NAME: &'static str = "stop_payment.edit";
    type Facts = LineFacts;
    type Outcome = LineDone;

    fn object(&self) -> String {
        format!("stop_form:{}", self.form_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<LineFacts, Fault> {
        let facts = gather(tx, desk, &self.form_no, &self.insurance_no).await?;
        written::same_version(&facts.whole, self.version)?;
        Ok(facts)
    }

    fn decide(&self, facts: &LineFacts, desk: &Desk) -> Result<LineDone, Refusal> {
        let seq = lines::place(&facts.whole, &self.insurance_no)?;
        let computed = facts.computed(&self.insurance_no, &self.entered, desk)?;
        let told = phrase!(
            "{seq} {name}已更正，{month}起",
            "{seq} {name} is corrected, from {month}",
            seq = seq,
            name = facts.person(&self.insurance_no)?.name,
            month = computed.from_month
        );
        done(seq, &computed, told)
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &LineFacts,
        out: &LineDone,
    ) -> Result<Entry, Fault> {
        let computed = facts.computed(&self.insurance_no, &self.entered, desk);
        let computed = computed.map_err(|it| misuse(&it))?;
        let it = &self.entered;
        let values = binds![
            &desk.county,
            &self.form_no,
            &self.insurance_no,
            &it.reason,
            it.event_date,
            it.evidence.map(Evidence::word),
            it.evidence_ref.clone(),
            computed.from_month,
            computed.last_paid,
            computed.basic,
            computed.account,
            it.back_pay,
            out.back_months,
            computed.sums.0,
            computed.sums.1,
            it.reporter.clone(),
            it.remark.clone(),
            &desk.operator,
            desk.post,
            false
        ];
        tx.run_one(&EDITED, &values).await?;
        written::touch(tx, desk, &self.form_no).await?;
        let before = facts.line(&self.insurance_no).map(json).transpose()?;
        let after = json(&self.entered)?;
        Ok(entry(
            &self.form_no,
            &self.insurance_no,
            before,
            Some(after),
        ))
    }
}

impl Change for RemoveLine {
    const NAME: &'static str = "stop_payment.remove";
    type Facts = Whole;
    type Outcome = LineDone;

    fn object(&self) -> String {
        format!("stop_form:{}", self.form_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<Whole, Fault> {
        let whole = hold(tx, desk, &self.form_no).await?;
        written::same_version(&whole, self.version)?;
        Ok(whole)
    }

    fn decide(&self, whole: &Whole, desk: &Desk) -> Result<LineDone, Refusal> {
        let seq = lines::place(whole, &self.insurance_no)?;
        let line = lines::remove(whole, seq, desk)?;
        Ok(LineDone {
            seq,
            from_month: None,
            back_months: 0,
            back_fen: Fen::ZERO,
            told: phrase!(
                "{name}已从{form}删除",
                "{name} is off {form}",
                name = line.name,
                form = self.form_no
            ),
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        whole: &Whole,
        out: &LineDone,
    ) -> Result<Entry, Fault> {
        let key = binds![&desk.county, &self.form_no, &self.insurance_no];
        tx.run(&PROPOSED_AGAIN, &key).await?;
        tx.run_one(&REMOVED, &key).await?;
        written::touch(tx, desk, &self.form_no).await?;
        let line = whole.lines.iter().find(|line| line.seq == out.seq);
        let before = line.map(json).transpose()?;
        Ok(entry(&self.form_no, &self.insurance_no, before, None))
    }
}
