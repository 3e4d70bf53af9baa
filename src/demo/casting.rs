//! Drawing who is in it, before anything is done.

use chrono::{Datelike, Days, NaiveDate};

use super::{
    cast::{Branch, Brigade, Cast, Person, at},
    chance::{between, in_hundred, pick, several, sound},
    names::{Called, Names},
    phones::phone,
    places::{District, Places, Town},
    scenes::TROUPE,
    size::Size,
};
use crate::{
    kernel::{area::AreaCode, geo::Wgs84, time::Time},
    org,
    people::{BirthDate, Guardian, Phone, Profile, Relation},
    platform::{error::Fault, random::Random},
};

/// The district in which something happens right now: the code of 渝中区.
pub(super) const STAGED_IN: &str = "500103";
/// Names by hand that are given to those who are printed.
const PLAYED: usize = 5;
/// How many brigades stand there at least: somebody has to be at two places at once.
const ON_STAGE: u32 = 2;
/// Years from which somebody is no minor.
const ADULT: u32 = 18;

/// The days that matter when people are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    /// When the federation begins.
    pub(super) founded: NaiveDate,
    /// The first day of service that is shown.
    pub(super) from: NaiveDate,
    /// The last one.
    pub(super) until: NaiveDate,
}

/// Draws people.
pub(super) struct Casting<'a> {
    names: Names,
    chance: &'a Random,
    ids: &'a Random,
    dates: Dates,
    /// Names that have to appear.
    by_hand: Vec<Called>,
    drawn: u64,
}

impl<'a> Casting<'a> {
    pub(super) fn new(chance: &'a Random, ids: &'a Random, dates: Dates) -> Result<Self, Fault> {
        let by_hand = sound(Names::by_hand())?.into_iter().skip(PLAYED).collect();
        Ok(Self { names: Names::of_demo()?, chance, ids, dates, by_hand, drawn: 0 })
    }

    /// Draws all of them.
    ///
    /// # Errors
    /// None: what the lists make is sound.
    pub(super) fn cast(mut self, places: &Places, size: Size) -> Result<Cast, Fault> {
        let headquarters = self.staff(None)?;
        let auditor = self.staff(None)?;
        let Dates { founded, until, .. } = self.dates;
        let districts: Vec<District> = places
            .districts
            .iter()
            .filter(|district| district.stands_on(founded) || district.stands_on(until))
            .cloned()
            .collect();
        let mut branches = Vec::with_capacity(districts.len());
        for district in districts {
            let (id, admin) = (self.ids.id(at(founded, 0, 0)), self.staff(Some(&district.code))?);
            branches.push(Branch { id, district, admin });
        }
        let mut brigades = Vec::new();
        for (place, branch) in branches.iter().enumerate() {
            if branch.district.stands_on(founded) {
                brigades.extend(self.brigades(places, &branches, place, size)?);
            }
        }
        brigades.sort_by_key(|brigade| !brigade.town.code.as_str().starts_with(STAGED_IN));
        let reform = places.reform().filter(|day| *day <= until).map(|day| at(day, 9, 30));
        let mut cast = Cast { headquarters, auditor, branches, brigades, reform };
        self.fill(&mut cast, size)?;
        named(&mut cast)?;
        Ok(cast)
    }

    /// The brigades of a district, with their leaders.
    fn brigades(
        &mut self,
        places: &Places,
        branches: &[Branch],
        place: usize,
        size: Size,
    ) -> Result<Vec<Brigade>, Fault> {
        let Some(branch) = branches.get(place) else { return Ok(Vec::new()) };
        let code = &branch.district.code;
        let is_reformed = places.reform().is_some_and(|day| day <= self.dates.until);
        // A district that stays keeps its brigades, whatever towns it gave away.
        let leaves = |town: &Town| org::given_to(town.code.as_str()).filter(|_| is_reformed);
        let stays = branch.district.stands_on(self.dates.until);
        let towns: Vec<Town> = places.towns_of(code).to_vec();
        let towns = towns.into_iter().filter(|town| !stays || leaves(town).is_none()).collect();
        let count =
            if code.as_str() == STAGED_IN { size.brigades.max(ON_STAGE) } else { size.brigades };
        let mut brigades = Vec::new();
        for town in several(towns, usize::try_from(count).unwrap_or(0), self.chance) {
            let to = leaves(&town);
            let to = branches.iter().position(|other| Some(other.district.code.as_str()) == to);
            let leaders = [self.staff(Some(&town.code))?, self.staff(Some(&town.code))?];
            brigades.push(Brigade {
                id: self.ids.id(at(self.dates.founded, 0, 0)),
                point: self.near(branch.district.label)?,
                town,
                founded_in: place,
                stands_in: to.unwrap_or(place),
                leaders,
                members: Vec::new(),
            });
        }
        Ok(brigades)
    }

