//! Who is in it, and where they belong.

use chrono::NaiveDate;

use super::places::{District, Town};
use crate::{
    kernel::{
        geo::Wgs84,
        ids::{PersonId, UnitId},
        time::Time,
    },
    people::{Name, Profile},
};

/// Somebody who does not exist.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: PersonId,
    pub(super) profile: Profile,
    /// When he was enrolled.
    pub(super) since: Time,
    /// Whether his phone may tell where he is.
    pub(super) tells_place: bool,
    pub(super) is_minor: bool,
}

impl Person {
    pub(super) fn name(&self) -> &Name {
        &self.profile.name
    }

    /// Whether he has a phone to check in with.
    pub(super) fn has_phone(&self) -> bool {
        self.profile.phone.is_some()
    }
}

/// A district's part of the federation.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) id: UnitId,
    pub(super) district: District,
    pub(super) admin: Person,
}

impl Branch {
    pub(super) fn name(&self) -> String {
        format!("{}志愿服务分会", self.district.name)
    }
}

/// A team in a town.
#[derive(Clone, Debug)]
pub(super) struct Brigade {
    pub(super) id: UnitId,
    pub(super) town: Town,
    /// Its district when it was founded, by its place among the branches.
    pub(super) founded_in: usize,
    /// The one that it stands in at the end.
    pub(super) stands_in: usize,
    /// Where in the town it works.
    pub(super) point: Wgs84,
    /// The leader and his deputy.
    pub(super) leaders: [Person; 2],
    pub(super) members: Vec<Person>,
}

impl Brigade {
    pub(super) fn name(&self) -> String {
        self.town.brigade_name()
    }

    /// Who leads it.
    pub(super) fn leader(&self) -> PersonId {
        self.leaders[0].id
    }

    /// Who leads it beside him.
    pub(super) fn deputy(&self) -> PersonId {
        self.leaders[1].id
    }
}

/// Everybody.
pub(super) struct Cast {
    pub(super) headquarters: Person,
    pub(super) auditor: Person,
    pub(super) branches: Vec<Branch>,
    /// The first two stand in [`STAGED_IN`](super::casting::STAGED_IN), where something happens
    /// right now.
    pub(super) brigades: Vec<Brigade>,
    /// When brigades went to another district.
    pub(super) reform: Option<Time>,
}

impl Cast {
    /// The administrator of the district that a brigade stands in at an instant.
    pub(super) fn admin_of(&self, brigade: &Brigade, at: Time) -> PersonId {
        let moved = self.reform.is_some_and(|reform| reform <= at);
        let branch = if moved { brigade.stands_in } else { brigade.founded_in };
        let branch = self.branches.get(branch);
        branch.map_or(self.headquarters.id, |branch| branch.admin.id)
    }

    /// How many they are.
    pub(super) fn people(&self) -> usize {
        let members = |brigade: &Brigade| brigade.members.len() + brigade.leaders.len();
        2 + self.branches.len() + self.brigades.iter().map(members).sum::<usize>()
    }
}

/// An instant by the clock on the wall.
pub(super) fn at(day: NaiveDate, hour: u32, minute: u32) -> Time {
    let text = format!("{day}T{hour:02}:{minute:02}:00+08:00");
    Time::parse(&text).unwrap_or(Time::EPOCH)
}
