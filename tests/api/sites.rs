//! Sites, and the wire form of places.

use expect_test::expect;
use muster::kernel::geo::Wgs84;
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    dump::lines,
    people::TestPerson,
    plan::{activity_body, site_body},
    world::World,
};

const SOME_ID: &str = "01930000-0000-7000-8000-00000000aaaa";

/// The Liberation Monument as 高德 has it, and where it is (`tests/data/gcj02_vectors.csv`).
const MONUMENT_GCJ02: (f64, f64) = (29.560_151_274, 106.555_317_65);
const MONUMENT: (f64, f64) = (29.563, 106.5516);

/// Three corners of a square in 解放碑, as a map of that datum has them.
fn outline(datum: &str) -> Value {
    let corner = |(lat, lon): (f64, f64)| json!({ "lat": lat, "lon": lon });
    let corners = [(29.56, 106.57), (29.56, 106.58), (29.57, 106.58)].map(corner);
    json!({ "datum": datum, "corners": corners })
}

/// Metres between a point that is told and another.
fn metres(told: &Value, (lat, lon): (f64, f64)) -> f64 {
    let of = |value: &Value| value.as_f64().unwrap();
    let point = Wgs84::new(of(&told["lat"]), of(&told["lon"])).unwrap();
    point.metres_to(Wgs84::new(lat, lon).unwrap())
}

