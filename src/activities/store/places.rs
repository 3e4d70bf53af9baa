//! Meeting places, positions and breaks as columns of JSON.

use serde::{Deserialize, Serialize};

use crate::{
    activities::model::{Breaks, MeetingPlace, Position, Positions},
    kernel::{
        area::AreaCode,
        codes::FieldCode,
        geo::{Circle, Fence, Polygon, Wgs84},
        ids::PositionId,
        interval::Interval,
        time::Time,
    },
    platform::db::json_column,
};

json_column!(MeetingPlace as PlaceShape);
json_column!(Positions as Vec<PositionShape>);
json_column!(Breaks as Vec<(Time, Time)>);

/// A point in 1e-7 degrees: latitude, longitude.
type PointShape = (i32, i32);

#[derive(Serialize, Deserialize)]
struct PlaceShape {
    address: Option<String>,
    area_code: Option<String>,
    point: Option<PointShape>,
    circle: Option<(PointShape, u32)>,
    outline: Option<Vec<PointShape>>,
    given: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct PositionShape {
    id: PositionId,
    name: String,
    seats: i32,
    requirements: Option<String>,
}

const fn shape(point: Wgs84) -> PointShape {
    (point.lat_e7(), point.lon_e7())
}

fn point((lat_e7, lon_e7): PointShape) -> Result<Wgs84, FieldCode> {
    Wgs84::from_e7(lat_e7, lon_e7)
}

impl From<&MeetingPlace> for PlaceShape {
    fn from(place: &MeetingPlace) -> Self {
        let (circle, outline) = match &place.fence {
            Some(Fence::Circle(circle)) => {
                (Some((shape(circle.centre()), circle.radius_m())), None)
            }
            Some(Fence::Polygon(outline)) => {
                (None, Some(outline.points().iter().copied().map(shape).collect()))
            }
            None => (None, None),
        };
        Self {
            address: place.address.clone(),
            area_code: place.area_code.as_ref().map(|code| code.as_str().to_owned()),
            point: place.point.map(shape),
            circle,
            outline,
            given: place.given.clone(),
        }
    }
}

impl TryFrom<PlaceShape> for MeetingPlace {
    type Error = String;

    fn try_from(kept: PlaceShape) -> Result<Self, String> {
        read(kept).map_err(|code| format!("a place in the database is {}", code.word()))
    }
}

fn read(kept: PlaceShape) -> Result<MeetingPlace, FieldCode> {
    let circle = kept.circle.map(|(centre, radius_m)| Circle::new(point(centre)?, radius_m));
    let outline = kept
        .outline
        .map(|points| Polygon::new(points.into_iter().map(point).collect::<Result<_, _>>()?));
    let fence = match (circle.transpose()?, outline.transpose()?) {
        (Some(circle), _) => Some(Fence::Circle(circle)),
        (None, outline) => outline.map(Fence::Polygon),
    };
    Ok(MeetingPlace {
        address: kept.address,
        area_code: kept.area_code.as_deref().map(AreaCode::parse).transpose()?,
        point: kept.point.map(point).transpose()?,
        fence,
        given: kept.given,
    })
}

impl From<&Positions> for Vec<PositionShape> {
    fn from(positions: &Positions) -> Self {
        let shape = |position: &Position| PositionShape {
            id: position.id,
            name: position.name.clone(),
            seats: position.seats,
            requirements: position.requirements.clone(),
        };
        positions.0.iter().map(shape).collect()
    }
}

impl From<Vec<PositionShape>> for Positions {
    fn from(kept: Vec<PositionShape>) -> Self {
        let position = |kept: PositionShape| Position {
            id: kept.id,
            name: kept.name,
            seats: kept.seats,
            requirements: kept.requirements,
        };
        Self(kept.into_iter().map(position).collect())
    }
}

impl From<&Breaks> for Vec<(Time, Time)> {
    fn from(breaks: &Breaks) -> Self {
        breaks.0.iter().map(|pause| (pause.from(), pause.until())).collect()
    }
}

impl TryFrom<Vec<(Time, Time)>> for Breaks {
    type Error = String;

    fn try_from(kept: Vec<(Time, Time)>) -> Result<Self, String> {
        let breaks: Result<_, FieldCode> =
            kept.into_iter().map(|(from, until)| Interval::new(from, until)).collect();
        let fault = |code: FieldCode| format!("a break in the database is {}", code.word());
        breaks.map(Self).map_err(fault)
    }
}
