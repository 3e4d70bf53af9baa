//! What becomes of sign-ups, and who sees them.

use serde_json::json;

use crate::{
    activities::{
        model::SignUpState,
        store::{ActivityRow, SignUpRow},
    },
    changelog::{Document, Projected},
    kernel::{bucket::Bucket, geo::Wgs84, ids::EntityId, time::Time, words::Word},
};

/// A sign-up that stands no more, as it is written.
pub(in crate::activities) fn ended(before: &SignUpRow, state: SignUpState, now: Time) -> SignUpRow {
    SignUpRow {
        state,
        offered_until: None,
        ended_at: Some(now),
        lat_e7: None,
        lon_e7: None,
        version: before.version + 1,
        ..before.clone()
    }
}

/// A sign-up for which a seat is kept, as it is written.
pub(in crate::activities) fn offered(before: &SignUpRow, until: Time) -> SignUpRow {
    SignUpRow {
        state: SignUpState::Offered,
        offered_until: Some(until),
        version: before.version + 1,
        ..before.clone()
    }
}

/// A sign-up that stands, with the point of the activity's place if that is a home to which he comes.
pub(in crate::activities) fn pinned(before: &SignUpRow, activity: &ActivityRow) -> SignUpRow {
    let comes = activity.private && before.state == SignUpState::Confirmed;
    let home = activity.place.as_ref().and_then(|place| place.point).filter(|_| comes);
    let (lat_e7, lon_e7) = (home.map(Wgs84::lat_e7), home.map(Wgs84::lon_e7));
    let pinned = SignUpRow { lat_e7, lon_e7, ..before.clone() };
    if pinned == *before {
        return pinned;
    }
    SignUpRow { version: before.version + 1, ..pinned }
}

impl SignUpRow {
    /// The point of a private home.
    pub(in crate::activities) fn point(&self) -> Option<Wgs84> {
        Wgs84::from_e7(self.lat_e7?, self.lon_e7?).ok()
    }
}

impl Projected for SignUpRow {
    fn entity(&self) -> EntityId {
        self.id.entity()
    }

    fn documents(&self) -> Vec<Document> {
        let own = || Document {
            collection: "sign_ups",
            bucket: Bucket::person(self.person),
            body: json!({
                "id": self.id,
                "shift": self.shift,
                "position": self.position,
                "activity": self.activity,
                "unit": self.unit,
                "state": self.state.word(),
                "queue_no": self.queue_no,
                "requested_at": self.requested_at,
                "confirmed_at": self.confirmed_at,
                "offered_until": self.offered_until,
                "ended_at": self.ended_at,
                "starts_at": self.starts_at,
                "ends_at": self.ends_at,
                "lat": self.point().map(Wgs84::lat),
                "lon": self.point().map(Wgs84::lon),
                "version": self.version,
            }),
        };
        let desk = || Document {
            collection: "desk_sign_ups",
            bucket: Bucket::desk(self.unit),
            body: json!({
                "id": self.id,
                "shift": self.shift,
                "position": self.position,
                "person_id": self.person,
                "state": self.state.word(),
                "queue_no": self.queue_no,
                "agreed": self.agreed.map(Word::word),
                "requested_at": self.requested_at,
                "confirmed_at": self.confirmed_at,
                "offered_until": self.offered_until,
                "ended_at": self.ended_at,
                "version": self.version,
            }),
        };
        let own = self.retired_at.is_none().then(own);
        own.into_iter().chain(self.desk_retired_at.is_none().then(desk)).collect()
    }
}
