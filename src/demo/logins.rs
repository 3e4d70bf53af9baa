//! With whom to look at a demo.

use super::{
    cast::Person,
    chance::pick,
    founding::FEDERATION,
    made::{Login, Role},
};
use crate::{
    app::Muster,
    identity::Opening,
    kernel::{
        caller::Caller,
        ids::{PersonId, UnitId},
        time::Time,
    },
    org,
    platform::{
        error::{Error, Fault},
        random::Random,
    },
};

/// The federation, and who administers it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Headquarters {
    pub(super) unit: UnitId,
    pub(super) administrator: PersonId,
}

/// The first administrator with his account, and with him the federation. He has another id then
/// than the one that was drawn for him.
pub(super) async fn set_up(
    muster: &Muster,
    person: &Person,
    when: Time,
) -> Result<(Headquarters, Login), Error> {
    let (login, opening) = drawn(muster, (Role::HqAdmin, person), when)?;
    let name = person.name().clone();
    let administrator = muster.keyring.set_up(&muster.db, name, &opening, when).await?;
    let unit = muster.db.read(|conn| Ok(org::federation_unit(conn)?)).await?;
    let unit = unit.ok_or_else(|| Fault::broken("a federation that is not there"))?.id;
    let login = Login { unit: FEDERATION.to_owned(), unit_id: Some(unit), ..login };
    Ok((Headquarters { unit, administrator }, login))
}

/// Opens the account of somebody, through who keeps his file.
pub(super) async fn let_in(
    muster: &Muster,
    (role, person): (Role, &Person),
    keeper: &Caller,
    (unit, unit_id): (String, UnitId),
) -> Result<Login, Error> {
    let (login, opening) = drawn(muster, (role, person), keeper.now)?;
    let who = (person.id, person.name().clone());
    muster.keyring.let_in(&muster.db, keeper, who, &opening).await?;
    Ok(Login { unit, unit_id: Some(unit_id), ..login })
}

/// What somebody signs in with: the password is drawn anew for each demo.
fn drawn(
    muster: &Muster,
    (role, person): (Role, &Person),
    when: Time,
) -> Result<(Login, Opening), Fault> {
    let phone = person.profile.phone.clone();
    let phone = phone.ok_or_else(|| Fault::broken("a login without a number"))?;
    let login = Login {
        role,
        name: person.name().as_str().to_owned(),
        phone: phone.as_str().trim_start_matches("+86").to_owned(),
        password: password(&muster.random),
        unit: String::new(),
        unit_id: None,
    };
    let (password, device) = (login.password.clone(), muster.random.id(when));
    Ok((login, Opening { phone, password, device }))
}

/// Sixteen letters and digits that nobody takes for others: 78 bits.
fn password(random: &Random) -> String {
    const LETTERS: &[u8; 30] = b"abcdefghjkmnpqrstuvwxyz2345679";
    let letter = || pick(LETTERS, random).map_or('a', |letter| char::from(*letter));
    let group = |_| (0..4).map(|_| letter()).collect::<String>();
    (0..4).map(group).collect::<Vec<_>>().join("-")
}
