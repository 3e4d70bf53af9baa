//! What becomes of a shift that is changed, and of those that are to become like it.

use crate::{
    activities::{
        model::{ApplyTo, Breaks, Position, ShiftChanges, ShiftState, Slot, WantedPosition},
        store::ShiftRow,
    },
    kernel::{
        codes::Code,
        ids::{PositionId, ShiftId},
        interval::Interval,
        refusal::Refusal,
        time::Time,
    },
};

/// Whether the plan of a shift can be changed: until it is over.
///
/// # Errors
/// [`Code::StateConflict`].
pub(in crate::activities) fn may_change(shift: &ShiftRow) -> Result<(), Refusal> {
    match shift.state {
        ShiftState::Planned | ShiftState::Open | ShiftState::Locked => Ok(()),
        ShiftState::Closed | ShiftState::Cancelled => {
            Err(Refusal::from(Code::StateConflict).with_word("state", shift.state))
        }
    }
}

/// Whether another shift of the activity is to become like the one that is changed. What has begun
/// or is over stays as it was.
pub(in crate::activities) fn goes_along(
    other: &ShiftRow,
    named: &ShiftRow,
    apply_to: ApplyTo,
    now: Time,
) -> bool {
    let place = |row: &ShiftRow| (row.starts_at, row.id);
    let asked = match apply_to {
        ApplyTo::This => false,
        ApplyTo::Following => place(other) > place(named),
        ApplyTo::All => other.id != named.id,
    };
    asked && other.starts_at > now && may_change(other).is_ok()
}

/// Whether a shift can be changed in spite of the sign-ups that stand: `standing` has their shifts
/// and positions. Nobody's time changes without his being asked, and nobody's position is dropped.
///
/// # Errors
/// [`Code::HasSignUps`].
pub(in crate::activities) fn may_leave(
    before: &ShiftRow,
    after: &ShiftRow,
    standing: &[(ShiftId, PositionId)],
) -> Result<(), Refusal> {
    let times = |row: &ShiftRow| (row.starts_at, row.ends_at);
    let stays = |id: PositionId| after.positions.0.iter().any(|position| position.id == id);
    let mut here = standing.iter().filter(|(shift, _)| *shift == before.id);
    if here.any(|(_, position)| times(before) != times(after) || !stays(*position)) {
        return Err(Refusal::from(Code::HasSignUps).with("shift", before.id));
    }
    Ok(())
}

/// When a shift is.
pub(in crate::activities) fn slot(row: &ShiftRow) -> Slot {
    Slot {
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        sign_up_closes_at: row.sign_up_closes_at,
        breaks: row.breaks.clone(),
    }
}

/// When a shift is after a change. Its breaks, and the time until when one can sign up, move along
/// with its start unless something else is said of them.
pub(in crate::activities) fn moved(before: &Slot, changes: &ShiftChanges) -> Slot {
    let starts_at = changes.starts_at.unwrap_or(before.starts_at);
    let along = |time: Time| time.shifted(before.starts_at, starts_at);
    let closes_at = changes.sign_up_closes_at.or(Some(along(before.sign_up_closes_at)), |at| at);
    Slot {
        starts_at,
        ends_at: changes.ends_at.unwrap_or(before.ends_at),
        sign_up_closes_at: closes_at.unwrap_or(starts_at),
        breaks: changes.breaks.clone().unwrap_or_else(|| shifted(&before.breaks, along)),
    }
}

/// When another shift is, after the named one was moved from `before` to `after`: it begins as much
/// earlier or later, and lasts as long as the named one if the change made that longer or shorter.
pub(in crate::activities) fn moved_along(
    other: &Slot,
    before: &Slot,
    after: &Slot,
    changes: &ShiftChanges,
) -> Slot {
    let starts_at = other.starts_at.shifted(before.starts_at, after.starts_at);
    let own = |time: Time| time.shifted(other.starts_at, starts_at);
    let named = |time: Time| time.shifted(after.starts_at, starts_at);
    let lasts = |slot: &Slot| slot.ends_at.since(slot.starts_at);
    let as_long = lasts(before) == lasts(after);
    let said = changes.sign_up_closes_at.is_given();
    let closes_at =
        if said { named(after.sign_up_closes_at) } else { own(other.sign_up_closes_at) };
    let breaks = match &changes.breaks {
        Some(_) => shifted(&after.breaks, named),
        None => shifted(&other.breaks, own),
    };
    Slot {
        starts_at,
        ends_at: if as_long { own(other.ends_at) } else { named(after.ends_at) },
        sign_up_closes_at: closes_at,
        breaks,
    }
}

fn shifted(breaks: &Breaks, shift: impl Fn(Time) -> Time) -> Breaks {
    // Only at the end of all years a break could become empty.
    let shift = |pause: &Interval| Interval::new(shift(pause.from()), shift(pause.until())).ok();
    Breaks(breaks.0.iter().filter_map(shift).collect())
}

