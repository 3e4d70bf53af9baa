//! Which audiences a person belongs to.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::{
    bucket::Bucket,
    ids::{PersonId, UnitId},
};

/// The buckets that persons read: the public one and their own; as members (`member_units`) those
/// of their units and of all above; as leaders (`led_units`) also the desks of what they lead and of
/// its direct children. Headquarters, and who only reads, do it over HTTP.
pub(in crate::org) fn audiences(
    people: &[PersonId],
    member_units: &[(PersonId, UnitId)],
    led_units: &[(PersonId, UnitId)],
) -> BTreeMap<PersonId, BTreeSet<Bucket>> {
    let own = |person| BTreeSet::from([Bucket::PUBLIC, Bucket::person(person)]);
    let mut wanted: BTreeMap<_, _> = people.iter().map(|&person| (person, own(person))).collect();
    for &(person, unit) in member_units {
        wanted.entry(person).or_default().insert(Bucket::unit(unit));
    }
    for &(person, unit) in led_units {
        wanted.entry(person).or_default().extend([Bucket::unit(unit), Bucket::desk(unit)]);
    }
    wanted
}
