//! Where a shift takes place: a circle around a point, or an outline.

use std::ops::RangeInclusive;

use super::{polygon::Polygon, wgs84::Wgs84};
use crate::kernel::codes::FieldCode;

/// The border of a place of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fence {
    /// Everything up to so many metres from a point.
    Circle(Circle),
    /// Everything within an outline.
    Polygon(Polygon),
}

/// A point and how far around it people work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circle {
    centre: Wgs84,
    radius_m: u32,
}

/// A room has 20 m; with 50 km a circle holds the largest district.
const RADIUS_M: RangeInclusive<u32> = 20..=50_000;

/// What a radius counts for at least, in metres: between high houses an honest phone is off by as
/// much, so a fence of a room is kept as it was entered and judged as one of a block.
const EFFECTIVE_RADIUS_M_MIN: u32 = 100;

impl Circle {
    /// A circle of whole metres.
    ///
    /// # Errors
    /// [`FieldCode::OutOfRange`] for a radius below 20 m or above 50 km.
    pub fn new(centre: Wgs84, radius_m: u32) -> Result<Self, FieldCode> {
        let sound = RADIUS_M.contains(&radius_m).then_some(Self { centre, radius_m });
        sound.ok_or(FieldCode::OutOfRange)
    }

    /// The point in the middle.
    #[must_use]
    pub const fn centre(self) -> Wgs84 {
        self.centre
    }

    /// The radius as it was entered, in metres.
    #[must_use]
    pub const fn radius_m(self) -> u32 {
        self.radius_m
    }
}

impl Fence {
    /// How far inside the border a point lies, in metres; negative outside. A circle counts with
    /// 100 m at least.
    #[must_use]
    pub fn margin_m(&self, at: Wgs84) -> f64 {
        match self {
            Self::Circle(circle) => self.radius_m() - circle.centre.metres_to(at),
            Self::Polygon(polygon) => polygon.margin_m(at),
        }
    }

    /// The radius that it counts with, in metres and at least 100; of an outline that of the circle
    /// of equal area.
    #[must_use]
    pub fn radius_m(&self) -> f64 {
        let entered = match self {
            Self::Circle(circle) => f64::from(circle.radius_m),
            Self::Polygon(polygon) => (polygon.area_m2() / std::f64::consts::PI).sqrt(),
        };
        entered.max(f64::from(EFFECTIVE_RADIUS_M_MIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_has_twenty_metres_to_fifty_kilometres() {
        let centre = Wgs84::new(29.563, 106.5516).unwrap();

        for radius_m in [20, 50_000] {
            assert_eq!(Circle::new(centre, radius_m).map(Circle::radius_m), Ok(radius_m));
        }
        for radius_m in [0, 19, 50_001, u32::MAX] {
            assert_eq!(Circle::new(centre, radius_m), Err(FieldCode::OutOfRange));
        }
    }

    #[test]
    fn a_fence_of_a_room_is_judged_as_one_of_a_block() {
        let centre = Wgs84::new(29.563, 106.5516).unwrap();
        let room = Circle::new(centre, 20).unwrap();

        assert_eq!(room.radius_m(), 20);
        assert!((Fence::Circle(room).margin_m(centre) - 100.0).abs() < 1e-6);
    }
}
