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
//! - A line of a row that left stays for 400 days. Up to which version of an audience such lines
//!   were removed stands in its head: who knows less of it starts over.
//! - A grant is closed, never deleted; at most one grant of a bucket is open for a person.
//!
//! [`Bucket`]: crate::kernel::bucket::Bucket

mod audit;
mod collecting;
mod feed;
mod grants;
mod model;
mod projection;
mod renewal;
mod store;

pub use audit::FeedAudit;
pub use collecting::collect;
pub use feed::{Changed, publish};
pub use grants::{open, reconcile};
pub use model::{Audience, Document, FeedRow, Grant, Projected};
pub use projection::Projection;
pub use renewal::{followed, renew};
pub use store::{
    Stretch, alive_among, feed_of, granted, grants_of, heads_numbered, lines_in, open_grants,
};
