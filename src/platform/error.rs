//! What can go wrong in a transaction: a refusal, which is an answer, or a fault, which is ours.

use std::{
    any::Any,
    error::Error as StdError,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

use crate::kernel::{codes::Code, refusal::Refusal};

/// Why an act was not done.
#[derive(Debug)]
pub enum Error {
    /// Expected: the caller learns why, nothing changed (4xx).
    Refusal(Refusal),
    /// Ours: logged once with its cause, the caller learns the request id (5xx).
    Fault(Fault),
}

/// A failure of the server or of what it stands on.
#[derive(Debug)]
pub enum Fault {
    /// The database said no.
    Database(diesel::result::Error),
    /// Nothing could be written durably: the commit or its flush failed.
    Storage(String),
    /// More work waits than may wait.
    QueueFull,
    /// The server is about to stop.
    Stopping,
    /// A closure panicked, or a state that cannot be is.
    Broken(String),
}

impl Fault {
    /// A fault from any cause, told as a sentence.
    pub fn broken(cause: impl fmt::Display) -> Self {
        Self::Broken(cause.to_string())
    }

    /// The fault of a closure that panicked, with what the panic said.
    #[must_use]
    fn panicked(panic: &(dyn Any + Send)) -> Self {
        let said = panic.downcast_ref::<&str>().map(ToString::to_string);
        let said = said.or_else(|| panic.downcast_ref::<String>().cloned());
        Self::Broken(format!("panicked: {}", said.unwrap_or_else(|| "without a word".to_owned())))
    }

    /// The code that the caller gets; the cause stays in the log.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::QueueFull => Code::QueueFull,
            Self::Stopping => Code::Stopping,
            Self::Storage(_) => Code::StorageFailed,
            Self::Database(_) | Self::Broken(_) => Code::Internal,
        }
    }
}

/// Runs `work`; a panic in it becomes a fault. Whatever `work` held may be half done: a connection
/// that it had must not be used again.
///
/// # Errors
/// What `work` answers, or [`Fault::Broken`].
pub fn caught<T, E: From<Fault>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(Fault::panicked(panic.as_ref()).into()))
}

impl Error {
    /// The code that the caller gets.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Refusal(refusal) => refusal.code,
            Self::Fault(fault) => fault.code(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refusal(refusal) => write!(f, "refused: {}", refusal.code.entry().word),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "database: {error}"),
            Self::Storage(cause) => write!(f, "not stored: {cause}"),
            Self::QueueFull => f.write_str("too much work waits"),
            Self::Stopping => f.write_str("the server is stopping"),
            Self::Broken(cause) => f.write_str(cause),
        }
    }
}

impl StdError for Error {}
impl StdError for Fault {}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::Refusal(code.into())
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        Self::Fault(Fault::Database(error))
    }
}

impl From<diesel::result::Error> for Fault {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error)
    }
}
