//! The statements of registration: people found by every key, and one person whole.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Class;
use super::name_search::{Lead, Plan, agrees, plans};
use crate::business::descriptor::Hit;
use crate::database::value::Value;
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::citizen_id::CitizenId;
use crate::kernel::desk::Desk;
use crate::kernel::text::Phrase;
use crate::{binds, record, sql, statements};
use chrono::NaiveDate;

/// What a hit shows, from whatever finds it; `$1` is the county, `$2` and `$3` bound the villages the desk may see.
macro_rules! hits {
    ($where:literal) => {
        concat!(
            "select p.insurance_no, p.name, p.citizen_id, p.birth_date, p.village, p.participation, ",
            "p.contribution_state, coalesce(v.name, '') as village_name from persons p ",
            "left join areas v on v.code = p.village and v.valid_to is null ",
            "where p.county = $1 and p.village between $2 and $3 and ",
            $where
        )
    };
}

/// People whose name is read as typed; `$4`..`$5` is the range of the leading index.
macro_rules! named {
    ($lead:literal) => {
        concat!(
            "select distinct p.insurance_no, p.name, p.citizen_id, p.birth_date, p.village, p.participation, ",
            "p.contribution_state, coalesce(v.name, '') as village_name, r.name_key, r.syllables from (",
            "select county, insurance_no, name_key, syllables from name_readings where county = $1 and ",
            $lead, " >= $4 and ", $lead, " < $5 and name_key like $6 and syllables like $7 and initials like $8 ",
            "order by ", $lead, ", insurance_no limit $9) r ",
            "join persons p on p.county = r.county and p.insurance_no = r.insurance_no ",
            "left join areas v on v.code = p.village and v.valid_to is null ",
            "where p.county = $1 and p.village between $2 and $3 order by r.name_key, p.insurance_no"
        )
    };
}

statements! {
    /// By insurance number, whole or its first digits.
    BY_NUMBER = sql!(hits!("p.insurance_no >= $4 and p.insurance_no < $5 order by p.insurance_no limit $6"));
    /// By citizen id, today's or a former one.
    BY_ID = sql!(hits!("p.insurance_no in (select i.insurance_no from persons i where i.county = $1 and i.citizen_id = $4 union select h.insurance_no from id_history h where h.county = $1 and h.former_id = $4 union select h.insurance_no from id_history h where h.county = $1 and h.former_id = $5) order by p.insurance_no limit $6"));
    /// By the last four of the citizen id.
    BY_TAIL = sql!(hits!("p.id_tail = $4 order by p.insurance_no limit $5"));
    /// By telephone, whole or its first digits.
    BY_PHONE = sql!(hits!("p.phone >= $4 and p.phone < $5 order by p.phone, p.insurance_no limit $6"));
    /// By social-security card.
    BY_CARD = sql!(hits!("p.card_no = $4 order by p.insurance_no limit $5"));
    /// By bank account.
    BY_ACCOUNT = sql!(hits!("p.bank_account = $4 order by p.insurance_no limit $5"));
    /// By village code.
    BY_VILLAGE = sql!(hits!("p.village = $4 order by p.insurance_no limit $5"));
    /// By village name, from its first characters.
    BY_VILLAGE_NAME = sql!(hits!("p.village in (select a.code from areas a where a.level = 'VILLAGE' and a.valid_to is null and a.name >= $4 and a.name < $5 and a.code between $2 and $3) order by p.village, p.insurance_no limit $6"));
    /// By name, hanzi leading.
    BY_NAME = sql!(named!("name_key"));
    /// By name, syllables leading.
    BY_SYLLABLES = sql!(named!("syllables"));
    /// By name, initials leading.
    BY_INITIALS = sql!(named!("initials"));
    /// By fifty insurance numbers at once.
    BY_NUMBERS = sql!(hits!("p.insurance_no in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53) order by p.insurance_no"));
    /// By fifty citizen ids at once.
    BY_IDS = sql!(hits!("p.citizen_id in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53) order by p.citizen_id"));
    /// One person, whole, with the names of village and township.
    PERSON = sql!("select p.insurance_no, p.citizen_id, p.name, p.sex, p.birth_date, p.ethnicity, p.hukou_type, p.scheme_line, p.village, coalesce(v.name, '') as village_name, coalesce(t.name, '') as township_name, p.household_no, p.address, p.phone, p.bank_code, p.bank_account, p.account_holder, p.card_no, p.grade_yuan, p.enrolled_on, p.participation, p.contribution_state, p.died_on, p.version from persons p left join areas v on v.code = p.village and v.valid_to is null left join areas t on t.code = substr(p.village, 1, 9) || '000' and t.valid_to is null where p.county = $1 and p.insurance_no = $2 and p.village between $3 and $4");
    /// The special groups a person is in on a day.
    GROUPS = sql!("select group_code from special_groups where county = $1 and insurance_no = $2 and valid_from <= $3 and (valid_to is null or valid_to >= $3) order by group_code");
    /// The other ids a person was known by.
    FORMER_IDS = sql!("select former_id, kind, recorded_on from id_history where county = $1 and insurance_no = $2 order by recorded_on, former_id");
    /// Open disputes over a person's citizen id.
    DISPUTES = sql!("select claimant_name, opened_on from id_disputes where county = $1 and insurance_no = $2 and settled_on is null order by opened_on, claimant_name");
    /// A person's changes of particulars, newest first.
    CHANGES = sql!("select seq, changed_on, item, old_value, new_value, evidence, maker, checker from person_changes where county = $1 and insurance_no = $2 order by seq desc");
    /// Whether the desk may see a person at all.
    VISIBLE = sql!("select insurance_no, citizen_id, bank_account, phone from persons where county = $1 and insurance_no = $2 and village between $3 and $4");
}

