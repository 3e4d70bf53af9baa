//! What becomes of somebody's attendances in a shift when one more thing is captured.

use std::collections::BTreeSet;

use super::{
    flags::{flags_of_stay, kept},
    presence::{Stay, stays},
    recounted,
};
use crate::{
    activities::ShiftFacts,
    attendance::{
        model::{Aliases, AttendanceState, EventKind, Source, Sources},
        store::{AttendanceRow, EventRow},
    },
    kernel::{
        caller::Grade,
        codes::Code,
        figures::Booking,
        ids::{AttendanceId, Id, PersonId},
        minutes::CreditPolicy,
        refusal::Refusal,
        time::Time,
    },
    ledger::{Flag, Flags, Stretches},
};

/// Stays of a person in a shift at most, as 志愿山城 has it.
pub(in crate::attendance) const STAYS_MAX: usize = 3;

/// What a new attendance begins with.
#[derive(Clone, Debug)]
pub(in crate::attendance) struct Beginning<'a> {
    pub(in crate::attendance) shift: &'a ShiftFacts,
    /// What the shift is booked to.
    pub(in crate::attendance) booking: &'a Booking,
    /// The policy that is in force.
    pub(in crate::attendance) policy: CreditPolicy,
    pub(in crate::attendance) recorded_at: Time,
    pub(in crate::attendance) recorded_by: PersonId,
}

/// All attendances of one person in a shift, and what was captured about them.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance) struct Book<'a> {
    pub(in crate::attendance) rows: &'a [AttendanceRow],
    pub(in crate::attendance) events: &'a [EventRow],
}

/// Which of some attendances an id finds.
pub(in crate::attendance) fn found(
    rows: &[AttendanceRow],
    id: AttendanceId,
) -> Option<&AttendanceRow> {
    rows.iter().find(|row| row.id == id || row.aliases.0.contains(&id))
}

