//! What the stays of somebody in a shift come to.

use super::stays::{claimed, record_class};
use crate::{
    activities::ShiftFacts,
    attendance::store::AttendanceRow,
    kernel::{
        ids::Id,
        interval::Interval,
        minutes::{Explanation, explain},
        proof::ProofClass,
        workdays::{RECORDED_WITHIN, due_on},
    },
    ledger::{Flags, Persons, RecordRow, RecordState, Stretches},
};

/// The record of somebody's stays in a shift as it would be if it were confirmed now, with the seven
/// elements that the law wants (Order 67 of the Ministry of Civil Affairs, article 7). `rows` are all
/// his attendances there, and hold the one that the record has its id from; nothing without it.
pub(in crate::attendance) fn drafted(
    shift: &ShiftFacts,
    rows: &[AttendanceRow],
    unit_name: &str,
) -> Option<RecordRow> {
    let first = rows.iter().find(|row| row.id.entity() == row.record_id.entity())?;
    let claims = rows.iter().flat_map(|row| claimed(row, shift.span));
    let stays = Stretches(claims.collect());
    let explained = explain(&stays.0, shift.span, &shift.breaks, first.policy);
    let flags = rows.iter().filter(|row| row.state.is_stay()).flat_map(|row| row.flags.0.clone());
    Some(RecordRow {
        id: first.record_id,
        shift: shift.id,
        activity: shift.activity,
        unit: shift.unit,
        person: first.person,
        program: first.program,
        state: RecordState::Computed,
        overlaps: rows.iter().any(|row| row.overlaps),
        activity_name: shift.name.clone(),
        service_date: shift.service_date.clone(),
        place: shift.place.clone(),
        content: shift.content.clone(),
        unit_name: unit_name.to_owned(),
        person_in_charge: shift.person_in_charge,
        given_minutes: explained.given_minutes,
        credited_minutes: explained.credited_minutes,
        policy: first.policy,
        proof_class: record_class(rows).unwrap_or(ProofClass::SelfDeclared),
        grade: rows.iter().map(|row| row.grade).max().unwrap_or(first.grade),
        flags: Flags(flags.collect()),
        starts_at: shift.span.from(),
        ended_at: shift.span.until(),
        stays,
        breaks: Stretches(shift.breaks.clone()),
        booked_district: first.booked_district,
        served_district: first.served_district.clone(),
        due_on: due_on(shift.span.until().local_date(), RECORDED_WITHIN).date.to_string(),
        late: false,
        late_reason: None,
        entered_by: Persons::default(),
        leads_unit: false,
        recorded_at: first.recorded_at,
        recorded_by: Id::NIL,
        decided_at: None,
        decided_by: None,
        corrected_by: None,
        disputed_at: None,
        disputed_from: None,
        external_ids: "{}".to_owned(),
        entries: 0,
        desk_retired_at: None,
        version: 0,
    })
}

/// Whether the attendances of somebody in a shift come to a record: he was there, and time spent
/// there is service time.
pub(in crate::attendance) fn is_service(rows: &[AttendanceRow]) -> bool {
    rows.iter().any(|row| row.countable && row.state.is_stay())
}

/// How the minutes of a record come from its stays. What was corrected afterwards is not in it:
/// that stands in the ledger. Nothing of what was not captured in a shift.
pub(in crate::attendance) fn explained(row: &RecordRow) -> Option<Explanation> {
    let span = Interval::new(row.starts_at, row.ended_at).ok()?;
    Some(explain(&row.stays.0, span, &row.breaks.0, row.policy))
}
