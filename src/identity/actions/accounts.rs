//! Acts that open accounts.

use super::sessions::{signed_in, start_session};
use crate::{
    acts::{self, Intent, Recorded},
    identity::{
        actions::setup_codes::SETUP_CODE_LIFE,
        model::SetUp,
        store::{self, AccountRow, SessionRow},
    },
    kernel::{caller::Caller, codes::Code},
    org,
    people::{self, NewPerson, PersonRow, Profile, Sealer},
    platform::{db::Tx, error::Error},
};

/// What the top of the tree is called until somebody gives it its own name.
const FEDERATION_NAME: &str = "总会";

/// The first act of all: from a setup code the first person with his account, the federation, and
/// his role as its administrator.
///
/// # Errors
/// [`Code::SetupCodeInvalid`] for a code that is wrong, used, or old; also when somebody
/// administers the federation already. [`Code::PhoneTaken`].
pub(in crate::identity) fn set_up(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    caller: &Caller,
    intent: &Intent,
    command: &SetUp,
) -> Result<(PersonRow, SessionRow), Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return signed_in(tx, command.session);
    }
    let now = caller.now;
    let made_at = store::use_setup_code(tx, &command.code_hash, now)?;
    let valid = made_at.is_some_and(|made_at| now < made_at.plus(SETUP_CODE_LIFE));
    if !valid || org::has_headquarters(tx, now)? {
        return Err(Code::SetupCodeInvalid.into());
    }
    let phone_index = sealer.phone_index(&command.phone);
    if store::lock_account_of_phone(tx, &phone_index)?.is_some() {
        return Err(Code::PhoneTaken.into());
    }
    let new = NewPerson {
        id: command.person,
        entered_by: command.person,
        profile: Profile {
            phone: Some(command.phone.clone()),
            ..Profile::named(command.name.clone())
        },
    };
    let person = people::create(tx, sealer, &new, now)?;
    let account = AccountRow {
        id: command.account,
        person: person.id,
        phone_index: phone_index.to_vec(),
        password_hash: command.password_hash.clone(),
        created_at: now,
    };
    store::insert_account(tx, &account)?;
    let federation = org::federation(tx, FEDERATION_NAME, now)?;
    org::appoint_headquarters(tx, person.id, federation.id, now)?;
    let session = start_session(tx, command.session, &account, &command.device, now)?;
    let recorded = Recorded::applied(account.id.entity(), Some(federation.id));
    acts::record(tx, caller, intent, &recorded)?;
    Ok((person, session))
}
