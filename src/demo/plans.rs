//! What brigades plan: sites, activities, shifts.

use std::time::Duration;

use chrono::NaiveDate;

use super::{
    cast::{Brigade, Person, at},
    chance::{minutes, sound},
    commands::{self, Setting},
    programs::{PURPOSES, Purpose},
    spans::{DAY, HOUR},
    story::Story,
};
use crate::{
    activities::{
        self, ActivityChanges, AddShift, Audience, Breaks, CreateActivity, CreateSite,
        MeetingPlace, Move, NewSignUp, Slot, Step, WantedPosition,
    },
    kernel::{
        geo::Wgs84,
        ids::{ActivityId, PositionId, ShiftId, SignUpId, SiteId, UnitId},
        time::Time,
    },
    people::ConsentForm,
    platform::error::Fault,
};

/// People who are wanted for an activity.
const PEOPLE_WANTED: i32 = 12;

/// Where a brigade does something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) brigade: usize,
    pub(super) purpose: &'static Purpose,
    pub(super) site: SiteId,
    pub(super) point: Wgs84,
}

/// An activity that is planned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned {
    pub(super) spot: Spot,
    pub(super) id: ActivityId,
    /// When it came into being: a draft, published on the next day.
    pub(super) drafted_at: Time,
}

/// A shift that is planned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    pub(super) spot: Spot,
    pub(super) id: ShiftId,
    pub(super) position: PositionId,
    pub(super) starts_at: Time,
    pub(super) ends_at: Time,
}

impl Story<'_> {
    /// The site of a purpose, which is made soon after the beginning.
    pub(super) fn site(
        &mut self,
        (place, brigade): (usize, &Brigade),
        purpose: &'static Purpose,
    ) -> Result<Spot, Fault> {
        let is_known = |spot: &&Spot| spot.brigade == place && spot.purpose.name == purpose.name;
        if let Some(spot) = self.spots.iter().find(is_known) {
            return Ok(*spot);
        }
        let when = self.founded_at.plus(DAY);
        let site = self.deeds.id(when);
        let offset = i32::try_from(self.counts.sites % 7).unwrap_or(0) * 4_000;
        let (lat, lon) = (brigade.point.lat_e7() + offset, brigade.point.lon_e7() - offset);
        let point = sound(Wgs84::from_e7(lat, lon))?;
        let name = format!("{}{}", brigade.town.name, purpose.site_name);
        let command = CreateSite {
            id: site,
            unit: brigade.id,
            name: sound(activities::Name::parse(&name))?,
            kind: purpose.site,
            place: MeetingPlace {
                address: Some(format!("{}演示路{}号", brigade.town.name, self.counts.sites + 1)),
                area_code: Some(brigade.town.code.clone()),
                point: Some(point),
                fence: Some(commands::around(point)?),
                given: None,
            },
        };
        self.queue(self.deeds.creates_site((when, brigade.leader()), command));
        self.counts.sites += 1;
        let spot = Spot { brigade: place, purpose, site, point };
        self.spots.push(spot);
        Ok(spot)
    }

    /// Plans an activity for its brigade, or for more, and makes it known a day later.
    pub(super) fn activity(
        &mut self,
        spot: Spot,
        when: Time,
        (from, to): (NaiveDate, NaiveDate),
        audience: Option<UnitId>,
    ) -> Result<Planned, Fault> {
        let Some(brigade) = self.cast.brigades.get(spot.brigade) else {
            return Err(Fault::broken("no such brigade"));
        };
        let id = self.deeds.id(when);
        let name = format!("{}·{}", spot.purpose.name, brigade.town.name);
        let plan = self.plan(brigade, spot, (from, to), audience)?;
        let command = CreateActivity {
            id,
            unit: brigade.id,
            name: sound(activities::Name::parse(&name))?,
            plan,
        };
        let (leader, admin) = (brigade.leader(), self.cast.admin_of(brigade, when.plus(DAY)));
        self.queue(self.deeds.creates_activity((when, leader), command));
        let steps = [
            (when.plus(HOUR), leader, Step::Submit),
            (when.plus(DAY), admin, Step::Approve),
            (when.plus(DAY + HOUR), leader, Step::Publish),
        ];
        for (at, by, step) in steps {
            self.queue(self.deeds.steps((at, by), Move { activity: id, step, reason: None }));
        }
        self.counts.activities += 1;
        Ok(Planned { spot, id, drafted_at: when })
    }

    fn plan(
        &self,
        brigade: &Brigade,
        spot: Spot,
        days: (NaiveDate, NaiveDate),
        audience: Option<UnitId>,
    ) -> Result<ActivityChanges, Fault> {
        let place = PURPOSES.iter().position(|purpose| purpose.name == spot.purpose.name);
        let setting = Setting {
            program: place.and_then(|place| self.programs.get(place)).copied(),
            site: spot.site,
            leader: brigade.leader(),
            people_wanted: PEOPLE_WANTED,
            days,
        };
        let said = commands::activity(spot.purpose, &setting)?;
        Ok(ActivityChanges { audience: audience.map(Audience::Unit), ..said })
    }

    /// Adds a shift to an activity that is a draft still.
    pub(super) fn shift(
        &mut self,
        planned: &Planned,
        (starts_at, ends_at): (Time, Time),
        seats: i32,
    ) -> Shift {
        let when = planned.drafted_at.plus(Duration::from_secs(600));
        let (id, position) = (self.deeds.id(when), self.deeds.id(when));
        let wanted = WantedPosition {
            id: Some(position),
            name: planned.spot.purpose.position.to_owned(),
            seats,
            requirements: None,
        };
        let breaks = Breaks::sorted(Vec::new());
        let command = AddShift {
            id,
            activity: planned.id,
            slot: Slot { starts_at, ends_at, sign_up_closes_at: starts_at, breaks },
            positions: vec![wanted],
            note: None,
        };
        if let Some(brigade) = self.cast.brigades.get(planned.spot.brigade) {
            self.queue(self.deeds.adds_shift((when, brigade.leader()), command));
        }
        self.counts.shifts += 1;
        Shift { spot: planned.spot, id, position, starts_at, ends_at }
    }

    /// Somebody signs up for a shift, or tells his leader that he comes.
    pub(super) fn signs_up(&mut self, shift: &Shift, person: &Person, when: Time) -> SignUpId {
        let leader = self.cast.brigades.get(shift.spot.brigade).map(Brigade::leader);
        let (by, agreed) = match leader {
            Some(leader) if !person.has_phone() => (leader, ConsentForm::Oral),
            _ => (person.id, ConsentForm::InApp),
        };
        let command = NewSignUp {
            id: self.deeds.id(when),
            shift: shift.id,
            position: Some(shift.position),
            person: person.id,
            agreed: Some(agreed),
        };
        let id = command.id;
        self.queue(self.deeds.signs_up((when, by), command));
        id
    }

    /// An hour of a day at which a purpose may begin, and when that shift ends.
    pub(super) fn hours(&self, purpose: &Purpose, day: NaiveDate) -> (Time, Time) {
        let draw = |(least, most)| super::chance::between(least, most, self.chance);
        let starts_at = at(day, draw(purpose.begins), 30 * draw((0, 1)));
        let half_hours = u64::from(draw(purpose.half_hours));
        (starts_at, starts_at.plus(Duration::from_secs(half_hours * 1800)))
    }

    /// Some minutes.
    pub(super) fn minutes(&self, least: u32, most: u32) -> Duration {
        minutes(least, most, self.chance)
    }
}
