//! The datums of Chinese maps and phones, and the way from them to WGS-84.

use std::f64::consts::PI;

use super::wgs84::Wgs84;
use crate::kernel::{codes::FieldCode, words::words};

words! {
    /// What a latitude and a longitude are measured against.
    pub enum Datum {
        /// Satellites, phones, 天地图 (its CGCS2000 is the same to centimetres).
        Wgs84 => "wgs84" ("WGS-84（卫星定位、天地图）" / "WGS-84 (satellites, Tianditu)"),
        /// 高德, Tencent, and phones whose system shifts what it tells: 24 to 702 m off WGS-84.
        Gcj02 => "gcj02" ("GCJ-02（高德、腾讯地图）" / "GCJ-02 (Amap, Tencent)"),
        /// Baidu: 699 to 1,526 m off WGS-84.
        Bd09 => "bd09" ("BD-09（百度地图）" / "BD-09 (Baidu)"),
    }
}

/// A position as somebody gave it, in degrees. It is not checked yet and not compared: that is for
/// [`Wgs84`].
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Degrees, north positive.
    pub lat: f64,
    /// Degrees, east positive.
    pub lon: f64,
    /// What they are measured against. Nobody but the sender knows, so nothing is assumed.
    pub datum: Datum,
}

/// Degrees on the way between two datums.
#[derive(Clone, Copy)]
struct Degrees {
    lat: f64,
    lon: f64,
}

/// The worst error over China after 1 to 5 iterations: 4.87 m, 3.1 cm, 0.20 mm, 1.3 µm, 9 nm.
const GCJ_ITERATIONS: usize = 5;
/// The worst error of the closed form: 22 cm; after 1 to 3 refinements 1.7 mm, 14 µm, 0.14 µm.
const BD_REFINEMENTS: usize = 3;

/// The axis of Krasovsky's ellipsoid of 1940 in metres, which the formula takes.
const AXIS_M: f64 = 6_378_245.0;
/// And the square of its eccentricity, as the formula has it.
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;
/// What BD-09 adds to GCJ-02 besides a ripple, in degrees.
const BD_OFFSET: Degrees = Degrees { lat: 0.006, lon: 0.0065 };
/// How quick that ripple is, in radians a degree.
const BD_RIPPLE: f64 = PI * 3000.0 / 180.0;

impl Measured {
    /// The point in WGS-84.
    ///
    /// The formula of GCJ-02 is not published; everybody's imitates it, and so does this one. It is
    /// inverted here to nanometres, which says nothing of the imitation: control points show
    /// residuals of about 0.4 m, so take the result for true to about 1 m.
    ///
    /// Outside a rectangle around China (72.004 to 137.8347 degrees east, 0.8293 to 55.8271 degrees
    /// north) the datums are one, as they are to other programs. The rectangle also holds places
    /// that use no GCJ-02, Hong Kong and Taipei among them: what counts is the datum that was
    /// named.
    ///
    /// # Errors
    /// [`FieldCode::OutOfRange`] for what is no point on the earth.
    pub fn to_wgs84(self) -> Result<Wgs84, FieldCode> {
        // Before any sine is asked: a NaN must not take its way through the formula.
        let same = Wgs84::new(self.lat, self.lon)?;
        let given = Degrees { lat: self.lat, lon: self.lon };
        let found = match self.datum {
            Datum::Wgs84 => return Ok(same),
            Datum::Gcj02 => given.wgs_of_gcj(),
            Datum::Bd09 => given.gcj_of_bd().wgs_of_gcj(),
        };
        Wgs84::new(found.lat, found.lon)
    }

    /// A point as a map of that datum draws it.
    #[must_use]
    pub fn of(at: Wgs84, datum: Datum) -> Self {
        let wgs = Degrees { lat: at.lat(), lon: at.lon() };
        let Degrees { lat, lon } = match datum {
            Datum::Wgs84 => wgs,
            Datum::Gcj02 => wgs.gcj_of_wgs(),
            Datum::Bd09 => wgs.gcj_of_wgs().bd_of_gcj(),
        };
        Self { lat, lon, datum }
    }
}

impl Degrees {
    fn is_shifted(self) -> bool {
        (0.8293..=55.8271).contains(&self.lat) && (72.004..=137.8347).contains(&self.lon)
    }

    fn gcj_of_wgs(self) -> Self {
        if self.is_shifted() { self.plus(self.shift()) } else { self }
    }

    /// Goes back from the point by the shift of the point that was found before, which converges
    /// because neighbours are shifted nearly alike.
    fn wgs_of_gcj(self) -> Self {
        if !self.is_shifted() {
            return self;
        }
        (0..GCJ_ITERATIONS).fold(self, |wgs, _| self.minus(wgs.shift()))
    }

    fn bd_of_gcj(self) -> Self {
        if self.is_shifted() { self.rippled(1.0).plus(BD_OFFSET) } else { self }
    }

