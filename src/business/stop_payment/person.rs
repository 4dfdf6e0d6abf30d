//! What the forms say of one person: the lines, the holds, what is claimed back; and who it is.

use serde::{Deserialize, Serialize};

use super::list::{LinesOf, PersonLine};
use super::recovery::{Recoveries, RecoveriesOf};
use super::{Class, Hold, holds};
use crate::database::{Db, Fault, Query};
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements};

statements! {
    /// Somebody, where the desk may see the village.
    WHO = sql!(
        "select p.insurance_no, p.name, p.citizen_id, coalesce(a.name, p.village) as village_name, p.participation,
            p.contribution_state
        from persons p
        left join areas a on a.code = p.village and a.valid_to is null
        where p.county = $1 and p.insurance_no = $2 and p.village between $3 and $4"
    );
}

record! {
    /// Somebody.
    pub struct Who {
        /// The lifelong number.
        pub insurance_no: String,
        /// The name as registered.
        pub name: String,
        /// The citizen id, masked.
        pub citizen_id: String,
        /// The village's name.
        pub village_name: String,
        /// The state of participation.
        pub participation: i64,
        /// The state of contribution.
        pub contribution_state: i64,
    }
}

impl Who {
    /// The class; none for an illegal pair of states.
    pub fn class(&self) -> Option<Class> {
        Class::of(self.participation, self.contribution_state)
    }
}

/// Who a number belongs to; none where nobody of the desk's area has it.
pub(super) async fn who(db: &Db, desk: &Desk, insurance_no: &str) -> Result<Option<Who>, Fault> {
    let prefix = desk.area.prefix();
    let (first, last) = (format!("{prefix:0<12}"), format!("{prefix:9<12}"));
    let key = binds![&desk.county, insurance_no, first, last];
    let found: Option<Who> = db.row(&WHO, &key).await?;
    Ok(found.map(|mut who| {
        let id = CitizenId::parse(&who.citizen_id);
        who.citizen_id = id.map_or_else(|_| String::new(), |id| id.masked());
        who
    }))
}

/// What the forms say of somebody; nothing of whom the desk may not see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StopsOf {
    /// The lifelong number.
    pub insurance_no: String,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stops {
    /// The lines, the newest first; the one that waits among them.
    pub lines: Vec<PersonLine>,
    /// The holds, decided ones among them.
    pub holds: Vec<Hold>,
    /// What is claimed back.
    pub recoveries: Recoveries,
}

impl Query for StopsOf {
    const NAME: &'static str = "stop_payment.of_person";
    type Answer = Stops;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Stops, Fault> {
        if who(db, desk, &self.insurance_no).await?.is_none() {
            return Ok(Stops::default());
        }
        let insurance_no = self.insurance_no.clone();
        let lines = LinesOf {
            insurance_no: insurance_no.clone(),
        };
        Ok(Stops {
            lines: lines.find(db, desk).await?,
            holds: holds::of_person(db, desk, &insurance_no).await?,
            recoveries: RecoveriesOf { insurance_no }.find(db, desk).await?,
        })
    }
}
