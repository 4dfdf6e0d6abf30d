//! `jingban duties`: every duty of the notice, and where it lives: screen, rule, tests.

use serde::Serialize;

use super::out::Out;
use crate::business::BUSINESSES;
use crate::business::descriptor::Duty;
use crate::business::duties::DUTIES;
use crate::kernel::text::Text;
use crate::{phrase, text};

/// A duty as it is printed.
#[derive(Serialize)]
struct Line {
    id: &'static str,
    clause: &'static str,
    duty: Text,
    built: bool,
    screen: &'static str,
    rule: &'static str,
    tests: &'static [&'static str],
}

fn lines() -> Vec<Line> {
    let built = |id: &str| -> Option<&'static Duty> {
        let mut all = BUSINESSES.iter().flat_map(|business| business.duties);
        all.find(|duty| duty.id == id)
    };
    let line = |(id, clause, duty): &(&'static str, &'static str, Text)| {
        let lives = built(id);
        Line {
            id,
            clause,
            duty: *duty,
            built: lives.is_some(),
            screen: lives.map_or("", |it| it.screen),
            rule: lives.map_or("", |it| it.rule),
            tests: lives.map_or(&[], |it| it.tests),
        }
    };
    DUTIES.iter().map(line).collect()
}

/// Prints the table of duties.
pub fn run(out: Out) {
    let lines = lines();
    if out.json {
        out.json(&lines);
        return;
    }
    for line in &lines {
        out.line(&phrase!(
            "{id}〔{clause}〕{duty}",
            "{id} [{clause}] {duty}",
            id = line.id,
            clause = line.clause,
            duty = line.duty
        ));
        if !line.built {
            out.line(&text!("    尚未建成", "    not built yet"));
            continue;
        }
        out.line(&phrase!(
            "    界面：{it}",
            "    screen: {it}",
            it = line.screen
        ));
        out.line(&phrase!("    规则：{it}", "    rule: {it}", it = line.rule));
        for test in line.tests {
            out.line(&phrase!("    测试：{it}", "    test: {it}", it = test));
        }
    }
    out.line(&phrase!(
        "共 {all} 项，已建成 {built} 项",
        "{all} duties, {built} built",
        all = lines.len(),
        built = lines.iter().filter(|line| line.built).count()
    ));
}
