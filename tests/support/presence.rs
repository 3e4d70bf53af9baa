//! Who comes and goes, who says so, and what becomes of it.

use serde_json::{Value, json};

use super::{app::Answer, people::TestPerson, world::World};

/// Noon on the bank of the river, in the middle of the fence of [`fenced`].
pub(crate) const ON_SITE: (f64, f64) = (29.5630, 106.5770);
/// A place some kilometres off.
pub(crate) const AWAY: (f64, f64) = (29.6000, 106.5770);

/// An activity with a fence of 300 m around [`ON_SITE`], for [`World::shift_of`].
pub(crate) fn fenced() -> Value {
    let (lat, lon) = ON_SITE;
    json!({ "place": {
        "name": "嘉陵江河岸",
        "address": "嘉滨路",
        "area_code": "500103",
        "point": { "lat": lat, "lon": lon, "datum": "wgs84" },
        "radius_m": 300,
    } })
}

/// Where a phone found itself, as a body says it.
pub(crate) fn place((lat, lon): (f64, f64)) -> Value {
    json!({ "lat": lat, "lon": lon, "datum": "wgs84", "accuracy_m": 10 })
}

/// An instant of November 2026: `at(23, 9, 30)` is half past nine on the 23rd.
pub(crate) fn at(day: u32, hour: u32, minute: u32) -> String {
    format!("2026-11-{day}T{hour:02}:{minute:02}:00+08:00")
}

