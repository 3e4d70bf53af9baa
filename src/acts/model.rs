//! What somebody means to do, and what came of it.

use sha2::{Digest, Sha256};

use crate::kernel::{
    ids::{ActId, EntityId, UnitId},
    words::words,
};

/// An act that is asked for, before it is known whether it was done already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The mutation's id, the id of the thing to make, or the `Idempotency-Key`.
    pub id: ActId,
    /// `<feature>.<act>`, by the action's function name: `org.create_unit`.
    pub kind: &'static str,
    /// SHA-256 over kind, path and canonical body. It is kept only as a keyed hash of this: a body
    /// may be a phone number and little else.
    pub body_hash: [u8; 32],
}

impl Intent {
    /// The intent of a request: `path` holds the ids in its path, `canonical` its body in the form
    /// of RFC 8785, so that the order of keys and white space make no other act of it.
    #[must_use]
    pub fn new(id: ActId, kind: &'static str, path: &[EntityId], canonical: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(kind.as_bytes());
        for id in path {
            hash.update([0]);
            hash.update(id.uuid().as_bytes());
        }
        hash.update([0]);
        hash.update(canonical);
        Self { id, kind, body_hash: hash.finalize().into() }
    }

    /// The intent of an act that cannot be asked for twice, because the server makes its id: a
    /// login. Nothing of its body is kept, not even a hash: it holds a password.
    #[must_use]
    pub const fn unrepeated(id: ActId, kind: &'static str) -> Self {
        Self { id, kind, body_hash: [0; 32] }
    }
}

words! {
    /// How an act ended. Refused acts leave no row.
    pub enum Outcome {
        /// As asked.
        Applied => "applied" ("已完成" / "applied"),
    }
}

/// What an act leaves in the record of acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded<'a> {
    /// What it was done to.
    pub subject: EntityId,
    /// The unit whose business it is, for the unit's audit.
    pub unit: Option<UnitId>,
    /// How it ended.
    pub outcome: Outcome,
    /// Why, in somebody's words. It can be erased; the row keeps a salted hash of it.
    pub reason: Option<&'a str>,
}

impl Recorded<'_> {
    /// An act that was applied, with no words to it.
    #[must_use]
    pub const fn applied(subject: EntityId, unit: Option<UnitId>) -> Self {
        Self { subject, unit, outcome: Outcome::Applied, reason: None }
    }
}
