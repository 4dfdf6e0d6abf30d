//! Changing posts: IT proposes by a document, the director decides; and the register of certificates.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::policies::PolicyVerdict;
use super::policy_store::policies_in;
use super::posts::{Certificate, PostChange, PostDone, PostFacts, PostKind, Wanted};
use super::posts_store::{certificates, changes_of, holder, stands};
use super::rules;
use super::sign_in::{json, known};
use crate::database::request::{Entry, Topic};
use crate::database::{Change, Fault, Tx};
use crate::kernel::desk::Desk;
use crate::kernel::post::Post;
use crate::kernel::refusal::Refusal;
use crate::kernel::text::Phrase;
use crate::{binds, phrase, sql, statements};

statements! {
    /// A proposal.
    PROPOSE = sql!("insert into post_changes (operator, post, area, revision, kind, valid_from, valid_to, acts_for, document_no, reason, state, maker, made_at, checker, checked_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'PROPOSED', $11, $12, null, null, 1)");
    /// A decision; whoever was faster has changed the version.
    DECIDE = sql!("update post_changes set state = $6, checker = $7, checked_at = $8, version = version + 1 where operator = $1 and post = $2 and area = $3 and revision = $4 and version = $5 and state = 'PROPOSED'");
    /// The post itself.
    APPOINT = sql!("insert into assignments (operator, post, area, valid_from, valid_to, maker, checker, document_no) values ($1, $2, $3, $4, $5, $6, $7, $8)");
    /// The end of a post.
    END = sql!("update assignments set valid_to = $4 where operator = $1 and post = $2 and area = $3 and valid_from <= $4 and (valid_to is null or valid_to >= $4)");
    /// A certificate.
    REGISTER = sql!("insert into certificates (holder, post, certificate_no, issuer, issued_on, expires_on, hours) values ($1, $2, $3, $4, $5, $6, $7)");
}

/// Proposes a change of posts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProposePost {
    /// What is wanted.
    pub wanted: Wanted,
}

/// What a change is called in the trail.
fn object(wanted: &Wanted) -> String {
    format!("post:{}:{}:{}", wanted.operator, wanted.post, wanted.area)
}

/// All that a change of posts is decided by.
async fn facts(tx: &mut Tx, desk: &Desk, wanted: &Wanted) -> Result<PostFacts, Fault> {
    let earlier = changes_of(tx, &wanted.operator, wanted.post, &wanted.area).await?;
    let policies = policies_in(tx).await?;
    let enforce = policies.text("P.cert.enforce", &desk.county, desk.business_date);
    let enforce = enforce.map_err(|refusal| Fault::inconsistent("policies", &refusal.why.en))?;
    let holder = holder(tx, wanted.post, &wanted.area, wanted.valid_from).await?;
    let holder = match holder {
        Some(operator) => known(tx, &operator).await?.map(|(known, _)| known),
        None => None,
    };
    Ok(PostFacts {
        person: known(tx, &wanted.operator).await?.map(|(known, _)| known),
        holder,
        stands: stands(tx, &wanted.area, wanted.valid_from).await?,
        certificates: certificates(tx, &wanted.operator).await?,
        blocks: enforce == "BLOCK",
        earlier,
    })
}

impl Change for ProposePost {
    const NAME: &'static str = "post.propose";
    type Facts = PostFacts;
    type Outcome = PostDone;

    fn object(&self) -> String {
        object(&self.wanted)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<PostFacts, Fault> {
        facts(tx, desk, &self.wanted).await
    }

    fn decide(&self, facts: &PostFacts, desk: &Desk) -> Result<PostDone, Refusal> {
        rules::propose_post(&self.wanted, facts, desk)
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        _: &PostFacts,
        out: &PostDone,
    ) -> Result<Entry, Fault> {
        let it = &self.wanted;
        let values = binds![
            &it.operator,
            it.post,
            &it.area,
            out.revision,
            it.kind.word(),
            it.valid_from,
            it.valid_to,
            out.acts_for.clone(),
            it.document_no.trim(),
            it.reason.trim(),
            &desk.operator,
            desk.at,
        ];
        tx.run_one(&PROPOSE, &values).await?;
        Ok(Entry {
            object: object(it),
            after: Some(json(it)?),
            reason: Some(it.reason.trim().to_owned()),
            topics: vec![Topic::of("operator", &it.operator)],
            ..Entry::default()
        })
    }
}

/// Approves, rejects or withdraws a proposed change of posts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DecidePost {
    /// What was proposed, as it was looked at.
    pub wanted: Wanted,
    /// Its number.
    pub revision: i64,
    /// The version that was looked at.
    pub version: i64,
    /// What is done with it.
    pub verdict: PolicyVerdict,
    /// Why; an approval may do without.
    pub reason: String,
}

impl DecidePost {
    /// A decision on a change as it was shown.
    pub fn on(row: &PostChange, verdict: PolicyVerdict, reason: &str) -> Self {
        Self {
            wanted: Wanted {
                kind: row.kind,
                operator: row.operator.clone(),
                post: row.post,
                area: row.area.clone(),
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                document_no: row.document_no.clone(),
                reason: row.reason.clone(),
            },
            revision: row.revision,
            version: row.version,
            verdict,
            reason: reason.trim().to_owned(),
        }
    }

    fn row<'a>(&self, facts: &'a PostFacts) -> Option<&'a PostChange> {
        facts
            .earlier
            .iter()
            .find(|row| row.revision == self.revision)
    }

    /// What an approval does to the posts themselves.
    async fn carry(&self, tx: &mut Tx, desk: &Desk, maker: &str) -> Result<(), Fault> {
        let it = &self.wanted;
        match it.kind {
            PostKind::Appoint => {
                let values = binds![
                    &it.operator,
                    it.post,
                    &it.area,
                    it.valid_from,
                    it.valid_to,
                    maker,
                    &desk.operator,
                    &it.document_no,
                ];
                tx.run_one(&APPOINT, &values).await
            }
            PostKind::End => {
                tx.run_one(
                    &END,
                    &binds![&it.operator, it.post, &it.area, it.valid_from],
                )
                .await
            }
            PostKind::Substitute => Ok(()),
        }
    }
}

