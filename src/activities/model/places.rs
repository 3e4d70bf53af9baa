//! Where people meet.

use crate::kernel::{
    area::AreaCode,
    geo::{Fence, Wgs84},
};

/// A site, or the place of one activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MeetingPlace {
    /// Street and number, or how to find it.
    pub(crate) address: Option<String>,
    /// The town or village it lies in.
    pub(crate) area_code: Option<AreaCode>,
    /// Where on the earth it is.
    pub(crate) point: Option<Wgs84>,
    /// Where those who take part are to be.
    pub(crate) fence: Option<Fence>,
    /// Point and outline as somebody gave them, JSON: a datum may have been named wrongly.
    pub(crate) given: Option<String>,
}

/// Where a place is on the earth: what of it hangs together and is replaced together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::activities) struct Location {
    /// Where on the earth it is.
    pub(in crate::activities) point: Option<Wgs84>,
    /// Where those who take part are to be.
    pub(in crate::activities) fence: Option<Fence>,
    /// Point and outline as somebody gave them, JSON.
    pub(in crate::activities) given: Option<String>,
}

impl MeetingPlace {
    /// How far around the point those who take part are to be, in metres.
    pub(crate) const fn radius_m(&self) -> Option<u32> {
        match &self.fence {
            Some(Fence::Circle(circle)) => Some(circle.radius_m()),
            Some(Fence::Polygon(_)) | None => None,
        }
    }

    /// The corners of the outline in which they are to be.
    pub(crate) fn outline(&self) -> Option<&[Wgs84]> {
        match &self.fence {
            Some(Fence::Polygon(outline)) => Some(outline.points()),
            Some(Fence::Circle(_)) | None => None,
        }
    }
}
