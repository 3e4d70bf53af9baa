//! What the doors of identity share: tokens, password hashing, sealing, codes, chance.

use super::{
    actions,
    codes::Codes,
    model::{Admitted, Applicant, Claim, Login, NewPassword, OpenAccount, Password, Ticket},
    passwords::Passwords,
    store::{self, AccountRow},
    tokens::Tokens,
};
use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        codes::{Code, FieldCode},
        ids::DeviceId,
        refusal::Refusal,
        time::Time,
    },
    people::{Phone, Sealer},
    platform::{
        db::{Conn, Db},
        error::{Error, Fault},
        keys::Key,
        random::Random,
    },
};

/// Everything that hangs on the root key, made once at the start.
#[derive(Clone, Debug)]
pub struct Keyring {
    pub(super) tokens: Tokens,
    pub(super) passwords: Passwords,
    pub(super) sealer: Sealer,
    pub(super) codes: Codes,
    pub(super) random: Random,
}

impl Keyring {
    /// The keyring of a federation.
    ///
    /// # Errors
    /// A fault when argon2 does not take our parameters, which is to say never.
    pub fn new(root: &Key, random: &Random) -> Result<Self, Fault> {
        Ok(Self {
            tokens: Tokens::new(root),
            passwords: Passwords::new(random.clone())?,
            sealer: Sealer::new(root),
            codes: Codes::new(root),
            random: random.clone(),
        })
    }

    /// The command of somebody who opens an account. The password is hashed here, outside of any
    /// transaction, and only for somebody whose code there is: hashing is work.
    pub(super) async fn admitted(
        &self,
        db: &Db,
        applicant: Applicant,
        now: Time,
    ) -> Result<OpenAccount, Error> {
        let Admitted { person, counters } = self.holder(db, &applicant, now).await?;
        let key = Codes::sign_up_key(applicant.ticket.code());
        let index = self.sealer.phone_index(&applicant.phone);
        db.write(move |tx| actions::try_number(tx, &key, &index, now)).await?.value?;
        Ok(OpenAccount {
            ticket: applicant.ticket,
            person,
            counters,
            account: self.random.id(now),
            session: self.random.id(now),
            phone: applicant.phone,
            password_hash: self.passwords.hash(applicant.password).await?,
            device: applicant.device,
        })
    }

    /// For whom an applicant opens an account: the person of his claim code, else a new one.
    /// Whether his code is still good is asked again when it is used up.
    async fn holder(&self, db: &Db, applicant: &Applicant, now: Time) -> Result<Admitted, Error> {
        let newcomer = || Admitted { person: self.random.id(now), counters: Vec::new() };
        match applicant.ticket.clone() {
            Ticket::SetUp(code, _) => {
                let found = db.read(move |conn| actions::sets_up(conn, &code, now)).await?;
                found.then(newcomer).ok_or_else(|| Code::SetupCodeInvalid.into())
            }
            Ticket::Invite(code, _) => {
                let invite = move |conn: &mut Conn| {
                    let invite = store::invite_of_code(conn, &code)?;
                    actions::letting_in(conn, invite, now)
                };
                db.read(invite).await?;
                Ok(newcomer())
            }
            Ticket::Claim(code_hash, name) => {
                let phone_index = self.sealer.phone_index(&applicant.phone);
                let keys = self.codes.claim_keys(&phone_index, name.as_ref(), now);
                let claim = Claim { code_hash, phone_index, name, keys };
                let tried = db.write(move |tx| actions::try_claim(tx, &claim, now)).await?;
                Ok(tried.value?)
            }
        }
    }

    /// The account of a phone number, when the password is its own and it may be tried.
    pub(super) async fn verified(
        &self,
        db: &Db,
        login: &Login,
        now: Time,
    ) -> Result<AccountRow, Error> {
        let (index, device) = (self.sealer.phone_index(&login.phone), login.device.id);
        let found = self.verify(db, index.to_vec(), device, login.password.clone(), now).await?;
        found.ok_or_else(|| Code::WrongCredentials.into())
    }

    /// The caller's account, when the old password is its own and it may be tried, and the hash of
    /// the new one. Wrong is not 401, which would make a phone drop a session that lasts.
    pub(super) async fn changed(
        &self,
        db: &Db,
        caller: &Caller,
        device: DeviceId,
        passwords: NewPassword,
    ) -> Result<(AccountRow, String), Error> {
        let (person, now) = (caller.person, caller.now);
        let own = db.read(move |conn| Ok(store::account_of_person(conn, person)?)).await?;
        let index = own.ok_or(Code::SessionEnded)?.phone_index;
        let verified = self.verify(db, index, device, passwords.old, now).await?;
        let wrong = || Refusal::field("/old", FieldCode::WrongPassword);
        Ok((verified.ok_or_else(wrong)?, self.passwords.hash(passwords.new).await?))
    }

    /// Gives the account of a phone number a password that is drawn, for somebody who can no longer
    /// sign in, by who runs the server. It is answered in clear once.
    ///
    /// # Errors
    /// [`Code::NotFound`] where no account has the number.
    pub async fn replace_password(
        &self,
        db: &Db,
        phone: &Phone,
        now: Time,
    ) -> Result<String, Error> {
        let password = Codes::draw(&self.random);
        let drawn = Password::attempt(&password)
            .map_err(|_long| Fault::broken("a drawn password is too long"))?;
        let hash = self.passwords.hash(drawn).await?;
        let index = self.sealer.phone_index(phone);
        let intent = Intent::new(self.random.id(now), "identity.replace_password", &[], b"");
        let caller = Caller::operator(now, intent.id.to_string());
        db.write(move |tx| actions::replace_password(tx, &caller, &intent, &index, &hash)).await?;
        Ok(password)
    }

    async fn verify(
        &self,
        db: &Db,
        index: Vec<u8>,
        device: DeviceId,
        password: Password,
        now: Time,
    ) -> Result<Option<AccountRow>, Error> {
        let key = index.clone();
        db.write(move |tx| actions::knock(tx, &key, device, now)).await?;
        let account = db.read(move |conn| Ok(store::account_of_phone(conn, &index)?)).await?;
        let hash = account.as_ref().map(|account| account.password_hash.clone());
        let verified = self.passwords.verify(password, hash).await?;
        Ok(account.filter(|_| verified))
    }
}
