//! Sign-ups over HTTP.

use actix_web::{get, post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::places::PointBody;
use crate::{
    activities::{
        actions::{self, SeenSignUp},
        model::{NewSignUp, SignUpState, SignUpStep},
    },
    acts::Intent,
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{ActivityId, PersonId, PositionId, Shift, ShiftId, SignUp, SignUpId, UnitId},
        refusal::Refusal,
        time::Time,
    },
    people::ConsentForm,
    platform::{
        db::Db,
        error::Error,
        http::{
            Answer, Asked, Created, IdempotencyKey, Json, Page, PageQuery, Path, Query, Versioned,
            wire_word,
        },
        random::Random,
    },
};

/// `GET,POST /v1/shifts/{shift}/sign-ups`, `GET /v1/sign-ups/{sign_up}`,
/// `POST /v1/sign-ups/{sign_up}/{accept,decline,withdraw}`, `GET /v1/me/sign-ups`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(my_sign_ups)
        .service(list_sign_ups)
        .service(sign_up)
        .service(show_sign_up)
        .service(accept)
        .service(decline)
        .service(withdraw);
}

wire_word!(SignUpState);

/// A wish for a place in a shift.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignUpBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    id: Option<SignUpId>,
    /// What he is to do; may be left out where there is one thing to do.
    position: Option<PositionId>,
    /// Somebody whom a leader asks to come; oneself unless told.
    person_id: Option<PersonId>,
    /// Whether he told the leader that he comes. Else he is invited, and has to accept.
    agreed_orally: Option<bool>,
}

/// Somebody's place in a shift, or his wish for one.
#[derive(Serialize, ToSchema)]
struct SignUpView {
    /// Its id.
    id: SignUpId,
    /// Where the place is.
    shift: ShiftId,
    /// The shift's activity.
    activity: ActivityId,
    /// What he is to do.
    position: PositionId,
    /// The activity's unit.
    unit: UnitId,
    /// Whose it is.
    person_id: PersonId,
    /// His name.
    name: String,
    /// His volunteer number.
    volunteer_no: String,
    /// What became of it.
    state: SignUpState,
    /// His number in the queue, if he ever waited. Numbers are never given out again.
    queue_no: Option<i64>,
    /// How many people wait before him, while he waits.
    ahead: Option<i64>,
    /// How he agreed: in the app, or orally to a leader.
    agreed: Option<ConsentForm>,
    /// The leader who asked him to come, or signed him up.
    invited_by: Option<PersonId>,
    /// When it was made.
    requested_at: Time,
    /// When he got his place, if he ever did.
    confirmed_at: Option<Time>,
    /// Until when an offered seat is kept.
    offered_until: Option<Time>,
    /// When it ceased to stand.
    ended_at: Option<Time>,
    /// When the shift begins.
    starts_at: Time,
    /// When the shift ends.
    ends_at: Time,
    /// Where a private home is, once the place is confirmed, in `wgs84`; null where it takes place
    /// elsewhere.
    point: Option<PointBody>,
    /// Counts its changes; a change names the one it is made from.
    version: i64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SignUpsQuery {
    /// Only sign-ups in this state.
    state: Option<SignUpState>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl SignUpBody {
    fn command(&self, id: SignUpId, shift: ShiftId, caller: &Caller) -> Result<NewSignUp, Refusal> {
        let person = self.person_id.unwrap_or(caller.person);
        let orally = self.agreed_orally.unwrap_or(false);
        let own = person == caller.person;
        if own && orally {
            return Err(Refusal::field("/agreed_orally", FieldCode::Contradicts));
        }
        let agreed =
            if own { Some(ConsentForm::InApp) } else { orally.then_some(ConsentForm::Oral) };
        Ok(NewSignUp { id, shift, position: self.position, person, agreed })
    }
}

impl From<SeenSignUp> for SignUpView {
    fn from(seen: SeenSignUp) -> Self {
        let SeenSignUp { row, name, volunteer_no, ahead, .. } = seen;
        Self {
            id: row.id,
            shift: row.shift,
            activity: row.activity,
            position: row.position,
            unit: row.unit,
            person_id: row.person,
            name,
            volunteer_no,
            state: row.state,
            queue_no: row.queue_no,
            ahead,
            agreed: row.agreed,
            invited_by: row.invited_by,
            requested_at: row.requested_at,
            confirmed_at: row.confirmed_at,
            offered_until: row.offered_until,
            ended_at: row.ended_at,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            point: row.point().map(PointBody::from),
            version: row.version,
        }
    }
}

impl From<SeenSignUp> for Versioned<SignUpView> {
    fn from(seen: SeenSignUp) -> Self {
        Self(seen.row.version, seen.into())
    }
}

async fn take(
    (caller, key, db, random): Asked,
    id: SignUpId,
    step: SignUpStep,
) -> Result<Versioned<SignUpView>, Error> {
    let act = key.act(&random, caller.now);
    let intent = Intent::new(act, step.kind(), &[id.entity()], b"");
    let done = db.write(move |tx| actions::answer(tx, &caller, &intent, id, step)).await?;
    Ok(done.value.into())
}

/// One's own sign-ups, ended ones too, the newest first.
#[utoipa::path(
    params(SignUpsQuery),
    responses((status = 200, body = Page<SignUpView>)),
    tag = "activities"
)]
#[get("/v1/me/sign-ups")]
async fn my_sign_ups(
    caller: Caller,
    query: Query<SignUpsQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<SignUpView>>, Error> {
    let query = query.0;
    let page = PageQuery { limit: query.limit, cursor: query.cursor };
    let (limit, before) = (page.limit()?, page.after()?);
    let read =
        db.read(move |conn| actions::own_sign_ups(conn, &caller, query.state, before, limit + 1));
    Ok(Answer(Page::of(read.await?, limit, |seen| seen.row.id, SignUpView::from)))
}

/// Who has a place in a shift, waits for one or is invited, in the order of names.
#[utoipa::path(
    params(("shift" = ShiftId, Path), SignUpsQuery),
    responses((status = 200, body = Page<SignUpView>)),
    tag = "activities"
)]
#[get("/v1/shifts/{shift}/sign-ups")]
async fn list_sign_ups(
    caller: Caller,
    Path(shift): Path<Shift>,
    query: Query<SignUpsQuery>,
    db: Data<Db>,
) -> Result<Answer<Page<SignUpView>>, Error> {
    let query = query.0;
    let page = PageQuery { limit: query.limit, cursor: query.cursor };
    let (limit, after) = (page.limit()?, page.after_key()?);
    let read = db.read(move |conn| {
        actions::sign_ups_in(conn, &caller, shift, query.state, (after, limit + 1))
    });
    Ok(Answer(Page::by_key(read.await?, limit, SeenSignUp::place, SignUpView::from)))
}

