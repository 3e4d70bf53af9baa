//! The steps by which a year is filled in, one after the other.

use std::{collections::BTreeMap, sync::Arc};

use chrono::Datelike;

use super::{
    cast::{Brigade, Cast, Casting, YEARS_BEFORE, after, day},
    founding::{self, Joining},
    made::{Filled, MadeYear, Progress, Stage},
    pace::{Pace, Pen},
    plans::{self, Plan, Planning, Shift},
    serving::{Served, Serving},
    year::{Year, count, share},
};
use crate::{
    app::Muster,
    attendance::Sheet,
    demo::{
        Login, Places, caller::caller, cast::at, chance::between, logins, marker,
        programs::PURPOSES,
    },
    kernel::{
        ids::{ProgramId, RecordId},
        refusal::Refusal,
        time::Time,
    },
    ledger,
    platform::{clock::Hands, db::Tx, error::Error, random::Random},
};

/// Persons who are enrolled in one transaction, about.
const PERSONS_AT_ONCE: usize = 10_000;
/// Stays that are entered in one transaction, about.
const STAYS_AT_ONCE: usize = 5000;
/// Records that a second person approves at once: as many as one request takes.
const RECORDS_AT_ONCE: usize = 200;
/// Of a hundred members those who joined within the year.
const JOIN_IN_YEAR: u64 = 12;
/// People who come to a shift, at least and at most.
const PEOPLE: (u64, u64) = (2, 50);
/// Days from the first of a month until somebody looks at what came in in it: about the eighth of
/// the next.
const LOOKED_AT_AFTER: u64 = 38;
/// Of a hundred records that want a second look those that have it then.
const LOOKED_AT: u32 = 90;

/// Fills a year in.
pub struct Filling<'a> {
    pub(super) muster: &'a Muster,
    hands: &'a Hands,
    year: Year,
    seed: u64,
    pace: Pace,
    chance: Random,
    /// Of what is named by the demo itself: the same seed names it the same.
    ids: Random,
    tell: &'a mut (dyn FnMut(Progress) + Send),
    filled: Filled,
    pub(super) logins: Vec<Login>,
    /// Minutes that were served, and those that were to be by then, by the length of shifts.
    served: u64,
    weighed: u64,
}

impl std::fmt::Debug for Filling<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Filling({:?})", self.year)
    }
}

impl<'a> Filling<'a> {
    /// A year that is to be filled into an empty system whose clock has hands. People and figures
    /// come from the seed.
    #[must_use]
    pub fn new(
        muster: &'a Muster,
        hands: &'a Hands,
        (year, seed): (Year, u64),
        tell: &'a mut (dyn FnMut(Progress) + Send),
    ) -> Self {
        let (chance, ids) = (Random::seeded(seed), Random::seeded(!seed));
        let (pace, filled) = (Pace::default(), Filled::default());
        Self {
            muster,
            hands,
            year,
            seed,
            pace,
            chance,
            ids,
            tell,
            filled,
            logins: Vec::new(),
            served: 0,
            weighed: 0,
        }
    }

    /// The same, at another pace.
    #[must_use]
    pub fn with_pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Fills it in; afterwards the clock stands at the morning after the year.
    ///
    /// # Errors
    /// What the database says; none of the acts is refused.
    pub async fn fill(mut self) -> Result<MadeYear, Error> {
        let mut casting = Casting::new(self.year, self.chance.clone(), self.ids.clone())?;
        let mut cast = self.found(&mut casting).await?;
        self.join(&mut casting, &mut cast).await?;
        let plans = self.plan(&cast).await?;
        let now = at(day(self.year.year + 1, 1, 1), 8, 0);
        let shifts = plans.iter().flatten().flat_map(|plan| &plan.shifts);
        let weight = shifts.map(|shift| shift.weight(self.year.open_from())).sum();
        for month in 1..=12 {
            self.join_in(&mut casting, &mut cast, month).await?;
            let in_review = self.serve(&cast, (&plans, month), (now, weight)).await?;
            self.review(&cast, in_review, (month, now)).await?;
        }
        self.hands.set(now);
        self.muster.tick().await?;
        self.let_in(&cast, now).await?;
        let Self { year: Year { year, .. }, seed, filled, logins, .. } = self;
        Ok(MadeYear { seed, year, filled, logins })
    }

