//! Comparing what is planned with the feed.

use diesel::QueryResult;

use crate::{
    activities::store::{ActivityRow, ProgramRow, SeatsRow, ShiftRow, SignUpRow, SiteRow},
    changelog::FeedAudit,
    platform::db::Conn,
};

/// Compares the documents of all that is planned with the feed.
///
/// # Errors
/// What the database says.
pub fn audit(conn: &mut Conn, feed: &mut FeedAudit) -> QueryResult<()> {
    feed.rows::<ProgramRow>(conn)?;
    feed.rows::<SiteRow>(conn)?;
    feed.rows::<ActivityRow>(conn)?;
    feed.rows::<ShiftRow>(conn)?;
    feed.rows::<SeatsRow>(conn)?;
    feed.rows::<SignUpRow>(conn)
}
