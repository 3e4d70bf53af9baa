//! Whether a database holds a demo, all of one, or something else.

use diesel::QueryResult;

use crate::platform::db::{Conn, setting, setting_or};

/// Set before the first act of a demo, and after the last one.
const BEGUN: &str = "demo_begun";
const COMPLETE: &str = "demo_complete";
/// What every database has that was opened once.
const OPENED: &str = "root_key";

/// What a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing: it may be filled.
    Nothing,
    /// Part of a demo: the filling was cut off.
    Part,
    /// A demo.
    Demo,
    /// What no demo made. Nothing of a demo is ever mixed into it.
    Else,
}

/// What a database holds; one without tables holds nothing.
#[must_use]
pub fn held(conn: &mut Conn) -> Held {
    let mut is_set = |key| setting(conn, key).ok().flatten().is_some();
    match (is_set(COMPLETE), is_set(BEGUN), is_set(OPENED)) {
        (true, ..) => Held::Demo,
        (false, true, _) => Held::Part,
        (false, false, true) => Held::Else,
        (false, false, false) => Held::Nothing,
    }
}

/// Says that a demo is being filled in.
pub(super) fn begin(conn: &mut Conn) -> QueryResult<()> {
    setting_or(conn, BEGUN, "yes").map(drop)
}

/// Says that a demo is complete: whoever starts it again finds it as it is.
///
/// # Errors
/// What the database says.
pub fn complete(conn: &mut Conn) -> QueryResult<()> {
    setting_or(conn, COMPLETE, "yes").map(drop)
}
