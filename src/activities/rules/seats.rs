//! How long a free seat is kept, and who sees how many are gone.

use std::time::Duration;

use serde_json::json;

use crate::{
    activities::{
        model::ShiftState,
        store::{SeatsRow, ShiftRow},
    },
    changelog::{Document, Projected},
    kernel::{bucket::Bucket, ids::EntityId, time::Time},
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

impl Projected for SeatsRow {
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
