//! What the table asks for of plans: made fresh, and at an hour of its own, so that nobody's shifts
//! clash.

use serde_json::{Value, json};

use super::{
    cast::Cast,
    target::{Target, id},
};
use crate::support::plan::{activity_body, hours};

impl Cast {
    /// The id of an activity, a shift or a sign-up of the brigade; nothing for other targets.
    pub(super) async fn plan(&self, target: Target) -> Option<String> {
        let (he, brigade) = (&self.world.he, &self.world.jiefangbei);
        let made = match target {
            Target::Program => {
                let body =
                    json!({ "unit": brigade, "name": "乡村振兴", "themes": ["poverty_relief"] });
                id(&he.post("/v1/programs", body).await.expect(201).json())
            }
            Target::Site => {
                let body = json!({ "unit": brigade, "name": "慈善超市", "kind": "shop" });
                id(&he.post("/v1/sites", body).await.expect(201).json())
            }
            Target::Draft => self.activity(&json!({}), &[]).await,
            Target::Submitted => self.activity(&json!({}), &["submit"]).await,
            Target::Approved => self.activity(&json!({}), &["submit", "approve"]).await,
            Target::Published => self.published(&json!({})).await,
            Target::PublishedToAll => self.published(&json!({ "audience": "public" })).await,
            Target::Planned => {
                let activity = self.activity(&json!({}), &[]).await;
                self.shift(&activity).await
            }
            Target::Opened => self.opened().await,
            Target::Begun => {
                let activity = self.published(&json!({})).await;
                let (starts_at, ends_at) = hours((22, 6, 7));
                let shift = self.shift_at(&activity, &starts_at, &ends_at).await;
                he.act(&format!("/v1/shifts/{shift}/open")).await.expect(200);
                shift
            }
            Target::LinsPlace => {
                let path = format!("/v1/shifts/{}/sign-ups", self.opened().await);
                id(&self.world.lin.post(&path, json!({})).await.expect(201).json())
            }
            Target::Invitation => {
                let path = format!("/v1/shifts/{}/sign-ups", self.opened().await);
                let body = json!({ "person_id": self.world.lin.id });
                id(&he.post(&path, body).await.expect(201).json())
            }
            _ => return None,
        };
        Some(made)
    }

    async fn activity(&self, others: &Value, steps: &[&str]) -> String {
        let he = &self.world.he;
        let activity = he.plans("河岸植树", &self.world.jiefangbei, others.clone()).await;
        for step in steps {
            he.moves(&activity, step).await.expect(200);
        }
        activity
    }

    async fn published(&self, others: &Value) -> String {
        self.activity(others, &["submit", "approve", "publish"]).await
    }

    async fn opened(&self) -> String {
        let activity = self.published(&json!({})).await;
        let shift = self.shift(&activity).await;
        self.world.he.act(&format!("/v1/shifts/{shift}/open")).await.expect(200);
        shift
    }

    async fn shift(&self, activity: &str) -> String {
        let (starts_at, ends_at) = self.hour();
        self.shift_at(activity, &starts_at, &ends_at).await
    }

    pub(super) async fn shift_at(&self, activity: &str, starts_at: &str, ends_at: &str) -> String {
        let body = shift_body(starts_at, ends_at);
        let path = format!("/v1/activities/{activity}/shifts");
        id(&self.world.he.post(&path, body).await.expect(201).json())
    }

    /// An hour in which nothing else happens.
    pub(super) fn hour(&self) -> (String, String) {
        let number = self.hours.get();
        self.hours.set(number + 1);
        hours((23 + number / 23, number % 23, number % 23 + 1))
    }

    /// A body that would do for a route of plans, if the caller may.
    pub(super) fn plan_body(&self, route: &str, target: &str) -> Option<Value> {
        let body = match route {
            "POST /v1/programs" => {
                json!({ "unit": target, "name": "知识星光图书角", "themes": ["education"] })
            }
            "PATCH /v1/programs/{program}" => json!({ "summary": "长期项目" }),
            "POST /v1/sites" => json!({ "unit": target, "name": "老年食堂", "kind": "canteen" }),
            "PATCH /v1/sites/{site}" => json!({ "kind": "station" }),
            "POST /v1/activities" => activity_body("入户探访", target, &json!({})),
            "PATCH /v1/activities/{activity}" => json!({ "people_wanted": 12 }),
            "POST /v1/activities/{activity}/return" | "POST /v1/activities/{activity}/cancel" => {
                json!({ "reason": "天气不好" })
            }
            "POST /v1/activities/{activity}/shifts" => {
                let (starts_at, ends_at) = hours((24, 9, 10));
                shift_body(&starts_at, &ends_at)
            }
            "PATCH /v1/shifts/{shift}" => json!({ "note": "带水" }),
            "POST /v1/shifts/{shift}/cancel" => json!({ "reason": "天气不好" }),
            "POST /v1/shifts/{shift}/sign-ups" => json!({}),
            _ => return None,
        };
        Some(body)
    }
}

fn shift_body(starts_at: &str, ends_at: &str) -> Value {
    json!({
        "starts_at": starts_at, "ends_at": ends_at,
        "positions": [{ "name": "栽种", "seats": 5 }],
    })
}
