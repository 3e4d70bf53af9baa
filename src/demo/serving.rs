//! Half a year of service: who comes, how that is known, and who says that it is right.

use std::time::Duration;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{
    cast::{Brigade, Person, at},
    casting::STAGED_IN,
    chance::{between, in_hundred, several, sound},
    commands,
    plans::{Planned, Shift},
    programs::PURPOSES,
    size::Size,
    spans::{DAY, HOUR},
    story::Story,
};
use crate::{
    attendance::{Mark, MarkKind, MarkSource, NewReport, OwnCapture, Position, Whereabouts},
    kernel::{
        caller::{Captured, Grade},
        geo::Wgs84,
        ids::{AttendanceEventId, AttendanceId, Id, PersonId, RecordId},
        time::Time,
    },
    platform::error::Fault,
};

/// Days that an activity lasts: those of the first months are long over at the end, and have left
/// the phones.
const ACTIVITY_DAYS: u64 = 45;
/// Days before its first one on which an activity is planned.
const PLANNED_BEFORE: u64 = 6;
/// Days after the last one for which shifts are planned.
const AHEAD: u64 = 8;
/// Days around the last one on which nothing else happens on the stage.
const STAGE_DAYS: i64 = 12;

/// When a leader enters his list, after the end of a shift.
const LIST_ENTERED: Duration = Duration::from_secs(1500);

/// How a stay comes to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// He checks in and out himself.
    Own,
    /// So he does, and a leader marks him too.
    Both,
    /// A leader who is there marks him.
    Roster,
    /// A leader copies the sheet that he signed.
    Paper,
    /// A leader enters it on the next day.
    Backfill,
    /// He checks in and forgets to check out.
    Forgotten,
    /// He signed up and did not come.
    Absent,
}

