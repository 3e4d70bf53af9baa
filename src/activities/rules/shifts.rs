//! What becomes of shifts.

use super::is_moved;
use crate::{
    activities::{
        model::{ActivityState, ShiftState, ShiftStep},
        store::{ActivityRow, ShiftRow},
    },
    kernel::{
        codes::{Code, FieldCode},
        refusal::Refusal,
        time::Time,
        words::Word,
    },
};

/// Whether shifts of an activity can be planned: until somebody declared it over.
///
/// # Errors
/// [`Code::StateConflict`] with the activity's state.
pub(in crate::activities) fn may_plan(activity: &ActivityRow) -> Result<(), Refusal> {
    match activity.state {
        ActivityState::Ended | ActivityState::Cancelled => Err(conflict(activity.state)),
        ActivityState::Draft
        | ActivityState::Submitted
        | ActivityState::Approved
        | ActivityState::Published => Ok(()),
    }
}

/// Whether a shift that begins at an instant is one of an activity: a day of the activity holds its
/// start. Texts of dates (`2025-11-06`) sort as the dates do.
///
/// # Errors
/// A refusal of the field.
pub(in crate::activities) fn may_begin(
    activity: &ActivityRow,
    starts_at: Time,
) -> Result<(), Refusal> {
    let date = starts_at.local_date().to_string();
    match (&activity.starts_on, &activity.ends_on) {
        (Some(first), Some(last)) if *first <= date && date <= *last => Ok(()),
        _ => Err(Refusal::field("/starts_at", FieldCode::Contradicts)),
    }
}

/// The state that a step leads to; none when it is there already.
///
/// # Errors
/// [`Code::StateConflict`] when the step does not lead on from this state, would open a shift of an
/// activity that is not made known, or cancel one that is over; [`Code::ShiftNotBegun`].
pub(in crate::activities) fn next(
    shift: &ShiftRow,
    activity: ActivityState,
    step: ShiftStep,
    now: Time,
) -> Result<Option<ShiftState>, Refusal> {
    use ShiftState::{Cancelled, Closed, Locked, Open, Planned};
    let next = match (step, shift.state) {
        (ShiftStep::Open, Planned | Locked) if activity != ActivityState::Published => {
            return Err(conflict(activity));
        }
        (ShiftStep::Open, Planned | Locked) => Open,
        (ShiftStep::Lock, Open) => Locked,
        (ShiftStep::Close, Open | Locked) if now < shift.starts_at => {
            let refusal = Refusal::from(Code::ShiftNotBegun);
            return Err(refusal.with_time("starts_at", shift.starts_at));
        }
        (ShiftStep::Close, Open | Locked) => Closed,
        // What is over took place.
        (ShiftStep::Cancel, Planned | Open | Locked) if now < shift.ends_at => Cancelled,
        (ShiftStep::Open, Open)
        | (ShiftStep::Lock, Locked)
        | (ShiftStep::Close, Closed)
        | (ShiftStep::Cancel, Cancelled) => return Ok(None),
        (_, state) => return Err(conflict(state)),
    };
    Ok(Some(next))
}

fn conflict(state: impl Word) -> Refusal {
    Refusal::from(Code::StateConflict).with_word("state", state)
}

/// Whether a change of an activity is one of which its shifts have a copy, or by which sign-ups are
/// judged: to whom it is made known and since when, whether it leaves the phones, who may come, and
/// where to.
pub(in crate::activities) fn concerns_shifts(before: &ActivityRow, after: &ActivityRow) -> bool {
    let copied =
        |row: &ActivityRow| (row.audience, row.published_at, row.retired_at, row.desk_retired_at);
    copied(before) != copied(after)
        || (before.state, before.danger) != (after.state, after.danger)
        || is_moved(before, after)
}

/// A shift as it is written after a change of its activity; the same when nothing of it follows.
pub(in crate::activities) fn following(
    shift: &ShiftRow,
    before: &ActivityRow,
    after: &ActivityRow,
    now: Time,
) -> ShiftRow {
    let state = state_after(shift, before, after, now);
    let changed = ShiftRow {
        state,
        audience: after.audience,
        published_at: after.published_at,
        retired_at: shift.retired_at.and(after.retired_at),
        desk_retired_at: shift.desk_retired_at.and(after.desk_retired_at),
        ..shift.clone()
    };
    if changed == *shift {
        return changed;
    }
    ShiftRow { version: shift.version + 1, ..changed }
}

