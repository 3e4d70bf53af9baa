//! What service comes to, cut into rows.

use expect_test::expect;
use muster::{
    kernel::time::Time,
    org::{self, Standing},
};
use serde_json::json;
use test_macros::test_on_both;

use crate::support::{app::Answer, people::TestPerson, presence::at, world::World};

#[test_on_both]
async fn headquarters_reads_what_its_districts_come_to(world: World) {
    world.lin_has_hours().await;

    let answer = world.qin.signs_in_again().await.get("/v1/tally?by=district,month").await;

    expect![[r#"
        200 {
          "items": [
            {
              "credited_minutes": 120,
              "key": {
                "district": "[id 1]",
                "month": "2026-11"
              },
              "label": "渝中区慈善会 · 2026-11",
              "minutes_disputed": 0,
              "minutes_final": 120,
              "minutes_pending": 0,
              "records": 1,
              "sessions": 1,
              "times_served": 0,
              "volunteers_registered": 5,
              "volunteers_served": 1
            }
          ],
          "total": {
            "credited_minutes": 120,
            "minutes_disputed": 0,
            "minutes_final": 120,
            "minutes_pending": 0,
            "records": 1,
            "sessions": 1,
            "times_served": 0,
            "volunteers_registered": 6,
            "volunteers_served": 1
          }
        }"#]]
    .assert_eq(&answer.shown());
}

#[test_on_both]
async fn a_district_in_which_nobody_served_has_a_row_for_its_members(world: World) {
    let (qin, by) = (&world.qin, "by=district");

    let registered = qin.figure("volunteers_registered", by).await;

    assert_eq!(registered, "江北区慈善会 1, 渝中区慈善会 5; 6");
    let served = qin.figure("volunteers_served", by).await;
    assert_eq!(served, "江北区慈善会 0, 渝中区慈善会 0; 0");
}

#[test_on_both]
async fn the_same_hours_are_cut_in_every_way(world: World) {
    let themes = ["elder_care", "community"];
    let program = world.he.makes_program("老年食堂助餐", &world.yuzhong, &themes).await;
    world.lin_was_present_at(json!({ "program": program }), (22, 5, 7)).await;
    world.lin_was_present((22, 3, 4)).await;

    for (by, expected) in [
        ("district", "江北区慈善会 0, 渝中区慈善会 180; 180"),
        ("brigade", "朝天门大队 0, 观音桥大队 0, 解放碑大队 180, 渝中区慈善会 0; 180"),
        ("program", "老年食堂助餐 120, no program 60; 180"),
        // For two things: it stands in both rows and counts once.
        ("theme", "care for the old 120, community service 120, no program 60; 180"),
        ("month", "2026-11 180; 180"),
        ("year", "2026 180; 180"),
        ("proof_class", "by the leader's roster 180; 180"),
        ("served_district", "渝中区 180; 180"),
        ("month,program", "2026-11 · 老年食堂助餐 120, 2026-11 · no program 60; 180"),
        ("program,year", "老年食堂助餐 · 2026 120, no program · 2026 60; 180"),
    ] {
        let told = world.qin.figure("minutes_pending", &format!("by={by}")).await;

        assert_eq!(told, expected, "{by}");
    }
}

#[test_on_both]
async fn somebody_who_serves_twice_is_one_volunteer(world: World) {
    let World { qin, he, zhou, tang, lin, .. } = &world;
    let first = world.lin_was_present((22, 3, 4)).await;
    let shift = world.shift_of_chaotianmen((5, 7)).await;
    let mark = he.marks(&shift, lin.id, "present", &at(22, 7, 0)).await;
    for (leader, record) in [(zhou, &first), (tang, &mark["attendance"].as_str().unwrap().into())] {
        leader.decides(record, "confirm").await.expect(200);
        qin.decides(record, "approve").await.expect(200);
    }

    let told = qin.figure("volunteers_served", "by=brigade").await;

    assert_eq!(told, "朝天门大队 1, 观音桥大队 0, 解放碑大队 1, 渝中区慈善会 0; 1");
    let districts = qin.figure("volunteers_served", "by=district,month").await;
    assert_eq!(districts, "渝中区慈善会 · 2026-11 1; 1");
    assert_eq!(world.qin.figure("records", "by=month").await, "2026-11 2; 2");
}

#[test_on_both]
async fn what_no_row_has_for_itself_is_null(world: World) {
    let (_, _, zhou) = world.lin_has_hours().await;

    let by_class = zhou.tally("by=proof_class").await;
    let by_program = zhou.tally("by=program").await;

    let row = &by_class["items"][0];
    assert!(row["sessions"].is_null() && row["times_served"].is_null());
    assert_eq!([&row["records"], &row["volunteers_served"]], [1, 1]);
    assert_eq!(
        [&by_class["total"]["sessions"], &by_class["total"]["volunteers_registered"]],
        [1, 3]
    );
    let row = &by_program["items"][0];
    assert!(row["volunteers_registered"].is_null() && row["key"]["program"].is_null());
    assert!(row["key"].as_object().unwrap().contains_key("program"));
    assert_eq!(row["sessions"], 1);
}

#[test_on_both]
async fn a_month_in_which_nothing_is_left_has_no_row(world: World) {
    let World { he, zhou, .. } = &world;
    let stay = world.lin_was_present((22, 5, 7)).await;
    let before = he.figure("volunteers_registered", "by=month").await;

    zhou.voids(&stay).await.expect(200);
    he.steps_on_stay(&stay, "confirm-void").await.expect(200);

    assert_eq!(before, "2026-11 5; 5");
    for by in ["month", "year", "month,brigade"] {
        assert_eq!(he.figure("volunteers_registered", &format!("by={by}")).await, "; 5", "{by}");
    }
}

#[test_on_both]
async fn members_are_those_of_the_end_who_are_not_suspended(world: World) {
    let World { qin, he, wang, lin, .. } = &world;
    let (lins, wangs) = (lin.membership().await, wang.membership().await);
    let registered = async |months: &str| {
        let tally = qin.tally(&format!("by=year{months}")).await;
        tally["total"]["volunteers_registered"].as_i64().unwrap()
    };
    assert_eq!([registered("").await, registered("&until=2026-10").await], [6, 0]);

    he.steps(&lins, "suspend").await.expect(200);

    assert_eq!(registered("").await, 5);
    he.steps(&lins, "lift").await.expect(200);
    assert_eq!(registered("&until=2026-12").await, 6);
    wang.steps(&wangs, "leave").await.expect(200);
    assert_eq!(registered("").await, 5);
    lin.applies_to(&world.chaotianmen).await;
    assert_eq!(registered("").await, 5);
}

#[test_on_both]
async fn who_is_in_two_brigades_is_registered_once(world: World) {
    let membership = world.lin.applies_to(&world.chaotianmen).await;
    world.tang.steps(&membership, "approve").await.expect(200);

    let brigades = world.he.figure("volunteers_registered", "by=brigade").await;

    assert_eq!(brigades, "朝天门大队 2, 解放碑大队 3, 渝中区慈善会 1; 5");
    let districts = world.qin.figure("volunteers_registered", "by=district").await;
    assert_eq!(districts, "江北区慈善会 1, 渝中区慈善会 5; 6");
}

#[test_on_both]
async fn a_brigade_that_moved_counts_where_it_was_or_where_it_is(world: World) {
    world.lin_was_present((22, 5, 7)).await;
    let [qin, he, jia] = jiefangbei_moves(&world, 1).await;
    let (then, today) = ("by=district", "by=district&districts=restated");

    for (reader, query, expected) in [
        (&qin, then, "江北区慈善会 0, 渝中区慈善会 120; 120"),
        (&he, then, "渝中区慈善会 120; 120"),
        (&jia, then, "江北区慈善会 0; 0"),
        (&qin, today, "江北区慈善会 120, 渝中区慈善会 0; 120"),
        (&he, today, "渝中区慈善会 0; 0"),
        (&jia, today, "江北区慈善会 120; 120"),
    ] {
        assert_eq!(reader.figure("minutes_pending", query).await, expected, "{query}");
    }
    for (unit, then, today) in [(&world.yuzhong, 120, 0), (&world.jiangbei, 0, 120)] {
        let pending = async |more: &str| {
            let tally = qin.tally(&format!("by=month&unit={unit}{more}")).await;
            tally["total"]["minutes_pending"].as_i64().unwrap()
        };
        assert_eq!([pending("").await, pending("&districts=restated").await], [then, today]);
    }
}

#[test_on_both]
async fn a_month_that_is_over_keeps_its_figures_when_a_brigade_moves(world: World) {
    let (_, _, zhou) = world.lin_has_hours().await;
    let zhou = &zhou;
    let month = "by=district&until=2026-11";
    let figures = ["minutes_final", "sessions", "volunteers_served", "volunteers_registered"];
    let [qin, he, jia] = jiefangbei_moves(&world, 24 * 10).await;

    let mut told = Vec::new();
    for reader in [&he, &jia, &qin] {
        let total = reader.tally(month).await["total"].take();
        told.push(figures.map(|figure| total[figure].as_i64().unwrap()));
    }

    assert_eq!(told, [[120, 1, 1, 5], [0, 0, 0, 2], [120, 1, 1, 7]]);
    let now = "by=district&from=2026-12";
    assert_eq!(he.figure("volunteers_registered", now).await, "渝中区慈善会 2; 2");
    assert_eq!(jia.figure("volunteers_registered", now).await, "江北区慈善会 5; 5");
    let zhou = zhou.signs_in_again().await;
    let of_brigade = zhou.figure("minutes_final", "by=district").await;
    assert_eq!(of_brigade, "江北区慈善会 0, 渝中区慈善会 120; 120");
}

#[test_on_both]
async fn members_are_counted_as_the_organisation_says_they_stood_then(world: World) {
    let World { app, qin, he, zhou, lin, wang, tang, mei, .. } = &world;
    let persons = [he, zhou, lin, wang, tang, mei].map(|person| person.id);
    let membership = lin.membership().await;
    he.steps(&membership, "suspend").await.expect(200);
    let [_, _, jia] = jiefangbei_moves(&world, 24 * 10).await;
    jia.hours_later(24 * 32).await.steps(&membership, "lift").await.expect(200);
    let qin = qin.signs_in_again().await;

    for end in ["2026-11-30", "2026-12-31", "2027-01-03"] {
        let at = Time::parse(&format!("{end}T08:00:00+08:00")).unwrap();
        for unit in [&world.jiefangbei, &world.chaotianmen, &world.guanyinqiao] {
            let query = format!("by=district&unit={unit}&until={}", end.get(..7).unwrap());
            let items = qin.tally(&query).await["items"].take();

            let id = unit.parse().unwrap();
            let (district, stood) = app.look(|conn| {
                let district = org::district_of(conn, id, at)?;
                Ok((district, org::standings(conn, &persons, Some(id), at)?))
            });
            let members = stood.values().filter(|standing| **standing == Standing::Member).count();
            let told = (&items[0]["key"]["district"], &items[0]["volunteers_registered"]);
            assert_eq!(told, (&json!(district), &json!(members)), "{unit} {end}");
            assert_eq!(items.as_array().unwrap().len(), 1, "{unit} {end}");
        }
    }
}

/// 解放碑 moves from 渝中 to 江北 after some hours. Answers who administers headquarters, 渝中 and 江北,
/// signed in anew.
async fn jiefangbei_moves(world: &World, hours: u64) -> [TestPerson; 3] {
    let World { qin, he, jiefangbei, jiangbei, .. } = world;
    let jia = qin.signs_in_again().await.enrols("贾宁", jiangbei).await;
    qin.signs_in_again().await.appoints(&jia, "district_admin", jiangbei).await.expect(201);
    let qin = qin.hours_later(hours).await;
    let body = json!({ "parent": jiangbei, "expected_version": 1 });
    qin.patch(&format!("/v1/units/{jiefangbei}"), body).await.expect(200);
    [qin, he.signs_in_again().await, jia.signs_in_again().await]
}

#[test_on_both]
async fn brigades_of_a_district_that_was_divided_go_by_their_towns(world: World) {
    let World { qin, federation, .. } = &world;
    let mut districts = Vec::new();
    for (name, code) in [("渝北", "500112"), ("北碚", "500109"), ("两江", "500157")] {
        districts.push(qin.makes_in("district", name, (federation, code)).await);
    }
    for (name, town, below) in [
        ("人和", "500112009", 0),
        ("统景", "500112133", 0),
        ("区直", "500112", 0),
        ("蔡家岗", "500109006", 1),
        ("天生", "500109001", 1),
    ] {
        let brigade = qin.makes_in("brigade", name, (&districts[below], town)).await;
        qin.enrols_without_phone("队员", &brigade).await;
    }

    let then = qin.figure("volunteers_registered", "by=district").await;
    let today = qin.figure("volunteers_registered", "by=district&districts=restated").await;

    assert_eq!(then, "北碚 2, 渝北 3, 江北区慈善会 1, 渝中区慈善会 5; 11");
    assert_eq!(today, "北碚 2, 两江 2, 江北区慈善会 1, 渝中区慈善会 5, unassigned 1; 11");
}

#[test_on_both]
async fn a_spreadsheet_gets_a_table_that_runs_nothing(world: World) {
    world.lin_was_present((22, 5, 7)).await;
    let body = json!({ "name": "=1+1", "expected_version": 1 });
    world.qin.patch(&format!("/v1/units/{}", world.jiefangbei), body).await.expect(200);

    let shown =
        |answer: &Answer| answer.text().replace('\r', "␍").replace(&world.jiefangbei, "[解放碑]");

    let accepted = world.zhou.tally_as("text/csv", "by=brigade,month").await.expect(200);
    let asked = world.zhou.get("/v1/tally?by=brigade,month&format=csv").await.expect(200);

    expect![[r#"
        ﻿brigade,brigade id,month,final minutes,pending minutes,disputed minutes,credited minutes,records,sessions,times served,volunteers who served,volunteers registered␍
        '=1+1,[解放碑],2026-11,0,120,0,0,0,0,0,0,3␍
        total,,,0,120,0,0,0,0,0,0,3␍
    "#]].assert_eq(&shown(&accepted));
    expect![[r#"
        ﻿大队,大队编号,月份,已核定分钟,待审分钟,有异议分钟,计入分钟,服务记录数,场次,服务人次,参加服务人数,志愿者人数␍
        '=1+1,[解放碑],2026-11,0,120,0,0,0,0,0,0,3␍
        合计,,,0,120,0,0,0,0,0,0,3␍
    "#]].assert_eq(&shown(&asked));
    assert_eq!(asked.header("content-type"), "text/csv; charset=utf-8");
    let json = world.zhou.tally_as("text/csv", "by=month&format=json").await.expect(200);
    assert!(json.json()["total"].is_object());
    for answer in [&asked, &json] {
        assert_eq!(answer.header("vary"), "Accept, Accept-Language");
    }
}

#[test_on_both]
async fn what_cannot_be_tallied_is_refused_by_its_name(world: World) {
    for (query, expected) in [
        ("", "by missing;"),
        ("by=", "by missing;"),
        ("by=person", "by unknown_value;"),
        ("by=month,month", "by repeated;"),
        ("by=month&by=year", "by repeated;"),
        ("by=month&from=2026-13", "from invalid_date;"),
        ("by=month&until=2026", "until invalid_date;"),
        ("by=month&from=2026-11&until=2026-10", "until contradicts;"),
        ("by=month&districts=today", "districts unknown_value;"),
        ("by=month&format=xls", "format unknown_value;"),
        ("by=month&unit=x", "unit wrong_type;"),
        ("by=month&limit=1", "limit unknown_field;"),
    ] {
        let answer = world.qin.get(&format!("/v1/tally?{query}")).await.expect(400);

        assert_eq!(answer.faults(), expected, "{query}");
    }
}
