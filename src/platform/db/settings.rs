//! What the database knows of itself: words under keys.

use diesel::{QueryResult, insert_into, prelude::*};

use super::conn::{Conn, PortableExt};
use crate::schema::settings;

/// A setting, none when it was never made.
///
/// # Errors
/// What the database says.
pub fn setting(conn: &mut Conn, key: &str) -> QueryResult<Option<String>> {
    settings::table.find(key).select(settings::value).first(conn).optional()
}

/// Makes a setting unless it is there, and answers what is there now: of two who make it at once,
/// both get the same.
///
/// # Errors
/// What the database says.
pub fn setting_or(conn: &mut Conn, key: &str, value: &str) -> QueryResult<String> {
    insert_into(settings::table)
        .values((settings::key.eq(key), settings::value.eq(value)))
        .on_conflict_do_nothing()
        .portable()
        .execute(conn)?;
    settings::table.find(key).select(settings::value).first(conn)
}

/// Sets a setting, whatever it was.
///
/// # Errors
/// What the database says.
pub fn set_setting(conn: &mut Conn, key: &str, value: &str) -> QueryResult<()> {
    insert_into(settings::table)
        .values((settings::key.eq(key), settings::value.eq(value)))
        .on_conflict(settings::key)
        .do_update()
        .set(settings::value.eq(value))
        .portable()
        .execute(conn)?;
    Ok(())
}
