//! What everybody may read, worked out from what the server answered and from nothing else: no code
//! of the server's.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// What an oracle remembers: the newest view of each thing that was answered.
#[derive(Default)]
pub(super) struct Oracle {
    pub(super) units: Vec<Value>,
    pub(super) memberships: Vec<Value>,
    pub(super) roles: Vec<Value>,
    suspended: BTreeSet<(String, String)>,
}

impl Oracle {
    /// Remembers a unit as it was answered.
    pub(super) fn unit(&mut self, view: &Value) {
        put(&mut self.units, view);
    }

    /// Remembers a membership as it was answered. Who is no member any more holds no role there;
    /// who leaves while he is suspended stays so until he is taken in again.
    pub(super) fn membership(&mut self, view: &Value) {
        put(&mut self.memberships, view);
        let place = (view["person_id"].to_string(), view["unit"].to_string());
        match view["state"].as_str().unwrap() {
            "suspended" => drop(self.suspended.insert(place)),
            "active" => drop(self.suspended.remove(&place)),
            _ => {}
        }
        if view["from_at"].is_null() || view["state"] == "active" {
            return;
        }
        let ended: Vec<usize> = (0..self.roles.len())
            .filter(|&at| self.roles[at]["person_id"] == view["person_id"])
            .filter(|&at| self.stands_below(&self.roles[at]["unit"], &view["unit"]))
            .collect();
        ended.into_iter().for_each(|at| self.roles[at]["until_at"] = json!("ended"));
    }

    /// Remembers a role as it was answered.
    pub(super) fn role(&mut self, view: &Value) {
        put(&mut self.roles, view);
    }

    /// The documents of a collection that a person may read now.
    pub(super) fn documents(&self, collection: &str, person: &str) -> BTreeSet<String> {
        match collection {
            "units" => shown(
                self.units.iter(),
                &["id", "kind", "name", "parent", "valid_from", "valid_to"],
            ),
            "memberships" => shown(
                self.memberships.iter().filter(|view| view["person_id"] == person),
                &["id", "unit", "state", "applied_at", "from_at", "until_at", "version"],
            ),
            "roster" => {
                let desks = self.desks(person);
                let open = |view: &&Value| {
                    view["until_at"].is_null() && desks.contains(view["unit"].as_str().unwrap())
                };
                shown(
                    self.memberships.iter().filter(open),
                    &[
                        "id",
                        "person_id",
                        "name",
                        "volunteer_no",
                        "unit",
                        "state",
                        "from_at",
                        "version",
                    ],
                )
            }
            _ => BTreeSet::new(),
        }
    }

    /// The units whose audiences a person belongs to as a member: his own and all above them; and
    /// as a leader: what he leads and its children.
    pub(super) fn unit_audiences(&self, person: &str) -> BTreeSet<String> {
        let mine = |view: &&Value| view["person_id"] == person && self.is_active(view);
        let above = self.units.iter().filter(|unit| {
            let members = self.memberships.iter().filter(mine);
            members.into_iter().any(|member| self.stands_below(&member["unit"], &unit["id"]))
        });
        let above = above.map(|unit| unit["id"].as_str().unwrap().to_owned());
        above.chain(self.desks(person)).collect()
    }

    /// Whether a membership is an active one, and nothing above bars it.
    fn is_active(&self, view: &Value) -> bool {
        let barred = self.units.iter().any(|unit| {
            let place = (view["person_id"].to_string(), unit["id"].to_string());
            self.suspended.contains(&place) && self.stands_below(&view["unit"], &unit["id"])
        });
        view["state"] == "active" && !barred
    }

