//! How long a session lasts, what a refresh token is worth, who may try a password.

use std::time::Duration;

use super::store::{FailuresRow, SessionRow};
use crate::kernel::{codes::Code, refusal::Refusal, time::Time};

/// A session that nobody refreshes ends after so long: a volunteer may be without signal, and
/// without an activity, for a season.
const IDLE_LIFE: Duration = Duration::from_secs(90 * 24 * 3600);

/// Whether a session lasts at an instant.
pub(super) fn lasts(session: &SessionRow, now: Time) -> bool {
    session.ended_at.is_none() && now < session.used_at.plus(IDLE_LIFE)
}

/// What a refresh token brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exchange {
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
pub(super) const fn exchange(presented: i64, newest: i64) -> Exchange {
    match newest.saturating_sub(presented) {
        ..=0 => Exchange::Rotate,
        1 => Exchange::Repeat,
        _ => Exchange::Revoke,
    }
}

/// Whether an account has seen a device before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Acquaintance {
    /// It signed in there before: a forgetful owner, most likely.
    Known,
    /// It never did: the owner's new phone, or somebody who guesses.
    Strange,
}

/// Failures after which somebody has to wait before each further attempt, and how long. All strange
/// devices of a number share theirs, so a thousand of them get some eighty guesses a day together,
/// and none of them can make the owner's own phone wait.
const fn patience(acquaintance: Acquaintance) -> (i32, Duration) {
    match acquaintance {
        Acquaintance::Known => (10, Duration::from_secs(60)),
        Acquaintance::Strange => (5, Duration::from_secs(20 * 60)),
    }
}

/// Failures are forgotten after so long without another one.
pub(super) const FAILURES_LIFE: Duration = Duration::from_secs(24 * 3600);

/// Whether a password may be tried now. The answer counts as a failure until it proves a success.
///
/// # Errors
/// [`Code::TooManyAttempts`] with the seconds to wait.
pub(super) fn may_try(
    acquaintance: Acquaintance,
    earlier: &FailuresRow,
    now: Time,
) -> Result<i32, Refusal> {
    if earlier.failed_at.plus(FAILURES_LIFE) <= now {
        return Ok(1);
    }
    let (free, pause) = patience(acquaintance);
    let again_at = earlier.failed_at.plus(pause);
    if earlier.failures >= free && now < again_at {
        let wait_s = again_at.since(now).as_millis().div_ceil(1000);
        return Err(Refusal::from(Code::TooManyAttempts).with("retry_after_s", wait_s));
    }
    Ok(earlier.failures.saturating_add(1))
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

    #[test]
    fn a_stranger_waits_after_five_failures_and_an_owner_after_ten() {
        let at = |seconds: u64| Time::EPOCH.plus(Duration::from_secs(seconds));
        let failed = |failures| FailuresRow { key: Vec::new(), failures, failed_at: Time::EPOCH };
        let check = |acquaintance, failures, now| {
            let verdict = may_try(acquaintance, &failed(failures), now);
            verdict
                .map_err(|refusal| refusal.params.first().map(|param| param.1.plain().to_owned()))
        };
        use Acquaintance::{Known, Strange};

        assert_eq!(check(Strange, 0, at(0)), Ok(1));
        assert_eq!(check(Strange, 4, at(0)), Ok(5));
        assert_eq!(check(Strange, 5, at(1)), Err(Some("1199".to_owned())));
        assert_eq!(check(Strange, 5, at(1200)), Ok(6));
        assert_eq!(check(Known, 9, at(0)), Ok(10));
        assert_eq!(check(Known, 10, at(1)), Err(Some("59".to_owned())));
        assert_eq!(check(Known, 1000, at(24 * 3600)), Ok(1));
    }
}
