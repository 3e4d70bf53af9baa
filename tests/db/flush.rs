//! The flush of these tests: it stores each document as a row `key` of `settings`, and fails,
//! panics or waits when a change says so by its collection.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use diesel::{
    QueryResult,
    connection::SimpleConnection,
    result::{DatabaseErrorKind, Error},
};
use muster::{
    kernel::{
        bucket::{Bucket, Change, Collection},
        ids::EntityId,
        time::Time,
    },
    platform::db::{Conn, Heads, Pending},
};
use uuid::Uuid;

use crate::{gate::Stop, settings};

/// A collection that is stored like any other.
const PLAIN: Collection = "plain";
/// A collection of which no change can be stored.
const POISON: Collection = "poison";
/// A collection that the flush panics over.
const BOMB: Collection = "bomb";
/// A collection over which the disk fails.
const BROKEN_DISK: Collection = "broken_disk";
/// A collection whose changes stop the flush.
const STOPPING: Collection = "stopping";

/// What flushes stop at, by the ids of changes.
static STOPS: Mutex<BTreeMap<EntityId, Stop>> = Mutex::new(BTreeMap::new());

/// Stores what is pending. The version of each head is the number of changes in this transaction.
pub(crate) fn flush(conn: &mut Conn, pending: &Pending, _: Time) -> QueryResult<Heads> {
    for change in &pending.changes {
        store(conn, change)?;
    }
    let version = pending.changes.len().try_into().unwrap();
    let mut heads: Heads = pending.changes.iter().map(|change| (change.bucket, version)).collect();
    heads.sort_unstable();
    heads.dedup();
    Ok(heads)
}

fn store(conn: &mut Conn, change: &Change) -> QueryResult<()> {
    match change.collection {
        POISON => {
            conn.batch_execute("INSERT INTO settings (key, value) VALUES ('poison', NULL)")?
        }
        BOMB => panic!("the flush met a bomb"),
        BROKEN_DISK => {
            let said = Box::new("disk I/O error".to_owned());
            return Err(Error::DatabaseError(DatabaseErrorKind::Unknown, said));
        }
        STOPPING => {
            let stop = STOPS.lock().unwrap().remove(&change.id);
            stop.iter().for_each(Stop::wait);
        }
        _ => {}
    }
    change.document.iter().try_for_each(|key| settings::store(conn, key))
}

/// A change whose document becomes the row `key`.
pub(crate) fn document(bucket: Bucket, key: &str) -> Change {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let id = EntityId::new(Uuid::from_u128(MADE.fetch_add(1, Ordering::Relaxed).into()));
    Change { bucket, collection: PLAIN, id, document: Some(key.to_owned()) }
}

/// A change that the database does not take.
pub(crate) fn poison() -> Change {
    Change { collection: POISON, ..document(Bucket::PUBLIC, "poison") }
}

/// A change over which the flush panics.
pub(crate) fn bomb() -> Change {
    Change { collection: BOMB, ..document(Bucket::PUBLIC, "bomb") }
}

/// A change over which the disk fails.
pub(crate) fn broken_disk() -> Change {
    Change { collection: BROKEN_DISK, ..document(Bucket::PUBLIC, "broken disk") }
}

/// A change at which the flush waits.
pub(crate) fn stopping_at(stop: Stop) -> Change {
    let change = Change { collection: STOPPING, ..document(Bucket::PUBLIC, "stopping") };
    STOPS.lock().unwrap().insert(change.id, stop);
    change
}
