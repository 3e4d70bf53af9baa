//! Activities.

use crate::kernel::{codes::FieldCode, ids::UnitId, words::words};

words! {
    /// What is done at an activity.
    pub enum ActivityKind {
        /// Service to people, or to what all share.
        Service => "service" ("志愿服务" / "service"),
        /// Service in an emergency.
        Relief => "relief" ("应急救援" / "emergency relief"),
        /// Learning what service needs.
        Training => "training" ("培训" / "training"),
        /// Talking about it.
        Meeting => "meeting" ("会议" / "meeting"),
        /// Practising a performance.
        Rehearsal => "rehearsal" ("排练" / "rehearsal"),
        /// Eating together.
        Banquet => "banquet" ("聚餐" / "meal"),
        /// Duty in an office of the organisation.
        OfficeDuty => "office_duty" ("值班" / "office duty"),
    }
}

impl ActivityKind {
    /// Whether time spent at it is service time (Order 67 of the Ministry of Civil Affairs, article
    /// 19: what is no volunteer service is not recorded as such).
    #[must_use]
    pub const fn is_countable(self) -> bool {
        matches!(self, Self::Service | Self::Relief)
    }
}

words! {
    /// What became of a plan. That it runs, or is past, follows from its dates.
    pub enum ActivityState {
        /// Being written.
        Draft => "draft" ("草稿" / "draft"),
        /// Waiting for the superior.
        Submitted => "submitted" ("待审批" / "submitted"),
        /// Approved, and not made known yet.
        Approved => "approved" ("已批准" / "approved"),
        /// Made known to its audience.
        Published => "published" ("已发布" / "published"),
        /// Declared over by a leader.
        Ended => "ended" ("已结束" / "ended"),
        /// Does not take place.
        Cancelled => "cancelled" ("已取消" / "cancelled"),
    }
}

/// Who may sign up, and read of it once it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::activities) enum Audience {
    /// Every member of any unit; everybody with an account may read of it.
    Public,
    /// The members of a unit and of those below it.
    Unit(UnitId),
}

impl Audience {
    /// Reads `public`, or the id of a unit.
    ///
    /// # Errors
    /// [`FieldCode::UnknownValue`].
    pub(in crate::activities) fn parse(text: &str) -> Result<Self, FieldCode> {
        match text {
            "public" => Ok(Self::Public),
            unit => unit.parse().map(Self::Unit).or(Err(FieldCode::UnknownValue)),
        }
    }

    /// The unit, if it is for one.
    pub(in crate::activities) const fn unit(self) -> Option<UnitId> {
        match self {
            Self::Public => None,
            Self::Unit(unit) => Some(unit),
        }
    }
}

impl From<Option<UnitId>> for Audience {
    fn from(unit: Option<UnitId>) -> Self {
        unit.map_or(Self::Public, Self::Unit)
    }
}

impl std::fmt::Display for Audience {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Unit(unit) => unit.fmt(f),
        }
    }
}
