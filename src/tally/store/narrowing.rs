//! What of a table is read.

/// Only the rows of a statement that are [`Within`](super::Within). The table has columns `unit`,
/// `booked_district` and `program`; `$time` is its column of time, `$first` and `$last` say
/// what the first and the last of a month are there.
macro_rules! narrowed {
    ($found:expr, $within:expr, $table:ident, $time:ident, $first:expr, $last:expr) => {{
        let mut found = $found.into_boxed();
        if let Some(scope) = &$within.scope {
            let below = $table::unit.eq_any($crate::org::below(scope.below.clone()));
            let booked = $table::booked_district.eq_any(scope.booked_to.clone());
            found = found.filter(below.or(booked));
        }
        if let Some(program) = $within.program {
            found = found.filter($table::program.eq(program));
        }
        if let Some(from) = $within.period.from() {
            found = found.filter($table::$time.ge($first(from)));
        }
        if let Some(until) = $within.period.until() {
            found = found.filter($table::$time.le($last(until)));
        }
        found
    }};
}

pub(super) use narrowed;
