//! What a cell of the table asks for: a thing that is there, made fresh where an act uses it up.

use muster::notices::{self, NewNotice, NoticeKind};
use serde_json::{Value, json};

use super::cast::{Cast, Who};
use crate::support::people::{PASSWORD, TestPerson, login_body};

pub(super) const ABSENT: &str = "01930000-0000-7000-8000-00000000dead";

/// A device that signs in during the test.
const NEW_DEVICE: &str = "01930000-0000-7000-8000-0000000000d6";

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Nothing by its id.
    Nothing,
    /// Something that is not there.
    Absent,
    /// 解放碑, the brigade of `lin`.
    Brigade,
    /// This year.
    Year,
    /// `lin`.
    LinHerself,
    /// A consent that `lin` gave on paper.
    LinsConsent,
    /// The membership of `lin`.
    LinsMembership,
    /// Somebody who applied to the brigade.
    Applicant,
    /// Somebody without a phone who is a member of it: the person, or the membership.
    Member,
    /// Somebody whose membership of it is suspended.
    Suspended,
    /// Somebody's role as a leader of it.
    Leadership,
    /// An invite to it.
    Invite,
    /// A program of it.
    Program,
    /// A site of it.
    Site,
    /// An activity of it that is a draft, waits, was approved, is known to its members, or to all.
    Draft,
    Submitted,
    Approved,
    Published,
    PublishedToAll,
    /// A shift of a draft, one that takes sign-ups, and one that has begun.
    Planned,
    Opened,
    Begun,
    /// A place of `lin` in a shift, and an invitation to her.
    LinsPlace,
    Invitation,
    /// A stay of `lin`: from check-in to check-out, without an end, with an end that somebody
    /// proposed, one that somebody wants void, one that overlaps with one in another brigade.
    LinsStay,
    LinsOpenStay,
    ProposedEnd,
    VoidAsked,
    LinsOverlap,
    /// A record of somebody of the brigade that nobody confirmed, and one that waits for approval.
    Served,
    InReview,
    /// A record of `lin` that counts, and one that she contests.
    LinsRecord,
    LinsDispute,
    /// Another device of the caller's.
    HisDevice,
    /// A consent of the caller's.
    HisConsent,
    /// A notice to the caller.
    HisNotice,
    /// The caller's membership.
    HisMembership,
}

pub(super) fn id(view: &Value) -> String {
    view["id"].as_str().unwrap().to_owned()
}

impl Cast {
    /// The id of what a cell asks for.
    pub(super) async fn target(&self, route: &str, target: Target, who: Who) -> String {
        let (he, brigade) = (&self.world.he, &self.world.jiefangbei);
        if let Some(plan) = self.plan(target).await {
            return plan;
        }
        if let Some(stay) = self.stay(target).await {
            return stay;
        }
        match target {
            Target::Nothing => String::new(),
            Target::Absent => ABSENT.to_owned(),
            Target::Brigade => brigade.clone(),
            Target::Year => "2026".to_owned(),
            Target::LinHerself => self.world.lin.id.to_string(),
            Target::LinsConsent => {
                let body = json!({ "purpose": "photos", "form": "paper" });
                let path = format!("/v1/people/{}/consents", self.world.lin.id);
                id(&he.post(&path, body).await.expect(201).json())
            }
            Target::LinsMembership => self.world.lin.membership().await,
            Target::Applicant => {
                let person = he.enrols_without_phone("申请人", &self.world.yuzhong).await;
                let body = json!({ "person_id": person, "unit": brigade });
                id(&he.post("/v1/memberships", body).await.expect(201).json())
            }
            Target::Member if route.contains("{person}") => {
                he.enrols_without_phone("队员", brigade).await
            }
            Target::Member => self.member().await,
            Target::Suspended => {
                let membership = self.member().await;
                he.steps(&membership, "suspend").await.expect(200);
                membership
            }
            Target::Leadership => {
                let person = he.enrols_without_phone("副队长", brigade).await;
                let body = json!({ "person_id": person, "role": "leader" });
                let path = format!("/v1/units/{brigade}/roles");
                id(&he.post(&path, body).await.expect(201).json())
            }
            Target::Invite => {
                let path = format!("/v1/units/{brigade}/invites");
                id(&he.post(&path, json!({})).await.expect(201).json())
            }
            _ => match self.signed(who) {
                Some(caller) => self.of_caller(target, caller).await,
                None => ABSENT.to_owned(),
            },
        }
    }

