//! Documents, and grants to read them.

use crate::kernel::{
    bucket::{Bucket, Collection},
    ids::{EntityId, GrantId, PersonId},
    time::Time,
};

/// What one audience may see of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The collection that the document belongs to.
    pub collection: Collection,
    /// The audience.
    pub bucket: Bucket,
    /// What it sees. Never a phone number, an ID number, an address or a person's coordinates.
    pub body: serde_json::Value,
}

/// A row that stands in the feed.
pub trait Projected {
    /// The collections that its documents belong to, and those that they belonged to in an earlier
    /// version: what stands there is taken away when the feed is put right.
    const COLLECTIONS: &'static [Collection];

    /// The row's id, which is the id of its documents.
    fn entity(&self) -> EntityId;
    /// Its documents, at most one for each collection and bucket. A pure function of this row.
    fn documents(&self) -> Vec<Document>;
}

/// A bucket that a person reads, or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// The reader.
    pub person: PersonId,
    /// What a cursor names it by: counts up from 1 for each person.
    pub number: i32,
    /// The audience.
    pub bucket: Bucket,
    /// From when on.
    pub from_at: Time,
    /// Until when; open when there is no end.
    pub until_at: Option<Time>,
}

/// An audience, as who pulls it must know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Its number, which cursors name it by.
    pub number: i32,
    /// The number of the grant under which the person reads it; none when he does not.
    pub grant: Option<i32>,
    /// Its version: there is no change in it after this one.
    pub head: i64,
    /// Up to this version, lines of rows that left it may have been removed.
    pub collected: i64,
}

/// A line of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// The version of the bucket's head at which it changed last.
    pub version: i64,
    /// The version at which the id first came into the bucket, as far as is remembered.
    pub first_version: i64,
    /// The collection.
    pub collection: String,
    /// The row.
    pub entity: EntityId,
    /// Canonical JSON; none once the row left the bucket.
    pub document: Option<String>,
}
