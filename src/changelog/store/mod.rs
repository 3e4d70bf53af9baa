//! The SQL of heads, feed and grants.
//!
//! | file | holds |
//! |---|---|
//! | `heads.rs` | the audiences, each with its version |
//! | `feed.rs` | what they read |
//! | `grants.rs` | who reads them |
//! | `audited.rs` | all of the feed, to be compared with the rows |

mod audited;
mod feed;
mod grants;
mod heads;

pub(super) use audited::{LiveLine, heads as all_heads, live_counts, live_of};
pub(super) use feed::{NewFeedRow, gone_before, position, put, remove_gone};
pub use feed::{Stretch, alive_among, feed_of, lines_in};
pub(super) use grants::{close_grants, grants_of_all, insert_grants};
pub use grants::{granted, grants_of, open_grants};
pub use heads::heads_numbered;
pub(super) use heads::{in_flush_order, insert_heads, move_head, set_collected};

/// How many ids, or rows of a few columns, one statement takes: SQLite binds 32,766 values.
const ROWS_PER_STATEMENT: usize = 1000;
