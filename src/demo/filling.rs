//! Filling an empty database: drawing who there is, and doing what they do.

use std::{sync::Arc, time::Duration};

use chrono::{Days, NaiveDate};

use super::{
    caller::caller,
    cast::{Cast, at},
    casting::{Casting, Dates},
    deed::{Deed, Deeds},
    founding::FEDERATION,
    logins,
    made::{Login, Made, Role},
    marker,
    places::Places,
    size::Size,
    story::Story,
};
use crate::{
    app::Muster,
    kernel::{
        ids::{RecordId, UnitId},
        time::Time,
    },
    platform::{clock::Hands, error::Error, random::Random},
};

/// Acts of one transaction at most.
const ACTS_MAX: usize = 60;
/// Days that the federation stands before service is shown, at least.
const STOOD: u64 = 30;
/// It also stands before the districts were reformed, so that brigades went through that.
const BEFORE_REFORM: u64 = 60;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// People and figures come from it.
    pub seed: u64,
    /// The last instant: it is now then.
    pub now: Time,
    /// How much is made.
    pub size: Size,
}

/// How far it is: acts that are done, and all that are known of.
pub type Tell<'a> = dyn Fn(usize, usize) + 'a;

/// Fills an empty database through the acts themselves. The clock, which `hands` turn, stands at
/// the order's `now` afterwards.
///
/// # Errors
/// A refusal of an act, which is a mistake of the demo; what the database says.
pub async fn fill(
    muster: &Muster,
    hands: &Hands,
    order: &Order,
    progress: &Tell<'_>,
) -> Result<Made, Error> {
    let places = Places::of_demo()?;
    let chance = Random::seeded(order.seed);
    let today = order.now.local_date();
    let from = today - Days::new(u64::from(order.size.days));
    let reform = places.reform().filter(|day| *day <= today);
    let early = reform.map(|day| day - Days::new(BEFORE_REFORM));
    let founded = early.into_iter().chain([from - Days::new(STOOD)]).min().unwrap_or(from);
    let dates = Dates { founded, from, until: today };
    let mut cast = Casting::new(&chance, &muster.random, dates)?.cast(&places, order.size)?;
    let filling = Filling { muster, hands, now: order.now, progress };
    let founded_at = at(founded, 8, 0);
    let (federation, first) = filling.begin(&mut cast, founded_at).await?;
    let deeds = Deeds {
        random: muster.random.clone(),
        sealer: muster.sealer.clone(),
        policy: muster.credit_policy,
    };
    let mut story = Story::new(&cast, deeds, &chance, (founded_at, order.now));
    story.found(federation, founded, reform)?;
    // Later they serve on more days than that one.
    if let Some(day) = reform.filter(|day| *day <= from) {
        story.serve_before(day)?;
    }
    story.serve((from, today), order.size)?;
    let scenes = story.perform()?;
    filling.live(&mut story, (founded, from)).await?;
    let logins = filling.let_in(&cast, federation, first).await?;
    let until = today.to_string();
    Ok(Made { seed: order.seed, until, counts: story.counts, scenes, logins })
}

struct Filling<'a> {
    muster: &'a Muster,
    hands: &'a Hands,
    now: Time,
    progress: &'a Tell<'a>,
}

