//! Who says when somebody left who did not check out.

use std::time::Duration;

use crate::{
    attendance::{
        model::{AttendanceState, Source, Sources},
        store::AttendanceRow,
    },
    kernel::{
        caller::Captured,
        codes::{Code, FieldCode},
        ids::{Id, PersonId},
        refusal::Refusal,
        time::Time,
    },
    ledger::Flag,
    org::Authority,
};

/// So long after the shift nobody is reminded: he may be on his way out.
const REMINDED_AFTER: Duration = Duration::from_secs(30 * 60);
/// Who left later than so long after the shift did not leave with it.
const LEFT_WITHIN: Duration = Duration::from_secs(30 * 60);
/// What a leader says later than so long after the shift he no longer knows from having been there.
const REMEMBERED_FOR: Duration = Duration::from_secs(24 * 3600);

/// Who says something about a stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::attendance) enum Teller {
    /// Whose stay it is.
    Himself(PersonId),
    /// Who leads the unit.
    Leader(PersonId),
}

impl Teller {
    /// His person.
    pub(in crate::attendance) const fn person(self) -> PersonId {
        match self {
            Self::Himself(person) | Self::Leader(person) => person,
        }
    }

    /// How he knows what he says of a stay now.
    pub(in crate::attendance) fn source(self, row: &AttendanceRow, now: Time) -> Source {
        match self {
            Self::Himself(_) => Source::Own,
            Self::Leader(_) if row.ends_at.plus(REMEMBERED_FOR) < now => Source::Backfill,
            Self::Leader(_) => Source::Roster,
        }
    }
}