    /// The membership of somebody without a phone.
    async fn member(&self) -> String {
        let (he, brigade) = (&self.world.he, &self.world.jiefangbei);
        let person = he.enrols_without_phone("队员", brigade).await;
        let file = he.get(&format!("/v1/people/{person}")).await.expect(200).json();
        id(&file["memberships"][0])
    }

    async fn of_caller(&self, target: Target, caller: &TestPerson) -> String {
        match target {
            Target::HisDevice => {
                let device = "01930000-0000-7000-8000-0000000000de";
                caller.on_device(device).await;
                device.to_owned()
            }
            Target::HisConsent => {
                id(&caller.post("/v1/me/consents", self.consent()).await.expect(201).json())
            }
            Target::HisMembership => {
                let page = caller.get("/v1/me/memberships").await.expect(200).json();
                match page["items"][0]["id"].as_str() {
                    Some(membership) => membership.to_owned(),
                    None => caller.applies_to(&self.lonely).await,
                }
            }
            _ => {
                let (app, now) = (&self.world.app, self.world.app.muster.clock.now());
                let (kind, subject) = (NoticeKind::RoleGiven, caller.id.entity());
                let new = NewNotice { person: caller.id, kind, subject, unit: None };
                app.muster.db.write(move |tx| notices::tell(tx, &new, now)).await.unwrap();
                let page = caller.get("/v1/me/notices").await.expect(200).json();
                id(&page["items"][0])
            }
        }
    }

    pub(super) fn consent(&self) -> Value {
        json!({ "purpose": "location", "notice_version": self.notice_version })
    }

    /// A body that would do, if the caller may.
    pub(super) fn body(&self, route: &str, target: &str) -> Option<Value> {
        let body = match route {
            "POST /v1/accounts" => json!({
                "setup_code": "2222-2222-2222", "name": "生人", "phone": "13811111111",
                "password": PASSWORD, "device": { "id": ABSENT, "name": "手机" },
            }),
            "POST /v1/auth/login" => login_body(&self.world.qin.phone, NEW_DEVICE),
            "POST /v1/auth/refresh" => json!({ "refresh_token": "AAAA" }),
            "POST /v1/me/password" => json!({ "old": PASSWORD, "new": PASSWORD }),
            "PATCH /v1/me" => json!({ "locale": "zh-CN" }),
            "POST /v1/me/consents" => self.consent(),
            "POST /v1/people" => json!({ "name": "新人", "unit": target }),
            "PATCH /v1/people/{person}" => json!({ "sex": "female" }),
            "POST /v1/people/{person}/consents" => json!({
                "purpose": "participation", "form": "paper", "given_by": "guardian",
                "notice_version": self.notice_version,
            }),
            "POST /v1/units" => json!({ "kind": "squad", "name": "一分队", "parent": target }),
            "PATCH /v1/units/{unit}" => json!({ "area_code": "500103" }),
            "POST /v1/units/{unit}/invites"
            | "POST /v1/people/{person}/claim-codes"
            | "POST /v1/sync/pull" => json!({}),
            "POST /v1/units/{unit}/insurance-policies" => json!({
                "insurer": "某某财险", "policy_no": "1",
                "valid_from": "2026-01-01", "valid_to": "2026-12-31",
            }),
            "POST /v1/units/{unit}/roles" => {
                json!({ "person_id": self.deputy, "role": "leader" })
            }
            "POST /v1/memberships" if target.is_empty() => json!({ "unit": self.lonely }),
            "POST /v1/memberships" => json!({ "unit": target }),
            "POST /v1/memberships/approve" => json!({ "ids": [target] }),
            "POST /v1/memberships/{membership}/reject"
            | "POST /v1/memberships/{membership}/suspend" => json!({ "reason": "未参加培训" }),
            _ => return self.plan_body(route, target).or_else(|| self.stay_body(route, target)),
        };
        Some(body)
    }
}
