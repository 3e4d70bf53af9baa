//! Who came to a shift, and how that is known.

use std::time::Duration;

use super::{
    cast::{Active, Brigade, after, near},
    plans::{Plan, Shift},
    year::{count, place},
};
use crate::{
    activities::NewSignUp,
    acts::Intent,
    attendance::{
        Mark, MarkKind, MarkSource, NewReport, OWN_DAYS, OwnCapture, Position, Said, Sheet,
        Whereabouts,
    },
    demo::{
        caller::{caller, made},
        cast::at,
        chance::{between, minutes, sound},
        commands,
        spans::{DAY, HOUR, MINUTE},
    },
    kernel::{
        caller::{Caller, Captured, Grade},
        geo::Wgs84,
        ids::{AttendanceId, Id, RecordId},
        interval::Interval,
        minutes::{CreditPolicy, given},
        time::Time,
    },
    people::ConsentForm,
    platform::{error::Fault, random::Random},
};

/// A metre from south to north, in 1e-7 degrees.
const METRE_E7: u32 = 90;

/// How somebody's presence is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// He checks in and out on the site.
    OnSite,
    /// So does he, and the deputy calls the roll.
    ByBoth,
    /// His phone has no position.
    Placeless,
    /// The deputy calls the roll.
    Roll,
    /// He signs a sheet of paper.
    Paper,
    /// His phone tells of a place elsewhere.
    Elsewhere,
    /// He does not want to tell where he is.
    Refusing,
    /// It is entered on the day after.
    Backfilled,
}

impl Known {
    /// One by chance, by whether his phone may tell where he is.
    fn drawn(tells_place: bool, chance: &Random) -> Self {
        match (chance.below(1000), tells_place) {
            (0..550, true) => Self::OnSite,
            (0..550, false) => Self::Placeless,
            (550..590, _) => Self::ByBoth,
            (590..970, _) => Self::Roll,
            (970..985, _) => Self::Paper,
            (985..990, true) => Self::Elsewhere,
            (985..993, _) => Self::Refusing,
            _ => Self::Backfilled,
        }
    }

    /// Whether a second person is to look at it.
    const fn is_reviewed(self) -> bool {
        matches!(self, Self::Paper | Self::Elsewhere | Self::Refusing | Self::Backfilled)
    }
}

/// What is entered of a shift.
#[derive(Clone, Debug)]
pub(super) struct Served {
    pub(super) sign_ups: Vec<(Caller, Intent, NewSignUp)>,
    pub(super) sheet: Sheet,
    /// Records that a second person is to look at.
    pub(super) in_review: Vec<RecordId>,
    /// When the last of it is said of the shift itself: its report.
    pub(super) reported_at: Time,
    /// The minutes that somebody gave, or will once they were looked at.
    pub(super) minutes: u64,
}

/// Draws who comes.
#[derive(Clone, Debug)]
pub(super) struct Serving {
    pub(super) chance: Random,
    pub(super) ids: Random,
    pub(super) policy: CreditPolicy,
    /// The last instant of all.
    pub(super) now: Time,
    /// From when on not all that was served is confirmed.
    pub(super) open_from: Time,
}

impl Serving {
    /// A shift to which so many come, at most.
    pub(super) fn serve(
        &self,
        (brigade, plan, shift): (&Brigade, &Plan, &Shift),
        people: u64,
    ) -> Result<Served, Fault> {
        let came = self.drawn(brigade, shift, people);
        let confirms = self.confirms_at(shift);
        let half = came.len().div_ceil(2);
        let report = self.report(brigade, shift);
        let reported_at = report.0.now;
        let mut served = Served {
            sign_ups: Vec::with_capacity(came.len()),
            sheet: Sheet {
                shift: shift.id,
                said: Vec::with_capacity(2 * came.len()),
                confirmed: Vec::with_capacity(came.len()),
                report: Some(report),
                retired: self.retired(shift),
            },
            in_review: Vec::new(),
            reported_at,
            minutes: 0,
        };
        for (number, person) in came.iter().enumerate() {
            served.sign_ups.push(self.sign_up(shift, person));
            // Somebody is there of whom nothing is odd: he makes the session.
            let known = match Known::drawn(person.tells_place, &self.chance) {
                known if number == 0 && known.is_reviewed() => Known::Roll,
                Known::Backfilled if shift.span.until().plus(DAY) > self.now => Known::Roll,
                known => known,
            };
            let (stay, span) =
                self.stay(&mut served.sheet.said, known, (brigade, plan, shift), person)?;
            if shift.span.from() >= self.open_from && number >= half {
                continue;
            }
            let act = self.ids.id(confirms);
            let intent = Intent::unrepeated(act, "attendance.confirm_record");
            served.sheet.confirmed.push((caller(brigade.leader.id, confirms), intent, stay));
            if known.is_reviewed() {
                served.in_review.push(Id::new(stay.uuid()));
            }
            let given = given(&[span], shift.span, &shift.breaks, self.policy).minutes;
            served.minutes += u64::try_from(given).unwrap_or(0);
        }
        Ok(served)
    }

    /// Different people who belonged to the brigade in time.
    fn drawn(&self, brigade: &Brigade, shift: &Shift, people: u64) -> Vec<Active> {
        let joined = shift.span.from().minus(DAY * 12);
        let there: Vec<Active> =
            brigade.active.iter().filter(|active| active.since < joined).copied().collect();
        let first = place(self.chance.below(count(there.len())));
        let from_first = there.iter().cycle().skip(first);
        from_first.take(place(people).min(there.len())).copied().collect()
    }

