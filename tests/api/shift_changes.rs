//! Changing shifts: one, those that follow, or all of an activity, and whom it must not harm.

use std::{collections::BTreeSet, ops::Range, time::Duration};

use expect_test::expect;
use futures_util::future::join3;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{app::Answer, people::TestPerson, plan::hours, world::World};

const NEW_PHONE: &str = "01930000-0000-7000-8000-0000000000d9";

/// Times of a shift for a change: `(23, 9, 11)` is from nine to eleven on the 23rd.
fn times(when: (u32, u32, u32)) -> Value {
    let (starts_at, ends_at) = hours(when);
    json!({ "starts_at": starts_at, "ends_at": ends_at })
}

impl TestPerson {
    /// Changes a shift from the version that it has.
    async fn changes(&self, shift: &str, change: Value) -> Answer {
        let path = format!("/v1/shifts/{shift}");
        let mut body = change;
        body["expected_version"] = self.get(&path).await.expect(200).json()["version"].clone();
        self.patch(&path, body).await
    }

    /// The shifts that he may know of, in the order of their starts: day and hours of each, what
    /// its positions are called, and how many seats they have.
    async fn plan(&self) -> Vec<String> {
        let page = self.get("/v1/shifts").await.expect(200).json();
        let line = |shift: &Value| {
            let local =
                |field: &str, part: Range<usize>| shift[field].as_str().unwrap().get(part).unwrap();
            let position = |position: &Value| {
                format!(" {} {}", position["name"].as_str().unwrap(), position["seats"])
            };
            let positions: String =
                shift["positions"].as_array().unwrap().iter().map(position).collect();
            let (starts, ends) = (local("starts_local", 8..13), local("ends_local", 11..13));
            format!("{starts}-{ends}{positions}")
        };
        page["items"].as_array().unwrap().iter().map(line).collect()
    }
}

/// An activity with a shift from nine to eleven on each of three days; answers their ids.
async fn three_days(world: &World) -> [String; 3] {
    let activity = world.zhou.plans("河岸植树", &world.jiefangbei, json!({})).await;
    let mut ids = Vec::new();
    for day in [23, 24, 25] {
        let shift = world.zhou.adds_shift(&activity, (day, 9, 11), 2).await;
        ids.push(shift["id"].as_str().unwrap().to_owned());
    }
    world.publishes(&activity).await;
    ids.try_into().unwrap()
}

#[test_on_both]
async fn a_shift_is_moved_and_its_closing_time_goes_along(world: World) {
    let [first, ..] = three_days(&world).await;
    let World { zhou, .. } = world;

    let moved = zhou.changes(&first, times((23, 14, 17))).await.expect(200);

    let shift = moved.json();
    assert_eq!(moved.header("etag"), "\"3\"", "planned, opened, moved");
    assert_eq!(shift["starts_local"], "2026-11-23T14:00");
    assert_eq!(shift["sign_up_closes_at"], shift["starts_at"]);
    assert_eq!(zhou.plan().await, ["23T14-17 栽种 2", "24T09-11 栽种 2", "25T09-11 栽种 2"]);
    let documents = zhou.documents("shifts");
    assert!(documents.iter().any(|document| document["starts_at"] == shift["starts_at"]));
}

#[test_on_both]
async fn a_change_is_made_to_one_shift_to_those_that_follow_or_to_all(world: World) {
    let [_, second, _] = three_days(&world).await;
    let World { zhou, .. } = world;
    let to = |apply_to: &str, when| {
        let mut change = times(when);
        change["apply_to"] = json!(apply_to);
        change
    };

    zhou.changes(&second, to("this", (24, 10, 12))).await.expect(200);
    assert_eq!(zhou.plan().await, ["23T09-11 栽种 2", "24T10-12 栽种 2", "25T09-11 栽种 2"]);
    zhou.changes(&second, to("following", (24, 11, 14))).await.expect(200);
    assert_eq!(zhou.plan().await, ["23T09-11 栽种 2", "24T11-14 栽种 2", "25T10-13 栽种 2"]);
    zhou.changes(&second, to("all", (24, 12, 15))).await.expect(200);

    assert_eq!(zhou.plan().await, ["23T10-12 栽种 2", "24T12-15 栽种 2", "25T11-14 栽种 2"]);
}

