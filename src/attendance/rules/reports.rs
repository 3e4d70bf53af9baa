//! When a shift is reported on, and what a report moves.

use super::conflict;
use crate::{
    activities::{ShiftFacts, ShiftState},
    attendance::{model::NewReport, store::ReportRow},
    kernel::{
        caller::Caller,
        codes::Code,
        figures::{Booking, Served, ServedDifference},
        refusal::Refusal,
        time::Time,
    },
};

/// Whether a shift can be reported on: once it has begun, for some report while they still serve.
///
/// # Errors
/// [`Code::ShiftCancelled`], [`Code::StateConflict`] with the activity's state while it is not made
/// known, [`Code::ShiftNotBegun`].
pub(in crate::attendance) fn may_report(shift: &ShiftFacts, now: Time) -> Result<(), Refusal> {
    if shift.state == ShiftState::Cancelled {
        return Err(Code::ShiftCancelled.into());
    }
    if shift.published_at.is_none() {
        return Err(conflict(shift.activity_state));
    }
    let starts_at = shift.span.from();
    if now < starts_at {
        return Err(Refusal::from(Code::ShiftNotBegun).with_time("starts_at", starts_at));
    }
    Ok(())
}

/// The report of a shift that follows the one that counts, which is locked with its shift.
pub(in crate::attendance) fn reported(
    command: &NewReport,
    shift: &ShiftFacts,
    booking: &Booking,
    (before, note_hash): (Option<&ReportRow>, Option<Vec<u8>>),
    caller: &Caller,
) -> ReportRow {
    ReportRow {
        id: command.id,
        shift: shift.id,
        unit: shift.unit,
        number: before.map_or(0, |report| report.number) + 1,
        times_served: command.times_served,
        person_count: command.person_count,
        note_hash,
        booked_district: booking.booked_district,
        served_district: booking.served_district.clone(),
        program: shift.program,
        month: booking.month,
        reported_by: caller.person,
        reported_at: caller.now,
    }
}

/// What is moved by a report that takes the place of another: each by what it is booked to itself.
pub(in crate::attendance) fn served(
    before: Option<&ReportRow>,
    after: &ReportRow,
) -> Vec<ServedDifference> {
    let taken = before.map(|report| contribution(report, -report.times_served));
    taken.into_iter().chain([contribution(after, after.times_served)]).collect()
}

fn contribution(report: &ReportRow, times_served: i64) -> ServedDifference {
    let booking = Booking {
        booked_district: report.booked_district,
        served_district: report.served_district.clone(),
        unit: report.unit,
        program: report.program,
        month: report.month,
    };
    ServedDifference { booking, by: Served { times_served, ..Served::default() } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activities::ActivityState,
        attendance::rules::examples::{at, id, shift},
    };

    fn booking(district: u128) -> Booking {
        Booking {
            booked_district: id(district),
            served_district: "500112".to_owned(),
            unit: id(3),
            program: None,
            month: 202_611,
        }
    }

    fn report(times_served: i64, district: u128, before: Option<&ReportRow>) -> ReportRow {
        let command =
            NewReport { id: id(9), shift: id(1), times_served, person_count: None, note: None };
        let caller = Caller::system(at("12:00"), String::new());
        reported(&command, &shift(), &booking(district), (before, None), &caller)
    }

    #[test]
    fn a_shift_is_reported_on_from_its_beginning_unless_it_is_cancelled_or_nobody_knows_of_it() {
        let cancelled = ShiftFacts { state: ShiftState::Cancelled, ..shift() };
        let meeting = ShiftFacts { countable: false, ..shift() };
        let draft =
            ShiftFacts { published_at: None, activity_state: ActivityState::Draft, ..shift() };

        for (shift, now, expected) in [
            (&shift(), "08:59", Some(Code::ShiftNotBegun)),
            (&shift(), "09:00", None),
            (&shift(), "23:00", None),
            (&meeting, "12:00", None),
            (&cancelled, "12:00", Some(Code::ShiftCancelled)),
            (&draft, "12:00", Some(Code::StateConflict)),
        ] {
            let refused = may_report(shift, at(now)).err().map(|refusal| refusal.code);

            assert_eq!(refused, expected, "{now}");
        }
    }

    #[test]
    fn reports_are_numbered_and_each_is_booked_by_itself() {
        let first = report(30, 4, None);
        let second = report(45, 5, Some(&first));
        let moved = |before, after| {
            let moved = served(before, after).into_iter();
            moved.map(|one| (one.booking.booked_district, one.by.times_served)).collect::<Vec<_>>()
        };

        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(moved(None, &first), [(id(4), 30)]);
        assert_eq!(moved(Some(&first), &second), [(id(4), -30), (id(5), 45)]);
    }
}
