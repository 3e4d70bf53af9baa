//! What of a table is read.

/// Only the rows of a statement that are [`Within`](super::Within). The table has columns `unit`,
/// `booked_district` and `program`; `$time` is its column of time, `$first` and `$last` say
/// what the first and the last of a month are there.
///
/// Rows are found by unit, which is what the tables have an index on: what is booked to a district
/// was recorded by a unit that stood below it once. An `OR` with nothing on one side would have the
/// whole table read.
macro_rules! narrowed {
    ($found:expr, $within:expr, $table:ident, $time:ident, $first:expr, $last:expr) => {{
        let mut found = $found.into_boxed();
        if let Some(scope) = &$within.scope {
            let below = $table::unit.eq_any($crate::org::below(scope.below.clone()));
            let then = $table::unit.eq_any($crate::org::ever_below(scope.booked_to.clone()));
            let booked = then.and($table::booked_district.eq_any(scope.booked_to.clone()));
            found = match (scope.below.is_empty(), scope.booked_to.is_empty()) {
                (_, true) => found.filter(below),
                (true, false) => found.filter(booked),
                (false, false) => found.filter(below.or(booked)),
            };
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
