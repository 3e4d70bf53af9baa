//! Places on the wire: what a site and the place of an activity have in common.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    activities::model::{Location, MeetingPlace},
    kernel::{
        area::AreaCode,
        codes::FieldCode,
        geo::{Circle, Datum, Fence, Measured, Polygon, Wgs84},
        refusal::Fields,
        text,
    },
    platform::http::wire_word,
};

wire_word!(Datum);

/// Characters of an address at most.
const ADDRESS_CHARS_MAX: usize = 200;

/// A point as a map or a phone shows it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PointBody {
    /// Degrees, north positive.
    lat: f64,
    /// Degrees, east positive.
    lon: f64,
    /// What they are measured against: nobody but the sender knows.
    datum: Datum,
}

/// An outline as a map shows it; the last corner is joined to the first.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlineBody {
    /// What all corners are measured against.
    datum: Datum,
    /// In the order in which one walks along it.
    #[schema(min_items = 3, max_items = 201)]
    corners: Vec<CornerBody>,
}

/// A corner of an outline, in degrees.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CornerBody {
    /// Degrees, north positive.
    lat: f64,
    /// Degrees, east positive.
    lon: f64,
}

/// What a body says of a place. The bodies name these fields themselves, for serde loses the way to
/// a fault inside fields that it flattens.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PlaceBody<'a> {
    /// Street and number, or how to find it.
    pub(super) address: Option<&'a str>,
    /// The code of its district, town or village.
    pub(super) area_code: Option<&'a str>,
    pub(super) point: Option<&'a PointBody>,
    /// Those who take part are to be so near to the point.
    pub(super) radius_m: Option<u32>,
    /// Or in here.
    pub(super) outline: Option<&'a OutlineBody>,
}

/// A place; points are in WGS-84, whatever they were given in. Each field can be sent back as it
/// is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PlaceView {
    /// Street and number, or how to find it.
    address: Option<String>,
    /// The code of its district, town or village.
    area_code: Option<String>,
    /// Where on the earth it is, in `wgs84`.
    point: Option<PointBody>,
    /// Those who take part are to be so near to the point, in metres.
    radius_m: Option<u32>,
    /// Or in here, in `wgs84`.
    outline: Option<OutlineBody>,
}

/// What is kept of point and outline as they came.
#[derive(Serialize)]
struct Given<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<&'a PointBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outline: Option<&'a OutlineBody>,
}

/// Reads an address.
///
/// # Errors
/// Those of [`text::line`].
pub(super) fn address(text: &str) -> Result<String, FieldCode> {
    text::line(text, ADDRESS_CHARS_MAX)
}

impl PlaceBody<'_> {
    /// The place, or nothing and each fault noted with its pointer below `under`, which is that of
    /// the object the fields stand in: empty for the body itself.
    pub(super) fn read(&self, fields: &mut Fields, under: &str) -> Option<MeetingPlace> {
        let at = |field: &str| format!("{under}/{field}");
        let address = fields.take(&at("address"), self.address.map(address).transpose());
        let area = self.area_code.map(AreaCode::parse).transpose();
        let area_code = fields.take(&at("area_code"), area);
        let Location { point, fence, given } = self.locate(fields, under)?;
        Some(MeetingPlace { address: address?, area_code: area_code?, point, fence, given })
    }

    /// Point and fence alone.
    pub(super) fn locate(&self, fields: &mut Fields, under: &str) -> Option<Location> {
        let at = |field: &str| format!("{under}/{field}");
        let point = self.point.copied().map(PointBody::to_wgs84).transpose();
        let point = fields.take(&at("point"), point);
        let outline = match self.outline {
            Some(outline) => outline.read(fields, &at("outline")).map(Some),
            None => Some(None),
        };
        let circle = match (self.radius_m, self.outline, point) {
            (None, ..) => Some(None),
            (Some(_), Some(_), _) => fields.take(&at("outline"), Err(FieldCode::Contradicts)),
            (Some(radius_m), None, Some(Some(point))) => {
                fields.take(&at("radius_m"), Circle::new(point, radius_m).map(Some))
            }
            (Some(_), None, Some(None)) => fields.take(&at("point"), Err(FieldCode::Missing)),
            // What is wrong with the point is noted already.
            (Some(_), None, None) => None,
        };
        let fence = circle?.map(Fence::Circle).or(outline?.map(Fence::Polygon));
        Some(Location { point: point?, fence, given: self.given() })
    }

    /// Point and outline as they came, in canonical form.
    fn given(&self) -> Option<String> {
        let Self { point, outline, .. } = *self;
        let is_located = point.is_some() || outline.is_some();
        // Only a map with keys that are no strings fails, and these are names of fields.
        is_located.then(|| serde_json_canonicalizer::to_string(&Given { point, outline }).ok())?
    }
}

impl PointBody {
    fn to_wgs84(self) -> Result<Wgs84, FieldCode> {
        Measured { lat: self.lat, lon: self.lon, datum: self.datum }.to_wgs84()
    }
}

impl OutlineBody {
    /// The outline. Of several corners that are nowhere the first is noted: whoever takes latitude
    /// for longitude does so at each.
    fn read(&self, fields: &mut Fields, at: &str) -> Option<Polygon> {
        let mut corners = Vec::with_capacity(self.corners.len());
        for (number, CornerBody { lat, lon }) in self.corners.iter().copied().enumerate() {
            let corner = Measured { lat, lon, datum: self.datum }.to_wgs84();
            corners.push(fields.take(&format!("{at}/corners/{number}"), corner)?);
        }
        fields.take(at, Polygon::new(corners))
    }
}

impl From<Wgs84> for PointBody {
    fn from(point: Wgs84) -> Self {
        Self { lat: point.lat(), lon: point.lon(), datum: Datum::Wgs84 }
    }
}

impl From<&[Wgs84]> for OutlineBody {
    fn from(corners: &[Wgs84]) -> Self {
        let corner = |corner: &Wgs84| CornerBody { lat: corner.lat(), lon: corner.lon() };
        Self { datum: Datum::Wgs84, corners: corners.iter().map(corner).collect() }
    }
}

impl From<&MeetingPlace> for PlaceView {
    fn from(place: &MeetingPlace) -> Self {
        Self {
            address: place.address.clone(),
            area_code: place.area_code.as_ref().map(|code| code.as_str().to_owned()),
            point: place.point.map(PointBody::from),
            radius_m: place.radius_m(),
            outline: place.outline().map(OutlineBody::from),
        }
    }
}