    /// Gives brigades their members, until there are so many people.
    fn fill(&mut self, cast: &mut Cast, size: Size) -> Result<(), Fault> {
        let wanted = usize::try_from(size.people).unwrap_or(usize::MAX);
        let missing = wanted.saturating_sub(cast.people()).max(TROUPE);
        let count = cast.brigades.len().max(1);
        let first = TROUPE.max(missing / count);
        for number in 0..missing {
            let place = if number < first { 0 } else { 1 + number % (count - 1).max(1) };
            let Some(brigade) = cast.brigades.get_mut(place) else { break };
            // Who plays a part can tell where he is, and was there before.
            let member = if number < TROUPE {
                let since = at(self.dates.founded, 12, 0);
                Person { since, ..self.staff(Some(&brigade.town.code))? }
            } else {
                self.member(&brigade.town.code)?
            };
            brigade.members.push(member);
        }
        Ok(())
    }

    /// A grown-up with a phone, from the beginning.
    fn staff(&mut self, area: Option<&AreaCode>) -> Result<Person, Fault> {
        let years = between(28, 62, self.chance);
        let since = at(self.dates.founded, 9, 0);
        let person = self.person(area, (years, since))?;
        let phone = Some(self.number()?);
        Ok(Person { profile: Profile { phone, ..person.profile }, tells_place: true, ..person })
    }

    /// A volunteer of any age; most are there before service is shown, some come later.
    fn member(&mut self, area: &AreaCode) -> Result<Person, Fault> {
        let Dates { founded, from, until } = self.dates;
        // Nobody comes of age meanwhile: who is grown up at the end was so when he came.
        let grown = ADULT + 1 + u32::try_from(until.year() - founded.year()).unwrap_or(0);
        let years = match self.chance.below(100) {
            0..4 => between(15, 16, self.chance),
            4..40 => between(grown, grown.max(35), self.chance),
            40..75 => between(grown.max(36), grown.max(59), self.chance),
            _ => between(grown.max(60), grown.max(81), self.chance),
        };
        let days = |first: NaiveDate, last: NaiveDate| {
            u32::try_from((last - first).num_days()).unwrap_or(1).max(1)
        };
        let joined = if years >= ADULT && in_hundred(75, self.chance) {
            founded + Days::new(u64::from(between(1, days(founded, from), self.chance)))
        } else {
            from + Days::new(u64::from(between(0, days(from, until) * 2 / 3, self.chance)))
        };
        let since = at(joined, between(9, 17, self.chance), between(0, 59, self.chance));
        let person = self.person(Some(area), (years, since))?;
        let has_phone = in_hundred(if years > 64 { 45 } else { 90 }, self.chance);
        let phone = if has_phone { Some(self.number()?) } else { None };
        let guardian = if person.is_minor { Some(self.guardian()?) } else { None };
        let tells_place = has_phone && in_hundred(78, self.chance);
        Ok(Person { profile: Profile { phone, guardian, ..person.profile }, tells_place, ..person })
    }

    fn person(
        &mut self,
        area: Option<&AreaCode>,
        (years, since): (u32, Time),
    ) -> Result<Person, Fault> {
        let Called { name, sex } = match self.by_hand.pop() {
            Some(called) => called,
            None => sound(self.names.draw(self.chance))?,
        };
        let year = self.dates.until.year() - i32::try_from(years).unwrap_or(0) - 1;
        let (is_minor, chance) = (years < ADULT, self.chance);
        // A minor is one until the end, whatever day that is.
        let (month, day) =
            if is_minor { (12, 31) } else { (between(1, 12, chance), between(1, 28, chance)) };
        let born = BirthDate::parse(&format!("{year:04}-{month:02}-{day:02}"), since.local_date());
        let profile = Profile {
            sex: Some(sex),
            birth_date: Some(sound(born)?),
            area_code: area.cloned(),
            ..Profile::named(name)
        };
        let id = self.ids.id(since);
        Ok(Person { id, profile, since, tells_place: false, is_minor })
    }

