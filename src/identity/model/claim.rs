//! Claims of records.

use super::CodeHash;
use crate::{kernel::ids::PersonId, people::Name};

/// A claim that somebody tries: his code, and what he says beside it.
#[derive(Clone)]
pub(in crate::identity) struct Claim {
    /// The code.
    pub(in crate::identity) code_hash: CodeHash,
    /// The number that he will sign in with, as it is looked for.
    pub(in crate::identity) phone_index: [u8; 32],
    /// The name, if he gives one.
    pub(in crate::identity) name: Option<Name>,
    /// Under what its failure is counted.
    pub(in crate::identity) keys: ClaimKeys,
}

/// Keys of counters.
#[derive(Clone)]
pub(in crate::identity) struct ClaimKeys {
    /// Of all claims with this number.
    pub(in crate::identity) phone: Vec<u8>,
    /// Of all claims with this name, if one is given.
    pub(in crate::identity) name: Option<Vec<u8>>,
    /// Of all claims of this day.
    pub(in crate::identity) all: Vec<u8>,
}

/// Somebody who may open an account.
#[derive(Clone)]
pub(in crate::identity) struct Admitted {
    /// The person: the one whose record is claimed, else one that comes into being.
    pub(in crate::identity) person: PersonId,
    /// The counters of what proved a claim.
    pub(in crate::identity) counters: Vec<Vec<u8>>,
}
