//! Who says when somebody left who did not check out.

use std::time::Duration;

use super::conflict;
use crate::{
    attendance::{
        model::{AttendanceState, EventKind},
        store::{AttendanceRow, EventRow},
    },
    kernel::{
        codes::{Code, FieldCode},
        ids::{Id, PersonId},
        refusal::Refusal,
        time::Time,
    },
    org::Authority,
};

/// So long after the shift nobody is reminded: he may be on his way out.
const REMINDED_AFTER: Duration = Duration::from_secs(30 * 60);

/// Whether somebody may say when a stay ended: whose it is, and who leads the unit.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of it, else [`Code::Forbidden`].
pub(in crate::attendance) fn may_say(
    row: &AttendanceRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if row.person == caller || authority.leads() {
        return Ok(());
    }
    Err(if authority.reads() { Code::Forbidden } else { Code::NotFound }.into())
}

/// Until when a shift has ended whose stays without an end are due now.
pub(in crate::attendance) fn ended_until(now: Time) -> Time {
    now.minus(REMINDED_AFTER)
}

/// A stay that should have ended, with the end that the system proposes: that of the shift, and of
/// who came later than that his coming, so that nothing would count. Nothing for any other row.
pub(in crate::attendance) fn due_end(row: &AttendanceRow, now: Time) -> Option<AttendanceRow> {
    let open = row.state == AttendanceState::Present && row.settled_at.is_none();
    let at = row.ends_at.max(row.started_at?);
    let due = open && row.ends_at <= ended_until(now);
    due.then(|| proposed(row, at, Id::NIL))
}

/// A stay whose end somebody proposes; nothing when he has proposed the same before.
///
/// # Errors
/// [`Code::StateConflict`] for who did not come, left already, or whose record was confirmed; a
/// fault of `at` when he had not come then, or it is yet to be.
pub(in crate::attendance) fn end_proposed(
    row: &AttendanceRow,
    at: Time,
    by: PersonId,
    now: Time,
) -> Result<Option<AttendanceRow>, Refusal> {
    let open = matches!(row.state, AttendanceState::Present | AttendanceState::CloseProposed);
    let Some(started_at) = row.started_at.filter(|_| open && row.settled_at.is_none()) else {
        return Err(conflict(row.state));
    };
    if at <= started_at {
        return Err(Refusal::field("/at", FieldCode::TooEarly));
    }
    if now < at {
        return Err(Refusal::field("/at", FieldCode::InFuture));
    }
    let after = proposed(row, at, by);
    Ok(Some(after).filter(|after| after != row))
}

fn proposed(row: &AttendanceRow, at: Time, by: PersonId) -> AttendanceRow {
    AttendanceRow {
        state: AttendanceState::CloseProposed,
        proposed_end_at: Some(at),
        proposed_by: Some(by),
        ..row.clone()
    }
}

