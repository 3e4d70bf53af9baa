//! Which audiences a person belongs to.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::{
    bucket::Bucket,
    ids::{PersonId, UnitId},
};

/// The buckets that persons read: the public one and their own; as members (`member_units`) those
/// of their units and of all above; as leaders (`led_units`) also the desks of what they lead and
/// of its direct children. Headquarters, and who only reads, do it over HTTP.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::Id;
    use uuid::Uuid;

    const LIN: PersonId = Id::new(Uuid::from_u128(1));
    const WANG: PersonId = Id::new(Uuid::from_u128(2));
    const BRIGADE: UnitId = Id::new(Uuid::from_u128(3));
    const DISTRICT: UnitId = Id::new(Uuid::from_u128(4));

    #[test]
    fn a_member_reads_units_and_a_leader_their_desks_besides() {
        let member = [(LIN, BRIGADE), (LIN, DISTRICT)];

        let wanted = audiences(&[LIN, WANG], &member, &[(WANG, BRIGADE)]);

        let [public, brigade, district] =
            [Bucket::PUBLIC, Bucket::unit(BRIGADE), Bucket::unit(DISTRICT)];
        let desk = Bucket::desk(BRIGADE);
        assert_eq!(wanted[&LIN], BTreeSet::from([public, Bucket::person(LIN), brigade, district]));
        assert_eq!(wanted[&WANG], BTreeSet::from([public, Bucket::person(WANG), brigade, desk]));
    }

    #[test]
    fn who_belongs_nowhere_reads_what_is_public_and_his_own() {
        let wanted = audiences(&[LIN], &[], &[]);

        assert_eq!(wanted[&LIN], BTreeSet::from([Bucket::PUBLIC, Bucket::person(LIN)]));
    }
}
