//! Who signs up whom, and what the database says of seats.

use std::time::Duration;

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
    /// All seats must agree with their sign-ups.
    #[track_caller]
    pub(crate) fn assert_seats_agree(&self) {
        assert_eq!(self.look(|conn| Ok(lines(conn, SEATS_THAT_LIE))), ["0"]);
    }

    /// Lets some hours pass, after which all tokens have run out.
    pub(crate) fn hours_pass(&self, hours: u64) {
        self.hands.advance(Duration::from_secs(hours * 3600));
    }

    /// How many seats of a shift are taken, and how many people wait: `2+1`. All seats must agree
    /// with their sign-ups.
    #[track_caller]
    pub(crate) fn seats_of(&self, shift: &str) -> String {
        self.assert_seats_agree();
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

    /// The same person some hours later, signed in anew: his token has run out meanwhile.
    pub(crate) async fn hours_later(&self, hours: u64) -> Self {
        self.app.hours_pass(hours);
        self.signs_in_again().await
    }

    /// The same person, signed in anew after his token ran out.
    pub(crate) async fn signs_in_again(&self) -> Self {
        self.on_device(&format!("01930000-0000-7000-8001-0{}", self.phone)).await
    }

    /// What he was told of sign-ups, in the order of words: what is told at one instant has none.
    pub(crate) async fn told_of_sign_ups(&self) -> String {
        let page = self.get("/v1/me/notices").await.expect(200).json();
        let notices = page["items"].as_array().unwrap().iter();
        let kinds = notices.filter_map(|notice| notice["kind"].as_str());
        let mut kinds: Vec<&str> =
            kinds.filter(|kind| kind.contains("sign_up") || kind.contains("offer")).collect();
        kinds.sort_unstable();
        kinds.join(" ")
    }
}

/// The id of a sign-up that was answered.
#[track_caller]
pub(crate) fn id_of(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}
