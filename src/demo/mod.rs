//! A federation to look at: real districts and towns, people who do not exist, half a year of
//! service. All of it is made through the acts themselves, as the third door to them.
//!
//! Words: *chance* is what is drawn by the seed, so that the same seed makes the same people and
//! figures. What protects the demo (passwords, keys) is never drawn from it.
//!
//! | file | holds |
//! |---|---|
//! | `caller.rs` | who acts, and what he asks for |
//! | `cast.rs` | who is in it, and where they belong |
//! | `casting.rs` | drawing them, before anything is done |
//! | `chance.rs` | what is drawn by the seed |
//! | `commands.rs` | what both demos ask for |
//! | `data/` | districts, towns, names; `SOURCES.md` says where they are from |
//! | `deed.rs` | an act of somebody at an instant |
//! | `federation/` | one year of a whole federation |
//! | `filling.rs` | filling an empty database |
//! | `founding.rs` | how a federation begins |
//! | `logins.rs` | with whom to look at a demo |
//! | `made.rs` | what is told of a demo that was made |
//! | `marker.rs` | whether a database holds a demo |
//! | `names.rs` | what people are called |
//! | `phones.rs` | numbers under which nobody is reached |
//! | `places.rs` | districts and towns, with their dates |
//! | `plans.rs` | sites, activities, shifts |
//! | `programs.rs` | what the federation does |
//! | `scenes.rs` | what happens right now |
//! | `serving.rs` | who comes, and what becomes of it |
//! | `size.rs` | how large a demo is |
//! | `spans.rs` | a minute, an hour, a day |
//! | `story.rs` | all that is going to happen, in order |

mod caller;
mod cast;
mod casting;
mod chance;
mod commands;
mod deed;
pub mod federation;
mod filling;
mod founding;
mod logins;
mod made;
mod marker;
mod names;
mod phones;
mod places;
mod plans;
mod programs;
mod scenes;
mod serving;
mod size;
mod spans;
mod story;

pub use filling::{Order, Tell, fill};
pub use made::{Kept, Login, Made, Role};
pub use marker::{Held, Scale, complete, held};
use names::{Called, Names};
use phones::phone;
use places::{District, Places, Town};
pub use scenes::{Running, Scenes};
pub use size::Size;
pub use story::Counts;