fn state_after(
    shift: &ShiftRow,
    before: &ActivityRow,
    after: &ActivityRow,
    now: Time,
) -> ShiftState {
    use ShiftState::{Cancelled, Locked, Open, Planned};
    let called_off =
        after.state == ActivityState::Cancelled && before.state != ActivityState::Cancelled;
    let made_known = before.published_at.is_none() && after.published_at.is_some();
    let taken_back = before.published_at.is_some() && after.published_at.is_none();
    match shift.state {
        // What is over took place.
        Planned | Open | Locked if called_off && shift.ends_at > now => Cancelled,
        Planned if made_known => Open,
        Open | Locked if taken_back => Planned,
        state => state,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        activities::{
            model::{
                ActivityChanges, Audience, Breaks, CreateActivity, MeetingPlace, Name, Positions,
            },
            rules::draft,
        },
        kernel::{
            correction::Correction,
            ids::Id,
            time::{TIME_ZONE, date},
        },
    };
    use ShiftState::{Cancelled, Closed, Locked, Open, Planned};
    use uuid::Uuid;

    /// From ten to twelve on the first of January 1970, Beijing time.
    pub(in crate::activities) fn shift(state: ShiftState) -> ShiftRow {
        let starts_at = Time::from_millis(2 * 3_600_000);
        ShiftRow {
            id: Id::new(Uuid::from_u128(1)),
            activity: Id::new(Uuid::from_u128(2)),
            unit: Id::new(Uuid::from_u128(3)),
            audience: None,
            state,
            starts_at,
            ends_at: Time::from_millis(4 * 3_600_000),
            time_zone: TIME_ZONE.to_owned(),
            service_date: "1970-01-01".to_owned(),
            starts_local: "1970-01-01T10:00".to_owned(),
            ends_local: "1970-01-01T12:00".to_owned(),
            sign_up_closes_at: starts_at,
            breaks: Breaks::default(),
            positions: Positions::default(),
            note: None,
            published_at: None,
            retired_at: None,
            desk_retired_at: None,
            version: 1,
            created_by: Id::new(Uuid::from_u128(4)),
            created_at: Time::EPOCH,
        }
    }

    fn activity(state: ActivityState) -> ActivityRow {
        let command = CreateActivity {
            id: Id::new(Uuid::from_u128(2)),
            unit: Id::new(Uuid::from_u128(3)),
            name: Name::parse("河岸植树").unwrap(),
            plan: ActivityChanges {
                starts_on: Correction::Set(date("1970-01-01").unwrap()),
                ends_on: Correction::Set(date("1970-01-02").unwrap()),
                audience: Some(Audience::Public),
                ..ActivityChanges::default()
            },
        };
        let draft = draft(&command, Id::new(Uuid::from_u128(4)), Time::EPOCH);
        let made_known = state == ActivityState::Published;
        ActivityRow { state, published_at: made_known.then_some(Time::EPOCH), ..draft }
    }

    #[test]
    fn shifts_are_planned_on_the_days_of_an_activity_until_it_is_over() {
        let published = activity(ActivityState::Published);
        let undated = ActivityRow { ends_on: None, ..published.clone() };
        let begins = |activity, text| may_begin(activity, Time::parse(text).unwrap()).is_ok();

        assert!(begins(&published, "1970-01-01T00:00:00+08:00"));
        assert!(begins(&published, "1970-01-02T23:59:00+08:00"));
        assert!(!begins(&published, "1970-01-03T00:00:00+08:00"));
        assert!(!begins(&published, "1969-12-31T23:59:00+08:00"));
        assert!(!begins(&undated, "1970-01-01T10:00:00+08:00"));
        assert!(may_plan(&published).is_ok() && may_plan(&activity(ActivityState::Draft)).is_ok());
        assert!(may_plan(&activity(ActivityState::Ended)).is_err());
        assert!(may_plan(&activity(ActivityState::Cancelled)).is_err());
    }

    #[test]
    fn shifts_follow_their_activity() {
        use ActivityState::{Approved, Draft, Published};
        let called_off = ActivityState::Cancelled;
        let states = [Planned, Open, Locked, Closed, Cancelled];
        let now = Time::from_millis(3 * 3_600_000);
        for (before, after, expected) in [
            (Approved, Published, [Open, Open, Locked, Closed, Cancelled]),
            (Published, Draft, [Planned, Planned, Planned, Closed, Cancelled]),
            (Published, called_off, [Cancelled, Cancelled, Cancelled, Closed, Cancelled]),
            (Draft, called_off, [Cancelled, Cancelled, Cancelled, Closed, Cancelled]),
            (Published, ActivityState::Ended, states),
            (Draft, Draft, states),
        ] {
            let (before, after) = (activity(before), activity(after));
            let kept = before.published_at.filter(|_| after.state != Draft);
            let after = ActivityRow { published_at: after.published_at.or(kept), ..after };
            let followed = states.map(|state| following(&shift(state), &before, &after, now));
            assert_eq!(followed.map(|shift| shift.state), expected, "{:?}", after.state);
        }
    }

    #[test]
    fn a_shift_that_is_over_took_place_though_its_activity_is_called_off() {
        let (before, after) = (ActivityState::Draft, ActivityState::Cancelled);
        let (before, after) = (activity(before), activity(after));
        let state =
            |millis| following(&shift(Planned), &before, &after, Time::from_millis(millis)).state;

        assert_eq!([state(4 * 3_600_000 - 1), state(4 * 3_600_000)], [Cancelled, Planned]);
    }

    /// A field, what changes it, and whether that concerns the shifts.
    type Touch = (&'static str, fn(&mut ActivityRow), bool);

    #[test]
    fn shifts_are_concerned_by_what_they_copy_and_what_sign_ups_are_judged_by() {
        let before = activity(ActivityState::Published);
        let table: [Touch; 14] = [
            ("state", |row| row.state = ActivityState::Ended, true),
            ("audience", |row| row.audience = Some(Id::NIL), true),
            ("published_at", |row| row.published_at = None, true),
            ("retired_at", |row| row.retired_at = Some(Time::EPOCH), true),
            ("desk_retired_at", |row| row.desk_retired_at = Some(Time::EPOCH), true),
            ("danger", |row| row.danger = true, true),
            ("private", |row| row.private = true, true),
            ("place", |row| row.place = Some(MeetingPlace::default()), true),
            ("place_name", |row| row.place_name = Some("河岸".to_owned()), true),
            ("site", |row| row.site = Some(Id::NIL), true),
            ("online", |row| row.online = true, true),
            ("name", |row| row.name = "种花".to_owned(), false),
            ("risks", |row| row.risks = None, false),
            ("people_wanted", |row| row.people_wanted = Some(12), false),
        ];
        for (field, change, expected) in table {
            let mut after = ActivityRow { version: before.version + 1, ..before.clone() };
            change(&mut after);

            assert_eq!(concerns_shifts(&before, &after), expected, "{field}");
        }
    }

    #[test]
    fn a_shift_copies_to_whom_its_activity_is_made_known() {
        let draft = activity(ActivityState::Draft);
        let of_unit = ActivityRow { audience: Some(draft.unit), ..draft.clone() };
        let copy = following(&shift(Planned), &draft, &of_unit, Time::EPOCH);

        assert_eq!((copy.audience, copy.version), (Some(draft.unit), 2));
        assert_eq!(following(&copy, &of_unit, &of_unit, Time::EPOCH), copy);
    }

    #[test]
    fn a_step_leads_on_is_done_already_or_does_not_fit() {
        let table = [
            (ShiftStep::Open, [Some(Some(Open)), Some(None), Some(Some(Open)), None, None]),
            (ShiftStep::Lock, [None, Some(Some(Locked)), Some(None), None, None]),
            (ShiftStep::Close, [None, Some(Some(Closed)), Some(Some(Closed)), Some(None), None]),
            (
                ShiftStep::Cancel,
                [
                    Some(Some(Cancelled)),
                    Some(Some(Cancelled)),
                    Some(Some(Cancelled)),
                    None,
                    Some(None),
                ],
            ),
        ];
        for (step, row) in table {
            for (state, expected) in [Planned, Open, Locked, Closed, Cancelled].iter().zip(row) {
                let shift = shift(*state);
                let found = next(&shift, ActivityState::Published, step, shift.starts_at);
                assert_eq!(found.ok(), expected, "{step:?} {state:?}");
            }
        }
    }

    #[test]
    fn a_shift_is_opened_with_its_activity_made_known_and_closed_once_it_began() {
        let early = Time::from_millis(2 * 3_600_000 - 1);
        let step = |state, activity, step| {
            next(&shift(state), activity, step, early).err().map(|refusal| refusal.code)
        };

        for activity in [ActivityState::Draft, ActivityState::Approved, ActivityState::Ended] {
            assert_eq!(step(Planned, activity, ShiftStep::Open), Some(Code::StateConflict));
        }
        assert_eq!(step(Open, ActivityState::Ended, ShiftStep::Open), None, "it is open");
        assert_eq!(
            step(Open, ActivityState::Published, ShiftStep::Close),
            Some(Code::ShiftNotBegun)
        );
        assert_eq!(step(Planned, ActivityState::Draft, ShiftStep::Cancel), None);
    }

    #[test]
    fn what_is_over_is_not_cancelled() {
        let verdict = |state, millis| {
            let now = Time::from_millis(millis);
            next(&shift(state), ActivityState::Published, ShiftStep::Cancel, now)
        };
        let end = 4 * 3_600_000;

        for state in [Planned, Open, Locked] {
            assert_eq!(verdict(state, end - 1), Ok(Some(Cancelled)), "{state:?}");
            assert_eq!(verdict(state, end), Err(conflict(state)), "{state:?}");
        }
        assert_eq!(verdict(Cancelled, end), Ok(None));
    }
}
