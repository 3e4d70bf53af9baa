//! What is seen of shifts.

use serde_json::{Value, json};

use crate::{
    activities::{
        model::{Audience, Position},
        store::ShiftRow,
    },
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        ids::EntityId,
        interval::Interval,
        words::Word,
    },
};

impl Projected for ShiftRow {
    const COLLECTIONS: &'static [Collection] = &["shifts", "desk_shifts"];

    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let bucket = self.audience.map_or(Bucket::PUBLIC, Bucket::unit);
        let seen = self.published_at.is_some() && self.retired_at.is_none();
        let audience = || Document { collection: "shifts", bucket, body: body(self) };
        let bucket = Bucket::desk(self.unit);
        let desk = || Document { collection: "desk_shifts", bucket, body: body(self) };
        let desk = self.desk_retired_at.is_none().then(desk);
        seen.then(audience).into_iter().chain(desk).collect()
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
        "audience": Audience::from(row.audience).to_string(),
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
        "published_at": row.published_at,
        "version": row.version,
    })
}
