//! What is over leaves the phones.

use diesel::connection::SimpleConnection;
use muster::{
    kernel::{ids::Id, time::Time},
    platform::db::Limits,
};
use serde_json::json;
use test_macros::test_on_both;
use uuid::Uuid;

use crate::support::{app::TestApp, dump::lines, people::TestPerson, world::World};

/// Activities of these tests last until 31 December 2026 unless told: 92 days later,
const AUDIENCE_DAY: &str = "2027-04-02";
/// and 400 days later.
const DESK_DAY: &str = "2028-02-04";

/// Lets it be noon of a day, and the server do what is due.
async fn ticks_on(app: &TestApp, day: &str) {
    app.hands.set(Time::parse(&format!("{day}T12:00:00+08:00")).unwrap());
    app.tick().await;
}

/// How many documents of each collection somebody has on his phone.
fn on_phone<const N: usize>(person: &TestPerson, collections: [&str; N]) -> [usize; N] {
    collections.map(|collection| person.documents(collection).len())
}

/// The retirements on record.
fn retirements(app: &TestApp) -> Vec<String> {
    let recorded = "SELECT door AS line FROM acts WHERE kind = 'activities.retire'";
    app.look(|conn| Ok(lines(conn, recorded)))
}

#[test_on_both]
async fn an_activity_leaves_the_phones_of_its_audience_and_later_the_desk(world: World) {
    let World { app, zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("河岸植树", jiefangbei, json!({})).await;
    world.publishes(&activity).await;
    let told = || [lin.documents("activities").len(), zhou.documents("desk_activities").len()];

    ticks_on(app, "2027-04-01").await;
    assert_eq!(told(), [1, 1]);
    ticks_on(app, AUDIENCE_DAY).await;
    assert_eq!(told(), [0, 1]);
    ticks_on(app, DESK_DAY).await;
    assert_eq!(told(), [0, 0]);

    assert_eq!(retirements(app), ["timer", "timer"]);
    let zhou = zhou.on_device("01930000-0000-7000-8000-0000000000d2").await;
    zhou.get(&format!("/v1/activities/{activity}")).await.expect(200);
}

#[test_on_both]
async fn a_draft_that_nobody_submitted_leaves_the_desk_unless_it_has_no_last_day(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    let undated = json!({ "starts_on": null, "ends_on": null });
    let undated = zhou.plans("夜校", &jiefangbei, undated).await;

    ticks_on(&app, DESK_DAY).await;

    let left = zhou.documents("desk_activities");
    assert_eq!(left.iter().map(|draft| draft["id"].clone()).collect::<Vec<_>>(), [undated]);
}

#[test_on_both]
async fn shifts_seats_and_sign_ups_go_with_their_activity(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 3).await;
    lin.signs_up(&shift).await.expect(201);
    let told = || on_phone(lin, ["activities", "shifts", "shift_seats", "sign_ups"]);
    let desk = || on_phone(zhou, ["desk_activities", "desk_shifts", "desk_sign_ups"]);

    assert_eq!((told(), desk()), ([1, 1, 1, 1], [1, 1, 1]));
    ticks_on(app, AUDIENCE_DAY).await;
    assert_eq!((told(), desk()), ([0, 0, 0, 0], [1, 1, 1]));
    ticks_on(app, DESK_DAY).await;
    assert_eq!((told(), desk()), ([0, 0, 0, 0], [0, 0, 0]));
}

#[test_on_both]
async fn what_somebody_withdrew_from_an_activity_that_was_taken_back_goes_with_it(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let shift = world.shift((23, 9, 11), 3).await;
    let sign_up = lin.signs_up(&shift).await.expect(201).json();
    lin.answers(sign_up["id"].as_str().unwrap(), "withdraw").await.expect(200);
    zhou.moves(sign_up["activity"].as_str().unwrap(), "unpublish").await.expect(200);

    ticks_on(app, DESK_DAY).await;

    assert_eq!(on_phone(zhou, ["desk_activities", "desk_sign_ups"]), [0, 0]);
    assert_eq!(on_phone(lin, ["sign_ups"]), [0]);
}

#[test_on_both]
async fn an_activity_with_more_shifts_than_a_step_takes_goes_in_one_tick(world: World) {
    let World { app, zhou, lin, jiefangbei, .. } = &world;
    let activity = zhou.plans("河岸植树", jiefangbei, json!({})).await;
    for hour in 0..12 {
        zhou.adds_shift(&activity, (23, hour, hour + 1), 3).await;
    }
    world.publishes(&activity).await;
    assert_eq!(on_phone(lin, ["activities", "shifts", "shift_seats"]), [1, 12, 12]);

    ticks_on(app, AUDIENCE_DAY).await;

    assert_eq!(on_phone(lin, ["activities", "shifts", "shift_seats"]), [0, 0, 0]);
    assert_eq!(retirements(app), ["timer"; 3], "ten shifts, the other two, and the activity");
}

#[test_on_both]
async fn one_that_cannot_be_taken_away_stops_no_other(world: World) {
    let World { app, zhou, lin, jiefangbei, .. } = &world;
    for name in ["河岸植树", "夜校"] {
        let activity = zhou.plans(name, jiefangbei, json!({})).await;
        world.publishes(&activity).await;
    }
    let broken = "UPDATE activities SET ends_on = '+12345-01-01' WHERE name = '夜校'";
    app.look(|conn| conn.batch_execute(broken));

    ticks_on(app, AUDIENCE_DAY).await;

    let left = lin.documents("activities");
    assert_eq!(left.iter().map(|one| one["name"].clone()).collect::<Vec<_>>(), ["夜校"]);
}

#[test_on_both]
async fn a_tick_that_finds_nothing_due_changes_nothing(world: World) {
    let World { app, zhou, jiefangbei, .. } = world;
    zhou.plans("河岸植树", &jiefangbei, json!({})).await;
    ticks_on(&app, DESK_DAY).await;
    let before = app.everything();

    app.tick().await;

    assert_eq!(app.everything(), before);
}

#[test_on_both]
async fn while_one_node_does_the_timed_acts_another_one_leaves_them_alone(world: World) {
    let World { app, zhou, jiefangbei, .. } = &world;
    let activity = zhou.plans("河岸植树", jiefangbei, json!({})).await;
    world.publishes(&activity).await;
    let mut other = app.reopened(Limits { readers: 2, ..Limits::default() }).await;
    other.muster.node = Id::new(Uuid::from_u128(2));
    let is_at = |at: &str| app.hands.set(Time::parse(at).unwrap());

    is_at("2027-04-01T23:59:30+08:00");
    app.tick().await;
    is_at("2027-04-02T00:00:00+08:00");
    other.tick().await;
    assert_eq!(retirements(app).len(), 0);
    is_at("2027-04-02T00:00:30+08:00");
    other.tick().await;
    assert_eq!(retirements(app).len(), 1);
}
