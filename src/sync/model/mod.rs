//! The values of sync.
//!
//! | file | holds |
//! |---|---|
//! | `cursor.rs` | how far a device has read |
//! | `pages.rs` | what a pull answers |

mod cursor;
mod pages;

pub(super) use cursor::{Cursor, Cursors, Life, Reading, Unusable};
pub use pages::Reset;
pub(super) use pages::{Change, Page, Visible};
