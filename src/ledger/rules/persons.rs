//! Who does what about a record: nobody decides about his own hours, nor alone.

use crate::{
    kernel::{codes::Code, ids::PersonId, proof::ProofClass, refusal::Refusal},
    ledger::{model::RecordState, store::RecordRow},
    org::Authority,
};

/// Whether somebody may know of a record: his own, or one of a unit over which he has authority.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::ledger) fn may_know(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if row.person == caller || authority.reads() { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// Whether somebody who may know of a record may contest it.
///
/// # Errors
/// [`Code::Forbidden`] for all but the person himself.
pub(in crate::ledger) fn may_dispute(row: &RecordRow, caller: PersonId) -> Result<(), Refusal> {
    if row.person == caller { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// Whether somebody who may know of a record may correct it: who leads the unit, of others' hours.
/// While it is contested that is an answer, for which he had no hand in it.
///
/// # Errors
/// [`Code::SecondPersonNeeded`], [`Code::OwnRecord`], [`Code::Forbidden`].
pub(in crate::ledger) fn may_correct(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    may_lead(row, caller, authority)?;
    if row.state == RecordState::Disputed { had_no_hand(row, caller) } else { Ok(()) }
}

fn may_lead(row: &RecordRow, caller: PersonId, authority: &Authority) -> Result<(), Refusal> {
    if row.person == caller {
        return Err(Code::OwnRecord.into());
    }
    authority.may_lead()
}

/// Whether somebody who may know of a record may answer who contests it: who had no hand in it.
///
/// # Errors
/// [`Code::SecondPersonNeeded`], [`Code::OwnRecord`], [`Code::Forbidden`].
pub(in crate::ledger) fn may_uphold(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    may_lead(row, caller, authority)?;
    had_no_hand(row, caller)
}

/// What is contested is also what somebody decided.
fn had_no_hand(row: &RecordRow, caller: PersonId) -> Result<(), Refusal> {
    let decided_it = row.state == RecordState::Disputed && row.decided_by == Some(caller);
    let had_a_hand = decided_it
        || row.recorded_by == caller
        || row.corrected_by == Some(caller)
        || row.entered_by.0.contains(&caller);
    if had_a_hand { Err(Code::SecondPersonNeeded.into()) } else { Ok(()) }
}

/// Whether somebody who may know of a record may approve or reject it. What was entered afterwards
/// and the hours of who leads the unit are for a superior.
///
/// # Errors
/// [`Code::SuperiorNeeded`], and those of [`may_uphold`].
pub(in crate::ledger) fn may_decide(
    row: &RecordRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    may_lead(row, caller, authority)?;
    let for_superior = row.leads_unit || row.proof_class == ProofClass::Backfill;
    if for_superior && !authority.administers() {
        return Err(Code::SuperiorNeeded.into());
    }
    may_uphold(row, caller, authority)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ledger::rules::examples::{ENTERER, PERSON, RECORDER, id, record},
        org::RoleKind::{self, Auditor, DistrictAdmin, HqAdmin, Leader},
    };
    use Code::{Forbidden, NotFound, OwnRecord, SecondPersonNeeded, SuperiorNeeded};

    const CORRECTOR: PersonId = id(9);
    const ANOTHER: PersonId = id(10);
    const DECIDER: PersonId = id(11);

    type May = fn(&RecordRow, PersonId, &Authority) -> Result<(), Refusal>;

    /// What each of four steps says of somebody: dispute, correct, uphold, decide.
    fn verdicts(row: &RecordRow, who: PersonId, roles: &[RoleKind]) -> [Option<Code>; 4] {
        let steps: [May; 4] =
            [|row, who, _| may_dispute(row, who), may_correct, may_uphold, may_decide];
        let authority = Authority(roles.to_vec());
        steps.map(|may| may(row, who, &authority).err().map(|refusal| refusal.code))
    }

    #[test]
    fn who_served_contests_and_who_had_no_hand_in_it_decides() {
        let row = RecordRow { corrected_by: Some(CORRECTOR), ..record(RecordState::InReview) };
        let (second, own) = (Some(SecondPersonNeeded), Some(OwnRecord));
        for (who, role, expected) in [
            (PERSON, Leader, [None, own, own, own]),
            (PERSON, HqAdmin, [None, own, own, own]),
            (ENTERER, Leader, [Some(Forbidden), None, second, second]),
            (RECORDER, Leader, [Some(Forbidden), None, second, second]),
            (RECORDER, HqAdmin, [Some(Forbidden), None, second, second]),
            (CORRECTOR, DistrictAdmin, [Some(Forbidden), None, second, second]),
            (ANOTHER, Leader, [Some(Forbidden), None, None, None]),
            (ANOTHER, DistrictAdmin, [Some(Forbidden), None, None, None]),
            (ANOTHER, Auditor, [Some(Forbidden); 4]),
        ] {
            assert_eq!(verdicts(&row, who, &[role]), expected, "{who:?} {role:?}");
        }
    }

    #[test]
    fn who_contests_is_answered_by_somebody_who_neither_recorded_nor_decided_it() {
        let decided_by = Some(DECIDER);
        let contested = RecordRow { decided_by, ..record(RecordState::Disputed) };
        let approved = RecordRow { decided_by, ..record(RecordState::Approved) };
        let answers = |row, who| {
            let [_, correct, uphold, _] = verdicts(row, who, &[Leader]);
            [correct, uphold]
        };

        for who in [ENTERER, RECORDER, DECIDER] {
            assert_eq!(answers(&contested, who), [Some(SecondPersonNeeded); 2], "{who:?}");
            assert_eq!(answers(&approved, who)[0], None, "{who:?}");
        }
        assert_eq!(answers(&contested, ANOTHER), [None; 2]);
        assert_eq!(answers(&approved, DECIDER), [None; 2]);
    }

    #[test]
    fn what_was_entered_afterwards_and_hours_of_a_leader_are_for_a_superior() {
        let row = record(RecordState::InReview);
        let backfill = RecordRow { proof_class: ProofClass::Backfill, ..row.clone() };
        let leaders = RecordRow { leads_unit: true, ..row };
        for row in [backfill, leaders] {
            let decide = |who, role| verdicts(&row, who, &[role])[3];

            assert_eq!(decide(ANOTHER, Leader), Some(SuperiorNeeded));
            assert_eq!(decide(RECORDER, Leader), Some(SuperiorNeeded));
            assert_eq!(decide(RECORDER, DistrictAdmin), Some(SecondPersonNeeded));
            assert_eq!(decide(ANOTHER, DistrictAdmin), None);
            assert_eq!(decide(ANOTHER, HqAdmin), None);
        }
    }

    #[test]
    fn a_record_is_known_to_who_served_and_to_who_reads_the_unit() {
        let known = |who, roles: &[RoleKind]| {
            let known = may_know(&record(RecordState::Approved), who, &Authority(roles.to_vec()));
            known.err().map(|refusal| refusal.code)
        };

        assert_eq!([known(PERSON, &[]), known(ANOTHER, &[Auditor])], [None, None]);
        assert_eq!([known(ANOTHER, &[]), known(RECORDER, &[])], [Some(NotFound); 2]);
    }
}
