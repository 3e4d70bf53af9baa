//! Audiences: every document stands in the buckets of those who may read it.

use std::fmt;

use super::ids::{EntityId, PersonId, UnitId};
use uuid::Uuid;

/// An audience. The order is the page order of a pull and the lock order of a flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bucket {
    /// Which sort of audience.
    pub kind: BucketKind,
    /// The unit or person whose audience it is; the nil UUID for the public.
    pub owner: Uuid,
}

/// The sorts of audience, in page order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BucketKind {
    /// Everybody with an account.
    Public,
    /// The members of a unit.
    Unit,
    /// The leaders of a unit.
    Desk,
    /// One person.
    Person,
}

impl BucketKind {
    /// Every kind, in page order.
    pub const ALL: [Self; 4] = [Self::Public, Self::Unit, Self::Desk, Self::Person];

    /// The number that `bucket_heads.kind` holds: the page order.
    #[must_use]
    pub const fn number(self) -> i16 {
        match self {
            Self::Public => 0,
            Self::Unit => 1,
            Self::Desk => 2,
            Self::Person => 3,
        }
    }

    /// The kind of a number in `bucket_heads.kind`.
    #[must_use]
    pub const fn of_number(number: i16) -> Option<Self> {
        match number {
            0 => Some(Self::Public),
            1 => Some(Self::Unit),
            2 => Some(Self::Desk),
            3 => Some(Self::Person),
            _ => None,
        }
    }
}

impl Bucket {
    /// What everybody may read.
    pub const PUBLIC: Self = Self { kind: BucketKind::Public, owner: Uuid::nil() };

    /// What the members of a unit read.
    #[must_use]
    pub const fn unit(unit: UnitId) -> Self {
        Self { kind: BucketKind::Unit, owner: unit.uuid() }
    }

    /// What the leaders of a unit read.
    #[must_use]
    pub const fn desk(unit: UnitId) -> Self {
        Self { kind: BucketKind::Desk, owner: unit.uuid() }
    }

    /// What one person reads.
    #[must_use]
    pub const fn person(person: PersonId) -> Self {
        Self { kind: BucketKind::Person, owner: person.uuid() }
    }
}

/// Its kind and owner: `desk:01930000-…`, `public`.
impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            BucketKind::Public => f.write_str("public"),
            BucketKind::Unit => write!(f, "unit:{}", self.owner),
            BucketKind::Desk => write!(f, "desk:{}", self.owner),
            BucketKind::Person => write!(f, "person:{}", self.owner),
        }
    }
}

/// The name of a collection of documents: `units`, `me`, `shifts`.
pub type Collection = &'static str;

/// One row as one audience may see it from now on; no document when it left that audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The audience.
    pub bucket: Bucket,
    /// The collection of the document.
    pub collection: Collection,
    /// The row.
    pub id: EntityId,
    /// Canonical JSON, or none for a row that left.
    pub document: Option<String>,
}
