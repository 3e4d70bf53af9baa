//! Does what comes due with time, on one of several nodes.
//!
//! The server ticks again and again. A tick takes the timed acts in their order, and of each as
//! many steps as are due; a step is a transaction of its own, in which the node first takes the
//! lease or renews it.

use std::time::Duration;

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    kernel::{caller::Caller, ids::NodeId, time::Time},
    platform::{
        clock::Clock,
        db::{Conn, Db, PortableExt, Tx},
        error::Error,
        random::Random,
    },
    schema::leases,
};

/// One step of what time makes due; answers how many things it changed. It lasts some 50 ms at
/// most, so that those who wait for the writer hardly notice.
pub type TimedAct = fn(&mut Tx<'_>, &Caller) -> Result<usize, Error>;

/// The lease on the timed acts: one for all, so that one node does them in order.
const TIMED_ACTS: &str = "timed_acts";
/// Steps of a timed act in a tick at most; the next tick goes on.
const STEPS_MAX: u32 = 1000;

/// For so long a lease keeps others away. A node that died is missed for this time at most; one
/// whose clock is late or that pauses for longer meets another one at work.
const LEASE: Duration = Duration::from_secs(60);

/// Does what time has made due, unless another node does. In short steps, each a transaction of its
/// own: a request never waits for all of it, and each begins anew to lock in the order of its
/// feature.
///
/// # Errors
/// What the first timed act that failed says. What was done before it stays done, the others have
/// had their turn, and the next tick goes on.
pub async fn tick(
    db: &Db,
    clock: &Clock,
    random: &Random,
    node: NodeId,
    acts: &[TimedAct],
) -> Result<(), Error> {
    let mut ended = Ok(());
    for act in acts.iter().copied() {
        ended = ended.and(finish(db, clock, random, node, act).await);
    }
    ended
}

/// Takes steps of a timed act until nothing of it is due.
async fn finish(
    db: &Db,
    clock: &Clock,
    random: &Random,
    node: NodeId,
    act: TimedAct,
) -> Result<(), Error> {
    for _ in 0..STEPS_MAX {
        let now = clock.now();
        let caller = Caller::system(now, format!("timer-{}", random.uuid()));
        let step =
            db.write(
                move |tx| {
                    if hold(tx, TIMED_ACTS, node, now)? { act(tx, &caller) } else { Ok(0) }
                },
            );
        if step.await?.value == 0 {
            break;
        }
    }
    Ok(())
}

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
