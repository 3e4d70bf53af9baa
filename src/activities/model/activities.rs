//! Activities.

use chrono::NaiveDate;

use super::{MeetingPlace, Name};
use crate::kernel::{
    area::AreaCode,
    codes::FieldCode,
    correction::Correction,
    ids::{ActivityId, PersonId, ProgramId, SiteId, UnitId},
    text,
    words::words,
};

words! {
    /// What is done at an activity.
    pub enum ActivityKind {
        /// Service to people, or to what all share.
        Service => "service" ("志愿服务" / "service"),
        /// Service in an emergency.
        Emergency => "emergency" ("应急救援" / "emergency relief"),
        /// Learning what service needs.
        Training => "training" ("培训" / "training"),
        /// Talking about it.
        Meeting => "meeting" ("会议" / "meeting"),
        /// Practising a performance.
        Rehearsal => "rehearsal" ("排练" / "rehearsal"),
        /// Eating together.
        Banquet => "banquet" ("聚餐" / "meal"),
        /// Duty in an office of the organisation.
        OfficeDuty => "office_duty" ("值班" / "office duty"),
    }
}

impl ActivityKind {
    /// Whether time spent at it is service time (Order 67 of the Ministry of Civil Affairs, article
    /// 19: what is no volunteer service is not recorded as such).
    #[must_use]
    pub const fn is_countable(self) -> bool {
        matches!(self, Self::Service | Self::Emergency)
    }
}

words! {
    /// What became of a plan. That it runs, or is past, follows from its dates.
    pub enum ActivityState {
        /// Being written.
        Draft => "draft" ("草稿" / "draft"),
        /// Waiting for the superior.
        Submitted => "submitted" ("待审批" / "submitted"),
        /// Approved, and not made known yet.
        Approved => "approved" ("已批准" / "approved"),
        /// Made known to its audience.
        Published => "published" ("已发布" / "published"),
        /// Declared over by a leader.
        Ended => "ended" ("已结束" / "ended"),
        /// Does not take place.
        Cancelled => "cancelled" ("已取消" / "cancelled"),
    }
}

/// Who may sign up, and read of it once it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Every member of any unit; everybody with an account may read of it.
    Public,
    /// The members of a unit and of those below it.
    Unit(UnitId),
}

impl Audience {
    /// Reads `public`, or the id of a unit.
    ///
    /// # Errors
    /// [`FieldCode::UnknownValue`].
    pub(crate) fn parse(text: &str) -> Result<Self, FieldCode> {
        match text {
            "public" => Ok(Self::Public),
            unit => unit.parse().map(Self::Unit).or(Err(FieldCode::UnknownValue)),
        }
    }

    /// The unit, if it is for one.
    pub(crate) const fn unit(self) -> Option<UnitId> {
        match self {
            Self::Public => None,
            Self::Unit(unit) => Some(unit),
        }
    }
}

impl From<Option<UnitId>> for Audience {
    fn from(unit: Option<UnitId>) -> Self {
        unit.map_or(Self::Public, Self::Unit)
    }
}

impl std::fmt::Display for Audience {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Unit(unit) => unit.fmt(f),
        }
    }
}

/// How somebody sees what a unit plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::activities) enum Sight {
    /// With a role over the unit: all of it, in every state.
    Desk,
    /// As one of those to whom it was made known.
    Audience,
}

/// Characters of each text at most: a page of a notice board.
const TEXT_CHARS_MAX: usize = 2000;
/// Days of an activity at most: a year, and the one in four that is longer.
const DAYS_MAX: i64 = 366;
/// People that can be wanted at once.
const PEOPLE_MAX: i32 = 100_000;

/// One of the texts that say what people come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActivityText(String);

impl ActivityText {
    /// Reads a text, which may have several lines.
    ///
    /// # Errors
    /// Those of [`text::lines()`].
    pub(crate) fn parse(text: &str) -> Result<Self, FieldCode> {
        text::lines(text, TEXT_CHARS_MAX).map(Self)
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many people are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PeopleWanted(i32);

impl PeopleWanted {
    /// A number of people.
    ///
    /// # Errors
    /// [`FieldCode::OutOfRange`] for nobody, and for more than a city has volunteers.
    pub(crate) fn new(people: i32) -> Result<Self, FieldCode> {
        if (1..=PEOPLE_MAX).contains(&people) {
            Ok(Self(people))
        } else {
            Err(FieldCode::OutOfRange)
        }
    }

    /// The number.
    pub(crate) const fn get(self) -> i32 {
        self.0
    }
}

/// Whether an activity can last from one local date to another, both inclusive.
///
/// # Errors
/// [`FieldCode::Contradicts`] when it ends before it begins, [`FieldCode::OutOfRange`] over a year:
/// what goes on for longer is a program.
pub(in crate::activities) fn lasts(from: NaiveDate, to: NaiveDate) -> Result<(), FieldCode> {
    match (to - from).num_days() {
        ..0 => Err(FieldCode::Contradicts),
        0..DAYS_MAX => Ok(()),
        _ => Err(FieldCode::OutOfRange),
    }
}

/// A place that is no site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnPlace {
    /// What it is called.
    pub(crate) name: Name,
    /// Whether it is somebody's home.
    pub(crate) private: bool,
    /// Where it is.
    pub(crate) place: MeetingPlace,
}

/// An activity that is to be planned.
#[derive(Clone, Debug)]
pub(crate) struct CreateActivity {
    /// Its id.
    pub(crate) id: ActivityId,
    /// Who organises it.
    pub(crate) unit: UnitId,
    /// What it is called.
    pub(crate) name: Name,
    /// What else is known of it already.
    pub(crate) plan: ActivityChanges,
}

/// A change of an activity; what is none, or kept, stays as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActivityChanges {
    pub(crate) name: Option<Name>,
    pub(crate) kind: Option<ActivityKind>,
    pub(crate) program: Correction<ProgramId>,
    pub(crate) content: Correction<ActivityText>,
    pub(crate) conditions: Correction<ActivityText>,
    pub(crate) safeguards: Correction<ActivityText>,
    pub(crate) risks: Correction<ActivityText>,
    pub(crate) danger: Option<bool>,
    pub(crate) people_wanted: Correction<PeopleWanted>,
    pub(crate) person_in_charge: Correction<PersonId>,
    /// Of site, online and place one is set at most, and it replaces the other two.
    pub(crate) site: Correction<SiteId>,
    pub(crate) online: Option<bool>,
    pub(crate) place: Correction<OwnPlace>,
    pub(crate) audience: Option<Audience>,
    pub(crate) served_area_code: Correction<AreaCode>,
    pub(crate) starts_on: Correction<NaiveDate>,
    pub(crate) ends_on: Correction<NaiveDate>,
}

/// What may be done to an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The plan goes to the superior.
    Submit,
    /// The superior has nothing against it.
    Approve,
    /// The superior wants it changed.
    Return,
    /// Its audience learns of it.
    Publish,
    /// Its audience no longer does.
    Unpublish,
    /// It does not take place.
    Cancel,
    /// It is over.
    End,
}

impl Step {
    /// The name of the act.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Submit => "activities.submit",
            Self::Approve => "activities.approve",
            Self::Return => "activities.return_to_draft",
            Self::Publish => "activities.publish",
            Self::Unpublish => "activities.unpublish",
            Self::Cancel => "activities.cancel",
            Self::End => "activities.end",
        }
    }
}

/// A step that somebody takes.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    /// What is stepped on.
    pub(crate) activity: ActivityId,
    /// How.
    pub(crate) step: Step,
    /// Why, in his words.
    pub(crate) reason: Option<String>,
}
