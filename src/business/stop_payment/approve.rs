//! The approval: a frozen list, by its hash and the number of its lines; a handful of statements however long it is.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::people::{open_month, people};
use super::recovery::{self, Claims};
use super::rules::decided::{self, Happens};
use super::rules::hands::{self, Step, Terms, Way};
use super::rules::lines::{self, Person};
use super::sign::{overpaid, terms, write_hand};
use super::store::{hold, township_of};
use super::{FormKind, FormState, Whole, frozen, holds, written};
use crate::business::benefit::{append, take_effect};
use crate::business::organisation::policies_in;
use crate::business::registration::died;
use crate::database::request::{Entry, EntryRow, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::money::Fen;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};

statements! {
    /// The form, approved; whoever was faster has changed the version.
    APPROVED = sql!(
        "update stop_forms
        set state = 'APPROVED', approved_on = $4, days_late = $5, list_hash = $6, version = version + 1
        where county = $1 and form_no = $2 and version = $3"
    );
    /// Its lines wait no more.
    SETTLED = sql!("update stop_lines set pending = $3 where county = $1 and form_no = $2");
    /// How many lines say of what was overpaid something else than the books say now.
    CHANGED = sql!(concat!(
        "select count(*) as n from stop_lines s
        join ", overpaid!(), " c on c.seq = s.seq
        where s.county = $1 and s.form_no = $2 and (s.back_months <> c.months or s.back_basic_fen <> c.basic
            or s.back_account_fen <> c.account)"
    ));
}

record! {
    struct Changed { n: i64 }
}

/// Approves a form: the list with this hash, of so many lines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApproveForm {
    /// The form.
    pub form_no: String,
    /// The version that was looked at.
    pub version: i64,
    /// The hash of the lines that were looked at.
    pub hash: String,
    /// How many they were, as typed.
    pub count: usize,
}

/// A form was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    /// How many lines.
    pub lines: usize,
    /// By how many days that was late.
    pub days_late: i64,
    /// How many recovery cases were found.
    pub cases: usize,
    /// What they come to, in fen.
    pub overpaid_fen: Fen,
    /// What was done.
    pub told: Phrase,
}

/// What an approval is decided by.
pub struct ApproveFacts {
    whole: Whole,
    people: Vec<Person>,
    terms: Terms,
    township: String,
    open: Month,
    due_on: NaiveDate,
    changed: i64,
}

impl ApproveForm {
    fn step(&self, found: &ApproveFacts, desk: &Desk) -> Result<Step, Refusal> {
        let whole = &found.whole;
        if whole.form.state != FormState::Reviewed {
            return Err(hands::not_reviewed(whole.form.state));
        }
        let step = hands::step(whole, Way::On, "", &found.terms, desk)?;
        hands::frozen(whole, &frozen::hash(&whole.lines), &self.hash, self.count)?;
        if whole.form.kind == FormKind::Stop {
            lines::still(whole, &found.people)?;
            hands::paid_since(found.changed)?;
        }
        Ok(step)
    }
}

impl Change for ApproveForm {
    const NAME: &'static str = "stop_payment.approve";
    type Facts = ApproveFacts;
    type Outcome = Approved;

