//! What every pull needs besides the database.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::model::{Cursors, Life};
use crate::platform::keys::Key;

/// Counts the changes of documents with which devices cannot go on: they are given all again.
const SCHEMA: u32 = 1;

/// What every pull needs besides the database.
#[derive(Clone, Debug)]
pub struct Pulling {
    pub(super) cursors: Cursors,
    pub(super) life: Life,
    /// Who holds it counts everything that somebody may see: that is long work, and one at a time
    /// leaves the readers of the database to others.
    pub(super) counting: Arc<Semaphore>,
}

impl Pulling {
    /// For a database in its `epoch`.
    #[must_use]
    pub fn new(root: &Key, epoch: u64) -> Self {
        let life = Life { epoch, schema: SCHEMA };
        Self { cursors: Cursors::new(root), life, counting: Arc::new(Semaphore::new(1)) }
    }
}
