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
        /// The subject is an activity.
        ActivityApproved => "activity_approved" ("活动已获批准" / "An activity was approved"),
        /// The subject is an activity.
        ActivityReturned =>
            "activity_returned" ("活动被退回修改" / "An activity was returned for changes"),
        /// The subject is an activity in which the person has a place.
        ActivityMoved => "activity_moved" ("活动地点有变动" / "An activity takes place elsewhere"),
        /// The subject is a sign-up, as in all that follow.
        SignUpInvited => "sign_up_invited" ("邀请您参加一个班次" / "You are asked to a shift"),
        /// A leader entered it.
        SignUpConfirmed => "sign_up_confirmed" ("您的报名已确认" / "You have a place in a shift"),
        /// A leader entered it, and there was no seat.
        SignUpWaitlisted => "sign_up_waitlisted" ("已为您登记候补" / "You wait for a shift"),
        /// A seat came free for somebody who waited.
        SignUpOffered =>
            "sign_up_offered" ("候补有名额，请确认" / "A seat is free: do you take it?"),
        /// He did not take it in time.
        OfferExpired => "offer_expired" ("候补名额已过期" / "The offer of a seat has run out"),
        /// It clashed with another one that was confirmed.
        SignUpRemoved =>
            "sign_up_removed" ("候补因时间冲突已取消" / "You no longer wait: it clashed"),
        /// A leader took it back.
        SignUpWithdrawn => "sign_up_withdrawn" ("您的报名已被撤回" / "Your sign-up was withdrawn"),
        /// The shift does not take place.
        ShiftCancelled => "shift_cancelled" ("班次已取消" / "A shift was cancelled"),
        /// The subject is an attendance: he did not check out.
        StayEndProposed =>
            "stay_end_proposed" ("请确认签退时间" / "When did you leave? Please confirm"),
        /// The subject is an attendance: he was captured in two shifts at once.
        StaysOverlap => "stays_overlap" ("出勤时间重叠，待处理" / "Two of your stays overlap"),
        /// The subject is an attendance.
        StayVoided => "stay_voided" ("您的一段出勤已作废" / "One of your stays was voided"),
        /// The subject is a service record, as in all that follow.
        HoursRejected => "hours_rejected" ("您的服务记录未通过" / "Hours of yours were rejected"),
        /// They are others now.
        HoursCorrected =>
            "hours_corrected" ("您的服务时间已更正" / "Hours of yours were corrected"),
        /// He contested what was decided about them, and somebody else found that right.
        HoursUpheld => "hours_upheld"
            ("异议已答复：维持原决定" / "Your objection was answered: the decision stands"),
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
