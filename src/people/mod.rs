//! Persons: somebody with a record here, with or without an account.
//!
//! Words: a *person* is not an account; a phone number is contact data, which a couple may share;
//! `volunteer_no` is the public number, and never made from the ID document.
//!
//! Invariants:
//! - A name stands in the documents `me` and `roster` and nowhere else; phone and ID number stand
//!   in none, and in the database only sealed under the person's own key.
//! - Deleting that key erases what was sealed; the row stays for the records that name its id.

mod actions;
mod model;
mod rules;
mod sorting;
mod store;

pub use actions::create;
pub use model::{Name, NewPerson, Phone, Sealer};
pub use store::{PersonRow, lock, person};
