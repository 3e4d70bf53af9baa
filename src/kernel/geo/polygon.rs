//! An outline, and what lies in it.

use std::ops::RangeInclusive;

use super::wgs84::Wgs84;
use crate::kernel::codes::FieldCode;

/// An outline that does not cross itself. The last point is joined to the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polygon(Vec<Wgs84>);

/// Corners of an outline. 200 follow any street block, and all pairs of sides can be compared.
const POINTS: RangeInclusive<usize> = 3..=200;

/// How far an outline may reach from south to north and from west to east, in 1e-7 degrees: one
/// degree, about 100 km, as the largest circle. So it cannot lie across the antimeridian, and
/// products of coordinates fit an `i64`.
const SPAN_E7_MAX: i64 = 10_000_000;

/// Three points on a line, or the side on which the third lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Left,
    Straight,
    Right,
}

impl Polygon {
    /// An outline from its corners, in either direction. As `GeoJSON` does, the last corner may
    /// repeat the first.
    ///
    /// # Errors
    /// [`FieldCode::TooShort`] below 3 corners, [`FieldCode::TooMany`] above 200,
    /// [`FieldCode::OutOfRange`] when it reaches over more than a degree, [`FieldCode::Repeated`]
    /// when a corner appears twice, [`FieldCode::CrossesItself`] when sides cross or touch.
    pub fn new(mut points: Vec<Wgs84>) -> Result<Self, FieldCode> {
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() < *POINTS.start() {
            return Err(FieldCode::TooShort);
        }
        if points.len() > *POINTS.end() {
            return Err(FieldCode::TooMany);
        }
        if span(points.iter().map(|at| at.lat_e7())) > SPAN_E7_MAX
            || span(points.iter().map(|at| at.lon_e7())) > SPAN_E7_MAX
        {
            return Err(FieldCode::OutOfRange);
        }
        let mut sorted = points.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() < points.len() {
            return Err(FieldCode::Repeated);
        }
        let polygon = Self(points);
        if polygon.crosses_itself() { Err(FieldCode::CrossesItself) } else { Ok(polygon) }
    }

    /// The corners; the first is not repeated.
    #[must_use]
    pub fn points(&self) -> &[Wgs84] {
        &self.0
    }

    /// How far inside the nearest side a point lies, in metres; negative outside.
    pub(super) fn margin_m(&self, at: Wgs84) -> f64 {
        let to_sides = self.sides().map(|side| metres_to_side(at, side));
        let nearest = to_sides.fold(f64::INFINITY, f64::min);
        if self.contains(at) { nearest } else { -nearest }
    }

    /// Square metres, in the plane that touches the first corner.
    pub(super) fn area_m2(&self) -> f64 {
        let Some(origin) = self.0.first() else { return 0.0 };
        let twice = self.sides().map(|(from, to)| {
            let ((x1, y1), (x2, y2)) = (origin.plane_to(from), origin.plane_to(to));
            x1 * y2 - x2 * y1
        });
        twice.sum::<f64>().abs() / 2.0
    }

    /// Whether a ray from the point to the east meets an odd number of sides. In whole numbers, so
    /// that no rounding lets it slip through between two sides.
    fn contains(&self, at: Wgs84) -> bool {
        let met = self.sides().filter(|(from, to)| {
            let rises = from.lat_e7() <= at.lat_e7() && at.lat_e7() < to.lat_e7();
            let falls = to.lat_e7() <= at.lat_e7() && at.lat_e7() < from.lat_e7();
            match turn(*from, *to, at) {
                Turn::Left => rises,
                Turn::Right => falls,
                Turn::Straight => false,
            }
        });
        met.count() % 2 == 1
    }

    fn sides(&self) -> impl Iterator<Item = (Wgs84, Wgs84)> {
        let next = self.0.iter().cycle().skip(1);
        self.0.iter().zip(next).map(|(from, to)| (*from, *to))
    }

    /// Looks at all pairs of sides: 200 corners make 19,900 pairs, not worth a sweep.
    fn crosses_itself(&self) -> bool {
        let sides: Vec<_> = self.sides().collect();
        let mut pairs = sides
            .iter()
            .enumerate()
            .flat_map(|(at, one)| sides.iter().skip(at + 1).map(move |other| (*one, *other)));
        pairs.any(|(one, other)| {
            if one.1 == other.0 {
                folds_back(one.0, one.1, other.1)
            } else if other.1 == one.0 {
                folds_back(other.0, other.1, one.1)
            } else {
                meet(one, other)
            }
        })
    }
}

