//! The SQL of programs.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    activities::model::{ProgramFacts, Theme, Themes},
    kernel::{
        ids::{PersonId, ProgramId, UnitId},
        time::Time,
        words::Word,
    },
    org,
    platform::db::{Conn, json_column, stored},
    schema::programs,
};

json_column!(Themes as Vec<String>);

/// A purpose that activities serve for years.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = programs, treat_none_as_null = true)]
pub(crate) struct ProgramRow {
    pub(in crate::activities) id: ProgramId,
    /// Whose it is.
    pub(in crate::activities) unit: UnitId,
    pub(in crate::activities) name: String,
    pub(in crate::activities) themes: Themes,
    pub(in crate::activities) summary: Option<String>,
    /// Last local date on which it goes on.
    pub(in crate::activities) ended_on: Option<String>,
    pub(in crate::activities) version: i64,
    pub(in crate::activities) created_by: PersonId,
    pub(in crate::activities) created_at: Time,
}

stored!(ProgramRow, programs, version);

/// Which programs a list holds.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::activities) struct ProgramFilter {
    /// Only those of this unit and of those below it.
    pub(in crate::activities) unit: Option<UnitId>,
    /// Only those for this.
    pub(in crate::activities) theme: Option<Theme>,
}

impl From<&Themes> for Vec<String> {
    fn from(themes: &Themes) -> Self {
        themes.as_slice().iter().map(|theme| theme.word().to_owned()).collect()
    }
}

impl TryFrom<Vec<String>> for Themes {
    type Error = String;

    fn try_from(words: Vec<String>) -> Result<Self, String> {
        let theme =
            |word: &String| Theme::of_word(word).ok_or_else(|| format!("{word} is no theme"));
        let themes = words.iter().map(theme).collect::<Result<_, _>>()?;
        Self::new(themes).map_err(|code| format!("the themes of a program are {}", code.word()))
    }
}

/// A program by id.
pub(in crate::activities) fn program(
    conn: &mut Conn,
    id: ProgramId,
) -> QueryResult<Option<ProgramRow>> {
    programs::table.find(id).first(conn).optional()
}

/// Programs by their ids, in the order of ids.
///
/// # Errors
/// What the database says.
pub fn program_facts(conn: &mut Conn, ids: &[ProgramId]) -> QueryResult<Vec<ProgramFacts>> {
    let found: Vec<(ProgramId, String, Themes)> = programs::table
        .filter(programs::id.eq_any(ids))
        .order(programs::id)
        .select((programs::id, programs::name, programs::themes))
        .load(conn)?;
    let facts = |(id, name, themes): (ProgramId, String, Themes)| ProgramFacts {
        id,
        name,
        themes: themes.as_slice().to_vec(),
    };
    Ok(found.into_iter().map(facts).collect())
}

/// Programs after an id, in the order of ids, at most `limit`.
pub(in crate::activities) fn programs(
    conn: &mut Conn,
    filter: ProgramFilter,
    after: Option<ProgramId>,
    limit: i64,
) -> QueryResult<Vec<ProgramRow>> {
    let mut found = programs::table.order(programs::id).limit(limit).into_boxed();
    if let Some(unit) = filter.unit {
        found = found.filter(programs::unit.eq_any(org::below(vec![unit])));
    }
    if let Some(theme) = filter.theme {
        // Neither quotes nor wildcards stand in a theme, but `_`, which no other theme answers to.
        found = found.filter(programs::themes.like(format!("%\"{}\"%", theme.word())));
    }
    if let Some(after) = after {
        found = found.filter(programs::id.gt(after));
    }
    found.load(conn)
}

/// Locks a program until the transaction ends.
pub(in crate::activities) fn lock_program(
    conn: &mut Conn,
    id: ProgramId,
) -> QueryResult<Option<ProgramRow>> {
    update(programs::table.find(id))
        .set(programs::version.eq(programs::version))
        .returning(programs::all_columns)
        .get_result(conn)
        .optional()
}

pub(in crate::activities) fn insert_program(conn: &mut Conn, row: &ProgramRow) -> QueryResult<()> {
    insert_into(programs::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::activities) fn put_program(conn: &mut Conn, row: &ProgramRow) -> QueryResult<()> {
    update(programs::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
