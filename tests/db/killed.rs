//! What was acknowledged outlives a process that is killed.

use std::{
    io::{BufRead, BufReader, Read, Write, stdin, stdout},
    os::unix::process::ExitStatusExt,
    process::{Child, Command, Stdio},
};

use muster::platform::{db::Target, error::Fault};
use test_macros::test_on_both;

use crate::{
    settings::{panics_after, stores},
    world::{ONE_WRITER, World, fault, open},
};

/// Names the database to the process that is to be killed.
const DATABASE: &str = "MUSTER_TEST_DATABASE_OF_THE_KILLED";
/// The test that is this process, run by itself.
const THE_KILLED: &str = "killed::a_process_says_what_was_acknowledged_and_waits_for_its_end";
/// What it says.
const ACKNOWLEDGED: &str = "acknowledged";

#[test_on_both]
async fn after_a_panic_kill_takes_nothing_that_was_acknowledged(world: World) {
    world.db.close();
    let mut process = process_on(&world.database.target);

    wait_until_acknowledged(&mut process);
    process.kill().unwrap();
    let ended = process.wait().unwrap();

    assert_eq!(ended.signal(), Some(9));
    let world = world.reopened(ONE_WRITER);
    world.db.write(stores("next")).await.unwrap();
    assert_eq!(world.rows(), ["acknowledged=1", "next=1"]);
}

/// No test by itself: only [`process_on`] names a database.
#[actix_web::test]
async fn a_process_says_what_was_acknowledged_and_waits_for_its_end() {
    let Some(target) = target_of_the_killed() else { return };
    let db = open(&target, ONE_WRITER);

    let panicking = db.write(panics_after("panicking")).await;
    db.write(stores("acknowledged")).await.unwrap();
    writeln!(stdout(), "{ACKNOWLEDGED}").unwrap();
    stdin().read_to_end(&mut Vec::new()).unwrap();

    assert!(matches!(fault(panicking), Fault::Broken(_)));
}

#[expect(clippy::disallowed_methods, reason = "no configuration: one test's word to another")]
fn target_of_the_killed() -> Option<Target> {
    let name = std::env::var(DATABASE).ok()?;
    let is_url = name.starts_with("postgresql://");
    Some(if is_url { Target::Postgresql(name) } else { Target::Sqlite(name.into()) })
}

/// This same program in a process of its own, on a database. It ends when its stdin does, so it
/// does not outlive a test that fails.
fn process_on(target: &Target) -> Child {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", THE_KILLED, "--nocapture", "--test-threads=1"]);
    match target {
        Target::Sqlite(file) => process.env(DATABASE, file),
        Target::Postgresql(url) => process.env(DATABASE, url),
    };
    process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    process.spawn().unwrap()
}

fn wait_until_acknowledged(process: &mut Child) {
    let mut lines = BufReader::new(process.stdout.as_mut().unwrap()).lines();
    if !lines.any(|line| line.unwrap().ends_with(ACKNOWLEDGED)) {
        let mut said = String::new();
        process.stderr.as_mut().unwrap().read_to_string(&mut said).unwrap();
        panic!("the process ended by itself: {said}");
    }
}