record! {
    struct HitRow {
        insurance_no: String,
        name: String,
        citizen_id: String,
        birth_date: NaiveDate,
        village: String,
        village_name: String,
        participation: i64,
        contribution_state: i64,
    }
}

record! {
    struct NamedRow {
        insurance_no: String,
        name: String,
        citizen_id: String,
        birth_date: NaiveDate,
        village: String,
        village_name: String,
        participation: i64,
        contribution_state: i64,
        name_key: String,
        syllables: String,
    }
}

record! {
    /// One person as registered. The citizen id and the accounts are whole: mask them before they are shown.
    pub struct PersonRow {
        /// The lifelong number.
        pub insurance_no: String,
        /// 18 digits.
        pub citizen_id: String,
        /// As registered.
        pub name: String,
        /// GB 2261.
        pub sex: String,
        /// Born.
        pub birth_date: NaiveDate,
        /// GB 3304.
        pub ethnicity: String,
        /// 10 non-agricultural, 20 agricultural.
        pub hukou_type: String,
        /// NRPS, URP or RESIDENT.
        pub scheme_line: String,
        /// Village code.
        pub village: String,
        /// Village name.
        pub village_name: String,
        /// Township name.
        pub township_name: String,
        /// Groups a family.
        pub household_no: Option<String>,
        /// Address.
        pub address: Option<String>,
        /// Telephone.
        pub phone: Option<String>,
        /// Bank.
        pub bank_code: Option<String>,
        /// Account, whole.
        pub bank_account: Option<String>,
        /// In whose name.
        pub account_holder: Option<String>,
        /// Social-security card.
        pub card_no: Option<String>,
        /// Chosen grade, yuan a year.
        pub grade_yuan: Option<i64>,
        /// Enrolled.
        pub enrolled_on: NaiveDate,
        /// Participation state.
        pub participation: i64,
        /// Contribution state.
        pub contribution_state: i64,
        /// Died.
        pub died_on: Option<NaiveDate>,
        /// For others' edits.
        pub version: i64,
    }
}

record! {
    /// A special group.
    pub struct GroupRow {
        /// Its code.
        pub group_code: String,
    }
}

