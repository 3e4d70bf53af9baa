//! Who may try a password.

use std::time::Duration;

use crate::{
    identity::store::FailuresRow,
    kernel::{codes::Code, refusal::Refusal, time::Time},
};

/// Whether an account has seen a device before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::identity) enum Acquaintance {
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
pub(in crate::identity) const FAILURES_LIFE: Duration = Duration::from_secs(24 * 3600);

/// Whether a password may be tried now. The answer counts as a failure until it proves a success.
///
/// # Errors
/// [`Code::TooManyAttempts`] with the seconds to wait.
pub(in crate::identity) fn may_try(
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
