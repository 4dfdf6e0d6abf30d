//! The reports as data: columns with id, definition and what they count; identities that must hold (9.1).

use super::fact::{Fact, Leaving, Place};
use crate::business::statistics::{ColumnSpec, IdentitySpec, ReportSpec, Source};
use crate::kernel::clause::Clause;
use crate::kernel::text::Text;
use crate::text;

/// Every report that is built.
pub const REPORTS: &[&ReportSpec] = &[&R1, &R3];

/// The report of an id.
pub fn report_of(id: &str) -> Option<&'static ReportSpec> {
    REPORTS
        .iter()
        .find(|it| it.id.eq_ignore_ascii_case(id))
        .copied()
}

const fn people(
    id: &'static str,
    title: Text,
    definition: Text,
    counts: fn(&Fact) -> bool,
) -> ColumnSpec {
    ColumnSpec {
        id,
        title,
        definition,
        source: Source::People(counts),
    }
}

const fn other(id: &'static str, title: Text, definition: Text, source: Source) -> ColumnSpec {
    ColumnSpec {
        id,
        title,
        definition,
        source,
    }
}

/// Enrolment.
pub const R1: ReportSpec = ReportSpec {
    id: "R1",
    title: text!("参保情况表", "Enrolment"),
    clause: Clause::of("9.1"),
    whole: true,
    columns: &[
        people(
            "a1",
            text!("期初参保", "opening insured"),
            text!(
                "上月末在册的参保人",
                "insured at the end of the month before"
            ),
            |it| it.was_insured(),
        ),
        people(
            "a2",
            text!("新参保", "new enrolled"),
            text!("参保日期在本月的人", "enrolled on a day of the month"),
            |it| it.before == Place::Absent,
        ),
        other(
            "a3",
            text!("转入", "transferred in"),
            text!(
                "关系转移尚未在系统内办理，为0",
                "transfers are not handled here yet: 0"
            ),
            Source::Nothing,
        ),
        people(
            "a4",
            text!("恢复参保", "reinstated"),
            text!(
                "上月末已终止、本月末在册的人",
                "out at the end of the month before, insured at the end of this"
            ),
            |it| it.before == Place::Out && it.insured(),
        ),
        people(
            "a5",
            text!("缴费人员死亡", "died, contributor"),
            text!(
                "未核定待遇、死亡日期在本月的人",
                "not awarded, died on a day of the month"
            ),
            |it| left(*it, Leaving::Died) && !drew(*it),
        ),
        people(
            "a6",
            text!("领取人员死亡", "died, recipient"),
            text!(
                "已核定待遇，因死亡（T01）自本月起停发的人",
                "awarded, stopped from this month for a death (T01)"
            ),
            |it| left(*it, Leaving::Died) && drew(*it),
        ),
        people(
            "a7",
            text!("转入其他制度", "left for other scheme"),
            text!(
                "因领取其他养老金（T03）自本月起终止的人",
                "out from this month for drawing another pension (T03)"
            ),
            |it| left(*it, Leaving::OtherScheme),
        ),
        people(
            "a8",
            text!("转出", "transferred out"),
            text!(
                "因关系转出（T04）自本月起终止的人",
                "out from this month by a transfer (T04)"
            ),
            |it| left(*it, Leaving::Transferred),
        ),
        people(
            "a9",
            text!("其他终止", "other terminated"),
            text!(
                "因其他原因自本月起终止的人；没有终止日期的不在任何一栏",
                "out from this month for another reason; who left on no known day is in no column"
            ),
            |it| left(*it, Leaving::Other),
        ),
        people(
            "a10",
            text!("期末参保", "closing insured"),
            text!("本月末在册的参保人", "insured at the end of the month"),
            |it| it.insured(),
        ),
        people(
            "a11",
            text!("其中缴费人员", "of which contributors"),
            text!(
                "在册且本月尚无待遇核定的人",
                "insured, and no award counts yet"
            ),
            |it| it.after == Place::Contributor,
        ),
        people(
            "a12",
            text!("其中领取人员", "of which recipients"),
            text!(
                "在册且已核定待遇的人，含暂停",
                "insured and awarded, the suspended among them"
            ),
            |it| recipient(*it),
        ),
        people(
            "a13",
            text!("本月到龄", "aged into 60"),
            text!(
                "在册且本月达到领取年龄的人",
                "insured, and of age on a day of the month"
            ),
            |it| it.insured() && it.of_age(),
        ),
        other(
            "a14",
            text!("应参保人口", "eligible population"),
            text!(
                "村居人口表本年人口数",
                "people in the table of villages of the year"
            ),
            Source::Population,
        ),
        other(
            "a15",
            text!("参保率", "enrolment rate"),
            text!("期末参保÷应参保人口", "a10 over a14"),
            Source::Rate("a10", "a14"),
        ),
        people(
            "a16",
            text!("女性", "women"),
            text!("在册的女性", "insured women"),
            |it| it.insured() && it.woman(),
        ),
        people(
            "a17",
            text!("新农保", "rural line"),
            text!("在册、参加新农保的人", "insured on the rural line"),
            |it| it.insured() && it.rural(),
        ),
        people(
            "a18",
            text!("城居保", "urban line"),
            text!("在册、参加城居保的人", "insured on the urban line"),
            |it| it.insured() && !it.rural(),
        ),
        people(
            "a19",
            text!("特殊群体", "special groups"),
            text!(
                "在册且月末属于特殊群体的人",
                "insured, and in a special group at the end of the month"
            ),
            |it| it.insured() && it.grouped(),
        ),
    ],
    identities: &[
        IdentitySpec {
            shown: "a10 = a1+a2+a3+a4-a5-a6-a7-a8-a9",
            sides: &[
                &[(1, "a10")],
                &[
                    (1, "a1"),
                    (1, "a2"),
                    (1, "a3"),
                    (1, "a4"),
                    (-1, "a5"),
                    (-1, "a6"),
                    (-1, "a7"),
                    (-1, "a8"),
                    (-1, "a9"),
                ],
            ],
        },
        IdentitySpec {
            shown: "a10 = a11+a12 = a17+a18",
            sides: &[
                &[(1, "a10")],
                &[(1, "a11"), (1, "a12")],
                &[(1, "a17"), (1, "a18")],
            ],
        },
    ],
};

