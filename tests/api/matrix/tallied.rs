//! The table's rows of figures; columns as in `table`.

use super::{
    table::{GONE, OVER, Row},
    target::Target::{Absent, Brigade, Nothing, Year},
};

/// What those read who have a role on something, each of his own units.
const WHO_LEADS: &str = "401 401 401 · 403 403 403 · 200 200 · 200 200 · 200 200";
/// What those read who have a role on the federation.
const HEADQUARTERS: &str = "401 401 401 · 403 403 403 · 403 403 · 403 403 · 200 200";

pub(super) const TALLIED: &[Row] = &[
    ("GET /v1/tally", Nothing, WHO_LEADS),
    ("GET /v1/tally", Brigade, OVER),
    ("GET /v1/tally", Absent, GONE),
    ("GET /v1/reports/annual/{year}", Year, HEADQUARTERS),
    ("GET /v1/reports/annual/{year}", Absent, GONE),
];
