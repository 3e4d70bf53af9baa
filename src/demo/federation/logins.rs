//! With whom to look at it.

use super::{cast::Cast, filling::Filling, founding::gone};
use crate::{
    demo::{Role, caller::caller, logins},
    kernel::time::Time,
    platform::error::Error,
};

impl Filling<'_> {
    /// Opens accounts for who leads the first brigade, and who administers its district.
    pub(super) async fn let_in(&mut self, cast: &Cast, now: Time) -> Result<(), Error> {
        let Some(brigade) = cast.brigades.first() else { return Ok(()) };
        let branch = cast.branches.get(brigade.branch).ok_or_else(|| gone("district"))?;
        let of_brigade = brigade.town.brigade_name();
        for (role, person, keeper, unit) in [
            (Role::DistrictAdmin, &branch.admin, cast.hq, (branch.name(), branch.id)),
            (Role::Leader, &brigade.leader, branch.admin.id, (of_brigade, brigade.id)),
        ] {
            let keeper = caller(keeper, now);
            let login = logins::let_in(self.muster, (role, person), &keeper, unit).await?;
            self.logins.push(login);
        }
        Ok(())
    }
}