/// Benefits: the movement of payees, the verification, what was overpaid.
pub const R3: ReportSpec = ReportSpec {
    id: "R3",
    title: text!("待遇发放情况表", "Benefits"),
    clause: Clause::of("9.1"),
    whole: false,
    columns: &[
        people(
            "c1",
            text!("期初领取", "opening payees"),
            text!("上月享受待遇的人", "in payment in the month before"),
            |it| it.before == Place::Payee,
        ),
        people(
            "c2",
            text!("新增", "new"),
            text!(
                "待遇核定自本月起计入的人",
                "whose award counts from this month"
            ),
            |it| it.awarded(),
        ),
        people(
            "c3",
            text!("恢复", "resumed"),
            text!(
                "暂停或停发后自本月起恢复的人",
                "in payment again after a suspension or a stop"
            ),
            |it| it.resumed(),
        ),
        people(
            "c4",
            text!("停发", "stopped"),
            text!(
                "享受待遇中自本月起停发的人；已在暂停中的不计",
                "in payment, stopped from this month; not who was suspended already"
            ),
            |it| it.stopped(),
        ),
        people(
            "c5",
            text!("暂停", "suspended"),
            text!(
                "享受待遇中自本月起暂停的人",
                "in payment, suspended from this month"
            ),
            |it| it.suspended(),
        ),
        people(
            "c6",
            text!("期末领取", "closing payees"),
            text!("本月享受待遇的人", "in payment in the month"),
            |it| it.after == Place::Payee,
        ),
        people(
            "c7",
            text!("暂停存量", "suspended stock"),
            text!("本月处于暂停的人", "suspended in the month"),
            |it| it.after == Place::Suspended,
        ),
        people(
            "a12",
            text!("领取人员(参保表)", "recipients (R1)"),
            text!("参保情况表a12，用于核对", "a12 of R1, to compare"),
            |it| recipient(*it),
        ),
        other(
            "c15.due",
            text!("应认证", "verification due"),
            text!(
                "本月认证名册上的应核人数",
                "due on the month's verification lists"
            ),
            Source::Due,
        ),
        other(
            "c15.done",
            text!("按期认证", "verified in time"),
            text!(
                "名册按期由人社所签发的人数",
                "on lists the station signed by the 10th"
            ),
            Source::Done,
        ),
        other(
            "c15.rate",
            text!("认证完成率", "verification rate"),
            text!("按期认证÷应认证", "verified in time over due"),
            Source::Rate("c15.done", "c15.due"),
        ),
        other(
            "c16.cases",
            text!("发现多发人数", "overpaid, people"),
            text!(
                "本月发现多发的追回案件数",
                "recovery cases found in the month"
            ),
            Source::Found,
        ),
        other(
            "c16.found",
            text!("发现多发金额", "overpaid, found"),
            text!("这些案件的多发金额", "what these cases claim back"),
            Source::FoundFen,
        ),
        other(
            "c16.back",
            text!("已收回金额", "overpaid, recovered"),
            text!(
                "还款尚未在系统内登记，为0",
                "repayments are not entered here yet: 0"
            ),
            Source::NothingFen,
        ),
    ],
    identities: &[
        IdentitySpec {
            shown: "c6 = c1+c2+c3-c4-c5",
            sides: &[
                &[(1, "c6")],
                &[(1, "c1"), (1, "c2"), (1, "c3"), (-1, "c4"), (-1, "c5")],
            ],
        },
        IdentitySpec {
            shown: "a12 = c6+c7",
            sides: &[&[(1, "a12")], &[(1, "c6"), (1, "c7")]],
        },
    ],
};

