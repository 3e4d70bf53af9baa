//! The promises of `platform/db`, each held on both databases, or on the one that it is about.
//!
//! Nothing here waits for a while: whatever must come first says so through a `gate`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on panics"
)]

#[path = "../support/mod.rs"]
mod support;

mod append_only;
mod batches;
mod claims;
mod closing;
mod collisions;
mod durability;
mod federation_year;
mod flush;
mod folder;
mod gate;
mod heads;
mod killed;
mod leases;
mod migrations;
mod panics;
mod queues;
mod reads;
mod savepoints;
mod settings;
mod slices;
mod world;