    fn guardian(&mut self) -> Result<Guardian, Fault> {
        let name = sound(self.names.draw(self.chance))?.name;
        let relation = pick(&["父亲", "母亲", "祖母"], self.chance).copied().unwrap_or("母亲");
        Ok(Guardian { name, phone: self.number()?, relation: sound(Relation::parse(relation))? })
    }

    /// A number that nobody else here has.
    fn number(&mut self) -> Result<Phone, Fault> {
        self.drawn += 1;
        sound(phone(self.drawn))
    }

    /// A point within about two kilometres.
    fn near(&self, point: Wgs84) -> Result<Wgs84, Fault> {
        let offset = || i32::try_from(between(0, 400_000, self.chance)).unwrap_or(0) - 200_000;
        sound(Wgs84::from_e7(point.lat_e7() + offset(), point.lon_e7() + offset()))
    }
}

/// Gives those who are printed names that systems stumble over.
fn named(cast: &mut Cast) -> Result<(), Fault> {
    let stands_in = cast.brigades.first().map_or(0, |brigade| brigade.stands_in);
    let Cast { headquarters, auditor, branches, brigades, .. } = cast;
    let admin = branches.get_mut(stands_in).map(|branch| &mut branch.admin);
    let (mut leader, mut volunteer) = (None, None);
    if let Some(brigade) = brigades.first_mut() {
        leader = brigade.leaders.first_mut();
        volunteer = brigade.members.first_mut();
    }
    let played = [volunteer, leader, admin, Some(headquarters), Some(auditor)];
    for (person, called) in played.into_iter().zip(sound(Names::by_hand())?) {
        if let Some(person) = person {
            person.profile.name = called.name;
            person.profile.sex = Some(called.sex);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::time::date;

    fn cast(seed: u64, size: Size) -> Cast {
        let day = |text| date(text).unwrap();
        let dates =
            Dates { founded: day("2025-09-07"), from: day("2026-05-24"), until: day("2026-11-23") };
        let (chance, ids) = (Random::seeded(seed), Random::of_machine());
        let places = Places::of_demo().unwrap();
        Casting::new(&chance, &ids, dates).unwrap().cast(&places, size).unwrap()
    }

    fn everybody(cast: &Cast) -> Vec<&Person> {
        let brigades = cast.brigades.iter();
        let brigades = brigades.flat_map(|brigade| brigade.leaders.iter().chain(&brigade.members));
        let admins = cast.branches.iter().map(|branch| &branch.admin);
        [&cast.headquarters, &cast.auditor].into_iter().chain(admins).chain(brigades).collect()
    }

    #[test]
    fn the_same_seed_casts_the_same_people_and_another_one_others() {
        let people = |seed| {
            let cast = cast(seed, Size::DEMO);
            let told = |person: &&Person| {
                let phone = person.profile.phone.as_ref().map(|phone| phone.as_str().to_owned());
                (person.name().as_str().to_owned(), phone, person.since)
            };
            everybody(&cast).iter().map(told).collect::<Vec<_>>()
        };

        assert_eq!(people(1).len(), 2000);
        assert_eq!(people(1), people(1));
        assert_ne!(people(1), people(2));
    }

    #[test]
    fn nobody_can_be_called_and_nobody_has_an_id_number() {
        let cast = cast(3, Size::SMALL);

        for person in everybody(&cast) {
            let guardian = person.profile.guardian.as_ref().map(|guardian| &guardian.phone);
            let mut phones = person.profile.phone.iter().chain(guardian);
            assert!(phones.all(|phone| phone.as_str().starts_with("+86154")));
            assert!(person.profile.id_document.is_none());
        }
    }

    #[test]
    fn every_district_that_stands_has_a_brigade() {
        let cast = cast(4, Size::SMALL);
        let until = date("2026-11-23").unwrap();

        for (place, branch) in cast.branches.iter().enumerate() {
            let has_one = cast.brigades.iter().any(|brigade| brigade.stands_in == place);
            assert_eq!(has_one, branch.district.stands_on(until), "{}", branch.district.name);
        }
    }
}