record! {
    /// An id a person was known by.
    pub struct FormerId {
        /// The id.
        pub former_id: String,
        /// FIFTEEN or CORRECTED.
        pub kind: String,
        /// When recorded.
        pub recorded_on: NaiveDate,
    }
}

record! {
    /// An open dispute.
    pub struct DisputeRow {
        /// Who else claims the id.
        pub claimant_name: String,
        /// Since when.
        pub opened_on: NaiveDate,
    }
}

record! {
    /// A change of particulars.
    pub struct ChangeRow {
        /// Its number within the person.
        pub seq: i64,
        /// When.
        pub changed_on: NaiveDate,
        /// What.
        pub item: String,
        /// Before.
        pub old_value: Option<String>,
        /// After.
        pub new_value: Option<String>,
        /// On what evidence.
        pub evidence: String,
        /// Who made it.
        pub maker: String,
        /// Who checked it.
        pub checker: String,
    }
}

record! {
    /// What is masked about a person, whole. Only a committed reveal may show it.
    pub struct Secrets {
        /// The lifelong number.
        pub insurance_no: String,
        /// 18 digits.
        pub citizen_id: String,
        /// Account.
        pub bank_account: Option<String>,
        /// Telephone.
        pub phone: Option<String>,
    }
}

/// The first and last village code a desk may see.
pub fn villages_of(desk: &Desk) -> (String, String) {
    let prefix = desk.area.prefix();
    (format!("{prefix:0<12}"), format!("{prefix:9<12}"))
}

/// The first text after all that begin with this one.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// A citizen id with its middle hidden: `372801********0024`.
pub fn masked(citizen_id: &str) -> String {
    CitizenId::parse(citizen_id).map_or_else(|_| "*".repeat(18), |id| id.masked())
}

fn shown(row: HitRow) -> Hit {
    Hit {
        citizen_id: masked(&row.citizen_id),
        village: format!("{} {}", row.village, row.village_name),
        class: Phrase::from(Class::title_of(row.participation, row.contribution_state)),
        insurance_no: row.insurance_no,
        name: row.name,
        birth_date: row.birth_date,
    }
}

/// One way of finding people by an exact or leading key.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// Insurance number, whole or begun.
    Number,
    /// Citizen id, 18 or 15 digits.
    Id,
    /// Last four of the citizen id.
    Tail,
    /// Telephone, whole or begun.
    Phone,
    /// Social-security card.
    Card,
    /// Bank account.
    Account,
    /// Village code.
    Village,
    /// Village name, begun.
    VillageName,
}