#[test_on_both]
async fn a_fault_in_another_shift_names_it(world: World) {
    let [first, others @ ..] = three_days(&world).await;
    let World { app, zhou, .. } = world;
    let before = app.everything();
    let on_the_last_day = json!({
        "apply_to": "all",
        "starts_at": "2026-12-31T09:00:00+08:00",
        "ends_at": "2026-12-31T11:00:00+08:00",
    });

    let refused = zhou.changes(&first, on_the_last_day).await.expect(422);

    assert_eq!(refused.faults(), "/starts_at contradicts;");
    let named = refused.json()["params"]["shift"].as_str().unwrap().to_owned();
    assert!(others.contains(&named), "{named}");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn positions_of_all_shifts_are_matched_by_their_names(world: World) {
    let [first, second, _] = three_days(&world).await;
    let World { zhou, .. } = world;
    let positions = json!([
        { "name": "栽种", "seats": 3, "requirements": "自带手套" },
        { "name": "浇水", "seats": 1 },
    ]);
    zhou.changes(&first, json!({ "apply_to": "all", "positions": positions })).await.expect(200);
    let path = format!("/v1/shifts/{second}");
    let both = zhou.get(&path).await.expect(200).json()["positions"].clone();

    let renamed = json!([{ "id": both[0]["id"], "name": "挖坑", "seats": 3 }]);
    let change = json!({ "apply_to": "following", "positions": renamed });
    zhou.changes(&second, change).await.expect(200);

    assert_eq!(both[0]["requirements"], "自带手套");
    assert_eq!(zhou.plan().await, ["23T09-11 栽种 3 浇水 1", "24T09-11 挖坑 3", "25T09-11 挖坑 3"]);
    let after = zhou.get(&path).await.expect(200).json()["positions"].clone();
    assert_eq!(after[0]["id"], both[0]["id"]);
    assert_eq!(zhou.documents("shift_seats").len(), 4, "what was dropped has left");
}

#[test_on_both]
async fn a_shift_in_which_a_sign_up_stands_is_not_moved_and_then_none_is(world: World) {
    let [first, _, third] = three_days(&world).await;
    let World { app, zhou, lin, .. } = world;
    let sign_up = lin.signs_up(&third).await.expect(201).json();
    let before = app.everything();
    let mut change = times((23, 10, 12));
    change["apply_to"] = json!("all");

    let refused = zhou.changes(&first, change.clone()).await.expect(409).json();
    assert_eq!(app.everything(), before);
    lin.answers(sign_up["id"].as_str().unwrap(), "withdraw").await.expect(200);
    zhou.changes(&first, change).await.expect(200);

    assert_eq!(refused["code"], "has_sign_ups");
    assert_eq!(refused["params"]["shift"], third);
    assert_eq!(zhou.plan().await, ["23T10-12 栽种 2", "24T10-12 栽种 2", "25T10-12 栽种 2"]);
}

#[test_on_both]
async fn a_shift_that_began_is_changed_by_name_only(world: World) {
    let [first, second, _] = three_days(&world).await;
    let World { app, zhou, .. } = world;
    app.hands.advance(Duration::from_secs(26 * 3600));
    let zhou = zhou.on_device(NEW_PHONE).await;
    let seats = |seats: u32| json!({ "apply_to": "all", "positions": [{ "name": "栽种", "seats": seats }] });

    zhou.changes(&second, seats(4)).await.expect(200);
    assert_eq!(zhou.plan().await, ["23T09-11 栽种 2", "24T09-11 栽种 4", "25T09-11 栽种 4"]);
    zhou.changes(&first, seats(5)).await.expect(200);

    assert_eq!(zhou.plan().await, ["23T09-11 栽种 5", "24T09-11 栽种 5", "25T09-11 栽种 5"]);
}

#[test_on_both]
async fn all_shifts_stay_within_the_days_of_their_activity(world: World) {
    let others = json!({ "starts_on": "2026-11-23", "ends_on": "2026-11-25" });
    let activity = world.zhou.plans("河岸植树", &world.jiefangbei, others).await;
    let first = world.zhou.adds_shift(&activity, (23, 9, 11), 2).await;
    world.zhou.adds_shift(&activity, (25, 9, 11), 2).await;
    let World { app, zhou, .. } = world;
    let first = first["id"].as_str().unwrap();
    let before = app.everything();
    let mut change = times((24, 9, 11));
    change["apply_to"] = json!("all");

    let refused = zhou.changes(first, change).await.expect(422).json();

    assert_eq!(refused["errors"][0]["pointer"], "/starts_at");
    assert_eq!(refused["errors"][0]["code"], "contradicts");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_change_of_a_shift_that_makes_no_sense_is_told_by_field(world: World) {
    let [first, ..] = three_days(&world).await;
    let World { app, zhou, .. } = world;
    let before = app.everything();

    for (change, pointer, code) in [
        (json!({ "starts_at": null }), "/starts_at", "missing"),
        (json!({ "positions": null }), "/positions", "missing"),
        (json!({ "positions": [] }), "/positions", "missing"),
        (json!({ "ends_at": "2026-11-23T08:00:00+08:00" }), "/ends_at", "contradicts"),
        (
            json!({ "sign_up_closes_at": "2026-11-23T11:00:01+08:00" }),
            "/sign_up_closes_at",
            "contradicts",
        ),
        (json!({ "apply_to": "others" }), "/apply_to", "unknown_value"),
    ] {
        let problem = zhou.changes(&first, change).await.expect(422).json();
        assert_eq!(problem["errors"][0]["pointer"], pointer);
        assert_eq!(problem["errors"][0]["code"], code, "{pointer}");
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_shift_is_changed_from_the_version_that_one_saw(world: World) {
    let [first, ..] = three_days(&world).await;
    let World { app, zhou, lin, .. } = world;
    let path = format!("/v1/shifts/{first}");
    let before = app.everything();

    let none = zhou.patch(&path, json!({ "note": "改" })).await;
    let stale = zhou.patch(&path, json!({ "expected_version": 1, "note": "改" })).await;
    let by_member = lin.patch(&path, json!({ "expected_version": 2, "note": "改" })).await;
    let same = zhou.changes(&first, json!({ "note": null, "apply_to": "all" })).await.expect(200);

    assert_eq!(none.expect(428).code(), "version_required");
    assert_eq!(stale.expect(412).code(), "stale_version");
    assert_eq!(by_member.expect(403).code(), "forbidden");
    assert_eq!(same.header("etag"), "\"2\"");
    assert_eq!(app.everything(), before, "and what changes nothing leaves nothing");
}

#[test_on_both]
async fn new_seats_are_offered_to_those_who_wait_longest(world: World) {
    let shift = world.shift((24, 9, 11), 1).await;
    let World { zhou, lin, wang, .. } = world;
    for person in [&lin, &wang, &zhou] {
        person.signs_up(&shift).await.expect(201);
    }

    let positions = json!([{ "name": "栽种", "seats": 2 }]);
    let changed = zhou.changes(&shift, json!({ "positions": positions })).await.expect(200).json();

    let counts = ["seats", "taken", "waiting"].map(|field| changed["positions"][0][field].clone());
    assert_eq!(counts, [2, 2, 1].map(|count| json!(count)));
    let state = |person: &TestPerson| person.documents("sign_ups")[0]["state"].clone();
    assert_eq!([&lin, &wang, &zhou].map(state), ["confirmed", "offered", "waitlisted"]);
    let notices = wang.get("/v1/me/notices").await.expect(200).json();
    assert_eq!(notices["items"][0]["kind"], "sign_up_offered");
}

#[test_on_both]
async fn a_seat_that_somebody_has_is_not_taken_away(world: World) {
    let shift = world.shift((24, 9, 11), 3).await;
    let World { app, zhou, lin, wang, .. } = world;
    for person in [&lin, &wang] {
        person.signs_up(&shift).await.expect(201);
    }
    let before = app.everything();
    let seats = |name: &str, seats: u32| json!({ "positions": [{ "name": name, "seats": seats }] });

    let fewer = zhou.changes(&shift, seats("栽种", 1)).await.expect(409);
    let dropped = zhou.changes(&shift, seats("浇水", 3)).await.expect(409);
    assert_eq!(app.everything(), before);
    let enough = zhou.changes(&shift, seats("栽种", 2)).await.expect(200).json();

    expect!["seats_taken: 名额已被占用。岗位 栽种 已有 2 人，名额不能更少。先请多出的人退出。"]
        .assert_eq(&fewer.said());
    assert_eq!(dropped.code(), "has_sign_ups");
    assert_eq!(enough["positions"][0]["seats"], 2);
}

#[test_on_both]
async fn a_locked_shift_offers_its_seats_when_it_is_opened_again(world: World) {
    let shift = world.shift((24, 9, 11), 1).await;
    let World { zhou, lin, wang, .. } = world;
    let first = lin.signs_up(&shift).await.expect(201).json();
    wang.signs_up(&shift).await.expect(201);
    let path = format!("/v1/shifts/{shift}");
    let state = |person: &TestPerson| person.documents("sign_ups")[0]["state"].clone();

    zhou.act(&format!("{path}/lock")).await.expect(200);
    lin.answers(first["id"].as_str().unwrap(), "withdraw").await.expect(200);
    let late = zhou.signs_up(&shift).await;
    let while_locked = state(&wang);
    zhou.act(&format!("{path}/open")).await.expect(200);

    assert_eq!(late.expect(409).code(), "sign_up_closed");
    assert_eq!((while_locked, state(&wang)), (json!("waitlisted"), json!("offered")));
}

#[test_on_both]
async fn seats_are_not_lowered_under_somebody_who_takes_one(world: World) {
    let shift = world.shift((24, 9, 11), 1).await;
    let World { app, zhou, lin, .. } = world;
    let two = json!([{ "name": "栽种", "seats": 1 }, { "name": "浇水", "seats": 1 }]);
    let seen = zhou.changes(&shift, json!({ "positions": two })).await.expect(200).json();
    let one = json!({
        "expected_version": seen["version"], "positions": [{ "name": "浇水", "seats": 1 }],
    });
    let wish = json!({ "position": seen["positions"][0]["id"] });
    let gate = app.writers_meet_at("shift_seats", 2);

    let paths = [format!("/v1/shifts/{shift}"), format!("/v1/shifts/{shift}/sign-ups")];
    let (dropped, signed_up, ()) =
        join3(zhou.patch(&paths[0], one), lin.post(&paths[1], wish), gate).await;

    match (dropped.status, signed_up.status) {
        (200, _) => assert_eq!(signed_up.expect(422).faults(), "/position unknown_value;"),
        (_, 201) => assert_eq!(dropped.expect(409).code(), "has_sign_ups"),
        both => panic!("{both:?}"),
    }
}

#[test_on_both]
async fn two_leaders_who_change_a_shift_at_once_do_not_undo_each_other(world: World) {
    let [first, second, _] = three_days(&world).await;
    let World { app, zhou, he, .. } = world;
    let gate = app.writers_meet_at("shifts", 1);
    let change = |note: &str| json!({ "expected_version": 2, "apply_to": "all", "note": note });

    let paths = [format!("/v1/shifts/{first}"), format!("/v1/shifts/{second}")];
    let (one, other, ()) =
        join3(zhou.patch(&paths[0], change("一")), he.patch(&paths[1], change("二")), gate).await;

    let mut found = [one.status, other.status];
    found.sort_unstable();
    assert_eq!(found, [200, 412]);
    let page = zhou.get("/v1/shifts").await.expect(200).json();
    let notes: BTreeSet<_> =
        page["items"].as_array().unwrap().iter().map(|it| it["note"].to_string()).collect();
    assert_eq!(notes.len(), 1);
}
