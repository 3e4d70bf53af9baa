//! Memberships: who belongs where, who decides it, and what each then reads.

use actix_web::test::TestRequest;
use expect_test::expect;
use futures_util::future::join_all;
use muster::kernel::bucket::BucketKind::{Desk, Person, Public, Unit};
use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::world::World;

#[test_on_both]
async fn an_applicant_is_taken_in_by_the_leader_and_reads_what_members_read(world: World) {
    let World { mei, zhou, jiefangbei, .. } = world;

    let applied = mei.applies_to(&jiefangbei).await;
    let before = mei.audiences().len();
    let approved = zhou.steps(&applied, "approve").await;

    expect![[r#"
        200 {
          "applied_at": "2026-11-22T00:00:00.000Z",
          "from_at": "2026-11-22T00:00:00.000Z",
          "id": "[id 1]",
          "name": "梅朵",
          "person_id": "[id 2]",
          "state": "active",
          "unit": "[id 3]",
          "until_at": null,
          "version": 2,
          "volunteer_no": "[number]"
        }"#]]
    .assert_eq(&approved.shown());
    assert_eq!(before, 5, "public, herself, her brigade and all above it");
    assert_eq!(mei.audiences().len(), 7, "the other brigade and its district too");
    let own = mei.documents("memberships");
    assert_eq!(own.iter().filter(|document| document["state"] == "active").count(), 2);
}

#[test_on_both]
async fn the_roster_stands_on_the_desk_of_the_unit_and_on_no_other(world: World) {
    let World { he, zhou, tang, lin, jiefangbei, .. } = world;
    let squad = zhou.makes("squad", "一分队", &jiefangbei).await;
    zhou.enrols_without_phone("冉㛃", &squad).await;

    let names = |person: &crate::support::people::TestPerson| {
        let mut names: Vec<String> =
            person.documents("roster").iter().map(|line| line["name"].to_string()).collect();
        names.sort();
        names.join(" ")
    };

    expect![[r#""冉㛃" "周正" "林小满" "王二""#]].assert_eq(&names(&zhou));
    expect![[r#""何川" "周正" "唐果" "林小满" "王二""#]].assert_eq(&names(&he));
    expect![[r#""唐果""#]].assert_eq(&names(&tang));
    assert_eq!(names(&lin), "");
}

#[test_on_both]
async fn a_leader_can_see_and_guess_nothing_of_another_brigade(world: World) {
    let World { app, zhou, tang, lin, jiefangbei, .. } = world;
    let membership = lin.membership().await;
    let before = app.everything();

    tang.get(&format!("/v1/memberships/{membership}")).await.expect(404);
    for step in ["approve", "reject", "suspend", "lift", "leave"] {
        assert_eq!(tang.steps(&membership, step).await.expect(404).code(), "not_found");
    }
    tang.get(&format!("/v1/units/{jiefangbei}/memberships")).await.expect(403);
    tang.get(&format!("/v1/units/{jiefangbei}/roles")).await.expect(403);
    tang.get(&format!("/v1/units/{jiefangbei}/insurance-policies")).await.expect(403);
    tang.get(&format!("/v1/people/{}", lin.id)).await.expect(404);
    tang.get(&format!("/v1/people?unit={jiefangbei}")).await.expect(403);

    assert_eq!(app.everything(), before);
    zhou.get(&format!("/v1/memberships/{membership}")).await.expect(200);
    lin.get(&format!("/v1/memberships/{membership}")).await.expect(200);
}

#[test_on_both]
async fn who_is_suspended_keeps_what_is_public_and_his_own(world: World) {
    let World { he, zhou, lin, .. } = world;
    let membership = lin.membership().await;

    assert_eq!(zhou.steps(&membership, "suspend").await.expect(403).code(), "forbidden");
    he.steps(&membership, "suspend").await.expect(200);
    let suspended = lin.audiences();
    he.steps(&membership, "lift").await.expect(200);

    assert_eq!(suspended, [Public, Person]);
    assert_eq!(lin.audiences().iter().filter(|kind| **kind == Unit).count(), 3);
}

#[test_on_both]
async fn everybody_may_leave_and_holds_no_role_there_any_more(world: World) {
    let World { zhou, lin, jiefangbei, .. } = world;
    let leaders = zhou.membership().await;

    zhou.steps(&leaders, "leave").await.expect(200);

    assert_eq!(zhou.audiences(), [Public, Person]);
    assert!(!zhou.audiences().contains(&Desk));
    assert_eq!(zhou.get("/v1/me/roles").await.json()["items"], json!([]));
    zhou.get(&format!("/v1/units/{jiefangbei}/memberships")).await.expect(403);
    zhou.get(&format!("/v1/people/{}", lin.id)).await.expect(404);
}

#[test_on_both]
async fn a_step_that_was_taken_answers_the_same_and_one_that_does_not_fit_says_why(world: World) {
    let World { app, zhou, mei, jiefangbei, .. } = world;
    let applied = mei.applies_to(&jiefangbei).await;
    let first = zhou.steps(&applied, "approve").await.expect(200).json();
    let before = app.everything();

    let again = zhou.steps(&applied, "approve").await.expect(200).json();
    let refused = zhou.steps(&applied, "reject").await.expect(409);

    assert_eq!(again, first);
    expect!["state_conflict: 当前状态下不能这样操作。现在的状态是“在队”。刷新后查看当前状态。"]
        .assert_eq(&refused.said());
    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn a_refusal_of_an_applicant_needs_a_reason_which_can_be_erased(world: World) {
    let World { app, zhou, mei, jiefangbei, .. } = world;
    let applied = mei.applies_to(&jiefangbei).await;
    let path = format!("/v1/memberships/{applied}/reject");

    let without = zhou.post(&path, json!({ "reason": " " })).await.expect(422).json();
    zhou.post(&path, json!({ "reason": "名额已满" })).await.expect(200);

    assert_eq!(without["errors"][0]["pointer"], "/reason");
    assert_eq!(app.everything().matches("名额已满").count(), 1);
    mei.applies_to(&jiefangbei).await;
}

#[test_on_both]
async fn nobody_stands_twice_in_a_unit_or_in_more_than_twenty(world: World) {
    let World { qin, mei, federation, guanyinqiao, .. } = world;

    let twice = mei.post("/v1/memberships", json!({ "unit": guanyinqiao })).await;
    for number in 0..19 {
        let unit = qin.makes("brigade", &format!("第{number}大队"), &federation).await;
        mei.applies_to(&unit).await;
    }
    let unit = qin.makes("brigade", "又一大队", &federation).await;
    let many = mei.post("/v1/memberships", json!({ "unit": unit })).await;

    assert_eq!(twice.expect(409).code(), "already_member");
    assert_eq!(many.expect(409).code(), "limit_reached");
}

#[test_on_both]
async fn several_applicants_are_taken_in_at_once_each_by_itself(world: World) {
    let World { zhou, lin, mei, tang, jiefangbei, .. } = world;
    let (first, second) = (mei.applies_to(&jiefangbei).await, tang.applies_to(&jiefangbei).await);
    let left = lin.membership().await;
    lin.steps(&left, "leave").await.expect(200);
    let ids = json!([first, left, lin.id, second]);

    let answer = zhou.post("/v1/memberships/approve", json!({ "ids": ids })).await;

    let results = answer.expect(200).json();
    let told = |result: &Value| format!("{} {}", result["done"], result["problem"]["code"]);
    let told: Vec<String> = results["results"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(
        told,
        ["true null", r#"false "state_conflict""#, r#"false "not_found""#, "true null"]
    );
    let many = json!({ "ids": vec![lin.id.to_string(); 201] });
    zhou.post("/v1/memberships/approve", many).await.expect(422);
}

#[test_on_both]
async fn the_roster_is_read_in_the_order_of_names_page_by_page(world: World) {
    let World { zhou, jiefangbei, .. } = world;
    for name in ["安娜", "陈曦", "曾国强", "欧阳若曦", "阿依努尔·麦麦提"] {
        zhou.enrols_without_phone(name, &jiefangbei).await;
    }
    let mut names = Vec::new();
    let mut path = format!("/v1/units/{jiefangbei}/memberships?limit=3");
    loop {
        let page = zhou.get(&path).await.expect(200).json();
        names.extend(page["items"].as_array().unwrap().iter().map(|item| item["name"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/units/{jiefangbei}/memberships?limit=3&cursor={cursor}");
    }

    let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
    expect!["阿依努尔·麦麦提 安娜 陈曦 林小满 欧阳若曦 王二 曾国强 周正"]
        .assert_eq(&names.join(" "));
}

#[test_on_both]
async fn two_units_that_take_somebody_in_at_once_both_count(world: World) {
    let World { app, zhou, tang, mei, jiefangbei, chaotianmen, .. } = world;
    let (first, second) = (mei.applies_to(&jiefangbei).await, mei.applies_to(&chaotianmen).await);
    let gate = app.writers_meet_at("people", 2);

    let steps = join_all([zhou.steps(&first, "approve"), tang.steps(&second, "approve")]);
    let (answers, ()) = futures_util::future::join(steps, gate).await;

    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(mei.audiences().iter().filter(|kind| **kind == Unit).count(), 6);
}

#[test_on_both]
async fn what_the_district_suspended_is_not_taken_in_again_below_it(world: World) {
    let World { he, zhou, lin, jiefangbei, .. } = world;
    let squad = zhou.makes("squad", "一分队", &jiefangbei).await;
    let (membership, in_squad) = (lin.membership().await, lin.applies_to(&squad).await);
    zhou.steps(&in_squad, "approve").await.expect(200);
    he.steps(&membership, "suspend").await.expect(200);

    let audiences = lin.audiences();
    let leader = zhou.appoints(&lin, "leader", &squad).await;
    lin.steps(&membership, "leave").await.expect(200);
    let again = lin.applies_to(&jiefangbei).await;

    assert_eq!(audiences, [Public, Person], "a squad is part of its brigade");
    assert_eq!(leader.expect(409).code(), "state_conflict");
    assert_eq!(zhou.steps(&again, "approve").await.expect(403).code(), "forbidden");
    he.steps(&again, "approve").await.expect(200);
    assert_eq!(lin.audiences().iter().filter(|kind| **kind == Unit).count(), 4);
}

#[test_on_both]
async fn what_is_given_from_above_is_not_taken_from_beside(world: World) {
    let World { app, he, zhou, wang, jiefangbei, .. } = world;
    he.appoints(&wang, "leader", &jiefangbei).await.expect(201);
    let membership = zhou.membership().await;
    let before = app.everything();

    wang.steps(&membership, "leave").await.expect(403);

    assert_eq!(app.everything(), before);
    he.steps(&membership, "leave").await.expect(200);
    let notices = zhou.get("/v1/me/notices").await.json();
    let kinds: Vec<&Value> =
        notices["items"].as_array().unwrap().iter().map(|notice| &notice["kind"]).collect();
    assert!(kinds.contains(&&json!("role_ended")) && kinds.contains(&&json!("membership_ended")));
}

#[test_on_both]
async fn an_application_that_comes_to_nothing_ends_no_role(world: World) {
    let World { qin, he, zhou, yuzhong, federation, .. } = world;
    let applied = zhou.applies_to(&yuzhong).await;
    let own = qin.applies_to(&federation).await;

    he.steps(&applied, "reject").await.expect(200);
    qin.steps(&own, "leave").await.expect(200);

    assert!(zhou.audiences().contains(&Desk));
    assert_eq!(qin.get("/v1/me/roles").await.json()["items"][0]["role"], "hq_admin");
}

#[test_on_both]
async fn an_act_that_is_repeated_tells_nothing_to_who_may_not_ask_any_more(world: World) {
    let World { he, zhou, mei, jiefangbei, .. } = world;
    let applied = mei.applies_to(&jiefangbei).await;
    let repeat = || {
        let path = format!("/v1/memberships/{applied}/approve");
        let key = ("Idempotency-Key", "01930000-0000-7000-8000-0000000000aa");
        TestRequest::post().uri(&path).insert_header(key)
    };
    zhou.send(repeat()).await.expect(200);
    zhou.send(repeat()).await.expect(200);

    he.steps(&zhou.membership().await, "leave").await.expect(200);

    zhou.send(repeat()).await.expect(404);
}

#[test_on_both]
async fn who_left_is_on_the_list_of_those_who_left_and_on_no_other(world: World) {
    let World { zhou, lin, jiefangbei, .. } = world;
    lin.steps(&lin.membership().await, "leave").await.expect(200);
    let names = async |query: &str| {
        let path = format!("/v1/units/{jiefangbei}/memberships{query}");
        let page = zhou.get(&path).await.expect(200).json();
        let names = page["items"].as_array().unwrap().iter().map(|item| item["name"].clone());
        names.map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };

    assert_eq!(names("").await, "王二 周正");
    assert_eq!(names("?state=left").await, "林小满");
}
