//! The same random acts on SQLite and on PostgreSQL: the same answers; and everybody may pull what
//! an oracle works out that shares no code with the server.

mod attended;
mod invariants;
mod oracle;
mod oracle_plans;
mod oracle_presence;
mod organisation;
mod phones;
mod plans;
mod recount;
mod shifts;
mod sign_ups;
mod tallied;

use std::{collections::BTreeSet, time::Duration};

use muster::{kernel::bucket::BucketKind, platform::random::Random};
use serde_json::{Value, json};

use crate::support::{app::Answer, database::Database, people::TestPerson, world::World};
use oracle::Oracle;
use oracle_plans::Plans;
use oracle_presence::Presence;
use phones::Phones;

const ACTS: u64 = 600;

/// How many of them go by before anybody comes.
const PLANNING: u64 = 300;

/// What is answered.
const STATUSES: [&str; 7] = ["200", "201", "403", "404", "409", "412", "422"];

/// What came to be of sign-ups, and must come to be, or the test is blind.
const STATES: [&str; 9] = [
    "invited",
    "confirmed",
    "waitlisted",
    "offered",
    "declined",
    "expired",
    "withdrawn",
    "removed",
    "cancelled_by_org",
];

/// What came to be of records, and must come to be too.
const RECORD_STATES: [&str; 7] =
    ["computed", "in_review", "needs_review", "approved", "disputed", "rejected", "voided"];

/// What is drawn: who does it, to what.
struct Drawn<'a> {
    random: &'a Random,
    world: &'a World,
    cast: [TestPerson; 7],
    oracle: Oracle,
    /// The newest view of each that was answered to who planned it.
    programs: Vec<Value>,
    activities: Vec<Value>,
    shifts: Vec<Value>,
    /// Hours that passed.
    hours: u64,
    /// States of sign-ups that somebody saw.
    states: BTreeSet<String>,
}

impl<'a> Drawn<'a> {
    /// Before the first act.
    async fn new(world: &'a World, random: &'a Random) -> Self {
        let World { qin, he, zhou, lin, wang, tang, mei, .. } = world;
        let mut oracle = Oracle::default();
        all(qin, "/v1/units?").await.iter().for_each(|unit| oracle.unit(unit));
        let cast = [qin, he, zhou, tang, lin, wang, mei].map(Clone::clone);
        for person in &cast {
            let own = all(person, "/v1/me/memberships?").await;
            own.iter().for_each(|membership| oracle.membership(membership));
            all(person, "/v1/me/roles?").await.iter().for_each(|role| oracle.role(role));
        }
        Self {
            random,
            world,
            cast,
            oracle,
            programs: Vec::new(),
            activities: Vec::new(),
            shifts: Vec::new(),
            hours: 0,
            states: BTreeSet::new(),
        }
    }

    fn below(&self, limit: usize) -> usize {
        usize::try_from(self.random.below(limit.try_into().unwrap())).unwrap()
    }

