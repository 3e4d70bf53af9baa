//! What becomes of shifts, and who sees them.

use serde_json::{Value, json};

use crate::{
    activities::{
        model::{ActivityState, Position, ShiftState},
        store::{ActivityRow, ShiftRow},
    },
    changelog::{Document, Projected},
    kernel::{bucket::Bucket, ids::EntityId, interval::Interval, time::Time, words::Word},
};

/// A shift as it is written after a change of its activity; the same when nothing of it follows.
pub(in crate::activities) fn following(
    shift: &ShiftRow,
    before: &ActivityRow,
    after: &ActivityRow,
    now: Time,
) -> ShiftRow {
    let state = state_after(shift, before, after, now);
    let (audience, published_at) = (after.audience, after.published_at);
    let changed = ShiftRow { state, audience, published_at, ..shift.clone() };
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

impl Projected for ShiftRow {
    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let bucket = self.audience.map_or(Bucket::PUBLIC, Bucket::unit);
        let seen = self.published_at.is_some() && self.retired_at.is_none();
        let audience = || Document { collection: "shifts", bucket, body: body(self) };
        let bucket = Bucket::desk(self.unit);
        let desk = || Document { collection: "desk_shifts", bucket, body: body(self) };
        let audience = seen.then(audience);
        audience.into_iter().chain(self.desk_retired_at.is_none().then(desk)).collect()
    }
}

fn body(row: &ShiftRow) -> Value {
    let pause = |pause: &Interval| json!({ "starts_at": pause.from(), "ends_at": pause.until() });
    let position = |position: &Position| {
        json!({
            "id": position.id,
            "name": position.name,
            "seats": position.seats,
            "requirements": position.requirements,
        })
    };
    json!({
        "id": row.id,
        "activity": row.activity,
        "unit": row.unit,
        "state": row.state.word(),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "time_zone": row.time_zone,
        "service_date": row.service_date,
        "starts_local": row.starts_local,
        "ends_local": row.ends_local,
        "sign_up_closes_at": row.sign_up_closes_at,
        "breaks": row.breaks.0.iter().map(pause).collect::<Vec<_>>(),
        "positions": row.positions.0.iter().map(position).collect::<Vec<_>>(),
        "note": row.note,
        "version": row.version,
    })
}
