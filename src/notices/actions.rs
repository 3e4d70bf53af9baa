//! Acts on notices.

use super::{
    model::NewNotice,
    store::{self, NoticeRow},
};
use crate::{
    acts::{self, Intent, Recorded},
    changelog::{Changed, Projection},
    kernel::{
        caller::Caller,
        codes::Code,
        ids::{Id, NoticeId},
        time::Time,
    },
    platform::{db::Tx, error::Error},
};

/// The rows of this feature that stand in the feed.
pub const PROJECTIONS: &[Projection] = &[Projection::of::<NoticeRow>()];

/// Tells a person something. A step of the act that it tells of.
///
/// # Errors
/// What the database says.
pub fn tell(tx: &mut Tx<'_>, new: &NewNotice, now: Time) -> Result<(), Error> {
    let notice = NoticeRow {
        id: tx.random().id(now),
        person: new.person,
        kind: new.kind,
        subject: new.subject,
        unit: new.unit,
        made_at: now,
        read_at: None,
    };
    store::insert(tx, &notice)?;
    let random = tx.random();
    store::insert_outbox(tx, random.id(now), &notice)?;
    tx.changed(None, Some(&notice));
    Ok(())
}

/// Marks a notice of the caller's own as read. One that was read before stays as it was.
///
/// # Errors
/// [`Code::NotFound`], also for another person's; [`Code::IdConflict`].
pub(super) fn read(
    tx: &mut Tx<'_>,
    caller: &Caller,
    intent: &Intent,
    id: NoticeId,
) -> Result<NoticeRow, Error> {
    if let Some(earlier) = acts::done(tx, caller, intent)? {
        let notice = store::notice(tx, Id::new(earlier.uuid()))?;
        return notice.ok_or_else(|| Code::NotFound.into());
    }
    let before = store::lock(tx, id, caller.person)?.ok_or(Code::NotFound)?;
    if before.read_at.is_some() {
        return Ok(before);
    }
    let after = NoticeRow { read_at: Some(caller.now), ..before };
    store::set_read(tx, &after)?;
    tx.changed(Some(&before), Some(&after));
    acts::record(tx, caller, intent, &Recorded::applied(after.id.entity(), None))?;
    Ok(after)
}
