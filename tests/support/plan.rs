//! Programs, sites, activities with their shifts, and who signs up.

use serde_json::{Value, json};

use super::{app::Answer, people::TestPerson, world::World};

/// What the law wants made known of an activity, and whatever else is to be different.
pub(crate) fn activity_body(name: &str, unit: &str, others: &Value) -> Value {
    let mut body = json!({
        "unit": unit,
        "name": name,
        "content": "在河岸栽种柳树",
        "conditions": "身体健康",
        "safeguards": "发放手套、饮水，队医随行",
        "risks": "可能滑倒",
        "people_wanted": 10,
        "place": { "name": "嘉陵江河岸", "address": "嘉滨路", "area_code": "500103" },
        "starts_on": "2026-11-22",
        "ends_on": "2026-12-31",
    });
    for (field, value) in others.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

/// Some hours of a day of November 2026: `(23, 9, 11)` is from nine to eleven on the 23rd.
pub(crate) fn hours((day, from, until): (u32, u32, u32)) -> (String, String) {
    let at = |hour: u32| format!("2026-11-{day}T{hour:02}:00:00+08:00");
    (at(from), at(until))
}

/// A program for some themes.
pub(crate) fn program_body(name: &str, unit: &str, themes: &[&str]) -> Value {
    json!({ "unit": unit, "name": name, "themes": themes })
}

/// A canteen, and whatever else is to be different.
pub(crate) fn site_body(name: &str, unit: &str, others: Value) -> Value {
    let mut body = json!({ "unit": unit, "name": name, "kind": "canteen" });
    for (field, value) in others.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

impl TestPerson {
    /// Makes a program; answers its id.
    pub(crate) async fn makes_program(&self, name: &str, unit: &str, themes: &[&str]) -> String {
        let made = self.post("/v1/programs", program_body(name, unit, themes)).await;
        made.expect(201).json()["id"].as_str().unwrap().to_owned()
    }

    /// Opens a canteen; answers its id.
    pub(crate) async fn opens_site(&self, name: &str, unit: &str) -> String {
        let made = self.post("/v1/sites", site_body(name, unit, json!({}))).await;
        made.expect(201).json()["id"].as_str().unwrap().to_owned()
    }

    /// The names in one page of a list, sorted: ids that are made in one instant have no order.
    pub(crate) async fn names(&self, path: String) -> Vec<String> {
        let page = self.get(&path).await.expect(200).json();
        let name = |item: &Value| item["name"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = page["items"].as_array().unwrap().iter().map(name).collect();
        names.sort_unstable();
        names
    }

    /// Plans an activity of which he is in charge; answers its id.
    pub(crate) async fn plans(&self, name: &str, unit: &str, others: Value) -> String {
        let mut body = activity_body(name, unit, &others);
        if body.get("person_in_charge").is_none() {
            body["person_in_charge"] = json!(self.id);
        }
        let made = self.post("/v1/activities", body).await.expect(201).json();
        made["id"].as_str().unwrap().to_owned()
    }

    /// Takes a step on an activity.
    pub(crate) async fn moves(&self, activity: &str, step: &str) -> Answer {
        let path = format!("/v1/activities/{activity}/{step}");
        match step {
            "return" | "cancel" => self.post(&path, json!({ "reason": "天气不好" })).await,
            _ => self.act(&path).await,
        }
    }

    /// Adds a shift with one position; answers it as it was answered.
    pub(crate) async fn adds_shift(
        &self,
        activity: &str,
        when: (u32, u32, u32),
        seats: u32,
    ) -> Value {
        let (starts_at, ends_at) = hours(when);
        let body = json!({
            "starts_at": starts_at,
            "ends_at": ends_at,
            "positions": [{ "name": "栽种", "seats": seats }],
        });
        let path = format!("/v1/activities/{activity}/shifts");
        self.post(&path, body).await.expect(201).json()
    }

    /// Signs himself up for the only position of a shift.
    pub(crate) async fn signs_up(&self, shift: &str) -> Answer {
        self.post(&format!("/v1/shifts/{shift}/sign-ups"), json!({})).await
    }

    /// Accepts, declines or withdraws a sign-up.
    pub(crate) async fn answers(&self, sign_up: &str, step: &str) -> Answer {
        self.act(&format!("/v1/sign-ups/{sign_up}/{step}")).await
    }
}

impl World {
    /// A published activity of 解放碑 with one open shift; answers the shift's id.
    pub(crate) async fn shift(&self, when: (u32, u32, u32), seats: u32) -> String {
        self.shift_of(json!({}), when, seats).await
    }

    /// The same, of an activity that is different in something.
    pub(crate) async fn shift_of(
        &self,
        others: Value,
        when: (u32, u32, u32),
        seats: u32,
    ) -> String {
        let activity = self.zhou.plans("河岸植树", &self.jiefangbei, others).await;
        let shift = self.zhou.adds_shift(&activity, when, seats).await;
        self.publishes(&activity).await;
        shift["id"].as_str().unwrap().to_owned()
    }

    /// Brings a draft of 解放碑 before its audience.
    pub(crate) async fn publishes(&self, activity: &str) {
        self.zhou.moves(activity, "submit").await.expect(200);
        self.he.moves(activity, "approve").await.expect(200);
        self.zhou.moves(activity, "publish").await.expect(200);
    }
}
