//! Sites.

use chrono::NaiveDate;

use super::{Location, MeetingPlace, Name};
use crate::kernel::{
    area::AreaCode,
    correction::Correction,
    ids::{SiteId, UnitId},
    words::words,
};

words! {
    /// What is at a site.
    pub enum SiteKind {
        /// Meals for the old.
        Canteen => "canteen" ("老年食堂" / "canteen for the old"),
        /// Where a vehicle stops.
        VehicleStop => "vehicle_stop" ("服务车停靠点" / "stop of a service vehicle"),
        /// A charity shop.
        Shop => "shop" ("慈善超市" / "charity shop"),
        /// Books.
        BookCorner => "book_corner" ("图书角" / "book corner"),
        /// A station of volunteers.
        Station => "station" ("志愿服务站" / "volunteer station"),
        /// A school.
        School => "school" ("学校" / "school"),
        /// A village or neighbourhood committee.
        Committee => "committee" ("村（社区）" / "village or neighbourhood committee"),
        /// Anything else.
        Other => "other" ("其他" / "other"),
    }
}

/// A site that is to be made.
#[derive(Clone, Debug)]
pub(crate) struct CreateSite {
    /// Its id.
    pub(crate) id: SiteId,
    /// Whose it is.
    pub(crate) unit: UnitId,
    /// What it is called.
    pub(crate) name: Name,
    /// What is there.
    pub(crate) kind: SiteKind,
    /// Where it is.
    pub(crate) place: MeetingPlace,
}

/// A change of a site; what is none, or kept, stays as it is.
#[derive(Clone, Debug)]
pub(in crate::activities) struct SiteChanges {
    /// What it is called.
    pub(in crate::activities) name: Option<Name>,
    /// What is there.
    pub(in crate::activities) kind: Option<SiteKind>,
    /// Street and number, or how to find it.
    pub(in crate::activities) address: Correction<String>,
    /// The town or village it lies in.
    pub(in crate::activities) area_code: Correction<AreaCode>,
    /// Where it is on the earth.
    pub(in crate::activities) location: Option<Location>,
    /// Last local date on which it is open.
    pub(in crate::activities) closed_on: Correction<NaiveDate>,
}
