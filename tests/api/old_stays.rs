//! Attendances and records that are long over leave the phones.

use muster::{
    attendance, cells,
    kernel::{caller::Caller, figures::Sums, time::Time},
};
use test_macros::test_on_both;

use crate::support::{app::TestApp, dump::lines, people::TestPerson, presence::at, world::World};

/// The shifts of these tests end on 22 November 2026: 92 days later,
const OWN_DAY: &str = "2027-02-22";
/// and 400 days later.
const DESK_DAY: &str = "2027-12-27";

/// Lets it be noon of a day, and the server do what is due.
async fn ticks_on(app: &TestApp, day: &str) {
    app.hands.set(Time::parse(&format!("{day}T12:00:00+08:00")).unwrap());
    app.tick().await;
}

/// What somebody whose stay it was has of it, and the leader.
fn told(lin: &TestPerson, zhou: &TestPerson) -> [usize; 4] {
    let (own, desk) = (["attendances", "service_records"], ["attendances", "service_records"]);
    let [stays, records] = own.map(|collection| lin.documents(collection).len());
    let [desk_stays, desk_records] =
        desk.map(|collection| zhou.documents(&format!("desk_{collection}")).len());
    [stays, records, desk_stays, desk_records]
}

fn sums(world: &World) -> Sums {
    world.app.look(|conn| cells::sums_of(conn, world.jiefangbei.parse().unwrap()))
}

#[test_on_both]
async fn a_stay_leaves_its_person_after_three_months_and_a_record_never(world: World) {
    let World { app, zhou, lin, .. } = &world;
    let (record, _) = world.lin_serves().await;
    zhou.signs_in_again().await.decides(&record, "confirm").await.expect(200);
    let before = sums(&world);

    assert_eq!(told(lin, zhou), [1, 1, 1, 1]);
    ticks_on(app, "2027-02-21").await;
    assert_eq!(told(lin, zhou), [1, 1, 1, 1]);
    ticks_on(app, OWN_DAY).await;
    assert_eq!(told(lin, zhou), [0, 1, 1, 1]);
    ticks_on(app, "2027-12-26").await;
    assert_eq!(told(lin, zhou), [0, 1, 1, 1]);
    ticks_on(app, DESK_DAY).await;
    assert_eq!(told(lin, zhou), [0, 1, 0, 0]);

    assert_ne!(before, Sums::default());
    assert_eq!(sums(&world), before, "what left the phones still counts");
}

#[test_on_both]
async fn a_stay_that_left_the_phones_is_still_answered_for(world: World) {
    let World { app, zhou, .. } = &world;
    let (stay, lin) = world.lin_serves().await;

    ticks_on(app, DESK_DAY).await;

    assert_eq!(told(&lin, zhou), [0, 0, 0, 0]);
    let device = "01930000-0000-7000-8000-0000000000d2";
    let lin = lin.on_device(device).await;
    lin.get(&format!("/v1/attendances/{stay}")).await.expect(200);
}

#[test_on_both]
async fn stays_of_one_shift_leave_in_steps_each_on_record(world: World) {
    let World { app, lin, wang, .. } = &world;
    let shift = world.shift((22, 9, 11), 5).await;
    let zhou = world.zhou.hours_later(4).await;
    for person in [lin, wang] {
        zhou.marks(&shift, person.id, "present", &at(22, 11, 0)).await;
    }
    app.hands.set(Time::parse("2027-02-22T12:00:00+08:00").unwrap());
    let step = || {
        let caller = Caller::system(app.muster.clock.now(), String::new());
        app.muster.db.write(move |tx| attendance::retire(tx, &caller, 1))
    };

    let mut retired = Vec::new();
    for _ in 0..3 {
        retired.push(step().await.unwrap().value);
    }

    assert_eq!(retired, [1, 1, 0]);
    let recorded = "SELECT door AS line FROM acts WHERE kind = 'attendance.retire'";
    assert_eq!(app.look(|conn| Ok(lines(conn, recorded))), ["timer", "timer"]);
}

#[test_on_both]
async fn a_tick_that_finds_no_old_stay_changes_nothing(world: World) {
    let World { app, zhou, .. } = &world;
    let (record, _) = world.lin_serves().await;
    zhou.signs_in_again().await.decides(&record, "confirm").await.expect(200);
    ticks_on(app, DESK_DAY).await;
    let before = app.everything();

    app.tick().await;

    assert_eq!(app.everything(), before);
}
