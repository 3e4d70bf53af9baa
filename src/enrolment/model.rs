//! What is asked for when somebody is enrolled or corrected.

use crate::{
    kernel::{
        ids::{MembershipId, Person, PersonId, UnitId},
        version::Expected,
    },
    people::{Corrections, Name, NewConsent, Profile},
    platform::http::Place,
};

/// Somebody is entered, with his membership of a unit.
#[derive(Clone, Debug)]
pub struct Enrol {
    /// The person's id.
    pub id: PersonId,
    /// The membership's id.
    pub membership: MembershipId,
    /// The unit that takes him in.
    pub unit: UnitId,
    /// What is known of him.
    pub profile: Profile,
    /// What he, or his guardian, agreed to on paper or by word.
    pub consents: Vec<NewConsent>,
}

/// Something about a person is to be different.
#[derive(Clone, Debug)]
pub(super) struct Correct {
    /// Whose file.
    pub(super) person: PersonId,
    /// The version that the correction was made from.
    pub(super) expected: Expected,
    /// What.
    pub(super) corrections: Corrections,
}

/// Which files are asked for.
#[derive(Clone, Debug)]
pub(super) struct FilesQuery {
    /// Those of this unit and of all below it.
    pub(super) unit: Option<UnitId>,
    /// Those of persons with this name.
    pub(super) name: Option<Name>,
    /// Those after this place in the order of names.
    pub(super) after: Option<Place<Person>>,
}
