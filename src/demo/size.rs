//! How large a demo is.

/// How much is made. What happens right now is the same in each size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// People, those with a role included. There are never fewer than the roles want: one for the
    /// whole, one for each district, two for each brigade.
    pub people: u32,
    /// Brigades of each district.
    pub brigades: u32,
    /// Days of service that lie behind.
    pub days: u32,
    /// Days from one shift of a brigade to its next one.
    pub shift_days: u32,
}

impl Size {
    /// What `muster demo` makes: 2,000 people, half a year.
    pub const DEMO: Self = Self { people: 2000, brigades: 2, days: 183, shift_days: 7 };

    /// Something in every district and half a minute of work: for tests.
    pub const SMALL: Self = Self { people: 240, brigades: 1, days: 10, shift_days: 5 };
}
