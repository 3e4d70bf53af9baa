//! Typed ids: a person's id cannot be passed where a unit's is wanted.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

/// The id of one `Of`: a UUID, version 7 when we make it.
///
/// Clients may make ids themselves, so the time inside one is never judged.
pub struct Id<Of>(Uuid, PhantomData<fn() -> Of>);

/// A text is no UUID, or the nil one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the UUID of anything")
    }
}

impl std::error::Error for NotAnId {}

/// What ids are of. Never values, only names for the compiler.
macro_rules! kinds_of_ids {
    ($($(#[$doc:meta])* $kind:ident => $alias:ident,)+) => {
        $($(#[$doc])* #[derive(Debug)] pub enum $kind {}
        #[doc = concat!("The id of a [`", stringify!($kind), "`].")]
        pub type $alias = Id<$kind>;)+
    };
}

kinds_of_ids! {
    /// Somebody with a record here, with or without an account.
    Person => PersonId,
    /// A login that belongs to one person.
    Account => AccountId,
    /// An installation of an app: a phone, a browser.
    Device => DeviceId,
    /// A device's signed-in time, from its login until it ends.
    Session => SessionId,
    /// A node of the organisation's tree.
    Unit => UnitId,
    /// Authority of a person on a unit.
    Role => RoleId,
    /// A person in a unit.
    Membership => MembershipId,
    /// A time for which a membership is suspended.
    Suspension => SuspensionId,
    /// Insurance of a unit's volunteers.
    Policy => PolicyId,
    /// A code with which strangers apply to a unit.
    Invite => InviteId,
    /// What somebody agreed to.
    Consent => ConsentId,
    /// What somebody must be told.
    Notice => NoticeId,
    /// A purpose that activities serve for years.
    Program => ProgramId,
    /// Where service is given again and again.
    Site => SiteId,
    /// An occasion that volunteers are asked to.
    Activity => ActivityId,
    /// One part of the time of an activity.
    Shift => ShiftId,
    /// A kind of work in a shift.
    Position => PositionId,
    /// Somebody's place in a shift, or his wish for one.
    SignUp => SignUpId,
    /// One stay of somebody in a shift, or that he did not come.
    Attendance => AttendanceId,
    /// Something that was captured about somebody's presence.
    AttendanceEvent => AttendanceEventId,
    /// What somebody served in a shift. Its id is that of his first attendance there.
    Record => RecordId,
    /// A line of the ledger of minutes.
    Entry => EntryId,
    /// What a leader reports of a shift.
    Report => ReportId,
    /// A change that somebody made: a mutation's id, or an `Idempotency-Key`.
    Act => ActId,
    /// An audience that a person reads, from when to when.
    Grant => GrantId,
    /// A running server, one of several on a database.
    Node => NodeId,
    /// A row of any collection, where the kind does not matter.
    Entity => EntityId,
}

impl<Of> Id<Of> {
    /// The id of nothing that anybody made: of the system itself, where a person is wanted.
    pub const NIL: Self = Self::new(Uuid::nil());

    /// An id from a UUID that came from outside or from `platform::random`.
    #[must_use]
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The bare UUID.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// The same id as the name of the act that makes this thing.
    #[must_use]
    pub const fn of_act(self) -> ActId {
        Id::new(self.0)
    }

    /// The same id where any kind of row may stand.
    #[must_use]
    pub const fn entity(self) -> EntityId {
        Id::new(self.0)
    }
}

impl<Of> Clone for Id<Of> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Of> Copy for Id<Of> {}
impl<Of> PartialEq for Id<Of> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<Of> Eq for Id<Of> {}
impl<Of> PartialOrd for Id<Of> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<Of> Ord for Id<Of> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<Of> Hash for Id<Of> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<Of> fmt::Debug for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<Of> fmt::Display for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<Of> FromStr for Id<Of> {
    type Err = NotAnId;

    /// Reads any id but [`Id::NIL`], as from JSON.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = Uuid::try_parse(text).ok().filter(|id| !id.is_nil());
        id.map(Self::new).ok_or(NotAnId)
    }
}
impl<Of> Serialize for Id<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, Of> Deserialize<'de> for Id<Of> {
    /// Reads any id but [`Id::NIL`], so that nobody makes anything under that one.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = Uuid::deserialize(deserializer).map(Self::new)?;
        if id == Self::NIL { Err(D::Error::custom("the nil UUID is no id")) } else { Ok(id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_the_nil_id() {
        let nil = Uuid::nil().to_string();

        assert!(nil.parse::<UnitId>().is_err());
        assert!(serde_json::from_value::<UnitId>(nil.into()).is_err());
        assert!(Uuid::max().to_string().parse::<UnitId>().is_ok());
    }
}