    /// The evening of the day after: what was entered afterwards is there by then. At the end of
    /// the year, its last morning.
    fn confirms_at(&self, shift: &Shift) -> Time {
        let next = after(shift.span.until().local_date(), 1);
        let at = at(next, 19, 0).plus(minutes(0, 90, &self.chance));
        at.min(self.now.minus(HOUR))
    }

    fn sign_up(&self, shift: &Shift, person: &Active) -> (Caller, Intent, NewSignUp) {
        let before = HOUR * between(6, 200, &self.chance) + minutes(0, 59, &self.chance);
        let by = caller(person.id, shift.span.from().minus(before));
        let command = NewSignUp {
            id: self.ids.id(by.now),
            shift: shift.id,
            position: Some(shift.position),
            person: person.id,
            agreed: Some(ConsentForm::InApp),
        };
        (by, made(command.id, "activities.sign_up"), command)
    }

    /// What is said of somebody's stay; answers its id, and from when to when it was.
    fn stay(
        &self,
        said: &mut Vec<(Caller, Intent, Said)>,
        known: Known,
        (brigade, plan, shift): (&Brigade, &Plan, &Shift),
        person: &Active,
    ) -> Result<(AttendanceId, Interval), Fault> {
        let (from, until) = (shift.span.from(), shift.span.until());
        let came = from.minus(MINUTE * 12).plus(minutes(0, 15, &self.chance));
        let left = until.minus(MINUTE * 3).plus(minutes(0, 12, &self.chance));
        let own = |at: Time| -> Result<OwnCapture, Fault> {
            let whereabouts = match known {
                Known::OnSite | Known::ByBoth if person.tells_place => {
                    Whereabouts::Told(self.position(plan.point, 60)?)
                }
                Known::Elsewhere => Whereabouts::Told(self.elsewhere(plan.point)?),
                Known::Refusing => Whereabouts::Refused,
                _ => Whereabouts::Untold,
            };
            let captured = Captured { at, grade: Grade::A };
            Ok(OwnCapture { id: self.ids.id(at), captured, whereabouts, code: None })
        };
        let marked = |source, entered: Time| {
            let id = self.ids.id(entered);
            let mark = Mark { id, person: person.id, kind: MarkKind::Present, at: until, source };
            (caller(brigade.deputy.id, entered), made(id, "attendance.mark"), Said::Marked(mark))
        };
        let entered = until.plus(MINUTE * 2 + minutes(0, 20, &self.chance));
        let source = match known {
            Known::Roll | Known::ByBoth => Some((MarkSource::Roster, entered)),
            Known::Paper => Some((MarkSource::Paper, entered.plus(HOUR))),
            Known::Backfilled => Some((MarkSource::Backfill, entered.plus(HOUR * 18))),
            Known::OnSite | Known::Placeless | Known::Elsewhere | Known::Refusing => None,
        };
        let (first, by_himself) = (said.len(), source.is_none() || known == Known::ByBoth);
        if by_himself {
            let (came, left) = (own(came)?, own(left)?);
            for (id, at, kind, says) in [
                (came.id, came.captured.at, "attendance.check_in", Said::Came(came)),
                (left.id, left.captured.at, "attendance.check_out", Said::Left(left)),
            ] {
                said.push((caller(person.id, at), made(id, kind), says));
            }
        }
        said.extend(source.map(|(source, entered)| marked(source, entered)));
        let id = said.get(first).map(|(_, intent, _)| Id::new(intent.id.uuid()));
        let id = id.ok_or_else(|| super::founding::gone("stay"))?;
        let span = if by_himself { Interval::new(came, left) } else { Ok(shift.span) };
        Ok((id, sound(span)?))
    }

    /// Where a phone finds itself that is so near to a point, in metres.
    fn position(&self, point: Wgs84, metres: u32) -> Result<Position, Fault> {
        let at = near(point, metres * METRE_E7, &self.chance)?;
        Ok(commands::position(at, &self.chance))
    }

    /// Where it finds itself when he is a kilometre or two away.
    fn elsewhere(&self, point: Wgs84) -> Result<Position, Fault> {
        let far = Wgs84::from_e7(point.lat_e7() + 130_000, point.lon_e7() + 40_000);
        self.position(sound(far)?, 300)
    }

    fn report(&self, brigade: &Brigade, shift: &Shift) -> (Caller, Intent, NewReport) {
        let at = shift.span.until().plus(minutes(20, 55, &self.chance));
        let times_served = i64::try_from(shift.times_served).unwrap_or(i64::MAX);
        let command = NewReport {
            id: self.ids.id(at),
            shift: shift.id,
            times_served,
            person_count: Some(times_served - times_served / 5),
            note: None,
        };
        (caller(brigade.leader.id, at), made(command.id, "attendance.report_shift"), command)
    }

    /// The system takes it from the phones of those who came when they see it no longer.
    fn retired(&self, shift: &Shift) -> Option<(Caller, Intent)> {
        let seen = Duration::from_secs(OWN_DAYS * 24 * 3600);
        let at = shift.span.until().plus(seen + MINUTE);
        let system = Caller::system(at, "demo".to_owned());
        let intent = Intent::unrepeated(self.ids.id(at), "attendance.retire");
        (at <= self.now).then_some((system, intent))
    }
}
