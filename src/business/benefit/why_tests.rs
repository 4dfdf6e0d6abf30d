//! The why line, walked over every legal pair of states, every reason and every situation; then its worked sentences.

use super::*;
use crate::business::benefit::{Payment, REASONS, ReasonKind, Terms};
use crate::kernel::money::Fen;

const STATES: [(i64, i64); 5] = [(1, 1), (2, 2), (1, 3), (2, 3), (4, 3)];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn award(start: &str, seen: &str) -> Award {
    Award {
        start_month: month(start),
        balance_fen: Fen::yuan(100),
        divisor: 139,
        account_pension_fen: Fen(72),
        approved_on: day(seen),
        verified_on: None,
    }
}

fn event(seq: i64, kind: EventKind, reason: &str, from: &str) -> Event {
    Event {
        seq,
        kind,
        reason: reason.to_owned(),
        event_date: month(from).previous().first_day(),
        from_month: month(from),
        recorded_on: month(from).previous().last_day(),
        evidence: "E12".to_owned(),
        document_no: None,
    }
}

fn standing(states: (i64, i64), birth: &str, awards: Vec<Award>) -> Standing {
    Standing {
        participation: states.0,
        contribution_state: states.1,
        birth_date: day(birth),
        died_on: None,
        paid_years: 1,
        dispute: false,
        awards,
        events: Vec::new(),
        payment: None,
        terms: Terms::of_2012(),
    }
}

fn in_payment() -> Standing {
    standing((1, 3), "1952-01-15", vec![award("2012-02", "2012-01-31")])
}

fn payment(text: &str, state: PaymentState) -> Payment {
    Payment {
        month: month(text),
        basic_central_fen: Fen::yuan(55),
        basic_local_fen: Fen::ZERO,
        account_fen: Fen(72),
        arrears_basic_fen: Fen::ZERO,
        arrears_account_fen: Fen::ZERO,
        state,
        credited_on: (state == PaymentState::Credited).then(|| month(text).day(20)),
        bank_code: None,
        account_tail: None,
    }
}

/// The weightiest cause for June 2012, asked on the 8th.
fn top(standing: &Standing) -> Cause {
    first(standing, "2012-06", "2012-06-08")
}

