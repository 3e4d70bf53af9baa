//! Who may do what: every route for every kind of caller, from one table.
//!
//! A route of the description without a row fails; so does a row without a route. A refused request
//! must leave the whole database as it was.

mod attended;
mod cast;
mod planned;
mod plans;
mod stays;
mod synced;
mod table;
mod tallied;
mod target;

use std::collections::BTreeSet;

use actix_web::{http::Method, test::TestRequest};
use serde_json::Value;
use test_macros::test_on_both;

use crate::support::app::{Answer, TestApp};
use attended::ATTENDED;
use cast::{Cast, EVERYBODY, Who};
use planned::PLANNED;
use synced::SYNCED;
use table::{MATRIX, Row};
use tallied::TALLIED;

/// The whole table.
fn rows() -> impl Iterator<Item = &'static Row> + Clone {
    MATRIX.iter().chain(PLANNED).chain(ATTENDED).chain(TALLIED).chain(SYNCED)
}

impl Cast {
    async fn ask(&self, who: Who, route: &str, target: &str) -> Answer {
        let (method, pattern) = route.split_once(' ').unwrap();
        let mut path = match pattern.split_once('{') {
            Some((before, rest)) => {
                format!("{before}{target}{}", rest.split_once('}').unwrap().1)
            }
            None => pattern.to_owned(),
        };
        let mut request =
            TestRequest::default().method(Method::from_bytes(method.as_bytes()).unwrap());
        if let Some(body) = self.body(route, target) {
            request = request.set_json(body);
        }
        if method == "PATCH" {
            let version = self.version(who, &path).await;
            request = request.insert_header(("If-Match", format!("\"{version}\"")));
        }
        if route == "GET /v1/people" && !target.is_empty() {
            path = format!("{path}?unit={target}");
        }
        if route == "GET /v1/tally" {
            let of = if target.is_empty() { String::new() } else { format!("&unit={target}") };
            path = format!("{path}?by=month{of}");
        }
        let request = request.uri(&path);
        match self.caller(who) {
            // The session that is ended is one for this.
            Some(caller) if route == "POST /v1/auth/logout" && self.signed(who).is_some() => {
                caller.on_device("01930000-0000-7000-8000-0000000000d5").await.send(request).await
            }
            Some(caller) => caller.send(request).await,
            None => self.world.app.send(request).await,
        }
    }

    /// The version of what is to be changed.
    async fn version(&self, who: Who, path: &str) -> i64 {
        let reader = if path == "/v1/me" { self.signed(who) } else { Some(&self.world.qin) };
        match reader {
            Some(reader) => reader.get(path).await.json()["version"].as_i64().unwrap_or(1),
            None => 1,
        }
    }

    /// Asks as everybody; those who are refused one after another, and then the whole database must
    /// be as it was.
    async fn check(&self, &(route, target, statuses): &Row) {
        let expected: Vec<u16> =
            statuses.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        assert_eq!(expected.len(), EVERYBODY.len(), "{route}");
        let cells = || EVERYBODY.into_iter().zip(expected.iter().copied());
        let mut refused = Vec::new();
        for (who, status) in cells().filter(|(_, status)| *status >= 400) {
            refused.push((who, status, self.target(route, target, who).await));
        }
        let before = self.world.app.everything();
        for (who, status, id) in refused {
            self.answers(who, route, &id, status).await;
        }
        assert!(
            before == self.world.app.everything(),
            "a refusal of {route} left something behind"
        );
        for (who, status) in cells().filter(|(_, status)| *status < 400) {
            let id = self.target(route, target, who).await;
            self.answers(who, route, &id, status).await;
        }
    }

    async fn answers(&self, who: Who, route: &str, id: &str, status: u16) {
        let answer = self.ask(who, route, id).await;
        assert_eq!(answer.status, status, "{route} of {id} by {who:?}: {}", answer.text());
    }
}

#[test_on_both]
async fn each_caller_gets_what_the_table_says_and_a_refusal_changes_nothing(app: TestApp) {
    let cast = Cast::new(app).await;

    for row in rows() {
        cast.check(row).await;
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
    let rows: BTreeSet<String> = rows().map(|row| row.0.to_owned()).collect();

    assert_eq!(routes, rows);
}

#[test]
fn a_route_with_an_id_has_a_row_for_one_that_is_not_there() {
    let by_id = rows().filter(|row| row.0.contains('{'));
    let absent = by_id.clone().filter(|row| row.1 == target::Target::Absent);

    let routes = |rows: Vec<&Row>| rows.into_iter().map(|row| row.0).collect::<BTreeSet<_>>();
    assert_eq!(routes(by_id.collect()), routes(absent.collect()));
}