impl Book<'_> {
    /// The attendances once one more event is entered that brings flags with it. Each holds the ids
    /// of its events, so the new one is found by its id.
    ///
    /// # Errors
    /// [`Code::StateConflict`] for an end without a stay, and for an absence of who was there;
    /// [`Code::LimitReached`].
    pub(in crate::attendance) fn with(
        self,
        event: &EventRow,
        flags: &Flags,
        beginning: &Beginning<'_>,
    ) -> Result<Vec<AttendanceRow>, Refusal> {
        if self.rows.iter().any(|row| row.settled_at.is_some()) {
            return Ok(self.after_settling(event));
        }
        let mut events: Vec<EventRow> =
            self.events.iter().filter(|event| self.counts(event)).cloned().collect();
        events.push(event.clone());
        if matches!(event.kind, EventKind::Absent | EventKind::Excused) {
            return self.without(&events, event, beginning);
        }
        let stays = stays(beginning.shift.span, &events);
        let id = Id::new(event.id.uuid());
        if !stays.iter().any(|stay| stay.ids.contains(&id)) {
            return Err(self.conflict());
        }
        if stays.len() > STAYS_MAX {
            return Err(Refusal::from(Code::LimitReached).with("max", STAYS_MAX));
        }
        Ok(self.assigned(&stays, event, flags, beginning))
    }

    /// What is void says nothing any more.
    fn counts(&self, event: &EventRow) -> bool {
        let row = found(self.rows, Id::new(event.id.uuid()));
        let row = row.or_else(|| self.rows.iter().find(|row| row.id == event.attendance));
        row.is_some_and(|row| row.state != AttendanceState::Void)
    }

    fn live(&self) -> impl Iterator<Item = &AttendanceRow> {
        self.rows.iter().filter(|row| row.state != AttendanceState::Void)
    }

    fn conflict(&self) -> Refusal {
        let state = self.live().map(|row| row.state).next().unwrap_or(AttendanceState::Absent);
        Refusal::from(Code::StateConflict).with_word("state", state)
    }

    /// It is known, and changes nothing: a record that was confirmed stands as it is.
    fn after_settling(self, event: &EventRow) -> Vec<AttendanceRow> {
        let begun = |row: &&AttendanceRow| row.started_at.is_some_and(|start| start <= event.at);
        let of_then = self.live().filter(begun).max_by_key(|row| row.started_at);
        let found = of_then.or_else(|| self.live().next()).or(self.rows.first());
        let found = found.map(|row| row.id);
        let mut after = self.rows.to_vec();
        for row in after.iter_mut().filter(|row| Some(row.id) == found) {
            row.aliases.0.insert(Id::new(event.id.uuid()));
            row.flags = row.flags.with([Flag::AfterConfirmation]);
        }
        after
    }

    /// He did not come: of several who say so the last knows why.
    fn without(
        self,
        events: &[EventRow],
        event: &EventRow,
        beginning: &Beginning<'_>,
    ) -> Result<Vec<AttendanceRow>, Refusal> {
        if self.live().any(|row| row.state.is_stay()) {
            return Err(self.conflict());
        }
        let last = events.iter().max_by_key(|event| (event.at, event.id)).unwrap_or(event);
        let state = match last.kind {
            EventKind::Excused => AttendanceState::Excused,
            _ => AttendanceState::Absent,
        };
        let id = Id::new(event.id.uuid());
        let standing = self.live().next();
        let mut row = standing.cloned().unwrap_or_else(|| self.fresh(id, event, beginning));
        row.state = state;
        row.sources = Sources(events.iter().map(|event| event.source).collect());
        if row.id != id {
            row.aliases.0.insert(id);
        }
        let rest = self.rows.iter().filter(|other| other.id != row.id).cloned();
        Ok(rest.chain([row.clone()]).collect())
    }

    /// Gives each stay its row: the one that it had, that of an absence which it refutes, or a new
    /// one.
    fn assigned(
        self,
        stays: &[Stay<'_>],
        event: &EventRow,
        flags: &Flags,
        beginning: &Beginning<'_>,
    ) -> Vec<AttendanceRow> {
        let mut rest: Vec<AttendanceRow> = self.rows.to_vec();
        let mut after = Vec::with_capacity(rest.len() + 1);
        let elsewhere: BTreeSet<AttendanceId> =
            stays.iter().flat_map(|stay| stay.ids.iter().copied()).collect();
        for stay in stays {
            let live = |row: &&mut AttendanceRow| row.state != AttendanceState::Void;
            let own = |row: &AttendanceRow| stay.ids.contains(&row.id);
            let at = rest.iter_mut().filter(live).find(|row| own(row)).map(|row| row.id);
            let refuted = || self.live().find(|row| !row.state.is_stay()).map(|row| row.id);
            let at = at.or_else(|| refuted().filter(|id| rest.iter().any(|row| row.id == *id)));
            let row = match rest.iter().position(|row| Some(row.id) == at) {
                Some(place) => rest.remove(place),
                None => self.split_off(stay, event, beginning),
            };
            let mut row = told(row, stay, &elsewhere, beginning.shift);
            if stay.ids.contains(&Id::new(event.id.uuid())) {
                row.flags = row.flags.with(flags.0.iter().copied());
            }
            after.push(recounted(row, beginning.shift));
        }
        after.extend(rest);
        after
    }

    /// A row for a stay that had none: it is that of the new event, or one that had been taken for a
    /// part of another.
    fn split_off(
        self,
        stay: &Stay<'_>,
        event: &EventRow,
        beginning: &Beginning<'_>,
    ) -> AttendanceRow {
        let new = Id::new(event.id.uuid());
        let start = stay.start().map_or(new, |start| Id::new(start.event.id.uuid()));
        let id = if stay.ids.contains(&new) { new } else { start };
        let row = self.fresh(id, event, beginning);
        let flags = found(self.rows, id).map_or_else(Flags::default, |row| kept(&row.flags));
        AttendanceRow { flags, ..row }
    }

    fn fresh(self, id: AttendanceId, event: &EventRow, beginning: &Beginning<'_>) -> AttendanceRow {
        let Beginning { shift, booking, policy, recorded_at, recorded_by } = *beginning;
        AttendanceRow {
            id,
            record_id: self.rows.first().map_or(Id::new(id.uuid()), |row| row.record_id),
            shift: shift.id,
            activity: shift.activity,
            unit: shift.unit,
            person: event.person,
            state: AttendanceState::Present,
            started_at: None,
            started_by: None,
            ended_at: None,
            ended_by: None,
            proposed_end_at: None,
            proposed_by: None,
            void_asked_by: None,
            sources: Sources::default(),
            verdict_in: None,
            verdict_out: None,
            grade: Grade::A,
            flags: Flags::default(),
            counted: Stretches::default(),
            ceded: Stretches::default(),
            overlaps: false,
            policy,
            starts_at: shift.span.from(),
            ends_at: shift.span.until(),
            service_date: shift.service_date.clone(),
            booked_district: booking.booked_district,
            served_district: booking.served_district.clone(),
            program: shift.program,
            countable: shift.countable,
            aliases: Aliases::default(),
            settled_at: None,
            recorded_at,
            recorded_by,
            retired_at: None,
            desk_retired_at: None,
            version: 1,
        }
    }
}

/// A row that says what is said of its stay; what counts of it is for [`recounted`].
fn told(
    row: AttendanceRow,
    stay: &Stay<'_>,
    elsewhere: &BTreeSet<AttendanceId>,
    shift: &ShiftFacts,
) -> AttendanceRow {
    let (start, end) = (stay.start(), stay.end());
    // What probably was is of no matter once somebody says what was.
    let proposed_end_at = row.proposed_end_at.filter(|_| end.is_none());
    let proposed_by = row.proposed_by.filter(|_| proposed_end_at.is_some());
    let state = match (end, proposed_end_at) {
        (Some(_), _) => AttendanceState::Complete,
        (None, Some(_)) => AttendanceState::CloseProposed,
        (None, None) => AttendanceState::Present,
    };
    let mut aliases = row.aliases;
    aliases.0.retain(|id| !elsewhere.contains(id));
    aliases.0.extend(stay.ids.iter().filter(|id| **id != row.id));
    let grade = start.into_iter().chain(end).map(|said| said.event.grade).max();
    let row = AttendanceRow {
        state,
        started_at: start.map(|said| said.at),
        started_by: start.map(|said| said.event.source),
        ended_at: end.map(|said| said.at),
        ended_by: end.map(|said| said.event.source),
        proposed_end_at,
        proposed_by,
        sources: Sources(stay.events().map(|event| event.source).collect::<BTreeSet<Source>>()),
        verdict_in: start.and_then(|said| said.event.verdict),
        verdict_out: end.and_then(|said| said.event.verdict),
        grade: grade.unwrap_or(Grade::A),
        aliases,
        ..row
    };
    let flags = kept(&row.flags).with(flags_of_stay(&row, stay, shift));
    AttendanceRow { flags, ..row }
}
