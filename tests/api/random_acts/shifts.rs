//! Random acts on shifts.

use serde_json::{Value, json};

use super::{Drawn, all, oracle::put};
use crate::support::app::Answer;

/// Hours of a day from and until when shifts are: some overlap, some follow each other.
const HOURS: [(u64, u64); 6] = [(9, 11), (10, 12), (11, 13), (12, 16), (15, 18), (22, 26)];

/// An hour of a day of November, or of December if there is no such day.
fn moment(day: u64, hour: u64) -> String {
    let (day, hour) = (day + hour / 24, hour % 24);
    let (month, day) = if day > 30 { (12, day - 30) } else { (11, day) };
    format!("2026-{month}-{day:02}T{hour:02}:00:00+08:00")
}

impl Drawn<'_> {
    /// Some hours of tomorrow or the day after; a long shift has a break.
    fn slot(&self) -> Value {
        let (from, until) = HOURS[self.below(HOURS.len())];
        let day = self.today() + if self.once_in(3) { 2 } else { 1 };
        let mut slot = json!({ "starts_at": moment(day, from), "ends_at": moment(day, until) });
        if until - from > 3 {
            let pause = (moment(day, from + 1), moment(day, from + 2));
            slot["breaks"] = json!([{ "starts_at": pause.0, "ends_at": pause.1 }]);
        }
        slot
    }

    pub(super) async fn add_shift(&mut self, number: u64) -> Answer {
        let published = |view: &&Value| view["state"] == "published";
        let published: Vec<Value> = self.activities.iter().filter(published).cloned().collect();
        let anyone = published.is_empty() || self.once_in(4);
        let activity = self.one(if anyone { &self.activities } else { &published }).clone();
        let mut body = self.slot();
        body["id"] = json!(self.id("b200", number));
        let seats = if self.once_in(4) { 2 } else { 1 };
        let id = format!("01930000-0000-7000-b300-{number:012}");
        body["positions"] = json!([{ "id": id, "name": "栽种", "seats": seats }]);
        if self.once_in(4) {
            let second = json!({ "name": "浇水", "seats": 1, "requirements": "带水桶" });
            body["positions"].as_array_mut().unwrap().push(second);
        }
        let path = format!("/v1/activities/{}/shifts", activity["id"].as_str().unwrap());
        let answer = self.leader(&activity["unit"]).post(&path, body).await;
        if answer.status == 201 {
            put(&mut self.shifts, &answer.json());
        }
        answer
    }

    /// One of the newest shifts as it is now.
    async fn shift(&self) -> Value {
        let newest = &self.shifts[self.shifts.len().saturating_sub(10)..];
        let path = format!("/v1/shifts/{}", self.one(newest)["id"].as_str().unwrap());
        self.headquarters().get(&path).await.expect(200).json()
    }

    /// One of the first shifts that take sign-ups, so that people meet there, and now and then any
    /// shift; nothing where there is none.
    pub(super) async fn open_shift(&self) -> Option<Value> {
        if self.once_in(20) {
            return Some(self.shift().await);
        }
        let now = json!(self.world.app.muster.clock.now()).as_str().unwrap().to_owned();
        let mut open = all(self.headquarters(), "/v1/shifts?state=open&").await;
        open.retain(|shift| shift["sign_up_closes_at"].as_str() > Some(&now));
        open.truncate(6);
        (!open.is_empty()).then(|| self.one(&open).clone())
    }

    pub(super) async fn change_shift(&mut self, number: u64) -> Answer {
        let open = if self.once_in(4) { None } else { self.open_shift().await };
        let shift = match open {
            Some(shift) => shift,
            None => self.shift().await,
        };
        let mut body = match self.below(4) {
            0 => self.slot(),
            1 => json!({ "note": self.word(&["带手套", "带雨衣"]) }),
            _ => json!({ "positions": self.reseated(&shift, number) }),
        };
        body["expected_version"] = self.version(&shift);
        body["apply_to"] = json!(self.word(&["this", "this", "following", "all"]));
        let path = format!("/v1/shifts/{}", shift["id"].as_str().unwrap());
        self.leader(&shift["unit"]).patch(&path, body).await
    }

    /// The positions of a shift with other numbers of seats, now and then one more or one less.
    fn reseated(&self, shift: &Value, number: u64) -> Vec<Value> {
        let position = |position: &Value| {
            let seats = 1 + self.below(2);
            json!({ "id": position["id"], "name": position["name"], "seats": seats })
        };
        let mut positions: Vec<Value> =
            shift["positions"].as_array().unwrap().iter().map(position).collect();
        match self.below(4) {
            0 if positions.len() > 1 => drop(positions.remove(self.below(2))),
            1 => {
                let id = format!("01930000-0000-7000-b400-{number:012}");
                let name = format!("第{number}种");
                positions.push(json!({ "id": id, "name": name, "seats": 1 }));
            }
            _ => {}
        }
        positions
    }

    pub(super) async fn step_shift(&mut self) -> Answer {
        let shift = self.shift().await;
        let step = match shift["state"].as_str() {
            Some("planned" | "locked") if !self.once_in(8) => "open",
            _ => self.word(&["lock", "lock", "open", "close", "cancel"]),
        };
        let path = format!("/v1/shifts/{}/{step}", shift["id"].as_str().unwrap());
        let leader = self.leader(&shift["unit"]);
        match step {
            "cancel" => leader.post(&path, json!({ "reason": "天气不好" })).await,
            _ => leader.act(&path).await,
        }
    }
}
