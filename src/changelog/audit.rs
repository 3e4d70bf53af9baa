//! Whether the feed says what the rows say.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::{
    feed::documents,
    model::Projected,
    store::{self, LiveLine},
};
use crate::{
    kernel::{
        audit::{Audit, Check},
        bucket::Bucket,
        ids::EntityId,
    },
    platform::db::{Conn, Stored, each_page},
};

/// A recount of the feed, one sort of rows after the other. What stands there besides, of no row
/// at all, shows at the end.
#[derive(Debug)]
pub struct FeedAudit {
    audit: Audit,
    /// How many lines with a document were seen of each collection.
    seen: BTreeMap<String, i64>,
}

impl Default for FeedAudit {
    fn default() -> Self {
        Self { audit: Audit::new(Check::Feed), seen: BTreeMap::new() }
    }
}

/// Where a document stands: of whom, in which collection, for which audience.
type Place = (EntityId, String, Bucket);

impl FeedAudit {
    /// Compares the documents of all rows of one sort with the lines of the feed.
    ///
    /// # Errors
    /// What the database says.
    pub fn rows<R: Projected + Stored>(&mut self, conn: &mut Conn) -> QueryResult<()> {
        each_page(conn, |conn, rows: &[R]| {
            let ids: Vec<EntityId> = rows.iter().map(Projected::entity).collect();
            let mut kept: BTreeMap<Place, String> = BTreeMap::new();
            for LiveLine { collection, entity, bucket, document } in
                store::live_of(conn, R::COLLECTIONS, &ids)?
            {
                *self.seen.entry(collection.clone()).or_default() += 1;
                kept.insert((entity, collection, bucket), document);
            }
            for row in rows {
                for ((bucket, collection), text) in documents(row) {
                    let place = (row.entity(), collection.to_owned(), bucket);
                    let line = kept.remove(&place);
                    self.compare(&place, line.as_ref(), Some(&text));
                }
            }
            for (place, line) in &kept {
                self.compare(place, Some(line), None);
            }
            Ok(())
        })
    }

    fn compare(&mut self, place: &Place, kept: Option<&String>, follows: Option<&String>) {
        let (id, collection, bucket) = place;
        self.audit.compare(&kept, &follows, || {
            let cause = match (kept, follows) {
                (None, _) => "is missing",
                (_, None) => "should be gone",
                _ => "is not what the row says",
            };
            format!("{collection}/{id} for {:?} {}: {cause}", bucket.kind, bucket.owner)
        });
    }

    /// The result, with lines of which there is no row, and heads that are behind their lines.
    ///
    /// # Errors
    /// What the database says.
    pub fn finish(mut self, conn: &mut Conn) -> QueryResult<Audit> {
        for (collection, live) in store::live_counts(conn)? {
            let seen = self.seen.remove(&collection).unwrap_or_default();
            self.audit.compare(&live, &seen, || {
                format!("{collection}: {} documents of rows that there are not", live - seen)
            });
        }
        for (bucket, head, last) in store::heads(conn)? {
            self.audit.compare(&head.max(last), &head, || {
                format!("{:?} {}: head {head} is behind {last}", bucket.kind, bucket.owner)
            });
        }
        Ok(self.audit)
    }
}
