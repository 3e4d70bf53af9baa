//! Random acts on programs and activities.

use serde_json::{Value, json};

use super::{Drawn, oracle::put};
use crate::support::{app::Answer, plan::activity_body};

/// What the law wants made known.
const ELEMENTS: [&str; 9] = [
    "content",
    "conditions",
    "safeguards",
    "risks",
    "people_wanted",
    "person_in_charge",
    "place",
    "starts_on",
    "ends_on",
];

const STEPS: [&str; 7] = ["submit", "approve", "return", "publish", "unpublish", "cancel", "end"];

impl Drawn<'_> {
    pub(super) async fn make_program(&mut self, number: u64) -> Answer {
        let unit = self.one(&self.oracle.units)["id"].clone();
        let theme = self.word(&["elder_care", "education", "poverty_relief", "关爱"]);
        let id = self.id("b000", number);
        let body = json!({ "id": id, "unit": unit, "name": "长期", "themes": [theme] });
        let answer = self.leader(&unit).post("/v1/programs", body).await;
        if answer.status == 201 {
            put(&mut self.programs, &answer.json());
        }
        answer
    }

    pub(super) async fn change_program(&mut self) -> Answer {
        let program = self.one(&self.programs).clone();
        let mut body = json!({ "expected_version": self.version(&program) });
        match self.below(3) {
            0 => body["ended_on"] = json!("2026-11-23"),
            1 => body["ended_on"] = Value::Null,
            _ => body["summary"] = json!(self.word(&["每周一次", "每月一次", ""])),
        }
        let path = format!("/v1/programs/{}", program["id"].as_str().unwrap());
        let answer = self.leader(&program["unit"]).patch(&path, body).await;
        if answer.status == 200 {
            put(&mut self.programs, &answer.json());
        }
        answer
    }

    pub(super) async fn make_activity(&mut self, number: u64) -> Answer {
        let somewhere = self.once_in(4);
        let unit = if somewhere {
            self.one(&self.oracle.units)["id"].clone()
        } else {
            json!(self.world.jiefangbei)
        };
        let planner = self.leader(&unit);
        let mut others = json!({ "id": self.id("b100", number), "person_in_charge": planner.id });
        others["danger"] = json!(self.once_in(5));
        match self.below(3) {
            0 => others["place"] = self.home(),
            1 if !self.programs.is_empty() => {
                others["program"] = self.one(&self.programs)["id"].clone();
            }
            _ => {}
        }
        if let Some(audience) = self.audience() {
            others["audience"] = audience;
        }
        let mut body = activity_body("植树", unit.as_str().unwrap(), &others);
        if self.once_in(6) {
            body.as_object_mut().unwrap().remove(self.word(&ELEMENTS));
        }
        let answer = planner.post("/v1/activities", body).await;
        if answer.status == 201 {
            put(&mut self.activities, &answer.json());
        }
        answer
    }

    /// Somebody's home.
    fn home(&self) -> Value {
        let (lat, lon) = [(29.557_73, 106.577_1), (29.561_28, 106.551_69)][self.below(2)];
        json!({
            "name": "老人家中", "private": true, "address": "民权路 28 号",
            "area_code": "500103", "point": { "lat": lat, "lon": lon, "datum": "wgs84" },
        })
    }

    /// For whom an activity is; nothing for those of its own unit.
    fn audience(&self) -> Option<Value> {
        match self.below(7) {
            0..=2 => Some(json!("public")),
            3 => Some(json!(self.world.yuzhong)),
            4 => Some(self.one(&self.oracle.units)["id"].clone()),
            _ => None,
        }
    }

    pub(super) async fn change_activity(&mut self) -> Answer {
        let activity = self.one(&self.activities).clone();
        let mut body = json!({ "expected_version": self.version(&activity) });
        let missing: Vec<&str> =
            ELEMENTS.into_iter().filter(|field| activity[*field].is_null()).collect();
        match self.below(8) {
            0..=5 if !missing.is_empty() => {
                let whole = activity_body("", "", &json!({ "person_in_charge": self.cast[0].id }));
                missing.iter().for_each(|field| body[*field] = whole[*field].clone());
            }
            0..=1 => body["place"] = self.home(),
            2 => body["online"] = json!(true),
            3 => body["place"] = json!({ "name": "滨江广场", "area_code": "500103" }),
            4 => body["audience"] = self.audience().unwrap_or(json!("public")),
            5 => body["danger"] = json!(self.once_in(2)),
            6 => body[ELEMENTS[self.below(9)]] = Value::Null,
            _ => body["content"] = json!(self.word(&["浇水", "除草", "修枝"])),
        }
        let path = format!("/v1/activities/{}", activity["id"].as_str().unwrap());
        let answer = self.leader(&activity["unit"]).patch(&path, body).await;
        if answer.status == 200 {
            put(&mut self.activities, &answer.json());
        }
        answer
    }

    /// Mostly takes the next step towards publication, or few people could sign up. Where nothing is
    /// on its way there, mostly something new is planned.
    pub(super) async fn move_activity(&mut self, number: u64) -> Answer {
        let is_early = |view: &&Value| view["published_at"].is_null() && view["over_at"].is_null();
        let early: Vec<Value> = self.activities.iter().filter(is_early).cloned().collect();
        let any = self.once_in(8);
        if early.is_empty() && !any {
            return self.make_activity(number).await;
        }
        let activity = self.one(if any { &self.activities } else { &early }).clone();
        let step = match activity["state"].as_str() {
            Some("draft") if !self.once_in(8) => "submit",
            Some("submitted") if !self.once_in(8) => "approve",
            Some("approved") if !self.once_in(8) => "publish",
            _ => self.word(&STEPS),
        };
        let leader = self.leader(&activity["unit"]);
        let answer = leader.moves(activity["id"].as_str().unwrap(), step).await;
        if answer.status == 200 {
            put(&mut self.activities, &answer.json());
        }
        answer
    }
}
