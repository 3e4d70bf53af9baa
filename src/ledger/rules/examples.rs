//! A record that tests of rules begin with.

use proptest::{
    prelude::{any, prop},
    prop_compose,
};
use uuid::Uuid;

use crate::{
    kernel::{
        caller::Grade,
        ids::{Id, PersonId},
        interval::Interval,
        minutes::CreditPolicy,
        proof::ProofClass,
        time::Time,
        words::Word,
    },
    ledger::{
        model::{Flags, Persons, RecordState, Stretches},
        store::RecordRow,
    },
};

/// An instant of the day of the shift, Sunday 22 November 2026: `at("09:30")`, Beijing time.
pub(in crate::ledger) fn at(wall: &str) -> Time {
    Time::parse(&format!("2026-11-22T{wall}:00+08:00")).unwrap()
}

/// The id of a number, of any kind.
pub(in crate::ledger) const fn id<K>(number: u128) -> Id<K> {
    Id::new(Uuid::from_u128(number))
}

/// Who served.
pub(in crate::ledger) const PERSON: PersonId = id(5);
/// Who captured it for him.
pub(in crate::ledger) const ENTERER: PersonId = id(6);
/// Who confirmed it.
pub(in crate::ledger) const RECORDER: PersonId = id(7);

/// A record of the whole of a shift from nine to noon, confirmed the next day: 180 minutes, each of
/// which counts, captured by both parties. Nothing is odd about it, and nobody has decided.
pub(in crate::ledger) fn record(state: RecordState) -> RecordRow {
    RecordRow {
        id: id(1),
        shift: id(2),
        activity: id(3),
        unit: id(4),
        person: PERSON,
        program: None,
        state,
        overlaps: false,
        activity_name: "河岸植树".to_owned(),
        service_date: "2026-11-22".to_owned(),
        place: "北滨路".to_owned(),
        content: "植树".to_owned(),
        unit_name: "江北一队".to_owned(),
        person_in_charge: None,
        given_minutes: 180,
        credited_minutes: 180,
        policy: CreditPolicy::ExactMinute1,
        proof_class: ProofClass::TwoParty,
        grade: Grade::A,
        flags: Flags::default(),
        starts_at: at("09:00"),
        ended_at: at("12:00"),
        stays: Stretches(vec![Interval::new(at("09:00"), at("12:00")).unwrap()]),
        breaks: Stretches::default(),
        booked_district: id(8),
        served_district: "500112".to_owned(),
        due_on: "2026-12-04".to_owned(),
        late: false,
        late_reason: None,
        entered_by: Persons([ENTERER].into()),
        leads_unit: false,
        recorded_at: Time::parse("2026-11-23T12:00:00+08:00").unwrap(),
        recorded_by: RECORDER,
        decided_at: None,
        decided_by: None,
        corrected_by: None,
        disputed_at: None,
        disputed_from: None,
        external_ids: "{}".to_owned(),
        entries: 0,
        desk_retired_at: None,
        version: 1,
    }
}

prop_compose! {
    /// The record of [`record`] in any state, with any minutes, however proven and booked.
    pub(in crate::ledger) fn any_record()(
        state in prop::sample::select(RecordState::ALL),
        overlaps in any::<bool>(),
        given_minutes in 0..600_i64,
        credited_minutes in 0..600_i64,
        proof_class in prop::sample::select(ProofClass::ALL),
        policy in prop::sample::select(CreditPolicy::ALL),
        booked_district in 8..10_u128,
    ) -> RecordRow {
        RecordRow {
            overlaps,
            given_minutes,
            credited_minutes,
            proof_class,
            policy,
            booked_district: id(booked_district),
            ..record(state)
        }
    }
}
