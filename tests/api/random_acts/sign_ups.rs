//! Random sign-ups, and what becomes of them.

use serde_json::{Value, json};

use super::{Drawn, all};
use crate::support::app::Answer;

impl Drawn<'_> {
    /// Somebody wants a place, or a leader asks somebody to come or enters who said so. Where no
    /// shift takes sign-ups, mostly that is mended first.
    pub(super) async fn sign_up(&mut self, number: u64) -> Answer {
        let Some(shift) = self.open_shift().await else {
            return match self.below(3) {
                0 => self.move_activity(number).await,
                1 => self.add_shift(number).await,
                _ => self.step_shift().await,
            };
        };
        let mut body = self.wish(&shift, number);
        let path = format!("/v1/shifts/{}/sign-ups", shift["id"].as_str().unwrap());
        if !self.once_in(4) {
            return self.volunteer(&shift).post(&path, body).await;
        }
        body["person_id"] = json!(self.volunteer(&shift).id);
        body["agreed_orally"] = json!(self.once_in(2));
        self.leader(&shift["unit"]).post(&path, body).await
    }

    fn wish(&self, shift: &Value, number: u64) -> Value {
        let mut body = json!({ "id": self.id("b500", number) });
        let positions = shift["positions"].as_array().unwrap();
        if positions.len() > 1 && !self.once_in(8) {
            body["position"] = self.one(positions)["id"].clone();
        }
        body
    }

    /// Somebody accepts, declines or withdraws, mostly what fits, and mostly of his own. Nothing
    /// when none of those who were drawn ever signed up.
    pub(super) async fn answer(&mut self) -> Option<Answer> {
        let (person, sign_up) = self.sign_up_of_somebody().await?;
        let step = match sign_up["state"].as_str() {
            Some("offered" | "invited") => self.word(&["accept", "accept", "accept", "decline"]),
            Some("confirmed") => self.word(&["withdraw", "accept"]),
            _ => self.word(&["accept", "decline", "withdraw"]),
        };
        let leader = self.once_in(4).then(|| self.leader(&sign_up["unit"]));
        let by = leader.unwrap_or(&self.cast[person]);
        Some(by.answers(sign_up["id"].as_str().unwrap(), step).await)
    }

    /// Who of the cast, and a sign-up of his: mostly one that waits for his answer.
    async fn sign_up_of_somebody(&mut self) -> Option<(usize, Value)> {
        let mut found = None;
        for _ in 0..3 {
            let person = self.below(7);
            let own = all(&self.cast[person], "/v1/me/sign-ups?").await;
            self.states.extend(own.iter().map(|view| view["state"].as_str().unwrap().to_owned()));
            let asked = |view: &&Value| view["state"] == "offered" || view["state"] == "invited";
            let stands = |view: &&Value| view["ended_at"].is_null();
            let asked: Vec<Value> = own.iter().filter(asked).cloned().collect();
            let standing: Vec<Value> = own.iter().filter(stands).cloned().collect();
            let drawn = match self.below(8) {
                0..=5 if !asked.is_empty() => return Some((person, self.one(&asked).clone())),
                _ if !standing.is_empty() => self.one(&standing),
                _ if !own.is_empty() && self.once_in(4) => self.one(&own),
                _ => continue,
            };
            found = Some((person, drawn.clone()));
        }
        found
    }
}
