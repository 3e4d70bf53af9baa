//! What the table asks for of attendances and records: made fresh, each in a shift of its own and at
//! minutes of its own, so that no two stays of `lin` overlap.

use serde_json::{Value, json};

use super::{cast::Cast, target::Target};
use crate::support::{plan::hours, presence::at};

/// When the stays of a target may be: on the day before.
const SHIFT: (u32, u32, u32) = (21, 0, 23);

impl Cast {
    /// The id of an attendance or a record of the brigade; nothing for other targets.
    pub(super) async fn stay(&self, target: Target) -> Option<String> {
        let lin = self.world.lin.id.to_string();
        let made = match target {
            Target::LinsStay => self.complete(&lin).await,
            Target::LinsOpenStay => self.open(&lin).await,
            Target::ProposedEnd => {
                let stay = self.open(&lin).await;
                let body = json!({ "at": self.minutes_later(1) });
                let path = format!("/v1/attendances/{stay}/propose-end");
                self.du.post(&path, body).await.expect(200);
                stay
            }
            Target::VoidAsked => {
                let stay = self.complete(&lin).await;
                let body = json!({ "reason": "重复登记" });
                self.du.post(&format!("/v1/attendances/{stay}/void"), body).await.expect(200);
                stay
            }
            Target::LinsOverlap => self.overlap(&lin).await,
            Target::Served => self.complete(&self.somebody().await).await,
            Target::InReview => self.confirmed(&self.somebody().await).await,
            Target::LinsRecord => self.approved(&lin).await,
            Target::LinsDispute => {
                let record = self.approved(&lin).await;
                self.world.lin.objects(&record, "disputes").await.expect(200);
                record
            }
            _ => return None,
        };
        Some(made)
    }

    async fn somebody(&self) -> String {
        self.world.he.enrols_without_phone("队员", &self.world.jiefangbei).await
    }

    /// Somebody's stay of two minutes that `du` marked.
    async fn complete(&self, person: &str) -> String {
        let shift = self.over(&self.world.jiefangbei).await;
        self.marked(&shift, person, 2).await
    }

    /// A stay that `du` marked the beginning of.
    async fn open(&self, person: &str) -> String {
        let shift = self.over(&self.world.jiefangbei).await;
        let came = self.du.marks(&shift, person, "check_in", &self.minute()).await;
        done(&came)
    }

    async fn marked(&self, shift: &str, person: &str, minutes: u32) -> String {
        let (from, until) = (self.minute(), self.minutes_later(minutes));
        let came = self.du.marks(shift, person, "check_in", &from).await;
        done(&self.du.marks(shift, person, "check_out", &until).await);
        done(&came)
    }

    /// A stay that overlaps with one in another brigade.
    async fn overlap(&self, person: &str) -> String {
        let here = self.over(&self.world.jiefangbei).await;
        let there = self.over(&self.world.chaotianmen).await;
        let stay = self.marked(&here, person, 2).await;
        let (from, until) = (self.minutes_earlier(1), self.minutes_later(1));
        for (kind, when) in [("check_in", from), ("check_out", until)] {
            done(&self.world.qin.marks(&there, person, kind, &when).await);
        }
        stay
    }

    async fn confirmed(&self, person: &str) -> String {
        let record = self.complete(person).await;
        self.du.decides(&record, "confirm").await.expect(200);
        record
    }

    async fn approved(&self, person: &str) -> String {
        let record = self.confirmed(person).await;
        self.world.qin.decides(&record, "approve").await.expect(200);
        record
    }

    /// A shift of a brigade that is over, and that everybody may know of.
    async fn over(&self, brigade: &str) -> String {
        let qin = &self.world.qin;
        let activity = qin.plans("河岸植树", brigade, json!({ "starts_on": "2026-11-21" })).await;
        for step in ["submit", "approve", "publish"] {
            qin.moves(&activity, step).await.expect(200);
        }
        let (starts_at, ends_at) = hours(SHIFT);
        self.shift_at(&activity, &starts_at, &ends_at).await
    }

    /// The first of three minutes in which nobody was anywhere yet.
    fn minute(&self) -> String {
        let number = self.minutes.get() + 3;
        self.minutes.set(number);
        at(21, number / 60, number % 60)
    }

    fn minutes_later(&self, minutes: u32) -> String {
        let number = self.minutes.get() + minutes;
        at(21, number / 60, number % 60)
    }

    /// The same before the minutes that were taken last: of the three nobody uses the last.
    fn minutes_earlier(&self, minutes: u32) -> String {
        let number = self.minutes.get() - minutes;
        at(21, number / 60, number % 60)
    }

    /// A body that would do for a route of attendances and records, if the caller may.
    pub(super) fn stay_body(&self, route: &str, target: &str) -> Option<Value> {
        let body = match route {
            "POST /v1/shifts/{shift}/check-ins" => json!({ "place": null }),
            // Soon after the stay began that was made for this: later ones are not to overlap.
            "POST /v1/attendances/{attendance}/check-out" => {
                json!({ "place": null, "captured_at": self.minutes_later(1) })
            }
            "POST /v1/shifts/{shift}/marks" => json!({ "marks": [{
                "id": self.world.app.new_id(), "person_id": self.deputy, "kind": "present",
                "at": at(22, 6, 30), "source": "roster",
            }] }),
            "POST /v1/shifts/{shift}/reports" => json!({ "times_served": 40 }),
            "POST /v1/attendances/{attendance}/propose-end" => {
                json!({ "at": self.minutes_later(1) })
            }
            "POST /v1/attendances/{attendance}/void"
            | "POST /v1/service-records/{record}/reject"
            | "POST /v1/service-records/{record}/disputes"
            | "POST /v1/service-records/{record}/uphold" => json!({ "reason": "与签到表不符" }),
            "POST /v1/attendances/{attendance}/settle-overlap" => {
                json!({ "keeps": target, "reason": "当天在河岸" })
            }
            "POST /v1/service-records/{record}/corrections" => {
                json!({ "given_minutes": 1, "reason": "多记一分钟" })
            }
            "POST /v1/service-records/confirm" | "POST /v1/service-records/approve" => {
                json!({ "ids": [target] })
            }
            _ => return None,
        };
        Some(body)
    }
}

/// The attendance that a mark came to.
#[track_caller]
fn done(result: &Value) -> String {
    assert_eq!(result["done"], true, "{result}");
    result["attendance"].as_str().unwrap().to_owned()
}
