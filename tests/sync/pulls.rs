//! What became of rows since a phone was told last.

use std::io::Read as _;

use actix_web::test::TestRequest;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use test_macros::test_on_both;

use crate::support::{phone::Phone, world::World};

#[test_on_both]
async fn a_new_phone_is_given_all_that_its_owner_may_see(world: World) {
    let mut phone = Phone::of(&world.lin);

    phone.pulls().await;

    assert_eq!(phone.rows, world.lin.visible());
    assert_eq!(phone.names("me"), ["林小满"]);
    assert_eq!(phone.names("units").len(), 6);
    assert_eq!(phone.names("roster"), [""; 0]);
}

#[test_on_both]
async fn a_phone_to_which_nothing_is_new_is_told_so_in_few_words(world: World) {
    let mut phone = Phone::of(&world.lin);
    phone.pulls().await;

    let page = phone.pulls_a_page().await;

    assert_eq!((&page["changes"], &page["complete"]), (&json!([]), &true.into()));
    assert!(page.to_string().len() < 300, "{page}");
}

#[test_on_both]
async fn a_page_is_full_while_there_is_more(world: World) {
    let mut phone = Phone::of(&world.zhou).by(2);
    let mut sizes = Vec::new();

    loop {
        let page = phone.pulls_a_page().await;
        sizes.push(page["changes"].as_array().unwrap().len());
        if page["complete"] == true {
            break;
        }
    }

    let last = sizes.pop().unwrap();
    assert!(sizes.iter().all(|size| *size == 2) && last <= 2, "{sizes:?} {last}");
    assert_eq!(phone.rows, world.zhou.visible());
}

#[test_on_both]
async fn what_changes_between_two_pages_is_not_missed(world: World) {
    let World { zhou, jiefangbei, .. } = &world;
    let mut phone = Phone::of(zhou).by(1);

    for name in ["谯龑", "冉㛃", "陈𬱖"] {
        phone.pulls_a_page().await;
        zhou.enrols_without_phone(name, jiefangbei).await;
    }
    phone.pulls().await;

    assert_eq!(phone.rows, zhou.visible());
    assert_eq!(phone.names("roster").len(), 6);
}

#[test_on_both]
async fn whatever_page_was_lost_a_reader_can_go_on_from_any_before(world: World) {
    let World { zhou, wang, jiefangbei, .. } = &world;
    let mut phone = Phone::of(zhou).by(3);
    let mut cursors = vec![None];
    while phone.pulls_a_page().await["complete"] == false {
        cursors.push(phone.cursor.clone());
    }
    cursors.push(phone.cursor.clone());
    let came = zhou.enrols("冉㛃", jiefangbei).await;
    phone.pulls().await;
    for leaves in [wang, &came] {
        leaves.steps(&leaves.membership().await, "leave").await.expect(200);
    }

    for cursor in cursors.into_iter().skip(1).rev() {
        let mut again = phone.clone();
        again.cursor = cursor;
        again.pulls().await;

        assert_eq!(again.rows, zhou.visible());
    }
}

#[test_on_both]
async fn a_phone_can_tell_whether_it_holds_what_there_is(world: World) {
    let body = json!({ "verify": true });

    let page = world.lin.post("/v1/sync/pull", body).await.expect(200).json();

    let sum = sum_of(&page);
    assert_eq!(page["verify"]["count"], page["changes"].as_array().unwrap().len());
    assert_eq!(page["verify"]["sum"], format!("{sum:016x}"));
}

#[test_on_both]
async fn a_long_page_is_packed_for_who_can_unpack_it(world: World) {
    let ask = || TestRequest::post().uri("/v1/sync/pull").set_json(json!({}));
    let plain = world.zhou.send(ask()).await.expect(200);

    let packed = world.zhou.send(ask().insert_header(("Accept-Encoding", "gzip"))).await;

    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() * 3 < plain.body.len(), "{} bytes", packed.body.len());
    let mut unpacked = String::new();
    GzDecoder::new(packed.body.as_slice()).read_to_string(&mut unpacked).unwrap();
    let unpacked: Value = serde_json::from_str(&unpacked).unwrap();
    assert_eq!(unpacked["changes"], plain.json()["changes"]);
}

/// The sum as a phone works it out.
fn sum_of(page: &Value) -> u64 {
    let part = |change: &Value| {
        let (collection, id) = (change["collection"].as_str().unwrap(), &change["id"]);
        let row = serde_json_canonicalizer::to_string(&change["doc"]).unwrap();
        let text = format!("{collection}\0{}\0{row}", id.as_str().unwrap());
        u64::from_be_bytes(Sha256::digest(text)[..8].try_into().unwrap())
    };
    page["changes"].as_array().unwrap().iter().map(part).fold(0, u64::wrapping_add)
}
