//! What everybody may pull of plans and sign-ups, worked out from what headquarters and everybody
//! himself reads over HTTP.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::oracle::{Oracle, shown};

/// The collections of documents of plans.
pub(super) const COLLECTIONS: [&str; 8] = [
    "programs",
    "activities",
    "desk_activities",
    "shifts",
    "desk_shifts",
    "shift_seats",
    "sign_ups",
    "desk_sign_ups",
];

const PROGRAM: [&str; 7] = ["id", "unit", "name", "themes", "summary", "ended_on", "version"];

const ACTIVITY: [&str; 24] = [
    "id",
    "unit",
    "program",
    "kind",
    "countable",
    "name",
    "content",
    "conditions",
    "safeguards",
    "risks",
    "danger",
    "people_wanted",
    "person_in_charge",
    "site",
    "online",
    "place",
    "audience",
    "served_area_code",
    "starts_on",
    "ends_on",
    "state",
    "published_at",
    "over_at",
    "version",
];

const SHIFT: [&str; 17] = [
    "id",
    "activity",
    "unit",
    "audience",
    "state",
    "starts_at",
    "ends_at",
    "time_zone",
    "service_date",
    "starts_local",
    "ends_local",
    "sign_up_closes_at",
    "breaks",
    "positions",
    "note",
    "published_at",
    "version",
];

const SIGN_UP: [&str; 16] = [
    "id",
    "shift",
    "position",
    "activity",
    "unit",
    "state",
    "queue_no",
    "agreed",
    "invited_by",
    "requested_at",
    "confirmed_at",
    "offered_until",
    "ended_at",
    "starts_at",
    "ends_at",
    "point",
];

const DESK_SIGN_UP: [&str; 16] = [
    "id",
    "shift",
    "position",
    "activity",
    "unit",
    "person_id",
    "state",
    "queue_no",
    "agreed",
    "invited_by",
    "requested_at",
    "confirmed_at",
    "offered_until",
    "ended_at",
    "starts_at",
    "ends_at",
];

/// All rows, as those read them who read most of them.
pub(super) struct Plans {
    pub(super) programs: Vec<Value>,
    pub(super) activities: Vec<Value>,
    pub(super) shifts: Vec<Value>,
    pub(super) sign_ups: Vec<Value>,
    /// When they were read.
    pub(super) now: String,
}

impl Plans {
    /// The documents of a collection that a person may read now.
    pub(super) fn documents(
        &self,
        oracle: &Oracle,
        collection: &str,
        person: &str,
    ) -> BTreeSet<String> {
        let (units, desks) = (oracle.unit_audiences(person), oracle.desks(person));
        let of_unit = |view: &&Value| units.contains(view["unit"].as_str().unwrap());
        let of_desk = |view: &&Value| desks.contains(view["unit"].as_str().unwrap());
        let published = |view: &&Value| !view["published_at"].is_null();
        let told = |view: &&Value| {
            let audience = view["audience"].as_str().unwrap();
            published(view) && (audience == "public" || units.contains(audience))
        };
        let activities = self.activities.iter();
        let shifts: Vec<Value> = self.shifts.iter().map(|view| self.followed(view)).collect();
        let shifts = shifts.iter();
        match collection {
            "programs" => shown(self.programs.iter(), &PROGRAM),
            "activities" => documents(activities.filter(told).map(of_audience), &ACTIVITY),
            "desk_activities" => {
                let found = activities.filter(of_desk).map(on_desk);
                documents(found, &[&ACTIVITY[..], &["created_at"]].concat())
            }
            "shifts" => documents(shifts.filter(told).map(without_counts), &SHIFT),
            "desk_shifts" => documents(shifts.filter(of_desk).map(without_counts), &SHIFT),
            "shift_seats" => {
                let found = shifts.filter(published).filter(of_unit).flat_map(seats);
                documents(found, &["id", "shift", "seats", "taken", "waiting"])
            }
            "sign_ups" => {
                let own = self.sign_ups.iter().filter(|view| view["person_id"] == person);
                documents(own.map(|view| self.pinned(view)), &[&SIGN_UP[..], &["version"]].concat())
            }
            "desk_sign_ups" => {
                let found = self.sign_ups.iter().filter(of_desk);
                shown(found, &[&DESK_SIGN_UP[..], &["version"]].concat())
            }
            _ => BTreeSet::new(),
        }
    }

    /// A shift, which stands before whomever its activity does.
    fn followed(&self, view: &Value) -> Value {
        let mut view = view.clone();
        for field in ["audience", "published_at"] {
            view[field] = self.activity(&view)[field].clone();
        }
        view
    }

    /// The activity of a shift, or of a sign-up.
    fn activity(&self, of: &Value) -> &Value {
        self.activities.iter().find(|activity| activity["id"] == of["activity"]).unwrap()
    }

    /// A sign-up with the point of the home to which who has a place comes; one that is over keeps
    /// the point that it had.
    fn pinned(&self, view: &Value) -> Value {
        if view["ends_at"].as_str() <= Some(&self.now) {
            return view.clone();
        }
        let place = &self.activity(view)["place"];
        let comes = view["state"] == "confirmed" && place["private"] == true;
        let mut view = view.clone();
        view["point"] = if comes { place["point"].clone() } else { Value::Null };
        view
    }
}

/// An activity as a desk reads it: in no document stand name and address of a home.
fn on_desk(view: &Value) -> Value {
    let mut view = view.clone();
    if view["place"]["private"] == true {
        view["place"]["address"] = Value::Null;
        view["place"]["name"] = Value::Null;
    }
    view
}

/// An activity as its audience reads it: of a home the area, and a point that is about 100 m true.
fn of_audience(view: &Value) -> Value {
    let mut view = view.clone();
    let place = &view["place"];
    if place["private"] == true {
        let mut point = place["point"].clone();
        for field in ["lat", "lon"] {
            if let Some(degrees) = point[field].as_f64() {
                point[field] = json!((degrees * 1000.0).round() / 1000.0);
            }
        }
        view["place"] = json!({
            "name": null, "private": true, "address": null, "area_code": place["area_code"],
            "point": point, "radius_m": null, "outline": null,
        });
    }
    view
}

/// A shift without how many of its seats are gone.
fn without_counts(view: &Value) -> Value {
    let mut view = view.clone();
    for position in view["positions"].as_array_mut().unwrap() {
        let position = position.as_object_mut().unwrap();
        position.retain(|field, _| field != "taken" && field != "waiting");
    }
    view
}

/// How many seats of each position of a shift are gone.
fn seats(shift: &Value) -> Vec<Value> {
    let seats = |position: &Value| {
        let mut seats = position.clone();
        seats["shift"] = shift["id"].clone();
        seats
    };
    shift["positions"].as_array().unwrap().iter().map(seats).collect()
}

fn documents(views: impl Iterator<Item = Value>, fields: &[&str]) -> BTreeSet<String> {
    let views: Vec<Value> = views.collect();
    shown(views.iter(), fields)
}
