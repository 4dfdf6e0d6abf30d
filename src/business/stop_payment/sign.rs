//! The hands a form goes through: signed, checked, submitted, reviewed; sent back, or taken back.

use serde::{Deserialize, Serialize};

use super::rules::hands::{self, Step, Terms, Way};
use super::store::hold;
use super::{DEADLINE, FormKind, FormState, HandAct, Whole, written};
use crate::business::organisation::{holidays_in, policies_in, substitution};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, record, sql, statements};

/// What was credited beyond each line of a stop form and is not claimed back already; a hold overpays nothing, an award
/// that was wrong was never due.
macro_rules! overpaid {
    () => {
        "(select l.seq, count(p.month) as months,
                coalesce(sum(p.basic_central_fen + p.basic_local_fen + p.arrears_basic_fen), 0) as basic,
                coalesce(sum(p.account_fen + p.arrears_account_fen), 0) as account
            from stop_lines l
            left join payments p on p.county = $1 and p.insurance_no = l.insurance_no and p.state = 'CREDITED'
                and (p.month >= l.from_month or l.reason = 'T05') and l.reason not in ('S04', 'S05', 'S06')
                and not exists (select m.month from recovery_months m
                    where m.county = $1 and m.insurance_no = p.insurance_no and m.month = p.month)
            where l.county = $1 and l.form_no = $2 group by l.seq)"
    };
}
pub(super) use overpaid;

statements! {
    /// The form in its next state; whoever was faster has changed the version.
    MOVED = sql!(
        "update stop_forms set state = $4, version = version + 1
        where county = $1 and form_no = $2 and version = $3"
    );
    /// The hand.
    HAND = sql!(
        "insert into stop_hands (county, form_no, seq, act, from_state, to_state, operator, post, acts_for, reason,
            days_late, business_date, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    /// A coordinator's lines are signed.
    SIGNED = sql!(
        "update stop_lines set signed = $4 where county = $1 and form_no = $2 and maker = $3"
    );
    /// Back in the village, every line is to be signed again.
    UNSIGNED = sql!("update stop_lines set signed = $3 where county = $1 and form_no = $2");
    /// What was overpaid, as the books say now.
    REFRESHED = sql!(concat!(
        "update stop_lines
        set back_months = c.months, back_basic_fen = c.basic, back_account_fen = c.account
        from ", overpaid!(), " c
        where stop_lines.county = $1 and stop_lines.form_no = $2 and stop_lines.seq = c.seq
            and (stop_lines.back_months <> c.months or stop_lines.back_basic_fen <> c.basic
                or stop_lines.back_account_fen <> c.account)"
    ));
    /// Who confirmed what proposed lines of the form.
    CONFIRMERS = sql!(
        "select distinct confirmed_by from stop_proposals
        where county = $1 and form_no = $2 and confirmed_by is not null order by confirmed_by"
    );
}

record! {
    struct Confirmer { confirmed_by: String }
}

/// Takes a form one hand on, or one step back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveForm {
    /// The form.
    pub form_no: String,
    /// The version that was looked at.
    pub version: i64,
    /// On, back, or taken back.
    pub way: Way,
    /// Why it is sent back.
    pub reason: String,
}

/// A form has moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where it is now.
    pub state: FormState,
    /// What was done.
    pub told: Phrase,
}

/// Facts of a move.
pub struct MoveFacts {
    whole: Whole,
    terms: Terms,
    confirmers: Vec<String>,
}

/// What a step rests on besides the form.
pub(super) async fn terms(tx: &mut Tx, desk: &Desk, whole: &Whole) -> Result<Terms, Fault> {
    let policies = policies_in(tx).await?;
    let holidays = holidays_in(tx).await?;
    let due = match whole.form.kind {
        FormKind::Stop => DEADLINE.day(whole.form.month, desk, &policies, &holidays),
        FormKind::Resume => Ok(None),
    };
    let stands_in = substitution(tx, desk, Post::TDir, &whole.form.township).await?;
    Ok(Terms {
        due,
        acts_for: stands_in.map(|it| it.acts_for),
    })
}

