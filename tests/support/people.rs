//! People with an account, and what they do.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::test::TestRequest;
use diesel::connection::SimpleConnection;
use muster::{
    changelog,
    kernel::{bucket::BucketKind, ids::PersonId},
};
use serde_json::{Value, json};

use super::{
    app::{Answer, TestApp},
    phone::Row,
};

/// Somebody who is signed in.
#[derive(Clone)]
pub(crate) struct TestPerson {
    pub(crate) app: TestApp,
    pub(crate) id: PersonId,
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) phone: String,
    pub(crate) password: String,
}

/// A password that nobody tries first.
pub(crate) const PASSWORD: &str = "山高路远也要去看看";

impl TestPerson {
    /// Makes the first administrator from a setup code.
    pub(super) async fn set_up(app: &TestApp) -> Self {
        let phone = "13800000001";
        let body = set_up_body(&app.setup_code().await.unwrap(), phone);
        let answer = app.post("/v1/accounts", body).await.expect(201);
        Self::of(app, phone, &answer.json())
    }

    /// Somebody else with an account, from a setup code: whoever administered the federation before
    /// no longer does.
    pub(crate) async fn another(app: &TestApp, phone: &str) -> Self {
        app.look(|conn| conn.batch_execute("UPDATE roles SET until_at = from_at"));
        let body = set_up_body(&app.setup_code().await.unwrap(), phone);
        Self::of(app, phone, &app.post("/v1/accounts", body).await.expect(201).json())
    }

    /// The person whom an answer with tokens names.
    pub(crate) fn of(app: &TestApp, phone: &str, tokens: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            app: app.clone(),
            id: text(&tokens["person"]["id"]).parse().unwrap(),
            access_token: text(&tokens["access_token"]),
            refresh_token: text(&tokens["refresh_token"]),
            phone: phone.to_owned(),
            password: PASSWORD.to_owned(),
        }
    }

    /// The same person, signed in anew on a device.
    pub(crate) async fn on_device(&self, device: &str) -> Self {
        let answer = self.app.post("/v1/auth/login", login_body(&self.phone, device)).await;
        Self::of(&self.app, &self.phone, &answer.expect(200).json())
    }

    /// Sends a request with his token.
    pub(crate) async fn send(&self, request: TestRequest) -> Answer {
        let bearer = ("Authorization", format!("Bearer {}", self.access_token));
        self.app.send(request.insert_header(bearer)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(TestRequest::get().uri(path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(TestRequest::post().uri(path).set_json(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(TestRequest::patch().uri(path).set_json(body)).await
    }

    /// Sends an act that has no body.
    pub(crate) async fn act(&self, path: &str) -> Answer {
        self.send(TestRequest::post().uri(path)).await
    }

    /// Makes a unit and answers its id.
    pub(crate) async fn makes(&self, kind: &str, name: &str, parent: &str) -> String {
        let body = json!({ "kind": kind, "name": name, "parent": parent });
        let unit = self.post("/v1/units", body).await.expect(201).json();
        unit["id"].as_str().unwrap().to_owned()
    }

    /// The id of the federation.
    pub(crate) async fn federation(&self) -> String {
        let units = self.get("/v1/units?kind=federation").await.expect(200).json();
        units["items"][0]["id"].as_str().unwrap().to_owned()
    }

    /// The documents of a collection that he may read now, by what stands in feed and grants.
    pub(crate) fn documents(&self, collection: &str) -> Vec<Value> {
        self.app.look(|conn| {
            let grants = changelog::grants_of(conn, self.id)?;
            let mut documents = Vec::new();
            for grant in grants.iter().filter(|grant| grant.until_at.is_none()) {
                let feed = changelog::feed_of(conn, grant.bucket, 0, 10_000)?;
                let lines = feed.into_iter().filter(|row| row.collection == collection);
                documents.extend(lines.filter_map(|row| row.document));
            }
            Ok(documents.iter().map(|text| serde_json::from_str(text).unwrap()).collect())
        })
    }

    /// Everything that he may see now, by what stands in feed and grants.
    pub(crate) fn visible(&self) -> BTreeMap<Row, Value> {
        self.app.look(|conn| {
            let mut visible = BTreeMap::new();
            for grant in changelog::open_grants(conn, &[self.id])? {
                for line in changelog::feed_of(conn, grant.bucket, 0, 100_000)? {
                    let row = (line.collection, line.entity.to_string());
                    let document = line.document.map(|text| serde_json::from_str(&text).unwrap());
                    document.map(|document| visible.insert(row, document));
                }
            }
            Ok(visible)
        })
    }

    /// Whose audiences of a kind he reads now.
    pub(crate) fn audiences_of(&self, kind: BucketKind) -> BTreeSet<String> {
        let grants = self.app.look(|conn| changelog::grants_of(conn, self.id));
        let open = grants.iter().filter(|grant| grant.until_at.is_none());
        let wanted = open.filter(|grant| grant.bucket.kind == kind);
        wanted.map(|grant| grant.bucket.owner.to_string()).collect()
    }

    /// The audiences that he reads now.
    pub(crate) fn audiences(&self) -> Vec<BucketKind> {
        let grants = self.app.look(|conn| changelog::grants_of(conn, self.id));
        let open = grants.iter().filter(|grant| grant.until_at.is_none());
        open.map(|grant| grant.bucket.kind).collect()
    }
}

/// The body that opens the first account.
pub(crate) fn set_up_body(code: &str, phone: &str) -> Value {
    json!({
        "setup_code": code,
        "name": "秦岚",
        "phone": phone,
        "password": PASSWORD,
        "device": { "id": "01930000-0000-7000-8000-0000000000d1", "name": "秦岚的手机" },
    })
}

/// The body of a login.
pub(crate) fn login_body(phone: &str, device: &str) -> Value {
    json!({
        "method": "password",
        "phone": phone,
        "password": PASSWORD,
        "device": { "id": device, "name": "另一部手机" },
    })
}
