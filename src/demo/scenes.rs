//! What happens right now: on one stage, around the last instant.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    cast::{Brigade, Person, at},
    plans::{Planned, Shift},
    programs::{PURPOSES, Purpose},
    serving::record_of,
    spans::{HOUR, MINUTE},
    story::Story,
};
use crate::{
    attendance::{Mark, MarkKind, MarkSource},
    kernel::{
        ids::{AttendanceId, Id, ShiftId, UnitId},
        time::Time,
    },
    ledger::Correct,
    platform::error::Fault,
};

/// What happens right now, for whoever looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenes {
    /// The shift that runs.
    pub running: Running,
    /// When the full one of tomorrow begins, by the clock on the wall.
    pub full_starts: String,
    /// Its seats.
    pub seats: usize,
    /// How many wait for one.
    pub waiting: usize,
    /// Stays of yesterday that a leader can confirm; what they come to counts at once.
    pub to_confirm: Vec<AttendanceId>,
    /// Records from paper that a second person is to look at.
    pub in_review: usize,
}

/// A shift that runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Its id.
    pub shift: ShiftId,
    /// What is done in it.
    pub name: String,
    /// The brigade.
    pub unit: String,
    /// When it begins.
    pub starts_at: Time,
    /// When it ends.
    pub ends_at: Time,
    /// Who signed up.
    pub expected: usize,
    /// Who is there.
    pub present: usize,
}

/// The program of what runs, by day and by night.
const BY_DAY: &str = "老年食堂助餐";
const BY_NIGHT: &str = "应急救援";
/// The program of what is full tomorrow, and of who is at two places at once.
const TOMORROW: &str = "知识星光图书角";
const ELSEWHERE: &str = "慈善超市";
/// Days of the activities on the stage, before and after today.
const AROUND: u64 = 10;
/// Members of the first brigade who play a part, from which to which.
type Players = std::ops::Range<usize>;
const EXPECTED: Players = 0..10;
const PRESENT: Players = 1..7;
const YESTERDAY: Players = 7..14;
const SEATED: Players = 14..19;
const AT_TWO_PLACES: usize = 19;
const ANSWERED: usize = 20;
const CONTESTING: usize = 21;
const ON_PAPER: Players = 22..25;
/// How many they are.
pub(super) const TROUPE: usize = 25;

