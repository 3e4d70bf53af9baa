//! Rows that are read with all others of their table.

use diesel::QueryResult;

use super::conn::Conn;
use crate::kernel::ids::{EntityId, Id};

/// A row that is read with all others of its table, one page after another.
pub trait Stored: Sized {
    /// Its id.
    fn stored_id(&self) -> EntityId;

    /// The rows after an id, in the order of ids, at most `limit`. The nil id is before all.
    ///
    /// # Errors
    /// What the database says.
    fn page(conn: &mut Conn, after: EntityId, limit: i64) -> QueryResult<Vec<Self>>;

    /// Locks a row until the transaction ends, and answers it as it is then.
    ///
    /// # Errors
    /// What the database says.
    fn lock(conn: &mut Conn, id: EntityId) -> QueryResult<Option<Self>>;
}

/// Rows of a page: few enough for a statement that binds the id of each.
const PAGE: i64 = 1000;

/// Hands over all rows of a table, a page at a time.
///
/// # Errors
/// What the database says, and what `work` answers.
pub fn each_page<R: Stored>(
    conn: &mut Conn,
    mut work: impl FnMut(&mut Conn, &[R]) -> QueryResult<()>,
) -> QueryResult<()> {
    let mut after = Id::NIL;
    loop {
        let page = R::page(conn, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.stored_id();
        work(conn, &page)?;
    }
}

/// Makes rows of a table ones that can be read with all others: those with all its columns, whose
/// key is `id`. A column that nothing refers to is set to itself to lock a row: a key would have
/// SQLite look for references to it in every row of other tables.
macro_rules! stored {
    ($row:ty, $table:ident, $column:ident) => {
        impl $crate::platform::db::Stored for $row {
            fn stored_id(&self) -> $crate::kernel::ids::EntityId {
                self.id.entity()
            }

            fn page(
                conn: &mut $crate::platform::db::Conn,
                after: $crate::kernel::ids::EntityId,
                limit: i64,
            ) -> diesel::QueryResult<Vec<Self>> {
                $table::table.filter($table::id.gt(after)).order($table::id).limit(limit).load(conn)
            }

            fn lock(
                conn: &mut $crate::platform::db::Conn,
                id: $crate::kernel::ids::EntityId,
            ) -> diesel::QueryResult<Option<Self>> {
                diesel::update($table::table.filter($table::id.eq(id)))
                    .set($table::$column.eq($table::$column))
                    .returning($table::all_columns)
                    .get_result(conn)
                    .optional()
            }
        }
    };
}
pub(crate) use stored;
