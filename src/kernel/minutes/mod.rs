//! Minutes: how those that somebody gave become those that are credited to him.
//!
//! Stays are clipped to the shift and a little around it, united, and freed of breaks; what is left
//! is cut once to whole minutes ([`given()`]). A policy of crediting then says what they count for
//! ([`credited`]). Both numbers are kept, and the name of the policy with its version beside them.
//!
//! Invariants: minutes are whole and never negative; no float stands between a stay and an hour.
//! What a policy with a version says never changes, so old records can be computed again.
//! [`explain()`] shows what the other two computed and computes nothing by itself.

mod explain;
mod given;
mod hours;
mod policy;

pub use explain::{Explanation, Step, StepKind, explain};
pub use given::{Given, given, planned_minutes};
pub use hours::hours_text;
pub use policy::{CreditPolicy, Rounding, Terms, credited};
