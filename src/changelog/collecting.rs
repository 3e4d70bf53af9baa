//! Lines of rows that left an audience are kept for the phones that are away, but not for ever.

use std::{collections::BTreeMap, time::Duration};

use super::store;
use crate::{
    kernel::caller::Caller,
    platform::{db::Tx, error::Error},
};

/// Who was away for less is told what left; who was away for longer starts over.
const KEPT: Duration = Duration::from_secs(400 * 24 * 3600);

/// Removes the oldest lines of rows that left an audience long ago, at most `limit`. Answers how
/// many: nothing was due when it removed none.
///
/// It is no act: nobody may see more or less for it, and nothing that is true is lost with it.
///
/// # Errors
/// What the database says.
pub fn collect(tx: &mut Tx<'_>, caller: &Caller, limit: i64) -> Result<usize, Error> {
    let gone = store::gone_before(tx, caller.now.minus(KEPT), limit)?;
    let mut last: BTreeMap<i32, i64> = BTreeMap::new();
    for (audience, version) in &gone {
        let last = last.entry(*audience).or_default();
        *last = (*last).max(*version);
    }
    // The heads first, as a flush does, which then waits for no line of ours.
    let audiences: Vec<i32> = last.keys().copied().collect();
    for audience in store::in_flush_order(tx, &audiences)? {
        let last = last.get(&audience).copied().unwrap_or_default();
        store::set_collected(tx, audience, last)?;
    }
    store::remove_gone(tx, &gone)?;
    Ok(gone.len())
}