/// At most `limit` people found by a key within the desk's area.
pub async fn by_key(
    db: &Db,
    desk: &Desk,
    key: Key,
    text: &str,
    limit: i64,
) -> Result<Vec<Hit>, Fault> {
    let (low, high) = villages_of(desk);
    let county = &desk.county;
    let range = (text, after(text));
    let rows: Vec<HitRow> = match key {
        Key::Number => {
            db.rows(
                &BY_NUMBER,
                &binds![county, low, high, range.0, range.1, limit],
            )
            .await?
        }
        Key::Phone => {
            db.rows(
                &BY_PHONE,
                &binds![county, low, high, range.0, range.1, limit],
            )
            .await?
        }
        Key::VillageName => {
            db.rows(
                &BY_VILLAGE_NAME,
                &binds![county, low, high, range.0, range.1, limit],
            )
            .await?
        }
        Key::Id => {
            let id = CitizenId::parse(text).ok();
            let long = id.as_ref().map_or(text, CitizenId::as_str).to_owned();
            let short = id
                .and_then(|id| id.to_fifteen())
                .unwrap_or_else(|| long.clone());
            db.rows(&BY_ID, &binds![county, low, high, long, short, limit])
                .await?
        }
        Key::Tail => {
            db.rows(
                &BY_TAIL,
                &binds![county, low, high, text.to_uppercase(), limit],
            )
            .await?
        }
        Key::Card => {
            db.rows(&BY_CARD, &binds![county, low, high, text, limit])
                .await?
        }
        Key::Account => {
            db.rows(&BY_ACCOUNT, &binds![county, low, high, text, limit])
                .await?
        }
        Key::Village => {
            db.rows(&BY_VILLAGE, &binds![county, low, high, text, limit])
                .await?
        }
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// At most `limit` people whose name is what was typed, exact names first.
pub async fn by_name(db: &Db, desk: &Desk, typed: &str, limit: i64) -> Result<Vec<Hit>, Fault> {
    let mut found: Vec<(usize, Hit)> = Vec::new();
    for plan in plans(typed) {
        for row in named(db, desk, &plan, limit).await? {
            let known = found
                .iter()
                .any(|(_, hit)| hit.insurance_no == row.insurance_no);
            if known || !agrees(&plan.units, &row.name_key, &row.syllables) {
                continue;
            }
            let untyped = row
                .syllables
                .split(' ')
                .count()
                .saturating_sub(plan.units.len());
            found.push((untyped, shown(plain(row))));
        }
        if i64::try_from(found.len()).unwrap_or(i64::MAX) >= limit {
            break;
        }
    }
    found.sort_by(|(left, a), (right, b)| {
        (left, &a.name, &a.insurance_no).cmp(&(right, &b.name, &b.insurance_no))
    });
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found.into_iter().map(|(_, hit)| hit).collect())
}

async fn named(db: &Db, desk: &Desk, plan: &Plan, limit: i64) -> Result<Vec<NamedRow>, Fault> {
    let (low, high) = villages_of(desk);
    let (sql, from) = match &plan.lead {
        Lead::Name(from) => (&BY_NAME, from),
        Lead::Syllables(from) => (&BY_SYLLABLES, from),
        Lead::Initials(from) => (&BY_INITIALS, from),
    };
    // A village sees few of a county's names: the limit is widened for it, since it applies before the area does.
    let widened = limit.saturating_mul(if desk.area.prefix().len() > 6 { 200 } else { 2 });
    db.rows(
        sql,
        &binds![
            &desk.county,
            low,
            high,
            from,
            after(from),
            &plan.name_like,
            &plan.syllables_like,
            &plan.initials_like,
            widened
        ],
    )
    .await
}

fn plain(row: NamedRow) -> HitRow {
    HitRow {
        insurance_no: row.insurance_no,
        name: row.name,
        citizen_id: row.citizen_id,
        birth_date: row.birth_date,
        village: row.village,
        village_name: row.village_name,
        participation: row.participation,
        contribution_state: row.contribution_state,
    }
}

/// One person, whole.
#[derive(Debug, Serialize)]
pub struct PersonOf {
    /// The lifelong number.
    pub insurance_no: String,
}

/// What is known of one person beside the money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Dossier {
    /// As registered; the citizen id, account and telephone are masked.
    pub person: PersonRow,
    /// Special groups in force.
    pub groups: Vec<String>,
    /// Other ids, masked.
    pub former_ids: Vec<FormerId>,
    /// Open disputes over the id.
    pub disputes: Vec<DisputeRow>,
}

impl Query for PersonOf {
    const NAME: &'static str = "registration.person";
    type Answer = Option<Dossier>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Option<Dossier>, Fault> {
        let (low, high) = villages_of(desk);
        let no = &self.insurance_no;
        let Some(mut person) = db
            .row::<PersonRow>(&PERSON, &binds![&desk.county, no, low, high])
            .await?
        else {
            return Ok(None);
        };
        let groups: Vec<GroupRow> = db
            .rows(&GROUPS, &binds![&desk.county, no, desk.business_date])
            .await?;
        let mut former_ids: Vec<FormerId> = db.rows(&FORMER_IDS, &binds![&desk.county, no]).await?;
        let disputes = db.rows(&DISPUTES, &binds![&desk.county, no]).await?;
        person.citizen_id = masked(&person.citizen_id);
        person.bank_account = person.bank_account.map(|account| masked_tail(&account));
        person.phone = person.phone.map(|phone| masked_middle(&phone));
        for former in &mut former_ids {
            former.former_id = masked_middle(&former.former_id);
        }
        let groups = groups.into_iter().map(|row| row.group_code).collect();
        Ok(Some(Dossier {
            person,
            groups,
            former_ids,
            disputes,
        }))
    }
}