fn span(values: impl Iterator<Item = i32>) -> i64 {
    let (least, most) = values
        .fold((i32::MAX, i32::MIN), |(least, most), value| (least.min(value), most.max(value)));
    i64::from(most) - i64::from(least)
}

/// East and north from one point to another, in 1e-7 degrees.
fn step(from: Wgs84, to: Wgs84) -> (i64, i64) {
    let by = |from: i32, to: i32| i64::from(to) - i64::from(from);
    (by(from.lon_e7(), to.lon_e7()), by(from.lat_e7(), to.lat_e7()))
}

/// Where somebody who walks from `from` to `to` finds a third point.
fn turn(from: Wgs84, to: Wgs84, third: Wgs84) -> Turn {
    let ((x1, y1), (x2, y2)) = (step(from, to), step(from, third));
    match (x1 * y2 - x2 * y1).signum() {
        1 => Turn::Left,
        0 => Turn::Straight,
        _ => Turn::Right,
    }
}

/// Whether two sides with the corner `over` in common lie on each other.
fn folds_back(from: Wgs84, over: Wgs84, to: Wgs84) -> bool {
    let ((x1, y1), (x2, y2)) = (step(from, over), step(over, to));
    turn(from, over, to) == Turn::Straight && x1 * x2 + y1 * y2 < 0
}

/// Whether two sides without a common corner cross, or a corner of one lies in the other.
///
/// Two on one line are let pass. Where they overlap, some corner at which the outline leaves that
/// line lies in a side of it, for no corner appears twice; there another pair meets or folds back.
fn meet(one: (Wgs84, Wgs84), other: (Wgs84, Wgs84)) -> bool {
    let parts = |(from, to), (a, b)| turn(from, to, a) != turn(from, to, b);
    parts(one, other) && parts(other, one)
}