    /// Active members, each with a unit.
    pub(super) fn members_with_units(&self) -> BTreeSet<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let active = self.memberships.iter().filter(|view| self.is_active(view));
        active.map(|view| (text(&view["person_id"]), text(&view["unit"]))).collect()
    }

    /// Distinct active members.
    pub(super) fn members(&self) -> BTreeSet<String> {
        self.members_with_units().into_iter().map(|(person, _)| person).collect()
    }

    /// The brigade that a unit stands below, or is; the unit itself without one. Ids without dashes.
    pub(super) fn brigade(&self, unit: &str) -> String {
        let plain = |id: &Value| id.as_str().unwrap().replace('-', "");
        let of = |id: &str| self.units.iter().find(|view| plain(&view["id"]) == id).unwrap();
        let mut at = of(unit);
        while at["kind"] != "brigade" {
            if at["parent"].is_null() {
                return unit.to_owned();
            }
            at = of(&plain(&at["parent"]));
        }
        plain(&at["id"])
    }

    /// The units whose desks a person reads: what he leads, and its children.
    pub(super) fn desks(&self, person: &str) -> BTreeSet<String> {
        let leads = |role: &Value| role["role"] == "leader" || role["role"] == "district_admin";
        let mine = |role: &Value| role["person_id"] == person && role["until_at"].is_null();
        let led: Vec<&Value> = self.roles.iter().filter(|role| mine(role) && leads(role)).collect();
        let read = self.units.iter().filter(|unit| {
            led.iter().any(|role| unit["id"] == role["unit"] || unit["parent"] == role["unit"])
        });
        read.map(|unit| unit["id"].as_str().unwrap().to_owned()).collect()
    }

    /// Whether somebody leads a unit, or one above it.
    pub(super) fn leads(&self, person: &str, unit: &Value) -> bool {
        self.holds(person, unit, &["leader", "district_admin", "hq_admin"])
    }

    /// Whether somebody administers the federation.
    pub(super) fn administers(&self, person: &str) -> bool {
        let federation = self.units.iter().find(|unit| unit["parent"].is_null());
        self.holds(person, &federation.unwrap()["id"], &["hq_admin"])
    }

    /// Whether somebody is a member of those whom an activity or a shift is for.
    pub(super) fn belongs(&self, person: &str, view: &Value) -> bool {
        let audience = &view["audience"];
        self.memberships.iter().any(|membership| {
            membership["person_id"] == person
                && membership["state"] == "active"
                && (audience == "public" || self.stands_below(&membership["unit"], audience))
        })
    }

    /// Whether somebody may know of an activity or a shift: with any role over its unit, or as one
    /// of those to whom it was made known.
    pub(super) fn knows(&self, person: &str, view: &Value) -> bool {
        let audience = view["audience"].as_str().unwrap();
        let told = audience == "public" || self.unit_audiences(person).contains(audience);
        let roles = ["leader", "district_admin", "hq_admin", "auditor"];
        self.holds(person, &view["unit"], &roles) || told && !view["published_at"].is_null()
    }

    /// Whether somebody holds one of some roles on a unit, or on one above it.
    fn holds(&self, person: &str, unit: &Value, roles: &[&str]) -> bool {
        self.roles.iter().any(|role| {
            role["person_id"] == person
                && role["until_at"].is_null()
                && roles.iter().any(|word| role["role"] == *word)
                && self.stands_below(unit, &role["unit"])
        })
    }

    fn stands_below(&self, unit: &Value, above: &Value) -> bool {
        let parent = |of: &Value| {
            self.units.iter().find(|unit| unit["id"] == *of).map(|unit| unit["parent"].clone())
        };
        unit == above || parent(unit).is_some_and(|parent| self.stands_below(&parent, above))
    }
}

/// Remembers the newest view of something.
pub(super) fn put(views: &mut Vec<Value>, view: &Value) {
    match views.iter_mut().find(|known| known["id"] == view["id"]) {
        Some(known) => *known = view.clone(),
        None => views.push(view.clone()),
    }
}

/// Some fields of views, as documents.
pub(super) fn shown<'a>(
    views: impl Iterator<Item = &'a Value>,
    fields: &[&str],
) -> BTreeSet<String> {
    let document = |view: &Value| {
        let fields = fields.iter().map(|field| ((*field).to_owned(), view[*field].clone()));
        Value::Object(fields.collect::<Map<_, _>>()).to_string()
    };
    views.map(document).collect()
}