/// All but the last four hidden.
pub fn masked_tail(text: &str) -> String {
    let hidden = text.chars().count().saturating_sub(4);
    text.chars()
        .enumerate()
        .map(|(at, c)| if at < hidden { '*' } else { c })
        .collect()
}

/// The first three and the last four shown.
pub fn masked_middle(text: &str) -> String {
    let length = text.chars().count();
    let seen = |at: usize| at < 3 || at.saturating_add(4) >= length;
    text.chars()
        .enumerate()
        .map(|(at, c)| if seen(at) { c } else { '*' })
        .collect()
}

/// A person's changes of particulars.
#[derive(Debug, Serialize)]
pub struct ChangesOf {
    /// The lifelong number.
    pub insurance_no: String,
}

impl Query for ChangesOf {
    const NAME: &'static str = "registration.changes";
    type Answer = Vec<ChangeRow>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<ChangeRow>, Fault> {
        db.rows(&CHANGES, &binds![&desk.county, &self.insurance_no])
            .await
    }
}

/// What is masked about a person the desk may see.
pub(super) async fn secrets_of(
    tx: &mut Tx,
    desk: &Desk,
    insurance_no: &str,
) -> Result<Option<Secrets>, Fault> {
    let (low, high) = villages_of(desk);
    tx.row(&VISIBLE, &binds![&desk.county, insurance_no, low, high])
        .await
}

/// Keys that one statement takes; shorter lists are filled up with their last key.
const KEYS_AT_ONCE: usize = 50;

/// The few that nobody bears today may be ids that somebody bore before.
async fn by_former_ids(
    db: &Db,
    desk: &Desk,
    texts: &[String],
    known: &[(String, Hit)],
) -> Result<Vec<(String, Hit)>, Fault> {
    let known: BTreeSet<&str> = known.iter().map(|(text, _)| text.as_str()).collect();
    let mut found = Vec::new();
    for text in texts.iter().filter(|text| !known.contains(text.as_str())) {
        let hits = by_key(db, desk, Key::Id, text, 1).await?;
        found.extend(hits.into_iter().map(|hit| (text.clone(), hit)));
    }
    Ok(found)
}

/// The people of many whole keys, each with the key it was found by.
pub async fn by_keys(
    db: &Db,
    desk: &Desk,
    key: Key,
    texts: &[String],
) -> Result<Vec<(String, Hit)>, Fault> {
    let (low, high) = villages_of(desk);
    let by_id = matches!(key, Key::Id);
    let sql = if by_id { &BY_IDS } else { &BY_NUMBERS };
    let long = |text: &String| match CitizenId::parse(text) {
        Ok(id) if by_id => id.as_str().to_owned(),
        Ok(_) | Err(_) => text.clone(),
    };
    let mut found = Vec::new();
    for chunk in texts.chunks(KEYS_AT_ONCE) {
        let keys: Vec<String> = chunk.iter().map(long).collect();
        let mut values = binds![&desk.county, &low, &high].to_vec();
        let filled = keys
            .iter()
            .chain(std::iter::repeat(keys.last().unwrap_or(&low)));
        values.extend(filled.take(KEYS_AT_ONCE).map(Value::from));
        let rows: Vec<HitRow> = db.rows(sql, &values).await?;
        for row in rows {
            let whole = if by_id {
                row.citizen_id.clone()
            } else {
                row.insurance_no.clone()
            };
            let hit = shown(row);
            // One person may stand in the file twice, by an id of 18 digits and by one of 15.
            let given = keys.iter().zip(chunk).filter(|(key, _)| **key == whole);
            found.extend(given.map(|(_, text)| (text.clone(), hit.clone())));
        }
    }
    if by_id {
        found.extend(by_former_ids(db, desk, texts, &found).await?);
    }
    Ok(found)
}
