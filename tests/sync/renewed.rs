//! A version of the program that sees rows otherwise than the one before.

use diesel::connection::SimpleConnection;
use muster::app;
use test_macros::test_on_both;

use crate::support::{phone::Phone, world::World};

/// What an earlier version may have left: it told nothing of units, and had the roster elsewhere.
const EARLIER: &str = "
    UPDATE feed SET doc = '{}' WHERE collection = 'units';
    UPDATE feed SET collection = 'memberships' WHERE collection = 'roster';
    UPDATE settings SET value = '0' WHERE key = 'projection';";

/// Whether all that stands in the feed follows from the rows.
fn agrees(world: &World) -> bool {
    let audits = world.app.look(|conn| app::audit(conn, |_| ()));
    audits.iter().all(muster::kernel::audit::Audit::agrees)
}

#[test_on_both]
async fn what_another_version_made_of_rows_is_put_right_and_comes_to_phones(world: World) {
    world.app.look(|conn| conn.batch_execute(EARLIER));
    let mut phone = Phone::of(&world.zhou);
    phone.pulls().await;
    assert_eq!((phone.names("units").len(), phone.names("roster").len()), (0, 0));
    assert!(!agrees(&world));

    world.app.tick().await;
    phone.pulls().await;

    assert!(agrees(&world));
    assert_eq!(phone.rows, world.zhou.visible());
    assert_eq!((phone.names("units").len(), phone.names("roster").len()), (6, 3));
}

#[test_on_both]
async fn what_follows_the_rows_already_is_not_told_again(world: World) {
    let mut phone = Phone::of(&world.zhou);
    phone.pulls().await;
    let again = "UPDATE settings SET value = '0' WHERE key = 'projection'";
    world.app.look(|conn| conn.batch_execute(again));

    world.app.tick().await;

    assert_eq!(phone.pulls().await, 0);
}