/// A shift in another slot, as it is written.
pub(in crate::activities) fn in_slot(row: &ShiftRow, slot: Slot) -> ShiftRow {
    let Slot { starts_at, ends_at, sign_up_closes_at, breaks } = slot;
    ShiftRow {
        starts_at,
        ends_at,
        service_date: starts_at.local_date().to_string(),
        starts_local: starts_at.local_minute(),
        ends_local: ends_at.local_minute(),
        sign_up_closes_at,
        breaks,
        ..row.clone()
    }
}

/// Which position of the shift each wanted one is: the one with its id, or without an id the one of
/// its name; none for a new one.
pub(in crate::activities) fn paired<'a>(
    current: &'a [Position],
    wanted: &[WantedPosition],
) -> Vec<Option<&'a Position>> {
    let by_id =
        |wanted: &WantedPosition| current.iter().find(|position| wanted.id == Some(position.id));
    let sure: Vec<_> = wanted.iter().map(by_id).collect();
    let named = |wanted: &WantedPosition| {
        let position = named(current, &wanted.name).filter(|_| wanted.id.is_none());
        position.filter(|position| !sure.contains(&Some(position)))
    };
    sure.iter().zip(wanted).map(|(sure, wanted)| sure.or_else(|| named(wanted))).collect()
}

/// Which position of another shift each wanted one is: the one that is called as the named shift's
/// was before the change (`known`), so that a position that is renamed is renamed in all; for what
/// is new there the one of its name; none for what is new here too.
pub(in crate::activities) fn paired_along<'a>(
    current: &'a [Position],
    wanted: &[WantedPosition],
    known: &[Option<&Position>],
) -> Vec<Option<&'a Position>> {
    let by_old_name =
        |known: &Option<&Position>| known.and_then(|known| named(current, &known.name));
    let sure: Vec<_> = known.iter().map(by_old_name).collect();
    let pair = |(index, wanted): (usize, &WantedPosition)| {
        let sure_here = sure.get(index).copied().flatten();
        let new = named(current, &wanted.name).filter(|new| !sure.contains(&Some(new)));
        sure_here.or(new)
    };
    wanted.iter().enumerate().map(pair).collect()
}

