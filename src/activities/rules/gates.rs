//! Who may have a place in a shift.

use std::time::Duration;

use chrono::NaiveDate;

use crate::{
    activities::{
        model::{ActivityState, ShiftState, SignUpState},
        store::{ActivityRow, ShiftRow, SignUpRow},
    },
    kernel::{
        codes::Code,
        ids::{ShiftId, SignUpId},
        refusal::Refusal,
        time::Time,
    },
    org::Standing,
    people::{self, PersonRow},
};

/// Sign-ups of a person that stand ahead of him, at most.
const AHEAD_MAX: i64 = 200;
/// Sign-ups of a shift that stand, at most: its roster is sorted in memory.
pub(in crate::activities) const IN_SHIFT_MAX: i64 = 3000;
/// Sign-ups of one person in a shift at most, those that ended too: nobody fills it with his own.
const OF_PERSON_MAX: i64 = 10;

/// What there is already where somebody is to sign up for a shift.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::activities) struct Counts {
    /// His sign-up there that stands.
    pub(in crate::activities) standing: Option<(SignUpId, SignUpState)>,
    /// How many of his stand whose shifts are not over.
    pub(in crate::activities) ahead: i64,
    /// How many of the shift stand.
    pub(in crate::activities) in_shift: i64,
    /// How many he ever had in it.
    pub(in crate::activities) of_person: i64,
}

/// Whether there can be another sign-up of the person, and of the shift.
///
/// # Errors
/// [`Code::AlreadySignedUp`], [`Code::LimitReached`].
pub(in crate::activities) fn may_enter(counts: &Counts) -> Result<(), Refusal> {
    if let Some((id, state)) = counts.standing {
        let refusal = Refusal::from(Code::AlreadySignedUp).with("sign_up", id);
        return Err(refusal.with_word("state", state));
    }
    for (count, max) in [
        (counts.ahead, AHEAD_MAX),
        (counts.in_shift, IN_SHIFT_MAX),
        (counts.of_person, OF_PERSON_MAX),
    ] {
        if count >= max {
            return Err(Refusal::from(Code::LimitReached).with("max", max));
        }
    }
    Ok(())
}

/// What is known of somebody's age when a shift begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::activities) enum Age {
    /// Eighteen years or more.
    Adult,
    /// A minor without a guardian's consent.
    Minor,
    /// A minor whom somebody who answers for him lets take part.
    MinorWithConsent,
    /// Nobody entered when he was born. He is taken for grown up where nothing is dangerous.
    Unknown,
}

/// How old somebody is when a shift begins, as long as nobody asked whether a guardian agreed.
pub(in crate::activities) fn age(person: &PersonRow, at: Time) -> Age {
    match &person.birth_date {
        None => Age::Unknown,
        Some(_) if people::is_minor_at(person, at) => Age::Minor,
        Some(_) => Age::Adult,
    }
}

/// What somebody is to those whom a shift is for, by what he is to its unit and to its audience.
/// Whom its own unit suspended no other one lets in.
pub(in crate::activities) fn standing(unit: Standing, audience: Standing) -> Standing {
    match unit {
        Standing::Suspended => Standing::Suspended,
        Standing::Member | Standing::Stranger => audience,
    }
}

/// What decides whether somebody may have a place.
#[derive(Clone, Copy, Debug)]
pub(in crate::activities) struct Facts {
    /// What he is to those whom the activity is for.
    pub(in crate::activities) standing: Standing,
    /// How old he will be.
    pub(in crate::activities) age: Age,
    /// Whether the activity may endanger him.
    pub(in crate::activities) danger: bool,
    /// The first date of the shift on which the unit's volunteers are not insured.
    pub(in crate::activities) uninsured_on: Option<NaiveDate>,
}

