//! Documents into audiences, and who reads which audience.
//!
//! An act tells what became of a row: `tx.changed(before, after)`. What the row's audiences may see
//! of it goes into the feed when the transaction ends. A phone pulls the feed of the buckets that
//! are granted to its owner, and nothing else.
//!
//! Invariants:
//! - A document is a pure function of one row that the act inserted or locked ([`Projected`]), so
//!   the feed can be recomputed from the rows, and a later view never lies under an older one.
//! - Versions are given by the flush, heads in the order of [`Bucket`], and a head stays locked
//!   until the commit: who sees head H sees every change up to H.
//! - A grant is closed, never deleted; at most one grant of a bucket is open for a person.
//!
//! [`Bucket`]: crate::kernel::bucket::Bucket

mod audit;
mod feed;
mod grants;
mod model;
mod store;

pub use audit::FeedAudit;
pub use feed::{Changed, publish};
pub use grants::{open, reconcile};
pub use model::{Document, FeedRow, Grant, Projected};
pub use store::{feed_of, grants_of, open_grants};
