//! Figures, cut into rows.

use std::collections::{BTreeSet, HashMap};

use diesel::QueryResult;

use super::scopes::scope_for;
use crate::{
    activities::{self, Theme},
    kernel::{
        caller::Caller,
        figures::{Served, Sums},
        ids::ProgramId,
        time::Time,
    },
    platform::{db::Conn, error::Error},
    tally::{
        model::{Asked, Figures, Grain, Period, Row, Scope, Spot},
        rules::{
            Cutter, Distinct, Names, Roll, Table, Tree, grain_of, has_registered, has_sessions,
            may_have,
        },
        store::{self, Within},
    },
};

/// The total of a tally.
#[derive(Clone, Copy, Debug)]
pub(in crate::tally) struct Total {
    /// What all comes to.
    pub(in crate::tally) figures: Figures,
    /// Whether members are counted in it.
    pub(in crate::tally) has_registered: bool,
}

/// What somebody reads.
#[derive(Debug)]
pub(in crate::tally) struct Tally {
    /// In the order of the cut.
    pub(in crate::tally) rows: Vec<Row>,
    /// Whether rows have sessions and times served.
    pub(in crate::tally) has_sessions: bool,
    /// Whether rows have members.
    pub(in crate::tally) has_registered: bool,
    /// Counted for itself: not all figures add up.
    pub(in crate::tally) total: Total,
    /// What the rows are called.
    pub(in crate::tally) names: Names,
}

/// Figures of units over which the caller has a role.
///
/// # Errors
/// [`NotFound`](crate::kernel::codes::Code::NotFound) without such a unit,
/// [`Forbidden`](crate::kernel::codes::Code::Forbidden) for who has no role over it, a refusal of
/// `by` when there would be too many rows.
pub(in crate::tally) fn tally(
    conn: &mut Conn,
    caller: &Caller,
    asked: &Asked,
) -> Result<Tally, Error> {
    let scope = scope_for(conn, caller, asked.unit, asked.districts)?;
    let within = Within { scope, program: asked.program, period: asked.period };
    let tree = Tree::new(store::units(conn)?, store::lines(conn)?);
    let grain = grain_of(&asked.cut, asked.districts);
    let sums = store::sums(conn, &within, &grain)?;
    let served = store::served(conn, &within, &grain)?;
    let spots = sums.iter().map(|(spot, _)| spot).chain(served.iter().map(|(spot, _)| spot));
    let (programs, themes) = programs_in(conn, spots)?;
    let (cut, districts, today) = (&asked.cut, asked.districts, caller.now.local_date());
    let cutter = Cutter { cut, districts, tree: &tree, themes: &themes, today };
    let mut table = Table::default();
    let mut total = Figures::default();
    put_cells(&mut table, &mut total, &cutter, sums, served);
    may_have(table.len())?;
    let mut distinct = Distinct::default();
    let mut rows_of: HashMap<Spot, Vec<usize>> = HashMap::new();
    store::served_by(conn, &within, &grain, |person, spot| {
        let place = |spot: &Spot| {
            cutter.keys(spot).into_iter().map(|key| table.place(key)).collect::<Vec<_>>()
        };
        let rows = rows_of.entry(spot).or_insert_with_key(place);
        distinct.count(person, rows);
    })?;
    let (counts, all) = distinct.counted();
    total.volunteers_served = all;
    for (row, count) in counts {
        if let Some(figures) = table.figures(row) {
            figures.volunteers_served = count;
        }
    }
    let (in_rows, in_total) = (has_registered(cut), asked.program.is_none());
    if in_total {
        total.volunteers_registered = registered(conn, &within, &tree, caller.now)?;
    }
    if in_rows && in_total {
        register(conn, &mut table, &cutter, &within, caller.now)?;
    }
    may_have(table.len())?;
    let names = Names { tree, programs };
    Ok(Tally {
        has_sessions: has_sessions(cut),
        has_registered: in_rows && in_total,
        rows: table.sorted(&names),
        total: Total { figures: total, has_registered: in_total },
        names,
    })
}

/// What programs are called, and what they are for.
type Programs = (HashMap<ProgramId, String>, HashMap<ProgramId, Vec<Theme>>);

