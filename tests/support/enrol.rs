//! People with a record and no account, and how they come to one.

use actix_web::test::TestRequest;
use muster::{
    kernel::ids::PersonId,
    org::{self, Apply, MembershipState},
    people::{self, Name, NewPerson, Phone, Profile},
};
use serde_json::{Value, json};

use super::{
    app::{Answer, TestApp},
    people::{PASSWORD, TestPerson},
};

impl TestApp {
    /// Enters somebody as a member of a unit.
    pub(crate) async fn enrol(&self, name: &str, phone: Option<&str>, unit: &str) -> PersonId {
        let (random, now) = (self.muster.random.clone(), self.muster.clock.now());
        let (id, sealer) = (random.id(now), self.sealer.clone());
        let new = NewPerson {
            id,
            entered_by: id,
            profile: Profile {
                phone: phone.map(|phone| Phone::parse(phone).unwrap()),
                ..Profile::named(Name::parse(name).unwrap())
            },
        };
        let apply = Apply { id: random.id(now), person: id, unit: unit.parse().unwrap() };
        let enrolled = self.muster.db.write(move |tx| {
            let person = people::create(tx, &sealer, &new, now)?;
            org::join(tx, &person, &apply, MembershipState::Active, now)
        });
        enrolled.await.unwrap();
        id
    }

    /// Somebody in a unit who opened an account.
    pub(crate) async fn volunteer(
        &self,
        name: &str,
        unit: &str,
        leader: &TestPerson,
    ) -> TestPerson {
        let phone = self.new_phone();
        let id = self.enrol(name, Some(&phone), unit).await;
        let code = leader.claim_code(id).await;
        let answer = self.post("/v1/accounts", claim_body(&code, &phone, None)).await.expect(201);
        TestPerson::of(self, &phone, &answer.json())
    }

    /// Tries a claim code.
    pub(crate) async fn claim(&self, code: &str, phone: &str, name: Option<&str>) -> Answer {
        self.post("/v1/accounts", claim_body(code, phone, name)).await
    }

    /// Signs up with an invite.
    pub(crate) async fn accept(&self, code: &str, name: &str, phone: &str) -> Answer {
        let mut body = claim_body("", phone, Some(name));
        body["invite_code"] = json!(code);
        body.as_object_mut().unwrap().remove("claim_code");
        self.post("/v1/accounts", body).await
    }
}

impl TestPerson {
    /// Asks for a claim code, as the act of a key where one is given.
    pub(crate) async fn asks_claim_code(&self, person: PersonId, key: Option<&str>) -> Answer {
        let path = format!("/v1/people/{person}/claim-codes");
        let mut request = TestRequest::post().uri(&path);
        if let Some(key) = key {
            request = request.insert_header(("Idempotency-Key", key));
        }
        self.send(request).await
    }

    /// A claim code for somebody.
    pub(crate) async fn claim_code(&self, person: PersonId) -> String {
        let made = self.asks_claim_code(person, None).await.expect(201).json();
        made["code"].as_str().unwrap().to_owned()
    }

    /// Gives a role to somebody who need not have an account.
    pub(crate) async fn appoints_person(&self, person: PersonId, role: &str, unit: &str) -> Answer {
        let body = json!({ "person_id": person, "role": role });
        self.post(&format!("/v1/units/{unit}/roles"), body).await
    }

    /// Ends all roles on a unit that are not his own.
    pub(crate) async fn deposes_all(&self, unit: &str) {
        let roles = self.get(&format!("/v1/units/{unit}/roles")).await.expect(200).json();
        for role in roles["items"].as_array().unwrap() {
            if role["person_id"] != json!(self.id) {
                let path = format!("/v1/roles/{}/end", role["id"].as_str().unwrap());
                self.act(&path).await.expect(200);
            }
        }
    }

    /// Makes an invite and answers it.
    pub(crate) async fn invites(&self, unit: &str, body: Value) -> Value {
        self.post(&format!("/v1/units/{unit}/invites"), body).await.expect(201).json()
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(TestRequest::delete().uri(path)).await
    }
}

/// The body of a claim. Each number has a device of its own.
fn claim_body(code: &str, phone: &str, name: Option<&str>) -> Value {
    let device = uuid::Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + digits(phone));
    let mut body = json!({
        "claim_code": code,
        "phone": phone,
        "password": PASSWORD,
        "device": { "id": device, "name": "自己的手机" },
    });
    if let Some(name) = name {
        body["name"] = json!(name);
    }
    body
}

fn digits(phone: &str) -> u128 {
    phone.parse().unwrap()
}

/// The same answer with its code hidden, for a snapshot.
pub(crate) fn without_code(mut answer: Answer) -> Answer {
    let mut body = answer.json();
    body["code"] = json!("[code]");
    answer.body = serde_json::to_vec(&body).unwrap();
    answer
}

/// All lines of a database but the counts: tries of codes are counted, whatever comes of them.
pub(crate) fn without_failures(everything: &str) -> Vec<&str> {
    everything.lines().filter(|line| !line.starts_with("login_failures ")).collect()
}
