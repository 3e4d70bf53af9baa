//! Making codes, and what they are kept as.

use std::time::Duration;

use super::model::{self, ClaimKeys, CodeHash};
use crate::{
    kernel::{
        ids::{ActId, InviteId, PersonId},
        time::Time,
    },
    people::Name,
    platform::{keys::Key, random::Random},
};

/// The keys of codes. Clones are the same ones.
///
/// Codes of claims and invites are derived from what they are made for, so that an answer that was
/// lost can be given again although only their hashes are kept.
#[derive(Clone, Debug)]
pub(super) struct Codes {
    hashes: Key,
    claims: Key,
    invites: Key,
    counters: Key,
}

impl Codes {
    /// The codes of a federation.
    #[must_use]
    pub(super) fn new(root: &Key) -> Self {
        Self {
            hashes: root.derive("codes"),
            claims: root.derive("claim-codes"),
            invites: root.derive("invite-codes"),
            counters: root.derive("claim-counters"),
        }
    }

    /// What a code is kept as.
    #[must_use]
    pub(super) fn hash(&self, code: &str) -> CodeHash {
        self.hashes.hash(model::bare_code(code).as_bytes())
    }

    /// A code for the first administrator, or a password for who lost his: drawn, since nothing is
    /// kept that could ask for it again.
    #[must_use]
    pub(super) fn draw(random: &Random) -> String {
        model::letters(&random.bytes())
    }

    /// The code of an invite.
    #[must_use]
    pub(super) fn invite(&self, id: InviteId) -> String {
        model::letters(&self.invites.hash(id.uuid().as_bytes()))
    }

    /// The code for a person that an act of its author makes, at one of several draws: another one
    /// may have the same eight digits.
    #[must_use]
    pub(super) fn claim(&self, author: PersonId, act: ActId, person: PersonId, draw: u8) -> String {
        let of = [author.uuid(), act.uuid(), person.uuid()];
        let of = of.iter().flat_map(|id| *id.as_bytes()).chain([draw]);
        model::digits(&self.claims.hash(&of.collect::<Vec<_>>()))
    }

    /// Under what sign-ups with a code are counted that name a number which is taken. Its length
    /// (40 bytes) is no other key's.
    #[must_use]
    pub(super) fn sign_up_key(code: &CodeHash) -> Vec<u8> {
        [b"sign-up:".as_slice(), code].concat()
    }

    /// Under what failed claims are counted: of the number and of the name that were given, and of
    /// all on a day. Neither stands there in clear, and their lengths (44, 43 and 18 bytes) are not
    /// those of keys of failed log-ins (32 and 48).
    #[must_use]
    pub(super) fn claim_keys(
        &self,
        phone_index: &[u8; 32],
        name: Option<&Name>,
        now: Time,
    ) -> ClaimKeys {
        let hash = |value: &[u8]| self.counters.hash(value);
        let day = Duration::from_secs(24 * 3600).as_millis();
        let day = now.millis().div_euclid(i64::try_from(day).unwrap_or(i64::MAX));
        ClaimKeys {
            phone: [b"claim phone:".as_slice(), &hash(phone_index)].concat(),
            name: name
                .map(|name| [b"claim name:".as_slice(), &hash(name.as_str().as_bytes())].concat()),
            all: [b"claim all:".as_slice(), &day.to_be_bytes()].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Codes {
        Codes::new(&Key::generate(&Random::seeded(1)))
    }

    #[test]
    fn a_code_is_derived_from_all_that_it_is_for() {
        let random = Random::seeded(2);
        let id = || random.uuid();
        let (author, act, person) = (PersonId::new(id()), ActId::new(id()), PersonId::new(id()));
        let code = codes().claim(author, act, person, 0);

        assert_eq!(codes().claim(author, act, person, 0), code);
        for other in [
            codes().claim(person, act, author, 0),
            codes().claim(author, ActId::new(id()), person, 0),
            codes().claim(author, act, person, 1),
        ] {
            assert_ne!(other, code);
        }
    }

    #[test]
    fn claims_are_counted_under_keys_that_no_log_in_has() {
        let name = Name::parse("秦岚").unwrap();
        let keys = codes().claim_keys(&[7; 32], Some(&name), Time::EPOCH);

        let lengths = [keys.phone.len(), keys.name.unwrap().len(), keys.all.len()];

        assert_eq!(lengths, [44, 43, 18]);
        assert_eq!(Codes::sign_up_key(&[7; 32]).len(), 40);
        assert!(codes().claim_keys(&[7; 32], None, Time::EPOCH).name.is_none());
    }
}