#[test_on_both]
async fn a_leader_opens_a_canteen_and_everybody_may_know_of_it(world: World) {
    let World { zhou, mei, jiefangbei, .. } = world;

    let body = json!({
        "unit": jiefangbei, "name": "民权路老年食堂", "kind": "canteen",
        "address": "民权路 28 号", "area_code": "500103001",
        "point": { "lat": 29.5586, "lon": 106.5772, "datum": "wgs84" }, "radius_m": 50,
    });
    let made = zhou.post("/v1/sites", body).await;

    expect![[r#"
        201 {
          "address": "民权路 28 号",
          "area_code": "500103001",
          "closed_on": null,
          "created_at": "2026-11-22T00:00:00.000Z",
          "id": "[id 1]",
          "kind": "canteen",
          "name": "民权路老年食堂",
          "outline": null,
          "point": {
            "datum": "wgs84",
            "lat": 29.5586,
            "lon": 106.5772
          },
          "radius_m": 50,
          "unit": "[id 2]",
          "version": 1
        }"#]]
    .assert_eq(&made.shown());
    let site = made.json();
    let path = format!("/v1/sites/{}", site["id"].as_str().unwrap());
    assert_eq!(mei.get(&path).await.expect(200).json(), site);
    let mut document = mei.documents("sites").pop().unwrap();
    document["created_at"] = site["created_at"].clone();
    assert_eq!(document, site);
}

#[test_on_both]
async fn a_point_of_another_datum_becomes_one_of_wgs84_and_stays_as_it_was_given(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let (lat, lon) = MONUMENT_GCJ02;

    let point = json!({ "lat": lat, "lon": lon, "datum": "gcj02" });
    let body = site_body("解放碑", &jiefangbei, json!({ "point": point }));
    let site = zhou.post("/v1/sites", body).await.expect(201).json();

    assert!(metres(&site["point"], MONUMENT) < 0.02, "{site}");
    let places = app.look(|conn| Ok(lines(conn, "SELECT place AS line FROM sites")));
    let kept: Value = serde_json::from_str(&places[0]).unwrap();
    let given: Value = serde_json::from_str(kept["given"].as_str().unwrap()).unwrap();
    assert_eq!(given, json!({ "point": point }));
    assert!(!zhou.documents("sites")[0].to_string().contains("gcj02"));
}

#[test_on_both]
async fn a_site_may_have_an_outline_which_moves_with_its_datum(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let opens = |datum| {
        let body = site_body("广场", &jiefangbei, json!({ "outline": outline(datum) }));
        zhou.post("/v1/sites", body)
    };

    let plain = opens("wgs84").await.expect(201).json();
    let shifted = opens("bd09").await.expect(201).json();

    assert_eq!(plain["outline"], outline("wgs84"));
    assert_eq!(plain["radius_m"], json!(null));
    assert_eq!(plain["point"], json!(null));
    let off = metres(&shifted["outline"]["corners"][0], (29.56, 106.57));
    assert!((699.0..1526.0).contains(&off), "{off}");
}

#[test_on_both]
async fn what_one_reads_of_a_place_can_be_sent_back(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let point = json!({ "lat": 29.56, "lon": 106.57, "datum": "gcj02" });
    let fences = [json!({ "point": point, "radius_m": 50 }), json!({ "outline": outline("bd09") })];
    for fence in fences {
        let site = zhou.post("/v1/sites", site_body("广场", &jiefangbei, fence)).await.json();
        let fields = ["point", "radius_m", "outline"];
        let place: Value = fields.map(|field| (field, site[field].clone())).into_iter().collect();

        let again = moved(&zhou, site["id"].as_str().unwrap(), 1, place.clone()).await;

        assert_eq!(fields.map(|field| &again[field]), fields.map(|field| &place[field]));
    }
}

#[test_on_both]
async fn what_is_wrong_with_a_place_is_told_by_field_all_at_once(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let point = |lat: f64| json!({ "lat": lat, "lon": 106.5, "datum": "wgs84" });
    let corners = |lats: &[f64]| {
        let corners = lats.iter().map(|lat| json!({ "lat": lat, "lon": 106.5 }));
        json!({ "datum": "wgs84", "corners": corners.collect::<Vec<_>>() })
    };
    let before = app.everything();

    for (place, expected) in [
        (json!({ "point": { "lat": 29, "lon": 106 } }), "/point/datum missing;"),
        (
            json!({ "point": { "lat": 29, "lon": 106, "datum": "utm" } }),
            "/point/datum unknown_value;",
        ),
        (json!({ "point": point(106.5) }), "/point out_of_range;"),
        (json!({ "radius_m": 50 }), "/point missing;"),
        (json!({ "point": point(29.0), "radius_m": 5 }), "/radius_m out_of_range;"),
        (
            json!({ "point": point(29.0), "radius_m": 50, "outline": outline("wgs84") }),
            "/outline contradicts;",
        ),
        (json!({ "outline": corners(&[29.0, 29.1]) }), "/outline too_short;"),
        (json!({ "outline": corners(&[29.0, 129.0, 130.0]) }), "/outline/corners/1 out_of_range;"),
        (json!({ "outline": corners(&[29.0, 29.2, 29.1]) }), "/outline crosses_itself;"),
        (
            json!({ "address": "路".repeat(201), "area_code": "50" }),
            "/address too_long;/area_code unknown_value;",
        ),
    ] {
        let refused = zhou.post("/v1/sites", site_body("广场", &jiefangbei, place)).await;
        assert_eq!(refused.expect(422).faults(), expected);
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn only_who_leads_a_unit_makes_and_changes_its_sites(world: World) {
    let World { app, he, zhou, lin, tang, jiefangbei, .. } = world;
    let site = zhou.opens_site("食堂", &jiefangbei).await;
    let path = format!("/v1/sites/{site}");
    let change = json!({ "expected_version": 1, "name": "一食堂" });
    let before = app.everything();

    for person in [&lin, &tang] {
        person.post("/v1/sites", site_body("书屋", &jiefangbei, json!({}))).await.expect(403);
        person.patch(&path, change.clone()).await.expect(403);
    }
    zhou.post("/v1/sites", site_body("书屋", SOME_ID, json!({}))).await.expect(404);
    zhou.patch(&format!("/v1/sites/{SOME_ID}"), change.clone()).await.expect(404);

    assert_eq!(app.everything(), before);
    he.patch(&path, change).await.expect(200);
}

#[test_on_both]
async fn making_a_site_again_answers_the_same_and_another_body_is_a_conflict(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let body = |name: &str| site_body(name, &jiefangbei, json!({ "id": SOME_ID }));

    let first = zhou.post("/v1/sites", body("食堂")).await.expect(201).json();
    let again = zhou.post("/v1/sites", body("食堂")).await.expect(201).json();
    let other = zhou.post("/v1/sites", body("书屋")).await.expect(409);

    assert_eq!(again, first);
    assert_eq!(other.code(), "id_conflict");
}

/// A change of the point with everything that hangs on it.
async fn moved(person: &TestPerson, site: &str, version: i64, change: Value) -> Value {
    let mut body = change;
    body["expected_version"] = json!(version);
    person.patch(&format!("/v1/sites/{site}"), body).await.expect(200).json()
}

#[test_on_both]
async fn a_site_that_moves_takes_its_fence_along_or_loses_it(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let site = zhou.opens_site("服务车", &jiefangbei).await;
    let point = json!({ "lat": 29.55, "lon": 106.57, "datum": "wgs84" });

    let circle = moved(&zhou, &site, 1, json!({ "point": point, "radius_m": 80 })).await;
    let named = moved(&zhou, &site, 2, json!({ "name": "二号车", "kind": "vehicle_stop" })).await;
    let bare = moved(&zhou, &site, 3, json!({ "point": point })).await;
    let outlined = moved(&zhou, &site, 4, json!({ "outline": outline("wgs84") })).await;
    let gone = moved(&zhou, &site, 5, json!({ "point": null })).await;

    let told =
        |site: &Value| (site["point"].clone(), site["radius_m"].clone(), site["outline"].is_null());
    assert_eq!(told(&circle), (point.clone(), json!(80), true));
    assert_eq!(told(&named), told(&circle));
    assert_eq!(told(&bare), (point, json!(null), true));
    assert_eq!(told(&outlined), (json!(null), json!(null), false));
    assert_eq!(told(&gone), (json!(null), json!(null), true));
}

#[test_on_both]
async fn a_site_is_changed_from_the_version_that_one_saw_and_opens_again(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    let site = zhou.opens_site("食堂", &jiefangbei).await;
    let path = format!("/v1/sites/{site}");
    let change = |version: i64, closed_on: Value| {
        zhou.patch(&path, json!({ "expected_version": version, "closed_on": closed_on }))
    };

    let closed = change(1, json!("2026-12-31")).await.expect(200).json();
    let stale = change(1, json!(null)).await.expect(412);
    let open = change(2, json!(null)).await.expect(200).json();
    let before = app.everything();
    change(3, json!(null)).await.expect(200);
    let refused = zhou.patch(&path, json!({ "expected_version": 3, "name": null, "kind": null }));

    assert_eq!(closed["closed_on"], "2026-12-31");
    assert_eq!(stale.code(), "stale_version");
    assert_eq!(open["closed_on"], json!(null));
    assert_eq!(refused.await.expect(422).faults(), "/name missing;/kind missing;");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn sites_are_found_by_kind_and_by_what_their_units_stand_below(world: World) {
    let World { he, zhou, tang, mei, yuzhong, jiefangbei, chaotianmen, .. } = world;
    zhou.opens_site("解放碑食堂", &jiefangbei).await;
    tang.opens_site("朝天门食堂", &chaotianmen).await;
    let shop = site_body("慈善超市", &yuzhong, json!({ "kind": "shop" }));
    he.post("/v1/sites", shop).await.expect(201);
    let found = |query: String| mei.names(format!("/v1/sites?{query}"));

    assert_eq!(found(String::new()).await, ["慈善超市", "朝天门食堂", "解放碑食堂"]);
    assert_eq!(found("kind=shop".to_owned()).await, ["慈善超市"]);
    assert_eq!(found(format!("unit={jiefangbei}")).await, ["解放碑食堂"]);
    assert_eq!(found(format!("unit={yuzhong}&kind=canteen")).await, ["朝天门食堂", "解放碑食堂"]);
}

#[test_on_both]
async fn nothing_is_planned_at_a_site_that_closed_yesterday(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let site = zhou.opens_site("食堂", &jiefangbei).await;
    let path = format!("/v1/sites/{site}");
    let plan = || activity_body("送餐", &jiefangbei, &json!({ "place": null, "site": site }));

    zhou.patch(&path, json!({ "expected_version": 1, "closed_on": "2026-11-22" }))
        .await
        .expect(200);
    let on_its_last_day = zhou.post("/v1/activities", plan()).await;
    zhou.patch(&path, json!({ "expected_version": 2, "closed_on": "2026-11-21" }))
        .await
        .expect(200);
    let afterwards = zhou.post("/v1/activities", plan()).await;

    on_its_last_day.expect(201);
    assert_eq!(afterwards.expect(422).faults(), "/site not_available;");
}
