//! Random acts on units, memberships and roles.

use serde_json::json;

use super::Drawn;
use crate::support::app::Answer;

impl Drawn<'_> {
    pub(super) async fn make_unit(&mut self, number: u64) -> Answer {
        // Some ids come again, with the same name or with another one.
        let repeated = self.below(4) == 0;
        let id = if repeated { self.random.below(number + 1) } else { number };
        let name = if repeated { "重来".to_owned() } else { format!("第{number}个") };
        let body = json!({
            "id": format!("01930000-0000-7000-8000-{id:012}"),
            "kind": self.word(&["federation", "district", "brigade", "squad", "partner", "村"]),
            "name": if self.below(8) == 0 { String::new() } else { name },
            "parent": self.one(&self.oracle.units)["id"],
        });
        let answer = self.actor().post("/v1/units", body).await;
        if answer.status == 201 {
            self.oracle.unit(&answer.json());
        }
        answer
    }

    pub(super) async fn change_unit(&mut self) -> Answer {
        let unit = self.one(&self.oracle.units).clone();
        let mut body = json!({ "expected_version": unit["version"] });
        if self.below(2) == 0 {
            body["name"] = json!(self.word(&["东", "西", "南", "北"]));
        } else {
            body["parent"] = self.one(&self.oracle.units)["id"].clone();
        }
        let path = format!("/v1/units/{}", unit["id"].as_str().unwrap());
        let answer = self.actor().patch(&path, body).await;
        if answer.status == 200 {
            self.oracle.unit(&answer.json());
        }
        answer
    }

    pub(super) async fn apply(&mut self, number: u64) -> Answer {
        let id = format!("01930000-0000-7000-9000-{number:012}");
        let body = json!({ "id": id, "unit": self.one(&self.oracle.units)["id"] });
        let answer = self.cast[self.below(7)].post("/v1/memberships", body).await;
        if answer.status == 201 {
            self.oracle.membership(&answer.json());
        }
        answer
    }

    pub(super) async fn step(&mut self) -> Answer {
        let id = self.one(&self.oracle.memberships)["id"].as_str().unwrap().to_owned();
        let steps = ["approve", "approve", "approve", "reject", "suspend", "lift", "lift", "leave"];
        let answer = self.actor().steps(&id, self.word(&steps)).await;
        if answer.status == 200 {
            self.oracle.membership(&answer.json());
        }
        answer
    }

    pub(super) async fn appoint(&mut self, number: u64) -> Answer {
        let unit = self.one(&self.oracle.units)["id"].as_str().unwrap().to_owned();
        let role = self.word(&["leader", "leader", "district_admin", "hq_admin", "auditor"]);
        let body = json!({
            "id": format!("01930000-0000-7000-a000-{number:012}"),
            "person_id": self.cast[self.below(7)].id,
            "role": role,
        });
        let answer = self.actor().post(&format!("/v1/units/{unit}/roles"), body).await;
        if answer.status == 201 {
            self.oracle.role(&answer.json());
        }
        answer
    }

    pub(super) async fn end_role(&mut self) -> Answer {
        let id = self.one(&self.oracle.roles)["id"].as_str().unwrap().to_owned();
        let answer = self.actor().act(&format!("/v1/roles/{id}/end")).await;
        if answer.status == 200 {
            self.oracle.role(&answer.json());
        }
        answer
    }
}
