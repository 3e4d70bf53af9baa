//! The table's rows of programs, sites, activities, shifts and sign-ups; columns as in `table`.

use super::{
    table::{GONE, LEAD, Row, SIGNED},
    target::Target::{
        Absent, Approved, Begun, Brigade, Draft, Invitation, LinsPlace, Nothing, Opened, Planned,
        Program, Published, PublishedToAll, Site, Submitted,
    },
};

/// What those read who have a role over the brigade, and others may not know of.
const AT_THE_DESK: &str = "401 401 401 · 404 404 404 · 200 404 · 200 404 · 200 200";
/// What those change who lead the brigade, and others may not know of.
const LED_UNSEEN: &str = "401 401 401 · 404 404 404 · 200 404 · 200 404 · 403 200";
/// What those decide who administer the brigade's district, and others may not know of.
const JUDGED_UNSEEN: &str = "401 401 401 · 404 404 404 · 403 404 · 200 404 · 403 200";
/// What the brigade reads.
const IN_THE_BRIGADE: &str = "401 401 401 · 200 200 404 · 200 404 · 200 404 · 200 200";
/// What those change who lead the brigade, and its members only read.
const LED: &str = "401 401 401 · 403 403 404 · 200 404 · 200 404 · 403 200";
/// What those do for `lin` who lead her brigade, or she herself.
const FOR_LIN: &str = "401 401 401 · 200 404 404 · 200 404 · 200 404 · 403 200";

pub(super) const PLANNED: &[Row] = &[
    // Programs.
    ("GET /v1/programs", Nothing, SIGNED),
    ("POST /v1/programs", Brigade, "401 401 401 · 403 403 403 · 403 403 · 201 403 · 403 201"),
    ("GET /v1/programs/{program}", Program, SIGNED),
    ("GET /v1/programs/{program}", Absent, GONE),
    (
        "PATCH /v1/programs/{program}",
        Program,
        "401 401 401 · 403 403 403 · 403 403 · 200 403 · 403 200",
    ),
    ("PATCH /v1/programs/{program}", Absent, GONE),
    // Sites.
    ("GET /v1/sites", Nothing, SIGNED),
    ("POST /v1/sites", Brigade, LEAD),
    ("GET /v1/sites/{site}", Site, SIGNED),
    ("GET /v1/sites/{site}", Absent, GONE),
    ("PATCH /v1/sites/{site}", Site, "401 401 401 · 403 403 403 · 200 403 · 200 403 · 403 200"),
    ("PATCH /v1/sites/{site}", Absent, GONE),
    // Activities.
    ("GET /v1/activities", Nothing, SIGNED),
    ("POST /v1/activities", Brigade, LEAD),
    ("GET /v1/activities/{activity}", Draft, AT_THE_DESK),
    ("GET /v1/activities/{activity}", Published, IN_THE_BRIGADE),
    ("GET /v1/activities/{activity}", PublishedToAll, SIGNED),
    ("GET /v1/activities/{activity}", Absent, GONE),
    ("PATCH /v1/activities/{activity}", Draft, LED_UNSEEN),
    ("PATCH /v1/activities/{activity}", Published, LED),
    ("PATCH /v1/activities/{activity}", Absent, GONE),
    ("POST /v1/activities/{activity}/submit", Draft, LED_UNSEEN),
    ("POST /v1/activities/{activity}/submit", Absent, GONE),
    ("POST /v1/activities/{activity}/approve", Submitted, JUDGED_UNSEEN),
    ("POST /v1/activities/{activity}/approve", Absent, GONE),
    ("POST /v1/activities/{activity}/return", Submitted, JUDGED_UNSEEN),
    ("POST /v1/activities/{activity}/return", Absent, GONE),
    ("POST /v1/activities/{activity}/publish", Approved, LED_UNSEEN),
    ("POST /v1/activities/{activity}/publish", Absent, GONE),
    ("POST /v1/activities/{activity}/unpublish", Published, LED),
    ("POST /v1/activities/{activity}/unpublish", Absent, GONE),
    ("POST /v1/activities/{activity}/cancel", Published, LED),
    ("POST /v1/activities/{activity}/cancel", Absent, GONE),
    ("POST /v1/activities/{activity}/end", Published, LED),
    ("POST /v1/activities/{activity}/end", Absent, GONE),
    // Shifts.
    ("GET /v1/me/shifts", Nothing, SIGNED),
    ("GET /v1/shifts", Nothing, SIGNED),
    ("GET /v1/activities/{activity}/shifts", Draft, AT_THE_DESK),
    ("GET /v1/activities/{activity}/shifts", Published, IN_THE_BRIGADE),
    ("GET /v1/activities/{activity}/shifts", Absent, GONE),
    (
        "POST /v1/activities/{activity}/shifts",
        Published,
        "401 401 401 · 403 403 404 · 201 404 · 201 404 · 403 201",
    ),
    ("POST /v1/activities/{activity}/shifts", Absent, GONE),
    ("GET /v1/shifts/{shift}", Planned, AT_THE_DESK),
    ("GET /v1/shifts/{shift}", Opened, IN_THE_BRIGADE),
    ("GET /v1/shifts/{shift}", Absent, GONE),
    ("PATCH /v1/shifts/{shift}", Opened, LED),
    ("PATCH /v1/shifts/{shift}", Absent, GONE),
    ("POST /v1/shifts/{shift}/open", Opened, LED),
    ("POST /v1/shifts/{shift}/open", Absent, GONE),
    ("POST /v1/shifts/{shift}/lock", Opened, LED),
    ("POST /v1/shifts/{shift}/lock", Absent, GONE),
    ("POST /v1/shifts/{shift}/close", Begun, LED),
    ("POST /v1/shifts/{shift}/close", Absent, GONE),
    ("POST /v1/shifts/{shift}/cancel", Opened, LED),
    ("POST /v1/shifts/{shift}/cancel", Absent, GONE),
    // Sign-ups.
    ("GET /v1/me/sign-ups", Nothing, SIGNED),
    (
        "GET /v1/shifts/{shift}/sign-ups",
        Opened,
        "401 401 401 · 403 403 404 · 200 404 · 200 404 · 200 200",
    ),
    ("GET /v1/shifts/{shift}/sign-ups", Absent, GONE),
    // Who administers or audits sees the shift, and is no member of the brigade.
    (
        "POST /v1/shifts/{shift}/sign-ups",
        Opened,
        "401 401 401 · 201 201 404 · 201 404 · 409 404 · 409 409",
    ),
    ("POST /v1/shifts/{shift}/sign-ups", Absent, GONE),
    (
        "GET /v1/sign-ups/{sign_up}",
        LinsPlace,
        "401 401 401 · 200 404 404 · 200 404 · 200 404 · 200 200",
    ),
    ("GET /v1/sign-ups/{sign_up}", Absent, GONE),
    ("POST /v1/sign-ups/{sign_up}/accept", Invitation, FOR_LIN),
    ("POST /v1/sign-ups/{sign_up}/accept", Absent, GONE),
    ("POST /v1/sign-ups/{sign_up}/decline", Invitation, FOR_LIN),
    ("POST /v1/sign-ups/{sign_up}/decline", Absent, GONE),
    ("POST /v1/sign-ups/{sign_up}/withdraw", LinsPlace, FOR_LIN),
    ("POST /v1/sign-ups/{sign_up}/withdraw", Absent, GONE),
];
