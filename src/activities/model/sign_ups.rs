//! Sign-ups.

use crate::{
    kernel::{
        ids::{PersonId, PositionId, ShiftId, SignUpId},
        words::words,
    },
    people::ConsentForm,
};

words! {
    /// What became of somebody's wish for a place in a shift, or of a leader's for him.
    pub enum SignUpState {
        /// A leader asked him; he has not said yes.
        Invited => "invited" ("已邀请" / "invited"),
        /// He has a seat.
        Confirmed => "confirmed" ("已确认" / "confirmed"),
        /// He waits for one.
        Waitlisted => "waitlisted" ("候补中" / "on the waitlist"),
        /// A seat is kept for him for a while.
        Offered => "offered" ("候补待确认" / "offered a seat"),
        /// He said no to an invitation or an offer.
        Declined => "declined" ("已谢绝" / "declined"),
        /// He let an offer run out, or the shift was over before he had a place.
        Expired => "expired" ("已过期" / "expired"),
        /// He, or a leader for him, took it back.
        Withdrawn => "withdrawn" ("已退出" / "withdrawn"),
        /// It gave way to a place in another shift at the same time.
        Removed => "removed" ("因时间冲突取消" / "gave way to another shift"),
        /// The shift was cancelled.
        CancelledByOrg => "cancelled_by_org" ("组织取消" / "cancelled by the organisation"),
    }
}

impl SignUpState {
    /// Whether it still stands.
    #[must_use]
    pub const fn is_standing(self) -> bool {
        self.holds_seat() || matches!(self, Self::Invited | Self::Waitlisted)
    }

    /// Whether a seat is gone by it.
    #[must_use]
    pub const fn holds_seat(self) -> bool {
        matches!(self, Self::Confirmed | Self::Offered)
    }
}

/// Somebody is to have a place in a shift.
#[derive(Clone, Debug)]
pub(crate) struct NewSignUp {
    /// Its id.
    pub(crate) id: SignUpId,
    /// In which shift.
    pub(crate) shift: ShiftId,
    /// What he is to do there; not said where there is one thing to do.
    pub(crate) position: Option<PositionId>,
    /// Who.
    pub(crate) person: PersonId,
    /// How he agreed; not at all when he is only asked.
    pub(crate) agreed: Option<ConsentForm>,
}

/// What may be done about a sign-up that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignUpStep {
    /// He says yes to an invitation or an offer.
    Accept,
    /// He says no to it.
    Decline,
    /// He does not come after all, or wants to no more.
    Withdraw,
}

impl SignUpStep {
    /// The name of the act.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Accept => "activities.accept",
            Self::Decline => "activities.decline",
            Self::Withdraw => "activities.withdraw",
        }
    }
}
