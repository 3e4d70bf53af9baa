//! Two months in which two brigades served; each figure is another one.

use serde_json::json;

use super::{people::TestPerson, world::World};

/// What was done in one shift.
struct Service<'a> {
    /// Who leads the unit, and reports.
    leader: &'a TestPerson,
    unit: &'a str,
    program: Option<&'a str>,
    /// A day, and hours of it.
    when: (&'a str, u32, u32),
    persons: &'a [&'a str],
    times_served: i64,
}

impl World {
    /// What headquarters approved in November and December, and leaders reported. It is eight in the
    /// morning of 12 December then; who leads or administers is signed in anew. Answers the
    /// program's id too.
    ///
    /// | brigade | program | month | who | minutes | times served |
    /// |---|---|---|---|---|---|
    /// | 解放碑 | 慈善超市 | November | 林小满 | 120 | 5 |
    /// | 解放碑 | none | November | 林小满, 钱二 | 60 each | 7 |
    /// | 朝天门 | 慈善超市 | November | 赵一 | 240 | 13 |
    /// | 解放碑 | 慈善超市 | December | 王二 | 180 | 11 |
    /// | 朝天门 | none | December | 林小满 | 60 | 17 |
    pub(crate) async fn served_two_months(self) -> (Self, String) {
        let market = self.he.makes_program("慈善超市", &self.yuzhong, &["community"]).await;
        let qian = self.zhou.enrols_without_phone("钱二", &self.jiefangbei).await;
        let zhao = self.tang.enrols_without_phone("赵一", &self.chaotianmen).await;
        let (lin, wang) = (self.lin.id.to_string(), self.wang.id.to_string());
        let in_november = ("2026-11-22", Some(market.as_str()));
        self.serves_here(in_november, (5, 7), &[&lin], 5).await;
        self.serves_here(("2026-11-22", None), (3, 4), &[&lin, &qian], 7).await;
        self.serves_there(in_november, (2, 6), &[&zhao], 13).await;
        self.app.hours_pass(20 * 24);
        let (qin, he) = (self.qin.signs_in_again().await, self.he.signs_in_again().await);
        let (zhou, tang) = (self.zhou.signs_in_again().await, self.tang.signs_in_again().await);
        let world = Self { qin, he, zhou, tang, ..self };
        world.serves_here(("2026-12-12", Some(&market)), (4, 7), &[&wang], 11).await;
        world.serves_there(("2026-12-12", None), (6, 7), &[&lin], 17).await;
        (world, market)
    }

    /// 解放碑 serves on a day, for a program.
    async fn serves_here(
        &self,
        (day, program): (&str, Option<&str>),
        (from, until): (u32, u32),
        persons: &[&str],
        times_served: i64,
    ) {
        let (leader, unit, when) = (&self.zhou, self.jiefangbei.as_str(), (day, from, until));
        self.serves(Service { leader, unit, program, when, persons, times_served }).await;
    }

    /// 朝天门 does.
    async fn serves_there(
        &self,
        (day, program): (&str, Option<&str>),
        (from, until): (u32, u32),
        persons: &[&str],
        times_served: i64,
    ) {
        let (leader, unit, when) = (&self.tang, self.chaotianmen.as_str(), (day, from, until));
        self.serves(Service { leader, unit, program, when, persons, times_served }).await;
    }

    /// The district marks who was there, the leader confirms, headquarters approves.
    async fn serves(&self, service: Service<'_>) {
        let Self { qin, he, .. } = self;
        let Service { leader, unit, program, when: (day, from, until), .. } = service;
        let others = json!({ "program": program, "audience": "public" });
        let activity = leader.plans("义务劳动", unit, others).await;
        let at = |hour: u32| format!("{day}T{hour:02}:00:00+08:00");
        let body = json!({
            "starts_at": at(from),
            "ends_at": at(until),
            "positions": [{ "name": "劳动", "seats": 5 }],
        });
        let path = format!("/v1/activities/{activity}/shifts");
        let shift = leader.post(&path, body).await.expect(201).json();
        let shift = shift["id"].as_str().unwrap();
        leader.moves(&activity, "submit").await.expect(200);
        he.moves(&activity, "approve").await.expect(200);
        leader.moves(&activity, "publish").await.expect(200);
        for person in service.persons {
            let mark = he.marks(shift, person, "present", &at(until)).await;
            let record = mark["attendance"].as_str().unwrap();
            leader.decides(record, "confirm").await.expect(200);
            qin.decides(record, "approve").await.expect(200);
        }
        let report = json!({ "times_served": service.times_served });
        leader.post(&format!("/v1/shifts/{shift}/reports"), report).await.expect(201);
    }
}