/// Who somebody is to a stay of which he may say when it ended.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of it, else [`Code::Forbidden`].
pub(in crate::attendance) fn teller(
    row: &AttendanceRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<Teller, Refusal> {
    if row.person == caller {
        return Ok(Teller::Himself(caller));
    }
    if authority.leads() {
        return Ok(Teller::Leader(caller));
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
        return Err(conflict(row));
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

/// A stay that ended when it was proposed, as somebody else says than who proposed it; nothing when
/// that was said before. What counts of it is not counted yet.
///
/// # Errors
/// [`Code::StateConflict`] where no end is proposed, [`Code::SecondPersonNeeded`].
pub(in crate::attendance) fn end_confirmed(
    row: &AttendanceRow,
    teller: Teller,
    captured: Captured,
    now: Time,
) -> Result<Option<AttendanceRow>, Refusal> {
    let by_proposal = row.proposed_end_at.is_some() && row.ended_at == row.proposed_end_at;
    if row.state == AttendanceState::Complete && by_proposal {
        return Ok(None);
    }
    let proposal = row.proposed_end_at.zip(row.proposed_by);
    let waits = row.state == AttendanceState::CloseProposed && row.settled_at.is_none();
    let Some((at, proposed_by)) = proposal.filter(|_| waits) else {
        return Err(conflict(row));
    };
    if proposed_by == teller.person() {
        return Err(Code::SecondPersonNeeded.into());
    }
    let source = teller.source(row, now);
    let late = (row.ends_at.plus(LEFT_WITHIN) < at).then_some(Flag::TooLate);
    Ok(Some(AttendanceRow {
        state: AttendanceState::Complete,
        ended_at: Some(at),
        ended_by: Some(source),
        verdict_out: None,
        sources: Sources(row.sources.0.iter().copied().chain([source]).collect()),
        grade: row.grade.max(captured.grade),
        flags: row.flags.with(late),
        ..row.clone()
    }))
}

fn conflict(row: &AttendanceRow) -> Refusal {
    Refusal::from(Code::StateConflict).with_word("state", row.state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attendance::rules::examples::{PERSON, at, came, id, stayed, unsaid},
        kernel::caller::Grade,
        org::RoleKind::{self, Auditor, Leader},
    };
    use AttendanceState::{Absent, CloseProposed, Complete, Excused, Void};

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

    fn captured(wall: &str) -> Captured {
        Captured { at: at(wall), grade: Grade::B }
    }

    #[test]
    fn the_person_or_a_leader_says_when_he_left() {
        let who = |caller, roles: &[RoleKind]| {
            let teller = teller(&came(1, "09:00"), caller, &Authority(roles.to_vec()));
            teller.map_err(|refusal| refusal.code)
        };

        assert_eq!(who(PERSON, &[]), Ok(Teller::Himself(PERSON)));
        assert_eq!(who(PERSON, &[Leader]), Ok(Teller::Himself(PERSON)));
        assert_eq!(who(LEADER, &[Leader]), Ok(Teller::Leader(LEADER)));
        assert_eq!(who(LEADER, &[Auditor]), Err(Code::Forbidden));
        assert_eq!(who(LEADER, &[]), Err(Code::NotFound));
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
        let settled = AttendanceRow { settled_at: Some(at("12:00")), ..came(1, "09:00") };
        let others = [Absent, Excused, Void].map(|state| unsaid(1, state));

        for row in others.into_iter().chain([stayed(1, "09:00", "10:00"), settled]) {
            let proposed = end_proposed(&row, at("11:00"), LEADER, at("12:00"));
            let confirmed =
                end_confirmed(&row, Teller::Leader(LEADER), captured("12:00"), at("12:00"));
            assert_eq!(proposed.unwrap_err().code, Code::StateConflict, "{row:?}");
            assert_eq!(confirmed.unwrap_err().code, Code::StateConflict, "{row:?}");
        }
    }

    #[test]
    fn who_proposed_an_end_does_not_confirm_it() {
        let code = |proposed_by, teller| {
            let row = waiting("11:00", proposed_by);
            let confirmed = end_confirmed(&row, teller, captured("12:00"), at("12:00"));
            confirmed.map(|row| row.and_then(|row| row.ended_by)).map_err(|refusal| refusal.code)
        };

        for (proposed_by, teller, expected) in [
            (PersonId::NIL, Teller::Himself(PERSON), Ok(Some(Source::Own))),
            (PersonId::NIL, Teller::Leader(LEADER), Ok(Some(Source::Roster))),
            (LEADER, Teller::Himself(PERSON), Ok(Some(Source::Own))),
            (LEADER, Teller::Leader(SECOND), Ok(Some(Source::Roster))),
            (PERSON, Teller::Leader(LEADER), Ok(Some(Source::Roster))),
            (PERSON, Teller::Himself(PERSON), Err(Code::SecondPersonNeeded)),
            (LEADER, Teller::Leader(LEADER), Err(Code::SecondPersonNeeded)),
        ] {
            assert_eq!(code(proposed_by, teller), expected, "{proposed_by} {teller:?}");
        }
    }

    #[test]
    fn a_confirmed_end_stands_with_its_source_its_grade_and_what_was_odd() {
        let confirmed = |proposed, teller, now| {
            let row = waiting(proposed, PersonId::NIL);
            end_confirmed(&row, teller, captured("12:00"), now).unwrap().unwrap()
        };

        let own = confirmed("12:30", Teller::Himself(PERSON), at("13:00"));
        let late = confirmed("12:31", Teller::Leader(LEADER), at("13:00"));
        let next_day = at("12:00").plus(REMEMBERED_FOR);
        let last = confirmed("12:00", Teller::Leader(LEADER), next_day);
        let afterwards = next_day.plus(Duration::from_millis(1));
        let entered = confirmed("12:00", Teller::Leader(LEADER), afterwards);

        assert_eq!((own.state, own.ended_at), (Complete, Some(at("12:30"))));
        assert_eq!((own.grade, own.flags.0.len(), own.verdict_out), (Grade::B, 0, None));
        assert_eq!(late.flags.0, [Flag::TooLate].into());
        assert_eq!(late.sources.0, [Source::Own, Source::Roster].into());
        assert_eq!(last.ended_by, Some(Source::Roster));
        assert_eq!(entered.ended_by, Some(Source::Backfill));
        let again = end_confirmed(&own, Teller::Himself(PERSON), captured("14:00"), at("14:00"));
        assert_eq!(again, Ok(None));
    }
}
