//! From rows to documents, and from what is pending to the feed.

use std::collections::BTreeMap;

use diesel::QueryResult;
use serde_json::Value;

use super::{
    model::{Document, Projected},
    store::{self, NewFeedRow},
};
use crate::{
    kernel::{
        bucket::{Bucket, Change, Collection},
        ids::EntityId,
        time::Time,
    },
    platform::db::{Conn, Heads, Tx},
};

/// How many lines of the feed one statement writes: seven columns each, and SQLite binds 32,766.
const LINES_PER_STATEMENT: usize = 500;

/// Tells the changelog what became of a row.
pub trait Changed {
    /// Puts the documents of `after` where they belong and takes those of `before` away where they
    /// no longer do. `before` is the row as it was under this transaction's lock, none for a new
    /// one; `after` is none for one that is gone.
    fn changed<R: Projected>(&mut self, before: Option<&R>, after: Option<&R>);
}

impl Changed for Tx<'_> {
    fn changed<R: Projected>(&mut self, before: Option<&R>, after: Option<&R>) {
        let Some(id) = after.or(before).map(Projected::entity) else { return };
        let changes = differences(id, before.map(documents), after.map(documents));
        self.pending().changes.extend(changes);
    }
}

/// The documents of a row, by where they stand.
pub(super) type Documents = BTreeMap<(Bucket, Collection), String>;

pub(super) fn documents<R: Projected>(row: &R) -> Documents {
    let placed =
        |Document { bucket, collection, body }: Document| ((bucket, collection), canonical(&body));
    row.documents().into_iter().map(placed).collect()
}

/// Canonical JSON (RFC 8785). What is plain is so already as it is written: maps are sorted, and
/// whoever sorts them once more takes longer than all else about a document.
fn canonical(body: &Value) -> String {
    if is_plain(body) {
        return body.to_string();
    }
    // Only a map with keys that are no strings fails, and `Value` has none.
    serde_json_canonicalizer::to_string(body).unwrap_or_else(|_| body.to_string())
}

/// The greatest whole number that is written alike as an integer and as a double.
const WHOLE_MAX: u64 = 1 << 53;

/// Whether keys are ASCII, so that their bytes sort as their UTF-16 does, and numbers are whole and
/// not too great.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => {
            let whole = number.as_i64().map(i64::unsigned_abs).or_else(|| number.as_u64());
            whole.is_some_and(|whole| whole <= WHOLE_MAX)
        }
        Value::Array(values) => values.iter().all(is_plain),
        Value::Object(map) => map.iter().all(|(key, value)| key.is_ascii() && is_plain(value)),
    }
}

/// What is to become of the lines of a row.
pub(super) fn differences(
    id: EntityId,
    before: Option<Documents>,
    after: Option<Documents>,
) -> Vec<Change> {
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let left = before.keys().filter(|place| !after.contains_key(*place));
    let left = left.map(|&(bucket, collection)| Change { bucket, collection, id, document: None });
    let put = after.iter().filter(|&(place, text)| before.get(place) != Some(text));
    let put = put.map(|(&(bucket, collection), text)| Change {
        bucket,
        collection,
        id,
        document: Some(text.clone()),
    });
    left.chain(put).collect()
}

/// Writes what is pending into the feed and moves the heads: buckets in order, the last change of
/// an id in a bucket only. Answers the new heads.
///
/// # Errors
/// What the database says.
pub fn publish(conn: &mut Conn, changes: &[Change], at: Time) -> QueryResult<Heads> {
    let mut by_bucket: BTreeMap<Bucket, BTreeMap<(Collection, EntityId), Option<&str>>> =
        BTreeMap::new();
    for change in changes {
        let lines = by_bucket.entry(change.bucket).or_default();
        lines.insert((change.collection, change.id), change.document.as_deref());
    }
    let mut heads = Heads::with_capacity(by_bucket.len());
    let mut rows = Vec::with_capacity(changes.len());
    for (bucket, lines) in by_bucket {
        let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let (number, head) = store::move_head(conn, bucket, count)?;
        heads.push((bucket, head));
        let versions = (head - count + 1)..=head;
        rows.extend(versions.zip(lines).map(|(version, ((collection, entity_id), doc))| {
            NewFeedRow {
                pos: store::position(number, version),
                bucket: number,
                first_version: version,
                collection,
                entity_id,
                doc,
                at,
            }
        }));
    }
    rows.chunks(LINES_PER_STATEMENT).try_for_each(|rows| store::put(conn, rows))?;
    Ok(heads)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{Id, UnitId};
    use proptest::{collection::btree_map, prelude::*};
    use serde_json::json;
    use uuid::Uuid;

    struct Row(Vec<(Bucket, &'static str)>);

    impl Projected for Row {
        const COLLECTIONS: &'static [Collection] = &["words"];

        fn entity(&self) -> EntityId {
            Id::new(Uuid::from_u128(7))
        }

        fn documents(&self) -> Vec<Document> {
            let document = |&(bucket, word): &(Bucket, &str)| Document {
                collection: "words",
                bucket,
                body: json!({ "word": word }),
            };
            self.0.iter().map(document).collect()
        }
    }

    fn told(before: &[(Bucket, &'static str)], after: &[(Bucket, &'static str)]) -> Vec<String> {
        let of = |row: &[(Bucket, &'static str)]| documents(&Row(row.to_vec()));
        let changes = differences(Id::new(Uuid::nil()), Some(of(before)), Some(of(after)));
        let line = |change: Change| format!("{:?} {:?}", change.bucket.kind, change.document);
        changes.into_iter().map(line).collect()
    }

    #[test]
    fn a_row_that_moves_leaves_a_tombstone_where_it_was() {
        let unit = Bucket::unit(UnitId::new(Uuid::from_u128(1)));

        let changes = told(&[(Bucket::PUBLIC, "a")], &[(unit, "a")]);

        assert_eq!(changes, [r#"Public None"#, r#"Unit Some("{\"word\":\"a\"}")"#]);
    }

    #[test]
    fn what_an_audience_sees_unchanged_is_not_sent_again() {
        let desk = Bucket::desk(UnitId::new(Uuid::from_u128(1)));

        let changes =
            told(&[(Bucket::PUBLIC, "a"), (desk, "b")], &[(Bucket::PUBLIC, "a"), (desk, "c")]);

        assert_eq!(changes, [r#"Desk Some("{\"word\":\"c\"}")"#]);
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-1000_i64..1000).prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 6, |inner| {
            let key = prop_oneof!["[a-z_]{1,8}", any::<String>()];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                btree_map(key, inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    /// [`canonical`] leans on it: with `serde_json/preserve_order` they would not be.
    #[test]
    fn maps_are_written_in_the_order_of_their_keys() {
        assert_eq!(json!({ "b": 1, "a": 2 }).to_string(), r#"{"a":2,"b":1}"#);
    }

    proptest! {
        #[test]
        fn what_is_plain_is_canonical_as_it_is_written(value in any_value()) {
            let expected = serde_json_canonicalizer::to_string(&value).unwrap();

            prop_assert_eq!(canonical(&value), expected);
        }
    }
}
