//! What comes in of activities.

use serde::Deserialize;
use utoipa::ToSchema;

use super::places::{OutlineBody, PlaceBody, PointBody};
use crate::{
    activities::model::{
        ActivityChanges, ActivityKind, ActivityText, Audience, CreateActivity, Name, OwnPlace,
        PeopleWanted,
    },
    kernel::{
        area::AreaCode,
        codes::FieldCode,
        correction::Correction,
        ids::{ActivityId, PersonId, ProgramId, SiteId, UnitId},
        refusal::{Fields, Refusal},
        time::date,
    },
};

/// An activity to plan. A draft may lack anything but its unit and its name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateActivityBody {
    /// Its id, if the client makes it: then repeating the request is safe.
    pub(super) id: Option<ActivityId>,
    /// Who organises it.
    unit: UnitId,
    /// What it is called.
    #[schema(max_length = 100)]
    name: String,
    /// `service` unless told.
    kind: Option<ActivityKind>,
    /// The program it serves, which has not ended.
    program: Option<ProgramId>,
    /// What is done. Texts may have several lines.
    #[schema(max_length = 2000)]
    content: Option<String>,
    /// Who can take part.
    #[schema(max_length = 2000)]
    conditions: Option<String>,
    /// What is done for the safety of those who take part.
    #[schema(max_length = 2000)]
    safeguards: Option<String>,
    /// What may happen to them.
    #[schema(max_length = 2000)]
    risks: Option<String>,
    /// Whether it may endanger them: then only insured adults take part.
    danger: Option<bool>,
    /// How many people are wanted at once.
    #[schema(minimum = 1, maximum = 100_000)]
    people_wanted: Option<i32>,
    /// Who answers for it: a grown-up of whom one may know.
    person_in_charge: Option<PersonId>,
    /// The site where it takes place; else it is online, or at a place of its own.
    site: Option<SiteId>,
    /// Whether it is online: it has no place then.
    online: Option<bool>,
    /// A place of its own.
    place: Option<OwnPlaceBody>,
    /// `public`, or the id of the unit whose members it is for: its own, or one above it. Its own
    /// unless told.
    audience: Option<String>,
    /// Where people are served, when that is not where the unit works: 6, 9 or 12 digits.
    #[schema(pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    served_area_code: Option<String>,
    /// First local date.
    #[schema(format = Date)]
    starts_on: Option<String>,
    /// Last local date, at most 366 days in all.
    #[schema(format = Date)]
    ends_on: Option<String>,
}

/// What is to be different about an activity: what is absent stays, what is null is cleared.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateActivityBody {
    /// The version that the change is made from, if `If-Match` does not say it.
    pub(super) expected_version: Option<i64>,
    /// What it is called, which cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    name: Correction<String>,
    /// What is done at it. Settled once it is approved; it cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<ActivityKind>)]
    kind: Correction<ActivityKind>,
    /// The program it serves. Settled once it is approved.
    #[serde(default)]
    #[schema(value_type = Option<ProgramId>)]
    program: Correction<ProgramId>,
    /// What is done. Texts may have several lines.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000)]
    content: Correction<String>,
    /// Who can take part.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000)]
    conditions: Correction<String>,
    /// What is done for the safety of those who take part.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000)]
    safeguards: Correction<String>,
    /// What may happen to them.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 2000)]
    risks: Correction<String>,
    /// Whether it may endanger who takes part. Settled once it is approved; it cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    danger: Correction<bool>,
    /// How many people are wanted at once.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 100_000)]
    people_wanted: Correction<i32>,
    /// Who answers for it: a grown-up of whom one may know.
    #[serde(default)]
    #[schema(value_type = Option<PersonId>)]
    person_in_charge: Correction<PersonId>,
    /// Of site, online and place one is set at most; it replaces the other two.
    #[serde(default)]
    #[schema(value_type = Option<SiteId>)]
    site: Correction<SiteId>,
    /// Whether it is online; it cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    online: Correction<bool>,
    /// A place of its own, all of it anew.
    #[serde(default)]
    #[schema(value_type = Option<OwnPlaceBody>)]
    place: Correction<OwnPlaceBody>,
    /// `public`, or the id of the unit whose members it is for. Settled once it is approved; it
    /// cannot be cleared.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    audience: Correction<String>,
    /// Where people are served, when that is not where the unit works: 6, 9 or 12 digits. Settled
    /// once it is approved.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    served_area_code: Correction<String>,
    /// First local date. Settled once it is approved.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    starts_on: Correction<String>,
    /// Last local date, at most 366 days in all. Settled once it is approved.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    ends_on: Correction<String>,
}

