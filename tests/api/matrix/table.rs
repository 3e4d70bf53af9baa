//! The table. Columns, always in this order:
//!
//! nobody, an expired token, a session that was ended · 林 `lin` herself, 王 `wang` of her brigade,
//! 梅 `mei` of another district · 周 `zhou` who leads her brigade, 唐 `tang` who leads the one next
//! to it · 何 `he` who administers her district, 白 `bai` another one · 苏 `su` who audits, 秦 `qin`
//! who administers headquarters

use super::target::Target::{
    self, Absent, Applicant, Brigade, HisConsent, HisDevice, HisMembership, HisNotice, Invite,
    Leadership, LinHerself, LinsConsent, LinsMembership, Member, Nothing, Suspended,
};

/// A route, what it is asked for, and the status that each caller gets.
pub(super) type Row = (&'static str, Target, &'static str);

/// What everybody gets, signed in or not.
const OPEN: &str = "200 200 200 · 200 200 200 · 200 200 · 200 200 · 200 200";
/// What everybody gets who is signed in.
pub(super) const SIGNED: &str = "401 401 401 · 200 200 200 · 200 200 · 200 200 · 200 200";
/// What is not there.
pub(super) const GONE: &str = "401 401 401 · 404 404 404 · 404 404 · 404 404 · 404 404";
/// What those read who have a role over the brigade; the tree is public, so others learn nothing.
pub(super) const OVER: &str = "401 401 401 · 403 403 403 · 200 403 · 200 403 · 200 200";
/// What those make who lead the brigade, or administer what is above it.
pub(super) const LEAD: &str = "401 401 401 · 403 403 403 · 201 403 · 201 403 · 403 201";