impl Story<'_> {
    /// Lets every brigade serve, from one day to another.
    ///
    /// # Errors
    /// None: the demo's own data is sound.
    pub(super) fn serve(
        &mut self,
        (from, until): (NaiveDate, NaiveDate),
        size: Size,
    ) -> Result<(), Fault> {
        let cast = self.cast;
        let last = until + Days::new(AHEAD);
        for (place, brigade) in cast.brigades.iter().enumerate() {
            let mut begins = from;
            for period in 0.. {
                let planned_at =
                    at(begins - Days::new(PLANNED_BEFORE), 9, between(0, 59, self.chance));
                if begins > last || planned_at > self.now {
                    break;
                }
                let ends = last.min(begins + Days::new(ACTIVITY_DAYS - 1));
                let purpose = PURPOSES.get((place + period) % PURPOSES.len());
                let Some(purpose) = purpose else { break };
                let spot = self.site((place, brigade), purpose)?;
                let planned = self.activity(spot, planned_at.plus(HOUR), (begins, ends), None)?;
                self.days(brigade, &planned, (begins, ends), (until, size))?;
                begins = ends + Days::new(1);
            }
        }
        Ok(())
    }

    /// Lets those brigades serve once that are to go to another district on a day.
    ///
    /// # Errors
    /// None: the demo's own data is sound.
    pub(super) fn serve_before(&mut self, reform: NaiveDate) -> Result<(), Fault> {
        let cast = self.cast;
        for (place, brigade) in cast.brigades.iter().enumerate() {
            let Some(purpose) = PURPOSES.get(place % PURPOSES.len()) else { break };
            if brigade.founded_in != brigade.stands_in {
                let spot = self.site((place, brigade), purpose)?;
                let (from, to) = (reform - Days::new(20), reform - Days::new(5));
                let planned_at = at(from - Days::new(PLANNED_BEFORE), 9, 0);
                let planned = self.activity(spot, planned_at, (from, to), None)?;
                self.day(brigade, &planned, reform - Days::new(12))?;
            }
        }
        Ok(())
    }

    /// The shifts of an activity.
    fn days(
        &mut self,
        brigade: &Brigade,
        planned: &Planned,
        (begins, ends): (NaiveDate, NaiveDate),
        (until, size): (NaiveDate, Size),
    ) -> Result<(), Fault> {
        let on_stage = brigade.town.code.as_str().starts_with(STAGED_IN);
        let mut day = begins + Days::new(u64::from(between(0, size.shift_days - 1, self.chance)));
        while day <= ends {
            let is_staged = on_stage && (until - day).num_days().abs() < STAGE_DAYS;
            if !is_staged {
                self.day(brigade, planned, day)?;
            }
            let pause = between(size.shift_days.max(2) - 1, size.shift_days + 1, self.chance);
            day = day + Days::new(u64::from(pause));
        }
        Ok(())
    }

    /// One shift, with who signs up and who comes.
    fn day(&mut self, brigade: &Brigade, planned: &Planned, day: NaiveDate) -> Result<(), Fault> {
        let span = self.hours(planned.spot.purpose, day);
        let crowd = between(4, 9, self.chance);
        let seats = i32::try_from(crowd).unwrap_or(9) + 2;
        let shift = self.shift(planned, span, seats);
        // Known since the activity was published.
        let known_at = planned.drafted_at.plus(DAY + HOUR * 2);
        let signs = known_at.max(shift.starts_at.minus(DAY * 3));
        let can_come = |person: &&Person| {
            person.since < signs && !(planned.spot.purpose.is_dangerous && person.is_minor)
        };
        let crowd = usize::try_from(crowd).unwrap_or(0);
        let free: Vec<&Person> = brigade.members.iter().filter(can_come).collect();
        let mut coming: Vec<(&Person, Way)> = several(free, crowd, self.chance)
            .into_iter()
            .map(|person| (person, self.way(person)))
            .collect();
        if in_hundred(12, self.chance) {
            coming.push((&brigade.leaders[0], Way::Own));
        }
        self.come(brigade, &shift, signs, &coming)
    }

    /// How what somebody does becomes known.
    fn way(&self, person: &Person) -> Way {
        match (person.has_phone(), self.chance.below(100)) {
            (_, 0..5) => Way::Absent,
            (true, 5..60) => Way::Own,
            (true, 60..82) => Way::Both,
            (true, 82..87) => Way::Forgotten,
            (_, 87..92) | (false, 5..20) => Way::Paper,
            (_, 92..95) => Way::Backfill,
            _ => Way::Roster,
        }
    }

    /// People sign up for a shift, come, leave, and are confirmed.
    fn come(
        &mut self,
        brigade: &Brigade,
        shift: &Shift,
        signs: Time,
        coming: &[(&Person, Way)],
    ) -> Result<(), Fault> {
        let place = shift.spot.brigade;
        let (mut stays, mut sheet) = (Vec::new(), Vec::new());
        for (number, (person, way)) in (0u32..).zip(coming) {
            // Some come without having signed up, and some who did say that they cannot.
            let luck = self.chance.below(100);
            if luck >= 3 || !person.has_phone() {
                let when = signs.plus(Duration::from_secs(3600 + u64::from(number) * 240));
                let sign_up = self.signs_up(shift, person, when);
                if luck >= 96 && person.has_phone() {
                    let cannot = shift.starts_at.minus(HOUR * 5);
                    self.queue(self.deeds.withdraws((cannot, person.id), sign_up));
                    continue;
                }
            }
            let stay = self.stay(brigade, shift, (person, *way), &mut sheet)?;
            if let Some((_, stay)) = stay.filter(|_| *way == Way::Both && luck == 50) {
                self.contests(brigade, shift, person, record_of(stay));
            }
            stays.extend(stay);
        }
        // The leader enters his list when all have gone.
        if !sheet.is_empty() {
            let when = shift.ends_at.plus(LIST_ENTERED);
            self.queue(self.deeds.marks((when, brigade.leader()), shift.id, sheet));
        }
        self.report(brigade, shift);
        let (leader, deputy) = (brigade.leader(), brigade.deputy());
        let confirmed_at = shift.ends_at.plus(DAY + HOUR * 2);
        let (own, others): (Vec<_>, Vec<_>) =
            stays.into_iter().partition(|(who, _)| *who == deputy);
        for (by, stays) in [(deputy, others), (leader, own)] {
            let ids: Vec<AttendanceId> = stays.iter().map(|(_, id)| *id).collect();
            if !ids.is_empty() {
                self.queue(self.deeds.confirms((confirmed_at, by), ids).of(place));
            }
        }
        Ok(())
    }

    /// He contests hours that count, and is told that they are right.
    fn contests(&mut self, brigade: &Brigade, shift: &Shift, person: &Person, record: RecordId) {
        let (asked, answered) = (shift.ends_at.plus(DAY * 2), shift.ends_at.plus(DAY * 4));
        let reason = "感觉少算了几分钟";
        self.queue(self.deeds.disputes((asked, person.id), record, reason));
        let admin = self.cast.admin_of(brigade, answered);
        let reason = "与现场点名一致";
        self.queue(self.deeds.upholds((answered, admin), record, reason));
    }

    /// One stay; whose, and its id, if it comes to a record. What the leader marks goes on his
    /// list.
    fn stay(
        &mut self,
        brigade: &Brigade,
        shift: &Shift,
        (person, way): (&Person, Way),
        sheet: &mut Vec<Mark>,
    ) -> Result<Option<(PersonId, AttendanceId)>, Fault> {
        let came = shift.starts_at.minus(Duration::from_secs(900)).plus(self.minutes(3, 18));
        let left = shift.ends_at.minus(Duration::from_secs(300)).plus(self.minutes(0, 18));
        let over = shift.ends_at.plus(LIST_ENTERED);
        let marked = |story: &Self, when: Time, kind, source| Mark {
            id: story.deeds.id(when),
            person: person.id,
            kind,
            at: when,
            source,
        };
        let id = match way {
            Way::Own | Way::Both | Way::Forgotten => {
                let id = self.checks_in(shift, person, (came, way))?;
                self.counts.stays += usize::from(came <= self.now);
                if way != Way::Forgotten {
                    self.checks_out(shift, person, id, (left, way))?;
                } else {
                    // The system proposes an end at night, and he says in the morning that it is
                    // right.
                    let next = shift.ends_at.local_date() + Days::new(1);
                    let morning = at(next, 7, 30).plus(self.minutes(0, 120));
                    self.queue(self.deeds.confirms_end((morning, person.id), id));
                }
                if way == Way::Both {
                    sheet.push(Mark {
                        at: shift.ends_at,
                        ..marked(self, over, MarkKind::Present, MarkSource::Roster)
                    });
                }
                id
            }
            Way::Roster => {
                let came = marked(self, came, MarkKind::CheckIn, MarkSource::Roster);
                let left = marked(self, left, MarkKind::CheckOut, MarkSource::Roster);
                let id = came.id;
                self.counts.stays += usize::from(over <= self.now);
                sheet.extend([came, left]);
                Id::new(id.uuid())
            }
            Way::Paper | Way::Backfill | Way::Absent => {
                let (kind, source, when) = match way {
                    Way::Paper => (MarkKind::Present, MarkSource::Paper, over),
                    Way::Backfill => {
                        (MarkKind::Present, MarkSource::Backfill, over.plus(HOUR * 20))
                    }
                    _ => (MarkKind::Absent, MarkSource::Roster, over),
                };
                let mark = Mark { at: shift.ends_at, ..marked(self, when, kind, source) };
                let id = mark.id;
                let stays = way != Way::Absent && when <= self.now;
                self.counts.stays += usize::from(stays);
                if way == Way::Backfill {
                    let by = (when, brigade.leader());
                    self.queue(self.deeds.marks(by, shift.id, vec![mark]));
                } else {
                    sheet.push(mark);
                }
                Id::new(id.uuid())
            }
        };
        Ok((way != Way::Absent).then_some((person.id, id)))
    }

    /// He checks in himself, and tells where he is if he lets his phone do so.
    fn checks_in(
        &mut self,
        shift: &Shift,
        person: &Person,
        (when, way): (Time, Way),
    ) -> Result<AttendanceId, Fault> {
        let capture = self.capture(shift, person, (when, way))?;
        let id: AttendanceEventId = capture.id;
        self.queue(self.deeds.checks_in((when, person.id), shift.id, capture));
        Ok(Id::new(id.uuid()))
    }

    fn checks_out(
        &mut self,
        shift: &Shift,
        person: &Person,
        stay: AttendanceId,
        (when, way): (Time, Way),
    ) -> Result<(), Fault> {
        let capture = self.capture(shift, person, (when, way))?;
        self.queue(self.deeds.checks_out((when, person.id), stay, capture));
        Ok(())
    }

    /// What he captures who is where he is to be and says so.
    pub(super) fn here(&self, shift: &Shift, when: Time) -> Result<OwnCapture, Fault> {
        let whereabouts = Whereabouts::Told(self.near(shift.spot.point, 60)?);
        let captured = Captured { at: when, grade: Grade::A };
        Ok(OwnCapture { id: self.deeds.id(when), captured, whereabouts, code: None })
    }

    /// What he captures: some phones are far off, and some people do not say where they are.
    fn capture(
        &self,
        shift: &Shift,
        person: &Person,
        (when, way): (Time, Way),
    ) -> Result<OwnCapture, Fault> {
        let near = self.here(shift, when)?;
        let whereabouts = match (person.tells_place, self.chance.below(100)) {
            // Whose phone may not tell where he is says nothing of it.
            (false, _) => Whereabouts::Untold,
            _ if way == Way::Both => near.whereabouts,
            (true, 97) => Whereabouts::Told(self.near(shift.spot.point, 1500)?),
            (true, 98..) => Whereabouts::Refused,
            (true, _) => near.whereabouts,
        };
        Ok(OwnCapture { whereabouts, ..near })
    }

    /// Where a phone finds itself that is so near to a point, in metres.
    fn near(&self, point: Wgs84, metres: u32) -> Result<Position, Fault> {
        // A metre is about 90 units of 1e-7 degrees from south to north.
        let off = |least: u32| {
            let off = between(least, metres, self.chance) * 90;
            i32::try_from(off).unwrap_or(0) * if in_hundred(50, self.chance) { 1 } else { -1 }
        };
        let far = if metres > 1000 { 600 } else { 0 };
        let at = Wgs84::from_e7(point.lat_e7() + off(far), point.lon_e7() + off(far));
        Ok(commands::position(sound(at)?, self.chance))
    }

    /// The leader reports how many people were served.
    pub(super) fn report(&mut self, brigade: &Brigade, shift: &Shift) {
        let when = shift.ends_at.plus(Duration::from_secs(1800));
        let (least, most) = shift.spot.purpose.serves;
        let mut times = between(least, most, self.chance);
        if matches!(shift.starts_at.local_date().weekday(), Weekday::Sat | Weekday::Sun) {
            times += times / 4;
        }
        let command = NewReport {
            id: self.deeds.id(when),
            shift: shift.id,
            times_served: i64::from(times),
            person_count: Some(i64::from(times - times / 5)),
            note: None,
        };
        self.queue(self.deeds.reports((when, brigade.leader()), command));
    }
}

/// The record that stays in a shift come to, by the first of them.
pub(super) fn record_of(stay: AttendanceId) -> RecordId {
    Id::new(stay.uuid())
}
