//! How far the word of who captures something goes.

use std::time::Duration;

use crate::{
    attendance::model::Source,
    kernel::{
        caller::{Captured, Grade},
        ids::PersonId,
        time::Time,
    },
};

/// A time that somebody tells online is bracketed by the request for so long.
const BRACKETED: Duration = Duration::from_secs(10 * 60);
/// A roster that is entered so long after its shift was not held there.
const ROSTER_HELD: Duration = Duration::from_secs(24 * 3600);

/// When something was captured that comes online, perhaps with a time that its sender tells.
pub(in crate::attendance) fn captured_online(told: Option<Time>, now: Time) -> Captured {
    match told.filter(|told| *told < now) {
        None => Captured { at: now, grade: Grade::A },
        Some(at) if now.since(at) < BRACKETED => Captured { at, grade: Grade::B },
        Some(at) => Captured { at, grade: Grade::C },
    }
}

/// How somebody knows what he marks: of himself he says it himself.
pub(in crate::attendance) fn source_of_mark(
    source: Source,
    (by, of): (PersonId, PersonId),
    shift_ended: Time,
    now: Time,
) -> Source {
    match source {
        _ if by == of => Source::Own,
        Source::Roster if now > shift_ended.plus(ROSTER_HELD) => Source::Backfill,
        source => source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::rules::examples::{at, id};

    #[test]
    fn a_time_that_is_told_is_as_good_as_the_request_is_near() {
        let second = Duration::from_secs(1);
        let (now, ten_minutes_ago) = (at("09:00"), at("08:50"));
        for (told, expected) in [
            (None, (now, Grade::A)),
            (Some(at("09:01")), (now, Grade::A)),
            (Some(now), (now, Grade::A)),
            (Some(now.minus(second)), (now.minus(second), Grade::B)),
            (Some(ten_minutes_ago.plus(second)), (ten_minutes_ago.plus(second), Grade::B)),
            (Some(ten_minutes_ago), (ten_minutes_ago, Grade::C)),
            (Some(Time::EPOCH), (Time::EPOCH, Grade::C)),
        ] {
            let captured = captured_online(told, now);
            assert_eq!((captured.at, captured.grade), expected, "{told:?}");
        }
    }

    #[test]
    fn a_roster_that_is_entered_a_day_later_was_not_held_there() {
        use Source::{Backfill, Own, Paper, Roster};
        let (ended, second) = (at("12:00"), Duration::from_secs(1));
        let next_day = ended.plus(ROSTER_HELD);
        for (source, by, now, expected) in [
            (Roster, 7, ended, Roster),
            (Roster, 7, next_day, Roster),
            (Roster, 7, next_day.plus(second), Backfill),
            (Paper, 7, next_day.plus(second), Paper),
            (Backfill, 7, ended, Backfill),
            (Roster, 5, ended, Own),
            (Backfill, 5, next_day.plus(second), Own),
        ] {
            let found = source_of_mark(source, (id(by), id(5)), ended, now);
            assert_eq!(found, expected, "{source:?} by {by} at {now:?}");
        }
    }
}
