//! Whether an invite lets somebody in.

use crate::{identity::store::InviteRow, kernel::time::Time};

/// Whether an invite lets one more in.
pub(in crate::identity) fn lets_in(invite: &InviteRow, now: Time) -> bool {
    now < invite.ends_at && invite.uses < invite.uses_max
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::Id;
    use std::time::Duration;

    #[test]
    fn an_invite_lets_so_many_in_until_it_ends() {
        let at = |seconds| Time::EPOCH.plus(Duration::from_secs(seconds));
        let id = uuid::Uuid::nil();
        let invite = |uses| InviteRow {
            id: Id::new(id),
            code_hash: Vec::new(),
            unit: Id::new(id),
            uses_max: 2,
            uses,
            made_by: Id::new(id),
            made_at: at(0),
            ends_at: at(60),
        };

        assert!(lets_in(&invite(0), at(0)));
        assert!(lets_in(&invite(1), at(59)));
        assert!(!lets_in(&invite(2), at(59)));
        assert!(!lets_in(&invite(0), at(60)));
    }
}
