//! The same random acts on SQLite and on PostgreSQL: the same answers, and documents as an oracle
//! expects them that shares no code with the server.

use std::collections::BTreeSet;

use muster::platform::random::Random;
use serde_json::{Value, json};

use crate::support::{app::TestApp, database::Database, people::TestPerson};

const ACTS: u64 = 150;

/// What an oracle remembers: the units that were answered with 201.
#[derive(Default)]
struct Oracle {
    units: Vec<Value>,
}

impl Oracle {
    /// The documents that everybody may read.
    fn public(&self) -> BTreeSet<String> {
        let document = |unit: &Value| {
            json!({
                "id": unit["id"], "kind": unit["kind"], "name": unit["name"],
                "parent": unit["parent"], "valid_from": null, "valid_to": null,
            })
        };
        self.units.iter().map(|unit| document(unit).to_string()).collect()
    }
}

/// One random act, drawn from what is there: some fit, some do not, some are repeated.
fn draw(random: &Random, number: u64, units: &[Value]) -> Value {
    let pick = |words: &[&'static str]| {
        words[usize::try_from(random.below(words.len().try_into().unwrap())).unwrap()]
    };
    let kind = pick(&["federation", "district", "brigade", "squad", "partner", "village"]);
    let parent = usize::try_from(random.below(units.len().try_into().unwrap())).unwrap();
    let repeated = random.below(4) == 0;
    let id = if repeated { random.below(number + 1) } else { number };
    let name = if repeated { "重来".to_owned() } else { format!("第{number}个") };
    json!({
        "id": format!("01930000-0000-7000-8000-{id:012}"),
        "kind": kind,
        "name": if random.below(8) == 0 { String::new() } else { name },
        "parent": units[parent]["id"],
    })
}

async fn act(qin: &TestPerson, seed: u64) -> (Vec<String>, Oracle) {
    let random = Random::seeded(seed);
    let mut oracle = Oracle::default();
    let federation = qin.get("/v1/units?kind=federation").await.json()["items"][0].clone();
    oracle.units.push(federation);
    let mut answers = Vec::new();
    for number in 0..ACTS {
        let body = draw(&random, number, &oracle.units);
        let answer = qin.post("/v1/units", body).await;
        if answer.status == 201 && !oracle.units.contains(&answer.json()) {
            oracle.units.push(answer.json());
        }
        answers.push(answer.shown());
    }
    (answers, oracle)
}

#[actix_web::test]
async fn both_databases_give_the_same_answers_to_the_same_random_acts() {
    let seed = 7;
    let mut told = Vec::new();
    for database in [Database::Sqlite, Database::Postgresql] {
        let Some(app) = TestApp::on(database).await else { continue };
        let qin = app.headquarters().await;

        let (answers, oracle) = act(&qin, seed).await;

        let pulled = qin.documents("units").iter().map(Value::to_string).collect::<BTreeSet<_>>();
        assert_eq!(pulled, oracle.public(), "{database:?}, seed {seed}");
        told.push(answers);
    }
    let (first, others) = told.split_first().unwrap();
    assert!(others.iter().all(|other| other == first), "the databases differ, seed {seed}");
    assert!(first.iter().any(|answer| answer.starts_with("201")));
    assert!(first.iter().any(|answer| answer.starts_with("409")));
}
