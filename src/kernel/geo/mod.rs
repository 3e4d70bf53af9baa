//! Places: where somebody was, where he was to be, and what of the two can be said together.
//!
//! Inside there is one datum, WGS-84, in whole 1e-7 degrees (about a centimetre): no float is
//! stored or compared. Other datums have a name ([`Datum`]) and are converted at the door
//! ([`Measured::to_wgs84`]). Lengths are metres on the ellipsoid.
//!
//! A verdict on a place never refuses anybody and takes no minute away. [`Verdict::Uncertain`],
//! [`Verdict::NoFence`] and [`Verdict::NotGiven`] only mean that something else has to speak for
//! the person: a leader's code or mark.

mod datum;
mod fence;
mod polygon;
mod verdict;
mod wgs84;

pub use datum::{Datum, Measured};
pub use fence::{Circle, Fence};
pub use polygon::Polygon;
pub use verdict::{Place, Verdict, verdict};
pub use wgs84::Wgs84;
