//! How long a free seat is kept, and who sees how many are gone.

use std::time::Duration;

use serde_json::json;

use crate::{
    activities::{
        model::{Position, Positions, ShiftState, SignUpState},
        store::{ActivityRow, SeatsRow, ShiftRow},
    },
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        codes::{Code, FieldCode},
        ids::{EntityId, PositionId},
        refusal::Refusal,
        time::Time,
    },
};

/// For so long a seat is kept for who waited longest: over a night, and not over two.
const OFFER_LIFE: Duration = Duration::from_secs(12 * 3600);
/// Nobody is asked who has less time than this to answer.
const OFFER_LIFE_MIN: Duration = Duration::from_secs(30 * 60);

/// Until when a seat that is free now is kept for somebody; none when it is not offered any more.
pub(in crate::activities) fn offered_until(shift: &ShiftRow, now: Time) -> Option<Time> {
    let until = now.plus(OFFER_LIFE).min(shift.sign_up_closes_at);
    let offers = shift.state == ShiftState::Open && until >= now.plus(OFFER_LIFE_MIN);
    offers.then_some(until)
}

/// People who wait for a position at most: who stood behind them would never come to the front.
const WAITING_MAX: i32 = 200;

/// The position that is meant: the one that is named, or the only one that there is.
///
/// # Errors
/// A refusal of the field.
pub(in crate::activities) fn position(
    positions: &Positions,
    named: Option<PositionId>,
) -> Result<&Position, Refusal> {
    let fault = |code| Refusal::field("/position", code);
    match (named, positions.0.as_slice()) {
        (None, [only]) => Ok(only),
        (None, _) => Err(fault(FieldCode::Missing)),
        (Some(named), positions) => positions
            .iter()
            .find(|position| position.id == named)
            .ok_or_else(|| fault(FieldCode::UnknownValue)),
    }
}

/// Whether a seat is free that is not kept for those who wait.
pub(in crate::activities) const fn has_free_seat(
    seats: &SeatsRow,
    kept_until: Option<Time>,
) -> bool {
    seats.taken < seats.seats && (seats.waiting == 0 || kept_until.is_none())
}

/// The seats after somebody more asked for one: he has it when one is free that is not kept for
/// those who wait, else he waits behind them. `kept_until` is [`offered_until`]: in the last half
/// hour before sign-up closes a free seat is for who comes.
///
/// # Errors
/// [`Code::WaitlistFull`].
pub(in crate::activities) fn placed(
    before: &SeatsRow,
    kept_until: Option<Time>,
) -> Result<(SignUpState, SeatsRow), Refusal> {
    if has_free_seat(before, kept_until) {
        let after = SeatsRow { taken: before.taken + 1, ..*before };
        return Ok((SignUpState::Confirmed, after));
    }
    if before.waiting >= WAITING_MAX {
        return Err(Refusal::from(Code::WaitlistFull).with("max", WAITING_MAX));
    }
    let after = SeatsRow { waiting: before.waiting + 1, queued: before.queued + 1, ..*before };
    Ok((SignUpState::Waitlisted, after))
}

/// Seats as they are written after a change of their activity, when the position is still one of
/// its shift's: the seats of one that was dropped stay out of sight.
pub(in crate::activities) fn seats_following(seats: &SeatsRow, activity: &ActivityRow) -> SeatsRow {
    let retired_at = seats.retired_at.and(activity.retired_at);
    SeatsRow { published_at: activity.published_at, retired_at, ..*seats }
}

/// The seats after somebody gave up what he had there.
pub(in crate::activities) fn vacated(before: &SeatsRow, state: SignUpState) -> SeatsRow {
    match state {
        SignUpState::Waitlisted => SeatsRow { waiting: before.waiting - 1, ..*before },
        state if state.holds_seat() => SeatsRow { taken: before.taken - 1, ..*before },
        _ => *before,
    }
}

impl Projected for SeatsRow {
    const COLLECTIONS: &'static [Collection] = &["shift_seats"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        if self.published_at.is_none() || self.retired_at.is_some() {
            return Vec::new();
        }
        let body = json!({
            "id": self.id,
            "shift": self.shift,
            "seats": self.seats,
            "taken": self.taken,
            "waiting": self.waiting,
        });
        vec![Document { collection: "shift_seats", bucket: Bucket::unit(self.unit), body }]
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::kernel::ids::Id;
    use SignUpState::{Confirmed, Declined, Invited, Offered, Waitlisted};

    fn seats(seats: i32, taken: i32, waiting: i32) -> SeatsRow {
        SeatsRow {
            id: Id::new(Uuid::from_u128(1)),
            shift: Id::new(Uuid::from_u128(2)),
            unit: Id::new(Uuid::from_u128(3)),
            seats,
            taken,
            waiting,
            queued: 40,
            published_at: None,
            retired_at: None,
            version: 1,
        }
    }

    fn counts(seats: SeatsRow) -> (i32, i32, i64) {
        (seats.taken, seats.waiting, seats.queued)
    }

    #[test]
    fn a_seat_goes_to_who_asks_unless_it_is_kept_for_who_waits() {
        let placed = |row, kept_until| {
            let placed = placed(&row, kept_until);
            placed.map(|(state, after)| (state, counts(after))).map_err(|no| no.code)
        };
        let kept = Some(Time::EPOCH);

        assert_eq!(placed(seats(2, 1, 0), kept), Ok((Confirmed, (2, 0, 40))));
        assert_eq!(placed(seats(2, 2, 0), kept), Ok((Waitlisted, (2, 1, 41))));
        assert_eq!(placed(seats(2, 1, 3), kept), Ok((Waitlisted, (1, 4, 41))));
        assert_eq!(placed(seats(2, 1, 3), None), Ok((Confirmed, (2, 3, 40))));
        assert_eq!(placed(seats(2, 2, 3), None), Ok((Waitlisted, (2, 4, 41))));
        assert_eq!(placed(seats(2, 2, 199), kept), Ok((Waitlisted, (2, 200, 41))));
        assert_eq!(placed(seats(2, 2, 200), kept), Err(Code::WaitlistFull));
    }

    #[test]
    fn who_goes_leaves_his_seat_or_his_place_in_the_queue() {
        for (state, expected) in [
            (Confirmed, (1, 3, 40)),
            (Offered, (1, 3, 40)),
            (Waitlisted, (2, 2, 40)),
            (Invited, (2, 3, 40)),
            (Declined, (2, 3, 40)),
        ] {
            assert_eq!(counts(vacated(&seats(2, 2, 3), state)), expected, "{state:?}");
        }
    }

    #[test]
    fn a_position_is_named_where_there_are_several() {
        let id = |number| Id::new(Uuid::from_u128(number));
        let of = |ids: &[u128]| {
            let position = |id| Position { id, name: String::new(), seats: 1, requirements: None };
            Positions(ids.iter().copied().map(id).map(position).collect())
        };
        let chosen = |ids: &[u128], named| {
            position(&of(ids), named)
                .map(|position| position.id)
                .map_err(|refusal| refusal.fields[0].code)
        };

        assert_eq!(chosen(&[1], None), Ok(id(1)));
        assert_eq!(chosen(&[1, 2], Some(id(2))), Ok(id(2)));
        assert_eq!(chosen(&[1, 2], None), Err(FieldCode::Missing));
        assert_eq!(chosen(&[], None), Err(FieldCode::Missing));
        assert_eq!(chosen(&[1, 2], Some(id(3))), Err(FieldCode::UnknownValue));
    }
}
