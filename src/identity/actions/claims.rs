//! Claim codes: making one, trying one.

use std::time::Duration;

use super::attempts::{count, gate};
use crate::{
    acts::{self, Intent, Recorded},
    identity::{
        codes::Codes,
        model::{Admitted, Claim},
        rules::{self, Patience, Proof, Shown},
        store::{self, ClaimCodeRow},
    },
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{ActId, PersonId},
        refusal::Refusal,
        time::Time,
    },
    org,
    people::{self, PersonRow},
    platform::{
        db::{Conn, Tx},
        error::{Error, Fault},
    },
};

/// How long a claim code can be used: until the next activity, mostly a week away.
const CLAIM_CODE_LIFE: Duration = Duration::from_secs(7 * 24 * 3600);
/// Draws of a code that nobody was given yet. With a million codes given, one draw in a hundred
/// meets one of them.
const DRAWS_MAX: u8 = 32;

/// A claim code that was made.
pub(in crate::identity) struct Made {
    /// In clear: it is kept as a hash only.
    pub(in crate::identity) code: String,
    pub(in crate::identity) ends_at: Time,
}

/// Makes a code with which a person opens an account; those made for him before end.
///
/// # Errors
/// [`Code::Forbidden`] for oneself, and for who may read the person's file but does not answer for
/// him: whoever has the code may take the account, and with it every role of the person;
/// [`Code::NotFound`] for who may know nothing of the person; [`Code::AccountExists`].
pub(in crate::identity) fn make_claim_code(
    tx: &mut Tx<'_>,
    codes: &Codes,
    caller: &Caller,
    intent: &Intent,
    person: PersonId,
) -> Result<Made, Error> {
    if acts::done(tx, caller, intent)?.is_some() {
        return made_before(tx, codes, caller.person, intent.id, person);
    }
    if person == caller.person {
        return Err(Code::Forbidden.into());
    }
    if !org::reach(tx, caller.person, person, caller.now)?.sees() {
        return Err(Code::NotFound.into());
    }
    let locked = people::lock(tx, &[person])?.pop().filter(|row| row.merged_into.is_none());
    let person = locked.ok_or(Code::NotFound)?;
    if !org::answers_for(tx, caller.person, person.id, caller.now)? {
        return Err(Code::Forbidden.into());
    }
    if store::account_of_person(tx, person.id)?.is_some() {
        return Err(Code::AccountExists.into());
    }
    store::end_claim_codes(tx, person.id, caller.now)?;
    let made = draw(tx, codes, caller, intent.id, person.id)?;
    acts::record(tx, caller, intent, &Recorded::applied(person.id.entity(), None))?;
    Ok(made)
}

/// Enters a code that was never given before.
fn draw(
    tx: &mut Tx<'_>,
    codes: &Codes,
    caller: &Caller,
    act: ActId,
    person: PersonId,
) -> Result<Made, Error> {
    let ends_at = caller.now.plus(CLAIM_CODE_LIFE);
    for draw in 0..DRAWS_MAX {
        let code = codes.claim(caller.person, act, person, draw);
        let row = ClaimCodeRow {
            code_hash: codes.hash(&code).to_vec(),
            person,
            made_by: caller.person,
            made_at: caller.now,
            ends_at,
            used_at: None,
        };
        if store::insert_claim_code(tx, &row)? {
            return Ok(Made { code, ends_at });
        }
    }
    Err(Fault::broken("no claim code is left").into())
}

/// The code that the same act made before, so that a lost answer can be given again.
fn made_before(
    tx: &mut Tx<'_>,
    codes: &Codes,
    author: PersonId,
    act: ActId,
    person: PersonId,
) -> Result<Made, Error> {
    for draw in 0..DRAWS_MAX {
        let code = codes.claim(author, act, person, draw);
        let row = store::claim_code(tx, &codes.hash(&code))?;
        if let Some(row) = row.filter(|row| row.person == person && row.made_by == author) {
            return Ok(Made { code, ends_at: row.ends_at });
        }
    }
    Err(Code::NotFound.into())
}

/// Whose record a claim opens, and what proved it. No act, only counts: a claim that fails is
/// counted, and that stays so although the answer is a refusal; hence the refusal is the value of a
/// transaction that commits.
///
/// # Errors
/// What the database says.
pub(in crate::identity) fn try_claim(
    tx: &mut Tx<'_>,
    claim: &Claim,
    now: Time,
) -> Result<Result<Admitted, Refusal>, Error> {
    let strangers = Patience::WITH_STRANGERS;
    let phone = gate(tx, &claim.keys.phone, strangers, now)?;
    let name = claim.keys.name.as_deref();
    let name = name.map(|key| gate(tx, key, strangers, now)).transpose()?;
    let code = store::claim_code(tx, &claim.code_hash)?;
    let record = record_of(tx, code, now)?;
    let shown = record.as_ref().map(|record| Shown::of(claim, record)).unwrap_or_default();
    let proof = Proof::of(shown, &phone, name.as_ref());
    if let Some(record) = record.as_ref().filter(|_| proof.holds()) {
        return Ok(Ok(Admitted { person: record.id, counters: counters_of(claim, proof) }));
    }
    // Last, and not for who has proven his claim: everybody else meets here.
    let all = gate(tx, &claim.keys.all, Patience::WITH_BARE_CODES, now)?;
    if let Some(record) = record.filter(|_| rules::passes(shown, &phone, &all)) {
        return Ok(Ok(Admitted { person: record.id, counters: Vec::new() }));
    }
    count(tx, &claim.keys.phone, &phone, now)?;
    if let (Some(key), Some(gate)) = (&claim.keys.name, &name) {
        count(tx, key, gate, now)?;
    }
    count(tx, &claim.keys.all, &all, now)?;
    store::forget_failures_before(tx, now.minus(rules::FAILURES_LIFE))?;
    Ok(Err(rules::refused([Some(&phone), name.as_ref(), Some(&all)].into_iter().flatten())))
}

/// The record that a code opens, if it can be used. Whether its maker answers for the person is
/// asked anew: he may have lost his role since, or the person may have been given one above his.
pub(super) fn record_of(
    conn: &mut Conn,
    code: Option<ClaimCodeRow>,
    now: Time,
) -> Result<Option<PersonRow>, Error> {
    let Some(code) = code.filter(|code| rules::is_open(code, now)) else { return Ok(None) };
    if store::account_of_person(conn, code.person)?.is_some()
        || !org::answers_for(conn, code.made_by, code.person, now)?
    {
        return Ok(None);
    }
    let person = people::person(conn, code.person)?;
    Ok(person.filter(|person| person.merged_into.is_none()))
}

/// The counters of what proved a claim. Number before name, as they are locked.
fn counters_of(claim: &Claim, proof: Proof) -> Vec<Vec<u8>> {
    let phone = proof.by_phone.then(|| claim.keys.phone.clone());
    let name = claim.keys.name.clone().filter(|_| proof.by_name);
    phone.into_iter().chain(name).collect()
}
