//! What a durable act costs: `cargo bench --bench writes`.
//!
//! Machines differ and are noisy, so each figure stands beside a baseline of the same run: bare
//! inserts, one transaction and one fsync each, through the same connection type and settings.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

use std::time::Duration;

use diesel::{RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use futures_util::future::join_all;
use muster::platform::{
    clock::{Clock, Stopwatch},
    db::{Conn, Db, Flush, Limits, Target},
    keys::Key,
    random::Random,
};

/// How long each figure is measured.
const SPAN: Duration = Duration::from_secs(2);
/// How many callers write at once.
const CALLERS: [usize; 4] = [1, 8, 32, 128];

fn insert(conn: &mut Conn, key: &str) -> diesel::QueryResult<usize> {
    sql_query("INSERT INTO settings (key, value) VALUES ($1, 'x')")
        .bind::<Text, _>(key)
        .execute(conn)
}

/// Bare inserts, each with its own transaction and fsync, per second.
fn bare(target: &Target) -> f64 {
    let mut conn = target.connect().unwrap();
    let watch = Stopwatch::start();
    let mut done = 0_u32;
    while watch.elapsed() < SPAN {
        conn.batch_execute("BEGIN IMMEDIATE").unwrap();
        insert(&mut conn, &format!("bare {done}")).unwrap();
        conn.batch_execute("COMMIT").unwrap();
        done += 1;
    }
    f64::from(done) / watch.elapsed().as_secs_f64()
}

/// The same inserts through `Db::write`, from so many callers at once, per second.
async fn written(db: &Db, callers: usize) -> f64 {
    let watch = Stopwatch::start();
    let caller = |number: usize| async move {
        let mut done = 0_u32;
        while watch.elapsed() < SPAN {
            let key = format!("{callers} callers, {number}: {done}");
            db.write(move |tx| Ok(insert(tx, &key)?)).await.unwrap();
            done += 1;
        }
        done
    };
    let done: u32 = join_all((0..callers).map(caller)).await.into_iter().sum();
    f64::from(done) / watch.elapsed().as_secs_f64()
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::Sqlite(folder.path().join("bench.sqlite3"));
    let nothing: Flush = |_, _, _| Ok(Vec::new());
    let (clock, random) = (Clock::of_machine(), Random::seeded(1));
    let key = Key::generate(&random);
    let db = Db::open(&target, Limits::default(), nothing, clock, random, &key).unwrap();
    let baseline = bare(&target);
    println!("bare inserts, a transaction each: {baseline:.0}/s");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for callers in CALLERS {
        let rate = runtime.block_on(written(&db, callers));
        println!("Db::write, {callers} at once: {rate:.0}/s, {:.2} of bare", rate / baseline);
    }
    db.close();
}
