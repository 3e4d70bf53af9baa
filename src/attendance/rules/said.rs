//! Attendances as what was captured makes them.

use std::collections::BTreeSet;

use super::{
    flags::{flags_of_stay, kept},
    presence::Stay,
    recounted,
};
use crate::{
    activities::ShiftFacts,
    attendance::{
        model::{Aliases, AttendanceState, Sources},
        store::{AttendanceRow, EventRow},
    },
    kernel::{
        caller::Grade,
        figures::Booking,
        ids::{AttendanceId, PersonId, RecordId},
        minutes::CreditPolicy,
        time::Time,
    },
    ledger::{Flags, Stretches},
};

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

/// A new row of which nothing is said yet.
pub(super) fn fresh(
    id: AttendanceId,
    record_id: RecordId,
    event: &EventRow,
    beginning: &Beginning<'_>,
) -> AttendanceRow {
    let Beginning { shift, booking, policy, recorded_at, recorded_by } = *beginning;
    AttendanceRow {
        id,
        record_id,
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
        start_sources: Sources::default(),
        end_sources: Sources::default(),
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

/// A row that says what is said of its stay; what counts of it is for [`super::recounted`].
pub(super) fn told(
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
    aliases.retain(|id| !elsewhere.contains(&id));
    aliases.extend(&stay.ids);
    aliases.retain(|id| id != row.id);
    let grade = start.into_iter().chain(end).map(|said| said.event.grade).max();
    let row = AttendanceRow {
        state,
        started_at: start.map(|said| said.at),
        started_by: start.map(|said| said.event.source),
        ended_at: end.map(|said| said.at),
        ended_by: end.map(|said| said.event.source),
        proposed_end_at,
        proposed_by,
        start_sources: sources(stay.of_start()),
        end_sources: sources(stay.of_end()),
        verdict_in: start.and_then(|said| said.event.verdict),
        verdict_out: end.and_then(|said| said.event.verdict),
        grade: grade.unwrap_or(Grade::A),
        aliases,
        ..row
    };
    let flags = kept(&row.flags).with(flags_of_stay(&row, stay, shift));
    AttendanceRow { flags, ..row }
}

fn sources<'a>(events: impl Iterator<Item = &'a EventRow>) -> Sources {
    Sources(events.map(|event| event.source).collect())
}

/// The stays, and the rows that none of them took. What was taken for a stay of its own and is a
/// part of another is void; what was odd about it is odd about that one.
pub(super) fn merged(
    mut stays: Vec<AttendanceRow>,
    rest: Vec<AttendanceRow>,
    shift: &ShiftFacts,
) -> Vec<AttendanceRow> {
    for row in rest {
        let whole = stays.iter_mut().find(|stay| stay.aliases.contains(row.id));
        let Some(whole) = whole.filter(|_| row.state.is_stay()) else {
            stays.push(row);
            continue;
        };
        whole.flags = whole.flags.with(kept(&row.flags).0);
        let part = AttendanceRow {
            state: AttendanceState::Void,
            proposed_end_at: None,
            proposed_by: None,
            void_asked_by: None,
            aliases: Aliases::default(),
            ..row
        };
        stays.push(recounted(part, shift));
    }
    stays
}

/// Which of some attendances an id finds: of one that is void the stay that it became a part of.
pub(in crate::attendance) fn found(
    rows: &[AttendanceRow],
    id: AttendanceId,
) -> Option<&AttendanceRow> {
    let finds = |row: &&AttendanceRow| row.id == id || row.aliases.contains(id);
    let live = |row: &&AttendanceRow| row.state != AttendanceState::Void;
    rows.iter().filter(live).find(finds).or_else(|| rows.iter().find(finds))
}
