//! The SQL of activities themselves.

use diesel::{QueryResult, insert_into, prelude::*, update};

use crate::{
    activities::model::{ActivityKind, ActivityState, MeetingPlace},
    kernel::{
        ids::{ActivityId, PersonId, ProgramId, SiteId, UnitId},
        time::Time,
    },
    org,
    platform::db::{Conn, stored, text_column},
    schema::activities,
};

text_column!(ActivityKind);
text_column!(ActivityState);

/// An activity. A draft may lack what is optional here; what is submitted lacks none of the
/// elements that the law wants made known.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = activities, treat_none_as_null = true)]
pub(crate) struct ActivityRow {
    pub(in crate::activities) id: ActivityId,
    /// Who organises it, and records the service.
    pub(in crate::activities) unit: UnitId,
    pub(in crate::activities) program: Option<ProgramId>,
    pub(in crate::activities) kind: ActivityKind,
    pub(in crate::activities) state: ActivityState,
    pub(in crate::activities) name: String,
    pub(in crate::activities) content: Option<String>,
    /// Who can take part.
    pub(in crate::activities) conditions: Option<String>,
    pub(in crate::activities) safeguards: Option<String>,
    pub(in crate::activities) risks: Option<String>,
    /// Whether it may endanger those who take part: then only insured adults do.
    pub(in crate::activities) danger: bool,
    pub(in crate::activities) people_wanted: Option<i32>,
    pub(in crate::activities) person_in_charge: Option<PersonId>,
    /// Where it takes place: at a site, online, or at a place of its own.
    pub(in crate::activities) site: Option<SiteId>,
    pub(in crate::activities) online: bool,
    pub(in crate::activities) place_name: Option<String>,
    pub(in crate::activities) place: Option<MeetingPlace>,
    /// Whether its own place is somebody's home.
    pub(in crate::activities) private: bool,
    /// The unit whose members it is for; everybody without one.
    pub(in crate::activities) audience: Option<UnitId>,
    /// Where people were served, when that is not where the unit works.
    pub(in crate::activities) served_area_code: Option<String>,
    /// First local date.
    pub(in crate::activities) starts_on: Option<String>,
    /// Last local date.
    pub(in crate::activities) ends_on: Option<String>,
    /// When it was made known; none while it is not.
    pub(in crate::activities) published_at: Option<Time>,
    /// When somebody ended or cancelled it.
    pub(in crate::activities) over_at: Option<Time>,
    /// When it left the audience.
    pub(in crate::activities) retired_at: Option<Time>,
    /// When it left the desk.
    pub(in crate::activities) desk_retired_at: Option<Time>,
    pub(in crate::activities) version: i64,
    pub(in crate::activities) created_by: PersonId,
    pub(in crate::activities) created_at: Time,
}

stored!(ActivityRow, activities, version);

/// An activity by id.
pub(in crate::activities) fn activity(
    conn: &mut Conn,
    id: ActivityId,
) -> QueryResult<Option<ActivityRow>> {
    activities::table.find(id).first(conn).optional()
}

/// Activities by their ids, in the order of ids.
pub(in crate::activities) fn activities_by_id(
    conn: &mut Conn,
    ids: &[ActivityId],
) -> QueryResult<Vec<ActivityRow>> {
    activities::table.filter(activities::id.eq_any(ids)).order(activities::id).load(conn)
}

/// Locks an activity until the transaction ends.
pub(in crate::activities) fn lock_activity(
    conn: &mut Conn,
    id: ActivityId,
) -> QueryResult<Option<ActivityRow>> {
    update(activities::table.find(id))
        .set(activities::version.eq(activities::version))
        .returning(activities::all_columns)
        .get_result(conn)
        .optional()
}

/// Which activities a list is of.
#[derive(Clone, Debug)]
pub(in crate::activities) struct ActivityFilter {
    /// All of these units and of those below them,
    pub(in crate::activities) desks: Vec<UnitId>,
    /// and what was made known to everybody, or to one of these.
    pub(in crate::activities) audiences: Vec<UnitId>,
    /// Only those of this unit and of those below it.
    pub(in crate::activities) unit: Option<UnitId>,
    pub(in crate::activities) state: Option<ActivityState>,
    pub(in crate::activities) program: Option<ProgramId>,
    /// Only those that last to this local date or longer.
    pub(in crate::activities) from: Option<String>,
    /// Only those that begin on this local date or earlier.
    pub(in crate::activities) until: Option<String>,
    /// Only those before this one.
    pub(in crate::activities) before: Option<ActivityId>,
}

/// Activities that somebody may know of, the newest first, at most `limit`.
pub(in crate::activities) fn activities(
    conn: &mut Conn,
    listed: ActivityFilter,
    limit: i64,
) -> QueryResult<Vec<ActivityRow>> {
    let told = activities::audience.is_null().or(activities::audience.eq_any(listed.audiences));
    let told = activities::published_at.is_not_null().and(told);
    let mut found = activities::table
        .filter(activities::unit.eq_any(org::below(listed.desks)).or(told))
        .order(activities::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(unit) = listed.unit {
        found = found.filter(activities::unit.eq_any(org::below(vec![unit])));
    }
    if let Some(state) = listed.state {
        found = found.filter(activities::state.eq(state));
    }
    if let Some(program) = listed.program {
        found = found.filter(activities::program.eq(program));
    }
    if let Some(from) = listed.from {
        found = found.filter(activities::ends_on.ge(from));
    }
    if let Some(until) = listed.until {
        found = found.filter(activities::starts_on.le(until));
    }
    if let Some(before) = listed.before {
        found = found.filter(activities::id.lt(before));
    }
    found.load(conn)
}

pub(in crate::activities) fn insert_activity(
    conn: &mut Conn,
    row: &ActivityRow,
) -> QueryResult<()> {
    insert_into(activities::table).values(row).execute(conn)?;
    Ok(())
}

pub(in crate::activities) fn put_activity(conn: &mut Conn, row: &ActivityRow) -> QueryResult<()> {
    update(activities::table.find(row.id)).set(row).execute(conn)?;
    Ok(())
}
