//! What is asked for when an account is made, and when somebody signs in.

use super::{CodeHash, Device, Password};
use crate::{
    kernel::ids::{AccountId, PersonId, SessionId},
    people::{Name, Phone},
};

/// With what somebody opens an account.
#[derive(Clone, Debug)]
pub(in crate::identity) enum Ticket {
    /// The code that the server printed: he is the first administrator, and this is his name.
    SetUp(CodeHash, Name),
    /// A code for the record that he has; the name as he says that it was entered.
    Claim(CodeHash, Option<Name>),
    /// A code of a unit: he gets a record under this name.
    Invite(CodeHash, Name),
}

impl Ticket {
    /// The code.
    #[must_use]
    pub(in crate::identity) const fn code(&self) -> &CodeHash {
        match self {
            Self::SetUp(code, _) | Self::Claim(code, _) | Self::Invite(code, _) => code,
        }
    }

    /// What the act is called that redeems it.
    #[must_use]
    pub(in crate::identity) const fn act(&self) -> &'static str {
        match self {
            Self::SetUp(..) => "identity.set_up",
            Self::Claim(..) => "identity.claim",
            Self::Invite(..) => "identity.accept_invite",
        }
    }
}

/// What somebody who opens an account says of himself.
#[derive(Clone, Debug)]
pub(in crate::identity) struct Applicant {
    /// His code.
    pub(in crate::identity) ticket: Ticket,
    /// The number to sign in with.
    pub(in crate::identity) phone: Phone,
    /// The password.
    pub(in crate::identity) password: Password,
    /// Where he signs in.
    pub(in crate::identity) device: Device,
}

/// An account to open, for somebody whose code there is.
#[derive(Clone, Debug)]
pub(in crate::identity) struct OpenAccount {
    /// His code.
    pub(in crate::identity) ticket: Ticket,
    /// The person: the one whose record is claimed, else one that comes into being.
    pub(in crate::identity) person: PersonId,
    /// The counters of what proved a claim, whose failures the account takes back.
    pub(in crate::identity) counters: Vec<Vec<u8>>,
    /// The id of the account.
    pub(in crate::identity) account: AccountId,
    /// The id of the session.
    pub(in crate::identity) session: SessionId,
    /// The number to sign in with.
    pub(in crate::identity) phone: Phone,
    /// The hash of the password.
    pub(in crate::identity) password_hash: String,
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

/// Somebody who wants another password.
#[derive(Clone, Debug)]
pub(in crate::identity) struct NewPassword {
    /// The one that he has, as he says.
    pub(in crate::identity) old: Password,
    /// The one that he wants.
    pub(in crate::identity) new: Password,
}
