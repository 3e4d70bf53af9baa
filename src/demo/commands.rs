//! What both demos ask for: units, insurance, programs, activities, and where a phone is.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    cast::{Branch, Person},
    chance::{between, sound},
    places::Town,
    programs::Purpose,
};
use crate::{
    activities::{
        self, ActivityChanges, ActivityKind, ActivityText, CreateProgram, PeopleWanted, Themes,
    },
    attendance::Position,
    kernel::{
        correction::Correction,
        geo::{Circle, Fence, Place, Wgs84},
        ids::{ConsentId, PersonId, PolicyId, ProgramId, SiteId, UnitId},
        time::Time,
    },
    org::{CreateUnit, NewPolicy, UnitKind, UnitName},
    people::{self, ConsentForm, GivenBy, NewConsent, NoticeVersion},
    platform::{error::Fault, random::Random},
};

/// A district's part of the federation.
pub(super) fn branch(branch: &Branch, federation: UnitId) -> Result<CreateUnit, Fault> {
    Ok(CreateUnit {
        id: branch.id,
        kind: UnitKind::District,
        name: sound(UnitName::parse(&branch.name()))?,
        parent: federation,
        area_code: Some(branch.district.code.clone()),
    })
}

/// The brigade of a town.
pub(super) fn brigade(id: UnitId, town: &Town, branch: UnitId) -> Result<CreateUnit, Fault> {
    Ok(CreateUnit {
        id,
        kind: UnitKind::Brigade,
        name: sound(UnitName::parse(&town.brigade_name()))?,
        parent: branch,
        area_code: Some(town.code.clone()),
    })
}

/// The insurance of a unit, from one date to another.
pub(super) fn policy(
    id: PolicyId,
    unit: UnitId,
    (valid_from, valid_to): (NaiveDate, NaiveDate),
) -> NewPolicy {
    let (insurer, policy_no) = ("示例保险公司".to_owned(), "DEMO-0001".to_owned());
    NewPolicy { id, unit, insurer, policy_no, valid_from, valid_to }
}

/// What a unit does for years.
pub(super) fn program(
    id: ProgramId,
    unit: UnitId,
    purpose: &Purpose,
) -> Result<CreateProgram, Fault> {
    Ok(CreateProgram {
        id,
        unit,
        name: sound(activities::Name::parse(purpose.name))?,
        themes: sound(Themes::new(purpose.themes.to_vec()))?,
        summary: Some(purpose.summary.to_owned()),
    })
}

/// What somebody, or who answers for him, agrees to.
pub(super) fn consent(
    id: ConsentId,
    person: &Person,
    (purpose, form): (people::Purpose, ConsentForm),
    given_at: Time,
) -> NewConsent {
    let given_by = if person.is_minor { GivenBy::Guardian } else { GivenBy::Person };
    let notice_version = NoticeVersion::CURRENT;
    NewConsent { id, person: person.id, purpose, notice_version, form, given_by, given_at }
}

/// Where an activity is, and whose it is.
pub(super) struct Setting {
    pub(super) program: Option<ProgramId>,
    pub(super) site: SiteId,
    pub(super) leader: PersonId,
    pub(super) people_wanted: i32,
    pub(super) days: (NaiveDate, NaiveDate),
}

/// What an activity says of itself.
pub(super) fn activity(purpose: &Purpose, of: &Setting) -> Result<ActivityChanges, Fault> {
    let Purpose { content, conditions, safeguards, risks, is_dangerous, .. } = *purpose;
    let text = |words| sound(ActivityText::parse(words)).map(Correction::Set);
    let kind = if is_dangerous { ActivityKind::Emergency } else { ActivityKind::Service };
    Ok(ActivityChanges {
        kind: Some(kind),
        program: of.program.into(),
        content: text(content)?,
        conditions: text(conditions)?,
        safeguards: text(safeguards)?,
        risks: text(risks)?,
        danger: Some(is_dangerous),
        people_wanted: Correction::Set(sound(PeopleWanted::new(of.people_wanted))?),
        person_in_charge: Correction::Set(of.leader),
        site: Correction::Set(of.site),
        starts_on: Correction::Set(of.days.0),
        ends_on: Correction::Set(of.days.1),
        ..ActivityChanges::default()
    })
}

/// How far around a site people work, in metres.
const RADIUS_M: u32 = 200;

/// Where people are to be who serve at a site.
pub(super) fn around(site: Wgs84) -> Result<Fence, Fault> {
    Ok(Fence::Circle(sound(Circle::new(site, RADIUS_M))?))
}

/// What a phone tells that finds itself at a point.
pub(super) fn position(at: Wgs84, chance: &Random) -> Position {
    let accuracy_m = between(6, 28, chance);
    let (lat, lon) = (at.lat(), at.lon());
    let told = json!({ "lat": lat, "lon": lon, "datum": "wgs84", "accuracy_m": accuracy_m });
    Position { place: Place { at, accuracy_m: Some(accuracy_m) }, told }
}
