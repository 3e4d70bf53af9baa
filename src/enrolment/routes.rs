//! Files of persons over HTTP.

use std::collections::BTreeMap;

use actix_web::{get, patch, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    actions,
    model::{Correct, Enrol, FilesQuery},
};
use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{Consent, ConsentId, MembershipId, Person, PersonId, UnitId},
        refusal::{Fields, Refusal},
        time::Time,
    },
    org::MembershipView,
    people::{
        ConsentForm, ConsentView, CorrectionsBody, GivenBy, GuardianBody, IdDocumentBody, Name,
        NewConsent, NoticeVersion, PersonView, ProfileBody, Purpose, Sealer, Sex,
    },
    platform::{
        db::{Db, Tx},
        error::Error,
        http::{
            Answer, Created, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, Versioned,
        },
        random::Random,
    },
};

/// `GET,POST /v1/people`, `GET,PATCH /v1/people/{person}`,
/// `GET,POST /v1/people/{person}/consents`, `POST /v1/consents/{consent}/withdraw`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_people)
        .service(enrol)
        .service(show_person)
        .service(correct)
        .service(list_consents)
        .service(record_consent)
        .service(withdraw_consent);
}

/// Consents that one enrolment brings at most: to each purpose the person's and a guardian's.
const CONSENTS_MAX: usize = 8;

/// Somebody to enrol into a unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EnrolBody {
    /// The person's id, if the client makes it: then repeating the request is safe.
    id: Option<PersonId>,
    /// The unit that takes him in.
    unit: UnitId,
    /// The id of the membership, if the client makes it.
    membership_id: Option<MembershipId>,
    /// The name, in any script.
    #[schema(max_length = 60)]
    name: String,
    /// As in the ID document.
    sex: Option<Sex>,
    /// Local date. Where a resident's ID number is given it can be left out, and must agree.
    #[schema(format = Date)]
    birth_date: Option<String>,
    /// The ID document that somebody saw.
    id_document: Option<IdDocumentBody>,
    /// Eleven digits of the mainland, or with a country code. A couple may share one.
    phone: Option<String>,
    /// The code of his district, town or village: 6, 9 or 12 digits.
    #[schema(pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    area_code: Option<String>,
    /// Where he lives.
    #[schema(max_length = 200)]
    address: Option<String>,
    /// Who answers for a minor.
    guardian: Option<GuardianBody>,
    /// Professional skills, none twice.
    #[serde(default)]
    #[schema(max_items = 20)]
    skills: Vec<String>,
    /// Kinds of service that he offers, none twice.
    #[serde(default)]
    #[schema(max_items = 20)]
    categories: Vec<String>,
    /// His ids in other systems, by the system's name; ten at most.
    #[serde(default)]
    external_ids: BTreeMap<String, String>,
    /// What he, or his guardian, agreed to on paper or by word. A minor waits as an applicant until
    /// a guardian has agreed to his taking part.
    #[serde(default)]
    #[schema(max_items = 8)]
    consents: Vec<ConsentGivenBody>,
}

/// What somebody agreed to in front of a leader.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentGivenBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<ConsentId>,
    purpose: Purpose,
    /// `paper` or `oral`: in the app one agrees oneself.
    form: ConsentForm,
    /// By the person himself unless told.
    given_by: Option<GivenBy>,
    /// The version of the privacy notice that was shown; the one in force unless told.
    notice_version: Option<String>,
    /// When it was given; now unless told.
    given_at: Option<Time>,
}

