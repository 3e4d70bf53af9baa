//! What becomes of sign-ups, and who sees them.

use serde_json::json;

use super::places::point_json;
use crate::{
    activities::{
        model::{NewSignUp, SignUpState, SignUpStep},
        store::{ActivityRow, ShiftRow, SignUpRow},
    },
    changelog::{Document, Projected},
    kernel::{
        bucket::{Bucket, Collection},
        codes::Code,
        geo::Wgs84,
        ids::{EntityId, PersonId, PositionId},
        refusal::Refusal,
        time::Time,
        words::Word,
    },
    org::Authority,
};

/// Whether somebody may take a step on a sign-up: his own, or as who leads the unit.
///
/// # Errors
/// [`Code::NotFound`] for somebody who may not know of it, else [`Code::Forbidden`].
pub(in crate::activities) fn may_answer(
    row: &SignUpRow,
    caller: PersonId,
    authority: &Authority,
) -> Result<(), Refusal> {
    if row.person == caller || authority.leads() {
        return Ok(());
    }
    Err(if authority.reads() { Code::Forbidden } else { Code::NotFound }.into())
}

/// What a step makes of a sign-up; nothing when it is so already. Who waits may say again that he
/// comes: he then has a seat if one is to be had.
///
/// # Errors
/// [`Code::OfferExpired`], whether or not it was entered that it did; [`Code::StateConflict`] when
/// the step does not lead on from this state, or the shift has begun.
pub(in crate::activities) fn answered(
    row: &SignUpRow,
    step: SignUpStep,
    now: Time,
) -> Result<Option<SignUpState>, Refusal> {
    use SignUpState::{Confirmed, Declined, Expired, Invited, Offered, Waitlisted, Withdrawn};
    use SignUpStep::{Accept, Decline, Withdraw};
    match (step, row.state) {
        (Accept, Confirmed) | (Decline, Declined) | (Withdraw, Withdrawn) => Ok(None),
        (Accept, Invited | Waitlisted) => Ok(Some(Confirmed)),
        (Accept, Offered) if !has_run_out(row, now) => Ok(Some(Confirmed)),
        (Accept, Offered | Expired) => Err(run_out(row)),
        (Decline, Invited | Offered) => Ok(Some(Declined)),
        // Who came of his own will goes when he wants to; of a shift that runs, presence tells.
        (Withdraw, state) if state.is_standing() && now < row.starts_at => Ok(Some(Withdrawn)),
        (_, state) => Err(Refusal::from(Code::StateConflict).with_word("state", state)),
    }
}

/// Why nobody accepts what has expired: his offer has run out, or he never had one.
fn run_out(row: &SignUpRow) -> Refusal {
    match row.offered_until {
        Some(until) => Refusal::from(Code::OfferExpired).with_time("offered_until", until),
        None => Refusal::from(Code::StateConflict).with_word("state", row.state),
    }
}

/// A new sign-up, as it is written where the person was only asked.
pub(in crate::activities) fn invited(
    command: &NewSignUp,
    (shift, position): (&ShiftRow, PositionId),
    caller: PersonId,
    now: Time,
) -> SignUpRow {
    SignUpRow {
        id: command.id,
        shift: shift.id,
        position,
        activity: shift.activity,
        unit: shift.unit,
        person: command.person,
        state: SignUpState::Invited,
        queue_no: None,
        agreed: command.agreed,
        invited_by: Some(caller).filter(|caller| *caller != command.person),
        requested_at: now,
        confirmed_at: None,
        offered_until: None,
        ended_at: None,
        starts_at: shift.starts_at,
        ends_at: shift.ends_at,
        lat_e7: None,
        lon_e7: None,
        retired_at: None,
        desk_retired_at: None,
        version: 1,
    }
}