/// Metres from a point to the nearest of a side, in the plane that touches the point: there the
/// few hundred metres that decide a verdict are true to a centimetre.
fn metres_to_side(at: Wgs84, (from, to): (Wgs84, Wgs84)) -> f64 {
    let ((x1, y1), (x2, y2)) = (at.plane_to(from), at.plane_to(to));
    let (east, north) = (x2 - x1, y2 - y1);
    // Two corners are never the same, so the length is not 0.
    let share = -(x1 * east + y1 * north) / (east * east + north * north);
    let share = share.clamp(0.0, 1.0);
    (x1 + share * east).hypot(y1 + share * north)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A point so many 1e-5 degrees (about a metre) east and north of 解放碑.
    fn at(east: i32, north: i32) -> Wgs84 {
        Wgs84::from_e7(295_573_000 + north * 100, 1_065_773_000 + east * 100).unwrap()
    }

    fn outline(corners: &[(i32, i32)]) -> Result<Polygon, FieldCode> {
        Polygon::new(corners.iter().map(|(east, north)| at(*east, *north)).collect())
    }

    #[test]
    fn an_outline_has_three_corners_to_two_hundred() {
        let round = |corners: u32| {
            let angle = |corner| f64::from(corner) * std::f64::consts::TAU / f64::from(corners);
            let corner = |corner| {
                let (sin, cos) = angle(corner).sin_cos();
                Wgs84::new(29.5 + sin / 100.0, 106.5 + cos / 100.0).unwrap()
            };
            Polygon::new((0..corners).map(corner).collect())
        };

        for corners in [3, 200] {
            assert!(round(corners).is_ok());
        }
        assert_eq!(round(2), Err(FieldCode::TooShort));
        assert_eq!(round(0), Err(FieldCode::TooShort));
        assert_eq!(round(201), Err(FieldCode::TooMany));
    }

    #[test]
    fn an_outline_may_be_closed_by_its_first_corner() {
        let open = [(0, 0), (9, 0), (9, 9)];
        let closed = [(0, 0), (9, 0), (9, 9), (0, 0)];

        assert_eq!(outline(&closed), outline(&open));
        assert_eq!(outline(&closed).unwrap().points().len(), 3);
    }

    #[test]
    fn sides_neither_cross_nor_touch() {
        let bow_tie: &[(i32, i32)] = &[(0, 0), (9, 9), (9, 0), (0, 9)];
        let corner_on_side = &[(0, 0), (8, 0), (8, 8), (4, 0), (0, 8)];
        let spike = &[(0, 0), (8, 0), (16, 0), (8, 0), (8, 8)];
        let folded = &[(0, 0), (16, 0), (8, 0), (8, 8)];
        let flat = &[(0, 0), (4, 0), (8, 0)];
        let overlaid = &[(0, 0), (8, 0), (8, -4), (12, -4), (12, 0), (4, 0), (4, 8)];

        for crossed in [bow_tie, corner_on_side, folded, flat, overlaid] {
            assert_eq!(outline(crossed), Err(FieldCode::CrossesItself), "{crossed:?}");
        }
        assert_eq!(outline(spike), Err(FieldCode::Repeated));
        assert!(outline(&[(0, 0), (4, 0), (8, 0), (8, 8)]).is_ok(), "a corner in a straight side");
        assert!(outline(&[(0, 0), (8, 0), (8, 8), (4, 1), (0, 8)]).is_ok(), "a notch");
    }

    #[test]
    fn an_outline_reaches_over_one_degree_at_most() {
        assert!(outline(&[(0, 0), (100_000, 0), (0, 9)]).is_ok());
        assert_eq!(outline(&[(0, 0), (100_001, 0), (0, 9)]), Err(FieldCode::OutOfRange));
        let corners = [(0.0, 179.9), (0.0, -179.9), (0.1, 179.9)];
        let corners = corners.map(|(lat, lon)| Wgs84::new(lat, lon).unwrap());
        assert_eq!(Polygon::new(corners.to_vec()), Err(FieldCode::OutOfRange));
    }

    #[test]
    fn an_area_is_that_of_the_ground() {
        let square = outline(&[(0, 0), (1000, 0), (1000, 1000), (0, 1000)]).unwrap();

        // 0.01 degrees are 968.96 m by 1108.49 m here (GeographicLib).
        assert!((square.area_m2() / (968.96 * 1108.49) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_notch_is_outside() {
        let notched = [(0, 0), (800, 0), (800, 800), (400, 100), (0, 800)];
        let mut notched = notched.map(|(east, north)| at(east, north)).to_vec();
        for _ in 0..2 {
            let polygon = Polygon::new(notched.clone()).unwrap();
            assert!(polygon.margin_m(at(400, 50)) > 40.0);
            assert!(polygon.margin_m(at(400, 400)) < -100.0);
            assert!(polygon.margin_m(at(-400, 0)) < -380.0);
            assert!(polygon.margin_m(at(400, 0)).abs() < 0.01);
            notched.reverse();
        }
    }

    #[test]
    fn a_ray_through_a_corner_meets_one_side() {
        let mut diamond = [(0, 0), (400, -400), (800, 0), (400, 400)].map(|(x, y)| at(x, y));
        for _ in 0..2 {
            let polygon = Polygon::new(diamond.to_vec()).unwrap();
            assert!(polygon.margin_m(at(100, 0)) > 60.0);
            for (east, north) in [(-100, 0), (900, 0), (0, 400), (0, -400)] {
                assert!(polygon.margin_m(at(east, north)) < -60.0, "{east} {north}");
            }
            diamond.reverse();
        }
    }

    proptest! {
        #[test]
        fn a_rectangle_holds_what_lies_between_its_sides(
            (west, south) in (-500..0, -500..0),
            (east, north) in (1..500, 1..500),
            (x, y) in (-900..900, -900..900),
        ) {
            let corners = [(west, south), (east, south), (east, north), (west, north)];
            let margin = outline(&corners).unwrap().margin_m(at(x, y));

            let inner = (x - west).min(east - x).min(y - south).min(north - y);
            prop_assert!(inner == 0 || (margin > 0.0) == (inner > 0), "{margin} {inner}");
        }

        #[test]
        fn where_it_is_drawn_from_does_not_matter(
            radii in prop::collection::vec(50..500_i32, 3..40),
            turned in 0..40_usize,
            (x, y) in (-900..900, -900..900),
        ) {
            let corners: Vec<_> = star(&radii);
            let polygon = Polygon::new(corners.clone());
            let mut rotated = corners;
            rotated.rotate_left(turned % radii.len());
            rotated.reverse();

            let margin = polygon.map(|polygon| polygon.margin_m(at(x, y)).to_bits());
            let again = Polygon::new(rotated).map(|polygon| polygon.margin_m(at(x, y)));
            if let (Ok(margin), Ok(again)) = (margin, again) {
                prop_assert!((f64::from_bits(margin) - again).abs() < 1e-6);
            }
        }
    }

    /// Corners around a point in the order of their angles: such an outline never crosses itself.
    fn star(radii: &[i32]) -> Vec<Wgs84> {
        let count = f64::from(u32::try_from(radii.len()).unwrap());
        let corner = |(step, radius): (u32, &i32)| {
            let (sin, cos) = (f64::from(step) * std::f64::consts::TAU / count).sin_cos();
            let reach = f64::from(*radius) / 1e5;
            Wgs84::new(29.5573 + reach * sin, 106.5773 + reach * cos).unwrap()
        };
        (0..).zip(radii).map(corner).collect()
    }
}