    fn pen(&self) -> Pen {
        let (sealer, policy) = (self.muster.sealer.clone(), self.muster.credit_policy);
        Pen { pace: self.pace, sealer, policy }
    }

    fn tell(&mut self, stage: Stage, done: u64, of: Option<u64>) {
        (self.tell)(Progress { stage, done, of });
    }

    /// Does something in one transaction at an instant.
    async fn write(
        &self,
        now: Time,
        work: impl Fn(&mut Tx<'_>) -> Result<(), Error> + Send + Sync + 'static,
    ) -> Result<(), Error> {
        self.hands.set(now);
        self.muster.db.write_slice(work).await?;
        Ok(())
    }

    /// Headquarters, programs, districts and brigades.
    async fn found(&mut self, casting: &mut Casting) -> Result<Cast, Error> {
        let start = at(casting.founded(), 8, 0);
        let first = Places::of_demo()?.districts.first().map(|district| district.code.clone());
        let first = first.ok_or_else(|| founding::gone("district"))?;
        let hq = casting.person(&first, (start, start))?;
        let (branches, brigades) = casting.units()?;
        let programs: Vec<ProgramId> = PURPOSES.iter().map(|_| self.ids.id(start)).collect();
        self.hands.set(start);
        self.muster.db.write(|tx| marker::begin(tx)).await?;
        let (federation, login) = logins::set_up(self.muster, &hq, start).await?;
        self.logins.push(login);
        let hq = federation.administrator;
        let federation = federation.unit;
        let by = caller(hq, at(casting.founded(), 9, 0));
        let until = at(day(self.year.year + 1, 12, 31), 0, 0);
        let (hq_by, started) = (by.clone(), programs.clone());
        self.write(by.now, move |tx| founding::start(tx, &hq_by, federation, (&started, until)))
            .await?;
        let units = count(branches.len() + brigades.len());
        for (which, branch) in branches.iter().enumerate() {
            let pen = self.pen();
            let (hq_by, branch) = (by.clone(), branch.clone());
            let of = |brigade: &&Brigade| brigade.branch == which;
            let own: Vec<Brigade> = brigades.iter().filter(of).cloned().collect();
            let opened = 1 + count(own.len());
            self.write(by.now, move |tx| {
                founding::open_branch(tx, &pen, &hq_by, (federation, &branch))?;
                let admin = caller(branch.admin.id, at(hq_by.now.local_date(), 14, 0));
                own.iter().try_for_each(|brigade| {
                    founding::open_brigade(tx, &pen, &admin, (branch.id, brigade))
                })
            })
            .await?;
            let done = self.filled.districts + self.filled.brigades + opened;
            self.filled.districts += 1;
            self.filled.brigades += opened - 1;
            self.tell(Stage::Units, done, Some(units));
        }
        self.filled.people = count(branches.len() + 2 * brigades.len());
        Ok(Cast { hq, branches, brigades, programs })
    }

    /// Those who join in the years before.
    async fn join(&mut self, casting: &mut Casting, cast: &mut Cast) -> Result<(), Error> {
        let years = u64::from(YEARS_BEFORE.unsigned_abs());
        let (chance, first) = (self.chance.clone(), self.year.year - YEARS_BEFORE);
        let joins = |brigade: &Brigade, _| {
            let before = brigade.members - brigade.members * JOIN_IN_YEAR / 100;
            let in_year = |(which, year): (u64, i32)| {
                let on = day(year, between(4, 11, &chance), between(1, 28, &chance));
                (share(before, years, which), at(on, between(9, 17, &chance), 30))
            };
            (0..years).zip(first..).map(in_year).collect()
        };
        self.enrol(casting, cast, joins).await
    }

    /// Those who join within a month of the year: each brigade takes people in in two of them.
    async fn join_in(
        &mut self,
        casting: &mut Casting,
        cast: &mut Cast,
        month: u32,
    ) -> Result<(), Error> {
        let (chance, year) = (self.chance.clone(), self.year.year);
        let joins = |brigade: &Brigade, number: u64| {
            let within = brigade.members * JOIN_IN_YEAR / 100;
            let first = number % 6 + 1;
            let members = match u64::from(month) {
                month if month == first => share(within, 2, 0),
                month if month == first + 6 => share(within, 2, 1),
                _ => 0,
            };
            vec![(members, at(day(year, month, between(1, 28, &chance)), 10, 0))]
        };
        self.enrol(casting, cast, joins).await
    }

    /// Enrols so many in each brigade at some instants.
    async fn enrol(
        &mut self,
        casting: &mut Casting,
        cast: &mut Cast,
        joins: impl Fn(&Brigade, u64) -> Vec<(u64, Time)>,
    ) -> Result<(), Error> {
        let mut batch: Vec<Joining> = Vec::new();
        for (number, brigade) in cast.brigades.iter_mut().enumerate() {
            for (members, since) in joins(brigade, count(number)) {
                if members == 0 {
                    continue;
                }
                let persons = Arc::new(casting.join(brigade, (members, since))?);
                let by = caller(brigade.leader.id, since);
                batch.push(Joining { by, unit: brigade.id, persons });
            }
            if batch.iter().map(|joining| joining.persons.len()).sum::<usize>() >= PERSONS_AT_ONCE {
                self.enrol_batch(std::mem::take(&mut batch)).await?;
            }
        }
        self.enrol_batch(batch).await
    }

    async fn enrol_batch(&mut self, batch: Vec<Joining>) -> Result<(), Error> {
        let Some(now) = batch.iter().map(|joining| joining.by.now).max() else { return Ok(()) };
        let pen = self.pen();
        let persons: usize = batch.iter().map(|joining| joining.persons.len()).sum();
        self.write(now, move |tx| {
            batch.iter().try_for_each(|joining| founding::enrol(tx, &pen, joining))
        })
        .await?;
        self.filled.people += count(persons);
        self.tell(Stage::People, self.filled.people, Some(self.year.people));
        Ok(())
    }

    /// The year's activities and shifts, for each brigade.
    async fn plan(&mut self, cast: &Cast) -> Result<Vec<Vec<Plan>>, Error> {
        let planning = Planning {
            year: self.year,
            chance: self.chance.clone(),
            ids: self.ids.clone(),
            programs: cast.programs.clone(),
        };
        let brigades = count(cast.brigades.len());
        let mut all = Vec::with_capacity(cast.brigades.len());
        for (number, brigade) in cast.brigades.iter().enumerate() {
            let plans = planning.plans(brigade, (count(number), brigades))?;
            let shifts: usize = plans.iter().map(|plan| plan.shifts.len()).sum();
            if let Some(now) = plans.iter().map(|plan| plan.drafted_at).max() {
                let (brigade, made) = (brigade.clone(), plans.clone());
                self.write(now, move |tx| {
                    made.iter().try_for_each(|plan| plans::make(tx, &brigade, plan))
                })
                .await?;
            }
            self.filled.activities += count(plans.len());
            self.filled.shifts += count(shifts);
            self.tell(Stage::Shifts, self.filled.shifts, Some(self.year.sessions));
            all.push(plans);
        }
        Ok(all)
    }

    /// The shifts of a month. Answers which records a second person is to look at, by the place of
    /// their district.
    async fn serve(
        &mut self,
        cast: &Cast,
        (plans, month): (&[Vec<Plan>], u32),
        (now, weight): (Time, u64),
    ) -> Result<BTreeMap<usize, Vec<RecordId>>, Error> {
        let serving = Serving {
            chance: self.chance.clone(),
            ids: self.ids.clone(),
            policy: self.muster.credit_policy,
            now,
            open_from: self.year.open_from(),
        };
        let mut in_review: BTreeMap<usize, Vec<RecordId>> = BTreeMap::new();
        let mut batch: Vec<Served> = Vec::new();
        for (brigade, plans) in cast.brigades.iter().zip(plans) {
            for plan in plans {
                let of_month = |shift: &&Shift| shift.span.from().local_date().month() == month;
                for shift in plan.shifts.iter().filter(of_month) {
                    let people = self.people(shift, weight, &serving);
                    let served = serving.serve((brigade, plan, shift), people)?;
                    self.served += served.minutes;
                    let waiting = served.in_review.iter().copied();
                    in_review.entry(brigade.branch).or_default().extend(waiting);
                    batch.push(served);
                }
            }
            if batch.iter().map(|served| served.sign_ups.len()).sum::<usize>() >= STAYS_AT_ONCE {
                self.serve_batch(std::mem::take(&mut batch)).await?;
            }
        }
        self.serve_batch(batch).await?;
        Ok(in_review)
    }

    /// How many come to a shift: what is missing of the hours that were to be served by then, and
    /// now more, now fewer.
    fn people(&mut self, shift: &Shift, whole: u64, serving: &Serving) -> u64 {
        let counts = shift.weight(serving.open_from);
        self.weighed += counts;
        let wanted = self.year.hours * 60 * self.weighed / whole.max(1);
        let missing = wanted.saturating_sub(self.served) * 100;
        let swing = u64::from(between(70, 130, &self.chance));
        ((missing * swing / 100 / counts + 50) / 100).clamp(PEOPLE.0, PEOPLE.1)
    }

    async fn serve_batch(&mut self, batch: Vec<Served>) -> Result<(), Error> {
        let Some(now) = batch.iter().map(|served| served.reported_at).max() else { return Ok(()) };
        let pen = self.pen();
        let (mut sign_ups, mut sheets): (Vec<_>, Vec<Sheet>) = (Vec::new(), Vec::new());
        for served in batch {
            sign_ups.extend(served.sign_ups);
            sheets.push(served.sheet);
        }
        self.filled.stays += count(sign_ups.len());
        self.write(now, move |tx| {
            pen.sign_up(tx, &sign_ups)?;
            pen.enter(tx, &sheets)
        })
        .await?;
        self.tell(Stage::Stays, self.filled.stays, None);
        Ok(())
    }

    /// The administrators of the districts look at what came in in a month, at the beginning of the
    /// next; some of it waits for longer.
    async fn review(
        &mut self,
        cast: &Cast,
        in_review: BTreeMap<usize, Vec<RecordId>>,
        (month, now): (u32, Time),
    ) -> Result<(), Error> {
        let first = day(self.year.year, month, 1);
        let when = at(after(first, LOOKED_AT_AFTER), 10, 0);
        if when > now {
            return Ok(());
        }
        let mut looked_at = Vec::new();
        for (branch, records) in in_review {
            let Some(branch) = cast.branches.get(branch) else { continue };
            let is_looked_at = |_: &RecordId| between(1, 100, &self.chance) <= LOOKED_AT;
            let records: Vec<RecordId> = records.into_iter().filter(is_looked_at).collect();
            self.filled.reviewed += count(records.len());
            looked_at.push((caller(branch.admin.id, when), records));
        }
        self.write(when, move |tx| {
            for (by, records) in &looked_at {
                for records in records.chunks(RECORDS_AT_ONCE) {
                    let approved = ledger::approve_records(tx, by, records)?;
                    approved.into_iter().collect::<Result<(), Refusal>>()?;
                }
            }
            Ok(())
        })
        .await?;
        self.tell(Stage::Reviews, self.filled.reviewed, None);
        Ok(())
    }
}
