//! With whom to look at it.

use super::{
    cast::Person,
    filling::{Cast, Filling},
    founding::{caller, gone},
};
use crate::{
    demo::{Login, Role, filling::password, founding::FEDERATION},
    identity::Opening,
    kernel::{
        ids::{PersonId, UnitId},
        time::Time,
    },
    org,
    platform::error::{Error, Fault},
};

/// The federation, and who administers it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Headquarters {
    pub(super) unit: UnitId,
    pub(super) administrator: PersonId,
}

impl Filling<'_> {
    /// The first administrator with his account, and with him the federation.
    pub(super) async fn set_up(
        &mut self,
        person: &Person,
        when: Time,
    ) -> Result<Headquarters, Error> {
        let (login, opening) = self.login(Role::HqAdmin, person, (FEDERATION.to_owned(), None))?;
        let (keyring, db) = (&self.muster.keyring, &self.muster.db);
        let name = person.profile.name.clone();
        let administrator = keyring.set_up(db, name, &opening, when).await?;
        let unit = db.read(|conn| Ok(org::federation_unit(conn)?)).await?;
        let unit = unit.ok_or_else(|| gone("federation"))?.id;
        self.logins.push(Login { unit_id: Some(unit), ..login });
        Ok(Headquarters { unit, administrator })
    }

    /// Opens accounts for who leads the first brigade, and who administers its district.
    pub(super) async fn let_in(&mut self, cast: &Cast, now: Time) -> Result<(), Error> {
        let Some(brigade) = cast.brigades.first() else { return Ok(()) };
        let branch = cast.branches.get(brigade.branch).ok_or_else(|| gone("district"))?;
        let (of_district, of_brigade) = (branch.name(), brigade.name());
        for (role, person, keeper, unit) in [
            (Role::DistrictAdmin, &branch.admin, cast.hq, (of_district, Some(branch.id))),
            (Role::Leader, &brigade.leader, branch.admin.id, (of_brigade, Some(brigade.id))),
        ] {
            let (login, opening) = self.login(role, person, unit)?;
            let who = (person.id, person.profile.name.clone());
            let (keyring, db) = (&self.muster.keyring, &self.muster.db);
            keyring.let_in(db, &caller(keeper, now), who, &opening).await?;
            self.logins.push(login);
        }
        Ok(())
    }

    /// What somebody signs in with: the password is drawn anew each time.
    fn login(
        &self,
        role: Role,
        person: &Person,
        (unit, unit_id): (String, Option<UnitId>),
    ) -> Result<(Login, Opening), Fault> {
        let random = &self.muster.random;
        let phone = person.profile.phone.clone().ok_or_else(|| gone("number"))?;
        let login = Login {
            role,
            name: person.profile.name.as_str().to_owned(),
            phone: phone.as_str().trim_start_matches("+86").to_owned(),
            password: password(random),
            unit,
            unit_id,
        };
        let (password, device) = (login.password.clone(), random.id(person.since));
        Ok((login, Opening { phone, password, device }))
    }
}