    /// Whether something comes to pass that does so once in a number of times.
    fn once_in(&self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn one<'v>(&self, views: &'v [Value]) -> &'v Value {
        &views[self.below(views.len())]
    }

    fn word(&self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    /// An id that was not there, and now and then one that may have been.
    fn id(&self, group: &str, number: u64) -> String {
        let number = if self.once_in(8) { self.random.below(number + 1) } else { number };
        format!("01930000-0000-7000-{group}-{number:012}")
    }

    /// Whoever may do most is drawn most, or few acts would be allowed.
    fn actor(&self) -> &TestPerson {
        let drawn = self.below(self.cast.len() * 2);
        self.cast.get(drawn).unwrap_or(&self.cast[0])
    }

    /// Mostly somebody who leads a unit.
    fn leader(&self, unit: &Value) -> &TestPerson {
        let leads = |person: &&TestPerson| self.oracle.leads(&person.id.to_string(), unit);
        let leaders: Vec<&TestPerson> = self.cast.iter().filter(leads).collect();
        if leaders.is_empty() || self.once_in(8) {
            return self.actor();
        }
        leaders[self.below(leaders.len())]
    }

    /// Mostly one of those whom a shift is for.
    fn volunteer(&self, shift: &Value) -> &TestPerson {
        let belongs = |person: &&TestPerson| self.oracle.belongs(&person.id.to_string(), shift);
        let volunteers: Vec<&TestPerson> = self.cast.iter().filter(belongs).collect();
        if volunteers.is_empty() || self.once_in(8) {
            return &self.cast[self.below(7)];
        }
        volunteers[self.below(volunteers.len())]
    }

    /// Somebody who administers the federation: the last one cannot be dismissed.
    fn headquarters(&self) -> &TestPerson {
        let administers = |person: &&TestPerson| self.oracle.administers(&person.id.to_string());
        self.cast.iter().find(administers).unwrap()
    }

    /// The version from which somebody changes something, now and then an old one.
    fn version(&self, view: &Value) -> Value {
        let version = view["version"].as_i64().unwrap();
        json!(if self.once_in(8) { version - 1 } else { version })
    }

    /// The day of November on which it is, beyond the 30th in December.
    const fn today(&self) -> u64 {
        22 + (8 + self.hours) / 24
    }

    /// What was answered; nothing when time passed instead.
    async fn act(&mut self, number: u64) -> Option<Answer> {
        // First what people come to is planned; then most acts are about who came.
        if number >= PLANNING && !self.once_in(4) {
            if !self.once_in(12) {
                return self.attend(number).await;
            }
            self.pass_time().await;
            return None;
        }
        Some(match self.below(100) {
            0..=1 => self.make_unit(number).await,
            2 => self.change_unit().await,
            3..=4 => self.apply(number).await,
            5..=8 => self.step().await,
            9..=11 => self.appoint(number).await,
            12 => self.end_role().await,
            13..=14 => self.make_program(number).await,
            15 if !self.programs.is_empty() => self.change_program().await,
            16..=18 => self.make_activity(number).await,
            _ if self.activities.is_empty() => self.make_activity(number).await,
            19..=21 => self.change_activity().await,
            22..=30 => self.move_activity(number).await,
            31..=36 => self.add_shift(number).await,
            _ if self.shifts.is_empty() => self.add_shift(number).await,
            37..=41 => self.change_shift(number).await,
            42..=44 => self.step_shift().await,
            45..=74 => self.sign_up(number).await,
            75..=95 => self.answer().await?,
            _ => {
                self.pass_time().await;
                return None;
            }
        })
    }

    /// Lets some hours pass, after which everybody needs another token; mostly the server looks at
    /// what they made due.
    async fn pass_time(&mut self) {
        let hours = [1, 3, 13][self.below(3)];
        self.hours += hours;
        self.world.app.hands.advance(Duration::from_secs(hours * 3600));
        for person in &mut self.cast {
            let body = json!({ "refresh_token": person.refresh_token });
            let tokens = person.app.post("/v1/auth/refresh", body).await.expect(200).json();
            *person = TestPerson::of(&self.world.app, &person.phone, &tokens);
        }
        if !self.once_in(4) {
            self.world.app.tick().await;
        }
    }

    /// All that was captured and confirmed: of each what is his own, and all that headquarters reads.
    async fn presence(&self) -> Presence {
        let mut attendances = Vec::new();
        for person in &self.cast {
            attendances.extend(all(person, "/v1/me/attendances?").await);
        }
        let records = all(self.headquarters(), "/v1/service-records?").await;
        Presence { attendances, records }
    }

    /// All that was planned, as headquarters reads it, and what everybody signed up for.
    async fn plans(&self) -> Plans {
        let headquarters = self.headquarters();
        let mut sign_ups = Vec::new();
        for person in &self.cast {
            sign_ups.extend(all(person, "/v1/me/sign-ups?").await);
        }
        Plans {
            programs: all(headquarters, "/v1/programs?").await,
            activities: all(headquarters, "/v1/activities?").await,
            shifts: all(headquarters, "/v1/shifts?").await,
            sign_ups,
            now: self.world.app.muster.clock.now().to_string(),
        }
    }
}

/// Lets most of them be grown up, and those of a district insured: else danger is for nobody.
async fn prepare(world: &World) {
    let World { qin, he, zhou, lin, wang, tang, .. } = world;
    for person in [he, zhou, tang, lin, wang] {
        let path = format!("/v1/people/{}", person.id);
        let version = qin.get(&path).await.expect(200).json()["version"].clone();
        let born = json!({ "expected_version": version, "birth_date": "1990-02-28" });
        qin.patch(&path, born).await.expect(200);
    }
    let policy = json!({
        "insurer": "某某财产保险", "policy_no": "PZ-2026-001",
        "valid_from": "2026-11-20", "valid_to": "2026-12-31",
    });
    let policies = format!("/v1/units/{}/insurance-policies", world.yuzhong);
    qin.post(&policies, policy).await.expect(201);
}

/// All pages of a list, whose path ends where a query goes on.
async fn all(person: &TestPerson, path: &str) -> Vec<Value> {
    let first = format!("{path}limit=40");
    let (mut items, mut next) = (Vec::new(), first.clone());
    loop {
        let page = person.get(&next).await.expect(200).json();
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(cursor) = page["next_cursor"].as_str() else { return items };
        next = format!("{first}&cursor={cursor}");
    }
}

