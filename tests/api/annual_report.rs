//! What is said of a year.

use expect_test::expect;
use serde_json::json;
use test_macros::test_on_both;

use crate::support::world::World;

#[test_on_both]
async fn headquarters_reads_the_sentence_of_a_year(world: World) {
    let (_, _, zhou) = world.lin_has_hours().await;
    let world = World { zhou, he: world.he.signs_in_again().await, ..world };
    let shift = world.shift((22, 8, 10), 5).await;
    let path = format!("/v1/shifts/{shift}/reports");
    world.zhou.post(&path, json!({ "times_served": 42 })).await.expect(201);
    world.lin_was_present((22, 7, 8)).await;

    let answer = world.qin.signs_in_again().await.get("/v1/reports/annual/2026").await;

    expect![[r#"
        200 {
          "minutes_final": 120,
          "minutes_pending": 60,
          "people": 6,
          "sessions": 1,
          "text": {
            "en": "In 2026, 6 volunteers held 1 session of service, gave 2 hours and served people 42 times.\nOnly approved hours count; this leaves out 1 hour waiting for review.",
            "zh-CN": "2026年，全会志愿者6人，开展志愿服务活动1场次，服务时长2小时，服务42人次。\n仅计已核定；待审 1 小时未计入。"
          },
          "times_served": 42,
          "year": 2026
        }"#]].assert_eq(&answer.shown());
}

#[test_on_both]
async fn a_year_in_which_nothing_was_recorded_says_so(world: World) {
    let report = world.qin.get("/v1/reports/annual/2023").await.expect(200).json();

    let expected = "2023年，全会志愿者0人，开展志愿服务活动0场次，服务时长0小时，服务0人次。\n\
                    仅计已核定；待审 0 小时未计入。";
    assert_eq!(report["text"]["zh-CN"], expected);
    assert_eq!(report["people"], 0);
}

#[test_on_both]
async fn a_district_reads_its_own_year_and_not_the_federations(world: World) {
    let World { he, zhou, lin, yuzhong, jiangbei, .. } = &world;
    let path = "/v1/reports/annual/2026";

    let own = he.get(&format!("{path}?unit={yuzhong}")).await.expect(200).json();

    let told = own["text"]["zh-CN"].as_str().unwrap();
    assert!(told.starts_with("2026年，渝中区慈善会志愿者5人，"), "{told}");
    for person in [he, zhou, lin] {
        person.get(path).await.expect(403);
        person.get(&format!("{path}?unit={jiangbei}")).await.expect(403);
        person.get(&format!("{path}?unit={}", world.app.new_id())).await.expect(404);
    }
    let whole = world.qin.get(&format!("{path}?unit={}", world.federation)).await;
    assert_eq!(whole.json(), world.qin.get(path).await.json());
}

#[test_on_both]
async fn a_district_keeps_the_year_of_a_brigade_that_left_it(world: World) {
    world.lin_has_hours().await;
    let World { yuzhong, jiangbei, jiefangbei, .. } = &world;
    let qin = world.qin.hours_later(24 * 60).await;
    let body = json!({ "parent": jiangbei, "expected_version": 1 });
    qin.patch(&format!("/v1/units/{jiefangbei}"), body).await.expect(200);

    let of = async |unit: &str, year: i32| {
        let path = format!("/v1/reports/annual/{year}?unit={unit}");
        let report = qin.get(&path).await.expect(200).json();
        ["minutes_final", "sessions", "people"].map(|name| report[name].as_i64().unwrap())
    };

    assert_eq!([of(yuzhong, 2026).await, of(jiangbei, 2026).await], [[120, 1, 5], [0, 0, 1]]);
    assert_eq!([of(yuzhong, 2027).await, of(jiangbei, 2027).await], [[0, 0, 2], [0, 0, 4]]);
    assert_eq!(of(jiefangbei, 2026).await, [120, 1, 3]);
}

#[test_on_both]
async fn there_is_a_report_of_no_year_that_has_not_begun(world: World) {
    for year in ["1899", "2027", "99999", "-1"] {
        let answer = world.qin.get(&format!("/v1/reports/annual/{year}")).await.expect(400);

        assert_eq!(answer.faults(), "year out_of_range;", "{year}");
    }
    for year in ["abc", "2026.5", "99999999999", "20 26"] {
        let path = format!("/v1/reports/annual/{}", year.replace(' ', "%20"));
        world.qin.get(&path).await.expect(404);
    }
}