/// A place that is no site, all of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OwnPlaceBody {
    /// What it is called.
    #[schema(max_length = 100)]
    name: String,
    /// Whether it is somebody's home: then only those who have a place learn where it is.
    private: Option<bool>,
    /// Street and number, or how to find it.
    #[schema(max_length = 200)]
    address: Option<String>,
    /// The code of its district, town or village: 6, 9 or 12 digits.
    #[schema(pattern = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")]
    area_code: Option<String>,
    /// Where on the earth it is.
    point: Option<PointBody>,
    /// Those who take part are to be so near to the point, in metres.
    #[schema(minimum = 20, maximum = 50000)]
    radius_m: Option<u32>,
    /// Or in here; a place has one of the two at most.
    outline: Option<OutlineBody>,
}

impl CreateActivityBody {
    pub(super) fn command(self, id: ActivityId) -> Result<CreateActivity, Refusal> {
        let unit = self.unit;
        let mut fields = Fields::default();
        let name = fields.take("/name", Name::parse(&self.name));
        let plan = self.plan().read(&mut fields);
        fields.finish(|| Some(CreateActivity { id, unit, name: name?, plan: plan? }))
    }

    /// Everything but the name.
    fn plan(self) -> UpdateActivityBody {
        UpdateActivityBody {
            expected_version: None,
            name: Correction::Keep,
            kind: self.kind.into(),
            program: self.program.into(),
            content: self.content.into(),
            conditions: self.conditions.into(),
            safeguards: self.safeguards.into(),
            risks: self.risks.into(),
            danger: self.danger.into(),
            people_wanted: self.people_wanted.into(),
            person_in_charge: self.person_in_charge.into(),
            site: self.site.into(),
            online: self.online.into(),
            place: self.place.into(),
            audience: self.audience.into(),
            served_area_code: self.served_area_code.into(),
            starts_on: self.starts_on.into(),
            ends_on: self.ends_on.into(),
        }
    }
}

impl UpdateActivityBody {
    pub(super) fn changes(&self) -> Result<ActivityChanges, Refusal> {
        let mut fields = Fields::default();
        let changes = self.read(&mut fields);
        fields.finish(|| changes)
    }

    fn read(&self, fields: &mut Fields) -> Option<ActivityChanges> {
        let name = fields.take("/name", self.name.read(Name::parse).and_then(Correction::kept));
        let kind = fields.take("/kind", self.kind.kept());
        let content = fields.take("/content", self.content.read(ActivityText::parse));
        let conditions = fields.take("/conditions", self.conditions.read(ActivityText::parse));
        let safeguards = fields.take("/safeguards", self.safeguards.read(ActivityText::parse));
        let risks = fields.take("/risks", self.risks.read(ActivityText::parse));
        let danger = fields.take("/danger", self.danger.kept());
        let people_wanted = self
            .people_wanted
            .parse(|people| fields.take("/people_wanted", PeopleWanted::new(people)));
        let online = fields.take("/online", self.online.kept());
        let place = self.place.as_ref().parse(|place| place.read(fields));
        let audience = self.audience.read(Audience::parse).and_then(Correction::kept);
        let audience = fields.take("/audience", audience);
        let served = self.served_area_code.read(AreaCode::parse);
        let served_area_code = fields.take("/served_area_code", served);
        let starts_on = fields.take("/starts_on", self.starts_on.read(date));
        let ends_on = fields.take("/ends_on", self.ends_on.read(date));
        self.in_one_place(fields);
        Some(ActivityChanges {
            name: name?,
            kind: kind?,
            program: self.program,
            content: content?,
            conditions: conditions?,
            safeguards: safeguards?,
            risks: risks?,
            danger: danger?,
            people_wanted: people_wanted?,
            person_in_charge: self.person_in_charge,
            site: self.site,
            online: online?,
            place: place?,
            audience: audience?,
            served_area_code: served_area_code?,
            starts_on: starts_on?,
            ends_on: ends_on?,
        })
    }

    /// Notes all but the first of several places.
    fn in_one_place(&self, fields: &mut Fields) {
        let places = [
            ("/site", matches!(self.site, Correction::Set(_))),
            ("/online", self.online == Correction::Set(true)),
            ("/place", matches!(self.place, Correction::Set(_))),
        ];
        for (pointer, _) in places.into_iter().filter(|(_, is_set)| *is_set).skip(1) {
            fields.take::<()>(pointer, Err(FieldCode::OneOf));
        }
    }
}

impl OwnPlaceBody {
    fn read(&self, fields: &mut Fields) -> Option<OwnPlace> {
        let name = fields.take("/place/name", Name::parse(&self.name));
        let place = PlaceBody {
            address: self.address.as_deref(),
            area_code: self.area_code.as_deref(),
            point: self.point.as_ref(),
            radius_m: self.radius_m,
            outline: self.outline.as_ref(),
        };
        let place = place.read(fields, "/place");
        Some(OwnPlace { name: name?, private: self.private.unwrap_or(false), place: place? })
    }
}
