//! The machines: configuration, clock, chance, database, HTTP, logs, timer.
//!
//! Invariants: no word of the domain is known here. Time comes from [`clock::Clock`], chance from
//! [`random::Random`], the environment from [`config`]; nobody else may ask for them.

pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod http;
pub mod keys;
pub mod random;
pub mod telemetry;
pub mod timer;
pub mod turnstile;
