//! The statements of posts and certificates, the questions about them, and the door by which a substitution is known.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::policies::PolicyState;
use super::posts::{Certificate, PostChange};
use super::store::codes_of;
use crate::business::descriptor::WorkItem;
use crate::database::request::{Ending, Topic};
use crate::database::{Db, Fault, Query, Tx};
use crate::kernel::area::AreaCode;
use crate::kernel::calendar::local_date;
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::{binds, phrase, record, sql, statements};

/// Changes of posts with the names of their hands.
macro_rules! changes {
    ($where:literal) => {
        concat!(
            "select p.operator, coalesce(o.name, p.operator) as name, p.post, p.area, coalesce(a.name, p.area) as area_name, ",
            "p.revision, p.kind, p.valid_from, p.valid_to, p.acts_for, f.name as acts_for_name, p.document_no, p.reason, p.state, p.maker, ",
            "coalesce(m.name, p.maker) as maker_name, p.made_at, p.checker, c.name as checker_name, p.version ",
            "from post_changes p left join operators o on o.operator = p.operator ",
            "left join areas a on a.code = p.area and a.valid_to is null ",
            "left join operators f on f.operator = p.acts_for left join operators m on m.operator = p.maker left join operators c on c.operator = p.checker where ",
            $where,
            " order by p.made_at desc, p.operator, p.post, p.area, p.revision"
        )
    };
}

statements! {
    /// The changes in the divisions of a county.
    OF_COUNTY = sql!(changes!("p.area between $1 and $2"));
    /// The changes of one operator's post in one area.
    OF_POST = sql!(changes!("p.operator = $1 and p.post = $2 and p.area = $3"));
    /// Keeps every other change of that operator waiting.
    LOCK = sql!(lock "select operator from operators where operator = $1");
    /// Who holds a post in an area on a day.
    HOLDER = sql!("select min(operator) as operator from assignments where post = $1 and area = $2 and valid_from <= $3 and (valid_to is null or valid_to >= $3)");
    /// Whether a division stands on a day.
    STANDS = sql!("select count(*) as n from areas where code = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)");
    /// The certificates of an operator.
    CERTIFICATES = sql!("select holder, post, certificate_no, issuer, issued_on, expires_on, hours from certificates where holder = $1 order by post, expires_on, certificate_no");
    /// Who holds a post that needs a certificate today, with the one that holds longest.
    CERTIFIED = sql!("select s.operator, coalesce(o.name, s.operator) as name, s.post, s.area, coalesce(a.name, s.area) as area_name, c.certificate_no, c.issuer, c.issued_on, c.expires_on, c.hours from assignments s left join operators o on o.operator = s.operator left join areas a on a.code = s.area and a.valid_to is null left join certificates c on c.holder = s.operator and c.post = s.post and c.expires_on = (select max(x.expires_on) from certificates x where x.holder = s.operator and x.post = s.post) where s.post in ('C-ACC', 'C-CSH', 'C-STA', 'C-SYS') and s.area between $1 and $2 and s.valid_from <= $3 and (s.valid_to is null or s.valid_to >= $3) order by s.area, s.post, s.operator, c.certificate_no");
    /// Whose place an operator takes in an area on a day.
    SUBSTITUTION = sql!("select p.acts_for, p.document_no from post_changes p where p.operator = $1 and p.post = $2 and p.area = $3 and p.kind = 'SUBSTITUTE' and p.state = 'APPROVED' and p.valid_from <= $4 and p.valid_to >= $4 order by p.revision desc limit 1");
}

record! { struct Holder { operator: Option<String> } }
record! { struct Count { n: i64 } }

record! {
    /// A substitution that holds.
    pub struct Substitution {
        /// Whose place is taken.
        pub acts_for: String,
        /// The document that orders it.
        pub document_no: String,
    }
}

