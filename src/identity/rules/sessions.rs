//! How long a session lasts, what a refresh token is worth.

use std::time::Duration;

use crate::{identity::store::SessionRow, kernel::time::Time};

/// A session that nobody refreshes ends after so long: a volunteer may be without signal, and
/// without an activity, for a season.
const IDLE_LIFE: Duration = Duration::from_secs(90 * 24 * 3600);

/// Whether a session lasts at an instant.
pub(in crate::identity) fn lasts(session: &SessionRow, now: Time) -> bool {
    session.ended_at.is_none() && lasts_since(session.used_at, now)
}

/// Whether a session that nobody ended lasts, by when it was last used.
pub(in crate::identity) fn lasts_since(used_at: Time, now: Time) -> bool {
    now < used_at.plus(IDLE_LIFE)
}

/// What a refresh token brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::identity) enum Exchange {
    /// The newest one: a new generation.
    Rotate,
    /// The one before it, while the newest was never used: the answer that carried the newest was
    /// lost, so it is given again.
    Repeat,
    /// An older one: somebody has a copy. The session ends.
    Revoke,
}

/// Judges the generation that was presented against the newest that was given out.
///
/// The newest one counts as used as soon as it is presented, since then a newer one exists; so no
/// time limit is needed, and a phone may come back with the one before it after days.
///
/// One that is newer than the newest is ours, or its hash would not fit: then the database went
/// back (a restore), and the phone that holds it is to come in and hand over what it has.
pub(in crate::identity) const fn exchange(presented: i64, newest: i64) -> Exchange {
    match newest.saturating_sub(presented) {
        ..=0 => Exchange::Rotate,
        1 => Exchange::Repeat,
        _ => Exchange::Revoke,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_token_and_the_one_before_it_are_worth_anything() {
        assert_eq!(exchange(5, 5), Exchange::Rotate);
        assert_eq!(exchange(4, 5), Exchange::Repeat);
        assert_eq!(exchange(3, 5), Exchange::Revoke);
        assert_eq!(exchange(i64::MIN, i64::MAX), Exchange::Revoke);
    }

    #[test]
    fn a_phone_that_is_ahead_of_a_restored_database_stays_signed_in() {
        assert_eq!(exchange(9, 5), Exchange::Rotate);
    }
}
