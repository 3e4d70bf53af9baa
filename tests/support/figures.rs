//! What tallies say.

use serde_json::{Value, json};

use super::{app::Answer, people::TestPerson, presence::at, world::World};

/// The figures that add up, in the order in which they are told below.
const ADDITIVE: [&str; 7] = [
    "minutes_final",
    "minutes_pending",
    "minutes_disputed",
    "credited_minutes",
    "records",
    "sessions",
    "times_served",
];

/// The figures of a row, or of a total, that add up.
pub(crate) fn additive(row: &Value) -> [i64; 7] {
    ADDITIVE.map(|name| row[name].as_i64().unwrap_or_default())
}

impl TestPerson {
    /// A tally, in English.
    pub(crate) async fn tally(&self, query: &str) -> Value {
        self.tally_as("application/json", query).await.expect(200).json()
    }

    /// The same as he accepts it.
    pub(crate) async fn tally_as(&self, accept: &'static str, query: &str) -> Answer {
        let request = actix_web::test::TestRequest::get().uri(&format!("/v1/tally?{query}"));
        let request = request.insert_header(("accept", accept));
        self.send(request.insert_header(("accept-language", "en"))).await
    }

    /// One figure of each row of a tally, by label, and of the total: `July 5, August 7; 12`.
    pub(crate) async fn figure(&self, figure: &str, query: &str) -> String {
        let tally = self.tally(query).await;
        let rows = tally["items"].as_array().unwrap().iter();
        let rows = rows.map(|row| format!("{} {}", row["label"].as_str().unwrap(), row[figure]));
        let rows: Vec<String> = rows.collect();
        format!("{}; {}", rows.join(", "), tally["total"][figure])
    }

    /// All figures of each row of a tally by label, in the order of [`ADDITIVE`], then those who
    /// served and members; the total last.
    pub(crate) async fn all_figures(&self, query: &str) -> String {
        let tally = self.tally(query).await;
        let figures = |row: &Value| {
            let people = ["volunteers_served", "volunteers_registered"];
            let told = ADDITIVE.iter().chain(&people).map(|name| row[*name].to_string());
            told.collect::<Vec<_>>().join(" ")
        };
        let rows = tally["items"].as_array().unwrap().iter();
        let rows = rows.map(|row| format!("{}: {}", row["label"].as_str().unwrap(), figures(row)));
        let total = format!("total: {}", figures(&tally["total"]));
        rows.chain([total]).collect::<Vec<_>>().join("\n")
    }

    /// Makes a unit that works in an area; answers its id.
    pub(crate) async fn makes_in(
        &self,
        kind: &str,
        name: &str,
        (parent, area_code): (&str, &str),
    ) -> String {
        let body = json!({ "kind": kind, "name": name, "parent": parent, "area_code": area_code });
        let made = self.post("/v1/units", body).await.expect(201).json();
        made["id"].as_str().unwrap().to_owned()
    }
}

impl World {
    /// 林小满 is marked for the whole of a shift that is over, of an activity that is different in
    /// something: hours that wait.
    pub(crate) async fn lin_was_present_at(&self, others: Value, when: (u32, u32, u32)) {
        let shift = self.shift_of(others, when, 5).await;
        let (day, _, until) = when;
        let mark = self.zhou.marks(&shift, self.lin.id, "present", &at(day, until, 0)).await;
        assert!(mark["attendance"].is_string(), "{mark}");
    }
}
