//! What a pull answers.

use super::Cursor;
use crate::kernel::{ids::EntityId, time::Time, words::words};

/// What became of a row, as one device is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sync) struct Change {
    /// The collection.
    pub(in crate::sync) collection: String,
    /// The row.
    pub(in crate::sync) id: EntityId,
    /// Canonical JSON; none for a row that leaves the device.
    pub(in crate::sync) document: Option<String>,
}

words! {
    /// Why a device starts over.
    pub enum Reset {
        /// The cursor cannot be read.
        Bad => "bad" ("游标无法识别" / "the cursor cannot be read"),
        /// The cursor was made for another person or device.
        Foreign => "foreign" ("游标属于他人或其他设备" / "the cursor is another's"),
        /// What left meanwhile is not known any more, or not to whom.
        Stale => "stale" ("期间移除了什么已无从得知" / "what left meanwhile is not known"),
        /// The database is another one, or went back.
        Epoch => "epoch" ("数据库已更换或恢复" / "the database is another one or went back"),
        /// Documents have another shape.
        Schema => "schema" ("数据格式已更新" / "documents have another shape"),
    }
}

/// Everything that somebody may see, as a number to compare with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::sync) struct Visible {
    /// How many rows.
    pub(in crate::sync) count: u64,
    /// The wrapping sum of the first eight bytes of the SHA-256 of each.
    pub(in crate::sync) sum: u64,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sync) struct Page {
    /// What became of which rows, in this order.
    pub(in crate::sync) changes: Vec<Change>,
    /// How far the device has read with it.
    pub(in crate::sync) cursor: Cursor,
    /// Whether there was no more in this snapshot.
    pub(in crate::sync) complete: bool,
    /// Why the device starts over with this page.
    pub(in crate::sync) reset: Option<Reset>,
    /// Everything visible, when that was asked for and nothing more is to come.
    pub(in crate::sync) visible: Option<Visible>,
    /// When it was read.
    pub(in crate::sync) at: Time,
}
