//! Sign-ups as those see them who may: the person, and who has a role over the unit.

use std::collections::BTreeMap;

use super::reads::authority_where_visible;
use crate::{
    activities::{
        model::SignUpState,
        rules,
        store::{self, SignUpRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{PersonId, ShiftId, SignUp, SignUpId},
    },
    org,
    people::{self, PersonRow},
    platform::{db::Conn, error::Error, http::Place},
};

/// A sign-up, with whose it is and how many people wait before him.
pub(crate) struct SeenSignUp {
    pub(in crate::activities) row: SignUpRow,
    pub(in crate::activities) name: String,
    pub(in crate::activities) volunteer_no: String,
    /// What the name is sorted by.
    sort_key: Vec<u8>,
    /// Only while he waits.
    pub(in crate::activities) ahead: Option<i64>,
}

impl SeenSignUp {
    fn new(row: SignUpRow, person: &PersonRow) -> Self {
        Self {
            row,
            name: person.name.clone(),
            volunteer_no: person.volunteer_no.clone(),
            sort_key: person.sort_key.clone(),
            ahead: None,
        }
    }

    /// Where it stands in a list that is sorted by names.
    pub(in crate::activities) fn place(&self) -> (&[u8], SignUpId) {
        (&self.sort_key, self.row.id)
    }
}

/// One's own sign-up, or one in a unit over which one has authority.
///
/// # Errors
/// [`Code::NotFound`].
pub(in crate::activities) fn sign_up(
    conn: &mut Conn,
    caller: &Caller,
    id: SignUpId,
) -> Result<SeenSignUp, Error> {
    let row = store::sign_up(conn, id)?.ok_or(Code::NotFound)?;
    let own = row.person == caller.person;
    if !own && !org::authority(conn, caller.person, row.unit, caller.now)?.reads() {
        return Err(Code::NotFound.into());
    }
    let named = named(conn, vec![row])?;
    counted(conn, named)?.pop().ok_or_else(|| Code::NotFound.into())
}

/// The caller's own sign-ups, the newest first, at most `limit`.
///
/// # Errors
/// What the database says.
pub(in crate::activities) fn own_sign_ups(
    conn: &mut Conn,
    caller: &Caller,
    state: Option<SignUpState>,
    before: Option<SignUpId>,
    limit: i64,
) -> Result<Vec<SeenSignUp>, Error> {
    let rows = store::sign_ups_of(conn, caller.person, state, before, limit)?;
    let named = named(conn, rows)?;
    counted(conn, named)
}

/// The sign-ups of a shift in a state, or those that stand, in the order of names, at most `limit`.
///
/// # Errors
/// [`Code::NotFound`] for who may not know of the shift, [`Code::Forbidden`] for who has no role
/// over its unit.
pub(in crate::activities) fn sign_ups_in(
    conn: &mut Conn,
    caller: &Caller,
    shift: ShiftId,
    state: Option<SignUpState>,
    (after, limit): (Option<Place<SignUp>>, i64),
) -> Result<Vec<SeenSignUp>, Error> {
    let shift = store::shift(conn, shift)?.ok_or(Code::NotFound)?;
    let (audience, published_at) = (shift.audience, shift.published_at);
    let authority = authority_where_visible(conn, caller, shift.unit, audience, published_at)?;
    if !authority.reads() {
        return Err(Code::Forbidden.into());
    }
    let rows = store::sign_ups_in(conn, shift.id, state, rules::IN_SHIFT_MAX)?;
    let mut named = named(conn, rows)?;
    named.sort_unstable_by(|one, other| one.place().cmp(&other.place()));
    if let Some((key, id)) = after {
        named.retain(|seen| seen.place() > (key.as_slice(), id));
    }
    named.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    counted(conn, named)
}

/// Sign-ups with the names of those whose they are, in their order.
fn named(conn: &mut Conn, rows: Vec<SignUpRow>) -> Result<Vec<SeenSignUp>, Error> {
    let ids: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
    let people = people::people_of(conn, &ids)?;
    let people: BTreeMap<PersonId, PersonRow> =
        people.into_iter().map(|person| (person.id, person)).collect();
    let seen = |row: SignUpRow| people.get(&row.person).map(|person| SeenSignUp::new(row, person));
    Ok(rows.into_iter().filter_map(seen).collect())
}

/// The same with how many wait before each who waits.
fn counted(conn: &mut Conn, mut seen: Vec<SeenSignUp>) -> Result<Vec<SeenSignUp>, Error> {
    let waits = |seen: &SeenSignUp| seen.row.state == SignUpState::Waitlisted;
    let waiting: Vec<SignUpId> =
        seen.iter().filter(|seen| waits(seen)).map(|seen| seen.row.id).collect();
    if waiting.is_empty() {
        return Ok(seen);
    }
    let ahead = store::ahead_of(conn, &waiting)?;
    for seen in seen.iter_mut().filter(|seen| waits(seen)) {
        seen.ahead = Some(ahead.get(&seen.row.id).copied().unwrap_or(0));
    }
    Ok(seen)
}
