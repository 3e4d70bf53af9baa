//! Plans of activities: who makes them, who reads them, what may change when.

use expect_test::expect;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::world::World;

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
            "lat": null,
            "lon": null,
            "name": "嘉陵江河岸",
            "outline": null,
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
