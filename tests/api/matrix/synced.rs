//! The table's rows of sync; columns as in `table`.

use super::{
    table::{Row, SIGNED},
    target::Target::Nothing,
};

pub(super) const SYNCED: &[Row] = &[("POST /v1/sync/pull", Nothing, SIGNED)];
