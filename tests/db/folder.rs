//! A data folder has one holder.

use std::io;

use muster::platform::db::Folder;

#[test]
fn a_folder_that_is_held_is_refused_until_its_holder_lets_go() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path().join("muster");
    let held = Folder::take(&path).unwrap();

    let meanwhile = Folder::take(&path);
    drop(held);
    let afterwards = Folder::take(&path);

    assert_eq!(meanwhile.unwrap_err().kind(), io::ErrorKind::WouldBlock);
    assert_eq!(afterwards.unwrap().path(), path);
}
