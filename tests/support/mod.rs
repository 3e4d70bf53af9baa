//! The words that tests are written in.

#![expect(dead_code, reason = "each test binary uses its own part of the harness")]

pub(crate) mod app;
pub(crate) mod database;
pub(crate) mod dump;
pub(crate) mod enrol;
pub(crate) mod figures;
pub(crate) mod hours;
pub(crate) mod note;
pub(crate) mod people;
pub(crate) mod phone;
pub(crate) mod plan;
pub(crate) mod postgres;
pub(crate) mod presence;
pub(crate) mod roster;
pub(crate) mod served;
pub(crate) mod world;