/// Somebody else was faster: what became of the change meanwhile.
fn overtaken(row: &PostChange) -> Phrase {
    phrase!(
        "该项变动刚被{who}办理，现为{state}；本次操作未生效，请刷新后核对",
        "{who} has just acted on this change: it is {state} now; nothing was written. Reload and look",
        who = row.checker_name.as_deref().unwrap_or(&row.maker_name),
        state = row.state.title(),
    )
}

impl Change for DecidePost {
    const NAME: &'static str = "post.decide";
    type Facts = PostFacts;
    type Outcome = PostDone;

    fn object(&self) -> String {
        object(&self.wanted)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<PostFacts, Fault> {
        let facts = facts(tx, desk, &self.wanted).await?;
        match self.row(&facts) {
            Some(row) if row.version != self.version => Err(Fault::Stale(overtaken(row))),
            _ => Ok(facts),
        }
    }

    fn decide(&self, facts: &PostFacts, desk: &Desk) -> Result<PostDone, Refusal> {
        rules::decide_post(
            self.row(facts),
            &self.wanted,
            facts,
            (self.verdict, &self.reason),
            desk,
        )
    }

    async fn record(
        &self,
        tx: &mut Tx,
        desk: &Desk,
        facts: &PostFacts,
        out: &PostDone,
    ) -> Result<Entry, Fault> {
        let it = &self.wanted;
        // A maker who takes back has checked nothing.
        let checker = (self.verdict != PolicyVerdict::Withdraw).then(|| desk.operator.clone());
        let values = binds![
            &it.operator,
            it.post,
            &it.area,
            self.revision,
            self.version,
            out.state.word(),
            checker,
            desk.at,
        ];
        tx.run_version(&DECIDE, &values, &Fault::faster()).await?;
        if self.verdict == PolicyVerdict::Approve {
            let maker = self.row(facts).map_or("", |row| row.maker.as_str());
            self.carry(tx, desk, maker).await?;
        }
        Ok(Entry {
            object: object(it),
            before: self.row(facts).map(json).transpose()?,
            after: Some(json(out)?),
            reason: (!self.reason.is_empty()).then(|| self.reason.clone()),
            topics: vec![Topic::of("operator", &it.operator)],
            ..Entry::default()
        })
    }
}

/// Registers a post certificate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegisterCertificate {
    /// Whose it is.
    pub holder: String,
    /// For which post.
    pub post: Post,
    /// Its number.
    pub certificate_no: String,
    /// Who issued it.
    pub issuer: String,
    /// When.
    pub issued_on: NaiveDate,
    /// The last day it holds; none counts the years of `P.cert.years`.
    pub expires_on: Option<NaiveDate>,
    /// Hours of training behind it.
    pub hours: i64,
}

/// A certificate has been registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// The certificate.
    pub certificate: Certificate,
    /// What was done.
    pub told: Phrase,
}

impl RegisterCertificate {
    /// The certificate, with its last day.
    fn certificate(&self, years: u32) -> Certificate {
        let by_default = || {
            let end = self
                .issued_on
                .checked_add_months(Months::new(years.saturating_mul(12)));
            end.and_then(|end| end.pred_opt()).unwrap_or(self.issued_on)
        };
        Certificate {
            holder: self.holder.trim().to_owned(),
            post: self.post,
            certificate_no: self.certificate_no.trim().to_owned(),
            issuer: self.issuer.trim().to_owned(),
            issued_on: self.issued_on,
            expires_on: self.expires_on.unwrap_or_else(by_default),
            hours: self.hours,
        }
    }
}

impl Change for RegisterCertificate {
    const NAME: &'static str = "certificate.register";
    type Facts = (bool, u32);
    type Outcome = Registered;

    fn object(&self) -> String {
        format!("certificate:{}:{}", self.holder, self.post)
    }

    async fn gather(&self, tx: &mut Tx, desk: &Desk) -> Result<(bool, u32), Fault> {
        let policies = policies_in(tx).await?;
        let years = policies.int("P.cert.years", &desk.county, desk.business_date);
        let years = years.map_err(|refusal| Fault::inconsistent("policies", &refusal.why.en))?;
        let known = known(tx, self.holder.trim()).await?.is_some();
        Ok((known, u32::try_from(years).unwrap_or(0)))
    }

    fn decide(&self, (known, years): &(bool, u32), desk: &Desk) -> Result<Registered, Refusal> {
        let certificate = self.certificate(*years);
        rules::register(&certificate, *known, desk)?;
        let told = phrase!(
            "已登记{who}的上岗资格证，有效期至{day}",
            "the certificate of {who} is registered; it holds until {day}",
            who = certificate.holder,
            day = certificate.expires_on
        );
        Ok(Registered { certificate, told })
    }

    async fn record(
        &self,
        tx: &mut Tx,
        _: &Desk,
        _: &(bool, u32),
        out: &Registered,
    ) -> Result<Entry, Fault> {
        let it = &out.certificate;
        let values = binds![
            &it.holder,
            it.post,
            &it.certificate_no,
            &it.issuer,
            it.issued_on,
            it.expires_on,
            it.hours,
        ];
        tx.run_one(&REGISTER, &values).await?;
        Ok(Entry {
            object: self.object(),
            after: Some(json(it)?),
            topics: vec![Topic::of("operator", &it.holder)],
            ..Entry::default()
        })
    }
}
