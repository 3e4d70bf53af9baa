//! The only wiring: configuration → database → routes of all features → server. Tests use it too.

use actix_web::{
    App, HttpResponse,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    get,
    middleware::from_fn,
    web::{self, Data},
};
use diesel::QueryResult;
use metrics_exporter_prometheus::PrometheusHandle;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_actix_web::{AppExt, service_config::ServiceConfig};
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    activities, attendance,
    cells::{self, Recount},
    changelog::{self, FeedAudit, Projection},
    enrolment,
    identity::{self, Keyring},
    kernel::{
        audit::Audit,
        ids::{Id, NodeId},
        minutes::CreditPolicy,
        time::Time,
    },
    ledger, notices, org,
    people::{self, Sealer},
    platform::{
        clock::Clock,
        db::{Conn, Db, Heads, Limits, Pending, Target, setting_or},
        error::{Error, Fault},
        http::{self, Methods, Problem, Readiness, around, unrouted},
        keys::Key,
        random::Random,
        telemetry,
        timer::{self, TimedAct},
    },
    sync::{self, Pulling},
    tally,
};

/// Everything that a server is put together from. Clones share it.
#[derive(Clone, Debug)]
pub struct Muster {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// What hangs on the root key.
    pub keyring: Keyring,
    /// What every pull needs besides the database.
    pub pulling: Pulling,
    /// What seals what is personal.
    pub sealer: Sealer,
    /// Whether it takes requests.
    pub readiness: Readiness,
    /// What it has counted.
    pub metrics: PrometheusHandle,
    /// Its name among the nodes of a database.
    pub node: NodeId,
    /// What given minutes count for.
    pub credit_policy: CreditPolicy,
}

/// Counts the changes of what stands in the feed of rows. Whoever changes a document raises it, and
/// the feed is put right after the next start.
const PROJECTION: u32 = 1;

/// What time makes due, with the size of its steps.
const TIMED_ACTS: [TimedAct; 7] = [
    |tx, caller| activities::expire_offers(tx, caller, 20),
    |tx, caller| activities::retire(tx, caller, 10),
    |tx, caller| attendance::propose_ends(tx, caller, 20),
    |tx, caller| attendance::retire(tx, caller, 100),
    |tx, caller| ledger::retire(tx, caller, 100),
    |tx, caller| changelog::collect(tx, caller, 200),
    |tx, _| changelog::renew(tx, &projections(), PROJECTION, 200),
];

impl Muster {
    /// Opens the database and puts everything together.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(
        target: &Target,
        limits: Limits,
        root_key: &Key,
        clock: Clock,
        random: Random,
    ) -> Result<Self, OpenError> {
        let db = Db::open(target, limits, flush, clock.clone(), random.clone(), root_key)?;
        let mut conn = target.connect()?;
        let fingerprint = root_key.fingerprint();
        if setting_or(&mut conn, "root_key", &fingerprint)? != fingerprint {
            return Err(OpenError::WrongRootKey);
        }
        if changelog::followed(&mut conn, PROJECTION)? > PROJECTION {
            return Err(OpenError::Newer);
        }
        let epoch = setting_or(&mut conn, "epoch", &drawn(&random))?;
        let epoch = u64::from_str_radix(&epoch, 16).map_err(Fault::broken)?;
        Ok(Self {
            db,
            keyring: Keyring::new(root_key, &random)?,
            pulling: Pulling::new(root_key, epoch),
            sealer: Sealer::new(root_key),
            node: Id::new(random.uuid()),
            clock,
            random,
            readiness: Readiness::default(),
            metrics: telemetry::metrics(),
            credit_policy: CreditPolicy::default(),
        })
    }

    /// The same with another policy of crediting.
    #[must_use]
    pub fn with_credit_policy(self, credit_policy: CreditPolicy) -> Self {
        Self { credit_policy, ..self }
    }

    /// Does what time has made due, unless another node does.
    ///
    /// # Errors
    /// Those of [`timer::tick`].
    pub async fn tick(&self) -> Result<(), Error> {
        timer::tick(&self.db, &self.clock, &self.random, self.node, &TIMED_ACTS).await
    }

    /// A fresh application for one worker, with every route.
    #[must_use]
    pub fn app(
        &self,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<impl MessageBody + use<>>,
            Error = actix_web::Error,
            InitError = (),
        > + use<>,
    > {
        let app = App::new()
            .app_data(Data::new(self.db.clone()))
            .app_data(Data::new(self.clock.clone()))
            .app_data(Data::new(self.random.clone()))
            .app_data(Data::new(self.keyring.clone()))
            .app_data(Data::new(self.pulling.clone()))
            .app_data(Data::new(self.sealer.clone()))
            .app_data(Data::new(self.readiness.clone()))
            .app_data(Data::new(self.credit_policy))
            .app_data(Data::new(self.metrics.clone()));
        let openapi = openapi();
        let methods = Data::new(Methods::of(&openapi));
        let docs = SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", openapi);
        app.into_utoipa_app()
            .configure(routes)
            .into_app()
            .app_data(methods)
            .service(http::errors)
            .service(docs)
            .service(to_docs)
            .default_service(web::to(unrouted))
            .wrap(from_fn(around))
    }
}