/// A sign-up that has a seat. Who has one learns where a private home is.
pub(in crate::activities) fn seated(
    row: SignUpRow,
    activity: &ActivityRow,
    now: Time,
) -> SignUpRow {
    let home = activity.home();
    SignUpRow {
        state: SignUpState::Confirmed,
        confirmed_at: Some(now),
        offered_until: None,
        lat_e7: home.map(Wgs84::lat_e7),
        lon_e7: home.map(Wgs84::lon_e7),
        ..row
    }
}

/// A sign-up that waits for a seat under a number.
pub(in crate::activities) fn queued(row: SignUpRow, number: i64) -> SignUpRow {
    SignUpRow { state: SignUpState::Waitlisted, queue_no: Some(number), ..row }
}

/// Whether an offer has run out: it is kept until an instant, and not at it.
pub(in crate::activities) fn has_run_out(row: &SignUpRow, now: Time) -> bool {
    row.state == SignUpState::Offered && row.offered_until.is_some_and(|until| until <= now)
}

/// An offer that nobody took in time, as it is written; or what was no place yet when its shift was
/// over. Until when an offer was kept stays: who comes too late is told.
pub(in crate::activities) fn expired(before: &SignUpRow, now: Time) -> SignUpRow {
    let offered_until = before.offered_until;
    SignUpRow { offered_until, ..ended(before, SignUpState::Expired, now) }
}

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

/// A sign-up that stands, with the point of the activity's place if he comes to somebody's home.
/// Whose shift is over keeps what he had: he came to where it was then, and not to where it is now.
pub(in crate::activities) fn pinned(
    before: &SignUpRow,
    activity: &ActivityRow,
    now: Time,
) -> SignUpRow {
    if before.ends_at <= now {
        return before.clone();
    }
    let home = activity.home().filter(|_| before.is_confirmed());
    let (lat_e7, lon_e7) = (home.map(Wgs84::lat_e7), home.map(Wgs84::lon_e7));
    let pinned = SignUpRow { lat_e7, lon_e7, ..before.clone() };
    if pinned == *before {
        return pinned;
    }
    SignUpRow { version: before.version + 1, ..pinned }
}

impl SignUpRow {
    /// Whether he has a place.
    pub(in crate::activities) fn is_confirmed(&self) -> bool {
        self.state == SignUpState::Confirmed
    }

    /// The point of a private home.
    pub(in crate::activities) fn point(&self) -> Option<Wgs84> {
        Wgs84::from_e7(self.lat_e7?, self.lon_e7?).ok()
    }
}

