//! No cursor is an error: whatever a phone holds, it is put right.

use serde_json::{Value, json};
use test_macros::test_on_both;

use crate::support::{phone::Phone, world::World};

/// A phone that holds a row that is nobody's, and goes on with a cursor that is no good.
async fn puts_right(phone: &mut Phone, cursor: &str) -> Value {
    let stray = ("shifts".to_owned(), "a ghost".to_owned());
    phone.rows.insert(stray, json!({}));
    phone.cursor = Some(cursor.to_owned());

    let page = phone.pulls_a_page().await;
    phone.pulls().await;

    assert_eq!(phone.rows, phone.owner.visible());
    page["reset"]["reason"].clone()
}

#[test_on_both]
async fn a_cursor_that_nobody_made_starts_over(world: World) {
    let mut phone = Phone::of(&world.lin);

    for cursor in ["", "?", "AAAA", "乱码", &"A".repeat(500)] {
        assert_eq!(puts_right(&mut phone, cursor).await, "bad", "{cursor}");
    }
}

#[test_on_both]
async fn another_persons_cursor_starts_over(world: World) {
    let (mut lin, mut zhou) = (Phone::of(&world.lin), Phone::of(&world.zhou));
    zhou.pulls().await;

    let reason = puts_right(&mut lin, &zhou.cursor.unwrap()).await;

    assert_eq!(reason, "foreign");
}

#[test_on_both]
async fn another_phones_cursor_starts_over(world: World) {
    let mut old = Phone::of(&world.lin);
    old.pulls().await;
    let device = "01930000-0000-7000-8000-0000000000f9";
    let mut new = Phone::of(&world.lin.on_device(device).await);

    let reason = puts_right(&mut new, &old.cursor.unwrap()).await;

    assert_eq!(reason, "foreign");
}

#[test_on_both]
async fn who_read_further_than_there_is_starts_over(world: World) {
    use diesel::connection::SimpleConnection;
    let mut phone = Phone::of(&world.zhou);
    phone.pulls().await;
    let cursor = phone.cursor.clone().unwrap();
    world.app.look(|conn| {
        conn.batch_execute("DELETE FROM feed WHERE bucket = 0")?;
        conn.batch_execute("UPDATE bucket_heads SET version = 0 WHERE bucket = 0")
    });

    let reason = puts_right(&mut phone, &cursor).await;

    assert_eq!(reason, "epoch");
}

#[test_on_both]
async fn a_limit_that_is_none_is_refused(world: World) {
    for limit in [0, 5001] {
        let asked = world.lin.post("/v1/sync/pull", json!({ "limit": limit })).await;

        assert_eq!(asked.expect(422).faults(), "/limit out_of_range;");
    }
}
