//! The figures of a year, and how they are shared out.

use super::cast::day;
use crate::{demo::cast::at, kernel::time::Time};

/// What a year came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i32,
    /// Active members on its last day.
    pub people: u64,
    /// Days of activities on which somebody's service was approved.
    pub sessions: u64,
    /// Hours that are confirmed in it, about: what then waits for a second person counts later.
    pub hours: u64,
    /// How many times people were served.
    pub times_served: u64,
}

impl Year {
    /// What the volunteer federation of Chongqing's charity published for 2023: 197,000 people,
    /// over 19,000 sessions, over 2,100,000 hours, 2,700,000 times served.
    pub const PUBLISHED_2023: Self = Self {
        year: 2023,
        people: 197_000,
        sessions: 19_036,
        hours: 2_124_000,
        times_served: 2_700_000,
    };

    /// Figures that nobody published, for tests: a year of them is made in seconds.
    pub const SMALL: Self =
        Self { year: 2023, people: 240, sessions: 21, hours: 800, times_served: 2_345 };

    /// From when on not all that was served is confirmed by the end of it.
    pub(super) fn open_from(self) -> Time {
        at(day(self.year, 12, 28), 0, 0)
    }

    /// The figures that were published for a year.
    #[must_use]
    pub const fn published(year: i32) -> Option<Self> {
        match year {
            2023 => Some(Self::PUBLISHED_2023),
            _ => None,
        }
    }
}

/// The part of a whole number that falls to one of several, by its place: the parts add up to it,
/// and no two differ by more than one.
pub(super) fn share(whole: u64, parts: u64, place: u64) -> u64 {
    if parts == 0 {
        return 0;
    }
    whole * (place + 1) / parts - whole * place / parts
}

/// How many there are.
pub(super) fn count(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

/// The place of one of them.
pub(super) fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_out_adds_up() {
        for (whole, parts) in [(0, 3), (2, 3), (197_000, 1031), (2_700_000, 19_036)] {
            let shares: Vec<u64> = (0..parts).map(|place| share(whole, parts, place)).collect();

            let (least, most) = (shares.iter().min(), shares.iter().max());
            assert_eq!(shares.iter().sum::<u64>(), whole);
            assert!(most.unwrap() - least.unwrap() <= 1);
        }
    }
}
