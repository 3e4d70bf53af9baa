//! Who may try a secret, and how often.

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

impl Acquaintance {
    /// How often somebody so well known may be wrong.
    pub(in crate::identity) const fn patience(self) -> Patience {
        match self {
            Self::Known => Patience { free: 10, pause: Duration::from_secs(60) },
            Self::Strange => Patience::WITH_STRANGERS,
        }
    }
}

/// Failures after which somebody has to wait before each further attempt, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::identity) struct Patience {
    free: i32,
    pause: Duration,
}

impl Patience {
    /// All strange devices of a number share theirs, so a thousand of them get some eighty guesses
    /// a day together, and none of them can make the owner's own phone wait.
    pub(in crate::identity) const WITH_STRANGERS: Self =
        Self { free: 5, pause: Duration::from_secs(20 * 60) };

    /// With all claims together that show nothing but a code; see [`super::claims`].
    pub(in crate::identity) const WITH_BARE_CODES: Self =
        Self { free: 200, pause: Duration::from_secs(20) };

    /// With all sign-ups of one code that name a number which signs in already. `phone_taken` tells
    /// whoever holds a code of his own who has an account, which a log-in never does; so one invite
    /// asks after some 300 numbers a day at most. 20 are free, since people at a meeting do not
    /// remember whether they have an account. While the pause lasts nobody signs up with the code,
    /// since an answer for other numbers alone would tell as much. So who holds an invite can make
    /// its others wait: he could also use it up, and its unit makes another one.
    pub(in crate::identity) const WITH_TAKEN_NUMBERS: Self =
        Self { free: 20, pause: Duration::from_secs(5 * 60) };
}

/// Failures are forgotten after so long without another one.
pub(in crate::identity) const FAILURES_LIFE: Duration = Duration::from_secs(24 * 3600);

/// Whether a secret may be tried now. The answer counts as a failure until it proves a success.
///
/// # Errors
/// [`Code::TooManyAttempts`] with the seconds to wait.
pub(in crate::identity) fn may_try(
    patience: Patience,
    earlier: &FailuresRow,
    now: Time,
) -> Result<i32, Refusal> {
    if earlier.failed_at.plus(FAILURES_LIFE) <= now {
        return Ok(1);
    }
    let again_at = earlier.failed_at.plus(patience.pause);
    if earlier.failures >= patience.free && now < again_at {
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
        let check = |acquaintance: Acquaintance, failures, now| {
            let verdict = may_try(acquaintance.patience(), &failed(failures), now);
            verdict
                .map_err(|refusal| refusal.params.first().map(|param| param.1.plain().into_owned()))
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