/// A person's file, and his memberships as far as the caller may know of them.
#[derive(Serialize, ToSchema)]
struct PersonFileView {
    #[serde(flatten)]
    person: PersonView,
    memberships: Vec<MembershipView>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PeopleQuery {
    /// Only persons of this unit and of all below it.
    unit: Option<UnitId>,
    /// Only persons with exactly this name.
    name: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl EnrolBody {
    fn command(&self, caller: &Caller, random: &Random) -> Result<Enrol, Refusal> {
        let id = self.id.unwrap_or_else(|| random.id(caller.now));
        let mut fields = Fields::default();
        let profile = self.profile().profile(&mut fields, "", caller.now.local_date());
        if self.consents.len() > CONSENTS_MAX {
            fields.take::<()>("/consents", Err(FieldCode::TooMany));
        }
        let consents = self.consents.iter().enumerate().map(|(place, consent)| {
            consent.command(id, caller.now, random, &mut fields, &format!("/consents/{place}"))
        });
        let consents: Option<Vec<_>> = consents.collect();
        let membership = self.membership_id.unwrap_or_else(|| random.id(caller.now));
        let unit = self.unit;
        fields
            .finish(|| Some(Enrol { id, membership, unit, profile: profile?, consents: consents? }))
    }

    fn profile(&self) -> ProfileBody {
        ProfileBody {
            name: self.name.clone(),
            sex: self.sex,
            birth_date: self.birth_date.clone(),
            id_document: self.id_document.clone(),
            phone: self.phone.clone(),
            area_code: self.area_code.clone(),
            address: self.address.clone(),
            guardian: self.guardian.clone(),
            skills: self.skills.clone(),
            categories: self.categories.clone(),
            external_ids: self.external_ids.clone(),
        }
    }
}

impl ConsentGivenBody {
    fn command(
        &self,
        person: PersonId,
        now: Time,
        random: &Random,
        fields: &mut Fields,
        at: &str,
    ) -> Option<NewConsent> {
        let in_app = self.form == ConsentForm::InApp;
        let form = if in_app { Err(FieldCode::UnknownValue) } else { Ok(self.form) };
        let form = fields.take(&format!("{at}/form"), form);
        let version = self.notice_version.as_deref().map(NoticeVersion::known).transpose();
        let version = fields.take(&format!("{at}/notice_version"), version);
        let given_at = self.given_at.unwrap_or(now);
        let given_at = if given_at > now { Err(FieldCode::InFuture) } else { Ok(given_at) };
        let given_at = fields.take(&format!("{at}/given_at"), given_at);
        Some(NewConsent {
            id: self.id.unwrap_or_else(|| random.id(now)),
            person,
            purpose: self.purpose,
            notice_version: version?.unwrap_or(NoticeVersion::CURRENT),
            form: form?,
            given_by: self.given_by.unwrap_or(GivenBy::Person),
            given_at: given_at?,
        })
    }
}

impl From<actions::File> for PersonFileView {
    fn from((file, memberships): actions::File) -> Self {
        let memberships = memberships.into_iter().map(MembershipView::from).collect();
        Self { person: file.into(), memberships }
    }
}

impl From<actions::File> for Versioned<PersonFileView> {
    fn from(file: actions::File) -> Self {
        Self(file.0.row.version, file.into())
    }
}

/// The files of persons, in the order of names: of the units on which one has a role and of all
/// below them.
#[utoipa::path(
    params(PeopleQuery),
    responses((status = 200, body = Page<PersonView>)),
    tag = "people"
)]
#[get("/v1/people")]
async fn list_people(
    caller: Caller,
    query: Query<PeopleQuery>,
    db: Data<Db>,
    sealer: Data<Sealer>,
) -> Result<Answer<Page<PersonView>>, Error> {
    let PeopleQuery { unit, name, limit, cursor } = query.0;
    let page = PageQuery { limit, cursor };
    let (limit, after) = (page.limit()?, page.after_key()?);
    let name = name.as_deref().map(Name::parse).transpose();
    let name = name.map_err(|code| Refusal::parameter("name", code))?;
    let query = FilesQuery { unit, name, after };
    let read = db.read(move |conn| actions::files(conn, &sealer, &caller, &query, limit + 1));
    Ok(Answer(Page::by_key(read.await?, limit, |file| file.row.place(), PersonView::from)))
}

/// Enrols somebody into a unit, with or without a phone.
#[utoipa::path(
    request_body = EnrolBody,
    responses((status = 201, body = PersonFileView)),
    tag = "people"
)]
#[post("/v1/people")]
async fn enrol(
    caller: Caller,
    key: IdempotencyKey,
    body: Json<EnrolBody>,
    db: Data<Db>,
    sealer: Data<Sealer>,
    random: Data<Random>,
) -> Result<Created<PersonFileView>, Error> {
    let command = body.command(&caller, &random)?;
    let act = key.making(body.id, command.id);
    let intent = Intent::new(act, "enrolment.enrol", &[], &body.canonical()?);
    let done = db.write(move |tx| actions::enrol(tx, &sealer, &caller, &intent, &command)).await?;
    Ok(Created(done.value.into()))
}