/// The end that somebody else than who proposed it says is right; nothing when the stay ended by a
/// proposal that was confirmed before. `events` are those of the person in the shift.
///
/// # Errors
/// [`Code::StateConflict`] where no end is proposed, [`Code::SecondPersonNeeded`].
pub(in crate::attendance) fn end_to_confirm(
    row: &AttendanceRow,
    events: &[EventRow],
    by: PersonId,
) -> Result<Option<Time>, Refusal> {
    let ended_it = |event: &EventRow| {
        let confirms = event.attendance == row.id && event.kind == EventKind::EndConfirmed;
        confirms && Some(event.at) == row.ended_at
    };
    if row.state == AttendanceState::Complete && events.iter().any(ended_it) {
        return Ok(None);
    }
    let proposal = row.proposed_end_at.zip(row.proposed_by);
    let waits = row.state == AttendanceState::CloseProposed && row.settled_at.is_none();
    match proposal.filter(|_| waits) {
        None => Err(conflict(row.state)),
        Some((_, proposed_by)) if proposed_by == by => Err(Code::SecondPersonNeeded.into()),
        Some((at, _)) => Ok(Some(at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attendance::{
            model::Source,
            rules::examples::{PERSON, at, came, id, stayed, unsaid},
        },
        kernel::caller::Grade,
        org::RoleKind::{self, Auditor, Leader},
    };
    use AttendanceState::{Absent, CloseProposed, Excused, Void};

    const LEADER: PersonId = id(8);
    const SECOND: PersonId = id(9);

    fn waiting(proposed: &str, by: PersonId) -> AttendanceRow {
        AttendanceRow {
            state: CloseProposed,
            proposed_end_at: Some(at(proposed)),
            proposed_by: Some(by),
            ..came(1, "09:00")
        }
    }

    #[test]
    fn the_person_or_a_leader_says_when_he_left() {
        let code = |caller, roles: &[RoleKind]| {
            let said = may_say(&came(1, "09:00"), caller, &Authority(roles.to_vec()));
            said.err().map(|refusal| refusal.code)
        };

        assert_eq!(code(PERSON, &[]), None);
        assert_eq!(code(LEADER, &[Leader]), None);
        assert_eq!(code(LEADER, &[Auditor]), Some(Code::Forbidden));
        assert_eq!(code(LEADER, &[]), Some(Code::NotFound));
    }

    #[test]
    fn half_an_hour_after_the_shift_an_end_is_proposed_at_which_it_ended() {
        let due = |row: &AttendanceRow, now| {
            due_end(row, at(now)).map(|row| (row.state, row.proposed_end_at, row.proposed_by))
        };
        let proposed = |wall| Some((CloseProposed, Some(at(wall)), Some(PersonId::NIL)));

        assert_eq!(due(&came(1, "09:00"), "12:29"), None);
        assert_eq!(due(&came(1, "09:00"), "12:30"), proposed("12:00"));
        assert_eq!(due(&came(1, "12:10"), "12:30"), proposed("12:10"), "nothing would count");
        assert_eq!(due(&waiting("11:00", LEADER), "12:30"), None);
        assert_eq!(due(&stayed(1, "09:00", "10:00"), "12:30"), None);
        assert_eq!(due(&unsaid(1, Absent), "12:30"), None);
    }

    #[test]
    fn an_end_is_proposed_between_his_coming_and_now() {
        let told = |wall| {
            let after = end_proposed(&came(1, "09:00"), at(wall), LEADER, at("11:00"));
            let field = |refusal: Refusal| refusal.fields.first().map(|field| field.code);
            after.map(|row| row.and_then(|row| row.proposed_end_at)).map_err(field)
        };

        assert_eq!(told("10:59"), Ok(Some(at("10:59"))));
        assert_eq!(told("11:00"), Ok(Some(at("11:00"))));
        assert_eq!(told("11:01"), Err(Some(FieldCode::InFuture)));
        assert_eq!(told("09:00"), Err(Some(FieldCode::TooEarly)));
    }

    #[test]
    fn a_proposal_replaces_another_and_the_same_changes_nothing() {
        let row = waiting("11:00", LEADER);
        let by = |at: Time, by| end_proposed(&row, at, by, at).unwrap().map(|row| row.proposed_by);

        assert_eq!(by(at("11:00"), LEADER), None);
        assert_eq!(by(at("11:00"), PERSON), Some(Some(PERSON)));
        assert_eq!(by(at("11:30"), LEADER), Some(Some(LEADER)));
    }

    #[test]
    fn who_left_or_did_not_come_is_given_no_end() {
        let settled = AttendanceRow { settled_at: Some(at("12:00")), ..waiting("11:00", LEADER) };
        let others = [Absent, Excused, Void].map(|state| unsaid(1, state));

        for row in others.into_iter().chain([stayed(1, "09:00", "10:00"), settled]) {
            let proposed = end_proposed(&row, at("11:00"), LEADER, at("12:00"));
            let confirmed = end_to_confirm(&row, &[], SECOND);
            assert_eq!(proposed.unwrap_err().code, Code::StateConflict, "{row:?}");
            assert_eq!(confirmed.unwrap_err().code, Code::StateConflict, "{row:?}");
        }
    }

    #[test]
    fn who_proposed_an_end_does_not_confirm_it() {
        let code = |proposed_by, by| {
            let confirmed = end_to_confirm(&waiting("11:00", proposed_by), &[], by);
            confirmed.map_err(|refusal| refusal.code)
        };
        let right = Ok(Some(at("11:00")));

        assert_eq!([code(PersonId::NIL, PERSON), code(PersonId::NIL, LEADER)], [right, right]);
        assert_eq!([code(LEADER, PERSON), code(LEADER, SECOND)], [right, right]);
        assert_eq!(code(PERSON, LEADER), right);
        assert_eq!(code(PERSON, PERSON), Err(Code::SecondPersonNeeded));
        assert_eq!(code(LEADER, LEADER), Err(Code::SecondPersonNeeded));
        assert_eq!(
            end_to_confirm(&came(1, "09:00"), &[], PERSON),
            Err(conflict(AttendanceState::Present))
        );
    }

    #[test]
    fn an_end_is_confirmed_once_and_not_where_he_checked_out() {
        let event = |attendance, wall| EventRow {
            id: id(20),
            attendance: id(attendance),
            shift: id(1),
            person: PERSON,
            kind: EventKind::EndConfirmed,
            source: Source::Own,
            at: at(wall),
            captured_at: at("13:00"),
            grade: Grade::A,
            verdict: None,
            recorded_at: at("13:00"),
            recorded_by: PERSON,
            device: None,
            evidence_hash: None,
        };
        let again = |events: &[EventRow]| {
            end_to_confirm(&stayed(1, "09:00", "12:00"), events, LEADER).is_ok()
        };

        assert!(again(&[event(1, "12:00")]));
        assert!(!again(&[event(1, "11:00")]));
        assert!(!again(&[event(2, "12:00")]));
        assert!(!again(&[]));
    }
}
