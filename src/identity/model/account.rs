//! What is asked for when an account is made, and when somebody signs in.

use super::{Device, Password};
use crate::{
    kernel::ids::{AccountId, PersonId, SessionId},
    people::{Name, Phone},
};

/// What somebody who opens an account says of himself.
#[derive(Clone, Debug)]
pub(in crate::identity) struct Applicant {
    /// The setup code, as it was typed.
    pub(in crate::identity) setup_code: String,
    /// The name.
    pub(in crate::identity) name: Name,
    /// The number to sign in with.
    pub(in crate::identity) phone: Phone,
    /// The password.
    pub(in crate::identity) password: Password,
    /// Where he signs in.
    pub(in crate::identity) device: Device,
}

/// Somebody who signs in.
#[derive(Clone, Debug)]
pub(in crate::identity) struct Login {
    /// The number.
    pub(in crate::identity) phone: Phone,
    /// The password that he tries.
    pub(in crate::identity) password: Password,
    /// Where.
    pub(in crate::identity) device: Device,
}

/// The first administrator, who opens an account with the setup code.
#[derive(Clone, Debug)]
pub(in crate::identity) struct SetUp {
    /// The id of the person that comes into being.
    pub(in crate::identity) person: PersonId,
    /// The id of the account.
    pub(in crate::identity) account: AccountId,
    /// The id of the session.
    pub(in crate::identity) session: SessionId,
    /// The hash of the setup code.
    pub(in crate::identity) code_hash: [u8; 32],
    /// The hash of the password.
    pub(in crate::identity) password_hash: String,
    /// The name.
    pub(in crate::identity) name: Name,
    /// The number to sign in with.
    pub(in crate::identity) phone: Phone,
    /// Where he signs in.
    pub(in crate::identity) device: Device,
}
