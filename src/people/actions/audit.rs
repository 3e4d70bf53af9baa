//! Comparing persons with the feed.

use diesel::QueryResult;

use crate::{changelog::FeedAudit, people::PersonRow, platform::db::Conn};

/// Compares the documents of all persons with the feed.
///
/// # Errors
/// What the database says.
pub fn audit(conn: &mut Conn, feed: &mut FeedAudit) -> QueryResult<()> {
    feed.rows::<PersonRow>(conn)
}