    fn object(&self) -> String {
        format!("stop_form:{}", self.form_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<ApproveFacts, Fault> {
        let whole = hold(tx, desk, &self.form_no).await?;
        written::same_version(&whole, self.version)?;
        let numbers: Vec<String> = whole
            .lines
            .iter()
            .map(|it| it.insurance_no.clone())
            .collect();
        let key = binds![&desk.county, &self.form_no];
        let changed: Changed = tx.one(&CHANGED, &key).await?;
        let policies = policies_in(tx).await?;
        let days = policies.int("P.recovery.due_days", &desk.county, desk.business_date);
        let days = days.map_err(|it| Fault::inconsistent("policies", &it.why.en))?;
        let later = Days::new(u64::try_from(days).unwrap_or(0));
        Ok(ApproveFacts {
            people: people(tx, desk, &numbers).await?,
            terms: terms(tx, desk, &whole).await?,
            township: township_of(tx, desk, &whole.form.township).await?,
            open: open_month(tx, desk).await?,
            due_on: desk
                .business_date
                .checked_add_days(later)
                .unwrap_or(NaiveDate::MAX),
            changed: changed.n,
            whole,
        })
    }

    fn decide(&self, found: &ApproveFacts, desk: &Desk) -> Result<Approved, Refusal> {
        let step = self.step(found, desk)?;
        let whole = &found.whole;
        let days_late = step.days_late.unwrap_or(0);
        let stops = whole.form.kind == FormKind::Stop;
        let claimed = || whole.lines.iter().filter(|it| stops && it.back_months > 0);
        let sums: Option<Vec<Fen>> = claimed().map(super::Line::back).collect();
        let overpaid_fen = sums.and_then(Fen::total).ok_or_else(lines::too_much)?;
        let mut told = phrase!(
            "{form}已批准，共{n}人",
            "{form} is approved: {n} lines",
            form = self.form_no,
            n = whole.lines.len()
        );
        let cases = claimed().count();
        if cases > 0 {
            told = told.then(&phrase!(
                "；多发{n}人共{sum}元，已立追回案",
                "; {n} overpaid, {sum} yuan, cases found",
                n = cases,
                sum = overpaid_fen.to_yuan_string()
            ));
        }
        if days_late > 0 {
            told = told.then(&phrase!(
                "；逾期{days}天，责任单位{township}",
                "; {days}d late, {township} answers for it",
                days = days_late,
                township = found.township
            ));
        }
        Ok(Approved {
            lines: whole.lines.len(),
            days_late,
            cases,
            overpaid_fen,
            told,
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        found: &ApproveFacts,
        out: &Approved,
    ) -> Result<Entry, Fault> {
        let step = self.step(found, desk);
        let step = step.map_err(|refusal| Fault::Misuse(refusal.why.en))?;
        let (whole, form_no) = (&found.whole, self.form_no.as_str());
        let values = binds![
            &desk.county,
            form_no,
            self.version,
            desk.business_date,
            out.days_late,
            &self.hash
        ];
        tx.run_version(&APPROVED, &values, &Fault::faster()).await?;
        write_hand(tx, desk, whole, &step, None).await?;
        tx.run(&SETTLED, &binds![&desk.county, form_no, false])
            .await?;
        let happens = decided::of(whole, &found.people, found.open, desk.business_date);
        let Happens { events, deaths } = happens;
        append(tx, desk, form_no, &events).await?;
        if whole.form.kind == FormKind::Stop {
            died(tx, desk, &deaths).await?;
            let claims = Claims {
                form_no,
                due_on: found.due_on,
            };
            recovery::claim(tx, desk, &claims).await?;
        }
        holds::settle(tx, desk, whole).await?;
        let mut rows = take_effect(tx, desk).await?;
        rows.extend(events.iter().map(|event| EntryRow {
            key: format!("{}:{}", event.insurance_no, event.kind.word()),
            before: None,
            after: Some(format!(
                "{{\"reason\":\"{}\",\"from_month\":{}}}",
                event.reason,
                event.from_month.yyyymm()
            )),
        }));
        let after = serde_json::json!({
            "state": FormState::Approved.word(), "hash": self.hash, "lines": out.lines, "days_late": out.days_late,
            "cases": out.cases, "overpaid_fen": out.overpaid_fen.0,
        });
        Ok(Entry {
            object: self.object(),
            before: Some(FormState::Reviewed.word().to_owned()),
            after: Some(after.to_string()),
            rows,
            topics: ["stop_form", "deadline", "person", "hold", "recovery"]
                .map(|kind| Topic::of(kind, ""))
                .to_vec(),
            ..Entry::default()
        })
    }
}
