//! Invites.

use std::time::Duration;

use crate::kernel::{
    codes::FieldCode,
    ids::{InviteId, UnitId},
};

/// People whom one invite lets in: enough for a meeting, few enough that one that went astray can
/// be cleaned up after.
const USES: i32 = 200;
/// People whom one invite lets in at most.
const USES_MAX: i32 = 1000;
/// Days that an invite lasts.
const DAYS: u32 = 30;
/// Days that an invite lasts at most: a poster of last year lets nobody in.
const DAYS_MAX: u32 = 90;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// An invite to make.
#[derive(Clone, Debug)]
pub(in crate::identity) struct MakeInvite {
    /// Its id, from which its code is derived.
    pub(in crate::identity) id: InviteId,
    /// Where it leads.
    pub(in crate::identity) unit: UnitId,
    /// How many may use it.
    pub(in crate::identity) uses_max: i32,
    /// How long it lasts.
    pub(in crate::identity) life: Duration,
}

/// How many may use an invite.
///
/// # Errors
/// [`FieldCode::OutOfRange`].
pub(in crate::identity) fn uses_max(asked: Option<i32>) -> Result<i32, FieldCode> {
    let uses = asked.unwrap_or(USES);
    if (1..=USES_MAX).contains(&uses) { Ok(uses) } else { Err(FieldCode::OutOfRange) }
}

/// How long an invite lasts.
///
/// # Errors
/// [`FieldCode::OutOfRange`].
pub(in crate::identity) fn invite_life(days: Option<i32>) -> Result<Duration, FieldCode> {
    let days = days.map_or(Ok(DAYS), u32::try_from).unwrap_or(0);
    if (1..=DAYS_MAX).contains(&days) { Ok(DAY * days) } else { Err(FieldCode::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invite_is_for_so_many_and_for_so_long() {
        for (asked, uses) in [
            (None, Ok(200)),
            (Some(1), Ok(1)),
            (Some(1000), Ok(1000)),
            (Some(0), Err(FieldCode::OutOfRange)),
            (Some(1001), Err(FieldCode::OutOfRange)),
        ] {
            assert_eq!(uses_max(asked), uses, "{asked:?}");
        }
        for (asked, days) in [
            (None, Ok(DAY * 30)),
            (Some(90), Ok(DAY * 90)),
            (Some(0), Err(FieldCode::OutOfRange)),
            (Some(-1), Err(FieldCode::OutOfRange)),
            (Some(91), Err(FieldCode::OutOfRange)),
        ] {
            assert_eq!(invite_life(asked), days, "{asked:?}");
        }
    }
}
