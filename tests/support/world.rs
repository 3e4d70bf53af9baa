//! A small federation with people in it, whom tests know by name.

use serde_json::json;

use super::{app::TestApp, people::TestPerson};

/// Two districts, a brigade with a squad in the one, two brigades side by side, and their people.
///
/// | who | what |
/// |---|---|
/// | 秦岚 `qin` | administers headquarters |
/// | 何川 `he` | administers 渝中 |
/// | 周正 `zhou` | leads 解放碑, a member of it |
/// | 林小满 `lin`, 王二 `wang` | members of 解放碑 |
/// | 唐果 `tang` | leads 朝天门, in the same district |
/// | 梅朵 `mei` | a member of 观音桥, in the other district |
pub(crate) struct World {
    pub(crate) app: TestApp,
    pub(crate) federation: String,
    pub(crate) yuzhong: String,
    pub(crate) jiangbei: String,
    pub(crate) jiefangbei: String,
    pub(crate) chaotianmen: String,
    pub(crate) guanyinqiao: String,
    pub(crate) qin: TestPerson,
    pub(crate) he: TestPerson,
    pub(crate) zhou: TestPerson,
    pub(crate) lin: TestPerson,
    pub(crate) wang: TestPerson,
    pub(crate) tang: TestPerson,
    pub(crate) mei: TestPerson,
}

impl World {
    pub(crate) async fn new(app: TestApp) -> Self {
        let qin = app.headquarters().await;
        let federation = qin.federation().await;
        let yuzhong = qin.makes("district", "渝中区慈善会", &federation).await;
        let jiangbei = qin.makes("district", "江北区慈善会", &federation).await;
        let he = qin.enrols("何川", &yuzhong).await;
        qin.appoints(&he, "district_admin", &yuzhong).await.expect(201);
        let jiefangbei = he.makes("brigade", "解放碑大队", &yuzhong).await;
        let chaotianmen = he.makes("brigade", "朝天门大队", &yuzhong).await;
        let guanyinqiao = qin.makes("brigade", "观音桥大队", &jiangbei).await;
        let zhou = he.enrols("周正", &jiefangbei).await;
        he.appoints(&zhou, "leader", &jiefangbei).await.expect(201);
        let tang = he.enrols("唐果", &chaotianmen).await;
        he.appoints(&tang, "leader", &chaotianmen).await.expect(201);
        let lin = zhou.enrols("林小满", &jiefangbei).await;
        let wang = zhou.enrols("王二", &jiefangbei).await;
        let mei = qin.enrols("梅朵", &guanyinqiao).await;
        Self {
            app,
            federation,
            yuzhong,
            jiangbei,
            jiefangbei,
            chaotianmen,
            guanyinqiao,
            qin,
            he,
            zhou,
            lin,
            wang,
            tang,
            mei,
        }
    }

    pub(crate) async fn on(database: super::database::Database) -> Option<Self> {
        Some(Self::new(TestApp::on(database).await?).await)
    }
}

impl TestPerson {
    /// Enrols somebody into a unit, who then opens an account with his claim code.
    pub(crate) async fn enrols(&self, name: &str, unit: &str) -> Self {
        let id = self.enrols_without_phone(name, unit).await;
        let code = self.post(&format!("/v1/people/{id}/claim-codes"), json!({})).await.expect(201);
        let phone = self.app.new_phone();
        let body = json!({
            "claim_code": code.json()["code"],
            "phone": phone,
            "password": super::people::PASSWORD,
            "device": { "id": format!("01930000-0000-7000-8000-0{phone}"), "name": "手机" },
        });
        let answer = self.app.post("/v1/accounts", body).await.expect(201);
        Self::of(&self.app, &phone, &answer.json())
    }

    /// Enrols somebody into a unit who has no phone; answers the id.
    pub(crate) async fn enrols_without_phone(&self, name: &str, unit: &str) -> String {
        let body = json!({ "name": name, "unit": unit });
        let person = self.post("/v1/people", body).await.expect(201).json();
        person["id"].as_str().unwrap().to_owned()
    }

    /// Gives somebody a role.
    pub(crate) async fn appoints(
        &self,
        person: &Self,
        role: &str,
        unit: &str,
    ) -> super::app::Answer {
        let body = json!({ "person_id": person.id, "role": role });
        self.post(&format!("/v1/units/{unit}/roles"), body).await
    }

    /// Applies to a unit; answers the membership's id.
    pub(crate) async fn applies_to(&self, unit: &str) -> String {
        let made = self.post("/v1/memberships", json!({ "unit": unit })).await.expect(201).json();
        made["id"].as_str().unwrap().to_owned()
    }

    /// The id of his first membership.
    pub(crate) async fn membership(&self) -> String {
        let page = self.get("/v1/me/memberships").await.expect(200).json();
        page["items"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// Takes a step on a membership.
    pub(crate) async fn steps(&self, membership: &str, step: &str) -> super::app::Answer {
        let path = format!("/v1/memberships/{membership}/{step}");
        match step {
            "reject" | "suspend" => self.post(&path, json!({ "reason": "未参加培训" })).await,
            _ => self.act(&path).await,
        }
    }
}