    fn gcj_of_bd(self) -> Self {
        if !self.is_shifted() {
            return self;
        }
        let closed = self.minus(BD_OFFSET).rippled(-1.0);
        (0..BD_REFINEMENTS).fold(closed, |gcj, _| {
            let missed = self.minus(gcj.rippled(1.0).plus(BD_OFFSET));
            gcj.plus(missed)
        })
    }

    fn rippled(self, sign: f64) -> Self {
        let length = self.lon.hypot(self.lat) + sign * 0.000_02 * (self.lat * BD_RIPPLE).sin();
        let angle = self.lat.atan2(self.lon) + sign * 0.000_003 * (self.lon * BD_RIPPLE).cos();
        Self { lat: length * angle.sin(), lon: length * angle.cos() }
    }

    /// What GCJ-02 adds at this point of WGS-84, in degrees: the public formula, number for number.
    fn shift(self) -> Self {
        let (x, y) = (self.lon - 105.0, self.lat - 35.0);
        let wave = |height: f64, of: f64| height * (of * PI).sin();
        let root = x.abs().sqrt();
        let both = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
        let north = both
            + wave(20.0, y)
            + wave(40.0, y / 3.0)
            + wave(160.0, y / 12.0)
            + wave(320.0, y / 30.0);
        let east = both
            + wave(20.0, x)
            + wave(40.0, x / 3.0)
            + wave(150.0, x / 12.0)
            + wave(300.0, x / 30.0);
        let north_m =
            north * 2.0 / 3.0 - 100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
        let east_m =
            east * 2.0 / 3.0 + 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;

        let (sin, cos) = self.lat.to_radians().sin_cos();
        let bend = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
        let across = AXIS_M / bend.sqrt();
        let along = across * (1.0 - ECCENTRICITY_SQUARED) / bend;
        Self { lat: (north_m / along).to_degrees(), lon: (east_m / (across * cos)).to_degrees() }
    }

    fn plus(self, other: Self) -> Self {
        Self { lat: self.lat + other.lat, lon: self.lon + other.lon }
    }

    fn minus(self, other: Self) -> Self {
        Self { lat: self.lat - other.lat, lon: self.lon - other.lon }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::words::Word;

    const GCJ02: &str = include_str!("../../../tests/data/gcj02_vectors.csv");
    const BD09: &str = include_str!("../../../tests/data/bd09_vectors.csv");

    /// 9e-8 degrees, a centimetre: the programs that made the vectors agree no better.
    const AGREEMENT: f64 = 9e-8;
    /// Less than a millimetre, in degrees.
    const MILLIMETRE: f64 = 8e-9;

    fn agrees(vectors: &str, datum: Datum) {
        for line in vectors.lines().skip(1) {
            let row: Vec<f64> =
                line.split(',').take(4).map(|field| field.parse().unwrap()).collect();
            let wgs = Wgs84::new(row[1], row[0]).unwrap();
            let drawn = Measured::of(wgs, datum);
            assert!((drawn.lon - row[2]).abs() < AGREEMENT, "{line}");
            assert!((drawn.lat - row[3]).abs() < AGREEMENT, "{line}");

            let found = Measured { lat: row[3], lon: row[2], datum }.to_wgs84().unwrap();
            assert!(found.metres_to(wgs) < 0.02, "{line}");
        }
    }

    #[test]
    fn the_vectors_of_other_programs_are_met() {
        agrees(GCJ02, Datum::Gcj02);
        agrees(BD09, Datum::Bd09);
    }

    #[test]
    fn what_is_no_point_is_refused_in_every_datum() {
        for datum in Datum::ALL.iter().copied() {
            for (lat, lon) in [(f64::NAN, 106.0), (29.0, f64::INFINITY), (106.5, 29.5)] {
                let refused = Measured { lat, lon, datum }.to_wgs84();
                assert_eq!(refused, Err(FieldCode::OutOfRange));
            }
        }
    }

    proptest! {
        #[test]
        fn there_and_back_is_less_than_a_millimetre(lat in 18.0..53.5, lon in 73.5..135.0) {
            let wgs = Degrees { lat, lon };
            let gcj = wgs.gcj_of_wgs();
            for found in [gcj.wgs_of_gcj(), gcj.bd_of_gcj().gcj_of_bd().wgs_of_gcj()] {
                prop_assert!((found.lat - lat).abs() < MILLIMETRE);
                prop_assert!((found.lon - lon).abs() < MILLIMETRE);
            }
        }

        #[test]
        fn a_point_is_the_same_point_in_every_datum(lat in -90.0..=90.0, lon in -180.0..=180.0) {
            let wgs = Wgs84::new(lat, lon).unwrap();
            let near_the_edge = [0.8293, 55.8271].iter().any(|edge| (lat - edge).abs() < 0.05)
                || [72.004, 137.8347].iter().any(|edge| (lon - edge).abs() < 0.05);
            prop_assume!(!near_the_edge);

            for datum in Datum::ALL.iter().copied() {
                prop_assert_eq!(Measured::of(wgs, datum).to_wgs84(), Ok(wgs));
            }
        }
    }
}