/// Signs oneself up, or somebody else; or asks somebody to come.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    request_body = SignUpBody,
    responses((status = 201, body = SignUpView)),
    tag = "activities"
)]
#[post("/v1/shifts/{shift}/sign-ups")]
async fn sign_up(
    caller: Caller,
    Path(shift): Path<Shift>,
    key: IdempotencyKey,
    body: Json<SignUpBody>,
    db: Data<Db>,
    random: Data<Random>,
) -> Result<Created<SignUpView>, Error> {
    let id = body.id.unwrap_or_else(|| random.id(caller.now));
    let act = key.making(body.id, id);
    let kind = "activities.sign_up";
    let intent = Intent::new(act, kind, &[shift.entity()], &body.canonical()?);
    let command = body.command(id, shift, &caller)?;
    let made = db.write(move |tx| actions::sign_up(tx, &caller, &intent, &command)).await?;
    Ok(Created(made.value.into()))
}

/// One sign-up: one's own, or in a unit over which one has authority.
#[utoipa::path(
    params(("sign_up" = SignUpId, Path)),
    responses((status = 200, body = SignUpView)),
    tag = "activities"
)]
#[get("/v1/sign-ups/{sign_up}")]
async fn show_sign_up(
    caller: Caller,
    Path(id): Path<SignUp>,
    db: Data<Db>,
) -> Result<Versioned<SignUpView>, Error> {
    Ok(db.read(move |conn| actions::sign_up_seen(conn, &caller, id)).await?.into())
}

/// Says yes to an invitation or an offer; a leader does it for who told him so.
#[utoipa::path(
    params(("sign_up" = SignUpId, Path)),
    responses((status = 200, body = SignUpView)),
    tag = "activities"
)]
#[post("/v1/sign-ups/{sign_up}/accept")]
async fn accept(asked: Asked, Path(id): Path<SignUp>) -> Result<Versioned<SignUpView>, Error> {
    take(asked, id, SignUpStep::Accept).await
}

/// Says no to an invitation or an offer.
#[utoipa::path(
    params(("sign_up" = SignUpId, Path)),
    responses((status = 200, body = SignUpView)),
    tag = "activities"
)]
#[post("/v1/sign-ups/{sign_up}/decline")]
async fn decline(asked: Asked, Path(id): Path<SignUp>) -> Result<Versioned<SignUpView>, Error> {
    take(asked, id, SignUpStep::Decline).await
}

/// Takes back a sign-up before the shift begins.
#[utoipa::path(
    params(("sign_up" = SignUpId, Path)),
    responses((status = 200, body = SignUpView)),
    tag = "activities"
)]
#[post("/v1/sign-ups/{sign_up}/withdraw")]
async fn withdraw(asked: Asked, Path(id): Path<SignUp>) -> Result<Versioned<SignUpView>, Error> {
    take(asked, id, SignUpStep::Withdraw).await
}
