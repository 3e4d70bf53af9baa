//! A read is one snapshot, and writes nothing.

use futures_util::future::join;
use test_macros::test_on_both;

use crate::{
    gate::gate,
    settings::{rows, store, stores},
    world::{World, fault},
};

#[test_on_both]
async fn a_read_cannot_write(world: World) {
    let answer = world.db.read(|conn| Ok(store(conn, "row")?)).await;
    let next = world.db.read(|conn| Ok(rows(conn)?)).await;

    fault(answer);
    assert!(next.unwrap().is_empty());
}

#[test_on_both]
async fn a_read_sees_the_same_rows_before_and_after_somebody_elses_commit(world: World) {
    world.db.write(stores("old")).await.unwrap();
    let (mut gate, stop) = gate();

    let read = world.db.read(move |conn| {
        let before = rows(conn)?;
        stop.wait();
        Ok((before, rows(conn)?))
    });
    let write = async {
        gate.reached().await;
        world.db.write(stores("new")).await.unwrap();
        gate.open();
    };
    let (read, ()) = join(read, write).await;

    let (before, after) = read.unwrap();
    assert_eq!(before, ["old=1"]);
    assert_eq!(after, before);
    assert_eq!(world.rows(), ["new=1", "old=1"]);
}