fn left(fact: Fact, why: Leaving) -> bool {
    fact.left() && fact.leaving == why
}

fn drew(fact: Fact) -> bool {
    fact.award != super::fact::Award::None
}

fn recipient(fact: Fact) -> bool {
    matches!(fact.after, Place::Payee | Place::Suspended)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::fact::CODES;
    use super::*;
    use crate::business::statistics::rules::figures::{held, places};

    #[test]
    fn whatever_a_month_does_to_somebody_every_identity_holds() {
        let mut facts = 0;
        for fact in (0..CODES)
            .filter_map(Fact::of)
            .filter(|it| makes_sense(*it))
        {
            facts += 1;
            for report in REPORTS {
                let values: Vec<i64> = report
                    .columns
                    .iter()
                    .map(|column| {
                        let Source::People(counts) = column.source else {
                            return 0;
                        };
                        i64::from(counts(&fact))
                    })
                    .collect();
                for identity in report.identities {
                    assert!(
                        held(report, identity, &values),
                        "{} {fact:?}",
                        identity.shown
                    );
                }
            }
        }
        assert!(facts > 500, "{facts}");
    }

    /// What the statement can make: nobody becomes absent, who is awarded has an award, who is out has left.
    fn makes_sense(it: Fact) -> bool {
        let awarded = |place| matches!(place, Place::Payee | Place::Suspended);
        let award = it.award != super::super::fact::Award::None;
        it.after != Place::Absent
            && (!awarded(it.after) || award)
            && (it.after != Place::Contributor || !award)
            && (!awarded(it.before) || it.award != super::super::fact::Award::None)
            && (it.before != Place::Contributor || it.award != super::super::fact::Award::Held)
            && !(awarded(it.before) && it.after == Place::Contributor)
            && (it.after == Place::Out) == (it.leaving != Leaving::None)
            && !(it.before == Place::Out && it.after == Place::Out)
    }

    #[test]
    fn columns_have_ids_of_their_own_and_identities_and_rates_name_them() {
        for report in REPORTS {
            let ids: BTreeSet<&str> = report.columns.iter().map(|it| it.id).collect();
            assert_eq!(ids.len(), report.columns.len());
            for (_, id) in report
                .identities
                .iter()
                .flat_map(|it| it.sides.iter().copied().flatten())
            {
                assert!(places(report, id).is_some(), "{id}");
            }
            for column in report.columns {
                if let Source::Rate(of, by) = column.source {
                    assert!(ids.contains(of) && ids.contains(by));
                }
            }
        }
        assert_eq!(report_of("r1").map(|it| it.id), Some("R1"));
        assert!(report_of("R2").is_none());
    }
}
