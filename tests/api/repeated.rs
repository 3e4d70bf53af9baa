//! Requests that are sent again before the first one was answered.

use actix_web::test::TestRequest;
use futures_util::future::join3;
use serde_json::{Value, json};
use test_macros::test_on_both;
use uuid::Uuid;

use crate::support::{app::Answer, people::TestPerson, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-00000000a9a1";

/// Sends a change twice at once under one key; answers both answers once both met at a table.
async fn changes_twice(
    person: &TestPerson,
    (path, change): (&str, &Value),
    (key, table): (u128, &str),
) -> [Answer; 2] {
    let key = Uuid::from_u128(key).to_string();
    let change = || {
        let request = TestRequest::patch().uri(path).set_json(change);
        person.send(request.insert_header(("Idempotency-Key", key.clone())))
    };
    let gate = person.app.writers_meet_at(table, 2);
    let (one, other, ()) = join3(change(), change(), gate).await;
    [one, other]
}

#[test_on_both]
async fn a_sign_up_that_is_sent_twice_at_once_is_answered_twice_and_made_once(world: World) {
    let World { app, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let path = format!("/v1/shifts/{shift}/sign-ups");
    let gate = app.writers_meet_at("shift_seats", 2);

    let send = || lin.post(&path, json!({ "id": SOME_ID }));
    let (one, other, ()) = join3(send(), send(), gate).await;

    assert_eq!(one.expect(201).json(), other.expect(201).json());
    assert_eq!(app.seats_of(&shift), "1+0");
}

#[test_on_both]
async fn a_change_that_is_sent_twice_at_once_is_answered_twice_and_made_once(world: World) {
    let World { zhou, qin, lin, jiefangbei, .. } = &world;
    let shift = world.shift((23, 9, 11), 2).await;
    let shift = format!("/v1/shifts/{shift}");
    let activity = zhou.get(&shift).await.expect(200).json()["activity"].clone();
    let activity = format!("/v1/activities/{}", activity.as_str().unwrap());
    let site = format!("/v1/sites/{}", zhou.opens_site("食堂", jiefangbei).await);
    let (unit, file) = (format!("/v1/units/{jiefangbei}"), format!("/v1/people/{}", lin.id));

    for (key, (person, path, field, table)) in (1..).zip([
        (zhou, &shift, "note", "activities"),
        (zhou, &activity, "content", "activities"),
        (zhou, &site, "name", "sites"),
        (qin, &unit, "name", "units"),
        (zhou, &file, "address", "people"),
    ]) {
        let version = person.get(path).await.expect(200).json()["version"].as_i64().unwrap();
        let change = json!({ "expected_version": version, field: "改过" });
        let [one, other] = changes_twice(person, (path, &change), (key, table)).await;
        let (one, other) = (one.expect(200).json(), other.expect(200).json());
        assert_eq!((&one, &one["version"]), (&other, &json!(version + 1)), "{path}");
    }
}
