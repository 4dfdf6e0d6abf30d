//! Whether a file may be staged, and who decides. Pure.

use crate::business::outside::{Exchange, ExchangeState, FileVerdict, Original, Same};
use crate::kernel::area::County;
use crate::kernel::clause::Clause;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::moves::permitted;
use crate::kernel::refusal::Refusal;
use crate::kernel::sod::checker_is_another;
use crate::kernel::text::Phrase;
use crate::phrase;

/// The kind of object, as the table of moves names it.
pub const OBJECT: &str = "exchanges";

fn refused(code: &str, why: Phrase, remedy: Phrase) -> Refusal {
    Refusal::new(code, Clause::of("11.1"), why, remedy)
}

/// Whether this desk may bring a file in.
pub fn may_stage(desk: &Desk) -> Result<(), Refusal> {
    permitted(OBJECT, ("", ExchangeState::Staged.word()), desk.post).map(drop)
}

/// Whether a file is new: neither its bytes nor the name of a file that counts came before.
pub fn is_new(sha256: &str, same: &[Same]) -> Result<(), Refusal> {
    let Some(first) = same.first() else {
        return Ok(());
    };
    if let Some(twin) = same.iter().find(|it| it.sha256 == sha256) {
        return Err(refused(
            "PN-4351",
            phrase!(
                "该文件已导入过，编号{id}，{state}",
                "this file came before, as {id}: {state}",
                id = twin.exchange_id,
                state = twin.state.title()
            ),
            phrase!("不必重复导入", "there is no need to import it again"),
        ));
    }
    Err(refused(
        "PN-4352",
        phrase!(
            "同名文件已导入过，编号{id}，{state}",
            "a file of this name came before, as {id}: {state}",
            id = first.exchange_id,
            state = first.state.title()
        ),
        phrase!(
            "请与来文单位核对，由其另编文件序号",
            "ask the sender; another file has another number in its name"
        ),
    ))
}

/// Whether a file's name tells what its first line tells: `POLI_371323_201203_001.csv` (11.1).
pub fn is_named_for(
    file_name: &str,
    kind: &str,
    county: &County,
    period: Month,
) -> Result<(), Refusal> {
    let due = format!("{kind}_{}_{}_", county.as_str(), period.yyyymm());
    let number = file_name
        .strip_prefix(&due)
        .and_then(|rest| rest.strip_suffix(".csv").or(rest.strip_suffix(".CSV")));
    let is_number = |it: &str| it.len() == 3 && it.bytes().all(|b| b.is_ascii_digit());
    if number.is_some_and(is_number) {
        return Ok(());
    }
    Err(refused(
        "PN-4357",
        phrase!(
            "文件名与表头不符：按表头应为 {due}序号.csv，实为 {name}",
            "the name does not fit the first line: {due}NNN.csv is due, it is {name}",
            due = due,
            name = file_name
        ),
        phrase!(
            "核对是否选错文件；只是传送中改了名的，改回原名再导入",
            "check that it is the file you mean; if it was only renamed on its way, give it its name back"
        ),
    )
    .blaming("path"))
}

/// Whether the file is still the one the operator looked at.
pub fn is_the_one_seen(sha256: &str, seen: Option<&str>) -> Result<(), Refusal> {
    if seen.is_none_or(|seen| seen == sha256) {
        return Ok(());
    }
    Err(refused(
        "PN-4353",
        phrase!(
            "文件在试读之后被改动",
            "the file was changed after the dry run"
        ),
        phrase!("请重新试读", "do the dry run again"),
    ))
}

/// The batch a correction is about; its count is what its maker confirms, as it has no hash.
pub fn corrected<'a>(
    batch: &str,
    count: i64,
    confirmed: Option<i64>,
    original: Option<&'a Original>,
) -> Result<&'a Original, Refusal> {
    let original = original.ok_or_else(|| {
        refused(
            "PN-4354",
            phrase!(
                "没有导入过批次“{batch}”，无从更正",
                "no batch '{batch}' has come: there is nothing to correct",
                batch = batch
            ),
            phrase!(
                "请先导入该批次，或核对首行的批次号",
                "import that batch first, or check the first line"
            ),
        )
    })?;
    if count > original.bad {
        return Err(refused(
            "PN-4355",
            phrase!(
                "更正{count}条，而该批次有误的只有{bad}条",
                "{count} lines are corrected, and only {bad} of the batch were wrong",
                count = count,
                bad = original.bad
            ),
            phrase!("请只保留有误的行", "leave only the lines that were wrong"),
        ));
    }
    if confirmed.is_some_and(|confirmed| confirmed == count) {
        return Ok(original);
    }
    Err(refused(
        "PN-4356",
        phrase!(
            "更正文件没有校验值，须确认条数：文件中为{count}条",
            "a correction has no hash: confirm its count, which is {count}",
            count = count
        ),
        phrase!(
            "核对无误后填写确认条数",
            "fill in the count once it is checked"
        ),
    )
    .blaming("confirmed"))
}

/// The state a decision brings a file to.
pub fn decide(
    exchange: Option<&Exchange>,
    verdict: FileVerdict,
    reason: &str,
    desk: &Desk,
) -> Result<ExchangeState, Refusal> {
    let exchange = exchange.ok_or_else(no_file)?;
    let to = match verdict {
        FileVerdict::Accept => ExchangeState::Accepted,
        FileVerdict::Reject => ExchangeState::Rejected,
    };
    permitted(OBJECT, (exchange.state.word(), to.word()), desk.post)?;
    checker_is_another(&exchange.maker, &desk.operator)?;
    if to == ExchangeState::Rejected {
        reason_given(reason)?;
    }
    Ok(to)
}

/// A rejection needs a reason.
pub fn reason_given(typed: &str) -> Result<(), Refusal> {
    if !typed.trim().is_empty() {
        return Ok(());
    }
    Err(refused(
        "PN-4362",
        phrase!("退回须写明理由", "a rejection needs a reason"),
        phrase!("请写明文件的问题", "say what is wrong with the file"),
    )
    .blaming("reason"))
}

/// The file asked for is not there.
pub fn no_file() -> Refusal {
    refused(
        "PN-4361",
        phrase!("没有这个文件", "there is no such file"),
        phrase!("请刷新后核对编号", "reload, and check its number"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_type_county_month_and_number() {
        let county = "371323".parse().unwrap();
        let month = Month::new(2012, 3).unwrap();
        let fits = |name: &str| is_named_for(name, "POLI", &county, month).is_ok();
        assert!(fits("POLI_371323_201203_001.csv") && fits("POLI_371323_201203_999.CSV"));
        for other in [
            "CIVI_371323_201203_001.csv",
            "POLI_371322_201203_001.csv",
            "POLI_371323_201202_001.csv",
            "POLI_371323_201203_1.csv",
            "POLI_371323_201203_001 (1).csv",
            "POLIR_371323_201203_001.csv",
            "POLI_371323_201203_001.txt",
            "",
        ] {
            assert!(!fits(other), "{other}");
        }
    }
}
