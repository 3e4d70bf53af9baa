//! Lines of rows that left are removed at last, and who was away for so long starts over.

use std::time::Duration;

use test_macros::test_on_both;

use crate::support::{app::TestApp, dump::lines, phone::Phone, world::World};

const DEVICE: &str = "01930000-0000-7000-8000-0000000000f9";

/// Lets days pass, and the server do what is due.
async fn days(app: &TestApp, days: u64) {
    app.hands.advance(Duration::from_secs(days * 24 * 3600));
    app.tick().await;
}

/// How many rows the feed still knows to have left an audience.
fn gone(app: &TestApp) -> usize {
    app.look(|conn| Ok(lines(conn, "SELECT collection AS line FROM feed WHERE doc IS NULL"))).len()
}

/// A phone comes back: its owner signs in, and it pulls. Answers why it had to start over, if so.
async fn comes_back(phone: &mut Phone) -> Option<String> {
    phone.owner = phone.owner.on_device(DEVICE).await;
    let reason = phone.pulls_a_page().await["reset"]["reason"].as_str().map(str::to_owned);
    phone.pulls().await;
    assert_eq!(phone.rows, phone.owner.visible());
    reason
}

#[test_on_both]
async fn what_left_is_forgotten_after_400_days_and_who_was_away_for_longer_starts_over(
    world: World,
) {
    let World { app, zhou, wang, .. } = &world;
    let mut knows_of_wang = Phone::of(&zhou.on_device(DEVICE).await);
    knows_of_wang.pulls().await;
    wang.steps(&wang.membership().await, "leave").await.expect(200);
    let mut knows_that_he_left = knows_of_wang.clone();
    knows_that_he_left.pulls().await;

    days(app, 399).await;
    assert!(gone(app) > 0);
    assert_eq!(comes_back(&mut knows_of_wang.clone()).await, None);
    days(app, 2).await;

    assert_eq!(gone(app), 0);
    assert_eq!(comes_back(&mut knows_of_wang).await.as_deref(), Some("stale"));
    assert_eq!(comes_back(&mut knows_that_he_left).await, None);
}
