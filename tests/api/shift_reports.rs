//! How many people a shift served, as its leader reports.

use expect_test::expect;
use futures_util::future::{join, join_all};
use muster::{cells, kernel::figures::Served};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{
    app::{Answer, TestApp},
    dump::lines,
    people::TestPerson,
    world::World,
};

impl TestPerson {
    async fn reports(&self, shift: &str, body: Value) -> Answer {
        self.post(&format!("/v1/shifts/{shift}/reports"), body).await
    }

    async fn reports_times(&self, shift: &str, times: i64) -> Answer {
        self.reports(shift, json!({ "times_served": times })).await
    }

    /// The times of all reports of a shift, in the order of the list.
    async fn times_reported(&self, shift: &str) -> Vec<Value> {
        let page = self.get(&format!("/v1/shifts/{shift}/reports")).await.expect(200).json();
        let reports = page["items"].as_array().unwrap().iter();
        reports.map(|report| report["times_served"].clone()).collect()
    }
}

/// What the cells hold of a unit.
fn served(app: &TestApp, unit: &str) -> Served {
    app.look(|conn| cells::served_of(conn, unit.parse().unwrap()))
}

/// A shift from nine to eleven, and its leader while it runs.
async fn running(world: &World) -> (String, TestPerson) {
    let shift = world.shift((22, 9, 11), 5).await;
    (shift, world.zhou.hours_later(2).await)
}