fn first(standing: &Standing, asked: &str, as_of: &str) -> Cause {
    let causes = causes(standing, month(asked), day(as_of));
    assert!(causes.iter().all(|cause| cause.weight > 0), "{causes:?}");
    causes.into_iter().next().unwrap()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Situation {
    Plain,
    BeforeFirstMonth,
    MonthOfDeath,
    Overdue,
    NotAwarded,
    NotOfAge,
}

use Situation::{BeforeFirstMonth, MonthOfDeath, NotAwarded, NotOfAge, Overdue, Plain};

const SITUATIONS: [Situation; 6] = [
    Plain,
    BeforeFirstMonth,
    MonthOfDeath,
    Overdue,
    NotAwarded,
    NotOfAge,
];

fn build(states: (i64, i64), reason: Option<&Reason>, situation: Situation) -> Standing {
    let awards = match situation {
        Plain | MonthOfDeath => vec![award("2012-02", "2012-01-31")],
        Overdue => vec![award("2011-02", "2011-01-31")],
        BeforeFirstMonth => vec![award("2012-07", "2012-06-01")],
        NotAwarded | NotOfAge => vec![],
    };
    let birth = match situation {
        NotOfAge => "1970-01-15",
        Plain | BeforeFirstMonth | MonthOfDeath | Overdue | NotAwarded => "1952-01-15",
    };
    let mut standing = standing(states, birth, awards);
    standing.died_on = (situation == MonthOfDeath).then(|| day("2012-06-02"));
    standing.events = reason
        .map(|reason| {
            let kind = match reason.kind {
                ReasonKind::Stop => EventKind::Stop,
                ReasonKind::Hold => EventKind::Hold,
                ReasonKind::Suspend | ReasonKind::ByPolicy | ReasonKind::None => EventKind::Suspend,
            };
            // Who dies in June is stopped from July.
            let later = situation == MonthOfDeath && reason.code == "T01";
            let from = if later { "2012-07" } else { "2012-06" };
            let mut event = event(1, kind, reason.code, from);
            event.recorded_on = day("2012-06-05");
            event
        })
        .into_iter()
        .collect();
    standing
}

/// What must come out, told without the rules: by class, kind of reason and situation.
fn expected(states: (i64, i64), reason: Option<&Reason>, situation: Situation) -> Paid {
    if matches!(situation, BeforeFirstMonth | NotAwarded | NotOfAge) {
        return Paid::No;
    }
    let dies = situation == MonthOfDeath;
    let death_form = dies && reason.is_some_and(|reason| reason.code == "T01");
    let kind = reason.map_or(ReasonKind::None, |reason| reason.kind);
    match (states, kind) {
        (_, ReasonKind::Suspend) => Paid::No,
        (_, ReasonKind::Stop) if !death_form => Paid::No,
        ((4, 3), _) if !dies => Paid::No,
        (_, ReasonKind::Hold) => Paid::Held,
        ((1 | 4, 3), _) => Paid::Yes,
        _ if death_form => Paid::Yes,
        _ => Paid::Held,
    }
}

fn is_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn speaks(cause: &Cause, told: &str) {
    for said in [&cause.why, &cause.next] {
        assert!(said.zh.chars().any(is_hanzi), "{told}: {said:?}");
        assert!(!said.en.is_empty(), "{told}: {said:?}");
        assert!(!said.en.chars().any(is_hanzi), "{told}: {said:?}");
        assert!(!said.zh.contains('{') && !said.en.contains('{'), "{told}");
    }
    // A clause that the register does not hold would show its bare id.
    assert_ne!(cause.clause.title().zh, cause.clause.0, "{told}");
}

#[test]
fn every_state_with_every_reason_in_every_situation_says_why_and_what_next() {
    let reasons: Vec<Option<&Reason>> = std::iter::once(None)
        .chain(REASONS.iter().map(Some))
        .collect();
    for states in STATES {
        for reason in &reasons {
            for situation in SITUATIONS {
                let told = format!("{states:?} {:?} {situation:?}", reason.map(|it| it.code));
                let standing = build(states, *reason, situation);
                let all = causes(&standing, month("2012-06"), day("2012-06-08"));
                assert!(!all.is_empty(), "{told}");
                for cause in &all {
                    speaks(cause, &told);
                }
                let paid = all[0].paid;
                assert_eq!(
                    paid,
                    expected(states, *reason, situation),
                    "{told}: {all:#?}"
                );
                let right = rules::right(&standing, month("2012-06"));
                assert!(paid != Paid::Yes || right == Right::Due, "{told}");
                assert!(right != Right::None || paid == Paid::No, "{told}");
            }
        }
    }
}

#[test]
fn a_reason_that_keeps_money_back_is_named_by_its_code() {
    for reason in REASONS {
        let cause = top(&build((1, 3), Some(reason), Plain));
        let keeps = !matches!(reason.kind, ReasonKind::ByPolicy | ReasonKind::None);
        let named = cause.why.zh.contains(reason.code) && cause.why.en.contains(reason.code);
        assert_eq!(named, keeps, "{}: {}", reason.code, cause.why.zh);
        if keeps {
            assert_eq!(cause.clause, reason.clause);
            assert_eq!(cause.next, reason.next.into());
        }
    }
}

#[test]
fn detention_and_debt_are_told_but_keep_nothing_back() {
    for code in ["S08", "S09"] {
        let standing = build((1, 3), Reason::of(code), Plain);
        let all = causes(&standing, month("2012-06"), day("2012-06-08"));
        assert_eq!(all.len(), 2, "{code}");
        assert!(all.iter().all(|cause| cause.paid == Paid::Yes));
        assert!(all[1].why.zh.contains(code));
    }
}

#[test]
fn illegal_states_are_told_as_such_and_lead_to_the_doctor() {
    for one in 0..=4 {
        for two in 0..=4 {
            if STATES.contains(&(one, two)) {
                continue;
            }
            let cause = top(&build((one, two), None, Plain));
            speaks(&cause, "illegal");
            assert_eq!(cause.paid, Paid::No);
            assert!(cause.why.zh.contains("不合规定"));
            assert!(cause.next.zh.contains("jingban doctor"));
            assert!(cause.next.en.contains("jingban doctor"));
        }
    }
}

#[test]
fn every_matter_has_one_weight_and_they_fall() {
    let falls = WEIGHTS.windows(2).all(|two| two[0].1 > two[1].1);
    assert!(falls, "the table is written by weight");
    assert_eq!(WEIGHTS.len(), 20);
}

#[test]
fn wang_xiuying_is_paid_from_april() {
    let mut wang = standing((1, 1), "1952-03-15", vec![]);
    let cause = first(&wang, "2012-03", "2012-03-08");
    assert_eq!(
        cause.why.zh,
        "2012-03年满60周岁，自次月2012-04起享受待遇，本月尚不发放"
    );
    assert!(cause.next.zh.contains("核定后自2012-04起发放"));
    wang.paid_years = 0;
    let cause = first(&wang, "2012-03", "2012-03-08");
    assert_eq!(
        cause.why.zh,
        "已到领取年龄，应缴1年，实缴0年，本月不能享受待遇"
    );
    wang.contribution_state = 3;
    wang.awards = vec![award("2012-04", "2012-03-30")];
    let cause = first(&wang, "2012-04", "2012-04-05");
    assert_eq!(
        cause.why.zh,
        "本月应发：基础养老金55.00元，个人账户养老金0.72元，合计55.72元"
    );
    assert!(cause.next.zh.contains("有效期至2013-03-30"));
    assert_eq!(
        (cause.paid, cause.clause),
        (Paid::Yes, Clause::of("N2.3-c"))
    );
    wang.payment = Some(payment("2012-04", PaymentState::Credited));
    let cause = first(&wang, "2012-04", "2012-05-02");
    assert_eq!(
        cause.why.zh,
        "2012-04发放：基础养老金55.00元，个人账户养老金0.72元，合计55.72元，已于2012-04-20入账"
    );
}

#[test]
fn a_death_reported_late_speaks_first_and_the_overpayment_second() {
    let mut standing = in_payment();
    standing.died_on = Some(day("2012-03-27"));
    standing.payment = Some(payment("2012-06", PaymentState::Credited));
    let all = causes(&standing, month("2012-06"), day("2012-06-08"));
    assert_eq!(
        all[0].why.zh,
        "参保人于2012-03-27死亡，自2012-04起停发，本月不发放"
    );
    assert!(all[0].next.zh.contains("尚无停发核定"));
    assert!(all[1].why.zh.contains("本月已发放55.72元"));
    assert_eq!(all[1].clause, Clause::of("N2.3-g"));
    let mut stop = event(1, EventKind::Stop, "T01", "2012-04");
    stop.recorded_on = day("2012-06-08");
    standing.events = vec![stop];
    assert!(top(&standing).next.zh.contains("注销登记"));
    standing.payment = Some(payment("2012-06", PaymentState::Pending));
    let all = causes(&standing, month("2012-06"), day("2012-06-08"));
    assert!(
        all.iter()
            .any(|cause| cause.why.zh.contains("已列入发放名单，但该月无领取资格"))
    );
    assert_eq!(first(&standing, "2012-03", "2012-03-30").paid, Paid::Yes);
}

#[test]
fn an_open_dispute_about_the_citizen_id_makes_the_money_wait() {
    let mut standing = in_payment();
    standing.dispute = true;
    let cause = top(&standing);
    assert_eq!(cause.paid, Paid::Held);
    assert!(cause.why.zh.starts_with("公民身份号码重号争议"));
    standing.awards.clear();
    standing.contribution_state = 1;
    assert_eq!(top(&standing).paid, Paid::No);
}

#[test]
fn what_the_bank_sent_back_and_what_was_forgotten_waits() {
    let mut standing = in_payment();
    standing.payment = Some(payment("2012-06", PaymentState::Returned));
    let cause = top(&standing);
    assert_eq!(cause.paid, Paid::Held);
    assert!(cause.why.zh.contains("55.72元被银行退回"));
    standing.payment = None;
    let cause = first(&standing, "2012-05", "2012-06-08");
    assert_eq!(cause.paid, Paid::Held);
    assert!(cause.why.zh.starts_with("2012-05应发"));
    assert!(cause.why.zh.ends_with("没有发放记录"));
}

#[test]
fn months_kept_back_are_paid_back_as_their_reason_says() {
    let mut standing = in_payment();
    let spell = |kind, over, reason| {
        vec![
            event(1, kind, reason, "2012-03"),
            event(2, over, reason, "2012-05"),
        ]
    };
    standing.events = spell(EventKind::Suspend, EventKind::Resume, "S01");
    let cause = first(&standing, "2012-04", "2012-06-08");
    assert_eq!(cause.paid, Paid::Held);
    assert_eq!(
        cause.why.zh,
        "2012-03至2012-04因未按时通过资格认证（S01）未发放，已自2012-05恢复"
    );
    assert!(cause.next.zh.contains("予以补发"));
    assert_eq!(top(&standing).paid, Paid::Yes);
    standing.events = spell(EventKind::Suspend, EventKind::Resume, "S02");
    let cause = first(&standing, "2012-04", "2012-06-08");
    assert_eq!(cause.paid, Paid::No);
    assert!(cause.next.zh.contains("不予补发"));
    standing.events = spell(EventKind::Hold, EventKind::Release, "S06");
    let cause = first(&standing, "2012-04", "2012-06-08");
    assert_eq!(cause.paid, Paid::Held);
    assert!(cause.next.zh.contains("予以补发"));
}

#[test]
fn verification_warns_before_and_after_it_is_overdue_and_stops_nobody() {
    let standing = in_payment();
    let cause = first(&standing, "2013-02", "2013-02-10");
    assert!(cause.next.zh.contains("请在2013-03-31前完成认证"));
    let cause = first(&standing, "2013-04", "2013-04-01");
    assert_eq!(cause.paid, Paid::Yes);
    assert!(
        cause
            .why
            .zh
            .ends_with("资格认证已逾期（应于2013-03-31前完成）")
    );
    assert_eq!(cause.clause, Clause::of("N2.3-d"));
}

#[test]
fn an_unknown_reason_is_told_and_keeps_the_money_safe() {
    let mut standing = in_payment();
    standing.events = vec![event(1, EventKind::Suspend, "X77", "2012-06")];
    let cause = top(&standing);
    assert_eq!(cause.paid, Paid::No);
    assert!(cause.why.zh.contains("X77") && cause.next.zh.contains("jingban doctor"));
}

#[test]
fn who_left_before_an_award_has_a_line_for_every_month() {
    let mut standing = standing((4, 3), "1970-01-15", vec![]);
    assert!(top(&standing).why.zh.starts_with("已终止参保"));
    standing.events = vec![event(1, EventKind::Stop, "T03", "2012-08")];
    assert!(top(&standing).why.zh.starts_with("已终止参保"));
    assert!(
        first(&standing, "2012-08", "2012-08-08")
            .why
            .zh
            .contains("T03")
    );
    standing.died_on = Some(day("2012-06-02"));
    assert!(top(&standing).why.zh.contains("生前未领取待遇"));
    let past = first(&standing, "2012-03", "2012-06-08");
    assert!(past.why.zh.contains("未到领取年龄"));
}

#[test]
fn with_arrears_the_line_tells_them_apart() {
    let mut standing = in_payment();
    let mut paid = payment("2012-06", PaymentState::Pending);
    paid.arrears_basic_fen = Fen::yuan(110);
    standing.payment = Some(paid);
    assert!(top(&standing).why.zh.contains("补发110.00元，合计165.72元"));
}