impl Projected for SignUpRow {
    const COLLECTIONS: &'static [Collection] = &["sign_ups", "desk_sign_ups"];

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
                "agreed": self.agreed.map(Word::word),
                "invited_by": self.invited_by,
                "requested_at": self.requested_at,
                "confirmed_at": self.confirmed_at,
                "offered_until": self.offered_until,
                "ended_at": self.ended_at,
                "starts_at": self.starts_at,
                "ends_at": self.ends_at,
                "point": self.point().map(point_json),
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
                "activity": self.activity,
                "unit": self.unit,
                "person_id": self.person,
                "state": self.state.word(),
                "queue_no": self.queue_no,
                "agreed": self.agreed.map(Word::word),
                "invited_by": self.invited_by,
                "requested_at": self.requested_at,
                "confirmed_at": self.confirmed_at,
                "offered_until": self.offered_until,
                "ended_at": self.ended_at,
                "starts_at": self.starts_at,
                "ends_at": self.ends_at,
                "version": self.version,
            }),
        };
        let own = self.retired_at.is_none().then(own);
        own.into_iter().chain(self.desk_retired_at.is_none().then(desk)).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        kernel::ids::Id,
        org::RoleKind::{self, Auditor, Leader},
    };
    use SignUpState::{
        CancelledByOrg, Confirmed, Declined, Expired, Invited, Offered, Removed, Waitlisted,
        Withdrawn,
    };
    use SignUpStep::{Accept, Decline, Withdraw};

    const NOW: Time = Time::EPOCH;

    fn row(state: SignUpState) -> SignUpRow {
        SignUpRow {
            id: Id::new(Uuid::from_u128(1)),
            shift: Id::new(Uuid::from_u128(2)),
            position: Id::new(Uuid::from_u128(3)),
            activity: Id::new(Uuid::from_u128(4)),
            unit: Id::new(Uuid::from_u128(5)),
            person: Id::new(Uuid::from_u128(6)),
            state,
            queue_no: None,
            agreed: None,
            invited_by: None,
            requested_at: NOW,
            confirmed_at: None,
            offered_until: matches!(state, Offered | Expired).then(|| Time::from_millis(1)),
            ended_at: None,
            starts_at: Time::from_millis(2),
            ends_at: Time::from_millis(3),
            lat_e7: None,
            lon_e7: None,
            retired_at: None,
            desk_retired_at: None,
            version: 1,
        }
    }

    #[test]
    fn a_step_leads_on_is_done_already_or_does_not_fit() {
        let (yes, no, gone) = (Some(Some(Confirmed)), Some(Some(Declined)), Some(Some(Withdrawn)));
        let done = Some(None);
        for (state, expected) in [
            (Invited, [yes, no, gone]),
            (Confirmed, [done, None, gone]),
            (Waitlisted, [yes, None, gone]),
            (Offered, [yes, no, gone]),
            (Declined, [None, done, None]),
            (Expired, [None, None, None]),
            (Withdrawn, [None, None, done]),
            (Removed, [None, None, None]),
            (CancelledByOrg, [None, None, None]),
        ] {
            let next = |step| answered(&row(state), step, NOW).ok();
            assert_eq!([Accept, Decline, Withdraw].map(next), expected, "{state:?}");
        }
    }

    #[test]
    fn an_offer_has_run_out_whether_or_not_it_was_entered() {
        let code = |state, millis| {
            let answered = answered(&row(state), Accept, Time::from_millis(millis));
            answered.map_err(|refusal| refusal.code)
        };

        assert_eq!(code(Offered, 0), Ok(Some(Confirmed)));
        assert_eq!(code(Offered, 1), Err(Code::OfferExpired));
        assert_eq!(code(Expired, 1), Err(Code::OfferExpired));
        assert_eq!(code(Invited, 1), Ok(Some(Confirmed)));
    }

    #[test]
    fn who_never_had_an_offer_is_told_of_none() {
        let waited = SignUpRow { offered_until: None, ..row(Expired) };

        let refusal = answered(&waited, Accept, NOW).unwrap_err();

        assert_eq!(refusal, Refusal::from(Code::StateConflict).with_word("state", Expired));
    }

    #[test]
    fn nobody_withdraws_from_a_shift_that_has_begun() {
        let withdrawn = |millis| answered(&row(Confirmed), Withdraw, Time::from_millis(millis));

        assert_eq!(withdrawn(1), Ok(Some(Withdrawn)));
        assert_eq!(withdrawn(2).unwrap_err().code, Code::StateConflict);
    }

    #[test]
    fn a_sign_up_is_answered_by_the_person_or_a_leader() {
        let may = |caller, roles: &[RoleKind]| {
            let caller = Id::new(Uuid::from_u128(caller));
            let verdict = may_answer(&row(Invited), caller, &Authority(roles.to_vec()));
            verdict.err().map(|refusal| refusal.code)
        };

        assert_eq!(may(6, &[]), None);
        assert_eq!(may(7, &[Leader]), None);
        assert_eq!(may(7, &[Auditor]), Some(Code::Forbidden));
        assert_eq!(may(7, &[]), Some(Code::NotFound));
    }

    #[test]
    fn what_has_run_out_says_until_when_it_was_kept() {
        let after = expired(&row(Offered), NOW);

        assert_eq!((after.state, after.offered_until), (Expired, Some(Time::from_millis(1))));
        assert_eq!((after.ended_at, after.version), (Some(NOW), 2));
    }
}
