//! The tree of units.

use std::time::Duration;

use actix_web::test::TestRequest;
use expect_test::expect;
use muster::kernel::bucket::BucketKind;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{app::TestApp, dump::lines, people::TestPerson, world::World};

const SOME_ID: &str = "01930000-0000-7000-8000-00000000aaaa";

#[test_on_both]
async fn headquarters_makes_a_district_and_everybody_may_know_of_it(app: TestApp) {
    let qin = app.headquarters().await;
    let federation = qin.federation().await;

    let body = json!({
        "kind": "district", "name": "渝中区慈善会", "parent": federation, "area_code": "500103",
    });
    let made = qin.post("/v1/units", body).await;

    expect![[r#"
        201 {
          "affiliated_with": null,
          "area_code": "500103",
          "created_at": "2026-11-22T00:00:00.000Z",
          "id": "[id 1]",
          "kind": "district",
          "name": "渝中区慈善会",
          "parent": "[id 2]",
          "valid_from": null,
          "valid_to": null,
          "version": 1
        }"#]]
    .assert_eq(&made.shown());
    let unit = made.json();
    let path = format!("/v1/units/{}", unit["id"].as_str().unwrap());
    assert_eq!(qin.get(&path).await.expect(200).json(), unit);
    assert!(qin.documents("units").iter().any(|document| document["id"] == unit["id"]));
}

#[test_on_both]
async fn making_a_unit_again_answers_the_same_and_another_body_is_a_conflict(app: TestApp) {
    let qin = app.headquarters().await;
    let federation = qin.federation().await;
    let body = |name: &str| json!({ "id": SOME_ID, "kind": "district", "name": name, "parent": federation });
    let reordered = format!(
        r#"{{ "parent": "{federation}", "name": "\u6e1d\u4e2d", "kind": "district", "id": "{SOME_ID}" }}"#
    );

    let first = qin.post("/v1/units", body("渝中")).await.expect(201).json();
    let again = qin.post("/v1/units", serde_json::from_str(&reordered).unwrap()).await;
    let other = qin.post("/v1/units", body("江北")).await;

    assert_eq!(again.expect(201).json(), first);
    assert_eq!(other.expect(409).code(), "id_conflict");
    assert_eq!(qin.documents("units").len(), 2);
}

#[test_on_both]
async fn a_list_comes_in_pages_that_miss_and_repeat_nothing(app: TestApp) {
    let qin = app.headquarters().await;
    let federation = qin.federation().await;
    for number in 1..=7 {
        qin.makes("district", &format!("第{number}区"), &federation).await;
    }

    let mut seen = Vec::new();
    let mut path = "/v1/units?limit=3".to_owned();
    loop {
        let page = qin.get(&path).await.expect(200).json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|unit| unit["id"].to_string()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/units?limit=3&cursor={cursor}");
    }

    assert_eq!(seen.len(), 8);
    assert!(seen.is_sorted_by(|a, b| a < b));
}

#[test_on_both]
async fn a_filter_that_does_not_exist_is_refused_by_name(app: TestApp) {
    let qin = app.headquarters().await;

    for (query, pointer, code) in [
        ("knd=district", "knd", "unknown_field"),
        ("kind=village", "kind", "unknown_value"),
        ("limit=0", "limit", "out_of_range"),
        ("limit=many", "limit", "wrong_type"),
        ("cursor=zzz", "cursor", "unknown_value"),
        ("parent=7", "parent", "wrong_type"),
    ] {
        let problem = qin.get(&format!("/v1/units?{query}")).await.expect(400).json();
        assert_eq!(problem["code"], "invalid_query");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{query}");
        assert_eq!(problem["errors"][0]["code"], code, "{query}");
    }
}

#[test_on_both]
async fn a_refused_unit_leaves_nothing_behind(app: TestApp) {
    let qin = app.headquarters().await;
    let federation = qin.federation().await;
    let before = app.everything();

    for (body, status, code) in [
        (
            json!({ "kind": "squad", "name": "一", "parent": federation }),
            409,
            "unit_parent_invalid",
        ),
        (json!({ "kind": "district", "name": "一", "parent": SOME_ID }), 404, "not_found"),
        (json!({ "kind": "district", "name": "", "parent": federation }), 422, "invalid_fields"),
        (
            json!({ "id": federation, "kind": "district", "name": "一", "parent": federation }),
            409,
            "id_conflict",
        ),
    ] {
        assert_eq!(qin.post("/v1/units", body).await.expect(status).code(), code);
    }

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_key_makes_an_act_without_an_id_repeatable(app: TestApp) {
    let qin = app.headquarters().await;
    let body = json!({ "kind": "district", "name": "渝中", "parent": qin.federation().await });
    let ask = |key: &'static str, body: &serde_json::Value| {
        let request = TestRequest::post().uri("/v1/units").set_json(body);
        qin.send(request.insert_header(("Idempotency-Key", key)))
    };

    let first = ask(SOME_ID, &body).await.expect(201).json();
    let again = ask(SOME_ID, &body).await.expect(201).json();
    let no_key = ask("7", &body).await;

    assert_eq!(again, first);
    assert_eq!(no_key.expect(422).json()["errors"][0]["pointer"], "idempotency-key");
}

#[test_on_both]
async fn a_unit_is_changed_from_the_version_that_one_saw(world: World) {
    let World { he, jiefangbei, .. } = world;
    let path = format!("/v1/units/{jiefangbei}");
    let seen = he.get(&path).await.expect(200);
    assert_eq!(seen.header("etag"), "\"1\"");

    let none = he.patch(&path, json!({ "name": "解放碑一大队" })).await;
    let body = json!({ "expected_version": 1, "name": "解放碑一大队", "area_code": "500103001" });
    let changed = he.patch(&path, body).await.expect(200);
    let stale = he.patch(&path, json!({ "expected_version": 1, "name": "二" })).await;
    let request = TestRequest::patch().uri(&path).set_json(json!({ "area_code": null }));
    let cleared = he.send(request.insert_header(("If-Match", "\"2\""))).await.expect(200).json();

    assert_eq!(none.expect(428).code(), "version_required");
    assert_eq!(changed.header("etag"), "\"2\"");
    expect!["stale_version: 内容已被别人修改。当前版本是 2，您依据的是 1。查看最新内容后再修改。"]
        .assert_eq(&stale.expect(412).said());
    assert_eq!(cleared["name"], "解放碑一大队");
    assert_eq!(cleared["area_code"], json!(null));
    let document = he.documents("units").into_iter().find(|unit| unit["id"] == cleared["id"]);
    assert_eq!(document.unwrap()["name"], "解放碑一大队");
}

#[test_on_both]
async fn a_brigade_that_moves_changes_who_reads_it_and_no_document_but_its_own(world: World) {
    let World { app, qin, he, lin, zhou, jiefangbei, jiangbei, .. } = world;
    let desks = |person: &TestPerson| {
        person.audiences().iter().filter(|kind| **kind == BucketKind::Desk).count()
    };
    let heads = "SELECT CAST(sum(version) AS text) AS line FROM bucket_heads WHERE kind <> 0";
    let heads = || app.look(|conn| Ok(lines(conn, heads)));
    let path = format!("/v1/units/{jiefangbei}");
    let body = json!({ "expected_version": 1, "parent": jiangbei });
    app.hands.advance(Duration::from_secs(60));
    he.patch(&path, body.clone()).await.expect(403);
    let before = (desks(&he), desks(&zhou), heads());

    qin.patch(&path, body).await.expect(200);

    assert_eq!((desks(&he), desks(&zhou)), (before.0 - 1, before.1));
    assert_eq!(heads(), before.2);
    he.get(&format!("/v1/people/{}", lin.id)).await.expect(404);
    qin.get(&format!("/v1/people/{}", lin.id)).await.expect(200);
}

#[test_on_both]
async fn a_move_has_a_date_that_lies_between_the_last_one_and_now(world: World) {
    let World { app, qin, jiefangbei, jiangbei, .. } = world;
    app.hands.advance(Duration::from_secs(300));
    let path = format!("/v1/units/{jiefangbei}");
    let moved = |at: &str| json!({ "expected_version": 1, "parent": jiangbei, "moved_at": at });

    for (at, code) in
        [("2026-11-22T08:00:00+08:00", "too_early"), ("2026-11-22T08:05:01+08:00", "in_future")]
    {
        let problem = qin.patch(&path, moved(at)).await.expect(422).json();
        assert_eq!(problem["errors"][0]["code"], code, "{at}");
    }
    qin.patch(&path, moved("2026-11-22T08:04:00+08:00")).await.expect(200);
}

#[test_on_both]
async fn a_leader_reads_the_desk_of_a_squad_that_comes_into_being(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    let desks = |person: &TestPerson| {
        person.audiences().iter().filter(|kind| **kind == BucketKind::Desk).count()
    };
    let before = desks(&zhou);

    zhou.makes("squad", "一分队", &jiefangbei).await;

    assert_eq!((before, desks(&zhou)), (1, 2));
}

#[test_on_both]
async fn a_change_of_a_unit_that_changes_nothing_leaves_nothing(world: World) {
    let World { app, qin, jiefangbei, .. } = world;
    let path = format!("/v1/units/{jiefangbei}");
    let before = app.everything();

    let same = json!({ "expected_version": 1, "name": "解放碑大队", "area_code": null });
    let answer = qin.patch(&path, same).await.expect(200);

    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_change_of_a_unit_that_makes_no_sense_is_told_by_field(world: World) {
    let World { app, qin, jiefangbei, .. } = world;
    let path = format!("/v1/units/{jiefangbei}");
    let before = app.everything();

    for (change, pointer, code) in [
        (json!({ "name": null }), "/name", "missing"),
        (json!({ "parent": null }), "/parent", "missing"),
        (json!({ "moved_at": "2026-11-22T00:00:00Z" }), "/parent", "missing"),
        (
            json!({ "valid_from": "2026-01-01", "valid_to": "2020-01-01" }),
            "/valid_to",
            "contradicts",
        ),
    ] {
        let mut body = change;
        body["expected_version"] = json!(1);
        let problem = qin.patch(&path, body).await.expect(422).json();
        assert_eq!(problem["errors"][0]["pointer"], pointer);
        assert_eq!(problem["errors"][0]["code"], code);
    }

    assert_eq!(app.everything(), before);
}
