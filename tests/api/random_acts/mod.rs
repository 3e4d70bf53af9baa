//! The same random acts on SQLite and on PostgreSQL: the same answers; and everybody may pull what
//! an oracle works out that shares no code with the server.

mod oracle;

use std::collections::BTreeSet;

use muster::{kernel::bucket::BucketKind, platform::random::Random};
use serde_json::{Value, json};

use crate::support::{app::Answer, database::Database, people::TestPerson, world::World};
use oracle::Oracle;

const ACTS: u64 = 300;

/// What is drawn: who does it, to what.
struct Drawn<'a> {
    random: &'a Random,
    cast: [&'a TestPerson; 7],
    oracle: Oracle,
}

impl Drawn<'_> {
    fn below(&self, limit: usize) -> usize {
        usize::try_from(self.random.below(limit.try_into().unwrap())).unwrap()
    }

    fn one<'v>(&self, views: &'v [Value]) -> &'v Value {
        &views[self.below(views.len())]
    }

    fn word(&self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    /// Whoever may do most is drawn most, or few acts would be allowed.
    fn actor(&self) -> &TestPerson {
        let drawn = self.below(self.cast.len() * 2);
        self.cast.get(drawn).unwrap_or(&self.cast[0])
    }

    async fn act(&mut self, number: u64) -> Answer {
        match self.below(6) {
            0 => self.make_unit(number).await,
            1 => self.change_unit().await,
            2 => self.apply(number).await,
            3 => self.step().await,
            4 => self.appoint(number).await,
            _ => self.end_role().await,
        }
    }

    async fn make_unit(&mut self, number: u64) -> Answer {
        // Some ids come again, with the same name or with another one.
        let repeated = self.below(4) == 0;
        let id = if repeated { self.random.below(number + 1) } else { number };
        let name = if repeated { "重来".to_owned() } else { format!("第{number}个") };
        let body = json!({
            "id": format!("01930000-0000-7000-8000-{id:012}"),
            "kind": self.word(&["federation", "district", "brigade", "squad", "partner", "村"]),
            "name": if self.below(8) == 0 { String::new() } else { name },
            "parent": self.one(&self.oracle.units)["id"],
        });
        let answer = self.actor().post("/v1/units", body).await;
        if answer.status == 201 {
            self.oracle.unit(&answer.json());
        }
        answer
    }

    async fn change_unit(&mut self) -> Answer {
        let unit = self.one(&self.oracle.units).clone();
        let mut body = json!({ "expected_version": unit["version"] });
        if self.below(2) == 0 {
            body["name"] = json!(self.word(&["东", "西", "南", "北"]));
        } else {
            body["parent"] = self.one(&self.oracle.units)["id"].clone();
        }
        let path = format!("/v1/units/{}", unit["id"].as_str().unwrap());
        let answer = self.actor().patch(&path, body).await;
        if answer.status == 200 {
            self.oracle.unit(&answer.json());
        }
        answer
    }

    async fn apply(&mut self, number: u64) -> Answer {
        let id = format!("01930000-0000-7000-9000-{number:012}");
        let body = json!({ "id": id, "unit": self.one(&self.oracle.units)["id"] });
        let answer = self.cast[self.below(7)].post("/v1/memberships", body).await;
        if answer.status == 201 {
            self.oracle.membership(&answer.json());
        }
        answer
    }

    async fn step(&mut self) -> Answer {
        let id = self.one(&self.oracle.memberships)["id"].as_str().unwrap().to_owned();
        let steps = ["approve", "approve", "approve", "reject", "suspend", "lift", "lift", "leave"];
        let answer = self.actor().steps(&id, self.word(&steps)).await;
        if answer.status == 200 {
            self.oracle.membership(&answer.json());
        }
        answer
    }

    async fn appoint(&mut self, number: u64) -> Answer {
        let unit = self.one(&self.oracle.units)["id"].as_str().unwrap().to_owned();
        let role = self.word(&["leader", "leader", "district_admin", "hq_admin", "auditor"]);
        let body = json!({
            "id": format!("01930000-0000-7000-a000-{number:012}"),
            "person_id": self.cast[self.below(7)].id,
            "role": role,
        });
        let answer = self.actor().post(&format!("/v1/units/{unit}/roles"), body).await;
        if answer.status == 201 {
            self.oracle.role(&answer.json());
        }
        answer
    }

    async fn end_role(&mut self) -> Answer {
        let id = self.one(&self.oracle.roles)["id"].as_str().unwrap().to_owned();
        let answer = self.actor().act(&format!("/v1/roles/{id}/end")).await;
        if answer.status == 200 {
            self.oracle.role(&answer.json());
        }
        answer
    }
}

async fn items(person: &TestPerson, path: &str) -> Vec<Value> {
    person.get(path).await.expect(200).json()["items"].as_array().unwrap().clone()
}

async fn told(database: Database, seed: u64) -> Option<Vec<String>> {
    let world = World::on(database).await?;
    let World { qin, he, zhou, lin, wang, tang, mei, .. } = &world;
    let random = Random::seeded(seed);
    let cast = [qin, he, zhou, tang, lin, wang, mei];
    let mut drawn = Drawn { random: &random, cast, oracle: Oracle::default() };
    items(qin, "/v1/units?limit=200").await.iter().for_each(|unit| drawn.oracle.unit(unit));
    for person in cast {
        let (own, held) = (items(person, "/v1/me/memberships").await, "/v1/me/roles");
        own.iter().for_each(|membership| drawn.oracle.membership(membership));
        items(person, held).await.iter().for_each(|role| drawn.oracle.role(role));
    }
    let mut answers = Vec::new();
    for number in 0..ACTS {
        let answer = drawn.act(number).await;
        assert!(answer.status < 500, "{} in act {number}, seed {seed}", answer.shown());
        answers.push(answer.shown());
    }
    for person in cast {
        let id = person.id.to_string();
        for collection in ["units", "memberships", "roster"] {
            let pulled = person.documents(collection).iter().map(Value::to_string).collect();
            let expected: BTreeSet<String> = drawn.oracle.documents(collection, &id);
            assert_eq!(expected, pulled, "{collection} of {id} on {database:?}, seed {seed}");
        }
        let (units, desks) = (drawn.oracle.unit_audiences(&id), drawn.oracle.desks(&id));
        assert_eq!(units, person.audiences_of(BucketKind::Unit), "of {id}, seed {seed}");
        assert_eq!(desks, person.audiences_of(BucketKind::Desk), "of {id}, seed {seed}");
    }
    Some(answers)
}

#[actix_web::test]
async fn both_databases_give_the_same_answers_to_the_same_random_acts() {
    for seed in [7, 11, 12] {
        let mut both = Vec::new();
        for database in [Database::Sqlite, Database::Postgresql] {
            both.extend(told(database, seed).await);
        }
        let (first, others) = both.split_first().unwrap();
        assert!(others.iter().all(|other| other == first), "the databases differ, seed {seed}");
        for status in ["200", "201", "403", "404", "409", "422"] {
            let drawn = first.iter().any(|answer| answer.starts_with(status));
            assert!(drawn, "no {status} among the acts, seed {seed}");
        }
    }
}
