//! What somebody may not see any more leaves his phones; what he may see again comes back.

use std::collections::BTreeSet;

use serde_json::json;
use test_macros::test_on_both;

use crate::support::{
    people::TestPerson,
    phone::{Phone, Row},
    world::World,
};

/// Ends somebody's role.
async fn dismisses(he: &TestPerson, leader: &TestPerson, unit: &str) {
    let roles = he.get(&format!("/v1/units/{unit}/roles")).await.expect(200).json();
    let role = roles["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["person_id"] == leader.id.to_string() && role["until_at"].is_null());
    let id = role.unwrap()["id"].as_str().unwrap();
    he.post(&format!("/v1/roles/{id}/end"), json!({ "reason": "换届" })).await.expect(200);
}

#[test_on_both]
async fn who_leads_no_more_loses_the_roster_and_keeps_what_members_see(world: World) {
    let World { he, zhou, jiefangbei, .. } = &world;
    let mut phone = Phone::of(zhou).by(2);
    phone.pulls().await;
    assert_eq!(phone.names("roster").len(), 3);

    dismisses(he, zhou, jiefangbei).await;
    phone.pulls().await;

    assert_eq!(phone.names("roster"), [""; 0]);
    assert_eq!(phone.rows, zhou.visible());
}

#[test_on_both]
async fn who_leads_again_is_given_the_roster_again(world: World) {
    let World { he, zhou, jiefangbei, .. } = &world;
    let mut away = Phone::of(zhou);
    let mut halfway = Phone::of(zhou).by(1);
    away.pulls().await;
    halfway.pulls().await;

    dismisses(he, zhou, jiefangbei).await;
    halfway.pulls_a_page().await;
    he.enrols_without_phone("冉㛃", jiefangbei).await;
    he.appoints(zhou, "leader", jiefangbei).await.expect(201);
    for phone in [&mut away, &mut halfway] {
        phone.pulls().await;

        assert_eq!(phone.rows, zhou.visible());
    }
}

/// The row of a person in the roster of a unit.
async fn roster_row(he: &TestPerson, person: &str, unit: &str) -> Row {
    let members = he.get(&format!("/v1/units/{unit}/memberships")).await.expect(200).json();
    let members = members["items"].as_array().unwrap();
    let member = members.iter().find(|member| member["person_id"] == person).unwrap();
    ("roster".to_owned(), member["id"].as_str().unwrap().to_owned())
}

#[test_on_both]
async fn who_lost_the_roster_learns_nothing_of_who_came_after(world: World) {
    let World { he, zhou, jiefangbei, .. } = &world;
    let mut phone = Phone::of(zhou);
    phone.pulls().await;
    let held: BTreeSet<Row> = phone.rows.keys().cloned().collect();
    dismisses(he, zhou, jiefangbei).await;
    let new = he.enrols_without_phone("冉㛃", jiefangbei).await;

    phone.pulls().await;

    assert!(!held.contains(&roster_row(he, &new, jiefangbei).await));
    assert!(phone.told_gone.is_subset(&held), "{:?}", phone.told_gone);
    assert_eq!(phone.rows, zhou.visible());
}

#[test_on_both]
async fn who_leads_again_learns_nothing_of_who_came_and_left_meanwhile(world: World) {
    let World { he, zhou, jiefangbei, .. } = &world;
    let mut swept = Phone::of(zhou);
    swept.pulls().await;
    let mut away = swept.clone().by(1);
    dismisses(he, zhou, jiefangbei).await;
    swept.pulls().await;
    let new = he.enrols_without_phone("冉㛃", jiefangbei).await;
    let row = roster_row(he, &new, jiefangbei).await;
    he.steps(&row.1, "leave").await.expect(200);
    he.appoints(zhou, "leader", jiefangbei).await.expect(201);

    for phone in [&mut swept.by(1), &mut away] {
        phone.pulls().await;

        assert!(!phone.told_gone.contains(&row));
        assert_eq!(phone.rows, zhou.visible());
    }
}

#[test_on_both]
async fn who_lost_again_what_he_had_not_read_again_is_put_right(world: World) {
    let World { he, zhou, wang, jiefangbei, .. } = &world;
    let mut phone = Phone::of(zhou).by(1);
    phone.pulls().await;
    dismisses(he, zhou, jiefangbei).await;
    he.appoints(zhou, "leader", jiefangbei).await.expect(201);
    phone.pulls_a_page().await;
    dismisses(he, zhou, jiefangbei).await;
    wang.steps(&wang.membership().await, "leave").await.expect(200);
    he.appoints(zhou, "leader", jiefangbei).await.expect(201);

    phone.pulls().await;

    assert_eq!(phone.rows, zhou.visible());
}
