//! What the doors of identity share: tokens, password hashing, sealing, codes, chance.

use super::{
    actions,
    model::{self, Applicant, Login, SetUp},
    passwords::Passwords,
    store::{self, AccountRow},
    tokens::Tokens,
};
use crate::{
    kernel::{codes::Code, time::Time},
    people::Sealer,
    platform::{
        db::Db,
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
    pub(super) codes: Key,
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
            codes: root.derive("codes"),
            random: random.clone(),
        })
    }

    /// What a code is kept as.
    #[must_use]
    pub fn code_hash(&self, code: &str) -> [u8; 32] {
        self.codes.hash(model::bare_code(code).as_bytes())
    }

    /// The command of somebody who opens the first account. The password is hashed here, outside of
    /// any transaction, and only for somebody who has a code: hashing is work.
    pub(super) async fn set_up(
        &self,
        db: &Db,
        applicant: Applicant,
        now: Time,
    ) -> Result<SetUp, Error> {
        let code_hash = self.code_hash(&applicant.setup_code);
        if !db.read(move |conn| Ok(store::has_setup_code(conn, &code_hash)?)).await? {
            return Err(Code::SetupCodeInvalid.into());
        }
        Ok(SetUp {
            person: self.random.id(now),
            account: self.random.id(now),
            session: self.random.id(now),
            code_hash,
            password_hash: self.passwords.hash(applicant.password).await?,
            name: applicant.name,
            phone: applicant.phone,
            device: applicant.device,
        })
    }

    /// The account of a phone number, when the password is its own and it may be tried.
    pub(super) async fn verified(
        &self,
        db: &Db,
        login: &Login,
        now: Time,
    ) -> Result<AccountRow, Error> {
        let (index, device) = (self.sealer.phone_index(&login.phone), login.device.id);
        db.write(move |tx| actions::knock(tx, &index, device, now)).await?;
        let account = db.read(move |conn| Ok(store::account_of_phone(conn, &index)?)).await?;
        let hash = account.as_ref().map(|account| account.password_hash.clone());
        let verified = self.passwords.verify(login.password.clone(), hash).await?;
        account.filter(|_| verified).ok_or_else(|| Code::WrongCredentials.into())
    }
}
