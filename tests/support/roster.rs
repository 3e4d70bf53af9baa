//! Who signs up whom, and what the database says of seats.

use serde_json::{Value, json};

use super::{
    app::{Answer, TestApp},
    dump::lines,
    people::TestPerson,
};

/// Seats whose counts are not those of their sign-ups, or that are gone twice.
const SEATS_THAT_LIE: &str = "SELECT CAST(count(*) AS text) AS line FROM shift_seats s \
     WHERE taken > seats OR taken <> (SELECT count(*) FROM sign_ups u WHERE u.position = s.id \
     AND u.state IN ('confirmed', 'offered')) OR waiting <> (SELECT count(*) FROM sign_ups u \
     WHERE u.position = s.id AND u.state = 'waitlisted')";

impl TestApp {
    /// How many seats of a shift are taken, and how many people wait: `2+1`. All seats must agree
    /// with their sign-ups.
    #[track_caller]
    pub(crate) fn seats_of(&self, shift: &str) -> String {
        assert_eq!(self.look(|conn| Ok(lines(conn, SEATS_THAT_LIE))), ["0"]);
        let of_shift = if self.is_sqlite() {
            format!("hex(shift) = '{}'", shift.replace('-', "").to_uppercase())
        } else {
            format!("shift = '{shift}'")
        };
        let query = format!(
            "SELECT CAST(taken AS text) || '+' || CAST(waiting AS text) AS line \
             FROM shift_seats WHERE {of_shift} ORDER BY id"
        );
        self.look(|conn| Ok(lines(conn, &query))).join(" ")
    }
}

impl TestPerson {
    /// Asks somebody to come to a shift.
    pub(crate) async fn asks(&self, person: impl ToString, shift: &str) -> Answer {
        let body = json!({ "person_id": person.to_string() });
        self.post(&format!("/v1/shifts/{shift}/sign-ups"), body).await
    }

    /// Signs somebody up who said that he comes.
    pub(crate) async fn enters(&self, person: impl ToString, shift: &str) -> Answer {
        let body = json!({ "person_id": person.to_string(), "agreed_orally": true });
        self.post(&format!("/v1/shifts/{shift}/sign-ups"), body).await
    }

    /// His newest sign-up, as he sees it.
    pub(crate) async fn sign_up(&self) -> Value {
        let page = self.get("/v1/me/sign-ups?limit=1").await.expect(200).json();
        page["items"][0].clone()
    }

    /// What he was told of sign-ups, in the order of time.
    pub(crate) async fn told_of_sign_ups(&self) -> String {
        let page = self.get("/v1/me/notices").await.expect(200).json();
        let kinds = page["items"].as_array().unwrap().iter().rev();
        let kinds = kinds.filter_map(|notice| notice["kind"].as_str());
        let of_sign_ups =
            |kind: &&str| !kind.starts_with("membership") && !kind.starts_with("role");
        kinds.filter(of_sign_ups).collect::<Vec<_>>().join(" ")
    }
}

/// The id of a sign-up that was answered.
#[track_caller]
pub(crate) fn id_of(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}