record! {
    /// Who holds a post that needs a certificate, and the certificate.
    pub struct CertifiedPost {
        /// The operator.
        pub operator: String,
        /// The name.
        pub name: String,
        /// The post.
        pub post: Post,
        /// Where.
        pub area: AreaCode,
        /// Where, by name.
        pub area_name: String,
        /// The certificate's number; none where there is none.
        pub certificate_no: Option<String>,
        /// Who issued it.
        pub issuer: Option<String>,
        /// When.
        pub issued_on: Option<NaiveDate>,
        /// The last day it holds.
        pub expires_on: Option<NaiveDate>,
        /// Hours of training behind it.
        pub hours: Option<i64>,
    }
}

/// The changes of posts in the desk's county, the latest first.
#[derive(Debug, Serialize, Deserialize)]
pub struct PostChanges;

impl Query for PostChanges {
    const NAME: &'static str = "organisation.post_changes";
    type Answer = Vec<PostChange>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<PostChange>, Fault> {
        let (first, last) = codes_of(&desk.county);
        db.rows(&OF_COUNTY, &binds![first, last]).await
    }
}

/// Who holds the posts that need a certificate today.
#[derive(Debug, Serialize, Deserialize)]
pub struct CertifiedPosts;

impl Query for CertifiedPosts {
    const NAME: &'static str = "organisation.certified_posts";
    type Answer = Vec<CertifiedPost>;

    async fn find(&self, db: &Db, desk: &Desk) -> Result<Vec<CertifiedPost>, Fault> {
        let (first, last) = codes_of(&desk.county);
        db.rows(&CERTIFIED, &binds![first, last, desk.business_date])
            .await
    }
}

/// Whose place this desk's operator takes, in a post of an area, on the business date: the door for signing.
pub async fn substitution(
    tx: &mut Tx,
    desk: &Desk,
    post: Post,
    area: &AreaCode,
) -> Result<Option<Substitution>, Fault> {
    tx.row(
        &SUBSTITUTION,
        &binds![&desk.operator, post, area, desk.business_date],
    )
    .await
}

/// The changes of one operator's post in one area, once nobody else is changing that operator's posts.
pub(super) async fn changes_of(
    tx: &mut Tx,
    operator: &str,
    post: Post,
    area: &AreaCode,
) -> Result<Vec<PostChange>, Fault> {
    let _held: Option<Holder> = tx.row(&LOCK, &binds![operator]).await?;
    tx.rows(&OF_POST, &binds![operator, post, area]).await
}

/// Who holds a post in an area on a day.
pub(super) async fn holder(
    tx: &mut Tx,
    post: Post,
    area: &AreaCode,
    day: NaiveDate,
) -> Result<Option<String>, Fault> {
    let found: Option<Holder> = tx.row(&HOLDER, &binds![post, area, day]).await?;
    Ok(found.and_then(|it| it.operator))
}

/// Whether a division stands on a day.
pub(super) async fn stands(tx: &mut Tx, area: &AreaCode, day: NaiveDate) -> Result<bool, Fault> {
    let found: Count = tx.one(&STANDS, &binds![area, day]).await?;
    Ok(found.n > 0)
}

/// The certificates of an operator.
pub(super) async fn certificates(tx: &mut Tx, operator: &str) -> Result<Vec<Certificate>, Fault> {
    tx.rows(&CERTIFICATES, &binds![operator]).await
}

/// The changes of posts that wait for the director.
pub(super) fn work<'a>(db: &'a Db, desk: &'a Desk) -> Ending<'a, Vec<WorkItem>> {
    Box::pin(async move {
        if desk.post != Post::CDir {
            return Ok(Vec::new());
        }
        let changes = PostChanges.find(db, desk).await?;
        let waiting = changes
            .iter()
            .filter(|it| it.state == PolicyState::Proposed);
        let item = |it: &PostChange| WorkItem {
            title: phrase!(
                "审批岗位变动：{name}{kind}“{post}”（{area}）",
                "decide a change of posts: {kind} {name}, {post} ({area})",
                name = it.name,
                kind = it.kind.title(),
                post = it.post.title(),
                area = it.area_name
            ),
            since: local_date(it.made_at),
            opens: ("posts".to_owned(), it.id()),
            topic: Topic::of("operator", ""),
        };
        Ok(waiting.map(item).collect())
    })
}
