//! The villages of a township by name, for what knows them by code only.

use serde::{Deserialize, Serialize};

use crate::database::{Db, Fault, Query};
use crate::kernel::area::AreaCode;
use crate::kernel::desk::Desk;
use crate::{binds, record, sql, statements};

/// More villages than any township has.
const VILLAGES_MAX: i64 = 500;

statements! {
    /// The villages of a township on a day.
    VILLAGES = sql!(
        "select code, name from areas
        where level = 'VILLAGE' and code between $1 and $2 and valid_from <= $3
            and (valid_to is null or valid_to >= $3)
        order by code limit $4"
    );
}

record! {
    /// A village.
    pub struct Village {
        /// Its code.
        pub code: AreaCode,
        /// Its name.
        pub name: String,
    }
}

/// The villages of a township.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VillagesOf {
    /// The township.
    pub township: AreaCode,
}

impl Query for VillagesOf {
    const NAME: &'static str = "stop_payment.villages";
    type Answer = Vec<Village>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<Village>, Fault> {
        let prefix = self.township.prefix();
        let values = binds![
            format!("{prefix:0<12}"),
            format!("{prefix:9<12}"),
            desk.business_date,
            VILLAGES_MAX
        ];
        db.rows(&VILLAGES, &values).await
    }
}

/// The name of a village among those of its township; its code where it has none on this day.
pub fn name_of<'a>(villages: &'a [Village], code: &'a AreaCode) -> &'a str {
    let found = villages.iter().find(|it| it.code == *code);
    found.map_or(code.as_str(), |it| it.name.as_str())
}
