//! `jingban policy`: the parameters, and changing them by two hands, through the same door as the screen.

use chrono::NaiveDate;
use serde::Serialize;

use super::args::{Policy, Proposal, Which};
use super::out::Out;
use super::seat::{Seat, operation};
use super::trouble::Trouble;
use crate::business::organisation::policy_change::{DecidePolicy, ProposePolicy};
use crate::business::organisation::policy_store::{ParameterLine, ParameterList};
use crate::business::organisation::{PolicyRecord, PolicyVerdict, scope_title};
use crate::config::Config;
use crate::database::Query as _;
use crate::database::runner::carry_out;
use crate::kernel::area::County;
use crate::kernel::clause::Clause;
use crate::kernel::parameter::PARAMETERS;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{phrase, text};

/// Carries out what is asked of policy.
pub async fn run(
    policy: Policy,
    date: Option<NaiveDate>,
    config: &Config,
    out: Out,
) -> Result<(), Trouble> {
    if matches!(policy, Policy::List) && date.is_none() {
        return list(&Seat::guest(config, out).await?, out).await;
    }
    let mut seat = Seat::named(config, out).await?;
    seat.move_date(date, out).await?;
    match policy {
        Policy::List => list(&seat, out).await,
        Policy::Propose(proposal) => propose(&seat, proposal, out).await,
        Policy::Approve(which) => decide(&seat, &which, PolicyVerdict::Approve, out).await,
        Policy::Reject(which) => decide(&seat, &which, PolicyVerdict::Reject, out).await,
        Policy::Withdraw(which) => decide(&seat, &which, PolicyVerdict::Withdraw, out).await,
    }
}

async fn list(seat: &Seat, out: Out) -> Result<(), Trouble> {
    let lines = ParameterList.find(&seat.db, &seat.desk).await?;
    if out.json {
        out.json(&lines);
    } else {
        for line in &lines {
            tell(line, out);
        }
    }
    Ok(())
}

fn tell(line: &ParameterLine, out: Out) {
    let known = PARAMETERS.iter().find(|it| it.id == line.id);
    let title = known.map_or(text!("不明参数", "unknown"), |it| it.title);
    let value = line.in_force.as_ref().map_or_else(
        || Phrase::from(text!("无生效值", "no value in force")),
        |row| {
            phrase!(
                "{value}（{from}起，{source}）",
                "{value} (from {from}, {source})",
                value = row.value,
                from = row.effective_from,
                source = row.source
            )
        },
    );
    out.line(&phrase!(
        "{id} {title}：{value}",
        "{id} {title}: {value}",
        id = line.id,
        title = title,
        value = value
    ));
    for row in &line.pending {
        out.line(&phrase!(
            "    待审批：{value}，{from}起，{scope}，{maker}经办",
            "    proposed: {value} from {from}, {scope}, by {maker}",
            value = row.value,
            from = row.effective_from,
            scope = scope_title(&row.scope),
            maker = row.maker_name
        ));
    }
}

async fn propose(seat: &Seat, proposal: Proposal, out: Out) -> Result<(), Trouble> {
    let change = ProposePolicy {
        scope: scope(proposal.county.as_deref())?,
        parameter: proposal.parameter,
        effective_from: proposal.from,
        value: proposal.value,
        document_no: proposal.document,
        source: proposal.source,
        reason: proposal.reason,
    };
    let done = carry_out(&seat.db, &seat.desk, &operation(), &change).await?;
    answer(&done.outcome, &done.outcome.told, out);
    Ok(())
}

async fn decide(
    seat: &Seat,
    which: &Which,
    verdict: PolicyVerdict,
    out: Out,
) -> Result<(), Trouble> {
    let row = pending(seat, which).await?;
    let change = DecidePolicy::on(&row, verdict, &which.reason);
    let done = carry_out(&seat.db, &seat.desk, &operation(), &change).await?;
    answer(&done.outcome, &done.outcome.told, out);
    Ok(())
}

fn answer<T: Serialize>(outcome: &T, told: &Phrase, out: Out) {
    if out.json {
        out.json(outcome);
    } else {
        out.line(told);
    }
}

/// The one proposal that waits for a parameter and a county.
async fn pending(seat: &Seat, which: &Which) -> Result<PolicyRecord, Trouble> {
    let scope = scope(which.county.as_deref())?;
    let scope = scope.as_ref().map_or("", County::as_str);
    let lines = ParameterList.find(&seat.db, &seat.desk).await?;
    let mut rows = lines.into_iter().flat_map(|line| line.pending);
    rows.find(|row| row.parameter == which.parameter && row.scope == scope)
        .ok_or_else(|| nothing_waits(&which.parameter).into())
}

fn scope(county: Option<&str>) -> Result<Option<County>, Trouble> {
    county.map(str::parse).transpose().map_err(|_| {
        Trouble::Misused(phrase!(
            "县代码应为6位数字，如 371323",
            "a county is six digits, such as 371323"
        ))
    })
}

fn nothing_waits(parameter: &str) -> Refusal {
    Refusal::new(
        "CM-0102",
        Clause::of("4.8"),
        phrase!(
            "{parameter} 没有待审批的变更",
            "no change of {parameter} waits for a decision",
            parameter = parameter
        ),
        phrase!(
            "请运行 jingban policy list 核对参数编号，县级变更请加 --county。",
            "Run jingban policy list to see what waits; add --county for a county's own change."
        ),
    )
}
