//! Accounts that are opened without a request: by the command line, with the same codes and acts.

use super::{
    actions,
    keyring::Keyring,
    model::{Applicant, Device, Password, Ticket},
};
use crate::{
    acts::Intent,
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{DeviceId, PersonId},
        refusal::Refusal,
        time::Time,
    },
    people::{Name, Phone},
    platform::{db::Db, error::Error},
};

/// With what somebody opens an account.
#[derive(Clone)]
pub(crate) struct Opening {
    /// The number to sign in with.
    pub(crate) phone: Phone,
    /// The password, in clear.
    pub(crate) password: String,
    /// Where he signs in first.
    pub(crate) device: DeviceId,
}

impl Keyring {
    /// Makes the first administrator, and with him the federation.
    ///
    /// # Errors
    /// [`Code::SetupCodeInvalid`] where somebody administers the federation already; a refusal of
    /// the password.
    pub(crate) async fn set_up(
        &self,
        db: &Db,
        name: Name,
        opening: &Opening,
        now: Time,
    ) -> Result<PersonId, Error> {
        let keyring = self.clone();
        let offered = db.write(move |tx| actions::offer_setup_code(tx, &keyring, now)).await?;
        let code = self.codes.hash(&offered.value.ok_or(Code::SetupCodeInvalid)?);
        self.open(db, Ticket::SetUp(code, name), opening, now).await
    }

    /// Opens an account for a person whose file `keeper` keeps, by a claim code of his.
    ///
    /// # Errors
    /// Those of making a claim code and of using it; a refusal of the password.
    pub(crate) async fn let_in(
        &self,
        db: &Db,
        keeper: &Caller,
        (person, name): (PersonId, Name),
        opening: &Opening,
    ) -> Result<PersonId, Error> {
        let (keyring, caller) = (self.clone(), keeper.clone());
        let act = self.random.id(keeper.now);
        let intent = Intent::new(act, "identity.make_claim_code", &[person.entity()], b"");
        let made = db.write(move |tx| {
            let made = actions::make_claim_code(tx, &keyring.codes, &caller, &intent, person)?;
            Ok(made.code)
        });
        let code = self.codes.hash(&made.await?.value);
        self.open(db, Ticket::Claim(code, Some(name)), opening, keeper.now).await
    }

    async fn open(
        &self,
        db: &Db,
        ticket: Ticket,
        opening: &Opening,
        now: Time,
    ) -> Result<PersonId, Error> {
        let password = Password::parse(&opening.password);
        let password = password.map_err(|code| Refusal::field("/password", code))?;
        let device = Device { id: opening.device, name: "muster".to_owned() };
        let applicant = Applicant { ticket, phone: opening.phone.clone(), password, device };
        let command = self.admitted(db, applicant, now).await?;
        let person = command.person;
        let intent = Intent::unrepeated(self.random.id(now), command.ticket.act());
        let operator = Caller::operator(now, "command-line".to_owned());
        let caller = Caller { person, device: Some(opening.device), ..operator };
        let sealer = self.sealer.clone();
        let opened = db.write(move |tx| {
            actions::open_account(tx, &sealer, &caller, &intent, &command).map(drop)
        });
        opened.await?;
        Ok(person)
    }
}
