//! What is asked for when an account is made, and when somebody signs in.

use std::fmt;

use super::{CodeHash, Device, Password};
use crate::{
    kernel::ids::{AccountId, PersonId, SessionId},
    people::{Name, Phone},
};

/// With what somebody opens an account. Its code is never shown.
#[derive(Clone)]
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

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({}, …)", self.act())
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

/// An account to open, for somebody whose code there is. The hash of the password is never shown.
#[derive(Clone)]
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

impl fmt::Debug for OpenAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ticket, person, account, session, device, .. } = self;
        f.debug_struct("OpenAccount")
            .field("ticket", ticket)
            .field("person", person)
            .field("account", account)
            .field("session", session)
            .field("device", device)
            .finish_non_exhaustive()
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::Id;

    #[test]
    fn an_account_to_open_shows_nothing_secret_in_logs() {
        let id = uuid::Uuid::from_u128(1);
        let command = OpenAccount {
            ticket: Ticket::Claim([77; 32], Some(Name::parse("秦岚").unwrap())),
            person: Id::new(id),
            counters: vec![vec![77]],
            account: Id::new(id),
            session: Id::new(id),
            phone: Phone::parse("13800000001").unwrap(),
            password_hash: "$argon2id$v=19$secret".to_owned(),
            device: Device { id: Id::new(id), name: "秦岚的手机".to_owned() },
        };

        let shown = format!("{command:?}");

        for secret in ["argon2id", "77", "秦岚", "13800000001"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
