//! Rows that move from one audience to another that the same person reads.

use muster::{changelog::Changed, kernel::bucket::Bucket};
use test_macros::test_on_both;

use crate::support::{note::Note, phone::Phone, world::World};

/// The note moves from an audience, if it was in one, to another, if it is in one then.
async fn moves(world: &World, from: Option<Bucket>, to: Option<Bucket>) {
    let write = world.app.muster.db.write(move |tx| {
        let in_bucket = |bucket| Note(bucket, "书角");
        tx.changed(from.map(in_bucket).as_ref(), to.map(in_bucket).as_ref());
        Ok(())
    });
    write.await.unwrap();
}

#[test_on_both]
async fn a_row_that_moves_between_two_audiences_of_its_reader_never_leaves_his_phone(world: World) {
    let unit = Bucket::unit(world.jiefangbei.parse().unwrap());
    moves(&world, None, Some(unit)).await;
    for limit in [1, 1000] {
        let mut phone = Phone::of(&world.lin).by(limit);
        phone.pulls().await;
        for (from, to) in [(unit, Bucket::PUBLIC), (Bucket::PUBLIC, unit)] {
            moves(&world, Some(from), Some(to)).await;
            // A change of each audience beside it, so that there are several pages.
            world.zhou.enrols("冉㛃", &world.jiefangbei).await;

            while phone.pulls_a_page().await["complete"] == false {
                assert_eq!(phone.names("notes"), ["书角"]);
            }

            assert_eq!(phone.names("notes"), ["书角"]);
            assert_eq!(phone.rows, world.lin.visible());
        }
    }
}

#[test_on_both]
async fn a_row_that_left_all_audiences_of_its_reader_leaves_his_phone(world: World) {
    let unit = Bucket::unit(world.jiefangbei.parse().unwrap());
    moves(&world, None, Some(unit)).await;
    let mut phone = Phone::of(&world.lin);
    phone.pulls().await;

    moves(&world, Some(unit), Some(Bucket::PUBLIC)).await;
    moves(&world, Some(Bucket::PUBLIC), None).await;
    phone.pulls().await;

    assert_eq!(phone.names("notes"), [""; 0]);
}
