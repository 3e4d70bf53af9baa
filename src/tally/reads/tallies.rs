//! Figures, cut into rows.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use diesel::QueryResult;

use super::scopes::scope_for;
use crate::{
    activities::{self, Theme},
    kernel::{
        caller::Caller,
        figures::{Served, Sums},
        ids::ProgramId,
        refusal::Refusal,
        time::Time,
    },
    platform::{db::Conn, error::Error},
    tally::{
        model::{Asked, Figures, Grain, Row, Shown, Spot},
        rules::{Cutter, Distinct, Names, Roll, Table, Tree, grain_of},
        store::{self, Within},
    },
};

/// What somebody reads.
#[derive(Debug)]
pub(in crate::tally) struct Tally {
    /// In the order of the cut.
    pub(in crate::tally) rows: Vec<Row>,
    /// Which figures these have.
    pub(in crate::tally) in_rows: Shown,
    /// What all comes to, counted for itself: not all figures add up.
    pub(in crate::tally) total: Figures,
    /// Which figures it has.
    pub(in crate::tally) in_total: Shown,
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
    let (in_rows, in_total) = (asked.in_rows(), asked.in_total());
    let tree = Tree::new(store::units(conn)?, store::lines(conn)?);
    let grain = grain_of(&asked.cut, asked.districts);
    let sums = store::sums(conn, &within, &grain)?;
    let served = store::served(conn, &within, &grain)?;
    let spots = sums.iter().map(|(spot, _)| spot).chain(served.iter().map(|(spot, _)| spot));
    let (programs, themes) = programs_in(conn, spots)?;
    let (cut, districts, today) = (&asked.cut, asked.districts, caller.now.local_date());
    let cutter = Cutter { cut, districts, tree: &tree, themes: &themes, today };
    let mut table = Table::default();
    let mut total = cells_into(&mut table, &cutter, sums, served)?;
    total.volunteers_served = served_into(conn, &mut table, &cutter, &within, &grain)?;
    if in_total.registered {
        total.volunteers_registered = registered(conn, &within, &tree, caller.now)?;
    }
    if in_rows.registered {
        members_into(conn, &mut table, &cutter, &within, caller.now)?;
    }
    let names = Names { tree, programs };
    Ok(Tally { rows: table.sorted(&names), in_rows, total, in_total, names })
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

/// Puts what cells hold into its rows; answers what it comes to. A cell stays when all was taken
/// back that it held: it makes no row.
fn cells_into(
    table: &mut Table,
    cutter: &Cutter<'_>,
    sums: Vec<(Spot, Sums)>,
    served: Vec<(Spot, Served)>,
) -> Result<Figures, Refusal> {
    let mut total = Figures::default();
    for (spot, sums) in sums.into_iter().filter(|(_, sums)| *sums != Sums::default()) {
        total.sums += sums;
        for key in cutter.keys(&spot) {
            let row = table.row_for(key)?;
            table.change(row, |figures| figures.sums += sums);
        }
    }
    for (spot, served) in served.into_iter().filter(|(_, served)| *served != Served::default()) {
        total.served += served;
        for key in cutter.keys(&spot) {
            let row = table.row_for(key)?;
            table.change(row, |figures| figures.served += served);
        }
    }
    Ok(total)
}

/// Counts distinct people who served in each row; answers how many there are in all.
fn served_into(
    conn: &mut Conn,
    table: &mut Table,
    cutter: &Cutter<'_>,
    within: &Within,
    grain: &Grain,
) -> Result<i64, Error> {
    let mut distinct = Distinct::default();
    let mut rows_of: HashMap<Spot, Vec<usize>> = HashMap::new();
    store::served_by(conn, within, grain, |person, spot| {
        let rows = match rows_of.entry(spot) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let keys = cutter.keys(unknown.key()).into_iter();
                let rows: Result<_, _> = keys.map(|key| table.row_for(key)).collect();
                unknown.insert(rows?)
            }
        };
        distinct.count(person, rows);
        Ok(())
    })?;
    let (counts, all) = distinct.counted();
    for (row, count) in counts {
        table.change(row, |figures| figures.volunteers_served = count);
    }
    Ok(all)
}

/// Counts distinct active members in each row at its end. Where rows are of months or years, only
/// those are there in which something was served.
fn members_into(
    conn: &mut Conn,
    table: &mut Table,
    cutter: &Cutter<'_>,
    within: &Within,
    now: Time,
) -> Result<(), Error> {
    let ends = table.ends(cutter.cut, within.period, now);
    let instants: Vec<Time> = ends.iter().map(|(end, _)| *end).collect();
    let is_of_time = ends.iter().any(|(_, time)| !time.is_empty());
    let roll = roll(conn, within, cutter.tree, &instants)?;
    let counts = roll.counted(&instants, |unit, end| {
        let Some((at, time)) = ends.get(end) else { return Ok(None) };
        let key = cutter.key_of_member(unit, *at, time);
        if is_of_time { Ok(table.row_of(&key)) } else { table.row_for(key).map(Some) }
    })?;
    for (row, count) in counts {
        table.change(row, |figures| figures.volunteers_registered = count);
    }
    Ok(())
}

/// How many distinct active members there are at the end of the period.
pub(super) fn registered(
    conn: &mut Conn,
    within: &Within,
    tree: &Tree,
    now: Time,
) -> QueryResult<i64> {
    let end = within.period.end(now);
    Ok(roll(conn, within, tree, &[end])?.at(end))
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
    let suspended = store::suspensions(conn, first, last)?;
    Ok(Roll::new(members, suspended, tree, within.scope.as_ref()))
}
