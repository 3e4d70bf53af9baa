//! Kinds of notices.

use crate::kernel::{
    ids::{EntityId, PersonId, UnitId},
    words::words,
};

words! {
    /// What a notice is about. Its label is the headline that the person reads.
    pub enum NoticeKind {
        /// The subject is a membership.
        MembershipApproved => "membership_approved" ("您的入队申请已通过" / "You are a member now"),
        /// The subject is a membership.
        MembershipRejected =>
            "membership_rejected" ("您的入队申请未通过" / "Your application was not accepted"),
        /// The subject is a membership.
        MembershipSuspended =>
            "membership_suspended" ("您的队籍已暂停" / "Your membership was suspended"),
        /// The subject is a membership.
        MembershipLifted =>
            "membership_lifted" ("您的队籍已恢复" / "Your membership is in force again"),
        /// The subject is a membership.
        MembershipEnded => "membership_ended" ("您的队籍已结束" / "Your membership has ended"),
        /// The subject is a role.
        RoleGiven => "role_given" ("您已被任命新角色" / "You were given a role"),
        /// The subject is a role.
        RoleEnded => "role_ended" ("您的角色已结束" / "One of your roles has ended"),
    }
}

/// Something that a person is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// Who is told.
    pub person: PersonId,
    /// What happened.
    pub kind: NoticeKind,
    /// To which row.
    pub subject: EntityId,
    /// In which unit.
    pub unit: Option<UnitId>,
}
