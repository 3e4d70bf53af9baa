//! Acts on invites.

use crate::{
    acts::{self, Intent, Recorded},
    identity::{
        codes::Codes,
        model::MakeInvite,
        rules,
        store::{self, InviteRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, InviteId, UnitId},
        time::Time,
    },
    org,
    platform::{
        db::{Conn, Tx},
        error::Error,
    },
};

/// Makes a code with which strangers open an account and apply to a unit.
///
/// # Errors
/// [`Code::NotFound`] without such a unit, [`Code::Forbidden`] for who does not lead it,
/// [`Code::IdConflict`].
pub(in crate::identity) fn make_invite(
    tx: &mut Tx<'_>,
    codes: &Codes,
    caller: &Caller,
    intent: &Intent,
    command: &MakeInvite,
) -> Result<InviteRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        return existing(tx, Id::new(earlier.uuid()));
    }
    let unit = org::unit(tx, command.unit)?.ok_or(Code::NotFound)?;
    if !org::authority(tx, caller.person, unit.id, caller.now)?.leads() {
        return Err(Code::Forbidden.into());
    }
    if store::invite(tx, command.id)?.is_some() {
        return Err(Code::IdConflict.into());
    }
    let invite = InviteRow {
        id: command.id,
        code_hash: codes.hash(&codes.invite(command.id)).to_vec(),
        unit: unit.id,
        uses_max: command.uses_max,
        uses: 0,
        made_by: caller.person,
        made_at: caller.now,
        ends_at: caller.now.plus(command.life),
    };
    store::insert_invite(tx, &invite)?;
    acts::record(tx, caller, intent, &Recorded::applied(invite.id.entity(), Some(unit.id)))?;
    Ok(invite)
}

/// The invites of a unit, ended ones too, the newest first.
///
/// # Errors
/// Those of [`org::may_read`].
pub(in crate::identity) fn invites_of(
    conn: &mut Conn,
    caller: &Caller,
    unit: UnitId,
    before: Option<InviteId>,
    limit: i64,
) -> Result<Vec<InviteRow>, Error> {
    org::may_read(conn, caller, unit)?;
    Ok(store::invites_of(conn, unit, before, limit)?)
}

/// Ends an invite. Ending it again changes nothing.
///
/// # Errors
/// [`Code::NotFound`] for who has no role over the unit, [`Code::Forbidden`] for who only reads.
pub(in crate::identity) fn end_invite(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: InviteId,
) -> Result<(), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return Ok(());
    }
    let invite = existing(tx, id)?;
    let authority = org::authority(tx, caller.person, invite.unit, caller.now)?;
    if !authority.reads() {
        return Err(Code::NotFound.into());
    }
    if !authority.leads() {
        return Err(Code::Forbidden.into());
    }
    if invite.ends_at <= caller.now {
        return Ok(());
    }
    store::end_invite(tx, invite.id, caller.now)?;
    acts::record(tx, caller, intent, &Recorded::applied(invite.id.entity(), Some(invite.unit)))
}

/// The invite of a code, if it lets one more in. Whether its maker leads the unit is asked anew:
/// who was deposed would fill it with strangers still.
///
/// # Errors
/// [`Code::InviteInvalid`].
pub(in crate::identity) fn letting_in(
    conn: &mut Conn,
    invite: Option<InviteRow>,
    now: Time,
) -> Result<InviteRow, Error> {
    let invite = invite.filter(|invite| rules::lets_in(invite, now)).ok_or(Code::InviteInvalid)?;
    if !org::authority(conn, invite.made_by, invite.unit, now)?.leads() {
        return Err(Code::InviteInvalid.into());
    }
    Ok(invite)
}

fn existing(conn: &mut Conn, id: InviteId) -> Result<InviteRow, Error> {
    store::invite(conn, id)?.ok_or_else(|| Code::NotFound.into())
}
