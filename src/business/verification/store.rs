//! A village's list as it is read: its head, its items, its hands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rules::signing::ListFacts;
use super::{DEADLINE, Hand, Item, List};
use crate::business::organisation::{HolidayTable, policies};
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::desk::Desk;
use crate::kernel::month::Month;
use crate::kernel::refusal::Refusal;
use crate::{binds, record, sql, statements};

/// The columns of a list.
macro_rules! list {
    () => {
        "select month, village, list_no, mode, state, confirmed, due, suspended, marked, signed_on, days_late,
            issued_on, version
        from verification_lists where county = $1 and month = $2 and village = $3"
    };
}

statements! {
    /// One list.
    LIST = sql!(list!());
    /// The same, held against everybody else until the end of the transaction.
    LOCKED = sql!(lock list!());
    /// Its items with the people they are about.
    ITEMS = sql!(
        "select i.insurance_no, i.seq, i.part, i.joined, p.name, p.citizen_id, p.birth_date, p.died_on,
            substr(p.bank_account, length(p.bank_account) - 3) as account_tail,
            (select max(a.verified_on) from awards a
                where a.county = $1 and a.insurance_no = i.insurance_no) as verified_on,
            i.outcome, i.evidence_type, i.evidence_ref, i.event_date, i.seen_date, i.remark, i.marked_by,
            o.name as marker_name, i.proxy, i.marked_at, i.version
        from verification_items i
        join persons p on p.county = $1 and p.insurance_no = i.insurance_no
        left join operators o on o.operator = i.marked_by
        where i.county = $1 and i.month = $2 and i.village = $3
        order by i.seq"
    );
    /// The hands it went through.
    HANDS = sql!(
        "select h.seq, h.act, h.from_state, h.to_state, h.operator, coalesce(o.name, h.operator) as name, h.post,
            h.acts_for, f.name as acts_for_name, h.reason, h.days_late, h.business_date, h.at
        from verification_hands h left join operators o on o.operator = h.operator
        left join operators f on f.operator = h.acts_for
        where h.county = $1 and h.month = $2 and h.village = $3
        order by h.seq"
    );
    /// The names of the village and its township.
    PLACE = sql!(
        "select a.level, a.name from areas a
        where a.code in ($1, $2) and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3)
        order by a.code"
    );
    /// Who answers for the village.
    COORDINATORS = sql!(
        "select o.name, o.phone from assignments s join operators o on o.operator = s.operator
        where s.area = $1 and s.post = 'V-CO' and s.valid_from <= $2 and (s.valid_to is null or s.valid_to >= $2)
        order by s.valid_from, o.operator"
    );
}

record! {
    struct Named { level: String, name: String }
}

record! {
    /// Somebody who answers for a village.
    pub struct Coordinator {
        /// The name.
        pub name: String,
        /// Telephone.
        pub phone: Option<String>,
    }
}

/// A village's list, whole; none where there is none, or none that this desk may see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListOf {
    /// The month.
    pub month: Month,
    /// The village.
    pub village: AreaCode,
}

/// What stands on a village's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageList {
    /// Its head.
    pub list: List,
    /// Its items, by place.
    pub items: Vec<Item>,
    /// The hands it went through.
    pub hands: Vec<Hand>,
    /// The village's name.
    pub village_name: String,
    /// The township's name.
    pub township_name: String,
    /// Who answers for it.
    pub coordinators: Vec<Coordinator>,
    /// The last day in time; why it cannot be told, where it cannot.
    pub due: Result<Option<NaiveDate>, Refusal>,
}

/// The codes of a village and of its township.
fn codes(village: &AreaCode) -> (String, String) {
    let code = village.as_str().to_owned();
    let township = format!("{}000", code.get(..9).unwrap_or_default());
    (code, township)
}

/// The station a village belongs to.
pub(super) fn station_of(village: &AreaCode) -> Option<AreaCode> {
    codes(village).1.parse().ok()
}

/// The names of a village and its township on a day.
fn names(rows: &[Named]) -> (String, String) {
    let of = |level: &str| {
        let found = rows.iter().find(|row| row.level == level);
        found.map(|row| row.name.clone()).unwrap_or_default()
    };
    (of("VILLAGE"), of("TOWNSHIP"))
}

/// The items with their citizen ids masked.
fn masked(mut items: Vec<Item>) -> Vec<Item> {
    for item in &mut items {
        let id = CitizenId::parse(&item.citizen_id);
        item.citizen_id = id.map_or_else(|_| String::new(), |id| id.masked());
    }
    items
}

impl Query for ListOf {
    const NAME: &'static str = "verification.list";
    type Answer = Option<VillageList>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Self::Answer, Fault> {
        if !desk.area.holds(&self.village) {
            return Ok(None);
        }
        let key = binds![&desk.county, self.month, &self.village];
        let Some(list) = db.row::<List>(&LIST, &key).await? else {
            return Ok(None);
        };
        let (village, township) = codes(&self.village);
        let day = desk.business_date;
        let names = names(
            &db.rows::<Named>(&PLACE, &binds![&village, &township, day])
                .await?,
        );
        let holidays = HolidayTable.find(db, desk).await?;
        let policies = policies(db, desk).await?;
        Ok(Some(VillageList {
            items: masked(db.rows(&ITEMS, &key).await?),
            hands: db.rows(&HANDS, &key).await?,
            village_name: names.0,
            township_name: names.1,
            coordinators: db.rows(&COORDINATORS, &binds![&village, day]).await?,
            due: DEADLINE.day(list.month, desk, &policies, &holidays),
            list,
        }))
    }
}

/// A list and all about it, held until the end of the transaction; a fault where there is none.
pub(super) async fn hold(
    tx: &mut Tx,
    desk: &Desk,
    month: Month,
    village: &AreaCode,
) -> Result<ListFacts, Fault> {
    let key = binds![&desk.county, month, village];
    Ok(ListFacts {
        list: tx.one(&LOCKED, &key).await?,
        items: masked(tx.rows(&ITEMS, &key).await?),
        hands: tx.rows(&HANDS, &key).await?,
    })
}

/// The name of the township a village belongs to.
pub(super) async fn township_of(
    tx: &mut Tx,
    desk: &Desk,
    village: &AreaCode,
) -> Result<String, Fault> {
    let (village, township) = codes(village);
    let rows = tx
        .rows(&PLACE, &binds![&village, &township, desk.business_date])
        .await?;
    Ok(names(&rows).1)
}
