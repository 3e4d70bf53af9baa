//! Whether a claim code opens a record.
//!
//! A code has eight digits, so that a leader can say it over the phone, and that is few: whoever
//! may try without end finds one. A claim is therefore *proven* by the phone number or the name
//! that stands in the record; a bare code is enough only for a record without a number, by somebody
//! who gives no name. What is tried is counted in three places: with each number, with each name
//! ([`Patience::WITH_STRANGERS`]: 5, then 72 a day, 510 in the week that a code lives), and all
//! together ([`Patience::WITH_BARE_CODES`]: 200 a day and one in 20 seconds, 32,000 a week). There
//! are 10^8 codes, so a week of uninterrupted guessing finds
//!
//! - the code of one person whose number or name is known to who guesses: with 510 / 10^8, one in
//!   196,000; any code of 1,000 such persons: one in 196;
//! - of 100 codes that are out for records without a number: 100 · 32,000 / 10^8 = one in 31, and
//!   then a record that nobody chose. One try a second would make it one in two.
//!
//! Whoever guesses keeps the right one out only with what the right one shows: a claim that is
//! proven by number passes whatever was counted with its name and all together, one that is proven
//! by name whatever was counted with its number. So where the record has a number, only who knows
//! both, and keeps guessing with both, makes its owner wait. A record without a number has nothing
//! but its name, which is easily known: whoever keeps guessing with it makes the owner wait, unless
//! he leaves the name out and nobody guesses bare codes either. The leader can end that: with his
//! number entered, the owner is let in by it.
//!
//! A claim takes back the failures of what proved it, when it opens an account and not before: a
//! code of one's own, shown with the number of somebody else, would wipe out all guesses with that
//! number.
//!
//! Each failed claim gets the same answer, whether there is such a code or not.
//!
//! [`Patience::WITH_STRANGERS`]: super::Patience::WITH_STRANGERS
//! [`Patience::WITH_BARE_CODES`]: super::Patience::WITH_BARE_CODES

use crate::{
    identity::{model::Claim, store::ClaimCodeRow},
    kernel::{codes::Code, refusal::Refusal, time::Time},
    people::PersonRow,
};

/// Whether a code can be used.
pub(in crate::identity) fn is_open(code: &ClaimCodeRow, now: Time) -> bool {
    code.used_at.is_none() && now < code.ends_at
}

/// What a claim shows of the record that its code belongs to; of no record, nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::identity) struct Shown {
    phone: bool,
    name: bool,
    /// There is no number to compare with, and no name was given.
    code_alone: bool,
}

impl Shown {
    /// Compares.
    pub(in crate::identity) fn of(claim: &Claim, record: &PersonRow) -> Self {
        let phone = record.phone_index.as_deref();
        let name = claim.name.as_ref().map(|name| name.as_str());
        Self {
            phone: phone == Some(claim.phone_index.as_slice()),
            name: name == Some(record.name.as_str()),
            code_alone: phone.is_none() && name.is_none(),
        }
    }
}

/// Whether one more try is let through: how many failures there are if it is one, or when again.
pub(in crate::identity) type Gate = Result<i32, Refusal>;

/// What proves a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::identity) struct Proof {
    pub(in crate::identity) by_phone: bool,
    pub(in crate::identity) by_name: bool,
}

impl Proof {
    /// Number or name, each if it may be tried.
    pub(in crate::identity) const fn of(shown: Shown, phone: &Gate, name: Option<&Gate>) -> Self {
        Self {
            by_phone: shown.phone && phone.is_ok(),
            by_name: shown.name && matches!(name, Some(Ok(_))),
        }
    }

    /// Whether it is enough.
    pub(in crate::identity) const fn holds(self) -> bool {
        self.by_phone || self.by_name
    }
}

/// Whether the code alone is enough.
pub(in crate::identity) const fn passes(shown: Shown, phone: &Gate, all: &Gate) -> bool {
    shown.code_alone && phone.is_ok() && all.is_ok()
}

/// What a claim that failed is answered: when to come again, if any of what it would pass is
/// closed, else that it is not valid. It depends on what was tried before, never on the code.
pub(in crate::identity) fn refused<'a>(gates: impl IntoIterator<Item = &'a Gate>) -> Refusal {
    let closed = gates.into_iter().filter_map(|gate| gate.as_ref().err());
    let longest = closed.max_by_key(|refusal| {
        let wait = refusal.params.first().and_then(|(_, wait)| wait.plain().parse::<u128>().ok());
        wait.unwrap_or_default()
    });
    longest.cloned().unwrap_or_else(|| Code::ClaimCodeInvalid.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Gate = Ok(1);

    fn closed(wait_s: u32) -> Gate {
        Err(Refusal::from(Code::TooManyAttempts).with("retry_after_s", wait_s))
    }

    #[test]
    fn number_or_name_proves_a_claim_and_a_bare_code_wants_all_to_be_open() {
        let shown = |phone, name, code_alone| Shown { phone, name, code_alone };
        let check = |shown, phone: &Gate, name: Option<&Gate>, all: &Gate| {
            Proof::of(shown, phone, name).holds() || passes(shown, phone, all)
        };
        let closed = &closed(9);
        for (shown, phone, name, all, expected) in [
            (shown(true, false, false), &OPEN, None, closed, true),
            (shown(true, false, false), closed, None, &OPEN, false),
            (shown(true, true, false), closed, Some(&OPEN), closed, true),
            (shown(true, true, false), &OPEN, Some(closed), closed, true),
            (shown(false, true, false), closed, Some(&OPEN), closed, true),
            (shown(false, true, false), &OPEN, Some(closed), &OPEN, false),
            (shown(false, false, true), &OPEN, None, &OPEN, true),
            (shown(false, false, true), &OPEN, None, closed, false),
            (shown(false, false, true), closed, None, &OPEN, false),
            (Shown::default(), &OPEN, Some(&OPEN), &OPEN, false),
        ] {
            assert_eq!(check(shown, phone, name, all), expected, "{shown:?}");
        }
    }

    #[test]
    fn a_claim_is_proven_by_what_is_right_and_may_be_tried_alone() {
        let shown = Shown { phone: true, name: true, code_alone: false };
        let proof = |by_phone, by_name| Proof { by_phone, by_name };

        assert_eq!(Proof::of(shown, &OPEN, None), proof(true, false));
        assert_eq!(Proof::of(shown, &OPEN, Some(&closed(9))), proof(true, false));
        assert_eq!(Proof::of(shown, &closed(9), Some(&OPEN)), proof(false, true));
        assert_eq!(Proof::of(shown, &OPEN, Some(&OPEN)), proof(true, true));
    }

    #[test]
    fn who_failed_is_told_the_longest_wait_if_there_is_one() {
        let told = |gates: &[&Gate]| {
            let refusal = refused(gates.iter().copied());
            (refusal.code, refusal.params.first().map(|(_, wait)| wait.plain().into_owned()))
        };

        assert_eq!(told(&[&OPEN, &OPEN]), (Code::ClaimCodeInvalid, None));
        let (short, long) = (closed(20), closed(1200));
        let waits = (Code::TooManyAttempts, Some("1200".to_owned()));
        assert_eq!(told(&[&OPEN, &long, &short]), waits);
    }
}
