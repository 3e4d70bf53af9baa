//! Whether the feed says what the rows say.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::{
    feed::documents,
    model::Projected,
    projection::Projection,
    store::{self, LiveLine},
};
use crate::{
    kernel::{
        audit::{Audit, Check, Example, Finding},
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
    pub fn compare_all(&mut self, conn: &mut Conn, projection: &Projection) -> QueryResult<()> {
        (projection.audit)(self, conn)
    }

    pub(super) fn rows<R: Projected + Stored>(&mut self, conn: &mut Conn) -> QueryResult<()> {
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
            let finding = match (kept, follows) {
                (None, _) => Finding::Missing,
                (_, None) => Finding::Stray,
                _ => Finding::Other,
            };
            Example::new(format!("{collection}/{id} → {bucket}"), finding)
        });
    }

    /// The result, with lines of which there is no row, and heads that are behind their lines.
    ///
    /// # Errors
    /// What the database says.
    pub fn finish(mut self, conn: &mut Conn) -> QueryResult<Audit> {
        for (collection, live) in store::live_counts(conn)? {
            let seen = self.seen.remove(&collection).unwrap_or_default();
            let strays = usize::try_from(live - seen).unwrap_or_default();
            if strays > 0 {
                let of = format!("{collection} × {strays}");
                self.audit.differ(strays, || Example::new(of, Finding::Stray));
            }
        }
        for (bucket, head, last) in store::all_heads(conn)? {
            // Of its lines a head covers those up to its own version.
            self.audit.compare(&last.min(head), &last, || {
                Example::new(format!("{bucket}: {head} < {last}"), Finding::Behind)
            });
        }
        Ok(self.audit)
    }
}
