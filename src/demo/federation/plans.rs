//! The year's activities and shifts.

use std::time::Duration;

use chrono::NaiveDate;

use super::{
    cast::{Brigade, after, day, near},
    year::{Year, count, place, share},
};
use crate::{
    activities::{
        self, AddShift, Breaks, CreateActivity, CreateSite, MeetingPlace, Move, Slot, Step,
        WantedPosition,
    },
    acts::Intent,
    demo::{
        caller::{caller, made},
        cast::at,
        chance::{between, sound},
        commands::{self, Setting},
        programs::{PURPOSES, Purpose},
        spans::{DAY, HOUR},
    },
    kernel::{
        geo::Wgs84,
        ids::{ActivityId, PositionId, ProgramId, ShiftId, SiteId},
        interval::Interval,
        minutes::planned_minutes,
        time::Time,
    },
    platform::{
        db::Tx,
        error::{Error, Fault},
        random::Random,
    },
};

/// Seats of a shift: more than come.
const SEATS: i32 = 60;
/// Activities of a brigade.
const ACTIVITIES: u64 = 2;
/// Days of the year that each of them has: no brigade has more shifts of one.
const EACH_ITS_DAYS: u64 = 182;

/// An activity that goes on for the year.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) id: ActivityId,
    pub(super) site: SiteId,
    pub(super) purpose: &'static Purpose,
    pub(super) program: ProgramId,
    pub(super) point: Wgs84,
    pub(super) drafted_at: Time,
    pub(super) days: (NaiveDate, NaiveDate),
    pub(super) shifts: Vec<Shift>,
}

/// A shift of it.
#[derive(Clone, Debug)]
pub(super) struct Shift {
    pub(super) id: ShiftId,
    pub(super) position: PositionId,
    pub(super) span: Interval,
    pub(super) breaks: Vec<Interval>,
    /// How many times somebody is served in it.
    pub(super) times_served: u64,
}

impl Shift {
    /// The minutes for which one counts who stays throughout: half of them at the end of the year,
    /// when every second one waits to be confirmed.
    pub(super) fn weight(&self, open_from: Time) -> u64 {
        let long = u64::try_from(planned_minutes(self.span, &self.breaks)).unwrap_or(0);
        if self.span.from() >= open_from { (long / 2).max(1) } else { long.max(1) }
    }
}

/// Draws plans.
#[derive(Clone, Debug)]
pub(super) struct Planning {
    pub(super) year: Year,
    pub(super) chance: Random,
    pub(super) ids: Random,
    pub(super) programs: Vec<ProgramId>,
}

impl Planning {
    /// The plans of the brigade in some place among so many.
    pub(super) fn plans(
        &self,
        brigade: &Brigade,
        (number, brigades): (u64, u64),
    ) -> Result<Vec<Plan>, Fault> {
        let sessions = share(self.year.sessions, brigades, number);
        let first = self.year.sessions * number / brigades.max(1);
        let mut plans = Vec::new();
        for which in 0..ACTIVITIES {
            let shifts = share(sessions, ACTIVITIES, which);
            let first = first + sessions * which / ACTIVITIES;
            if shifts > 0 {
                plans.push(self.plan(brigade, (number + 3 * which, which), (first, shifts))?);
            }
        }
        Ok(plans)
    }

    fn plan(
        &self,
        brigade: &Brigade,
        (purpose, which): (u64, u64),
        (first, shifts): (u64, u64),
    ) -> Result<Plan, Fault> {
        let purpose = place(purpose % count(PURPOSES.len()));
        let program = self.programs.get(purpose).copied();
        let purpose = PURPOSES.get(purpose).ok_or_else(|| super::founding::gone("purpose"))?;
        let drafted_at = at(day(self.year.year - 1, 12, between(5, 14, &self.chance)), 10, 0);
        let days = (day(self.year.year, 1, 1), day(self.year.year, 12, 31));
        let mut planned = Vec::with_capacity(place(shifts));
        for shift in 0..shifts {
            // Each has days of its own. Two activities of a brigade never meet: one has the even
            // days of the year, one the odd ones.
            let from = EACH_ITS_DAYS * shift / shifts;
            let spread = EACH_ITS_DAYS * (shift + 1) / shifts - from;
            let pair = from + self.chance.below(spread);
            let on = after(days.0, ACTIVITIES * pair + which);
            planned.push(self.shift(on, first + shift, drafted_at)?);
        }
        Ok(Plan {
            id: self.ids.id(drafted_at),
            site: self.ids.id(drafted_at),
            purpose,
            program: program.ok_or_else(|| super::founding::gone("program"))?,
            point: near(brigade.point, 20_000, &self.chance)?,
            drafted_at,
            days,
            shifts: planned,
        })
    }

