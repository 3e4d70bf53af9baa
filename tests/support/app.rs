//! The whole application in this process, with a clock that stands still.

use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};

use actix_web::{
    body::to_bytes,
    dev::Service,
    http::header::HeaderMap,
    test::{TestRequest, init_service},
};
use diesel::{QueryResult, connection::SimpleConnection};
use muster::{
    app::Muster,
    identity,
    kernel::time::Time,
    people::Sealer,
    platform::{
        clock::{Clock, Hands},
        db::{Conn, Limits},
        keys::Key,
        random::Random,
    },
};
use serde_json::Value;

use super::{
    database::{Database, TestDatabase},
    people::TestPerson,
};

/// A Sunday morning in Chongqing.
const START: &str = "2026-11-22T08:00:00+08:00";

/// Writers at once on PostgreSQL.
const WRITERS: usize = 4;

/// Looks for waiting writers before a test gives up: some ten seconds.
const LOOKS_MAX: u32 = 50_000;

type Answering = Pin<Box<dyn Future<Output = Answer>>>;
type Call = dyn Fn(TestRequest) -> Answering;

/// The application on a database of its own. Clones are the same one.
#[derive(Clone)]
pub(crate) struct TestApp {
    pub(crate) muster: Muster,
    pub(crate) hands: Hands,
    pub(super) sealer: Sealer,
    phones: Rc<Cell<u32>>,
    call: Rc<Call>,
    database: Rc<TestDatabase>,
}

/// What the application answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl TestApp {
    pub(crate) async fn on(database: Database) -> Option<Self> {
        let database = Rc::new(TestDatabase::on(database)?);
        let (clock, hands) = Clock::standing_at(Time::parse(START).unwrap());
        let limits = Limits { readers: 2, writers: WRITERS, ..Limits::default() };
        Some(Self::open(database, clock, hands, limits).await)
    }

    /// The same database, opened a second time, within other limits.
    pub(crate) async fn reopened(&self, limits: Limits) -> Self {
        let (database, clock) = (Rc::clone(&self.database), self.muster.clock.clone());
        Self::open(database, clock, self.hands.clone(), limits).await
    }

    async fn open(database: Rc<TestDatabase>, clock: Clock, hands: Hands, limits: Limits) -> Self {
        let random = Random::seeded(20_261_122);
        let key = Key::generate(&random);
        let muster = Muster::open(&database.target, limits, &key, clock, random).unwrap();
        let service = Rc::new(init_service(muster.app()).await);
        let call = move |request: TestRequest| -> Answering {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let response = service.call(request.to_request()).await.unwrap();
                let (status, headers) = (response.status(), response.headers().clone());
                let body = to_bytes(response.into_body()).await;
                let body = body.unwrap_or_else(|_| panic!("the answer's body broke off"));
                Answer { status: status.as_u16(), headers, body: body.to_vec() }
            })
        };
        let phones = Rc::new(Cell::new(100));
        let sealer = Sealer::new(&key);
        Self { muster, hands, sealer, phones, call: Rc::new(call), database }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: TestRequest) -> Answer {
        (self.call)(request).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(TestRequest::post().uri(path).set_json(body)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(TestRequest::get().uri(path)).await
    }

    /// Lets the server do what time has made due.
    pub(crate) async fn tick(&self) {
        self.muster.tick().await.unwrap();
    }

    /// The one-use code that the server would print now.
    pub(crate) async fn setup_code(&self) -> Option<String> {
        let (keyring, now) = (self.muster.keyring.clone(), self.muster.clock.now());
        let offered =
            self.muster.db.write(move |tx| identity::offer_setup_code(tx, &keyring, now)).await;
        offered.unwrap().value
    }

    /// The first administrator, 秦岚, at headquarters.
    pub(crate) async fn headquarters(&self) -> TestPerson {
        TestPerson::set_up(self).await
    }

    /// A phone number that nobody has yet.
    pub(crate) fn new_phone(&self) -> String {
        let number = self.phones.get();
        self.phones.set(number + 1);
        format!("138{number:08}")
    }

    /// An id that nothing has yet.
    pub(crate) fn new_id(&self) -> String {
        format!("01930000-0000-7000-8002-0{}", self.new_phone())
    }

    /// Looks into the database behind the application's back.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut Conn) -> QueryResult<T>) -> T {
        look(&mut self.database.connect()).unwrap()
    }

    /// Keeps everybody who writes to a table from now on waiting; what it answers waits until so many
    /// wait, or as many as can, and lets them go at once. On SQLite one writer never meets another.
    pub(crate) fn writers_meet_at(
        &self,
        table: &str,
        writers: usize,
    ) -> impl Future<Output = ()> + use<> {
        let writers = writers.min(WRITERS);
        let (mut gate, mut look) = (self.database.connect(), self.database.connect());
        let met = matches!(gate, Conn::Sqlite(_));
        if !met {
            gate.batch_execute(&format!("BEGIN; LOCK TABLE {table} IN SHARE MODE")).unwrap();
        }
        let waiting = "SELECT count(*)::text AS line FROM pg_locks l \
             JOIN pg_database d ON d.oid = l.database \
             WHERE NOT l.granted AND d.datname = current_database()";
        async move {
            let mut looks = 0;
            while !met && super::dump::lines(&mut look, waiting) != [writers.to_string()] {
                looks += 1;
                assert!(looks < LOOKS_MAX, "no {writers} writers came to wait");
                actix_web::rt::task::yield_now().await;
            }
            // The lock goes with the connection.
            drop(gate);
        }
    }

    /// Whether the database is SQLite.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.database.connect(), Conn::Sqlite(_))
    }

    /// Everything in the database, to compare: what a refusal must leave as it was.
    pub(crate) fn everything(&self) -> String {
        super::dump::everything(&mut self.database.connect())
    }
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// The body as it came.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// This answer, which must have the status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// Status and body for a snapshot: ids are numbered in the order in which they appear, and
    /// public numbers masked, since both differ from run to run.
    #[track_caller]
    pub(crate) fn shown(&self) -> String {
        let pretty = serde_json::to_string_pretty(&self.json()).unwrap();
        let mut ids: Vec<&str> = Vec::new();
        let shown = pretty.split('"').map(|word| {
            let number = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit());
            if number {
                return "[number]".to_owned();
            }
            if uuid::Uuid::try_parse(word).is_err() {
                return word.to_owned();
            }
            let known = ids.iter().position(|id| *id == word);
            let place = known.unwrap_or_else(|| {
                ids.push(word);
                ids.len() - 1
            });
            format!("[id {}]", place + 1)
        });
        format!("{} {}", self.status, shown.collect::<Vec<_>>().join("\""))
    }

    /// What a problem tells a person.
    #[track_caller]
    pub(crate) fn said(&self) -> String {
        let problem = self.json();
        let say = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        format!("{}: {}。{}{}", say("code"), say("title"), say("detail"), say("advice"))
    }

    /// The code of a problem.
    #[track_caller]
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_else(|| panic!("no problem")).to_owned()
    }

    /// What is wrong with which fields of the request: `/name blank;`.
    #[track_caller]
    pub(crate) fn faults(&self) -> String {
        let problem = self.json();
        let say = |fault: &Value| {
            let of = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
            format!("{} {};", of("pointer"), of("code"))
        };
        problem["errors"].as_array().into_iter().flatten().map(say).collect()
    }

    /// One header, empty when it is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
