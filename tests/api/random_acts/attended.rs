//! Random captures of who came and went, and what is decided about them.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{Drawn, all};
use crate::support::{
    app::Answer,
    people::TestPerson,
    presence::{AWAY, ON_SITE, place},
};

/// An instant as it is answered.
pub(super) fn instant(text: &Value) -> DateTime<Utc> {
    text.as_str().unwrap().parse().unwrap()
}

fn told(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

impl Drawn<'_> {
    /// Something is captured, or decided; nothing when there is nothing that it could be about.
    pub(super) async fn attend(&mut self, number: u64) -> Option<Answer> {
        match self.below(20) {
            0..=3 => self.check_in(number).await,
            4..=6 => self.check_out().await,
            7..=10 => self.mark(number).await,
            11 => self.end().await,
            12..=13 => self.void().await,
            14 => self.settle().await,
            15..=18 => self.decide().await,
            _ => self.report(number).await,
        }
    }

    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.world.app.muster.clock.now().millis()).unwrap()
    }

    /// One of the newest shifts that have begun.
    async fn begun(&self) -> Option<Value> {
        let mut shifts = all(self.headquarters(), "/v1/shifts?").await;
        let now = self.now();
        shifts.retain(|shift| instant(&shift["starts_at"]) <= now);
        let newest = &shifts[shifts.len().saturating_sub(5)..];
        (!newest.is_empty()).then(|| self.one(newest).clone())
    }

    /// Some moment about a shift, in steps of ten minutes and an odd second.
    fn moment_of(&self, shift: &Value) -> DateTime<Utc> {
        let (from, until) = (instant(&shift["starts_at"]), instant(&shift["ends_at"]));
        let steps = usize::try_from((until - from).num_minutes() / 10).unwrap() + 8;
        let steps = i64::try_from(self.below(steps)).unwrap();
        from + Duration::minutes(10 * steps - 40) + Duration::milliseconds(700)
    }

    async fn check_in(&self, number: u64) -> Option<Answer> {
        let shift = self.begun().await?;
        let mut body = json!({ "id": self.id("b600", number), "place": null });
        match self.below(4) {
            0 => body["place"] = place(ON_SITE),
            1 => body["place"] = place(AWAY),
            2 => body["place_refused"] = json!(true),
            _ => {}
        }
        if !self.once_in(4) {
            body["captured_at"] = json!(told(self.moment_of(&shift)));
        }
        let by = self.volunteer(&shift);
        Some(by.checks_in_with(shift["id"].as_str().unwrap(), body).await)
    }

    /// Somebody of the cast, and one of his newest attendances.
    async fn somebodys_stay(&self) -> Option<(&TestPerson, Value)> {
        for _ in 0..3 {
            let person = &self.cast[self.below(7)];
            let own = all(person, "/v1/me/attendances?").await;
            let newest = &own[..own.len().min(4)];
            if !newest.is_empty() {
                return Some((person, self.one(newest).clone()));
            }
        }
        None
    }

    async fn check_out(&mut self) -> Option<Answer> {
        let (person, stay) = self.somebodys_stay().await?;
        let mut body = json!({ "place": null });
        if self.once_in(2) {
            body["place"] = place(ON_SITE);
        }
        if !self.once_in(3) {
            let shift = format!("/v1/shifts/{}", stay["shift"].as_str().unwrap());
            let shift = self.headquarters().get(&shift).await.expect(200).json();
            body["captured_at"] = json!(told(self.moment_of(&shift)));
        }
        let path = format!("/v1/attendances/{}/check-out", stay["id"].as_str().unwrap());
        Some(person.post(&path, body).await)
    }

    async fn mark(&self, number: u64) -> Option<Answer> {
        let shift = self.begun().await?;
        let mark = |group: &str| {
            let kinds = ["check_in", "check_in", "check_out", "check_out", "present", "absent"];
            let at = self.moment_of(&shift).min(self.now());
            json!({
                "id": self.id(group, number),
                "person_id": self.volunteer(&shift).id,
                "kind": if self.once_in(12) { "excused" } else { self.word(&kinds) },
                "at": told(at),
                "source": self.word(&["roster", "roster", "roster", "paper", "backfill"]),
            })
        };
        let marks =
            if self.once_in(2) { vec![mark("b700")] } else { vec![mark("b700"), mark("b800")] };
        let by = self.leader(&shift["unit"]);
        Some(by.marks_all(shift["id"].as_str().unwrap(), &marks).await)
    }

    /// Somebody says when somebody left who did not check out, or agrees to it.
    async fn end(&self) -> Option<Answer> {
        let (person, stay) = self.somebodys_stay().await?;
        let by = if self.once_in(2) { person } else { self.leader(&stay["unit"]) };
        let id = stay["id"].as_str().unwrap();
        if stay["state"] == "close_proposed" && !self.once_in(4) {
            return Some(by.steps_on_stay(id, "confirm-end").await);
        }
        let at = self.now() - Duration::minutes(5 + 20 * i64::try_from(self.below(4)).unwrap());
        let body = json!({ "at": told(at) });
        Some(by.post(&format!("/v1/attendances/{id}/propose-end"), body).await)
    }

    async fn void(&self) -> Option<Answer> {
        let (_, stay) = self.somebodys_stay().await?;
        let path = format!("/v1/attendances/{}", stay["id"].as_str().unwrap());
        let stay = self.headquarters().get(&path).await.expect(200).json();
        let (by, id) = (self.leader(&stay["unit"]), stay["id"].as_str().unwrap());
        if !stay["void_asked_by"].is_null() {
            return Some(by.steps_on_stay(id, "confirm-void").await);
        }
        let body = json!({ "reason": "重复登记" });
        Some(by.post(&format!("/v1/attendances/{id}/void"), body).await)
    }

    /// Mostly a stay that overlaps, and one of those with which it may.
    async fn settle(&self) -> Option<Answer> {
        let person = &self.cast[self.below(7)];
        let own = all(person, "/v1/me/attendances?").await;
        let overlapping: Vec<Value> =
            own.iter().filter(|stay| stay["overlaps"] == true).cloned().collect();
        let among = if overlapping.is_empty() { &own } else { &overlapping };
        if among.is_empty() {
            return None;
        }
        let (stay, keeps) = (self.one(among), self.one(among));
        let by = if self.once_in(3) { self.leader(&stay["unit"]) } else { self.headquarters() };
        let path = format!("/v1/attendances/{}/settle-overlap", stay["id"].as_str().unwrap());
        Some(by.post(&path, json!({ "keeps": keeps["id"], "reason": "当天在河岸" })).await)
    }

    async fn decide(&mut self) -> Option<Answer> {
        let records = all(self.headquarters(), "/v1/service-records?").await;
        let states = records.iter().map(|view| view["state"].as_str().unwrap().to_owned());
        self.states.extend(states);
        if records.is_empty() {
            return None;
        }
        // Mostly one of a few, so that these come far.
        let few = &records[..records.len().min(3)];
        let record = self.one(if self.once_in(3) { &records } else { few });
        let id = record["id"].as_str().unwrap();
        let by = self.leader(&record["unit"]);
        let own = |person: &&TestPerson| record["person_id"] == json!(person.id);
        let step = match record["state"].as_str().unwrap() {
            "computed" => "confirm",
            "in_review" => self.word(&["approve", "approve", "reject", "reject", "corrections"]),
            "approved" => self.word(&["disputes", "corrections"]),
            "disputed" => self.word(&["uphold", "corrections"]),
            "rejected" => self.word(&["disputes", "confirm"]),
            _ => self.word(&["approve", "confirm", "uphold"]),
        };
        let answer = match step {
            "disputes" if !self.once_in(8) => self.cast.iter().find(own)?.objects(id, step).await,
            "reject" | "uphold" | "disputes" => by.objects(id, step).await,
            "corrections" => {
                let minutes = record["given_minutes"].as_i64().unwrap();
                let step = i64::try_from(self.below(5)).unwrap() * 15 - 30;
                by.corrects(id, (minutes + step).max(0)).await
            }
            step => by.decides(id, step).await,
        };
        self.states.extend(answer.json()["state"].as_str().map(str::to_owned));
        Some(answer)
    }

    async fn report(&self, number: u64) -> Option<Answer> {
        let shift = self.begun().await?;
        let body = json!({ "id": self.id("b900", number), "times_served": self.below(60) });
        let path = format!("/v1/shifts/{}/reports", shift["id"].as_str().unwrap());
        Some(self.leader(&shift["unit"]).post(&path, body).await)
    }
}
