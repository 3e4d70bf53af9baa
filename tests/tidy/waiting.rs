//! Who may sleep.

use crate::source::{Fault, SRC, Source, TESTS, holds_in, lines};

/// What makes a test slow on a good day and wrong on a bad one.
const SLEEPS: &[&str] = &["thread::sleep", "time::sleep"];

/// A file that sleeps all the same, and why.
const MAY_SLEEP: &[(&str, &str)] = &[(
    "src/platform/db/postgresql.rs",
    "two transactions that collided wait for a random moment, so that they do not meet again",
)];

fn sleeps(source: &Source) -> Vec<Fault> {
    let slept = source.paths.iter().filter(|path| SLEEPS.iter().any(|sleep| path.mentions(sleep)));
    let fault = |line| {
        source.fault(
            line,
            "nothing sleeps",
            "wait for the event itself (a channel, a poke, a child's exit) or call `tick(now)`; a \
             good exception goes with its reason into MAY_SLEEP of tests/tidy/waiting.rs",
        )
    };
    let free = MAY_SLEEP.iter().any(|(path, _)| *path == source.path);
    if free { Vec::new() } else { slept.map(|path| fault(path.line)).collect() }
}

#[test]
fn nothing_sleeps() {
    holds_in(&[&SRC, &TESTS], sleeps);
}

#[test]
fn a_planted_sleep_is_found() {
    let planted = "use std::thread;\nfn f() { thread::sleep(x) }\nuse tokio::time::{\n\
                   interval,\nsleep,\n};\n// thread::sleep\nactix_web::rt::time::sleep_until(x);";

    assert_eq!(lines(sleeps, "tests/api/a.rs", planted), [2, 5, 8]);
}
