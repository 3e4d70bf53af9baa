//! What of a table is read.

/// Only the rows of a statement that are within a [`Scope`](crate::tally::model::Scope): `$below`
/// says which are of its units of today, `$once` which are of its districts of then. Where there
/// are none of a sort it is not asked for: an `OR` with nothing on one side uses no index.
macro_rules! scoped {
    ($found:expr, $scope:expr, $below:expr, $once:expr) => {
        match ($scope.below.is_empty(), $scope.booked_to.is_empty()) {
            (_, true) => $found.filter($below),
            (true, false) => $found.filter($once),
            (false, false) => $found.filter($below.or($once)),
        }
    };
}

/// Only the rows of a statement that are [`Within`](super::Within). The table has columns `unit`,
/// `booked_district` and `program`; `$time` is its column of time, `$first` and `$last` say
/// what the first and the last of a month are there.
///
/// Rows are found by unit, which is what the tables have an index on: what is booked to a district
/// was recorded by a unit that stood below it once.
macro_rules! narrowed {
    ($found:expr, $within:expr, $table:ident, $time:ident, $first:expr, $last:expr) => {{
        let mut found = $found.into_boxed();
        if let Some(scope) = &$within.scope {
            let below = $table::unit.eq_any($crate::org::below(scope.below.clone()));
            let then = $table::unit.eq_any($crate::org::ever_below(scope.booked_to.clone()));
            let booked = then.and($table::booked_district.eq_any(scope.booked_to.clone()));
            found = scoped!(found, scope, below, booked);
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
pub(super) use scoped;