fn named<'a>(positions: &'a [Position], name: &str) -> Option<&'a Position> {
    positions.iter().find(|position| position.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        activities::{model::Positions, rules::shifts::tests::shift},
        kernel::{correction::Correction, ids::Id},
    };
    use uuid::Uuid;

    const HOUR: i64 = 3_600_000;

    fn at(hour: i64) -> Time {
        Time::from_millis(hour * HOUR)
    }

    fn nothing() -> ShiftChanges {
        ShiftChanges {
            apply_to: ApplyTo::This,
            starts_at: None,
            ends_at: None,
            sign_up_closes_at: Correction::Keep,
            breaks: None,
            positions: None,
            note: Correction::Keep,
        }
    }

    fn hours(from: i64, until: i64, closes: i64, breaks: &[(i64, i64)]) -> Slot {
        let pause = |&(from, until): &(i64, i64)| Interval::new(at(from), at(until)).unwrap();
        Slot {
            starts_at: at(from),
            ends_at: at(until),
            sign_up_closes_at: at(closes),
            breaks: Breaks(breaks.iter().map(pause).collect()),
        }
    }

    fn position((id, name): (u128, &str)) -> Position {
        let (name, requirements) = (name.to_owned(), None);
        Position { id: Id::new(Uuid::from_u128(id)), name, seats: 1, requirements }
    }

    fn wanted((id, name): (u128, &str)) -> WantedPosition {
        let id = (id > 0).then(|| Id::new(Uuid::from_u128(id)));
        WantedPosition { id, name: name.to_owned(), seats: 1, requirements: None }
    }

    fn numbers(pairs: &[Option<&Position>]) -> Vec<u128> {
        pairs.iter().map(|pair| pair.map_or(0, |pair| pair.id.uuid().as_u128())).collect()
    }

    #[test]
    fn what_is_not_said_moves_along_with_the_start() {
        let before = hours(9, 12, 8, &[(10, 11)]);
        let later = ShiftChanges { starts_at: Some(at(14)), ends_at: Some(at(17)), ..nothing() };
        let closing = ShiftChanges { sign_up_closes_at: Correction::Clear, ..later.clone() };
        let longer = ShiftChanges { ends_at: Some(at(13)), ..nothing() };

        assert_eq!(moved(&before, &nothing()), before);
        assert_eq!(moved(&before, &later), hours(14, 17, 13, &[(15, 16)]));
        assert_eq!(moved(&before, &closing), hours(14, 17, 14, &[(15, 16)]));
        assert_eq!(moved(&before, &longer), hours(9, 13, 8, &[(10, 11)]));
    }

    #[test]
    fn others_move_by_as_much_and_last_as_long_when_that_changed() {
        let (before, other) = (hours(9, 12, 9, &[]), hours(33, 37, 30, &[(34, 35)]));
        let along = |changes: &ShiftChanges| {
            moved_along(&other, &before, &moved(&before, changes), changes)
        };
        let later = ShiftChanges { starts_at: Some(at(10)), ends_at: Some(at(13)), ..nothing() };
        let longer = ShiftChanges { ends_at: Some(at(14)), ..nothing() };
        let closing = ShiftChanges { sign_up_closes_at: Correction::Set(at(11)), ..nothing() };
        let breaks =
            ShiftChanges { breaks: Some(hours(9, 12, 9, &[(11, 12)]).breaks), ..nothing() };

        assert_eq!(along(&nothing()), other);
        assert_eq!(along(&later), hours(34, 38, 31, &[(35, 36)]));
        assert_eq!(along(&longer), hours(33, 38, 30, &[(34, 35)]));
        assert_eq!(along(&closing), hours(33, 37, 35, &[(34, 35)]));
        assert_eq!(along(&breaks), hours(33, 37, 30, &[(35, 36)]));
    }

    #[test]
    fn a_position_is_meant_by_its_id_and_without_one_by_its_name() {
        let current = [(1, "栽种"), (2, "浇水")].map(position);
        let pairs = |asked: &[(u128, &str)]| {
            let asked: Vec<_> = asked.iter().copied().map(wanted).collect();
            numbers(&paired(&current, &asked))
        };

        assert_eq!(pairs(&[(0, "浇水"), (0, "栽种")]), [2, 1]);
        assert_eq!(pairs(&[(1, "挖坑"), (0, "浇水")]), [1, 2], "renamed");
        assert_eq!(pairs(&[(1, "浇水"), (2, "栽种")]), [1, 2], "exchanged names");
        assert_eq!(pairs(&[(1, "浇水")]), [1], "the other one is dropped");
        assert_eq!(pairs(&[(1, "挖坑"), (0, "栽种")]), [1, 0], "the old name is free");
        assert_eq!(pairs(&[(7, "栽种")]), [0], "another id is another position");
    }

    #[test]
    fn in_other_shifts_a_position_is_the_one_that_was_called_alike() {
        let named = [(1, "栽种"), (2, "浇水")].map(position);
        let other = [(11, "栽种"), (13, "巡查")].map(position);
        let pairs = |asked: &[(u128, &str)]| {
            let asked: Vec<_> = asked.iter().copied().map(wanted).collect();
            numbers(&paired_along(&other, &asked, &paired(&named, &asked)))
        };

        assert_eq!(pairs(&[(0, "栽种"), (0, "浇水")]), [11, 0]);
        assert_eq!(pairs(&[(1, "挖坑"), (0, "巡查")]), [11, 13], "renamed in all");
        assert_eq!(pairs(&[(1, "挖坑"), (0, "栽种")]), [11, 0]);
        assert_eq!(pairs(&[(7, "栽种")]), [11], "ids are those of one shift");
    }

    #[test]
    fn others_go_along_while_they_have_not_begun_and_are_not_over() {
        let row = |id: u128, hour: i64, state: ShiftState| ShiftRow {
            id: Id::new(Uuid::from_u128(id)),
            starts_at: at(hour),
            state,
            ..shift(state)
        };
        let named = row(5, 10, ShiftState::Open);
        let goes = |other: &ShiftRow, apply_to| goes_along(other, &named, apply_to, at(8));

        for (other, expected) in [
            (row(6, 11, ShiftState::Open), [false, true, true]),
            (row(6, 10, ShiftState::Locked), [false, true, true]),
            (row(4, 10, ShiftState::Open), [false, false, true]),
            (row(6, 9, ShiftState::Planned), [false, false, true]),
            (row(6, 8, ShiftState::Open), [false, false, false]),
            (row(6, 11, ShiftState::Closed), [false, false, false]),
            (row(6, 11, ShiftState::Cancelled), [false, false, false]),
            (row(5, 10, ShiftState::Open), [false, false, false]),
        ] {
            let found = [ApplyTo::This, ApplyTo::Following, ApplyTo::All];
            assert_eq!(found.map(|apply_to| goes(&other, apply_to)), expected, "{other:?}");
        }
    }

    #[test]
    fn nobody_is_moved_to_another_time_or_loses_his_position_unasked() {
        let positions = Positions([(1, "栽种"), (2, "浇水")].map(position).to_vec());
        let before = ShiftRow { positions, ..shift(ShiftState::Open) };
        let (one, two) = (position((1, "栽种")), position((2, "浇水")));
        let later = ShiftRow { ends_at: before.ends_at.shifted(at(0), at(1)), ..before.clone() };
        let renamed = Positions(vec![Position { name: "挖坑".to_owned(), ..one.clone() }]);
        let renamed = ShiftRow { positions: renamed, ..before.clone() };
        let may = |after: &ShiftRow, standing: &[(ShiftId, PositionId)]| {
            may_leave(&before, after, standing).err().map(|refusal| refusal.code)
        };

        assert_eq!(may(&later, &[]), None);
        assert_eq!(may(&later, &[(before.id, one.id)]), Some(Code::HasSignUps));
        assert_eq!(may(&later, &[(Id::new(Uuid::nil()), one.id)]), None, "in another shift");
        assert_eq!(may(&renamed, &[(before.id, one.id)]), None);
        assert_eq!(may(&renamed, &[(before.id, two.id)]), Some(Code::HasSignUps));
    }
}
