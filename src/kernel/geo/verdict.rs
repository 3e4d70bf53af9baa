//! What a position says about a fence.

use super::{fence::Fence, wgs84::Wgs84};
use crate::kernel::words::words;

words! {
    /// What is known of where somebody was. None of it refuses anybody, and only
    /// [`Verdict::Outside`] speaks against him; the others ask for another proof.
    pub enum Verdict {
        /// Within the border, as surely as phones can tell.
        Inside => "inside" ("在范围内" / "inside"),
        /// The position is too coarse, or too near to the border, to tell.
        Uncertain => "uncertain" ("无法确定" / "uncertain"),
        /// Outside the border, even if the phone is off by as much as it says.
        Outside => "outside" ("在范围外" / "outside"),
        /// The place of work has no border, so there is nothing to be inside of.
        NoFence => "no_fence" ("未设范围" / "no fence"),
        /// The person gave no position, as he may.
        NotGiven => "not_given" ("未提供位置" / "no position given"),
    }
}

/// Where a phone found itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The point.
    pub at: Wgs84,
    /// The radius in metres within which about 68 % of such positions lie, as Android and iOS
    /// report it.
    pub accuracy_m: Option<u32>,
}

/// From the radius of 68 % to that of 95 %, where errors are normal in two dimensions:
/// √(ln 0.05 / ln 0.32).
const R95_OF_R68: f64 = 1.62;

/// Phones promise 3 m and keep 5 m under an open sky; nothing better than this is believed.
const ACCURACY_M_MIN: u32 = 10;

/// A coarser position comes from masts and access points, not from satellites, and may be off by
/// far more than it says: it decides nothing, in either direction.
const ACCURACY_M_MAX: u32 = 150;

/// What a position without an accuracy counts with: the coarsest that decides anything. Who leaves
/// it out gains nothing over who tells one that counts.
const ACCURACY_M_UNTOLD: u32 = ACCURACY_M_MAX;

