//! Who acts, on what, since when it is known, and through which door.

use super::{
    ids::{DeviceId, Id, PersonId},
    time::Time,
    words::words,
};

/// Somebody whose act is to be judged. Rules ask it for time, never a clock.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person in whose name the act is done.
    pub person: PersonId,
    /// The device it was done on; none for the command line and for the system itself.
    pub device: Option<DeviceId>,
    /// When the server took the act up.
    pub now: Time,
    /// When it was done in the world, as far as the evidence says.
    pub captured: Captured,
    /// How it came in.
    pub door: Door,
    /// The request that carried it, for logs and for answers.
    pub request_id: String,
}

impl Caller {
    /// The system itself, which does what time has made due.
    ///
    /// Its person is the nil id. Nobody can sign in as it: an account belongs to a person, and
    /// under this id there is none, for it is not drawn by chance and not read from a request. So
    /// no rule need ask whether somebody is the system, and no role can be given to it.
    #[must_use]
    pub const fn system(now: Time, request_id: String) -> Self {
        Self {
            person: Id::NIL,
            device: None,
            now,
            captured: Captured { at: now, grade: Grade::A },
            door: Door::Timer,
            request_id,
        }
    }

    /// Whoever runs the server, at its command line: the system's hand, held by somebody who needs
    /// no account for it.
    #[must_use]
    pub fn operator(now: Time, request_id: String) -> Self {
        Self { door: Door::CommandLine, ..Self::system(now, request_id) }
    }
}

/// When an act was done, and how far that can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Captured {
    /// The corrected time of the act.
    pub at: Time,
    /// How it is known.
    pub grade: Grade,
}

words! {
    /// How far a captured time can be trusted, from the best to the least.
    pub enum Grade {
        /// Anchored to the server's clock within one boot of the phone, or done online.
        A => "a" ("与服务器时钟一致" / "by the server's clock"),
        /// Bracketed by other evidence.
        B => "b" ("有旁证" / "bracketed by other evidence"),
        /// The phone's own wall clock and nothing else.
        C => "c" ("仅凭手机时钟" / "by the phone's clock alone"),
    }
}

words! {
    /// The three doors to an act, and the timer.
    pub enum Door {
        /// A request of its own.
        Http => "http" ("在线操作" / "online"),
        /// A mutation that a phone handed in.
        Push => "push" ("离线同步" / "synchronised"),
        /// The command line of the server.
        CommandLine => "command_line" ("命令行" / "command line"),
        /// A timed act by the system.
        Timer => "timer" ("系统定时" / "by the system"),
    }
}
