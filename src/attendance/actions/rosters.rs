//! Who is to come to a shift, and who came.

use std::collections::{BTreeMap, BTreeSet};

use super::reads::read_shift;
use crate::{
    activities,
    attendance::store::{self, AttendanceRow},
    kernel::{
        caller::Caller,
        ids::{Person, PersonId, PositionId, ShiftId, SignUpId},
    },
    people::{self, PersonRow},
    platform::{db::Conn, error::Error, http::Place},
};

/// Somebody on the roster of a shift.
pub(in crate::attendance) struct OnRoster {
    pub(in crate::attendance) person: PersonRow,
    /// His sign-up and what he is to do, if he has a place in the shift.
    pub(in crate::attendance) sign_up: Option<(SignUpId, PositionId)>,
    /// In the order of ids.
    pub(in crate::attendance) attendances: Vec<AttendanceRow>,
}

impl OnRoster {
    /// Where he stands in a list that is sorted by names.
    pub(in crate::attendance) fn place(&self) -> (&[u8], PersonId) {
        self.person.place()
    }
}

/// Who has a place in a shift or an attendance there, in the order of names, at most `limit`.
///
/// # Errors
/// [`NotFound`](crate::kernel::codes::Code::NotFound) for who may not know of the shift,
/// [`Forbidden`](crate::kernel::codes::Code::Forbidden) for who has no role over its unit.
pub(in crate::attendance) fn roster(
    conn: &mut Conn,
    caller: &Caller,
    shift: ShiftId,
    (after, limit): (Option<Place<Person>>, i64),
) -> Result<Vec<OnRoster>, Error> {
    let shift = read_shift(conn, caller, shift)?.id;
    let places: BTreeMap<PersonId, (SignUpId, PositionId)> = activities::places_in(conn, &[shift])?
        .into_iter()
        .map(|(_, person, sign_up, position)| (person, (sign_up, position)))
        .collect();
    let came = store::persons_in(conn, shift)?;
    let all: BTreeSet<PersonId> = places.keys().copied().chain(came).collect();
    let all: Vec<PersonId> = all.into_iter().collect();
    let mut people = people::people_of(conn, &all)?;
    people.sort_unstable_by(|one, other| one.place().cmp(&other.place()));
    if let Some((key, id)) = after {
        people.retain(|person| person.place() > (key.as_slice(), id));
    }
    people.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let mut attendances = attendances_of(conn, shift, &people)?;
    let entry = |person: PersonRow| OnRoster {
        sign_up: places.get(&person.id).copied(),
        attendances: attendances.remove(&person.id).unwrap_or_default(),
        person,
    };
    Ok(people.into_iter().map(entry).collect())
}

fn attendances_of(
    conn: &mut Conn,
    shift: ShiftId,
    people: &[PersonRow],
) -> Result<BTreeMap<PersonId, Vec<AttendanceRow>>, Error> {
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut of: BTreeMap<PersonId, Vec<AttendanceRow>> = BTreeMap::new();
    for row in store::of_persons_in(conn, shift, &ids)? {
        of.entry(row.person).or_default().push(row);
    }
    Ok(of)
}