#[test_on_both]
async fn a_leader_reports_how_many_people_a_shift_served(world: World) {
    let (shift, zhou) = running(&world).await;
    let body = json!({
        "id": world.app.new_id(),
        "times_served": 42,
        "person_count": 30,
        "note": "午餐 30 份\n晚餐 12 份",
    });

    let report = zhou.reports(&shift, body.clone()).await.expect(201);
    let again = zhou.reports(&shift, body).await.expect(201);

    expect![[r#"
        201 {
          "id": "[id 1]",
          "note": "午餐 30 份\n晚餐 12 份",
          "number": 1,
          "person_count": 30,
          "reported_at": "2026-11-22T02:00:00.000Z",
          "reported_by": "[id 2]",
          "shift": "[id 3]",
          "times_served": 42,
          "unit": "[id 4]"
        }"#]]
    .assert_eq(&report.shown());
    assert_eq!(again.json(), report.json());
    assert_eq!(zhou.times_reported(&shift).await, [42]);
}

#[test_on_both]
async fn the_newest_report_of_a_shift_counts(world: World) {
    let (shift, zhou) = running(&world).await;
    let times = || served(&world.app, &world.jiefangbei).times_served;

    zhou.reports_times(&shift, 42).await.expect(201);
    assert_eq!(times(), 42);
    zhou.reports_times(&shift, 30).await.expect(201);
    assert_eq!(times(), 30);
    zhou.reports_times(&shift, 0).await.expect(201);
    assert_eq!(times(), 0);

    assert_eq!(zhou.times_reported(&shift).await, [0, 30, 42]);
    assert_eq!(served(&world.app, &world.jiefangbei).sessions, 0, "a report is no session");
}

#[test_on_both]
async fn a_report_is_taken_from_where_it_was_booked_when_a_newer_one_counts(world: World) {
    let World { app, zhou, he, jiefangbei, .. } = &world;
    let nowhere = json!({ "online": true, "place": null });
    let shift = world.shift_of(nowhere, (22, 9, 11), 5).await;
    let zhou = zhou.hours_later(2).await;
    zhou.reports_times(&shift, 42).await.expect(201);
    let change = json!({ "area_code": "500103", "expected_version": 1 });
    let he = he.signs_in_again().await;
    he.patch(&format!("/v1/units/{jiefangbei}"), change).await.expect(200);

    zhou.reports_times(&shift, 30).await.expect(201);

    let cells = "SELECT served_district || ': ' || CAST(times_served AS text) AS line \
                 FROM served_cells ORDER BY served_district";
    assert_eq!(app.look(|conn| Ok(lines(conn, cells))), [": 0", "500103: 30"]);
    assert_eq!(served(app, jiefangbei).times_served, 30);
}

#[test_on_both]
async fn nobody_is_reported_to_be_served_less_than_once(world: World) {
    let (shift, zhou) = running(&world).await;

    let many = json!({ "times_served": 7, "person_count": 8, "note": "多\u{202E}" });
    let refused = zhou.reports(&shift, many).await.expect(422);
    let beyond = zhou.reports_times(&shift, 1_000_001).await.expect(422);

    assert_eq!(refused.faults(), "/person_count contradicts;/note control_character;");
    assert_eq!(beyond.faults(), "/times_served out_of_range;");
}

#[test_on_both]
async fn a_shift_is_reported_on_once_it_has_begun_and_by_who_leads_its_unit(world: World) {
    let World { zhou, lin, tang, he, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;

    let early = zhou.reports_times(&shift, 7).await;
    let member = lin.reports_times(&shift, 7).await;
    let beside = tang.reports_times(&shift, 7).await;
    let above = he.hours_later(1).await.reports_times(&shift, 7).await;

    assert_eq!(early.expect(409).code(), "shift_not_begun");
    assert_eq!(member.expect(403).code(), "forbidden");
    assert_eq!(beside.expect(404).code(), "not_found");
    above.expect(201);
    let lin = lin.signs_in_again().await;
    lin.get(&format!("/v1/shifts/{shift}/reports")).await.expect(403);
}

#[test_on_both]
async fn a_shift_that_was_cancelled_is_not_reported_on(world: World) {
    let (shift, zhou) = running(&world).await;
    let path = format!("/v1/shifts/{shift}/cancel");
    zhou.post(&path, json!({ "reason": "暴雨" })).await.expect(200);

    let refused = zhou.reports_times(&shift, 7).await;

    assert_eq!(refused.expect(409).code(), "shift_cancelled");
    assert_eq!(served(&world.app, &world.jiefangbei), Served::default());
}

#[test_on_both]
async fn a_shift_of_a_draft_is_not_reported_on(world: World) {
    let World { zhou, jiefangbei, .. } = &world;
    let activity = zhou.plans("河岸植树", jiefangbei, json!({})).await;
    let shift = zhou.adds_shift(&activity, (22, 9, 11), 5).await;
    let zhou = zhou.hours_later(2).await;

    let refused = zhou.reports_times(shift["id"].as_str().unwrap(), 7).await;

    assert_eq!(refused.expect(409).code(), "state_conflict");
}

#[test_on_both]
async fn an_id_stands_for_one_report(world: World) {
    let (shift, zhou) = running(&world).await;
    let he = world.he.signs_in_again().await;
    let id = world.app.new_id();
    let body = |times: i64| json!({ "id": id, "times_served": times });
    zhou.reports(&shift, body(7)).await.expect(201);

    let changed = zhou.reports(&shift, body(8)).await;
    let by_another = he.reports(&shift, body(7)).await;

    assert_eq!(changed.expect(409).code(), "id_conflict");
    assert_eq!(by_another.expect(409).code(), "id_conflict");
    assert_eq!(served(&world.app, &world.jiefangbei).times_served, 7);
}

#[test_on_both]
async fn of_reports_that_come_at_once_one_counts(world: World) {
    let (shift, zhou) = running(&world).await;
    let gate = world.app.writers_meet_at("shifts", 3);

    let reports = [7, 8, 9].map(|times| zhou.reports_times(&shift, times));
    let (answers, ()) = join(join_all(reports), gate).await;

    assert!(answers.iter().all(|answer| answer.status == 201));
    let newest = zhou.times_reported(&shift).await;
    assert_eq!(newest.len(), 3);
    assert_eq!(newest[0], served(&world.app, &world.jiefangbei).times_served);
}

#[test_on_both]
async fn reports_come_in_pages(world: World) {
    let (shift, zhou) = running(&world).await;
    for times in [7, 8, 9] {
        zhou.reports_times(&shift, times).await.expect(201);
    }
    let path = format!("/v1/shifts/{shift}/reports?limit=2");

    let first = zhou.get(&path).await.expect(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = zhou.get(&format!("{path}&cursor={cursor}")).await.expect(200).json();
    let unknown = zhou.get(&format!("{path}&cursor=AAAAAAAAAAAAAAAAAAAAAA")).await;

    let numbers = [&first, &second].map(|page| {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|report| report["number"].as_i64().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(numbers, [vec![3, 2], vec![1]]);
    assert_eq!(unknown.expect(400).code(), "invalid_query");
}
