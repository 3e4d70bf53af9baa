//! Who sees an attendance.

/// How an attendance is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::attendance) enum Sight {
    /// By him whose it is.
    Own,
    /// By who has a role over the unit.
    Desk,
}
