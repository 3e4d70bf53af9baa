//! The caller's consents, and the notice that they are given to.

use actix_web::{get, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        ids::{Consent, ConsentId, PersonId},
        refusal::{Fields, Refusal},
        time::Time,
    },
    people::{
        actions,
        model::{ConsentForm, GivenBy, NewConsent, NoticeVersion, Purpose},
        privacy,
        store::{self, ConsentRow},
    },
    platform::{
        db::Db,
        error::Error,
        http::{
            Answer, Created, IdempotencyKey, Json, Page, PageQuery, Path, Query, Spoken, wire_word,
        },
        random::Random,
    },
};

wire_word!(ConsentForm);
wire_word!(GivenBy);
wire_word!(Purpose);

/// Something to agree to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsentBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<ConsentId>,
    purpose: Purpose,
    /// The version of the privacy notice that was shown: the one in force.
    notice_version: String,
}

/// A consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentView {
    id: ConsentId,
    /// Whom it is about.
    person: PersonId,
    purpose: Purpose,
    notice_version: String,
    form: ConsentForm,
    given_by: GivenBy,
    given_at: Time,
    /// Who entered it.
    recorded_by: PersonId,
    recorded_at: Time,
    withdrawn_at: Option<Time>,
    withdrawn_by: Option<PersonId>,
}

/// The privacy notice.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PrivacyNoticeView {
    version: &'static str,
    /// `zh-CN` or `en`.
    language: &'static str,
    /// Markdown.
    text: &'static str,
}

impl ConsentBody {
    fn command(&self, id: ConsentId, caller: &Caller) -> Result<NewConsent, Refusal> {
        let mut fields = Fields::default();
        let version = NoticeVersion::current(&self.notice_version);
        let version = fields.take("/notice_version", version);
        let command = |notice_version| NewConsent {
            id,
            person: caller.person,
            purpose: self.purpose,
            notice_version,
            form: ConsentForm::InApp,
            given_by: GivenBy::Person,
            given_at: caller.now,
        };
        fields.finish(|| version.map(command))
    }
}

impl From<ConsentRow> for ConsentView {
    fn from(row: ConsentRow) -> Self {
        Self {
            id: row.id,
            person: row.person,
            purpose: row.purpose,
            notice_version: row.notice_version,
            form: row.form,
            given_by: row.given_by,
            given_at: row.given_at,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            withdrawn_at: row.withdrawn_at,
            withdrawn_by: row.withdrawn_by,
        }
    }
}

/// What was agreed to about the caller, by whomever, in the order of ids; what was withdrawn too.
#[utoipa::path(
    params(PageQuery),
    responses((status = 200, body = Page<ConsentView>)),
    tag = "people"
)]
#[get("/v1/me/consents")]
pub(super) async fn list_own_consents(
    caller: Caller,
    query: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<ConsentView>>, Error> {
    let (limit, after) = (query.0.limit()?, query.0.after()?);
    let found =
        db.read(move |conn| Ok(store::consents_of(conn, caller.person, after, limit + 1)?)).await?;
    Ok(Answer(Page::of(found, limit, |row| row.id, ConsentView::from)))
}

/// Agrees to something. What a guardian has to agree to, nobody can agree to himself.
#[utoipa::path(
    request_body = ConsentBody,
    responses((status = 201, body = ConsentView)),
    tag = "people"
)]
#[post("/v1/me/consents")]
pub(super) async fn consent(
    caller: Caller,
    key: IdempotencyKey,
    body: Json<ConsentBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<ConsentView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let intent = Intent::new(act, "people.consent_own", &[], &body.canonical()?);
    let command = body.command(id, &caller)?;
    let given = db.write(move |tx| actions::consent_own(tx, &caller, &intent, &command)).await?;
    Ok(Created(given.value.into()))
}

/// Takes a consent back. It can be repeated.
#[utoipa::path(
    params(("consent" = ConsentId, Path)),
    responses((status = 200, body = ConsentView)),
    tag = "people"
)]
#[post("/v1/me/consents/{consent}/withdraw")]
pub(super) async fn withdraw_consent(
    caller: Caller,
    key: IdempotencyKey,
    Path(id): Path<Consent>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Answer<ConsentView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "people.withdraw_own", &[id.entity()], &[]);
    let withdrawn = db.write(move |tx| actions::withdraw_own(tx, &caller, &intent, id)).await?;
    Ok(Answer(withdrawn.value.into()))
}

/// What everybody is told before anything is collected of him.
#[utoipa::path(
    responses((status = 200, body = PrivacyNoticeView)),
    tag = "people", security(())
)]
#[get("/v1/privacy-notices/current")]
pub(super) async fn show_privacy_notice(Spoken(language): Spoken) -> Answer<PrivacyNoticeView> {
    let (version, text) = (NoticeVersion::CURRENT.as_str(), privacy::notice(language));
    Answer(PrivacyNoticeView { version, language: language.tag(), text })
}
