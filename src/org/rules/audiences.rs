//! Which audiences a person belongs to.

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::{
    bucket::Bucket,
    ids::{PersonId, UnitId},
};

/// What the audiences of some persons follow from.
#[derive(Clone, Debug, Default)]
pub(in crate::org) struct Belonging {
    /// Active memberships: a person, his unit, and each that it stands below, itself included.
    pub(in crate::org) member: Vec<(PersonId, UnitId, UnitId)>,
    /// Units in which a person is suspended.
    pub(in crate::org) suspended: Vec<(PersonId, UnitId)>,
    /// What a person leads, with its direct children.
    pub(in crate::org) led: Vec<(PersonId, UnitId)>,
}

/// The buckets that persons read: the public one and their own; as members those of their units and
/// of all above; as leaders also the desks of what they lead and of its direct children. Who is
/// suspended in a unit is no member of those below it either. Headquarters, and who only reads, do
/// it over HTTP.
pub(in crate::org) fn audiences(
    people: &[PersonId],
    belonging: &Belonging,
) -> BTreeMap<PersonId, BTreeSet<Bucket>> {
    let own = |person| BTreeSet::from([Bucket::PUBLIC, Bucket::person(person)]);
    let mut wanted: BTreeMap<_, _> = people.iter().map(|&person| (person, own(person))).collect();
    let suspended: BTreeSet<_> = belonging.suspended.iter().copied().collect();
    let below =
        belonging.member.iter().filter(|(person, _, up)| suspended.contains(&(*person, *up)));
    let barred: BTreeSet<_> = below.map(|(person, unit, _)| (*person, *unit)).collect();
    for &(person, unit, up) in &belonging.member {
        if !barred.contains(&(person, unit)) {
            wanted.entry(person).or_default().insert(Bucket::unit(up));
        }
    }
    for &(person, unit) in &belonging.led {
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
        let member = vec![(LIN, BRIGADE, BRIGADE), (LIN, BRIGADE, DISTRICT)];
        let led = vec![(WANG, BRIGADE)];

        let belonging = Belonging { member, led, suspended: Vec::new() };
        let wanted = audiences(&[LIN, WANG], &belonging);

        let [public, brigade, district] =
            [Bucket::PUBLIC, Bucket::unit(BRIGADE), Bucket::unit(DISTRICT)];
        let desk = Bucket::desk(BRIGADE);
        assert_eq!(wanted[&LIN], BTreeSet::from([public, Bucket::person(LIN), brigade, district]));
        assert_eq!(wanted[&WANG], BTreeSet::from([public, Bucket::person(WANG), brigade, desk]));
    }

    #[test]
    fn who_belongs_nowhere_reads_what_is_public_and_his_own() {
        let wanted = audiences(&[LIN], &Belonging::default());

        assert_eq!(wanted[&LIN], BTreeSet::from([Bucket::PUBLIC, Bucket::person(LIN)]));
    }

    #[test]
    fn who_is_suspended_above_is_no_member_below() {
        let squad: UnitId = Id::new(Uuid::from_u128(5));
        let member = vec![
            (LIN, squad, squad),
            (LIN, squad, BRIGADE),
            (LIN, DISTRICT, DISTRICT),
            (WANG, squad, squad),
        ];
        let belonging = Belonging { member, suspended: vec![(LIN, BRIGADE)], led: Vec::new() };

        let wanted = audiences(&[LIN, WANG], &belonging);

        let own = |person| BTreeSet::from([Bucket::PUBLIC, Bucket::person(person)]);
        let with = |person, unit| own(person).into_iter().chain([Bucket::unit(unit)]).collect();
        assert_eq!(wanted[&LIN], with(LIN, DISTRICT));
        assert_eq!(wanted[&WANG], with(WANG, squad));
    }
}
