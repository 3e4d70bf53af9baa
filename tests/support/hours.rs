//! What became of hours: in the figures of a unit, in the ledger, on the phone of who served.

use muster::{cells, ledger};
use serde_json::{Value, json};

use super::{
    app::{Answer, TestApp},
    people::TestPerson,
    presence::at,
    world::World,
};

/// Lines of a record that tests look at, at most.
const LINES_MAX: i64 = 100;

impl TestApp {
    /// What the cells hold of a unit: `120 final, 120 credited, 1 records, 1 sessions`.
    pub(crate) fn figures_of(&self, unit: &str) -> String {
        let unit = unit.parse().unwrap();
        let (sums, served) =
            self.look(|conn| Ok((cells::sums_of(conn, unit)?, cells::served_of(conn, unit)?)));
        let figures = [
            (sums.pending_minutes, "pending"),
            (sums.final_minutes, "final"),
            (sums.disputed_minutes, "disputed"),
            (sums.credited_minutes, "credited"),
            (sums.records, "records"),
            (served.sessions, "sessions"),
        ];
        let told = figures.iter().filter(|(count, _)| *count != 0);
        told.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
    }

    /// The given minutes in the lines of a record, in their order: `120 -120 150`.
    pub(crate) fn ledger_of(&self, record: &str) -> String {
        let record = record.parse().unwrap();
        let lines = self.look(|conn| ledger::entries_of(conn, record, LINES_MAX));
        let minutes = lines.iter().map(|line| line.given_minutes.to_string());
        minutes.collect::<Vec<_>>().join(" ")
    }
}

impl TestPerson {
    /// What he was told of hours, in the order of words.
    pub(crate) async fn told_of_hours(&self) -> String {
        let page = self.get("/v1/me/notices").await.expect(200).json();
        let notices = page["items"].as_array().unwrap().iter();
        let kinds = notices.filter_map(|notice| notice["kind"].as_str());
        let mut kinds: Vec<&str> =
            kinds.filter(|kind| kind.contains("hours") || kind.contains("dispute")).collect();
        kinds.sort_unstable();
        kinds.join(" ")
    }

    /// Confirms a record, saying whatever the body says.
    pub(crate) async fn confirms_with(&self, record: &str, body: Value) -> Answer {
        self.post(&format!("/v1/service-records/{record}/confirm"), body).await
    }

    /// Confirms several records, or approves them; answers of each whether it was done, or why not.
    pub(crate) async fn decides_all(&self, records: &[String], step: &str) -> Vec<String> {
        let path = format!("/v1/service-records/{step}");
        let answer = self.post(&path, json!({ "ids": records })).await.expect(200).json();
        let results = answer["results"].as_array().unwrap().iter();
        let word = |result: &Value| {
            let code = result["problem"]["code"].as_str().unwrap_or("done");
            assert_eq!(result["done"], json!(code == "done"));
            code.to_owned()
        };
        results.map(word).collect()
    }
}

impl World {
    /// 王二 is marked from a source, as one who was there throughout a shift on the 22nd from nine
    /// to eleven. Answers his record's id, and the leader, signed in anew at noon.
    pub(crate) async fn wang_is_marked_from(&self, source: &str) -> (String, TestPerson) {
        let shift = self.shift((22, 9, 11), 5).await;
        self.zhou.enters(self.wang.id, &shift).await.expect(201);
        let zhou = self.zhou.hours_later(4).await;
        let when = at(22, 11, 0);
        let mark = zhou.marks_from(&shift, source, self.wang.id, "present", &when).await;
        (mark["id"].as_str().unwrap().to_owned(), zhou)
    }

    /// The same, confirmed: a second person is to look at it. Answers the record's id, the leader
    /// who confirmed it, and the administrator of his district, signed in anew.
    pub(crate) async fn wang_is_in_review(&self, source: &str) -> (String, TestPerson, TestPerson) {
        let (record, zhou) = self.wang_is_marked_from(source).await;
        let confirmed = zhou.decides(&record, "confirm").await.expect(200).json();
        assert_eq!(confirmed["state"], json!("in_review"));
        (record, zhou, self.he.signs_in_again().await)
    }

    /// 林小满 served two hours, which the leader confirmed and which count. Answers the record's
    /// id, him, and the leader, signed in anew.
    pub(crate) async fn lin_has_hours(&self) -> (String, TestPerson, TestPerson) {
        let (record, lin) = self.lin_serves().await;
        let zhou = self.zhou.signs_in_again().await;
        let confirmed = zhou.decides(&record, "confirm").await.expect(200).json();
        assert_eq!(confirmed["state"], json!("approved"));
        (record, lin, zhou)
    }
}

/// What a view tells that a document does not; in all else they are the same.
pub(crate) fn beyond(view: &Value, document: &Value) -> String {
    let (view, document) = (view.as_object().unwrap(), document.as_object().unwrap());
    let differs = |field: &&String| document.get(*field) != view.get(*field);
    assert_eq!(document.keys().find(differs), None);
    let left: Vec<&str> =
        view.keys().filter(|field| !document.contains_key(*field)).map(String::as_str).collect();
    left.join(" ")
}
