//! The words that every part of Muster shares: ids, instants, places, callers, refusals.
//!
//! Invariants: nothing here reads a clock, draws chance, or does I/O; nothing here knows of a
//! database or of HTTP. Whoever imports `kernel` imports meaning, never a machine.

pub mod area;
pub mod audit;
pub mod bucket;
pub mod caller;
pub mod codes;
pub mod correction;
pub mod figures;
pub mod geo;
pub mod ids;
pub mod interval;
pub mod language;
pub mod minutes;
pub mod proof;
pub mod refusal;
pub mod text;
pub mod time;
pub mod version;
pub mod words;
pub mod workdays;