/// Whether somebody may have a place, by what is known of him. What is dangerous is for insured
/// adults alone (Volunteer Service Regulations, article 17; Emergency Response Law, article 39).
///
/// # Errors
/// [`Code::NotAMember`], [`Code::MembershipSuspended`], [`Code::MinorOnDanger`],
/// [`Code::AgeUnknown`], [`Code::GuardianConsentMissing`], [`Code::InsuranceMissing`].
pub(in crate::activities) fn may_take_part(facts: &Facts) -> Result<(), Refusal> {
    let Facts { standing, age, danger, uninsured_on } = *facts;
    match standing {
        Standing::Member => {}
        Standing::Suspended => return Err(Code::MembershipSuspended.into()),
        Standing::Stranger => return Err(Code::NotAMember.into()),
    }
    match age {
        Age::Minor | Age::MinorWithConsent if danger => return Err(Code::MinorOnDanger.into()),
        Age::Unknown if danger => return Err(Code::AgeUnknown.into()),
        Age::Minor => return Err(Code::GuardianConsentMissing.into()),
        Age::Adult | Age::MinorWithConsent | Age::Unknown => {}
    }
    match uninsured_on.filter(|_| danger) {
        Some(date) => Err(Refusal::from(Code::InsuranceMissing).with("date", date)),
        None => Ok(()),
    }
}

/// Whether a shift takes sign-ups now.
///
/// # Errors
/// [`Code::StateConflict`] with the activity's state when that stands against it, else
/// [`Code::SignUpClosed`].
pub(in crate::activities) fn takes_sign_ups(
    shift: &ShiftRow,
    activity: &ActivityRow,
    now: Time,
) -> Result<(), Refusal> {
    let open = shift.state == ShiftState::Open && now < shift.sign_up_closes_at;
    if open && activity.state == ActivityState::Published {
        return Ok(());
    }
    Err(closed(shift, activity))
}

/// Whether a seat that was offered can still be taken: also when the roster stands, since the offer
/// was made before, but no longer than anybody could sign up.
///
/// # Errors
/// Those of [`takes_sign_ups`].
pub(in crate::activities) fn keeps_offers(
    shift: &ShiftRow,
    activity: &ActivityRow,
    now: Time,
) -> Result<(), Refusal> {
    let kept = matches!(shift.state, ShiftState::Open | ShiftState::Locked);
    if kept && now < shift.sign_up_closes_at && activity.state == ActivityState::Published {
        return Ok(());
    }
    Err(closed(shift, activity))
}

fn closed(shift: &ShiftRow, activity: &ActivityRow) -> Refusal {
    match activity.state {
        ActivityState::Published => Refusal::from(Code::SignUpClosed)
            .with_word("state", shift.state)
            .with_time("closes_at", shift.sign_up_closes_at),
        state => Refusal::from(Code::StateConflict).with_word("state", state),
    }
}

/// The local dates on which a shift takes place. Who ends at midnight needs no insurance for the
/// day that begins then.
pub(in crate::activities) fn dates(starts_at: Time, ends_at: Time) -> Vec<NaiveDate> {
    let first = starts_at.local_date();
    let last = ends_at.minus(Duration::from_millis(1)).local_date();
    first.iter_days().take_while(|date| *date <= last).collect()
}

/// Who asks for somebody's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::activities) enum Asker {
    /// The person himself.
    Himself,
    /// Somebody who may not learn what else the person does.
    Leader,
}

/// Whether a sign-up that stands is a place, or a wish for one, in another shift that has an
/// instant in common with one; a shift that begins when another ends has none. An invitation is in
/// nobody's way.
pub(in crate::activities) fn meets(row: &SignUpRow, shift: &ShiftRow) -> bool {
    let apart = row.starts_at >= shift.ends_at || row.ends_at <= shift.starts_at;
    row.shift != shift.id && row.state != SignUpState::Invited && !apart
}

