//! Who is in it, and where they belong: drawn before anything is done.

use std::time::Duration;

use chrono::{Datelike, Days, NaiveDate};

use super::year::{Year, count, place, share};
use crate::{
    demo::{
        Called, District, Names, Places, Town,
        cast::{Branch, Person, at},
        chance::{between, in_hundred, sound},
        phone,
    },
    kernel::{
        area::AreaCode,
        geo::Wgs84,
        ids::{PersonId, ProgramId, UnitId},
        time::Time,
    },
    people::{BirthDate, Profile},
    platform::{error::Fault, random::Random},
};

/// Years for which the federation was there before.
pub(super) const YEARS_BEFORE: i32 = 4;
/// Members of a brigade at least, where there are so few that it matters.
const MEMBERS_MIN: u64 = 30;
/// Of a hundred members those who come to shifts.
const ACTIVE: u64 = 45;

/// A brigade of a town.
#[derive(Clone, Debug)]
pub(super) struct Brigade {
    pub(super) id: UnitId,
    pub(super) town: Town,
    /// The place of its district among the branches.
    pub(super) branch: usize,
    pub(super) admin: PersonId,
    /// When the ids of its people were given out, all at once: what is kept of one brigade lies
    /// together in the database.
    pub(super) named_at: Time,
    /// Where it works.
    pub(super) point: Wgs84,
    pub(super) leader: Person,
    pub(super) deputy: Person,
    /// How many belong to it besides.
    pub(super) members: u64,
    /// Those of them who come to shifts, with when they joined.
    pub(super) active: Vec<Active>,
}

/// Somebody who comes to shifts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Active {
    pub(super) id: PersonId,
    pub(super) since: Time,
    pub(super) tells_place: bool,
}

/// Where it all happens.
pub(super) struct Cast {
    pub(super) hq: PersonId,
    pub(super) branches: Vec<Branch>,
    pub(super) brigades: Vec<Brigade>,
    pub(super) programs: Vec<ProgramId>,
}

/// Draws people.
#[derive(Clone, Debug)]
pub(super) struct Casting {
    names: Names,
    chance: Random,
    ids: Random,
    year: Year,
    drawn: u64,
}

impl Casting {
    pub(super) fn new(year: Year, chance: Random, ids: Random) -> Result<Self, Fault> {
        Ok(Self { names: Names::of_demo()?, chance, ids, year, drawn: 0 })
    }

    /// The day on which the federation was founded.
    pub(super) fn founded(&self) -> NaiveDate {
        day(self.year.year - YEARS_BEFORE, 3, 5)
    }

    /// The brigades, each with who leads it, and their districts.
    pub(super) fn units(&mut self) -> Result<(Vec<Branch>, Vec<Brigade>), Fault> {
        let places = Places::of_demo()?;
        let districts: Vec<District> =
            places.districts_on(day(self.year.year, 12, 31)).cloned().collect();
        let towns = |district: &District| places.towns_of(&district.code).to_vec();
        let of: Vec<(usize, Town)> = districts
            .iter()
            .enumerate()
            .flat_map(|(branch, district)| towns(district).into_iter().map(move |t| (branch, t)))
            .collect();
        let start = at(self.founded(), 9, 0);
        let mut branches = Vec::with_capacity(districts.len());
        for district in districts {
            let admin = self.person(&district.code, (start, start))?;
            branches.push(Branch { id: self.ids.id(start), district, admin });
        }
        let wanted = (self.year.people / MEMBERS_MIN).clamp(1, count(of.len()));
        let members = self.year.people.saturating_sub(count(branches.len()) + 2 * wanted);
        let mut brigades = Vec::with_capacity(of.len());
        for number in 0..wanted {
            let Some((branch, town)) = of.get(place(number * count(of.len()) / wanted)) else {
                continue;
            };
            let Some(above) = branches.get(*branch) else { continue };
            let named_at = start.plus(Duration::from_secs(number + 1));
            brigades.push(Brigade {
                id: self.ids.id(start),
                named_at,
                town: town.clone(),
                branch: *branch,
                admin: above.admin.id,
                point: near(above.district.label, 200_000, &self.chance)?,
                leader: self.person(&town.code, (named_at, start))?,
                deputy: self.person(&town.code, (named_at, start))?,
                members: share(members, wanted, number),
                active: Vec::new(),
            });
        }
        Ok((branches, brigades))
    }

    /// The members who join a brigade at one instant; those who will come to shifts are noted.
    pub(super) fn join(
        &mut self,
        brigade: &mut Brigade,
        (members, since): (u64, Time),
    ) -> Result<Vec<Person>, Fault> {
        let (mut active, mut others) = (Vec::new(), Vec::new());
        for _ in 0..members {
            let mut person = self.person(&brigade.town.code, (brigade.named_at, since))?;
            if in_hundred(ACTIVE, &self.chance) {
                let Person { id, since, tells_place, .. } = person;
                brigade.active.push(Active { id, since, tells_place });
                active.push(person);
                continue;
            }
            if in_hundred(20, &self.chance) {
                person.profile.phone = None;
                person.tells_place = false;
            }
            others.push(person);
        }
        active.append(&mut others);
        Ok(active)
    }

    /// A grown-up with a phone, under an id of its time.
    pub(super) fn person(
        &mut self,
        area: &AreaCode,
        (named_at, since): (Time, Time),
    ) -> Result<Person, Fault> {
        let Called { name, sex } = sound(self.names.draw(&self.chance))?;
        let years = match self.chance.below(100) {
            0..40 => between(18, 35, &self.chance),
            40..75 => between(36, 59, &self.chance),
            _ => between(60, 79, &self.chance),
        };
        let joined = since.local_date();
        let year = joined.year() - i32::try_from(years).unwrap_or(0) - 1;
        let born = day(year, between(1, 12, &self.chance), between(1, 28, &self.chance));
        self.drawn += 1;
        let profile = Profile {
            sex: Some(sex),
            birth_date: Some(sound(BirthDate::parse(&born.to_string(), joined))?),
            phone: Some(sound(phone(self.drawn))?),
            area_code: Some(area.clone()),
            ..Profile::named(name)
        };
        let tells_place = in_hundred(80, &self.chance);
        let (id, is_minor) = (self.ids.id(named_at), false);
        Ok(Person { id, profile, since, tells_place, is_minor })
    }
}

/// A point so near to another, in 1e-7 degrees.
pub(super) fn near(point: Wgs84, off_e7: u32, chance: &Random) -> Result<Wgs84, Fault> {
    let off = || {
        let drawn = i32::try_from(between(0, 2 * off_e7, chance)).unwrap_or(0);
        drawn - i32::try_from(off_e7).unwrap_or(0)
    };
    sound(Wgs84::from_e7(point.lat_e7() + off(), point.lon_e7() + off()))
}

/// A day that there is.
pub(super) fn day(year: i32, month: u32, of_month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, of_month).unwrap_or_default()
}

/// A day so many days after another.
pub(super) fn after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}