pub(super) const MATRIX: &[Row] = &[
    // Platform.
    ("GET /livez", Nothing, OPEN),
    ("GET /readyz", Nothing, OPEN),
    ("GET /metrics", Nothing, OPEN),
    // Identity.
    ("GET /v1/meta", Nothing, OPEN),
    ("GET /v1/privacy-notices/current", Nothing, OPEN),
    ("POST /v1/accounts", Nothing, "403 403 403 · 403 403 403 · 403 403 · 403 403 · 403 403"),
    ("POST /v1/auth/login", Nothing, OPEN),
    ("POST /v1/auth/refresh", Nothing, "401 401 401 · 401 401 401 · 401 401 · 401 401 · 401 401"),
    ("POST /v1/auth/logout", Nothing, "401 401 401 · 204 204 204 · 204 204 · 204 204 · 204 204"),
    ("POST /v1/me/password", Nothing, "401 401 401 · 204 204 204 · 204 204 · 204 204 · 204 204"),
    ("GET /v1/me/devices", Nothing, SIGNED),
    (
        "DELETE /v1/me/devices/{device}",
        HisDevice,
        "401 401 401 · 204 204 204 · 204 204 · 204 204 · 204 204",
    ),
    ("DELETE /v1/me/devices/{device}", Absent, GONE),
    // People.
    ("GET /v1/me", Nothing, SIGNED),
    ("PATCH /v1/me", Nothing, SIGNED),
    ("GET /v1/me/consents", Nothing, SIGNED),
    ("POST /v1/me/consents", Nothing, "401 401 401 · 201 201 201 · 201 201 · 201 201 · 201 201"),
    ("POST /v1/me/consents/{consent}/withdraw", HisConsent, SIGNED),
    ("POST /v1/me/consents/{consent}/withdraw", Absent, GONE),
    ("GET /v1/me/notices", Nothing, SIGNED),
    ("POST /v1/me/notices/{notice}/read", HisNotice, SIGNED),
    ("POST /v1/me/notices/{notice}/read", Absent, GONE),
    // Enrolment.
    ("GET /v1/people", Nothing, SIGNED),
    ("GET /v1/people", Brigade, OVER),
    ("POST /v1/people", Brigade, LEAD),
    (
        "GET /v1/people/{person}",
        LinHerself,
        "401 401 401 · 200 404 404 · 200 404 · 200 404 · 200 200",
    ),
    ("GET /v1/people/{person}", Absent, GONE),
    (
        "PATCH /v1/people/{person}",
        LinHerself,
        "401 401 401 · 403 404 404 · 200 404 · 200 404 · 403 200",
    ),
    ("PATCH /v1/people/{person}", Absent, GONE),
    (
        "POST /v1/people/{person}/claim-codes",
        Member,
        "401 401 401 · 404 404 404 · 201 404 · 201 404 · 403 201",
    ),
    ("POST /v1/people/{person}/claim-codes", Absent, GONE),
    (
        "GET /v1/people/{person}/consents",
        LinHerself,
        "401 401 401 · 200 404 404 · 200 404 · 200 404 · 200 200",
    ),
    ("GET /v1/people/{person}/consents", Absent, GONE),
    (
        "POST /v1/people/{person}/consents",
        LinHerself,
        "401 401 401 · 403 404 404 · 201 404 · 201 404 · 403 201",
    ),
    ("POST /v1/people/{person}/consents", Absent, GONE),
    (
        "POST /v1/consents/{consent}/withdraw",
        LinsConsent,
        "401 401 401 · 403 404 404 · 200 404 · 200 404 · 403 200",
    ),
    ("POST /v1/consents/{consent}/withdraw", Absent, GONE),
    // The tree.
    ("GET /v1/units", Nothing, SIGNED),
    ("POST /v1/units", Brigade, "401 401 401 · 403 403 403 · 201 403 · 201 403 · 403 201"),
    ("GET /v1/units/{unit}", Brigade, SIGNED),
    ("GET /v1/units/{unit}", Absent, GONE),
    ("PATCH /v1/units/{unit}", Brigade, "401 401 401 · 403 403 403 · 403 403 · 200 403 · 403 200"),
    ("PATCH /v1/units/{unit}", Absent, GONE),
    ("GET /v1/units/{unit}/invites", Brigade, OVER),
    ("GET /v1/units/{unit}/invites", Absent, GONE),
    ("POST /v1/units/{unit}/invites", Brigade, LEAD),
    ("POST /v1/units/{unit}/invites", Absent, GONE),
    (
        "DELETE /v1/invites/{invite}",
        Invite,
        "401 401 401 · 404 404 404 · 204 404 · 204 404 · 403 204",
    ),
    ("DELETE /v1/invites/{invite}", Absent, GONE),
    ("GET /v1/units/{unit}/insurance-policies", Brigade, OVER),
    ("GET /v1/units/{unit}/insurance-policies", Absent, GONE),
    ("POST /v1/units/{unit}/insurance-policies", Brigade, LEAD),
    ("POST /v1/units/{unit}/insurance-policies", Absent, GONE),
    // Roles.
    ("GET /v1/me/roles", Nothing, SIGNED),
    ("GET /v1/units/{unit}/roles", Brigade, OVER),
    ("GET /v1/units/{unit}/roles", Absent, GONE),
    (
        "POST /v1/units/{unit}/roles",
        Brigade,
        "401 401 401 · 403 403 403 · 403 403 · 201 403 · 403 201",
    ),
    ("POST /v1/units/{unit}/roles", Absent, GONE),
    ("GET /v1/roles/{role}", Leadership, "401 401 401 · 404 404 404 · 200 404 · 200 404 · 200 200"),
    ("GET /v1/roles/{role}", Absent, GONE),
    (
        "POST /v1/roles/{role}/end",
        Leadership,
        "401 401 401 · 404 404 404 · 403 404 · 200 404 · 403 200",
    ),
    ("POST /v1/roles/{role}/end", Absent, GONE),
    // Memberships.
    ("GET /v1/me/memberships", Nothing, SIGNED),
    ("GET /v1/units/{unit}/memberships", Brigade, OVER),
    ("GET /v1/units/{unit}/memberships", Absent, GONE),
    ("POST /v1/memberships", Nothing, "401 401 401 · 201 201 201 · 201 201 · 201 201 · 201 201"),
    ("POST /v1/memberships", Absent, GONE),
    ("POST /v1/memberships/approve", Applicant, SIGNED),
    (
        "GET /v1/memberships/{membership}",
        LinsMembership,
        "401 401 401 · 200 404 404 · 200 404 · 200 404 · 200 200",
    ),
    ("GET /v1/memberships/{membership}", Absent, GONE),
    (
        "POST /v1/memberships/{membership}/approve",
        Applicant,
        "401 401 401 · 404 404 404 · 200 404 · 200 404 · 403 200",
    ),
    ("POST /v1/memberships/{membership}/approve", Absent, GONE),
    (
        "POST /v1/memberships/{membership}/reject",
        Applicant,
        "401 401 401 · 404 404 404 · 200 404 · 200 404 · 403 200",
    ),
    ("POST /v1/memberships/{membership}/reject", Absent, GONE),
    (
        "POST /v1/memberships/{membership}/suspend",
        Member,
        "401 401 401 · 404 404 404 · 403 404 · 200 404 · 403 200",
    ),
    (
        "POST /v1/memberships/{membership}/suspend",
        HisMembership,
        "401 401 401 · 403 403 403 · 403 403 · 403 403 · 403 403",
    ),
    ("POST /v1/memberships/{membership}/suspend", Absent, GONE),
    (
        "POST /v1/memberships/{membership}/lift",
        Suspended,
        "401 401 401 · 404 404 404 · 403 404 · 200 404 · 403 200",
    ),
    ("POST /v1/memberships/{membership}/lift", Absent, GONE),
    (
        "POST /v1/memberships/{membership}/leave",
        Member,
        "401 401 401 · 404 404 404 · 200 404 · 200 404 · 403 200",
    ),
    ("POST /v1/memberships/{membership}/leave", Absent, GONE),
];
