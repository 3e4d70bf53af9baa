//! A federation to look at: real districts and towns, people who do not exist, half a year of
//! service. All of it is made through the acts themselves, as the third door to them.
//!
//! Words: *chance* is what is drawn by the seed, so that the same seed makes the same people and
//! figures. What protects the demo (passwords, keys) is never drawn from it.
//!
//! | file | holds |
//! |---|---|
//! | `data/` | districts, towns, names; `SOURCES.md` says where they are from |
//! | `federation/` | one year of a whole federation |
//! | `names.rs` | what people are called |
//! | `phones.rs` | numbers under which nobody is reached |
//! | `places.rs` | districts and towns, with their dates |

mod chance;
pub mod federation;
mod names;
mod phones;
mod places;
mod programs;

pub use names::{Called, Names};
pub use phones::phone;
pub use places::{District, DistrictKind, Places, Town};
