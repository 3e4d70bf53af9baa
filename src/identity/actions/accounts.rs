//! Acts that open accounts: with a setup code, a claim code, an invite.

use super::{
    claims::record_of,
    invites::letting_in,
    sessions::{signed_in, start_session},
    setup_codes::{SETUP_CODE_LIFE, is_administered},
};
use crate::{
    acts::{self, Intent, Recorded},
    identity::{
        model::{CodeHash, OpenAccount, Ticket},
        store::{self, AccountRow, SessionRow},
    },
    kernel::{caller::Caller, codes::Code, ids::UnitId, time::Time},
    org::{self, Apply, MembershipState},
    people::{self, Name, NewPerson, PersonRow, Profile, Sealer},
    platform::{db::Tx, error::Error},
};

/// What the top of the tree is called until somebody gives it its own name.
const FEDERATION_NAME: &str = "总会";

/// Opens an account with a code of one of the three kinds, and signs its device in.
///
/// # Errors
/// [`Code::PhoneTaken`], and those of the kind.
pub(in crate::identity) fn open_account(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    intent: &Intent,
    command: &OpenAccount,
) -> Result<(PersonRow, SessionRow), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return signed_in(tx, command.session);
    }
    let now = caller.now;
    let (person, unit) = match &command.ticket {
        Ticket::SetUp(code, name) => set_up(tx, sealer, command, code, name, now)?,
        Ticket::Claim(code, _) => (claim(tx, command, code, now)?, None),
        Ticket::Invite(code, name) => accept_invite(tx, sealer, command, code, name, now)?,
    };
    let account = AccountRow {
        id: command.account,
        person: person.id,
        phone_index: sealer.phone_index(&command.phone).to_vec(),
        password_hash: command.password_hash.clone(),
        created_at: now,
    };
    if !store::insert_account(tx, &account)? {
        return Err(Code::PhoneTaken.into());
    }
    let session = start_session(tx, command.session, &account, &command.device, now)?;
    acts::record(tx, caller, intent, &Recorded::applied(account.id.entity(), unit))?;
    Ok((person, session))
}

/// The first act of all: the first person, the federation, and his role as its administrator.
///
/// # Errors
/// [`Code::SetupCodeInvalid`] for a code that is wrong, used, or old; also when somebody
/// administers the federation already who can sign in.
fn set_up(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    command: &OpenAccount,
    code: &CodeHash,
    name: &Name,
    now: Time,
) -> Result<(PersonRow, Option<UnitId>), Error> {
    let made_at = store::use_setup_code(tx, code, now)?;
    let valid = made_at.is_some_and(|made_at| now < made_at.plus(SETUP_CODE_LIFE));
    if !valid || is_administered(tx, now)? {
        return Err(Code::SetupCodeInvalid.into());
    }
    let person = enter(tx, sealer, command, name, now)?;
    let federation = org::federation(tx, FEDERATION_NAME, now)?;
    org::appoint_headquarters(tx, person.id, federation.id, now)?;
    Ok((person, Some(federation.id)))
}

/// Gives a person his account. That the code may be used by who shows it was found before, by
/// [`try_claim`](super::try_claim); here it is used up.
///
/// # Errors
/// [`Code::ClaimCodeInvalid`] when it was used meanwhile, or ended, or the person has an account,
/// or a role that the code's maker could not give him.
fn claim(
    tx: &mut Tx<'_>,
    command: &OpenAccount,
    code: &CodeHash,
    now: Time,
) -> Result<PersonRow, Error> {
    let person = people::lock(tx, &[command.person])?.pop().ok_or(Code::ClaimCodeInvalid)?;
    let row = store::lock_claim_code(tx, code)?.filter(|row| row.person == person.id);
    let person = record_of(tx, row, now)?.ok_or(Code::ClaimCodeInvalid)?;
    store::use_claim_code(tx, code, now)?;
    for counter in &command.counters {
        store::forget_failures(tx, counter)?;
    }
    Ok(person)
}

/// Gives somebody a record, and enters his wish to belong to the unit that invited him.
///
/// # Errors
/// [`Code::InviteInvalid`] for an invite that is wrong, used up, or ended, or whose maker does not
/// lead the unit any more; those of [`org::join`].
fn accept_invite(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    command: &OpenAccount,
    code: &CodeHash,
    name: &Name,
    now: Time,
) -> Result<(PersonRow, Option<UnitId>), Error> {
    let invite = store::lock_invite_of_code(tx, code)?;
    let invite = letting_in(tx, invite, now)?;
    store::count_use(tx, invite.id, invite.uses + 1)?;
    let person = enter(tx, sealer, command, name, now)?;
    let apply = Apply { id: tx.random().id(now), person: person.id, unit: invite.unit };
    org::join(tx, &person, &apply, MembershipState::Applied, now)?;
    Ok((person, Some(invite.unit)))
}

/// Gives somebody who opens his own account a record.
fn enter(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    command: &OpenAccount,
    name: &Name,
    now: Time,
) -> Result<PersonRow, Error> {
    let new = NewPerson {
        id: command.person,
        entered_by: command.person,
        profile: Profile { phone: Some(command.phone.clone()), ..Profile::named(name.clone()) },
    };
    people::create(tx, sealer, &new, now)
}
