//! One year of a whole federation, as large as the figures that were published for it.
//!
//! It is entered by slices: many acts at once, each judged by its own rules and with its own row in
//! `acts`. Nothing is added at the end to make a figure come out: the people, shifts and reports
//! are shared out so that they add up, and how many come to a shift follows the hours so far.
//!
//! | file | holds |
//! |---|---|
//! | `year.rs` | the figures, and how they are shared out |
//! | `cast.rs` | districts, brigades and people, before anything is done |
//! | `founding.rs` | how they come into being |
//! | `plans.rs` | the year's activities and shifts |
//! | `serving.rs` | who came to a shift, and how that is known |
//! | `logins.rs` | with whom to look at it |
//! | `pace.rs` | in slices, or act by act |
//! | `made.rs` | what a year holds, and how far its filling is |
//! | `filling.rs` | one step after the other, with what was done so far |

mod cast;
mod filling;
mod founding;
mod logins;
mod made;
mod pace;
mod plans;
mod serving;
mod year;

pub use filling::Filling;
pub use made::{Filled, MadeYear, Progress, Stage};
pub use pace::Pace;
pub use year::Year;
