//! What a leader reports of a shift.

use crate::kernel::{
    codes::FieldCode,
    ids::{ReportId, ShiftId},
};

/// Times served of one shift at most.
const TIMES_SERVED_MAX: i64 = 1_000_000;

/// A report of a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Its id.
    pub id: ReportId,
    /// Of which shift.
    pub shift: ShiftId,
    /// How many times somebody was served.
    pub times_served: i64,
    /// How many people that were.
    pub person_count: Option<i64>,
    /// What else there is to say.
    pub note: Option<String>,
}

/// How many times somebody was served.
///
/// # Errors
/// [`FieldCode::OutOfRange`].
pub(in crate::attendance) fn times_served(times: i64) -> Result<i64, FieldCode> {
    if (0..=TIMES_SERVED_MAX).contains(&times) { Ok(times) } else { Err(FieldCode::OutOfRange) }
}

/// How many people were served so many times.
///
/// # Errors
/// [`FieldCode::OutOfRange`]; [`FieldCode::Contradicts`] when they are more than the times.
pub(in crate::attendance) fn person_count(count: i64, times: i64) -> Result<i64, FieldCode> {
    let count = times_served(count)?;
    if count <= times { Ok(count) } else { Err(FieldCode::Contradicts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_serves_nobody_or_up_to_a_million_times() {
        for (times, expected) in [
            (0, Ok(0)),
            (1_000_000, Ok(1_000_000)),
            (1_000_001, Err(FieldCode::OutOfRange)),
            (-1, Err(FieldCode::OutOfRange)),
        ] {
            assert_eq!(times_served(times), expected, "{times}");
        }
    }

    #[test]
    fn nobody_is_served_less_than_once() {
        for (count, times, expected) in [
            (0, 0, Ok(0)),
            (7, 7, Ok(7)),
            (3, 7, Ok(3)),
            (8, 7, Err(FieldCode::Contradicts)),
            (-1, 7, Err(FieldCode::OutOfRange)),
        ] {
            assert_eq!(person_count(count, times), expected, "{count} of {times}");
        }
    }
}
