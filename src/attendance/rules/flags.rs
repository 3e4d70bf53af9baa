//! What is odd about a presence. None of it refuses anybody.

use std::time::Duration;

use super::presence::Stay;
use crate::{
    activities::ShiftFacts,
    attendance::{
        model::{Capture, Source, Whereabouts},
        store::{AttendanceRow, EventRow},
    },
    kernel::geo::Verdict,
    ledger::{Flag, Flags},
    org::Standing,
};

/// Whoever comes so long before a shift begins comes too early.
const EARLY: Duration = Duration::from_secs(60 * 60);
/// Whoever leaves so long after a shift ended leaves too late.
const LATE: Duration = Duration::from_secs(30 * 60);
/// What comes here so long after it was captured comes late.
const HANDED_IN: Duration = Duration::from_secs(24 * 3600);

/// What one capture brings with it that its event does not say by itself.
pub(in crate::attendance) fn flags_of_capture(
    capture: &Capture,
    shift: &ShiftFacts,
    standing: Standing,
    has_place: HasPlace,
) -> Flags {
    let refused = capture.source == Source::Own
        && matches!(capture.whereabouts, Whereabouts::Refused)
        && !shift.online;
    let flags = [
        (Flag::PlaceRefused, refused),
        (Flag::Suspended, standing == Standing::Suspended),
        (Flag::WalkIn, has_place == HasPlace::No),
    ];
    Flags(flags.into_iter().filter(|(_, is)| *is).map(|(flag, _)| flag).collect())
}

/// Whether somebody has a place in a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::attendance) enum HasPlace {
    Yes,
    No,
}

/// What follows from a stay as it stands.
pub(in crate::attendance) fn flags_of_stay(
    row: &AttendanceRow,
    stay: &Stay<'_>,
    shift: &ShiftFacts,
) -> Vec<Flag> {
    let (from, until) = (shift.span.from(), shift.span.until());
    // Of all that he captured, not only of what stands: else a second word would hide the first.
    let any = |verdict: Verdict| stay.events().any(|event| event.verdict == Some(verdict));
    let late = |event: &EventRow| event.recorded_at.since(event.captured_at) > HANDED_IN;
    let came_late = row.started_at.is_some_and(|start| start >= until);
    let left_late = row.ended_at.is_some_and(|end| end > until.plus(LATE));
    let flags = [
        (Flag::OutsideFence, any(Verdict::Outside)),
        (Flag::NoFence, any(Verdict::NoFence) && !shift.online),
        (Flag::TooEarly, row.started_at.is_some_and(|start| start < from.minus(EARLY))),
        (Flag::TooLate, came_late || left_late),
        (Flag::LateCapture, stay.events().any(late)),
    ];
    flags.into_iter().filter(|(_, is)| *is).map(|(flag, _)| flag).collect()
}

/// The flags of a stay that its times do not bring about, nor take away.
pub(in crate::attendance) fn kept(flags: &Flags) -> Flags {
    let stays = |flag: &Flag| match flag {
        Flag::PlaceRefused | Flag::Suspended | Flag::WalkIn | Flag::AfterConfirmation => true,
        Flag::OutsideFence | Flag::NoFence | Flag::TooEarly | Flag::TooLate | Flag::LateCapture => {
            false
        }
    };
    Flags(flags.0.iter().copied().filter(stays).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attendance::{
            model::EventKind::{CheckIn, CheckOut},
            rules::{
                examples::{at, event, shift, stayed},
                presence::stays,
            },
        },
        kernel::time::Time,
    };

    /// What is odd about a stay in [`shift`] of which each event came at an instant.
    fn odd(from: &str, until: &str, came: Option<Time>) -> Vec<Flag> {
        let said = [(CheckIn, Source::Own, from), (CheckOut, Source::Own, until)];
        let events = said.map(|said| {
            let event = event(10, said);
            EventRow { recorded_at: came.unwrap_or(event.at), ..event }
        });
        let stays = stays(shift().span, &events);
        flags_of_stay(&stayed(10, from, until), &stays[0], &shift())
    }

    #[test]
    fn an_hour_before_the_shift_and_half_an_hour_after_it_are_not_odd() {
        for (from, until, expected) in [
            ("08:00", "12:30", [].as_slice()),
            ("07:59", "12:30", &[Flag::TooEarly]),
            ("08:00", "12:31", &[Flag::TooLate]),
            ("09:00", "12:00", &[]),
            ("11:59", "12:00", &[]),
            ("12:00", "12:01", &[Flag::TooLate]),
            ("07:00", "13:00", &[Flag::TooEarly, Flag::TooLate]),
        ] {
            assert_eq!(odd(from, until, None), expected, "{from} to {until}");
        }
    }

    #[test]
    fn what_comes_a_day_after_it_was_captured_is_not_late_yet() {
        let day_later = at("11:00").plus(HANDED_IN);

        let found = [day_later, day_later.plus(Duration::from_secs(1))]
            .map(|came| odd("11:00", "11:01", Some(came)));

        assert_eq!(found, [vec![], vec![Flag::LateCapture]]);
    }
}
