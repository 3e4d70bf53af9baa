//! Plans of activities: who makes them, who reads them, what may change when.

use std::time::Duration;

use expect_test::expect;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{people::TestPerson, plan::activity_body, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-00000000aaaa";

/// The pointers and codes of what is wrong with the fields of a request.
fn faults(problem: &Value) -> String {
    let fault = |fault: &Value| format!("{} {}", fault["pointer"], fault["code"]);
    let faults: Vec<String> = problem["errors"].as_array().unwrap().iter().map(fault).collect();
    faults.join(", ").replace('"', "")
}

impl TestPerson {
    /// The names of the activities that a list holds for him.
    async fn lists(&self, query: &str) -> String {
        let page = self.get(&format!("/v1/activities{query}")).await.expect(200).json();
        let names = page["items"].as_array().unwrap().iter();
        names.map(|item| item["name"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
    }
}

#[test_on_both]
async fn an_activity_is_planned_approved_and_published(world: World) {
    let World { zhou, he, lin, jiefangbei, .. } = world;

    let activity = zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    zhou.moves(&activity, "submit").await.expect(200);
    he.moves(&activity, "approve").await.expect(200);
    let published = zhou.moves(&activity, "publish").await;

    expect![[r#"
        200 {
          "audience": "[id 1]",
          "conditions": "身体健康",
          "content": "在河岸栽种柳树",
          "countable": true,
          "created_at": "2026-11-22T00:00:00.000Z",
          "danger": false,
          "ends_on": "2026-12-31",
          "id": "[id 2]",
          "kind": "service",
          "name": "河岸植树",
          "online": false,
          "over_at": null,
          "people_wanted": 10,
          "person_in_charge": "[id 3]",
          "place": {
            "address": "嘉滨路",
            "area_code": "500103",
            "name": "嘉陵江河岸",
            "outline": null,
            "point": null,
            "private": false,
            "radius_m": null
          },
          "program": null,
          "published_at": "2026-11-22T00:00:00.000Z",
          "risks": "可能滑倒",
          "safeguards": "发放手套、饮水，队医随行",
          "served_area_code": null,
          "site": null,
          "starts_on": "2026-11-22",
          "state": "published",
          "unit": "[id 1]",
          "version": 4
        }"#]]
    .assert_eq(&published.shown());
    let path = format!("/v1/activities/{activity}");
    assert_eq!(lin.get(&path).await.expect(200).json(), published.json());
}

#[test_on_both]
async fn a_draft_is_the_business_of_the_desk_alone(world: World) {
    let World { he, zhou, lin, tang, mei, jiefangbei, .. } = world;

    let draft = zhou.plans("河岸植树", &jiefangbei, json!({ "audience": "public" })).await;

    let path = format!("/v1/activities/{draft}");
    for person in [&he, &zhou] {
        person.get(&path).await.expect(200);
        assert_eq!(person.documents("desk_activities").len(), 1);
        assert_eq!(person.lists("").await, "河岸植树");
    }
    for person in [&lin, &tang, &mei] {
        person.get(&path).await.expect(404);
        person.patch(&path, json!({ "expected_version": 1, "name": "植树" })).await.expect(404);
        person.moves(&draft, "submit").await.expect(404);
        assert_eq!(person.lists("").await, "");
        assert_eq!(person.documents("activities"), Vec::<Value>::new());
    }
}

#[test_on_both]
async fn an_activity_is_planned_by_who_leads_the_unit(world: World) {
    let World { app, he, zhou, lin, tang, jiefangbei, .. } = world;
    let body = |unit: &str| json!({ "unit": unit, "name": "河岸植树" });
    let before = app.everything();

    for person in [&lin, &tang] {
        person.post("/v1/activities", body(&jiefangbei)).await.expect(403);
    }
    zhou.post("/v1/activities", body(SOME_ID)).await.expect(404);

    assert_eq!(app.everything(), before);
    he.post("/v1/activities", body(&jiefangbei)).await.expect(201);
}

#[test_on_both]
async fn planning_again_answers_the_same_and_another_body_is_a_conflict(world: World) {
    let World { zhou, tang, jiefangbei, chaotianmen, .. } = world;
    let body = |unit: &str, name: &str| json!({ "id": SOME_ID, "unit": unit, "name": name });

    let first = zhou.post("/v1/activities", body(&jiefangbei, "植树")).await.expect(201).json();
    let again = zhou.post("/v1/activities", body(&jiefangbei, "植树")).await;
    let other = zhou.post("/v1/activities", body(&jiefangbei, "种花")).await;
    let by_another = tang.post("/v1/activities", body(&chaotianmen, "种花")).await;

    assert_eq!(again.expect(201).json(), first);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(by_another.expect(409).code(), "id_conflict");
    assert_eq!(zhou.documents("desk_activities").len(), 1);
}

#[test_on_both]
async fn what_is_wrong_with_a_plan_is_told_field_by_field(world: World) {
    let World { app, zhou, mei, jiefangbei, .. } = world;
    let child = json!({ "unit": jiefangbei, "name": "小满", "birth_date": "2012-06-01" });
    let child = zhou.post("/v1/people", child).await.expect(201).json()["id"].clone();
    let before = app.everything();

    for (wrong, expected) in [
        (json!({ "name": " ", "content": "一\u{7}" }), "/name blank, /content control_character"),
        (json!({ "people_wanted": 0 }), "/people_wanted out_of_range"),
        (json!({ "ends_on": "2026-11-21" }), "/ends_on contradicts"),
        (json!({ "ends_on": "2027-11-23" }), "/ends_on out_of_range"),
        (json!({ "starts_on": "2026-2-1" }), "/starts_on invalid_date"),
        (json!({ "online": true }), "/place one_of"),
        (json!({ "place": { "name": "河岸", "radius_m": 50 } }), "/place/point missing"),
        (json!({ "audience": "everybody" }), "/audience unknown_value"),
        (json!({ "program": SOME_ID }), "/program unknown_value"),
        (json!({ "site": SOME_ID, "place": null }), "/site unknown_value"),
        (json!({ "person_in_charge": mei.id }), "/person_in_charge unknown_value"),
        (json!({ "person_in_charge": child }), "/person_in_charge not_available"),
    ] {
        let body = activity_body("河岸植树", &jiefangbei, &wrong);
        let problem = zhou.post("/v1/activities", body).await.expect(422).json();
        assert_eq!(faults(&problem), expected);
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn an_activity_is_for_everybody_or_for_a_unit_that_its_own_one_stands_below(world: World) {
    let World { zhou, yuzhong, jiefangbei, chaotianmen, jiangbei, .. } = world;
    let body = |unit: &str| activity_body("植树", &jiefangbei, &json!({ "audience": unit }));

    for unit in [&chaotianmen, &jiangbei] {
        let refused = zhou.post("/v1/activities", body(unit)).await.expect(409);
        assert_eq!(refused.code(), "audience_invalid");
    }
    for unit in [yuzhong.as_str(), "public"] {
        let made = zhou.post("/v1/activities", body(unit)).await.expect(201).json();
        assert_eq!(made["audience"], json!(unit));
    }
}

#[test_on_both]
async fn what_is_published_is_read_by_its_audience(world: World) {
    let World { app, lin, tang, mei, yuzhong, jiefangbei, .. } = &world;
    let audiences =
        [("本队", json!(jiefangbei)), ("全区", json!(yuzhong)), ("公开", json!("public"))];
    let mut activities = Vec::new();
    for (name, audience) in audiences {
        let made = world.zhou.plans(name, jiefangbei, json!({ "audience": audience })).await;
        world.publishes(&made).await;
        activities.push(made);
        app.hands.advance(Duration::from_millis(1));
    }

    assert_eq!(lin.lists("").await, "公开 全区 本队");
    assert_eq!(tang.lists("").await, "公开 全区");
    assert_eq!(mei.lists("").await, "公开");
    for (person, statuses) in
        [(lin, [200, 200, 200]), (tang, [404, 200, 200]), (mei, [404, 404, 200])]
    {
        for (activity, status) in activities.iter().zip(statuses) {
            person.get(&format!("/v1/activities/{activity}")).await.expect(status);
        }
        let read = statuses.iter().filter(|status| **status == 200).count();
        assert_eq!(person.documents("activities").len(), read);
    }
    tang.moves(&activities[1], "cancel").await.expect(403);
}

#[test_on_both]
async fn a_list_is_filtered_by_unit_state_and_dates_and_comes_in_pages(world: World) {
    let World { app, qin, he, zhou, tang, yuzhong, jiefangbei, chaotianmen, .. } = world;
    let on = |from: &str, until: &str| json!({ "starts_on": from, "ends_on": until });
    let later = || app.hands.advance(Duration::from_millis(1));
    zhou.plans("一", &jiefangbei, on("2026-11-01", "2026-11-30")).await;
    later();
    let second = zhou.plans("二", &jiefangbei, on("2026-12-01", "2026-12-01")).await;
    later();
    tang.plans("三", &chaotianmen, on("2026-12-01", "2026-12-31")).await;
    zhou.moves(&second, "submit").await.expect(200);

    assert_eq!(he.lists("").await, "三 二 一");
    assert_eq!(qin.lists(&format!("?unit={yuzhong}")).await, "三 二 一");
    assert_eq!(qin.lists(&format!("?unit={jiefangbei}")).await, "二 一");
    assert_eq!(he.lists("?state=submitted").await, "二");
    assert_eq!(he.lists("?from=2026-11-30&until=2026-12-01").await, "三 二 一");
    assert_eq!(he.lists("?until=2026-11-30").await, "一");
    assert_eq!(he.lists("?from=2026-12-02").await, "三");
    assert_eq!(he.lists(&format!("?program={SOME_ID}")).await, "");
    let page = he.get("/v1/activities?limit=2").await.expect(200).json();
    let next = page["next_cursor"].as_str().unwrap();
    assert_eq!(he.lists(&format!("?limit=2&cursor={next}")).await, "一");
    let wrong = he.get("/v1/activities?from=2026-13-01").await.expect(400).json();
    assert_eq!(faults(&wrong), "from invalid_date");
}

#[test_on_both]
async fn a_private_home_is_coarse_for_the_audience_and_exact_on_the_desk(world: World) {
    let home = json!({
        "name": "老人家中", "private": true, "address": "民权路 28 号", "area_code": "500103",
        "point": { "lat": 29.563_046, "lon": 106.551_612, "datum": "wgs84" }, "radius_m": 50,
    });
    let World { zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("探访", jiefangbei, json!({ "place": home })).await;
    world.publishes(&activity).await;

    let path = format!("/v1/activities/{activity}");
    let at_the_desk = zhou.get(&path).await.expect(200).json();
    let before_the_audience = lin.get(&path).await.expect(200).json();

    let coarse = json!({
        "name": null, "private": true, "address": null, "area_code": "500103",
        "point": { "lat": 29.563, "lon": 106.552, "datum": "wgs84" }, "radius_m": null,
        "outline": null,
    });
    assert_eq!(at_the_desk["place"]["address"], "民权路 28 号");
    assert_eq!(at_the_desk["place"]["point"]["lat"], 29.563_046);
    assert_eq!(before_the_audience["place"], coarse);
    assert_eq!(lin.get("/v1/activities").await.json()["items"][0]["place"], coarse);
    assert_eq!(lin.documents("activities")[0]["place"], coarse);
    let desk = zhou.documents("desk_activities")[0]["place"].clone();
    assert_eq!(desk["point"]["lat"], 29.563_046);
    assert_eq!([&desk["name"], &desk["address"]], [&Value::Null, &Value::Null]);
}

#[test_on_both]
async fn a_plan_is_changed_from_the_version_that_one_saw(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let path = format!("/v1/activities/{}", zhou.plans("植树", &jiefangbei, json!({})).await);
    let body = json!({ "expected_version": 1, "name": "种花", "risks": null, "online": true });

    let none = zhou.patch(&path, json!({ "name": "种花" })).await;
    let changed = zhou.patch(&path, body.clone()).await.expect(200);
    let before = app.everything();
    let stale = zhou.patch(&path, body).await;
    let same = json!({ "expected_version": 2, "name": "种花", "site": null });
    let unchanged = zhou.patch(&path, same).await.expect(200);

    assert_eq!(none.expect(428).code(), "version_required");
    assert_eq!(changed.header("etag"), "\"2\"");
    let changed = changed.json();
    assert_eq!((&changed["name"], &changed["risks"]), (&json!("种花"), &Value::Null));
    assert_eq!((&changed["online"], &changed["place"]), (&json!(true), &Value::Null));
    assert_eq!(stale.expect(412).code(), "stale_version");
    assert_eq!(unchanged.header("etag"), "\"2\"");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn the_days_of_a_plan_hold_those_of_its_shifts(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let activity = zhou.plans("植树", &jiefangbei, json!({})).await;
    zhou.adds_shift(&activity, (23, 9, 11), 2).await;
    zhou.adds_shift(&activity, (25, 9, 11), 2).await;
    let path = format!("/v1/activities/{activity}");
    let days = |from: Value, to: Value| {
        zhou.patch(&path, json!({ "expected_version": 1, "starts_on": from, "ends_on": to }))
    };

    let late = days(json!("2026-11-24"), json!("2026-11-30")).await.expect(422).json();
    let early = days(json!("2026-11-20"), json!("2026-11-24")).await.expect(422).json();
    let none = days(Value::Null, Value::Null).await.expect(422).json();

    assert_eq!(faults(&late), "/starts_on contradicts");
    assert_eq!(faults(&early), "/ends_on contradicts");
    assert_eq!(faults(&none), "/starts_on contradicts, /ends_on contradicts");
    days(json!("2026-11-23"), json!("2026-11-25")).await.expect(200);
}

#[test_on_both]
async fn what_was_approved_is_settled_and_the_rest_may_change(world: World) {
    let World { zhou, jiefangbei, .. } = &world;
    let activity = zhou.plans("植树", jiefangbei, json!({})).await;
    world.publishes(&activity).await;
    let path = format!("/v1/activities/{activity}");
    let settled = json!({
        "expected_version": 4, "danger": true, "audience": "public", "ends_on": "2026-12-30",
        "kind": "service", "content": null,
    });

    let refused = zhou.patch(&path, settled).await.expect(422).json();
    let words = json!({ "expected_version": 4, "name": "河岸植树", "people_wanted": 12 });
    let changed = zhou.patch(&path, words).await.expect(200).json();

    let expected = "/danger settled, /audience settled, /ends_on settled, /content missing";
    assert_eq!(faults(&refused), expected);
    assert_eq!((&changed["state"], &changed["people_wanted"]), (&json!("published"), &json!(12)));
}

#[test_on_both]
async fn an_audience_that_no_longer_stands_above_the_unit_can_be_mended(world: World) {
    let World { app, qin, zhou, mei, yuzhong, jiangbei, jiefangbei, .. } = &world;
    let activity = zhou.plans("河岸植树", jiefangbei, json!({ "audience": yuzhong })).await;
    world.publishes(&activity).await;
    let path = format!("/v1/activities/{activity}");
    let to = async |audience: &str, version: u32| {
        zhou.patch(&path, json!({ "expected_version": version, "audience": audience })).await
    };
    let before = to("public", 4).await;
    app.hands.advance(Duration::from_secs(1));
    let moved = json!({ "expected_version": 1, "parent": jiangbei });
    qin.patch(&format!("/v1/units/{jiefangbei}"), moved).await.expect(200);

    let still = to(yuzhong, 4).await;
    let mended = to(jiangbei, 4).await;
    let after = to("public", 5).await;

    assert_eq!(before.expect(422).faults(), "/audience settled;");
    assert_eq!(still.expect(200).json()["version"], 4);
    assert_eq!(mended.expect(200).json()["audience"], json!(jiangbei));
    assert_eq!(mei.documents("activities").len(), 1, "of a brigade beside it");
    assert_eq!(after.expect(422).faults(), "/audience settled;");
}
