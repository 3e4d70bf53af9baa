//! Who may do what: every route for every kind of caller, from one table.
//!
//! A route of the description without a row fails; so does a row without a route. A refused request
//! must leave the whole database as it was.

use std::collections::BTreeSet;

use actix_web::{http::Method, test::TestRequest};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    app::{Answer, TestApp},
    people::{PASSWORD, TestPerson, login_body},
};

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Nobody,
    Expired,
    SignedOut,
    HqAdmin,
}

const EVERYBODY: [Who; 4] = [Who::Nobody, Who::Expired, Who::SignedOut, Who::HqAdmin];

/// What one gets: by kind of caller, in the order of [`EVERYBODY`].
type Row = (&'static str, [u16; 4]);

/// The table.
const MATRIX: [Row; 14] = [
    ("GET /livez", [200, 200, 200, 200]),
    ("GET /readyz", [200, 200, 200, 200]),
    ("GET /metrics", [200, 200, 200, 200]),
    ("GET /v1/meta", [200, 200, 200, 200]),
    ("POST /v1/accounts", [403, 403, 403, 403]),
    ("POST /v1/auth/login", [200, 200, 200, 200]),
    ("POST /v1/auth/refresh", [401, 401, 401, 401]),
    ("POST /v1/auth/logout", [401, 401, 401, 204]),
    ("GET /v1/me", [401, 401, 401, 200]),
    ("POST /v1/me/password", [401, 401, 401, 204]),
    ("GET /v1/me/devices", [401, 401, 401, 200]),
    ("GET /v1/me/notices", [401, 401, 401, 200]),
    ("GET /v1/units", [401, 401, 401, 200]),
    ("POST /v1/units", [401, 401, 401, 201]),
];

/// Rows of routes with an id in their path: what is asked for exists, or does not.
const BY_ID: [(&str, &str, [u16; 4]); 15] = [
    ("DELETE /v1/me/devices/{device}", "own", [401, 401, 401, 204]),
    ("DELETE /v1/me/devices/{device}", "absent", [401, 401, 401, 404]),
    ("POST /v1/people/{person}/claim-codes", "own", [401, 401, 401, 201]),
    ("POST /v1/people/{person}/claim-codes", "himself", [401, 401, 401, 403]),
    ("POST /v1/people/{person}/claim-codes", "absent", [401, 401, 401, 404]),
    ("POST /v1/units/{unit}/invites", "own", [401, 401, 401, 201]),
    ("POST /v1/units/{unit}/invites", "absent", [401, 401, 401, 404]),
    ("GET /v1/units/{unit}/invites", "own", [401, 401, 401, 200]),
    ("GET /v1/units/{unit}/invites", "absent", [401, 401, 401, 404]),
    ("DELETE /v1/invites/{invite}", "own", [401, 401, 401, 204]),
    ("DELETE /v1/invites/{invite}", "absent", [401, 401, 401, 404]),
    ("POST /v1/me/notices/{notice}/read", "own", [401, 401, 401, 200]),
    ("POST /v1/me/notices/{notice}/read", "absent", [401, 401, 401, 404]),
    ("GET /v1/units/{unit}", "own", [401, 401, 401, 200]),
    ("GET /v1/units/{unit}", "absent", [401, 401, 401, 404]),
];

const SIGNED_OUT: &str = "01930000-0000-7000-8000-0000000000d3";
const ABSENT: &str = "01930000-0000-7000-8000-00000000dead";

/// The world that the table is about.
struct World {
    app: TestApp,
    qin: TestPerson,
    expired: TestPerson,
    signed_out: TestPerson,
    federation: String,
    notice: String,
    person: String,
    himself: String,
    invite: String,
}

impl World {
    async fn new(app: TestApp) -> Self {
        let expired = app.headquarters().await;
        app.hands.advance(std::time::Duration::from_secs(3600));
        let signed_out = expired.on_device(SIGNED_OUT).await;
        signed_out.send(TestRequest::post().uri("/v1/auth/logout")).await.expect(204);
        let qin = expired.on_device("01930000-0000-7000-8000-0000000000d4").await;
        let federation = qin.federation().await;
        let notice = crate::notices::first_notice(&qin).await;
        let person = app.enrol("李梅", None, &federation).await.to_string();
        let invite = qin.invites(&federation, json!({})).await["id"].as_str().unwrap().to_owned();
        let himself = qin.id.to_string();
        Self { app, qin, expired, signed_out, federation, notice, person, himself, invite }
    }

    /// The id in the path of a route.
    fn id(&self, route: &str, relation: &str) -> &str {
        match (relation, route) {
            ("himself", _) => &self.himself,
            ("own", route) if route.contains("{notice}") => &self.notice,
            ("own", route) if route.contains("{person}") => &self.person,
            ("own", route) if route.contains("{invite}") => &self.invite,
            // The device that was signed out.
            ("own", route) if route.contains("{device}") => SIGNED_OUT,
            ("own", _) => &self.federation,
            _ => ABSENT,
        }
    }

    async fn ask(&self, who: Who, route: &str, id: &str) -> Answer {
        let (method, path) = route.split_once(' ').unwrap();
        let path = path.replace("{unit}", id).replace("{notice}", id);
        let path = path.replace("{person}", id).replace("{invite}", id).replace("{device}", id);
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = TestRequest::with_uri(&path).method(method);
        if let Some(body) = self.body(route) {
            request = request.set_json(body);
        }
        match who {
            Who::Nobody => self.app.send(request).await,
            Who::Expired => self.expired.send(request).await,
            Who::SignedOut => self.signed_out.send(request).await,
            Who::HqAdmin => self.qin.send(request).await,
        }
    }

    /// A body that would do, if the caller may.
    fn body(&self, route: &str) -> Option<Value> {
        let device = json!({ "id": ABSENT, "name": "手机" });
        match route {
            "POST /v1/accounts" => Some(json!({
                "setup_code": "2222-2222-2222", "name": "生人", "phone": "13811111111",
                "password": PASSWORD, "device": device,
            })),
            "POST /v1/auth/login" => Some(login_body(&self.qin.phone, ABSENT)),
            "POST /v1/auth/refresh" => Some(json!({ "refresh_token": "AAAA" })),
            // The same one: the rows below sign in with it.
            "POST /v1/me/password" => Some(json!({ "old": PASSWORD, "new": PASSWORD })),
            "POST /v1/units/{unit}/invites" => Some(json!({})),
            "POST /v1/units" => {
                Some(json!({ "kind": "district", "name": "渝中", "parent": self.federation }))
            }
            _ => None,
        }
    }

    async fn check(&self, route: &str, id: &str, expected: [u16; 4]) {
        for (who, status) in EVERYBODY.into_iter().zip(expected) {
            let before = self.app.everything();
            let answer = self.ask(who, route, id).await;
            assert_eq!(answer.status, status, "{route} of {id} by {who:?}");
            if answer.status >= 400 {
                assert!(
                    before == self.app.everything(),
                    "{route} by {who:?} left something behind"
                );
            }
        }
    }
}

#[test_on_both]
async fn each_caller_gets_what_the_table_says_and_a_refusal_changes_nothing(app: TestApp) {
    let world = World::new(app).await;

    for (route, relation, expected) in BY_ID {
        world.check(route, world.id(route, relation), expected).await;
    }
    // The last of these signs the administrator out, so the rest has to come first.
    let last = |row: &Row| row.0 == "POST /v1/auth/logout";
    for (route, expected) in
        MATRIX.iter().filter(|row| !last(row)).chain(MATRIX.iter().filter(|row| last(row)))
    {
        world.check(route, "", *expected).await;
    }
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let openapi: Value = serde_json::from_str(&muster::cli::openapi_json().unwrap()).unwrap();
    let routes: BTreeSet<String> = openapi["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().keys();
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let rows: BTreeSet<String> = MATRIX
        .iter()
        .map(|row| row.0)
        .chain(BY_ID.iter().map(|row| row.0))
        .map(str::to_owned)
        .collect();

    assert_eq!(routes, rows);
}
