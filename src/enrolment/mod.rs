//! Persons as the units keep them: enrolling, finding, correcting, consents on paper.
//!
//! Words: to *enrol* somebody is to enter a person and his membership of a unit in one act, with
//! or without a phone; his *file* is what is known of him, masked; who *keeps* it leads a unit of
//! which he is a member.
//!
//! It stands above `people`, which knows no units, and above `org`, which knows no files, and has
//! no tables of its own.
//!
//! Invariants:
//! - A file is seen by the person himself and by those with a role over a unit of his; to all
//!   others it does not exist.
//! - Nobody corrects his own file here: what gates hang on is entered by somebody who saw the
//!   document.
//! - Whoever enters a field is remembered with it (Order 67 of the Ministry of Civil Affairs,
//!   article 6).

mod actions;
mod model;
mod routes;
mod rules;

pub(crate) use actions::enrol;
pub use actions::enrol_all;
pub use model::Enrol;
pub use routes::configure;