/// Whether somebody is free for a shift, by what he has and waits for at the same time elsewhere.
/// Only where he has a place he will be.
///
/// # Errors
/// [`Code::SignUpClash`] for himself, [`Code::PersonUnavailable`] for a leader.
pub(in crate::activities) fn may_be_there(
    shift: ShiftId,
    elsewhere: &[SignUpRow],
    asker: Asker,
) -> Result<(), Refusal> {
    let confirmed = elsewhere.iter().filter(|place| place.is_confirmed());
    match (confirmed.min_by_key(|place| (place.starts_at, place.id)), asker) {
        (None, _) => Ok(()),
        (Some(_), Asker::Leader) => Err(Code::PersonUnavailable.into()),
        (Some(place), Asker::Himself) => Err(Refusal::from(Code::SignUpClash)
            .with("shift", shift)
            .with("other_shift", place.shift)
            .with_time("starts_at", place.starts_at)
            .with_time("ends_at", place.ends_at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::time;
    use uuid::Uuid;

    use Age::{Adult, Minor, MinorWithConsent, Unknown};
    use SignUpState::Invited;
    use Standing::{Member, Stranger, Suspended};

    fn check(standing: Standing, age: Age, danger: bool) -> Option<Code> {
        let facts = Facts { standing, age, danger, uninsured_on: None };
        may_take_part(&facts).err().map(|refusal| refusal.code)
    }

    #[test]
    fn nobody_signs_up_twice_or_without_end() {
        let id = SignUpId::new(Uuid::from_u128(1));
        let none = Counts::default();
        for (counts, expected) in [
            (none, None),
            (Counts { standing: Some((id, Invited)), ..none }, Some(Code::AlreadySignedUp)),
            (Counts { ahead: 199, in_shift: 2999, of_person: 9, ..none }, None),
            (Counts { ahead: 200, ..none }, Some(Code::LimitReached)),
            (Counts { in_shift: 3000, ..none }, Some(Code::LimitReached)),
            (Counts { of_person: 10, ..none }, Some(Code::LimitReached)),
        ] {
            let refused = may_enter(&counts).err().map(|refusal| refusal.code);
            assert_eq!(refused, expected, "{counts:?}");
        }
    }

    #[test]
    fn whom_the_unit_suspended_no_audience_lets_in() {
        for (unit, audience, expected) in [
            (Member, Member, Member),
            (Stranger, Member, Member),
            (Member, Stranger, Stranger),
            (Stranger, Suspended, Suspended),
            (Suspended, Member, Suspended),
        ] {
            assert_eq!(standing(unit, audience), expected, "{unit:?} {audience:?}");
        }
    }

    #[test]
    fn members_take_part_and_what_is_dangerous_is_for_adults() {
        for (standing, age, danger, expected) in [
            (Member, Adult, false, None),
            (Member, Adult, true, None),
            (Member, Unknown, false, None),
            (Member, Unknown, true, Some(Code::AgeUnknown)),
            (Member, Minor, false, Some(Code::GuardianConsentMissing)),
            (Member, Minor, true, Some(Code::MinorOnDanger)),
            (Member, MinorWithConsent, false, None),
            (Member, MinorWithConsent, true, Some(Code::MinorOnDanger)),
            (Suspended, Adult, false, Some(Code::MembershipSuspended)),
            (Stranger, Adult, false, Some(Code::NotAMember)),
        ] {
            assert_eq!(check(standing, age, danger), expected, "{standing:?} {age:?} {danger}");
        }
    }

    #[test]
    fn insurance_is_asked_for_where_it_is_dangerous() {
        let uninsured_on = Some(time::date("2026-11-23").unwrap());
        let check = |danger| {
            let facts = Facts { standing: Member, age: Adult, danger, uninsured_on };
            may_take_part(&facts).map_err(|refusal| refusal.params[0].1.plain().into_owned())
        };

        assert_eq!(check(false), Ok(()));
        assert_eq!(check(true), Err("2026-11-23".to_owned()));
    }

    #[test]
    fn a_night_shift_has_two_dates_unless_it_ends_at_midnight() {
        let dates = |ends: &str| {
            let at = |text: &str| Time::parse(&format!("2026-11-{text}:00+08:00")).unwrap();
            dates(at("23T22:00"), at(ends)).iter().map(NaiveDate::to_string).collect::<Vec<_>>()
        };

        assert_eq!(dates("24T00:00"), ["2026-11-23"]);
        assert_eq!(dates("24T00:01"), ["2026-11-23", "2026-11-24"]);
    }
}
