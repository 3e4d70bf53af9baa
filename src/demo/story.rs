//! What is going to happen: acts in the order of time, and what is counted of them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    cast::Cast,
    chance::{between, in_hundred},
    deed::{Deed, Deeds},
    plans::Spot,
};
use crate::{
    kernel::{
        ids::{ProgramId, RecordId},
        time::Time,
    },
    platform::random::Random,
};

/// How much there is of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Districts with a part of the federation.
    pub districts: usize,
    /// Brigades.
    pub brigades: usize,
    /// People, with or without a phone.
    pub people: usize,
    /// Programs.
    pub programs: usize,
    /// Places of service.
    pub sites: usize,
    /// Activities.
    pub activities: usize,
    /// Shifts, those to come too.
    pub shifts: usize,
    /// Stays of somebody in a shift.
    pub stays: usize,
    /// Acts, those of the timers not counted.
    pub acts: usize,
}

/// What is going to happen.
pub(super) struct Story<'a> {
    pub(super) cast: &'a Cast,
    pub(super) deeds: Deeds,
    pub(super) chance: &'a Random,
    /// The last instant of it: nothing happens later.
    pub(super) now: Time,
    pub(super) programs: Vec<ProgramId>,
    pub(super) counts: Counts,
    pub(super) founded_at: Time,
    /// The sites that there are.
    pub(super) spots: Vec<Spot>,
    queue: Vec<Deed>,
}

impl<'a> Story<'a> {
    /// Nothing happens yet between two instants.
    pub(super) fn new(
        cast: &'a Cast,
        deeds: Deeds,
        chance: &'a Random,
        (founded_at, now): (Time, Time),
    ) -> Self {
        let counts = Counts {
            districts: cast.branches.len(),
            brigades: cast.brigades.len(),
            people: cast.people(),
            ..Counts::default()
        };
        Self {
            cast,
            deeds,
            chance,
            now,
            programs: Vec::new(),
            counts,
            founded_at,
            spots: Vec::new(),
            queue: Vec::new(),
        }
    }

    /// Lets something happen; what were later than now is dropped.
    pub(super) fn queue(&mut self, deed: Deed) {
        if deed.at <= self.now {
            self.queue.push(deed);
        }
    }

    /// The acts that happen before an instant, in the order of time; those of one instant in the
    /// order in which they were queued.
    pub(super) fn before(&mut self, until: Time) -> Vec<Deed> {
        self.queue.sort_by_key(|deed| deed.at);
        let later = self.queue.split_off(self.queue.partition_point(|deed| deed.at < until));
        std::mem::replace(&mut self.queue, later)
    }

    /// How many acts are still to come.
    pub(super) fn ahead(&self) -> usize {
        self.queue.len()
    }

    /// Lets a second person look at records some days later.
    pub(super) fn review(&mut self, brigade: usize, records: Vec<RecordId>, at: Time) {
        let Some(stood) = self.cast.brigades.get(brigade) else { return };
        let days = u64::from(between(2, 5, self.chance));
        let at = at.plus(Duration::from_secs(days * 24 * 3600));
        let admin = self.cast.admin_of(stood, at);
        let (mut rejected, mut approved) = (Vec::new(), Vec::new());
        for record in records {
            if in_hundred(3, self.chance) { rejected.push(record) } else { approved.push(record) }
        }
        for record in rejected {
            self.queue(self.deeds.rejects((at, admin), record, "签到表上没有本人签名"));
        }
        if !approved.is_empty() {
            self.queue(self.deeds.approves((at, admin), approved));
        }
    }
}