/// The flags of a stay that was answered.
pub(crate) fn flags(answer: Answer) -> String {
    let flags = answer.json()["flags"].as_array().unwrap().clone();
    flags.iter().map(|flag| flag.as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

/// When somebody came and left, as his phone has it now; several stays in the order of time.
pub(crate) fn stays(person: &TestPerson) -> String {
    let wall =
        |value: &Value| value.as_str().and_then(|at| at.get(11..16)).unwrap_or_default().to_owned();
    let mut stays: Vec<String> = person
        .documents("attendances")
        .iter()
        .map(|stay| format!("{}–{}", wall(&stay["started_at"]), wall(&stay["ended_at"])))
        .collect();
    stays.sort();
    stays.join(" ")
}

impl TestPerson {
    /// Allows that his exact position is kept.
    pub(crate) async fn allows_location(&self) {
        let body = json!({ "purpose": "location", "notice_version": "2026-11-22" });
        self.post("/v1/me/consents", body).await.expect(201);
    }

    /// Checks in without saying where he is.
    pub(crate) async fn checks_in(&self, shift: &str) -> Answer {
        self.checks_in_with(shift, json!({ "place": null })).await
    }

    /// Checks in at a place.
    pub(crate) async fn checks_in_at(&self, shift: &str, at: (f64, f64)) -> Answer {
        self.checks_in_with(shift, json!({ "place": place(at) })).await
    }

    /// Checks in, saying whatever the body says.
    pub(crate) async fn checks_in_with(&self, shift: &str, body: Value) -> Answer {
        self.post(&format!("/v1/shifts/{shift}/check-ins"), body).await
    }

    /// Checks out without saying where he is.
    pub(crate) async fn checks_out(&self, attendance: &str) -> Answer {
        let path = format!("/v1/attendances/{attendance}/check-out");
        self.post(&path, json!({ "place": null })).await
    }

    /// Marks one person in a shift, from his own roster; `when` is an instant of [`at`]. Answers
    /// what came of this one mark.
    pub(crate) async fn marks(
        &self,
        shift: &str,
        person: impl ToString,
        kind: &str,
        when: &str,
    ) -> Value {
        self.marks_from(shift, "roster", person, kind, when).await
    }

    /// The same from another source.
    pub(crate) async fn marks_from(
        &self,
        shift: &str,
        source: &str,
        person: impl ToString,
        kind: &str,
        when: &str,
    ) -> Value {
        let mark = json!({
            "id": self.app.new_id(),
            "person_id": person.to_string(),
            "kind": kind,
            "at": when,
            "source": source,
        });
        let answer = self.marks_all(shift, &[mark]).await.expect(200).json();
        answer["results"][0].clone()
    }

    /// Marks several persons at once.
    pub(crate) async fn marks_all(&self, shift: &str, marks: &[Value]) -> Answer {
        self.post(&format!("/v1/shifts/{shift}/marks"), json!({ "marks": marks })).await
    }

    /// Takes a step on an attendance: `confirm-end`, `confirm-void`.
    pub(crate) async fn steps_on_stay(&self, attendance: &str, step: &str) -> Answer {
        self.act(&format!("/v1/attendances/{attendance}/{step}")).await
    }

    /// Proposes when somebody left; `when` is an instant of [`at`].
    pub(crate) async fn proposes_end(&self, attendance: &str, when: &str) -> Answer {
        self.post(&format!("/v1/attendances/{attendance}/propose-end"), json!({ "at": when })).await
    }

    /// Asks that an attendance be void.
    pub(crate) async fn voids(&self, attendance: &str) -> Answer {
        let path = format!("/v1/attendances/{attendance}/void");
        self.post(&path, json!({ "reason": "认错了人" })).await
    }

    /// Decides that of an attendance and those at the same time one keeps the time.
    pub(crate) async fn settles(&self, attendance: &str, keeps: &str) -> Answer {
        let path = format!("/v1/attendances/{attendance}/settle-overlap");
        self.post(&path, json!({ "keeps": keeps, "reason": "当时在另一班次" })).await
    }

    /// One attendance as he sees it.
    pub(crate) async fn stay(&self, attendance: &str) -> Value {
        self.get(&format!("/v1/attendances/{attendance}")).await.expect(200).json()
    }

    /// What he was told of his stays, in the order of words.
    pub(crate) async fn told_of_stays(&self) -> String {
        let page = self.get("/v1/me/notices").await.expect(200).json();
        let notices = page["items"].as_array().unwrap().iter();
        let kinds = notices.filter_map(|notice| notice["kind"].as_str());
        let mut kinds: Vec<&str> = kinds.filter(|kind| kind.contains("stay")).collect();
        kinds.sort_unstable();
        kinds.join(" ")
    }

    /// Confirms a record, or approves it.
    pub(crate) async fn decides(&self, record: &str, step: &str) -> Answer {
        self.act(&format!("/v1/service-records/{record}/{step}")).await
    }

    /// Rejects, disputes or upholds a record, with a reason.
    pub(crate) async fn objects(&self, record: &str, step: &str) -> Answer {
        let path = format!("/v1/service-records/{record}/{step}");
        self.post(&path, json!({ "reason": "与签到表不符" })).await
    }

    /// Corrects a record to so many given minutes.
    pub(crate) async fn corrects(&self, record: &str, minutes: i64) -> Answer {
        let path = format!("/v1/service-records/{record}/corrections");
        self.post(&path, json!({ "given_minutes": minutes, "reason": "漏记半小时" })).await
    }

    /// All items of a list that has no limit in its query, each on a page of its own.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut next = format!("{path}{joint}limit=1");
        let mut items = Vec::new();
        loop {
            let page = self.get(&next).await.expect(200).json();
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else { return items };
            next = format!("{path}{joint}limit=1&cursor={cursor}");
        }
    }

    /// One record as he sees it.
    pub(crate) async fn record(&self, record: &str) -> Value {
        self.get(&format!("/v1/service-records/{record}")).await.expect(200).json()
    }
}

impl World {
    /// 林小满 has a place in a shift on the 22nd from nine to eleven, checks in at nine, and does not
    /// check out. Answers his stay; it is nine then.
    pub(crate) async fn lin_comes(&self) -> String {
        let shift = self.shift((22, 9, 11), 5).await;
        self.lin.signs_up(&shift).await.expect(201);
        let came = self.lin.hours_later(1).await.checks_in(&shift).await.expect(201).json();
        came["id"].as_str().unwrap().to_owned()
    }

    /// The same, and at noon he is asked when he left. Answers his stay, and him, signed in anew.
    pub(crate) async fn lin_forgets(&self) -> (String, TestPerson) {
        let stay = self.lin_comes().await;
        let lin = self.lin.hours_later(3).await;
        self.app.tick().await;
        (stay, lin)
    }

    /// A shift of 朝天门 on the 22nd that everybody may know of.
    pub(crate) async fn shift_of_chaotianmen(&self, (from, until): (u32, u32)) -> String {
        let public = json!({ "audience": "public" });
        let activity = self.tang.plans("江边清洁", &self.chaotianmen, public).await;
        let shift = self.tang.adds_shift(&activity, (22, from, until), 5).await;
        self.tang.moves(&activity, "submit").await.expect(200);
        self.he.moves(&activity, "approve").await.expect(200);
        self.tang.moves(&activity, "publish").await.expect(200);
        shift["id"].as_str().unwrap().to_owned()
    }

    /// 林小满 serves in a fenced shift on the 22nd from nine to eleven, in which he has a place and
    /// whose clock he has: he checks in at nine and out at eleven, on site both times. Answers his
    /// record's id; it is eleven then, and he is signed in anew as the second.
    pub(crate) async fn lin_serves(&self) -> (String, TestPerson) {
        let shift = self.shift_of(fenced(), (22, 9, 11), 5).await;
        self.lin.signs_up(&shift).await.expect(201);
        self.lin.allows_location().await;
        let lin = self.lin.hours_later(1).await;
        let stay = lin.checks_in_at(&shift, ON_SITE).await.expect(201).json();
        let lin = lin.hours_later(2).await;
        let stay = stay["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/attendances/{stay}/check-out");
        lin.post(&path, json!({ "place": place(ON_SITE) })).await.expect(200);
        (stay, lin)
    }

    /// 林小满 had no place in a shift that is over, and 周正 marks him for the whole of it; answers
    /// his record's id.
    pub(crate) async fn lin_was_present(&self, when: (u32, u32, u32)) -> String {
        let shift = self.shift(when, 5).await;
        let (day, _, until) = when;
        let mark = self.zhou.marks(&shift, self.lin.id, "present", &at(day, until, 0)).await;
        mark["attendance"].as_str().unwrap().to_owned()
    }
}