/// Why a server could not be put together.
#[derive(Debug)]
pub enum OpenError {
    /// The database cannot be opened or migrated.
    Database(Fault),
    /// The database was made with another root key: nothing sealed in it could be read.
    WrongRootKey,
    /// A later version of the program has put the feed right: what this one writes would stand
    /// there as that one no longer sees it.
    Newer,
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        Self::Database(fault)
    }
}

impl From<diesel::result::Error> for OpenError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

/// The epoch of a database that is made.
fn drawn(random: &Random) -> String {
    format!("{:016x}", u64::from_be_bytes(random.bytes()))
}

/// The routes of every feature.
fn routes(config: &mut ServiceConfig<'_>) {
    http::configure_health(config);
    identity::configure(config);
    notices::configure(config);
    people::configure(config);
    org::configure(config);
    enrolment::configure(config);
    activities::configure(config);
    attendance::configure(config);
    ledger::configure(config);
    tally::configure(config);
    sync::configure(config);
}

/// The API's page is at `/docs/`.
#[get("/docs")]
async fn to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header(("location", "/docs/")).finish()
}

/// Writes what a transaction left pending: cells, heads, feed. Nothing is locked after the heads;
/// the stamps go into cells that are locked already.
fn flush(conn: &mut Conn, pending: &Pending, at: Time) -> QueryResult<Heads> {
    let moved = cells::apply(conn, &pending.differences)?;
    cells::apply_served(conn, &pending.served)?;
    let heads = changelog::publish(conn, &pending.changes, at)?;
    cells::stamp(conn, &moved, &heads)?;
    Ok(heads)
}

/// All that stands in the feed.
fn projections() -> Vec<Projection> {
    [
        people::PROJECTIONS,
        org::PROJECTIONS,
        notices::PROJECTIONS,
        activities::PROJECTIONS,
        attendance::PROJECTIONS,
        ledger::PROJECTIONS,
    ]
    .concat()
}

/// Counts everything again, in one snapshot: whether documents, grants, ledger and figures follow
/// from the rows. Each check is told when it is done.
///
/// # Errors
/// What the database says.
pub fn audit(conn: &mut Conn, mut told: impl FnMut(&Audit)) -> QueryResult<Vec<Audit>> {
    let (mut feed, mut recount) = (FeedAudit::default(), Recount::default());
    let mut done = Vec::new();
    let mut tell = |audit: Audit| {
        told(&audit);
        done.push(audit);
    };
    tell(org::audit(conn)?);
    attendance::audit(conn, &mut recount)?;
    tell(ledger::audit(conn, &mut recount)?);
    projections().iter().try_for_each(|projection| feed.compare_all(conn, projection))?;
    tell(feed.finish(conn)?);
    recount.finish(conn)?.into_iter().for_each(tell);
    Ok(done)
}

/// The description of the API: OpenAPI 3.1, from the routes themselves.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let app = App::new().into_utoipa_app().openapi(Description::openapi());
    let mut openapi = app.configure(routes).split_for_parts().1;
    http::describe_problems(&mut openapi);
    openapi
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Muster 集结",
        description = "The backend of a volunteer federation. \
                       Conventions and known quirks: `api-spec/README.md`."
    ),
    components(schemas(Problem)),
    security(("bearer" = [])),
    modifiers(&Bearer),
    tags(
        (name = "activities", description = "Programs, sites, activities, shifts and sign-ups"),
        (name = "attendance", description = "Who came, from when to when"),
        (name = "figures", description = "What service comes to"),
        (name = "identity", description = "Accounts and sessions"),
        (name = "ledger", description = "Service records and their minutes"),
        (name = "notices", description = "What a person must be told"),
        (name = "organisation", description = "The dated tree of units"),
        (name = "people", description = "Persons, and what they agreed to"),
        (name = "platform", description = "Health and metrics"),
        (name = "sync", description = "What phones hold"),
    )
)]
struct Description;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}
