//! Stays, and what is captured about them.

use std::collections::BTreeSet;

use crate::kernel::{
    ids::{AttendanceEventId, AttendanceId, Id},
    words::words,
};

words! {
    /// What is known of somebody's stay. That it should have ended long ago follows from its shift.
    pub enum AttendanceState {
        /// He came, and has not left.
        Present => "present" ("在场" / "present"),
        /// He did not check out; somebody is to say whether the proposed end is right.
        CloseProposed => "close_proposed" ("待确认签退" / "end proposed"),
        /// He came and left.
        Complete => "complete" ("已签退" / "complete"),
        /// He did not come.
        Absent => "absent" ("缺勤" / "absent"),
        /// He said before that he would not come.
        Excused => "excused" ("请假" / "excused"),
        /// It was wrong.
        Void => "void" ("已作废" / "void"),
    }
}

impl AttendanceState {
    /// Those of who was there.
    pub(in crate::attendance) const STAYS: [Self; 3] =
        [Self::Present, Self::CloseProposed, Self::Complete];

    /// Whether he was there.
    #[must_use]
    pub const fn is_stay(self) -> bool {
        matches!(self, Self::Present | Self::CloseProposed | Self::Complete)
    }
}

words! {
    /// Who says something about a presence, and how he knows, from the best to the least.
    pub enum Source {
        /// The person himself.
        Own => "own" ("本人" / "himself"),
        /// A leader who was there.
        Roster => "roster" ("点名" / "roster"),
        /// A sheet of paper on which he signed.
        Paper => "paper" ("纸质签到表" / "paper sheet"),
        /// Somebody who enters it afterwards.
        Backfill => "backfill" ("补录" / "entered afterwards"),
        /// The system, which only proposes.
        System => "system" ("系统" / "the system"),
    }
}

words! {
    /// What is said about a presence.
    pub enum EventKind {
        /// He came.
        CheckIn => "check_in" ("签到" / "check-in"),
        /// He left.
        CheckOut => "check_out" ("签退" / "check-out"),
        /// He was there from the beginning of the shift to its end.
        Present => "present" ("全程在场" / "present throughout"),
        /// He did not come.
        Absent => "absent" ("缺勤" / "absent"),
        /// He said before that he would not come.
        Excused => "excused" ("请假" / "excused"),
        /// He probably left then.
        EndProposed => "end_proposed" ("建议签退" / "end proposed"),
        /// He did leave then.
        EndConfirmed => "end_confirmed" ("确认签退" / "end confirmed"),
    }
}

words! {
    /// What a leader says of somebody's presence.
    pub enum MarkKind {
        /// He came.
        CheckIn => "check_in" ("签到" / "check-in"),
        /// He left.
        CheckOut => "check_out" ("签退" / "check-out"),
        /// He was there from the beginning of the shift to its end.
        Present => "present" ("全程在场" / "present throughout"),
        /// He did not come.
        Absent => "absent" ("缺勤" / "absent"),
        /// He said before that he would not come.
        Excused => "excused" ("请假" / "excused"),
    }
}

impl From<MarkKind> for EventKind {
    fn from(kind: MarkKind) -> Self {
        match kind {
            MarkKind::CheckIn => Self::CheckIn,
            MarkKind::CheckOut => Self::CheckOut,
            MarkKind::Present => Self::Present,
            MarkKind::Absent => Self::Absent,
            MarkKind::Excused => Self::Excused,
        }
    }
}

words! {
    /// How a leader says he knows.
    pub enum MarkSource {
        /// He was there.
        Roster => "roster" ("点名" / "roster"),
        /// A sheet of paper on which the person signed.
        Paper => "paper" ("纸质签到表" / "paper sheet"),
        /// He enters it afterwards.
        Backfill => "backfill" ("补录" / "entered afterwards"),
    }
}

impl From<MarkSource> for Source {
    fn from(source: MarkSource) -> Self {
        match source {
            MarkSource::Roster => Self::Roster,
            MarkSource::Paper => Self::Paper,
            MarkSource::Backfill => Self::Backfill,
        }
    }
}

/// Who said anything about one end of a stay, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(pub(in crate::attendance) BTreeSet<Source>);

/// The other ids under which a stay was captured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    /// Those under which somebody took it for an attendance of its own.
    pub(in crate::attendance) also: BTreeSet<AttendanceId>,
    /// Those of what was said of its end: they find it, and are not told.
    pub(in crate::attendance) ends: BTreeSet<AttendanceId>,
}

impl Aliases {
    pub(in crate::attendance) fn all(&self) -> impl Iterator<Item = AttendanceId> {
        self.also.iter().chain(&self.ends).copied()
    }

    pub(in crate::attendance) fn contains(&self, id: AttendanceId) -> bool {
        self.also.contains(&id) || self.ends.contains(&id)
    }

    /// Adds the id of something that was captured.
    pub(in crate::attendance) fn add(&mut self, id: AttendanceEventId, kind: EventKind) {
        let ids = match kind {
            EventKind::CheckIn | EventKind::Present | EventKind::Absent | EventKind::Excused => {
                &mut self.also
            }
            EventKind::CheckOut | EventKind::EndProposed | EventKind::EndConfirmed => {
                &mut self.ends
            }
        };
        ids.insert(Id::new(id.uuid()));
    }

    /// Adds those of another.
    pub(in crate::attendance) fn extend(&mut self, others: &Self) {
        self.also.extend(&others.also);
        self.ends.extend(&others.ends);
    }

    /// Keeps some of them.
    pub(in crate::attendance) fn retain(&mut self, keep: impl Fn(AttendanceId) -> bool) {
        self.also.retain(|id| keep(*id));
        self.ends.retain(|id| keep(*id));
    }
}
