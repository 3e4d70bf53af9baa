//! Sites.

use crate::kernel::words::words;

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