/// Who confirmed what proposed lines of the form.
pub(super) async fn confirmers(
    tx: &mut Tx,
    desk: &Desk,
    form_no: &str,
) -> Result<Vec<String>, Fault> {
    let rows: Vec<Confirmer> = tx.rows(&CONFIRMERS, &binds![&desk.county, form_no]).await?;
    Ok(rows.into_iter().map(|it| it.confirmed_by).collect())
}

/// Writes a hand down.
pub(super) async fn write_hand(
    tx: &mut Tx,
    desk: &Desk,
    whole: &Whole,
    step: &Step,
    reason: Option<&str>,
) -> Result<(), Fault> {
    let last = whole.hands.last();
    let hand = binds![
        &desk.county,
        &whole.form.form_no,
        last.map_or(1, |hand| hand.seq.saturating_add(1)),
        step.act.word(),
        whole.form.state.word(),
        step.to.word(),
        &desk.operator,
        desk.post,
        step.acts_for.clone(),
        reason.map(str::to_owned),
        step.days_late,
        desk.business_date,
        desk.at,
    ];
    tx.run_one(&HAND, &hand).await
}

impl MoveForm {
    fn step(&self, found: &MoveFacts, desk: &Desk) -> Result<Step, Refusal> {
        let step = hands::step(&found.whole, self.way, &self.reason, &found.terms, desk)?;
        if step.to == FormState::Approved {
            return Err(hands::approve_by_count());
        }
        if self.way == Way::On {
            hands::confirmer_apart(&found.confirmers, step.to, desk)?;
        }
        Ok(step)
    }
}

impl Change for MoveForm {
    const NAME: &'static str = "stop_payment.move";
    type Facts = MoveFacts;
    type Outcome = Moved;

    fn object(&self) -> String {
        format!("stop_form:{}", self.form_no)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<MoveFacts, Fault> {
        let whole = hold(tx, desk, &self.form_no).await?;
        written::same_version(&whole, self.version)?;
        Ok(MoveFacts {
            terms: terms(tx, desk, &whole).await?,
            confirmers: confirmers(tx, desk, &self.form_no).await?,
            whole,
        })
    }

    fn decide(&self, found: &MoveFacts, desk: &Desk) -> Result<Moved, Refusal> {
        let step = self.step(found, desk)?;
        Ok(Moved {
            state: step.to,
            told: phrase!(
                "{form} {act}，现为“{state}”",
                "{form} {act}: now '{state}'",
                form = self.form_no,
                act = step.act.title(),
                state = step.to.title()
            ),
        })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        found: &MoveFacts,
        out: &Moved,
    ) -> Result<Entry, Fault> {
        let step = self.step(found, desk);
        let step = step.map_err(|refusal| Fault::Misuse(refusal.why.en))?;
        let form = &found.whole.form;
        let values = binds![&desk.county, &self.form_no, self.version, out.state.word()];
        tx.run_version(&MOVED, &values, &Fault::faster()).await?;
        let reason = Some(self.reason.trim()).filter(|it| !it.is_empty());
        write_hand(tx, desk, &found.whole, &step, reason).await?;
        let key = binds![&desk.county, &self.form_no];
        if step.act == HandAct::Sign {
            let mine = binds![&desk.county, &self.form_no, &desk.operator, true];
            tx.run(&SIGNED, &mine).await?;
        } else if step.to == FormState::Draft {
            tx.run(&UNSIGNED, &binds![&desk.county, &self.form_no, false])
                .await?;
        }
        if form.kind == FormKind::Stop && self.way == Way::On {
            tx.run(&REFRESHED, &key).await?;
        }
        let state = |state: FormState| Some(state.word().to_owned());
        Ok(Entry {
            object: self.object(),
            before: state(form.state),
            after: state(out.state),
            reason: reason.map(str::to_owned),
            topics: vec![
                Topic::of("stop_form", &self.form_no),
                Topic::of("deadline", ""),
            ],
            ..Entry::default()
        })
    }
}
