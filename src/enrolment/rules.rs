//! What becomes of somebody who is enrolled, and who may correct a file.

use crate::{
    kernel::{codes::Code, ids::PersonId, refusal::Refusal},
    org::{MembershipState, Reach},
    people::{GivenBy, NewConsent, Purpose},
};

/// The state of the membership of somebody whom a leader enrols: a member at once, but a minor
/// whose guardian has not agreed waits as an applicant. He is entered all the same: a leader who
/// enrols without signal cannot be asked back.
pub(super) fn first_state(minor: bool, consents: &[NewConsent]) -> MembershipState {
    let agreed = guardian_agreed(consents, Purpose::Participation);
    if minor && !agreed { MembershipState::Applied } else { MembershipState::Active }
}

/// Whether somebody may be entered at all: under fourteen a guardian has to agree before anything
/// is kept of him (PIPL, article 31).
///
/// # Errors
/// [`Code::GuardianConsentMissing`].
pub(super) fn may_enter(child: bool, consents: &[NewConsent]) -> Result<(), Refusal> {
    if child && !guardian_agreed(consents, Purpose::Service) {
        return Err(Code::GuardianConsentMissing.into());
    }
    Ok(())
}

fn guardian_agreed(consents: &[NewConsent], purpose: Purpose) -> bool {
    let agreed =
        |consent: &NewConsent| consent.purpose == purpose && consent.given_by == GivenBy::Guardian;
    consents.iter().any(agreed)
}

/// What is to be done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// A field is corrected: by who keeps the file.
    Correction,
    /// A consent is recorded: also by who may take an applicant in, since that may want one.
    Consent,
}

/// Whether somebody may change the file of a person.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the person; [`Code::Forbidden`] for who only reads,
/// and for the person himself.
pub(super) fn may_change(
    change: Change,
    caller: PersonId,
    person: PersonId,
    reach: &Reach,
) -> Result<(), Refusal> {
    let own = caller == person;
    if !(own || reach.sees()) {
        return Err(Code::NotFound.into());
    }
    let allowed = match change {
        Change::Correction => reach.keeps(),
        Change::Consent => reach.admits(),
    };
    if allowed && !own { Ok(()) } else { Err(Code::Forbidden.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::{ids::Id, time::Time},
        people::{ConsentForm, NoticeVersion},
    };
    use uuid::Uuid;

    const LIN: PersonId = Id::new(Uuid::from_u128(1));
    const ZHOU: PersonId = Id::new(Uuid::from_u128(2));

    fn agreed(purpose: Purpose, given_by: GivenBy) -> NewConsent {
        NewConsent {
            id: Id::new(Uuid::from_u128(3)),
            person: LIN,
            purpose,
            notice_version: NoticeVersion::CURRENT,
            form: ConsentForm::Paper,
            given_by,
            given_at: Time::EPOCH,
        }
    }

    #[test]
    fn a_minor_waits_for_the_guardian_and_for_nobody_else() {
        let guardian = agreed(Purpose::Participation, GivenBy::Guardian);
        let himself = agreed(Purpose::Participation, GivenBy::Person);
        let photos = agreed(Purpose::Photos, GivenBy::Guardian);

        assert_eq!(first_state(false, &[]), MembershipState::Active);
        assert_eq!(first_state(true, &[guardian]), MembershipState::Active);
        assert_eq!(first_state(true, &[himself, photos]), MembershipState::Applied);
    }

    #[test]
    fn a_child_is_entered_when_a_guardian_agrees_to_that() {
        let refused = |child, consents: &[NewConsent]| {
            may_enter(child, consents).err().map(|refusal| refusal.code)
        };

        assert_eq!(refused(false, &[]), None);
        assert_eq!(refused(true, &[]), Some(Code::GuardianConsentMissing));
        assert_eq!(refused(true, &[agreed(Purpose::Service, GivenBy::Guardian)]), None);
    }

    #[test]
    fn a_file_that_one_may_not_know_of_does_not_exist() {
        let verdict = may_change(Change::Consent, ZHOU, LIN, &Reach::default());

        assert_eq!(verdict.unwrap_err().code, Code::NotFound);
    }

    #[test]
    fn nobody_keeps_his_own_file() {
        let verdict = may_change(Change::Correction, LIN, LIN, &Reach::default());

        assert_eq!(verdict.unwrap_err().code, Code::Forbidden);
    }
}
