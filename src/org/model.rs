//! Kinds of units, roles, and what is asked for when a unit is made.

use crate::kernel::{area::AreaCode, codes::FieldCode, ids::UnitId, text, words::words};

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

/// The roles that a person has on a unit, his own there and those that flow down to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority(pub Vec<RoleKind>);

impl Authority {
    /// Whether one of the roles is `role`.
    #[must_use]
    pub fn has(&self, role: RoleKind) -> bool {
        self.0.contains(&role)
    }
}

/// Characters of a unit's name at most.
const UNIT_NAME_CHARS_MAX: usize = 100;

/// What a unit is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitName(String);

impl UnitName {
    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`text::line`].
    pub(super) fn parse(name: &str) -> Result<Self, FieldCode> {
        text::line(name, UNIT_NAME_CHARS_MAX).map(Self)
    }

    /// The name.
    #[must_use]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A unit that is to be made.
#[derive(Clone, Debug)]
pub(super) struct CreateUnit {
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