/// What a position says, with `r` for 1.62 times its accuracy and the margin for the metres
/// inside the border, negative outside (of a circle: radius minus distance):
///
/// - inside when `margin ≥ r`, or when `margin ≥ 0` and the accuracy is at most half the radius;
/// - outside when `margin < -r`;
/// - uncertain otherwise. Uncertain never punishes.
///
/// Of people who truly are inside and whose phones are honest, at most 1 in 100 is called outside
/// (a test integrates over their errors).
#[must_use]
pub fn verdict(fence: Option<&Fence>, place: Option<&Place>) -> Verdict {
    let Some(fence) = fence else { return Verdict::NoFence };
    let Some(place) = place else { return Verdict::NotGiven };
    let accuracy_m = place.accuracy_m.unwrap_or(ACCURACY_M_UNTOLD).max(ACCURACY_M_MIN);
    if accuracy_m > ACCURACY_M_MAX {
        return Verdict::Uncertain;
    }
    let accuracy = f64::from(accuracy_m);
    let (margin, reach) = (fence.margin_m(place.at), R95_OF_R68 * accuracy);
    if margin >= reach || margin >= 0.0 && accuracy <= fence.radius_m() / 2.0 {
        Verdict::Inside
    } else if margin < -reach {
        Verdict::Outside
    } else {
        Verdict::Uncertain
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::{
        geo::{Circle, Datum, Measured, Polygon},
        words::Word,
    };

    const CENTRE: (f64, f64) = (29.563, 106.5516);

    /// A point so many metres east and north of the centre, true to 0.1 %.
    fn beside(east: f64, north: f64) -> Wgs84 {
        Wgs84::new(CENTRE.0 + north / 110_850.0, CENTRE.1 + east / 96_890.0).unwrap()
    }

    fn circle(radius_m: u32) -> Fence {
        Fence::Circle(Circle::new(beside(0.0, 0.0), radius_m).unwrap())
    }

    fn square(half_m: f64) -> Fence {
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        let corners = corners.map(|(east, north)| beside(east * half_m, north * half_m));
        Fence::Polygon(Polygon::new(corners.to_vec()).unwrap())
    }

    fn judged(fence: &Fence, east: f64, accuracy_m: Option<u32>) -> Verdict {
        verdict(Some(fence), Some(&Place { at: beside(east, 0.0), accuracy_m }))
    }

    #[test]
    fn a_verdict_weighs_distance_against_accuracy() {
        let table = [
            // Radius, distance and accuracy in metres.
            (300, 0.0, Some(10), Verdict::Inside),
            (300, 299.0, Some(3), Verdict::Inside),
            (300, 299.0, Some(150), Verdict::Inside),
            (300, 301.0, Some(3), Verdict::Uncertain),
            (300, 310.0, Some(3), Verdict::Uncertain),
            (300, 317.0, Some(3), Verdict::Outside),
            (300, 317.0, Some(15), Verdict::Uncertain),
            (300, 900.0, Some(150), Verdict::Outside),
            (300, 900.0, Some(151), Verdict::Uncertain),
            (150, 10.0, Some(80), Verdict::Inside),
            (150, 60.0, Some(80), Verdict::Uncertain),
            (150, 60.0, Some(75), Verdict::Inside),
            // A fence of 20 m counts as one of 100 m.
            (20, 99.0, Some(20), Verdict::Inside),
            (20, 117.0, Some(10), Verdict::Outside),
            // An accuracy that was not told counts as 150 m.
            (300, 290.0, None, Verdict::Inside),
            (150, 10.0, None, Verdict::Uncertain),
            (150, 380.0, None, Verdict::Uncertain),
            (150, 400.0, None, Verdict::Outside),
            (1000, 5.0, Some(u32::MAX), Verdict::Uncertain),
        ];
        for (radius_m, metres, accuracy_m, expected) in table {
            let found = judged(&circle(radius_m), metres, accuracy_m);
            assert_eq!(found, expected, "{radius_m} {metres} {accuracy_m:?}");
        }
    }

    #[test]
    fn an_outline_is_judged_by_its_nearest_side() {
        let square = square(300.0);

        assert_eq!(judged(&square, 0.0, Some(140)), Verdict::Inside);
        assert_eq!(judged(&square, 290.0, Some(140)), Verdict::Inside);
        assert_eq!(judged(&square, 310.0, Some(10)), Verdict::Uncertain);
        assert_eq!(judged(&square, 320.0, Some(10)), Verdict::Outside);
    }

    #[test]
    fn without_a_fence_or_a_place_there_is_no_verdict() {
        let place = Place { at: beside(0.0, 0.0), accuracy_m: None };

        assert_eq!(verdict(None, Some(&place)), Verdict::NoFence);
        assert_eq!(verdict(None, None), Verdict::NoFence);
        assert_eq!(verdict(Some(&circle(300)), None), Verdict::NotGiven);
    }

    /// The share of honest positions called outside, of people spread evenly over a circle. Errors
    /// are normal in two dimensions; the sum runs over quantiles instead of draws.
    fn called_outside(radius_m: u32, accuracy_m: u32) -> f64 {
        let radius = f64::from(radius_m);
        let fence = circle(radius_m);
        let (mut outside, mut all) = (0.0, 0.0);
        for distance in (0..10).map(|step| radius * ((f64::from(step) + 0.5) / 10.0).sqrt()) {
            for quantile in (0..100).map(|step| (f64::from(step) + 0.5) / 100.0) {
                let error = f64::from(accuracy_m) * ((1.0 - quantile).ln() / 0.32_f64.ln()).sqrt();
                for angle in (0..16).map(|step| f64::from(step) * std::f64::consts::TAU / 16.0) {
                    let at = beside(distance + error * angle.cos(), error * angle.sin());
                    let place = Place { at, accuracy_m: Some(accuracy_m) };
                    all += 1.0;
                    outside += f64::from(verdict(Some(&fence), Some(&place)) == Verdict::Outside);
                }
            }
        }
        outside / all
    }

    #[test]
    fn of_honest_people_inside_at_most_one_in_a_hundred_is_called_outside() {
        for (radius_m, accuracy_m) in [(100, 10), (100, 60), (150, 30), (300, 150), (1000, 40)] {
            let share = called_outside(radius_m, accuracy_m);
            assert!(share <= 0.01, "{radius_m} m, {accuracy_m} m: {share}");
        }
    }

    fn fences() -> impl Strategy<Value = Fence> {
        prop_oneof![(20..5000_u32).prop_map(circle), (10.0..3000.0).prop_map(square),]
    }

    fn accuracies() -> impl Strategy<Value = Option<u32>> {
        prop::option::of(0..200_u32)
    }

    proptest! {
        #[test]
        fn who_walks_away_is_never_more_inside(
            fence in fences(),
            accuracy_m in accuracies(),
            angle in 0.0..std::f64::consts::TAU,
            near in 0.0..8000.0,
            farther in 0.1..8000.0,
        ) {
            let at = |metres: f64| beside(metres * angle.cos(), metres * angle.sin());
            let judged = |at| verdict(Some(&fence), Some(&Place { at, accuracy_m }));

            prop_assert!(judged(at(near)) <= judged(at(near + farther)));
        }

        #[test]
        fn a_coarser_position_never_turns_inside_into_outside(
            fence in fences(),
            east in -4000.0..4000.0,
            fine in 0..200_u32,
            coarser in 0..200_u32,
        ) {
            let first = judged(&fence, east, Some(fine));
            let then = judged(&fence, east, Some(fine + coarser));

            prop_assert!(then == first || then == Verdict::Uncertain, "{first:?} {then:?}");
        }

        #[test]
        fn the_map_on_which_a_place_was_found_does_not_matter(
            fence in fences(),
            accuracy_m in accuracies(),
            (east, north) in (-4000.0..4000.0, -4000.0..4000.0),
        ) {
            let place = Place { at: beside(east, north), accuracy_m };
            for datum in Datum::ALL.iter().copied() {
                let at = Measured::of(place.at, datum).to_wgs84().unwrap();
                let judged = |place| verdict(Some(&fence), Some(&place));

                prop_assert_eq!(judged(Place { at, accuracy_m }), judged(place));
            }
        }
    }
}