impl Story<'_> {
    /// Sets the stage, and lets happen what is to be seen now.
    ///
    /// # Errors
    /// None: the demo's own data is sound.
    pub(super) fn perform(&mut self) -> Result<Scenes, Fault> {
        let cast = self.cast;
        let (Some(brigade), Some(other)) = (cast.brigades.first(), cast.brigades.get(1)) else {
            return Err(Fault::broken("nobody is on stage"));
        };
        let today = self.now.local_date();
        let canteen = self.staged((0, brigade), BY_DAY, today)?;
        let books = self.staged((0, brigade), TOMORROW, today)?;
        let is_day = (6..21).contains(&hour(self.now));
        let running = if is_day { canteen } else { self.staged((0, brigade), BY_NIGHT, today)? };
        let running = self.running(brigade, &running)?;
        self.at_two_places(brigade, other, &canteen, today)?;
        self.contested(brigade, &canteen, today - Days::new(9))?;
        self.on_paper(brigade, &canteen, today - Days::new(3))?;
        let to_confirm = self.yesterday(brigade, &canteen, today - Days::new(1))?;
        let (full_starts, waiting) = self.full(brigade, &books, today + Days::new(1));
        let (seats, in_review) = (SEATED.len(), ON_PAPER.len());
        Ok(Scenes { running, full_starts, seats, waiting, to_confirm, in_review })
    }

    /// An activity around today.
    fn staged(
        &mut self,
        (place, brigade): (usize, &Brigade),
        program: &str,
        today: NaiveDate,
    ) -> Result<Planned, Fault> {
        let purpose: Option<&'static Purpose> =
            PURPOSES.iter().find(|purpose| purpose.name == program);
        let purpose = purpose.ok_or_else(|| Fault::broken("no such program"))?;
        let spot = self.site((place, brigade), purpose)?;
        let (from, to) = (today - Days::new(AROUND), today + Days::new(AROUND));
        let audience = if place == 0 { brigade.id } else { self.above(brigade) };
        self.activity(spot, at(from - Days::new(5), 9, 0), (from, to), Some(audience))
    }

    /// The district of a brigade.
    fn above(&self, brigade: &Brigade) -> UnitId {
        self.cast.branches.get(brigade.stands_in).map_or(brigade.id, |branch| branch.id)
    }

    /// A shift began an hour ago; most are there, and one who signed up can still check in.
    fn running(&mut self, brigade: &Brigade, planned: &Planned) -> Result<Running, Fault> {
        let five = 5 * 60_000;
        let now = Time::from_millis(self.now.millis() / five * five);
        let (starts_at, ends_at) = (now.minus(HOUR), now.plus(MINUTE * 150));
        let shift = self.shift(planned, (starts_at, ends_at), 12);
        self.sign_up_all(brigade, &shift, EXPECTED);
        for (number, person) in (0u32..).zip(players(brigade, PRESENT)) {
            let when = starts_at.minus(MINUTE * 12).plus(MINUTE * (2 * number));
            self.comes(&shift, person, when)?;
        }
        Ok(Running {
            shift: shift.id,
            name: shift.spot.purpose.name.to_owned(),
            unit: brigade.name(),
            starts_at,
            ends_at,
            expected: EXPECTED.len(),
            present: PRESENT.len(),
        })
    }

    /// Every seat of tomorrow's shift is taken, and more want one.
    fn full(&mut self, brigade: &Brigade, planned: &Planned, day: NaiveDate) -> (String, usize) {
        let seats = i32::try_from(SEATED.len()).unwrap_or(i32::MAX);
        let shift = self.shift(planned, (at(day, 9, 0), at(day, 11, 30)), seats);
        self.sign_up_all(brigade, &shift, SEATED);
        // He who is printed waits too.
        let late: Vec<usize> = vec![AT_TWO_PLACES, 0, ANSWERED];
        for (number, place) in (1u32..).zip(&late) {
            if let Some(person) = brigade.members.get(*place) {
                self.signs_up(&shift, person, self.now.minus(HOUR * (5 - number)));
            }
        }
        (shift.starts_at.local_minute().replace('T', " "), late.len())
    }

    /// All of yesterday's left but one; the leader has confirmed none of them yet.
    fn yesterday(
        &mut self,
        brigade: &Brigade,
        planned: &Planned,
        day: NaiveDate,
    ) -> Result<Vec<AttendanceId>, Fault> {
        let shift = self.shift(planned, (at(day, 14, 0), at(day, 17, 0)), 12);
        self.sign_up_all(brigade, &shift, YESTERDAY);
        let mut to_confirm = Vec::new();
        for (number, person) in (0u32..).zip(players(brigade, YESTERDAY)) {
            let stay = self.comes(&shift, person, shift.starts_at.minus(MINUTE * (1 + number)))?;
            if number > 0 {
                let left = shift.ends_at.plus(MINUTE * (1 + number));
                self.leaves(&shift, person, (stay, left))?;
                to_confirm.push(stay);
            }
        }
        self.report(brigade, &shift);
        Ok(to_confirm)
    }

    /// Somebody helped at two places at the same time: who leads both is to decide.
    fn at_two_places(
        &mut self,
        brigade: &Brigade,
        other: &Brigade,
        planned: &Planned,
        today: NaiveDate,
    ) -> Result<(), Fault> {
        let day = today - Days::new(2);
        let elsewhere = self.staged((1, other), ELSEWHERE, today)?;
        let here = self.shift(planned, (at(day, 9, 0), at(day, 12, 0)), 12);
        let there = self.shift(&elsewhere, (at(day, 11, 0), at(day, 14, 0)), 12);
        let Some(person) = brigade.members.get(AT_TWO_PLACES) else { return Ok(()) };
        self.sign_up_all(brigade, &here, AT_TWO_PLACES..AT_TWO_PLACES + 1);
        for (shift, came, left) in
            [(here, at(day, 8, 55), at(day, 12, 2)), (there, at(day, 11, 10), at(day, 14, 4))]
        {
            let stay = self.comes(&shift, person, came)?;
            self.leaves(&shift, person, (stay, left))?;
        }
        self.report(brigade, &here);
        self.report(other, &there);
        Ok(())
    }

    /// Two contest their hours: the one was answered by a correction that a second person is to
    /// look at, the other waits for an answer.
    fn contested(
        &mut self,
        brigade: &Brigade,
        planned: &Planned,
        day: NaiveDate,
    ) -> Result<(), Fault> {
        let shift = self.shift(planned, (at(day, 9, 0), at(day, 12, 0)), 12);
        let (answered, contesting) = (ANSWERED..ANSWERED + 1, CONTESTING..CONTESTING + 1);
        self.sign_up_all(brigade, &shift, ANSWERED..CONTESTING + 1);
        let mut stays = Vec::new();
        for (person, left) in players(brigade, answered)
            .map(|person| (person, at(day, 11, 0)))
            .chain(players(brigade, contesting).map(|person| (person, at(day, 12, 1))))
            .collect::<Vec<_>>()
        {
            let stay = self.comes(&shift, person, at(day, 8, 58))?;
            self.leaves(&shift, person, (stay, left))?;
            stays.push((person.id, stay));
        }
        self.report(brigade, &shift);
        let ids = stays.iter().map(|(_, stay)| *stay).collect();
        let next = at(day + Days::new(1), 19, 0);
        self.queue(self.deeds.confirms((next, brigade.deputy()), ids));
        if let [(answered, first), (contesting, second)] = *stays {
            let (first, second) = (record_of(first), record_of(second));
            let asks = at(day + Days::new(3), 12, 0);
            let reason = "十一点误点了签退，实际做到十二点";
            self.queue(self.deeds.disputes((asks, answered), first, reason));
            let reason = "现场照片和同组队员都能证明到十二点".to_owned();
            let command = Correct { record: first, given_minutes: 180, reason };
            let answers = at(day + Days::new(5), 20, 0);
            self.queue(self.deeds.corrects((answers, brigade.leader()), command));
            let asks = at(day + Days::new(8), 12, 0);
            let reason = "我提前半小时到岗备餐，没有算进去";
            self.queue(self.deeds.disputes((asks, contesting), second, reason));
        }
        Ok(())
    }

    /// Hours from a sheet of paper: confirmed, and waiting for a second person.
    fn on_paper(
        &mut self,
        brigade: &Brigade,
        planned: &Planned,
        day: NaiveDate,
    ) -> Result<(), Fault> {
        let shift = self.shift(planned, (at(day, 14, 0), at(day, 17, 0)), 12);
        self.sign_up_all(brigade, &shift, ON_PAPER);
        let (mut stays, mut sheet): (Vec<AttendanceId>, Vec<Mark>) = Default::default();
        for person in players(brigade, ON_PAPER) {
            let (when, kind, source) = (at(day, 17, 20), MarkKind::Present, MarkSource::Paper);
            let id = self.deeds.id(when);
            let mark = Mark { id, person: person.id, kind, at: shift.ends_at, source };
            sheet.push(mark);
            stays.push(Id::new(id.uuid()));
            self.counts.stays += 1;
        }
        let entered = at(day, 17, 20);
        self.queue(self.deeds.marks((entered, brigade.leader()), shift.id, sheet));
        self.report(brigade, &shift);
        let next = at(day + Days::new(1), 19, 0);
        self.queue(self.deeds.confirms((next, brigade.deputy()), stays));
        Ok(())
    }

    /// They sign up a day and a half before.
    fn sign_up_all(&mut self, brigade: &Brigade, shift: &Shift, who: Players) {
        let when = shift.starts_at.minus(HOUR * 36).min(self.now.minus(HOUR * 8));
        for (number, person) in (0u32..).zip(players(brigade, who)) {
            self.signs_up(shift, person, when.plus(MINUTE * number));
        }
    }

    /// He checks in where he is to be.
    fn comes(&mut self, shift: &Shift, person: &Person, when: Time) -> Result<AttendanceId, Fault> {
        let capture = self.here(shift, when)?;
        let stay = Id::new(capture.id.uuid());
        self.queue(self.deeds.checks_in((when, person.id), shift.id, capture));
        self.counts.stays += 1;
        Ok(stay)
    }

    fn leaves(
        &mut self,
        shift: &Shift,
        person: &Person,
        (stay, when): (AttendanceId, Time),
    ) -> Result<(), Fault> {
        let capture = self.here(shift, when)?;
        self.queue(self.deeds.checks_out((when, person.id), stay, capture));
        Ok(())
    }
}

/// Those of a brigade who play a part.
fn players(brigade: &Brigade, which: Players) -> impl Iterator<Item = &Person> {
    brigade.members.iter().skip(which.start).take(which.len())
}

/// The hour on the wall.
fn hour(time: Time) -> u32 {
    time.local_minute().chars().skip(11).take(2).collect::<String>().parse().unwrap_or(0)
}
