//! One body of code over SQLite and PostgreSQL.
//!
//! [`Db::read`] and [`Db::write`] are the only doors. A read is one snapshot. A write is a closure
//! that may run again, so it borrows its command and has no effect but the database; its answer
//! comes after the commit is on disk. This folder is the only place that asks which database it is.
//!
//! | file | holds |
//! |---|---|
//! | `conn.rs` | the connection over both databases, and what its derive cannot type |
//! | `target.rs` | where a database lies, and ways to it besides the doors |
//! | `doors.rs` | the two doors |
//! | `folder.rs` | the data folder and its lock |
//! | `claims.rs` | what a database holds, and whether somebody else is at it |
//! | `columns.rs` | ids, instants, words and JSON as columns |
//! | `tx.rs` | a transaction in the making, savepoints, what is pending for its end |
//! | `sqlite.rs` | the one writer thread with its batches |
//! | `postgresql.rs` | transactions that are run again when they collide |
//! | `pool.rs` | connections for readers, and for writers on PostgreSQL |
//! | `stored.rs` | rows that are read with all others of their table |
//! | `settings.rs` | what the database knows of itself |
//! | `migrations.rs` | both trees, run at start |

mod claims;
mod columns;
mod conn;
mod doors;
mod folder;
mod migrations;
mod pool;
mod postgresql;
mod settings;
mod sqlite;
mod stored;
mod target;
mod tx;

pub use claims::{Claim, tables};
pub use columns::{IdSql, TimeSql};
pub(crate) use columns::{json_column, text_column};
pub(crate) use conn::both;
pub use conn::{Conn, MultiBackend, PortableExt};
pub use doors::{Committed, Db, Flush, Heads, Limits};
pub use folder::Folder;
pub(crate) use folder::restrict;
pub use settings::{set_setting, setting, setting_or};
pub(crate) use stored::stored;
pub use stored::{Stored, each_page};
pub use target::{Target, Unread};
pub use tx::{Pending, Tx};
