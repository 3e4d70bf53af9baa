//! Whether a database holds a demo, all of one, or something else.

use clap::ValueEnum;
use diesel::QueryResult;

use crate::{
    org,
    platform::{
        db::{Conn, setting, setting_or, tables},
        error::{Error, Fault},
    },
};

/// Set before the first act of a demo, and after the last one to its scale.
const BEGUN: &str = "demo_begun";
const COMPLETE: &str = "demo_complete";
/// The table in which they are set, and diesel's own: with both of them it is ours.
const OURS: [&str; 2] = ["settings", "__diesel_schema_migrations"];

/// How much is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// 2,000 people, half a year, something in every district 2000 人、半年
    #[default]
    Sample,
    /// One year of a whole federation 一整年的全会数据
    Federation,
}

impl Scale {
    /// As it is typed, and as it is set.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Federation => "federation",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        [Self::Sample, Self::Federation].into_iter().find(|scale| scale.word() == word)
    }
}

/// What a database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Not a table: it may be filled.
    Nothing,
    /// A demo whose filling goes on, or was cut off.
    Unfinished,
    /// A demo.
    Demo(Scale),
    /// What no demo made. Nothing of a demo is ever mixed into it.
    Else,
}

/// What a database holds, whoever filled it.
///
/// # Errors
/// What the database says: then nobody knows what it holds.
pub fn held(conn: &mut Conn) -> QueryResult<Held> {
    let tables = tables(conn)?;
    if tables.is_empty() {
        return Ok(Held::Nothing);
    }
    if !OURS.iter().all(|ours| tables.iter().any(|table| table == ours)) {
        return Ok(Held::Else);
    }
    if let Some(word) = setting(conn, COMPLETE)? {
        return Ok(Scale::of_word(&word).map_or(Held::Else, Held::Demo));
    }
    Ok(if setting(conn, BEGUN)?.is_some() { Held::Unfinished } else { Held::Else })
}

/// Says that a demo is being filled in. What was asked before the tables were made is asked again:
/// meanwhile somebody may have founded his federation here.
///
/// # Errors
/// [`Fault::Broken`] where there is one; what the database says.
pub(super) fn begin(conn: &mut Conn) -> Result<(), Error> {
    if setting(conn, BEGUN)?.is_some() || org::federation_unit(conn)?.is_some() {
        return Err(Fault::broken("the database is not empty: no demo is made in it").into());
    }
    setting_or(conn, BEGUN, "yes")?;
    Ok(())
}

/// Says that a demo is complete: whoever starts it again finds it as it is.
///
/// # Errors
/// What the database says.
pub fn complete(conn: &mut Conn, scale: Scale) -> QueryResult<()> {
    setting_or(conn, COMPLETE, scale.word()).map(drop)
}
