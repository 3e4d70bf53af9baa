//! What is drawn by the seed.

use std::time::Duration;

use crate::{
    kernel::codes::FieldCode,
    platform::{error::Fault, random::Random},
};

/// One of several; none of none.
pub(super) fn pick<'a, T>(of: &'a [T], chance: &Random) -> Option<&'a T> {
    let count = u64::try_from(of.len()).unwrap_or(u64::MAX);
    of.get(usize::try_from(chance.below(count)).unwrap_or(0))
}

/// Several different ones, at most `count`, in the order in which they were drawn.
pub(super) fn several<T>(mut of: Vec<T>, count: usize, chance: &Random) -> Vec<T> {
    let mut drawn = Vec::with_capacity(count);
    while drawn.len() < count && !of.is_empty() {
        let left = u64::try_from(of.len()).unwrap_or(u64::MAX);
        drawn.push(of.swap_remove(usize::try_from(chance.below(left)).unwrap_or(0)));
    }
    drawn
}

/// A whole number from `least` to `most`.
pub(super) fn between(least: u32, most: u32, chance: &Random) -> u32 {
    let drawn = chance.below(u64::from(most.saturating_sub(least)) + 1);
    least.saturating_add(u32::try_from(drawn).unwrap_or(0))
}

/// Whether it is one of those that are so in a hundred.
pub(super) fn in_hundred(so: u64, chance: &Random) -> bool {
    chance.below(100) < so
}

/// From least to most minutes, and less than a second more: nobody comes on the second.
pub(super) fn minutes(least: u32, most: u32, chance: &Random) -> Duration {
    let seconds = between(least * 60, most * 60, chance);
    Duration::from_millis(u64::from(seconds) * 1000 + chance.below(1000))
}

/// What the demo itself wrote and therefore is what it is to be.
pub(super) fn sound<T>(parsed: Result<T, FieldCode>) -> Result<T, Fault> {
    parsed.map_err(|code| Fault::broken(format!("the demo's own data: {code:?}")))
}