fn programs_in<'a>(
    conn: &mut Conn,
    spots: impl Iterator<Item = &'a Spot>,
) -> QueryResult<Programs> {
    let ids: BTreeSet<ProgramId> = spots.filter_map(|spot| spot.program).collect();
    let ids: Vec<ProgramId> = ids.into_iter().collect();
    let mut programs = Programs::default();
    for facts in activities::program_facts(conn, &ids)? {
        programs.0.insert(facts.id, facts.name);
        programs.1.insert(facts.id, facts.themes);
    }
    Ok(programs)
}

/// Puts what cells hold into its rows, and once into the total. A cell stays when all was taken back
/// that it held: it makes no row.
fn put_cells(
    table: &mut Table,
    total: &mut Figures,
    cutter: &Cutter<'_>,
    sums: Vec<(Spot, Sums)>,
    served: Vec<(Spot, Served)>,
) {
    for (spot, sums) in sums.into_iter().filter(|(_, sums)| *sums != Sums::default()) {
        total.sums += sums;
        for key in cutter.keys(&spot) {
            let place = table.place(key);
            if let Some(figures) = table.figures(place) {
                figures.sums += sums;
            }
        }
    }
    for (spot, served) in served.into_iter().filter(|(_, served)| *served != Served::default()) {
        total.served += served;
        for key in cutter.keys(&spot) {
            let place = table.place(key);
            if let Some(figures) = table.figures(place) {
                figures.served += served;
            }
        }
    }
}

/// How many distinct active members there are at the end of the period.
pub(super) fn registered(
    conn: &mut Conn,
    within: &Within,
    tree: &Tree,
    now: Time,
) -> QueryResult<i64> {
    let end = within.period.end(now);
    let counts = roll(conn, within, tree, &[end])?.counted(&[end], |_, _| Some(0));
    Ok(counts.get(&0).copied().unwrap_or_default())
}

/// Counts distinct active members in each row at its end. Where rows are of months or years, only
/// those are there in which something was served.
fn register(
    conn: &mut Conn,
    table: &mut Table,
    cutter: &Cutter<'_>,
    within: &Within,
    now: Time,
) -> QueryResult<()> {
    let ends = table.ends(cutter.cut, within.period, now);
    let instants: Vec<Time> = ends.iter().map(|(end, _)| *end).collect();
    let is_of_time = ends.iter().any(|(_, time)| !time.is_empty());
    let counts = roll(conn, within, cutter.tree, &instants)?.counted(&instants, |unit, end| {
        let (at, time) = ends.get(end)?;
        let key = cutter.key_of_member(unit, *at, time);
        if is_of_time { table.place_of(&key) } else { Some(table.place(key)) }
    });
    for (row, count) in counts {
        if let Some(figures) = table.figures(row) {
            figures.volunteers_registered = count;
        }
    }
    Ok(())
}

fn roll<'a>(
    conn: &mut Conn,
    within: &'a Within,
    tree: &'a Tree,
    ends: &[Time],
) -> QueryResult<Roll<'a>> {
    let (first, last) = (ends.first().copied(), ends.last().copied());
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Roll::new(Vec::new(), Vec::new(), tree, None));
    };
    let members = store::members(conn, within.scope.as_ref(), first, last)?;
    let barred = store::suspensions(conn, first, last)?;
    Ok(Roll::new(members, barred, tree, within.scope.as_ref()))
}

/// What all comes to that a year needs: without people who served.
pub(super) fn sums_within(
    conn: &mut Conn,
    scope: Option<Scope>,
    period: Period,
    now: Time,
) -> QueryResult<Figures> {
    let within = Within { scope, program: None, period };
    let grain = Grain(Vec::new());
    let tree = Tree::new(store::units(conn)?, store::lines(conn)?);
    let mut total = Figures::default();
    for (_, sums) in store::sums(conn, &within, &grain)? {
        total.sums += sums;
    }
    for (_, served) in store::served(conn, &within, &grain)? {
        total.served += served;
    }
    total.volunteers_registered = registered(conn, &within, &tree, now)?;
    Ok(total)
}
