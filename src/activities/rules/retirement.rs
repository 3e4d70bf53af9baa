//! When what is over leaves the phones. The rows stay: figures and records stand on them.

use chrono::{Days, NaiveDate};

use crate::{
    activities::{
        model::Sight,
        store::{ActivityRow, SeatsRow, ShiftRow},
    },
    kernel::{
        ids::ShiftId,
        time::{Time, date},
    },
};

/// Days after its last one for which those who came still find an activity: three months, in which
/// whoever misses hours asks for them.
const AUDIENCE_DAYS: u64 = 92;
/// Days for which the desk does: last year's work is accounted for in January.
const DESK_DAYS: u64 = 400;

/// How long after its last day an activity is seen so.
const fn days(sight: Sight) -> u64 {
    match sight {
        Sight::Audience => AUDIENCE_DAYS,
        Sight::Desk => DESK_DAYS,
    }
}

/// The last local date whose activities are no longer to be seen so.
pub(in crate::activities) fn retired_until(sight: Sight, now: Time) -> NaiveDate {
    let today = now.local_date();
    today.checked_sub_days(Days::new(days(sight))).unwrap_or(NaiveDate::MIN)
}

/// How an activity is still seen and is to be seen no longer; of both the audience goes first. What
/// was not made known has no audience, and a draft without a last day stays.
pub(in crate::activities) fn due(activity: &ActivityRow, now: Time) -> Option<Sight> {
    let ends_on = date(activity.ends_on.as_deref()?).ok()?;
    let told = activity.published_at.is_some() && activity.retired_at.is_none();
    let on_desk = activity.desk_retired_at.is_none();
    let seen = [told.then_some(Sight::Audience), on_desk.then_some(Sight::Desk)];
    let is_over = |sight: &Sight| ends_on <= retired_until(*sight, now);
    seen.into_iter().flatten().find(is_over)
}

/// Sign-ups that leave in one step, about: those of another shift wait for the next one.
const SIGN_UPS_IN_STEP: i64 = 500;

/// Of shifts with the number of their sign-ups, those that leave in one step: the first, and as
/// many more as stay within what a step holds.
pub(in crate::activities) fn in_one_step(shifts: &[(ShiftId, i64)]) -> Vec<ShiftId> {
    let mut in_step = 0;
    let fits = |(at, (_, sign_ups)): &(usize, &(ShiftId, i64))| {
        in_step += sign_ups;
        *at == 0 || in_step <= SIGN_UPS_IN_STEP
    };
    shifts.iter().enumerate().take_while(fits).map(|(_, (shift, _))| *shift).collect()
}

/// What is marked when it is no longer seen so: `retired_at` and `desk_retired_at`.
type Marks = (Option<Time>, Option<Time>);

const fn marked((retired_at, desk_retired_at): Marks, sight: Sight, now: Time) -> Marks {
    match sight {
        Sight::Audience => (Some(now), desk_retired_at),
        Sight::Desk => (retired_at, Some(now)),
    }
}

/// An activity that is no longer seen so, as it is written.
pub(in crate::activities) fn retired_activity(
    before: &ActivityRow,
    sight: Sight,
    now: Time,
) -> ActivityRow {
    let marks = marked((before.retired_at, before.desk_retired_at), sight, now);
    let (retired_at, desk_retired_at) = marks;
    let version = before.version + 1;
    ActivityRow { retired_at, desk_retired_at, version, ..before.clone() }
}

/// A shift that is no longer seen so, as it is written.
pub(in crate::activities) fn retired_shift(before: &ShiftRow, sight: Sight, now: Time) -> ShiftRow {
    let marks = marked((before.retired_at, before.desk_retired_at), sight, now);
    let (retired_at, desk_retired_at) = marks;
    let version = before.version + 1;
    ShiftRow { retired_at, desk_retired_at, version, ..before.clone() }
}

/// Seats that the audience no longer sees, as they are written.
pub(in crate::activities) const fn retired_seats(before: &SeatsRow, now: Time) -> SeatsRow {
    SeatsRow { retired_at: Some(now), version: before.version + 1, ..*before }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activities::{
            model::{ActivityChanges, CreateActivity, Name},
            rules::draft,
        },
        kernel::{correction::Correction, ids::Id},
    };

    fn noon(of: &str) -> Time {
        Time::parse(&format!("{of}T12:00:00+08:00")).unwrap()
    }

    fn activity(ends_on: &str) -> ActivityRow {
        let ends_on = date(ends_on).map_or(Correction::Keep, Correction::Set);
        let plan = ActivityChanges { ends_on, ..ActivityChanges::default() };
        let name = Name::parse("植树").unwrap();
        let command = CreateActivity { id: Id::NIL, unit: Id::NIL, name, plan };
        draft(&command, Id::NIL, Time::EPOCH)
    }

    #[test]
    fn the_audience_forgets_after_92_days_and_the_desk_after_400() {
        let draft = activity("2026-11-22");
        let told = ActivityRow { published_at: Some(Time::EPOCH), ..draft.clone() };
        let kept = ActivityRow { retired_at: Some(Time::EPOCH), ..told.clone() };
        let gone = ActivityRow { desk_retired_at: Some(Time::EPOCH), ..kept.clone() };

        for (row, today, expected) in [
            (&told, "2027-02-21", None),
            (&told, "2027-02-22", Some(Sight::Audience)),
            (&told, "2029-01-01", Some(Sight::Audience)),
            (&kept, "2027-12-26", None),
            (&kept, "2027-12-27", Some(Sight::Desk)),
            (&gone, "2029-01-01", None),
            (&draft, "2027-12-26", None),
            (&draft, "2027-12-27", Some(Sight::Desk)),
            (&activity("none"), "2029-01-01", None),
        ] {
            assert_eq!(due(row, noon(today)), expected, "{today}");
        }
    }

    #[test]
    fn a_step_holds_as_many_shifts_as_have_500_sign_ups_and_one_at_least() {
        for (sign_ups, expected) in [
            (vec![], 0),
            (vec![0, 0, 0], 3),
            (vec![3000, 0], 1),
            (vec![300, 200, 1], 2),
            (vec![300, 201, 1], 1),
            (vec![500, 0, 1], 2),
        ] {
            let shifts: Vec<_> = sign_ups.iter().map(|count| (Id::NIL, *count)).collect();

            assert_eq!(in_one_step(&shifts).len(), expected, "{sign_ups:?}");
        }
    }

    #[test]
    fn the_last_day_that_is_forgotten_is_92_or_400_days_ago() {
        let now = noon("2027-02-22");

        assert_eq!(retired_until(Sight::Audience, now).to_string(), "2026-11-22");
        assert_eq!(retired_until(Sight::Desk, now).to_string(), "2026-01-18");
    }
}
