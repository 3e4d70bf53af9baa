//! Programs as keys: a column of a key holds something, so no program is the nil id.

use crate::kernel::{figures::Booking, ids::ProgramId};

pub(super) fn program_key(booking: &Booking) -> ProgramId {
    booking.program.unwrap_or(ProgramId::NIL)
}

/// The program of a key.
#[must_use]
pub fn program_of(key: ProgramId) -> Option<ProgramId> {
    (key != ProgramId::NIL).then_some(key)
}