impl Filling<'_> {
    /// The federation, and its first administrator with his account.
    async fn begin(&self, cast: &mut Cast, when: Time) -> Result<(UnitId, Login), Error> {
        self.hands.set(when);
        self.muster.db.write(|tx| marker::begin(tx)).await?;
        let (federation, login) = logins::set_up(self.muster, &cast.headquarters, when).await?;
        cast.headquarters.id = federation.administrator;
        Ok((federation.unit, login))
    }

    /// Lets everything happen, day by day; at night the timers do what has come due.
    async fn live(
        &self,
        story: &mut Story<'_>,
        (founded, from): (NaiveDate, NaiveDate),
    ) -> Result<(), Error> {
        let (mut done, last) = (0, self.now.local_date());
        for day in founded.iter_days().take_while(|day| *day <= last) {
            let midnight = at(day + Days::new(1), 0, 0);
            let deeds = story.before(midnight.min(self.now.plus(Duration::from_millis(1))));
            let mut deeds = deeds.into_iter().peekable();
            // Somebody served on some days before that too.
            let is_shown = day >= from || deeds.peek().is_some();
            while deeds.peek().is_some() {
                let slice: Vec<Deed> = deeds.by_ref().take(ACTS_MAX).collect();
                done += slice.len();
                for (brigade, at, records) in self.carry_out(slice).await? {
                    story.review(brigade, records, at);
                }
                (self.progress)(done, done + deeds.len() + story.ahead());
            }
            if is_shown {
                self.hands.set(at(day, 23, 30).min(self.now));
                self.muster.tick().await?;
            }
        }
        self.hands.set(self.now);
        story.counts.acts = done;
        Ok(())
    }

    /// Does several acts in one transaction. Answers what is to be looked at again, by brigade.
    async fn carry_out(&self, deeds: Vec<Deed>) -> Result<Vec<Waiting>, Error> {
        if let Some(last) = deeds.last() {
            self.hands.set(last.at);
        }
        let deeds = Arc::new(deeds);
        let write = self.muster.db.write(move |tx| {
            let mut waiting = Vec::new();
            for deed in deeds.iter() {
                let records = deed.done(tx).map_err(|error| deed.failed(&error))?;
                let brigade = deed.brigade.filter(|_| !records.is_empty());
                waiting.extend(brigade.map(|brigade| (brigade, deed.at, records)));
            }
            Ok(waiting)
        });
        Ok(write.await?.value)
    }

    /// Opens the accounts of those who are printed, each through who keeps his file.
    async fn let_in(
        &self,
        cast: &Cast,
        federation: UnitId,
        first: Login,
    ) -> Result<Vec<Login>, Error> {
        let Some(brigade) = cast.brigades.first() else { return Ok(vec![first]) };
        let (Some(branch), Some(volunteer)) =
            (cast.branches.get(brigade.stands_in), brigade.members.first())
        else {
            return Ok(vec![first]);
        };
        let hq = cast.headquarters.id;
        let (team, whole) = ((brigade.name(), brigade.id), (FEDERATION.to_owned(), federation));
        let leader = &brigade.leaders[0];
        let district = (branch.name(), branch.id);
        let mut all = Vec::new();
        for (role, person, keeper, unit) in [
            (Role::Volunteer, volunteer, leader.id, &team),
            (Role::Leader, leader, branch.admin.id, &team),
            (Role::DistrictAdmin, &branch.admin, hq, &district),
            (Role::Auditor, &cast.auditor, hq, &whole),
        ] {
            let keeper = caller(keeper, self.now);
            let login = logins::let_in(self.muster, (role, person), &keeper, unit.clone()).await?;
            all.push(login);
        }
        all.insert(3, first);
        Ok(all)
    }
}

/// Whose records a second person is to look at, confirmed when, and which.
type Waiting = (usize, Time, Vec<RecordId>);

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::platform::{
        clock::Clock,
        db::{Limits, Target},
        keys::Key,
    };

    const NOW: &str = "2026-11-22T08:00:00+08:00";
    /// A brigade in each town.
    const EVERYWHERE: Size = Size { people: 12_000, brigades: 42, days: 1, shift_days: 9 };

    fn empty(folder: &TempDir, clock: Clock) -> Muster {
        let random = Random::seeded(1);
        let target = Target::Sqlite(folder.path().join("muster.sqlite3"));
        let key = Key::generate(&random);
        Muster::open(&target, Limits::default(), &key, clock, random).unwrap()
    }

    /// The brigades that are to go to another district, all of whose members were there before.
    fn reformed(chance: &Random, dates: Dates) -> Cast {
        let places = Places::of_demo().unwrap();
        let ids = Random::seeded(2);
        let casting = Casting::new(chance, &ids, dates).unwrap();
        let mut cast = casting.cast(&places, EVERYWHERE).unwrap();
        cast.brigades.retain(|brigade| brigade.founded_in != brigade.stands_in);
        for member in cast.brigades.iter_mut().flat_map(|brigade| &mut brigade.members) {
            member.since = at(dates.founded, 12, 0);
        }
        cast
    }

    #[actix_web::test]
    async fn who_forgot_to_check_out_in_a_year_before_can_say_that_the_proposed_end_is_right() {
        let (now, day) = (Time::parse(NOW).unwrap(), |text| crate::kernel::time::date(text));
        let (clock, hands) = Clock::standing_at(now);
        let folder = TempDir::new().unwrap();
        let muster = empty(&folder, clock);
        let (reform, founded) = (day("2025-11-06").unwrap(), day("2025-09-07").unwrap());
        let from = day("2026-11-21").unwrap();
        let chance = Random::seeded(1);
        let mut cast = reformed(&chance, Dates { founded, from, until: now.local_date() });
        let filling = Filling { muster: &muster, hands: &hands, now, progress: &|_, _| {} };
        let (federation, _) = filling.begin(&mut cast, at(founded, 8, 0)).await.unwrap();
        let (random, sealer) = (muster.random.clone(), muster.sealer.clone());
        let deeds = Deeds { random, sealer, policy: muster.credit_policy };
        let mut story = Story::new(&cast, deeds, &chance, (at(founded, 8, 0), now));
        story.found(federation, founded, Some(reform)).unwrap();
        story.serve_before(reform).unwrap();

        let lived = filling.live(&mut story, (founded, from)).await;

        assert!(lived.is_ok(), "{:?}", lived.err());
        assert_eq!(cast.brigades.len(), 42);
    }
}
