//! The door by which an approved event changes where its person stands, once its month has come (1.8).

use crate::business::registration::participate;
use crate::database::request::EntryRow;
use crate::database::{Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::{binds, record, sql, statements};

/// Whether an event of kind `$kind` has begun by the month `$3` and was not lifted by then.
macro_rules! stands {
    ($kind:literal, $more:literal) => {
        concat!(
            "exists (select e.seq from benefit_events e
                where e.county = $1 and e.insurance_no = p.insurance_no and e.kind = '",
            $kind,
            "' and e.from_month <= $3 and e.reason <> 'S09'
                    and not exists (select r.seq from benefit_events r
                        where r.county = $1 and r.insurance_no = e.insurance_no and r.kind = 'RESUME'
                            and r.reason = e.reason and r.seq > e.seq and r.from_month <= $3)",
            $more,
            ")"
        )
    };
}

/// What a new award ends: whatever was recorded before it.
macro_rules! stopped {
    () => {
        stands!(
            "STOP",
            " and not exists (select a.start_month from awards a
            where a.county = $1 and a.insurance_no = e.insurance_no and a.start_month > 0
                and a.approved_on > e.recorded_on)"
        )
    };
}

macro_rules! suspended {
    () => {
        stands!("SUSPEND", "")
    };
}

statements! {
    /// Whose state is not what the events of the last months say: 4 out, 2 suspended, 1 in payment.
    DUE = sql!(concat!(
        "select c.insurance_no, c.participation, cast(c.wanted as bigint) as wanted
        from (select p.insurance_no, p.participation,
                case when ", stopped!(), " then 4 when ", suspended!(), " then 2 else 1 end as wanted
            from (select distinct insurance_no from benefit_events
                where county = $1 and from_month between $2 and $3 and kind in ('STOP', 'SUSPEND', 'RESUME')) t
            join persons p on p.county = $1 and p.insurance_no = t.insurance_no
                and p.contribution_state = 3 and p.participation in (1, 2)) c
        where c.wanted <> c.participation
        order by c.insurance_no"
    ));
}

record! {
    struct Due { insurance_no: String, participation: i64, wanted: i64 }
}

/// How many months back an event is looked for whose month has come: lists go out every month.
const WITHIN: i32 = 12;

/// Puts everybody for whom an event has come into effect by now where it says; tells whom.
///
/// Nothing is stopped or resumed here that no approved line has: this only lets the month of the line come.
pub async fn take_effect(tx: &mut Tx, desk: &Desk) -> Result<Vec<EntryRow>, Fault> {
    let now = Month::of(desk.business_date);
    let since = now.plus_months(-WITHIN).unwrap_or(Month::MIN);
    let due: Vec<Due> = tx.rows(&DUE, &binds![&desk.county, since, now]).await?;
    for state in [4, 2, 1] {
        let of = due.iter().filter(|it| it.wanted == state);
        let people: Vec<String> = of.map(|it| it.insurance_no.clone()).collect();
        participate(tx, desk, &people, state).await?;
    }
    Ok(due.into_iter().map(told).collect())
}

fn told(due: Due) -> EntryRow {
    let of = |state: i64| Some(format!("{{\"participation\":{state}}}"));
    EntryRow {
        key: due.insurance_no,
        before: of(due.participation),
        after: of(due.wanted),
    }
}