/// What came of the acts of a seed on a database, after what everybody may pull was compared.
async fn told(database: Database, seed: u64, seen: &mut BTreeSet<String>) -> Option<Vec<String>> {
    let world = World::on(database).await?;
    prepare(&world).await;
    let random = Random::seeded(seed);
    let mut drawn = Drawn::new(&world, &random).await;
    let mut phones = Phones::new(&drawn.cast, seed);
    let mut answers = Vec::new();
    for number in 0..ACTS {
        let answer = drawn.act(number).await;
        phones.look(&world.app);
        let Some(answer) = answer else { continue };
        assert!(answer.status < 500, "{} in act {number}, seed {seed}", answer.shown());
        seen.insert(answer.status.to_string());
        answers.push(answer.shown());
        phones.may_pull(&drawn.cast).await;
    }
    let (plans, told) = (drawn.plans().await, format!("on {database:?}, seed {seed}"));
    phones.compare(&drawn.cast, &told).await;
    let presence = drawn.presence().await;
    for person in &drawn.cast {
        compare(person, &drawn.oracle, &plans, &told).await;
        for collection in oracle_presence::COLLECTIONS {
            let (id, pulled) = (person.id.to_string(), presence_pulled(person, collection));
            let expected = presence.documents(&drawn.oracle, collection, &id);
            assert_eq!(expected, pulled, "{collection} of {id} {told}");
        }
        ask_for_each(person, &drawn.oracle, &plans, &told).await;
        invariants::of_notices(person, &plans, &told).await;
    }
    invariants::of_plans(&plans, &told);
    let units = recount::of_figures(&world.app, &told);
    let reader = (drawn.headquarters(), &drawn.oracle);
    tallied::of_tally(&world.app, reader, &units, &told).await;
    let audits = world.app.look(|conn| muster::app::audit(conn, |_| ()));
    let wrong: Vec<_> = audits.iter().filter(|audit| !audit.agrees()).collect();
    assert!(wrong.is_empty(), "{wrong:?} {told}");
    invariants::of_rosters(drawn.headquarters(), &plans, &told).await;
    seen.append(&mut drawn.states);
    let views = plans.sign_ups.iter().chain(&presence.records);
    seen.extend(views.map(|view| view["state"].as_str().unwrap().to_owned()));
    Some(answers)
}

/// Compares what somebody may pull and list with what the oracle says.
async fn compare(person: &TestPerson, oracle: &Oracle, plans: &Plans, told: &str) {
    let id = person.id.to_string();
    for collection in ["units", "memberships", "roster"] {
        let pulled = pulled(person, collection);
        assert_eq!(oracle.documents(collection, &id), pulled, "{collection} of {id} {told}");
    }
    for collection in oracle_plans::COLLECTIONS {
        let pulled = pulled(person, collection);
        let expected = plans.documents(oracle, collection, &id);
        assert_eq!(expected, pulled, "{collection} of {id} {told}");
    }
    let (units, desks) = (oracle.unit_audiences(&id), oracle.desks(&id));
    assert_eq!(units, person.audiences_of(BucketKind::Unit), "of {id} {told}");
    assert_eq!(desks, person.audiences_of(BucketKind::Desk), "of {id} {told}");
    for (list, views) in [("activities", &plans.activities), ("shifts", &plans.shifts)] {
        let listed = all(person, &format!("/v1/{list}?")).await;
        let listed: BTreeSet<_> = listed.iter().map(|view| view["id"].to_string()).collect();
        let known = views.iter().filter(|view| oracle.knows(&id, view));
        let known: BTreeSet<_> = known.map(|view| view["id"].to_string()).collect();
        assert_eq!(known, listed, "{list} listed for {id} {told}");
    }
}

/// Asks for each activity, which who may not know of it does not find.
async fn ask_for_each(person: &TestPerson, oracle: &Oracle, plans: &Plans, told: &str) {
    for view in &plans.activities {
        let path = format!("/v1/activities/{}", view["id"].as_str().unwrap());
        let knows = oracle.knows(&person.id.to_string(), view);
        let status = person.get(&path).await.status;
        assert_eq!(status, if knows { 200 } else { 404 }, "{path} for {} {told}", person.id);
    }
}

/// Who wants a stay void is for the desk alone, and nobody is told it of his own.
fn presence_pulled(person: &TestPerson, collection: &str) -> BTreeSet<String> {
    let without = |mut document: Value| {
        document.as_object_mut().unwrap().remove("void_asked_by");
        document.to_string()
    };
    person.documents(collection).into_iter().map(without).collect()
}

fn pulled(person: &TestPerson, collection: &str) -> BTreeSet<String> {
    person.documents(collection).iter().map(Value::to_string).collect()
}

#[actix_web::test]
async fn both_databases_give_the_same_answers_to_the_same_random_acts() {
    let mut seen = BTreeSet::new();
    for seed in [11, 12, 13, 14] {
        let mut both = Vec::new();
        for database in [Database::Sqlite, Database::Postgresql] {
            both.extend(told(database, seed, &mut seen).await);
        }
        let (first, others) = both.split_first().unwrap();
        for other in others {
            let differs = first.iter().zip(other).find(|(one, other)| one != other);
            assert_eq!(differs, None, "the databases differ, seed {seed}");
        }
    }
    let words = STATUSES.iter().chain(&STATES).chain(&RECORD_STATES);
    let unseen: Vec<_> = words.filter(|word| !seen.contains(**word)).collect();
    assert!(unseen.is_empty(), "no {unseen:?} came of these seeds: what it tells is not tested");
}
