//! What comes due with time, and which of several nodes does it.

use std::time::Duration;

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    kernel::{ids::NodeId, time::Time},
    platform::db::{Conn, PortableExt},
    schema::leases,
};

/// For so long a lease keeps others away. A node that died is missed for this time at most; one
/// whose clock is late or that pauses for longer meets another one at work.
const LEASE: Duration = Duration::from_secs(60);

/// Takes the lease on some work, or renews it, until a minute from now; answers whether `holder`
/// has it. One that ran out is anybody's.
///
/// A lease spares nodes the same work twice. What keeps that work right when two do it after all
/// are the locks of its acts.
///
/// # Errors
/// What the database says.
pub fn hold(conn: &mut Conn, name: &str, holder: NodeId, now: Time) -> QueryResult<bool> {
    let until_at = now.plus(LEASE);
    let renewed = update(leases::table.find(name))
        .filter(leases::holder.eq(holder).or(leases::until_at.le(now)))
        .set((leases::holder.eq(holder), leases::until_at.eq(until_at)))
        .execute(conn)?;
    if renewed > 0 {
        return Ok(true);
    }
    // Somebody has it, or nobody ever had: then it is there for the first who comes.
    let made = insert_into(leases::table)
        .values((leases::name.eq(name), leases::holder.eq(holder), leases::until_at.eq(until_at)))
        .on_conflict_do_nothing()
        .portable()
        .execute(conn)?;
    Ok(made > 0)
}
