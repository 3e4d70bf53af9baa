//! What is seen of places.

use serde_json::{Map, Value, json};

use crate::{
    activities::model::MeetingPlace,
    kernel::{
        geo::{Datum, Wgs84},
        words::Word,
    },
};

/// What everybody may know of somebody's home: the town it lies in, and a point about 100 m true.
pub(in crate::activities) fn coarse(home: &MeetingPlace) -> MeetingPlace {
    MeetingPlace {
        area_code: home.area_code.clone(),
        point: home.point.map(Wgs84::coarse),
        ..MeetingPlace::default()
    }
}

/// A point in a document, which names its datum as a body does: what one reads can be sent back.
pub(in crate::activities) fn point_json(point: Wgs84) -> Value {
    json!({ "lat": point.lat(), "lon": point.lon(), "datum": Datum::Wgs84.word() })
}

fn outline_json(corners: &[Wgs84]) -> Value {
    let corner = |corner: &Wgs84| json!({ "lat": corner.lat(), "lon": corner.lon() });
    let corners: Vec<Value> = corners.iter().map(corner).collect();
    json!({ "datum": Datum::Wgs84.word(), "corners": corners })
}

/// The fields of a place in a document, in degrees and WGS-84. What was given stays here.
pub(in crate::activities) fn place_json(place: &MeetingPlace) -> Map<String, Value> {
    let fields = [
        ("address", json!(place.address)),
        ("area_code", json!(place.area_code.as_ref().map(|code| code.as_str()))),
        ("point", json!(place.point.map(point_json))),
        ("radius_m", json!(place.radius_m())),
        ("outline", json!(place.outline().map(outline_json))),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{
        area::AreaCode,
        geo::{Circle, Fence},
    };

    #[test]
    fn of_a_home_only_town_and_coarse_point_are_told() {
        let point = Wgs84::new(29.563_046, 106.551_612).unwrap();
        let home = MeetingPlace {
            address: Some("民权路 28 号".to_owned()),
            area_code: Some(AreaCode::parse("500103").unwrap()),
            point: Some(point),
            fence: Some(Fence::Circle(Circle::new(point, 50).unwrap())),
            given: Some("{}".to_owned()),
        };

        let told = Value::Object(place_json(&coarse(&home)));

        let expected = json!({
            "address": null, "area_code": "500103", "radius_m": null, "outline": null,
            "point": { "lat": 29.563, "lon": 106.552, "datum": "wgs84" },
        });
        assert_eq!(told, expected);
    }
}