/// A person's file.
#[utoipa::path(
    params(("person" = PersonId, Path)),
    responses((status = 200, body = PersonFileView)),
    tag = "people"
)]
#[get("/v1/people/{person}")]
async fn show_person(
    caller: Caller,
    Path(id): Path<Person>,
    db: Data<Db>,
    sealer: Data<Sealer>,
) -> Result<Versioned<PersonFileView>, Error> {
    Ok(db.read(move |conn| actions::file(conn, &sealer, &caller, id)).await?.into())
}

/// Corrects a person's file.
#[utoipa::path(
    params(
        ("person" = PersonId, Path),
        ("If-Match" = Option<String>, Header, description = "The version, as in `ETag`.")
    ),
    request_body = CorrectionsBody,
    responses((status = 200, body = PersonFileView)),
    tag = "people"
)]
#[patch("/v1/people/{person}")]
async fn correct(
    caller: Caller,
    Path(person): Path<Person>,
    (key, version): (IdempotencyKey, IfMatch),
    body: Json<CorrectionsBody>,
    (db, sealer, random): (Data<Db>, Data<Sealer>, Data<Random>),
) -> Result<Versioned<PersonFileView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "enrolment.correct", &[person.entity()], &body.canonical()?);
    let expected = version.or(body.expected_version)?;
    let corrections = body.into_inner().corrections(caller.now.local_date())?;
    let command = Correct { person, expected, corrections };
    let act = move |tx: &mut Tx<'_>| actions::correct(tx, &sealer, &caller, &intent, &command);
    Ok(db.write(act).await?.value.into())
}

/// What was agreed to about a person, in the order of ids; what was withdrawn too.
#[utoipa::path(
    params(("person" = PersonId, Path), PageQuery),
    responses((status = 200, body = Page<ConsentView>)),
    tag = "people"
)]
#[get("/v1/people/{person}/consents")]
async fn list_consents(
    caller: Caller,
    Path(person): Path<Person>,
    page: Query<PageQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<ConsentView>>, Error> {
    let (limit, after) = (page.0.limit()?, page.0.after()?);
    let read = db.read(move |conn| actions::consents(conn, &caller, person, after, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |row| row.id, ConsentView::from)))
}

/// Records what a person, or a guardian, agreed to on paper or by word.
#[utoipa::path(
    params(("person" = PersonId, Path)),
    request_body = ConsentGivenBody,
    responses((status = 201, body = ConsentView)),
    tag = "people"
)]
#[post("/v1/people/{person}/consents")]
async fn record_consent(
    caller: Caller,
    Path(person): Path<Person>,
    key: IdempotencyKey,
    body: Json<ConsentGivenBody>,
    (db, random): (Data<Db>, Data<Random>),
) -> Result<Created<ConsentView>, Error> {
    let mut fields = Fields::default();
    let consent = body.command(person, caller.now, &random, &mut fields, "");
    let consent = fields.finish(|| consent)?;
    let act = key.making(body.id, consent.id);
    let path = [person.entity()];
    let intent = Intent::new(act, "enrolment.record_consent", &path, &body.canonical()?);
    let done = db.write(move |tx| actions::record_consent(tx, &caller, &intent, &consent)).await?;
    Ok(Created(done.value.into()))
}

/// Takes back a consent in the name of who gave it and has no phone. It can be repeated.
#[utoipa::path(
    params(("consent" = ConsentId, Path)),
    responses((status = 200, body = ConsentView)),
    tag = "people"
)]
#[post("/v1/consents/{consent}/withdraw")]
async fn withdraw_consent(
    caller: Caller,
    Path(id): Path<Consent>,
    key: IdempotencyKey,
    (db, random): (Data<Db>, Data<Random>),
) -> Result<Answer<ConsentView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, "enrolment.withdraw_consent", &[id.entity()], &[]);
    let done = db.write(move |tx| actions::withdraw_consent(tx, &caller, &intent, id)).await?;
    Ok(Answer(done.value.into()))
}
