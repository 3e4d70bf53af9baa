//! Kinds of units, roles, and what is asked for when a unit is made.

use chrono::NaiveDate;

use crate::kernel::{
    area::AreaCode,
    codes::{Code, FieldCode},
    correction::Correction,
    ids::{MembershipId, PersonId, PolicyId, RoleId, UnitId},
    refusal::Refusal,
    text,
    time::Time,
    words::words,
};

words! {
    /// Where in the tree a unit can stand.
    pub enum UnitKind {
        /// The top; there is one of it.
        Federation => "federation" ("总会" / "federation"),
        /// A district's or county's part of it.
        District => "district" ("区县慈善会" / "district"),
        /// A team of a district.
        Brigade => "brigade" ("志愿者大队" / "brigade"),
        /// A part of a brigade.
        Squad => "squad" ("分队" / "squad"),
        /// An outside body that works with a unit.
        Partner => "partner" ("合作单位" / "partner"),
    }
}

words! {
    /// Authority on a unit and all below it.
    pub enum RoleKind {
        /// Leads a brigade or a squad.
        Leader => "leader" ("负责人" / "leader"),
        /// Administers a district.
        DistrictAdmin => "district_admin" ("区县管理员" / "district administrator"),
        /// Administers the federation.
        HqAdmin => "hq_admin" ("总会管理员" / "headquarters administrator"),
        /// Reads everything, changes nothing.
        Auditor => "auditor" ("审计员" / "auditor"),
    }
}

impl RoleKind {
    /// Those that plan and decide, and read the desks for it.
    pub const LEADING: [Self; 2] = [Self::Leader, Self::DistrictAdmin];
}

words! {
    /// What became of somebody's wish to belong to a unit.
    pub enum MembershipState {
        /// Asked for, not decided.
        Applied => "applied" ("待审核" / "applied"),
        /// A member.
        Active => "active" ("在队" / "active"),
        /// A member who may not take part for a time.
        Suspended => "suspended" ("暂停" / "suspended"),
        /// Declined by the unit.
        Rejected => "rejected" ("未通过" / "rejected"),
        /// Ended; the hours stay.
        Left => "left" ("已退出" / "left"),
    }
}

impl MembershipState {
    /// Whether the membership, or the application, has not ended.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Applied | Self::Active | Self::Suspended)
    }
}

/// What a person was to some units at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A member of one of them.
    Member,
    /// A member who might take no part, there or above.
    Suspended,
    /// No member.
    Stranger,
}

/// The roles that a person has on a unit, his own there and those that flow down to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority(pub Vec<RoleKind>);

impl Authority {
    /// Whether one of the roles is `role`.
    #[must_use]
    pub fn has(&self, role: RoleKind) -> bool {
        self.0.contains(&role)
    }

    /// Whether it lets read what only those with a role may.
    #[must_use]
    pub fn reads(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether it lets lead: plan, enrol, decide about members.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.has(RoleKind::Leader) || self.administers()
    }

    /// Whether it is that of a district's administration, or of one above.
    #[must_use]
    pub fn administers(&self) -> bool {
        self.has(RoleKind::DistrictAdmin) || self.has(RoleKind::HqAdmin)
    }

    /// Whether it lets lead, as a verdict.
    ///
    /// # Errors
    /// [`Code::Forbidden`].
    pub fn may_lead(&self) -> Result<(), Refusal> {
        if self.leads() { Ok(()) } else { Err(Code::Forbidden.into()) }
    }

    /// Whether it is that of an administration, as a verdict.
    ///
    /// # Errors
    /// [`Code::Forbidden`].
    pub fn may_administer(&self) -> Result<(), Refusal> {
        if self.administers() { Ok(()) } else { Err(Code::Forbidden.into()) }
    }
}

/// What somebody can do about another person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Over units with which the person is, or to which he applied.
    pub(super) sees: Authority,
    /// Over units of which he is a member.
    pub(super) keeps: Authority,
}

impl Reach {
    /// Whether he may know of the person, and read the file.
    #[must_use]
    pub fn sees(&self) -> bool {
        self.sees.reads()
    }

    /// Whether he may take the person in: he leads a unit to which the person applied, or has him.
    #[must_use]
    pub fn admits(&self) -> bool {
        self.sees.leads()
    }

    /// Whether he keeps the person's file: he may correct it.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.keeps.leads()
    }
}

/// Characters of a unit's name at most.
const UNIT_NAME_CHARS_MAX: usize = 100;

/// What a unit is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitName(String);

impl UnitName {
    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`text::line`].
    pub(crate) fn parse(name: &str) -> Result<Self, FieldCode> {
        text::line(name, UNIT_NAME_CHARS_MAX).map(Self)
    }

    /// The name.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A unit that is to be made.
#[derive(Clone, Debug)]
pub(crate) struct CreateUnit {
    /// Its id.
    pub id: UnitId,
    /// Its kind.
    pub kind: UnitKind,
    /// Its name.
    pub name: UnitName,
    /// The unit that it stands below.
    pub parent: UnitId,
    /// The area it works in.
    pub area_code: Option<AreaCode>,
}

/// A change of a unit; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitChanges {
    /// Its new name.
    pub name: Option<UnitName>,
    /// The area it works in.
    pub area_code: Correction<AreaCode>,
    /// The outside body it belongs to.
    pub affiliated_with: Correction<UnitName>,
    /// First local date on which it existed.
    pub valid_from: Correction<NaiveDate>,
    /// First local date on which it no longer existed.
    pub valid_to: Correction<NaiveDate>,
    /// The unit that it stands below.
    pub parent: Option<UnitId>,
    /// Since when it does; now when it is not said.
    pub moved_at: Option<Time>,
}

/// What may be done to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The unit takes an applicant in.
    Approve,
    /// The unit declines an applicant.
    Reject,
    /// A member may not take part for a time.
    Suspend,
    /// He may again.
    Lift,
    /// He goes, or takes back his application.
    Leave,
}

impl Step {
    /// The name of the act.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Approve => "org.approve",
            Self::Reject => "org.reject",
            Self::Suspend => "org.suspend",
            Self::Lift => "org.lift",
            Self::Leave => "org.leave",
        }
    }
}

/// A step that somebody takes.
#[derive(Clone, Debug)]
pub(super) struct Decide {
    /// What is stepped on.
    pub membership: MembershipId,
    /// How.
    pub step: Step,
    /// Why, in his words.
    pub reason: Option<String>,
}

/// Somebody wants to belong to a unit.
#[derive(Clone, Debug)]
pub struct Apply {
    /// The id of the membership.
    pub id: MembershipId,
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
}

/// Somebody gets authority.
#[derive(Clone, Debug)]
pub(crate) struct Appoint {
    /// The id of the role.
    pub id: RoleId,
    /// Who.
    pub person: PersonId,
    /// On what.
    pub unit: UnitId,
    /// Which.
    pub role: RoleKind,
    /// Until when, for who only reads for a time.
    pub until: Option<Time>,
}

/// Insurance that a unit took out.
#[derive(Clone, Debug)]
pub(crate) struct NewPolicy {
    /// The id.
    pub id: PolicyId,
    /// Whose volunteers it covers.
    pub unit: UnitId,
    /// With whom.
    pub insurer: String,
    /// The number under which the insurer knows it.
    pub policy_no: String,
    /// First local date of the cover.
    pub valid_from: NaiveDate,
    /// Last local date of the cover.
    pub valid_to: NaiveDate,
}
