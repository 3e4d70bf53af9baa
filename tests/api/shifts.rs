//! Shifts: when they are, what they say, and who sees them.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{dump::columns, people::TestPerson, plan::hours, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-00000000aaaa";
const NEW_PHONE: &str = "01930000-0000-7000-8000-0000000000d9";
const SOME_POSITION: &str = "01930000-0000-7000-8000-00000000bbbb";

/// A shift of two hours on the 23rd, with whatever is to be different.
fn body(others: &Value) -> Value {
    let (starts_at, ends_at) = hours((23, 9, 11));
    let mut body = json!({
        "starts_at": starts_at,
        "ends_at": ends_at,
        "positions": [{ "name": "栽种", "seats": 2 }],
    });
    for (field, value) in others.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

/// A day with two breaks and two positions.
fn day_with_breaks() -> Value {
    json!({
        "ends_at": "2026-11-23T15:00:00+08:00",
        "sign_up_closes_at": "2026-11-22T20:00:00+08:00",
        "breaks": [
            { "starts_at": "2026-11-23T14:00:00+08:00", "ends_at": "2026-11-23T14:10:00+08:00" },
            { "starts_at": "2026-11-23T12:00:00+08:00", "ends_at": "2026-11-23T13:00:00+08:00" },
        ],
        "positions": [
            { "name": "栽种", "seats": 2, "requirements": "自带手套" },
            { "name": "浇水", "seats": 1 },
        ],
        "note": "雨天顺延",
    })
}

/// What a document of a shift says: the view without what changes with each sign-up, and without
/// when it was made.
fn without_counts(shift: &Value) -> Value {
    let mut document = shift.clone();
    let fields = document.as_object_mut().unwrap();
    fields.remove("created_at");
    for position in fields["positions"].as_array_mut().unwrap() {
        let fields = position.as_object_mut().unwrap();
        fields.retain(|field, _| !["taken", "waiting"].contains(&&**field));
    }
    document
}

#[test_on_both]
async fn a_shift_is_planned_with_positions_and_breaks(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let path = format!("/v1/activities/{activity}/shifts");

    let made = zhou.post(&path, body(&day_with_breaks())).await;

    expect![[r#"
        201 {
          "activity": "[id 1]",
          "audience": "[id 2]",
          "breaks": [
            {
              "ends_at": "2026-11-23T05:00:00.000Z",
              "starts_at": "2026-11-23T04:00:00.000Z"
            },
            {
              "ends_at": "2026-11-23T06:10:00.000Z",
              "starts_at": "2026-11-23T06:00:00.000Z"
            }
          ],
          "created_at": "2026-11-22T00:00:00.000Z",
          "ends_at": "2026-11-23T07:00:00.000Z",
          "ends_local": "2026-11-23T15:00",
          "id": "[id 3]",
          "note": "雨天顺延",
          "positions": [
            {
              "id": "[id 4]",
              "name": "栽种",
              "requirements": "自带手套",
              "seats": 2,
              "taken": 0,
              "waiting": 0
            },
            {
              "id": "[id 5]",
              "name": "浇水",
              "requirements": null,
              "seats": 1,
              "taken": 0,
              "waiting": 0
            }
          ],
          "published_at": null,
          "service_date": "2026-11-23",
          "sign_up_closes_at": "2026-11-22T12:00:00.000Z",
          "starts_at": "2026-11-23T01:00:00.000Z",
          "starts_local": "2026-11-23T09:00",
          "state": "planned",
          "time_zone": "Asia/Shanghai",
          "unit": "[id 2]",
          "version": 1
        }"#]]
    .assert_eq(&made.shown());
    let shift = made.json();
    let path = format!("/v1/shifts/{}", shift["id"].as_str().unwrap());
    let seen = zhou.get(&path).await.expect(200);
    assert_eq!((seen.header("etag"), seen.json()), ("\"1\"", shift));
}

#[test_on_both]
async fn a_night_shift_on_the_last_of_december_belongs_to_the_old_year(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("跨年值守", &jiefangbei, json!({})).await;
    let path = format!("/v1/activities/{activity}/shifts");
    let night =
        json!({ "starts_at": "2026-12-31T22:00:00+08:00", "ends_at": "2027-01-01T06:00:00+08:00" });

    let shift = zhou.post(&path, body(&night)).await.expect(201).json();

    let local = ["service_date", "starts_local", "ends_local", "time_zone", "starts_at"];
    expect!["2026-12-31 2026-12-31T22:00 2027-01-01T06:00 Asia/Shanghai 2026-12-31T14:00:00.000Z"]
        .assert_eq(&local.map(|field| shift[field].as_str().unwrap()).join(" "));
}

#[test_on_both]
async fn a_shift_begins_on_a_day_of_its_activity(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let others = json!({ "starts_on": null, "ends_on": null });
    let undated = zhou.plans("日期未定", &jiefangbei, others).await;
    let before = app.everything();

    for (activity, day) in
        [(&activity, "2026-11-21"), (&activity, "2027-01-01"), (&undated, "2026-11-23")]
    {
        let starts_at = format!("{day}T09:00:00+08:00");
        let ends_at = format!("{day}T10:00:00+08:00");
        let body = body(&json!({ "starts_at": starts_at, "ends_at": ends_at }));
        let path = format!("/v1/activities/{activity}/shifts");
        let problem = zhou.post(&path, body).await.expect(422).json();
        assert_eq!(problem["errors"][0]["pointer"], "/starts_at", "{day}");
        assert_eq!(problem["errors"][0]["code"], "contradicts", "{day}");
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_shift_that_makes_no_sense_is_told_by_field(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let path = format!("/v1/activities/{activity}/shifts");
    let before = app.everything();
    let position = |name: &str| json!({ "name": name, "seats": 1 });
    let of_one_id = |name: &str| json!({ "id": SOME_ID, "name": name, "seats": 1 });
    let pause = json!({ "starts_at": "2026-11-23T10:00:00Z", "ends_at": "2026-11-23T10:00:00Z" });

    for (others, pointer, code) in [
        (json!({ "ends_at": "2026-11-23T09:00:00+08:00" }), "/ends_at", "contradicts"),
        (json!({ "ends_at": "2026-11-24T09:01:00+08:00" }), "/ends_at", "out_of_range"),
        (json!({ "starts_at": "2026-11-23T09:00:30+08:00" }), "/starts_at", "whole_minutes"),
        (json!({ "breaks": [pause] }), "/breaks/0/ends_at", "contradicts"),
        (json!({ "positions": [] }), "/positions", "missing"),
        (json!({ "positions": vec![position("栽"); 21] }), "/positions", "too_many"),
        (json!({ "positions": vec![position("栽"); 2] }), "/positions/1/name", "repeated"),
        (json!({ "positions": [of_one_id("栽"), of_one_id("浇")] }), "/positions/1/id", "repeated"),
        (json!({ "positions": [position("")] }), "/positions/0/name", "blank"),
        (
            json!({ "positions": [{ "name": "栽", "seats": 1001 }] }),
            "/positions/0/seats",
            "out_of_range",
        ),
        (json!({ "note": "长".repeat(501) }), "/note", "too_long"),
    ] {
        let problem = zhou.post(&path, body(&others)).await.expect(422).json();
        assert_eq!(problem["errors"][0]["pointer"], pointer);
        assert_eq!(problem["errors"][0]["code"], code, "{pointer}");
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn adding_a_shift_again_answers_the_same_and_ids_are_used_once(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let path = format!("/v1/activities/{activity}/shifts");
    let positions = json!([{ "id": SOME_POSITION, "name": "栽种", "seats": 2 }]);
    let asked = body(&json!({ "id": SOME_ID, "positions": positions }));

    let first = zhou.post(&path, asked.clone()).await.expect(201).json();
    let again = zhou.post(&path, asked).await.expect(201).json();
    let other = zhou.post(&path, body(&json!({ "id": SOME_ID, "note": "改" }))).await;
    let same_position = zhou.post(&path, body(&json!({ "positions": positions }))).await;

    assert_eq!(again, first);
    assert_eq!(first["positions"][0]["id"], SOME_POSITION);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(same_position.expect(409).code(), "id_conflict");
    let listed = zhou.get(&path).await.expect(200).json();
    assert_eq!(listed["items"], json!([first]));
}

#[test_on_both]
async fn a_shift_of_a_draft_is_the_desks_alone(world: World) {
    let World { zhou, lin, tang, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let shift = zhou.adds_shift(&activity, (23, 9, 11), 2).await;
    let path = format!("/v1/shifts/{}", shift["id"].as_str().unwrap());

    for person in [&lin, &tang] {
        person.get(&path).await.expect(404);
        person.get(&format!("/v1/activities/{activity}/shifts")).await.expect(404);
        person.patch(&path, json!({ "expected_version": 1 })).await.expect(404);
        person.act(&format!("{path}/open")).await.expect(404);
        assert_eq!(person.get("/v1/shifts").await.expect(200).json()["items"], json!([]));
        assert_eq!(person.documents("shifts").len() + person.documents("desk_shifts").len(), 0);
    }

    assert_eq!(zhou.get("/v1/shifts").await.expect(200).json()["items"], json!([shift]));
    assert_eq!(zhou.documents("desk_shifts").len(), 1);
    assert_eq!(zhou.documents("shifts").len() + zhou.documents("shift_seats").len(), 0);
}

#[test_on_both]
async fn publishing_opens_the_shifts_and_shows_them_to_the_audience(world: World) {
    let shift = world.shift_of(json!({ "audience": "public" }), (23, 9, 11), 2).await;
    let World { lin, mei, .. } = world;

    let seen = mei.get(&format!("/v1/shifts/{shift}")).await.expect(200).json();

    assert_eq!((&seen["state"], &seen["audience"]), (&json!("open"), &json!("public")));
    assert_eq!(mei.documents("shifts"), [without_counts(&seen)]);
    assert_eq!(lin.documents("shift_seats").len(), 1);
    assert_eq!(mei.documents("shift_seats").len(), 0, "those who serve there know how many do");
}

#[test_on_both]
async fn a_shift_for_the_members_of_a_unit_is_nothing_to_others(world: World) {
    let shift = world.shift((23, 9, 11), 2).await;
    let World { lin, mei, tang, .. } = world;
    let path = format!("/v1/shifts/{shift}");

    let seen = lin.get(&path).await.expect(200).json();

    assert_eq!(lin.documents("shifts").len(), 1);
    assert_eq!(lin.get("/v1/shifts").await.expect(200).json()["items"], json!([seen]));
    for person in [&mei, &tang] {
        person.get(&path).await.expect(404);
        assert_eq!(person.get("/v1/shifts").await.expect(200).json()["items"], json!([]));
        assert_eq!(person.documents("shifts").len(), 0);
    }
}

#[test_on_both]
async fn a_list_of_shifts_is_in_the_order_of_time_and_can_be_filtered(world: World) {
    let World { zhou, he, tang, jiefangbei, chaotianmen, yuzhong, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    for when in [(25, 9, 11), (23, 9, 11), (24, 9, 11), (23, 14, 16)] {
        zhou.adds_shift(&activity, when, 1).await;
    }
    let other = tang.plans("码头值守", &chaotianmen, json!({})).await;
    tang.adds_shift(&other, (24, 8, 9), 1).await;
    let found = async |query: String| {
        let page = he.get(&format!("/v1/shifts?{query}")).await.expect(200).json();
        let starts =
            |shift: &Value| shift["starts_local"].as_str().unwrap().get(8..13).unwrap().to_owned();
        page["items"].as_array().unwrap().iter().map(starts).collect::<Vec<_>>().join(" ")
    };

    assert_eq!(found(format!("unit={yuzhong}")).await, "23T09 23T14 24T08 24T09 25T09");
    assert_eq!(found(format!("unit={chaotianmen}")).await, "24T08");
    assert_eq!(found(format!("activity={activity}")).await, "23T09 23T14 24T09 25T09");
    assert_eq!(found("from=2026-11-24&until=2026-11-24".to_owned()).await, "24T08 24T09");
    assert_eq!(found("state=open".to_owned()).await, "");
    let wrong = he.get("/v1/shifts?from=2026-11-31").await.expect(400).json();
    assert_eq!(wrong["errors"][0]["code"], "invalid_date");
}

#[test_on_both]
async fn pages_of_shifts_miss_and_repeat_nothing(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    for hour in [9, 9, 9, 10, 11] {
        zhou.adds_shift(&activity, (23, hour, hour + 1), 1).await;
    }

    let mut seen = Vec::new();
    let mut path = "/v1/shifts?limit=2".to_owned();
    loop {
        let page = zhou.get(&path).await.expect(200).json();
        let place = |shift: &Value| (shift["starts_at"].to_string(), shift["id"].to_string());
        seen.extend(page["items"].as_array().unwrap().iter().map(place));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/shifts?limit=2&cursor={cursor}");
    }

    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|one, next| one < next));
}

#[test_on_both]
async fn my_shifts_are_those_that_i_have_signed_up_for(world: World) {
    let first = world.shift((22, 9, 11), 1).await;
    let second = world.shift((24, 9, 11), 1).await;
    world.shift((25, 9, 11), 1).await;
    let World { app, lin, wang, .. } = world;
    wang.signs_up(&second).await.expect(201);
    for shift in [&second, &first] {
        lin.signs_up(shift).await.expect(201);
    }
    let mine = async |person: &TestPerson, query: &str| {
        let page = person.get(&format!("/v1/me/shifts{query}")).await.expect(200).json();
        let line = |shift: &Value| {
            let day = shift["service_date"].as_str().unwrap().to_owned();
            format!("{day} {}", shift["sign_up"]["state"].as_str().unwrap())
        };
        page["items"].as_array().unwrap().iter().map(line).collect::<Vec<_>>()
    };

    assert_eq!(mine(&lin, "").await, ["2026-11-22 confirmed", "2026-11-24 waitlisted"]);
    assert_eq!(mine(&lin, "?until=2026-11-22").await, ["2026-11-22 confirmed"]);
    assert_eq!(mine(&lin, "?from=2026-11-23").await, ["2026-11-24 waitlisted"]);
    app.hands.advance(Duration::from_secs(24 * 3600));
    let lin = lin.on_device(NEW_PHONE).await;
    assert_eq!(mine(&lin, "").await, ["2026-11-24 waitlisted"]);
    assert_eq!(mine(&lin, "?from=2026-11-01&limit=1").await, ["2026-11-22 confirmed"]);
}

#[test_on_both]
async fn who_works_through_the_night_still_finds_his_shift(world: World) {
    let World { zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("夜间值守", jiefangbei, json!({})).await;
    let night = body(
        &json!({ "starts_at": "2026-11-22T22:00:00+08:00", "ends_at": "2026-11-23T06:00:00+08:00" }),
    );
    let path = format!("/v1/activities/{activity}/shifts");
    let shift = zhou.post(&path, night).await.expect(201).json();
    world.publishes(&activity).await;
    lin.signs_up(shift["id"].as_str().unwrap()).await.expect(201);

    world.app.hands.advance(Duration::from_secs(17 * 3600));
    let lin = lin.on_device(NEW_PHONE).await;
    let at_one = lin.get("/v1/me/shifts").await.expect(200).json();
    world.app.hands.advance(Duration::from_secs(5 * 3600));
    let lin = lin.on_device(NEW_PHONE).await;
    let at_six = lin.get("/v1/me/shifts").await.expect(200).json();

    assert_eq!(at_one["items"][0]["id"], shift["id"]);
    assert_eq!(at_six["items"], json!([]));
}

#[test_on_both]
async fn an_activity_has_at_most_500_shifts(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("全年值守", &jiefangbei, json!({})).await;
    zhou.adds_shift(&activity, (23, 9, 11), 1).await;
    let id = if app.is_sqlite() { "randomblob(16)" } else { "gen_random_uuid()" };
    let columns = app.look(|conn| Ok(columns(conn, "shifts"))).join(", ");
    let values = columns.replacen(" id,", &format!(" {id},"), 1);
    let double = format!("INSERT INTO shifts ({columns}) SELECT {values} FROM shifts");
    for _doubling in 0..9 {
        app.look(|conn| conn.batch_execute(&double));
    }

    let path = format!("/v1/activities/{activity}/shifts");
    let refused = zhou.post(&path, body(&json!({}))).await;

    assert_eq!(refused.expect(409).code(), "limit_reached");
}