    /// A shift of half a day, or of a day with a break at noon.
    fn shift(&self, on: NaiveDate, number: u64, drafted_at: Time) -> Result<Shift, Fault> {
        let half = 30 * u64::from(between(0, 1, &self.chance));
        let (from, long, noon) = match self.chance.below(20) {
            0..4 => (at(on, 9, 0), 180 + half, None),
            4..8 => (at(on, 14, 0), 180 + half, None),
            _ => (at(on, 8, 30), 510 + half, Some((at(on, 12, 0), 60))),
        };
        let span = |(from, minutes): (Time, u64)| {
            sound(Interval::new(from, from.plus(Duration::from_secs(60 * minutes))))
        };
        Ok(Shift {
            id: self.ids.id(drafted_at),
            position: self.ids.id(drafted_at),
            span: span((from, long))?,
            breaks: noon.map(span).transpose()?.into_iter().collect(),
            times_served: self.times_served(number),
        })
    }

    /// What is served in the shift of a number: of two that follow each other one serves more and
    /// one fewer, by as much.
    fn times_served(&self, number: u64) -> u64 {
        let own = share(self.year.times_served, self.year.sessions, number);
        let pair = number / 2;
        let least = share(self.year.times_served, self.year.sessions, 2 * pair) / 3;
        // The same for both of a pair, whatever is drawn elsewhere.
        let swing = pair.wrapping_mul(2_654_435_761) % (2 * least).max(1);
        match number % 2 {
            _ if 2 * pair + 1 >= self.year.sessions => own,
            0 => own + swing,
            _ => own.saturating_sub(swing),
        }
    }
}

/// Makes a plan: its site, the activity with its shifts, and the steps until it is known.
pub(super) fn make(tx: &mut Tx<'_>, brigade: &Brigade, plan: &Plan) -> Result<(), Error> {
    let leader = |after: Duration| caller(brigade.leader.id, plan.drafted_at.plus(after));
    let drafts = leader(Duration::ZERO);
    let site = CreateSite {
        id: plan.site,
        unit: brigade.id,
        name: sound(activities::Name::parse(&named(brigade, plan.purpose.site_name)))?,
        kind: plan.purpose.site,
        place: MeetingPlace {
            address: None,
            area_code: Some(brigade.town.code.clone()),
            point: Some(plan.point),
            fence: Some(commands::around(plan.point)?),
            given: None,
        },
    };
    activities::create_site(tx, &drafts, &made(site.id, "activities.create_site"), &site)?;
    let setting = Setting {
        program: Some(plan.program),
        site: plan.site,
        leader: brigade.leader.id,
        people_wanted: SEATS,
        days: plan.days,
    };
    let activity = CreateActivity {
        id: plan.id,
        unit: brigade.id,
        name: sound(activities::Name::parse(&named(brigade, plan.purpose.name)))?,
        plan: commands::activity(plan.purpose, &setting)?,
    };
    let intent = made(activity.id, "activities.create_activity");
    activities::create_activity(tx, &drafts, &intent, &activity)?;
    for shift in &plan.shifts {
        let shift = added(plan, shift);
        activities::add_shift(tx, &drafts, &made(shift.id, "activities.add_shift"), &shift)?;
    }
    for (step, by) in [
        (Step::Submit, leader(HOUR)),
        (Step::Approve, caller(brigade.admin, plan.drafted_at.plus(DAY))),
        (Step::Publish, leader(DAY + HOUR)),
    ] {
        let intent = Intent::unrepeated(tx.random().id(by.now), step.kind());
        let step = Move { activity: plan.id, step, reason: None };
        activities::advance(tx, &by, &intent, &step)?;
    }
    Ok(())
}

fn named(brigade: &Brigade, what: &str) -> String {
    format!("{}{what}", brigade.town.name)
}

fn added(plan: &Plan, shift: &Shift) -> AddShift {
    let position = WantedPosition {
        id: Some(shift.position),
        name: plan.purpose.position.to_owned(),
        seats: SEATS,
        requirements: None,
    };
    AddShift {
        id: shift.id,
        activity: plan.id,
        slot: Slot {
            starts_at: shift.span.from(),
            ends_at: shift.span.until(),
            sign_up_closes_at: shift.span.from(),
            breaks: Breaks::sorted(shift.breaks.clone()),
        },
        positions: vec![position],
        note: None,
    }
}
